//! The cells that decide the group of a row, as a key.

use crate::payroll::{KeyTable, ShortKey};
use crate::people::is_blank;
use crate::tabular::Row;

/// The most bytes of the keys that are cached.
const MAX_BYTES: usize = 4 << 20;

/// The columns that decide the group of a row.
#[derive(Debug, Default)]
pub(super) struct KeyedColumns {
    /// Those that always do.
    pub(super) always: Vec<usize>,
    /// The column of levels.
    pub(super) level: Option<usize>,
    /// The column of years, which decide the level of a row whose level cell is blank.
    pub(super) years: Option<usize>,
}

/// The index of each key that was seen.
#[derive(Debug)]
pub(super) struct RowKeys {
    columns: KeyedColumns,
    /// The first and the last column, where they are neighbours, so that the key is a slice of the row.
    span: Option<(usize, usize)>,
    /// Keys that are a slice of their row.
    spans: KeyTable,
    /// Keys that are made of cells with their lengths.
    joined: KeyTable,
    buffer: Vec<u8>,
}

impl RowKeys {
    pub(super) fn new(columns: KeyedColumns) -> Self {
        let mut sorted = columns.always.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let span = sorted.first().zip(sorted.last()).map(|(first, last)| (*first, *last));
        let span = span.filter(|(first, last)| last - first < sorted.len());
        RowKeys { columns, span, spans: KeyTable::default(), joined: KeyTable::default(), buffer: Vec::new() }
    }

    /// The index of the key of a row that is a short slice of it; `None` for a key that is new or of another kind.
    ///
    /// A row that needs its years has the same slice as others that need them, and no key that is a slice.
    #[inline(always)]
    pub(super) fn find_span(&self, row: &Row<'_>) -> Option<usize> {
        let (first, last) = self.span?;
        if row.is_ragged() {
            return None;
        }
        let (window, length) = row.window(first, last)?;
        self.spans.find_short(&ShortKey::new(window, length)?)
    }

    /// The index of the key of a row.
    pub(super) fn find(&mut self, row: &Row<'_>) -> Option<usize> {
        match self.span_of(row) {
            Some(span) => self.spans.find(span),
            None => {
                self.join(row);
                self.joined.find(&self.buffer)
            }
        }
    }

    /// Inserts the key of a row that is not known.
    pub(super) fn insert(&mut self, row: &Row<'_>, at: usize) {
        match self.span_of(row) {
            Some(span) => self.spans.insert(span, at),
            None => {
                self.join(row);
                self.joined.insert(&self.buffer, at);
            }
        }
    }

    /// Whether the keys must be removed before the next one.
    pub(super) fn is_full(&self) -> bool {
        self.spans.bytes() + self.joined.bytes() > MAX_BYTES
    }

    /// Removes all keys.
    pub(super) fn clear(&mut self) {
        self.spans.clear();
        self.joined.clear();
    }

    /// The key of a row as a slice of it.
    fn span_of<'r>(&self, row: &Row<'r>) -> Option<&'r [u8]> {
        let (first, last) = self.span.filter(|_| self.years(row).is_none())?;
        row.span(first, last)
    }

    /// The column of years, if they decide the level of a row.
    fn years(&self, row: &Row<'_>) -> Option<usize> {
        let states_level = self.columns.level.and_then(|column| row.raw(column)).is_some_and(|cell| !is_blank(cell));
        self.columns.years.filter(|_| !states_level)
    }

    fn join(&mut self, row: &Row<'_>) {
        self.buffer.clear();
        for column in self.columns.always.iter().copied().chain(self.years(row)) {
            let cell = row.raw(column).unwrap_or_default();
            self.buffer.extend_from_slice(&(cell.len() as u64).to_le_bytes());
            self.buffer.extend_from_slice(cell);
        }
    }
}
