//! `payband survey`: percentiles of the pay in a file, by role, city and level.

mod counts;
mod file_digest;
mod pack;
mod plan_year;
mod reasons;
pub(super) mod request;
mod shown;
mod sql;

use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::args::value_list::ValueList;
use super::context::Context;
use super::failure::Failure;
use super::file::input::Purpose;
use super::output::args::OutputArgs;
use super::output::file_id::{FileId, folder_of, resolve_links};
use super::output::unfinished::end_on_signals;
use super::price::{self, WrittenFiles};
use crate::money::Period;
use crate::payroll::FilePricer;
use crate::people::{Columns, Unmatched};
use crate::pricing::Options;
use crate::render::Format;
use crate::survey::{
    CountTerms, CountsError, Error, SourceFile, SqlDialect, Survey, SurveyCounts, SurveyOptions, count_rows, survey,
    survey_of_counts,
};
use crate::tabular::Delimiter;
use crate::views;
use counts::{read_counts, require_new_table, write_counts};
use file_digest::FileDigest;
use pack::SurveyPackArgs;
use reasons::{ReadRows, UnusedRows};
use request::{SurveyNeeds, SurveyRequest, require_organisations};
use shown::ShownArgs;
use sql::{SqlParts, write_sql};

const PURPOSE: Purpose =
    Purpose { command: "survey", verb: "survey", example: "payband survey payroll.csv --rule own" };

/// Percentiles of the pay in a file, by role, city and level. Groups of few people or few employers are not shown.
///
/// The file is read as by `price`. A group is shown if it has five people of five organisations, none of which has more than a
/// quarter of them; P10 and P90 need ten of ten. An employer's own payroll goes by --rule own: three people, and the result is
/// not to leave the company. No minimum and no maximum is printed.
///
/// Certainty is how near P50 is to that of all such pay. A: 30 people of 10 organisations within 5 %; B: 15 of 5 within 10 %; C: 6 of
/// 5 within 25 %; D: anything else. Within is half the width of the 95 % interval. With --rule own, organisations do not count.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband survey payroll.csv --rule own
  payband survey market.csv --by role,city --weight incumbent
  payband survey ads.csv --population posted --by role,level --currency CNY
  payband survey payroll.csv --by role,column:city --rule own -o percentiles.csv
  payband survey companies.csv --by role,city --effective 2026-07-01 --to-pack our-market
  payband survey payroll.csv --by role,level --partial north.counts
  payband survey --merge north.counts --rule own")]
