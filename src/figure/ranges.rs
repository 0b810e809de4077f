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

/// What a row draws; `None` for what cannot be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DrawableRow {
    pub(super) first: Option<DrawableRange>,
    /// The end of the extension, where that is beyond the first range.
    pub(super) extension: Option<f64>,
    /// The ends of the whiskers, in order.
    pub(super) outer: Option<(f64, f64)>,
}

impl DrawableRow {
    pub(super) fn of(row: &IntervalRow) -> DrawableRow {
        let first = DrawableRange::new(row.first, row.open);
        let second = row.second.and_then(|span| DrawableRange::new(span, OpenEnd::Closed));
        let extension = first.zip(second).map(|(first, second)| (first.high, second.high));
        let outer = row.outer.and_then(|(low, high)| Some((drawable(low)?, drawable(high)?)));
        DrawableRow {
            first,
            extension: extension.filter(|(high, end)| end > high).map(|(_, end)| end),
            outer: outer.map(|(low, high)| (low.min(high), low.max(high))),
        }
    }

    /// All values that the axis must cover.
    fn values(self) -> impl Iterator<Item = f64> {
        let first = self.first.into_iter().flat_map(|range| [Some(range.low), range.mid, Some(range.high)]);
        let outer = self.outer.into_iter().flat_map(|(low, high)| [Some(low), Some(high)]);
        first.chain([self.extension]).chain(outer).flatten()
    }
}

/// The numbers of a row in print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedNumbers {
    /// Low, mid and high of the first range; `–` for unknown ends.
    pub(super) first: [String; 3],
    /// The high end of the second range; empty where there is none.
    pub(super) second: String,
}

impl PrintedNumbers {
    pub(super) fn of(row: &IntervalRow, chart: &Intervals) -> PrintedNumbers {
        let first = DrawableRow::of(row).first.map_or_else(
            || [MISSING.to_owned(), String::new(), MISSING.to_owned()],
            |range| range.numbers(&chart.axis, chart.show_mid),
        );
        let second = row.second.map(|span| {
            DrawableRange::new(span, OpenEnd::Closed)
                .map_or(MISSING.to_owned(), |range| chart.axis.unit.value(range.high))
        });
        PrintedNumbers { first, second: second.unwrap_or_default() }
    }

    /// The numbers by column: low, mid, high, and the high end of the second range.
    pub(super) fn column(&self, at: usize) -> &str {
        self.first.get(at).unwrap_or(&self.second)
    }

    /// Low, mid and high without repetitions: one number, in the place of the mid, where all are equal.
    pub(super) fn distinct(self) -> [String; 3] {
        let [low, mid, high] = self.first;
        match (mid.is_empty(), low == high) {
            (true, true) => [String::new(), low, String::new()],
            (false, true) if low == mid => [String::new(), mid, String::new()],
            _ => [low, mid, high],
        }
    }
}

/// The most lines of a row's name.
pub(super) const MAX_NAME_LINES: usize = 3;

/// The lines of a row's name: with its detail if that adds no third line, otherwise without.
///
/// `fitted` wraps a text into at most so many lines, `wrapped` into as many as it needs. `cut` wraps a name into at most so many
/// lines and puts marks after the last.
pub(super) fn name_lines(
    row: &IntervalRow,
    fitted: impl FnOnce(&str, usize) -> Vec<String>,
    wrapped: impl Fn(&str) -> Vec<String>,
    cut: impl FnOnce(&str, &str, usize) -> Vec<String>,
) -> Vec<String> {
    let max_lines = fitted(&row.label, MAX_NAME_LINES).len().max(2);
    let marks = &row.marks;
    let marked = format!("{}{marks}", row.label.trim_end());
    let detailed = (!row.detail.is_empty()).then(|| format!("{marked} ({})", row.detail));
    let whole = detailed.iter().chain([&marked]).map(|text| wrapped(text)).find(|lines| lines.len() <= max_lines);
    whole.unwrap_or_else(|| cut(&row.label, marks, max_lines))
}

/// All values of the ranges, which the axis must cover.
pub(super) fn values(chart: &Intervals) -> impl Iterator<Item = f64> {
    rows(chart).map(DrawableRow::of).flat_map(DrawableRow::values)
}

/// The rows of all groups.
pub(super) fn rows(chart: &Intervals) -> impl Iterator<Item = &IntervalRow> {
    chart.groups.iter().flat_map(|group| &group.rows)
}

/// The columns of numbers: heading, and index for [`PrintedNumbers::column`].
pub(super) fn number_columns(chart: &Intervals) -> Vec<(&str, usize)> {
    let [low, mid, high] = chart.end_names;
    let mut columns = vec![(low, 0)];
    columns.extend(chart.show_mid.then_some((mid, 1)));
    columns.push((high, 2));
    columns.extend(rows(chart).any(|row| row.second.is_some()).then_some((chart.second_heading.as_str(), 3)));
    columns
}
