//! The headers of a survey by columns whose headers are those of the result.

use std::collections::HashSet;

use crate::sandbox::Sandbox;

const COLUMNS: &str = "--role-column 1 --city-column 2 --level-column none --salary-column 3 --organisation-column 4 --rule own \
     --currency-column none --pay-period-column none";

fn headers(csv: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.headers().unwrap().iter().map(str::to_owned).collect()
}

/// Rows with these columns after those of [`COLUMNS`].
fn rows(more: &[String]) -> String {
    let mut text = format!("job,place,salary,firm,{}\n", more.join(","));
    for at in 0..12 {
        let cells: Vec<String> = more.iter().map(|header| format!("{header}-{}", at % 2)).collect();
        text += &format!("Data Scientist,Beijing,{},F{at},{}\n", 300_000 + at * 1000, cells.join(","));
    }
    text
}

/// Would catch a column of the result whose name a dimension may have too.
#[test]
fn no_two_columns_have_the_same_header() {
    let sandbox = Sandbox::new();
    sandbox.write("rows.csv", rows(&["team".to_owned()]));
    let survey = |options: &str| sandbox.payband(&format!("-q survey rows.csv {COLUMNS} {options}")).streams().0;
    let mut known = Vec::new();
    for output in ["-f csv", "--explain -f csv"] {
        known.extend(headers(&survey(&format!("--by role,city,level,organisation,team {output}"))));
    }
    known.sort_unstable();
    known.dedup();
    assert!(known.len() > 40, "{known:?}");
    sandbox.write("rows.csv", rows(&known));
    let columns: Vec<String> = known.iter().map(|header| format!("column:{header}")).collect();
    let by = format!("--by role,city,level,organisation,{}", columns.join(","));
    for output in ["-f csv", "--explain -f csv"] {
        let found = headers(&survey(&format!("{by} {output}")));
        let mut taken = HashSet::new();
        assert!(found.iter().all(|header| taken.insert(header.to_lowercase())), "{output}: {found:?}");
        assert!(["team", "column:n", "column:city_id"].iter().all(|header| taken.contains(*header)), "{found:?}");
    }
    let shown = survey("--by column:p50 -f markdown");
    assert!(shown.contains("| column:p50 |") && shown.contains("p50-1"), "{shown}");
}

/// Would catch a chart that takes a dimension for a column of the result, or leaves out one because of its header.
#[test]
fn the_chart_finds_dimensions_by_their_place() {
    let sandbox = Sandbox::new();
    let more = ["population", "n", "team_id"].map(str::to_owned);
    sandbox.write("rows.csv", rows(&more));
    let by = "--by role,column:population,column:n,team_id";
    let (result, _) = sandbox.payband(&format!("-q survey rows.csv {COLUMNS} {by} -f csv")).streams();
    sandbox.write("survey.csv", &result);
    // A result whose dimensions have the headers of the file.
    sandbox.write("renamed.csv", result.replacen("column:", "", 2));
    for file in ["survey.csv", "renamed.csv"] {
        let (shown, _) = sandbox.payband(&format!("chart survey {file}")).env("COLUMNS", "160").streams();
        for text in ["population-1", "n-1", "team_id-1", "(n 6)"] {
            assert!(shown.contains(text), "{file}, {text}: {shown}");
        }
        assert!(!shown.contains("data-scientist"), "{file}: {shown}");
    }
}
