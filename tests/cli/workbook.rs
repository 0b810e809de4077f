//! Workbooks of the commands: the numbers of CSV with the types of JSON, notes and sources.

use std::fs;
use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::Value as Json;

use crate::sandbox::{Sandbox, payband};

const LINE: &str = "benchmark -r 'Cloud Architect' -c Shanghai";

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    Xlsx::new(Cursor::new(bytes)).unwrap().worksheets()
}

fn names(bytes: &[u8]) -> Vec<String> {
    sheets(bytes).into_iter().map(|(name, _)| name).collect()
}

/// Compares the first sheet of a command's workbook with its CSV and its JSON: each column of CSV has a column of the sheet with
/// the same values, no column of the sheet stands for two. Returns how many numbers there were.
fn as_in_csv_and_json(line: &str) -> usize {
    let sandbox = Sandbox::new();
    sandbox.payband(&format!("{line} -o out.xlsx")).prints("");
    let (_, sheet) = sheets(&fs::read(sandbox.path("out.xlsx")).unwrap()).swap_remove(0);
    let (csv, _) = sandbox.payband(&format!("-q {line} --format csv")).streams();
    let json = sandbox.payband(&format!("-q {line} --format json")).json();
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(sheet.height(), records.len() + 1, "{line}");
    let rows: Vec<&[Data]> = sheet.rows().skip(1).collect();
    let objects = json["rows"].as_array().unwrap();
    let holds = |at: usize, place: usize| {
        let mut all = rows.iter().zip(&records).zip(objects);
        all.all(|((cells, record), object)| is_same(&cells[place], &record[at], &object[&columns[at]]))
    };
    let mut used = vec![false; sheet.width()];
    let mut numbers = 0;
    for (at, column) in columns.iter().enumerate() {
        let place = (0..sheet.width()).find(|place| !used[*place] && holds(at, *place));
        let place = place.unwrap_or_else(|| panic!("{line}: no column of the sheet has the values of {column}"));
        used[place] = true;
        numbers += rows.iter().filter(|cells| matches!(cells[place], Data::Float(_))).count();
    }
    numbers
}

/// Whether a cell has the value of a field of CSV and of JSON. Percentage points are percentages.
fn is_same(cell: &Data, field: &str, json: &Json) -> bool {
    match (cell, json) {
        (Data::Float(number), Json::Number(_)) => {
            let exact: f64 = field.parse().unwrap();
            *number == exact || (*number * 100.0 - exact).abs() < 1e-9
        }
        (Data::String(words), Json::String(_) | Json::Array(_)) => words == field,
        (Data::DateTime(day), Json::String(_)) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            field == format!("{year:04}-{month:02}-{day:02}")
        }
        (Data::Empty, Json::Null) => field.is_empty(),
        (Data::Empty, Json::Array(none)) => none.is_empty() && field.is_empty(),
        _ => false,
    }
}

#[test]
fn every_command_has_the_numbers_of_csv() {
    for (line, least) in [
        ("benchmark -r all -c all -l all", 5_000),
        (
            "benchmark -r 'Cloud Architect' -c Shanghai --salary 90000 --current 80000 --currency CNY --on 2026-06-30",
            30,
        ),
        ("benchmark -r 'Cloud Architect' -c Shanghai --explain", 30),
        ("compare -r all -l mid", 100),
        ("compare -r all --against general-it", 10),
        ("city", 30),
        ("city Shanghai --year 2030", 5),
        ("skills", 0),
        ("skills -r 'Cloud Architect' --have SQL", 0),
        ("roles", 10),
        ("market", 10),
        ("market --find growth", 5),
        ("market --year 2030", 5),
        ("market caveats", 0),
        ("pack list", 4),
        ("pack show", 10),
        ("pack show salaries", 0),
    ] {
        let numbers = as_in_csv_and_json(line);
        assert!(numbers >= least, "{line}: {numbers} numbers only");
    }
}

#[test]
fn every_section_of_the_market_has_the_numbers_of_csv() {
    let headlines = payband("-q market --format json").json();
    let sections: Vec<&str> =
        headlines["rows"].as_array().unwrap().iter().filter_map(|row| row["section"].as_str()).collect();
    assert!(sections.len() >= 13, "{sections:?}");
    let numbers: usize = sections.iter().map(|section| as_in_csv_and_json(&format!("market {section}"))).sum();
    assert!(numbers > 150, "{numbers} numbers only");
}

