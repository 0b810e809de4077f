//! How cells are quoted where they are not in CSV: in single quotes, or with backslashes before quotes and delimiters.

use super::dialect::{Delimiter, is_line_end};
use super::header_search::MAX_LINES_BEFORE_HEADER;

/// The quotes of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoting {
    quote: u8,
    has_escapes: bool,
}

impl Quoting {
    /// Double quotes, as in CSV. A quote within a cell is doubled.
    pub const DOUBLE: Quoting = Quoting { quote: b'"', has_escapes: false };

    /// Single quotes. A quote within a cell is doubled.
    pub const SINGLE: Quoting = Quoting { quote: b'\'', has_escapes: false };
    /// Double quotes. Backslashes stand before quotes and delimiters that belong to a cell.
    pub const DOUBLE_BACKSLASH: Quoting = Quoting { quote: b'"', has_escapes: true };
    /// Single quotes, with such backslashes.
    pub const SINGLE_BACKSLASH: Quoting = Quoting { quote: b'\'', has_escapes: true };

    const OTHERS: [Quoting; 3] = [Self::SINGLE, Self::DOUBLE_BACKSLASH, Self::SINGLE_BACKSLASH];

    /// Whether cells are in single quotes.
    #[must_use]
    pub fn is_single(self) -> bool {
        self.quote == b'\''
    }

    /// Whether a backslash stands before quotes and delimiters that belong to a cell.
    #[must_use]
    pub fn has_escapes(self) -> bool {
        self.has_escapes
    }

    /// Detects the quotes by the beginning of a file, with its delimiter if that is not given.
    ///
    /// Text is not CSV if all rows have as many cells with other quotes, each quote closes at the end of its cell, and one of
    /// these holds: all names in the header are in single quotes; or as CSV rows differ in their numbers of cells, or quotes close
    /// within their cells.
    pub(super) fn of(sample: &[u8], whole: bool, given: Option<Delimiter>) -> Option<(Quoting, Delimiter)> {
        if !may_have_other_quotes(sample) {
            return None;
        }
        let delimiters = given.map_or(Delimiter::ALL.to_vec(), |given| vec![given]);
        let has_plain =
            |delimiter: &Delimiter| Shape::of(sample, whole, *delimiter, Self::DOUBLE).is_consistent_as_csv();
        if delimiters.iter().any(has_plain) {
            // Only a header in single quotes speaks against CSV that has no fault.
            return Self::best(sample, whole, &delimiters, |shape, quoting| {
                quoting.is_single() && shape.header_is_quoted
            });
        }
        Self::best(sample, whole, &delimiters, |shape, _| shape.special > 0 || shape.header_is_quoted)
    }

    /// The delimiter of a text with these quotes: a consistent one, or else that of the text as CSV.
    pub(super) fn delimiter_of(self, sample: &[u8], whole: bool) -> Delimiter {
        let shapes = Delimiter::ALL.into_iter().map(|delimiter| (delimiter, Shape::of(sample, whole, delimiter, self)));
        let best = shapes.filter(|(_, shape)| shape.is_consistent_as_csv()).max_by_key(|(_, shape)| shape.cells);
        best.map_or_else(|| Delimiter::of(sample, whole), |best| best.0)
    }

    /// The first quoting, with the delimiter that makes the most cells, for which the shape of the text is evidence.
    fn best(
        sample: &[u8],
        whole: bool,
        delimiters: &[Delimiter],
        is_evidence: impl Fn(&Shape, Quoting) -> bool,
    ) -> Option<(Quoting, Delimiter)> {
        Self::OTHERS.into_iter().find_map(|quoting| {
            let shapes = delimiters.iter().map(|delimiter| (*delimiter, Shape::of(sample, whole, *delimiter, quoting)));
            shapes
                .filter(|(_, shape)| shape.is_consistent() && is_evidence(shape, quoting))
                .max_by_key(|(_, shape)| shape.cells)
                .map(|(delimiter, _)| (quoting, delimiter))
        })
    }
}

/// Whether a backslash or a single quote stands where it may begin or be part of a quoted cell.
fn may_have_other_quotes(sample: &[u8]) -> bool {
    memchr::memchr2_iter(b'\\', b'\'', sample).any(|at| {
        let beside = |at: Option<usize>| at.and_then(|at| sample.get(at)).copied();
        let is_separator = |byte: u8| is_line_end(byte) || b",;\t|^~".contains(&byte);
        match beside(Some(at)) {
            Some(b'\\') => beside(at.checked_add(1)).is_some_and(|next| b"\"'\\".contains(&next) || is_separator(next)),
            _ => beside(at.checked_sub(1)).is_none_or(is_separator),
        }
    })
}

