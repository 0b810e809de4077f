//! A word that has a function in names, and its order in a list.

use crate::pack::{PackText, WordFunction};

/// Stands for the second letter of a word of one letter.
pub(super) const NO_LETTER: char = '\0';

/// A word with its function, as a list holds it.
#[derive(Debug, Clone)]
pub(super) struct ListedWord {
    /// The first two letters.
    pub(in crate::names) letters: [char; 2],
    /// The folded word, without spaces.
    pub(in crate::names) text: PackText,
    /// The number of its tokens.
    pub(in crate::names) tokens: usize,
    pub(in crate::names) function: WordFunction,
}

impl ListedWord {
    /// A folded word; `None` when it is empty.
    pub(in crate::names) fn new(text: PackText, tokens: usize, function: WordFunction) -> Option<Self> {
        let mut letters = text.chars();
        let letters = [letters.next()?, letters.next().unwrap_or(NO_LETTER)];
        Some(ListedWord { letters, text, tokens, function })
    }

    /// The sort key: first two letters, then length, the longest first. One number sorts faster than a tuple of the three.
    pub(in crate::names) fn order(&self) -> u64 {
        const LETTER_BITS: u32 = 21;
        const LEN_BITS: u32 = u64::BITS - 2 * LETTER_BITS;
        let [first, second] = self.letters.map(|letter| u64::from(u32::from(letter)));
        let most = (1 << LEN_BITS) - 1_u64;
        let len = most.min(self.text.len() as u64);
        first << (LETTER_BITS + LEN_BITS) | second << LEN_BITS | (most - len)
    }
}
