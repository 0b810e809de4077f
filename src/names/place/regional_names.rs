//! The names of places in packs that have states: a city name means another place in each state.
//!
//! An alias such as `Portland, OR` says that the place has a city `Portland` in the state whose name or code is `OR`. So
//! `Portland` alone could mean each place with such an alias, and `Portland, Oregon` means one.

use foldhash::HashMap;

use crate::names::match_kind::MatchKind;
use crate::names::text::fold::{has_key, key};
use crate::pack::{City, CityAlias, DataError, GazetteerKind, Pack, PlaceKind, Record};

/// One meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameSense<'p> {
    /// The row whose id or name it is, or that an overlay gives this alias. It wins over all others.
    Own(&'p str, MatchKind),
    /// A place that has this alias.
    Place(&'p str),
    /// A place, in this state.
    PlaceIn(&'p str, &'p str),
    /// A state, by name, code or alias.
    Region(&'p str),
    /// The whole market, or work from any place in it.
    Nation(&'p str),
    /// A city or country that the pack does not have.
    Elsewhere,
}

impl<'p> NameSense<'p> {
    /// The city or area that it is.
    pub(in crate::names) fn place(&self) -> Option<&'p str> {
        match self {
            NameSense::Place(id) | NameSense::PlaceIn(id, _) => Some(id),
            NameSense::Own(..) | NameSense::Region(_) | NameSense::Nation(_) | NameSense::Elsewhere => None,
        }
    }
}

/// The places that a text could mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PlacesMeant<'p> {
    /// None.
    Unknown,
    /// One.
    One(&'p str, MatchKind),
    /// Any of these, by one name.
    Ambiguous(Vec<&'p str>),
    /// All of these, each by a name of its own.
    Several(Vec<&'p str>),
}

/// The names of the places of a pack with states, folded.
#[derive(Debug)]
pub(super) struct RegionalNames<'p> {
    senses: HashMap<String, Vec<NameSense<'p>>>,
    /// The states in which each place has a city.
    regions: HashMap<&'p str, Vec<&'p str>>,
}

impl<'p> RegionalNames<'p> {
    /// The names of a pack; `None` when it has no states.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(in crate::names) fn new(pack: &'p Pack) -> Result<Option<Self>, DataError> {
        Self::with_names(pack, None)
    }

    /// What one folded name means when nothing stands beside it; `None` when the pack has no states. It takes a tenth of the
    /// time of [`RegionalNames::new`], because no other name is folded.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(super) fn alone_in(pack: &'p Pack, name: &str) -> Result<Option<PlacesMeant<'p>>, DataError> {
        Ok(Self::with_names(pack, Some(name))?.map(|names| names.alone(name)))
    }

    /// The names of a pack: all, or the one that is wanted.
    fn with_names(pack: &'p Pack, wanted: Option<&str>) -> Result<Option<Self>, DataError> {
        let cities = pack.cities()?;
        if !cities.iter().any(|city| city.kind == PlaceKind::State) {
            return Ok(None);
        }
        let aliases = pack.city_aliases()?;
        let mut names = RegionalNames { senses: HashMap::default(), regions: HashMap::default() };
        let mut add = |name: &str, sense| {
            if wanted.is_none_or(|wanted| has_key(name, wanted)) {
                names.add(name, sense);
            }
        };
        for alias in pack.overlay_rows(aliases) {
            add(&alias.alias, NameSense::Own(&alias.id, MatchKind::Alias));
        }
        for city in cities {
            for name in [&city.id, &city.name, &city.name_zh] {
                add(name, NameSense::Own(&city.id, MatchKind::Exact));
            }
            if let Some(sense) = sense_of_kind(city) {
                [&city.name, &city.name_zh].into_iter().for_each(|name| add(name, sense));
            }
        }
        for place in pack.gazetteer()?.iter().filter(|place| place.kind != GazetteerKind::Province) {
            [&place.name, &place.name_zh].into_iter().for_each(|name| add(name, NameSense::Elsewhere));
        }
        // The places of other aliases are not looked up.
        let is_wanted = |alias: &&Record<CityAlias>| wanted.is_none_or(|wanted| has_key(&alias.alias, wanted));
        for alias in aliases.iter().filter(is_wanted) {
            if let Some(sense) = cities.get(&alias.id).and_then(sense_of_kind) {
                add(&alias.alias, sense);
            }
        }
        names.add_cities_of_states(pack, wanted)?;
        Ok(Some(names))
    }

    /// Adds what the aliases with a state say: `Portland, OR`.
    fn add_cities_of_states(&mut self, pack: &'p Pack, wanted: Option<&str>) -> Result<(), DataError> {
        let (cities, aliases) = (pack.cities()?, pack.city_aliases()?);
        let is_region = |city: &&Record<City>| city.kind == PlaceKind::State;
        let mut states: HashMap<String, &'p str> = HashMap::default();
        let own = cities.iter().filter(is_region).flat_map(|city| [&city.id, &city.name].map(|name| (name, &city.id)));
        let others = aliases.iter().map(|alias| (&alias.alias, &alias.id));
        for (name, id) in own.chain(others.filter(|(_, id)| cities.get(id).is_some_and(|city| is_region(&city)))) {
            states.entry(key(name)).or_insert(id);
        }
        let parts = |alias: &'p Record<CityAlias>| Some((alias.alias.as_str().rsplit_once(',')?, alias.id.as_str()));
        let with_state = aliases.iter().filter_map(parts);
        for ((city, state), place) in with_state.clone() {
            if wanted.is_none_or(|wanted| has_key(city, wanted))
                && let Some(state) = states.get(&key(state))
                && cities.get(place).and_then(sense_of_kind) == Some(NameSense::Place(place))
            {
                self.add(city, NameSense::PlaceIn(place, state));
            }
        }
        let found: Option<Vec<&str>> =
            wanted.map(|_| self.senses.values().flatten().filter_map(NameSense::place).collect());
        for ((_, state), place) in with_state {
            if found.as_ref().is_none_or(|found| found.contains(&place))
                && let Some(state) = states.get(&key(state))
            {
                let regions = self.regions.entry(place).or_default();
                if !regions.contains(state) {
                    regions.push(state);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, name: &str, sense: NameSense<'p>) {
        let key = key(name);
        if key.is_empty() {
            return;
        }
        let senses = self.senses.entry(key).or_insert_with(|| Vec::with_capacity(1));
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// The meanings of a folded name.
    pub(in crate::names) fn senses(&self, name: &str) -> Option<&[NameSense<'p>]> {
        self.senses.get(name).map(Vec::as_slice)
    }

    /// Whether a place has a city in a state.
    pub(super) fn is_in(&self, place: &str, state: &str) -> bool {
        self.regions.get(place).is_some_and(|regions| regions.contains(&state))
    }

    /// The states in which a place has cities.
    pub(super) fn regions_of(&self, place: &str) -> &[&'p str] {
        self.regions.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// What a folded name means when nothing stands beside it.
    pub(in crate::names) fn alone(&self, name: &str) -> PlacesMeant<'p> {
        let Some(senses) = self.senses(name) else { return PlacesMeant::Unknown };
        let own = senses.iter().find_map(|sense| match sense {
            NameSense::Own(id, kind) => Some(PlacesMeant::One(id, *kind)),
            _ => None,
        });
        if let Some(own) = own {
            return own;
        }
        if senses.contains(&NameSense::Elsewhere) {
            return PlacesMeant::Unknown;
        }
        let ids = senses.iter().filter_map(|sense| match sense {
            NameSense::Place(id) | NameSense::PlaceIn(id, _) | NameSense::Region(id) | NameSense::Nation(id) => {
                Some(*id)
            }
            NameSense::Own(..) | NameSense::Elsewhere => None,
        });
        self.most_exact(ids.collect(), |id| senses.contains(&NameSense::Nation(id)))
    }

    /// The places among some that contain no other: a state gives way to a place in it, and the whole market to every other.
    pub(super) fn most_exact(&self, ids: Vec<&'p str>, is_nation: impl Fn(&'p str) -> bool) -> PlacesMeant<'p> {
        let mut kept: Vec<&'p str> = Vec::new();
        for id in &ids {
            let gives_way = ids.iter().any(|other| other != id && (is_nation(id) || self.is_in(other, id)));
            if !gives_way && !kept.contains(id) {
                kept.push(id);
            }
        }
        match kept.as_slice() {
            [] => PlacesMeant::Unknown,
            [one] => PlacesMeant::One(one, MatchKind::Alias),
            _ => PlacesMeant::Ambiguous(kept),
        }
    }
}

/// What the names and aliases of a place mean by its kind.
fn sense_of_kind(city: &Record<City>) -> Option<NameSense<'_>> {
    Some(match city.kind {
        PlaceKind::State => NameSense::Region(&city.id),
        PlaceKind::Nation | PlaceKind::Remote => NameSense::Nation(&city.id),
        PlaceKind::City | PlaceKind::NamedCity | PlaceKind::Metropolitan | PlaceKind::Nonmetropolitan => {
            NameSense::Place(&city.id)
        }
        PlaceKind::Province => return None,
    })
}
