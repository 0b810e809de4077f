//! The cells to price: every combination of the roles, cities and levels that are named.

use std::collections::HashSet;

use clap_complete::engine::ArgValueCompleter;

use super::pricing::{PricingArgs, no_percentiles};
use super::years::YearsArg;
use crate::answer::Note;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::names::completion_candidates;
use crate::cli::names::name_list::is_all;
use crate::cli::names::pay_in_role::leave_out_pay;
use crate::cli::names::place_in_role::{
    TitleAndPlace, any_place_in_role, is_unknown_role, other_place_in_role, place_in_role, with_hint_of_place,
    with_hint_of_two_places,
};
use crate::cli::names::resolve_levels::resolve_levels;
use crate::cli::names::resolve_places::resolve_cities;
use crate::cli::names::resolve_roles::{NamedRole, resolve_priced_roles, role_of_title_of_file};
use crate::cli::pack_lacks::lacks_for_option;
use crate::iter::common_value;
use crate::names::NameWords;
use crate::names::level_for_years;
use crate::pack::{Pack, PlaceKind};
use crate::pricing::{Cell, DomainYears, Options, has_percentiles_only};

/// The roles, cities and levels to price.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "What to price")]
pub(in crate::cli) struct CellArgs {
    /// Role, by title, Chinese title, alias or id; `all` means every role with a price (repeatable, or a list with commas).
    #[arg(short, long, value_name = "NAME", required = true, add = ArgValueCompleter::new(completion_candidates::roles))]
    pub(in crate::cli) role: Vec<String>,
    /// City, in English or Chinese; `all` means every city (repeatable, or a list with commas) [default: none; the price is
    /// then the reference rate, to which no premium is added].
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(completion_candidates::cities))]
    pub(in crate::cli) city: Vec<String>,
    /// Level; `all` means every level with a price (repeatable, or a list with commas) [default: entry, mid and senior].
    #[arg(short, long, value_name = "NAME", add = ArgValueCompleter::new(completion_candidates::levels))]
    pub(in crate::cli) level: Vec<String>,
    /// Years of career, which choose the level when --level is not given; the lower end of a range (3-5) counts.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) years: Option<YearsArg>,
    /// Years of experience in the domain, which decide the retention bonus [default: --years; without it the level decides].
    #[arg(long, value_name = "N")]
    pub(in crate::cli) domain_years: Option<YearsArg>,
}

/// The cells to price, with notes on how the names were understood.
#[derive(Debug)]
pub(in crate::cli) struct Cells {
    pub(in crate::cli) cells: Vec<Cell>,
    pub(in crate::cli) roles: Vec<String>,
    /// The ids of roles that were asked for by the title of one of several jobs that they cover.
    by_covered_job: Vec<String>,
    pub(in crate::cli) cities: Vec<Option<String>>,
    pub(in crate::cli) levels: Vec<Option<String>>,
    domain_years: Option<DomainYears>,
    /// Whether titles name different levels while neither `--level` nor `--years` is given.
    pub(in crate::cli) mixed_levels: bool,
    /// Whether `--role all` was given, so that a role that cannot be priced may be left out.
    pub(in crate::cli) for_all: bool,
    pub(in crate::cli) notes: Vec<Note>,
}

impl Cells {
    /// The options of the pricing engine for these cells.
    pub(in crate::cli) fn options(&self, context: &Context, pricing: &PricingArgs) -> Result<Options, Failure> {
        let by_covered_job = self.by_covered_job.clone();
        Ok(Options { by_covered_job, ..pricing.options(context, self.domain_years)? })
    }
}

