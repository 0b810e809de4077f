//! Renders JSON: one document with the whole answer, or JSON lines with one object for each row.

use std::cell::RefCell;
use std::io::Write;

use serde::ser::{Error as _, Serialize, SerializeSeq as _, Serializer};
use serde_json::{Map, Number, Value as Json, json};

use super::cell::data_number;
use super::error::{RenderError, StreamError};
use super::options::RenderOptions;
use crate::answer::{Answer, Column, Kind, Note, Source, Table, Value, Visibility};
use crate::money::Decimal;
use crate::screen::is_control_or_bidi;

/// The version of the schema of the document. It rises when a name or a type changes, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

/// A JSON document: an answer, with its rows from another value.
#[derive(serde::Serialize)]
struct Document<'a, R> {
    schema_version: u32,
    command: &'a str,
    pack: Json,
    title: &'a str,
    unit: Json,
    columns: Vec<Json>,
    rows: R,
    notes: Vec<Json>,
    sources: Vec<Json>,
    lead: Json,
}

impl<'a, R: Serialize> Document<'a, R> {
    /// The document of an answer. Its columns are those of `table`.
    fn new(answer: &'a Answer, table: &Table, options: &'a RenderOptions, rows: R) -> Self {
        let meta = &options.meta;
        Document {
            schema_version: SCHEMA_VERSION,
            command: &meta.command,
            pack: json!({ "name": meta.pack_name, "version": meta.pack_version }),
            title: &answer.title,
            unit: known(&answer.unit),
            columns: columns(table),
            rows,
            notes: answer.notes.iter().map(note).collect(),
            sources: answer.sources.iter().map(source).collect(),
            lead: known(&answer.lead),
        }
    }
}

/// The whole answer, indented.
pub(super) fn document(answer: &Answer, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let document = Document::new(answer, &answer.table, options, rows(&answer.table)?);
    Ok(terminated(serde_json::to_string_pretty(&document)?, options))
}

/// Writes the whole answer, indented, with the rows of `tables`, of which `first` has the columns.
pub(super) fn write_document<E>(
    answer: &Answer,
    first: &Table,
    tables: impl Iterator<Item = Result<Table, E>>,
    options: &RenderOptions,
    sink: &mut impl Write,
) -> Result<(), StreamError<E>> {
    let rows = LazyRows { tables: RefCell::new(tables), failed: RefCell::new(None) };
    let document = Document::new(answer, first, options, &rows);
    let written = serde_json::to_writer_pretty(&mut *sink, &document);
    if let Some(error) = rows.failed.take() {
        return Err(StreamError::Rows(error));
    }
    match written {
        Ok(()) => sink.write_all(b"\n").map_err(StreamError::Write),
        Err(error) if error.is_io() => Err(StreamError::Write(error.into())),
        Err(error) => Err(StreamError::Render(error.into())),
    }
}

/// Rows of several tables that are made while they are written.
struct LazyRows<I, E> {
    tables: RefCell<I>,
    /// The error that ended the rows.
    failed: RefCell<Option<E>>,
}

impl<E, I: Iterator<Item = Result<Table, E>>> Serialize for &LazyRows<I, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for table in &mut *self.tables.borrow_mut() {
            let table = match table {
                Ok(table) => table,
                Err(error) => {
                    *self.failed.borrow_mut() = Some(error);
                    return Err(S::Error::custom("a row cannot be made"));
                }
            };
            for row in &table.rows {
                list.serialize_element(&object(&table.columns, row).map_err(S::Error::custom)?)?;
            }
        }
        list.end()
    }
}

/// The rows, one object on each line.
pub(super) fn lines(table: &Table, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let mut out = Vec::new();
    for row in &table.rows {
        out.extend(terminated(serde_json::to_string(&object(&table.columns, row)?)?, options));
    }
    Ok(out)
}

/// The text with a line break. For a terminal, control and bidi characters are written as JSON escapes, which keeps the data equal.
fn terminated(text: String, options: &RenderOptions) -> Vec<u8> {
    let mut text = if options.screen.sanitise { escaped(&text) } else { text };
    text.push('\n');
    text.into_bytes()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        // A line break separates values; inside a string it is already escaped. All other characters stand inside strings, and fit
        // one escape of 16 bits.
        if character != '\n' && is_control_or_bidi(character) {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// The columns that data has, each with its type.
fn columns(table: &Table) -> Vec<Json> {
    let in_data = table.columns.iter().enumerate().filter(|(_, column)| column.visibility != Visibility::People);
    in_data
        .map(|(at, column)| {
            let mut described = Map::new();
            described.insert("name".into(), column.name.as_ref().into());
            described.insert("type".into(), type_name(column.kind).into());
            // All nested tables of a column have the same columns, so the first one is enough.
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

/// The same digits as in CSV. serde_json keeps them unchanged.
fn number(kind: Kind, exact: Decimal) -> Result<Number, serde_json::Error> {
    data_number(kind, exact).parse()
}

/// A text; null where it is empty.
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

/// The name of the type of a column.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Date => "date",
        Kind::Money | Kind::SmallMoney => "money",
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
