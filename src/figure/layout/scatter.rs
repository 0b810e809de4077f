//! Lays out named points. A name stands beside its point, further away with a line to it, or under the plot. Names never overlap.

use super::plot::{Extent, grid, headings, max_width, ticks};
use super::point_labels::{LabelledPoint, place_labels};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{Point, Scatter};
use crate::figure::number::{drawable, point_values};
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::figure::scene::{Anchor, DrawStyle, Primitive, Rect};

const POINT_RADIUS: f64 = 6.0;
/// The most points for which values are printed beside the names.
const MAX_PRINTED_POINTS: usize = 12;
/// The greatest width of a name on one line, and as a share of the plot. Longer names take two lines.
const MAX_NAME_WIDTH: f64 = 200.0;
const MAX_NAME_SHARE: f64 = 0.45;
/// In narrower plots names may take three lines.
const MIN_WIDTH_FOR_TWO_LINES: f64 = 400.0;

pub(super) fn draw(canvas: &mut Canvas, chart: &Scatter) {
    headings(canvas, &[(canvas.margin, canvas.inner_width(), Anchor::Start, &chart.y.label)]);
    canvas.skip(6.0);
    let known_points: Vec<(&Point, f64, f64)> =
        chart.points.iter().filter_map(|point| Some((point, drawable(point.x)?, drawable(point.y)?))).collect();

    let height = (canvas.inner_width() * 0.5).clamp(280.0, 460.0);
    let (top, bottom) = (canvas.y, canvas.y + height);
    let covered = domain(&chart.y, known_points.iter().map(|(_, _, y)| *y), AxisStart::NearValues);
    let y_scale = LinearScale::finest(covered, (height / 48.0) as u32, |_| true);
    let face = DrawStyle::Tick.face();
    let left = canvas.margin
        + max_width(face, y_scale.ticks().map(|tick| chart.y.unit.tick(tick, y_scale.label_step())))
        + 8.0;
    let plot = Extent { left, right: canvas.right() };
    let x_scale =
        plot.scale(&chart.x, domain(&chart.x, known_points.iter().map(|(_, x, _)| *x), AxisStart::NearValues));

    grid(canvas, plot, &x_scale, top, bottom);
    for tick in y_scale.ticks() {
        let y = bottom - height * y_scale.share(tick);
        canvas.line((left, y), (plot.right, y), DrawStyle::Grid);
        let words = chart.y.unit.tick(tick, y_scale.label_step());
        canvas.centred_lines(left - 8.0, y, Anchor::End, DrawStyle::Tick, &[words]);
    }
    canvas.line((left, top), (left, bottom), DrawStyle::Baseline);
    canvas.line((left, bottom), (plot.right, bottom), DrawStyle::Baseline);

    let frame = Rect { left: left + 2.0, top: top + 2.0, width: plot.width() - 4.0, height: height - 4.0 };
    let at = |x, y| (plot.position(&x_scale, x), bottom - height * y_scale.share(y));
    let named: Vec<LabelledPoint> = known_points
        .iter()
        .map(|(point, x, y)| LabelledPoint { centre: at(*x, *y), lines: label_lines(chart, point, plot.width()) })
        .collect();
    let mut unplaced = Vec::new();
    for ((point, _, _), placed) in known_points.iter().zip(place_labels(&named, &frame, POINT_RADIUS + 2.0)) {
        let Some(placed) = placed else {
            unplaced.push(*point);
            continue;
        };
        if let Some((from, to)) = placed.leader {
            canvas.line(from, to, DrawStyle::Leader);
        }
        placed.texts.into_iter().for_each(|text| canvas.draw(Primitive::Text(text)));
    }
    for (_, x, y) in &known_points {
        canvas.draw(Primitive::Circle(at(*x, *y), POINT_RADIUS, DrawStyle::First));
    }

    // Leaves space for the lowest number of the vertical axis.
    canvas.y = bottom + 4.0;
    let available = Extent { left: canvas.margin, right: canvas.width - 2.0 };
    ticks(canvas, plot, available, &x_scale, &chart.x);
    canvas.skip(face.line_height() + 6.0);
    headings(canvas, &[(plot.right, plot.width(), Anchor::End, &chart.x.label)]);
    let unknown = chart.points.iter().filter(|point| drawable(point.x).is_none() || drawable(point.y).is_none());
    for (what, points) in [("Not named above", unplaced), ("Not drawn, because a value is missing", unknown.collect())]
    {
        if !points.is_empty() {
            let names: Vec<String> = points.iter().map(|point| in_words(chart, point)).collect();
            canvas.paragraph(&format!("{what}: {}", names.join("; ")), DrawStyle::Note);
        }
    }
}

/// The name and the values of a point on one line.
fn in_words(chart: &Scatter, point: &Point) -> String {
    format!("{} ({})", point.label, point_values(chart, point))
}

/// The lines beside a point: its name and, where there are few points, its values.
fn label_lines(chart: &Scatter, point: &Point, plot_width: f64) -> Vec<(String, DrawStyle)> {
    let max_lines = if plot_width < MIN_WIDTH_FOR_TWO_LINES { 3 } else { 2 };
    let mut lines: Vec<_> = DrawStyle::Label
        .face()
        .balanced(&point.label, MAX_NAME_WIDTH.min(plot_width * MAX_NAME_SHARE), max_lines)
        .into_iter()
        .map(|line| (line, DrawStyle::Label))
        .collect();
    if chart.points.len() <= MAX_PRINTED_POINTS {
        lines.push((point_values(chart, point), DrawStyle::Tick));
    }
    lines
}
