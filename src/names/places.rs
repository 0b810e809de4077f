//! Cities and provinces, as addresses name them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::{Token, has_key, joined, key, tokens};
use super::nearest::nearest;
use super::titles::kept;
use super::words::Words;
use super::{MatchKind, Unresolved, UnresolvedReason};
use crate::pack::{City, DataError, Pack, PlaceKind, Record, WordPart};

/// Reads the names of places. Names come before their aliases, which a common question never needs.
#[derive(Debug)]
pub struct Places<'p> {
    pack: &'p Pack,
    words: &'p Words,
    aliases: OnceLock<HashMap<String, &'p str>>,
}

/// Longest text that is looked at; what is longer is no address.
const LONGEST_ADDRESS: usize = 400;

/// Letters of the longest name of a place in a script without blanks.
const LONGEST_NAME: usize = 12;

/// Puts a name under its folded form; the first of two that are alike stays.
fn add<'p>(names: &mut HashMap<String, &'p str>, name: &str, id: &'p str) {
    let key = key(name);
    if !key.is_empty() {
        names.entry(key).or_insert(id);
    }
}

/// Words that say nothing about where when they stand alone.
const EMPTY: [WordPart; 3] = [WordPart::Noise, WordPart::CitySuffix, WordPart::ProvinceSuffix];

impl<'p> Places<'p> {
    /// A reader for the places of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack, words: &'p Words) -> Result<Self, DataError> {
        pack.cities()?;
        Ok(Places { pack, words, aliases: OnceLock::new() })
    }

    /// The place with this folded name or alias.
    fn known(&self, key: &str) -> Result<Option<(&'p str, MatchKind)>, DataError> {
        let named = |city: &&Record<City>| [&city.id, &city.name, &city.name_zh].iter().any(|name| has_key(name, key));
        if let Some(city) = self.pack.cities()?.iter().find(named) {
            return Ok(Some((&city.id, MatchKind::Exact)));
        }
        let aliases = kept(&self.aliases, || {
            let mut aliases = HashMap::new();
            for alias in self.pack.city_aliases()? {
                add(&mut aliases, &alias.alias, &alias.id);
            }
            Ok(aliases)
        })?;
        Ok(aliases.get(key).map(|id| (*id, MatchKind::Alias)))
    }

    /// The place that an address names: the city, or the province when there is no city in it.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside, or [`DataError`] outside, when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<(&'p str, MatchKind), Unresolved>, DataError> {
        let unresolved = |reason, nearest| Err(Unresolved { what: "city", text: text.to_owned(), reason, nearest });
        let all = if text.len() <= LONGEST_ADDRESS { tokens(text) } else { Vec::new() };
        if all.is_empty() {
            let reason = if text.trim().is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
            return Ok(unresolved(reason, Vec::new()));
        }
        if let Some(place) = self.known(&joined(&all))? {
            return Ok(Ok(place));
        }
        let mut found: Vec<&'p str> = Vec::new();
        let mut known = true;
        let mut rest = all.as_slice();
        while let Some((token, after)) = rest.split_first() {
            let (place, used) = if token.han { (self.run(&token.text, &found)?, 1) } else { self.word(rest)? };
            match place {
                Some(places) => found.extend(places),
                None => known = false,
            }
            rest = rest.get(used..).unwrap_or(after);
        }
        let mut cities = self.of_kind(&found, PlaceKind::City)?;
        if cities.is_empty() {
            cities = self.of_kind(&found, PlaceKind::Province)?;
        }
        Ok(match (known, cities.as_slice()) {
            (true, [only]) => Ok((*only, MatchKind::Alias)),
            (true, [_, _, ..]) => unresolved(UnresolvedReason::Ambiguous, Vec::new()),
            _ => unresolved(UnresolvedReason::Unknown, self.nearest(text)?),
        })
    }

    /// The different places of a kind among those found.
    fn of_kind(&self, found: &[&'p str], kind: PlaceKind) -> Result<Vec<&'p str>, DataError> {
        let mut out: Vec<&'p str> = Vec::new();
        for id in found {
            if !out.contains(id) && self.pack.cities()?.get(id).is_some_and(|city| city.kind == kind) {
                out.push(id);
            }
        }
        Ok(out)
    }

    /// What the first of some words names: the places (none when it says nothing about where) and how many words that took.
    /// `None` for a word that nobody knows.
    fn word(&self, rest: &[Token]) -> Result<(Option<Vec<&'p str>>, usize), DataError> {
        // `Shen Zhen` and `Shenzhen City` are two words each.
        for used in (1..=rest.len().min(4)).rev() {
            let some = rest.get(..used).unwrap_or_default();
            if let Some((id, _)) = self.known(&joined(some))? {
                return Ok((Some(vec![id]), used));
            }
        }
        let Some(token) = rest.first() else { return Ok((None, 1)) };
        let empty = self.is_any(token, &EMPTY)? || self.words.is(self.pack, token, WordPart::District)?;
        Ok((empty.then(Vec::new), 1))
    }

    fn is_any(&self, token: &Token, parts: &[WordPart]) -> Result<bool, DataError> {
        for part in parts {
            if self.words.is(self.pack, token, *part)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What a run without blanks names, such as `浙江省杭州市余杭区`; `None` when some of it is unknown.
    fn run(&self, run: &str, before: &[&'p str]) -> Result<Option<Vec<&'p str>>, DataError> {
        let mut found: Vec<&'p str> = Vec::new();
        for (segment, ending) in self.words.place_segments(self.pack, run)? {
            match self.segment(segment)? {
                Some(places) => found.extend(places),
                // A part of a city that is already known needs no name of its own; nor does a province above one to come.
                None if ending == Some(WordPart::District) && !(found.is_empty() && before.is_empty()) => {}
                None if ending == Some(WordPart::ProvinceSuffix) => {}
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// The places of one segment: a name, a name with an ending, or names one after the other.
    fn segment(&self, segment: &str) -> Result<Option<Vec<&'p str>>, DataError> {
        if segment.is_empty() {
            return Ok(Some(Vec::new()));
        }
        if let Some((id, _)) = self.known(segment)? {
            return Ok(Some(vec![id]));
        }
        if self.is_any(&Token { text: segment.to_owned(), han: true }, &EMPTY)? {
            return Ok(Some(Vec::new()));
        }
        // The longest known name at the front, then the same with what follows it.
        let ends: Vec<usize> = segment.char_indices().skip(1).map(|(at, _)| at).take(LONGEST_NAME).collect();
        for end in ends.into_iter().rev() {
            let (Some(front), Some(back)) = (segment.get(..end), segment.get(end..)) else { continue };
            let Some((id, _)) = self.known(front)? else { continue };
            if let Some(mut behind) = self.segment(back)? {
                behind.insert(0, id);
                return Ok(Some(behind));
            }
            // `北京朝阳区`: the part of the city may be unknown, a name of two letters or more with an ending.
            let parts = self.words.place_segments(self.pack, back)?;
            if back.chars().count() > 2 && parts.iter().all(|(_, ending)| *ending == Some(WordPart::District)) {
                return Ok(Some(vec![id]));
            }
        }
        Ok(None)
    }

    fn nearest(&self, text: &str) -> Result<Vec<super::Suggestion>, DataError> {
        let cities = self.pack.cities()?;
        let own = cities.iter().flat_map(|city| {
            [&city.name, &city.name_zh].map(|name| (city.id.as_str(), city.name.as_str(), name.as_str()))
        });
        Ok(nearest(text, own))
    }
}
