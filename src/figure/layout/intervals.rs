//! Ranges: names at the left, boxes from low to high, and the numbers in columns at the right, where they never collide.

use super::plot::{Gutter, Strip, grid, headings, ticks, widest};
use crate::figure::canvas::{Canvas, MARGIN};
use crate::figure::chart::{Group, IntervalRow, Intervals, Key, Open};
use crate::figure::ranges::{Range, columns, name, numbers_of, rows, values};
use crate::figure::scale::{Origin, domain};
use crate::figure::scene::{Anchor, Ink, Mark};

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
pub(super) fn draw(sheet: &mut Canvas, chart: &Intervals) {
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

fn heading(sheet: &mut Canvas, group: &Group) {
    if has_heading(group) {
        let words = group.heading.as_deref().unwrap_or_default();
        let lines = Ink::Group.face().fitted(words, sheet.inner(), 1);
        sheet.line((MARGIN, sheet.y + 3.0), (sheet.right(), sheet.y + 3.0), Ink::Grid);
        sheet.centred(MARGIN, sheet.y + HEADING / 2.0 + 3.0, Anchor::Start, Ink::Group, &lines);
        sheet.space(HEADING);
    }
}

/// A box from low to high, an arrow at an open end, a line at the middle; a disc where low and high are one.
fn draw_range(sheet: &mut Canvas, (low, high): (f64, f64), mid: Option<f64>, open: Open, middle: f64, ink: Ink) {
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
fn legend(sheet: &mut Canvas, chart: &Intervals) {
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
fn key(sheet: &mut Canvas, entry: &Key) {
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
