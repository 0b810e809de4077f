//! Tells quickly that no word begins with two letters.

/// A set of pairs of letters that may also have some that were not added. Most places in a text begin no word, which the filter
/// tells faster than a search.
#[derive(Debug, Default)]
pub(super) struct LetterFilter(Vec<u64>);

impl LetterFilter {
    pub(super) const EMPTY: LetterFilter = LetterFilter(Vec::new());

    /// The bits of a filter, as a power of two: with about a thousand pairs in a list, one bit of eight is set.
    const BITS: u32 = 13;

    pub(super) fn add(&mut self, letters: [char; 2]) {
        let (at, bit) = Self::place(letters);
        self.0.resize(1 << (Self::BITS - u64::BITS.ilog2()), 0);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    pub(super) fn may_have(&self, letters: [char; 2]) -> bool {
        let (at, bit) = Self::place(letters);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// The word of bits for two letters, and the bit in it.
    fn place([first, second]: [char; 2]) -> (usize, u64) {
        let hash = (u32::from(first).wrapping_mul(31) ^ u32::from(second)).wrapping_mul(0x9e37_79b1);
        let number = hash >> (u32::BITS - Self::BITS);
        ((number / u64::BITS) as usize, 1 << (number % u64::BITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a word that is not found, because the filter lacks its letters.
    #[test]
    fn every_pair_that_was_added_is_there() {
        let letters = || ('a'..='z').chain('一'..='十').chain(['\0', '薪', '\u{10ffff}']);
        let pairs = || letters().flat_map(|first| letters().map(move |second| [first, second])).step_by(97);
        let mut filter = LetterFilter::default();
        assert!(pairs().all(|pair| !filter.may_have(pair)));
        pairs().for_each(|pair| filter.add(pair));
        assert!(pairs().all(|pair| filter.may_have(pair)));
    }
}
