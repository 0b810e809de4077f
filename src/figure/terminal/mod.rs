//! Draws a chart in characters, as wide as the screen and readable without colour.
//!
//! There is one file for each shape of chart. Every bar, range and point has its numbers in print, because characters are too coarse to measure.

mod axis;
mod bars;
mod intervals;
mod positions;
mod scatter;
mod text_canvas;

use super::chart::Chart;
use crate::screen::Screen;
use text_canvas::TextCanvas;

/// Draws a chart in characters. It is as wide as the screen but at most 160 columns, and 80 columns where the screen has no width.
/// Ends with a line break.
#[must_use]
pub fn terminal(chart: &Chart, screen: &Screen) -> String {
    let mut canvas = TextCanvas::new(screen);
    let caption = chart.caption();
    canvas.prose("", &caption.title, |styler, line| styler.heading(line));
    canvas.prose("", &caption.subtitle, |styler, line| styler.dimmed(line));
    canvas.blank();
    match chart {
        _ if chart.is_empty() => canvas.prose("", caption.empty_text(), |_, line| line.to_owned()),
        Chart::Bars(chart) => bars::draw(&mut canvas, chart),
        Chart::Intervals(chart) => intervals::draw(&mut canvas, chart),
        Chart::Scatter(chart) => scatter::draw(&mut canvas, chart),
        Chart::Positions(chart) => positions::draw(&mut canvas, chart),
    }
    if !caption.notes.is_empty() || !caption.source.is_empty() {
        canvas.blank();
    }
    let mark = if caption.notes.len() > 1 { "- " } else { "" };
    for note in &caption.notes {
        canvas.prose(mark, note, |styler, line| styler.dimmed(line));
    }
    canvas.prose("", &caption.source, |styler, line| styler.dimmed(line));
    canvas.finish()
}