impl CellArgs {
    /// Resolves the names to ids and combines them.
    pub(in crate::cli) fn resolve(&self, pack: &Pack, pricing: &PricingArgs) -> Result<Cells, Failure> {
        let mut notes = Vec::new();
        let words = NameWords::default();
        let roles = resolve_priced_roles(pack, &words, &self.role, pricing.min_grade(), &mut notes);
        // A name of a role that is understood as a whole holds no pay.
        if roles.as_ref().map_or_else(is_unknown_role, |roles| roles.iter().any(|role| role.has_noise))
            && let Some(cells) = self.resolve_without_pay(pack, pricing)?
        {
            return Ok(cells);
        }
        if self.city.is_empty()
            && let Some(found) = place_in_role(pack, &words, &self.role, roles.as_ref().err())?
        {
            let mut cells = self.apart(&found).resolve(pack, pricing)?;
            cells.notes.push(found.note());
            return Ok(cells);
        }
        let roles = match (roles, self.role.as_slice()) {
            (Err(failure), [title]) if is_unknown_role(&failure) => {
                let read = role_of_title_of_file(pack, title, pricing.min_grade(), &mut notes)?;
                read.map(|role| vec![role]).ok_or(failure)
            }
            (roles, _) => roles,
        };
        let roles = match roles {
            Err(failure) if self.city.is_empty() => {
                return Err(with_hint_of_place(pack, &words, &self.role, failure)?);
            }
            Err(failure) => return Err(with_hint_of_two_places(pack, &words, &self.role, &self.city, failure)?),
            Ok(roles) => roles,
        };
        if let (true, [text], [role]) = (self.city.is_empty(), self.role.as_slice(), roles.as_slice())
            && role.has_noise
            && let Some(found) = any_place_in_role(pack, &words, text)?
        {
            return self.apart(&found).resolve(pack, pricing);
        }
        let mut city_names = self.city.clone();
        notes.extend(leave_out_pay(&mut city_names));
        let cities = resolve_cities(pack, &words, &city_names, pricing.cities(), &mut notes)?;
        // Only a word that titles pass over can be a place.
        let may_name_place = !self.city.is_empty() && roles.iter().any(|role| role.has_noise);
        for text in self.role.iter().filter(|_| may_name_place) {
            if let Some(found) = other_place_in_role(pack, &words, text, &cities)? {
                notes.push(Note::warning(format!(
                    "\"{}\" in the role is left out: the city is {}",
                    found.place,
                    self.city.join(", ")
                )));
            }
        }
        let levels = self.levels(pack, &mut notes)?;
        let titles_decide = self.level.is_empty() && self.years.is_none();
        if self.domain_years.is_some() && has_percentiles_only(pack)? {
            return Err(no_percentiles("--domain-years"));
        }
        let (mut cells, mut seen) = (Vec::new(), HashSet::new());
        for NamedRole { id: role, level: own_level, .. } in &roles {
            let own_level = own_level.as_ref().filter(|_| titles_decide);
            if let Some(level) = own_level {
                notes.push(
                    Note::new(format!("the level {level} is read from the title")).advising("--level overrides it"),
                );
            }
            for city in &cities {
                let of_role = match own_level {
                    Some(level) => vec![Some(level.clone())],
                    None if titles_decide => {
                        levels_of_percentiles(pack, role, city.as_deref())?.unwrap_or_else(|| levels.clone())
                    }
                    None => levels.clone(),
                };
                // A role may be named twice, once with a level in its title.
                let of_role = of_role.into_iter().filter(|level| seen.insert((role, city, level.clone())));
                cells.extend(of_role.map(|level| Cell { role: role.clone(), city: city.clone(), level }));
            }
        }
        notes.extend(self.domain_years.as_ref().and_then(YearsArg::domain_note));
        let stated = self.domain_years.as_ref().map(|years| DomainYears { years: years.least, of_career: false });
        let career = || self.years.as_ref().map(|years| DomainYears { years: years.least, of_career: true });
        let domain_years = stated.or_else(career);
        let mixed_levels =
            titles_decide && !roles.is_empty() && common_value(roles.iter().map(|role| &role.level)).is_none();
        let for_all = self.role.iter().any(|name| is_all(name));
        Ok(Cells {
            cells,
            by_covered_job: roles
                .iter()
                .filter(|role| role.covered_job.is_some())
                .map(|role| role.id.clone())
                .collect(),
            roles: roles.into_iter().map(|role| role.id).collect(),
            cities,
            levels,
            domain_years,
            mixed_levels,
            for_all,
            notes,
        })
    }

    /// The cells of the roles without the pay in their texts, with a warning; `None` where they hold no pay, or are unknown without it
    /// too.
    fn resolve_without_pay(&self, pack: &Pack, pricing: &PricingArgs) -> Result<Option<Cells>, Failure> {
        let mut role = self.role.clone();
        let left_out = leave_out_pay(&mut role);
        if left_out.is_empty() {
            return Ok(None);
        }
        match (CellArgs { role, ..self.clone() }).resolve(pack, pricing) {
            Ok(cells) => Ok(Some(Cells { notes: [left_out, cells.notes].concat(), ..cells })),
            Err(failure) if is_unknown_role(&failure) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// These arguments with a title and a place in place of the text of the role.
    fn apart(&self, found: &TitleAndPlace<'_>) -> CellArgs {
        CellArgs { role: vec![found.title()], city: vec![found.place.to_owned()], ..self.clone() }
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

/// The levels of the percentiles of a role in a place, or in all places where it has none there, in the order of the pack; `None`
/// where it has no percentiles, or the pack has no levels.
fn levels_of_percentiles(pack: &Pack, role: &str, city: Option<&str>) -> Result<Option<Vec<Option<String>>>, Failure> {
    if pack.levels()?.is_empty() || !pack.has_cells_of(role)? {
        return Ok(None);
    }
    let nation = pack.cities()?.iter().find(|place| place.kind == PlaceKind::Nation);
    let is_here = |place: &str| match city {
        Some(city) => place == city,
        None => place.is_empty() || nation.is_some_and(|nation| nation.id == *place),
    };
    let cells = pack.cells_of(role)?;
    let has_any_here = cells.iter().any(|cell| is_here(&cell.place));
    let has = |level: &str| cells.iter().any(|cell| cell.level == *level && (!has_any_here || is_here(&cell.place)));
    let mut levels: Vec<Option<String>> = Vec::new();
    levels.extend(has("").then_some(None));
    levels.extend(pack.levels()?.iter().filter(|level| has(&level.id)).map(|level| Some(level.id.owned())));
    Ok(Some(levels))
}

/// The error for an option that chooses a level of a pack without levels.
fn no_levels(flag: &str) -> Failure {
    lacks_for_option("levels", format!("leave {flag} out: the figures are of all levels together"))
}
