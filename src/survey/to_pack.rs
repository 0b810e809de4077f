//! Writes a survey as a pack: the groups that are shown become rows of `market_cells`.

use jiff::civil::Date;

use super::cell_keys::{Places, Segments};
use super::names_of_pack::{Used, tables};
use super::not_for_pack::NotForPack;
use super::options::SurveyOptions;
use super::pack_figures::{PackFigure, pack_figures};
use super::pack_sources::add_files;
use super::run::Survey;
use super::source_file::SourceFile;
use crate::money::{Decimal, Period, round_money};
use crate::pack::{DataError, Pack, PackAbout, TableText, computed_pack};
use crate::pay::PayElement;
use crate::pricing::cell_element;

/// Why the files of a pack cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ToPackError {
    /// The survey is not for a pack.
    #[error(transparent)]
    NotForPack(#[from] NotForPack),
    /// A table of the pack in use cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// What the pack of a survey is called, and what it rests on.
#[derive(Debug, Clone)]
pub struct SurveyPack {
    /// Its short name: lower-case letters, digits and hyphens.
    pub name: String,
    /// Its title for people; `None` for one that names the file.
    pub title: Option<String>,
    /// The files that were surveyed.
    pub files: Vec<SourceFile>,
    /// The element of pay.
    pub element: PayElement,
}

/// The name and the text of each file of the pack.
///
/// # Errors
/// [`ToPackError`].
pub fn pack_files(
    pack: &Pack,
    survey: &Survey,
    options: &SurveyOptions,
    about: &SurveyPack,
) -> Result<Vec<(String, String)>, ToPackError> {
    NotForPack::check_options(options, survey.effective)?;
    NotForPack::check_groups(survey, options)?;
    let effective = survey.effective.ok_or(NotForPack::NoDate)?;
    let places = Places::of(options);
    let shown = pack_figures(survey, &places);
    let segments = Segments::of(shown.iter().filter_map(|figure| figure.segment));
    let mut sources = TableText::new("sources")?;
    let source = add_files(pack, survey, options, &about.files, &mut sources)?;
    let names = SourceFile::names(&about.files);
    let used = Used {
        roles: shown.iter().map(|figure| figure.role).collect(),
        cities: shown.iter().map(|figure| figure.city).collect(),
        has_levels: places.level.is_some(),
        source: &source,
    };
    let mut all = tables(pack, &used, &mut sources)?;
    all.push(sources);
    all.push(segments.table(&source)?);
    let mut cells = TableText::new("market_cells")?;
    for figure in &shown {
        let cell = CellRow { figure, survey, options, about, effective, source: &source };
        cells.push(|column| match column {
            "segment" => figure.segment.map(|text| segments.id(text)).unwrap_or_default().to_owned(),
            other => cell.value(other),
        });
    }
    all.push(cells);
    let title = about.title.clone().unwrap_or_else(|| format!("Survey of {names}"));
    let description = format!(
        "Percentiles of the {} of {}, made by payband survey from {names}",
        about.element.as_str(),
        options.population.as_str()
    );
    let version = format!("{}.{}.{}", effective.year(), effective.month(), effective.day());
    let about = PackAbout { name: about.name.clone(), title, description, version };
    Ok(computed_pack(&about, &all)?)
}

/// A row of `market_cells`.
struct CellRow<'s> {
    figure: &'s PackFigure<'s>,
    survey: &'s Survey,
    options: &'s SurveyOptions,
    about: &'s SurveyPack,
    effective: Date,
    source: &'s str,
}

impl CellRow<'_> {
    /// The cell of a column other than the segment.
    fn value(&self, column: &str) -> String {
        let amount = |amount: Option<Decimal>| {
            amount.map(|amount| round_money(amount).normalize().to_string()).unwrap_or_default()
        };
        let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        let statistics = self.figure.statistics;
        let [p10, p25, p50, p75, p90] = statistics.percentiles;
        let interval = statistics.printed_interval(self.figure.size);
        match column {
            "role" => self.figure.role.to_owned(),
            "place" => self.figure.city.to_owned(),
            "level" => self.figure.level.to_owned(),
            "population" => self.options.population.as_str().to_owned(),
            "element" => cell_element(self.about.element).as_str().to_owned(),
            "currency" => self.survey.currency.to_string(),
            "effective" => self.effective.to_string(),
            "p10" => amount(p10),
            "p25" => amount(p25),
            "p50" => amount(p50),
            "p75" => amount(p75),
            "p90" => amount(p90),
            "mean" => amount(Some(statistics.mean)),
            "n" => count(Some(self.figure.size.rows)),
            "organisations" => count(self.figure.size.organisations),
            "ci_low" => amount(interval.map(|interval| interval.low)),
            "ci_high" => amount(interval.map(|interval| interval.high)),
            "certainty" => statistics.certainty.as_str().to_owned(),
            "method" => self.options.percentile_method().to_owned(),
            "weighting" => self.options.weighting.as_str().to_owned(),
            "source" => self.source.to_owned(),
            "period" => Period::Year.as_str().to_owned(),
            _ => String::new(),
        }
    }
}
