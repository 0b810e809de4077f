//! Cities and other places on the command line, to ids.

use super::name_list::{OrderedSet, compared_names, is_all, listed_names, note_left_out, resolve_one_or_parts};
use super::other_packs::{pack_with_near_place, pack_with_place};
use super::pay_in_role::is_stated_pay;
use super::state_of_place::{area_begun_with, state_of_place};
use crate::answer::Note;
use crate::cli::failure::Failure;
use crate::cli::pack_lacks::lacks_for_option;
use crate::names::{NameWords, Places, Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack, PlaceKind};
use crate::pricing::has_percentiles_only;
use crate::shell::shell_quoted;

/// Which names of cities are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum AllowedCities {
    /// Cities of the pack, to price.
    Known,
    /// Cities of the pack, without prices.
    Unpriced,
    /// Any name, because `--city-premium` states the differential.
    Any,
}

/// Resolves names to cities to price; a single `None` when there is no name.
///
/// # Errors
/// When a name is unknown and only cities of the pack are allowed, or means a province.
pub(in crate::cli) fn resolve_cities(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    cities: AllowedCities,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    let places = resolve_places(pack, words, names, cities, notes)?;
    note_whole_market(pack, names, &places, notes)?;
    for id in places.iter().flatten() {
        if let Some(place) = pack.cities()?.get(id).filter(|place| place.kind == PlaceKind::Province) {
            return Err(Failure::failed(anyhow::anyhow!("{} is a province, and has no price", place.name))
                .hint(format!("name a city, or leave --city out for {}", priced_without_city(pack)?)));
        }
    }
    Ok(places)
}

/// The longest code of a country, in letters.
const MAX_COUNTRY_CODE_LEN: usize = 3;

/// Adds a note where one name that is neither a name nor a code of the nation means it, such as `Remote`.
fn note_whole_market(
    pack: &Pack,
    names: &[String],
    places: &[Option<String>],
    notes: &mut Vec<Note>,
) -> Result<(), DataError> {
    let ([name], [Some(id)]) = (names, places) else { return Ok(()) };
    let nation = pack.cities()?.get(id).filter(|place| place.kind == PlaceKind::Nation);
    let name = name.trim();
    let is_its_name = |nation: &str| name.to_lowercase().contains(&nation.to_lowercase());
    if let Some(nation) = nation.filter(|nation| name.len() > MAX_COUNTRY_CODE_LEN && !is_its_name(&nation.name)) {
        notes.push(Note::fact(format!("\"{name}\" is priced as {}, the whole market", nation.name)));
    }
    Ok(())
}

/// What is priced where no city is asked for.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn priced_without_city(pack: &Pack) -> Result<&'static str, DataError> {
    Ok(if has_percentiles_only(pack)? { "the whole market" } else { "the reference rate" })
}

/// Resolves names to cities and provinces; a single `None` when there is no name.
pub(in crate::cli) fn resolve_places(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    cities: AllowedCities,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    if names.is_empty() {
        return Ok(vec![None]);
    }
    if cities != AllowedCities::Any && pack.cities()?.is_empty() {
        let by_any_name = if has_percentiles_only(pack)? { "" } else { "; --city-premium prices a city by any name" };
        let instead = format!("leave --city out for {}{by_any_name}", priced_without_city(pack)?);
        return Err(lacks_for_option("cities", instead));
    }
    let mut out = OrderedSet::new();
    let mut places = None;
    for name in names {
        if is_all(name) {
            let table = pack.cities()?;
            out.extend(table.iter().filter(|place| place.kind.has_figures()).map(|place| place.id.owned()));
            // Such as a pack of a survey by role only.
            if out.values.is_empty() {
                let instead = format!("leave --city out for {}", priced_without_city(pack)?);
                return Err(lacks_for_option("figures of cities", instead));
            }
            let provinces = table.iter().filter(|place| place.kind == PlaceKind::Province);
            note_left_out(notes, "provinces", provinces.map(|place| place.name.as_str()));
            continue;
        }
        let places = match &places {
            Some(places) => places,
            None => places.insert(Places::new(pack, words)?),
        };
        let known = |name: &str| known_place(pack, places, name);
        let found = match resolve_place_or_list(pack, places, name)? {
            Err(error) if cities == AllowedCities::Any && error.reason == UnresolvedReason::Unknown => {
                taken_as_given(name, known, notes)?
            }
            found => found.map_err(|error| unknown_city(pack, name, error, cities))?,
        };
        for (id, note) in found {
            out.extend([id]);
            notes.extend(note);
        }
    }
    Ok(out.values.into_iter().map(Some).collect())
}

/// The id of a place, and a note where the text is not a whole name of it.
pub(super) type ReadPlace = (String, Option<Note>);

/// The place that a name means. The beginning of the name of an area outside cities means it where no place has the name.
pub(super) fn known_place(
    pack: &Pack,
    places: &Places<'_>,
    name: &str,
) -> Result<Result<ReadPlace, Unresolved>, DataError> {
    let error = match places.resolve(name)? {
        Ok((id, _)) => return Ok(Ok((id.to_owned(), None))),
        Err(error) => error,
    };
    let area = if error.reason == UnresolvedReason::Unknown { area_begun_with(pack, name)? } else { None };
    Ok(match area {
        Some(area) => {
            let text = format!("\"{}\" is read as {}: the figures leave out the cities there", name.trim(), area.name);
            Ok((area.id.owned(), Some(Note::warning(text))))
        }
        None => Err(error),
    })
}

