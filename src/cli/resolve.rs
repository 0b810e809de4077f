//! Names on the command line, turned into ids: `all`, lists, and errors that say what to do.

use std::collections::HashSet;
use std::hash::Hash;

use super::failure::Failure;
use crate::answer::Note;
use crate::names::{
    Lexicon, NameWords, Places, RolePredicate, TitleLevel, TitleMatch, Titles, Unresolved, UnresolvedReason,
};
use crate::pack::{DataError, Level, Pack, PlaceKind, Record};
use crate::pricing::{Cell, Options, Pricer, PricingError, has_price, level_has_price};

/// The word that asks for everything.
const ALL: &str = "all";

/// Marks between the names of a list.
const BETWEEN_NAMES: [char; 5] = [',', '，', '、', ';', '；'];

/// Whether a name asks for everything.
pub(super) fn is_all(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(ALL)
}

/// Roles that a command can answer for.
#[derive(Clone, Copy)]
pub(super) struct Answerable {
    /// Whether a role is one of them: only they are suggested, and meant by `all`.
    pub(super) is: RolePredicate,
    /// What the others are called.
    pub(super) others: &'static str,
}

impl Answerable {
    /// Roles with a price, or with a published median.
    pub(super) fn priced(published_only: bool) -> Self {
        if published_only {
            let is: RolePredicate = |pack, role| has_price(pack, role, true);
            Answerable { is, others: "roles without a published median" }
        } else {
            let is: RolePredicate = |pack, role| has_price(pack, role, false);
            Answerable { is, others: "roles without a price" }
        }
    }

    /// Every role.
    pub(super) fn any() -> Self {
        Answerable { is: |_, _| Ok(true), others: "" }
    }

    /// Roles with skills.
    pub(super) fn with_skills() -> Self {
        let is: RolePredicate = |pack, role| Ok(pack.role_skills()?.iter().any(|row| row.role == role.id));
        Answerable { is, others: "roles without skills" }
    }
}

/// The roles behind some names that are to be priced, each with the level that its name holds.
///
/// A role without a price is an error that names the nearest one with a price.
pub(super) fn resolve_roles(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    published_only: bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let found = resolve_roles_of(pack, words, names, Answerable::priced(published_only), notes)?;
    for (id, _) in &found {
        if let Some(role) = pack.roles()?.get(id)
            && !has_price(pack, role, published_only)?
        {
            return Err(without_price(pack, words, id, published_only)?);
        }
    }
    Ok(found)
}

/// The roles behind some names, each with the level that its name holds; `all` means those that can be answered for.
pub(super) fn resolve_roles_of(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    answerable: Answerable,
    notes: &mut Vec<Note>,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let titles = Titles::new(pack, words).suggesting(answerable.is);
    let mut out = Unique::new();
    for name in names {
        if is_all(name) {
            let mut without = Vec::new();
            for role in pack.roles()? {
                if (answerable.is)(pack, role)? {
                    out.extend([(role.id.owned(), None)]);
                } else {
                    without.push(role);
                }
            }
            left_out(notes, answerable.others, without.into_iter().map(|role| role.title.as_str()));
            continue;
        }
        for TitleMatch { role, level, .. } in one_or_list(name, |name| titles.resolve(name))?? {
            let level = match level {
                TitleLevel::Unstated => None,
                TitleLevel::One(level) => Some(level),
                TitleLevel::Several(levels) => {
                    notes.push(Note::warning(format!(
                        "\"{name}\" names more than one level ({}): none is chosen",
                        levels.join(", ")
                    )));
                    None
                }
            };
            out.extend([(role, level)]);
        }
    }
    Ok(out.values)
}

