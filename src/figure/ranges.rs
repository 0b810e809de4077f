//! What both drawings of ranges share: the ranges that can be drawn, their printed numbers, and the lines of a name.

use super::chart::{Axis, IntervalRow, Intervals, OpenEnd, Span};
use super::number::{MISSING, drawable};

/// A range whose ends are known and in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DrawableRange {
    pub(super) low: f64,
    pub(super) mid: Option<f64>,
    pub(super) high: f64,
    pub(super) open: OpenEnd,
}

impl DrawableRange {
    /// `None` unless both ends are known.
    pub(super) fn new(span: Span, open: OpenEnd) -> Option<DrawableRange> {
        let (one, other) = (drawable(span.low)?, drawable(span.high)?);
        Some(DrawableRange { low: one.min(other), mid: span.mid.and_then(drawable), high: one.max(other), open })
    }

    /// The first and, where there is one, the second range of a row; `None` for a range that cannot be drawn.
    pub(super) fn of_row(row: &IntervalRow) -> Vec<Option<DrawableRange>> {
        let second = row.second.map(|span| DrawableRange::new(span, OpenEnd::Closed));
        std::iter::once(DrawableRange::new(row.first, row.open)).chain(second).collect()
    }

    /// Low, mid and high in print. An open end has the sign ≥ or ≤. Where low and high are equal, the other end is empty.
    pub(super) fn numbers(&self, axis: &Axis, show_mid: bool) -> [String; 3] {
        let write = |value| axis.unit.value(value);
        let one = self.low == self.high;
        let (low, high) = match self.open {
            OpenEnd::Closed => (write(self.low), write(self.high)),
            OpenEnd::Above if one => (format!("≥ {}", write(self.low)), String::new()),
            OpenEnd::Above => (write(self.low), format!("≥ {}", write(self.high))),
            OpenEnd::Below if one => (String::new(), format!("≤ {}", write(self.high))),
            OpenEnd::Below => (format!("≤ {}", write(self.low)), write(self.high)),
        };
        let middle = self.mid.filter(|_| show_mid).map(write).unwrap_or_default();
        [low, middle, high]
    }
}

/// Low, mid and high in print for each range of a row; the mid with its mark, and `–` for unknown ends.
pub(super) fn printed_numbers(row: &IntervalRow, chart: &Intervals) -> Vec<[String; 3]> {
    let printed = |range: Option<DrawableRange>| {
        let [low, mut middle, high] = range.map_or_else(
            || [MISSING.to_owned(), String::new(), MISSING.to_owned()],
            |range| range.numbers(&chart.axis, chart.show_mid),
        );
        if !middle.is_empty() {
            middle.extend(row.mid_mark);
        }
        [low, middle, high]
    };
    DrawableRange::of_row(row).into_iter().map(printed).collect()
}

/// The marks after the name of a row: the mark of the row, then that of its mids where no mid is printed.
fn name_marks(row: &IntervalRow, chart: &Intervals) -> String {
    let has_middle =
        chart.show_mid && DrawableRange::of_row(row).into_iter().flatten().any(|range| range.mid.is_some());
    row.mark.into_iter().chain(row.mid_mark.filter(|_| !has_middle)).collect()
}

/// The most lines of a row's name.
pub(super) const MAX_NAME_LINES: usize = 3;

/// The lines of a row's name: with its detail if that adds no third line, otherwise without.
///
/// `fitted` wraps a text into at most so many lines, `wrapped` into as many as it needs. `cut` wraps a name into at most so many
/// lines and puts marks after the last.
pub(super) fn name_lines(
    row: &IntervalRow,
    chart: &Intervals,
    fitted: impl FnOnce(&str, usize) -> Vec<String>,
    wrapped: impl Fn(&str) -> Vec<String>,
    cut: impl FnOnce(&str, &str, usize) -> Vec<String>,
) -> Vec<String> {
    let max_lines = fitted(&row.label, MAX_NAME_LINES).len().max(2);
    let marks = name_marks(row, chart);
    let marked = format!("{}{marks}", row.label.trim_end());
    let detailed = (!row.detail.is_empty()).then(|| format!("{marked} ({})", row.detail));
    let whole = detailed.iter().chain([&marked]).map(|text| wrapped(text)).find(|lines| lines.len() <= max_lines);
    whole.unwrap_or_else(|| cut(&row.label, &marks, max_lines))
}

/// All values of the ranges, which the axis must cover.
pub(super) fn values(chart: &Intervals) -> impl Iterator<Item = f64> {
    rows(chart)
        .flat_map(DrawableRange::of_row)
        .flatten()
        .flat_map(|range| [range.low, range.mid.unwrap_or(range.low), range.high])
}

/// The rows of all groups.
pub(super) fn rows(chart: &Intervals) -> impl Iterator<Item = &IntervalRow> {
    chart.groups.iter().flat_map(|group| &group.rows)
}

/// The columns of numbers: heading, and index in the array of low, mid and high.
pub(super) fn number_columns(chart: &Intervals) -> Vec<(&'static str, usize)> {
    let [low, mid, high] = chart.end_names;
    if chart.show_mid { vec![(low, 0), (mid, 1), (high, 2)] } else { vec![(low, 0), (high, 2)] }
}
