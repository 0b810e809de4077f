//! Lays a chart out on a canvas: the title, the plot of its shape, notes and source.
//!
//! There is one file for each shape of chart; `plot` holds what they share.

mod bars;
mod intervals;
mod plot;
mod point_labels;
mod positions;
mod scatter;

use super::canvas::Canvas;
use super::chart::Chart;
use super::scene::{DrawStyle, Scene};

const MIN_WIDTH: f64 = 320.0;
const MAX_WIDTH: f64 = 4_000.0;

/// Lays a chart out on a canvas of a width in pixels: 960 for a page, 640 for half a page. Widths below 600 count as 600, above
/// 4,000 as 4,000. The height follows from the chart. The canvas becomes wider where long names and numbers leave no plot.
#[must_use]
pub fn scene(chart: &Chart, width: u32) -> Scene {
    let mut canvas = Canvas::new(f64::from(width).clamp(MIN_WIDTH, MAX_WIDTH));
    let caption = chart.caption();
    canvas.title(&caption.title);
    canvas.paragraph(&caption.subtitle, DrawStyle::Subtitle);
    canvas.skip(14.0);
    match chart {
        _ if chart.is_empty() => canvas.paragraph(caption.empty_text(), DrawStyle::Label),
        Chart::Bars(chart) => bars::draw(&mut canvas, chart),
        Chart::Intervals(chart) => intervals::draw(&mut canvas, chart),
        Chart::Scatter(chart) => scatter::draw(&mut canvas, chart),
        Chart::Positions(chart) => positions::draw(&mut canvas, chart),
    }
    canvas.skip(10.0);
    for note in &caption.notes {
        canvas.paragraph(note, DrawStyle::Note);
        canvas.skip(2.0);
    }
    if !caption.notes.is_empty() {
        canvas.skip(4.0);
    }
    canvas.paragraph(&caption.source, DrawStyle::Note);
    canvas.into_scene(&caption.title, &caption.description)
}
