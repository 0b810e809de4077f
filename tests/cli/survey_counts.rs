//! `payband survey --partial` and `--merge`: counts of several files as if they were one.
//!
//! Would catch a row that is counted twice or not at all, statistics of counts that differ from those of rows, tables that are
//! added although they were made in another way, and a table of single people's pay that others may read.

use crate::sandbox::Sandbox;

const HEADER: &str = "company,title,city,level,years,day,people,team,base salary\n";

/// Rows of every kind, the same ones each time.
fn rows() -> Vec<String> {
    let mut state = 20_260_801_u64;
    let mut below = move |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let pick = |from: &[&str], at: u64| from[usize::try_from(at).unwrap() % from.len()].to_owned();
    let mut rows = Vec::new();
    for _ in 0..600 {
        let number = 150_000 + below(400) * 1000 + below(3);
        let pay = match below(14) {
            0 => format!("{number}.50"),
            1 => format!("${}", number / 7),
            2 => format!("\"{}-{}K·14薪\"", number / 12_000, number / 12_000 + 9),
            3 => "negotiable".to_owned(),
            4 => "from 30k CNY".to_owned(),
            5 => "5000000 KRW".to_owned(),
            6 => format!("{}", number * 40),
            _ => number.to_string(),
        };
        let title =
            pick(&["EHR Systems Engineer", "Data Scientist", "\"Scientist, Healthcare Data\"", "Nurse", ""], below(30));
        let city = pick(&["Beijing", "Shanghai", "Atlantis", ""], below(9));
        let level = pick(&["Junior", "Senior", "Mid", ""], below(8));
        let day = pick(&["2026-01-01", "2026-03-15", "2025-07-01", "2021-01-01", "soon"], below(9));
        let (company, team) = (below(14), pick(&["IT", "\"R&D, \"\"x\"\"\"", ""], below(5)));
        let company = if company == 0 { String::new() } else { format!("Org{company}") };
        let row = format!("{company},{title},{city},{level},{},{day},{},{team},{pay}\n", below(12), 1 + below(3));
        if below(9) == 0 {
            rows.push(row.clone());
        }
        rows.push(row);
    }
    rows
}

/// The rows as one file, and as three of the same name.
fn split() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = rows();
    sandbox.write("pay.csv", format!("{HEADER}{}", rows.concat()));
    for (part, rows) in rows.chunks(rows.len() / 3 + 1).enumerate() {
        sandbox.write(&format!("{part}/pay.csv"), format!("{HEADER}{}", rows.concat()));
    }
    sandbox
}

const UNIT: &str = "--currency CNY --pay-currency CNY --pay-period year";

