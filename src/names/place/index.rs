//! Cities in files. Every name is hashed once; reading a cell reads no table.

use super::address::AddressReader;
use super::location::LocationReader;
use super::no_place::NoPlace;
use super::place_names::PlaceNames;
use super::places::{fold_address, nearest_cities, suggestion};
use crate::names::match_kind::MatchKind;
use crate::names::near::nearest::Suggestion;
use crate::names::text::fold::{Folded, tokens};
use crate::names::text::separators::is_separating_hyphen;
use crate::names::text::words::{NameWords, WordLists};
use crate::pack::{DataError, Pack, PlaceKind, WordFunction};

/// Reads the city cells of files by the rules of [`crate::names::Places`]. It can be shared between threads.
#[derive(Debug)]
pub struct PlaceIndex<'p> {
    names: PlaceNames<'p>,
    words: NameWords,
}

/// Why a city cell names no city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCity<'p> {
    /// The cell is empty.
    Empty,
    /// No city of the pack has such a name.
    Unknown,
    /// The cell has a name that several cities have.
    Ambiguous,
    /// The cell names several cities, each by a name of its own.
    TwoCities,
    /// The cell names a province, given by id, and no city.
    Province(&'p str),
}

/// Characters between a city and its districts, province or country.
const PLACE_SEPARATORS: [char; 17] =
    ['·', '•', '・', ',', '，', '、', '/', '|', ';', '；', '(', '（', '[', '【', '_', '—', '–'];

/// Characters that begin a remark behind a place.
const REMARK_MARKS: [char; 4] = ['(', '（', '[', '【'];

impl<'p> PlaceIndex<'p> {
    /// An index of the places of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack) -> Result<Self, DataError> {
        Ok(PlaceIndex { names: PlaceNames::new(pack)?, words: NameWords::for_files(pack)? })
    }

    /// The city that a cell names.
    ///
    /// # Errors
    /// [`NoCity`] when the cell names no city; a province is no city.
    pub fn read(&self, text: &str) -> Result<(&'p str, MatchKind), NoCity<'p>> {
        let (id, kind) = self.addresses().resolve(text, &fold_address(text)).map_err(|reason| match reason {
            NoPlace::Empty => NoCity::Empty,
            NoPlace::Ambiguous(_) => NoCity::Ambiguous,
            NoPlace::Several(_) => NoCity::TwoCities,
            NoPlace::Unknown => NoCity::Unknown,
        })?;
        match self.names.cities().get(id).map(|city| city.kind) {
            Some(PlaceKind::Province) => Err(NoCity::Province(id)),
            _ => Ok((id, kind)),
        }
    }

    /// Whether the places of the pack are in states.
    pub(crate) fn has_states(&self) -> bool {
        self.names.regional().is_some()
    }

    /// Whether a text is the name or the code of a state.
    pub(crate) fn is_state(&self, text: &str) -> bool {
        let kind = |id| self.names.cities().get(id).map(|place| place.kind);
        self.has_states() && self.read_state(text).is_ok_and(|(id, _)| kind(id) == Some(PlaceKind::State))
    }

    /// The state that a text names, though a city may have the same name.
    pub(crate) fn read_state(&self, text: &str) -> Result<(&'p str, MatchKind), NoCity<'p>> {
        let text = text.trim();
        if self.is_of_kind(text, PlaceKind::State) { self.read(text) } else { self.read(&format!("State of {text}")) }
    }

    /// Whether a text is the name or the code of the nation.
    pub(crate) fn is_nation(&self, text: &str) -> bool {
        self.is_of_kind(text, PlaceKind::Nation)
    }

    /// The name of the nation.
    pub(crate) fn nation(&self) -> Option<&str> {
        self.names.cities().iter().find(|place| place.kind == PlaceKind::Nation).map(|place| place.name.as_str())
    }

    fn is_of_kind(&self, text: &str, kind: PlaceKind) -> bool {
        let found = self.read(text).ok().and_then(|(id, _)| self.names.cities().get(id));
        found.is_some_and(|place| place.kind == kind)
    }

    /// The part of a cell that should be the name of a city, without province and districts. In a pack with states the state is a
    /// part of it: `Plano, TX` of `Plano, TX 75024`.
    ///
    /// It lets `重庆·沙坪坝区` and `重庆` count as the same unknown city, which needs one alias.
    #[must_use]
    pub fn city_part<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim();
        if self.names.regional().is_some() {
            // The state belongs to the name of the city. A postal code or a remark behind it does not.
            let end = text.find(REMARK_MARKS).filter(|at| *at > 0).unwrap_or(text.len());
            let place = text.get(..end).unwrap_or(text);
            let name =
                place.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | ','));
            return if name.is_empty() { text } else { name };
        }
        let part = text.split(PLACE_SEPARATORS).map(str::trim).find(|part| !part.is_empty()).unwrap_or(text);
        let part = before_hyphen(part);
        if part.is_ascii() || tokens(part).joined() != part {
            return part;
        }
        let segments = self.words().place_segments(part);
        let of_province = |ending: &Option<WordFunction>| *ending == Some(WordFunction::ProvinceSuffix);
        let behind = segments.iter().find(|(_, ending)| !of_province(ending));
        match behind {
            Some((segment, Some(WordFunction::CitySuffix))) => segment,
            Some((segment, _)) => part.find(segment).and_then(|at| part.get(at..)).unwrap_or(part),
            None => part,
        }
    }

    /// The cities that a cell could mean; if it names none, those whose names are nearest to its city part, the nearest first.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Vec<Suggestion> {
        let cities = self.names.cities();
        match self.addresses().resolve(text, &fold_address(text)) {
            Err(NoPlace::Ambiguous(ids) | NoPlace::Several(ids)) => {
                ids.iter().filter_map(|id| cities.get(id)).map(suggestion).collect()
            }
            _ => {
                let part = self.city_part(text);
                if fold_address(part).is_empty() { Vec::new() } else { nearest_cities(cities, None, part) }
            }
        }
    }

    /// Whether a whole text is a location, which may lie outside the pack.
    pub(in crate::names) fn is_location(&self, text: &Folded) -> bool {
        LocationReader { names: &self.names, words: self.words() }.is_location(text)
    }

    /// The words of the pack.
    pub(in crate::names) fn words(&self) -> WordLists<'_> {
        self.words.loaded()
    }

    fn addresses(&self) -> AddressReader<'_, 'p> {
        AddressReader { names: &self.names, words: self.words(), is_list: false }
    }
}

/// The text before the first hyphen that separates places.
fn before_hyphen(text: &str) -> &str {
    for (at, mark) in text.char_indices() {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let (last, next) = (before.chars().next_back(), rest.chars().nth(1));
        if is_separating_hyphen(mark, last.unwrap_or(' '), next.unwrap_or(' ')) && !before.is_empty() {
            return before.trim_end();
        }
    }
    text
}
