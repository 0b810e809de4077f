//! How a survey is made.

use jiff::civil::Date;

use super::dates::{self, FIRST_DATE};
use super::dimension::Dimension;
use super::disclosure::Rule;
use super::percentile::PercentileMethod;
use crate::money::Decimal;
use crate::pack::Population;
use crate::pricing::AgeingMethod;

/// How much each row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weighting {
    /// Every person counts the same.
    #[default]
    Incumbent,
    /// Every organisation counts the same, whatever its number of people.
    Organisation,
}

impl Weighting {
    /// Both, the default first.
    pub const ALL: [Weighting; 2] = [Weighting::Incumbent, Weighting::Organisation];

    /// The word in data and options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Weighting::Incumbent => "incumbent",
            Weighting::Organisation => "organisation",
        }
    }
}

/// What is done with amounts that are far from the others of their role and level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outliers {
    /// They are counted, and used.
    #[default]
    Flag,
    /// They are not used.
    Drop,
    /// They are replaced by the nearest amount that is no outlier.
    Winsorise,
}

impl Outliers {
    /// All of them, the default first.
    pub const ALL: [Outliers; 3] = [Outliers::Flag, Outliers::Drop, Outliers::Winsorise];

    /// The word in options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outliers::Flag => "flag",
            Outliers::Drop => "drop",
            Outliers::Winsorise => "winsorise",
        }
    }
}

/// What is done with rows that repeat another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// They are used: equal rows of a payroll are different people.
    Keep,
    /// They are not used.
    Drop,
}

impl Duplicates {
    /// Both.
    pub const ALL: [Duplicates; 2] = [Duplicates::Keep, Duplicates::Drop];

    /// The word in options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Duplicates::Keep => "keep",
            Duplicates::Drop => "drop",
        }
    }
}

/// What is done with the pay of people who work less than full time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartTime {
    /// It is divided by their share of full time, and used.
    #[default]
    GrossUp,
    /// That of less than nine tenths of full time is not used.
    Drop,
}

impl PartTime {
    /// Both, the default first.
    pub const ALL: [PartTime; 2] = [PartTime::GrossUp, PartTime::Drop];

    /// The word in options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PartTime::GrossUp => "gross-up",
            PartTime::Drop => "drop",
        }
    }
}

/// The growth by which the pay of each row is brought to one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowAgeing {
    /// The date.
    pub on: Date,
    /// Growth a year, in percentage points.
    pub rate_pct: Decimal,
    /// How growth within a year is computed.
    pub method: AgeingMethod,
    /// Rows that are more months older than the date are not used.
    pub max_months: u32,
}

impl RowAgeing {
    /// The first date that a row can state and whose pay is used.
    #[must_use]
    pub fn oldest(&self) -> Date {
        dates::oldest(self.on, self.max_months).map_or(FIRST_DATE, |oldest| oldest.max(FIRST_DATE))
    }
}

/// How a survey is made.
#[derive(Debug, Clone)]
pub struct SurveyOptions {
    /// What rows are grouped by, in the order of the result.
    pub by: Vec<Dimension>,
    /// Whose pay the rows state. Statistics never mix them.
    pub population: Population,
    /// How a percentile is placed between two rows.
    pub method: PercentileMethod,
    /// How much each row counts.
    pub weighting: Weighting,
    /// What a group must have to be shown.
    pub rule: Rule,
    /// What is done with outliers.
    pub outliers: Outliers,
    /// What is done with duplicates.
    pub duplicates: Duplicates,
    /// What is done with part-time pay.
    pub part_time: PartTime,
    /// Whether pay by the day is used.
    pub include_daily: bool,
    /// The column with organisations, counted from 0.
    pub organisation: Option<usize>,
    /// The column with ids of people: rows with the same id and date are about one person.
    pub id: Option<usize>,
    /// The column with the number of people that a row stands for.
    pub headcount: Option<usize>,
    /// The column with types of employment, which tells interns and part-time people.
    pub employment: Option<usize>,
    /// The column with the date of the pay.
    pub date: Option<usize>,
    /// Growth to one date; `None` for pay as it is.
    pub ageing: Option<RowAgeing>,
    /// Whether groups are also pooled over segments, cities and levels, for a pack.
    pub rollups: bool,
}

impl SurveyOptions {
    /// The word for the method of percentiles in use: with organisation weights always that of weighted rows.
    #[must_use]
    pub fn percentile_method(&self) -> &'static str {
        let method = match self.weighting {
            Weighting::Incumbent => self.method,
            Weighting::Organisation => PercentileMethod::R2,
        };
        method.as_str()
    }
}
