//! The states of areas of official statistics, by the names of the areas.

use super::error::DataError;
use super::package::Pack;
use super::record::Record;
use super::records::{City, PlaceKind};
use super::table::PackTable;

impl Pack {
    /// The states in which an area lies: by the codes behind the comma of its name (`Hagerstown-Martinsburg, MD-WV`), which are aliases
    /// of the states, or by the name of a state in it (`West Montana nonmetropolitan area`). None for a place of another kind.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub(crate) fn states_of(&self, area: &City) -> Result<Vec<&Record<City>>, DataError> {
        let cities = self.cities()?;
        match area.kind {
            PlaceKind::Metropolitan => {
                let codes = area.name.rsplit_once(", ").map_or("", |(_, codes)| codes);
                let aliases = self.city_aliases()?;
                let state = |code: &str| {
                    let mut named =
                        aliases.iter().filter(|row| row.alias == *code).filter_map(|row| cities.get(&row.id));
                    named.find(|place| place.kind == PlaceKind::State)
                };
                Ok(codes.split('-').filter(|code| !code.is_empty()).filter_map(state).collect())
            }
            PlaceKind::Nonmetropolitan => Ok(state_named_in(&area.name, cities).into_iter().collect()),
            _ => Ok(Vec::new()),
        }
    }
}

/// The state after which an area is named: `West Virginia` rather than `Virginia`.
fn state_named_in<'p>(area: &str, cities: &'p PackTable<City>) -> Option<&'p Record<City>> {
    let words: Vec<&str> = area.split_whitespace().collect();
    let is_named = |state: &&Record<City>| {
        let name: Vec<&str> = state.name.split_whitespace().collect();
        state.kind == PlaceKind::State && words.windows(name.len().max(1)).any(|part| part == name)
    };
    cities.iter().filter(is_named).max_by_key(|state| state.name.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn an_area_lies_in_the_states_of_its_name() {
        let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
        for (area, expected) in [
            ("bangor-me", &["Maine"][..]),
            ("hagerstown-martinsburg-md-wv", &["Maryland", "West Virginia"]),
            ("northern-west-virginia-nonmetropolitan", &["West Virginia"]),
            ("maine", &[]),
            ("us", &[]),
        ] {
            let area = us.cities().unwrap().get(area).unwrap();
            let states: Vec<&str> = us.states_of(area).unwrap().iter().map(|state| state.name.as_str()).collect();
            assert_eq!(states, expected, "{}", area.name);
        }
    }
}
