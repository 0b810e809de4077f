//! Phrases of headers with their meanings. `language_writer.rs` writes the tables in the build script, so that the program need not
//! read them when it starts.

use super::tokens::{HeaderToken, phrase};

/// A phrase at the beginning of some tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct PhraseMatch<T> {
    pub(super) meaning: T,
    /// The number of tokens of the phrase. The last of them may belong to it in part, if it is in Han characters.
    pub(super) tokens: usize,
    /// The number of bytes of the last token that belong to the phrase.
    pub(super) bytes: usize,
}

/// Phrases with their meanings.
#[derive(Debug)]
pub(super) struct Phrases<T: 'static> {
    /// All phrases, one after the other. With a `&str` for each phrase the loader would set as many addresses when the program
    /// starts.
    pub(super) text: &'static str,
    /// The phrases in the order of their bytes.
    pub(super) phrases: &'static [Phrase<T>],
    /// The most words of a phrase.
    pub(super) max_words: usize,
    /// The most characters of a Han word.
    pub(super) max_characters: usize,
}

/// A phrase in the form of [`phrase`].
#[derive(Debug)]
pub(super) struct Phrase<T> {
    /// Its position in the text.
    pub(super) start: u16,
    /// Its length in bytes.
    pub(super) len: u8,
    pub(super) meaning: T,
}

impl<T: Copy> Phrases<T> {
    /// The meaning of a phrase.
    fn get(&self, wanted: &str) -> Option<T> {
        let text_of = |phrase: &Phrase<T>| {
            let start = usize::from(phrase.start);
            self.text.get(start..start + usize::from(phrase.len)).unwrap_or_default()
        };
        let at = self.phrases.binary_search_by(|phrase| text_of(phrase).cmp(wanted)).ok()?;
        self.phrases.get(at).map(|phrase| phrase.meaning)
    }

    /// Whether a text is a phrase.
    pub(super) fn has(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// The longest phrase with which the tokens begin. A plural in s is found under its singular.
    pub(super) fn at(&self, tokens: &[HeaderToken]) -> Option<PhraseMatch<T>> {
        let (first, _) = tokens.split_first()?;
        if first.is_han() {
            let ends: Vec<usize> = first
                .text()
                .char_indices()
                .map(|(at, letter)| at + letter.len_utf8())
                .take(self.max_characters)
                .collect();
            return ends.into_iter().rev().find_map(|bytes| {
                let meaning = self.get(first.text().get(..bytes)?)?;
                Some(PhraseMatch { meaning, tokens: 1, bytes })
            });
        }
        (1..=self.max_words.min(tokens.len())).rev().find_map(|count| {
            let some = tokens.get(..count)?;
            let last = some.last()?;
            let text = phrase(some);
            let singular = || text.strip_suffix('s').filter(|rest| rest.len() > 2).and_then(|one| self.get(one));
            let singulars = || {
                let each: Vec<&str> = some.iter().map(|token| token.singular()).collect();
                self.get(each.join(" ").as_str())
            };
            let meaning = self.get(&text).or_else(singular).or_else(singulars)?;
            Some(PhraseMatch { meaning, tokens: count, bytes: last.text().len() })
        })
    }
}
