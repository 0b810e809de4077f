//! Unknown and ambiguous places of a known state: `Butte, Montana`, `rural Montana`, `West Montana`.

use crate::names::{NameWords, Places};
use crate::pack::{City, DataError, Pack, PlaceKind, Record};

/// Marks between a place and its state.
const SEPARATORS: [char; 3] = [',', '，', ' '];

/// The most areas that a hint names.
const MAX_AREAS: usize = 6;

/// The state with which the text of a place ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StateOfPlace {
    name: String,
    /// The names of its areas outside cities.
    areas: Vec<String>,
}

impl StateOfPlace {
    /// A hint at the whole state.
    pub(in crate::cli) fn whole(&self) -> String {
        format!("--city \"{}\" prices the whole state", self.name)
    }

    /// A hint at the state and at its areas, one of which may have an unknown place.
    pub(super) fn with_areas(&self) -> String {
        let areas: Vec<String> = self.areas.iter().map(|area| format!("\"{area}\"")).collect();
        let areas =
            if areas.is_empty() { String::new() } else { format!("; outside its cities: {}", areas.join(", ")) };
        self.whole() + &areas
    }
}

/// The state behind a place that is not known, or not the only one of its name. `None` where the text does not end with a state.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn state_of_place(pack: &Pack, text: &str) -> Result<Option<StateOfPlace>, DataError> {
    let cities = pack.cities()?;
    if !cities.iter().any(|city| city.kind == PlaceKind::State) {
        return Ok(None);
    }
    let words = NameWords::default();
    let places = Places::new(pack, &words)?;
    let text = text.trim();
    for (at, separator) in text.match_indices(SEPARATORS) {
        let behind = text.get(at + separator.len()..).unwrap_or_default().trim();
        let meant = if behind.is_empty() { Vec::new() } else { places.meant(behind)? };
        let [id] = meant.as_slice() else { continue };
        if let Some(state) = cities.get(id).filter(|place| place.kind == PlaceKind::State) {
            let mut areas = Vec::new();
            for area in cities.iter().filter(|area| area.kind == PlaceKind::Nonmetropolitan) {
                if areas.len() < MAX_AREAS && pack.states_of(area)?.iter().any(|of_area| of_area.id == state.id) {
                    areas.push(area.name.owned());
                }
            }
            return Ok(Some(StateOfPlace { name: state.name.owned(), areas }));
        }
    }
    Ok(None)
}

/// The area outside cities whose name a text begins, the state included: `West Montana` of `West Montana nonmetropolitan area`. `None`
/// where it begins several, or none.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn area_begun_with<'p>(pack: &'p Pack, text: &str) -> Result<Option<&'p Record<City>>, DataError> {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let wanted = words(text);
    let is_begun = |name: &str| words(name).strip_prefix(wanted.as_slice()).is_some_and(|rest| !rest.is_empty());
    if wanted.is_empty() || state_of_place(pack, text)?.is_none() {
        return Ok(None);
    }
    let aliases = pack.city_aliases()?;
    let mut found = pack.cities()?.iter().filter(|area| {
        area.kind == PlaceKind::Nonmetropolitan
            && (is_begun(&area.name) || aliases.iter().any(|alias| alias.id == area.id && is_begun(&alias.alias)))
    });
    let first = found.next();
    Ok(first.filter(|_| found.next().is_none()))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn an_unknown_place_leads_to_its_state() {
        let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
        let hint = |text: &str| state_of_place(&us, text).unwrap().map(|state| state.with_areas()).unwrap_or_default();
        for text in ["Butte, Montana", "Butte, MT", "Butte Montana", "Butte，MT "] {
            let expected = "--city \"Montana\" prices the whole state; outside its cities: \"East-Central Montana nonmetropolitan \
                            area\", \"Southwest Montana nonmetropolitan area\", \"West Montana nonmetropolitan area\"";
            assert_eq!(hint(text), expected, "{text}");
        }
        // Not the areas of West Virginia.
        assert!(hint("Farmville, Virginia").contains("Southwest Virginia nonmetropolitan area"));
        assert!(!hint("Farmville, Virginia").contains("West Virginia"));
        assert!(hint("Farmville, West Virginia").starts_with("--city \"West Virginia\""));
        for other in ["Butte", "Butte, Atlantis", "Montana", "", ","] {
            assert_eq!(hint(other), "", "{other}");
        }
        assert_eq!(state_of_place(&Pack::bundled(), "Butte, Montana").unwrap(), None);
    }

    /// Would catch an area that has to be called by its whole name, and one that is chosen among several or without its state.
    #[test]
    fn the_beginning_of_one_area_is_that_area() {
        let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
        let area = |text: &str| area_begun_with(&us, text).unwrap().map(|area| area.name.as_str());
        assert_eq!(area("West Montana"), Some("West Montana nonmetropolitan area"));
        assert_eq!(area("western  montana"), Some("West Montana nonmetropolitan area"));
        assert_eq!(area("Upper Peninsula of Michigan"), Some("Upper Peninsula of Michigan nonmetropolitan area"));
        assert_eq!(area("Northern West Virginia"), Some("Northern West Virginia nonmetropolitan area"));
        for text in ["Rural Montana", "West", "Southeast", "North Montana", "Montana", "Butte, Montana", ""] {
            assert_eq!(area(text), None, "{text}");
        }
    }
}
