//! Cities and provinces in addresses.

use std::sync::OnceLock;

use super::address::AddressReader;
use super::fold::{Folded, Token, has_key, tokens};
use super::match_kind::MatchKind;
use super::nearest::{Suggestion, nearest};
use super::place_names::PlaceNames;
use super::regional_names::{PlacesMeant, RegionalNames};
use super::unresolved::{Unresolved, UnresolvedReason};
use super::words::{NameWords, WordLists};
use crate::once_lock::get_or_try_init;
use crate::pack::{City, CityAlias, DataError, Pack, Record, Table, WordPart};

/// Reads the place in an address. City names are tried before the aliases are read, because most requests need none.
#[derive(Debug)]
pub struct Places<'p> {
    pack: &'p Pack,
    words: &'p NameWords,
    names: OnceLock<PlaceNames<'p>>,
}

/// The longest text that is read as an address, in bytes.
const MAX_ADDRESS_LEN: usize = 400;

/// The longest Chinese name of a place, in characters.
const MAX_NAME_CHARS: usize = 12;

/// The longest Chinese run that is read, in characters. The work grows with the ways in which it divides into names.
const MAX_RUN_CHARS: usize = 64;

/// The parts of words that name no place when they stand alone.
const FILLER_PARTS: [WordPart; 3] = [WordPart::Noise, WordPart::CitySuffix, WordPart::ProvinceSuffix];

impl<'p> Places<'p> {
    /// A reader for the places of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack, words: &'p NameWords) -> Result<Self, DataError> {
        pack.cities()?;
        Ok(Places { pack, words, names: OnceLock::new() })
    }

    /// The place that an address names: a city, or a province when it names no city.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside; [`DataError`] outside when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<(&'p str, MatchKind), Unresolved>, DataError> {
        let (cities, all) = (self.pack.cities()?, fold_address(text));
        Ok(self.find(text, &all)?.map_err(|reason| {
            let nearest = match &reason {
                UnresolvedReason::Ambiguous(ids) => {
                    ids.iter().filter_map(|id| cities.get(id)).map(suggestion).collect()
                }
                UnresolvedReason::Unknown if !all.is_empty() => {
                    nearest_cities(cities, self.pack.city_aliases().ok(), text)
                }
                _ => Vec::new(),
            };
            Unresolved { what: "city", text: text.to_owned(), reason, nearest }
        }))
    }

    /// The ids of the cities that a text may mean: one, several where it is ambiguous, none where it is unknown. No nearest names are
    /// sought, which takes longer.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(crate) fn meant(&self, text: &str) -> Result<Vec<String>, DataError> {
        Ok(match self.find(text, &fold_address(text))? {
            Ok((id, _)) => vec![id.to_owned()],
            Err(UnresolvedReason::Ambiguous(ids)) => ids,
            Err(_) => Vec::new(),
        })
    }

    /// The city that a text means, folded in `all`.
    fn find(&self, text: &str, all: &Folded) -> Result<Result<(&'p str, MatchKind), UnresolvedReason>, DataError> {
        let cities = self.pack.cities()?;
        let whole = all.joined();
        let named =
            |city: &&Record<City>| [&city.id, &city.name, &city.name_zh].iter().any(|name| has_key(name, whole));
        // Only the aliases of overlays win over names, so that without overlays no alias has to be read.
        if !self.pack.has_overlays()
            && let Some(city) = cities.iter().find(named).filter(|_| !all.is_empty())
        {
            return Ok(Ok((&city.id, MatchKind::Exact)));
        }
        // Most texts are a name alone. The other names are needed for longer ones only.
        if let Some(PlacesMeant::One(id, kind)) = RegionalNames::alone_in(self.pack, whole)? {
            return Ok(Ok((id, kind)));
        }
        let names = get_or_try_init(&self.names, || PlaceNames::new(self.pack))?;
        let reader = AddressReader { names, words: self.words.for_addresses(self.pack)?, is_list: true };
        Ok(reader.resolve(text, all))
    }
}

/// The tokens of an address; none when it is too long.
pub(super) fn fold_address(text: &str) -> Folded {
    if text.len() <= MAX_ADDRESS_LEN { tokens(text) } else { Folded::default() }
}

fn suggestion(city: &Record<City>) -> Suggestion {
    Suggestion { id: city.id.owned(), name: city.name.owned() }
}

/// The cities whose names, or `aliases` where given, are nearest to a text. Provinces have no price and are not suggested.
pub(super) fn nearest_cities(cities: &Table<City>, aliases: Option<&Table<CityAlias>>, text: &str) -> Vec<Suggestion> {
    let is_city = |city: &&Record<City>| city.kind.has_figures() || city.kind.is_city();
    let own = cities.iter().filter(is_city);
    let own = own
        .flat_map(|city| [&city.name, &city.name_zh].map(|name| (city.id.as_str(), city.name.as_str(), name.as_str())));
    let others = aliases.into_iter().flatten().filter_map(|alias| {
        let city = cities.get(&alias.id).filter(is_city)?;
        Some((city.id.as_str(), city.name.as_str(), alias.alias.as_str()))
    });
    // `Portland, OR` is a name of the city with its state and without.
    let others = others.flat_map(|(id, name, alias)| {
        let city = alias.rsplit_once(',').map(|(city, _)| (id, name, city));
        std::iter::once((id, name, alias)).chain(city)
    });
    nearest(text, own.chain(others))
}

