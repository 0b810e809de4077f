//! JSON: one document with everything an answer holds, or one object a row and line.

use serde_json::{Map, Number, Value as Json, json};

use super::cell::data_number;
use super::error::RenderError;
use super::options::Options;
use crate::answer::{Answer, Column, Kind, Note, Source, Table, Value, Visibility};
use crate::money::Decimal;
use crate::screen::is_control_or_bidi;

/// The version of the document's shape. It rises when a name or a type changes, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole answer, pretty-printed.
pub(super) fn document(answer: &Answer, options: &Options) -> Result<Vec<u8>, RenderError> {
    let meta = &options.meta;
    let document = json!({
        "schema_version": SCHEMA_VERSION,
        "command": meta.command,
        "pack": { "name": meta.pack_name, "version": meta.pack_version },
        "title": answer.title,
        "unit": known(&answer.unit),
        "columns": columns(&answer.table),
        "rows": rows(&answer.table)?,
        "notes": answer.notes.iter().map(note).collect::<Vec<_>>(),
        "sources": answer.sources.iter().map(source).collect::<Vec<_>>(),
        "lead": known(&answer.lead),
    });
    Ok(terminated(serde_json::to_string_pretty(&document)?, options))
}

/// The rows alone, each on its line.
pub(super) fn lines(answer: &Answer, options: &Options) -> Result<Vec<u8>, RenderError> {
    let mut out = Vec::new();
    for row in &answer.table.rows {
        out.extend(terminated(serde_json::to_string(&object(&answer.table.columns, row)?)?, options));
    }
    Ok(out)
}

/// The text with its line break. What acts on a terminal is written as the escape that JSON has for it, so that the data
/// stay the same.
fn terminated(text: String, options: &Options) -> Vec<u8> {
    let mut text = if options.screen.sanitise { escaped(&text) } else { text };
    text.push('\n');
    text.into_bytes()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        // A line break stands between values: inside a text it is an escape already. All the others are inside a text, and
        // within the 16 bits of one escape.
        if character != '\n' && is_control_or_bidi(character) {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// The columns that data formats have, each with its type.
fn columns(table: &Table) -> Vec<Json> {
    let in_data = table.columns.iter().enumerate().filter(|(_, column)| column.visibility != Visibility::People);
    in_data
        .map(|(at, column)| {
            let mut described = Map::new();
            described.insert("name".into(), column.name.as_ref().into());
            described.insert("type".into(), type_name(column.kind).into());
            // The tables in the cells of a column have the same columns: the first one tells them.
            let inner = table.rows.iter().find_map(|row| match row.get(at) {
                Some(Value::Nested(inner)) => Some(columns(inner)),
                _ => None,
            });
            if let Some(inner) = inner {
                described.insert("columns".into(), inner.into());
            }
            Json::Object(described)
        })
        .collect()
}

fn rows(table: &Table) -> Result<Vec<Json>, serde_json::Error> {
    table.rows.iter().map(|row| object(&table.columns, row)).collect()
}

fn object(columns: &[Column], row: &[Value]) -> Result<Json, serde_json::Error> {
    let mut object = Map::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.visibility != Visibility::People) {
        let value = row.get(at).unwrap_or(&Value::Missing);
        object.insert(column.name.as_ref().into(), cell(column.kind, value)?);
    }
    Ok(Json::Object(object))
}

fn cell(kind: Kind, value: &Value) -> Result<Json, serde_json::Error> {
    Ok(match value {
        Value::Missing => Json::Null,
        Value::Text(words) => known(words),
        Value::Number(exact) | Value::Marked(exact, _) => Json::Number(number(kind, *exact)?),
        Value::List(words) => words.as_slice().into(),
        Value::Nested(table) => Json::Array(rows(table)?),
    })
}

/// The same digits as in CSV: serde_json keeps them as they are written.
fn number(kind: Kind, exact: Decimal) -> Result<Number, serde_json::Error> {
    data_number(kind, exact).parse()
}

/// A text, or null when it is empty, as in CSV.
fn known(words: &str) -> Json {
    if words.is_empty() { Json::Null } else { words.into() }
}

fn note(note: &Note) -> Json {
    json!({ "kind": note.kind.as_str(), "id": note.id, "text": note.text_with_advice(), "effect": note.effect })
}

fn source(source: &Source) -> Json {
    json!({
        "id": source.id,
        "title": source.title,
        "publisher": known(&source.publisher),
        "published": known(&source.published),
        "url": known(&source.url),
    })
}

/// The type of a column, as the document names it.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Date => "date",
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Change => "change",
        Kind::Ratio => "ratio",
        Kind::Share => "share",
        Kind::ShareChange => "share_change",
        Kind::Count => "count",
        Kind::Number => "number",
        Kind::List => "list",
        Kind::Nested => "table",
    }
}
