//! Draws points as letters on a grid, with a legend under it.

use super::axis::{column, scale, ticks};
use super::text_canvas::{TextCanvas, max_width, pad_left, pad_right};
use crate::figure::chart::{Point, Scatter};
use crate::figure::number::{drawable, point_values};
use crate::figure::scale::{AxisStart, LinearScale, domain};
use crate::screen::Series;

/// The height of the plot, in lines.
const PLOT_LINES: usize = 16;
/// The greatest width of the plot, in columns. In a wider one, slopes look flat.
const MAX_PLOT_COLUMNS: usize = 90;
/// The letters of the points, in their order. Points after the last letter share a dot.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DOT: char = '•';
/// Stands for several points in one place.
const SEVERAL: char = '*';

/// A letter, its point, and the values of the point where both are known.
type Lettered<'a> = (char, &'a Point, Option<(f64, f64)>);

pub(super) fn draw(canvas: &mut TextCanvas, chart: &Scatter) {
    let points: Vec<Lettered> = chart
        .points
        .iter()
        .zip(LETTERS.chars().chain(std::iter::repeat(DOT)))
        .map(|(point, mark)| (mark, point, drawable(point.x).zip(drawable(point.y))))
        .collect();
    let places = || points.iter().filter_map(|(_, _, place)| *place);

    let y_domain = domain(&chart.y, places().map(|(_, y)| y), AxisStart::NearValues);
    let y_scale = LinearScale::finest(y_domain, 5, |_| true);
    let margin =
        max_width(y_scale.ticks().map(|tick| chart.y.unit.tick(tick, y_scale.label_step())).collect::<Vec<_>>().iter());
    let columns = canvas.columns.saturating_sub(margin + 2).clamp(1, MAX_PLOT_COLUMNS);
    let x_scale = scale(&chart.x, domain(&chart.x, places().map(|(x, _)| x), AxisStart::NearValues), columns);

    let mut grid = vec![vec![' '; columns]; PLOT_LINES];
    for (mark, _, place) in &points {
        let Some((x, y)) = place else { continue };
        let line = PLOT_LINES - 1 - column(&y_scale, *y, PLOT_LINES);
        if let Some(cell) = grid.get_mut(line).and_then(|line| line.get_mut(column(&x_scale, *x, columns))) {
            *cell = if *cell == ' ' { *mark } else { SEVERAL };
        }
    }
    for line in canvas.fitted(&chart.y.label, canvas.columns, 3) {
        let line = canvas.styler.dimmed(&line);
        canvas.line(&line);
    }
    if margin + 2 < canvas.columns {
        for (at, cells) in grid.iter().enumerate() {
            let tick = y_scale.ticks().find(|tick| PLOT_LINES - 1 - column(&y_scale, *tick, PLOT_LINES) == at);
            let number = tick.map(|tick| chart.y.unit.tick(tick, y_scale.label_step())).unwrap_or_default();
            let side = if tick.is_some() { '┤' } else { '│' };
            let cells: String = cells.iter().collect();
            let line =
                format!("{} {side}{}", pad_left(&number, margin), canvas.coloured(Series::First, cells.trim_end()));
            canvas.line(&line);
        }
        let corner: String = (0..columns)
            .map(|at| if x_scale.ticks().any(|tick| column(&x_scale, tick, columns) == at) { '┴' } else { '─' })
            .collect();
        canvas.line(&format!("{} └{corner}", " ".repeat(margin)));
        let numbers = ticks(&x_scale, &chart.x, columns);
        canvas.line(&format!("{}{numbers}", " ".repeat(margin + 2)));
    }
    for line in canvas.fitted(&chart.x.label, canvas.columns, 3) {
        let wide = (margin + 2 + columns).min(canvas.columns);
        let line = canvas.styler.dimmed(&pad_left(&line, wide));
        canvas.line(&line);
    }
    canvas.blank();
    legend(canvas, chart, &points);
    let shared = grid.iter().flatten().any(|cell| *cell == SEVERAL);
    if shared {
        canvas.prose("", "* several points in one place", |styler, line| styler.dimmed(line));
    }
}

/// Draws the legend: each letter with the name and the values of its point.
fn legend(canvas: &mut TextCanvas, chart: &Scatter, points: &[Lettered]) {
    let values: Vec<String> = points.iter().map(|(_, point, _)| point_values(chart, point)).collect();
    let value_width = max_width(values.iter());
    let free = canvas.columns.saturating_sub(value_width + 4);
    let available = if free < 8 { canvas.columns.saturating_sub(3) } else { free };
    let names: Vec<Vec<String>> =
        points.iter().map(|(_, point, _)| canvas.fitted(&point.label, available, 2)).collect();
    let name_width = max_width(names.iter().flatten());
    for (((mark, _, place), name), value) in points.iter().zip(&names).zip(&values) {
        let mark = if place.is_some() { *mark } else { ' ' };
        let mark = canvas.coloured(Series::First, &mark.to_string());
        for at in 0..name.len().max(1) {
            let words = name.get(at).map_or("", String::as_str);
            let first = if at == 0 { mark.as_str() } else { " " };
            if at == 0 && free >= 8 {
                let words = pad_right(words, name_width);
                canvas.line(&format!("{first} {words}  {value}"));
            } else {
                canvas.line(&format!("{first} {words}"));
            }
        }
        if free < 8 {
            for line in canvas.fitted(value, canvas.columns.saturating_sub(2), 4) {
                canvas.line(&format!("  {line}"));
            }
        }
    }
}
