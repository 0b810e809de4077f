//! Files that are made from the schemas in `data/schemas`: the descriptors in `data/`, `docs/tables.md` and `docs/language.md`.
//!
//! `PAYBAND_BLESS=1 cargo test --lib generated` writes them anew.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::bundled::{self, PACKS};
use super::descriptor::{TableDescription, parse, table_description};
use super::layer::{PAY_TABLES, REQUIRED_TABLES};
use super::scaffold::{described_resource, pretty, resources};
use super::table_list::TABLES;

/// The tables of `data/language` that code reads, and no pack has. Their schemas are in `data/schemas/language`.
const LANGUAGE_TABLES: [&str; 9] = [
    "header_words",
    "period_words",
    "countries",
    "pay_words",
    "row_words",
    "organisation_words",
    "experience_words",
    "job_words",
    "place_words",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn language_schema(table: &str) -> String {
    read(&root().join("data/schemas/language").join(format!("{table}.json")))
}

/// Compares a file with the text that it must have, or writes it.
fn is_up_to_date(path: &Path, wanted: &str) {
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(path, wanted).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap_or_default() == wanted, "{} is not up to date", path.display());
}

/// Would catch a descriptor in `data/` that no longer states the schemas of its tables.
#[test]
fn the_descriptors_state_the_schemas() {
    let data = root().join("data");
    let mut packages: Vec<PathBuf> = PACKS.iter().map(|pack| data.join("packs").join(pack.name)).collect();
    packages.push(data.join("language"));
    for package in packages {
        let path = package.join(bundled::DESCRIPTOR);
        let mut descriptor: Map<String, Value> = parse(bundled::DESCRIPTOR, &read(&path)).unwrap();
        let has = |table: &&str| package.join(format!("{table}.csv")).is_file();
        let tables: Vec<&str> = TABLES.iter().copied().filter(has).collect();
        let mut all = resources(&tables).unwrap();
        for table in LANGUAGE_TABLES.iter().filter(|table| has(table)) {
            let described: Value = parse(table, &language_schema(table)).unwrap();
            all.push(described_resource(table, &described, &LANGUAGE_TABLES));
        }
        all.iter_mut().for_each(|resource| keep_fields_of_header(resource, &package));
        descriptor.insert("resources".to_owned(), Value::Array(all));
        is_up_to_date(&path, &pretty(&Value::Object(descriptor)));
    }
}

/// Removes the fields that the file of a table leaves out: a validator asks for each column that a descriptor states.
fn keep_fields_of_header(resource: &mut Value, package: &Path) {
    let table = read(&package.join(resource["path"].as_str().unwrap()));
    let header: Vec<&str> = table.lines().next().unwrap().split(',').collect();
    let fields = resource["schema"]["fields"].as_array_mut().unwrap();
    fields.retain(|field| header.contains(&field["name"].as_str().unwrap()));
}

/// Would catch a table in `data/language` without a schema, and a row that its schema forbids: code would leave it out silently.
#[test]
fn the_rows_of_each_language_table_are_what_its_schema_says() {
    let folder = root().join("data/language");
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let table = path.file_stem().unwrap().to_str().unwrap();
        let described: TableDescription = if LANGUAGE_TABLES.contains(&table) {
            parse(table, &language_schema(table)).unwrap()
        } else {
            table_description(table).unwrap().clone()
        };
        let (fields, keys) = (&described.schema.fields, &described.schema.primary_key);
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names, "{table}");
        let mut seen = HashSet::new();
        for row in reader.records() {
            let row = row.unwrap();
            let line = row.position().unwrap().line();
            for (field, cell) in fields.iter().zip(&row) {
                let rules = &field.constraints;
                let place = format!("{table}.csv, line {line}, column {}: \"{cell}\"", field.name);
                assert!(!(rules.required && cell.is_empty()), "{place} is empty");
                let allowed = rules.allowed.as_ref().filter(|_| !cell.is_empty());
                assert!(allowed.is_none_or(|allowed| allowed.iter().any(|one| one == cell)), "{place} is not allowed");
                let number = cell.is_empty() || field.kind != "integer" || cell.parse::<i64>().is_ok();
                assert!(number, "{place} is no number");
            }
            let key: Vec<&str> =
                keys.iter().map(|key| &row[names.iter().position(|name| name == key).unwrap()]).collect();
            assert!(seen.insert(key.join("\u{0}")), "{table}.csv, line {line}: a second row {key:?}");
        }
    }
}

