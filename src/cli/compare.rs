//! `payband compare`: roles, cities or levels side by side against a baseline.

use std::collections::HashMap;

use clap_complete::engine::ArgValueCandidates;

use super::args::cells::{CellArgs, Cells};
use super::args::positional::RolesAndCities;
use super::args::pricing::PricingArgs;
use super::args::value_list::ValueList;
use super::context::Context;
use super::failure::Failure;
use super::held_prices::require_few;
use super::names::completion_candidates;
use super::names::resolve_places::{AllowedCities, resolve_cities};
use super::names::resolve_roles::resolve_priced_roles;
use super::output::args::OutputArgs;
use super::pack_lacks::lacks;
use super::quotes::quotes;
use crate::names::{Lexicon, NameWords, nearest_hint};
use crate::pack::{Pack, PremiumKind};
use crate::pricing::{Cell, Pricer, PricingError, Quote};
use crate::views;
use crate::views::{CellDimension, CompareRow};

/// Roles, cities or levels side by side against a baseline.
///
/// Name several roles or cities, or repeat --level, to compare along them. A gap is the difference of the mids, in money and in
/// percent of the baseline.
#[derive(Debug, clap::Args)]
#[command(mut_arg("role", |role| role.required(false).required_unless_present("names")))]
#[command(after_help = "\
Examples:
  payband compare \"Cloud Architect\" \"Data Scientist\" Shanghai --level senior
  payband compare --role \"Cloud Architect\" --city Shanghai --city Shenzhen --level senior
  payband compare -r \"Data Scientist\" -r \"Cloud Architect\" -c Beijing --baseline \"Cloud Architect\"
  payband compare --role \"EHR Systems Engineer\" --city Shanghai      compares the levels
  payband compare --role all --against general-it           medians against general IT")]
pub(super) struct Args {
    #[command(flatten)]
    names: RolesAndCities,
    #[command(flatten)]
    cells: CellArgs,
    /// Whether to compare roles, cities or levels [default: what has several names, or else levels].
    #[arg(long, value_name = "WHAT", help_heading = "What to price", value_parser = ValueList::new(&CellDimension::ALL, CellDimension::as_str))]
    by: Option<CellDimension>,
    /// The role, city or level to compare with [default: the first].
    #[arg(long, value_name = "NAME", help_heading = "What to price")]
    baseline: Option<String>,
    /// Compare the published medians with those of another sector instead.
    #[arg(long, value_name = "SECTOR", help_heading = "What to price", conflicts_with_all = ["city", "level", "years", "domain_years", "by", "baseline", "retention", "city_premium", "foreign_hire"], add = ArgValueCandidates::new(completion_candidates::sectors))]
    against: Option<String>,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        match &self.against {
            Some(sector) => self.run_against(context, sector),
            None => self.run_side_by_side(context),
        }
    }

    /// What to compare: the names with and without flags.
    fn named(&self, pack: &Pack) -> Result<CellArgs, Failure> {
        self.names.added_to(pack, &self.cells, self.pricing.cities())
    }

    fn run_side_by_side(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let cells = self.named(pack)?;
        let request = cells.resolve(pack, &self.pricing)?;
        if request.mixed_levels {
            return Err(Failure::usage("the titles name different levels, so their pay cannot be compared")
                .hint("say at which level with --level, or leave the levels out of the titles"));
        }
        let dimension = self.dimension(&request)?;
        let named = match &self.baseline {
            Some(name) => Some(self.baseline_id(context, dimension, name)?),
            None => None,
        };
        let options = request.options(context, &self.pricing)?;
        let mut notes = request.notes;
        notes.extend(self.pricing.warnings(pack, &options, false)?);
        let has_steps = self.output.holds_traces(context)?;
        require_few(request.cells.len(), has_steps, "name fewer roles, cities or levels")?;
        let pricer = Pricer::new(pack, options)?;
        let priced = quotes(&pricer, &grouped(&request.cells, dimension), request.for_all, &mut notes)?;
        let baseline = match named {
            Some(id) => Some(id),
            None => priced.first().and_then(|quote| dimension.of(&quote.cell)).map(str::to_owned),
        };
        let rows = with_baselines(&pricer, priced, dimension, baseline.as_deref())?;
        let mut answer = views::compare(pack, dimension, &rows, has_steps, context.console.about_today()?)?;
        answer.notes.splice(0..0, notes);
        self.output.print(context, "compare", answer)
    }

    /// The dimension to compare along.
    fn dimension(&self, request: &Cells) -> Result<CellDimension, Failure> {
        if let Some(by) = self.by {
            return Ok(by);
        }
        let levels_named = !self.cells.level.is_empty() && request.levels.len() > 1;
        // Several names can mean one role or city.
        match (differ(&request.roles), differ(&request.cities), levels_named) {
            (true, false, false) => Ok(CellDimension::Role),
            (false, true, false) => Ok(CellDimension::City),
            (false, false, _) => {
                if request.cells.len() < 2 && self.baseline.is_none() {
                    return Err(Failure::usage("there is nothing to compare: only one role, city and level is given")
                        .hint("name another role or city, repeat --level, or name a --baseline with --by"));
                }
                Ok(CellDimension::Level)
            }
            _ => Err(Failure::usage("more than one of role, city and level is repeated")
                .hint("say what to compare along with --by role, --by city or --by level")),
        }
    }

    fn baseline_id(&self, context: &Context, dimension: CellDimension, name: &str) -> Result<String, Failure> {
        let pack = &context.pack;
        let names = [name.to_owned()];
        let mut unused = Vec::new();
        let id = match dimension {
            CellDimension::Role => {
                resolve_priced_roles(pack, &NameWords::default(), &names, self.pricing.min_grade(), &mut unused)?
                    .into_iter()
                    .next()
                    .map(|role| role.id)
            }
            CellDimension::City => {
                resolve_cities(pack, &NameWords::default(), &names, AllowedCities::Known, &mut unused)?
                    .into_iter()
                    .next()
                    .flatten()
            }
            CellDimension::Level => Some(Lexicon::levels(pack)?.resolve(name)?.0.to_owned()),
        };
        id.ok_or_else(|| Failure::usage("--baseline is empty"))
    }

    fn run_against(&self, context: &Context, sector: &str) -> Result<(), Failure> {
        let pack = &context.pack;
        let sectors =
            || pack.premiums().map(|premiums| premiums.iter().filter(|premium| premium.kind == PremiumKind::Sector));
        let wanted = |name: &str| name.eq_ignore_ascii_case(sector.trim());
        let Some(premium) = sectors()?.find(|premium| wanted(&premium.id) || wanted(&premium.name)) else {
            let known: Vec<&str> = sectors()?.map(|premium| premium.id.as_str()).collect();
            if known.is_empty() {
                return Err(lacks("premiums over other sectors", "premiums"));
            }
            return Err(Failure::failed(anyhow::anyhow!("no premium over a sector \"{sector}\" is published"))
                .hint_from(nearest_hint(sector, known.iter().copied()))
                .hint(format!("sectors with one: {}", known.join(", "))));
        };
        let named = self.named(pack)?;
        if let Some(city) = named.city.first() {
            return Err(Failure::usage(format!(
                "--against compares medians, which are of no city, and \"{city}\" is one"
            ))
            .hint("leave the city out"));
        }
        let mut notes = Vec::new();
        let roles =
            resolve_priced_roles(pack, &NameWords::default(), &named.role, self.pricing.min_grade(), &mut notes)?;
        let options = self.pricing.options(context, None)?;
        notes.extend(self.pricing.warnings(pack, &options, false)?);
        let period = options.period;
        let pricer = Pricer::new(pack, options)?;
        let mut gaps = Vec::new();
        for role in roles {
            let gap = pricer.against(&role.id, premium)?;
            gaps.push((role.id, gap));
        }
        let mut answer = views::against(pack, premium, &gaps, period, context.console.about_today()?)?;
        answer.notes.splice(0..0, notes);
        self.output.print(context, "compare", answer)
    }
}

