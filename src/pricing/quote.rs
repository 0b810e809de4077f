//! A priced cell.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::basis::StepBasis;
use super::match_grade::MatchGrade;
use super::options::Reading;
use super::percentiles::{MissingEnds, Percentiles};
use super::trace::{Step, StepInputs, StepKind, basis, sources};
use crate::money::{Currency, Decimal, Interval, Period};

/// The ids of a role, a city and a level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The role.
    pub role: String,
    /// The city; `None` where no city is asked for: the reference rate (literal reading) or the national median (calibrated).
    pub city: Option<String>,
    /// The level; `None` for a price without a seniority differential, where the pack has no levels.
    pub level: Option<String>,
}

/// A priced cell.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The cell.
    pub cell: Cell,
    /// Market range of base salary, in [`currency`](Quote::currency) a [`period`](Quote::period). With percentiles, P25, P50 and
    /// P75. An end that is not published is the mid here, and is named in `missing`.
    pub base: Interval,
    /// The ends of the range that are not published.
    pub missing: MissingEnds,
    /// The published percentiles; `None` for a price from a median.
    pub percentiles: Option<Box<Percentiles>>,
    /// Retention bonus in the same unit; `None` where none applies.
    pub retention: Option<Interval>,
    /// Base + retention.
    pub total: Interval,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The span of time that all amounts are for.
    pub period: Period,
    /// The months paid a year by which amounts were divided when the period is a month.
    pub months: Decimal,
    /// The hours paid a year by which amounts were divided when the period is an hour.
    pub hours: Decimal,
    /// Published growth on the year before, in percentage points; `None` for slotted roles.
    pub yoy_pct: Option<Decimal>,
    /// The date for which the amounts hold.
    pub effective: Date,
    /// How the median was understood; `None` for percentiles, which need no such choice.
    pub reading: Option<Reading>,
    /// Where the geographic differential comes from.
    pub geo_basis: GeoBasis,
    /// How well the benchmark role fits: A is the role itself.
    pub match_grade: String,
    /// The level whose differential was used, where it is not the one asked for.
    pub priced_as: Option<String>,
    /// Every step, in order.
    pub trace: Vec<Step>,
    /// The price in the other reading of the median; `None` where it cannot be calculated or is the same.
    pub other: Option<OtherReading>,
}

/// A price in the other reading of the median.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherReading {
    /// The reading.
    pub reading: Reading,
    /// Base salary, in the currency and period of the quote.
    pub base: Interval,
    /// Base + retention, in the same unit.
    pub total: Interval,
}

impl Quote {
    /// How many of its periods are paid a year.
    #[must_use]
    pub fn periods_a_year(&self) -> Decimal {
        match self.period {
            Period::Year => Decimal::ONE,
            Period::Month => self.months,
            Period::Hour => self.hours,
        }
    }

    /// Whether the cell is priced from the median of another role.
    #[must_use]
    pub fn is_slotted(&self) -> bool {
        self.median().is_some_and(|step| step.basis == StepBasis::Slotted)
    }

    /// Whether the cell is priced from figures of the role itself, asked for by its own name.
    #[must_use]
    pub fn is_own_role(&self) -> bool {
        !self.is_slotted() && self.match_grade == MatchGrade::A.as_str()
    }

    /// Whether the benchmark role fits badly: match grade D. Such prices are shown, and never ranked.
    #[must_use]
    pub fn is_stretch(&self) -> bool {
        self.is_slotted() && MatchGrade::of_slotted(&self.match_grade) == MatchGrade::D
    }

    /// The step of the median or of the percentiles.
    #[must_use]
    pub fn median(&self) -> Option<&Step> {
        self.trace.iter().find(|step| matches!(step.kind(), StepKind::Median | StepKind::Cell))
    }

    /// The day to which the price is aged, and the growth in percentage points a year; `None` where it holds for the day of its
    /// figures.
    #[must_use]
    pub fn ageing(&self) -> Option<(Date, Decimal)> {
        self.trace.iter().find_map(|step| match step.inputs {
            StepInputs::Ageing { to, rate_pct, .. } => Some((to, rate_pct)),
            _ => None,
        })
    }

    /// The weakest basis among the steps.
    #[must_use]
    pub fn basis(&self) -> StepBasis {
        basis(&self.trace)
    }

    /// The ids of the documents that the figures come from, joined by `;`, overlays as `overlay:NAME`.
    #[must_use]
    pub fn sources(&self) -> String {
        sources(&self.trace)
    }
}

/// The basis of the geographic differential of a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeoBasis {
    /// No city: the median as the reference rate (literal) or as the national median (calibrated).
    National(Reading),
    /// No city: the percentiles of the whole market, by its name where the pack has one.
    WholeMarket(Option<Arc<str>>),
    /// Published for the city.
    Published,
    /// The city has none: priced at the reference rate.
    NonePublished,
    /// Given by the caller.
    Given,
    /// From an overlay.
    Overlay(Arc<str>),
}

impl fmt::Display for GeoBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GeoBasis::National(Reading::Literal) => f.write_str("reference rate"),
            GeoBasis::National(Reading::Calibrated) => f.write_str("national median"),
            GeoBasis::WholeMarket(name) => f.write_str(name.as_deref().unwrap_or("whole market")),
            GeoBasis::Published => f.write_str("published"),
            GeoBasis::NonePublished => f.write_str("none published"),
            GeoBasis::Given => f.write_str("given"),
            GeoBasis::Overlay(name) => write!(f, "overlay:{name}"),
        }
    }
}
