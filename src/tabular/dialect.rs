//! Delimiters and their detection, and the quoting of cells.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

/// The byte between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl Delimiter {
    /// `,`
    pub const COMMA: Delimiter = Delimiter(b',');
    /// `;`
    pub const SEMICOLON: Delimiter = Delimiter(b';');
    /// A tab.
    pub const TAB: Delimiter = Delimiter(b'\t');

    /// Those that are detected.
    pub(super) const ALL: [Delimiter; 6] = [Self::COMMA, Self::TAB, Self::SEMICOLON, RARE[0], RARE[1], RARE[2]];

    /// The delimiter of this character, if it can be one: an ASCII character other than letters, digits, `-`, `.`, quotes, line
    /// endings and zero.
    #[must_use]
    pub fn new(character: char) -> Option<Self> {
        let byte = u8::try_from(character).ok().filter(u8::is_ascii)?;
        let in_words = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        (!in_words && !matches!(byte, b'"' | b'\r' | b'\n' | 0)).then_some(Delimiter(byte))
    }

    /// The byte of the delimiter.
    #[must_use]
    pub fn byte(self) -> u8 {
        self.0
    }

    /// Detects the delimiter by the beginning of a file. The best is the one with which most of the first rows have as many
    /// cells as the header, then the one that makes more cells. `|`, `^` and `~` are common within cells: they are delimiters
    /// only where half of the rows or more contradict comma, tab and semicolon. `:` stands within cells too, as in times: it is one
    /// only where no other makes two cells of the header, and it makes as many of each row, three or more. A file of one column
    /// gets a comma.
    pub(super) fn of(head: &[u8], whole: bool) -> Self {
        let best = |delimiters: &[Self]| {
            let rated = delimiters.iter().map(|delimiter| (*delimiter, rating(head, whole, *delimiter)));
            rated.rev().max_by_key(|(_, rating)| *rating).filter(|(_, rating)| rating.1 > 1)
        };
        let common = best(&[Self::COMMA, Self::TAB, Self::SEMICOLON]);
        let rare = || best(&RARE).filter(|(_, (agree, _))| *agree == 1000);
        match common {
            Some((delimiter, (agree, _))) if agree > 500 => delimiter,
            common => rare().or(common).map_or_else(
                || match rating(head, whole, COLON) {
                    (1000, 3..) if RowScanner::new(head, COLON.0).nth(1).is_some() => COLON,
                    _ => Self::COMMA,
                },
                |best| best.0,
            ),
        }
    }

    /// Whether files have this delimiter so seldom that its use is worth a note.
    #[must_use]
    pub fn is_rare(self) -> bool {
        ![Self::COMMA, Self::TAB, Self::SEMICOLON].contains(&self)
    }
}

const RARE: [Delimiter; 3] = [Delimiter(b'|'), Delimiter(b'^'), Delimiter(b'~')];

const COLON: Delimiter = Delimiter(b':');

/// The most rows by which the delimiter is detected.
const MAX_SAMPLED_ROWS: usize = 100;

/// The share of rows with as many cells as the header, in thousandths, and the number of cells of the header.
fn rating(head: &[u8], whole: bool, delimiter: Delimiter) -> (usize, usize) {
    let mut rows = RowScanner::new(head, delimiter.0);
    let Some(header) = rows.next().map(|row| row.ends.len()) else { return (0, 0) };
    if header == 1 {
        return (0, 1);
    }
    // The last row may be cut off.
    let counts: Vec<usize> =
        rows.take(MAX_SAMPLED_ROWS).filter(|row| whole || row.ended).map(|row| row.ends.len()).collect();
    let agree = counts.iter().filter(|cells| **cells == header).count();
    ((agree + 1) * 1000 / (counts.len() + 1), header)
}

/// A row that [`RowScanner`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ScannedRow {
    /// The position where the row begins.
    pub(super) start: usize,
    /// The positions where its cells end; the last is where the line ending begins.
    pub(super) ends: Vec<usize>,
    /// Whether a line ending follows.
    pub(super) ended: bool,
    /// Whether the row ends inside of quotes.
    pub(super) open: bool,
}

/// Reads rows byte by byte, for the head of a file, where speed does not matter.
pub(super) struct RowScanner<'t> {
    text: &'t [u8],
    at: usize,
    delimiter: u8,
}

impl<'t> RowScanner<'t> {
    pub(super) fn new(text: &'t [u8], delimiter: u8) -> Self {
        RowScanner { text, at: 0, delimiter }
    }
}

impl Iterator for RowScanner<'_> {
    type Item = ScannedRow;

    fn next(&mut self) -> Option<ScannedRow> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let start = self.at + rest.iter().position(|byte| !is_line_end(*byte))?;
        let (mut open, mut ready, mut ended) = (false, true, false);
        let (mut ends, mut end) = (Vec::new(), self.text.len());
        for (at, &byte) in self.text.iter().enumerate().skip(start) {
            if byte == b'"' {
                (open, ready) = (!open && ready, open);
                continue;
            }
            ready = false;
            if open {
                continue;
            }
            if is_line_end(byte) {
                (ended, end) = (true, at);
                break;
            }
            if byte == self.delimiter {
                ready = true;
                ends.push(at);
            }
        }
        ends.push(end);
        self.at = end;
        Some(ScannedRow { start, ends, ended, open })
    }
}

impl ScannedRow {
    /// The position where the line ending begins.
    pub(super) fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(self.start)
    }

    /// The bytes of the cells, quotes included.
    pub(super) fn cells<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = &'t [u8]> {
        let mut start = self.start;
        self.ends.iter().map(move |end| {
            let cell = text.get(start..*end).unwrap_or_default();
            start = end + 1;
            cell
        })
    }
}

/// Whether the byte is part of a line ending.
#[inline(always)]
pub(super) fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// The value of a cell without its quotes. A quote opens only at the start of the cell, two inside stand for one, and bytes
/// after the closing one are text.
#[must_use]
pub(crate) fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    let Some(quoted) = cell.strip_prefix(b"\"") else { return Cow::Borrowed(cell) };
    let Some((inner, mut rest)) = split_at_quote(quoted) else { return Cow::Borrowed(quoted) };
    if rest.is_empty() {
        return Cow::Borrowed(inner);
    }
    let mut whole = inner.to_vec();
    while let Some(quoted) = rest.strip_prefix(b"\"") {
        whole.push(b'"');
        let (piece, after) = split_at_quote(quoted).unwrap_or((quoted, b""));
        whole.extend_from_slice(piece);
        rest = after;
    }
    whole.extend_from_slice(rest);
    Cow::Owned(whole)
}

fn split_at_quote(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr(b'"', text)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The bytes of a cell as written between these delimiters, in quotes where needed.
#[must_use]
pub fn quoted(cell: &[u8], delimiter: Delimiter) -> Cow<'_, [u8]> {
    if memchr3(delimiter.0, b'"', b'\n', cell).is_none() && memchr(b'\r', cell).is_none() {
        return Cow::Borrowed(cell);
    }
    let mut whole = Vec::with_capacity(cell.len() + 8);
    whole.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            whole.push(b'"');
        }
        whole.push(*byte);
    }
    whole.push(b'"');
    Cow::Owned(whole)
}
