//! Lays out ranges, one row each: the name at the left, or above on a narrow canvas; a bar with its extension and whiskers; the
//! numbers of the bar above it, and that of the extension at its end.

use super::interval_legend::legend;
use super::plot::{Extent, NameColumn, grid, headings, ticks};
use super::range_bar::{ARROW_LENGTH, BOX_HEIGHT, BarPosition, draw_bar};
use super::range_labels::RangeLabels;
use crate::figure::canvas::Canvas;
use crate::figure::chart::{IntervalGroup, IntervalRow, Intervals, OpenEnd};
use crate::figure::ranges::{DrawableRow, name_lines, rows, values};
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::figure::scene::{Anchor, DrawStyle};

/// The height of the numbers above a bar and of the bar.
const BAR_ROW_HEIGHT: f64 = 40.0;
/// The distance from the top of a row to the middle of its numbers.
const NUMBERS_MIDDLE: f64 = 12.0;
/// The distance from the top of a row to the middle of its bar.
const BAR_MIDDLE: f64 = 28.0;
/// The space above a name over its bar, which keeps it apart from the bar before.
const NAME_GAP: f64 = 6.0;
/// The distance between two lines of a hatched row.
const HATCH: f64 = 8.0;
/// The height of the heading of a group, without its further lines.
const HEADING_HEIGHT: f64 = 28.0;
/// The distance between the names and the plot, and from the end of a bar to a number.
const GAP: f64 = 14.0;
const NUMBER_GAP: f64 = 6.0;
/// The least width of the plot: two arrows and some space between them.
const MIN_PLOT_WIDTH: f64 = 64.0;
/// The share of the canvas that names beside the bars may take.
const NAME_SHARE: f64 = 0.3;
/// Higher charts have an axis at the top too.
const MAX_HEIGHT_WITH_ONE_AXIS: f64 = 480.0;

/// A row with the lines of its texts.
struct LaidRow<'a> {
    row: &'a IntervalRow,
    drawn: DrawableRow,
    labels: RangeLabels,
    name: Vec<String>,
    members: Vec<String>,
}

impl LaidRow<'_> {
    /// The height of the names above the bar.
    fn above(&self, is_stacked: bool) -> f64 {
        if is_stacked { DrawStyle::Label.face().line_height() * self.name.len() as f64 + NAME_GAP } else { 0.0 }
    }

    fn height(&self, is_stacked: bool) -> f64 {
        let beside = DrawStyle::Label.face().line_height() * self.name.len() as f64 + 6.0;
        let bar = if is_stacked { BAR_ROW_HEIGHT + self.above(true) } else { BAR_ROW_HEIGHT.max(beside) };
        let members = DrawStyle::Note.face().line_height() * self.members.len() as f64;
        bar + if members > 0.0 { members + 4.0 } else { 0.0 }
    }
}

