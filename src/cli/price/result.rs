//! The output of `price`: its options, and where the rows go.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ValueHint;

use super::delimiters::{DelimiterChange, DelimiterChanger};
use super::written_files::WrittenFiles;
use crate::cli::Context;
use crate::cli::destination::Destination;
use crate::cli::failure::Failure;
use crate::cli::file::input::OpenedInput;
use crate::cli::output::OutputArgs;
use crate::cli::sanitise::SanitisingWriter;
use crate::cli::value_list::ValueList;
use crate::payroll::{CountOptions, MarketColumn, PAY_COLUMNS, SummaryCounts};
use crate::render::Format;
use crate::tabular::{self, Delimiter, enlarge_pipe};
use crate::views::Dimension;

/// The output of `price`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(super) struct PriceOutputArgs {
    /// Columns to append, in this order, with or without `market_`: role, city, level, match (exact, alias, tokens:
    /// by its words, none), match_score, grade, basis,
    /// currency, period, low, mid, high, ratio, position, status [default: these 15]; role_id, city_id, level_id; alt_reading,
    /// alt_low, alt_mid, alt_high, alt_ratio (the other reading of the median); pay_annual (the middle of pay a year); or those
    /// of --explain-pay.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<MarketColumn>,
    /// Also append how pay was read: pay_low, pay_high, pay_currency, pay_period, pay_months; and what decided currency and
    /// period: pay_currency_from, pay_period_from (cell, column, flag, header, cells, notation, pack).
    #[arg(long)]
    explain_pay: bool,
    /// Print totals of the file on standard error: counts, market ratios, costs of raises.
    #[arg(long)]
    pub(super) summary: bool,
    /// Print the totals of --summary by group (role, city, level) instead of the rows.
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["columns", "explain_pay"], value_parser = ValueList::new(&Dimension::ALL, Dimension::as_str))]
    summary_by: Vec<Dimension>,
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
    /// Where the rows go; `None` when only a summary is asked for.
    ///
    /// # Errors
    /// When the target is in use otherwise or cannot be opened, or the format is not one of rows.
    pub(super) fn target(&self, context: &Context, input: &OpenedInput) -> Result<Option<Target>, Failure> {
        WrittenFiles { rows: self.output.path(), unmatched: self.unmatched.as_deref() }
            .require_apart(context, input)?;
        if !self.summary_by.is_empty() {
            return Ok(None);
        }
        // A name without an extension may be a device or a pipe. Another extension promises what rows are not: `.gz`, `.pdf`.
        let extension = self.output.path().and_then(Path::extension);
        let by_name = extension.map(|extension| Format::from_extension(&extension.to_string_lossy()));
        match (self.output.format(), by_name) {
            (Some(Format::Csv | Format::Tsv), _) | (None, None | Some(Some(Format::Csv | Format::Tsv))) => {}
            (Some(_), _) => {
                return Err(no_format_of_rows().hint("leave out --format, or ask for --summary-by"));
            }
            (None, Some(_)) => {
                return Err(no_format_of_rows().hint("end the name of the file in .csv, or ask for --summary-by"));
            }
        }
        match self.output.path() {
            Some(path) => Ok(Some(Target::File(Destination::open(path)?))),
            None => Ok(Some(Target::Stdout)),
        }
    }

    /// The change of the delimiter, if the format asked for is not that of the file.
    pub(super) fn delimiter_change(&self, file: &tabular::Input<'_>) -> Option<DelimiterChange> {
        let extension = self.output.path().and_then(Path::extension);
        let by_name = || extension.and_then(|extension| Format::from_extension(&extension.to_string_lossy()));
        let from = file.delimiter();
        let to = match self.output.format().or_else(by_name)? {
            Format::Tsv => Delimiter::TAB,
            // Files with semicolons are CSV too.
            Format::Csv if from == Delimiter::TAB => Delimiter::COMMA,
            _ => return None,
        };
        (from != to).then_some(DelimiterChange { from, to })
    }

    /// The groups of the summary that replaces the rows; empty when the rows are written.
    pub(super) fn dimensions(&self) -> Vec<Dimension> {
        self.summary_by.clone()
    }

    /// The counts that the output needs.
    pub(super) fn counts(&self) -> CountOptions {
        let summary = match self.summary {
            _ if !self.summary_by.is_empty() => SummaryCounts::ByCell,
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
            let more = PAY_COLUMNS.into_iter().filter(|column| !columns.contains(column));
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
    Failure::usage("rows come out as csv or tsv; other formats are for the totals of --summary-by")
}

/// Where the rows go.
pub(super) enum Target {
    Stdout,
    File(Destination),
}

impl Target {
    /// Writes the rows. A file appears when all of them are written.
    ///
    /// # Errors
    /// When the file cannot be completed; the inner error is that of `run`.
    pub(super) fn write<T, E>(
        self,
        context: &Context,
        change: Option<DelimiterChange>,
        run: impl FnOnce(RowSink<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, Failure> {
        match self {
            Target::Stdout => {
                let stdout = io::stdout();
                enlarge_pipe(&stdout);
                let to = UnbufferedStdout(stdout);
                let sink = match context.console.stdout_is_terminal() {
                    true => RowSink::Sanitised(SanitisingWriter::new(to)),
                    false => RowSink::Exact(to),
                };
                Ok(run(sink.with(change)))
            }
            Target::File(mut destination) => match run(RowSink::File(&mut destination).with(change)) {
                Ok(done) => destination.finish().map(|()| Ok(done)),
                Err(error) => Ok(Err(error)),
            },
        }
    }
}

/// The rows on their way. It is one type, because a run that was compiled for two types was 7% slower.
pub(super) enum RowSink<'a> {
    /// Standard output, every byte as it is.
    Exact(UnbufferedStdout),
    /// A terminal, with control characters made visible.
    Sanitised(SanitisingWriter<UnbufferedStdout>),
    File(&'a mut Destination),
    /// Any of these with another delimiter than that of the file.
    Changed(Box<DelimiterChanger<RowSink<'a>>>),
}

impl RowSink<'_> {
    fn with(self, change: Option<DelimiterChange>) -> Self {
        match change {
            Some(change) => RowSink::Changed(Box::new(DelimiterChanger::new(self, change))),
            None => self,
        }
    }
}

impl Write for RowSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            RowSink::Exact(to) => to.write(bytes),
            RowSink::Sanitised(to) => to.write(bytes),
            RowSink::File(to) => to.write(bytes),
            RowSink::Changed(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            RowSink::Exact(to) => to.flush(),
            RowSink::Sanitised(to) => to.flush(),
            RowSink::File(to) => to.flush(),
            RowSink::Changed(to) => to.flush(),
        }
    }
}

/// Standard output without its line buffer, because blocks are large.
pub(super) struct UnbufferedStdout(io::Stdout);

impl Write for UnbufferedStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return rustix::io::write(&self.0, bytes).map_err(io::Error::from);
        #[cfg(not(unix))]
        return self.0.write(bytes);
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
