//! The model of values against a band: a histogram of all of them, and a row for each group. Also the arithmetic that both
//! drawings share.

use super::chart::{Axis, Caption, Span};
use super::number::drawable;

/// Values against a band on one axis, such as pay against a market range: a histogram of all of them, then a row for each group.
///
/// The axis has the extent of [`Axis::covers`]. Values outside it are drawn as arrows at its ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Positions {
    /// The texts around the plot.
    pub caption: Caption,
    /// The axis of all values.
    pub axis: Axis,
    /// The bins of the histogram, from the left, of equal width.
    pub histogram: Vec<Bin>,
    /// What the histogram counts, such as `people`.
    pub counted: String,
    /// A range that is shaded in the histogram, with its name.
    pub shaded: Option<(f64, f64, String)>,
    /// The names of a value below, within and above its band, and of the band.
    pub names: PositionNames,
    /// The headings of the texts beside each row.
    pub side_headings: Vec<String>,
    /// The rows, from the top.
    pub rows: Vec<PositionRow>,
}

/// The words of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PositionNames {
    /// A value below the band.
    pub below: String,
    /// A value within the band.
    pub within: String,
    /// A value above the band.
    pub above: String,
    /// The band itself.
    pub band: String,
    /// The box and whiskers of a row with many values.
    pub spread: String,
}

/// A bin of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// How many values lie in it.
    pub count: u64,
}

/// One group of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PositionRow {
    /// Its name.
    pub label: String,
    /// Marks after the name, which stay where the name is cut.
    pub marks: String,
    /// Whether its band is drawn as an outline.
    pub outlined: bool,
    /// The band; `None` where it is not known.
    pub band: Option<Span>,
    /// The values.
    pub values: PositionValues,
    /// The texts beside the row, one for each heading.
    pub side_texts: Vec<String>,
}

/// The values of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum PositionValues {
    /// Each value.
    Each {
        /// The values below the band.
        below: Vec<f64>,
        /// The values within the band, and those of which neither is known.
        within: Vec<f64>,
        /// The values above the band.
        above: Vec<f64>,
    },
    /// Only their spread: P10, P25, P50, P75 and P90.
    Spread([f64; 5]),
}

impl Default for PositionValues {
    fn default() -> Self {
        PositionValues::Each { below: Vec::new(), within: Vec::new(), above: Vec::new() }
    }
}

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
