//! What both drawings of values against a band share: the values that can be drawn, the extent of the axis and the largest bin.

use super::chart::{PositionValues, Positions};
use super::number::drawable;

/// On which side of its band a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    Within,
    Above,
}

impl PositionValues {
    /// Each value that can be drawn, with its side; nothing for a spread.
    pub(super) fn each(&self) -> impl Iterator<Item = (f64, Side)> {
        let sides = match self {
            PositionValues::Each { below, within, above } => {
                [(below.as_slice(), Side::Below), (within.as_slice(), Side::Within), (above.as_slice(), Side::Above)]
            }
            PositionValues::Spread(_) => [(&[][..], Side::Below), (&[][..], Side::Within), (&[][..], Side::Above)],
        };
        let drawn = |(values, side): (&'_ [f64], Side)| {
            values.iter().filter_map(|value| drawable(*value)).map(move |value| (value, side)).collect::<Vec<_>>()
        };
        sides.into_iter().flat_map(drawn)
    }
}

/// The extent of the axis.
pub(super) fn extent(chart: &Positions) -> (f64, f64) {
    match chart.axis.covers {
        Some((low, high)) if drawable(low).is_some() && drawable(high).is_some() && low < high => (low, high),
        _ => (0.0, 1.0),
    }
}

/// The greatest count of a bin, at least 1.
pub(super) fn largest_count(chart: &Positions) -> u64 {
    chart.histogram.iter().map(|bin| bin.count).max().unwrap_or(0).max(1)
}