/// Would catch a page that no longer says what the schemas say.
#[test]
fn the_pages_of_tables_are_made_from_the_schemas() {
    let mut wanted = INTRO_OF_TABLES.to_owned();
    for table in TABLES {
        wanted.push('\n');
        wanted.push_str(&documentation(table, table_description(table).unwrap()));
    }
    is_up_to_date(&root().join("docs/tables.md"), &wanted);
    let mut wanted = INTRO_OF_LANGUAGE.to_owned();
    for table in LANGUAGE_TABLES {
        wanted.push('\n');
        wanted.push_str(&documentation(table, &parse(table, &language_schema(table)).unwrap()));
    }
    is_up_to_date(&root().join("docs/language.md"), &wanted);
}

const INTRO_OF_TABLES: &str = "# Tables of a pack\n\nThis page lists every table and column. [packs.md](packs.md) shows how to write a pack. \
                      A column that is not\nneeded may be missing or have empty cells. Files are CSV in UTF-8.\n\n\
                      | type | values | example |\n| --- | --- | --- |\n\
                      | string | text; in double quotes where it has a comma | Nurse Informaticist |\n\
                      | id | lower-case letters and digits, with single hyphens between | it-manager |\n\
                      | number | digits with a decimal point, without separators of thousands; with semicolons between cells, a decimal \
                      comma too | 45000, 8.2 |\n\
                      | integer | digits alone | 4000 |\n\
                      | date | year, month and day, with hyphens | 2025-07-01 |\n\
                      | currency | three capitals, ISO 4217 | EUR |\n\
                      | country | two capitals, ISO 3166-1 | DE |\n\
                      | language | two or three letters, ISO 639 | de |\n\n\
                      Percentages are in percentage points: 8.2 is 8.2%. `roles.id` after a meaning says that the cell is an id \
                      of the table `roles`.\n";

const INTRO_OF_LANGUAGE: &str = "# Words of languages\n\n\
    The tables in `data/language` hold the words by which payband reads files and names. They are compiled in and are the same for \
    every\npack. To add a language, add rows with its code to these tables, then run `cargo test`: it checks each row against the \
    schemas in\n`data/schemas/language`, from which this page is made. A language that a list of allowed codes lacks is added \
    there first.\n\n\
    The folder also has rows that lie under the tables of every pack: `level_aliases`, `name_words`, `abbreviations`, \
    `context_words`,\n`conventions` and `search_terms`. [tables.md](tables.md) describes them.\n";

/// A table as text for a page of `docs/`.
fn documentation(table: &str, described: &TableDescription) -> String {
    let schema = &described.schema;
    let required = match PAY_TABLES {
        _ if REQUIRED_TABLES.contains(&table) => " Every pack has it.".to_owned(),
        [median, cells] if table == median => format!(" Every pack has it, or `{cells}`."),
        [median, cells] if table == cells => format!(" Every pack has it, or `{median}`."),
        _ => String::new(),
    };
    let mut text = format!("## {table}\n\n{}{required}\n\nKey: ", described.description);
    text.push_str(&schema.primary_key.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", "));
    text.push_str("\n\n| column | type | needed | meaning |\n| --- | --- | --- | --- |\n");
    for field in &schema.fields {
        let rules = &field.constraints;
        let mut meaning = vec![field.description.replace('|', "\\|")];
        if let Some(allowed) = &rules.allowed {
            meaning.push(format!("one of {}", allowed.join(", ")));
        }
        let reference = schema.foreign_keys.iter().find(|key| key.fields.single() == Some(&field.name));
        if let Some(column) = reference.and_then(|key| key.reference.fields.single()) {
            let other = reference.map(|key| key.reference.resource.as_str()).filter(|other| !other.is_empty());
            meaning.push(format!("`{}.{column}`", other.unwrap_or(table)));
        }
        let needed = if rules.required { "yes" } else { "" };
        let kind =
            rules.pattern.as_deref().and_then(|pattern| kind_of_code(pattern, &field.name)).unwrap_or(&field.kind);
        text.push_str(&format!("| `{}` | {kind} | {needed} | {} |\n", field.name, meaning.join("; ")));
    }
    text
}

/// What kind of code the values of a column with a pattern are; `None` where the pattern is of no kind of code.
fn kind_of_code(pattern: &str, column: &str) -> Option<&'static str> {
    match pattern {
        "^[a-z0-9]+(-[a-z0-9]+)*$" => Some("id"),
        // The codes of countries with three letters (ISO 3166-1 alpha-3) look like those of currencies.
        "^[A-Z]{3}$" if column == "alpha3" => Some("country"),
        "^[A-Z]{3}$" => Some("currency"),
        "^[A-Z]{2}$" => Some("country"),
        "^[a-z]{2,3}$" => Some("language"),
        _ => None,
    }
}
