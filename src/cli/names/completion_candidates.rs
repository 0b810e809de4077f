//! Names that a shell completes: those of the pack in use, by `PAYBAND_PACK` and the configuration file.
//!
//! Offers only what the command can answer: names that begin with the typed text in any case, or else one alias of each row
//! that has a matching alias.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};

use super::resolve_roles::Answerable;
use crate::cli::args::section::section_names;
use crate::cli::settings::Settings;
use crate::names::{NameWords, Titles, without_domain};
use crate::pack::{DataError, Pack, PremiumKind};
use crate::pricing::level_has_price;

/// The pack whose names complete; `None` when it cannot be read.
fn pack() -> Option<Pack> {
    let settings = Settings::load().ok()?;
    let folder = env::var_os("PAYBAND_PACK").map(PathBuf::from).or(settings.pack.map(|pack| pack.value));
    let overlays = settings.overlays.map(|overlays| overlays.value).unwrap_or_default();
    Pack::open(folder.as_deref(), &overlays).ok()
}

/// The bundled packs and the folders that begin with the typed text.
pub(in crate::cli) fn packs(typed: &OsStr) -> Vec<CompletionCandidate> {
    names_and_folders(typed, Pack::bundled_names())
}

/// The bundled overlays and the folders that begin with the typed text.
pub(in crate::cli) fn overlays(typed: &OsStr) -> Vec<CompletionCandidate> {
    names_and_folders(typed, Pack::bundled_overlays())
}

fn names_and_folders(typed: &OsStr, names: impl Iterator<Item = &'static str>) -> Vec<CompletionCandidate> {
    let begins = |name: &&str| typed.to_str().is_some_and(|typed| name.starts_with(typed));
    names.filter(begins).map(CompletionCandidate::new).chain(PathCompleter::dir().complete(typed)).collect()
}

fn candidates(list: impl FnOnce(&Pack) -> Result<Vec<(String, String)>, DataError>) -> Vec<CompletionCandidate> {
    let Some(pack) = pack() else { return Vec::new() };
    list(&pack)
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, help)| CompletionCandidate::new(name).help((!help.is_empty()).then(|| help.into())))
        .collect()
}

/// The English and the Chinese name of each row, each with the other as its help.
fn in_both_languages<'a>(rows: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    rows.flat_map(|(name, name_zh)| [(name, name_zh), (name_zh, name)])
        .map(|(name, help)| (name.to_owned(), help.to_owned()))
        .collect()
}

/// The names of a row of the pack.
struct CandidateNames<'p> {
    /// Its English, Chinese and shortened name, each with the help to show beside it.
    own: Vec<(String, &'p str)>,
    /// Its aliases.
    others: Vec<&'p str>,
    /// The English name: the help beside an alias.
    name: &'p str,
}

impl<'p> CandidateNames<'p> {
    fn new(name: &'p str, name_zh: &'p str, others: impl Iterator<Item = &'p str>) -> Self {
        CandidateNames {
            own: vec![(name.to_owned(), name_zh), (name_zh.to_owned(), name)],
            others: others.collect(),
            name,
        }
    }
}

/// The names that begin with the typed text, or else one alias of each row that has such an alias. Each begins with the text
/// exactly as typed, because shells compare case.
fn beginning_with(typed: &str, rows: &[CandidateNames<'_>]) -> Vec<(String, String)> {
    let completion = |name: &str| Some(format!("{typed}{}", suffix_after(name, typed)?));
    let own = rows.iter().flat_map(|row| &row.own).filter(|(name, _)| !name.is_empty());
    let own: Vec<(String, String)> =
        own.filter_map(|(name, help)| Some((completion(name)?, (*help).to_owned()))).collect();
    if !own.is_empty() || typed.is_empty() {
        return own;
    }
    let alias = |row: &CandidateNames<'_>| {
        // One alias is enough: more typed letters lead to the others.
        let fitting = row.others.iter().filter_map(|name| Some((!name.starts_with(typed), completion(name)?)));
        let (_, name) = fitting.min_by_key(|(other_case, name)| (*other_case, name.chars().count()))?;
        Some((name, row.name.to_owned()))
    };
    rows.iter().filter_map(alias).collect()
}

/// The rest of a name after the typed text, compared without case; `None` when the name begins otherwise.
fn suffix_after<'n>(name: &'n str, typed: &str) -> Option<&'n str> {
    let mut letters = name.chars();
    for wanted in typed.chars() {
        let letter = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(letters.as_str())
}

