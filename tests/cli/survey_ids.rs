//! `payband survey --id-column`: people who stand in several rows, and how many rows are kept.
//!
//! Would catch a person who counts twice, one of two amounts that is taken for the right one, and a line that depends on threads.

use crate::sandbox::Sandbox;

fn sandbox(rows: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", format!("id,title,base salary (CNY),day\n{rows}"));
    sandbox
}

const SURVEY: &str = "survey pay.csv --rule own --currency CNY --id-column id --caveats";

#[test]
fn a_person_counts_once_at_each_date() {
    let row = |id: u32, pay: u32, day: &str| format!("{id},EHR Systems Engineer,{pay}000,{day}\n");
    let rows: String = (1..=4).map(|id| row(id, 300 + id, "2026-01-01")).collect();
    let again = row(1, 301, "2026-01-01") + &row(2, 310, "2026-02-01");
    let sandbox = sandbox(&(rows + &again));
    let (printed, beside) = sandbox.payband(&format!("{SURVEY} --date-column day")).streams();
    assert!(printed.contains(",CNY,year,,5,6,"), "{printed}");
    assert!(beside.contains("rows: 5 used, 1 duplicate"), "{beside}");
    assert!(beside.contains("duplicates: 83.3% of 6 rows are kept, and the others repeat one of them"), "{beside}");
    // Without dates, the second pay of person 2 contradicts the first.
    let (_, beside) = sandbox.payband(SURVEY).streams();
    assert!(beside.contains("rows: 3 used, 1 duplicate, 2 conflicting-pay"), "{beside}");
    let expected =
        "conflicting-pay: rows with the same id and date differ in pay, and none of them is used (lines 3, 7)";
    assert!(beside.contains(expected), "{beside}");
    assert!(
        beside.contains("duplicates: 50% of 6 rows are kept, and the others repeat or contradict another"),
        "{beside}"
    );
    // Each line is that of one person.
    let (_, beside) = sandbox.payband(&format!("{SURVEY} --round 3")).streams();
    assert!(beside.contains("differ in pay, and none of them is used\n"), "{beside}");
    // Without the option, each row is a person.
    let (_, beside) = sandbox.payband("survey pay.csv --rule own --currency CNY --caveats").streams();
    assert!(beside.contains("rows: 6 used"), "{beside}");
}

/// Lines are counted from the row before, in blocks that several threads read.
#[test]
fn lines_of_a_large_file_are_right() {
    // Much more than the first MiB, by which columns are found, and than a block of 128 KiB for each thread.
    let long = "x".repeat(400);
    let rows: String = (2..12_000)
        .map(|line| {
            let (id, pay) = if line % 4_000 == 3 { (0, line) } else { (line, 300_000) };
            format!("{id},EHR Systems Engineer,{pay},\"{long}\"\n")
        })
        .collect();
    let sandbox = sandbox(&rows);
    for threads in [1, 4] {
        let (_, beside) = sandbox.payband(&format!("{SURVEY} --threads {threads}")).streams();
        assert!(beside.contains("(lines 3, 4003, 8003)"), "{threads}: {beside}");
    }
}

/// Would catch people without an id who count as one, and whose pay is left out because it differs.
#[test]
fn cells_that_state_no_id_identify_nobody() {
    let cells = ["", "-", "—", "?", "n/a", "N/A", "none", "unknown", "未知", "无", "#"];
    let rows: String =
        cells.iter().zip(300..).map(|(id, pay)| format!("{id},EHR Systems Engineer,{pay}000,\n")).collect();
    let sandbox = sandbox(&rows.repeat(2));
    let (_, beside) = sandbox.payband(SURVEY).streams();
    assert!(beside.contains("rows: 22 used\n"), "{beside}");
}

/// Catches a person who stands in two files and counts twice, or whose two amounts are both used.
#[test]
fn a_person_of_several_files_counts_once() {
    let sandbox = Sandbox::new();
    let row = |company: &str, id: u32, pay: u32| format!("{company},{id},EHR Systems Engineer,{pay}000,2026-01-01\n");
    let of = |rows: &[(&str, u32, u32)]| -> String { rows.iter().map(|(at, id, pay)| row(at, *id, *pay)).collect() };
    let header = "company,id,title,base salary (CNY),day\n";
    let north = of(&[("A", 1, 300), ("A", 2, 310), ("B", 1, 320), ("A", 2, 310), ("A", 3, 330)]);
    let south = of(&[("C", 1, 340), ("A", 1, 300), ("A", 3, 331), ("B", 2, 350)]);
    sandbox.write("north.csv", format!("{header}{north}"));
    sandbox.write("south.csv", format!("{header}{south}"));
    sandbox.write("all.csv", format!("{header}{north}{south}"));
    let how = "--currency CNY --id-column id --date-column day";
    for part in ["north", "south"] {
        sandbox.payband(&format!("survey {part}.csv {how} --partial {part}.counts")).streams();
    }
    assert!(!sandbox.read("north.counts").contains("2026-01-01"), "the ids and dates of people are in the table");
    let (whole, beside) = sandbox.payband(&format!("survey all.csv {how} --rule own --caveats")).streams();
    assert!(beside.contains("rows: 5 used, 2 duplicate, 2 conflicting-pay"), "{beside}");
    let (merged, beside) = sandbox.payband("survey --merge north.counts south.counts --rule own --caveats").streams();
    assert_eq!(merged.replace("north.csv + south.csv", "all.csv"), whole);
    assert!(beside.contains("rows: 5 used, 2 duplicate, 2 conflicting-pay"), "{beside}");
    assert!(beside.contains("none of them is used (lines 6 of north.csv, 4 of south.csv)"), "{beside}");
    // Tables with ids and without are not added.
    sandbox.payband("survey south.csv --currency CNY --date-column day --partial plain.counts").streams();
    let (code, _, error) = sandbox.payband("survey --merge north.counts plain.counts").fallible();
    assert_eq!(code, Some(1));
    assert!(error.contains("its ids is false, and that of the first table is true"), "{error}");
}

#[test]
fn ids_are_for_people() {
    let sandbox = sandbox("1,EHR Systems Engineer,300000,2026-01-01\n");
    for (more, expected) in [
        ("--population posted", "--id-column cannot be used with --duplicates drop"),
        ("--duplicates drop", "--id-column cannot be used with --duplicates drop"),
        ("--sql duckdb --date-column day", "with --sql dates are not read"),
    ] {
        let (code, _, error) = sandbox.payband(&format!("{SURVEY} {more}").replace(" --caveats", "")).fallible();
        assert_eq!(code, Some(2), "{more}");
        assert!(error.contains(expected), "{more}: {error}");
    }
}
