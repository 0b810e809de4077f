//! `payband report`: a page of the whole market, or a hiring brief for one role and city.

mod priced_market;

use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::args::cells::CellArgs;
use super::args::given_pay::GivenPay;
use super::args::pricing::{PricingArgs, in_each_currency, print_warnings};
use super::args::value_list::ValueList;
use super::context::Context;
use super::failure::Failure;
use super::names::name_list::is_all;
use super::output::args::not_for_a_terminal;
use super::output::destination::write_file;
use super::output::imprint::imprint;
use super::output::stdout::write_stdout;
use super::quotes::{RequestPricer, quotes};
use crate::answer::{Note, NoteKind, NoteTarget};
use crate::brief::{self, Hire, Market};
use crate::pack::Pack;
use crate::page::Page;
use crate::pricing::{Cell, Exchange, Offer, Options, Pricer, Quote, level_has_price, own_median, whole_market_cell};
use crate::render::{PageFormat, page};
use crate::views::{self, BenchmarkRow};
use priced_market::priced_market;

/// The whole market as one self-contained page, or a hiring brief for one role and city.
///
/// Without --role: every section, chart, table and caveat. With --role (and --city): the market range and how it is computed,
/// how hard the role is to fill, which skills to screen for, who else hires, trends of its area, and the total of an offer.
#[derive(Debug, clap::Args)]
#[command(mut_arg("role", |role| role.required(false).help(
    "Role of a hiring brief, by title, Chinese title, alias or id [default: no brief, the whole market]"
)))]
#[command(mut_arg("city", |city| city.help(
    "City of a hiring brief, in English or Chinese [default: the reference rate]"
)))]
#[command(after_help = "\
Examples:
  payband report -o market.html
  payband report -o market.xlsx
  payband report --role \"Cloud Architect\" --city Shanghai -o brief.html
  payband report -r \"Cloud Architect\" -c Shanghai -l senior --salary ¥650,000 -o brief.html
  payband report --role 数据科学家 --city 北京 --level senior --currency CNY -o brief.md")]
pub(super) struct Args {
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    /// Show in the brief how this offer or salary stands in the range (90000, ¥650,000, 35k/month x14).
    // The pay reader refuses a minus sign: the error of clap would repeat the amount, which is confidential.
    #[arg(long, value_name = "PAY", help_heading = "Pay to compare", allow_hyphen_values = true)]
    salary: Option<String>,
    /// Format of the page [default: by the extension of the file, or else markdown].
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output options", value_parser = ValueList::new(&PageFormat::ALL, PageFormat::as_str).with_help(format_help))]
    format: Option<PageFormat>,
    /// File to write to; its extension (.html, .md, .xlsx) chooses the format [default: standard output].
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output options")]
    output: Option<PathBuf>,
}

