//! The legend of ranges: what bars, extensions, whiskers, outlines, dashes and marks mean.

use super::range_bar::{BOX_HEIGHT, BarPosition, draw_bar, whisker};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{Intervals, LegendEntry};
use crate::figure::scene::{Anchor, DrawStyle};

/// The width of a sample.
const SAMPLE_WIDTH: f64 = 22.0;
/// The distance from the left side of a sample to its text.
const INDENT: f64 = 30.0;
/// The distance between two entries on one line.
const ENTRY_GAP: f64 = 28.0;

/// A sample of a mark of the chart.
#[derive(Clone, Copy)]
enum Sample {
    Bar(DrawStyle),
    Whisker,
}

/// Draws the legend: the names of the two series and of the whiskers, and the meanings of outlines, dashes and marks.
pub(super) fn legend(canvas: &mut Canvas, chart: &Intervals) {
    let (first, second) = &chart.series_names;
    let mut series: Vec<(&str, Sample)> = Vec::new();
    if second.is_some() || chart.outer_name.is_some() {
        series.push((first, Sample::Bar(DrawStyle::First)));
    }
    series.extend(second.iter().map(|name| (name.as_str(), Sample::Bar(DrawStyle::Second))));
    series.extend(chart.outer_name.iter().map(|name| (name.as_str(), Sample::Whisker)));
    if !series.is_empty() {
        series_names(canvas, &series);
    }
    for entry in &chart.legend {
        legend_entry(canvas, entry);
    }
    if !series.is_empty() || !chart.legend.is_empty() {
        canvas.skip(4.0);
    }
}

/// Draws the samples and names of the series side by side, on as many lines as they need.
fn series_names(canvas: &mut Canvas, series: &[(&str, Sample)]) {
    let face = DrawStyle::Label.face();
    let mut x = canvas.margin;
    canvas.skip(face.line_height());
    for (name, sample) in series {
        let line = face.fitted(name, canvas.inner_width() - INDENT, 1).into_iter().next().unwrap_or_default();
        let width = INDENT + face.width(&line);
        if x > canvas.margin && x + width > canvas.right() {
            x = canvas.margin;
            canvas.skip(face.line_height() + 2.0);
        }
        let middle = canvas.y - face.size * 0.7;
        match sample {
            Sample::Bar(style) => canvas.rect(x, middle - BOX_HEIGHT / 2.0, SAMPLE_WIDTH, BOX_HEIGHT, *style),
            Sample::Whisker => whisker(canvas, x + 1.0, x + SAMPLE_WIDTH, middle),
        }
        canvas.centred_lines(x + INDENT, middle, Anchor::Start, DrawStyle::Label, &[line]);
        x += width + ENTRY_GAP;
    }
    canvas.skip(6.0);
}

/// Draws an entry: a sample, a mark or both, and their meaning.
fn legend_entry(canvas: &mut Canvas, entry: &LegendEntry) {
    let face = DrawStyle::Label.face();
    let mark: String = entry.mark.into_iter().collect();
    let has_sample = entry.outlined || entry.dashed;
    let indent = INDENT + if has_sample { face.width(&mark) } else { 0.0 };
    let lines = face.wrapped(&entry.meaning, canvas.inner_width() - indent);
    let top = canvas.y;
    canvas.skip(face.line_height() * lines.len().max(1) as f64 + 2.0);
    let first = top + face.line_height() - face.size * 0.7;
    let left = canvas.margin;
    if has_sample {
        draw_bar(canvas, &BarPosition::sample(left, SAMPLE_WIDTH, first), entry.outlined, entry.dashed);
        canvas.centred_lines(left + SAMPLE_WIDTH + 2.0, first, Anchor::Start, DrawStyle::Strong, &[mark]);
    } else {
        canvas.centred_lines(left + SAMPLE_WIDTH / 2.0, first, Anchor::Middle, DrawStyle::Strong, &[mark]);
    }
    let middle = first + face.line_height() * (lines.len() as f64 - 1.0) / 2.0;
    canvas.centred_lines(left + indent, middle, Anchor::Start, DrawStyle::Label, &lines);
}
