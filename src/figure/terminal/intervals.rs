//! Draws ranges as lines between caps, with the numbers in columns after them.

use super::axis::{column, scale, ticks};
use super::text_canvas::{TextCanvas, max_width, pad_left, pad_right};
use crate::figure::chart::{IntervalRow, Intervals, LegendEntry, OpenEnd};
use crate::figure::ranges::{DrawableRange, MAX_NAME_LINES, name_lines, number_columns, printed_numbers, rows, values};
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::screen::{Series, width};

/// The characters that draw a range: caps, line, mid, and a range that is one point.
struct Strokes {
    low: char,
    high: char,
    line: char,
    mid: char,
    point: char,
}

impl Strokes {
    fn of(series: Series, outlined: bool) -> &'static Strokes {
        match (series, outlined) {
            (Series::First, false) => &Strokes { low: '┣', high: '┫', line: '━', mid: '╋', point: '●' },
            (Series::Second, false) => &Strokes { low: '├', high: '┤', line: '─', mid: '┼', point: '○' },
            (Series::First, true) => &Strokes { low: '[', high: ']', line: '░', mid: '┃', point: '◇' },
            (Series::Second, true) => &Strokes { low: '(', high: ')', line: '╌', mid: '┊', point: '◌' },
        }
    }

    /// A short range, for the legend.
    fn sample(&self) -> String {
        [self.low, self.line, self.high].iter().collect()
    }
}

/// The least columns of the ranges beside names or numbers: a share of the screen, as a divisor, but not fewer than the second
/// number.
const MIN_TRACK: (usize, usize) = (3, 24);
/// The least columns for ranges. With fewer, only the numbers are printed.
const MIN_RANGE_COLUMNS: usize = 10;
const MAX_TRACK: usize = 90;
/// The most columns of names beside the ranges.
const MAX_NAME_COLUMNS: usize = 36;
/// The columns between a name and a range beside it, and before a range under its name.
const GAP: usize = 2;

