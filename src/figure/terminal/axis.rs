//! Axes in columns of characters.

use super::text_canvas::max_width;
use crate::figure::chart::Axis;
use crate::figure::scale::{LinearScale, even_subsets_with_ends};
use crate::screen::width;

/// The finest scale whose numbers fit under a plot of `columns` columns.
pub(super) fn scale(axis: &Axis, domain: (f64, f64), columns: usize) -> LinearScale {
    LinearScale::finest(domain, most_steps(columns), |scale| fits(axis, scale, columns))
}

/// Like [`scale`], with ticks at both ends.
pub(super) fn scale_between_ends(axis: &Axis, domain: (f64, f64), columns: usize) -> LinearScale {
    LinearScale::finest_between_ends(domain, most_steps(columns), |scale| fits(axis, scale, columns))
}

fn most_steps(columns: usize) -> u32 {
    (columns / 8).clamp(2, 10) as u32
}

fn fits(axis: &Axis, scale: &LinearScale, columns: usize) -> bool {
    let numbers: Vec<String> = scale.ticks().map(|tick| axis.unit.tick(tick, scale.label_step())).collect();
    max_width(numbers.iter()) as f64 + 2.0 <= columns as f64 * scale.step_share()
}

/// The column of a value in a plot of `columns` columns.
pub(super) fn column(scale: &LinearScale, value: f64, columns: usize) -> usize {
    (scale.share(value) * columns.saturating_sub(1) as f64).round() as usize
}

/// A line with the numbers of the ticks, each under its tick: all of them or, where they would collide, every second, every third
/// and so on.
pub(super) fn ticks(scale: &LinearScale, axis: &Axis, columns: usize) -> String {
    let numbers: Vec<(usize, String)> = scale
        .ticks()
        .map(|tick| {
            let words = axis.unit.tick(tick, scale.label_step());
            let size = width(&words);
            (column(scale, tick, columns).saturating_sub(size / 2).min(columns.saturating_sub(size)), words)
        })
        .collect();
    even_subsets_with_ends(numbers.len())
        .find_map(|shown| number_line(shown.into_iter().filter_map(|at| numbers.get(at)), columns))
        .unwrap_or_default()
}

/// Numbers at their columns in one line; `None` where two would touch. A number may be one column away from its place: a number of
/// even width has no middle column, and is half a column away in any case.
fn number_line<'t>(numbers: impl Iterator<Item = &'t (usize, String)>, columns: usize) -> Option<String> {
    let mut line = String::new();
    for (place, words) in numbers {
        let used = width(&line);
        let start = if line.is_empty() { *place } else { (*place).max(used + 1) };
        if start > place + 1 || start + width(words) > columns {
            return None;
        }
        line.push_str(&" ".repeat(start - used));
        line.push_str(words);
    }
    Some(line)
}
