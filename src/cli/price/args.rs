//! The arguments of `payband price`.

use clap::builder::UnknownArgumentValueParser;

use super::result::PriceOutputArgs;
use crate::cli::args::pricing::{PricingArgs, no_percentiles};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::ColumnArgs;
use crate::cli::file::input::FileArgs;
use crate::cli::file::reading::{DefaultLevelArgs, HEADING, TitleAndPayArgs};
use crate::cli::output::args::formats;
use crate::payroll::PayrollOptions;
use crate::pricing::{Options, has_percentiles_only};
use crate::render::Format;
use crate::tabular::{ProcessOptions, Ragged};

/// Price a file of people or job ads: adds the market range, and its ratio to the pay, to each row.
///
/// The rows keep their order and cells. Columns are found by their headers. A row that cannot be priced has empty market cells
/// and a reason in market_status. Base salary is compared: 12 months of pay a year, without bonuses.
#[derive(Debug, clap::Args)]
#[command(mut_arg("city_premium", |premium| premium.help(CITY_PREMIUM_HELP)))]
#[command(mut_arg("format", |format| format.help(FORMAT_HELP).value_parser(formats().offering(is_of_rows).with_help(row_format_help))))]
#[command(mut_arg("output", |output| output.help(OUTPUT_HELP)))]
#[command(after_help = "\
Examples:
  payband price payroll.csv -o priced.csv
  payband price ads.csv --default-level mid --explain-pay --unmatched unmatched.csv > priced.csv
  payband price payroll.csv.gz --columns low,mid,high,ratio | head
  payband price payroll.csv --summary-by role,city")]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    pub(super) file: FileArgs,
    #[command(flatten)]
    pub(super) columns: ColumnArgs,
    #[command(flatten)]
    pub(super) default_level: DefaultLevelArgs,
    /// Compare base + retention instead of base salary.
    #[arg(long, help_heading = HEADING)]
    pub(super) with_retention: bool,
    #[command(flatten)]
    pub(super) titles_and_pay: TitleAndPayArgs,
    #[command(flatten)]
    pub(super) pricing: PricingArgs,
    #[command(flatten)]
    pub(super) result: PriceOutputArgs,
    /// Always refused: for the hint.
    #[arg(long, hide = true, value_parser = UnknownArgumentValueParser::suggest_arg("--city-column").and_suggest(CITY_HINT))]
    city: Option<String>,
    /// Always refused: for the hint.
    #[arg(long, hide = true, value_parser = UnknownArgumentValueParser::suggest_arg("--default-level"))]
    level: Option<String>,
}

/// The help text of a format of rows.
fn row_format_help(format: Format) -> &'static str {
    match format {
        Format::Json => "One JSON array with an object for each row",
        Format::Jsonl => "One JSON object for each row",
        Format::Xlsx => "A workbook with the rows, the notes and the sources",
        Format::Tsv => "Tab-separated values, with raw numbers",
        _ => "Comma-separated values, with raw numbers",
    }
}

/// Whether rows can have the format.
fn is_of_rows(format: Format) -> bool {
    !matches!(format, Format::Table | Format::Markdown)
}

const CITY_HINT: &str =
    "the city of each row is read from a column: where all rows are of one city, add a column with its name";

const CITY_PREMIUM_HELP: &str = "Geographic differential (25%, 20-30%) of every city in the file \
    [default: the published ones]; a city that the pack does not know stays unknown-city";

const FORMAT_HELP: &str = "Format of the rows [default: that of the file; csv for a workbook]. The totals of --summary-by can also \
    be table or markdown; without this option they are as PAYBAND_FORMAT says, or else a table on a terminal and csv in a pipe";

const OUTPUT_HELP: &str = "File to write to; its extension chooses the format: .csv, .tsv, .xlsx, .jsonl or .json; .html draws \
    where pay stands instead; --summary-by has others too [default: standard output]";

impl Args {
    /// How the rows are read and compared.
    pub(super) fn payroll_options(&self, context: &Context, options: &Options) -> Result<PayrollOptions, Failure> {
        let pack = &context.pack;
        if self.with_retention && has_percentiles_only(pack)? {
            return Err(no_percentiles("--with-retention"));
        }
        Ok(PayrollOptions {
            pay_defaults: self.titles_and_pay.pay_defaults(pack, options)?,
            given_unit: self.titles_and_pay.given_unit(),
            conventions: self.titles_and_pay.conventions(pack, options)?,
            with_retention: self.with_retention,
            default_level: self.default_level.id(pack)?,
            counts: self.result.counts(),
        })
    }

    /// The number of threads, and what is done with ragged rows.
    pub(super) fn process_options(&self) -> ProcessOptions {
        ProcessOptions {
            workers: self.result.workers(),
            ragged: if self.file.keeps_ragged() { Ragged::Keep } else { Ragged::Refuse },
        }
    }
}
