//! The CSV that is made of a file of another kind.

use std::io::Read;

use super::dialect::{Delimiter, quoted};
use super::utf8_source::copy;

/// CSV with commas that is written row by row and read as bytes.
#[derive(Debug, Default)]
pub(super) struct CsvText {
    bytes: Vec<u8>,
    taken: usize,
    /// The number of line ends so far.
    lines: u64,
    /// The number of cells of the row so far.
    cells: usize,
    /// Whether the row is one empty cell so far, which would be a blank line.
    is_blank: bool,
}

impl CsvText {
    /// Appends a cell to the row.
    pub(super) fn push(&mut self, cell: &str) {
        if self.cells > 0 {
            self.bytes.push(b',');
        }
        self.is_blank = self.cells == 0 && cell.is_empty();
        self.cells += 1;
        let cell = quoted(cell.as_bytes(), Delimiter::COMMA);
        if cell.first() == Some(&b'"') {
            self.lines += breaks(&cell);
        }
        self.bytes.extend_from_slice(&cell);
    }

    /// Ends the row with a line feed.
    pub(super) fn end_row(&mut self) {
        if self.is_blank && self.cells == 1 {
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.end_line();
    }

    /// Ends the line; a blank line where no cell was pushed.
    pub(super) fn end_line(&mut self) {
        self.bytes.push(b'\n');
        self.lines += 1;
        (self.cells, self.is_blank) = (0, false);
    }

    /// The line in which the next row begins.
    pub(super) fn line(&self) -> u64 {
        self.lines + 1
    }

    /// The bytes that are ready to be read.
    pub(super) fn ready(&self) -> usize {
        self.bytes.len() - self.taken
    }
}

/// The line ends in a cell: line feeds, carriage returns, or both together.
fn breaks(cell: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', cell).count();
    let alone = memchr::memchr_iter(b'\r', cell).filter(|at| cell.get(at + 1) != Some(&b'\n')).count();
    (feeds + alone) as u64
}

impl Read for CsvText {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let given = copy(self.bytes.get(self.taken..).unwrap_or_default(), into);
        self.taken += given;
        if self.taken == self.bytes.len() {
            self.bytes.clear();
            self.taken = 0;
        }
        Ok(given)
    }
}
