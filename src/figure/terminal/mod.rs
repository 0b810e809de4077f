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
    let mut paper = TextCanvas::new(screen);
    let caption = chart.caption();
    paper.prose("", &caption.title, |styler, line| styler.heading(line));
    paper.prose("", &caption.subtitle, |styler, line| styler.dimmed(line));
    paper.blank();
    match chart {
        _ if chart.is_empty() => paper.prose("", caption.empty_text(), |_, line| line.to_owned()),
        Chart::Bars(chart) => bars::draw(&mut paper, chart),
        Chart::Intervals(chart) => intervals::draw(&mut paper, chart),
        Chart::Scatter(chart) => scatter::draw(&mut paper, chart),
    }
    if !caption.notes.is_empty() || !caption.source.is_empty() {
        paper.blank();
    }
    let mark = if caption.notes.len() > 1 { "- " } else { "" };
    for note in &caption.notes {
        paper.prose(mark, note, |styler, line| styler.dimmed(line));
    }
    paper.prose("", &caption.source, |styler, line| styler.dimmed(line));
    paper.finish()
}
