//! Renders rows as JSON lines or as a JSON array.

use std::collections::HashSet;
use std::io::{self, Write};

use super::column_type::{CellType, is_number};
use super::shape::RowShape;
use super::split::{RowConsumer, SplitRow};
use crate::render::RenderError;
use crate::tabular::{OriginalCell, OriginalRow};

/// Rows as JSON objects, one in each line.
///
/// An object of a JSON file keeps its text, with the appended members at its end. In other objects an empty cell is null, and
/// cells of columns of numbers are numbers, written as they are. Appended cells are numbers where their column is one of numbers.
pub struct JsonRows<W> {
    to: W,
    out: Vec<u8>,
    /// The keys with their colons, of the columns and of the appended ones.
    keys: Vec<(Vec<u8>, CellType)>,
    appended: Vec<(Vec<u8>, CellType)>,
    /// The appended keys as they are.
    appended_keys: Vec<String>,
    /// The key of the cells beyond the columns.
    surplus: Vec<u8>,
    is_array: bool,
    is_begun: bool,
}

/// The key of the cells that a ragged row has beyond the columns.
const SURPLUS: &str = "surplus_cells";

impl<W: Write> JsonRows<W> {
    /// Rows as lines, or as the elements of an array.
    pub fn new(to: W, shape: &RowShape, is_array: bool) -> Self {
        let mut used = Keys::of(shape);
        let keys = used.of_columns(&shape.columns);
        let of_columns = used.used.clone();
        let appended = used.of_columns(&shape.appended);
        let appended_keys = used.used.difference(&of_columns).cloned().collect();
        JsonRows {
            to,
            out: Vec::new(),
            keys,
            appended,
            appended_keys,
            surplus: used.unused(SURPLUS.to_owned(), true),
            is_array,
            is_begun: false,
        }
    }

    /// Writes an object of a JSON file up to its last member; whether there is one.
    fn begin_original(&mut self, text: &[u8]) -> bool {
        let members = text.strip_suffix(b"}").unwrap_or(text).trim_ascii_end();
        self.out.extend_from_slice(members);
        members != b"{"
    }

    /// Writes an object of the cells of a row up to its last member; whether there is one.
    fn begin_of_cells(&mut self, row: &SplitRow<'_>) -> bool {
        let originals = match &row.original {
            Some(OriginalRow::Cells(cells)) => cells.as_ref(),
            _ => &[],
        };
        self.out.push(b'{');
        let mut has_members = false;
        for (at, ((key, kind), cell)) in self.keys.iter().zip(row.columns()).enumerate() {
            if std::mem::replace(&mut has_members, true) {
                self.out.push(b',');
            }
            self.out.extend_from_slice(key);
            match originals.get(at) {
                Some(OriginalCell::Number(number, _)) => self.out.extend_from_slice(number.as_bytes()),
                Some(OriginalCell::Bool(true)) => self.out.extend_from_slice(b"true"),
                Some(OriginalCell::Bool(false)) => self.out.extend_from_slice(b"false"),
                _ => push_cell(&mut self.out, *kind, cell),
            }
        }
        let mut surplus = row.surplus().peekable();
        if surplus.peek().is_some() {
            self.out.push(b',');
            self.out.extend_from_slice(&self.surplus);
            self.out.push(b'[');
            for (at, cell) in surplus.enumerate() {
                if at > 0 {
                    self.out.push(b',');
                }
                push_cell(&mut self.out, CellType::Text, cell);
            }
            self.out.push(b']');
        }
        has_members
    }
}

/// The keys of an object that are in use, and the names that are keys of later columns.
struct Keys<'c> {
    used: HashSet<String>,
    names: HashSet<&'c str>,
}

impl<'c> Keys<'c> {
    fn of(shape: &'c RowShape) -> Self {
        let columns = shape.columns.iter().chain(&shape.appended);
        Keys { used: HashSet::new(), names: columns.map(|(name, _)| name.as_str()).collect() }
    }

    /// The keys of columns, each with its colon. An empty name is the number of the column, and a repeated one gets a number,
    /// because readers of JSON keep one of several members with the same key.
    fn of_columns(&mut self, columns: &[(String, CellType)]) -> Vec<(Vec<u8>, CellType)> {
        let numbered = columns.iter().enumerate();
        numbered
            .map(|(at, (name, kind))| {
                let key = match name.as_str() {
                    "" => self.unused(format!("column_{}", at + 1), true),
                    name => self.unused(name.to_owned(), false),
                };
                (key, *kind)
            })
            .collect()
    }

    /// The key with its colon; with a number where it is in use. One that is made, and no name of a column, is no name of a later
    /// one.
    fn unused(&mut self, plain: String, is_made: bool) -> Vec<u8> {
        let (mut key, mut number) = (plain.clone(), 2);
        while self.used.contains(&key) || (is_made || key != plain) && self.names.contains(key.as_str()) {
            key = format!("{plain}_{number}");
            number += 1;
        }
        let mut bytes = Vec::new();
        push_text(&mut bytes, &key);
        bytes.push(b':');
        self.used.insert(key);
        bytes
    }
}

fn push_cell(out: &mut Vec<u8>, kind: CellType, cell: &[u8]) {
    match kind {
        _ if cell.is_empty() => out.extend_from_slice(b"null"),
        CellType::Money | CellType::Ratio | CellType::Number if is_number(cell) => out.extend_from_slice(cell),
        _ => push_text(out, &String::from_utf8_lossy(cell)),
    }
}

fn push_text(out: &mut Vec<u8>, text: &str) {
    // Writing to memory cannot fail, and a text has no keys.
    let _ = serde_json::to_writer(out, text);
}

impl<W: Write> RowConsumer for JsonRows<W> {
    fn row(&mut self, row: &SplitRow<'_>) -> io::Result<()> {
        match (self.is_array, std::mem::replace(&mut self.is_begun, true)) {
            (true, false) => self.out.extend_from_slice(b"[\n"),
            (true, true) => self.out.extend_from_slice(b",\n"),
            (false, _) => {}
        }
        let mut has_members = match &row.original {
            Some(OriginalRow::Json { text, other_keys }) => {
                if let Some(key) = other_keys.iter().find(|key| self.appended_keys.iter().any(|own| **own == ***key)) {
                    let taken = RenderError::KeyOfLineTaken { line: row.line, key: key.to_string() };
                    return Err(io::Error::other(taken));
                }
                self.begin_original(text)
            }
            _ => self.begin_of_cells(row),
        };
        for ((key, kind), cell) in self.appended.iter().zip(row.appended()) {
            if std::mem::replace(&mut has_members, true) {
                self.out.push(b',');
            }
            self.out.extend_from_slice(key);
            push_cell(&mut self.out, *kind, cell);
        }
        self.out.push(b'}');
        if !self.is_array {
            self.out.push(b'\n');
        }
        Ok(())
    }

    fn pass_on(&mut self, is_end: bool) -> io::Result<()> {
        if is_end && self.is_array {
            self.out.extend_from_slice(if self.is_begun { b"\n]\n" } else { b"[]\n" });
        }
        self.to.write_all(&self.out)?;
        self.out.clear();
        if is_end { self.to.flush() } else { Ok(()) }
    }
}