pub(super) struct Args {
    #[command(flatten)]
    request: SurveyRequest,
    /// Write the survey as SQL, to run where the rows are, with how to make the mapping tables that it joins; FILE shows the
    /// columns and the unit of pay [default: make the survey].
    #[arg(long, value_name = "DATABASE", value_parser = ValueList::new(&SqlDialect::ALL, SqlDialect::as_str), conflicts_with_all = NOT_IN_SQL, help_heading = "Output options")]
    sql: Option<SqlDialect>,
    /// Write the counts of the file, to add to those of other files with --merge. The table holds the pay of single people
    /// [default: percentiles of the file].
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Several files", conflicts_with_all = NOT_IN_COUNTS)]
    partial: Option<PathBuf>,
    /// Survey tables of --partial as if their files were one. How rows are read is decided when they are made [default: none].
    #[arg(long, value_name = "FILES", value_hint = ValueHint::FilePath, num_args = 1.., help_heading = "Several files", conflicts_with_all = DECIDED_BEFORE)]
    merge: Vec<PathBuf>,
    /// Write the titles, cities and levels of --by that match nothing, with counts and nearest names, and the texts of pay that
    /// cannot be read, with counts and reasons: into a folder, as alias tables of an overlay and pay_texts.csv, or into one .csv
    /// file. Rows of earlier runs stay until their names are known.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath, help_heading = "Output options")]
    unmatched: Option<PathBuf>,
    #[command(flatten)]
    pack: SurveyPackArgs,
    #[command(flatten)]
    shown: ShownArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// What is chosen when tables of counts are added.
const NOT_IN_COUNTS: [&str; 3] = ["SurveyPackArgs", "ShownArgs", "OutputArgs"];

/// What SQL does not do.
const NOT_IN_SQL: [&str; 5] = ["SurveyPackArgs", "ShownArgs", "partial", "merge", "unmatched"];

/// The options that decide how rows are read and counted, and those for one file.
const DECIDED_BEFORE: [&str; 23] = [
    "FileArgs",
    "ColumnArgs",
    "DefaultLevelArgs",
    "TitleAndPayArgs",
    "by",
    "population",
    "duplicates",
    "part_time",
    "include_daily",
    "on",
    "PlanYearArgs",
    "ageing_rate",
    "ageing",
    "max_age",
    "currency",
    "organisation_column",
    "id_column",
    "headcount_column",
    "employment_column",
    "date_column",
    "threads",
    "partial",
    "unmatched",
];

impl Args {
    /// Surveys the file, or tables of counts.
    pub(super) fn run(&self, context: &Context) -> Result<(), Failure> {
        end_on_signals().map_err(Failure::failed)?;
        self.pack.check_folder(context)?;
        // A wrong variable is found before anything is written.
        let period = self.shown.period(context)?;
        if !self.merge.is_empty() {
            return self.survey_counts(context, read_counts(context, &self.merge)?, period);
        }
        let pack = &context.pack;
        let mut input = self.request.file.open(context, PURPOSE)?;
        if let Some(path) = &self.partial {
            require_new_table(context, path, input.id.as_ref())?;
        }
        let has_digest = self.pack.is_asked_for() || self.partial.is_some();
        let digest = has_digest.then(|| FileDigest::begin(&mut input)).transpose()?;
        if let Some(path) = &self.unmatched {
            let written = WrittenFiles { rows: self.output.path(), unmatched: Some(path) };
            written.require_apart(context, &input)?;
            self.require_other_places(path)?;
        }
        let needs = SurveyNeeds { rollups: self.pack.is_asked_for(), unmatched: self.unmatched.is_some() };
        let (opened, rows) = self.request.open(context, input, needs)?;
        self.pack.check_options(&opened.options, self.shown.effective(context)?, false)?;
        opened.say_how_it_is_read(context);
        let (pricer, options) = (&opened.pricer, &opened.options);
        if let Some(dialect) = self.sql {
            let parts = SqlParts {
                pricer,
                options,
                headers: &opened.headers,
                source: opened.source,
                delimiter: opened.delimiter,
                default_level: self.request.default_level.id(pack)?,
                min_score: self.request.titles_and_pay.min_score(),
                output: &self.output,
            };
            return write_sql(context, dialect, parts);
        }
        let name = opened.source.clone();
        let source_file =
            |digest: FileDigest| digest.finish(&name).map(|sha256| SourceFile { name: name.clone(), sha256 });
        if let Some(path) = &self.partial {
            let titles = self.request.titles_and_pay.reading_of_titles();
            let reading = titles.into_iter().chain(self.request.default_level.word(pack)?);
            let terms = CountTerms::new(pack, options, pricer, reading.collect())?;
            let mut counts = rows.read(|input, process| count_rows(pack, pricer, input, process, options, terms))?;
            self.write_unmatched(context, counts.unmatched(), pricer)?;
            counts.sources = digest.map(source_file).transpose()?.into_iter().collect();
            return write_counts(context, path, counts);
        }
        let result = rows.read(|input, process| survey(pack, pricer, input, process, options))?;
        self.write_unmatched(context, &result.unmatched, pricer)?;
        let files: Vec<SourceFile> = digest.map(source_file).transpose()?.into_iter().collect();
        let about = views::SurveyAbout { element: pricer.element(), source: name };
        self.print(context, pricer, SurveyOfFiles { survey: result, options, about, files, period })
    }

    /// Checks that no file of `--unmatched` is the table of counts, or in the folder of the pack.
    fn require_other_places(&self, unmatched: &Path) -> Result<(), Failure> {
        let counts = self.partial.as_deref().map(|path| (path, FileId::of(path), resolved(path)));
        let pack = self.pack.folder().map(|folder| (folder, resolved(folder)));
        for path in price::unmatched_paths(unmatched) {
            let place = resolved(&path);
            let is_counts = |(_, id, counts): &&(&Path, Option<FileId>, PathBuf)| {
                *counts == place || id.is_some() && *id == FileId::of(&path)
            };
            let counts = counts.as_ref().filter(is_counts).map(|(other, ..)| *other);
            let pack = pack.as_ref().filter(|(_, pack)| place.starts_with(pack)).map(|(other, _)| *other);
            if let Some(other) = counts.or(pack) {
                return Err(Failure::usage(format!("two results would go into {}", other.display()))
                    .hint("name another place with --unmatched"));
            }
        }
        Ok(())
    }

