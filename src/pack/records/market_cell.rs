//! Published percentiles of pay, and the segments of the market that have them.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

use super::resource::{KeyCell, Resource, resource};
use crate::money::{Currency, Decimal};
use crate::pack::cells::{date, optional_decimal, optional_whole, or_default};
use crate::pack::text::PackText;

/// Whose pay percentiles are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Population {
    /// People in the job, as their employers report them.
    #[default]
    Incumbents,
    /// What people report about themselves.
    Reported,
    /// What job ads state.
    Posted,
}

impl Population {
    /// All of them, the default first.
    pub const ALL: [Population; 3] = [Population::Incumbents, Population::Reported, Population::Posted];

    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Population::Incumbents => "incumbents",
            Population::Reported => "reported",
            Population::Posted => "posted",
        }
    }
}

/// What the amounts of percentiles measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellElement {
    /// Base salary.
    Base,
    /// Pay as official statistics define it.
    Wages,
    /// Base salary and contractual further months.
    Guaranteed,
    /// Guaranteed pay and the bonus at target.
    TargetCash,
    /// Guaranteed pay and the bonus that was paid.
    TotalCash,
}

impl CellElement {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CellElement::Base => "base",
            CellElement::Wages => "wages",
            CellElement::Guaranteed => "guaranteed",
            CellElement::TargetCash => "target-cash",
            CellElement::TotalCash => "total-cash",
        }
    }

    /// The words for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CellElement::Base => "base salary",
            CellElement::Wages => "wages",
            CellElement::Guaranteed => "guaranteed pay",
            CellElement::TargetCash => "target cash",
            CellElement::TotalCash => "total cash",
        }
    }
}

/// The period that the amounts of percentiles pay for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellPeriod {
    /// A year.
    #[default]
    Year,
    /// A twelfth of a year.
    Month,
}

impl CellPeriod {
    /// The number of periods in a year.
    #[must_use]
    pub fn per_year(self) -> u32 {
        match self {
            CellPeriod::Year => 1,
            CellPeriod::Month => 12,
        }
    }
}

/// Published percentiles of the pay of a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct MarketCell {
    /// The role.
    pub role: PackText,
    /// The place; empty for the whole market.
    #[serde(default)]
    pub place: PackText,
    /// The level; empty for all levels together.
    #[serde(default)]
    pub level: PackText,
    /// The segment of the market; empty for all.
    #[serde(default)]
    pub segment: PackText,
    /// Whose pay it is.
    pub population: Population,
    /// What is measured.
    pub element: CellElement,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The date for which the amounts hold.
    #[serde(deserialize_with = "date")]
    pub effective: Date,
    /// The 10th percentile. All amounts are in currency for a `period`.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub p10: Option<Decimal>,
    /// The 25th percentile.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub p25: Option<Decimal>,
    /// The median.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub p50: Option<Decimal>,
    /// The 75th percentile.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub p75: Option<Decimal>,
    /// The 90th percentile.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub p90: Option<Decimal>,
    /// The mean.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub mean: Option<Decimal>,
    /// The people in the job.
    #[serde(default, deserialize_with = "optional_whole")]
    pub employment: Option<u64>,
    /// The people or ads that were counted.
    #[serde(default, deserialize_with = "optional_whole")]
    pub n: Option<u64>,
    /// The employers that were counted.
    #[serde(default, deserialize_with = "optional_whole")]
    pub organisations: Option<u64>,
    /// The low end of the confidence interval of the median.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub ci_low: Option<Decimal>,
    /// The high end of the confidence interval of the median.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub ci_high: Option<Decimal>,
    /// The relative standard error of the mean, in percent.
    #[serde(default, deserialize_with = "optional_decimal")]
    pub mean_rse_pct: Option<Decimal>,
    /// How certain the median is.
    #[serde(default)]
    pub certainty: PackText,
    /// How the percentiles were computed.
    #[serde(default)]
    pub method: PackText,
    /// How the rows were weighted.
    #[serde(default)]
    pub weighting: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
    /// The period of the amounts.
    #[serde(default, deserialize_with = "or_default")]
    pub period: CellPeriod,
}

resource!(MarketCell, role, place, level, segment);

/// A segment of the market, such as an industry.
#[derive(Debug, Clone, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Segment {
    /// Its id.
    pub id: PackText,
    /// Its English name.
    pub name: PackText,
    /// Its Chinese name.
    #[serde(default)]
    pub name_zh: PackText,
    /// The source.
    #[serde(default)]
    pub source: PackText,
}
resource!(Segment, id);