/// The help text of a format.
fn format_help(format: PageFormat) -> &'static str {
    match format {
        PageFormat::Html => "One file for a browser or a printer: charts, sortable tables, light and dark colours",
        PageFormat::Markdown => "Headings and tables for GitHub, chat and wikis",
        PageFormat::Xlsx => "A workbook with a sheet for each table",
    }
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let path = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let format = self.chosen_format(path)?;
        if format == PageFormat::Xlsx && path.is_none() && context.console.stdout_is_terminal() {
            return Err(not_for_a_terminal());
        }
        let made = if self.cells.role.is_empty() { self.market(context)? } else { self.brief(context)? };
        let bytes = page(&made, format)?;
        match path {
            Some(path) => write_file(&context.pack, path, &bytes),
            None => write_stdout(&bytes),
        }
    }

    fn chosen_format(&self, path: Option<&Path>) -> Result<PageFormat, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = path else { return Ok(PageFormat::Markdown) };
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        PageFormat::from_extension(&extension).ok_or_else(|| {
            Failure::usage(format!("{}: no page format has this extension", path.display()))
                .hint("end it in .html, .md or .xlsx, or add --format")
        })
    }

    /// The whole market: roles with a published median at the reference rate and in the cities with a premium, and the best
    /// paid of them at every level.
    fn market(&self, context: &Context) -> Result<Page, Failure> {
        for (given, option) in [
            (!self.cells.city.is_empty(), "--city"),
            (!self.cells.level.is_empty(), "--level"),
            (self.cells.years.is_some(), "--years"),
            (self.cells.domain_years.is_some(), "--domain-years"),
            (self.salary.is_some(), "--salary"),
        ] {
            if given {
                return Err(Failure::usage(format!("{option} goes with --role"))
                    .hint("name a role for a hiring brief, or leave the option out for the whole market"));
            }
        }
        let pack = &context.pack;
        let mut roles = Vec::new();
        for role in pack.roles()? {
            let median = match own_median(pack, &role.id)? {
                Some(salary) => Some(salary.median),
                None => whole_market_cell(pack, &role.id)?.and_then(|cell| cell.annual_median()),
            };
            roles.extend(median.map(|median| (role.id.owned(), median)));
        }
        let places: Vec<Option<String>> = std::iter::once(None)
            .chain(pack.geo_differentials()?.iter().map(|premium| Some(premium.city.owned())))
            .collect();
        let levels = or_none(priced_levels(pack)?);
        let cells_of = |role: &str| -> Vec<Cell> {
            let cell = |city: &Option<String>, level: &Option<String>| Cell {
                role: role.to_owned(),
                city: city.clone(),
                level: level.clone(),
            };
            places.iter().flat_map(|city| levels.iter().map(move |level| cell(city, level))).collect()
        };
        let options = self.pricing.options(context, None)?;
        print_warnings(context, &self.pricing.warnings(pack, &options, false)?);
        let pricer = Pricer::new(pack, options.clone())?;
        let cells: Vec<Cell> = roles.iter().flat_map(|(role, _)| cells_of(role)).collect();
        let ranges = quotes(&pricer, &cells, true, &mut Vec::new())?;
        let best = roles.iter().max_by_key(|(_, median)| *median);
        let cells = best.map(|(role, _)| cells_of(role)).unwrap_or_default();
        // The best paid role may have no growth to age by: the page then has no ladder.
        let ladder = RequestPricer::new(&pricer, cells.len(), true).price(&cells)?;
        let priced = Some(priced_market(context, &options, levels)?);
        let market = Market { ranges, ladder, priced };
        Ok(brief::market(pack, market, context.console.about_today()?, imprint(context)?)?)
    }

    fn brief(&self, context: &Context) -> Result<Page, Failure> {
        if self.cells.role.len() > 1
            || self.cells.city.len() > 1
            || self.cells.role.iter().chain(&self.cells.city).any(|name| is_all(name))
        {
            return Err(one_of_each());
        }
        let pack = &context.pack;
        let request = self.cells.resolve(pack, &self.pricing)?;
        if request.roles.len() > 1 || request.cities.len() > 1 {
            return Err(one_of_each());
        }
        let options = request.options(context, &self.pricing)?;
        let mut notes = request.notes;
        // The brief prints pay per month too.
        notes.extend(self.pricing.warnings(pack, &options, true)?);
        let salary =
            self.salary.as_deref().map(|text| GivenPay::read(context, &options, "--salary", text)).transpose()?;
        let prices = |options: Options, cells: &[Cell]| -> Result<Vec<Quote>, Failure> {
            quotes(&Pricer::new(pack, options)?, cells, false, &mut Vec::new())
        };
        let pricer = Pricer::new(pack, options.clone())?;
        let exchange = pricer.exchange();
        let asked = quotes(&pricer, &request.cells, false, &mut Vec::new())?;
        let rows = with_offer(asked, salary.as_ref(), &exchange)?;
        let mut offer_sentence = String::new();
        if let Some(given) = &salary {
            // The brief says what the offer is in the unit of the range; what was assumed about it is said too.
            let priced: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
            let said = given.notes_beside(&priced, &exchange)?.into_iter();
            let is_for_page = |note: &Note| note.kind == NoteKind::Warning && note.target != NoteTarget::Tables;
            notes.extend(said.filter(is_for_page).map(without_option));
            let compared: Vec<_> = rows.iter().filter_map(|row| Some((&row.quote, row.offer.as_ref()?))).collect();
            notes.extend(given.implausible(pack, &options, &exchange, &compared)?.map(without_option));
            offer_sentence = views::offer_sentence(pack, &rows, &given.offer_text(rows.first().map(|row| &row.quote)))?;
        }
        let ladder = CellArgs { level: priced_levels(pack)?, years: None, ..self.cells.clone() };
        let ladder = ladder.resolve(pack, &self.pricing)?;
        let mut offers = Vec::new();
        for options in in_each_currency(context, &options)? {
            offers.push(prices(options, &request.cells)?);
        }
        notes.retain(|note: &Note| note.kind != NoteKind::Caveat);
        let hire = Hire {
            rows,
            offer: salary.as_ref().map(|given| given.text.to_owned()),
            offer_sentence,
            // Without the years of one candidate, which would decide the bonus at every level.
            ladder: prices(Options { domain_years: None, ..options }, &ladder.cells)?,
            offers,
            notes,
        };
        Ok(brief::hiring(pack, hire, context.console.about_today()?, imprint(context)?)?)
    }
}

/// A note about `--salary` for a page, which has no options.
fn without_option(note: Note) -> Note {
    Note { text: note.text.replace("--salary", "the offer"), ..note }
}

/// The prices, each with the offer that is compared with it.
fn with_offer(
    quotes: Vec<Quote>,
    given: Option<&GivenPay<'_>>,
    exchange: &Exchange<'_>,
) -> Result<Vec<BenchmarkRow>, Failure> {
    let mut rows = Vec::with_capacity(quotes.len());
    for quote in quotes {
        let offer = given.map(|given| Offer::against(&quote, &given.annual, exchange)).transpose()?.flatten();
        rows.push(BenchmarkRow { offer, ..BenchmarkRow::from(quote) });
    }
    Ok(rows)
}

fn one_of_each() -> Failure {
    Failure::usage("a hiring brief is about one role in one city")
        .hint("call `payband report` once for each; `payband benchmark` prices a grid")
}

/// The levels with a differential of their own, not that of another level.
fn priced_levels(pack: &Pack) -> Result<Vec<String>, Failure> {
    let levels = pack.levels()?.iter().filter(|level| level_has_price(level) && level.priced_as.is_none());
    Ok(levels.map(|level| level.id.owned()).collect())
}

/// The levels to price; none at all where the pack has no levels.
fn or_none(levels: Vec<String>) -> Vec<Option<String>> {
    if levels.is_empty() { vec![None] } else { levels.into_iter().map(Some).collect() }
}