fn completed(
    typed: &OsStr,
    rows: impl for<'p> FnOnce(&'p Pack) -> Result<Vec<CandidateNames<'p>>, DataError>,
) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else { return Vec::new() };
    candidates(|pack| Ok(beginning_with(typed, &rows(pack)?)))
}

fn role_names(pack: &Pack, answerable: Answerable) -> Result<Vec<CandidateNames<'_>>, DataError> {
    let words = NameWords::default();
    let titles = Titles::new(pack, &words);
    let mut rows = Vec::new();
    for role in pack.roles()? {
        if !(answerable.accepts)(pack, role)? {
            continue;
        }
        // An unreadable table of aliases must not stop titles from completing.
        let others = pack.role_aliases().into_iter().flatten().filter(|alias| alias.id == role.id);
        let mut row = CandidateNames::new(&role.title, &role.title_zh, others.map(|alias| alias.alias.as_str()));
        if let Ok(Some(shorter)) = without_domain(pack, &words, &role.title)
            && matches!(titles.resolve(&shorter), Ok(Ok(found)) if found.role == *role.id)
        {
            row.own.push((shorter, &role.title));
        }
        rows.push(row);
    }
    Ok(rows)
}

fn city_names(pack: &Pack) -> Result<Vec<CandidateNames<'_>>, DataError> {
    let mut rows = Vec::new();
    for city in pack.cities()?.iter().filter(|city| city.kind.has_figures()) {
        let others = pack.city_aliases().into_iter().flatten().filter(|alias| alias.id == city.id);
        rows.push(CandidateNames::new(&city.name, &city.name_zh, others.map(|alias| alias.alias.as_str())));
    }
    Ok(rows)
}

fn level_names(pack: &Pack) -> Result<Vec<CandidateNames<'_>>, DataError> {
    let mut rows = Vec::new();
    for level in pack.levels()?.iter().filter(|level| level_has_price(level)) {
        let others = pack.level_aliases().into_iter().flatten().filter(|alias| alias.id == level.id);
        rows.push(CandidateNames::new(&level.id, &level.name_zh, others.map(|alias| alias.alias.as_str())));
    }
    Ok(rows)
}

/// Roles with a price.
pub(in crate::cli) fn roles(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, |pack| role_names(pack, Answerable::priced(None)))
}

/// Roles with skills.
pub(in crate::cli) fn roles_with_skills(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, |pack| role_names(pack, Answerable::with_skills()))
}

/// Every role of the catalogue.
pub(in crate::cli) fn every_role(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, |pack| role_names(pack, Answerable::any()))
}

/// Roles with a price, then cities.
pub(in crate::cli) fn roles_and_cities(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, |pack| {
        let mut rows = role_names(pack, Answerable::priced(None))?;
        rows.extend(city_names(pack)?);
        Ok(rows)
    })
}

/// Cities.
pub(in crate::cli) fn cities(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, city_names)
}

/// Levels with a price.
pub(in crate::cli) fn levels(typed: &OsStr) -> Vec<CompletionCandidate> {
    completed(typed, level_names)
}

/// Skills.
pub(in crate::cli) fn skills() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        Ok(in_both_languages(pack.skills()?.iter().map(|skill| (skill.name.as_str(), skill.name_zh.as_str()))))
    })
}

/// Frameworks of skills.
pub(in crate::cli) fn frameworks() -> Vec<CompletionCandidate> {
    candidates(|pack| pack.frameworks()?.into_iter().map(|id| Ok((id.to_owned(), pack.framework_name(id)?))).collect())
}

/// Sectors that the medians can be compared with, because a premium over them is published.
pub(in crate::cli) fn sectors() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let sectors = pack.premiums()?.iter().filter(|premium| premium.kind == PremiumKind::Sector);
        Ok(sectors.map(|premium| (premium.id.owned(), premium.name.owned())).collect())
    })
}

/// Sections of the report, and `caveats`.
pub(in crate::cli) fn sections() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let sections = section_names(pack)?.into_iter();
        Ok(sections.map(|section| (section, String::new())).collect())
    })
}

/// Places that figures are about.
pub(in crate::cli) fn geographies() -> Vec<CompletionCandidate> {
    candidates(|pack| {
        let mut out = Vec::new();
        for place in crate::views::market_geographies(pack)? {
            let name = pack.cities()?.get(&place).map(|city| city.name_zh.owned()).unwrap_or_default();
            out.push((place, name));
        }
        Ok(out)
    })
}

/// Tables of a pack.
pub(in crate::cli) fn tables() -> Vec<CompletionCandidate> {
    Pack::table_names().map(CompletionCandidate::new).collect()
}
