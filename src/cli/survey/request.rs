//! Which file is surveyed, and how: the options of every command that surveys a file of people.

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use clap::ArgGroup;

use super::plan_year::{AGEING_DATE, PlanYearArgs};
use super::sql::plain_delimiter;
use crate::cli::args::currency::currency;
use crate::cli::args::date::day;
use crate::cli::args::percent::PercentArg;
use crate::cli::args::unit_variables::currency_of_variable;
use crate::cli::args::value_list::ValueList;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file::columns::{ColumnArgs, bonus_unit_note, column_argument, column_name, found_columns, is_none};
use crate::cli::file::failures::read_failure;
use crate::cli::file::input::{FileArgs, OpenedInput, Progress};
use crate::cli::file::pay_unit::{MissingPart, say_doubtful_columns, say_likelier_unit, unit_message};
use crate::cli::file::reading::{ChosenElement, DefaultLevelArgs, TitleAndPayArgs};
use crate::money::{Currency, Decimal};
use crate::pack::{DataError, Pack, Population, convention};
use crate::pay::{Conventions, PayElement};
use crate::payroll::{CountOptions, Explanation, FilePricer, PayrollOptions};
use crate::people::{Columns, organisation_column};
use crate::pricing::{AgeingMethod, Options};
use crate::survey::{
    Dimension, Duplicates, Error, HeadcountColumn, MAX_AGEING_MONTHS, Outliers, PartTime, PercentileMethod, RowAgeing,
    Rule, SurveyOptions, Weighting, employment_column, headcount_column,
};
use crate::tabular::{Input, KeptRows, ProcessOptions, Ragged};

/// The file, how its rows are read and grouped, and what is shown.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new(AGEING_DATE).args(["on", "lead", "lead_lag", "lag"])))]
pub(in crate::cli) struct SurveyRequest {
    #[command(flatten)]
    pub(in crate::cli) file: FileArgs,
    /// What to group rows by: role, city and level as the pack names them, organisation, or a column of the file by its header;
    /// `column:role` is the file's own text.
    #[arg(long, value_name = "LIST", value_delimiter = ',', default_value = "role", help_heading = "The survey")]
    by: Vec<String>,
    /// What a group must have to be shown: people/organisations/largest share in percent, or `own` for an employer's own pay.
    #[arg(long, value_name = "RULE", default_value_t = Rule::default(), help_heading = "The survey")]
    rule: Rule,
    /// Whose pay the rows state; statistics never mix them.
    #[arg(long, value_name = "WHOSE", default_value = "incumbents", value_parser = ValueList::new(&Population::ALL, Population::as_str).with_help(population_help), help_heading = "The survey")]
    population: Population,
    /// How much each row counts.
    #[arg(long, value_name = "HOW", default_value = "incumbent", value_parser = ValueList::new(&Weighting::ALL, Weighting::as_str).with_help(weighting_help), help_heading = "The survey")]
    weight: Weighting,
    /// How a percentile is placed between two rows.
    #[arg(long, value_name = "METHOD", default_value = "r7", value_parser = ValueList::new(&PercentileMethod::ALL, PercentileMethod::as_str).with_help(method_help), help_heading = "The survey")]
    percentile_method: PercentileMethod,
    /// What to do with pay that is far from that of the same role and level.
    #[arg(long, value_name = "WHAT", default_value = "flag", value_parser = ValueList::new(&Outliers::ALL, Outliers::as_str).with_help(outliers_help), help_heading = "The survey")]
    outliers: Outliers,
    /// What to do with rows that repeat another: without organisations, the whole row; otherwise organisation, role, city, level
    /// and pay within 90 days [default: drop for posted pay, keep for people].
    #[arg(long, value_name = "WHAT", value_parser = ValueList::new(&Duplicates::ALL, Duplicates::as_str), help_heading = "The survey")]
    duplicates: Option<Duplicates>,
    /// What to do with part-time pay, by the column with shares of full time: divide it by the share, or leave out that of less
    /// than nine tenths.
    #[arg(long, value_name = "WHAT", default_value = "gross-up", value_parser = ValueList::new(&PartTime::ALL, PartTime::as_str), help_heading = "The survey")]
    part_time: PartTime,
    /// Use pay by the day too. It is mostly day labour, which compares with no salary [default: it is left out].
    #[arg(long, help_heading = "The survey")]
    include_daily: bool,
    /// Bring the pay of each row from its date to this one; needs --date-column [default: pay as it is].
    #[arg(long, value_name = "DATE", requires = "date_column", help_heading = "The survey")]
    on: Option<String>,
    #[command(flatten)]
    plan_year: PlanYearArgs,
    /// Growth of pay a year for --on, as a percentage [default: that of the sector in the pack].
    #[arg(long, value_name = "PERCENT", requires = AGEING_DATE, help_heading = "The survey")]
    ageing_rate: Option<PercentArg>,
    /// Growth within a year [default: compound].
    #[arg(long, value_name = "HOW", requires = AGEING_DATE, value_parser = ValueList::new(&AgeingMethod::ALL, AgeingMethod::as_str), help_heading = "The survey")]
    ageing: Option<AgeingMethod>,
    /// Leave out rows that are more months older than --on.
    #[arg(long, value_name = "MONTHS", requires = AGEING_DATE, default_value_t = MAX_AGEING_MONTHS, help_heading = "The survey")]
    max_age: u32,
    /// Currency of the answer: a code, sign or word [env: PAYBAND_CURRENCY] [default: that of the pack].
    #[arg(long, value_name = "CODE", help_heading = "The survey")]
    currency: Option<String>,
    #[command(flatten)]
    columns: ColumnArgs,
    /// Column with the employer of each row [default: by its header].
    #[arg(long, value_name = "COLUMN")]
    organisation_column: Option<String>,
    /// Column with the number of people that a row stands for [default: by its header; without one, each row is one person].
    #[arg(long, value_name = "COLUMN")]
    headcount_column: Option<String>,
    /// Column with the type of employment of each row. Interns are counted only in groups of interns, and part-time pay only by the
    /// hour or day, or with a share of full time [default: by its header].
    #[arg(long, value_name = "COLUMN")]
    employment_column: Option<String>,
    /// Column with ids of people: rows with the same id and date are one person, and none is used where their pay differs
    /// [default: none].
    #[arg(long, value_name = "COLUMN")]
    id_column: Option<String>,
    /// Column with the date of the pay, for --on and for ads that are repeated [default: none].
    #[arg(long, value_name = "COLUMN")]
    date_column: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) default_level: DefaultLevelArgs,
    #[command(flatten)]
    pub(in crate::cli) titles_and_pay: TitleAndPayArgs,
    /// Number of threads [default: the number of processors, at most 8].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64), help_heading = "Output options")]
    threads: Option<u8>,
}

