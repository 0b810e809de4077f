//! Lays out values against a band: a histogram at the top, then a row for each group with its band, its values and its texts.

use super::plot::{Extent, NameColumn, grid, headings, max_width, ticks};
use super::position_legend::{legend, value_mark, value_style};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{PositionRow, PositionValues, Positions};
use crate::figure::positions::{Side, extent, largest_count};
use crate::figure::scale::LinearScale;
use crate::figure::scene::{Anchor, DrawStyle, Primitive};

const HISTOGRAM_HEIGHT: f64 = 84.0;
/// The height of a row whose name takes up to two lines.
const ROW_HEIGHT: f64 = 36.0;
/// The most lines of a name.
const MAX_NAME_LINES: usize = 3;
const BAND_HEIGHT: f64 = 26.0;
const BOX_HEIGHT: f64 = 14.0;
/// The distance between the centres of two dots that do not overlap.
const DOT_STEP: f64 = 7.0;
/// The distances of the lanes of dots from the middle of their row, in the order in which they are filled.
const LANES: [f64; 3] = [0.0, -DOT_STEP, DOT_STEP];
/// The distance between two columns.
const GAP: f64 = 16.0;
/// The least width of the plot.
const MIN_PLOT_WIDTH: f64 = 120.0;
/// The half height of the arrow for values outside the axis.
const ARROW: f64 = 4.5;

pub(super) fn draw(canvas: &mut Canvas, chart: &Positions) {
    let widths: Vec<f64> = (0..chart.side_headings.len()).map(|at| side_width(chart, at)).collect();
    let sides = widths.iter().map(|width| width + GAP).sum::<f64>();
    // On a narrow canvas names stand above their rows.
    let is_stacked = canvas.is_narrow();
    let limit = match is_stacked {
        true => canvas.inner_width(),
        false => (canvas.inner_width() * 0.3).min(canvas.inner_width() - sides - MIN_PLOT_WIDTH - GAP).max(60.0),
    };
    let names = chart.rows.iter().map(|row| name_lines(row, limit)).collect();
    let names = NameColumn::of(canvas, names);
    let label_height = DrawStyle::Label.face().line_height();
    let above = |lines: &Vec<String>| if is_stacked { lines.len() as f64 * label_height } else { 0.0 };
    let heights: Vec<f64> = names
        .names
        .iter()
        .map(|lines| if is_stacked { ROW_HEIGHT + above(lines) } else { row_height(lines.len()) })
        .collect();
    let left = if is_stacked { canvas.margin } else { names.right + GAP };
    canvas.widen(left + MIN_PLOT_WIDTH + sides - canvas.right());
    let plot = Extent { left, right: canvas.right() - sides };
    let scale = plot.scale(&chart.axis, extent(chart));

    histogram(canvas, chart, plot, &scale);
    let limits = Extent { left: canvas.margin, right: canvas.right() };
    ticks(canvas, plot, limits, &scale, &chart.axis);
    canvas.skip(DrawStyle::Tick.face().line_height() + 8.0);

    let mut placed = vec![(plot.left, plot.width(), Anchor::Start, chart.axis.label.as_str())];
    let mut right = canvas.right();
    for (heading, width) in chart.side_headings.iter().zip(&widths).rev() {
        placed.push((right, *width, Anchor::End, heading.as_str()));
        right -= width + GAP;
    }
    headings(canvas, &placed);

    let top = canvas.y;
    let bottom = top + heights.iter().sum::<f64>();
    grid(canvas, plot, &scale, top, bottom);
    for ((row, name), height) in chart.rows.iter().zip(&names.names).zip(&heights) {
        let space = above(name);
        let middle = canvas.y + space + (height - space) / 2.0;
        match is_stacked {
            true => canvas.centred_lines(canvas.margin, canvas.y + space / 2.0, Anchor::Start, DrawStyle::Label, name),
            false => canvas.centred_lines(names.right, middle, Anchor::End, DrawStyle::Label, name),
        }
        band(canvas, row, plot, &scale, middle);
        match &row.values {
            PositionValues::Each { .. } => dots(canvas, row, plot, &scale, middle),
            PositionValues::Spread(spread) => draw_spread(canvas, spread, plot, &scale, middle),
        }
        let mut right = canvas.right();
        for (text, width) in row.side_texts.iter().zip(&widths).rev() {
            canvas.centred_lines(right, middle, Anchor::End, DrawStyle::Value, std::slice::from_ref(text));
            right -= width + GAP;
        }
        canvas.skip(*height);
    }
    ticks(canvas, plot, limits, &scale, &chart.axis);
    canvas.skip(DrawStyle::Tick.face().line_height() + 6.0);
    legend(canvas, chart);
}

/// The lines of the name of a row, with its marks.
fn name_lines(row: &PositionRow, limit: f64) -> Vec<String> {
    let face = DrawStyle::Label.face();
    let whole = face.balanced(&format!("{}{}", row.label, row.marks), limit, usize::MAX);
    if whole.len() <= MAX_NAME_LINES {
        return whole;
    }
    face.fitted_with_marks(&row.label, &row.marks, limit, MAX_NAME_LINES)
}

