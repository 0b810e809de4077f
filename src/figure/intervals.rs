//! Ranges: names at the left, boxes from low to high, and the numbers in columns at the right, where they never collide.

use super::chart::{Axis, Group, IntervalRow, Intervals, Key, Open, Span};
use super::layout::{Gutter, Strip, grid, headings, ticks, widest};
use super::number::{MISSING, known};
use super::scale::{Origin, domain};
use super::scene::{Anchor, Ink, MARGIN, Mark, Sheet};

/// How wide a sample of the legend is.
const SAMPLE: f64 = 22.0;
/// From a sample of the legend to the words behind it.
const KEY: f64 = 30.0;
/// How high a box is.
const BOX: f64 = 11.0;
/// From one range to the next in the same row.
const LINE: f64 = 19.0;
/// What a row is higher than its ranges.
const AROUND: f64 = 11.0;
/// How long an arrow is.
const ARROW: f64 = 22.0;
/// The height of a group's heading.
const HEADING: f64 = 28.0;
/// Between two columns of numbers, and from the names to the plot.
const GAP: f64 = 14.0;
/// The shortest axis: an arrow at each end, and something between.
const SHORTEST: f64 = 64.0;
/// The part of the canvas that the plot is given before names are.
const FAIR: f64 = 0.25;
/// The most lines that a name takes.
const NAME_LINES: usize = 3;
/// The least that names are given, however wide the numbers are.
const NARROWEST: f64 = 60.0;

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

/// The room for the axis: all of it, less that of an arrow where one would leave it.
fn plot(chart: &Intervals, room: Strip) -> Strip {
    let all = Strip { left: room.left + 2.0, right: room.right - 2.0 };
    let scale = all.scale(&chart.axis, domain(&chart.axis, values(chart), Origin::NearZero));
    let leaves = |range: Range| match range.open {
        Open::Closed => (false, false),
        Open::Above => (false, all.at(&scale, range.high) + ARROW > room.right),
        Open::Below => (all.at(&scale, range.low) - ARROW < room.left, false),
    };
    rows(chart).flat_map(Range::of).flatten().map(leaves).fold(all, |plot, (left, right)| Strip {
        left: if left { room.left + ARROW } else { plot.left },
        right: if right { room.right - ARROW } else { plot.right },
    })
}

