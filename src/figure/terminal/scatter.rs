//! Points as letters on a grid, with a key under it.

use super::axis::{column, scale, ticks};
use super::text_canvas::{TextCanvas, left, right, widest};
use crate::figure::chart::{Point, Scatter};
use crate::figure::number::{known, numbers};
use crate::figure::scale::{Origin, Scale, domain};
use crate::screen::Series;

/// How many lines the plot has.
const LINES: usize = 16;
/// The widest plot: wider than this, a slope looks flat.
const WIDEST: usize = 90;
/// The marks of the points, in their order; those after the last share a dot.
const MARKS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DOT: char = '•';
/// What stands where several points fall on one place.
const SEVERAL: char = '*';

/// A point with its letter, and where it is when that is known.
type Lettered<'a> = (char, &'a Point, Option<(f64, f64)>);

/// Draws the points.
pub(super) fn draw(paper: &mut TextCanvas, chart: &Scatter) {
    let points: Vec<Lettered> = chart
        .points
        .iter()
        .zip(MARKS.chars().chain(std::iter::repeat(DOT)))
        .map(|(point, mark)| (mark, point, known(point.x).zip(known(point.y))))
        .collect();
    let places = || points.iter().filter_map(|(_, _, place)| *place);

    let rise_domain = domain(&chart.y, places().map(|(_, y)| y), Origin::Around);
    let rise = Scale::fitting(rise_domain, 5, |_| true);
    let margin = widest(rise.ticks().map(|tick| chart.y.unit.tick(tick, rise.unit())).collect::<Vec<_>>().iter());
    let columns = paper.columns.saturating_sub(margin + 2).clamp(1, WIDEST);
    let run = scale(&chart.x, domain(&chart.x, places().map(|(x, _)| x), Origin::Around), columns);

    let mut grid = vec![vec![' '; columns]; LINES];
    for (mark, _, place) in &points {
        let Some((x, y)) = place else { continue };
        let line = LINES - 1 - column(&rise, *y, LINES);
        if let Some(cell) = grid.get_mut(line).and_then(|line| line.get_mut(column(&run, *x, columns))) {
            *cell = if *cell == ' ' { *mark } else { SEVERAL };
        }
    }
    for line in paper.fitted(&chart.y.label, paper.columns, 3) {
        let line = paper.styler.dimmed(&line);
        paper.line(&line);
    }
    if margin + 2 < paper.columns {
        for (at, cells) in grid.iter().enumerate() {
            let tick = rise.ticks().find(|tick| LINES - 1 - column(&rise, *tick, LINES) == at);
            let number = tick.map(|tick| chart.y.unit.tick(tick, rise.unit())).unwrap_or_default();
            let side = if tick.is_some() { '┤' } else { '│' };
            let cells: String = cells.iter().collect();
            let line = format!("{} {side}{}", right(&number, margin), paper.coloured(Series::First, cells.trim_end()));
            paper.line(&line);
        }
        let corner: String = (0..columns)
            .map(|at| if run.ticks().any(|tick| column(&run, tick, columns) == at) { '┴' } else { '─' })
            .collect();
        paper.line(&format!("{} └{corner}", " ".repeat(margin)));
        let numbers = ticks(&run, &chart.x, columns);
        paper.line(&format!("{}{numbers}", " ".repeat(margin + 2)));
    }
    for line in paper.fitted(&chart.x.label, paper.columns, 3) {
        let wide = (margin + 2 + columns).min(paper.columns);
        let line = paper.styler.dimmed(&right(&line, wide));
        paper.line(&line);
    }
    paper.blank();
    key(paper, chart, &points);
    let shared = grid.iter().flatten().any(|cell| *cell == SEVERAL);
    if shared {
        paper.prose("", "* several points in one place", |styler, line| styler.dimmed(line));
    }
}

/// What every letter stands for, with its values in a column.
fn key(paper: &mut TextCanvas, chart: &Scatter, points: &[Lettered]) {
    let values: Vec<String> = points.iter().map(|(_, point, _)| numbers(chart, point)).collect();
    let value_width = widest(values.iter());
    let free = paper.columns.saturating_sub(value_width + 4);
    let room = if free < 8 { paper.columns.saturating_sub(3) } else { free };
    let names: Vec<Vec<String>> = points.iter().map(|(_, point, _)| paper.fitted(&point.label, room, 2)).collect();
    let name_width = widest(names.iter().flatten());
    for (((mark, _, place), name), value) in points.iter().zip(&names).zip(&values) {
        let mark = if place.is_some() { *mark } else { ' ' };
        let mark = paper.coloured(Series::First, &mark.to_string());
        for at in 0..name.len().max(1) {
            let words = name.get(at).map_or("", String::as_str);
            let first = if at == 0 { mark.as_str() } else { " " };
            if at == 0 && free >= 8 {
                let words = left(words, name_width);
                paper.line(&format!("{first} {words}  {value}"));
            } else {
                paper.line(&format!("{first} {words}"));
            }
        }
        if free < 8 {
            for line in paper.fitted(value, paper.columns.saturating_sub(2), 4) {
                paper.line(&format!("  {line}"));
            }
        }
    }
}
