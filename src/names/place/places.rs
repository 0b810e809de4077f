//! Cities and provinces in addresses.

use std::sync::OnceLock;

use super::address::AddressReader;
use super::place_names::PlaceNames;
use super::regional_names::{PlacesMeant, RegionalNames};
use crate::names::match_kind::MatchKind;
use crate::names::near::nearest::{Suggestion, nearest};
use crate::names::text::fold::{Folded, has_key, tokens};
use crate::names::text::words::NameWords;
use crate::names::unresolved::{Unresolved, UnresolvedReason};
use crate::once_lock::get_or_try_init;
use crate::pack::{City, CityAlias, DataError, Pack, PackTable, Record};

/// Reads the place in an address. City names are tried before the aliases are read, because most requests need none.
#[derive(Debug)]
pub struct Places<'p> {
    pack: &'p Pack,
    words: &'p NameWords,
    names: OnceLock<PlaceNames<'p>>,
}

/// The longest text that is read as an address, in bytes.
const MAX_ADDRESS_LEN: usize = 400;

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

    /// The ids of the cities that a text may mean: one, several where it is ambiguous, none where it is unknown. No nearest names
    /// are sought, which takes longer.
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
        Ok(reader.resolve(text, all).map_err(UnresolvedReason::from))
    }
}

/// The tokens of an address; none when it is too long.
pub(super) fn fold_address(text: &str) -> Folded {
    if text.len() <= MAX_ADDRESS_LEN { tokens(text) } else { Folded::default() }
}

/// A city as a suggestion.
pub(super) fn suggestion(city: &Record<City>) -> Suggestion {
    Suggestion { id: city.id.owned(), name: city.name.owned() }
}

/// The cities whose names, or `aliases` where given, are nearest to a text. Provinces have no price and are not suggested.
pub(super) fn nearest_cities(
    cities: &PackTable<City>,
    aliases: Option<&PackTable<CityAlias>>,
    text: &str,
) -> Vec<Suggestion> {
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
