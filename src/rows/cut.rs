//! Where the last whole row of a buffer ends, exactly, by looking at its quotes and little else.

use memchr::memrchr2;

use super::dialect::is_line_end;
use super::masks::{LANES, equal};
use super::quotes::Quotes;

/// What a buffer that begins at the start of a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Behind the last line ending outside of quotes; 0 if there is none.
    pub(super) at: usize,
    /// Whether the buffer ends inside of quotes.
    pub(super) open: bool,
    pub(super) has_quotes: bool,
}

/// Looks for the last row end in the first `length` bytes, of which there are [`LANES`] more. Where the quotes are, chunk by
/// chunk, is left in `quotes`.
pub(super) fn cut(padded: &[u8], length: usize, delimiter: u8, quotes: &mut Vec<u64>) -> Cut {
    find_quotes(padded, length, quotes);
    let bytes = Bytes { padded, length, delimiter, quotes };
    let Ended { last_quotes, open, .. } = bytes.ended(false);
    let has_quotes = last_quotes > 0;
    // Nearly always there is a row end behind the last quote.
    let behind = if open { None } else { bytes.last_end(last_quotes, length) };
    let at = behind.unwrap_or_else(|| if has_quotes { bytes.ended(true).settled } else { 0 });
    Cut { at, open, has_quotes }
}

/// Where the quotes are in the first `length` bytes, chunk by chunk.
fn find_quotes(padded: &[u8], length: usize, quotes: &mut Vec<u64>) {
    let (chunks, _) = padded.as_chunks::<LANES>();
    quotes.clear();
    quotes.extend(chunks.iter().take(length.div_ceil(LANES)).map(|chunk| equal(chunk, b'"')));
    end_at(length, quotes);
}

/// Leaves out the quotes behind the first `length` bytes.
pub(super) fn end_at(length: usize, quotes: &mut Vec<u64>) {
    quotes.truncate(length.div_ceil(LANES));
    if let Some(last) = quotes.last_mut()
        && !length.is_multiple_of(LANES)
    {
        *last &= (1 << (length % LANES)) - 1;
    }
}

/// A buffer, and where its quotes are.
struct Bytes<'b> {
    padded: &'b [u8],
    length: usize,
    delimiter: u8,
    quotes: &'b [u64],
}

/// How a buffer ends.
struct Ended {
    /// Behind the last row end that is not behind the last chunk with quotes; 0 where that was not asked for, or is none.
    settled: usize,
    /// Behind the last chunk with quotes.
    last_quotes: usize,
    /// Whether it is inside of quotes there.
    open: bool,
}

impl Bytes<'_> {
    /// Reads the chunks that hold quotes. Only if it is `exact`, row ends between them are looked for.
    fn ended(&self, exact: bool) -> Ended {
        let (chunks, _) = self.padded.as_chunks::<LANES>();
        let mut quotes = Quotes::outside(true);
        let (mut settled, mut last_quotes) = (0, 0);
        for (number, (chunk, found)) in chunks.iter().zip(self.quotes).enumerate() {
            if *found == 0 {
                continue;
            }
            let at = number * LANES;
            if !quotes.is_inside() && at > last_quotes {
                let before = at.checked_sub(1).and_then(|before| self.padded.get(before));
                quotes = Quotes::outside(before.is_some_and(|byte| is_line_end(*byte) || *byte == self.delimiter));
                if exact {
                    settled = self.last_end(last_quotes, at).unwrap_or(settled);
                }
            }
            let line_ends = equal(chunk, b'\n') | equal(chunk, b'\r');
            let left = self.length - at;
            let valid = if left < LANES { (1 << left) - 1 } else { u64::MAX };
            let outside = line_ends & valid & !quotes.step(*found, line_ends | equal(chunk, self.delimiter));
            if outside != 0 {
                settled = at + LANES - outside.leading_zeros() as usize;
            }
            last_quotes = (at + LANES).min(self.length);
        }
        Ended { settled, last_quotes, open: quotes.is_inside() }
    }

    /// Behind the last line ending of a piece.
    fn last_end(&self, from: usize, to: usize) -> Option<usize> {
        let found = self.padded.get(from..to).and_then(|piece| memrchr2(b'\n', b'\r', piece));
        found.map(|at| from + at + 1)
    }
}
