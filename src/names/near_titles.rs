//! Names of roles by their pieces: near ones are found without comparing all of them.

use foldhash::HashMap;

use super::fold::{Folded, Token, stem, tokens};
use super::nearest::{Nearest, Suggestion};
use super::reading::share;
use super::rules::{Among, has_other_forms};
use super::words::{Lists, Parsed};
use crate::pack::{DataError, Pack};

/// The names of roles by their words, and the words by what is left of them when a letter is missing.
#[derive(Debug, Default)]
pub(super) struct NearTitles<'p> {
    /// Role, the title to show, the name to compare.
    names: Vec<(&'p str, &'p str, NearName)>,
    /// Which names have a word, or a pair of letters of a script without blanks.
    pieces: HashMap<Box<str>, Vec<u32>>,
    /// Which words have this left when at most one letter is taken away.
    shortened: HashMap<Box<str>, Vec<Box<str>>>,
}

/// Letters of the shortest word that may be misspelt.
const SHORTEST_MISSPELT: usize = 5;
/// Letters of the longest.
const LONGEST_MISSPELT: usize = 24;
/// How many words of a title may be misspelt.
const MISSPELT_WORDS: usize = 2;
/// How many ways to correct a title are tried.
const WAYS: usize = 8;
/// How many names are compared.
const COMPARED: usize = 24;
/// How many of the pieces of a title are looked up.
const PIECES: usize = 24;
/// How many of the names that have a piece are looked at. A piece of more names hardly tells them apart.
const SHARING: usize = 2_000;

impl<'p> NearTitles<'p> {
    /// The names of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(super) fn new(pack: &'p Pack, words: Lists<'_>) -> Result<Self, DataError> {
        let mut near = NearTitles::default();
        let roles = pack.roles()?;
        for role in roles {
            for name in [&role.title, &role.title_zh] {
                near.add(NearName::new(Among::Titles, name, words), &role.id, &role.title);
            }
        }
        for alias in pack.role_aliases()? {
            if let Some(role) = roles.get(&alias.id) {
                near.add(NearName::new(Among::Aliases, &alias.alias, words), &role.id, &role.title);
            }
        }
        Ok(near)
    }

    fn add(&mut self, name: NearName, role: &'p str, show: &'p str) {
        let Ok(at) = u32::try_from(self.names.len()) else { return };
        let NearTitles { pieces, shortened, .. } = self;
        each_piece(&name.all, |piece| {
            let known = pieces.entry(piece.into()).or_default();
            if known.is_empty() && can_be_misspelt(piece) {
                each_shortened(piece, |short| shortened.entry(short.into()).or_default().push(piece.into()));
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
        let mut left = PIECES;
        each_piece(wanted, |piece| {
            if left == 0 {
                return;
            }
            left -= 1;
            if let Some(names) = self.pieces.get(piece) {
                share_among(names, 1.0, &mut shared);
            } else {
                for (word, likeness) in self.near_words(piece) {
                    share_among(self.pieces.get(word).map_or(&[], Vec::as_slice), likeness, &mut shared);
                }
            }
        });
        let mut best: Vec<(u32, f64)> = shared.into_iter().collect();
        best.sort_unstable_by(|(one, much), (other, more)| more.total_cmp(much).then(one.cmp(other)));
        let mut nearest = Nearest::default();
        for (role, show, name) in
            best.iter().take(COMPARED).filter_map(|(at, _)| self.names.get(usize::try_from(*at).ok()?))
        {
            name.forms().for_each(|form| nearest.add(wanted, role, show, form));
        }
        nearest.suggestions()
    }

    /// Ways to write a title whose words are misspelt with the words of names, each with how alike they are.
    pub(super) fn corrections<'a>(&'a self, content: &'a Folded) -> Vec<(Vec<&'a str>, f64)> {
        let unknown = |word: &str| !self.pieces.contains_key(stem(word));
        let misspelt: Vec<&str> = content.iter().map(|token| token.text).filter(|word| unknown(word)).collect();
        if misspelt.is_empty() || misspelt.len() > MISSPELT_WORDS || !misspelt.iter().all(|word| can_be_misspelt(word))
        {
            return Vec::new();
        }
        let mut ways: Vec<(Vec<&str>, f64)> = vec![(Vec::new(), 0.0)];
        for token in content.iter() {
            let near = if unknown(token.text) { self.near_words(stem(token.text)) } else { vec![(token.text, 1.0)] };
            let mut longer = Vec::new();
            for (way, likeness) in &ways {
                for (word, alike) in near.iter().take(WAYS.saturating_sub(longer.len())) {
                    let mut way = way.clone();
                    way.push(*word);
                    longer.push((way, likeness + alike));
                }
            }
            ways = longer;
        }
        let words = share(1, content.len());
        ways.into_iter().map(|(way, likeness)| (way, likeness * words)).collect()
    }

    /// The words of names that a word may be a misspelling of: a letter too many, too few, another, or two exchanged.
    fn near_words(&self, word: &str) -> Vec<(&str, f64)> {
        let mut near: Vec<(&str, f64)> = Vec::new();
        if !can_be_misspelt(word) {
            return near;
        }
        each_shortened(word, |short| {
            for known in self.shortened.get(short).into_iter().flatten() {
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
pub(super) struct NearName {
    all: Folded,
    /// The same without words that may be missing from a title; `None` where they are needed to tell the name.
    reduced: Option<Folded>,
}

impl NearName {
    pub(super) fn new(among: Among, name: &str, words: Lists<'_>) -> Self {
        let (all, mut parsed) = (tokens(name), Parsed::default());
        words.parse(&all, &mut parsed);
        let reduced = parsed.content.len() < all.len() && has_other_forms(among, &all, &parsed);
        NearName { reduced: reduced.then_some(parsed.content), all }
    }

    /// Both forms.
    pub(super) fn forms(&self) -> impl Iterator<Item = &Folded> {
        std::iter::once(&self.all).chain(&self.reduced)
    }
}

/// Spreads a share over names: a word that few have says more.
fn share_among(names: &[u32], much: f64, shared: &mut HashMap<u32, f64>) {
    let each = much * share(1, names.len());
    for name in names.iter().take(SHARING) {
        *shared.entry(*name).or_default() += each;
    }
}

/// The words of a name, and the pairs of letters of its runs without blanks.
pub(super) fn each_piece(name: &Folded, mut each: impl FnMut(&str)) {
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
    word.is_ascii() && (SHORTEST_MISSPELT..=LONGEST_MISSPELT).contains(&word.len())
}

/// A word, and what is left of it without each of its letters.
fn each_shortened(word: &str, mut each: impl FnMut(&str)) {
    each(word);
    let mut short = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        short.clear();
        short.push_str(word.get(..at).unwrap_or_default());
        short.push_str(word.get(at + letter.len_utf8()..).unwrap_or_default());
        each(&short);
    }
}