fn population_help(population: Population) -> &'static str {
    match population {
        Population::Incumbents => "People on a payroll",
        Population::Reported => "Pay that people report themselves",
        Population::Posted => "Pay that job ads offer, which is not what is paid",
    }
}

fn weighting_help(weighting: Weighting) -> &'static str {
    match weighting {
        Weighting::Incumbent => "Every person the same",
        Weighting::Organisation => "Every organisation the same",
    }
}

fn method_help(method: PercentileMethod) -> &'static str {
    match method {
        PercentileMethod::R7 => "Excel's PERCENTILE.INC, numpy, SQL's percentile_cont",
        PercentileMethod::R6 => "Excel's PERCENTILE.EXC, SPSS",
        PercentileMethod::R1 => "SQL's percentile_disc",
        PercentileMethod::R2 => "As r1, with the mean of two rows in the middle",
    }
}

fn outliers_help(outliers: Outliers) -> &'static str {
    match outliers {
        Outliers::Flag => "Count it, and use it",
        Outliers::Drop => "Leave it out",
        Outliers::Winsorise => "Replace it by the nearest pay that is not so far",
    }
}

/// What a survey is needed for besides its figures.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::cli) struct SurveyNeeds {
    /// Groups are also pooled, for a pack.
    pub(in crate::cli) rollups: bool,
    /// Names and pay texts that are not understood are counted.
    pub(in crate::cli) unmatched: bool,
}

/// A file of people that is open, and how it is surveyed.
pub(in crate::cli) struct OpenedSurvey<'p> {
    /// The name of the file without its folder.
    pub(in crate::cli) source: String,
    pub(in crate::cli) headers: Vec<String>,
    pub(in crate::cli) options: SurveyOptions,
    pub(in crate::cli) pricer: FilePricer<'p>,
    /// The unit in which pay without one is nearer the market, where it may be in another currency.
    likelier_unit: Option<Explanation>,
    /// A column that may hold numbers of people, and is not read.
    likely_headcount: Option<usize>,
    /// The delimiter of a file that a database can read as it is.
    pub(in crate::cli) delimiter: Option<char>,
}