/// The height of a row with so many lines of name.
fn row_height(lines: usize) -> f64 {
    ROW_HEIGHT.max(lines as f64 * DrawStyle::Label.face().line_height() + 4.0)
}

/// The width of a column of texts: that of its widest text or of a word of its heading.
fn side_width(chart: &Positions, at: usize) -> f64 {
    let texts = max_width(DrawStyle::Value.face(), chart.rows.iter().filter_map(|row| row.side_texts.get(at)));
    let words = chart.side_headings.get(at).map_or("", String::as_str).split_whitespace();
    texts.max(max_width(DrawStyle::Heading.face(), words))
}

fn histogram(canvas: &mut Canvas, chart: &Positions, plot: Extent, scale: &LinearScale) {
    let face = DrawStyle::Heading.face();
    let top = canvas.y + face.line_height();
    let bottom = top + HISTOGRAM_HEIGHT;
    if let Some((low, high, name)) = &chart.shaded {
        let (one, other) = (plot.position(scale, *low), plot.position(scale, *high));
        let (left, right) = (one.min(other), one.max(other));
        canvas.rect(left, top, right - left, HISTOGRAM_HEIGHT, DrawStyle::Shade);
        let name = face.fitted(name, plot.width(), 1).concat();
        let half = face.width(&name) / 2.0;
        let middle = ((left + right) / 2.0).min(plot.right - half).max(plot.left + half);
        canvas.text(middle, top - face.size * 0.3, Anchor::Middle, DrawStyle::Heading, name);
    }
    let counted = face.fitted(&chart.counted, plot.left - canvas.margin - 4.0, 1).concat();
    canvas.text(canvas.margin, bottom - 4.0, Anchor::Start, DrawStyle::Heading, counted);
    let largest = largest_count(chart) as f64;
    for bin in chart.histogram.iter().filter(|bin| bin.count > 0) {
        let (left, right) = (plot.position(scale, bin.low), plot.position(scale, bin.high));
        let height = (HISTOGRAM_HEIGHT * bin.count as f64 / largest).max(1.5);
        canvas.rect(left + 0.5, bottom - height, (right - left - 1.0).max(1.0), height, DrawStyle::First);
    }
    canvas.line((plot.left, bottom), (plot.right, bottom), DrawStyle::Baseline);
    canvas.skip(face.line_height() + HISTOGRAM_HEIGHT);
}

fn band(canvas: &mut Canvas, row: &PositionRow, plot: Extent, scale: &LinearScale, middle: f64) {
    let Some(band) = row.band else { return };
    let (left, right) = (plot.position(scale, band.low), plot.position(scale, band.high));
    let style = DrawStyle::Band.textured(row.outlined, row.dashed);
    canvas.rect(left, middle - BAND_HEIGHT / 2.0, (right - left).max(2.0), BAND_HEIGHT, style);
    if let Some(mid) = band.mid {
        let x = plot.position(scale, mid);
        let half = BAND_HEIGHT / 2.0;
        canvas.line((x, middle - half), (x, middle + half), DrawStyle::Baseline);
    }
}

/// Draws each value with the mark of its side, in the first lane where it touches no other, and arrows for values outside the axis.
fn dots(canvas: &mut Canvas, row: &PositionRow, plot: Extent, scale: &LinearScale, middle: f64) {
    let (low, high) = scale.ends_of_domain();
    let mut free = [f64::NEG_INFINITY; LANES.len()];
    let mut values: Vec<(f64, Side)> = row.values.each().collect();
    values.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (value, side) in values {
        let style = value_style(side);
        if value < low || value > high {
            let (x, by) = if value < low { (plot.left, ARROW * 1.6) } else { (plot.right, -ARROW * 1.6) };
            let points = vec![(x, middle), (x + by, middle - ARROW), (x + by, middle + ARROW)];
            canvas.draw(Primitive::Polygon(points, style));
            continue;
        }
        let x = plot.position(scale, value);
        let lane = free.iter().position(|free| *free <= x).unwrap_or(0);
        if let Some(free) = free.get_mut(lane) {
            *free = x + DOT_STEP;
        }
        value_mark(canvas, side, (x, middle + LANES.get(lane).copied().unwrap_or_default()));
    }
}

/// Draws a box from P25 to P75 with a line at P50, and whiskers to P10 and P90.
fn draw_spread(canvas: &mut Canvas, spread: &[f64; 5], plot: Extent, scale: &LinearScale, middle: f64) {
    let [p10, p25, p50, p75, p90] = spread.map(|value| plot.position(scale, value));
    canvas.line((p10, middle), (p90, middle), DrawStyle::Whisker);
    for end in [p10, p90] {
        canvas.line((end, middle - 4.0), (end, middle + 4.0), DrawStyle::Whisker);
    }
    canvas.rect(p25, middle - BOX_HEIGHT / 2.0, (p75 - p25).max(2.0), BOX_HEIGHT, DrawStyle::First);
    canvas.rect(p50 - 1.5, middle - BOX_HEIGHT / 2.0 - 3.0, 3.0, BOX_HEIGHT + 6.0, DrawStyle::Mid);
}
