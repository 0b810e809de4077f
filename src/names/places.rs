//! Cities and provinces, as addresses name them.

use std::sync::OnceLock;

use foldhash::HashMap;

use super::fold::{Folded, Token, has_key, key, tokens};
use super::match_kind::MatchKind;
use super::nearest::{Suggestion, nearest};
use super::unresolved::{Unresolved, UnresolvedReason};
use super::words::{Lists, Words};
use crate::once_lock::get_or_try_init;
use crate::pack::{City, CityAlias, DataError, Pack, PlaceKind, Record, Table, WordPart};

/// Reads the names of places. Names come before their aliases, which a common question never needs.
#[derive(Debug)]
pub struct Places<'p> {
    pack: &'p Pack,
    words: &'p Words,
    names: OnceLock<HashMap<String, (&'p str, MatchKind)>>,
}

/// Longest text that is looked at; what is longer is no address.
const LONGEST_ADDRESS: usize = 400;

/// Letters of the longest name of a place in a script without blanks.
const LONGEST_NAME: usize = 12;

/// Letters of the longest run without blanks that is looked at: how it divides into names is tried out.
const LONGEST_RUN: usize = 64;

/// Words that say nothing about where when they stand alone.
const EMPTY: [WordPart; 3] = [WordPart::Noise, WordPart::CitySuffix, WordPart::ProvinceSuffix];

impl<'p> Places<'p> {
    /// A reader for the places of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack, words: &'p Words) -> Result<Self, DataError> {
        pack.cities()?;
        Ok(Places { pack, words, names: OnceLock::new() })
    }

    /// The place that an address names: the city, or the province when there is no city in it.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside, or [`DataError`] outside, when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<(&'p str, MatchKind), Unresolved>, DataError> {
        let cities = self.pack.cities()?;
        let all = read(text);
        let whole = all.joined();
        let named =
            |city: &&Record<City>| [&city.id, &city.name, &city.name_zh].iter().any(|name| has_key(name, whole));
        // Without overlays no alias comes before a name, and the aliases need not be read for one.
        if !self.pack.has_overlays()
            && let Some(city) = cities.iter().find(named).filter(|_| !all.is_empty())
        {
            return Ok(Ok((&city.id, MatchKind::Exact)));
        }
        let names = get_or_try_init(&self.names, || every_name(self.pack))?;
        let atlas = Atlas { names, cities, words: self.words.lists(self.pack, &all)? };
        Ok(atlas.resolve(text, &all).map_err(|reason| {
            let nearest = match &reason {
                UnresolvedReason::Ambiguous(ids) => {
                    ids.iter().filter_map(|id| cities.get(id)).map(suggestion).collect()
                }
                UnresolvedReason::Unknown if !all.is_empty() => {
                    nearest_city(cities, self.pack.city_aliases().ok(), text)
                }
                _ => Vec::new(),
            };
            Unresolved { what: "city", text: text.to_owned(), reason, nearest }
        }))
    }
}

/// The words of an address; none when it is too long to be one.
pub(super) fn read(text: &str) -> Folded {
    if text.len() <= LONGEST_ADDRESS { tokens(text) } else { Folded::default() }
}

/// Every folded name of a place. Of two that are alike the first stays, an overlay's alias before all others.
pub(super) fn every_name(pack: &Pack) -> Result<HashMap<String, (&str, MatchKind)>, DataError> {
    let mut names = HashMap::default();
    let mut add = |name: &str, id, kind| {
        let key = key(name);
        if !key.is_empty() {
            names.entry(key).or_insert((id, kind));
        }
    };
    // What an overlay says of a name wins over everything else.
    for alias in pack.overlay_rows(pack.city_aliases()?) {
        add(&alias.alias, alias.id.as_str(), MatchKind::Alias);
    }
    for city in pack.cities()? {
        [&city.id, &city.name, &city.name_zh]
            .into_iter()
            .for_each(|name| add(name, city.id.as_str(), MatchKind::Exact));
    }
    for alias in pack.city_aliases()? {
        add(&alias.alias, alias.id.as_str(), MatchKind::Alias);
    }
    Ok(names)
}

fn suggestion(city: &Record<City>) -> Suggestion {
    Suggestion { id: city.id.owned(), name: city.name.owned() }
}

/// The cities whose names are nearest to a text, those of their parts among them where aliases are given. A province has no
/// price and is not suggested.
pub(super) fn nearest_city(cities: &Table<City>, aliases: Option<&Table<CityAlias>>, text: &str) -> Vec<Suggestion> {
    let is_city = |city: &&Record<City>| city.kind == PlaceKind::City;
    let own = cities.iter().filter(is_city);
    let own = own
        .flat_map(|city| [&city.name, &city.name_zh].map(|name| (city.id.as_str(), city.name.as_str(), name.as_str())));
    let others = aliases.into_iter().flatten().filter_map(|alias| {
        let city = cities.get(&alias.id).filter(is_city)?;
        Some((city.id.as_str(), city.name.as_str(), alias.alias.as_str()))
    });
    nearest(text, own.chain(others))
}

/// Everything that is needed to read addresses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atlas<'a, 'p> {
    pub(super) names: &'a HashMap<String, (&'p str, MatchKind)>,
    pub(super) cities: &'p Table<City>,
    pub(super) words: Lists<'a>,
}

