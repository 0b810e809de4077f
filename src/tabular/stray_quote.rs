//! Quotes that are not closed: their cell holds whole rows, up to the next quote.
//!
//! A quote at the start of a cell makes all up to the next quote one cell. Where it was not meant to open, or its closing quote is
//! missing, that cell holds the rest of its row, whole rows, and the beginning of another. Cells with line ends that are meant,
//! such as addresses, do not look like that: their lines have other numbers of delimiters.

use memchr::{memchr, memchr_iter, memchr2};

use super::dialect::{RowScanner, is_line_end};

/// A quote whose cell holds whole rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StrayQuote {
    /// The line in which the row with the quote begins.
    pub(super) line: u64,
    /// The last line in the quotes that looks like a row.
    pub(super) row_within: u64,
}

/// The position of the last line in a quoted cell that looks like a row, if the first one and that one both do.
///
/// The signs are that the first line from its row's start, and the last one to its row's end, have as many cells as a row should,
/// and that the quote that closes the cell opens a cell of the last line, read by itself. Without the last sign all lines must have
/// so many cells, and numbers in the same columns.
pub(super) fn last_row_within(row: &[u8], cells: &[&[u8]], delimiter: u8, expected: usize) -> Option<usize> {
    let mut start = 0;
    for (before, cell) in cells.iter().enumerate() {
        if let Some(quoted) = QuotedCell::of(cell, before, delimiter, expected) {
            let at = start + 1 + quoted.text.len() - quoted.last_line().len();
            let rest = row.get(at..).unwrap_or_default();
            if quoted.holds_rows(rest, cells, expected) {
                return Some(at);
            }
        }
        start += cell.len() + 1;
    }
    None
}

/// A cell of several lines in quotes, whose first line ends like a row.
struct QuotedCell<'b> {
    /// The text between the quotes.
    text: &'b [u8],
    /// What follows the closing quote.
    behind: &'b [u8],
    /// The number of cells before it.
    before: usize,
    delimiter: u8,
}

impl<'b> QuotedCell<'b> {
    fn of(cell: &'b [u8], before: usize, delimiter: u8, expected: usize) -> Option<Self> {
        let quoted = cell.strip_prefix(b"\"")?;
        let first = quoted.get(..memchr2(b'\n', b'\r', quoted)?)?;
        // Decided first, because it needs no more of a long cell, and few cells that are meant are like that.
        if before + memchr_iter(delimiter, first).count() + 1 != expected {
            return None;
        }
        let mut end = 0;
        loop {
            end += memchr(b'"', quoted.get(end..)?)?;
            if quoted.get(end + 1) != Some(&b'"') {
                let (text, behind) = (quoted.get(..end)?, quoted.get(end + 1..)?);
                return Some(QuotedCell { text, behind, before, delimiter });
            }
            end += 2;
        }
    }

    /// Its lines that are not blank. A line ending of two bytes makes a blank one.
    fn lines(&self) -> impl Iterator<Item = &'b [u8]> {
        self.text.split(|byte| is_line_end(*byte)).filter(|line| !line.trim_ascii().is_empty())
    }

    /// What stands between the last line end and the closing quote.
    fn last_line(&self) -> &'b [u8] {
        self.text.rsplit(|byte| is_line_end(*byte)).next().unwrap_or_default()
    }

    /// Whether the lines are rows. `rest` is the row from the last line on.
    fn holds_rows(&self, rest: &[u8], cells: &[&[u8]], expected: usize) -> bool {
        let Some(last) = RowScanner::new(rest, self.delimiter).next() else { return false };
        let last_cells: Vec<&[u8]> = last.cells(rest).collect();
        // A cell of several lines may begin in the last line.
        let is_row = last_cells.len() == expected || last.open && last_cells.len() < expected;
        if !is_row {
            return false;
        }
        let before_quote = self.last_line();
        let begins_cell = before_quote.trim_ascii_end().last().is_none_or(|byte| *byte == self.delimiter);
        // Read by itself, the last line has a cell in quotes there, or the beginning of one.
        let number = memchr_iter(self.delimiter, before_quote).count();
        let is_quoted =
            last_cells.get(number).is_some_and(|cell| is_quoted(cell)) || last.open && number + 1 == last_cells.len();
        let has_text_behind = !self.behind.trim_ascii().is_empty();
        has_text_behind && begins_cell && is_quoted
            || self.lines_are_alike(&last_cells, cells, expected, has_text_behind)
    }

    /// Whether all lines have as many cells as a row should, and numbers in the same columns.
    fn lines_are_alike(&self, last: &[&[u8]], cells: &[&[u8]], expected: usize, has_text_behind: bool) -> bool {
        let split = |line: &'b [u8]| line.split(|byte| *byte == self.delimiter);
        let mut within: Vec<&[u8]> = self.lines().collect();
        if !self.last_line().trim_ascii().is_empty() {
            within.pop();
        }
        // An address of two lines may look like two rows. Whole lines between them are better evidence.
        let least = if has_text_behind { 1 } else { 2 };
        if within.len() < least || last.len() != expected {
            return false;
        }
        let mut rows: Vec<Vec<&[u8]>> = within.into_iter().map(|line| split(line).collect()).collect();
        if let Some(first) = rows.first_mut() {
            first.splice(0..0, cells.iter().take(self.before).copied());
        }
        rows.push(last.to_vec());
        let (mut numbers, mut texts) = (0, 0);
        for column in 0..expected {
            let cells: Option<Vec<&[u8]>> = rows.iter().map(|row| row.get(column).copied()).collect();
            let Some(cells) = cells.filter(|_| rows.iter().all(|row| row.len() == expected)) else { return false };
            let kinds: Vec<bool> =
                cells.into_iter().filter(|cell| !cell.trim_ascii().is_empty()).map(is_number).collect();
            match kinds.as_slice() {
                [first, others @ ..] if others.iter().all(|kind| kind == first) => match first {
                    true => numbers += usize::from(!others.is_empty()),
                    false => texts += usize::from(!others.is_empty()),
                },
                [] => {}
                _ => return false,
            }
        }
        numbers > 0 && texts > 0
    }
}

/// Whether a cell has a quote at both ends, and none between them that is not doubled.
fn is_quoted(cell: &[u8]) -> bool {
    let inner = cell.trim_ascii().strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\""));
    inner.is_some_and(|inner| {
        let mut runs = inner.split(|byte| *byte != b'"').filter(|run| !run.is_empty());
        runs.all(|run| run.len() % 2 == 0)
    })
}

/// Whether at least half of a cell are digits, as of pay, a year or an id.
fn is_number(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    cell.iter().filter(|byte| byte.is_ascii_digit()).count() * 2 >= cell.len()
}