pub(super) fn draw(canvas: &mut Canvas, chart: &Intervals) {
    legend(canvas, chart);
    let is_stacked = canvas.is_narrow();
    let limit = if is_stacked { canvas.inner_width() } else { canvas.inner_width() * NAME_SHARE };
    let mut laid: Vec<LaidRow> = rows(chart).map(|row| laid_row(row, chart, limit)).collect();
    let column = NameColumn::of(canvas, laid.iter().map(|row| row.name.clone()).collect());
    let left = if is_stacked { canvas.margin } else { column.right + GAP };
    let widest = laid.iter().map(|row| row.labels.least_width() + MIN_PLOT_WIDTH).fold(0.0, f64::max);
    canvas.widen((column.right - canvas.right()).max(left + widest - canvas.right()));
    let available = Extent { left, right: canvas.right() };
    for row in &mut laid {
        row.members = DrawStyle::Note.face().wrapped(&row.row.members, available.width());
    }

    let covered = domain(&chart.axis, values(chart), AxisStart::NearZero);
    let plot = plot(&laid, available, &available.scale_between_ends(&chart.axis, covered));
    let scale = plot.scale_between_ends(&chart.axis, covered);
    headings(canvas, &[(plot.left, canvas.right() - plot.left, Anchor::Start, chart.axis.label.as_str())]);
    let heading_lines = group_headings(canvas, chart);
    let height = laid.iter().map(|row| row.height(is_stacked)).sum::<f64>()
        + heading_lines.iter().map(|lines| heading_height(lines)).sum::<f64>();
    let limits = Extent { left: canvas.margin, right: canvas.right() };
    if height > MAX_HEIGHT_WITH_ONE_AXIS {
        ticks(canvas, plot, limits, &scale, &chart.axis);
        canvas.skip(DrawStyle::Tick.face().line_height() + 6.0);
    }
    let top = canvas.y;
    grid(canvas, plot, &scale, top, top + height);
    let mut laid = laid.iter();
    for (group, heading) in chart.groups.iter().zip(&heading_lines) {
        draw_heading(canvas, heading);
        for row in laid.by_ref().take(group.rows.len()) {
            draw_row(canvas, row, is_stacked, &column, available, plot, &scale);
        }
    }
    ticks(canvas, plot, limits, &scale, &chart.axis);
    canvas.skip(DrawStyle::Tick.face().line_height() + 4.0);
}

fn laid_row<'a>(row: &'a IntervalRow, chart: &Intervals, limit: f64) -> LaidRow<'a> {
    let face = DrawStyle::Label.face();
    let name = name_lines(
        row,
        |text, max_lines| face.fitted(text, limit, max_lines),
        |text| face.balanced(text, limit, usize::MAX),
        |label, marks, max_lines| face.fitted_with_marks(label, marks, limit, max_lines),
    );
    LaidRow { row, drawn: DrawableRow::of(row), labels: RangeLabels::of(row, chart), name, members: Vec::new() }
}

/// The extent of the axis: `available`, less the space that numbers and arrows need beyond the bars. The domain stays the same.
fn plot(laid: &[LaidRow], available: Extent, scale: &LinearScale) -> Extent {
    let mut plot = Extent { left: available.left + 2.0, right: available.right - 2.0 };
    // Each pass moves the ends by what is still missing. The passes converge, because a narrower plot moves no end outwards.
    for _ in 0..4 {
        for row in laid {
            let Some(range) = row.drawn.first else { continue };
            if range.open == OpenEnd::Below {
                let share = scale.share(range.low);
                let least = (available.left + ARROW_LENGTH - share * plot.right) / (1.0 - share).max(0.01);
                plot.left = plot.left.max(least);
            }
            let beyond = end_space(row);
            let share = scale.share(end(row).unwrap_or(range.high));
            if beyond > 0.0 && share > 0.01 {
                plot.right = plot.right.min((available.right - beyond - (1.0 - share) * plot.left) / share);
            }
        }
    }
    if plot.width() < MIN_PLOT_WIDTH {
        plot = Extent { left: available.left + ARROW_LENGTH, right: available.left + MIN_PLOT_WIDTH - ARROW_LENGTH };
    }
    plot
}

/// The rightmost value that a row draws.
fn end(row: &LaidRow) -> Option<f64> {
    let outer = row.drawn.outer.map(|(_, high)| high);
    let ends = row.drawn.first.map(|range| range.high).into_iter().chain(row.drawn.extension).chain(outer);
    ends.max_by(f64::total_cmp)
}

/// The space that a row needs beyond its rightmost value: for an arrow, and for the number of its extension.
fn end_space(row: &LaidRow) -> f64 {
    let arrow = match row.drawn.first.map(|range| range.open) {
        Some(OpenEnd::Above) => ARROW_LENGTH,
        _ => 0.0,
    };
    arrow + row.labels.second_width().map_or(0.0, |width| width + NUMBER_GAP)
}

