//! Lays out ranges: names at the left, boxes from low to high, and the numbers in columns at the right.

use super::plot::{Extent, NameColumn, grid, headings, max_width, ticks};
use crate::figure::canvas::{Canvas, MARGIN};
use crate::figure::chart::{IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd};
use crate::figure::ranges::{DrawableRange, name_lines, number_columns, printed_numbers, rows, values};
use crate::figure::scale::{AxisStart, domain};
use crate::figure::scene::{Anchor, DrawStyle, Primitive};

/// The width of a sample in the legend.
const SAMPLE_WIDTH: f64 = 22.0;
/// The distance from the left side of a sample in the legend to its text.
const LEGEND_INDENT: f64 = 30.0;
const BOX_HEIGHT: f64 = 11.0;
/// The height of one range in a row.
const RANGE_HEIGHT: f64 = 19.0;
/// The height of a row beyond that of its ranges.
const ROW_PADDING: f64 = 11.0;
const ARROW_LENGTH: f64 = 22.0;
/// The height of the heading of a group.
const HEADING_HEIGHT: f64 = 28.0;
/// The distance between two columns of numbers, and between the names and the plot.
const GAP: f64 = 14.0;
/// The least width of the plot: two arrows and some space between them.
const MIN_PLOT_WIDTH: f64 = 64.0;
/// The share of the canvas that the names must leave to the plot.
const MIN_PLOT_SHARE: f64 = 0.25;
/// The width that names may always take, however wide the numbers are.
const MIN_NAME_WIDTH: f64 = 60.0;

/// The extent of the axis: `available`, less the length of an arrow where one would not fit.
fn plot(chart: &Intervals, available: Extent) -> Extent {
    let all = Extent { left: available.left + 2.0, right: available.right - 2.0 };
    let scale = all.scale(&chart.axis, domain(&chart.axis, values(chart), AxisStart::NearZero));
    let leaves = |range: DrawableRange| match range.open {
        OpenEnd::Closed => (false, false),
        OpenEnd::Above => (false, all.position(&scale, range.high) + ARROW_LENGTH > available.right),
        OpenEnd::Below => (all.position(&scale, range.low) - ARROW_LENGTH < available.left, false),
    };
    rows(chart).flat_map(DrawableRange::of_row).flatten().map(leaves).fold(all, |plot, (left, right)| Extent {
        left: if left { available.left + ARROW_LENGTH } else { plot.left },
        right: if right { available.right - ARROW_LENGTH } else { plot.right },
    })
}

