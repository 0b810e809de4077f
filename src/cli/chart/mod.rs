//! `payband chart`: figures of the report and pay ranges as pictures.

mod picture;
mod position;
mod survey;

use clap::Subcommand;

use super::args::cells::{CellArgs, Cells};
use super::args::pricing::PricingArgs;
use super::context::Context;
use super::failure::Failure;
use super::pack_lacks::{lacks, require_rows};
use super::quotes::quotes;
use crate::answer::Note;
use crate::money::grouped;
use crate::pack::{CityMarket, Fact, Salary, TableName as _, section};
use crate::page::Picture;
use crate::pricing::{Pricer, own_median};
use crate::views::{self, chart};
use picture::PictureArgs;

/// Charts of the report and of pay ranges: in the terminal, as SVG or as PNG.
///
/// `-o chart.svg` or `-o chart.png` writes a picture file for a document.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband chart salary
  payband chart ranges --city Shanghai --level senior
  payband chart ladder --role \"Cloud Architect\" -o ladder.svg
  payband chart workforce -o workforce.png")]
pub(super) struct Args {
    #[command(subcommand)]
    kind: ChartKind,
}

#[derive(Debug, Subcommand)]
enum ChartKind {
    /// Published medians by role, with their growth
    Salary(PictureOnlyArgs),
    /// Published medians against their growth
    Growth(PictureOnlyArgs),
    /// Market ranges by role, for a city and level: base salary and base + retention
    Ranges(Ranges),
    /// Workforce by city, with vacancies and growth
    Workforce(PictureOnlyArgs),
    /// One role across cities and levels
    Ladder(Ladder),
    /// Share of the work of each function that can be automated
    Automation(PictureOnlyArgs),
    /// Pay of a file against the market, person by person
    Position(Box<position::Args>),
    /// Percentiles by group, of a file of people or from the CSV that `survey` wrote
    Survey(Box<survey::Args>),
}

#[derive(Debug, clap::Args)]
struct PictureOnlyArgs {
    #[command(flatten)]
    picture: PictureArgs,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("role", |role| role.required(false).help(
    "Role, by title, Chinese title, alias or id; `all` means every role with a price (repeatable) [default: every role with \
     a published median]"
)))]
#[command(after_help = "\
Examples:
  payband chart ranges
  payband chart ranges --city 上海 --level senior --currency CNY
  payband chart ranges --role all --city Beijing --level mid -o beijing.svg")]
struct Ranges {
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    picture: PictureArgs,
}

#[derive(Debug, clap::Args)]
#[command(mut_arg("city", |city| city.help(
    "City, in English or Chinese; `all` means every city (repeatable) [default: the reference rate, and every city with a \
     published premium]"
)))]
#[command(after_help = "\
Examples:
  payband chart ladder --role \"Cloud Architect\"
  payband chart ladder --role 数据科学家 --city all -o ladder.png")]
struct Ladder {
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    picture: PictureArgs,
}

/// The most prices of a chart. With more, no reader finds a row, and a picture would take more memory than a screen or a printer
/// has.
const MAX_PRICES: usize = 200;

/// Refuses a chart of too many prices, before any is calculated. The hint names the option with the most names.
fn require_readable(request: &Cells) -> Result<(), Failure> {
    let count = request.cells.len();
    if count <= MAX_PRICES {
        return Ok(());
    }
    let options =
        [("--city", request.cities.len()), ("--role", request.roles.len()), ("--level", request.levels.len())];
    let widest = options.iter().rev().max_by_key(|(_, names)| names).map_or("--role", |(option, _)| option);
    let message = format!("a chart has space for {MAX_PRICES} prices, and these are {}", grouped(count.into(), 0));
    Err(Failure::failed(anyhow::Error::msg(message))
        .hint(format!("name fewer with {widest}; `payband benchmark` lists any number of them")))
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let (picture, out) = match &self.kind {
            ChartKind::Salary(plain) => (chart::salary(pack)?, &plain.picture),
            ChartKind::Growth(plain) => (chart::growth(pack)?, &plain.picture),
            ChartKind::Workforce(plain) => (chart::workforce(pack)?, &plain.picture),
            ChartKind::Automation(plain) => (chart::percentages(pack, section::AUTOMATION)?, &plain.picture),
            ChartKind::Survey(survey) => (survey.draw(context)?, &survey.picture),
            ChartKind::Ranges(ranges) => (ranges.draw(context)?, &ranges.picture),
            ChartKind::Ladder(ladder) => (ladder.draw(context)?, &ladder.picture),
            ChartKind::Position(position) => (position.draw(context)?, &position.picture),
        };
        if picture.chart.is_empty() {
            return Err(self.kind.lacks_figures());
        }
        out.print(context, picture)
    }
}

