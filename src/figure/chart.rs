//! The chart model: what a chart says, without coordinates or pixels.

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars from zero.
    Bars(Bars),
    /// Ranges, one under the other.
    Intervals(Intervals),
    /// Named points on two axes.
    Scatter(Scatter),
    /// Values against a band.
    Positions(Positions),
}

impl Chart {
    /// The texts around the plot.
    #[must_use]
    pub fn caption(&self) -> &Caption {
        match self {
            Chart::Bars(bars) => &bars.caption,
            Chart::Intervals(intervals) => &intervals.caption,
            Chart::Scatter(scatter) => &scatter.caption,
            Chart::Positions(positions) => &positions.caption,
        }
    }

    /// The texts around the plot, to change.
    pub fn caption_mut(&mut self) -> &mut Caption {
        match self {
            Chart::Bars(bars) => &mut bars.caption,
            Chart::Intervals(intervals) => &mut intervals.caption,
            Chart::Scatter(scatter) => &mut scatter.caption,
            Chart::Positions(positions) => &mut positions.caption,
        }
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Chart::Bars(bars) => bars.bars.is_empty(),
            Chart::Intervals(intervals) => intervals.groups.iter().all(|group| group.rows.is_empty()),
            Chart::Scatter(scatter) => scatter.points.is_empty(),
            Chart::Positions(positions) => positions.rows.is_empty(),
        }
    }
}

/// The texts around a plot. An empty text takes no space.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// The title.
    pub title: String,
    /// What was measured, where and when.
    pub subtitle: String,
    /// The notes under the plot, the most important first: as many as fit one line.
    pub notes: Vec<String>,
    /// The paragraphs under the source.
    pub details: Vec<String>,
    /// The source of the figures on one line, with an introducing word such as `Source:`.
    pub source: String,
    /// The source in fewer words, for where it does not fit one line.
    pub short_source: String,
    /// The text alternative, for readers who do not see the picture.
    pub description: String,
    /// The text in place of an empty plot; `no data` where this is empty.
    pub when_empty: String,
}

impl Caption {
    /// The notes of which each fits after the last one on a line, joined.
    pub(super) fn notes_on_a_line(&self, fits: impl Fn(&str) -> bool) -> String {
        self.notes.iter().fold(String::new(), |line, note| {
            let longer = if line.is_empty() { note.clone() } else { format!("{line} · {note}") };
            if fits(&longer) { longer } else { line }
        })
    }

    /// The text in place of an empty plot.
    pub(super) fn empty_text(&self) -> &str {
        if self.when_empty.is_empty() { "no data" } else { &self.when_empty }
    }
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// What it measures, with its unit: `USD a year`.
    pub label: String,
    /// How its numbers are written.
    pub unit: AxisUnit,
    /// The least and greatest value that it must cover. It extends further where values lie outside.
    pub covers: Option<(f64, f64)>,
}

impl Axis {
    /// An axis that covers its values.
    pub fn new(label: impl Into<String>, unit: AxisUnit) -> Self {
        Axis { label: label.into(), unit, covers: None }
    }

    /// The same axis, which also covers the range from `low` to `high`.
    #[must_use]
    pub fn covering(mut self, low: f64, high: f64) -> Self {
        self.covers = Some((low, high));
        self
    }
}

/// How the numbers of an axis are written. Thousands are grouped; numbers from a billion on end in `bn` or `tn`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum AxisUnit {
    /// A plain number, with at most two decimal places below a hundred.
    #[default]
    Number,
    /// Money with a currency sign, such as `$`; empty where the axis label names the currency. The sign is cut to four
    /// characters, without control and bidi characters.
    Money(String),
    /// Percentage points, with `%`.
    Percent,
    /// Percentage points of change, with a sign and `%`.
    Change,
}

/// Horizontal bars from zero, each with its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// The texts around the plot.
    pub caption: Caption,
    /// The axis of the bars.
    pub axis: Axis,
    /// The axis of a second panel of bars.
    pub second: Option<Axis>,
    /// The heading of a column of text beside the bars.
    pub side_heading: Option<String>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// A bar. A value that is not finite, or beyond 10¹⁵, is shown as missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: f64,
    /// Its value in the second panel.
    pub second: Option<f64>,
    /// Its text in the column beside the bars.
    pub side_text: Option<String>,
}

