//! The words of the names of roles, and those of them that are near to a misspelt word.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::names::text::fold::{Folded, Token, stem};
use crate::names::title::reading::share;
use crate::pack::{DataError, Pack};

/// The shortest word that may be misspelt, in letters.
const MIN_MISSPELT_LEN: usize = 5;
/// The longest word that may be misspelt, in letters.
const MAX_MISSPELT_LEN: usize = 24;
/// The most misspelt words of a title.
const MAX_MISSPELT_WORDS: usize = 2;
/// The most corrections of a title that are tried.
const MAX_CORRECTIONS: usize = 8;

/// The terms of the names of roles. A term is the stem of a word, or a pair of adjacent Chinese characters.
#[derive(Debug, Default)]
pub(in crate::names) struct NearWords {
    /// All terms, one after the other.
    text: String,
    /// The end of each term in `text`.
    ends: Vec<u32>,
    /// The index of each term in `ends`, by the hash of the term.
    indices: HashTable<u32>,
    /// Hash of each string that a term becomes when at most one letter is deleted, and the index of the term; sorted.
    deletions: Vec<(u32, u32)>,
}

impl NearWords {
    /// The terms of all names of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &Pack) -> Result<Self, DataError> {
        let mut words = NearWords::default();
        let mut name = Folded::default();
        let mut add = |text: &str| {
            name.read(text);
            for_each_term(&name, |term| words.add(term));
        };
        let roles = pack.roles()?;
        for role in roles {
            [&role.title, &role.title_zh].into_iter().for_each(|name| add(name));
        }
        for alias in pack.role_aliases()?.iter().filter(|alias| roles.get(&alias.id).is_some()) {
            add(&alias.alias);
        }
        words.deletions.sort_unstable();
        words.deletions.shrink_to_fit();
        Ok(words)
    }

    fn add(&mut self, term: &str) {
        if self.index_of(term).is_some() {
            return;
        }
        let NearWords { text, ends, indices, deletions } = self;
        let Ok(index) = u32::try_from(ends.len()) else { return };
        text.push_str(term);
        ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        indices.insert_unique(hash(term), index, |index| hash(term_at(text, ends, *index)));
        if can_be_misspelt(term) {
            for_each_deletion(term, |short| deletions.push((short_hash(short), index)));
        }
    }

    /// The number of terms.
    pub(in crate::names) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The index of a term.
    pub(super) fn index_of(&self, term: &str) -> Option<usize> {
        let found = self.indices.find(hash(term), |index| term_at(&self.text, &self.ends, *index) == term);
        found.and_then(|index| usize::try_from(*index).ok())
    }

    /// The titles that result when misspelt words are replaced by words of names, each with its mean similarity to `content`.
    pub(in crate::names) fn corrections<'a>(&'a self, content: &'a Folded) -> Vec<(Vec<&'a str>, f64)> {
        let unknown = |word: &str| self.index_of(stem(word)).is_none();
        let misspelt: Vec<&str> = content.iter().map(|token| token.text).filter(|word| unknown(word)).collect();
        if misspelt.is_empty()
            || misspelt.len() > MAX_MISSPELT_WORDS
            || !misspelt.iter().all(|word| can_be_misspelt(word))
        {
            return Vec::new();
        }
        let mut corrections: Vec<(Vec<&str>, f64)> = vec![(Vec::new(), 0.0)];
        for token in content.iter() {
            let near = if unknown(token.text) { self.near(stem(token.text)) } else { vec![(token.text, 1.0)] };
            let mut extended = Vec::new();
            for (correction, similarity) in &corrections {
                for (word, word_similarity) in near.iter().take(MAX_CORRECTIONS.saturating_sub(extended.len())) {
                    let mut correction = correction.clone();
                    correction.push(*word);
                    extended.push((correction, similarity + word_similarity));
                }
            }
            corrections = extended;
        }
        let words = share(1, content.len());
        corrections.into_iter().map(|(correction, similarity)| (correction, similarity * words)).collect()
    }

    /// The terms at edit distance 1: one letter inserted, deleted or replaced, or two exchanged. The most similar first.
    pub(in crate::names) fn near(&self, word: &str) -> Vec<(&str, f64)> {
        let mut near: Vec<(&str, f64)> = Vec::new();
        if !can_be_misspelt(word) {
            return near;
        }
        for_each_deletion(word, |short| {
            let short = short_hash(short);
            let from = self.deletions.partition_point(|(hash, _)| *hash < short);
            for (_, index) in self.deletions.iter().skip(from).take_while(|(hash, _)| *hash == short) {
                let known = term_at(&self.text, &self.ends, *index);
                if !near.iter().any(|(other, _)| *other == known) && strsim::osa_distance(word, known) == 1 {
                    near.push((known, strsim::jaro_winkler(word, known)));
                }
            }
        });
        near.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        near
    }
}

/// The term with an index; empty where there is none.
fn term_at<'t>(text: &'t str, ends: &[u32], index: u32) -> &'t str {
    let end = |at: usize| ends.get(at).and_then(|end| usize::try_from(*end).ok());
    let Ok(at) = usize::try_from(index) else { return "" };
    let from = at.checked_sub(1).map_or(Some(0), end);
    from.zip(end(at)).and_then(|(from, to)| text.get(from..to)).unwrap_or_default()
}

fn hash(term: &str) -> u64 {
    FixedState::default().hash_one(term)
}

/// Half of the hash of a string. Two with the same one are told apart by their distance to the word.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn short_hash(short: &str) -> u32 {
    hash(short) as u32
}

/// Calls `each` with the terms of a name.
pub(super) fn for_each_term(name: &Folded, mut each: impl FnMut(&str)) {
    for Token { text, han } in name.iter() {
        if !han {
            each(stem(text));
            continue;
        }
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for (start, end) in text.char_indices().map(|(at, _)| at).zip(ends.skip(1)) {
            each(text.get(start..end).unwrap_or_default());
        }
    }
}

fn can_be_misspelt(word: &str) -> bool {
    word.is_ascii() && (MIN_MISSPELT_LEN..=MAX_MISSPELT_LEN).contains(&word.len())
}

/// Calls `each` with a word, and with the word without each of its letters.
fn for_each_deletion(word: &str, mut each: impl FnMut(&str)) {
    each(word);
    let mut short = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        short.clear();
        short.push_str(word.get(..at).unwrap_or_default());
        short.push_str(word.get(at + letter.len_utf8()..).unwrap_or_default());
        each(&short);
    }
}