/// Draws the ranges under what is on the sheet.
pub(super) fn draw(sheet: &mut Sheet, chart: &Intervals) {
    legend(sheet, chart);

    let mid_marks = rows(chart).filter_map(|row| row.mid_mark.filter(|_| chart.mid)).map(String::from);
    let mark_width = widest(Ink::Strong.face(), mid_marks);
    // Every column of numbers is as wide as its widest number, from the right margin.
    let widths = columns(chart).into_iter().rev().map(|(heading, which)| {
        let numbers = rows(chart).flat_map(|row| numbers_of(row, chart));
        let numbers = numbers.filter_map(|numbers| numbers.into_iter().nth(which));
        let face = if which == 1 { Ink::Strong.face() } else { Ink::Value.face() };
        let marks = if which == 1 { mark_width } else { 0.0 };
        (heading, which, (widest(face, numbers) + marks).max(Ink::Heading.face().width(heading)))
    });
    let widths: Vec<_> = widths.collect();
    let numbers = widths.iter().map(|(.., width)| width + GAP).sum::<f64>() + 4.0;

    // Names may take a quarter and a bit, as long as the plot has its part; numbers with a long sign widen the canvas.
    let limit = (sheet.inner() * 0.28).min(sheet.inner() * (1.0 - FAIR) - numbers - GAP).max(NARROWEST);
    let gutter = Gutter::of(rows(chart).map(|row| named(row, chart, limit)).collect());
    sheet.widen(gutter.right + GAP + SHORTEST + numbers - sheet.right());
    let mut right = sheet.right();
    let mut places = Vec::new();
    for (heading, which, width) in widths {
        places.push((heading, which, right, width));
        right -= width + GAP;
    }
    let room = Strip { left: gutter.right + GAP, right: right - 4.0 };
    let plot = plot(chart, room);
    let scale = plot.scale(&chart.axis, domain(&chart.axis, values(chart), Origin::NearZero));

    let mut words = vec![(plot.left, room.right - plot.left, Anchor::Start, chart.axis.label.as_str())];
    words.extend(places.iter().map(|(heading, _, right, width)| (*right, *width, Anchor::End, *heading)));
    headings(sheet, &words);

    let top = sheet.y;
    grid(sheet, plot, &scale, top, top + height(chart, &gutter));
    let mut names = gutter.names.iter();
    for group in &chart.groups {
        heading(sheet, group);
        for row in &group.rows {
            let name = names.next().map_or(&[][..], Vec::as_slice);
            let ranges = Range::of(row);
            let row_height = row_height(ranges.len(), name.len());
            sheet.centred(gutter.right, sheet.y + row_height / 2.0, Anchor::End, Ink::Label, name);
            let mut middle = sheet.y + (row_height - LINE * (ranges.len() as f64 - 1.0)) / 2.0;
            for ((range, ink), numbers) in ranges.into_iter().zip([Ink::First, Ink::Second]).zip(numbers_of(row, chart))
            {
                if let Some(range) = range {
                    let at = |value| plot.at(&scale, value);
                    let ink = if row.outlined { ink.outline() } else { ink };
                    let mid = range.mid.filter(|_| chart.mid).map(at);
                    draw_range(sheet, (at(range.low), at(range.high)), mid, range.open, middle, ink);
                }
                for (_, which, right, _) in &places {
                    let is_mid = *which == 1;
                    let ink = if is_mid { Ink::Strong } else { Ink::Value };
                    // Digits stand under digits, whether or not a mark stands behind them.
                    let right = if is_mid && row.mid_mark.is_none() { right - mark_width } else { *right };
                    let number = numbers.get(*which).map_or(&[][..], std::slice::from_ref);
                    sheet.centred(right, middle, Anchor::End, ink, number);
                }
                middle += LINE;
            }
            sheet.space(row_height);
        }
    }
    ticks(sheet, plot, Strip { left: MARGIN, right: room.right + 4.0 }, &scale, &chart.axis);
    sheet.space(Ink::Tick.face().leading() + 4.0);
}

/// The lines of a name, none wider than `limit`.
fn named(row: &IntervalRow, chart: &Intervals, limit: f64) -> Vec<String> {
    let face = Ink::Label.face();
    // A detail is worth a second line and not a third.
    let most = face.fitted(&row.label, limit, NAME_LINES).len().max(2);
    name(
        row,
        chart,
        most,
        |text| face.balanced(text, limit, usize::MAX),
        |label, marks| face.marked(label, marks, limit, most),
    )
}

fn row_height(ranges: usize, lines: usize) -> f64 {
    let names = if lines > 1 { Ink::Label.face().leading() * lines as f64 + 6.0 } else { 0.0 };
    (LINE * ranges as f64 + AROUND).max(names)
}

/// How high all the rows are with their headings.
fn height(chart: &Intervals, gutter: &Gutter) -> f64 {
    let headings = chart.groups.iter().filter(|group| has_heading(group)).count() as f64 * HEADING;
    let rows = rows(chart).zip(&gutter.names).map(|(row, name)| row_height(Range::of(row).len(), name.len()));
    headings + rows.sum::<f64>()
}

fn has_heading(group: &Group) -> bool {
    group.heading.is_some() && !group.rows.is_empty()
}

fn heading(sheet: &mut Sheet, group: &Group) {
    if has_heading(group) {
        let words = group.heading.as_deref().unwrap_or_default();
        let lines = Ink::Group.face().fitted(words, sheet.inner(), 1);
        sheet.line((MARGIN, sheet.y + 3.0), (sheet.right(), sheet.y + 3.0), Ink::Grid);
        sheet.centred(MARGIN, sheet.y + HEADING / 2.0 + 3.0, Anchor::Start, Ink::Group, &lines);
        sheet.space(HEADING);
    }
}

