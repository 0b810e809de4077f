//! The rule of quotes, for 64 bytes at a time.
//!
//! A quote opens only at the start of a cell. Inside, two quotes stand for one. After the closing quote the rest is text.
//! So a quote counts when it closes, or when it stands at the start of a cell or right after a quote that closed (the
//! second of a pair opens again). If every quote counted, a byte would be inside where the number of quotes up to it is
//! odd. That parity is computed and then checked: up to the first quote that does not count the parity is right, and that
//! quote would open where none may. Only a chunk with such a quote is read quote by quote.

/// The state after the bytes read so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotes {
    /// All bits set inside a quoted cell, else none.
    inside: u64,
    /// 1 when a quote here would open: at the start of a cell or just after a closing quote.
    ready: u64,
}

impl Quotes {
    /// A state outside of quotes. `at_start` says whether a cell begins.
    pub(super) fn outside(at_start: bool) -> Self {
        Quotes { inside: 0, ready: u64::from(at_start) }
    }

    /// Whether the bytes so far end inside a quoted cell.
    pub(super) fn is_inside(self) -> bool {
        self.inside != 0
    }

    /// The mask of the bytes inside of quotes among the next 64, given the masks of quotes and of cell ends. An opening quote
    /// is inside, a closing one outside.
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
            // The bit of the quote and all above it.
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
    use crate::simd::{LANES, equal_mask};

    /// The rule of quotes, byte by byte.
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
        fn chunks_are_read_like_bytes(text in "([\",a\n]|,\"|\",|\"\"){0,260}") {
            let mut quotes = Quotes::outside(true);
            let mut inside = Vec::new();
            for piece in text.as_bytes().chunks(LANES) {
                let mut chunk = [0; LANES];
                chunk[..piece.len()].copy_from_slice(piece);
                let bits = quotes.step(equal_mask(&chunk, b'"'), equal_mask(&chunk, b',') | equal_mask(&chunk, b'\n'));
                inside.extend((0..piece.len()).map(|at| bits >> at & 1 == 1));
            }
            prop_assert_eq!(inside, plainly(text.as_bytes()));
        }
    }
}
