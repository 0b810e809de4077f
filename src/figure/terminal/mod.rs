//! Draws a chart in characters, as wide as the screen and readable without colour.
//!
//! There is one file for each shape of chart. Every mark has its numbers in print, because a character is too coarse to measure with.

mod axis;
mod bars;
mod intervals;
mod scatter;
mod text_canvas;

use super::chart::Chart;
use crate::screen::Screen;
use text_canvas::TextCanvas;

/// Draws a chart for a terminal, as wide as the screen and at most 160 columns, or 80 when the width is not known; no line is
/// wider than the screen. Ends with a line break.
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