/// A box from low to high, an arrow at an open end, a line at the middle; a disc where low and high are one.
fn draw_range(sheet: &mut Sheet, (low, high): (f64, f64), mid: Option<f64>, open: Open, middle: f64, ink: Ink) {
    // An outline needs room for its two sides and something between.
    let is_point = high - low < 2.0 + 2.0 * ink.stroke();
    if is_point {
        sheet.draw(Mark::Disc(((low + high) / 2.0, middle), (BOX - ink.stroke()) / 2.0, ink));
    } else {
        sheet.block(low, middle - BOX / 2.0, high - low, BOX, ink);
    }
    let arrow = match open {
        Open::Closed => None,
        Open::Above => Some((high, 1.0)),
        Open::Below => Some((low, -1.0)),
    };
    if let Some((end, way)) = arrow {
        let neck = end + way * (ARROW - 9.0);
        sheet.block(end.min(neck), middle - 1.5, (neck - end).abs(), 3.0, ink);
        sheet.draw(Mark::Shape(vec![(neck, middle - 5.5), (neck, middle + 5.5), (end + way * ARROW, middle)], ink));
    }
    if let Some(mid) = mid.filter(|_| !is_point) {
        sheet.block(mid - 1.0, middle - BOX / 2.0 - 3.0, 2.0, BOX + 6.0, Ink::Mid);
    }
}

/// What the colours are, when there are two, and what outlines and marks mean.
fn legend(sheet: &mut Sheet, chart: &Intervals) {
    let face = Ink::Label.face();
    if let (first, Some(second)) = &chart.names {
        let mut x = MARGIN;
        sheet.space(face.leading());
        for (words, ink) in [(first, Ink::First), (second, Ink::Second)] {
            let line = face.fitted(words, sheet.inner() - KEY, 1).into_iter().next().unwrap_or_default();
            let width = KEY + face.width(&line);
            if x > MARGIN && x + width > sheet.right() {
                x = MARGIN;
                sheet.space(face.leading() + 2.0);
            }
            let middle = sheet.y - face.size * 0.7;
            sheet.block(x, middle - BOX / 2.0, SAMPLE, BOX, ink);
            sheet.centred(x + KEY, middle, Anchor::Start, Ink::Label, &[line]);
            x += width + 28.0;
        }
        sheet.space(6.0);
    }
    for entry in &chart.key {
        key(sheet, entry);
    }
    if chart.names.1.is_some() || !chart.key.is_empty() {
        sheet.space(4.0);
    }
}

/// A line of the legend: an outline, a mark or both, and what they mean.
fn key(sheet: &mut Sheet, entry: &Key) {
    let face = Ink::Label.face();
    let mark: String = entry.mark.into_iter().collect();
    let indent = KEY + if entry.outlined { face.width(&mark) } else { 0.0 };
    let lines = face.wrapped(&entry.meaning, sheet.inner() - indent);
    let top = sheet.y;
    sheet.space(face.leading() * lines.len().max(1) as f64 + 2.0);
    let first = top + face.leading() - face.size * 0.7;
    if entry.outlined {
        sheet.block(MARGIN, first - BOX / 2.0, SAMPLE, BOX, Ink::FirstOutline);
        sheet.centred(MARGIN + SAMPLE + 2.0, first, Anchor::Start, Ink::Strong, &[mark]);
    } else {
        sheet.centred(MARGIN + SAMPLE / 2.0, first, Anchor::Middle, Ink::Strong, &[mark]);
    }
    let middle = first + face.leading() * (lines.len() as f64 - 1.0) / 2.0;
    sheet.centred(MARGIN + indent, middle, Anchor::Start, Ink::Label, &lines);
}