/// Why a role has no price, and which ones near it have one.
fn without_price(pack: &Pack, words: &NameWords, id: &str, published_only: bool) -> Result<Failure, Failure> {
    let cell = Cell { role: id.to_owned(), city: None, level: String::new() };
    let pricer = Pricer::new(pack, Options { published_only, ..Options::default() })?;
    let error = match pricer.quote(&cell) {
        Err(error) => error,
        Ok(_) => return Err(Failure::failed(anyhow::anyhow!("{id} has no price"))),
    };
    // A role that is only slotted is said to be priced from another, which is the nearest with a median.
    let asks_nearest = matches!(error, PricingError::NoPrice { .. });
    let mut failure = Failure::from(error);
    if asks_nearest {
        let titles = Titles::new(pack, words).suggesting(Answerable::priced(published_only).is);
        let related = titles.related(id)?;
        let names: Vec<String> = related.roles.iter().map(|role| format!("\"{}\"", role.name)).collect();
        let what = if published_only { "a published median" } else { "a price" };
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

/// Which cities can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cities {
    /// Those of the pack.
    Known,
    /// Any, by any name: the caller gives what is paid there.
    Any,
}

/// The cities behind some names that are to be priced; a single `None` when there is no name.
pub(super) fn resolve_cities(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    resolve_cities_of(pack, words, names, Cities::Known, notes)
}

/// The same, of the pack or any.
pub(super) fn resolve_cities_of(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    cities: Cities,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    let places = resolve_places(pack, words, names, cities, notes)?;
    for id in places.iter().flatten() {
        if let Some(place) = pack.cities()?.get(id).filter(|place| place.kind == PlaceKind::Province) {
            return Err(Failure::failed(anyhow::anyhow!("{} is a province, and has no price", place.name))
                .hint("name a city, or leave --city out for the reference rate"));
        }
    }
    Ok(places)
}

/// The cities and provinces behind some names; a single `None` when there is no name.
pub(super) fn resolve_places(
    pack: &Pack,
    words: &NameWords,
    names: &[String],
    cities: Cities,
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    if names.is_empty() {
        return Ok(vec![None]);
    }
    let mut out = Unique::new();
    let mut places = None;
    for name in names {
        if is_all(name) {
            let (cities, rest): (Vec<_>, Vec<_>) = pack.cities()?.iter().partition(|city| city.kind == PlaceKind::City);
            out.extend(cities.into_iter().map(|city| city.id.owned()));
            left_out(notes, "provinces", rest.into_iter().map(|city| city.name.as_str()));
            continue;
        }
        let places = match &places {
            Some(places) => places,
            None => places.insert(Places::new(pack, words)?),
        };
        let known = |name: &str| places.resolve(name).map(|found| found.map(|(id, _)| id.to_owned()));
        let found = match one_or_list(name, known)? {
            Err(error) if cities == Cities::Any && error.reason == UnresolvedReason::Unknown => {
                given(name, known, notes)?
            }
            found => found?,
        };
        out.extend(found);
    }
    Ok(out.values.into_iter().map(Some).collect())
}

/// A name that the pack does not know, as it is given; or the names of a list of which it knows some.
fn given(
    name: &str,
    known: impl Fn(&str) -> Result<Result<String, Unresolved>, DataError>,
    notes: &mut Vec<Note>,
) -> Result<Vec<String>, DataError> {
    let parts: Vec<&str> = name.split(BETWEEN_NAMES).map(str::trim).filter(|part| !part.is_empty()).collect();
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
        error.text.trim().to_owned()
    };
    Ok(found.into_iter().map(|found| found.unwrap_or_else(&mut take)).collect())
}

/// The levels behind some names, of which only those with a price are meant by `all`.
pub(super) fn resolve_levels(pack: &Pack, names: &[String], notes: &mut Vec<Note>) -> Result<Vec<String>, Failure> {
    let table = pack.levels()?;
    let mut out = Unique::new();
    let mut lexicon = None;
    for name in names {
        if is_all(name) {
            let (priced, rest): (Vec<_>, Vec<_>) = table.iter().partition(|level| level_has_price(level));
            out.extend(priced.into_iter().map(|level| level.id.owned()));
            left_out(notes, "levels without a price", rest.into_iter().map(|level| level.name.as_str()));
            continue;
        }
        let lexicon = match &lexicon {
            Some(lexicon) => lexicon,
            None => lexicon.insert(Lexicon::levels(pack)?),
        };
        let known = |name: &str| Ok(lexicon.resolve(name).map(|(id, _)| id.to_owned()));
        let found = one_or_list(name, known)?.map_err(|error| unknown_level(error, table.iter()))?;
        out.extend(found);
    }
    Ok(out.values)
}

/// A level that the pack does not know, such as an employer's own grade.
fn unknown_level<'p>(mut error: Unresolved, levels: impl Iterator<Item = &'p Record<Level>>) -> Failure {
    let priced: Vec<&str> = levels.filter(|level| level_has_price(level)).map(|level| level.id.as_str()).collect();
    error.nearest.retain(|near| priced.contains(&near.id.as_str()));
    let hint = error.hint();
    let mut failure = Failure::failed(error);
    failure.hints.extend(hint);
    failure.hint(format!("the levels are {}; --years N chooses one by years of career", priced.join(", ")))
}

/// What a name means: by the whole of it, or else as a list of names, each of which has to mean something.
///
/// The error is about the whole name, or about the part that means nothing where other parts do.
fn one_or_list<T>(
    name: &str,
    resolve: impl Fn(&str) -> Result<Result<T, Unresolved>, DataError>,
) -> Result<Result<Vec<T>, Unresolved>, DataError> {
    let whole = match resolve(name)? {
        Ok(found) => return Ok(Ok(vec![found])),
        Err(error) => error,
    };
    let parts: Vec<&str> = name.split(BETWEEN_NAMES).map(str::trim).filter(|part| !part.is_empty()).collect();
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
        // A word of another domain is about what stands beside it: `Cloud Architect, Fintech`.
        Some(_) if found.is_empty() || matches!(whole.reason, UnresolvedReason::OtherDomain(_)) => Err(whole),
        Some(error) => Err(error),
    })
}

/// Values in the order in which they were first added.
struct Unique<T> {
    values: Vec<T>,
    seen: HashSet<T>,
}

impl<T: Clone + Eq + Hash> Unique<T> {
    fn new() -> Self {
        Unique { values: Vec::new(), seen: HashSet::new() }
    }

    /// Adds the values that are not there yet.
    fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        let Unique { values: known, seen } = self;
        known.extend(values.into_iter().filter(|value| seen.insert(value.clone())));
    }
}

/// A note that names what `all` does not mean.
fn left_out<'a>(notes: &mut Vec<Note>, what: &str, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        notes.push(Note::new(format!("{what} are left out: {}", names.join(", "))));
    }
}
