//! Writes a survey as a pack: the groups that are shown become rows of `market_cells`.

use jiff::civil::Date;

use super::cell_keys::{Places, SEGMENT, Segments};
use super::dimension::Dimension;
use super::disclosure::{Disclosure, Rule, Suppression};
use super::names_of_pack::{Used, tables};
use super::options::SurveyOptions;
use super::pack_figures::{PackFigure, pack_figures};
use super::pack_sources::add_files;
use super::run::{Survey, SurveyedGroup};
use super::source_file::SourceFile;
use crate::money::{Decimal, Period, round_money};
use crate::pack::{DataError, Pack, PackAbout, TableText, computed_pack};
use crate::pay::PayElement;
use crate::pricing::cell_element;

/// The most months over which the pay in a pack may be aged.
pub const MAX_AGEING_MONTHS: u32 = 24;

/// Why a survey cannot be written as a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotForPack {
    /// The rule is that of an employer's own pay.
    #[error("a pack can be passed on, and groups under --rule own are not to leave the company")]
    OwnRule,
    /// No column names organisations.
    #[error("no column names the organisation of a row, so nothing may be passed on")]
    OrganisationsUnknown,
    /// Rows are not grouped by role.
    #[error("a pack has figures of roles, and the rows are not grouped by role")]
    NoRole,
    /// A dimension that a pack does not have, by its name.
    #[error("a pack has figures by role, city, level and segment, not by {0}")]
    OtherDimension(String),
    /// A dimension that is given twice, by its name.
    #[error("--by names {0} twice")]
    RepeatedDimension(String),
    /// No day for which the figures hold.
    #[error("the figures of a pack hold for one day, and none is known")]
    NoDate,
    /// Rows have dates, and are not brought to one.
    #[error("the figures of a pack hold for one day, and the rows have dates of their own")]
    MixedDates,
    /// Pay is aged over more months than this.
    #[error("pay that is more than {MAX_AGEING_MONTHS} months old does not go into a pack, and --max-age is {0}")]
    TooOld(u32),
    /// In so many groups one organisation has too large a share.
    #[error("in {groups} of the groups one organisation has more than {share_pct}% of the people")]
    LargeOrganisation {
        /// The number of groups.
        groups: usize,
        /// The largest share that the rule allows, in percent.
        share_pct: u64,
    },
    /// Every group is suppressed.
    #[error("no group may be shown, so a pack would be empty")]
    NothingShown,
}

impl NotForPack {
    /// What to do.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            NotForPack::OwnRule => "leave --rule out; pay of one employer alone does not make a pack",
            NotForPack::OrganisationsUnknown => "name the column with --organisation-column",
            NotForPack::NoRole => "add role to --by",
            NotForPack::OtherDimension(_) => {
                "leave it out of --by; a column that is a part of the market, such as an industry, must be called segment"
            }
            NotForPack::RepeatedDimension(_) => "name it once",
            NotForPack::NoDate => {
                "give it with --effective DATE; or bring each row to one with --on DATE and --date-column COLUMN"
            }
            NotForPack::MixedDates => "--on DATE brings them to one day",
            NotForPack::TooOld(_) => "leave --max-age out",
            NotForPack::LargeOrganisation { .. } => {
                "--weight organisation counts each organisation the same; or take the rows of these groups out of the file"
            }
            NotForPack::NothingShown => "fewer dimensions in --by make larger groups",
        }
    }

    /// Finds what the options alone rule out. `effective` is the day for which the figures hold.
    ///
    /// # Errors
    /// The first [`NotForPack`].
    pub fn check_options(options: &SurveyOptions, effective: Option<Date>) -> Result<(), Self> {
        if options.rule == Rule::Own {
            return Err(NotForPack::OwnRule);
        }
        if options.organisation.is_none() {
            return Err(NotForPack::OrganisationsUnknown);
        }
        let mut seen: Vec<&str> = Vec::new();
        for dimension in &options.by {
            let name = match dimension {
                Dimension::Column { name, .. } if name.trim().eq_ignore_ascii_case(SEGMENT) => SEGMENT,
                Dimension::Organisation | Dimension::Column { .. } => {
                    return Err(NotForPack::OtherDimension(dimension.name().to_owned()));
                }
                Dimension::Role | Dimension::City | Dimension::Level => dimension.name(),
            };
            if seen.contains(&name) {
                return Err(NotForPack::RepeatedDimension(name.to_owned()));
            }
            seen.push(name);
        }
        if !options.by.contains(&Dimension::Role) {
            return Err(NotForPack::NoRole);
        }
        match (&options.ageing, options.date, effective) {
            (Some(ageing), ..) if ageing.max_months > MAX_AGEING_MONTHS => Err(NotForPack::TooOld(ageing.max_months)),
            (Some(_), ..) => Ok(()),
            (None, Some(_), _) => Err(NotForPack::MixedDates),
            (None, None, None) => Err(NotForPack::NoDate),
            (None, None, Some(_)) => Ok(()),
        }
    }

    /// Finds what the groups rule out.
    fn check_groups(survey: &Survey, options: &SurveyOptions) -> Result<(), Self> {
        let too_large = |group: &&SurveyedGroup| group.disclosure == Disclosure::Suppressed(Suppression::LargestShare);
        let groups = survey.groups.iter().filter(too_large).count();
        if groups > 0 {
            let share_pct = match options.rule {
                Rule::Shared { largest_share_pct, .. } => largest_share_pct,
                Rule::Own => 0,
            };
            return Err(NotForPack::LargeOrganisation { groups, share_pct });
        }
        if survey.groups.iter().all(|group| group.statistics.is_none()) {
            return Err(NotForPack::NothingShown);
        }
        Ok(())
    }
}

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
