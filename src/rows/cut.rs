//! Where the last whole row of a buffer ends, exactly, by looking at its quotes and little else.

use memchr::{memchr, memrchr2};

use super::dialect::is_line_end;
use super::masks::{Chunk, LANES, equal};
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

/// Looks for the last row end. `bytes` reaches [`LANES`] beyond `length`, or what is beyond is copied.
pub(super) fn cut(bytes: &[u8], delimiter: u8) -> Cut {
    let last_end = |from: usize, to: usize| {
        let found = bytes.get(from..to).and_then(|piece| memrchr2(b'\n', b'\r', piece));
        found.map(|at| from + at + 1)
    };
    let next_quote = |from: usize| bytes.get(from..).and_then(|rest| memchr(b'"', rest)).map(|at| from + at);

    let Some(mut quote) = next_quote(0) else {
        return Cut { at: last_end(0, bytes.len()).unwrap_or(0), open: false, has_quotes: false };
    };
    let mut quotes = Quotes::outside(true);
    // Before `plain_from` everything is settled; what follows, up to the next quote, is not in quotes.
    let (mut settled, mut plain_from) = (0, 0);
    loop {
        let at = quote / LANES * LANES;
        if !quotes.is_inside() && at > plain_from {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            quotes = Quotes::outside(before.is_some_and(|byte| is_line_end(*byte) || *byte == delimiter));
        }
        let (chunk, valid) = chunk(bytes, at);
        let line_ends = (equal(&chunk, b'\n') | equal(&chunk, b'\r')) & valid;
        let ends = line_ends | equal(&chunk, delimiter) & valid;
        let was_inside = quotes.is_inside();
        let outside = line_ends & !quotes.step(equal(&chunk, b'"') & valid, ends);
        if outside != 0 {
            settled = at + LANES - outside.leading_zeros() as usize;
        } else if !was_inside && at > plain_from {
            settled = last_end(plain_from, at).unwrap_or(settled);
        }
        plain_from = at + LANES;
        match next_quote(plain_from) {
            Some(next) => quote = next,
            None if quotes.is_inside() => return Cut { at: settled, open: true, has_quotes: true },
            None => {
                return Cut { at: last_end(plain_from, bytes.len()).unwrap_or(settled), open: false, has_quotes: true };
            }
        }
    }
}

/// 64 bytes from here, and which of them there are.
fn chunk(bytes: &[u8], at: usize) -> (Chunk, u64) {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(chunk) = rest.first_chunk() {
        return (*chunk, u64::MAX);
    }
    let mut chunk = [0; LANES];
    for (to, from) in chunk.iter_mut().zip(rest) {
        *to = *from;
    }
    (chunk, (1 << rest.len()) - 1)
}
