//! Lays a chart out on a canvas: the title, the plot of its shape, notes and source.
//!
//! There is one file for each shape of chart; `plot` holds what they share.

mod bars;
mod interval_legend;
mod intervals;
mod plot;
mod point_labels;
mod position_legend;
mod positions;
mod range_bar;
mod range_labels;
mod scatter;

use super::canvas::Canvas;
use super::chart::{Caption, Chart};
use super::scene::{DrawStyle, Scene};

const MIN_WIDTH: f64 = 320.0;
const MAX_WIDTH: f64 = 4_000.0;

/// Lays a chart out on a canvas of a width in pixels: 960 for a page, 640 for half a page, 360 for a phone. Widths below 320
/// count as 320, above 4,000 as 4,000. The height follows from the chart. The canvas becomes wider where long names and numbers
/// leave no plot.
#[must_use]
pub fn scene(chart: &Chart, width: u32) -> Scene {
    let mut canvas = Canvas::new(f64::from(width).clamp(MIN_WIDTH, MAX_WIDTH));
    let caption = chart.caption();
    canvas.title(&caption.title);
    canvas.subtitle(&caption.subtitle);
    canvas.skip(14.0);
    match chart {
        _ if chart.is_empty() => canvas.paragraph(caption.empty_text(), DrawStyle::Label),
        Chart::Bars(chart) => bars::draw(&mut canvas, chart),
        Chart::Intervals(chart) => intervals::draw(&mut canvas, chart),
        Chart::Scatter(chart) => scatter::draw(&mut canvas, chart),
        Chart::Positions(chart) => positions::draw(&mut canvas, chart),
    }
    canvas.skip(10.0);
    footer(&mut canvas, caption);
    canvas.into_scene(&caption.title, &caption.description)
}

/// Draws the notes that fit one line, the source on one line, and the details as paragraphs.
fn footer(canvas: &mut Canvas, caption: &Caption) {
    let face = DrawStyle::Note.face();
    let width = canvas.inner_width();
    let notes = caption.notes_on_a_line(|line| face.width(line) <= width);
    let source = Some(&caption.source).filter(|source| face.width(source) <= width || caption.short_source.is_empty());
    for line in [notes, face.fitted(source.unwrap_or(&caption.short_source), width, 1).concat()] {
        canvas.paragraph(&line, DrawStyle::Note);
    }
    for detail in &caption.details {
        canvas.skip(4.0);
        canvas.paragraph(detail, DrawStyle::Note);
    }
}
