//! Why a cell has no price.

use jiff::civil::Date;

use super::match_grade::MatchGrade;
use crate::money::{Currency, Overflow};
use crate::pack::DataError;

/// Why a cell has no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PricingError {
    /// The pack names the role and publishes nothing about its pay.
    #[error("{title} has no price: {reason}")]
    NoPrice {
        /// The role's title.
        title: String,
        /// The reason.
        reason: NoPriceReason,
    },
    /// The role has no median of its own, and its match grade is worse than the caller accepts.
    #[error("{title} has no published median: it would be priced from {slotted_to}, match grade {grade}")]
    GradeTooLow {
        /// The role's title.
        title: String,
        /// The title of the benchmark role.
        slotted_to: String,
        /// The match grade.
        grade: String,
        /// The worst grade that the caller accepts; A asks for published medians only.
        min_grade: MatchGrade,
    },
    /// No median of the cell is published.
    #[error("no pay of {title} is published{}{whereabouts}", if whereabouts.is_empty() { "" } else { " for " })]
    NoCell {
        /// The role's title.
        title: String,
        /// The names of place, level and segment; may be empty.
        whereabouts: String,
        /// Where there is a figure instead.
        published: NearFigure,
    },
    /// The level has no differential.
    #[error("the level {level} has no price")]
    LevelWithoutPrice {
        /// The level's name.
        level: String,
        /// The ids of the levels that have one.
        priced: Vec<String>,
    },
    /// There is no rate for a pair of currencies.
    #[error("there is no rate from {from} to {to}")]
    NoRate {
        /// The currency of the amount.
        from: Currency,
        /// The currency asked for.
        to: Currency,
        /// The currencies that `from` can be changed into.
        known: Vec<Currency>,
        /// The currency of the medians.
        native: Option<Currency>,
    },
    /// The date to age to is before the figure's effective date.
    #[error("{on} is before {effective}, the date from which the figures hold")]
    BeforeEffective {
        /// The role's title.
        title: String,
        /// The date asked for.
        on: Date,
        /// The effective date.
        effective: Date,
    },
    /// Ageing at the growth of the sector, and the pack has none.
    #[error("the pack does not say how fast pay grows, so it cannot be aged to a date")]
    NoSectorGrowth,
    /// Ageing at the role's own growth, and none is published.
    #[error("{title} has no published growth of its own to age by")]
    NoGrowth {
        /// The role's title.
        title: String,
        /// Whether the pack has a growth of its sector.
        has_sector: bool,
    },
    /// The pack has no premium of the kind asked for.
    #[error("the pack has no premium for {what}")]
    NoPremium {
        /// The people that the premium would be for.
        what: String,
    },
    /// The calibrated reading weights cities by workforce, and the pack has none.
    #[error("the calibrated reading weights cities by workforce, and city_market.csv has no city with one")]
    NoWorkforce,
    /// An id that the pack does not have.
    #[error("{table}.csv has no id \"{id}\"")]
    UnknownId {
        /// The table.
        table: &'static str,
        /// The id.
        id: String,
    },
    /// A number too large for exact decimals.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// The pack cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
}

/// Where a median is published that is near to a cell without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearFigure {
    /// In states around the place; their names.
    Around(Vec<String>),
    /// Without some parts of the request.
    Without(Vec<RequestPart>),
    /// In other places.
    In {
        /// The names of the first of them.
        places: Vec<String>,
        /// Whether there are more.
        has_more: bool,
    },
    /// Nowhere.
    Nowhere,
}

/// A part of a request, without which a market cell may have a median.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestPart {
    /// The place.
    Place,
    /// The segment of the market.
    Segment,
    /// The level.
    Level,
}

/// Why a role that the pack names has no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPriceReason {
    /// The role is expected in the future.
    Emerging,
    /// The pack names the role without pay: its source publishes none, or the group of a survey is not shown.
    Mentioned,
}

impl std::fmt::Display for NoPriceReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            NoPriceReason::Emerging => "it is an emerging role, and nothing is published about its pay",
            NoPriceReason::Mentioned => "the pack only names it, and holds no pay for it",
        })
    }
}