pub(super) fn draw(canvas: &mut Canvas, chart: &Intervals) {
    legend(canvas, chart);

    let mid_marks = rows(chart).filter_map(|row| row.mid_mark.filter(|_| chart.show_mid)).map(String::from);
    let mark_width = max_width(DrawStyle::Strong.face(), mid_marks);
    // The columns of numbers from the right, each as wide as its widest number or its heading.
    let widths = number_columns(chart).into_iter().rev().map(|(heading, which)| {
        let numbers = rows(chart).flat_map(|row| printed_numbers(row, chart));
        let numbers = numbers.filter_map(|numbers| numbers.into_iter().nth(which));
        let face = if which == 1 { DrawStyle::Strong.face() } else { DrawStyle::Value.face() };
        let marks = if which == 1 { mark_width } else { 0.0 };
        (heading, which, (max_width(face, numbers) + marks).max(DrawStyle::Heading.face().width(heading)))
    });
    let widths: Vec<_> = widths.collect();
    let numbers = widths.iter().map(|(.., width)| width + GAP).sum::<f64>() + 4.0;

    // Names may take 28% of the width if the plot keeps its share. Wide numbers, such as those with a long currency sign, widen
    // the canvas instead.
    let limit = (canvas.inner_width() * 0.28)
        .min(canvas.inner_width() * (1.0 - MIN_PLOT_SHARE) - numbers - GAP)
        .max(MIN_NAME_WIDTH);
    let name_column = NameColumn::of(rows(chart).map(|row| name_lines_within(row, chart, limit)).collect());
    canvas.widen(name_column.right + GAP + MIN_PLOT_WIDTH + numbers - canvas.right());
    let mut right = canvas.right();
    let mut places = Vec::new();
    for (heading, which, width) in widths {
        places.push((heading, which, right, width));
        right -= width + GAP;
    }
    let available = Extent { left: name_column.right + GAP, right: right - 4.0 };
    let plot = plot(chart, available);
    let scale = plot.scale(&chart.axis, domain(&chart.axis, values(chart), AxisStart::NearZero));

    let mut words = vec![(plot.left, available.right - plot.left, Anchor::Start, chart.axis.label.as_str())];
    words.extend(places.iter().map(|(heading, _, right, width)| (*right, *width, Anchor::End, *heading)));
    headings(canvas, &words);

    let top = canvas.y;
    grid(canvas, plot, &scale, top, top + height(chart, &name_column));
    let mut names = name_column.names.iter();
    for group in &chart.groups {
        heading(canvas, group);
        for row in &group.rows {
            let name = names.next().map_or(&[][..], Vec::as_slice);
            let ranges = DrawableRange::of_row(row);
            let row_height = row_height(ranges.len(), name.len());
            canvas.centred_lines(name_column.right, canvas.y + row_height / 2.0, Anchor::End, DrawStyle::Label, name);
            let mut middle = canvas.y + (row_height - RANGE_HEIGHT * (ranges.len() as f64 - 1.0)) / 2.0;
            for ((range, style), numbers) in
                ranges.into_iter().zip([DrawStyle::First, DrawStyle::Second]).zip(printed_numbers(row, chart))
            {
                if let Some(range) = range {
                    let at = |value| plot.position(&scale, value);
                    let style = if row.outlined { style.outline() } else { style };
                    let mid = range.mid.filter(|_| chart.show_mid).map(at);
                    draw_range(canvas, (at(range.low), at(range.high)), mid, range.open, middle, style);
                }
                for (_, which, right, _) in &places {
                    let is_mid = *which == 1;
                    let style = if is_mid { DrawStyle::Strong } else { DrawStyle::Value };
                    // The space of the marks stays empty in rows without one, so that digits are aligned.
                    let right = if is_mid && row.mid_mark.is_none() { right - mark_width } else { *right };
                    let number = numbers.get(*which).map_or(&[][..], std::slice::from_ref);
                    canvas.centred_lines(right, middle, Anchor::End, style, number);
                }
                middle += RANGE_HEIGHT;
            }
            canvas.skip(row_height);
        }
    }
    ticks(canvas, plot, Extent { left: MARGIN, right: available.right + 4.0 }, &scale, &chart.axis);
    canvas.skip(DrawStyle::Tick.face().line_height() + 4.0);
}

/// The lines of a name, none wider than `limit`.
fn name_lines_within(row: &IntervalRow, chart: &Intervals, limit: f64) -> Vec<String> {
    let face = DrawStyle::Label.face();
    name_lines(
        row,
        chart,
        |text, max_lines| face.fitted(text, limit, max_lines),
        |text| face.balanced(text, limit, usize::MAX),
        |label, marks, max_lines| face.fitted_with_marks(label, marks, limit, max_lines),
    )
}

fn row_height(ranges: usize, lines: usize) -> f64 {
    let names = if lines > 1 { DrawStyle::Label.face().line_height() * lines as f64 + 6.0 } else { 0.0 };
    (RANGE_HEIGHT * ranges as f64 + ROW_PADDING).max(names)
}

/// The height of all rows with their headings.
fn height(chart: &Intervals, name_column: &NameColumn) -> f64 {
    let headings = chart.groups.iter().filter(|group| has_heading(group)).count() as f64 * HEADING_HEIGHT;
    let rows =
        rows(chart).zip(&name_column.names).map(|(row, name)| row_height(DrawableRange::of_row(row).len(), name.len()));
    headings + rows.sum::<f64>()
}

fn has_heading(group: &IntervalGroup) -> bool {
    group.heading.is_some() && !group.rows.is_empty()
}

fn heading(canvas: &mut Canvas, group: &IntervalGroup) {
    if has_heading(group) {
        let words = group.heading.as_deref().unwrap_or_default();
        let lines = DrawStyle::GroupHeading.face().fitted(words, canvas.inner_width(), 1);
        canvas.line((MARGIN, canvas.y + 3.0), (canvas.right(), canvas.y + 3.0), DrawStyle::Grid);
        canvas.centred_lines(
            MARGIN,
            canvas.y + HEADING_HEIGHT / 2.0 + 3.0,
            Anchor::Start,
            DrawStyle::GroupHeading,
            &lines,
        );
        canvas.skip(HEADING_HEIGHT);
    }
}