/// A column of numbers: heading, index in the array of low, mid and high, and width with the gap before it.
type NumberColumn = (&'static str, usize, usize);

/// The columns of names, ranges and numbers.
struct IntervalLayout {
    /// The width of the names beside the ranges; `None` where names stand above the ranges.
    names: Option<usize>,
    /// The first column of the ranges.
    indent: usize,
    /// The number of columns for the ranges.
    track: usize,
    /// The columns of numbers after the ranges; empty where the numbers stand under the ranges.
    numbers: Vec<NumberColumn>,
}

impl IntervalLayout {
    /// Names stand beside the ranges if each fits there without a broken word, otherwise above. Numbers stand after the ranges if
    /// that leaves enough columns for the ranges, otherwise under them.
    fn new(canvas: &TextCanvas, chart: &Intervals) -> IntervalLayout {
        let number_columns = sized_number_columns(canvas, chart);
        let numbers: usize = number_columns.iter().map(|(.., wide)| wide).sum();
        let min_track = (canvas.columns / MIN_TRACK.0).max(MIN_TRACK.1);
        let available = canvas.columns.saturating_sub(GAP + numbers);
        let limit = available.saturating_sub(min_track).min(MAX_NAME_COLUMNS);
        if rows(chart).all(|row| fits_beside(canvas, row, limit)) {
            let names =
                rows(chart).flat_map(|row| wrapped_name(canvas, chart, row, limit)).map(|line| width(&line)).max();
            let names = names.unwrap_or(0);
            return IntervalLayout {
                names: Some(names),
                indent: names + GAP,
                track: (available - names).min(MAX_TRACK),
                numbers: number_columns,
            };
        }
        if available >= min_track {
            return IntervalLayout {
                names: None,
                indent: GAP,
                track: available.min(MAX_TRACK),
                numbers: number_columns,
            };
        }
        IntervalLayout {
            names: None,
            indent: GAP,
            track: canvas.columns.saturating_sub(GAP).min(MAX_TRACK),
            numbers: Vec::new(),
        }
    }
}

/// Whether a name with its marks fits into `limit` columns without a broken word.
fn fits_beside(canvas: &TextCanvas, row: &IntervalRow, limit: usize) -> bool {
    // Two columns are kept for the marks after the last word. Chinese may break between any two characters.
    let is_broken = |word: &str| width(word) + 2 > limit && word.chars().all(|letter| width(&letter.to_string()) < 2);
    let label = canvas.one_line(&row.label);
    limit > 2
        && !label.split_whitespace().any(is_broken)
        && canvas.fitted(&label, limit - 2, usize::MAX).len() <= MAX_NAME_LINES
}

/// The lines of a name, none wider than `limit`.
fn wrapped_name(canvas: &TextCanvas, chart: &Intervals, row: &IntervalRow, limit: usize) -> Vec<String> {
    name_lines(
        row,
        chart,
        |text, max_lines| canvas.fitted(text, limit, max_lines),
        |text| canvas.fitted(text, limit, usize::MAX),
        |label, marks, max_lines| canvas.fitted_with_marks(label, &canvas.one_line(marks), limit, max_lines),
    )
}

/// The numbers of a row for columns. A blank stands for a missing mark, so that digits are aligned.
fn aligned_numbers(canvas: &TextCanvas, row: &IntervalRow, chart: &Intervals) -> Vec<[String; 3]> {
    let has_marks = rows(chart).any(|row| row.mid_mark.is_some());
    let mut numbers = printed_numbers(row, chart);
    numbers.iter_mut().flatten().for_each(|number| *number = canvas.one_line(number));
    if has_marks && row.mid_mark.is_none() {
        numbers.iter_mut().filter(|[_, mid, _]| !mid.is_empty()).for_each(|[_, mid, _]| mid.push(' '));
    }
    numbers
}

/// The columns of numbers, as wide as their widest number or heading.
fn sized_number_columns(canvas: &TextCanvas, chart: &Intervals) -> Vec<NumberColumn> {
    let sized = |(heading, which): (&'static str, usize)| {
        let numbers = rows(chart).flat_map(|row| aligned_numbers(canvas, row, chart));
        let numbers: Vec<String> = numbers.filter_map(|numbers| numbers.into_iter().nth(which)).collect();
        (heading, which, max_width(numbers.iter()).max(heading.len()) + 2)
    };
    number_columns(chart).into_iter().map(sized).collect()
}

pub(super) fn draw(canvas: &mut TextCanvas, chart: &Intervals) {
    let layout = IntervalLayout::new(canvas, chart);
    if layout.track < MIN_RANGE_COLUMNS {
        return listed(canvas, chart);
    }
    let scale = scale(&chart.axis, domain(&chart.axis, values(chart), AxisStart::NearZero), layout.track);
    legend(canvas, chart);
    axis(canvas, chart, &layout, &scale);
    for (at, group) in chart.groups.iter().enumerate() {
        if let Some(heading) = group.heading.as_ref().filter(|_| !group.rows.is_empty()) {
            if at > 0 {
                canvas.blank();
            }
            for line in canvas.fitted(heading, canvas.columns, 2) {
                let line = canvas.styler.heading(&line);
                canvas.line(&line);
            }
        }
        for row in &group.rows {
            match layout.names {
                Some(names) => beside(canvas, chart, row, &layout, &scale, names),
                None => under(canvas, chart, row, &layout, &scale),
            }
        }
    }
}

/// Draws the label of the axis, the numbers of its ticks, and the headings of the numbers.
fn axis(canvas: &mut TextCanvas, chart: &Intervals, layout: &IntervalLayout, scale: &LinearScale) {
    let blank = " ".repeat(layout.indent);
    let label = if layout.numbers.is_empty() { label_with_numbers(chart) } else { chart.axis.label.clone() };
    for line in canvas.fitted(&label, canvas.columns.saturating_sub(layout.indent), 3) {
        let line = canvas.styler.dimmed(&format!("{blank}{line}"));
        canvas.line(&line);
    }
    let headings: String = layout.numbers.iter().map(|(heading, _, wide)| pad_left(heading, *wide)).collect();
    let numbers = pad_right(&ticks(scale, &chart.axis, layout.track), layout.track);
    let line = canvas.styler.dimmed(&format!("{blank}{numbers}{headings}"));
    canvas.line(&line);
}

/// Draws a row with its name beside the ranges.
fn beside(
    canvas: &mut TextCanvas,
    chart: &Intervals,
    row: &IntervalRow,
    layout: &IntervalLayout,
    scale: &LinearScale,
    names: usize,
) {
    let name = wrapped_name(canvas, chart, row, names);
    let ranges = drawn_row(canvas, chart, row, layout, scale);
    for at in 0..name.len().max(ranges.len()) {
        let words = pad_left(name.get(at).map_or("", String::as_str), names);
        let range = ranges.get(at).map_or("", String::as_str);
        canvas.line(&format!("{words}{}{range}", " ".repeat(GAP)));
    }
}

/// Draws a row under its name, with the numbers under each range where they do not fit after it.
fn under(canvas: &mut TextCanvas, chart: &Intervals, row: &IntervalRow, layout: &IntervalLayout, scale: &LinearScale) {
    for line in wrapped_name(canvas, chart, row, canvas.columns) {
        canvas.line(&line);
    }
    let numbers = if layout.numbers.is_empty() { printed_numbers(row, chart) } else { Vec::new() };
    for (at, range) in drawn_row(canvas, chart, row, layout, scale).into_iter().enumerate() {
        canvas.line(&format!("{}{range}", " ".repeat(layout.indent)));
        numbers.get(at).into_iter().for_each(|numbers| print_numbers(canvas, numbers));
    }
}

/// The lines of the ranges of a row, with the numbers after them.
fn drawn_row(
    canvas: &TextCanvas,
    chart: &Intervals,
    row: &IntervalRow,
    layout: &IntervalLayout,
    scale: &LinearScale,
) -> Vec<String> {
    let ranges = DrawableRange::of_row(row)
        .into_iter()
        .zip([Series::First, Series::Second])
        .zip(aligned_numbers(canvas, row, chart));
    let line = |((range, series), numbers): ((Option<DrawableRange>, Series), [String; 3])| {
        let strokes = Strokes::of(series, row.outlined);
        let drawn = range.map(|range| drawn(&range, chart.show_mid, scale, layout.track, strokes)).unwrap_or_default();
        let mut line = canvas.coloured(series, &pad_right(&drawn, layout.track));
        for (_, which, wide) in &layout.numbers {
            line.push_str(&pad_left(numbers.get(*which).map_or("", String::as_str), *wide));
        }
        line
    };
    ranges.map(line).collect()
}

/// A range in a line of `columns` columns.
fn drawn(range: &DrawableRange, show_mid: bool, scale: &LinearScale, columns: usize, strokes: &Strokes) -> String {
    let at = |value| column(scale, value, columns);
    let (mut low, mut high) = (at(range.low), at(range.high));
    let middle = range.mid.filter(|_| show_mid).map(at);
    let is_point = low == high && range.open == OpenEnd::Closed;
    // An arrow takes three columns, with its line.
    match range.open {
        OpenEnd::Closed => {}
        OpenEnd::Above => high = (high + 3).min(columns.saturating_sub(1)),
        OpenEnd::Below => low = low.saturating_sub(3),
    }
    let mark = |place: usize| match place {
        _ if is_point => strokes.point,
        place if place == high && range.open == OpenEnd::Above => '▶',
        place if place == low && range.open == OpenEnd::Below => '◀',
        place if place == low => strokes.low,
        place if place == high => strokes.high,
        place if Some(place) == middle => strokes.mid,
        _ => strokes.line,
    };
    let line: String = (low..=high).map(mark).collect();
    " ".repeat(low) + &line
}

/// Draws the legend: the names of the two series, and the meanings of outlines and marks.
fn legend(canvas: &mut TextCanvas, chart: &Intervals) {
    let mut entries: Vec<(Series, String, &str)> = Vec::new();
    if let (first, Some(second)) = &chart.series_names {
        for (name, series) in [(first, Series::First), (second, Series::Second)] {
            entries.push((series, Strokes::of(series, false).sample(), name));
        }
    }
    let outline = Strokes::of(Series::First, true).sample();
    entries.extend(chart.legend.iter().map(|key| (Series::First, sample(canvas, key, &outline), key.meaning.as_str())));
    legend_entries(canvas, &entries);
}

/// The sample of a legend entry: an outline, a mark or both.
fn sample(canvas: &TextCanvas, key: &LegendEntry, outline: &str) -> String {
    let mark: String = key.mark.into_iter().collect();
    format!("{}{}", if key.outlined { outline } else { "" }, canvas.one_line(&mark))
}

/// Draws the entries of a legend: sample and meaning.
fn legend_entries(canvas: &mut TextCanvas, entries: &[(Series, String, &str)]) {
    let wide = entries.iter().map(|(_, sample, _)| width(sample)).max().unwrap_or(0);
    for (series, sample, meaning) in entries {
        let sample = canvas.coloured(*series, &pad_right(sample, wide));
        let blank = " ".repeat(wide);
        for (row, words) in canvas.fitted(meaning, canvas.columns.saturating_sub(wide + 2), 8).iter().enumerate() {
            canvas.line(&format!("{}  {words}", if row == 0 { &sample } else { &blank }));
        }
    }
}

/// The label of the axis, and what the numbers are where they have no columns.
fn label_with_numbers(chart: &Intervals) -> String {
    let ends: Vec<&str> = number_columns(chart).into_iter().map(|(heading, _)| heading).collect();
    format!("{}: {}", chart.axis.label, ends.join(" · "))
}

/// Prints names and numbers alone, for a screen that is too narrow for ranges.
fn listed(canvas: &mut TextCanvas, chart: &Intervals) {
    let marks: Vec<_> =
        chart.legend.iter().map(|key| (Series::First, sample(canvas, key, ""), key.meaning.as_str())).collect();
    legend_entries(canvas, &marks);
    let second = chart
        .series_names
        .1
        .as_ref()
        .map(|second| format!("; {}, then {second}", chart.series_names.0))
        .unwrap_or_default();
    for line in canvas.fitted(&format!("{}{second}", label_with_numbers(chart)), canvas.columns, 6) {
        let line = canvas.styler.dimmed(&line);
        canvas.line(&line);
    }
    for group in &chart.groups {
        for line in
            group.heading.iter().flat_map(|heading| canvas.fitted(heading, canvas.columns, 2)).collect::<Vec<_>>()
        {
            let line = canvas.styler.heading(&line);
            canvas.line(&line);
        }
        for row in &group.rows {
            for line in wrapped_name(canvas, chart, row, canvas.columns) {
                canvas.line(&line);
            }
            printed_numbers(row, chart).iter().for_each(|numbers| print_numbers(canvas, numbers));
        }
    }
}

/// Prints the numbers of a range on lines of their own.
fn print_numbers(canvas: &mut TextCanvas, numbers: &[String; 3]) {
    let words: Vec<&str> = numbers.iter().map(String::as_str).filter(|number| !number.is_empty()).collect();
    for line in canvas.fitted(&words.join(" · "), canvas.columns.saturating_sub(2), 4) {
        canvas.line(&format!("  {line}"));
    }
}
