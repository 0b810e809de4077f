//! Tables against their Table Schemas: columns, types, constraints, primary and foreign keys.

use std::collections::{HashMap, HashSet};

use crate::money::Decimal;
use crate::pack::descriptor::{Descriptor, FieldSchema, TableSchema};
use crate::pack::error::DataError;
use crate::pack::layer::Layer;
use crate::pack::raw::RawFile;
use crate::pack::rows::{ALIAS_NOTES, is_alias_table};

/// One table of one layer, beside its schema.
struct RawTable<'a> {
    schema: &'a TableSchema,
    raw: RawFile,
    overlay: bool,
}

/// Everything in which the tables of all layers break their schemas.
pub(super) fn check(layers: &[Layer], schemas: &Descriptor) -> Vec<DataError> {
    let mut found = Vec::new();
    let mut tables: Vec<(&str, RawTable<'_>)> = Vec::new();
    for layer in layers {
        for resource in &schemas.resources {
            match RawFile::read(layer, &resource.name) {
                Ok(Some(mut raw)) => {
                    found.append(&mut raw.broken);
                    tables.push((
                        &resource.name,
                        RawTable { schema: &resource.schema, raw, overlay: layer.is_overlay() },
                    ));
                }
                Ok(None) => {}
                Err(error) => found.push(error),
            }
        }
    }
    for (name, table) in &tables {
        found.extend(columns(name, table));
        found.extend(cells(table));
        found.extend(primary_key(table));
    }
    found.extend(foreign_keys(&tables));
    found
}

/// In what a table of one layer breaks its own schema, whatever stands in other tables.
pub(super) fn check_table(layer: &Layer, schemas: &Descriptor, table: &str) -> Vec<DataError> {
    let schema = schemas.resources.iter().find(|resource| resource.name == table).map(|resource| &resource.schema);
    let (Some(schema), Ok(Some(raw))) = (schema, RawFile::read(layer, table)) else { return Vec::new() };
    let name = table;
    let table = RawTable { schema, raw, overlay: layer.is_overlay() };
    let mut found = columns(name, &table);
    found.extend(cells(&table));
    found
}

fn columns(name: &str, table: &RawTable<'_>) -> Vec<DataError> {
    let known: Vec<&str> = table.schema.fields.iter().map(|field| field.name.as_str()).collect();
    let mut found = Vec::new();
    let takes_notes = table.overlay && is_alias_table(name);
    for header in &table.raw.headers {
        if takes_notes && ALIAS_NOTES.contains(&header.as_str()) {
            continue;
        }
        if !known.contains(&header.as_str()) {
            found.push(
                DataError::file(
                    &table.raw.file.name,
                    "no such column in this table",
                    format!("rename or remove it; the columns are {}", known.join(", ")),
                )
                .at(1)
                .in_column(header),
            );
        }
    }
    for field in &table.schema.fields {
        let needed = !table.overlay || table.schema.primary_key.contains(&field.name);
        if needed && !table.raw.headers.contains(&field.name) {
            found.push(
                DataError::file(
                    &table.raw.file.name,
                    "the column is missing",
                    "add it; a cell may be empty where nothing is known",
                )
                .at(1)
                .in_column(&field.name),
            );
        }
    }
    found
}

fn cells(table: &RawTable<'_>) -> Vec<DataError> {
    let mut found = Vec::new();
    for (line, row) in &table.raw.rows {
        for field in &table.schema.fields {
            let Some(value) = table.raw.cell(row, &field.name) else { continue };
            if let Some((problem, remedy)) = fault(field, value, table.overlay) {
                let mut error = DataError::file(&table.raw.file.name, problem, remedy).at(*line).in_column(&field.name);
                if !value.is_empty() {
                    error = error.with_value(value);
                }
                found.push(error);
            }
        }
    }
    found
}

/// What is wrong with a cell, and what to do.
fn fault(field: &FieldSchema, value: &str, overlay: bool) -> Option<(String, String)> {
    let rules = &field.constraints;
    if value.is_empty() {
        // An overlay states what it changes; the typed reading still asks for what pricing needs.
        return (rules.required && !overlay)
            .then(|| ("the cell is empty".to_owned(), format!("give {}", described(field))));
    }
    match field.kind.as_str() {
        "number" | "integer" => {
            let Some(number) = Decimal::from_str_exact(value).ok() else {
                return Some((
                    "not a number".to_owned(),
                    "write plain digits with a decimal point: 8.2, 45000".to_owned(),
                ));
            };
            if field.kind == "integer" && !number.is_integer() {
                return Some(("not a whole number".to_owned(), format!("give {}", described(field))));
            }
            let bound = |limit: &Option<serde_json::Number>| {
                limit.as_ref().and_then(|limit| limit.to_string().parse::<Decimal>().ok())
            };
            if let Some(least) = bound(&rules.minimum).filter(|least| number < *least) {
                return Some((format!("less than {least}"), format!("give {}", described(field))));
            }
            if let Some(most) = bound(&rules.maximum).filter(|most| number > *most) {
                return Some((format!("more than {most}"), format!("give {}", described(field))));
            }
        }
        "date" if value.parse::<jiff::civil::Date>().is_err() => {
            return Some(("not a date".to_owned(), "write it like 2025-11-05".to_owned()));
        }
        _ => {}
    }
    if let Some(pattern) = &rules.pattern
        && let Some((problem, remedy)) = unlike(pattern, value)
    {
        return Some((problem.to_owned(), remedy.to_owned()));
    }
    match &rules.allowed {
        Some(allowed) if !allowed.iter().any(|one| one == value) => {
            Some(("not one of the values allowed".to_owned(), format!("use one of {}", allowed.join(", "))))
        }
        _ => None,
    }
}

/// What is wrong with a value that does not fit a pattern. The schemas have three; any other fits.
fn unlike(pattern: &str, value: &str) -> Option<(&'static str, &'static str)> {
    let capitals = |count| value.len() == count && value.bytes().all(|letter| letter.is_ascii_uppercase());
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    };
    match pattern {
        "^[A-Z]{3}$" if !capitals(3) => Some(("not a currency code", "write the three capitals of ISO 4217: USD, CNY")),
        "^[A-Z]{2}$" if !capitals(2) => Some(("not a country code", "write the two capitals of ISO 3166: CN, US")),
        "^[a-z0-9]+(-[a-z0-9]+)*$" if !value.split('-').all(word) => {
            Some(("not an id", "write small letters, digits and single hyphens between them: cloud-architect"))
        }
        _ => None,
    }
}

