//! Draws a chart in characters, as wide as the screen and readable without colour.
//!
//! There is one file for each shape of chart. Every bar, range and point has its numbers in print, because characters are too
//! coarse to measure.

mod axis;
mod bars;
mod interval_legend;
mod intervals;
mod positions;
mod range_marks;
mod scatter;
mod text_canvas;

use super::chart::Chart;
use crate::screen::{Screen, width};
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
    let limit = canvas.columns;
    let mut notes = caption.notes_on_a_line(|line| width(line) <= limit);
    if notes.is_empty() {
        // A narrow screen wraps the most important note.
        notes = caption.notes.first().cloned().unwrap_or_default();
    }
    if !notes.is_empty() || !caption.source.is_empty() || !caption.details.is_empty() {
        canvas.blank();
    }
    for line in [&notes, &caption.source].into_iter().chain(&caption.details) {
        canvas.prose("", line, |styler, line| styler.dimmed(line));
    }
    canvas.finish()
}
