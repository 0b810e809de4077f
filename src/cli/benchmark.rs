//! `payband benchmark`: prices one cell or a grid.

use super::Context;
use super::cells::CellArgs;
use super::failure::Failure;
use super::output::{OutputArgs, write_stdout};
use super::pricing::{Beside, PricingArgs, elements_said, in_each_currency, quotes, read_pay};
use crate::answer::Note;
use crate::pay::{AnnualPay, Assumption, Pay};
use crate::pricing::{Cell, Offer, Options, Pricer, Quote, Uplift};
use crate::views;
use crate::views::BenchmarkRow;

/// Market range, retention bonus and base + retention.
///
/// Low and high are the published ends of the premiums, carried through; they are not percentiles. --explain shows how each
/// figure is made.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "\
Examples:
  payband benchmark --role \"Cloud Architect\" --city Shanghai
  payband benchmark --role 数据科学家 --city 北京 --level senior --currency CNY --period month
  payband benchmark --role all --city all --format csv > market.csv
  payband benchmark -r \"Sr Cloud Architect\" -c Shanghai --salary ¥650,000 --current \"¥40k/month x13\"
  payband benchmark --role \"Cloud Architect\" --city Shanghai --level senior --explain")]
pub(super) struct Args {
    #[command(flatten)]
    cells: CellArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    /// An offer or salary to set against the market (90000, ¥650,000, 35k/month x14): ratio, gap, penetration, position.
    // A minus sign is the pay reader's to refuse: clap would repeat the amount.
    #[arg(long, value_name = "PAY", help_heading = "Pay to compare", allow_hyphen_values = true)]
    salary: Option<String>,
    /// The candidate's present pay: the uplift from it to low, mid and high.
    #[arg(long, value_name = "PAY", help_heading = "Pay to compare", allow_hyphen_values = true)]
    current: Option<String>,
    /// Show every step of each figure and where it comes from.
    #[arg(long, help_heading = "Output options", conflicts_with_all = ["brief_line", "salary", "current"])]
    explain: bool,
    /// One line a cell to paste into a chat: a year and a month, in USD and CNY.
    #[arg(long, help_heading = "Output options", conflicts_with_all = ["format", "output", "excel", "salary", "current"])]
    brief_line: bool,
    #[command(flatten)]
    output: OutputArgs,
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let request = self.cells.resolve(pack, self.pricing.published_only)?;
        let options = self.pricing.options(context, request.domain_years)?;
        if self.brief_line {
            return brief_lines(context, &request.cells, &options);
        }
        let mut notes = request.notes;
        let salary = self.pay("--salary", self.salary.as_deref(), context, &options, &mut notes)?;
        let current = self.pay("--current", self.current.as_deref(), context, &options, &mut notes)?;
        let pricer = Pricer::new(pack, options)?;
        let mut rows = Vec::new();
        for quote in quotes(&pricer, &request.cells, request.for_all, &mut notes)? {
            let exchange = pricer.exchange();
            let offer = salary.map(|pay| Offer::against(&quote, &pay, &exchange)).transpose()?.flatten();
            let uplift = current.map(|pay| Uplift::from(&quote, &pay, &exchange)).transpose()?.flatten();
            rows.push(BenchmarkRow { quote, offer, uplift });
        }
        let today = context.console.about_today()?;
        let mut answer = if self.explain {
            views::explain(pack, &rows, today)?
        } else {
            views::benchmark(pack, &rows, self.salary.is_some(), self.current.is_some(), today)?
        };
        answer.notes.splice(0..0, notes);
        self.output.print(context, "benchmark", answer)
    }

    /// The pay of a flag a year, with notes on how it was read.
    fn pay(
        &self,
        flag: &str,
        text: Option<&str>,
        context: &Context,
        options: &Options,
        notes: &mut Vec<Note>,
    ) -> Result<Option<AnnualPay>, Failure> {
        let Some(text) = text else { return Ok(None) };
        let (pay, annual) = read_pay(&context.pack, flag, text, options)?;
        notes.push(Note::new(reading_of(flag, &pay)));
        notes.extend(elements_said(&context.pack, flag, &pay, &annual, options)?.map(Note::new));
        if annual.midpoint().is_none() {
            notes.push(Note::warning(format!(
                "{flag} is open-ended: it has no midpoint, and nothing is compared with it"
            )));
        }
        Ok(Some(annual))
    }
}

/// How a pay string was understood, with what it did not say.
fn reading_of(flag: &str, pay: &Pay) -> String {
    // Base salary is that of 12 months, whatever number is paid.
    let assumed = pay.assumed.iter().filter(|assumption| *assumption != Assumption::MonthsPerYear);
    let assumed: Vec<String> = assumed.map(|assumption| assumption.as_str().replace('_', " ")).collect();
    match assumed.as_slice() {
        [] => format!("{flag} is read as {pay}"),
        _ => format!("{flag} is read as {pay}; not stated, and assumed: {}", assumed.join(", ")),
    }
}

/// A line for each cell, in the pack's currency and those it has a rate for, or the one asked for.
fn brief_lines(context: &Context, cells: &[Cell], options: &Options) -> Result<(), Failure> {
    let pack = &context.pack;
    let in_each = in_each_currency(context, options, Beside::Asked)?;
    let mut text = String::new();
    for cell in cells {
        let mut quotes: Vec<Quote> = Vec::new();
        for options in &in_each {
            quotes.push(Pricer::new(pack, options.clone())?.quote(cell)?);
        }
        text.push_str(&views::brief_line(pack, &quotes)?);
        text.push('\n');
    }
    write_stdout(text.as_bytes())
}