#[test]
fn the_counts_of_parts_are_those_of_the_whole() {
    let sandbox = split();
    // How rows are counted, and what of it is decided when counts are added.
    for (counted, decided) in [
        ("--by role,city,level", vec!["", "--rule own --percentile-method r6", "--rule own --outliers winsorise"]),
        ("--by role", vec!["--weight organisation", "--outliers drop", "--rule own -f json"]),
        ("--by organisation,column:team", vec!["--rule own"]),
        ("--by role --organisation-column none", vec!["--rule own", "--rule own --outliers drop -f markdown"]),
        ("--by role --headcount-column people", vec!["", "--weight organisation"]),
        ("--by role --date-column day --on 2026-08-01 --ageing-rate 7.5%", vec!["--rule own", "--outliers winsorise"]),
        ("--by role,level --population posted --date-column day", vec!["", "--rule own"]),
        ("--by role --pay-element guaranteed", vec!["--rule own", "--rule own --explain"]),
        ("--by role --duplicates drop", vec!["--outliers drop", "--weight organisation"]),
        ("--by role --duplicates drop --organisation-column none", vec!["--rule own"]),
    ] {
        for part in 0..3 {
            let line = format!("survey {part}/pay.csv {UNIT} {counted} --partial {part}.counts");
            let (printed, beside) = sandbox.payband(&line).streams();
            assert!(printed.is_empty() && beside.contains("holds the pay of single people"), "{counted}: {beside}");
        }
        for decided in decided {
            let (whole, notes) =
                sandbox.payband(&format!("survey pay.csv {UNIT} {counted} {decided} --caveats --threads 2")).streams();
            let (merged, merged_notes) =
                sandbox.payband(&format!("survey --merge 2.counts 0.counts 1.counts {decided} --caveats")).streams();
            assert_eq!(merged, whole, "{counted} {decided}");
            let rows = |notes: &str| notes.lines().find(|line| line.contains("rows: ")).map(str::to_owned);
            // JSON and Markdown hold the notes themselves.
            assert!(rows(&notes).is_some() || decided.contains("-f"), "{notes}");
            assert_eq!(rows(&merged_notes), rows(&notes), "{counted} {decided}");
        }
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_counts() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = split();
    sandbox.write("0.counts", "old");
    sandbox.payband(&format!("survey 0/pay.csv {UNIT} --partial 0.counts")).streams();
    let mode = std::fs::metadata(sandbox.path("0.counts")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn tables_that_were_made_in_another_way_are_not_added() {
    let sandbox = split();
    let count = |options: &str| sandbox.payband(&format!("survey 0/pay.csv {UNIT} {options}")).streams();
    count("--by role --partial first.counts");
    for (options, difference) in [
        ("--by role,city", "its by is [\"role\",\"city\"], and that of the first table is [\"role\"]"),
        ("--by role --population reported", "its population is \"reported\""),
        ("--by role --pay-element guaranteed", "its element is \"guaranteed pay\""),
        ("--by role --organisation-column none", "its organisations is false"),
        ("--by role --date-column day", "its dates is true"),
        ("--by role --duplicates drop", "its duplicates is \"drop\""),
        ("--by role --min-score 0.9", "its reading is [\"--min-score 0.9\"]"),
        ("--by role --date-column day --on 2026-08-01 --ageing-rate 7%", "its ageing is [\"2026-08-01\",\"7\","),
    ] {
        count(&format!("{options} --partial other.counts"));
        let (code, printed, error) = sandbox.payband("survey --merge first.counts other.counts").fallible();
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{options}");
        assert!(error.contains("other.counts cannot be added") && error.contains(difference), "{options}: {error}");
    }
    let (code, _, error) = sandbox.payband("survey --merge first.counts first.counts").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("first.counts is named twice"), "{error}");
    let (code, _, error) = sandbox.payband("survey --merge first.counts --pack us-oews-2025").fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("the tables were made with china-healthcare-it-2025"), "{error}");
    let (code, _, error) = sandbox.payband("survey --merge first.counts --by role").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("--by"), "{error}");
}

#[test]
fn a_broken_table_is_named_by_its_line_and_column_without_a_cell() {
    let sandbox = split();
    sandbox.payband(&format!("survey 0/pay.csv {UNIT} --partial 0.counts")).streams();
    let table = sandbox.read("0.counts");
    let lines: Vec<&str> = table.lines().collect();
    let broken = |line: &str| [lines[0], lines[1], line, ""].join("\n");
    for (text, expected) in [
        ("title,pay\n".to_owned(), "it is no table of counts"),
        (
            table.replacen("\"version\":5", "\"version\":7", 1),
            "it has version 7 of the tables of counts, and 5 is read",
        ),
        (
            broken("ehr-systems-engineer,ehr-systems-engineer,mid,Org1,77x777,year,,,CNY,,1,1,,,,,,,,"),
            "line 3: amount cannot be read",
        ),
        (
            broken("ehr-systems-engineer,ehr-systems-engineer,mid,Org1,777777,year,,,CNY,,-1,1,,,,,,,,"),
            "line 3: rows cannot be read",
        ),
        (
            broken("ehr-systems-engineer,ehr-systems-engineer,mid,Org1,777777,year,,,CNY,,0,,,,,,,,,"),
            "line 3: people cannot be read",
        ),
        (broken("ehr-systems-engineer,,,Org1,777777,year"), "line 3: a cell cannot be read"),
        (
            broken("ehr-systems-engineer,ehr-systems-engineer,mid,Org1,,,-777777,1,CNY,,1,1,,,,,,,,"),
            "line 3: low cannot be read",
        ),
        (broken("ehr-systems-engineer,ehr-systems-engineer,mid,,,,,,,,1,,,,,,,USD,,"), "line 3: bonus cannot be read"),
    ] {
        sandbox.write("broken.counts", text);
        let (code, _, error) = sandbox.payband("survey --merge broken.counts").fallible();
        assert_eq!(code, Some(1));
        assert!(error.contains(expected) && !error.contains("777"), "{error}");
    }
}