    /// Writes what was not understood, if that is asked for.
    fn write_unmatched(
        &self,
        context: &Context,
        unmatched: &Unmatched,
        pricer: &FilePricer<'_>,
    ) -> Result<(), Failure> {
        match &self.unmatched {
            Some(path) => price::write_unmatched(context, path, unmatched, pricer),
            None => Ok(()),
        }
    }

    /// Surveys counts.
    fn survey_counts(&self, context: &Context, counts: SurveyCounts, period: Period) -> Result<(), Failure> {
        let pack = &context.pack;
        let unreadable = || Failure::failed(CountsError::NoCounts).hint("make the tables again with --partial");
        let currency = counts.terms.currency().ok_or_else(unreadable)?;
        let conventions = counts.terms.conventions().ok_or_else(unreadable)?;
        let given = self.request.options(context, &[], &[], self.pack.is_asked_for())?;
        let options = counts.terms.options(given).ok_or_else(unreadable)?;
        require_organisations(&options, "make the tables again with --partial and --organisation-column")?;
        self.pack.check_options(&options, self.shown.effective(context)?, true)?;
        let pricing = Options { currency: Some(currency), ..Options::default() };
        let payroll = self.request.payroll_options(context, &pricing, conventions)?;
        let titles = self.request.titles_and_pay.titles(context)?;
        // It converts amounts. There are no rows to read.
        let pricer =
            FilePricer::new(pack, titles, &pricing, Columns::default(), payroll, Vec::new(), Delimiter::COMMA)?;
        let files = counts.sources.clone();
        let source = SourceFile::names(&files);
        let result = survey_of_counts(pack, &pricer, counts, &options).map_err(|error| match error {
            Error::File(error) => Failure::failed(error),
            Error::Pricing(error) => error.into(),
            Error::Overflow(error) => Failure::failed(error).context(format!("{source} cannot be surveyed")),
        })?;
        let about = views::SurveyAbout { element: conventions.element, source };
        self.print(context, &pricer, SurveyOfFiles { survey: result, options: &options, about, files, period })
    }

    /// Prints what is asked for of a survey, and writes its pack.
    fn print(&self, context: &Context, pricer: &FilePricer<'_>, made: SurveyOfFiles<'_>) -> Result<(), Failure> {
        let SurveyOfFiles { mut survey, options, about, files, period } = made;
        survey.effective = survey.effective.or(self.shown.effective(context)?);
        // The pack has exact amounts a year.
        self.pack.write(context, &survey, options, &about, &files)?;
        self.shown.shape(context, &mut survey, period, &pricer.conventions())?;
        let mut answer = self.shown.answer(pricer, &survey, options, &about)?;
        let has_default_level = self.request.default_level.is_given();
        let unused = UnusedRows::of(&ReadRows { survey: &survey, options, pricer, has_default_level });
        let has_notes_beside = self.prints_notes(context)?;
        if has_notes_beside {
            unused.add_to(&mut answer);
        }
        let lead = answer.lead.clone();
        self.output.print(context, "survey", answer)?;
        if !has_notes_beside {
            unused.say(context, &lead);
        }
        Ok(())
    }

    /// Whether the notes of the result are printed for the person who runs it: under a table, or on standard error. Documents do
    /// not depend on how a survey was made, of a file or of tables of counts, and have no advice of options.
    fn prints_notes(&self, context: &Context) -> Result<bool, Failure> {
        let is_document = self.output.format() == Some(Format::Markdown)
            || self.output.path().is_some()
            || self.output.holds_traces(context)?;
        Ok(!is_document && self.output.prints_footnotes(context)?)
    }
}

/// A survey with amounts a year, and what it is printed with.
struct SurveyOfFiles<'a> {
    survey: Survey,
    options: &'a SurveyOptions,
    about: views::SurveyAbout,
    /// The files whose rows it is of.
    files: Vec<SourceFile>,
    /// The period of the amounts that are printed.
    period: Period,
}

/// A path without links, `.` and `..`, also if some of its folders do not exist yet.
fn resolved(path: &Path) -> PathBuf {
    let target = resolve_links(path);
    match (target.file_name(), target.exists()) {
        (Some(name), false) => resolved(folder_of(&target)).join(name),
        _ => target,
    }
}
