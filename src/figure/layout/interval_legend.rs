//! The legend of ranges: what bars, extensions, whiskers, outlines, dashes and marks mean.

use super::range_bar::{BOX_HEIGHT, BarPosition, draw_bar, whisker};
use crate::figure::canvas::Canvas;
use crate::figure::chart::{Intervals, LegendEntry};
use crate::figure::scene::{Anchor, DrawStyle};

/// The width of a sample.
pub(super) const SAMPLE_WIDTH: f64 = 22.0;
/// The distance from the left side of a sample to its text.
const INDENT: f64 = 30.0;
/// The distance between two entries on one line.
const ENTRY_GAP: f64 = 28.0;

/// A sample of a mark of the chart.
#[derive(Clone, Copy)]
enum Sample {
    /// A range, with its mid where mids are marked.
    Range {
        has_mid: bool,
    },
    Extension,
    Whisker,
}

/// Draws the legend: the names of the two series and of the whiskers, and the meanings of outlines, dashes and marks.
pub(super) fn legend(canvas: &mut Canvas, chart: &Intervals) {
    let (first, second) = &chart.series_names;
    let mut series: Vec<(&str, Sample)> = Vec::new();
    if second.is_some() || chart.outer_name.is_some() {
        series.push((first, Sample::Range { has_mid: chart.show_mid }));
    }
    series.extend(second.iter().map(|name| (name.as_str(), Sample::Extension)));
    series.extend(chart.outer_name.iter().map(|name| (name.as_str(), Sample::Whisker)));
    if !series.is_empty() {
        series_names(canvas, &series);
    }
    mark_legend(canvas, &chart.legend, |canvas, left, middle, entry| {
        let sample = BarPosition::sample(left, SAMPLE_WIDTH, middle, false);
        draw_bar(canvas, &sample, entry.outlined, entry.dashed);
    });
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
            Sample::Range { has_mid } => {
                draw_bar(canvas, &BarPosition::sample(x, SAMPLE_WIDTH, middle, *has_mid), false, false);
            }
            Sample::Extension => {
                canvas.rect(x, middle - BOX_HEIGHT / 2.0, SAMPLE_WIDTH, BOX_HEIGHT, DrawStyle::Second);
            }
            Sample::Whisker => whisker(canvas, x + 1.0, x + SAMPLE_WIDTH, middle),
        }
        canvas.centred_lines(x + INDENT, middle, Anchor::Start, DrawStyle::Label, &[line]);
        x += width + ENTRY_GAP;
    }
    canvas.skip(6.0);
}

/// Draws the meanings of outlines, dashes and marks, one under the other. `draw_sample` draws the sample of an entry at a left side
/// and a middle, [`SAMPLE_WIDTH`] wide.
pub(super) fn mark_legend(
    canvas: &mut Canvas,
    entries: &[LegendEntry],
    draw_sample: impl Fn(&mut Canvas, f64, f64, &LegendEntry),
) {
    for entry in entries {
        legend_entry(canvas, entry, &draw_sample);
    }
}

/// Draws an entry: a sample, a mark or both, and their meaning.
fn legend_entry(canvas: &mut Canvas, entry: &LegendEntry, draw_sample: &impl Fn(&mut Canvas, f64, f64, &LegendEntry)) {
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
        draw_sample(canvas, left, first, entry);
        canvas.centred_lines(left + SAMPLE_WIDTH + 2.0, first, Anchor::Start, DrawStyle::Strong, &[mark]);
    } else {
        canvas.centred_lines(left + SAMPLE_WIDTH / 2.0, first, Anchor::Middle, DrawStyle::Strong, &[mark]);
    }
    let middle = first + face.line_height() * (lines.len() as f64 - 1.0) / 2.0;
    canvas.centred_lines(left + indent, middle, Anchor::Start, DrawStyle::Label, &lines);
}