#[test]
fn counts_replace_no_file_that_is_read() {
    let sandbox = split();
    let (code, _, error) = sandbox.payband("survey pay.csv --partial ./pay.csv").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("is the file that is counted"), "{error}");
    // What is chosen when tables are added would be lost.
    for option in ["--period month", "--round 3", "--group Nurse", "--explain", "-o a.csv", "-f json"] {
        let (code, _, error) = sandbox.payband(&format!("survey pay.csv --partial a.counts {option}")).fallible();
        assert_eq!(code, Some(2), "{option}");
        assert!(error.contains("cannot be used with") && !sandbox.path("a.counts").exists(), "{option}: {error}");
    }
    let (code, _, error) = sandbox.payband("survey pay.csv --partial -").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("give the name of a file"), "{error}");
}

/// Would catch a pack of merged tables that differs from that of all rows, and files that it does not name.
#[test]
fn merged_counts_become_the_pack_of_all_rows() {
    let sandbox = split();
    let terms = "--effective 2026-08-01 --pack-name ours";
    let counted = "--by role --pay-element guaranteed --organisation-column company";
    sandbox.payband(&format!("survey pay.csv {UNIT} {counted} --weight organisation {terms} --to-pack rows")).streams();
    sandbox.payband(&format!("survey pay.csv {UNIT} {counted} --partial all.counts")).streams();
    sandbox.payband(&format!("survey --merge all.counts --weight organisation {terms} --to-pack one")).streams();
    for table in ["datapackage.json", "market_cells.csv", "sources.csv", "roles.csv"] {
        assert_eq!(sandbox.read(&format!("one/{table}")), sandbox.read(&format!("rows/{table}")), "{table}");
    }
    for part in 0..3 {
        sandbox.payband(&format!("survey {part}/pay.csv {UNIT} {counted} --partial {part}.counts")).streams();
    }
    let merged = "survey --merge 0.counts 1.counts 2.counts --weight organisation";
    sandbox.payband(&format!("{merged} {terms} --to-pack parts")).streams();
    let cells = |pack: &str| sandbox.read(&format!("{pack}/market_cells.csv"));
    assert_eq!(cells("parts"), cells("rows").replace(",pay-csv,", ",survey-of-3-files,"));
    let sources = sandbox.read("parts/sources.csv");
    let ids: Vec<&str> = sources.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids[..4], ["pay-csv", "survey-of-pay-csv", "survey-of-pay-csv-2", "survey-of-3-files"], "{sources}");
    assert_eq!(sources.matches("SHA-256 ").count(), 3, "{sources}");
    sandbox.payband("pack check parts").streams();

    let (code, _, error) = sandbox.payband(&format!("{merged} --to-pack other")).fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("the figures of a pack hold for one day, and none is known"), "{error}");
    sandbox.payband(&format!("survey pay.csv {UNIT} {counted} --date-column day --partial dated.counts")).streams();
    let (code, _, error) = sandbox.payband(&format!("survey --merge dated.counts {terms} --to-pack other")).fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("the rows have dates of their own"), "{error}");
}

/// Would catch rows that count twice because their table was copied, and parts without rows that are refused.
#[test]
fn a_file_is_counted_once() {
    let sandbox = split();
    sandbox.payband(&format!("survey 0/pay.csv {UNIT} --partial 0.counts")).streams();
    sandbox.write("copy.counts", sandbox.read("0.counts"));
    let (code, _, error) = sandbox.payband("survey --merge 0.counts copy.counts").fallible();
    assert_eq!(code, Some(1));
    assert!(
        error.contains(
            "copy.counts cannot be added\n  caused by: it counts pay.csv, which an earlier table has counted\n"
        ),
        "{error}"
    );
    for (part, text) in [("empty", HEADER), ("none", HEADER)] {
        sandbox.write(&format!("{part}.csv"), text);
        sandbox.payband(&format!("survey {part}.csv {UNIT} --partial {part}.counts")).streams();
    }
    sandbox.payband("survey --merge 0.counts empty.counts none.counts --rule own").streams();
}
