//! Resolves names on the command line to ids: single names, lists and `all`.

use std::collections::HashSet;
use std::hash::Hash;

use super::other_packs::pack_with_place;
use super::state_of_place::{area_begun_with, state_of_place};
use super::unknown_role::unknown_role;
use crate::answer::Note;
use crate::cli::failure::Failure;
use crate::cli::pack_lacks::lacks_for_option;
use crate::names::{
    Lexicon, NameWords, Places, RolePredicate, TitleLevel, TitleMatch, Titles, Unresolved, UnresolvedReason,
};
use crate::pack::{DataError, Level, Pack, PlaceKind, Record};
use crate::pricing::{
    Cell, MatchGrade, Options, Pricer, PricingError, has_percentiles_only, has_price, level_has_price,
};

/// The word that means every role, city or level.
const ALL: &str = "all";

/// Separators of the names of a list.
const LIST_SEPARATORS: [char; 5] = [',', '，', '、', ';', '；'];

/// Words between two names that are compared.
const VERSUS: [&str; 3] = ["vs", "vs.", "versus"];

/// Whether a text is a word between two names that are compared, such as `vs`.
pub(in crate::cli) fn is_versus(text: &str) -> bool {
    VERSUS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The names of a list such as `Shanghai, Beijing` or `Shanghai vs Beijing`.
pub(super) fn listed_names(list: &str) -> Vec<&str> {
    list.split(LIST_SEPARATORS).flat_map(compared_names).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// The names between words such as `vs`.
fn compared_names(text: &str) -> Vec<&str> {
    let (mut names, mut start, mut at) = (Vec::new(), 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let end = at + word.len();
        if is_versus(word.trim()) {
            names.extend(text.get(start..at));
            start = end;
        }
        at = end;
    }
    names.extend(text.get(start..));
    names
}

/// A role that a name means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::cli) struct NamedRole {
    pub(in crate::cli) id: String,
    /// The level that the name states.
    pub(in crate::cli) level: Option<String>,
    /// The name, where it is the title of one of several jobs that the role covers.
    pub(in crate::cli) covered_job: Option<String>,
}

/// Whether a name is `all`.
pub(in crate::cli) fn is_all(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(ALL)
}

/// The roles that a command can answer for.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Answerable {
    /// Whether a role is one of them. Suggestions and `all` are limited to these.
    pub(in crate::cli) accepts: RolePredicate,
    /// What a note calls the other roles.
    pub(in crate::cli) others: &'static str,
}

impl Answerable {
    /// Roles with a price of no worse a match grade than `min_grade`.
    pub(in crate::cli) fn priced(min_grade: Option<MatchGrade>) -> Self {
        let accepts: RolePredicate = match min_grade {
            None | Some(MatchGrade::D) => |pack, role| has_price(pack, role, None),
            Some(MatchGrade::A) => |pack, role| has_price(pack, role, Some(MatchGrade::A)),
            Some(MatchGrade::B) => |pack, role| has_price(pack, role, Some(MatchGrade::B)),
            Some(MatchGrade::C) => |pack, role| has_price(pack, role, Some(MatchGrade::C)),
        };
        let others = match min_grade {
            None => "roles without a price",
            Some(MatchGrade::A) => "roles without a published median",
            Some(_) => "roles without a price of the match grade asked for",
        };
        Answerable { accepts, others }
    }

    /// Every role.
    pub(in crate::cli) fn any() -> Self {
        Answerable { accepts: |_, _| Ok(true), others: "" }
    }

    /// Roles with skills.
    pub(in crate::cli) fn with_skills() -> Self {
        let accepts: RolePredicate = |pack, role| Ok(pack.role_skills()?.iter().any(|row| row.role == role.id));
        Answerable { accepts, others: "roles without skills" }
    }
}

/// Resolves names to roles with a price, each with the level that its name states.
///
/// # Errors
/// When a name is unknown, or its role has no price; the hint names the nearest roles that have one.
pub(in crate::cli) fn resolve_priced_roles(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    min_grade: Option<MatchGrade>,
    notes: &mut Vec<Note>,
) -> Result<Vec<NamedRole>, Failure> {
    let found = resolve_roles(pack, words, names, Answerable::priced(min_grade), notes)?;
    for NamedRole { id, covered_job, .. } in &found {
        let Some(role) = pack.roles()?.get(id) else { continue };
        if !has_price(pack, role, min_grade)? {
            return Err(without_price(pack, words, id, min_grade)?);
        }
        let Some(job) = covered_job else { continue };
        if min_grade == Some(MatchGrade::A) {
            let (title, covers) = (&role.title, &role.covers);
            return Err(Failure::failed(anyhow::anyhow!(
                "\"{job}\" has no figures of its own: it is one of the jobs of {title}, which covers {covers}"
            ))
            .hint(format!("ask for \"{title}\", or accept match grade B with --min-grade B")));
        }
        let note = format!("\"{job}\" is priced as {}: the occupation covers {}", role.title, role.covers);
        if !notes.iter().any(|other| other.text == note) {
            notes.push(Note::fact(note));
        }
    }
    Ok(found)
}