impl<'p> Atlas<'_, 'p> {
    /// The place that an address names, or why it names none.
    pub(super) fn resolve(self, text: &str, all: &Folded) -> Result<(&'p str, MatchKind), UnresolvedReason> {
        if all.is_empty() {
            let reason = if text.trim().is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
            return Err(reason);
        }
        if let Some(place) = self.names.get(all.joined()) {
            return Ok(*place);
        }
        let mut found: Vec<&'p str> = Vec::new();
        let mut at = 0;
        while let Some(token) = all.get(at) {
            let (places, used) = if token.han { (self.run(token.text, &found), 1) } else { self.word(all, at) };
            found.extend(places.ok_or(UnresolvedReason::Unknown)?);
            at += used;
        }
        let mut cities = self.of_kind(&found, PlaceKind::City);
        if cities.is_empty() {
            cities = self.of_kind(&found, PlaceKind::Province);
        }
        match cities.as_slice() {
            [only] => Ok((*only, MatchKind::Alias)),
            [] => Err(UnresolvedReason::Unknown),
            several => Err(UnresolvedReason::Ambiguous(several.iter().map(|id| (*id).to_owned()).collect())),
        }
    }

    /// The different places of a kind among those found.
    fn of_kind(self, found: &[&'p str], kind: PlaceKind) -> Vec<&'p str> {
        let mut out: Vec<&'p str> = Vec::new();
        for id in found {
            if !out.contains(id) && self.cities.get(id).is_some_and(|city| city.kind == kind) {
                out.push(id);
            }
        }
        out
    }

    /// What the first of some words names: the places (none when it says nothing about where) and how many words that took.
    /// `None` for a word that nobody knows.
    fn word(self, all: &Folded, at: usize) -> (Option<Vec<&'p str>>, usize) {
        // `Shen Zhen` and `Shenzhen City` are two words each.
        for used in (1..=4).rev() {
            if let Some((id, _)) = all.joined_some(at, used).and_then(|some| self.names.get(some)) {
                return (Some(vec![id]), used);
            }
        }
        let Some(token) = all.get(at) else { return (None, 1) };
        let empty = self.is_empty(token) || self.words.is(token, WordPart::District);
        (empty.then(Vec::new), 1)
    }

    fn is_empty(self, token: Token<'_>) -> bool {
        EMPTY.iter().any(|part| self.words.is(token, *part))
    }

    /// What a run without blanks names, such as `浙江省杭州市余杭区`; `None` when some of it is unknown.
    fn run(self, run: &str, before: &[&'p str]) -> Option<Vec<&'p str>> {
        if run.chars().count() > LONGEST_RUN {
            return None;
        }
        let mut found: Vec<&'p str> = Vec::new();
        for (segment, ending) in self.words.place_segments(run) {
            match self.segment(segment) {
                Some(places) => found.extend(places),
                // A part of a city that is already known needs no name of its own; nor does a province above one to come.
                None if ending == Some(WordPart::District) && !(found.is_empty() && before.is_empty()) => {}
                None if ending == Some(WordPart::ProvinceSuffix) => {}
                None => return None,
            }
        }
        Some(found)
    }

    /// The places of one segment: a name, a name with an ending, or names one after the other.
    fn segment(self, segment: &str) -> Option<Vec<&'p str>> {
        if segment.is_empty() {
            return Some(Vec::new());
        }
        if let Some((id, _)) = self.names.get(segment) {
            return Some(vec![id]);
        }
        if self.is_empty(Token { text: segment, han: true }) {
            return Some(Vec::new());
        }
        // The longest known name at the front, then the same with what follows it.
        let ends: Vec<usize> = segment.char_indices().skip(1).map(|(at, _)| at).take(LONGEST_NAME).collect();
        for end in ends.into_iter().rev() {
            let (Some(front), Some(back)) = (segment.get(..end), segment.get(end..)) else { continue };
            let Some((id, _)) = self.names.get(front) else { continue };
            if let Some(mut behind) = self.segment(back) {
                behind.insert(0, id);
                return Some(behind);
            }
            // `北京朝阳区`: the part of the city may be unknown, a name of two letters or more with an ending.
            let parts = self.words.place_segments(back);
            if back.chars().count() > 2 && parts.iter().all(|(_, ending)| *ending == Some(WordPart::District)) {
                return Some(vec![id]);
            }
        }
        None
    }

    /// Whether all of a text says where something is, places outside the pack too: `武汉市洪山区`, `Nanjing, China`.
    pub(super) fn says_where(self, text: &Folded) -> bool {
        let mut place = false;
        let mut at = 0;
        while let Some(token) = text.get(at) {
            if let Some(used) = self.words.begins(text, at, WordPart::Place) {
                place = true;
                at += used;
                continue;
            }
            let (known, used) =
                if token.han { (self.run_says_where(token.text, place), 1) } else { self.word(text, at) };
            match known {
                Some(places) => place |= !places.is_empty(),
                None => return false,
            }
            at += used;
        }
        place
    }

    /// The same for a run without blanks; in it, the parts of a place outside the pack are not known by name.
    fn run_says_where(self, run: &str, mut place: bool) -> Option<Vec<&'p str>> {
        let found = self.run(run, &[]);
        if found.is_some() {
            return found;
        }
        for (segment, ending) in self.words.place_segments(run) {
            let named = self.words.run_begins(segment, WordPart::Place);
            let rest = named.and_then(|name| segment.strip_prefix(name)).unwrap_or(segment);
            let inside = self.segment(rest);
            place |= named.is_some() || inside.as_ref().is_some_and(|places| !places.is_empty());
            let known = rest.is_empty() || ending.is_some() || inside.is_some();
            if !place || !known {
                return None;
            }
        }
        // Some id stands for a place that has none; only whether there is one counts.
        Some(vec![""])
    }
}
