//! An index that finds names of roles near to a text without comparing all of them.

use foldhash::HashMap;

use super::fold::{Folded, Token, stem, tokens};
use super::nearest::{Nearest, Suggestion};
use super::reading::share;
use super::rules::{NameKind, has_other_forms};
use super::words::{Parsed, WordLists};
use crate::pack::{DataError, Pack};

/// The names of roles by their terms. A term is the stem of a word, or a pair of adjacent Chinese characters.
#[derive(Debug, Default)]
pub(super) struct NearTitles<'p> {
    /// The role, the title to show, and the name to compare.
    names: Vec<(&'p str, &'p str, NearName)>,
    /// The places in `names` of the names with a term.
    terms: HashMap<Box<str>, Vec<u32>>,
    /// The terms from which a string results when at most one letter is deleted.
    deletions: HashMap<Box<str>, Vec<Box<str>>>,
}

/// The shortest word that may be misspelt, in letters.
const MIN_MISSPELT_LEN: usize = 5;
/// The longest word that may be misspelt, in letters.
const MAX_MISSPELT_LEN: usize = 24;
/// The most misspelt words of a title.
const MAX_MISSPELT_WORDS: usize = 2;
/// The most corrections of a title that are tried.
const MAX_CORRECTIONS: usize = 8;
/// The most names that are compared with a text.
const MAX_COMPARED_NAMES: usize = 24;
/// The most terms of a text that are looked up.
const MAX_TERMS: usize = 24;
/// A term of more names than this hardly distinguishes them, and is not looked up.
const MAX_NAMES_PER_TERM: usize = 2_000;

impl<'p> NearTitles<'p> {
    /// An index of the names of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(super) fn new(pack: &'p Pack, words: WordLists<'_>) -> Result<Self, DataError> {
        let mut near = NearTitles::default();
        let roles = pack.roles()?;
        for role in roles {
            for name in [&role.title, &role.title_zh] {
                near.add(NearName::new(NameKind::Title, name, words), &role.id, &role.title);
            }
        }
        for alias in pack.role_aliases()? {
            if let Some(role) = roles.get(&alias.id) {
                near.add(NearName::new(NameKind::Alias, &alias.alias, words), &role.id, &role.title);
            }
        }
        Ok(near)
    }

    fn add(&mut self, name: NearName, role: &'p str, show: &'p str) {
        let Ok(at) = u32::try_from(self.names.len()) else { return };
        let NearTitles { terms, deletions, .. } = self;
        for_each_term(&name.all, |term| {
            let known = terms.entry(term.into()).or_default();
            if known.is_empty() && can_be_misspelt(term) {
                for_each_deletion(term, |short| deletions.entry(short.into()).or_default().push(term.into()));
            }
            if known.last() != Some(&at) {
                known.push(at);
            }
        });
        self.names.push((role, show, name));
    }

    /// The roles whose names are nearest to some words.
    pub(super) fn nearest(&self, wanted: &Folded) -> Vec<Suggestion> {
        let mut shared: HashMap<u32, f64> = HashMap::default();
        let mut left = MAX_TERMS;
        for_each_term(wanted, |term| {
            if left == 0 {
                return;
            }
            left -= 1;
            if let Some(names) = self.terms.get(term) {
                add_share(names, 1.0, &mut shared);
            } else {
                for (word, similarity) in self.near_words(term) {
                    add_share(self.terms.get(word).map_or(&[], Vec::as_slice), similarity, &mut shared);
                }
            }
        });
        let mut best: Vec<(u32, f64)> = shared.into_iter().collect();
        best.sort_unstable_by(|(one, score), (other, other_score)| other_score.total_cmp(score).then(one.cmp(other)));
        let mut nearest = Nearest::default();
        for (role, show, name) in
            best.iter().take(MAX_COMPARED_NAMES).filter_map(|(at, _)| self.names.get(usize::try_from(*at).ok()?))
        {
            name.forms().for_each(|form| nearest.add(wanted, role, show, form));
        }
        nearest.suggestions()
    }

    /// The titles that result when misspelt words are replaced by words of names, each with its mean similarity to `content`.
    pub(super) fn corrections<'a>(&'a self, content: &'a Folded) -> Vec<(Vec<&'a str>, f64)> {
        let unknown = |word: &str| !self.terms.contains_key(stem(word));
        let misspelt: Vec<&str> = content.iter().map(|token| token.text).filter(|word| unknown(word)).collect();
        if misspelt.is_empty()
            || misspelt.len() > MAX_MISSPELT_WORDS
            || !misspelt.iter().all(|word| can_be_misspelt(word))
        {
            return Vec::new();
        }
        let mut corrections: Vec<(Vec<&str>, f64)> = vec![(Vec::new(), 0.0)];
        for token in content.iter() {
            let near = if unknown(token.text) { self.near_words(stem(token.text)) } else { vec![(token.text, 1.0)] };
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

    /// The words of names at edit distance 1: one letter inserted, deleted or replaced, or two exchanged. The most similar
    /// first.
    fn near_words(&self, word: &str) -> Vec<(&str, f64)> {
        let mut near: Vec<(&str, f64)> = Vec::new();
        if !can_be_misspelt(word) {
            return near;
        }
        for_each_deletion(word, |short| {
            for known in self.deletions.get(short).into_iter().flatten() {
                if !near.iter().any(|(other, _)| **other == **known) && strsim::osa_distance(word, known) == 1 {
                    near.push((known, strsim::jaro_winkler(word, known)));
                }
            }
        });
        near.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        near
    }
}

/// A name to compare misspelt titles with.
#[derive(Debug)]
struct NearName {
    all: Folded,
    /// The name without the words that a title may omit; `None` where the name has no such form.
    reduced: Option<Folded>,
}

impl NearName {
    fn new(kind: NameKind, name: &str, words: WordLists<'_>) -> Self {
        let (all, mut parsed) = (tokens(name), Parsed::default());
        words.parse(&all, &mut parsed);
        let reduced = has_reduced_form(kind, &all, &parsed);
        NearName { reduced: reduced.then_some(parsed.content), all }
    }

    /// The whole name, then the reduced one.
    fn forms(&self) -> impl Iterator<Item = &Folded> {
        std::iter::once(&self.all).chain(&self.reduced)
    }
}

/// Whether a name has a form without the words that a title may omit.
pub(super) fn has_reduced_form(kind: NameKind, all: &Folded, parsed: &Parsed) -> bool {
    parsed.content.len() < all.len() && has_other_forms(kind, all, parsed)
}

/// Divides a score among names: a term that few names have says more.
fn add_share(names: &[u32], score: f64, shared: &mut HashMap<u32, f64>) {
    if names.len() > MAX_NAMES_PER_TERM {
        return;
    }
    let each = score * share(1, names.len());
    for name in names {
        *shared.entry(*name).or_default() += each;
    }
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