impl ChartKind {
    /// The error for a pack without the figures of the chart.
    fn lacks_figures(&self) -> Failure {
        match self {
            ChartKind::Salary(_)
            | ChartKind::Ranges(_)
            | ChartKind::Ladder(_)
            | ChartKind::Position(_)
            | ChartKind::Survey(_) => lacks("medians", Salary::NAME),
            ChartKind::Growth(_) => lacks("growth of medians", Salary::NAME).hint("growth is the column yoy_pct"),
            ChartKind::Workforce(_) => lacks("workforces of cities", CityMarket::NAME),
            ChartKind::Automation(_) => lacks("percentages of automation", Fact::NAME).hint(format!(
                "their section is {} and their unit {}",
                section::AUTOMATION,
                views::PERCENT
            )),
        }
    }
}

impl Ranges {
    fn draw(&self, context: &Context) -> Result<Picture, Failure> {
        let pack = &context.pack;
        let mut cells = self.cells.clone();
        let mut notes = Vec::new();
        if cells.role.is_empty() {
            for role in pack.roles()? {
                if own_median(pack, &role.id)?.is_some() || pack.has_cells_of(&role.id)? {
                    cells.role.push(role.id.owned());
                }
            }
            let slotted = views::slotted_roles(pack)?;
            if slotted > 0 {
                let (noun, verb) = if slotted == 1 { ("role", "is") } else { ("roles", "are") };
                let text = format!("{slotted} {noun} without a median {verb} left out");
                notes.push(Note::fact(text).advising("--role all adds them"));
            }
        }
        let request = cells.resolve(pack, &self.pricing)?;
        require_readable(&request)?;
        notes.extend(request.notes.iter().cloned());
        let options = request.options(context, &self.pricing)?;
        notes.extend(self.pricing.warnings(pack, &options, false)?);
        let pricer = Pricer::new(pack, options)?;
        let quotes = quotes(&pricer, &request.cells, request.for_all, &mut notes)?;
        let picture = chart::ranges(pack, quotes, notes, context.console.about_today()?)?;
        Ok(picture)
    }
}

impl Ladder {
    fn draw(&self, context: &Context) -> Result<Picture, Failure> {
        let pack = &context.pack;
        if !pack.has_market_cells()? {
            require_rows(pack.levels()?, "levels")?;
        }
        let mut request = self.cells.resolve(pack, &self.pricing)?;
        let mut notes = std::mem::take(&mut request.notes);
        if self.cells.city.is_empty() {
            let cities: Vec<String> = pack.geo_differentials()?.iter().map(|premium| premium.city.owned()).collect();
            if !cities.is_empty() {
                let with_premium = CellArgs { city: cities, ..self.cells.clone() };
                request.cells.extend(with_premium.resolve(pack, &self.pricing)?.cells);
                notes.push(
                    Note::new("the reference rate and the cities with a published premium")
                        .advising("--city names others, --city all takes every one"),
                );
            }
        }
        require_readable(&request)?;
        let options = request.options(context, &self.pricing)?;
        notes.extend(self.pricing.warnings(pack, &options, false)?);
        let pricer = Pricer::new(pack, options)?;
        let quotes = quotes(&pricer, &request.cells, request.for_all, &mut notes)?;
        Ok(chart::ladder(pack, quotes, notes, context.console.about_today()?)?)
    }
}
