//! The cells to price: every combination of the roles, cities and levels that are named.

use std::collections::HashSet;

use clap_complete::engine::ArgValueCompleter;

use super::completion_candidates;
use super::failure::Failure;
use super::pack_lacks::lacks_for_option;
use super::place_in_role::{unused_place, with_place_apart};
use super::pricing::{PricingArgs, no_percentiles};
use super::resolve::{is_all, resolve_cities, resolve_levels, resolve_priced_roles};
use super::years_arg::YearsArg;
use crate::answer::Note;
use crate::iter::common_value;
use crate::names::NameWords;
use crate::names::level_for_years;
use crate::pack::{Level, Pack, Record};
use crate::pricing::{Cell, DomainYears, has_percentiles_only};

/// The roles, cities and levels to price.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(super) struct CellArgs {
    /// Role, by title, Chinese title, alias or id; `all` means every role with a price (repeatable, or a list with commas).
    #[arg(short, long, value_name = "NAME", required = true, add = ArgValueCompleter::new(completion_candidates::roles))]
    pub(super) role: Vec<String>,
    /// City, in English or Chinese; `all` means every city (repeatable, or a list with commas) [default: none; the price is
    /// then the reference rate, to which no premium is added].
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(completion_candidates::cities))]
    pub(super) city: Vec<String>,
    /// Level; `all` means every level with a price (repeatable, or a list with commas) [default: entry, mid and senior].
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(completion_candidates::levels))]
    pub(super) level: Vec<String>,
    /// Years of career, which choose the level when --level is not given; the lower end of a range (3-5) counts.
    #[arg(long, value_name = "N")]
    pub(super) years: Option<YearsArg>,
    /// Years of experience in the domain, which decide the retention bonus [default: --years; without it the level decides].
    #[arg(long, value_name = "N")]
    pub(super) domain_years: Option<YearsArg>,
}

/// The cells to price, with notes on how the names were understood.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) cells: Vec<Cell>,
    pub(super) roles: Vec<String>,
    pub(super) cities: Vec<Option<String>>,
    pub(super) levels: Vec<Option<String>>,
    pub(super) domain_years: Option<DomainYears>,
    /// Whether titles name different levels while neither `--level` nor `--years` is given.
    pub(super) mixed_levels: bool,
    /// Whether `--role all` was given, so that a role that cannot be priced may be left out.
    pub(super) for_all: bool,
    pub(super) notes: Vec<Note>,
}

impl CellArgs {
    /// Resolves the names to ids and combines them.
    pub(super) fn resolve(&self, pack: &Pack, pricing: &PricingArgs) -> Result<Cells, Failure> {
        let mut notes = Vec::new();
        let words = NameWords::default();
        let roles = match resolve_priced_roles(pack, &words, &self.role, pricing.min_grade(), &mut notes) {
            Err(failure) if self.city.is_empty() => {
                return Err(with_place_apart(pack, &words, &self.role, failure)?);
            }
            roles => roles?,
        };
        if self.city.is_empty() {
            for role in &self.role {
                notes.extend(unused_place(pack, &words, role)?);
            }
        }
        let cities = resolve_cities(pack, &words, &self.city, pricing.cities(), &mut notes)?;
        let levels = self.levels(pack, &mut notes)?;
        let titles_decide = self.level.is_empty() && self.years.is_none();
        if self.domain_years.is_some() && has_percentiles_only(pack)? {
            return Err(no_percentiles("--domain-years"));
        }
        let (mut cells, mut seen) = (Vec::new(), HashSet::new());
        for (role, own_level) in &roles {
            let of_role = match own_level {
                Some(level) if titles_decide => {
                    notes.push(
                        Note::new(format!("the level {level} is read from the title")).advising("--level overrides it"),
                    );
                    vec![Some(level.clone())]
                }
                _ if titles_decide => levels_of_percentiles(pack, role)?.unwrap_or_else(|| levels.clone()),
                _ => levels.clone(),
            };
            // A role may be named twice, once with a level in its title.
            let of_role: Vec<Option<String>> =
                of_role.into_iter().filter(|level| seen.insert((role, level.clone()))).collect();
            for city in &cities {
                cells.extend(of_role.iter().map(|level| Cell {
                    role: role.clone(),
                    city: city.clone(),
                    level: level.clone(),
                }));
            }
        }
        notes.extend(self.domain_years.as_ref().and_then(YearsArg::domain_note));
        let stated = self.domain_years.as_ref().map(|years| DomainYears { years: years.least, of_career: false });
        let career = || self.years.as_ref().map(|years| DomainYears { years: years.least, of_career: true });
        let domain_years = stated.or_else(career);
        let mixed_levels =
            titles_decide && !roles.is_empty() && common_value(roles.iter().map(|(_, level)| level)).is_none();
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

    /// The levels to price; only `None` where the pack has no levels.
    fn levels(&self, pack: &Pack, notes: &mut Vec<Note>) -> Result<Vec<Option<String>>, Failure> {
        let table = pack.levels()?;
        if table.is_empty() {
            return match (self.level.is_empty(), &self.years) {
                (true, None) => Ok(vec![None]),
                (false, _) => Err(no_levels("--level")),
                (true, Some(_)) => Err(no_levels("--years")),
            };
        }
        if !self.level.is_empty() {
            return Ok(resolve_levels(pack, &self.level, notes)?.into_iter().map(Some).collect());
        }
        let Some(years) = &self.years else {
            return Ok(table
                .iter()
                .filter(|level| level.low_pct.is_some())
                .map(|level| Some(level.id.owned()))
                .collect());
        };
        let level = level_for_years(table, years.least).ok_or_else(|| {
            Failure::usage(format!("no level begins at {} years or less", years.least)).hint("name one with --level")
        })?;
        notes.push(years.note(&level.name.to_lowercase()));
        Ok(vec![Some(level.id.owned())])
    }
}

/// The levels of the percentiles of a role, in the order of the pack; `None` where it has none, or the pack has no levels.
fn levels_of_percentiles(pack: &Pack, role: &str) -> Result<Option<Vec<Option<String>>>, Failure> {
    if pack.levels()?.is_empty() || !pack.has_cells_of(role)? {
        return Ok(None);
    }
    let cells = pack.cells_of(role)?;
    let mut levels: Vec<Option<String>> = Vec::new();
    levels.extend(cells.iter().any(|cell| cell.level.is_empty()).then_some(None));
    let has = |level: &&Record<Level>| cells.iter().any(|cell| cell.level == level.id);
    levels.extend(pack.levels()?.iter().filter(has).map(|level| Some(level.id.owned())));
    Ok(Some(levels))
}

/// The error for an option that chooses a level of a pack without levels.
fn no_levels(flag: &str) -> Failure {
    lacks_for_option("levels", format!("leave {flag} out: the figures are of all levels together"))
}
