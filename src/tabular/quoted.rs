//! Where the last whole row of a buffer ends, exactly, and what in it is inside of quotes.

use super::dialect::is_line_end;
use super::quotes::Quotes;
use crate::simd::{LANES, at_best, equal};

/// What a buffer that begins at the start of a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// RowTail the last line ending outside of quotes; 0 if there is none.
    pub(super) at: usize,
    /// Whether the buffer ends inside of quotes.
    pub(super) open: bool,
}

/// Which bytes of a buffer are inside of quotes.
#[derive(Debug, Default)]
pub(super) struct QuotedBytes {
    /// A bit for each byte of each [`LANES`].
    inside: Vec<u64>,
    /// The numbers of the chunks that hold quotes, and room for more.
    with_quotes: Vec<u32>,
}

impl QuotedBytes {
    /// A bit for each byte of each [`LANES`]: set from an opening quote on, and up to the closing one.
    pub(super) fn inside(&self) -> &[u64] {
        &self.inside
    }

    /// Forgets what is behind the first `length` bytes, but for those in the same chunk.
    pub(super) fn truncate(&mut self, length: usize) {
        self.inside.truncate(length.div_ceil(LANES));
    }

    /// Looks for the last row end in the first `length` bytes, of which there are [`LANES`] more.
    pub(super) fn cut(&mut self, padded: &[u8], length: usize, delimiter: u8) -> Cut {
        let chunks = self.find_quotes(padded, length);
        let open = self.pair_quotes(padded, chunks, delimiter);
        Cut { at: self.last_end(padded, length), open }
    }

    /// Where the quotes are in the first `length` bytes; returns how many chunks hold some.
    fn find_quotes(&mut self, padded: &[u8], length: usize) -> usize {
        let wanted = length.div_ceil(LANES);
        self.inside.resize(wanted, 0);
        if self.with_quotes.len() < wanted {
            self.with_quotes.resize(wanted, 0);
        }
        let count = note_quotes(padded, &mut self.inside, &mut self.with_quotes);
        if let Some(last) = self.inside.last_mut() {
            *last &= up_to(length, wanted - 1);
        }
        count
    }

    /// Makes of the quotes what is inside of them; returns whether the buffer ends there.
    fn pair_quotes(&mut self, padded: &[u8], count: usize, delimiter: u8) -> bool {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let mut quotes = Quotes::outside(true);
        let mut behind = 0;
        for number in self.with_quotes.iter().take(count) {
            let number = *number as usize;
            let (Some(chunk), Some(gap)) = (chunks.get(number), self.inside.get_mut(behind..number)) else { break };
            if quotes.is_inside() {
                gap.fill(u64::MAX);
            } else if !gap.is_empty() {
                let before = padded.get(number * LANES - 1);
                quotes = Quotes::outside(before.is_some_and(|byte| is_line_end(*byte) || *byte == delimiter));
            }
            if let Some(found) = self.inside.get_mut(number) {
                let ends = equal(chunk, b'\n') | equal(chunk, b'\r') | equal(chunk, delimiter);
                *found = quotes.step(*found, ends);
            }
            behind = number + 1;
        }
        if quotes.is_inside()
            && let Some(rest) = self.inside.get_mut(behind..)
        {
            rest.fill(u64::MAX);
        }
        quotes.is_inside()
    }

    /// RowTail the last line ending outside of quotes.
    fn last_end(&self, padded: &[u8], length: usize) -> usize {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let ends = self.inside.iter().zip(chunks).enumerate().rev().map(|(number, (inside, chunk))| {
            let ends = (equal(chunk, b'\n') | equal(chunk, b'\r')) & up_to(length, number) & !inside;
            (number, ends)
        });
        let mut ends = ends.skip_while(|(_, ends)| *ends == 0);
        ends.next().map_or(0, |(number, ends)| (number + 1) * LANES - ends.leading_zeros() as usize)
    }
}

at_best! {
    /// Notes where the quotes are, chunk by chunk, and which chunks hold some; returns how many do.
    fn note_quotes(padded: &[u8], quotes: &mut [u64], with_quotes: &mut [u32]) -> usize {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let (mut number, mut count) = (0, 0);
        for (chunk, quotes) in chunks.iter().zip(quotes) {
            *quotes = equal(chunk, b'"');
            // Noted whether it is one or not, and kept if it is: which it is, no processor foresees.
            if let Some(slot) = with_quotes.get_mut(count) {
                *slot = number;
            }
            count += usize::from(*quotes != 0);
            number += 1;
        }
        count
    }
}

/// The bits of a chunk's bytes that are among the first `length` of all.
fn up_to(length: usize, number: usize) -> u64 {
    match length.checked_sub(number * LANES) {
        Some(left) if left < LANES => (1 << left) - 1,
        Some(_) => u64::MAX,
        None => 0,
    }
}
