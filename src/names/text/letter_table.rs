//! Finds the words that begin with two letters.

use std::ops::Range;

/// Ranges of a sorted list of words by the first two letters of the words: a hash table with open addressing.
///
/// Few characters of a text begin a word of the list. The lookup for the others mostly ends at its first slot, which is empty.
#[derive(Debug, Default)]
pub(super) struct LetterTable {
    /// The letters in order, each with its range.
    ranges: Vec<([char; 2], Range<usize>)>,
    /// Index in `ranges` plus one, by a hash of the letters; 0 for an empty slot. The length is a power of two.
    slots: Vec<u32>,
}

impl LetterTable {
    pub(super) const EMPTY: LetterTable = LetterTable { ranges: Vec::new(), slots: Vec::new() };

    /// Slots for each range. With four, at most a quarter of the slots is filled.
    const SLOTS_PER_RANGE: usize = 4;

    /// A table of ranges with different letters.
    pub(in crate::names) fn new(ranges: Vec<([char; 2], Range<usize>)>) -> Self {
        let mut slots = vec![0; (ranges.len() * Self::SLOTS_PER_RANGE).next_power_of_two()];
        let mask = slots.len() - 1;
        for (number, (letters, _)) in (1..).zip(&ranges) {
            let mut at = hash(*letters);
            while let Some(slot) = slots.get_mut(at & mask) {
                if *slot == 0 {
                    *slot = number;
                    break;
                }
                at += 1;
            }
        }
        LetterTable { ranges, slots }
    }

    /// The range of the words that begin with two letters.
    pub(in crate::names) fn get(&self, letters: [char; 2]) -> Option<Range<usize>> {
        let mut at = hash(letters);
        loop {
            let number = *self.slots.get(at & self.slots.len().wrapping_sub(1))?;
            let (found, range) = self.ranges.get((number as usize).checked_sub(1)?)?;
            if *found == letters {
                return Some(range.clone());
            }
            at += 1;
        }
    }
}

fn hash([first, second]: [char; 2]) -> usize {
    let product = (u32::from(first).wrapping_mul(31) ^ u32::from(second)).wrapping_mul(0x9e37_79b1);
    (product >> 12) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a word that is not found, and one that is found under other letters.
    #[test]
    fn every_pair_has_its_own_range_and_no_other_pair_has_one() {
        let letters = || ('a'..='z').chain('一'..='十').chain(['\0', '薪', '\u{10ffff}']);
        let pairs = || letters().flat_map(|first| letters().map(move |second| [first, second]));
        let of = |at: usize| at * 3..at * 3 + 2;
        let ranges: Vec<_> = pairs().step_by(97).enumerate().map(|(at, pair)| (pair, of(at))).collect();
        let table = LetterTable::new(ranges);
        for (at, pair) in pairs().enumerate() {
            assert_eq!(table.get(pair), (at % 97 == 0).then(|| of(at / 97)), "{pair:?}");
            assert_eq!(LetterTable::EMPTY.get(pair), None);
            assert_eq!(LetterTable::new(Vec::new()).get(pair), None);
        }
    }
}
