//! `payband chart position`: where the pay of a file stands against the market, as a picture.

use super::picture::PictureArgs;
use crate::cli::args::pricing::{PricingArgs, no_percentiles, print_warnings};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::ColumnArgs;
use crate::cli::file::failures::read_failure;
use crate::cli::file::input::{FileArgs, Purpose};
use crate::cli::file::reading::{DefaultLevelArgs, HEADING, TitleAndPayArgs};
use crate::cli::output::unfinished::end_on_signals;
use crate::cli::price::{nothing_compared, say_how_file_is_read, say_places};
use crate::page::Picture;
use crate::payroll::{CountOptions, Error, FilePricer, PayrollOptions, SummaryCounts};
use crate::people::ColumnMeaning;
use crate::pricing::has_percentiles_only;
use crate::tabular::{KeptRows, ProcessOptions, Ragged};
use crate::views::{self, SummaryUnit, chart};

const PURPOSE: Purpose =
    Purpose { command: "chart position", verb: "draw", example: "payband chart position payroll.csv" };

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband chart position payroll.csv
  payband chart position payroll.csv --default-level mid -o position.svg")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    file: FileArgs,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    default_level: DefaultLevelArgs,
    /// Compare base + retention instead of base salary.
    #[arg(long, help_heading = HEADING)]
    with_retention: bool,
    #[command(flatten)]
    titles_and_pay: TitleAndPayArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    pub(in crate::cli) picture: PictureArgs,
}

impl Args {
    /// Reads the file and draws where its pay stands.
    pub(in crate::cli) fn draw(&self, context: &Context) -> Result<Picture, Failure> {
        let pack = &context.pack;
        if self.with_retention && has_percentiles_only(pack)? {
            return Err(no_percentiles("--with-retention"));
        }
        let options = self.pricing.options(context, None)?;
        print_warnings(context, &self.pricing.warnings(pack, &options, false)?);
        end_on_signals().map_err(Failure::failed)?;
        let input = self.file.open(context, PURPOSE)?;
        let name = input.name.clone();
        let (file, progress) = self.file.open_table(input, &|_| KeptRows::Uncopied)?;
        let file = file.input;
        let titles = self.titles_and_pay.titles(context)?;
        let element = self.titles_and_pay.element(pack)?;
        let columns = self.columns.find(&file, &titles, element, &format!("{name} cannot be drawn"))?;
        if columns.salary.is_none() {
            return Err(Failure::failed(anyhow::anyhow!("{name}: no column with pay was found"))
                .hint("name it with --salary-column"));
        }
        let payroll = PayrollOptions {
            pay_defaults: self.titles_and_pay.pay_defaults(pack, &options)?,
            given_unit: self.titles_and_pay.given_unit(),
            conventions: self.titles_and_pay.conventions(pack, &options)?,
            with_retention: self.with_retention,
            default_level: self.default_level.id(pack)?,
            counts: CountOptions { summary: SummaryCounts::ByCell, unmatched: false },
        };
        let pricer = FilePricer::new(pack, titles, &options, columns, payroll, Vec::new(), file.delimiter())?;
        let mut pricer = pricer.with_source_lines(file.source_lines());
        pricer.decide_pay_unit(&file);
        say_how_file_is_read(context, &file, &pricer);
        say_places(context, &file, &pricer, &self.columns.choice(ColumnMeaning::City, element.element));
        let lines = file.source_lines().clone();
        let ragged = if self.file.keeps_ragged() { Ragged::Keep } else { Ragged::Refuse };
        let ended = pricer.tally(file, &ProcessOptions { ragged, ..ProcessOptions::default() });
        progress.finish();
        let tally = ended.map_err(|error| match error {
            Error::Rows(error) => read_failure(&name, error.at_source_line(&lines)),
            Error::Pricing(error) => (*error).into(),
        })?;
        if tally.cells.values().all(|cell| cell.compared == 0) {
            return Err(nothing_compared(&name));
        }
        let quotes = pricer.take_quotes()?;
        let (about, _) = views::payroll_notes(pack, &quotes, context.console.about_today()?)?;
        let unit = SummaryUnit { currency: pricer.currency(), period: options.period };
        Ok(chart::position(pack, &tally, &quotes, &about, unit)?)
    }
}
