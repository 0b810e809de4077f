//! An index that finds names of roles near to a text without comparing all of them.

use foldhash::HashMap;

use super::near_words::{NearWords, for_each_term};
use super::nearest::{MAX_SUGGESTIONS, Nearest, Suggestion};
use crate::names::text::fold::{Folded, tokens};
use crate::names::text::words::{Parsed, WordLists};
use crate::names::title::reading::share;
use crate::names::title::rules::{NameKind, has_other_forms};
use crate::pack::{DataError, Pack};

/// The names of roles by the terms of [`NearWords`].
#[derive(Debug, Default)]
pub(in crate::names) struct NearTitles<'p> {
    /// The role, the title to show, and the name to compare.
    names: Vec<(&'p str, &'p str, NearName)>,
    /// For each term, the indices in `names` of the names with it.
    names_with: Vec<Vec<u32>>,
}

/// The most names that are compared with a text.
const MAX_COMPARED_NAMES: usize = 24;
/// The most terms of a text that are looked up.
const MAX_TERMS: usize = 24;
/// The first role must have at least one in this many of the names that contain the words. Otherwise the words do not say which
/// role is meant.
const MIN_SHARE_OF_FIRST_ROLE: usize = 3;
/// Another role is offered too if it has at least one such name for this many of the first role.
const MIN_SHARE_OF_OTHER_ROLE: usize = 5;
/// A term of more names than this hardly distinguishes them, and is not looked up.
const MAX_NAMES_PER_TERM: usize = 2_000;

impl<'p> NearTitles<'p> {
    /// An index of the names of a pack by their terms.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &'p Pack, terms: &NearWords, words: WordLists<'_>) -> Result<Self, DataError> {
        let mut near = NearTitles { names: Vec::new(), names_with: vec![Vec::new(); terms.len()] };
        let roles = pack.roles()?;
        for role in roles {
            for name in [&role.title, &role.title_zh] {
                near.add(terms, NearName::new(NameKind::Title, name, words), &role.id, &role.title);
            }
        }
        for alias in pack.role_aliases()? {
            if let Some(role) = roles.get(&alias.id) {
                near.add(terms, NearName::new(NameKind::Alias, &alias.alias, words), &role.id, &role.title);
            }
        }
        Ok(near)
    }

    fn add(&mut self, terms: &NearWords, name: NearName, role: &'p str, show: &'p str) {
        let Ok(at) = u32::try_from(self.names.len()) else { return };
        for_each_term(&name.all, |term| {
            let known = terms.index_of(term).and_then(|index| self.names_with.get_mut(index));
            if let Some(known) = known.filter(|known| known.last() != Some(&at)) {
                known.push(at);
            }
        });
        self.names.push((role, show, name));
    }

    /// The roles whose names are nearest to some words.
    pub(in crate::names) fn nearest(&self, terms: &NearWords, wanted: &Folded) -> Vec<Suggestion> {
        let names_with = |term: &str| {
            let names = terms.index_of(term).and_then(|index| self.names_with.get(index));
            names.map(Vec::as_slice)
        };
        let mut shared: HashMap<u32, f64> = HashMap::default();
        let mut left = MAX_TERMS;
        for_each_term(wanted, |term| {
            if left == 0 {
                return;
            }
            left -= 1;
            if let Some(names) = names_with(term) {
                add_share(names, 1.0, &mut shared);
            } else {
                for (word, similarity) in terms.near(term) {
                    add_share(names_with(word).unwrap_or_default(), similarity, &mut shared);
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
        let suggestions = nearest.suggestions();
        if suggestions.is_empty() { self.containing(wanted, names_with) } else { suggestions }
    }

    /// The roles with names that contain all of these words, those with the most such names first: `后端` is a part of the names of
    /// backend developers, and similar to none of them. None where such names are of many roles: `Engineer` says nothing.
    fn containing<'t>(&'t self, wanted: &Folded, names_with: impl Fn(&str) -> Option<&'t [u32]>) -> Vec<Suggestion> {
        let mut common: Option<Vec<u32>> = None;
        for_each_term(wanted, |term| {
            let names = names_with(term).filter(|names| names.len() <= MAX_NAMES_PER_TERM);
            let names = names.unwrap_or_default();
            common = Some(match common.take() {
                Some(common) => common.into_iter().filter(|name| names.binary_search(name).is_ok()).collect(),
                None => names.to_vec(),
            });
        });
        let common = common.unwrap_or_default();
        let mut counts: HashMap<(&str, &str), usize> = HashMap::default();
        for (role, show, _) in common.iter().filter_map(|at| self.names.get(usize::try_from(*at).ok()?)) {
            *counts.entry((role, show)).or_default() += 1;
        }
        let mut roles: Vec<(&str, &str, usize)> =
            counts.into_iter().map(|((role, show), count)| (role, show, count)).collect();
        roles.sort_unstable_by(|(one, _, count), (other, _, other_count)| other_count.cmp(count).then(one.cmp(other)));
        let most = roles.first().map_or(0, |(.., count)| *count);
        if most * MIN_SHARE_OF_FIRST_ROLE < common.len() {
            return Vec::new();
        }
        roles.retain(|(.., count)| count * MIN_SHARE_OF_OTHER_ROLE >= most);
        let suggestion = |(id, show, _): (&str, &str, usize)| Suggestion { id: id.to_owned(), name: show.to_owned() };
        roles.into_iter().take(MAX_SUGGESTIONS).map(suggestion).collect()
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
pub(in crate::names) fn has_reduced_form(kind: NameKind, all: &Folded, parsed: &Parsed) -> bool {
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
