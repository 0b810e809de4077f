//! The names of places: those of the pack, and those of the gazetteer, which tell that an address lies elsewhere.

use foldhash::HashMap;

use super::regional_names::{PlacesMeant, RegionalNames};
use crate::names::match_kind::MatchKind;
use crate::names::text::fold::key;
use crate::pack::{City, DataError, GazetteerKind, Pack, PackTable, PlaceKind};

/// The longest Chinese name of a place, in characters.
pub(super) const MAX_NAME_CHARS: usize = 12;

/// The most tokens of a name in Latin letters.
pub(super) const MAX_NAME_TOKENS: usize = 4;

/// The longest Chinese run in which names are searched, in characters. The work grows with the ways in which it divides.
pub(super) const MAX_RUN_CHARS: usize = 64;

/// The names of places, folded. Of two equal names the first counts.
#[derive(Debug)]
pub(super) struct PlaceNames<'p> {
    of_pack: HashMap<String, (&'p str, MatchKind)>,
    /// The aliases that several places have, each with all of them.
    ambiguous: HashMap<String, Vec<&'p str>>,
    /// The names of a pack with states, which replace all others.
    regional: Option<RegionalNames<'p>>,
    outside: HashMap<String, OutsidePlace<'p>>,
    /// The province of each city of the pack that the gazetteer has.
    provinces: HashMap<&'p str, &'p str>,
    cities: &'p PackTable<City>,
}

/// What a name means that is no name of the pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OutsidePlace<'p> {
    /// Whether it is a city or country.
    pub(super) is_elsewhere: bool,
    /// The provinces that it may be; a code may mean several.
    pub(in crate::names) provinces: Vec<&'p str>,
}

/// What a name in an address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NamedPlace<'a, 'p> {
    /// A city of the pack; `is_own_name` when it is the name and no alias, which may be that of a district.
    City { id: &'p str, is_own_name: bool },
    /// Work from any place.
    Remote(&'p str),
    /// A province of the pack.
    Province(&'p str),
    /// A place that the pack does not have.
    Outside(&'a OutsidePlace<'p>),
}

impl<'p> PlaceNames<'p> {
    /// The names of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &'p Pack) -> Result<Self, DataError> {
        let cities = pack.cities()?;
        let mut outside: HashMap<String, OutsidePlace<'p>> = HashMap::default();
        let mut provinces = HashMap::default();
        if let Some(regional) = RegionalNames::new(pack)? {
            let (of_pack, ambiguous) = (HashMap::default(), HashMap::default());
            return Ok(PlaceNames { of_pack, ambiguous, regional: Some(regional), outside, provinces, cities });
        }
        let (of_pack, ambiguous) = names_of_pack(pack)?;
        for place in pack.gazetteer()? {
            // The Chinese names of cities differ, the English ones need not: `Suzhou` is in two provinces.
            let name = if place.name_zh.is_empty() { &place.name } else { &place.name_zh };
            if place.kind == GazetteerKind::City
                && let Some((id, _)) = of_pack.get(&key(name))
            {
                provinces.entry(*id).or_insert(place.province.as_str());
                continue;
            }
            for name in [&place.name, &place.name_zh] {
                let key = key(name);
                if key.is_empty() || of_pack.contains_key(&key) {
                    continue;
                }
                let known = outside.entry(key).or_default();
                if place.kind == GazetteerKind::Province {
                    known.provinces.push(&place.province);
                } else {
                    known.is_elsewhere = true;
                }
            }
        }
        Ok(PlaceNames { of_pack, ambiguous, regional: None, outside, provinces, cities })
    }

    /// The place of the pack that a folded name names.
    pub(super) fn of_pack(&self, name: &str) -> Option<(&'p str, MatchKind)> {
        let Some(regional) = &self.regional else { return self.of_pack.get(name).copied() };
        match regional.alone(name) {
            PlacesMeant::One(id, kind) => Some((id, kind)),
            PlacesMeant::Ambiguous(_) | PlacesMeant::Several(_) | PlacesMeant::Unknown => None,
        }
    }

    /// The places that share a folded alias.
    pub(super) fn sharing(&self, name: &str) -> Option<&[&'p str]> {
        self.ambiguous.get(name).map(Vec::as_slice)
    }

    /// Whether a place of the pack, or several, have this folded name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        match &self.regional {
            None => self.of_pack(name).is_some() || self.sharing(name).is_some(),
            Some(regional) => regional.alone(name) != PlacesMeant::Unknown,
        }
    }

    /// The names of a pack with states.
    pub(super) fn regional(&self) -> Option<&RegionalNames<'p>> {
        self.regional.as_ref()
    }

    /// What a folded name means in an address.
    pub(in crate::names) fn get(&self, name: &str) -> Option<NamedPlace<'_, 'p>> {
        let Some((id, kind)) = self.of_pack(name) else {
            return self.outside.get(name).map(NamedPlace::Outside);
        };
        Some(match self.cities.get(id).map(|city| city.kind) {
            Some(PlaceKind::Province) => NamedPlace::Province(id),
            Some(PlaceKind::Remote) => NamedPlace::Remote(id),
            _ => NamedPlace::City { id, is_own_name: kind == MatchKind::Exact },
        })
    }

    /// The province of a city of the pack, if it is known.
    pub(super) fn province_of(&self, city: &str) -> Option<&'p str> {
        self.provinces.get(city).copied()
    }

    /// The places of the pack.
    pub(in crate::names) fn cities(&self) -> &'p PackTable<City> {
        self.cities
    }
}

/// The meaning of each name that has one, and the places of each alias that has several.
type OwnNames<'p> = (HashMap<String, (&'p str, MatchKind)>, HashMap<String, Vec<&'p str>>);

fn names_of_pack(pack: &Pack) -> Result<OwnNames<'_>, DataError> {
    let mut names: HashMap<String, (&str, MatchKind)> = HashMap::default();
    let mut add = |name: &str, id, kind| {
        let key = key(name);
        if !key.is_empty() {
            names.entry(key).or_insert((id, kind));
        }
    };
    // An alias of an overlay wins over every other name.
    for alias in pack.overlay_rows(pack.city_aliases()?) {
        add(&alias.alias, alias.id.as_str(), MatchKind::Alias);
    }
    for city in pack.cities()? {
        [&city.id, &city.name, &city.name_zh]
            .into_iter()
            .for_each(|name| add(name, city.id.as_str(), MatchKind::Exact));
    }
    let mut ambiguous: HashMap<String, Vec<&str>> = HashMap::default();
    for alias in pack.city_aliases()? {
        let name = key(&alias.alias);
        let known = names.get(&name);
        let is_other = known.is_some_and(|(id, kind)| *kind == MatchKind::Alias && alias.id != **id);
        if is_other && !ambiguous.contains_key(&name) {
            // Of two aliases that differ when written the first counts.
            let same = pack.city_aliases()?.iter().filter(|other| other.alias == *alias.alias);
            let ids: Vec<&str> = same.map(|other| other.id.as_str()).collect();
            if known.is_some_and(|(first, _)| ids.contains(first)) {
                ambiguous.insert(name, ids);
            }
        } else if known.is_none() && !name.is_empty() {
            names.insert(name, (alias.id.as_str(), MatchKind::Alias));
        }
    }
    for name in ambiguous.keys() {
        names.remove(name);
    }
    Ok((names, ambiguous))
}
