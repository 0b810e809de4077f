//! `payband price`: a payroll or a file of job ads in, the same rows out with the market beside each.

mod input;
mod unmatched;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{ValueEnum, ValueHint};

use super::Context;
use super::failure::{Exit, Failure};
use super::output::{Destination, FormatArg, OutputArgs, refused};
use super::pricing::{PricingArgs, conventions};
use super::signals::Signals;
use crate::answer::Note;
use crate::money::{Currency, Decimal};
use crate::names::{Lexicon, TitleIndex};
use crate::pack::Pack;
use crate::pay::{Defaults, PayPeriod};
use crate::payroll::{Columns, Error, Job, MarketColumn, Meaning, PAY_COLUMNS, Tally, Terms, Wanted};
use crate::pricing::{Cell, Options, Pricer};
use crate::render::{Format, notes};
use crate::rows::{self, Delimiter, Grounds, Plan, Ragged, enlarge_pipe};
use crate::views::{self, Axis, SummaryUnit};
use input::InputArgs;

/// Price a payroll or a file of job ads: the same rows, in the same order, with the market beside each.
///
/// Columns are found by their headers, in English or Chinese. Every row is kept; one that cannot be priced has empty market
/// cells and a reason in market_status. Base salary is what is compared.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband price payroll.csv -o priced.csv
  payband price ads.csv --default-level mid --explain-pay --unmatched unmatched.csv > priced.csv
  payband price payroll.csv.gz --columns low,mid,high,ratio | head
  payband price payroll.csv --summary-by role,city --format table")]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    columns: ColumnArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pricing: PricingArgs,
    #[command(flatten)]
    result: ResultArgs,
}

/// Which column means what.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Columns of the file (a header, a number from 1, or `none`)")]
struct ColumnArgs {
    /// Column with job titles [default: found by its header].
    #[arg(long, value_name = "COLUMN")]
    role_column: Option<String>,
    /// Column with cities; without any, the reference rate is used.
    #[arg(long, value_name = "COLUMN")]
    city_column: Option<String>,
    /// Column with levels; without any, the title or the years decide.
    #[arg(long, value_name = "COLUMN")]
    level_column: Option<String>,
    /// Column with years of experience, which decide the level where none is stated, and the retention bonus.
    #[arg(long, value_name = "COLUMN")]
    years_column: Option<String>,
    /// Column with pay, as people write it.
    #[arg(long, value_name = "COLUMN")]
    salary_column: Option<String>,
    /// Column with the currency of the pay.
    #[arg(long, value_name = "COLUMN")]
    currency_column: Option<String>,
}

/// How the rows are read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How to read the rows")]
struct ReadingArgs {
    /// Level of rows that state none.
    #[arg(long, value_name = "LEVEL")]
    default_level: Option<String>,
    /// Compare base + retention instead of base salary.
    #[arg(long)]
    with_retention: bool,
    /// How well a title must fit, from 0 to 1; below 0.65 titles with words that change the job begin to match [default: 0.8].
    #[arg(long, value_name = "SCORE", value_parser = score)]
    min_score: Option<f64>,
    /// Currency of pay that names none [default: the pay column's header, or else the currency of the answer].
    #[arg(long, value_name = "CODE")]
    pay_currency: Option<Currency>,
    /// What pay is for that does not say [default: the pay column's header, or else --period].
    #[arg(long, value_name = "PERIOD")]
    pay_period: Option<PayPeriodArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PayPeriodArg {
    Year,
    Month,
    Week,
    Day,
    Hour,
}

impl From<PayPeriodArg> for PayPeriod {
    fn from(period: PayPeriodArg) -> Self {
        match period {
            PayPeriodArg::Year => PayPeriod::Year,
            PayPeriodArg::Month => PayPeriod::Month,
            PayPeriodArg::Week => PayPeriod::Week,
            PayPeriodArg::Day => PayPeriod::Day,
            PayPeriodArg::Hour => PayPeriod::Hour,
        }
    }
}

/// What comes out.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Output options")]
struct ResultArgs {
    /// Columns to append, with or without `market_` [default: all 15, role to status].
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    columns: Vec<MarketColumn>,
    /// Append how pay was read too: pay_low, pay_high, pay_currency, pay_period, pay_months.
    #[arg(long)]
    explain_pay: bool,
    /// Say on standard error what the file comes to: counts, market ratios, costs.
    #[arg(long)]
    summary: bool,
    /// Print that instead of the rows, in groups (role, city, level).
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with_all = ["columns", "explain_pay"])]
    summary_by: Vec<AxisArg>,
    /// Write the titles and cities that found nothing, with counts and nearest names: into a folder as alias tables of an
    /// overlay, or into one .csv.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    unmatched: Option<PathBuf>,
    /// End with 1 when a row was not priced, or its pay not read.
    #[arg(long)]
    strict: bool,
    /// Threads to work with [default: as many as there are processors, at most 8].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: Option<u8>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AxisArg {
    Role,
    City,
    Level,
}

