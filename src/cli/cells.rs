//! Which cells are asked for: roles, cities and levels by name, and their product.

use clap_complete::engine::ArgValueCandidates;

use super::candidates;
use super::failure::Failure;
use crate::answer::Note;
use crate::money::Decimal;
use crate::names::{Lexicon, Places, TitleLevel, Titles, Words};
use crate::pack::{Pack, PlaceKind};
use crate::pricing::{Cell, has_price, level_for_years, level_has_price};

/// The roles, cities and levels to price.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(super) struct CellArgs {
    /// Role, by title, Chinese title, alias or id; `all` for every one with a price (repeatable).
    #[arg(short, long, value_name = "NAME", required = true, add = ArgValueCandidates::new(candidates::roles))]
    pub(super) role: Vec<String>,
    /// City, in English or Chinese; `all` for every one (repeatable) [default: the reference rate, without a city].
    #[arg(short, long, value_name = "NAME", add = ArgValueCandidates::new(candidates::cities))]
    pub(super) city: Vec<String>,
    /// Level; `all` for every one with a price (repeatable) [default: entry, mid and senior].
    #[arg(short, long, value_name = "NAME", add = ArgValueCandidates::new(candidates::levels))]
    pub(super) level: Vec<String>,
    /// Years of career, which choose the level when none is given.
    #[arg(long, value_name = "N", value_parser = years)]
    pub(super) years: Option<Decimal>,
    /// Years in healthcare, which decide the retention bonus [default: --years, or else the level decides].
    #[arg(long, value_name = "N", value_parser = years)]
    pub(super) domain_years: Option<Decimal>,
}

/// A number of years.
fn years(text: &str) -> Result<Decimal, String> {
    text.trim()
        .parse::<Decimal>()
        .ok()
        .filter(|years| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(years))
        .ok_or_else(|| "give a number of years from 0 to 100".to_owned())
}

/// The cells asked for, and what has to be said about how they were understood.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) cells: Vec<Cell>,
    pub(super) roles: Vec<String>,
    pub(super) cities: Vec<Option<String>>,
    pub(super) levels: Vec<String>,
    pub(super) domain_years: Option<Decimal>,
    /// Whether the titles name different levels, and nothing else decides the level.
    pub(super) mixed_levels: bool,
    /// Whether every role with a price was asked for, so that one without may be left out.
    pub(super) for_all: bool,
    pub(super) notes: Vec<Note>,
}

/// The word that asks for everything.
const ALL: &str = "all";

/// Whether a name asks for everything.
pub(super) fn is_all(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(ALL)
}

impl CellArgs {
    /// The ids behind the names, and their product.
    pub(super) fn resolve(&self, pack: &Pack, published_only: bool) -> Result<Cells, Failure> {
        let mut notes = Vec::new();
        let words = Words::default();
        let roles = resolve_roles(pack, &words, &self.role, published_only, &mut notes)?;
        let cities = resolve_cities(pack, &words, &self.city, &mut notes)?;
        let levels = self.levels(pack, &mut notes)?;
        let titles_decide = self.level.is_empty() && self.years.is_none();
        let mut cells = Vec::new();
        for (role, own_level) in &roles {
            let of_role = match own_level {
                Some(level) if titles_decide => {
                    notes.push(
                        Note::new(format!("the level {level} is read from the title")).advising("--level overrides it"),
                    );
                    std::slice::from_ref(level)
                }
                _ => levels.as_slice(),
            };
            for city in &cities {
                for level in of_role {
                    let cell = Cell { role: role.clone(), city: city.clone(), level: level.clone() };
                    if !cells.contains(&cell) {
                        cells.push(cell);
                    }
                }
            }
        }
        let domain_years = self.domain_years.or(self.years);
        let mixed_levels = titles_decide && differ(roles.iter().map(|(_, level)| level));
        let for_all = self.role.iter().any(|name| is_all(name));
        Ok(Cells {
            cells,
            roles: roles.into_iter().map(|(role, _)| role).collect(),
            cities,
            levels,
            domain_years,
            mixed_levels,
            for_all,
            notes,
        })
    }

