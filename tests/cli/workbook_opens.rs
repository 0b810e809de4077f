//! A workbook under a reader that people use: openpyxl, which also tells what calamine does not: frozen panes, filters, widths,
//! looks.
//!
//! Would catch: a header that scrolls away, a filter that leaves rows out, a column too narrow for what is in it, a percentage
//! that reads a hundred times too high, a formula, and a number or a day that is a text. Where openpyxl is not installed the
//! test says that it was skipped; under `CI` it fails instead. To install it: `pip install openpyxl`.

use std::path::Path;
use std::process::Command;

use crate::run_payband::payband;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

/// Prints what openpyxl sees in the workbook that is its argument.
const READER: &str = r#"
import datetime, json, sys
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

def cell(one):
    value = one.value.strftime("%Y-%m-%d") if isinstance(one.value, datetime.datetime) else one.value
    return {"type": one.data_type, "value": value, "format": one.number_format,
            "bold": bool(one.font.b), "wrap": bool(one.alignment.wrap_text), "quoted": bool(one.quotePrefix)}

def sheet(one):
    widths = {}
    for dimension in one.column_dimensions.values():
        for at in range(dimension.min, dimension.max + 1):
            widths[at] = dimension.width
    return {"name": one.title, "frozen": one.freeze_panes, "extent": one.dimensions,
            "tables": [{"name": table.name, "extent": table.ref, "filter": table.autoFilter.ref} for table in one.tables.values()],
            "repeated": one.print_title_rows, "header": one.oddHeader.left.text,
            "widths": [widths.get(at) for at in range(1, one.max_column + 1)],
            "rows": [[cell(value) for value in row] for row in one.iter_rows()]}

book = load_workbook(sys.argv[1])
about = book.properties
json.dump({"title": about.title, "author": about.creator, "comment": about.description,
           "created": about.created.isoformat(), "sheets": [sheet(one) for one in book]}, sys.stdout)
"#;

/// Whether openpyxl is installed. If not, the test is skipped.
fn has_reader() -> bool {
    let found = Command::new("python3").args(["-c", "import openpyxl"]).output().is_ok_and(|run| run.status.success());
    if !found {
        let missing = "no python3 with the module openpyxl; pip install openpyxl";
        crate::skipped::skip("no workbook was read independently", missing);
    }
    found
}