impl From<AxisArg> for Axis {
    fn from(axis: AxisArg) -> Self {
        match axis {
            AxisArg::Role => Axis::Role,
            AxisArg::City => Axis::City,
            AxisArg::Level => Axis::Level,
        }
    }
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.trim().parse::<f64>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "give a score from 0 to 1, like 0.9".to_owned())
}

impl Args {
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        let pack = &context.pack;
        let options = self.pricing.options(context, None)?;
        let signals = Signals::default();
        // To open a named pipe is to wait for its writer, and there is nothing to clean up yet.
        let source = self.input.open(context, signals.raised())?;
        signals.catch().map_err(Failure::failed)?;
        let name = source.name.clone();
        let target = self.target(&source)?;
        let reading = self.input.reading()?;
        let file = rows::Input::open(source.reader, &reading)
            .map_err(|error| signals.stop().unwrap_or_else(|| failed(&name, error.into())))?;
        self.suits(&file)?;
        let columns = self.found(&file, &name)?;
        let terms = self.terms(context, &options, &columns)?;
        let appended = self.appended();
        self.say(context, &file, &columns, &terms, &appended);
        let titles = TitleIndex::new(pack)?;
        let titles = match self.reading.min_score {
            Some(score) => titles.with_min_score(score),
            None => titles,
        };
        let pricer = Pricer::new(pack, options.clone())?;
        self.check(pack, &pricer)?;
        let bare = terms.bare;
        let job = Job::new(pack, titles, &options, columns, terms, appended, file.delimiter())?;
        let plan = Plan {
            workers: self.workers(),
            ragged: if self.input.keeps_ragged() { Ragged::Keep } else { Ragged::Refuse },
            stop: Some(signals.raised()),
        };
        let ended = match target {
            None => job.tally(file, &plan),
            Some(Target::Stdout) => {
                let stdout = io::stdout();
                enlarge_pipe(&stdout);
                job.run(file, &plan, Unlocked(stdout), self.result.output.is_for_excel())
            }
            Some(Target::File(mut destination)) => {
                match job.run(file, &plan, &mut destination, self.result.output.is_for_excel()) {
                    Ok(tally) => destination.finish().map(|()| Ok(tally))?,
                    Err(error) => Err(error),
                }
            }
        };
        source.progress.finish();
        let tally = match ended {
            Ok(tally) => tally,
            // A reader that has gone away has what it wants.
            Err(Error::Rows(rows::Error::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(signals.stop().unwrap_or_else(|| self.ended(&name, error))),
        };
        drop(signals);
        if let Some(path) = &self.result.unmatched {
            unmatched::write(path, &tally.unmatched, &job)?;
            let left_out = tally.unmatched.titles.left_out() + tally.unmatched.cities.left_out();
            if left_out > 0 {
                context.console.remark(&format!(
                    "warning: {} has no room for all names that found nothing: those of {left_out} rows are not there",
                    path.display()
                ));
            }
        }
        self.tell(context, &job, &tally, &options, bare)?;
        let strict = self.result.strict && tally.complete() < tally.all_rows();
        if strict {
            let left = tally.all_rows() - tally.complete();
            return Err(Failure::failed(anyhow::anyhow!(
                "{left} of {} rows were not priced, or their pay not read",
                tally.all_rows()
            ))
            .hint("market_status says why; --unmatched writes the names that found nothing"));
        }
        Ok(())
    }

    /// Where the rows go; `None` when only what they come to is wanted.
    fn target(&self, source: &input::Source) -> Result<Option<Target>, Failure> {
        for path in [self.result.output.path(), self.result.unmatched.as_deref()].into_iter().flatten() {
            source.is_not(path)?;
        }
        if self.result.unmatched.as_deref().is_some_and(|path| self.result.output.path() == Some(path)) {
            return Err(Failure::usage("the rows and the names that found nothing would go into the same file")
                .hint("name another file with --unmatched"));
        }
        if self.result.output.path().is_none() {
            source.is_not_stdout()?;
        }
        if !self.result.summary_by.is_empty() {
            return Ok(None);
        }
        let by_name = self.result.output.path().and_then(Path::extension);
        let by_name = by_name.and_then(|extension| Format::from_extension(&extension.to_string_lossy()));
        match (self.result.output.format(), by_name) {
            (Some(FormatArg::Csv | FormatArg::Tsv), _) | (None, None | Some(Format::Csv | Format::Tsv)) => {}
            (Some(_), _) => {
                return Err(as_they_went_in().hint("leave out --format, or ask for --summary-by"));
            }
            (None, Some(_)) => {
                return Err(as_they_went_in().hint("end the name of the file in .csv, or ask for --summary-by"));
            }
        }
        match self.result.output.path() {
            Some(path) => Ok(Some(Target::File(Destination::open(path)?))),
            None => Ok(Some(Target::Stdout)),
        }
    }

    /// A format that is asked for by name has to be the one that the file has.
    fn suits(&self, file: &rows::Input<'_>) -> Result<(), Failure> {
        let has_tabs = file.delimiter() == Delimiter::TAB;
        let asked = self.result.output.format();
        if self.result.summary_by.is_empty()
            && (asked == Some(FormatArg::Tsv) && !has_tabs || asked == Some(FormatArg::Csv) && has_tabs)
        {
            return Err(as_they_went_in().hint("leave out --format"));
        }
        Ok(())
    }

    fn found(&self, file: &rows::Input<'_>, name: &str) -> Result<Columns, Failure> {
        let wanted = |meaning: Meaning| {
            let given = match meaning {
                Meaning::Role => &self.columns.role_column,
                Meaning::City => &self.columns.city_column,
                Meaning::Level => &self.columns.level_column,
                Meaning::Years => &self.columns.years_column,
                Meaning::Salary => &self.columns.salary_column,
                Meaning::Currency => &self.columns.currency_column,
            };
            match given {
                None => Wanted::ByHeader,
                Some(column) if column.trim().eq_ignore_ascii_case("none") => Wanted::None,
                Some(column) => Wanted::Named(column.clone()),
            }
        };
        Columns::find(file.header().names(), wanted).map_err(|error| {
            let hint = error.hint();
            Failure::failed(error).context(format!("{name} cannot be priced")).hint(hint)
        })
    }

    fn terms(&self, context: &Context, options: &Options, columns: &Columns) -> Result<Terms, Failure> {
        let pack = &context.pack;
        let answer = options.currency.or(crate::pricing::native_currency(pack)?);
        let currency = self.reading.pay_currency.or(columns.stated_currency()).or(answer);
        let period = self.reading.pay_period.map(PayPeriod::from).or(columns.stated_period());
        let default_level = match &self.reading.default_level {
            Some(level) => Some(Lexicon::levels(pack)?.resolve(level)?.0.to_owned()),
            None => None,
        };
        Ok(Terms {
            bare: Defaults {
                currency: currency.ok_or_else(|| Failure::failed(anyhow::anyhow!("the pack has no currency")))?,
                period: period.unwrap_or(PayPeriod::from(options.period)),
            },
            conventions: conventions(pack, options)?,
            with_retention: self.reading.with_retention,
            default_level,
            summarise: self.result.summary || !self.result.summary_by.is_empty(),
            by_cell: !self.result.summary_by.is_empty(),
            keep_unmatched: self.result.unmatched.is_some(),
        })
    }

    fn appended(&self) -> Vec<MarketColumn> {
        let mut columns =
            if self.result.columns.is_empty() { MarketColumn::USUAL.to_vec() } else { self.result.columns.clone() };
        if self.result.explain_pay {
            columns.extend(PAY_COLUMNS.iter().filter(|column| !self.result.columns.contains(column)));
        }
        columns
    }

    /// A request that no row can meet is an error before the first of them.
    fn check(&self, pack: &Pack, pricer: &Pricer<'_>) -> Result<(), Failure> {
        let Some(salary) = pack.salaries()?.iter().next() else { return Ok(()) };
        let level = pack.levels()?.iter().find(|level| level.low_pct.is_some());
        let Some(level) = level else { return Ok(()) };
        let cell = Cell { role: salary.role.owned(), city: None, level: level.id.owned() };
        match pricer.quote(&cell) {
            Err(
                error @ (crate::pricing::PricingError::NoRate { .. }
                | crate::pricing::PricingError::BeforeEffective { .. }),
            ) => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn workers(&self) -> NonZeroUsize {
        const USUAL_MOST: usize = 8;
        let own = || thread::available_parallelism().map_or(1, NonZeroUsize::get).min(USUAL_MOST);
        NonZeroUsize::new(self.result.threads.map_or_else(own, usize::from)).unwrap_or(NonZeroUsize::MIN)
    }

    /// Says how the file is understood, before the work begins.
    fn say(
        &self,
        context: &Context,
        file: &rows::Input<'_>,
        columns: &Columns,
        terms: &Terms,
        appended: &[MarketColumn],
    ) {
        let headers = file.header().names();
        let found: Vec<String> = Meaning::ALL
            .into_iter()
            .filter_map(|meaning| Some((meaning, headers.get(columns.of(meaning)?)?)))
            .map(|(meaning, header)| format!("{} from \"{header}\"", meaning.as_str()))
            .collect();
        context.console.remark(&format!("note: {}", found.join(", ")));
        if columns.city.is_none() {
            context.console.remark("note: no column with cities was found: the reference rate is used");
        }
        let compares = appended.iter().any(|column| matches!(column, MarketColumn::Ratio | MarketColumn::Position));
        if columns.salary.is_none() && (compares || terms.summarise) {
            context
                .console
                .remark("note: no column with pay was found: nothing is compared; --salary-column names one");
        }
        if columns.salary.is_some() {
            let Defaults { currency, period } = terms.bare;
            let element = if terms.with_retention { "base + retention" } else { "base salary" };
            context.console.remark(&format!(
                "note: pay that does not say is read as {currency} a {}, and compared with {element}",
                period.as_str()
            ));
        }
        let (charset, grounds) = file.charset();
        match grounds {
            Grounds::Guessed => context.console.remark(&format!(
                "note: the file is read as {}, by the look of it; --encoding names another",
                charset.name()
            )),
            Grounds::Mark if charset != rows::Charset::UTF8 => {
                context.console.remark(&format!("note: the file is in {}", charset.name()));
            }
            _ => {}
        }
        for column in appended {
            if headers.iter().any(|header| header == column.name()) {
                context
                    .console
                    .remark(&format!("warning: the file has a column {} already: there will be two", column.name()));
            }
        }
    }

    /// Says what came of it.
    fn tell(
        &self,
        context: &Context,
        job: &Job<'_>,
        tally: &Tally,
        options: &Options,
        bare: Defaults,
    ) -> Result<(), Failure> {
        let pack = &context.pack;
        let mut quotes = Vec::new();
        let pricer = Pricer::new(pack, options.clone())?;
        for key in tally.cells.keys() {
            let cell = Cell { role: key.role.clone(), city: key.city.clone(), level: key.level.clone() };
            quotes.push(pricer.quote(&cell)?);
        }
        let mut about = views::payroll_notes(pack, &quotes, context.console.about_today()?)?;
        about.notes.extend(self.suspicion(job, tally, bare));
        let unit = SummaryUnit { currency: job.currency(), period: options.period };
        if !self.result.summary_by.is_empty() {
            let by: Vec<Axis> = self.result.summary_by.iter().copied().map(Axis::from).collect();
            let mut answer = views::payroll(pack, tally, &by, unit)?;
            answer.notes.append(&mut about.notes);
            answer.sources = about.sources;
            return self.result.output.print(context, "price", answer);
        }
        let screen = context.console.error_screen();
        if self.result.summary {
            let answer = views::payroll(pack, tally, &[], unit)?;
            let table = crate::render::render(
                &answer,
                &crate::render::Options { screen, ..crate::render::Options::new(Format::Table) },
            )?;
            context.console.write_error(&String::from_utf8_lossy(&table));
        } else {
            context.console.remark(&format!(
                "note: {} of {} rows priced",
                crate::money::grouped(tally.priced().into(), 0),
                crate::money::grouped(tally.all_rows().into(), 0)
            ));
        }
        if !context.console.is_quiet() {
            context.console.write_error(&notes(&about, &screen));
        }
        Ok(())
    }

    /// Whether bare numbers look like something else than they were taken for.
    fn suspicion(&self, job: &Job<'_>, tally: &Tally, bare: Defaults) -> Option<Note> {
        let months = Decimal::from(12);
        let mut readings: Vec<(Decimal, &str, Option<String>)> = Vec::new();
        match bare.period {
            PayPeriod::Year => readings.push((months, "pay a month", Some("--pay-period month".to_owned()))),
            PayPeriod::Month => {
                readings.push((Decimal::ONE / months, "pay a year", Some("--pay-period year".to_owned())));
            }
            _ => {}
        }
        readings.push((Decimal::from(1_000), "thousands", None));
        readings.push((Decimal::from(10_000), "万, ten thousands", None));
        for code in ["CNY", "USD"] {
            let Ok(other) = code.parse::<Currency>() else { continue };
            if other != bare.currency
                && let Some(factor) = job.relative_unit(other, bare.currency)
            {
                readings.push((factor, code, Some(format!("--pay-currency {code}"))));
            }
        }
        let found = tally.suspicion(&readings)?;
        let likely: Vec<String> = found.likely.iter().map(|(words, _)| words.clone()).collect();
        let guess =
            if likely.is_empty() { String::new() } else { format!(": they look like {}", likely.join(", or ")) };
        let note = Note::warning(format!(
            "{} of {} bare numbers are less than a fifth, or more than five times, of the market mid as pay {}{}{guess}",
            found.rows,
            found.of,
            if job.has_currencies() { String::new() } else { format!("in {} ", bare.currency) },
            format_args!("a {}", bare.period.as_str()),
        ));
        let options: Vec<String> = found.likely.into_iter().filter_map(|(_, option)| option).collect();
        Some(if options.is_empty() { note } else { note.advising(format!("{} says so", options.join(" or "))) })
    }

    /// Why the file could not be priced to its end.
    fn ended(&self, name: &str, error: Error) -> Failure {
        match (error, self.result.output.path()) {
            (Error::Rows(rows::Error::Write(error)), Some(path)) => refused(path, error),
            (Error::Rows(rows::Error::Write(error)), None) => {
                Failure::failed(error).context("cannot write to standard output")
            }
            (error, _) => failed(name, error),
        }
    }
}

/// Rows have no format of ours.
fn as_they_went_in() -> Failure {
    Failure::usage("rows come out as they went in: with the delimiter of the file")
}

/// Where rows go.
enum Target {
    Stdout,
    File(Destination),
}

/// Standard output without its line buffer: blocks come in one piece.
struct Unlocked(io::Stdout);

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

/// A failure about the file itself, with what to do.
fn failed(name: &str, error: Error) -> Failure {
    let error = match error {
        Error::Rows(error) => error,
        Error::Pricing(error) => return (*error).into(),
    };
    let hint = match &error {
        rows::Error::Encoding { .. } => "name the encoding with --encoding, or mend the file",
        rows::Error::NoHeader => "give a file whose first row names its columns",
        rows::Error::RowTooLong { open: true, .. } | rows::Error::OpenQuote { .. } => {
            "close the quote that is open there"
        }
        rows::Error::RowTooLong { .. } => "see whether the file is what it should be; --row-limit allows longer rows",
        rows::Error::Ragged { .. } => "mend the row, or keep such rows as they are with --ragged keep",
        rows::Error::Truncated(_) | rows::Error::Damaged { .. } => "fetch the file anew",
        _ => "see whether the file can be read",
    };
    let failure = if matches!(error, rows::Error::Stopped) {
        Failure::stopped(Exit::Interrupted)
    } else {
        Failure::failed(error)
    };
    failure.context(name.to_owned()).hint(hint)
}
