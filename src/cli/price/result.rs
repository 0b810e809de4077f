//! The options of the output of `price`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ValueHint;

use super::target::Target;
use super::written_files::WrittenFiles;
use crate::cli::Context;
use crate::cli::args::value_list::ValueList;
use crate::cli::failure::Failure;
use crate::cli::file::input::OpenedInput;
use crate::cli::output::args::OutputArgs;
use crate::cli::output::destination::Destination;
use crate::payroll::{CountOptions, MarketColumn, PAY_COLUMNS, SummaryCounts};
use crate::render::{Format, PageFormat};
use crate::views::CellDimension;

/// The output of `price`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(super) struct PriceOutputArgs {
    /// Columns to append, in this order, with or without `market_`: role, city, level, match (exact, alias, tokens:
    /// by its words, none), match_score, grade, basis,
    /// currency, period, low, mid, high, ratio, position, status [default: these 15]; role_id, city_id, level_id; alt_reading,
    /// alt_low, alt_mid, alt_high, alt_ratio (the other reading of the median); p10, p90, percentile (that the pay reaches,
    /// interpolated), n and certainty (of the median), where percentiles are published; pay_annual (the middle of pay a year); or
    /// those of --explain-pay.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<MarketColumn>,
    /// Also append how pay was read: pay_low, pay_high, pay_currency, pay_period, pay_months; what decided currency and period:
    /// pay_currency_from, pay_period_from (cell, column, flag, header, cells, notation, market, pack); and the middle of the pay a
    /// year that is compared: pay_annual.
    #[arg(long)]
    pub(super) explain_pay: bool,
    /// Print totals of the file on standard error: counts, market ratios, costs of raises.
    #[arg(long)]
    pub(super) summary: bool,
    /// Print the totals of --summary by group (role, city, level) instead of the rows.
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["columns", "explain_pay"], value_parser = ValueList::new(&CellDimension::ALL, CellDimension::as_str))]
    summary_by: Vec<CellDimension>,
    /// Write the titles, cities and levels that match nothing, with counts and nearest names, and the texts of pay that cannot be
    /// read, with counts and reasons: into a folder, as alias tables of an overlay and pay_texts.csv, or into one .csv file.
    /// Rows of earlier runs stay until their names are known.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) unmatched: Option<PathBuf>,
    /// Exit with code 1 when a row was not priced, or its pay not read.
    #[arg(long)]
    pub(super) strict: bool,
    /// Number of threads [default: the number of processors, at most 8].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: Option<u8>,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

impl PriceOutputArgs {
    /// Whether rows with all the usual columns were printed on a terminal, where their lines are broken.
    pub(super) fn fills_terminal(&self, context: &Context) -> bool {
        let is_on_stdout = self.output.path().is_none() && self.summary_by.is_empty();
        is_on_stdout && self.columns.is_empty() && context.console.stdout_is_terminal()
    }

    /// Where the rows go; `None` when only a summary is asked for.
    ///
    /// # Errors
    /// When the target is in use otherwise or cannot be opened, or rows cannot have the format.
    pub(super) fn target(&self, context: &Context, input: &OpenedInput) -> Result<Option<Target>, Failure> {
        WrittenFiles { rows: self.output.path(), unmatched: self.unmatched.as_deref() }
            .require_apart(context, input)?;
        if !self.summary_by.is_empty() || self.page().is_some() {
            return Ok(None);
        }
        self.asked_format()?;
        match self.output.path() {
            Some(path) => Ok(Some(Target::File(Destination::open(path)?))),
            None => Ok(Some(Target::Stdout)),
        }
    }

    /// The format that is asked for, by name or by the extension of the file.
    ///
    /// # Errors
    /// A wrong usage for a format that rows cannot have.
    pub(super) fn asked_format(&self) -> Result<Option<Format>, Failure> {
        let is_of_rows = |format: &Format| !matches!(format, Format::Table | Format::Markdown);
        // A name without an extension may be a device or a pipe. Another extension promises what rows are not: `.gz`, `.pdf`.
        let extension = self.output.path().and_then(Path::extension);
        let by_name = extension.map(|extension| Format::from_extension(&extension.to_string_lossy()));
        let format = match (self.output.format(), by_name) {
            (Some(format), _) if is_of_rows(&format) => Some(format),
            (Some(_), _) => return Err(no_format_of_rows().hint("leave out --format, or ask for --summary-by")),
            (None, None) => None,
            (None, Some(Some(format))) if is_of_rows(&format) => Some(format),
            (None, Some(_)) => {
                return Err(no_format_of_rows().hint(
                    "end the name of the file in .csv or .xlsx, in .html for a picture, or ask for --summary-by",
                ));
            }
        };
        match format {
            Some(format @ (Format::Json | Format::Jsonl | Format::Xlsx)) if self.output.is_for_excel() => {
                Err(Failure::usage(format!("--excel goes with csv or tsv, and the format is {}", format.as_str()))
                    .hint("add --format csv, or leave out --excel"))
            }
            _ => Ok(format),
        }
    }

    /// The file of a page that replaces the rows, by its extension.
    pub(super) fn page(&self) -> Option<&Path> {
        let path = self.output.path().filter(|_| self.summary_by.is_empty() && self.output.format().is_none())?;
        let extension = path.extension()?.to_string_lossy();
        (PageFormat::from_extension(&extension) == Some(PageFormat::Html)).then_some(path)
    }

    /// The groups of the summary that replaces the rows; empty when the rows are written.
    pub(super) fn dimensions(&self) -> Vec<CellDimension> {
        self.summary_by.clone()
    }

    /// The counts that the output needs.
    pub(super) fn counts(&self) -> CountOptions {
        let summary = match self.summary {
            _ if !self.summary_by.is_empty() || self.page().is_some() => SummaryCounts::ByCell,
            true => SummaryCounts::Whole,
            false => SummaryCounts::None,
        };
        CountOptions { summary, unmatched: self.unmatched.is_some() }
    }

    /// The columns to append. A file that has only titles is for joins on the title, and gets ids too.
    pub(super) fn appended(&self, titles_only: bool) -> Vec<MarketColumn> {
        let ids: &[MarketColumn] = if titles_only { &[MarketColumn::RoleId, MarketColumn::LevelId] } else { &[] };
        self.appended_or(&[&MarketColumn::USUAL, ids].concat())
    }

    /// The columns to append: `usual` unless others are asked for.
    pub(super) fn appended_or(&self, usual: &[MarketColumn]) -> Vec<MarketColumn> {
        let mut columns = if self.columns.is_empty() { usual.to_vec() } else { self.columns.clone() };
        if self.explain_pay {
            let explaining = PAY_COLUMNS.into_iter().chain([MarketColumn::PayAnnual]);
            let more = explaining.filter(|column| !columns.contains(column));
            columns.extend(more.collect::<Vec<_>>());
        }
        columns
    }

    /// The number of threads.
    pub(super) fn workers(&self) -> NonZeroUsize {
        const MAX_DEFAULT: usize = 8;
        let own = || thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MAX_DEFAULT);
        NonZeroUsize::new(self.threads.map_or_else(own, usize::from)).unwrap_or(NonZeroUsize::MIN)
    }
}

/// The failure of a format that rows cannot have.
fn no_format_of_rows() -> Failure {
    Failure::usage("rows come out as csv, tsv, jsonl, json or xlsx; other formats are for the totals of --summary-by")
}