/// What a byte is in the text of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteKind {
    /// A byte of the value.
    Value(u8),
    /// A quote that opens the cell, or one that closes it if no other quote follows.
    Quote,
    /// A backslash that may belong to the next byte.
    Backslash,
    /// The cell ends, by a delimiter or a line end.
    End(u8),
}

/// A byte that a [`CellParser`] has read.
#[derive(Debug, Clone, Copy)]
pub(super) struct ParsedByte {
    pub(super) kind: ByteKind,
    /// Whether the backslash before the byte is part of the value.
    pub(super) keeps_backslash: bool,
    /// Whether quotes closed before the end of their cell.
    pub(super) closed_within: bool,
}

/// Reads the cells of a text byte by byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellParser {
    quoting: Quoting,
    delimiter: u8,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// After a quote within quotes, which closes them unless another follows.
    AfterQuote,
    /// After a backslash, and whether in quotes.
    Escape(bool),
}

impl CellParser {
    pub(super) fn new(quoting: Quoting, delimiter: Delimiter) -> Self {
        CellParser { quoting, delimiter: delimiter.byte(), state: State::Start }
    }

    /// Whether the text ends within quotes here.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Quoted | State::Escape(true))
    }

    /// Whether the last byte was a backslash that may belong to the next.
    pub(super) fn is_after_backslash(&self) -> bool {
        matches!(self.state, State::Escape(_))
    }

    /// Takes the next byte.
    pub(super) fn next(&mut self, byte: u8) -> ParsedByte {
        let Quoting { quote, has_escapes } = self.quoting;
        let is_end = is_line_end(byte) || byte == self.delimiter;
        let (state, kind, keeps_backslash, closed_within) = match self.state {
            State::Start if byte == quote => (State::Quoted, ByteKind::Quote, false, false),
            State::Quoted if byte == quote => (State::AfterQuote, ByteKind::Quote, false, false),
            State::AfterQuote if byte == quote => (State::Quoted, ByteKind::Value(byte), false, false),
            State::Start | State::Bare | State::AfterQuote if is_end => {
                (State::Start, ByteKind::End(byte), false, false)
            }
            State::Escape(open) => {
                let is_escaped = byte == quote || byte == b'\\' || byte == self.delimiter || byte == b'\n';
                let state = if open { State::Quoted } else { State::Bare };
                match is_end && !is_escaped && !open {
                    true => (State::Start, ByteKind::End(byte), true, false),
                    false => (state, ByteKind::Value(byte), !is_escaped, false),
                }
            }
            State::Start | State::Bare if has_escapes && byte == b'\\' => {
                (State::Escape(false), ByteKind::Backslash, false, false)
            }
            State::Quoted if has_escapes && byte == b'\\' => (State::Escape(true), ByteKind::Backslash, false, false),
            State::Start | State::Bare => (State::Bare, ByteKind::Value(byte), false, false),
            State::Quoted => (State::Quoted, ByteKind::Value(byte), false, false),
            State::AfterQuote => (State::Bare, ByteKind::Value(byte), false, true),
        };
        self.state = state;
        ParsedByte { kind, keeps_backslash, closed_within }
    }
}

/// What a text looks like with a delimiter and quotes.
#[derive(Debug, Default)]
struct Shape {
    /// The cells of the last row.
    cells: usize,
    /// Whether all rows have as many cells as the last, apart from lines before the header.
    rows_agree: bool,
    /// The cells whose quotes close before their end.
    closed_within: usize,
    /// The quoted cells with a delimiter or a line end in them, and the cells with escapes.
    special: usize,
    /// The cells that begin with a double quote where another is the quote.
    other_quotes: usize,
    header_is_quoted: bool,
    ends_open: bool,
}

