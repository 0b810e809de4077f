//! The rows of a file that is no CSV, kept beside the CSV that is made of them, so that the output can have them as they were.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// What is kept of each row of a file that is no CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum KeptRows {
    /// Nothing: the output needs only the CSV.
    #[default]
    None,
    /// Nothing, because no row is output.
    Uncopied,
    /// The text of JSON objects.
    Json,
    /// The type and the number of each cell.
    Cells,
}

/// A cell of a row, as it was in its file.
#[derive(Debug, Clone, PartialEq)]
pub enum OriginalCell {
    /// A text, or nothing: the cell of the CSV says it.
    Text,
    /// A number as it was written, and the index of its number format.
    Number(Box<str>, Option<usize>),
    /// A date or time, as a day number of a spreadsheet (1900), and the index of its number format.
    Day(f64, Option<usize>),
    /// A truth value.
    Bool(bool),
}

/// A row as it was in its file.
#[derive(Debug, Clone, PartialEq)]
pub enum OriginalRow {
    /// A JSON object.
    Json {
        /// Its text, in one line.
        text: Box<[u8]>,
        /// Its keys that have no column.
        other_keys: Box<[Box<str>]>,
    },
    /// The cells, one for each column or more.
    Cells(Box<[OriginalCell]>),
}

/// The rows that have been read and not yet written, in their order.
///
/// They are as many as the blocks of CSV in memory hold. A block ends early where its rows are long.
#[derive(Debug, Clone, Default)]
pub struct OriginalRows(Arc<Mutex<VecDeque<(u64, OriginalRow)>>>);

impl OriginalRows {
    /// Adds a row that begins in this line of the CSV.
    pub(super) fn push(&self, line: u64, row: OriginalRow) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back((line, row));
    }

    /// Takes the next row that begins in this line of the CSV or after it.
    #[must_use]
    pub fn next_from(&self, line: u64) -> Option<OriginalRow> {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let (at, row) = rows.pop_front()?;
            if at >= line {
                return Some(row);
            }
        }
    }

    /// The bytes of the JSON objects.
    #[cfg(test)]
    pub(super) fn byte_len(&self) -> usize {
        let rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rows.iter().map(|(_, row)| if let OriginalRow::Json { text, .. } = row { text.len() } else { 0 }).sum()
    }
}
