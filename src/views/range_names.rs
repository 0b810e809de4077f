//! The headings of market ranges: low, mid and high, or percentiles.

use super::capitalised::capitalised;
use crate::figure::RANGE_ENDS;
use crate::iter::common_value;
use crate::pricing::Quote;

/// The names of the three points of a range that is made of percentiles.
const PERCENTILES: [&str; 3] = ["P25", "P50", "P75"];

/// The names of the three points of a range in a sentence or on a picture.
pub(crate) fn range_points(are_percentiles: bool) -> [&'static str; 3] {
    if are_percentiles { PERCENTILES } else { RANGE_ENDS }
}

/// The same names as headings.
pub(crate) fn range_headings(are_percentiles: bool) -> [&'static str; 3] {
    if are_percentiles { PERCENTILES } else { ["Low", "Mid", "High"] }
}

/// The headings of the low end, the mid and the high end of a range.
#[derive(Debug)]
pub(super) struct RangeNames {
    /// What the amounts are of: base salary, wages.
    of: String,
    are_percentiles: bool,
}

impl RangeNames {
    /// The names for the base salary of some prices: percentiles where all of them are.
    pub(super) fn of(quotes: &[&Quote]) -> Self {
        let element = |quote: &&Quote| quote.percentiles.as_ref().map(|percentiles| percentiles.element);
        match common_value(quotes.iter().map(element)) {
            Some(Some(element)) => RangeNames { of: capitalised(element.name()), are_percentiles: true },
            _ => RangeNames::ends_of("Base salary"),
        }
    }

    /// The names low, mid and high for what is not published as percentiles.
    pub(super) fn ends_of(what: &str) -> Self {
        RangeNames { of: what.to_owned(), are_percentiles: false }
    }

    /// Whether low, mid and high are P25, P50 and P75.
    pub(super) fn are_percentiles(&self) -> bool {
        self.are_percentiles
    }

    /// What the amounts are of.
    pub(super) fn subject(&self) -> &str {
        &self.of
    }

    /// The headings of the three columns of the range.
    pub(super) fn headings(&self) -> [String; 3] {
        self.of_ends(&self.of)
    }

    /// The headings of three columns about the ends of the range and its mid.
    pub(super) fn of_ends(&self, what: &str) -> [String; 3] {
        range_points(self.are_percentiles).map(|name| format!("{what}\n{name}"))
    }
}
