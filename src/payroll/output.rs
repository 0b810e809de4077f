//! The output file: its header, and the changes to a row for a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use super::earlier_run::shift_of_run;
use crate::render::neutralised;
use crate::tabular::{BYTE_ORDER_MARK, Charset, Delimiter, Input, Row, RowTail, quoted};

/// How the cells of the file are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnCells<'c> {
    /// The columns that are left out, in ascending order.
    pub(super) replaced: &'c [usize],
    /// The last of them that holds statuses.
    pub(super) status: Option<usize>,
    /// Whether the output is for a spreadsheet: it begins with a byte order mark, and formulas are neutralised.
    pub(super) excel: bool,
    pub(super) delimiter: Delimiter,
    /// The number of columns of the file.
    pub(super) columns: usize,
}

impl OwnCells<'_> {
    /// Whether rows are written otherwise than with their own bytes.
    pub(super) fn changes_rows(&self) -> bool {
        self.excel || !self.replaced.is_empty()
    }

    /// Writes the header of a file, with the names of the columns that are appended. The byte order mark of the file is kept.
    pub(super) fn write_header<'n>(
        &self,
        sink: &mut impl Write,
        input: &Input<'_>,
        appended: impl Iterator<Item = &'n str>,
    ) -> io::Result<()> {
        let is_utf8 = input.charset().0 == Charset::UTF8;
        if self.excel || input.has_byte_order_mark() && is_utf8 {
            sink.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        let header = input.header().without(self.replaced, self.delimiter);
        if !self.excel || !header.names().iter().any(|name| neutralised_formula(name).is_some()) {
            return sink.write_all(&header.with(appended, self.delimiter));
        }
        // Written from the names, without the blank lines that may stand before the header.
        let mut bytes = Vec::new();
        for (at, name) in header.names().iter().enumerate() {
            bytes.extend((at > 0).then_some(self.delimiter.byte()));
            bytes.extend_from_slice(&quoted(neutralised(name).as_bytes(), self.delimiter));
        }
        for name in appended {
            bytes.push(self.delimiter.byte());
            bytes.extend_from_slice(name.as_bytes());
        }
        bytes.extend_from_slice(header.ending().as_bytes());
        sink.write_all(&bytes)
    }

    /// Writes a row to `into`, without its line ending. Where the cells of an earlier run are not known, the row is written whole, and
    /// the result is `false`.
    pub(super) fn write(&self, row: &Row<'_>, into: &mut Vec<u8>) -> bool {
        into.clear();
        let shift = shift_of_run(row, self.columns, self.replaced, self.status);
        let column_of = |at: usize| shift.and_then(|shift| at.checked_sub(shift));
        let is_replaced = |at: usize| column_of(at).is_some_and(|column| self.replaced.binary_search(&column).is_ok());
        for (place, column) in (0..row.len()).filter(|at| !is_replaced(*at)).enumerate() {
            into.extend((place > 0).then_some(self.delimiter.byte()));
            let raw = row.raw(column).unwrap_or_default();
            let formula = if self.excel { neutralised_formula(&text(row, column)) } else { None };
            match formula {
                Some(neutralised) => into.extend_from_slice(&quoted(neutralised.as_bytes(), self.delimiter)),
                None => into.extend_from_slice(raw),
            }
        }
        shift.is_some() || self.replaced.is_empty()
    }

    /// Appends a delimiter for each cell that a row has fewer than the header.
    #[cold]
    pub(super) fn add_missing(&self, row: &Row<'_>, tail: &mut RowTail<'_>) {
        for _ in (row.len()..self.columns).filter(|at| self.replaced.binary_search(at).is_err()) {
            tail.push(&[self.delimiter.byte()]);
        }
    }
}

fn text(row: &Row<'_>, column: usize) -> String {
    String::from_utf8_lossy(&row.value(column).unwrap_or_default()).into_owned()
}

/// A text that a spreadsheet would run as a formula, neutralised; `None` for any other text, signed numbers among them.
fn neutralised_formula(text: &str) -> Option<String> {
    let Cow::Owned(neutralised) = neutralised(text) else { return None };
    let unsigned = text.trim().trim_start_matches(['+', '-']);
    let is_number = unsigned.len() + 1 >= text.trim().len()
        && unsigned.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
        && unsigned.replace(',', "").trim_end_matches('%').parse::<f64>().is_ok();
    (!is_number).then_some(neutralised)
}
