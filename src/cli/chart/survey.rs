//! `payband chart survey`: the percentiles of a file of people, or those in the CSV that `payband survey -o` wrote.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::picture::PictureArgs;
use crate::answer::Note;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::file::input::Purpose;
use crate::cli::output::unfinished::end_on_signals;
use crate::cli::survey::request::{SurveyNeeds, SurveyRequest};
use crate::money::Decimal;
use crate::page::Picture;
use crate::render::{Format, RenderOptions, render};
use crate::survey::{RESULT_COLUMNS, survey};
use crate::views::{self, SurveyAbout, chart, chart::SurveyGroup};

const PURPOSE: Purpose =
    Purpose { command: "chart survey", verb: "draw", example: "payband chart survey payroll.csv --rule own" };

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband chart survey payroll.csv --by role,level --rule own
  payband survey payroll.csv --rule own -o percentiles.csv
  payband chart survey percentiles.csv -o percentiles.svg")]
#[command(mut_arg("file", |file| file.index(1).help(
    "File of people or ads, as `survey` reads it; or a CSV that `payband survey -o` wrote, which is drawn as it is; `-` means \
     standard input, with people [default: standard input, if it is a pipe]"
)))]
pub(in crate::cli) struct Args {
    #[command(flatten)]
    request: SurveyRequest,
    /// More of the CSVs that `payband survey -o` wrote.
    #[arg(value_name = "MORE", index = 2, value_hint = ValueHint::FilePath, help_heading = None)]
    more: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) picture: PictureArgs,
}

/// The most groups of a chart.
const MAX_GROUPS: usize = 200;
/// The most bytes of the header of a result.
const MAX_HEADER_BYTES: u64 = 1 << 16;
/// The columns that a result must have.
const REQUIRED: [&str; 5] = ["n", "p25", "p50", "p75", "currency"];
/// The columns of the percentiles.
const PERCENTILES: [&str; 5] = ["p10", "p25", "p50", "p75", "p90"];
/// The ids of dimensions, which stand beside names.
const IDS: [&str; 3] = ["role_id", "city_id", "level_id"];

impl Args {
    /// Draws the percentiles of the file or of the files.
    pub(in crate::cli) fn draw(&self, context: &Context) -> Result<Picture, Failure> {
        let (mut groups, mut notes) = match self.request.file.path().filter(|path| is_result(path)) {
            Some(path) => (self.groups_of_results(path)?, Vec::new()),
            None => self.survey(context)?,
        };
        if groups.len() > MAX_GROUPS {
            let all = groups.len();
            groups.retain(|group| !group.is_empty);
            if groups.len() < all {
                notes.push(Note::warning(format!("groups without usable pay are left out: {}", all - groups.len())));
            }
        }
        if groups.len() > MAX_GROUPS {
            let message = format!("a chart has space for {MAX_GROUPS} groups, and these are more");
            return Err(Failure::failed(anyhow::Error::msg(message)).hint("survey by fewer things with --by"));
        }
        Ok(chart::survey(&groups, notes))
    }