impl OpenedSurvey<'_> {
    /// Says which columns are used and how pay without a unit is read.
    pub(in crate::cli) fn say_how_it_is_read(&self, context: &Context) {
        let OpenedSurvey { headers, options, pricer, .. } = self;
        let own = [
            ("organisation", options.organisation),
            ("id", options.id),
            ("headcount", options.headcount),
            ("employment", options.employment),
            ("date", options.date),
        ];
        let own = own.into_iter().filter_map(|(meaning, at)| Some((meaning, at?)));
        let mut found = found_columns(pricer.columns(), headers);
        found.extend(own.map(|(meaning, at)| format!("{meaning} from {}", column_name(headers, at))));
        context.console.message(&format!("note: {}", found.join(", ")));
        if let Some(at) = self.likely_headcount {
            let name = column_name(headers, at);
            context.console.message(&format!(
                "warning: {name} may be the number of people that a row stands for, and each row counts as one; --headcount-column \
                 {} counts them, --headcount-column none says that it is another number",
                column_argument(headers, at)
            ));
        }
        say_doubtful_columns(context, pricer.columns(), headers, pricer.element());
        context.console.message(&format!(
            "note: {}",
            unit_message(pricer.pay_unit(), &pricer.conventions(), MissingPart::Unit, "")
        ));
        if let Some(likelier) = self.likelier_unit {
            say_likelier_unit(context, pricer.pay_unit(), likelier);
        }
        if let Some(note) = bonus_unit_note(pricer.columns(), headers) {
            context.console.message(&format!("note: {note}"));
        }
    }
}

/// The rows of an open file.
pub(in crate::cli) struct UnreadRows {
    /// What messages call the file.
    name: String,
    input: Input<'static>,
    process: ProcessOptions,
    progress: Progress,
}

impl UnreadRows {
    /// Reads the rows with a function of the survey.
    pub(in crate::cli) fn read<T>(
        self,
        read: impl FnOnce(Input<'static>, &ProcessOptions) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let (name, lines) = (self.name, self.input.source_lines().clone());
        let ended = read(self.input, &self.process);
        self.progress.finish();
        ended.map_err(|error| match error {
            Error::File(error) => read_failure(&name, error.at_source_line(&lines)),
            Error::Pricing(error) => error.into(),
            Error::Overflow(error) => Failure::failed(error).context(format!("{name} cannot be surveyed")),
        })
    }
}

impl SurveyRequest {
    /// The first option that is given of those that decide what a survey is of; `None` where all are left out.
    pub(in crate::cli) fn option_of_survey(&self) -> Option<&'static str> {
        let given = [
            ("--by", self.by != ["role"]),
            ("--rule", self.rule != Rule::default()),
            ("--population", self.population != Population::Incumbents),
            ("--weight", self.weight != Weighting::default()),
            ("--percentile-method", self.percentile_method != PercentileMethod::R7),
            ("--outliers", self.outliers != Outliers::default()),
            ("--duplicates", self.duplicates.is_some()),
            ("--part-time", self.part_time != PartTime::default()),
            ("--include-daily", self.include_daily),
            ("--on", self.on.is_some()),
            ("--lead", self.plan_year.lead.is_some()),
            ("--lead-lag", self.plan_year.lead_lag.is_some()),
            ("--lag", self.plan_year.lag.is_some()),
            ("--currency", self.currency.is_some()),
            ("--organisation-column", self.organisation_column.is_some()),
            ("--headcount-column", self.headcount_column.is_some()),
            ("--employment-column", self.employment_column.is_some()),
            ("--id-column", self.id_column.is_some()),
            ("--date-column", self.date_column.is_some()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(option, _)| option)
    }