fn described(field: &FieldSchema) -> String {
    if field.description.is_empty() {
        format!("a {}", field.kind)
    } else {
        format!("the {}: {}", field.name, field.description)
    }
}

fn primary_key(table: &RawTable<'_>) -> Vec<DataError> {
    let mut seen: HashMap<Vec<&str>, u64> = HashMap::new();
    let mut found = Vec::new();
    for (line, row) in &table.raw.rows {
        let key: Vec<&str> =
            table.schema.primary_key.iter().map(|column| table.raw.cell(row, column).unwrap_or_default()).collect();
        if let Some(first) = seen.get(&key) {
            found.push(
                DataError::file(
                    &table.raw.file.name,
                    format!("line {first} has the same key"),
                    "remove one of the two, or tell them apart",
                )
                .at(*line)
                .in_column(table.schema.primary_key.join("+"))
                .with_value(key.join("+")),
            );
        } else {
            seen.insert(key, *line);
        }
    }
    found
}

fn foreign_keys(tables: &[(&str, RawTable<'_>)]) -> Vec<DataError> {
    let mut found = Vec::new();
    for (name, table) in tables {
        for foreign in &table.schema.foreign_keys {
            let (Some(column), Some(target_column)) = (foreign.fields.single(), foreign.reference.fields.single())
            else {
                continue;
            };
            let target =
                if foreign.reference.resource.is_empty() { *name } else { foreign.reference.resource.as_str() };
            // What cannot be read is an error of its own already.
            if !tables.iter().any(|(other, table)| *other == target && !table.overlay) {
                continue;
            }
            let there: HashSet<&str> = tables
                .iter()
                .filter(|(other, _)| *other == target)
                .flat_map(|(_, other)| other.raw.rows.iter().filter_map(|(_, row)| other.raw.cell(row, target_column)))
                .collect();
            for (line, row) in &table.raw.rows {
                let value = table.raw.cell(row, column).unwrap_or_default();
                if !value.is_empty() && !there.contains(value) {
                    found.push(
                        DataError::file(
                            &table.raw.file.name,
                            format!("{target}.{target_column} has no such value"),
                            format!("correct it, or add a row to {target}.csv"),
                        )
                        .at(*line)
                        .in_column(column)
                        .with_value(value),
                    );
                }
            }
        }
    }
    found
}
