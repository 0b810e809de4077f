//! Lays a chart out on a canvas: the title, the plot of its shape, notes and source.
//!
//! There is one file for each shape of chart; `plot` holds what they share.

mod bars;
mod intervals;
mod plot;
mod point_labels;
mod scatter;

use super::canvas::Canvas;
use super::chart::Chart;
use super::scene::{Ink, Scene};

/// A picture is laid out no narrower, and no wider.
const WIDTHS: (f64, f64) = (600.0, 4_000.0);

/// Lays a chart out on a canvas of a width in pixels: 960 fills a page, 640 half of one. Below 600 counts as 600, above
/// 4,000 as 4,000. The height is what the chart needs; so is the width, where long numbers and long names leave no plot.
#[must_use]
pub fn scene(chart: &Chart, width: u32) -> Scene {
    let mut sheet = Canvas::new(f64::from(width).clamp(WIDTHS.0, WIDTHS.1));
    let caption = chart.caption();
    sheet.title(&caption.title);
    sheet.paragraph(&caption.subtitle, Ink::Subtitle);
    sheet.space(14.0);
    match chart {
        _ if chart.is_empty() => sheet.paragraph(caption.empty_text(), Ink::Label),
        Chart::Bars(chart) => bars::draw(&mut sheet, chart),
        Chart::Intervals(chart) => intervals::draw(&mut sheet, chart),
        Chart::Scatter(chart) => scatter::draw(&mut sheet, chart),
    }
    sheet.space(10.0);
    for note in &caption.notes {
        sheet.paragraph(note, Ink::Note);
        sheet.space(2.0);
    }
    if !caption.notes.is_empty() {
        sheet.space(4.0);
    }
    sheet.paragraph(&caption.source, Ink::Note);
    sheet.finished(&caption.title, &caption.description)
}