/// The workbook of a command as openpyxl sees it, and the same as CSV.
fn seen(folder: &Path, line: &str) -> (Value, Vec<csv::StringRecord>) {
    let args: Vec<&str> = line.split_whitespace().collect();
    payband(folder, &[&args, ["-o", "out.xlsx"].as_slice()].concat());
    let run = Command::new("python3")
        .args(["-W", "error::UserWarning", "-c", READER, "out.xlsx"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
    let csv = payband(folder, &[&["--quiet"], args.as_slice(), &["--format", "csv"]].concat());
    let records = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice()).into_records();
    (serde_json::from_slice(&run.stdout).unwrap(), records.map(Result::unwrap).collect())
}

/// What holds for every sheet.
fn is_fit_to_work_with(line: &str, sheet: &Value) {
    let name = format!("{line}, sheet {}", sheet["name"]);
    let frozen = sheet["frozen"].as_str().unwrap();
    assert!(["A2", "B2", "C2"].contains(&frozen) && sheet["repeated"] == "$1:$1", "{name}: {frozen}");
    let tables = sheet["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 1, "{name}");
    let table = &tables[0];
    assert!(table["name"].as_str().unwrap().starts_with("table_"), "{name}: {table}");
    assert_eq!(
        (&table["extent"], &table["filter"]),
        (&sheet["extent"], &sheet["extent"]),
        "{name}: cells are outside of the table"
    );
    let rows: Vec<&Vec<Value>> = sheet["rows"].as_array().unwrap().iter().map(|row| row.as_array().unwrap()).collect();
    assert!(rows[0].iter().all(|cell| cell["bold"] == true && cell["type"] == "s"), "{name}: {:?}", rows[0]);
    for row in &rows {
        for (cell, width) in row.iter().zip(sheet["widths"].as_array().unwrap()) {
            // The type `f` is a formula, `e` an error; an empty cell counts as a number without a value.
            assert!(["s", "n", "d"].contains(&cell["type"].as_str().unwrap()), "{name}: {cell}");
            let wide = match &cell["value"] {
                Value::String(words) => words.split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0),
                number => number.to_string().len(),
            };
            let fits = width.as_f64().unwrap() >= f64::from(u32::try_from(wide).unwrap());
            assert!(fits || cell["wrap"] == true || cell["value"].is_null(), "{name}: {cell} in a column of {width}");
        }
    }
}

#[test]
fn openpyxl_reads_the_numbers_of_csv_in_sheets_fit_to_work_with() {
    if !has_reader() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for line in [
        "benchmark -r all -c all",
        "benchmark -r healthcare-data-scientist --explain",
        "compare -r all -l mid",
        "city",
        "skills",
        "roles",
        "market",
        "market salary",
        "market demand",
        "market --year 2030",
        "market caveats",
        "pack show city_aliases",
    ] {
        let (book, csv) = seen(folder.path(), line);
        let sheets = book["sheets"].as_array().unwrap();
        sheets.iter().for_each(|sheet| is_fit_to_work_with(line, sheet));
        let rows = sheets[0]["rows"].as_array().unwrap();
        assert_eq!(rows.len(), csv.len(), "{line}");
        // Each column of CSV has one of the sheet with the same values.
        let width = rows[0].as_array().unwrap().len();
        let mut used = vec![false; width];
        for (at, column) in csv[0].iter().enumerate() {
            let holds = |place: usize| (1..rows.len()).all(|row| is_same(&rows[row][place], &csv[row][at]));
            let place = (0..width).find(|place| !used[*place] && holds(*place));
            used[place.unwrap_or_else(|| panic!("{line}: {column} is not in the workbook"))] = true;
        }
    }
}

/// Whether a cell has the value of a field of CSV. Percentage points are percentages.
fn is_same(cell: &Value, field: &str) -> bool {
    match (&cell["value"], cell["type"].as_str().unwrap()) {
        (Value::Null, _) => field.is_empty(),
        (Value::Number(number), "n") => field.parse::<f64>().is_ok_and(|exact| {
            let number = number.as_f64().unwrap();
            number == exact || cell["format"].as_str().unwrap().contains('%') && (number * 100.0 - exact).abs() < 1e-9
        }),
        (Value::String(words), "s" | "d") => words == field,
        _ => false,
    }
}

#[test]
fn openpyxl_shows_each_kind_as_it_is_meant() {
    if !has_reader() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (book, _) = seen(folder.path(), "benchmark -r healthcare-cloud-architect -c shanghai --salary 90000");
    let about = [&book["title"], &book["author"], &book["created"]];
    assert_eq!(about, ["Healthcare Cloud Architect, Shanghai", "payband", "2025-12-01T00:00:00"]);
    assert!(book["comment"].as_str().unwrap().starts_with("payband benchmark, pack china-healthcare-it-2025 "));
    let sheets = book["sheets"].as_array().unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["benchmark", "Notes", "Sources"]);
    assert_eq!(sheets[0]["header"], "Healthcare Cloud Architect, Shanghai · USD a year");
    let column = |sheet: &Value, name: &str| {
        let rows = sheet["rows"].as_array().unwrap();
        let at = rows[0].as_array().unwrap().iter().position(|cell| cell["value"] == name).unwrap();
        rows[1][at].clone()
    };
    for (name, kind, format, value) in [
        ("Base salary mid", "n", "#,##0.00", json!(75400)),
        ("Bonus mid", "n", "General", json!(null)),
        ("Year on year", "n", "+0%;-0%;0%", json!(0.15)),
        ("Market ratio", "n", "#,##0.00", json!(1.1936)),
        ("Effective", "d", "yyyy-mm-dd", json!("2025-11-05")),
        ("Position", "s", "General", json!("above")),
    ] {
        let cell = column(&sheets[0], name);
        assert_eq!((&cell["type"], &cell["format"], &cell["value"]), (&json!(kind), &json!(format), &value), "{name}");
    }
    assert_eq!(column(&sheets[2], "Published")["type"], "d");
    let (book, _) = seen(folder.path(), "city beijing");
    let rate = column(&book["sheets"][0], "Vacancy rate");
    assert_eq!((&rate["format"], &rate["value"]), (&json!("0.0%"), &json!(0.0586)));
}

#[test]
fn openpyxl_finds_no_formula_in_a_text_that_looks_like_one() {
    if !has_reader() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("ours")).unwrap();
    let roles = "id,title,area,kind,slotted_to,match_grade\nevil,=1+1,ai,covered,healthcare-data-scientist,C\n";
    std::fs::write(folder.path().join("ours/roles.csv"), roles).unwrap();
    let (book, _) = seen(folder.path(), "--overlay ours benchmark -r evil");
    let cell = &book["sheets"][0]["rows"][1][0];
    assert_eq!((&cell["type"], &cell["value"]), (&json!("s"), &json!("=1+1")));
    assert_eq!(cell["quoted"], true, "editing the cell would run it");
}