/// Draws a box from low to high, an arrow at an open end, and a line at the mid; a circle where low and high are equal.
fn draw_range(
    canvas: &mut Canvas,
    (low, high): (f64, f64),
    mid: Option<f64>,
    open: OpenEnd,
    middle: f64,
    style: DrawStyle,
) {
    // An outline needs space for its two sides and for a gap between them.
    let is_point = high - low < 2.0 + 2.0 * style.stroke();
    if is_point {
        canvas.draw(Primitive::Circle(((low + high) / 2.0, middle), (BOX_HEIGHT - style.stroke()) / 2.0, style));
    } else {
        canvas.rect(low, middle - BOX_HEIGHT / 2.0, high - low, BOX_HEIGHT, style);
    }
    let arrow = match open {
        OpenEnd::Closed => None,
        OpenEnd::Above => Some((high, 1.0)),
        OpenEnd::Below => Some((low, -1.0)),
    };
    if let Some((end, way)) = arrow {
        let neck = end + way * (ARROW_LENGTH - 9.0);
        canvas.rect(end.min(neck), middle - 1.5, (neck - end).abs(), 3.0, style);
        canvas.draw(Primitive::Polygon(
            vec![(neck, middle - 5.5), (neck, middle + 5.5), (end + way * ARROW_LENGTH, middle)],
            style,
        ));
    }
    if let Some(mid) = mid.filter(|_| !is_point) {
        canvas.rect(mid - 1.0, middle - BOX_HEIGHT / 2.0 - 3.0, 2.0, BOX_HEIGHT + 6.0, DrawStyle::Mid);
    }
}

/// Draws the legend: the names of the two series, and the meanings of outlines and marks.
fn legend(canvas: &mut Canvas, chart: &Intervals) {
    let face = DrawStyle::Label.face();
    if let (first, Some(second)) = &chart.series_names {
        let mut x = MARGIN;
        canvas.skip(face.line_height());
        for (words, style) in [(first, DrawStyle::First), (second, DrawStyle::Second)] {
            let line =
                face.fitted(words, canvas.inner_width() - LEGEND_INDENT, 1).into_iter().next().unwrap_or_default();
            let width = LEGEND_INDENT + face.width(&line);
            if x > MARGIN && x + width > canvas.right() {
                x = MARGIN;
                canvas.skip(face.line_height() + 2.0);
            }
            let middle = canvas.y - face.size * 0.7;
            canvas.rect(x, middle - BOX_HEIGHT / 2.0, SAMPLE_WIDTH, BOX_HEIGHT, style);
            canvas.centred_lines(x + LEGEND_INDENT, middle, Anchor::Start, DrawStyle::Label, &[line]);
            x += width + 28.0;
        }
        canvas.skip(6.0);
    }
    for entry in &chart.legend {
        legend_entry(canvas, entry);
    }
    if chart.series_names.1.is_some() || !chart.legend.is_empty() {
        canvas.skip(4.0);
    }
}

/// Draws an entry of the legend: an outline, a mark or both, and their meaning.
fn legend_entry(canvas: &mut Canvas, entry: &LegendEntry) {
    let face = DrawStyle::Label.face();
    let mark: String = entry.mark.into_iter().collect();
    let indent = LEGEND_INDENT + if entry.outlined { face.width(&mark) } else { 0.0 };
    let lines = face.wrapped(&entry.meaning, canvas.inner_width() - indent);
    let top = canvas.y;
    canvas.skip(face.line_height() * lines.len().max(1) as f64 + 2.0);
    let first = top + face.line_height() - face.size * 0.7;
    if entry.outlined {
        canvas.rect(MARGIN, first - BOX_HEIGHT / 2.0, SAMPLE_WIDTH, BOX_HEIGHT, DrawStyle::FirstOutline);
        canvas.centred_lines(MARGIN + SAMPLE_WIDTH + 2.0, first, Anchor::Start, DrawStyle::Strong, &[mark]);
    } else {
        canvas.centred_lines(MARGIN + SAMPLE_WIDTH / 2.0, first, Anchor::Middle, DrawStyle::Strong, &[mark]);
    }
    let middle = first + face.line_height() * (lines.len() as f64 - 1.0) / 2.0;
    canvas.centred_lines(MARGIN + indent, middle, Anchor::Start, DrawStyle::Label, &lines);
}
