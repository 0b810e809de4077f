//! The bytes of a buffer that are inside of quotes, and the end of its last whole row.

use super::dialect::is_line_end;
use super::quotes::Quotes;
use crate::simd::{LANES, equal_mask, multiversioned};

/// The end of the whole rows in a buffer that begins at the start of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The position after the last line ending outside of quotes; 0 if there is none.
    pub(super) at: usize,
    /// Whether the buffer ends inside of quotes.
    pub(super) open: bool,
}

/// The bytes of a buffer that are inside of quotes.
#[derive(Debug, Default)]
pub(super) struct QuotedBytes {
    /// A mask for each chunk, with a bit for each byte.
    inside: Vec<u64>,
    /// The numbers of the chunks with quotes; entries after the current count mean nothing.
    with_quotes: Vec<u32>,
}

impl QuotedBytes {
    /// A mask for each chunk: bits are set from an opening quote up to, and without, the closing one.
    pub(super) fn inside(&self) -> &[u64] {
        &self.inside
    }

    /// Drops the masks of chunks that begin after the first `length` bytes.
    pub(super) fn truncate(&mut self, length: usize) {
        self.inside.truncate(length.div_ceil(LANES));
    }

    /// Finds the last row end in the first `length` bytes. `padded` is at least [`LANES`] bytes longer.
    pub(super) fn cut(&mut self, padded: &[u8], length: usize, delimiter: u8) -> Cut {
        let chunks = self.find_quotes(padded, length);
        let open = self.pair_quotes(padded, chunks, delimiter);
        Cut { at: self.last_end(padded, length), open }
    }

    /// Marks the quotes in the first `length` bytes; returns the number of chunks with quotes.
    fn find_quotes(&mut self, padded: &[u8], length: usize) -> usize {
        let wanted = length.div_ceil(LANES);
        self.inside.resize(wanted, 0);
        if self.with_quotes.len() < wanted {
            self.with_quotes.resize(wanted, 0);
        }
        let count = mark_quotes(padded, &mut self.inside, &mut self.with_quotes);
        if let Some(last) = self.inside.last_mut() {
            *last &= up_to(length, wanted - 1);
        }
        count
    }

    /// Turns the masks of quotes into masks of the bytes inside of them; returns whether the buffer ends inside.
    fn pair_quotes(&mut self, padded: &[u8], count: usize, delimiter: u8) -> bool {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let mut quotes = Quotes::outside(true);
        let mut after = 0;
        for number in self.with_quotes.iter().take(count) {
            let number = *number as usize;
            let (Some(chunk), Some(gap)) = (chunks.get(number), self.inside.get_mut(after..number)) else { break };
            if quotes.is_inside() {
                gap.fill(u64::MAX);
            } else if !gap.is_empty() {
                let before = padded.get(number * LANES - 1);
                quotes = Quotes::outside(before.is_some_and(|byte| is_line_end(*byte) || *byte == delimiter));
            }
            if let Some(found) = self.inside.get_mut(number) {
                let ends = equal_mask(chunk, b'\n') | equal_mask(chunk, b'\r') | equal_mask(chunk, delimiter);
                *found = quotes.step(*found, ends);
            }
            after = number + 1;
        }
        if quotes.is_inside()
            && let Some(rest) = self.inside.get_mut(after..)
        {
            rest.fill(u64::MAX);
        }
        quotes.is_inside()
    }

    /// The position after the last line ending outside of quotes; 0 if there is none.
    fn last_end(&self, padded: &[u8], length: usize) -> usize {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let ends = self.inside.iter().zip(chunks).enumerate().rev().map(|(number, (inside, chunk))| {
            let ends = (equal_mask(chunk, b'\n') | equal_mask(chunk, b'\r')) & up_to(length, number) & !inside;
            (number, ends)
        });
        let mut ends = ends.skip_while(|(_, ends)| *ends == 0);
        ends.next().map_or(0, |(number, ends)| (number + 1) * LANES - ends.leading_zeros() as usize)
    }
}

multiversioned! {
    /// Writes a mask of quotes for each chunk, and the numbers of the chunks with quotes; returns how many those are.
    fn mark_quotes(padded: &[u8], quotes: &mut [u64], with_quotes: &mut [u32]) -> usize {
        let (chunks, _) = padded.as_chunks::<LANES>();
        let (mut number, mut count) = (0, 0);
        for (chunk, quotes) in chunks.iter().zip(quotes) {
            *quotes = equal_mask(chunk, b'"');
            // Written for every chunk and kept only for those with quotes: no processor could predict the branch.
            if let Some(slot) = with_quotes.get_mut(count) {
                *slot = number;
            }
            count += usize::from(*quotes != 0);
            number += 1;
        }
        count
    }
}

/// The mask of the bytes of a chunk that are among the first `length` bytes of the buffer.
fn up_to(length: usize, number: usize) -> u64 {
    match length.checked_sub(number * LANES) {
        Some(left) if left < LANES => (1 << left) - 1,
        Some(_) => u64::MAX,
        None => 0,
    }
}
