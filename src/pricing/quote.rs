//! A priced cell, and the trace of how it came about.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::Interval;
use super::options::Reading;
use crate::money::{Currency, Decimal, Period};
use crate::pack::{Basis, Origin};

/// What to price: ids of a role, a city and a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The role.
    pub role: String,
    /// The city; `None` for the country as a whole.
    pub city: Option<String>,
    /// The level.
    pub level: String,
}

/// A priced cell.
#[derive(Debug, Clone)]
pub struct Quote {
    /// What was priced.
    pub cell: Cell,
    /// Market range of base salary, in [`currency`](Quote::currency) a [`period`](Quote::period).
    pub base: Interval,
    /// Retention bonus in the same unit; `None` where none applies.
    pub retention: Option<Interval>,
    /// Base + retention.
    pub total: Interval,
    /// The currency of all amounts.
    pub currency: Currency,
    /// What the amounts are for.
    pub period: Period,
    /// The months paid a year by which amounts were divided when the period is a month.
    pub months: Decimal,
    /// Published growth on the year before, in percentage points; `None` for slotted roles.
    pub yoy_pct: Option<Decimal>,
    /// The date for which the amounts hold.
    pub effective: Date,
    /// How the median was understood.
    pub reading: Reading,
    /// Where the geographic differential comes from.
    pub geo_basis: GeoBasis,
    /// How well the benchmark role fits: A is the role itself.
    pub match_grade: String,
    /// The level whose differential was used, where it is not the one asked for.
    pub priced_as: Option<String>,
    /// Every step, in order.
    pub trace: Vec<Step>,
    /// The price in the other reading of the median; `None` where the pack allows only one.
    pub other: Option<OtherReading>,
}

/// A price in the reading of the median that was not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherReading {
    /// That reading.
    pub reading: Reading,
    /// Base salary, in the currency and period of the quote.
    pub base: Interval,
    /// Base + retention, in the same unit.
    pub total: Interval,
}

impl Quote {
    /// Whether it is priced from the median of another role.
    #[must_use]
    pub fn is_slotted(&self) -> bool {
        self.median().is_some_and(|step| step.basis == StepBasis::Slotted)
    }

    /// The step of the median.
    #[must_use]
    pub fn median(&self) -> Option<&Step> {
        self.trace.iter().find(|step| step.kind == StepKind::Median)
    }

    /// The weakest basis among the steps.
    #[must_use]
    pub fn basis(&self) -> StepBasis {
        basis(&self.trace)
    }

    /// The ids of the documents behind the figures, joined by `;`, overlays as `overlay:NAME`.
    #[must_use]
    pub fn sources(&self) -> String {
        sources(&self.trace)
    }
}

/// The weakest basis among some steps.
#[must_use]
pub fn basis(steps: &[Step]) -> StepBasis {
    steps.iter().map(|step| step.basis.clone()).max().unwrap_or(StepBasis::Published)
}

/// The ids of the documents behind some steps, each once, joined by `;`.
#[must_use]
pub fn sources(steps: &[Step]) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for step in steps {
        for id in step.source.split(';').filter(|id| !id.is_empty()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids.join(";")
}

/// Where a row's geographic differential comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeoBasis {
    /// No city: the median as the reference rate (literal) or as the national median (calibrated).
    National(Reading),
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
            GeoBasis::Published => f.write_str("published"),
            GeoBasis::NonePublished => f.write_str("none published"),
            GeoBasis::Given => f.write_str("given"),
            GeoBasis::Overlay(name) => write!(f, "overlay:{name}"),
        }
    }
}

/// Where a step's figure comes from, from the strongest to the weakest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepBasis {
    /// Published in a source, or computed from such figures.
    Published,
    /// From an overlay of this name.
    Overlay(Arc<str>),
    /// Given by the caller.
    Given,
    /// Chosen by the authors of the pack.
    Editorial,
    /// Taken from the closest benchmark role.
    Slotted,
}

impl StepBasis {
    /// The basis of a row of a table: its overlay's, or else published.
    pub(super) fn of(origin: &Origin) -> Self {
        origin.overlay.as_ref().map_or(StepBasis::Published, |name| StepBasis::Overlay(Arc::clone(name)))
    }

    /// What a row says of itself.
    pub(super) fn stated(basis: Basis) -> Self {
        match basis {
            Basis::Published => StepBasis::Published,
            Basis::Editorial => StepBasis::Editorial,
        }
    }

    /// The word in data.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            StepBasis::Published => "published",
            StepBasis::Overlay(_) => "overlay",
            StepBasis::Given => "given",
            StepBasis::Editorial => "editorial",
            StepBasis::Slotted => "slotted",
        }
    }
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// Starts from a median.
    Median,
    /// Ages it to a date.
    Ageing,
    /// Solves for the reference rate.
    Calibration,
    /// Adds the geographic differential.
    City,
    /// Adds the seniority differential.
    Level,
    /// Adds the premium for foreign specialists.
    ForeignHire,
    /// Takes away the premium over another sector.
    Sector,
    /// Changes the currency.
    Currency,
    /// Divides a year by the months paid in it.
    Period,
    /// The retention bonus, apart from base.
    Retention,
    /// Base + retention.
    Total,
}

impl StepKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            StepKind::Median => "median",
            StepKind::Ageing => "ageing",
            StepKind::Calibration => "calibration",
            StepKind::City => "city",
            StepKind::Level => "level",
            StepKind::ForeignHire => "foreign_hire",
            StepKind::Sector => "sector",
            StepKind::Currency => "currency",
            StepKind::Period => "period",
            StepKind::Retention => "retention",
            StepKind::Total => "total",
        }
    }
}

/// One step of a trace.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// What it is called, for people.
    pub name: String,
    /// What it multiplies by; `None` for a start and a sum. The retention step's factor is of base.
    pub factor: Option<Interval>,
    /// The amount after it: base so far, or for the last two steps the bonus and the sum.
    pub value: Interval,
    /// The currency of the amount.
    pub currency: Currency,
    /// Where its figure comes from.
    pub basis: StepBasis,
    /// The id of the document, `overlay:NAME`, or empty when given by the caller.
    pub source: String,
    /// The section of the document.
    pub section: String,
    /// What a careful reader should know.
    pub note: String,
    /// What of the pack it used, as caveats name it: `table`, `table.column` or `table:key`; empty when nothing.
    pub used: String,
}
