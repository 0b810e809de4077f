//! Market ranges drawn on one axis, and the steps of a price drawn as a waterfall.
//!
//! Positions are in percent of the width of the axis; amounts are texts, formatted for people.

use crate::answer::Answer;

/// A place on the axis, and the amount at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The position, in percent of the axis.
    pub at: f64,
    /// The amount.
    pub text: String,
}

/// The range of base salary in the other reading of the median.
#[derive(Debug, Clone, PartialEq)]
pub struct ThinRange {
    /// The low end, in percent of the axis.
    pub low: f64,
    /// The mid.
    pub mid: f64,
    /// The high end.
    pub high: f64,
    /// What it is, with its amounts.
    pub text: String,
}

/// One market range.
#[derive(Debug, Clone, PartialEq)]
pub struct BandRow {
    /// What sets it apart from the other rows; empty where there is one row.
    pub label: String,
    /// The low end; `None` where it is not published.
    pub low: Option<Place>,
    /// The mid.
    pub mid: Place,
    /// The high end; `None` where it is not published.
    pub high: Option<Place>,
    /// P10, where it is published.
    pub least: Option<Place>,
    /// P90, where it is published.
    pub most: Option<Place>,
    /// The high end of base + retention; its text has the whole range.
    pub with_retention: Option<Place>,
    /// The range in the other reading of the median.
    pub other: Option<ThinRange>,
    /// An offer; its text says how it stands in the range.
    pub offer: Option<Place>,
    /// Whether no premium is published for its city: drawn as an outline.
    pub hollow: bool,
    /// Whether the role is priced from another one: drawn with a dashed outline.
    pub dashed: bool,
}

/// Market ranges on one axis.
#[derive(Debug, Clone)]
pub struct Band {
    /// The ranges, from the top.
    pub rows: Vec<BandRow>,
    /// What the picture shows in words, for readers who do not see it.
    pub description: String,
    /// The figures, with their notes and sources.
    pub figures: Answer,
}

/// A step of a price.
#[derive(Debug, Clone, PartialEq)]
pub struct WaterfallStep {
    /// The levels that it belongs to; empty where all steps are of one level.
    pub levels: String,
    /// What it does.
    pub name: String,
    /// What to know about it; empty where there is nothing.
    pub note: String,
    /// The basis, where it is not published.
    pub basis: Option<String>,
    /// The unit of its amounts; empty where all steps have one.
    pub unit: String,
    /// The amounts low, mid and high.
    pub amounts: [String; 3],
    /// The ids of its sources, joined by `;`.
    pub sources: String,
    /// The bar from the mid before it to its own mid, in percent of the longest bar, the lesser first.
    pub bar: (f64, f64),
}

/// The steps of a price, each with a bar from the amount before it to its own.
#[derive(Debug, Clone)]
pub struct Waterfall {
    /// The names of the three amounts: low, mid and high, or percentiles.
    pub points: [&'static str; 3],
    /// The steps, in order.
    pub steps: Vec<WaterfallStep>,
    /// The figures, with their notes and sources.
    pub figures: Answer,
}