    /// Finds the columns of a file, and how its pay is read.
    pub(in crate::cli) fn open<'p>(
        &self,
        context: &'p Context,
        input: OpenedInput,
        needs: SurveyNeeds,
    ) -> Result<(OpenedSurvey<'p>, UnreadRows), Failure> {
        let pack = &context.pack;
        let name = input.name.clone();
        let (file, progress) = self.file.open_table(input, &|_| KeptRows::Uncopied)?;
        let delimiter = plain_delimiter(&file);
        let input = file.input;
        let headers = input.header().names().to_vec();
        let pricing = Options { currency: self.answer_currency(context)?, ..Options::default() };
        let titles = self.titles_and_pay.titles(context)?;
        let element = self.element(pack)?;
        let columns = self.columns.find(&input, &titles, element, &format!("{name} cannot be surveyed"))?;
        if columns.salary.is_none() {
            return Err(Failure::failed(anyhow::anyhow!("{name}: no column with pay was found"))
                .hint("name it with --salary-column"));
        }
        let read: Vec<usize> = columns.read().into_iter().chain(columns.unit).chain(columns.unread_unit).collect();
        let mut options = self.options(context, &headers, &read, needs.rollups)?;
        let is_grouped_by = |at: usize| {
            options.by.iter().any(|by| matches!(by, Dimension::Column { at: grouped, .. } if *grouped == at))
        };
        let mut likely_headcount = None;
        if self.headcount_column.is_none() {
            match headcount_column(&input) {
                Some(HeadcountColumn::Known(at)) if !is_grouped_by(at) && !read.contains(&at) => {
                    options.headcount = Some(at)
                }
                Some(HeadcountColumn::Likely(at)) if !is_grouped_by(at) => likely_headcount = Some(at),
                _ => {}
            }
        }
        require_columns(&options, &columns)?;
        let conventions = Conventions { element: element.element, ..self.titles_and_pay.conventions(pack, &pricing)? };
        let counts = CountOptions { unmatched: needs.unmatched, ..CountOptions::default() };
        let payroll = PayrollOptions { counts, ..self.payroll_options(context, &pricing, conventions)? };
        let pricer = FilePricer::new(pack, titles, &pricing, columns, payroll, Vec::new(), input.delimiter())?;
        let mut pricer = pricer.with_source_lines(input.source_lines());
        pricer.decide_pay_unit(&input);
        let likelier_unit = pricer.likelier_unit_of_first_rows(&input);
        let source = Path::new(&name).file_name().map_or(name.clone(), |name| name.to_string_lossy().into_owned());
        let rows = UnreadRows { name, input, process: self.process_options(), progress };
        Ok((OpenedSurvey { source, headers, options, pricer, likelier_unit, likely_headcount, delimiter }, rows))
    }

    /// How rows are read.
    pub(in crate::cli) fn payroll_options(
        &self,
        context: &Context,
        pricing: &Options,
        conventions: Conventions,
    ) -> Result<PayrollOptions, Failure> {
        Ok(PayrollOptions {
            pay_defaults: self.titles_and_pay.pay_defaults(&context.pack, pricing)?,
            given_unit: self.titles_and_pay.given_unit(),
            conventions,
            with_retention: false,
            default_level: self.default_level.id(&context.pack)?,
            counts: CountOptions::default(),
        })
    }

    fn answer_currency(&self, context: &Context) -> Result<Option<Currency>, Failure> {
        match (&self.currency, currency_of_variable(&context.pack)?, &context.settings.currency) {
            (Some(text), ..) => Ok(Some(currency(&context.pack, "--currency", text)?)),
            (None, Some(of_variable), _) => Ok(Some(of_variable)),
            (None, None, Some(set)) => Ok(Some(set.currency(&context.pack)?)),
            (None, None, None) => Ok(None),
        }
    }

    /// The element of pay that is surveyed. Of ads it is guaranteed pay, because only then do 12 and 16 months compare.
    fn element(&self, pack: &Pack) -> Result<ChosenElement, DataError> {
        let chosen = self.titles_and_pay.element(pack)?;
        let is_by_default = self.population == Population::Posted && chosen.is_of_pack;
        let of_ads = ChosenElement { element: PayElement::Guaranteed, is_of_pack: false };
        Ok(if is_by_default { of_ads } else { chosen })
    }

    /// The options of a survey of a file with these headers, of whose columns some are `read` as titles, places and pay. `rollups` is whether groups are also pooled.
    pub(in crate::cli) fn options(
        &self,
        context: &Context,
        headers: &[String],
        read: &[usize],
        rollups: bool,
    ) -> Result<SurveyOptions, Failure> {
        let column = |name: &Option<String>| name.as_deref().map(|name| column_of(headers, name)).transpose();
        let organisation = match self.organisation_column.as_deref() {
            Some(name) if is_none(Some(name)) => None,
            Some(name) => Some(column_of(headers, name)?),
            None => organisation_column(headers, read),
        };
        let employment = match self.employment_column.as_deref() {
            Some(name) if is_none(Some(name)) => None,
            Some(name) => Some(column_of(headers, name)?),
            None => employment_column(headers).filter(|at| !read.contains(at)),
        };
        if self.id_column.is_some() && self.repeated() == Duplicates::Drop {
            return Err(Failure::usage(
                "--id-column cannot be used with --duplicates drop (the default of --population posted)",
            )
            .hint("leave out --id-column, or give --duplicates keep"));
        }
        Ok(SurveyOptions {
            by: self.dimensions(headers, &context.pack)?,
            population: self.population,
            method: self.percentile_method,
            weighting: self.weight,
            rule: self.rule,
            outliers: self.outliers,
            duplicates: self.repeated(),
            part_time: self.part_time,
            include_daily: self.include_daily,
            organisation,
            id: column(&self.id_column)?,
            headcount: column(&self.headcount_column.clone().filter(|name| !is_none(Some(name))))?,
            employment,
            date: column(&self.date_column)?,
            ageing: self.row_ageing(context)?,
            rollups,
        })
    }

