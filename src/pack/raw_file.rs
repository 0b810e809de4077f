//! The cells of one file as text, which may have errors.

use std::borrow::Cow;

use super::delimited::Rows;
use super::error::DataError;
use super::file::SourceFile;
use super::ragged::ragged;

/// The cells of one file.
pub(super) struct RawFile<'f> {
    pub(super) headers: Vec<String>,
    /// The line of each row.
    lines: Vec<u64>,
    /// The cells of all rows, as many for each row as there are headers.
    cells: Vec<Cow<'f, str>>,
    /// The errors of rows that are not in `cells`, and of numbers that could not be read.
    pub(super) broken: Vec<DataError>,
}

impl<'f> RawFile<'f> {
    /// Reads the cells of a file of a table. A row whose number of cells is wrong is left out and reported in `broken`, and so
    /// are the numbers that the file refuses.
    pub(super) fn parse(table: &str, file: &'f SourceFile) -> Self {
        let broken = file.refused().to_vec();
        let mut raw = RawFile { headers: Vec::new(), lines: Vec::new(), cells: Vec::new(), broken };
        let mut reader = Rows::new(file.body());
        let mut cells = Vec::new();
        loop {
            match reader.next_into(&mut cells) {
                Ok(None) => break,
                Ok(Some(_)) if raw.headers.is_empty() => raw.headers = cells.iter().map(ToString::to_string).collect(),
                Ok(Some(line)) if cells.len() != raw.headers.len() => {
                    raw.broken.push(ragged(table, file, line, &cells, &raw.headers));
                }
                Ok(Some(line)) => {
                    raw.lines.push(line);
                    raw.cells.append(&mut cells);
                }
                // After a wrong quote, the rest of the file has no certain cells.
                Err(error) => {
                    raw.broken.push(file.malformed(error));
                    break;
                }
            }
        }
        raw
    }

    /// The line and the cells of each row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, &[Cow<'f, str>])> {
        self.lines.iter().copied().zip(self.cells.chunks(self.headers.len().max(1)))
    }

    /// The index of a column.
    pub(super) fn column_index(&self, column: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == column)
    }
}
