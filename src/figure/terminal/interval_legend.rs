//! The legend of ranges in a terminal.

use super::range_marks::{Strokes, WHISKER};
use super::text_canvas::{TextCanvas, pad_right};
use crate::figure::chart::{Intervals, LegendEntry};
use crate::screen::{Series, width};

/// An entry: the series whose colour the sample has, the sample, and its meaning.
type Entry<'a> = (Series, String, &'a str);

/// Draws the legend: the names of the two series and of the whiskers on one line where they fit, then the meanings of outlines,
/// dashes and marks.
pub(super) fn legend(canvas: &mut TextCanvas, chart: &Intervals) {
    let strokes = Strokes::of(false, false);
    let (first, second) = &chart.series_names;
    let mut series: Vec<Entry> = Vec::new();
    if second.is_some() || chart.outer_name.is_some() {
        let sample = if chart.show_mid { strokes.sample_with_mid() } else { strokes.sample() };
        series.push((Series::First, sample, first));
    }
    series.extend(second.iter().map(|name| (Series::Second, strokes.extension_sample(), name.as_str())));
    series.extend(chart.outer_name.iter().map(|name| (Series::First, WHISKER.iter().collect(), name.as_str())));
    let mut entries: Vec<Entry> =
        chart.legend.iter().map(|key| (Series::First, sample(canvas, key), key.meaning.as_str())).collect();
    let texts: Vec<(String, usize)> = series
        .iter()
        .map(|(series, sample, name)| {
            let name = canvas.one_line(name);
            (format!("{} {name}", canvas.coloured(*series, sample)), width(sample) + 1 + width(&name))
        })
        .collect();
    let one_line = texts.iter().map(|(_, columns)| columns + 3).sum::<usize>();
    if !texts.is_empty() && one_line <= canvas.columns + 3 {
        let line = texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("   ");
        canvas.line(&line);
    } else {
        entries.splice(0..0, series);
    }
    draw_entries(canvas, &entries);
}

/// Draws the meanings of marks, and the names of the series whose numbers follow each other, where no bars are drawn.
pub(super) fn listed_legend(canvas: &mut TextCanvas, chart: &Intervals) {
    let marks: Vec<Entry> = chart
        .legend
        .iter()
        .map(|key| {
            (
                Series::First,
                key.mark.map(|mark| canvas.one_line(&mark.to_string())).unwrap_or_default(),
                key.meaning.as_str(),
            )
        })
        .collect();
    draw_entries(canvas, &marks);
}

/// The sample of an entry: a bar, a mark or both.
fn sample(canvas: &TextCanvas, key: &LegendEntry) -> String {
    let mark: String = key.mark.into_iter().collect();
    let bar = if key.outlined || key.dashed { Strokes::of(key.outlined, key.dashed).sample() } else { String::new() };
    bar + &canvas.one_line(&mark)
}

/// Draws entries below each other: sample and meaning.
fn draw_entries(canvas: &mut TextCanvas, entries: &[Entry]) {
    let wide = entries.iter().map(|(_, sample, _)| width(sample)).max().unwrap_or(0);
    for (series, sample, meaning) in entries {
        let sample = canvas.coloured(*series, &pad_right(sample, wide));
        let blank = " ".repeat(wide);
        for (row, words) in canvas.fitted(meaning, canvas.columns.saturating_sub(wide + 2), 8).iter().enumerate() {
            canvas.line(&format!("{}  {words}", if row == 0 { &sample } else { &blank }));
        }
    }
}