#[test]
fn notes_and_sources_are_in_the_file_and_quiet_takes_nothing_from_it() {
    let sandbox = Sandbox::new();
    sandbox.payband(&format!("{LINE} -o out.xlsx")).prints("");
    let bytes = fs::read(sandbox.path("out.xlsx")).unwrap();
    assert_eq!(names(&bytes), ["benchmark", "Notes", "Sources"]);
    let json = payband(&format!("{LINE} --format json")).json();
    let column = |sheet: usize, at: u32| -> Vec<String> {
        let (_, range) = sheets(&bytes).swap_remove(sheet);
        let rows = 1..u32::try_from(range.height()).unwrap();
        rows.map(|row| range.get_value((row, at)).unwrap().to_string()).collect()
    };
    let said = |list: &str, name: &str| -> Vec<String> {
        json[list].as_array().unwrap().iter().map(|one| one[name].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(column(1, 0), said("notes", "kind"));
    assert_eq!(column(1, 1), said("notes", "text"));
    assert_eq!(column(2, 1), said("sources", "title"));
    sandbox.payband(&format!("-q {LINE} -o out.xlsx")).prints("");
    assert!(fs::read(sandbox.path("out.xlsx")).unwrap() == bytes);
}

#[test]
fn a_pipe_gets_the_bytes_of_the_file_and_the_day_is_the_one_given() {
    let sandbox = Sandbox::new();
    for name in ["out.xlsx", "out.XLSX"] {
        sandbox.payband(&format!("{LINE} -o {name}")).prints("");
    }
    let file = fs::read(sandbox.path("out.xlsx")).unwrap();
    assert!(file == fs::read(sandbox.path("out.XLSX")).unwrap());
    assert!(file == sandbox.payband(&format!("{LINE} -f xlsx")).bytes());
    assert!(file == sandbox.payband(&format!("{LINE} -o -")).env("PAYBAND_FORMAT", "xlsx").bytes());
    let other = sandbox.payband(&format!("{LINE} -f xlsx")).env("PAYBAND_TODAY", "2025-12-02").bytes();
    assert!(file != other, "the day of making is not in it");
    sandbox.payband(&format!("{LINE} -o out.xlsx --excel")).misuses(
        "error: --excel goes with csv or tsv, and the format is xlsx\nhint: add --format csv, or leave out --excel\n",
    );
}

#[test]
fn what_looks_like_a_formula_stays_a_text() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,area,kind,slotted_to,match_grade\nevil,\"=HYPERLINK(\"\"x\"\")\",ai,covered,healthcare-data-scientist,C\n",
    );
    sandbox.payband("--overlay ours benchmark -r evil -o out.xlsx").prints("");
    let bytes = fs::read(sandbox.path("out.xlsx")).unwrap();
    let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(book.worksheet_formula("benchmark").unwrap().used_cells().count(), 0);
    let (_, sheet) = book.worksheets().swap_remove(0);
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("=HYPERLINK(\"x\")".into())));
}

#[test]
fn a_text_that_no_cell_can_hold_says_where_and_what_to_do() {
    let sandbox = Sandbox::new();
    let title = "x".repeat(40_000);
    sandbox.write(
        "ours/roles.csv",
        format!("id,title,area,kind,slotted_to,match_grade\nlong,{title},ai,covered,healthcare-data-scientist,C\n"),
    );
    sandbox.payband("--overlay ours benchmark -r long -o out.xlsx").fails(
        "error: row 1, column role of the sheet \"benchmark\" has more than the 32,767 characters that a cell can hold\n\
         hint: CSV has no such limit: choose --format csv\n",
    );
    assert_eq!(sandbox.files(), ["ours"]);
}

/// Would catch a noncharacter in the name of a sheet, a cell or a page, for which XML readers reject the whole file.
#[test]
fn noncharacters_are_left_out() {
    let sandbox = Sandbox::new();
    let sections = "id,title,title_zh,source\ndemand,De\u{fffe}ma\u{ffff}nd\u{fdd0}\u{1fffe},x,talenbrium-2025\n";
    sandbox.write("ov/sections.csv", sections);
    for name in ["r.xlsx", "r.html"] {
        sandbox.payband(&format!("-q --overlay ov report -o {name}")).prints("");
    }
    let strange = |text: &str| text.contains(['\u{fffe}', '\u{ffff}', '\u{fdd0}', '\u{1fffe}']);
    let book = sheets(&fs::read(sandbox.path("r.xlsx")).unwrap());
    assert!(
        book.iter().any(|(name, _)| name == "Demand"),
        "{:?}",
        book.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for (name, range) in &book {
        let cells = range.rows().flatten().map(ToString::to_string);
        assert!(!strange(name) && cells.into_iter().all(|cell| !strange(&cell) && !cell.contains("_xFFF")), "{name}");
    }
    let page = sandbox.read("r.html");
    assert!(page.contains(">Demand<") && !strange(&page));
}