/// Resolves names to roles, each with the level that its name states; `all` means every answerable role.
pub(in crate::cli) fn resolve_roles(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    answerable: Answerable,
    notes: &mut Vec<Note>,
) -> Result<Vec<NamedRole>, Failure> {
    let titles = Titles::new(pack, words).suggesting(answerable.accepts);
    let mut out = OrderedSet::new();
    for name in names {
        if is_all(name) {
            let mut without = Vec::new();
            for role in pack.roles()? {
                if (answerable.accepts)(pack, role)? {
                    out.extend([NamedRole { id: role.id.owned(), level: None, covered_job: None }]);
                } else {
                    without.push(role);
                }
            }
            note_left_out(notes, answerable.others, without.into_iter().map(|role| role.title.as_str()));
            continue;
        }
        let resolve = |name: &str| Ok(titles.resolve(name)?.map(|found| (name.trim().to_owned(), found)));
        let found = match resolve_one_or_list(name, resolve)? {
            Ok(found) => found,
            Err(error) => return Err(unknown_role(pack, error, answerable.accepts)?),
        };
        for (name, TitleMatch { role, level, is_covered_job, .. }) in found {
            let level = match level {
                TitleLevel::Unstated => None,
                TitleLevel::One(level) => Some(level),
                TitleLevel::PackHasNone(words) => {
                    notes.push(Note::warning(format!(
                        "\"{}\" changes nothing: the figures are of all levels together",
                        words.join(", ")
                    )));
                    None
                }
                TitleLevel::Several(levels) => {
                    notes.push(Note::warning(format!(
                        "\"{name}\" names more than one level ({}): none is chosen",
                        levels.join(", ")
                    )));
                    None
                }
            };
            out.extend([NamedRole { id: role, level, covered_job: is_covered_job.then_some(name) }]);
        }
    }
    Ok(out.values)
}