/// What is needed to tell whether a part of a title is a location.
#[derive(Debug, Clone, Copy)]
pub(super) struct LocationReader<'a, 'p> {
    pub(super) names: &'a PlaceNames<'p>,
    pub(super) words: WordLists<'a>,
}

impl<'p> LocationReader<'_, 'p> {
    /// Reads the words at a token. Returns the places that they name and the number of tokens used: an empty list for words
    /// that name no place, `None` for an unknown word.
    fn read_word(self, all: &Folded, at: usize) -> (Option<Vec<&'p str>>, usize) {
        // `Shen Zhen` and `Shenzhen City` have two tokens each.
        for used in (1..=4).rev() {
            if let Some(id) = all.joined_range(at, used).and_then(|some| self.names.any_of_pack(some)) {
                return (Some(vec![id]), used);
            }
        }
        let Some(token) = all.get(at) else { return (None, 1) };
        let empty = self.is_filler(token) || self.words.is_word(token, &[WordPart::District]);
        (empty.then(Vec::new), 1)
    }

    fn is_filler(self, token: Token<'_>) -> bool {
        self.words.is_word(token, &FILLER_PARTS)
    }

    /// The places that a Chinese run names, such as `浙江省杭州市余杭区`; `None` when a part of it is unknown.
    fn read_run(self, run: &str, before: &[&'p str]) -> Option<Vec<&'p str>> {
        if run.chars().count() > MAX_RUN_CHARS {
            return None;
        }
        let mut found: Vec<&'p str> = Vec::new();
        for (segment, ending) in self.words.place_segments(run) {
            match self.read_segment(segment) {
                Some(places) => found.extend(places),
                // A district of a city that is known may be unknown, and so may a province.
                None if ending == Some(WordPart::District) && !(found.is_empty() && before.is_empty()) => {}
                None if ending == Some(WordPart::ProvinceSuffix) => {}
                None => return None,
            }
        }
        Some(found)
    }

    /// The places of one segment: a name, a name with a suffix, or several names.
    fn read_segment(self, segment: &str) -> Option<Vec<&'p str>> {
        if segment.is_empty() {
            return Some(Vec::new());
        }
        if let Some((id, _)) = self.names.of_pack(segment) {
            return Some(vec![id]);
        }
        if self.is_filler(Token { text: segment, han: true }) {
            return Some(Vec::new());
        }
        // The longest known name at the front, then the rest in the same way.
        let ends: Vec<usize> = segment.char_indices().skip(1).map(|(at, _)| at).take(MAX_NAME_CHARS).collect();
        for end in ends.into_iter().rev() {
            let (Some(front), Some(back)) = (segment.get(..end), segment.get(end..)) else { continue };
            let Some((id, _)) = self.names.of_pack(front) else { continue };
            if let Some(mut behind) = self.read_segment(back) {
                behind.insert(0, id);
                return Some(behind);
            }
            // In `北京朝阳区` the district may be unknown when it has two characters or more and a suffix.
            let parts = self.words.place_segments(back);
            if back.chars().count() > 2 && parts.iter().all(|(_, ending)| *ending == Some(WordPart::District)) {
                return Some(vec![id]);
            }
        }
        None
    }

    /// Whether a whole text is a location, which may lie outside the pack: `武汉市洪山区`, `Nanjing, China`.
    pub(super) fn is_location(self, text: &Folded) -> bool {
        let mut place = false;
        let mut at = 0;
        while let Some(token) = text.get(at) {
            if let Some(used) = self.words.token_count(text, at, WordPart::Place) {
                place = true;
                at += used;
                continue;
            }
            let (known, used) =
                if token.han { (self.run_is_location(token.text, place), 1) } else { self.read_word(text, at) };
            match known {
                Some(places) => place |= !places.is_empty(),
                None => return false,
            }
            at += used;
        }
        place
    }

    /// The same for a Chinese run. The districts of a place outside the pack are not known by name.
    fn run_is_location(self, run: &str, mut place: bool) -> Option<Vec<&'p str>> {
        let found = self.read_run(run, &[]);
        if found.is_some() {
            return found;
        }
        for (segment, ending) in self.words.place_segments(run) {
            let named = self.words.run_begins(segment, WordPart::Place);
            let rest = named.and_then(|name| segment.strip_prefix(name)).unwrap_or(segment);
            let inside = self.read_segment(rest);
            place |= named.is_some() || inside.as_ref().is_some_and(|places| !places.is_empty());
            let known = rest.is_empty() || ending.is_some() || inside.is_some();
            if !place || !known {
                return None;
            }
        }
        // The caller only counts the places, so that the id does not matter.
        Some(vec![""])
    }
}
