//! What a chart says, before anyone decides where a mark stands.

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Horizontal bars from zero.
    Bars(Bars),
    /// Ranges, one under the other.
    Intervals(Intervals),
    /// Named points on two axes.
    Scatter(Scatter),
}

impl Chart {
    /// The words around it.
    #[must_use]
    pub fn caption(&self) -> &Caption {
        match self {
            Chart::Bars(bars) => &bars.caption,
            Chart::Intervals(intervals) => &intervals.caption,
            Chart::Scatter(scatter) => &scatter.caption,
        }
    }

    /// The words around it, to change.
    pub fn caption_mut(&mut self) -> &mut Caption {
        match self {
            Chart::Bars(bars) => &mut bars.caption,
            Chart::Intervals(intervals) => &mut intervals.caption,
            Chart::Scatter(scatter) => &mut scatter.caption,
        }
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Chart::Bars(bars) => bars.bars.is_empty(),
            Chart::Intervals(intervals) => intervals.groups.iter().all(|group| group.rows.is_empty()),
            Chart::Scatter(scatter) => scatter.points.is_empty(),
        }
    }
}

/// The words around a chart. Empty ones take no room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// What it shows, in one line.
    pub title: String,
    /// What was measured, where, when.
    pub subtitle: String,
    /// What a reader must know beside the marks.
    pub notes: Vec<String>,
    /// Where the figures come from, with whatever word introduces it.
    pub source: String,
    /// The text alternative, for those who do not see the picture.
    pub description: String,
    /// What to say when there is nothing to draw; `no data` when it is empty.
    pub empty: String,
}

impl Caption {
    /// The text in place of an empty chart.
    pub(super) fn empty_text(&self) -> &str {
        if self.empty.is_empty() { "no data" } else { &self.empty }
    }
}

/// What runs along a side of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// What it measures, with its unit: `USD a year`.
    pub label: String,
    /// How its numbers are written.
    pub unit: Unit,
    /// What it covers at least; it grows when a value lies outside, because nothing is cut off.
    pub span: Option<(f64, f64)>,
}

impl Axis {
    /// An axis that covers what its values need.
    pub fn new(label: impl Into<String>, unit: Unit) -> Self {
        Axis { label: label.into(), unit, span: None }
    }

    /// The same axis, covering at least this.
    #[must_use]
    pub fn over(mut self, low: f64, high: f64) -> Self {
        self.span = Some((low, high));
        self
    }
}

/// How the numbers of an axis are written. Thousands are grouped; from a billion on numbers end in `bn` or `tn`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Unit {
    /// A plain number: two places below a hundred.
    #[default]
    Number,
    /// Money behind a sign of at most four characters, such as `$`, without control and bidi characters; empty when the axis names the currency.
    Money(String),
    /// Percentage points, with `%`.
    Percent,
    /// Percentage points of change, with a sign and `%`.
    Change,
}

/// Horizontal bars from zero, each with its value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bars {
    /// The words around it.
    pub caption: Caption,
    /// What the bars measure.
    pub axis: Axis,
    /// What the second bars measure, in a panel of their own.
    pub second: Option<Axis>,
    /// The heading of a column of words beside the bars.
    pub aside: Option<String>,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
}

/// One bar. A value that is not finite, or beyond 10¹⁵, counts as not known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// What it is for.
    pub label: String,
    /// How long it is.
    pub value: f64,
    /// The same in the second panel.
    pub second: Option<f64>,
    /// Its words in the column beside the bars.
    pub aside: Option<String>,
}

/// Ranges, one row each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intervals {
    /// The words around it.
    pub caption: Caption,
    /// What the ranges measure.
    pub axis: Axis,
    /// Whether the middles are marked and printed.
    pub mid: bool,
    /// What the first and the second range of a row are; the legend, which a chart with one range a row does not need.
    pub names: (String, Option<String>),
    /// What outlines and marks mean: lines of the legend.
    pub key: Vec<Key>,
    /// The rows, from the top.
    pub groups: Vec<Group>,
}

/// What an outline or a mark means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Key {
    /// Whether it explains ranges drawn as outlines.
    pub outlined: bool,
    /// The mark that it explains.
    pub mark: Option<char>,
    /// What they mean.
    pub meaning: String,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// What they have in common.
    pub heading: Option<String>,
    /// The rows, from the top.
    pub rows: Vec<IntervalRow>,
}

impl Group {
    /// Adds a row to the group with a heading, or to a new group at the end.
    pub(crate) fn push(groups: &mut Vec<Group>, heading: String, row: IntervalRow) {
        match groups.iter_mut().find(|group| group.heading.as_ref() == Some(&heading)) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { heading: Some(heading), rows: vec![row] }),
        }
    }
}

/// One row of ranges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IntervalRow {
    /// What it is for.
    pub label: String,
    /// A mark behind the label, which stays where the label is cut.
    pub mark: Option<char>,
    /// More about the label, which stands in brackets behind it where there is room.
    pub detail: String,
    /// Whether its ranges are drawn as outlines.
    pub outlined: bool,
    /// A mark behind each of its middles, or behind its label where no middle is printed.
    pub mid_mark: Option<char>,
    /// Its range.
    pub first: Span,
    /// A second range under it.
    pub second: Option<Span>,
    /// Whether the first range goes on beyond an end.
    pub open: Open,
}

/// A range. Ends the wrong way round are swapped.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Span {
    /// The low end.
    pub low: f64,
    /// The middle, when there is one to mark.
    pub mid: Option<f64>,
    /// The high end.
    pub high: f64,
}

/// Which end of a range is not its end: an arrow stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Open {
    /// Both ends are known.
    #[default]
    Closed,
    /// *At least*: it goes on above the high end.
    Above,
    /// *At most*: it goes on below the low end.
    Below,
}

/// Named points on two axes, which need not begin at zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scatter {
    /// The words around it.
    pub caption: Caption,
    /// From left to right.
    pub x: Axis,
    /// From bottom to top.
    pub y: Axis,
    /// The points.
    pub points: Vec<Point>,
}

/// A named point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// Its name.
    pub label: String,
    /// Where it is from left to right.
    pub x: f64,
    /// Where it is from bottom to top.
    pub y: f64,
}