impl Shape {
    fn of(sample: &[u8], whole: bool, delimiter: Delimiter, quoting: Quoting) -> Self {
        let mut parser = CellParser::new(quoting, delimiter);
        let mut shape = Shape::default();
        // The number of cells of each row, and of those in quotes.
        let mut rows: Vec<(usize, usize)> = Vec::new();
        let (mut cells, mut quoted, mut is_quoted, mut is_special, mut is_start) = (0, 0, false, false, true);
        let mut row_is_blank = true;
        for &byte in sample {
            let was_open = parser.is_open();
            let was_escape = parser.is_after_backslash();
            let ParsedByte { kind, keeps_backslash, closed_within } = parser.next(byte);
            shape.closed_within += usize::from(closed_within);
            let is_structure = byte == delimiter.byte() || is_line_end(byte) || byte == quoting.quote;
            match kind {
                ByteKind::Quote if !was_open => is_quoted = true,
                ByteKind::Value(_) if was_open && is_structure => is_special = true,
                ByteKind::Value(_) if was_escape && !keeps_backslash => is_special = true,
                ByteKind::Value(b'"') if is_start && quoting.is_single() => shape.other_quotes += 1,
                _ => {}
            }
            row_is_blank &= matches!(kind, ByteKind::End(_)) && byte != delimiter.byte();
            is_start = false;
            if let ByteKind::End(_) = kind {
                (cells, quoted) = (cells + 1, quoted + usize::from(is_quoted));
                shape.special += usize::from(is_special);
                (is_quoted, is_special, is_start) = (false, false, true);
                if byte != delimiter.byte() {
                    if !row_is_blank {
                        rows.push((cells, quoted));
                    }
                    (cells, quoted, row_is_blank) = (0, 0, true);
                }
            }
        }
        shape.ends_open = whole && parser.is_open();
        if whole && !row_is_blank {
            rows.push((cells + 1, quoted + usize::from(is_quoted)));
            shape.special += usize::from(is_special);
        }
        shape.cells = rows.last().map_or(0, |row| row.0);
        let titles = rows.iter().take_while(|row| row.0 != shape.cells).count();
        let table = rows.get(titles..).unwrap_or_default();
        shape.rows_agree = titles <= MAX_LINES_BEFORE_HEADER
            && table.len() > 1
            && table.iter().all(|row| row.0 == shape.cells)
            && rows.iter().take(titles).all(|row| row.0 < shape.cells);
        shape.header_is_quoted = table.first().is_some_and(|(cells, quoted)| cells == quoted);
        shape
    }

    /// Whether the text can have been written with these quotes, as a table of several columns.
    fn is_consistent(&self) -> bool {
        self.cells > 1 && self.is_consistent_as_csv() && self.other_quotes == 0
    }

    fn is_consistent_as_csv(&self) -> bool {
        self.cells > 1 && self.rows_agree && self.closed_within == 0 && !self.ends_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(bool, bool, u8)> {
        let (quoting, delimiter) = Quoting::of(text.as_bytes(), true, None)?;
        Some((quoting.is_single(), quoting.has_escapes(), delimiter.byte()))
    }

    #[test]
    fn other_quotes_are_found_by_their_consistency() {
        for (text, expected) in [
            ("'a','b'\n'1','2'\n", (true, false, b',')),
            ("'a';'b'\n'it''s';'2;3'\n'x';'y'\n", (true, false, b';')),
            ("a,b\n1,'x, y'\n2,'z'\n", (true, false, b',')),
            ("a,b\n1,'x\\', y'\n2,'z'\n", (true, true, b',')),
            ("a,b\n1,\"x \\\"y\\\", z\"\n2,c\n", (false, true, b',')),
            ("a,b\n1,x\\, y\n2,c\n", (false, true, b',')),
            ("a,b\n1,\"x \\\"y\\\"\"\n2,c\n", (false, true, b',')),
        ] {
            assert_eq!(found(text), Some(expected), "{text}");
        }
    }

    /// Catches a cell that loses its signs.
    #[test]
    fn quotes_and_backslashes_of_cells_are_no_dialect() {
        for text in [
            "a,b\n1,'60000\n2,'70000\n",
            "a,b\n1,'x'\n2,'y'\n",
            "a,b\nO'Brien,2\n'tis,3\n",
            "a,b\n1,\"C:\\dir\\\"\n2,c\n",
            "a,b\n1,\"x \"\"y\"\"\"\n2,c\n",
            "a,b\n1,C:\\x\\\\y\n2,c\n",
            "a,b\n'1,2\n3,4'\n",
            "a,b\n1,2,3\n1,\\\"\n",
            "'a'\n'b'\n",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