/// Ranges, one row each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intervals {
    /// The texts around the plot.
    pub caption: Caption,
    /// The axis of the ranges.
    pub axis: Axis,
    /// Whether the mids are marked and printed.
    pub show_mid: bool,
    /// The headings of the numbers: low, mid and high.
    pub end_names: [&'static str; 3],
    /// The names of the first and the second range of a row. A legend shows them where there is a second.
    pub series_names: (String, Option<String>),
    /// The heading of the high ends of the second ranges in a column of numbers.
    pub second_heading: String,
    /// What the whiskers are, for the legend; `None` where no row has whiskers.
    pub outer_name: Option<String>,
    /// What outlines, dashes and marks mean.
    pub legend: Vec<LegendEntry>,
    /// The rows, from the top.
    pub groups: Vec<IntervalGroup>,
}

/// A line of a legend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LegendEntry {
    /// Whether it explains ranges drawn as outlines.
    pub outlined: bool,
    /// Whether it explains ranges drawn with dashes.
    pub dashed: bool,
    /// The mark that it explains.
    pub mark: Option<char>,
    /// The meaning of the outline, the dashes and the mark.
    pub meaning: String,
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IntervalGroup {
    /// The heading.
    pub heading: Option<String>,
    /// The rows, from the top.
    pub rows: Vec<IntervalRow>,
}

impl IntervalGroup {
    /// Adds a row to the group with a heading, or to a new group at the end.
    pub(crate) fn push(groups: &mut Vec<IntervalGroup>, heading: String, row: IntervalRow) {
        match groups.iter_mut().find(|group| group.heading.as_ref() == Some(&heading)) {
            Some(group) => group.rows.push(row),
            None => groups.push(IntervalGroup { heading: Some(heading), rows: vec![row] }),
        }
    }
}

/// One row of ranges, drawn on one line: a bar from low to high, its extension to the high end of the second range, and whiskers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IntervalRow {
    /// Its name.
    pub label: String,
    /// The marks after the name. They stay where the name is cut.
    pub marks: String,
    /// A detail in brackets after the name. It is left out where there is no space.
    pub detail: String,
    /// The names of several items that share the row, printed under its bar; empty for one item.
    pub members: String,
    /// Whether its bar is drawn as an outline.
    pub outlined: bool,
    /// Whether its bar is drawn with dashes.
    pub dashed: bool,
    /// The first range.
    pub first: Span,
    /// The second range. Its high end is where the extension of the bar ends.
    pub second: Option<Span>,
    /// The ends of the whiskers.
    pub outer: Option<(f64, f64)>,
    /// Which end of the first range is open.
    pub open: OpenEnd,
    /// Why there is no range. The row is then hatched and has this text in place of a bar.
    pub absent: String,
}

/// A range. Ends in the wrong order are swapped.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Span {
    /// The low end.
    pub low: f64,
    /// The mid; `None` where there is none to mark.
    pub mid: Option<f64>,
    /// The high end.
    pub high: f64,
}

/// The headings of the numbers of a range without other names.
pub const RANGE_ENDS: [&str; 3] = ["low", "mid", "high"];

/// The end at which a range is open. It is drawn as an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OpenEnd {
    /// Neither: both ends are known.
    #[default]
    Closed,
    /// The high end: the value is *at least* this.
    Above,
    /// The low end: the value is *at most* this.
    Below,
}

/// Named points on two axes, which need not begin at zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scatter {
    /// The texts around the plot.
    pub caption: Caption,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// The points.
    pub points: Vec<Point>,
}

/// A named point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// Its name.
    pub label: String,
    /// Its value on the horizontal axis.
    pub x: f64,
    /// Its value on the vertical axis.
    pub y: f64,
}

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
    /// What outlines, dashes and marks mean.
    pub legend: Vec<LegendEntry>,
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
    /// Whether its band is drawn with dashes.
    pub dashed: bool,
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