    fn levels(&self, pack: &Pack, notes: &mut Vec<Note>) -> Result<Vec<String>, Failure> {
        let table = pack.levels()?;
        let mut out: Vec<String> = Vec::new();
        if self.level.is_empty() {
            match self.years {
                None => out.extend(table.iter().filter(|level| level.low_pct.is_some()).map(|level| level.id.owned())),
                Some(years) => {
                    let level = level_for_years(table, years).ok_or_else(|| {
                        Failure::usage(format!("no level begins at {years} years or less"))
                            .hint("name one with --level")
                    })?;
                    notes.push(Note::new(format!(
                        "{years} years of career are taken as {} (editorial)",
                        level.name.to_lowercase()
                    )));
                    out.push(level.id.owned());
                }
            }
            return Ok(out);
        }
        let mut lexicon = None;
        for name in &self.level {
            if is_all(name) {
                let (priced, rest): (Vec<_>, Vec<_>) = table.iter().partition(|level| level_has_price(level));
                push_new(&mut out, priced.into_iter().map(|level| level.id.owned()));
                left_out(notes, "levels without a price", rest.into_iter().map(|level| level.name.as_str()));
                continue;
            }
            let lexicon = match &mut lexicon {
                Some(lexicon) => lexicon,
                none => none.insert(Lexicon::levels(pack)?),
            };
            let (id, _) = lexicon.resolve(name)?;
            push_new(&mut out, [id.to_owned()]);
        }
        Ok(out)
    }
}

/// The roles behind some names, each with the level that its name holds.
pub(super) fn resolve_roles(
    pack: &Pack,
    words: &Words,
    names: &[String],
    published_only: bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<(String, Option<String>)>, Failure> {
    let titles = Titles::new(pack, words);
    let mut out: Vec<(String, Option<String>)> = Vec::new();
    for name in names {
        if is_all(name) {
            let mut without = Vec::new();
            for role in pack.roles()? {
                if has_price(pack, role, published_only)? {
                    push_new(&mut out, [(role.id.owned(), None)]);
                } else {
                    without.push(role);
                }
            }
            let what = if published_only { "roles without a published median" } else { "roles without a price" };
            left_out(notes, what, without.into_iter().map(|role| role.title.as_str()));
            continue;
        }
        let found = titles.resolve(name)??;
        let level = match found.level {
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
        push_new(&mut out, [(found.role, level)]);
    }
    Ok(out)
}

/// The cities behind some names; a single `None` when there is no name.
pub(super) fn resolve_cities(
    pack: &Pack,
    words: &Words,
    names: &[String],
    notes: &mut Vec<Note>,
) -> Result<Vec<Option<String>>, Failure> {
    if names.is_empty() {
        return Ok(vec![None]);
    }
    let mut out: Vec<String> = Vec::new();
    let mut places = None;
    for name in names {
        if is_all(name) {
            let (cities, rest): (Vec<_>, Vec<_>) = pack.cities()?.iter().partition(|city| city.kind == PlaceKind::City);
            push_new(&mut out, cities.into_iter().map(|city| city.id.owned()));
            left_out(notes, "provinces", rest.into_iter().map(|city| city.name.as_str()));
            continue;
        }
        let places = match &places {
            Some(places) => places,
            None => places.insert(Places::new(pack, words)?),
        };
        let (id, _) = places.resolve(name)??;
        push_new(&mut out, [id.to_owned()]);
    }
    Ok(out.into_iter().map(Some).collect())
}

fn push_new<T: PartialEq>(out: &mut Vec<T>, ids: impl IntoIterator<Item = T>) {
    for id in ids {
        if !out.contains(&id) {
            out.push(id);
        }
    }
}

/// Whether some values are not all the same.
fn differ<T: PartialEq>(mut all: impl Iterator<Item = T>) -> bool {
    let first = all.next();
    all.any(|other| Some(other) != first)
}

/// A note that names what `all` does not mean.
fn left_out<'a>(notes: &mut Vec<Note>, what: &str, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        notes.push(Note::new(format!("{what} are left out: {}", names.join(", "))));
    }
}