/// The error for a role without a price; its hint names the nearest roles that have one.
fn without_price(pack: &Pack, words: &NameWords, id: &str, min_grade: Option<MatchGrade>) -> Result<Failure, Failure> {
    let cell = Cell { role: id.to_owned(), city: None, level: None };
    let pricer = Pricer::new(pack, Options { min_grade, ..Options::default() })?;
    let error = match pricer.quote(&cell) {
        Err(error) => error,
        Ok(_) => return Err(Failure::failed(anyhow::anyhow!("{id} has no price"))),
    };
    // The error for a slotted role names the role that it is priced from, so nothing nearer needs to be found.
    let asks_nearest = matches!(error, PricingError::NoPrice { .. });
    let mut failure = Failure::from(error);
    if asks_nearest {
        let titles = Titles::new(pack, words).suggesting(Answerable::priced(min_grade).accepts);
        let related = titles.related(id)?;
        let names: Vec<String> = related.roles.iter().map(|role| format!("\"{}\"", role.name)).collect();
        let what = if min_grade == Some(MatchGrade::A) { "a published median" } else { "a price" };
        let which = if related.by_area {
            format!("roles of the same area with {what}:")
        } else if let [_] = names.as_slice() {
            format!("the nearest role with {what} is")
        } else {
            format!("the nearest roles with {what} are")
        };
        if let Some((last, rest)) = names.split_last() {
            let list = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
            failure.hints.insert(0, format!("{which} {list}"));
        }
    }
    Ok(failure)
}

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
        let found = match resolve_one_or_list(name, known)? {
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

/// The error for a place of `name` that the pack does not know. Only where places are priced, the hint says what to do without
/// the place.
fn unknown_city(pack: &Pack, name: &str, error: Unresolved, cities: AllowedCities) -> Failure {
    let is_unknown = error.reason == UnresolvedReason::Unknown;
    let elsewhere = if is_unknown { pack_with_place(pack, &error.text) } else { None };
    let list = match (cities, is_unknown) {
        (AllowedCities::Unpriced, _) => return Failure::from(error).hint_from(elsewhere),
        _ if has_percentiles_only(pack).unwrap_or_default() => {
            "`payband city` lists the places; without --city the whole market is priced"
        }
        (_, true) => {
            "`payband city` lists the cities; --city-premium prices a city that is not listed, and without --city the \
             reference rate is used"
        }
        (_, false) => "`payband city` lists the cities; without --city the reference rate is used",
    };
    let nearest = error.hint();
    // A pack that cannot be read has failed before.
    let of_state = state_of_place(pack, name).ok().flatten();
    // The error for an ambiguous name lists the areas that it could mean.
    let of_state = of_state.map(|state| if is_unknown { state.with_areas() } else { state.whole() });
    Failure::failed(error).hint_from(nearest).hint_from(of_state).hint_from(elsewhere).hint(list)
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

/// Resolves names to levels; `all` means every level with a price.
pub(in crate::cli) fn resolve_levels(
    pack: &Pack,
    names: &[String],
    notes: &mut Vec<Note>,
) -> Result<Vec<String>, Failure> {
    let table = pack.levels()?;
    let mut out = OrderedSet::new();
    let mut lexicon = None;
    for name in names {
        if is_all(name) {
            let has_cells = pack.has_market_cells()?;
            let (priced, rest): (Vec<_>, Vec<_>) = table.iter().partition(|level| has_cells || level_has_price(level));
            out.extend(priced.into_iter().map(|level| level.id.owned()));
            note_left_out(notes, "levels without a price", rest.into_iter().map(|level| level.name.as_str()));
            continue;
        }
        let lexicon = match &lexicon {
            Some(lexicon) => lexicon,
            None => lexicon.insert(Lexicon::levels(pack)?),
        };
        let known = |name: &str| Ok(lexicon.resolve(name).map(|(id, _)| id.to_owned()));
        let found = resolve_one_or_list(name, known)?.map_err(|error| unknown_level(error, table.iter()))?;
        out.extend(found);
    }
    Ok(out.values)
}

/// The id of the segment of the market that a name means.
///
/// # Errors
/// When the pack has no segments, or none of this name.
pub(in crate::cli) fn resolve_segment(pack: &Pack, name: &str) -> Result<String, Failure> {
    if pack.segments()?.is_empty() {
        return Err(lacks_for_option("segments", "leave --segment out"));
    }
    let lexicon = Lexicon::segments(pack)?;
    lexicon.resolve(name).map(|(id, _)| id.to_owned()).map_err(|error| {
        let names: Vec<&str> = pack.segments().into_iter().flatten().map(|segment| segment.name.as_str()).collect();
        Failure::of_list(error, format!("the segments are {}", names.join("; ")))
    })
}

/// The error for a level that the pack does not know, such as an employer's own grade.
fn unknown_level<'p>(mut error: Unresolved, levels: impl Iterator<Item = &'p Record<Level>>) -> Failure {
    let all: Vec<&Record<Level>> = levels.collect();
    // The levels of a pack of percentiles have no premium.
    let has_premiums = all.iter().any(|level| level_has_price(level));
    let priced = all.iter().filter(|level| !has_premiums || level_has_price(level));
    let priced: Vec<&str> = priced.map(|level| level.id.as_str()).collect();
    error.nearest.retain(|near| priced.contains(&near.id.as_str()));
    Failure::of_list(error, format!("the levels are {}; --years N chooses one by years of career", priced.join(", ")))
}

/// Resolves a text as one name, or else as a list of names.
///
/// The error is about the first unknown name of a list of which other names are known, otherwise about the whole text.
pub(super) fn resolve_one_or_list<T>(
    name: &str,
    resolve: impl Fn(&str) -> Result<Result<T, Unresolved>, DataError>,
) -> Result<Result<Vec<T>, Unresolved>, DataError> {
    let whole = match resolve(name)? {
        Ok(found) => return Ok(Ok(vec![found])),
        Err(error) => error,
    };
    let parts = listed_names(name);
    if parts.len() < 2 {
        return Ok(Err(whole));
    }
    let (mut found, mut failed) = (Vec::new(), None);
    for part in parts {
        match resolve(part)? {
            Ok(one) => found.push(one),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Ok(match failed {
        None => Ok(found),
        // In `Cloud Architect, Fintech` the second word changes the meaning of the first: the error is about both.
        Some(_) if found.is_empty() || matches!(whole.reason, UnresolvedReason::OtherDomain(_)) => Err(whole),
        Some(error) => Err(error),
    })
}

/// Distinct values in the order in which they were added.
struct OrderedSet<T> {
    values: Vec<T>,
    seen: HashSet<T>,
}

impl<T: Clone + Eq + Hash> OrderedSet<T> {
    fn new() -> Self {
        OrderedSet { values: Vec::new(), seen: HashSet::new() }
    }

    /// Adds the values that are not in it yet.
    fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        let OrderedSet { values: known, seen } = self;
        known.extend(values.into_iter().filter(|value| seen.insert(value.clone())));
    }
}

/// Adds a note that names what `all` leaves out.
fn note_left_out<'a>(notes: &mut Vec<Note>, what: &str, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        notes.push(Note::new(format!("{what} are left out: {}", names.join(", "))));
    }
}
