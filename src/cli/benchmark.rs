//! `payband benchmark`: prices one role, city and level, or a grid of them.

use super::args::cells::CellArgs;
use super::args::given_pay::GivenPay;
use super::args::positional::PositionalArgs;
use super::args::pricing::PricingArgs;
use super::context::Context;
use super::failure::Failure;
use super::held_prices::require_few;
use super::output::args::OutputArgs;
use super::output::stdout::write_stdout;
use super::quotes::{RequestPricer, quotes};
use crate::answer::{Answer, Note};
use crate::money::Period;
use crate::pricing::{Cell, Offer, Options, Pricer, PricingError, Quote, Uplift, local_currency};
use crate::render::Detail;
use crate::views::{self, BenchmarkParts, BenchmarkRow, BenchmarkSummary};

/// What the market pays: low, mid and high base salary, retention bonus, and both together.
///
/// Low and high result from the low and the high end of each published premium. Where the pack has percentiles of pay, low, mid
/// and high are P25, P50 and P75. --explain shows how each figure is computed.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(mut_arg("role", |role| role.required(false).required_unless_present("name")))]
#[command(after_help = "\
Examples:
  payband benchmark --role \"Cloud Architect\" --city Shanghai
  payband benchmark \"Cloud Architect\" Shanghai
  payband benchmark --role 数据科学家 --city 北京 --level senior --currency CNY --period month
  payband benchmark --role all --city all --format csv > market.csv
  payband benchmark -r \"Sr Cloud Architect\" -c Shanghai --salary ¥650,000 --current \"¥40k/month x13\"
  payband benchmark --role \"Cloud Architect\" --city Shanghai --level senior --explain")]
pub(super) struct Args {
    #[command(flatten)]
    names: PositionalArgs,
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    /// Compare this offer or salary with the market (90000, ¥650,000, 35k/month x14): ratio to the market mid, gap to it,
    /// and range penetration: 0% at low, 100% at high.
    // The pay reader refuses a minus sign: the error of clap would repeat the amount, which is confidential.
    #[arg(long, value_name = "PAY", help_heading = "Pay to compare", allow_hyphen_values = true)]
    salary: Option<String>,
    /// The candidate's present pay: shows the raise from it to low, mid and high.
    #[arg(long, value_name = "PAY", help_heading = "Pay to compare", allow_hyphen_values = true)]
    current: Option<String>,
    /// Show every step by which each figure is computed, with its source.
    #[arg(long, help_heading = "Output options", conflicts_with_all = ["brief_line", "salary", "current"])]
    explain: bool,
    /// Print one line of at most 200 characters for each role, city and level, to paste into a chat.
    #[arg(long, help_heading = "Output options", conflicts_with_all = ["format", "output", "excel", "current", "caveats"])]
    brief_line: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let request = self.names.resolve(pack, &self.cells, &self.pricing)?;
        let options = request.options(context, &self.pricing)?;
        let mut notes = request.notes;
        let read = |flag, text| GivenPay::read(context, &options, flag, text);
        let salary = self.salary.as_deref().map(|text| read("--salary", text)).transpose()?;
        let current = self.current.as_deref().map(|text| read("--current", text)).transpose()?;
        let given_pay = [&salary, &current].into_iter().flatten();
        let uses_months = self.brief_line || given_pay.clone().any(GivenPay::needs_months);
        notes.extend(self.pricing.warnings(pack, &options, uses_months)?);
        let notes_of_pay = notes.len();
        let pricer = Pricer::new(pack, options.clone())?;
        let has_pay = salary.is_some() || current.is_some();
        if request.cells.len() > MIN_STREAMED_CELLS
            && !(has_pay || self.explain || self.brief_line)
            && self.output.is_streamed(context)?
        {
            return self.print_pieces(context, &pricer, &request.cells, request.for_all, notes);
        }
        let hint = match has_pay || self.explain || self.brief_line {
            true => "name fewer roles, cities or levels",
            false => "name fewer roles, cities or levels, or write them as they are priced: -f csv",
        };
        require_few(request.cells.len(), self.explain || self.output.holds_traces(context)?, hint)?;
        let exchange = pricer.exchange();
        let mut rows = Vec::new();
        for quote in quotes(&pricer, &request.cells, request.for_all, &mut notes)? {
            let offer = salary.as_ref().map(|given| Offer::against(&quote, &given.annual, &exchange)).transpose()?;
            let uplift = current.as_ref().map(|given| Uplift::from(&quote, &given.annual, &exchange)).transpose()?;
            rows.push(BenchmarkRow { quote, offer: offer.flatten(), uplift: uplift.flatten() });
        }
        let priced: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
        let of_salary =
            salary.iter().map(|given| given.notes_beside(&priced, &exchange)).collect::<Result<Vec<_>, _>>()?;
        let of_current = current.iter().map(GivenPay::notes);
        notes.splice(notes_of_pay..notes_of_pay, of_salary.into_iter().chain(of_current).flatten());
        if let Some(given) = &salary {
            let offers: Vec<_> = rows.iter().filter_map(|row| Some((&row.quote, row.offer.as_ref()?))).collect();
            notes.extend(given.implausible(pack, &options, &exchange, &offers)?);
        }
        if let Some(given) = &current {
            let rows: Vec<_> = rows.iter().map(|row| (&row.quote, row.offer.as_ref())).collect();
            notes.extend(given.implausible_current(pack, &options, &exchange, &rows)?);
        }
        if self.brief_line {
            return brief_lines(context, &rows, &options, &notes);
        }
        let today = context.console.about_today()?;
        let mut answer = if self.explain {
            views::explain(pack, &rows, today)?
        } else {
            let parts = BenchmarkParts {
                salary: salary.is_some(),
                current: current.is_some(),
                traces: self.output.holds_traces(context)?,
                footnotes: self.output.prints_footnotes(context)?,
            };
            views::benchmark(pack, &rows, parts, today)?
        };
        if let Some(given) = &salary {
            answer.lead = views::offer_sentence(pack, &rows, &given.offer_text(rows.first().map(|row| &row.quote)))?;
        }
        answer.notes.splice(0..0, notes);
        self.output.print(context, "benchmark", answer)
    }
}