    /// What is done with rows that repeat another.
    fn repeated(&self) -> Duplicates {
        let by_population = if self.population == Population::Posted { Duplicates::Drop } else { Duplicates::Keep };
        self.duplicates.unwrap_or(by_population)
    }

    fn dimensions(&self, headers: &[String], pack: &Pack) -> Result<Vec<Dimension>, Failure> {
        let mut all: Vec<Dimension> = Vec::new();
        for text in &self.by {
            let dimension = dimension(headers, text)?;
            if dimension == Dimension::Level && pack.levels()?.is_empty() {
                return Err(Failure::failed(anyhow::anyhow!("--by level: the pack has no levels"))
                    .hint("--by column:HEADER groups by the file's own levels"));
            }
            if all.contains(&dimension) {
                return Err(Failure::usage(format!("--by names \"{}\" twice", text.trim())).hint("name it once"));
            }
            all.push(dimension);
        }
        Ok(all)
    }

    fn row_ageing(&self, context: &Context) -> Result<Option<RowAgeing>, Failure> {
        let given = self.on.as_deref().map(|text| day(context, "--on", text)).transpose()?;
        let Some(on) = given.or(self.plan_year.date()) else { return Ok(None) };
        let rate_pct = match &self.ageing_rate {
            Some(given) if given.range.low != given.range.high => {
                return Err(Failure::usage("--ageing-rate: give one percentage, not a range"));
            }
            Some(given) => given.range.low,
            None => self.sector_rate(context)?,
        };
        let method = self.ageing.unwrap_or_default();
        Ok(Some(RowAgeing { on, rate_pct, method, max_months: self.max_age }))
    }

    fn sector_rate(&self, context: &Context) -> Result<Decimal, Failure> {
        let rate = context.pack.conventions()?.get(convention::SECTOR_AGEING_RATE).map(|rate| rate.value);
        rate.ok_or_else(|| {
            Failure::failed(anyhow::anyhow!("the pack has no growth of pay for --on"))
                .hint("give one, as in --ageing-rate 5%")
        })
    }

    fn process_options(&self) -> ProcessOptions {
        let processors = || thread::available_parallelism().map_or(1, NonZeroUsize::get).min(8);
        let workers = self.threads.map_or_else(processors, usize::from);
        ProcessOptions {
            workers: NonZeroUsize::new(workers).unwrap_or(NonZeroUsize::MIN),
            ragged: if self.file.keeps_ragged() { Ragged::Keep } else { Ragged::Refuse },
        }
    }
}

/// The dimension that an item of `--by` names.
fn dimension(headers: &[String], text: &str) -> Result<Dimension, Failure> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "role" => Ok(Dimension::Role),
        "city" => Ok(Dimension::City),
        "level" => Ok(Dimension::Level),
        "organisation" | "organization" => Ok(Dimension::Organisation),
        _ => {
            let name = text.strip_prefix("column:").unwrap_or(text);
            let at = column_of(headers, name).map_err(|failure| failure.context(format!("--by {text}")))?;
            Ok(Dimension::Column { at, name: headers.get(at).cloned().unwrap_or_default() })
        }
    }
}

/// The column of a header or of a number from 1.
fn column_of(headers: &[String], name: &str) -> Result<usize, Failure> {
    Columns::named(headers, name).map_err(|error| {
        let hint = error.hint();
        Failure::usage(error.to_string()).hint(hint)
    })
}

/// Checks that the file has the columns that the options need.
fn require_columns(options: &SurveyOptions, columns: &Columns) -> Result<(), Failure> {
    for dimension in &options.by {
        let missing = match dimension {
            Dimension::City => columns.city.is_none().then_some("--city-column"),
            Dimension::Organisation => options.organisation.is_none().then_some("--organisation-column"),
            Dimension::Role | Dimension::Level | Dimension::Column { .. } => None,
        };
        if let Some(flag) = missing {
            return Err(Failure::failed(anyhow::anyhow!("no column for --by {} was found", dimension.name()))
                .hint(format!("name it with {flag}, or leave {} out of --by", dimension.name())));
        }
    }
    require_organisations(options, "name it with --organisation-column")
}

/// Checks that there are organisations where they count. `remedy` says how there can be some.
pub(super) fn require_organisations(options: &SurveyOptions, remedy: &str) -> Result<(), Failure> {
    if options.weighting == Weighting::Organisation && options.organisation.is_none() {
        return Err(Failure::usage("--weight organisation needs a column of organisations").hint(remedy));
    }
    Ok(())
}
