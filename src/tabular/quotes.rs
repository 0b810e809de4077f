//! The rule of quotes, on 64 bytes at a time.
//!
//! A quote opens a cell only at the cell's very start; inside, two stand for one; behind the closing one the rest is text.
//! So a quote counts when it closes, or when what stands before it is the start of a cell or a quote that has just closed
//! (the second of a pair opens again). If every quote counted, being inside would be the parity of the quotes so far. That
//! is what is computed, and then checked: the first quote that does not count stands outside and opens in the parity's
//! reading, up to there the reading is right, so the check finds it. Only such a chunk is read quote by quote.

/// What the bytes so far say about the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotes {
    /// All bits set inside a quoted cell, else none.
    inside: u64,
    /// 1 when a quote here would open: at the start of a cell or just behind a closing quote.
    ready: u64,
}

impl Quotes {
    /// Outside of quotes, and at the start of a cell or not.
    pub(super) fn outside(at_start: bool) -> Self {
        Quotes { inside: 0, ready: u64::from(at_start) }
    }

    /// Whether the bytes so far end inside a quoted cell.
    pub(super) fn is_inside(self) -> bool {
        self.inside != 0
    }

    /// Which of the next 64 bytes are inside of quotes, given which are quotes and which would end a cell; an opening quote
    /// counts as inside, a closing one as outside.
    #[inline(always)]
    pub(super) fn step(&mut self, quotes: u64, ends: u64) -> u64 {
        if quotes | self.inside == 0 {
            self.ready = ends >> 63;
            return 0;
        }
        let inside = prefix_xor(quotes) ^ self.inside;
        let before_start = ends & !inside | quotes & !inside;
        let may_open = before_start << 1 | self.ready;
        if quotes & inside & !may_open != 0 {
            return self.step_one_by_one(quotes, ends);
        }
        self.inside = 0_u64.wrapping_sub(inside >> 63);
        self.ready = before_start >> 63;
        inside
    }

    #[cold]
    fn step_one_by_one(&mut self, quotes: u64, ends: u64) -> u64 {
        let mut open = self.is_inside();
        let (mut inside, mut closed) = (self.inside, 0_u64);
        let mut rest = quotes;
        while rest != 0 {
            let quote = rest & rest.wrapping_neg();
            rest &= rest - 1;
            // This bit and all above it.
            let from_here = quote.wrapping_neg();
            let may_open = (ends | closed) << 1 | self.ready;
            if open {
                (open, closed) = (false, closed | quote);
                inside &= !from_here;
            } else if may_open & quote != 0 {
                open = true;
                inside |= from_here;
            }
        }
        self.inside = 0_u64.wrapping_sub(inside >> 63);
        self.ready = (ends & !inside | closed) >> 63;
        inside
    }
}

/// Each bit becomes the parity of itself and all below it.
#[inline(always)]
fn prefix_xor(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::simd::{LANES, equal};

    /// The rule, byte by byte.
    fn plainly(bytes: &[u8]) -> Vec<bool> {
        let (mut open, mut ready) = (false, true);
        let mut inside = Vec::new();
        for &byte in bytes {
            let was_open = open;
            open = if byte == b'"' { !open && ready } else { open };
            ready = if byte == b'"' { was_open } else { !open && b",\n".contains(&byte) };
            inside.push(open);
        }
        inside
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn words_of_quotes_are_read_as_bytes_are(text in "([\",a\n]|,\"|\",|\"\"){0,260}") {
            let mut quotes = Quotes::outside(true);
            let mut inside = Vec::new();
            for piece in text.as_bytes().chunks(LANES) {
                let mut chunk = [0; LANES];
                chunk[..piece.len()].copy_from_slice(piece);
                let bits = quotes.step(equal(&chunk, b'"'), equal(&chunk, b',') | equal(&chunk, b'\n'));
                inside.extend((0..piece.len()).map(|at| bits >> at & 1 == 1));
            }
            prop_assert_eq!(inside, plainly(text.as_bytes()));
        }
    }
}