/// The quotes, each with its baseline; `None` where no pay of that is published beside the other values of the quote.
///
/// # Errors
/// The error of the first row, where no row has a baseline; any other error of a baseline.
fn with_baselines(
    pricer: &Pricer<'_>,
    quotes: Vec<Quote>,
    dimension: CellDimension,
    baseline: Option<&str>,
) -> Result<Vec<CompareRow>, PricingError> {
    let mut rows = Vec::with_capacity(quotes.len());
    let mut first_error = None;
    for quote in quotes {
        let baseline = match pricer.quote(&with_value(&quote.cell, dimension, baseline)) {
            Ok(baseline) => Some(baseline),
            Err(error @ PricingError::NoCell { .. }) => {
                first_error.get_or_insert(error);
                None
            }
            Err(error) => return Err(error),
        };
        rows.push(CompareRow { quote, baseline });
    }
    match first_error {
        Some(error) if rows.iter().all(|row| row.baseline.is_none()) => Err(error),
        _ => Ok(rows),
    }
}

/// Whether some of the values differ.
fn differ<T: PartialEq>(values: &[T]) -> bool {
    values.first().is_some_and(|first| values.iter().any(|value| value != first))
}

/// The cells, reordered so that those which are compared with each other stand together.
fn grouped(cells: &[Cell], dimension: CellDimension) -> Vec<Cell> {
    let mut groups: Vec<Vec<Cell>> = Vec::new();
    let mut indices = HashMap::new();
    for cell in cells {
        let index = *indices.entry(dimension.beside(cell)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => group.push(cell.clone()),
            None => groups.push(vec![cell.clone()]),
        }
    }
    groups.into_iter().flatten().collect()
}

/// The cell with another role, city or level.
fn with_value(cell: &Cell, dimension: CellDimension, value: Option<&str>) -> Cell {
    let mut out = cell.clone();
    match (dimension, value) {
        (CellDimension::Role, Some(role)) => out.role = role.to_owned(),
        (CellDimension::City, city) => out.city = city.map(str::to_owned),
        (CellDimension::Level, Some(level)) => out.level = Some(level.to_owned()),
        (CellDimension::Role | CellDimension::Level, None) => {}
    }
    out
}