fn draw_row(
    canvas: &mut Canvas,
    row: &LaidRow,
    is_stacked: bool,
    column: &NameColumn,
    available: Extent,
    plot: Extent,
    scale: &LinearScale,
) {
    let top = canvas.y + row.above(is_stacked);
    let members = DrawStyle::Note.face().line_height() * row.members.len() as f64;
    let height = row.height(is_stacked) - if members > 0.0 { members + 4.0 } else { 0.0 };
    let name_height = DrawStyle::Label.face().line_height() * row.name.len() as f64;
    let (x, middle, anchor) = if is_stacked {
        (canvas.margin, canvas.y + NAME_GAP + name_height / 2.0, Anchor::Start)
    } else {
        (column.right, canvas.y + height / 2.0, Anchor::End)
    };
    canvas.centred_lines(x, middle, anchor, DrawStyle::Label, &row.name);
    // A name of three lines is higher than a bar, which stays in its middle.
    let top = if is_stacked { top } else { canvas.y + (height - BAR_ROW_HEIGHT) / 2.0 };
    let at = |value| plot.position(scale, value);
    if row.drawn.first.is_some() {
        let position = BarPosition::of(&row.drawn, top + BAR_MIDDLE, at);
        draw_bar(canvas, &position, row.row.outlined, row.row.dashed);
        let end = end(row).map_or(plot.left, at) + end_space(row) - row.labels.second_width().unwrap_or(0.0);
        row.labels.draw(canvas, &row.drawn, available, at, (top + NUMBERS_MIDDLE, top + BAR_MIDDLE), end);
    } else if !row.row.absent.is_empty() {
        let text = DrawStyle::Value.face().fitted(&row.row.absent, available.width(), 1);
        canvas.centred_lines(available.left, top + NUMBERS_MIDDLE, Anchor::Start, DrawStyle::Value, &text);
        hatch(canvas, plot, top + BAR_MIDDLE);
    } else {
        row.labels.draw_alone(canvas, available, top + BAR_MIDDLE);
    }
    let mut y = canvas.y + height;
    let face = DrawStyle::Note.face();
    for line in &row.members {
        y += face.line_height();
        canvas.text(available.left, y - face.size * 0.35, Anchor::Start, DrawStyle::Note, line.as_str());
    }
    canvas.skip(row.height(is_stacked));
}

/// Draws slanted lines across the plot in place of a bar.
fn hatch(canvas: &mut Canvas, plot: Extent, middle: f64) {
    let half = BOX_HEIGHT / 2.0;
    let mut x = plot.left;
    while x + half <= plot.right {
        canvas.line((x, middle + half), (x + half, middle - half), DrawStyle::Leader);
        x += HATCH;
    }
}

/// The lines of the heading of each group; none where it has no heading or no rows.
fn group_headings(canvas: &Canvas, chart: &Intervals) -> Vec<Vec<String>> {
    let lines = |group: &IntervalGroup| match &group.heading {
        Some(heading) if !group.rows.is_empty() => {
            DrawStyle::GroupHeading.face().wrapped(heading, canvas.inner_width())
        }
        _ => Vec::new(),
    };
    chart.groups.iter().map(lines).collect()
}

fn heading_height(lines: &[String]) -> f64 {
    match lines.len() {
        0 => 0.0,
        lines => HEADING_HEIGHT + DrawStyle::GroupHeading.face().line_height() * (lines as f64 - 1.0),
    }
}

fn draw_heading(canvas: &mut Canvas, lines: &[String]) {
    let height = heading_height(lines);
    if height > 0.0 {
        canvas.line((canvas.margin, canvas.y + 3.0), (canvas.right(), canvas.y + 3.0), DrawStyle::Grid);
        let middle = canvas.y + height / 2.0 + 3.0;
        canvas.centred_lines(canvas.margin, middle, Anchor::Start, DrawStyle::GroupHeading, lines);
        canvas.skip(height);
    }
}
