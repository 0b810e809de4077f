//! Scales in columns of characters, and the numbers of their ticks.

use super::text_canvas::max_width;
use crate::figure::chart::Axis;
use crate::figure::scale::{Scale, even_subsets};
use crate::screen::width;

/// The finest scale whose numbers can stand under so many columns.
pub(super) fn scale(axis: &Axis, domain: (f64, f64), columns: usize) -> Scale {
    Scale::finest(domain, (columns / 8).clamp(2, 10) as u32, |scale| {
        let numbers: Vec<String> = scale.ticks().map(|tick| axis.unit.tick(tick, scale.label_step())).collect();
        max_width(numbers.iter()) as f64 + 2.0 <= columns as f64 * scale.step_share()
    })
}

/// The column at which a value stands, of so many.
pub(super) fn column(scale: &Scale, value: f64, columns: usize) -> usize {
    (scale.share(value) * columns.saturating_sub(1) as f64).round() as usize
}

/// The numbers of the ticks in a line of so many columns, each under its tick; every second, or every third, where there is no
/// room for all.
pub(super) fn ticks(scale: &Scale, axis: &Axis, columns: usize) -> String {
    let numbers: Vec<(usize, String)> = scale
        .ticks()
        .map(|tick| {
            let words = axis.unit.tick(tick, scale.label_step());
            let size = width(&words);
            (column(scale, tick, columns).saturating_sub(size / 2).min(columns.saturating_sub(size)), words)
        })
        .collect();
    even_subsets(numbers.len())
        .find_map(|shown| row(shown.filter_map(|at| numbers.get(at)), columns))
        .unwrap_or_default()
}

/// Numbers in one line, none touching the next; `None` where they would. One may stand a column beside its place: half of
/// them are as far off anyhow, for want of a middle.
fn row<'t>(numbers: impl Iterator<Item = &'t (usize, String)>, columns: usize) -> Option<String> {
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
