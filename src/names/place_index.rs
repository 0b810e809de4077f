//! Places for whole files: every name hashed once, nothing read after that.

use foldhash::HashMap;

use super::fold::{Folded, tokens};
use super::match_kind::MatchKind;
use super::nearest::Suggestion;
use super::places::{Atlas, every_name, nearest_city, read};
use super::unresolved::UnresolvedReason;
use super::words::{Lists, Words};
use crate::pack::{City, DataError, Pack, PlaceKind, Table, WordPart};

/// Reads the city cells of files as [`super::Places`] reads one address. It can be shared between threads.
#[derive(Debug)]
pub struct PlaceIndex<'p> {
    names: HashMap<String, (&'p str, MatchKind)>,
    cities: &'p Table<City>,
    words: Words,
}

/// Why a city cell names no city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCity<'p> {
    /// There is nothing in it.
    Empty,
    /// No city of the pack is called so.
    Unknown,
    /// It names more than one.
    Ambiguous,
    /// It names a province, this one, and no city in it.
    Province(&'p str),
}

/// Marks that part the city from what is in it or around it.
const BETWEEN_PLACES: [char; 17] =
    ['·', '•', '・', ',', '，', '、', '/', '|', ';', '；', '(', '（', '[', '【', '_', '—', '–'];

impl<'p> PlaceIndex<'p> {
    /// The places of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn new(pack: &'p Pack) -> Result<Self, DataError> {
        Ok(PlaceIndex { names: every_name(pack)?, cities: pack.cities()?, words: Words::of_files(pack)? })
    }

    /// The city that a cell names.
    ///
    /// # Errors
    /// Why it names none; a province is no city.
    pub fn read(&self, text: &str) -> Result<(&'p str, MatchKind), NoCity<'p>> {
        let (id, kind) = self.atlas().resolve(text, &read(text)).map_err(|reason| match reason {
            UnresolvedReason::Empty => NoCity::Empty,
            UnresolvedReason::Ambiguous(_) => NoCity::Ambiguous,
            UnresolvedReason::Unknown | UnresolvedReason::OtherDomain(_) => NoCity::Unknown,
        })?;
        match self.cities.get(id).map(|city| city.kind) {
            Some(PlaceKind::Province) => Err(NoCity::Province(id)),
            _ => Ok((id, kind)),
        }
    }

    /// The part of a cell that should be the name of a city: what stands before its districts and after its province.
    ///
    /// `重庆·沙坪坝区` and `重庆` are one city that the pack lacks, and want one alias.
    #[must_use]
    pub fn city_part<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim();
        let part = text.split(BETWEEN_PLACES).map(str::trim).find(|part| !part.is_empty()).unwrap_or(text);
        let part = before_hyphen(part);
        if part.is_ascii() || tokens(part).joined() != part {
            return part;
        }
        let segments = self.words().place_segments(part);
        let of_province = |ending: &Option<WordPart>| *ending == Some(WordPart::ProvinceSuffix);
        let behind = segments.iter().find(|(_, ending)| !of_province(ending));
        match behind {
            Some((segment, Some(WordPart::CitySuffix))) => segment,
            Some((segment, _)) => part.find(segment).and_then(|at| part.get(at..)).unwrap_or(part),
            None => part,
        }
    }

    /// The cities whose names are nearest to the city part of a cell, the nearest first.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Vec<Suggestion> {
        let part = self.city_part(text);
        if read(part).is_empty() { Vec::new() } else { nearest_city(self.cities, None, part) }
    }

    /// Whether all of a text says where something is, places outside the pack too.
    pub(super) fn says_where(&self, text: &Folded) -> bool {
        self.atlas().says_where(text)
    }

    /// The words of the pack.
    pub(super) fn words(&self) -> Lists<'_> {
        self.words.loaded()
    }

    fn atlas(&self) -> Atlas<'_, 'p> {
        Atlas { names: &self.names, cities: self.cities, words: self.words() }
    }
}

/// What stands before a hyphen that parts places, not the halves of a name such as `Stratford-upon-Avon`.
fn before_hyphen(text: &str) -> &str {
    for (at, mark) in text.char_indices() {
        if !matches!(mark, '-' | '－' | '~') {
            continue;
        }
        let (before, after) =
            (text.get(..at).unwrap_or_default(), text.get(at + mark.len_utf8()..).unwrap_or_default());
        let joins = |side: Option<char>| side.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let parts = !joins(before.chars().next_back()) || !joins(after.chars().next());
        if parts && !before.is_empty() {
            return before.trim_end();
        }
    }
    text
}
