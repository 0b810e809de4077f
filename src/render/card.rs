//! Cards: a name and a value on each line, one card for each row. For one thing with many attributes, and for a screen that
//! is too narrow for a grid; nothing is hidden here.

use super::Screen;
use super::grid::{Grid, Lane};
use super::ink::Ink;
use super::plan::GAP;
use super::wrap::{hanging, width, wrapped};

/// A value that has less room than this beside its name goes under it.
const NARROWEST_VALUE: usize = 12;

/// The lines of all cards, with an empty one between two.
pub(super) fn cards(grid: &Grid, screen: &Screen) -> Vec<String> {
    let names: Vec<String> = grid.lanes.iter().map(Lane::name).collect();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    // Names take no more than half of the line.
    let room = screen.columns().map(|columns| (longest.min(columns / 2), columns));
    let beside = match room {
        None => Some((longest, None)),
        Some((name, columns)) => {
            let left = columns.saturating_sub(name + GAP);
            let number = grid.lanes.iter().filter(|lane| lane.numeric).map(Lane::content).max().unwrap_or(0);
            (left >= number.max(NARROWEST_VALUE.min(columns / 3))).then_some((name, Some(left)))
        }
    };
    let ink = Ink::new(screen.colour);
    let mut lines = Vec::new();
    for row in 0..grid.rows {
        if row > 0 {
            lines.push(String::new());
        }
        for (lane, name) in grid.lanes.iter().zip(&names) {
            let value = lane.cell(row);
            match beside {
                Some((name_width, left)) => side_by_side(name, value, lane.numeric, name_width, left, ink, &mut lines),
                None => stacked(name, value, lane.numeric, screen.columns(), ink, &mut lines),
            }
        }
    }
    lines
}

/// The name and, in a column of its own, the value.
fn side_by_side(
    name: &str,
    value: &str,
    numeric: bool,
    name_width: usize,
    left: Option<usize>,
    ink: Ink,
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
            lines.push(ink.heading(name));
            continue;
        }
        let blanks = " ".repeat(name_width.saturating_sub(width(name)) + GAP);
        lines.push(ink.heading(name) + &blanks + value);
    }
}

/// The name, and under it the value.
fn stacked(name: &str, value: &str, numeric: bool, columns: Option<usize>, ink: Ink, lines: &mut Vec<String>) {
    lines.extend(hanging("", name, 0, columns).iter().map(|line| ink.heading(line)));
    lines.extend(hanging("  ", value, 2, if numeric { None } else { columns }));
}
