//! Ranges as lines between caps, the numbers in columns behind them.

use super::{Paper, Series, column, left, right, scale, ticks, widest};
use crate::figure::chart::{IntervalRow, Intervals, Open};
use crate::figure::intervals::{Range, columns, numbers_of, values};
use crate::figure::scale::{Origin, Scale, bounds};

/// What draws a range: both caps, the line, the middle, and a range that is one point.
struct Strokes {
    low: char,
    high: char,
    line: char,
    mid: char,
    point: char,
}

const FIRST: Strokes = Strokes { low: '┣', high: '┫', line: '━', mid: '╋', point: '●' };
const SECOND: Strokes = Strokes { low: '├', high: '┤', line: '─', mid: '┼', point: '○' };

/// The shortest room for ranges; with less, only the numbers are written.
const SHORTEST: usize = 10;
/// The longest.
const LONGEST: usize = 90;

/// Draws the ranges.
pub(super) fn draw(paper: &mut Paper, chart: &Intervals) {
    let rows = || chart.groups.iter().flat_map(|group| &group.rows);
    let limit = (paper.columns / 3).min(36);
    let name_width = rows().flat_map(|row| paper.fitted(&row.label, limit, 2)).map(|line| super::width(&line)).max();
    let name_width = name_width.unwrap_or(0);

    let mut places: Vec<(&str, usize, usize)> = Vec::new();
    for (heading, which) in columns(chart) {
        let numbers: Vec<String> =
            rows().flat_map(Range::of).filter_map(|range| numbers_of(range, chart).into_iter().nth(which)).collect();
        places.push((heading, which, widest(numbers.iter()).max(heading.len())));
    }
    let numbers_width: usize = places.iter().map(|(_, _, wide)| wide + 2).sum();
    let free = paper.columns.saturating_sub(name_width + 2 + numbers_width);
    if free < SHORTEST {
        return listed(paper, chart);
    }
    let track = free.min(LONGEST);
    let scale = scale(&chart.axis, bounds(&chart.axis, values(chart), Origin::NearZero), track);

    legend(paper, chart);
    for line in paper.fitted(&chart.axis.label, paper.columns.saturating_sub(name_width + 2), 3) {
        let line = paper.ink.quiet(&format!("{}  {line}", " ".repeat(name_width)));
        paper.line(&line);
    }
    let headings: String = places.iter().map(|(heading, _, wide)| right(heading, wide + 2)).collect();
    let axis = left(&ticks(&scale, &chart.axis, track), track);
    let line = paper.ink.quiet(&format!("{}  {axis}{headings}", " ".repeat(name_width)));
    paper.line(&line);

    for (at, group) in chart.groups.iter().enumerate() {
        if let Some(heading) = group.heading.as_ref().filter(|_| !group.rows.is_empty()) {
            if at > 0 {
                paper.blank();
            }
            for line in paper.fitted(heading, paper.columns, 2) {
                let line = paper.ink.heading(&line);
                paper.line(&line);
            }
        }
        for row in &group.rows {
            let name = paper.fitted(&row.label, limit, 2);
            let ranges = Range::of(row);
            for at in 0..name.len().max(ranges.len()) {
                let mut line = right(name.get(at).map_or("", String::as_str), name_width);
                if let Some(range) = ranges.get(at) {
                    let series = if at == 0 { Series::First } else { Series::Second };
                    let strokes = range.map(|range| drawn(&range, chart.mid, &scale, track, series));
                    line.push_str("  ");
                    line.push_str(&paper.coloured(series, &left(&strokes.unwrap_or_default(), track)));
                    let numbers = numbers_of(*range, chart);
                    for (_, which, wide) in &places {
                        line.push_str(&right(numbers.get(*which).map_or("", String::as_str), wide + 2));
                    }
                }
                paper.line(&line);
            }
        }
    }
}

/// A range in so many columns.
fn drawn(range: &Range, mid: bool, scale: &Scale, columns: usize, series: Series) -> String {
    let strokes = if series == Series::First { FIRST } else { SECOND };
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

/// What the lines are, when there are two kinds.
fn legend(paper: &mut Paper, chart: &Intervals) {
    let (first, Some(second)) = &chart.names else { return };
    for (name, sample, series) in [(first, "┣━┫", Series::First), (second, "├─┤", Series::Second)] {
        let sample = paper.coloured(series, sample);
        for (row, words) in paper.fitted(name, paper.columns.saturating_sub(5), 2).iter().enumerate() {
            paper.line(&format!("{}  {words}", if row == 0 { sample.as_str() } else { "   " }));
        }
    }
}

/// The same for a screen too narrow for columns: the name, then the numbers under it.
fn listed(paper: &mut Paper, chart: &Intervals) {
    let ends: Vec<&str> = columns(chart).into_iter().map(|(heading, _)| heading).collect();
    let second = chart.names.1.as_ref().map(|second| format!("; {}, then {second}", chart.names.0)).unwrap_or_default();
    for line in paper.fitted(&format!("{}: {}{second}", chart.axis.label, ends.join(" · ")), paper.columns, 6) {
        let line = paper.ink.quiet(&line);
        paper.line(&line);
    }
    for group in &chart.groups {
        for line in group.heading.iter().flat_map(|heading| paper.fitted(heading, paper.columns, 2)).collect::<Vec<_>>()
        {
            let line = paper.ink.heading(&line);
            paper.line(&line);
        }
        for row in &group.rows {
            for line in paper.fitted(&row.label, paper.columns, 2) {
                paper.line(&line);
            }
            numbers(paper, chart, row);
        }
    }
}

fn numbers(paper: &mut Paper, chart: &Intervals, row: &IntervalRow) {
    for range in Range::of(row) {
        let words: Vec<String> = numbers_of(range, chart).into_iter().filter(|number| !number.is_empty()).collect();
        for line in paper.fitted(&words.join(" · "), paper.columns.saturating_sub(2), 4) {
            paper.line(&format!("  {line}"));
        }
    }
}
