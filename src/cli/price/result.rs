//! What comes out, and where it goes.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::ValueHint;

use super::files::Written;
use super::input::Source;
use crate::cli::Context;
use crate::cli::destination::Destination;
use crate::cli::failure::Failure;
use crate::cli::output::OutputArgs;
use crate::cli::sanitise::SanitisingWriter;
use crate::cli::value_list::ValueList;
use crate::payroll::{Counting, MarketColumn, PAY_COLUMNS, Summary};
use crate::render::Format;
use crate::tabular::{self, Delimiter};
use crate::views::Axis;

/// What comes out.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(super) struct ResultArgs {
    /// Columns to append, in this order: role, city, level, match, match_score, grade, basis, currency, period, low, mid, high,
    /// ratio, position, status, with or without `market_`; or role_id, city_id, level_id, or those of --explain-pay
    /// [default: the first 15].
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
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["columns", "explain_pay"], value_parser = ValueList::new(&Axis::ALL, Axis::as_str))]
    summary_by: Vec<Axis>,
    /// Write the titles and cities that match nothing, with counts and nearest names, and the texts of pay that cannot be read,
    /// with counts and reasons: into a folder, as alias tables of an overlay and pay_texts.csv, or into one .csv file.
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

impl ResultArgs {
    /// Where the rows go; `None` when only what they come to is wanted.
    pub(super) fn target(&self, context: &Context, source: &Source) -> Result<Option<Target>, Failure> {
        Written { rows: self.output.path(), unmatched: self.unmatched.as_deref() }.require_apart(context, source)?;
        if !self.summary_by.is_empty() {
            return Ok(None);
        }
        let by_name = self.output.path().and_then(Path::extension);
        let by_name = by_name.and_then(|extension| Format::from_extension(&extension.to_string_lossy()));
        match (self.output.format(), by_name) {
            (Some(Format::Csv | Format::Tsv), _) | (None, None | Some(Format::Csv | Format::Tsv)) => {}
            (Some(_), _) => {
                return Err(as_they_went_in().hint("leave out --format, or ask for --summary-by"));
            }
            (None, Some(_)) => {
                return Err(as_they_went_in().hint("end the name of the file in .csv, or ask for --summary-by"));
            }
        }
        match self.output.path() {
            Some(path) => Ok(Some(Target::File(Destination::open(path)?))),
            None => Ok(Some(Target::Stdout)),
        }
    }

    /// A format that is asked for by name has to be the one that the file has.
    pub(super) fn suits(&self, file: &tabular::Input<'_>) -> Result<(), Failure> {
        let has_tabs = file.delimiter() == Delimiter::TAB;
        let asked = self.output.format();
        if self.summary_by.is_empty()
            && (asked == Some(Format::Tsv) && !has_tabs || asked == Some(Format::Csv) && has_tabs)
        {
            return Err(as_they_went_in().hint("leave out --format"));
        }
        Ok(())
    }

    /// By what the summary that is asked for instead of the rows is grouped; empty when the rows are.
    pub(super) fn axes(&self) -> Vec<Axis> {
        self.summary_by.clone()
    }

    /// What has to be counted for what is asked for.
    pub(super) fn counting(&self) -> Counting {
        let summary = match self.summary {
            _ if !self.summary_by.is_empty() => Summary::ByCell,
            true => Summary::Whole,
            false => Summary::None,
        };
        Counting { summary, unmatched: self.unmatched.is_some() }
    }

    /// The columns to append. A file of titles alone is a mapping to join on, and gets the ids too.
    pub(super) fn appended(&self, titles_only: bool) -> Vec<MarketColumn> {
        let ids: &[MarketColumn] = if titles_only { &[MarketColumn::RoleId, MarketColumn::LevelId] } else { &[] };
        self.appended_to(&[&MarketColumn::USUAL, ids].concat())
    }

    /// The columns to append, those of `usual` unless others are asked for.
    pub(super) fn appended_to(&self, usual: &[MarketColumn]) -> Vec<MarketColumn> {
        let mut columns = if self.columns.is_empty() { usual.to_vec() } else { self.columns.clone() };
        if self.explain_pay {
            let more = PAY_COLUMNS.into_iter().filter(|column| !columns.contains(column));
            columns.extend(more.collect::<Vec<_>>());
        }
        columns
    }

    /// How many threads to work with.
    pub(super) fn workers(&self) -> NonZeroUsize {
        const USUAL_MOST: usize = 8;
        let own = || thread::available_parallelism().map_or(1, NonZeroUsize::get).min(USUAL_MOST);
        NonZeroUsize::new(self.threads.map_or_else(own, usize::from)).unwrap_or(NonZeroUsize::MIN)
    }
}

/// Rows have no format of ours.
fn as_they_went_in() -> Failure {
    Failure::usage("rows come out as they went in: with the delimiter of the file")
}

/// Where rows go.
pub(super) enum Target {
    Stdout,
    File(Destination),
}

/// Where rows go that go to standard output. One type for both, since the run is compiled anew for each type: that made it 7%
/// slower.
pub(super) enum Rows {
    /// Every byte as it is.
    Exact(Unlocked),
    /// On a terminal nothing in a cell acts.
    Sanitised(SanitisingWriter<Unlocked>),
}

impl Rows {
    pub(super) fn new(stdout: io::Stdout, is_terminal: bool) -> Self {
        let to = Unlocked(stdout);
        if is_terminal { Rows::Sanitised(SanitisingWriter::new(to)) } else { Rows::Exact(to) }
    }
}

impl Write for Rows {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Rows::Exact(to) => to.write(bytes),
            Rows::Sanitised(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Rows::Exact(to) => to.flush(),
            Rows::Sanitised(to) => to.flush(),
        }
    }
}

/// Standard output without its line buffer: blocks come in one piece.
pub(super) struct Unlocked(io::Stdout);

impl Write for Unlocked {
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
