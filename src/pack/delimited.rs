//! Reads the rows and cells of CSV text (RFC 4180) without copying them, except cells with doubled quotes; and quotes a cell.
//!
//! The `csv` crate builds a state machine for each reader, which takes 25 µs; `benchmark` reads twelve tables. This reader is
//! stricter: text after a closing quote and a quote that is never closed are errors. A property test compares it with the `csv`
//! crate.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

/// Reads the rows of a text one after the other.
#[derive(Debug)]
pub(super) struct Rows<'t> {
    rest: &'t str,
    line: u64,
    delimiter: u8,
}

/// Why a text is not CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Malformed {
    /// A quoted cell that begins on this line is never closed.
    OpenQuote(u64),
    /// Text follows a closing quote on this line.
    AfterQuote(u64),
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self::with_delimiter(text, b',')
    }

    /// A reader of cells that another ASCII character than the comma separates.
    pub(super) fn with_delimiter(text: &'t str, delimiter: u8) -> Self {
        Rows { rest: text, line: 1, delimiter }
    }

    /// Replaces `cells` with those of the next row, and returns the line on which it begins; `None` at the end. Empty lines are
    /// skipped.
    pub(super) fn next_into(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Result<Option<u64>, Malformed> {
        cells.clear();
        while let [first @ (b'\n' | b'\r'), ..] = self.rest.as_bytes() {
            self.line += u64::from(*first == b'\n');
            self.skip(1);
        }
        if self.rest.is_empty() {
            return Ok(None);
        }
        let line = self.line;
        loop {
            let cell = match self.rest.as_bytes() {
                [b'"', ..] => self.quoted()?,
                // Many cells are empty, and a search costs more than a look.
                [first, ..] if *first == self.delimiter => Cow::Borrowed(""),
                rest => {
                    let (cell, rest) =
                        self.rest.split_at_checked(plain_len(rest, self.delimiter)).unwrap_or((self.rest, ""));
                    self.rest = rest;
                    Cow::Borrowed(cell)
                }
            };
            cells.push(cell);
            match self.rest.as_bytes() {
                [first, ..] if *first == self.delimiter => self.skip(1),
                [b'\r', b'\n', ..] => {
                    self.skip(2);
                    self.line += 1;
                    return Ok(Some(line));
                }
                [b'\n', ..] => {
                    self.skip(1);
                    self.line += 1;
                    return Ok(Some(line));
                }
                // A carriage return alone ends a row too.
                [b'\r', ..] => {
                    self.skip(1);
                    return Ok(Some(line));
                }
                [] => return Ok(Some(line)),
                [_, ..] => return Err(Malformed::AfterQuote(self.line)),
            }
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// A cell in quotes, in which a doubled quote is one quote.
    fn quoted(&mut self) -> Result<Cow<'t, str>, Malformed> {
        let opened = self.line;
        self.skip(1);
        let mut whole: Option<String> = None;
        loop {
            let end = memchr(b'"', self.rest.as_bytes()).ok_or(Malformed::OpenQuote(opened))?;
            let piece = self.rest.get(..end).unwrap_or_default();
            self.line += memchr_iter(b'\n', piece.as_bytes()).count() as u64;
            self.skip(end + 1);
            if self.rest.starts_with('"') {
                self.skip(1);
                let so_far = whole.get_or_insert_default();
                so_far.push_str(piece);
                so_far.push('"');
                continue;
            }
            return Ok(match whole {
                None => Cow::Borrowed(piece),
                Some(mut so_far) => {
                    so_far.push_str(piece);
                    Cow::Owned(so_far)
                }
            });
        }
    }
}

/// The length of a cell without quotes, which ends before a delimiter, a line break or the end of the text.
///
/// Eight bytes are compared at once: most cells are shorter than what makes a call of `memchr3` worth its start.
fn plain_len(text: &[u8], delimiter: u8) -> usize {
    const NEWLINES: u64 = each_byte(b'\n');
    const RETURNS: u64 = each_byte(b'\r');
    let delimiters = each_byte(delimiter);
    let (mut rest, mut len) = (text, 0);
    while let [a, b, c, d, e, f, g, h, after @ ..] = rest {
        let eight = u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
        let found = zero_bytes(eight ^ delimiters) | zero_bytes(eight ^ NEWLINES) | zero_bytes(eight ^ RETURNS);
        if found != 0 {
            return len + found.trailing_zeros() as usize / 8;
        }
        (rest, len) = (after, len + 8);
    }
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r') || *byte == delimiter;
    len + rest.iter().position(is_end).unwrap_or(rest.len())
}

/// Eight times the same byte.
const fn each_byte(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// A mask whose lowest bit is in the lowest byte that is zero; 0 where none is. Bits above that one mean nothing.
fn zero_bytes(eight: u64) -> u64 {
    const ONES: u64 = each_byte(0x01);
    const HIGH_BITS: u64 = each_byte(0x80);
    eight.wrapping_sub(ONES) & !eight & HIGH_BITS
}

/// Calls `take` with the cells of each row after the header, up to the first row that is not CSV. For tables that are compiled in.
pub(crate) fn each_row<'t>(text: &'t str, mut take: impl FnMut(&mut [Cow<'t, str>])) {
    let (mut rows, mut cells) = (Rows::new(text), Vec::new());
    let mut is_header = true;
    while let Ok(Some(_)) = rows.next_into(&mut cells) {
        if !std::mem::take(&mut is_header) {
            take(&mut cells);
        }
    }
}

/// A cell for a file with commas, in quotes where it needs them.
pub(super) fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains([',', '"', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Result<Vec<Vec<String>>, Malformed> {
        let (mut rows, mut cells, mut out) = (Rows::new(text), Vec::new(), Vec::new());
        while rows.next_into(&mut cells)?.is_some() {
            out.push(cells.iter().map(|cell| cell.to_string()).collect());
        }
        Ok(out)
    }

    #[test]
    fn lines_are_counted_through_quoted_line_breaks() {
        let mut rows = Rows::new("a,b\n\"x\ny\",2\r\n\n3,4");
        let mut cells = Vec::new();
        let mut lines = Vec::new();
        while let Some(line) = rows.next_into(&mut cells).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines, [1, 2, 5]);
    }

    #[test]
    fn mistakes_with_quotes_are_told() {
        assert_eq!(all("a\n\"b"), Err(Malformed::OpenQuote(2)));
        assert_eq!(all("a\n\"b\"c\n"), Err(Malformed::AfterQuote(2)));
    }

    proptest! {
        #[test]
        fn what_can_be_read_is_what_the_csv_crate_reads(text in "([a\",é\n\r]|\r\n|\"\"|[a-z]{7,17}){0,40}") {
            if let Ok(rows) = all(&text) {
                let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
                let expected: Vec<Vec<String>> =
                    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
                prop_assert_eq!(rows, expected);
            }
        }
    }
}
