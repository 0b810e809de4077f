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

/// Catches a command that says of such a file only that it has no column of titles, or names another command.
#[test]
fn every_command_of_rows_tells_separators_that_are_no_delimiter() {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", "职位，城市，薪资\n软件工程师，上海，25000\n");
    sandbox.write("wide.csv", "Title                City        Salary\nSoftware Engineer    Shanghai    60000\n");
    for command in ["price", "survey", "chart position", "chart survey"] {
        for (file, separator, remedy) in
            [("pay.csv", "\"，\"", "sed 's/，/,/g'"), ("wide.csv", "spaces", "sed -E 's/ {2,}/\\t/g'")]
        {
            let (code, _, error) = sandbox.payband(&format!("{command} {file}")).fallible();
            assert_eq!(code, Some(1), "{command} {file}: {error}");
            assert!(error.contains(&format!("cells are separated by {separator}, and not by a delimiter")), "{error}");
            assert!(error.ends_with(&format!("{remedy} FILE | payband {command} -\n")), "{error}");
        }
    }
}

/// Catches pay in yuan that is read as dollars because no level says with which price it compares.
#[test]
fn pay_beside_chinese_text_is_read_in_yuan_without_levels_too() {
    let rows = |level: &str| -> String {
        let people = [("软件工程师", "上海", 300), ("数据科学家", "北京", 350), ("软件工程师", "深圳", 310)];
        people.iter().map(|(title, city, pay)| format!("{title},{city},{level},{pay}000\n")).collect()
    };
    let sandbox = Sandbox::new();
    for level in ["高级", ""] {
        sandbox.write("pay.csv", format!("职位,城市,级别,薪资\n{}", rows(level)));
        for command in ["survey pay.csv --rule own", "price pay.csv"] {
            let (_, beside) = sandbox.payband(command).streams();
            let expected = "pay without a unit is read as CNY a year: Chinese text beside it and its distance from the market say CNY";
            assert!(beside.contains(expected), "{command}, {level:?}: {beside}");
        }
    }
    // Pay in dollars stays so.
    let dollars = "软件工程师,上海,,58000\n数据科学家,北京,,82000\n软件工程师,深圳,,49000\n";
    sandbox.write("pay.csv", format!("职位,城市,级别,薪资\n{dollars}"));
    let (_, beside) = sandbox.payband("survey pay.csv --rule own").streams();
    assert!(!beside.contains("read as CNY"), "{beside}");
}
