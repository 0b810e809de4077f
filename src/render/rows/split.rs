//! Splits CSV that is written in pieces into its rows.

use std::io::{self, Write};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::shape::RowShape;
use crate::tabular::{OriginalCell, OriginalRow, without_members};

/// What takes the rows.
pub trait RowConsumer {
    /// Takes a row.
    ///
    /// # Errors
    /// When the row cannot be rendered.
    fn row(&mut self, row: &SplitRow<'_>) -> io::Result<()>;

    /// Passes on what has been rendered so far. `is_end` says that no row follows.
    ///
    /// # Errors
    /// When the sink fails.
    fn pass_on(&mut self, is_end: bool) -> io::Result<()>;
}

/// A row: the cells of the file, the appended ones, and what the row was in a file that is no CSV.
#[derive(Debug)]
pub struct SplitRow<'r> {
    bytes: &'r [u8],
    ends: &'r [usize],
    /// The number of cells of the file.
    own: usize,
    /// The number of columns of the file.
    width: usize,
    /// The line of the CSV that was read in which the row begins.
    pub line: u64,
    /// The row as it was.
    pub original: Option<OriginalRow>,
}

impl SplitRow<'_> {
    fn cell(&self, at: usize) -> &[u8] {
        let end = self.ends.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The cells in the columns of the file.
    pub fn columns(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.own.min(self.width)).map(|at| self.cell(at))
    }

    /// The cells that a ragged row has beyond the columns.
    pub fn surplus(&self) -> impl Iterator<Item = &[u8]> {
        (self.width..self.own).map(|at| self.cell(at))
    }

    /// The appended cells.
    pub fn appended(&self) -> impl Iterator<Item = &[u8]> {
        (self.own..self.ends.len()).map(|at| self.cell(at))
    }
}

/// A sink for CSV whose rows go to a consumer. The header is left out, and so are blank lines.
pub struct SplitRows<C> {
    reader: Reader,
    bytes: Vec<u8>,
    /// The length of the bytes and ends of the row so far.
    filled: (usize, usize),
    ends: Vec<usize>,
    shape: RowShape,
    is_header: bool,
    /// The line of the CSV that was read for line 0 of the CSV that is written, where the rows have begun.
    first_line: i64,
    consumer: C,
}

impl<C: RowConsumer> SplitRows<C> {
    /// A sink for rows of this shape.
    pub fn new(shape: RowShape, consumer: C) -> Self {
        let reader = ReaderBuilder::new().delimiter(shape.delimiter.byte()).build();
        SplitRows {
            reader,
            bytes: vec![0; 4096],
            filled: (0, 0),
            ends: vec![0; 64],
            shape,
            is_header: true,
            first_line: 0,
            consumer,
        }
    }

    /// Reads a piece; an empty one is the end.
    fn split(&mut self, mut piece: &[u8]) -> io::Result<()> {
        loop {
            let (bytes, ends) = (self.bytes.get_mut(self.filled.0..), self.ends.get_mut(self.filled.1..));
            let (Some(bytes), Some(ends)) = (bytes, ends) else { return Ok(()) };
            let (result, read, written, ended) = self.reader.read_record(piece, bytes, ends);
            let ends_in_feed = read.checked_sub(1).and_then(|last| piece.get(last)) == Some(&b'\n');
            piece = piece.get(read..).unwrap_or_default();
            self.filled = (self.filled.0 + written, self.filled.1 + ended);
            match result {
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return Ok(()),
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.take_row(self.reader.line() - u64::from(ends_in_feed))?;
                    self.filled = (0, 0);
                }
            }
        }
    }

    /// Takes a row that ends in this line of the CSV that is written.
    fn take_row(&mut self, last_line: u64) -> io::Result<()> {
        let last_line = last_line.cast_signed();
        if std::mem::take(&mut self.is_header) {
            self.first_line = self.shape.first_line.cast_signed() - last_line - 1;
            return Ok(());
        }
        let feeds = memchr::memchr_iter(b'\n', self.bytes.get(..self.filled.0).unwrap_or_default()).count();
        let line = (last_line + self.first_line).cast_unsigned().saturating_sub(feeds as u64);
        let ends = self.ends.get(..self.filled.1).unwrap_or_default();
        let own = ends.len().saturating_sub(self.shape.appended.len());
        let original = match self.shape.is_delimited {
            true => None,
            false => self.shape.originals.next_from(self.shape.first_line).map(|row| without(row, &self.shape, own)),
        };
        let row = SplitRow { bytes: &self.bytes, ends, own, width: self.shape.columns.len(), line, original };
        self.consumer.row(&row)
    }
}

/// A row without the columns that are left out, so that it is as the CSV, where it has `own` cells.
fn without(row: OriginalRow, shape: &RowShape, own: usize) -> OriginalRow {
    let left_out = &shape.left_out;
    let columns = shape.columns.len() + left_out.len();
    match row {
        row if left_out.is_empty() => row,
        OriginalRow::Json { text, other_keys } => {
            let is_left_out = |key: &str| left_out.iter().any(|(_, name)| name == key);
            OriginalRow::Json { text: without_members(&text, is_left_out).unwrap_or(text), other_keys }
        }
        OriginalRow::Cells(cells) if cells.len() > columns => match own == cells.len() {
            true => OriginalRow::Cells(cells),
            // Which of its cells the CSV has is not known, so all are what the CSV says.
            false => OriginalRow::Cells(vec![OriginalCell::Text; own].into()),
        },
        OriginalRow::Cells(cells) => {
            let kept = cells.into_iter().enumerate().filter(|(at, _)| left_out.iter().all(|(place, _)| place != at));
            OriginalRow::Cells(kept.map(|(_, cell)| cell).collect())
        }
    }
}

impl<C: RowConsumer> Write for SplitRows<C> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if !piece.is_empty() {
            self.split(piece)?;
            self.consumer.pass_on(false)?;
        }
        Ok(piece.len())
    }

    /// Ends the last row. Nothing may be written after it.
    fn flush(&mut self) -> io::Result<()> {
        self.split(&[])?;
        self.consumer.pass_on(true)
    }
}