/// The place of a name, or those of a list of names.
pub(super) fn resolve_place_or_list(
    pack: &Pack,
    places: &Places<'_>,
    name: &str,
) -> Result<Result<Vec<ReadPlace>, Unresolved>, DataError> {
    resolve_one_or_parts(name, |name| known_place(pack, places, name), || listed_places(pack, places, name))
}

/// Separators of the places of a list, but for the comma, which may stand between a city and its state.
const PLACE_SEPARATORS: [char; 3] = ['、', ';', '；'];

/// The places of a list. The code of a state behind a city belongs to it, and so does its name where the list has nothing else:
/// `Denver, CO, Austin, TX` are two places, and `Bellevue, Nebraska` is one.
fn listed_places(pack: &Pack, places: &Places<'_>, list: &str) -> Result<Vec<String>, DataError> {
    let is_state = |name: &str| -> Result<bool, DataError> {
        let found = places.resolve(name)?.ok().and_then(|(id, _)| pack.cities().ok()?.get(id));
        Ok(found.is_some_and(|place| place.kind == PlaceKind::State))
    };
    let mut listed: Vec<String> = Vec::new();
    for part in list.split(PLACE_SEPARATORS).flat_map(compared_names) {
        let names: Vec<&str> = part.split([',', '，']).map(str::trim).filter(|name| !name.is_empty()).collect();
        let mut may_follow = false;
        for name in &names {
            let is_state = is_state(name)?;
            let belongs = is_state && may_follow && (name.len() <= MAX_STATE_CODE_LEN || names.len() == 2);
            match listed.last_mut().filter(|_| belongs) {
                Some(city) => *city = format!("{city}, {name}"),
                None => listed.push((*name).to_owned()),
            }
            may_follow = !is_state;
        }
    }
    Ok(listed)
}

/// The longest code of a state, in letters.
const MAX_STATE_CODE_LEN: usize = 2;

/// The error for a place of `name` that the pack does not know. Only where places are priced, the hint says what to do without
/// the place.
fn unknown_city(pack: &Pack, name: &str, error: Unresolved, cities: AllowedCities) -> Failure {
    let is_unknown = error.reason == UnresolvedReason::Unknown;
    let mut elsewhere = if is_unknown { pack_with_place(pack, &error.text) } else { None };
    if is_unknown && error.nearest.is_empty() {
        elsewhere = elsewhere.or_else(|| pack_with_near_place(pack, &error.text));
    }
    let flag = if cities == AllowedCities::Unpriced { "" } else { "--city " };
    // An ambiguous name comes with those that it could mean.
    let candidate = error.nearest.first().filter(|_| !is_unknown);
    let candidate = candidate.map(|first| format!("name one of them: {flag}\"{}\"", first.name));
    let list = match (cities, is_unknown) {
        (AllowedCities::Unpriced, _) => return Failure::from(error).hint_from(candidate).hint_from(elsewhere),
        _ if has_percentiles_only(pack).unwrap_or_default() => {
            "`payband city` lists the places; without --city the whole market is priced"
        }
        (_, true) => {
            "`payband city` lists the cities; --city-premium prices a city that is not listed, and without --city the \
             reference rate is used"
        }
        (_, false) => "`payband city` lists the cities; without --city the reference rate is used",
    };
    if is_stated_pay(name) {
        return Failure::failed(error).hint(format!("pay has a flag: --salary {}", shell_quoted(name)));
    }
    let nearest = error.hint();
    // A pack that cannot be read has failed before.
    let of_state = state_of_place(pack, name).ok().flatten();
    // The error for an ambiguous name lists the areas that it could mean.
    let of_state = of_state.map(|state| if is_unknown { state.with_areas() } else { state.whole() });
    let failure = Failure::failed(error).hint_from(nearest);
    match candidate {
        Some(candidate) => failure.hint(candidate).hint_from(of_state),
        None => failure.hint_from(of_state).hint_from(elsewhere).hint(list),
    }
}

/// Takes an unknown name as it is. In a list of which the pack knows some names, only the others are taken as they are.
fn taken_as_given(
    name: &str,
    known: impl Fn(&str) -> Result<Result<ReadPlace, Unresolved>, DataError>,
    notes: &mut Vec<Note>,
) -> Result<Vec<ReadPlace>, DataError> {
    let parts = listed_names(name);
    let mut found = Vec::new();
    for part in &parts {
        found.push(known(part)?);
    }
    if found.iter().all(Result::is_err) {
        found = vec![known(name)?];
    }
    let mut take = |error: Unresolved| {
        if let Some(hint) = error.hint() {
            let text = format!("no city is called \"{}\": the name is taken as given", error.text.trim());
            notes.push(Note::warning(text).advising(hint));
        }
        (error.text.trim().to_owned(), None)
    };
    Ok(found.into_iter().map(|found| found.unwrap_or_else(&mut take)).collect())
}
