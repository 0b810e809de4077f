//! Ranges as lines between caps, the numbers in columns behind them.

use super::axis::{column, scale, ticks};
use super::text_canvas::{TextCanvas, left, right, widest};
use crate::figure::chart::{IntervalRow, Intervals, Key, Open};
use crate::figure::ranges::{Range, columns, name, numbers_of, rows, values};
use crate::figure::scale::{Origin, Scale, domain};
use crate::screen::{Series, width};

/// What draws a range: both caps, the line, the middle, and a range that is one point.
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

    /// A short range, for a legend.
    fn sample(&self) -> String {
        [self.low, self.line, self.high].iter().collect()
    }
}

/// The least part of the screen that the ranges are given, as a divisor, and the fewest columns: names and numbers make way.
const FAIR: (usize, usize) = (3, 24);
/// The shortest room for ranges; with less, only the numbers are written.
const SHORTEST: usize = 10;
/// The longest.
const LONGEST: usize = 90;
/// The most columns that names beside the ranges take.
const NAMES: usize = 36;
/// The most lines that a name takes.
const LINES: usize = 3;
/// Between the names and the ranges; before ranges under their name.
const GAP: usize = 2;

/// A column of numbers: its heading, which of low, mid and high it holds, and how wide it is with the gap before it.
type Place = (&'static str, usize, usize);

/// Where names, ranges and numbers stand.
struct Layout {
    /// How wide the names are that stand beside the ranges; `None` where they stand above.
    names: Option<usize>,
    /// Where the ranges begin.
    indent: usize,
    /// How many columns the ranges have.
    track: usize,
    /// The columns of numbers behind the ranges; empty where the numbers stand under them.
    places: Vec<Place>,
}

impl Layout {
    /// Names beside the ranges when each fits there without a break in a word, else above them; the numbers behind the ranges
    /// when that leaves the ranges their part of the screen, else under them.
    fn new(paper: &TextCanvas, chart: &Intervals) -> Layout {
        let places = places(paper, chart);
        let numbers: usize = places.iter().map(|(.., wide)| wide).sum();
        let fair = (paper.columns / FAIR.0).max(FAIR.1);
        let room = paper.columns.saturating_sub(GAP + numbers);
        let limit = room.saturating_sub(fair).min(NAMES);
        if rows(chart).all(|row| fits_beside(paper, row, limit)) {
            let names = rows(chart).flat_map(|row| named(paper, chart, row, limit)).map(|line| width(&line)).max();
            let names = names.unwrap_or(0);
            return Layout { names: Some(names), indent: names + GAP, track: (room - names).min(LONGEST), places };
        }
        if room >= fair {
            return Layout { names: None, indent: GAP, track: room.min(LONGEST), places };
        }
        Layout { names: None, indent: GAP, track: paper.columns.saturating_sub(GAP).min(LONGEST), places: Vec::new() }
    }
}

/// Whether a name with its marks can stand in so many columns, no word broken.
fn fits_beside(paper: &TextCanvas, row: &IntervalRow, limit: usize) -> bool {
    // Chinese may break between any two characters; the marks stand behind the last word.
    let is_broken = |word: &str| width(word) + 2 > limit && word.chars().all(|letter| width(&letter.to_string()) < 2);
    let label = paper.shown(&row.label);
    limit > 2 && !label.split_whitespace().any(is_broken) && paper.fitted(&label, limit - 2, usize::MAX).len() <= LINES
}

/// The lines of a name, none wider than `limit`.
fn named(paper: &TextCanvas, chart: &Intervals, row: &IntervalRow, limit: usize) -> Vec<String> {
    // A detail is worth a second line and not a third.
    let most = paper.fitted(&row.label, limit, LINES).len().max(2);
    name(
        row,
        chart,
        most,
        |text| paper.fitted(text, limit, usize::MAX),
        |label, marks| paper.marked(label, &paper.shown(marks), limit, most),
    )
}

/// The numbers of a row as they stand in columns: digits under digits, whether or not a mark stands behind them.
fn in_columns(paper: &TextCanvas, row: &IntervalRow, chart: &Intervals) -> Vec<[String; 3]> {
    let has_marks = rows(chart).any(|row| row.mid_mark.is_some());
    let mut numbers = numbers_of(row, chart);
    numbers.iter_mut().flatten().for_each(|number| *number = paper.shown(number));
    if has_marks && row.mid_mark.is_none() {
        numbers.iter_mut().filter(|[_, mid, _]| !mid.is_empty()).for_each(|[_, mid, _]| mid.push(' '));
    }
    numbers
}

/// The columns of numbers.
fn places(paper: &TextCanvas, chart: &Intervals) -> Vec<Place> {
    let place = |(heading, which): (&'static str, usize)| {
        let numbers = rows(chart).flat_map(|row| in_columns(paper, row, chart));
        let numbers: Vec<String> = numbers.filter_map(|numbers| numbers.into_iter().nth(which)).collect();
        (heading, which, widest(numbers.iter()).max(heading.len()) + 2)
    };
    columns(chart).into_iter().map(place).collect()
}

/// Draws the ranges.
pub(super) fn draw(paper: &mut TextCanvas, chart: &Intervals) {
    let layout = Layout::new(paper, chart);
    if layout.track < SHORTEST {
        return listed(paper, chart);
    }
    let scale = scale(&chart.axis, domain(&chart.axis, values(chart), Origin::NearZero), layout.track);
    legend(paper, chart);
    axis(paper, chart, &layout, &scale);
    for (at, group) in chart.groups.iter().enumerate() {
        if let Some(heading) = group.heading.as_ref().filter(|_| !group.rows.is_empty()) {
            if at > 0 {
                paper.blank();
            }
            for line in paper.fitted(heading, paper.columns, 2) {
                let line = paper.styler.heading(&line);
                paper.line(&line);
            }
        }
        for row in &group.rows {
            match layout.names {
                Some(names) => beside(paper, chart, row, &layout, &scale, names),
                None => under(paper, chart, row, &layout, &scale),
            }
        }
    }
}

/// What the ranges measure, the numbers of the ticks, and the headings of the numbers.
fn axis(paper: &mut TextCanvas, chart: &Intervals, layout: &Layout, scale: &Scale) {
    let blank = " ".repeat(layout.indent);
    let label = if layout.places.is_empty() { measured(chart) } else { chart.axis.label.clone() };
    for line in paper.fitted(&label, paper.columns.saturating_sub(layout.indent), 3) {
        let line = paper.styler.dimmed(&format!("{blank}{line}"));
        paper.line(&line);
    }
    let headings: String = layout.places.iter().map(|(heading, _, wide)| right(heading, *wide)).collect();
    let numbers = left(&ticks(scale, &chart.axis, layout.track), layout.track);
    let line = paper.styler.dimmed(&format!("{blank}{numbers}{headings}"));
    paper.line(&line);
}

/// A row with its name beside the ranges.
fn beside(paper: &mut TextCanvas, chart: &Intervals, row: &IntervalRow, layout: &Layout, scale: &Scale, names: usize) {
    let name = named(paper, chart, row, names);
    let ranges = drawn_row(paper, chart, row, layout, scale);
    for at in 0..name.len().max(ranges.len()) {
        let words = right(name.get(at).map_or("", String::as_str), names);
        let range = ranges.get(at).map_or("", String::as_str);
        paper.line(&format!("{words}{}{range}", " ".repeat(GAP)));
    }
}

/// A row under its name, the numbers under each range where there is no room behind it.
fn under(paper: &mut TextCanvas, chart: &Intervals, row: &IntervalRow, layout: &Layout, scale: &Scale) {
    for line in named(paper, chart, row, paper.columns) {
        paper.line(&line);
    }
    let numbers = if layout.places.is_empty() { numbers_of(row, chart) } else { Vec::new() };
    for (at, range) in drawn_row(paper, chart, row, layout, scale).into_iter().enumerate() {
        paper.line(&format!("{}{range}", " ".repeat(layout.indent)));
        numbers.get(at).into_iter().for_each(|numbers| written(paper, numbers));
    }
}

/// The ranges of a row, the numbers behind them.
fn drawn_row(paper: &TextCanvas, chart: &Intervals, row: &IntervalRow, layout: &Layout, scale: &Scale) -> Vec<String> {
    let ranges = Range::of(row).into_iter().zip([Series::First, Series::Second]).zip(in_columns(paper, row, chart));
    let line = |((range, series), numbers): ((Option<Range>, Series), [String; 3])| {
        let strokes = Strokes::of(series, row.outlined);
        let drawn = range.map(|range| drawn(&range, chart.mid, scale, layout.track, strokes)).unwrap_or_default();
        let mut line = paper.coloured(series, &left(&drawn, layout.track));
        for (_, which, wide) in &layout.places {
            line.push_str(&right(numbers.get(*which).map_or("", String::as_str), *wide));
        }
        line
    };
    ranges.map(line).collect()
}

/// A range in so many columns.
fn drawn(range: &Range, mid: bool, scale: &Scale, columns: usize, strokes: &Strokes) -> String {
    let at = |value| column(scale, value, columns);
    let (mut low, mut high) = (at(range.low), at(range.high));
    let middle = range.mid.filter(|_| mid).map(at);
    let is_point = low == high && range.open == Open::Closed;
    // An arrow needs room for itself and its line.
    match range.open {
        Open::Closed => {}
        Open::Above => high = (high + 3).min(columns.saturating_sub(1)),
        Open::Below => low = low.saturating_sub(3),
    }
    let mark = |place: usize| match place {
        _ if is_point => strokes.point,
        place if place == high && range.open == Open::Above => '▶',
        place if place == low && range.open == Open::Below => '◀',
        place if place == low => strokes.low,
        place if place == high => strokes.high,
        place if Some(place) == middle => strokes.mid,
        _ => strokes.line,
    };
    let line: String = (low..=high).map(mark).collect();
    " ".repeat(low) + &line
}

/// What the lines are, when there are two kinds, and what outlines and marks mean.
fn legend(paper: &mut TextCanvas, chart: &Intervals) {
    let mut entries: Vec<(Series, String, &str)> = Vec::new();
    if let (first, Some(second)) = &chart.names {
        for (name, series) in [(first, Series::First), (second, Series::Second)] {
            entries.push((series, Strokes::of(series, false).sample(), name));
        }
    }
    let outline = Strokes::of(Series::First, true).sample();
    entries.extend(chart.key.iter().map(|key| (Series::First, sample(paper, key, &outline), key.meaning.as_str())));
    entered(paper, &entries);
}

/// What a line of the legend explains: an outline, a mark, or both.
fn sample(paper: &TextCanvas, key: &Key, outline: &str) -> String {
    let mark: String = key.mark.into_iter().collect();
    format!("{}{}", if key.outlined { outline } else { "" }, paper.shown(&mark))
}

/// The lines of a legend: samples, and behind them what they mean.
fn entered(paper: &mut TextCanvas, entries: &[(Series, String, &str)]) {
    let wide = entries.iter().map(|(_, sample, _)| width(sample)).max().unwrap_or(0);
    for (series, sample, meaning) in entries {
        let sample = paper.coloured(*series, &left(sample, wide));
        let blank = " ".repeat(wide);
        for (row, words) in paper.fitted(meaning, paper.columns.saturating_sub(wide + 2), 8).iter().enumerate() {
            paper.line(&format!("{}  {words}", if row == 0 { &sample } else { &blank }));
        }
    }
}

/// What the numbers are, where they have no columns.
fn measured(chart: &Intervals) -> String {
    let ends: Vec<&str> = columns(chart).into_iter().map(|(heading, _)| heading).collect();
    format!("{}: {}", chart.axis.label, ends.join(" · "))
}

/// The same for a screen too narrow for ranges: the name, then the numbers under it.
fn listed(paper: &mut TextCanvas, chart: &Intervals) {
    let marks: Vec<_> =
        chart.key.iter().map(|key| (Series::First, sample(paper, key, ""), key.meaning.as_str())).collect();
    entered(paper, &marks);
    let second = chart.names.1.as_ref().map(|second| format!("; {}, then {second}", chart.names.0)).unwrap_or_default();
    for line in paper.fitted(&format!("{}{second}", measured(chart)), paper.columns, 6) {
        let line = paper.styler.dimmed(&line);
        paper.line(&line);
    }
    for group in &chart.groups {
        for line in group.heading.iter().flat_map(|heading| paper.fitted(heading, paper.columns, 2)).collect::<Vec<_>>()
        {
            let line = paper.styler.heading(&line);
            paper.line(&line);
        }
        for row in &group.rows {
            for line in named(paper, chart, row, paper.columns) {
                paper.line(&line);
            }
            numbers_of(row, chart).iter().for_each(|numbers| written(paper, numbers));
        }
    }
}

/// The numbers of a range in words.
fn written(paper: &mut TextCanvas, numbers: &[String; 3]) {
    let words: Vec<&str> = numbers.iter().map(String::as_str).filter(|number| !number.is_empty()).collect();
    for line in paper.fitted(&words.join(" · "), paper.columns.saturating_sub(2), 4) {
        paper.line(&format!("  {line}"));
    }
}
