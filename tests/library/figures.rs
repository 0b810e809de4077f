//! Every figure of the report, listed by hand with the cell of the pack that holds it (`tests/figures.csv`).
//!
//! Would catch: a figure that is missing, mistyped or under the wrong unit, and one that the report does not print. The list
//! leaves out numbers that are no figures of the market: the publisher's telephone and address, the numbers of the four
//! pictures, the tables that the text repeats, and the 7 of HL7.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The id of the report among the pack's sources. Rows of other sources hold no figures of it.
const REPORT: &str = "talenbrium-2025";

/// The tables with figures of the report.
const TABLES_OF_FIGURES: [&str; 11] = [
    "facts",
    "salaries",
    "premiums",
    "levels",
    "geo_differentials",
    "bonuses",
    "city_market",
    "city_roles",
    "universities",
    "employers",
    "conventions",
];

/// Columns of editorial numbers in rows of the report.
const EDITORIAL_COLUMNS: [(&str, &str); 1] = [("levels", "min_years")];

/// A line of the list: a figure of the report, and the cell that must hold it.
struct Line {
    section: String,
    figure: String,
    table: String,
    key: String,
    column: String,
    value: String,
}

fn lines() -> Vec<Line> {
    let rows = rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures.csv"));
    rows.iter()
        .map(|row| {
            let cell = |column: &str| row.get(column).unwrap().clone();
            Line {
                section: cell("section"),
                figure: format!("{}: {}", cell("subject"), cell("figure")),
                table: cell("table"),
                key: cell("key"),
                column: cell("column"),
                value: cell("value"),
            }
        })
        .collect()
}

type Row = BTreeMap<String, String>;

/// The rows of a CSV, each cell under the name in the header.
fn rows_of(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        rows.push(header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect());
    }
    rows
}

/// One table of the pack, read without payband: rows by their primary key.
struct Table {
    rows: BTreeMap<String, Row>,
    /// Columns that hold numbers.
    numbers: Vec<String>,
}

/// The tables of the pack, with the keys and types of `datapackage.json`.
fn tables() -> BTreeMap<String, Table> {
    let data: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025");
    let text = std::fs::read_to_string(data.join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut tables = BTreeMap::new();
    for resource in package.get("resources").unwrap().as_array().unwrap() {
        let word = |value: &serde_json::Value, name: &str| value.get(name).unwrap().as_str().unwrap().to_owned();
        let schema = resource.get("schema").unwrap();
        let key: Vec<&str> =
            schema.get("primaryKey").unwrap().as_array().unwrap().iter().map(|cell| cell.as_str().unwrap()).collect();
        let fields = schema.get("fields").unwrap().as_array().unwrap();
        let numbers = fields
            .iter()
            .filter(|field| matches!(word(field, "type").as_str(), "number" | "integer"))
            .map(|field| word(field, "name"))
            .collect();
        let mut rows = BTreeMap::new();
        for row in rows_of(&data.join(word(resource, "path"))) {
            let cells: Vec<&str> = key.iter().map(|column| row.get(*column).unwrap().as_str()).collect();
            let twin = rows.insert(cells.join("+"), row.clone());
            assert!(twin.is_none(), "{} has two rows for {}", word(resource, "name"), cells.join("+"));
        }
        tables.insert(word(resource, "name"), Table { rows, numbers });
    }
    tables
}

#[test]
fn every_figure_of_the_report_stands_in_the_pack() {
    let tables = tables();
    let mut failures = Vec::new();
    for Line { section, figure, table, key, column, value } in lines() {
        let row = tables.get(&table).and_then(|table| table.rows.get(&key));
        match row.and_then(|row| row.get(&column)) {
            Some(cell) if *cell == value => {}
            Some(cell) => {
                failures.push(format!("{section}, {figure}: {table} {key} {column} is {cell:?}, not {value:?}"));
            }
            None if row.is_none() => failures.push(format!("{section}, {figure}: {table} has no row {key}")),
            None => failures.push(format!("{section}, {figure}: {table} has no column {column}")),
        }
    }
    assert!(failures.is_empty(), "{} figures are not in the pack:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_figure_of_the_pack_stands_in_the_report() {
    let tables = tables();
    let lines = lines();
    let claimed: BTreeSet<(&str, &str, &str)> =
        lines.iter().map(|line| (line.table.as_str(), line.key.as_str(), line.column.as_str())).collect();
    let mut failures = Vec::new();
    for name in TABLES_OF_FIGURES {
        let table = tables.get(name).unwrap();
        for (key, row) in &table.rows {
            let cell = |column: &str| row.get(column).map_or("", String::as_str);
            if cell("source") != REPORT {
                continue;
            }
            let mut wanted: Vec<&str> = table.numbers.iter().map(String::as_str).collect();
            wanted.retain(|column| !cell(column).is_empty() && !EDITORIAL_COLUMNS.contains(&(name, column)));
            // The qualifier is part of a figure, and so are its years, its place and the source that the report credits.
            if name == "facts" {
                wanted.push("unit");
                wanted.extend((cell("qualifier") != "exact").then_some("qualifier"));
                wanted.extend(cell("period").contains(|letter: char| letter.is_ascii_digit()).then_some("period"));
                wanted.extend((cell("geography") != "CN").then_some("geography"));
                wanted.extend((!cell("attributed_to").is_empty()).then_some("attributed_to"));
            }
            for column in wanted {
                if !claimed.contains(&(name, key, column)) {
                    failures.push(format!("{name} {key} {column} = {}", cell(column)));
                }
            }
            // The section must be the one that prints the figure.
            let found = |line: &Line| line.table == name && line.key == *key && line.section == cell("section");
            if claimed.iter().any(|(table, row, _)| (*table, *row) == (name, key)) && !lines.iter().any(found) {
                failures.push(format!("{name} {key}: not a figure of the section {:?}", cell("section")));
            }
        }
    }
    assert!(failures.is_empty(), "{} cells have no line in figures.csv:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_line_is_listed_twice() {
    let mut known = BTreeSet::new();
    for line in lines() {
        // The report gives some figures in several sections, such as its national plan and thirty roles.
        let place = (line.section, line.table, line.key, line.column);
        assert!(known.insert(place.clone()), "{} is listed twice: {place:?}", line.figure);
    }
}