/// Grids with more cells are printed piece by piece, where the format and the options allow it. A price takes about 6 KiB, with
/// its steps in JSON 40 KiB.
const MIN_STREAMED_CELLS: usize = 1_024;

/// The cells of a larger grid that are priced and printed at once.
const CELLS_PER_PIECE: usize = 512;

impl Args {
    /// Prints the prices of many cells without holding them. They are calculated twice: for the notes, and for the rows. So an
    /// error shows before the first row is printed.
    fn print_pieces(
        &self,
        context: &Context,
        pricer: &Pricer<'_>,
        cells: &[Cell],
        for_all: bool,
        mut notes: Vec<Note>,
    ) -> Result<(), Failure> {
        let pack = &context.pack;
        let parts = BenchmarkParts {
            traces: self.output.holds_traces(context)?,
            footnotes: self.output.prints_footnotes(context)?,
            ..BenchmarkParts::default()
        };
        let priced = |request: &mut RequestPricer<'_, '_>, cells: &[Cell]| -> Result<Vec<BenchmarkRow>, Failure> {
            Ok(request.price(cells)?.into_iter().map(BenchmarkRow::from).collect())
        };
        let mut summary = BenchmarkSummary::default();
        let mut request = RequestPricer::new(pricer, cells.len(), for_all);
        for cells in cells.chunks(CELLS_PER_PIECE) {
            summary.add(pack, &priced(&mut request, cells)?)?;
        }
        notes.extend(request.into_notes()?);
        let mut answer = summary.answer(pack, parts, context.console.about_today()?)?;
        let all = cells.len();
        let tables = cells.chunks(CELLS_PER_PIECE).map(|cells| {
            let rows = priced(&mut RequestPricer::new(pricer, all, for_all), cells)?;
            Ok(views::benchmark_rows(pack, &rows, parts)?)
        });
        answer.notes.splice(0..0, notes);
        self.output.print_pieces(context, "benchmark", answer, tables)
    }
}

/// Prints a line for each row, and the notes on standard error.
fn brief_lines(context: &Context, rows: &[BenchmarkRow], options: &Options, notes: &[Note]) -> Result<(), Failure> {
    let pack = &context.pack;
    // Where the pack has a local currency, pay is agreed by the month in it.
    let monthly = Options { currency: local_currency(pack)?, period: Period::Month, ..options.clone() };
    // `--fx` converts to `--currency` only.
    let monthly = Options { fx: options.fx.filter(|_| monthly.currency == options.currency), ..monthly };
    let pricer = Pricer::new(pack, monthly)?;
    let mut text = String::new();
    for row in rows {
        let is_monthly = row.quote.period == Period::Month && Some(row.quote.currency) == pricer.currency();
        let month = match pricer.quote(&row.quote.cell) {
            Ok(quote) => (!is_monthly).then_some(quote),
            Err(PricingError::NoRate { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        text.push_str(&views::brief_line(pack, row, month.as_ref())?);
        text.push('\n');
    }
    let mut notes = notes.to_vec();
    context.pack_options.add_to(&mut notes);
    context.console.write_notes(&Answer { notes, ..Answer::default() }, Detail::Short);
    write_stdout(text.as_bytes())
}
