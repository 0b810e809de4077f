//! The caller's options for prices.

use super::ageing::Ageing;
use super::match_grade::MatchGrade;
use crate::money::{Currency, Decimal, PercentRange, Period};

/// How the published median is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// The median is the rate of second-tier cities at entry level, and premiums go on top.
    #[default]
    Literal,
    /// The median is the workforce-weighted mean over the cities of the market table, at mid level; the reference rate is
    /// solved for.
    Calibrated,
}

impl Reading {
    /// Every reading, the default first.
    pub const ALL: [Reading; 2] = [Reading::Literal, Reading::Calibrated];

    /// The other of the two readings.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Reading::Literal => Reading::Calibrated,
            Reading::Calibrated => Reading::Literal,
        }
    }

    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Reading::Literal => "literal",
            Reading::Calibrated => "calibrated",
        }
    }
}

/// The retention bonus to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retention {
    /// The pack's own rule.
    #[default]
    Published,
    /// No bonus.
    None,
    /// This percentage of base, at every level.
    Given(PercentRange),
}

/// Years that decide a bonus for years in the domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainYears {
    /// The number of years.
    pub years: Decimal,
    /// Whether they are years of career, which stand for those in the domain.
    pub of_career: bool,
}

/// The caller's options for prices. The default is the pack's own figures, a year, in the pack's currency.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the median is understood.
    pub reading: Reading,
    /// The retention bonus.
    pub retention: Retention,
    /// A geographic differential instead of the published one.
    pub city_premium: Option<PercentRange>,
    /// Whether to add the premium for specialists from abroad.
    pub foreign_hire: bool,
    /// Years that decide the bonus; without them the level decides.
    pub domain_years: Option<DomainYears>,
    /// Ageing to a date.
    pub ageing: Option<Ageing>,
    /// The currency to answer in; the median's own when `None`.
    pub currency: Option<Currency>,
    /// Units of `currency` for one unit of the median's currency, instead of the pack's dated rate.
    pub fx: Option<Decimal>,
    /// The span of time that amounts are for.
    pub period: Period,
    /// Months paid a year, by which a year is divided when the period is a month; the pack's convention when `None`.
    pub months: Option<Decimal>,
    /// The segment of the market, by id; `None` for all. It applies to percentiles.
    pub segment: Option<String>,
    /// The ids of roles that were asked for by the title of one of several jobs that they cover: their match grade is B at best.
    pub by_covered_job: Vec<String>,
    /// The worst match grade to price; A refuses roles without a published median or percentiles of their own. `None` prices
    /// every grade.
    pub min_grade: Option<MatchGrade>,
}
