//! What both drawings of ranges share: which ranges can be drawn, their numbers in print, and the lines of a row's name.

use super::chart::{Axis, IntervalRow, Intervals, Open, Span};
use super::number::{MISSING, known};

/// A range that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) mid: Option<f64>,
    pub(super) high: f64,
    pub(super) open: Open,
}

impl Range {
    /// None unless both ends are known.
    pub(super) fn new(span: Span, open: Open) -> Option<Range> {
        let (one, other) = (known(span.low)?, known(span.high)?);
        Some(Range { low: one.min(other), mid: span.mid.and_then(known), high: one.max(other), open })
    }

    /// The ranges of a row, with whether it is the second.
    pub(super) fn of(row: &IntervalRow) -> Vec<Option<Range>> {
        let second = row.second.map(|span| Range::new(span, Open::Closed));
        std::iter::once(Range::new(row.first, row.open)).chain(second).collect()
    }

    /// Low, mid and high in print. An open end has a sign; where nothing but it is known, the other end is empty.
    pub(super) fn numbers(&self, axis: &Axis, mid: bool) -> [String; 3] {
        let write = |value| axis.unit.value(value);
        let one = self.low == self.high;
        let (low, high) = match self.open {
            Open::Closed => (write(self.low), write(self.high)),
            Open::Above if one => (format!("≥ {}", write(self.low)), String::new()),
            Open::Above => (write(self.low), format!("≥ {}", write(self.high))),
            Open::Below if one => (String::new(), format!("≤ {}", write(self.high))),
            Open::Below => (format!("≤ {}", write(self.low)), write(self.high)),
        };
        let middle = self.mid.filter(|_| mid).map(write).unwrap_or_default();
        [low, middle, high]
    }
}

/// What is printed for each range of a row, known or not; the middle with its mark.
pub(super) fn numbers_of(row: &IntervalRow, chart: &Intervals) -> Vec<[String; 3]> {
    let printed = |range: Option<Range>| {
        let [low, mut middle, high] = range.map_or_else(
            || [MISSING.to_owned(), String::new(), MISSING.to_owned()],
            |range| range.numbers(&chart.axis, chart.mid),
        );
        if !middle.is_empty() {
            middle.extend(row.mid_mark);
        }
        [low, middle, high]
    };
    Range::of(row).into_iter().map(printed).collect()
}

/// The label of a row with its marks, as [`name`] takes it: the marks of the row, then that of its middles where none is
/// printed.
fn marks(row: &IntervalRow, chart: &Intervals) -> String {
    let has_middle = chart.mid && Range::of(row).into_iter().flatten().any(|range| range.mid.is_some());
    row.mark.into_iter().chain(row.mid_mark.filter(|_| !has_middle)).collect()
}

/// The lines of a row's name: with its detail where that takes no more than `most` lines, without it where not. `wrapped`
/// breaks a text into lines; `cut` breaks it into no more than `most`, the last with the marks behind it.
pub(super) fn name(
    row: &IntervalRow,
    chart: &Intervals,
    most: usize,
    wrapped: impl Fn(&str) -> Vec<String>,
    cut: impl FnOnce(&str, &str) -> Vec<String>,
) -> Vec<String> {
    let marks = marks(row, chart);
    let marked = format!("{}{marks}", row.label.trim_end());
    let detailed = (!row.detail.is_empty()).then(|| format!("{marked} ({})", row.detail));
    let whole = detailed.iter().chain([&marked]).map(|text| wrapped(text)).find(|lines| lines.len() <= most);
    whole.unwrap_or_else(|| cut(&row.label, &marks))
}

/// The values that the axis must cover.
pub(super) fn values(chart: &Intervals) -> impl Iterator<Item = f64> {
    rows(chart).flat_map(Range::of).flatten().flat_map(|range| [range.low, range.mid.unwrap_or(range.low), range.high])
}

pub(super) fn rows(chart: &Intervals) -> impl Iterator<Item = &IntervalRow> {
    chart.groups.iter().flat_map(|group| &group.rows)
}

/// The columns of numbers: their headings, and which of low, mid and high they hold.
pub(super) fn columns(chart: &Intervals) -> Vec<(&'static str, usize)> {
    if chart.mid { vec![("low", 0), ("mid", 1), ("high", 2)] } else { vec![("low", 0), ("high", 2)] }
}
