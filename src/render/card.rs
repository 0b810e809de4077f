//! Cards: a name and a value on each line, one card for each row. For one thing with many attributes, and for a screen that
//! is too narrow for a grid; nothing is hidden here.

use super::grid::{Grid, Lane};
use super::plan::GAP;
use crate::screen::{Screen, Styler, hanging, longest_unbreakable, width, wrapped};

/// A word up to this width is not broken to put it beside its name: all values go under their names instead.
const LONGEST_WHOLE_WORD: usize = 14;

/// The lines of all cards, with an empty one between two.
pub(super) fn cards(grid: &Grid, screen: &Screen) -> Vec<String> {
    let names: Vec<String> = grid.lanes.iter().map(Lane::name).collect();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let needed = grid.lanes.iter().map(least).max().unwrap_or(0);
    // Names take what the values leave them, but never most of the line.
    let beside = match screen.columns() {
        None => Some((longest, None)),
        Some(columns) => {
            let name = longest.min(columns * 3 / 5).min(columns.saturating_sub(needed + GAP));
            (name >= longest.min(columns / 3)).then(|| (name, Some(columns.saturating_sub(name + GAP))))
        }
    };
    let styler = Styler::new(screen.colour);
    let mut lines = Vec::new();
    for row in 0..grid.rows {
        if row > 0 {
            lines.push(String::new());
        }
        for (lane, name) in grid.lanes.iter().zip(&names) {
            let value = lane.cell(row);
            match beside {
                Some((name_width, left)) => {
                    side_by_side(name, value, lane.numeric, name_width, left, styler, &mut lines)
                }
                None => stacked(name, value, lane.numeric, screen.columns(), styler, &mut lines),
            }
        }
    }
    lines
}

/// The room that the values of a column need.
fn least(lane: &Lane) -> usize {
    if lane.numeric {
        return lane.content();
    }
    lane.texts().map(longest_unbreakable).max().unwrap_or(0).min(LONGEST_WHOLE_WORD)
}

/// The name and, in a column of its own, the value.
fn side_by_side(
    name: &str,
    value: &str,
    numeric: bool,
    name_width: usize,
    left: Option<usize>,
    styler: Styler,
    lines: &mut Vec<String>,
) {
    let values: Vec<&str> = match left {
        Some(left) if !numeric => wrapped(value, left),
        _ => value.split('\n').collect(),
    };
    let names = wrapped(name, name_width);
    for at in 0..names.len().max(values.len()) {
        let name = names.get(at).copied().unwrap_or_default();
        let value = values.get(at).copied().unwrap_or_default();
        if value.is_empty() {
            lines.push(styler.heading(name));
            continue;
        }
        let blanks = " ".repeat(name_width.saturating_sub(width(name)) + GAP);
        lines.push(styler.heading(name) + &blanks + value);
    }
}

/// The name, and under it the value.
fn stacked(name: &str, value: &str, numeric: bool, columns: Option<usize>, styler: Styler, lines: &mut Vec<String>) {
    lines.extend(hanging("", name, 0, columns).iter().map(|line| styler.heading(line)));
    lines.extend(hanging("  ", value, 2, if numeric { None } else { columns }));
}