    /// The groups in the results of surveys, of which this file is the first.
    fn groups_of_results(&self, first: &Path) -> Result<Vec<SurveyGroup>, Failure> {
        if let Some(option) = self.request.option_of_survey() {
            return Err(Failure::usage(format!(
                "{} holds percentiles, and {option} is for a file of people",
                first.display()
            ))
            .hint(format!("leave out {option}, or draw the file that was surveyed")));
        }
        let mut groups = Vec::new();
        for path in std::iter::once(first).chain(self.more.iter().map(PathBuf::as_path)) {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| cannot_be_read(&name, error.into()))?;
            groups.extend(read(&name, file)?);
        }
        Ok(groups)
    }

    /// The groups of a file of people, and the notes of their survey. They are read from its CSV, as those of a result are.
    fn survey(&self, context: &Context) -> Result<(Vec<SurveyGroup>, Vec<Note>), Failure> {
        if let Some(more) = self.more.first() {
            return Err(Failure::usage(format!("{}: one file of people is drawn at a time", more.display()))
                .hint("several files are drawn if `payband survey -o` wrote them"));
        }
        end_on_signals().map_err(Failure::failed)?;
        let pack = &context.pack;
        let input = self.request.file.open(context, PURPOSE)?;
        let name = input.name.clone();
        let (opened, rows) = self.request.open(context, input, SurveyNeeds::default())?;
        opened.say_how_it_is_read(context);
        let (pricer, options) = (&opened.pricer, &opened.options);
        let result = rows.read(|input, process| survey(pack, pricer, input, process, options))?;
        let about = SurveyAbout { element: pricer.element(), source: opened.source.clone() };
        let groups: Vec<_> = result.groups.iter().collect();
        if result.groups_with_pay().next().is_none() {
            return Err(Failure::failed(anyhow::anyhow!("{name} has no rows with pay and a group"))
                .hint(format!("`payband survey {name} --caveats` tells how the rows ended")));
        }
        let answer = views::survey(pack, &result, &groups, options, &about)?;
        let csv = render(&answer, &RenderOptions::new(Format::Csv));
        let csv = csv.map_err(Failure::failed)?;
        Ok((read(&name, csv.as_slice())?, answer.notes))
    }
}

fn cannot_be_read(name: &str, error: anyhow::Error) -> Failure {
    Failure::failed(error).context(format!("{name} cannot be read"))
}

/// Whether a file is the result of a survey. One that cannot be read is none.
fn is_result(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.take(MAX_HEADER_BYTES));
    let has = |headers: &csv::StringRecord| {
        REQUIRED.iter().chain(&["state"]).all(|column| headers.iter().any(|header| header == *column))
    };
    reader.headers().is_ok_and(has)
}

/// The groups in the CSV of a survey. `name` is what messages call it.
fn read(name: &str, csv: impl Read) -> Result<Vec<SurveyGroup>, Failure> {
    let failed = |error: anyhow::Error| cannot_be_read(name, error);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|header| header.trim_start_matches('\u{feff}').to_owned()).collect(),
        Err(error) => return Err(failed(error.into())),
    };
    // A dimension before the columns of the result may have the name of one.
    let at = |column: &str| headers.iter().rposition(|header| header == column);
    if let Some(missing) = REQUIRED.iter().find(|column| at(column).is_none()) {
        return Err(Failure::failed(anyhow::anyhow!("{name} has no column {missing}"))
            .hint("draw what `payband survey FILE -o percentiles.csv` writes"));
    }
    let first_of_result = RESULT_COLUMNS.iter().find_map(|column| at(column)).unwrap_or_default();
    let dimensions: Vec<usize> = headers
        .iter()
        .take(first_of_result)
        .enumerate()
        .filter(|(_, header)| !IDS.contains(&header.as_str()))
        .map(|(at, _)| at)
        .collect();
    let mut groups = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| failed(error.into()))?;
        let text = |column: &str| at(column).and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
        let state = text("state");
        let reason = text("reason");
        groups.push(SurveyGroup {
            key: dimensions.iter().filter_map(|at| record.get(*at)).map(str::to_owned).collect(),
            people: text("n"),
            pay: [text("population"), text("element")]
                .into_iter()
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            currency: text("currency"),
            period: Some(text("period")).filter(|period| !period.is_empty()).unwrap_or_else(|| "year".to_owned()),
            percentiles: PERCENTILES.map(|column| text(column).parse::<Decimal>().ok()),
            is_empty: state == "empty",
            reason: if state != "survey" && reason.is_empty() { state } else { reason },
            source: text("source"),
        });
    }
    if groups.is_empty() {
        return Err(Failure::failed(anyhow::anyhow!("{name} has no groups")));
    }
    Ok(groups)
}
