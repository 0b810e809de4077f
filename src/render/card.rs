//! Renders cards: one card for each row, with a name and a value on each line. They serve one thing with many attributes, and
//! screens that are too narrow for a grid. Cards drop no column.

use super::grid::{Grid, GridColumn};
use super::plan::GAP;
use crate::screen::{Screen, Styler, hanging, longest_unbreakable, width, wrapped};

/// The greatest width of a word that is never broken. Where it does not fit beside its name, all values go under their names.
const MAX_UNBROKEN_WORD: usize = 14;

/// The lines of all cards, with an empty line between two cards.
pub(super) fn cards(grid: &Grid, screen: &Screen) -> Vec<String> {
    let names: Vec<String> = grid.columns.iter().map(GridColumn::name).collect();
    let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let needed = grid.columns.iter().map(min_width).max().unwrap_or(0);
    // Names may take three fifths of the line, as long as the values fit.
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
        for (column, name) in grid.columns.iter().zip(&names) {
            let value = column.cell(row);
            match beside {
                Some((name_width, left)) => {
                    side_by_side(name, value, column.numeric, name_width, left, styler, &mut lines)
                }
                None => stacked(name, value, column.numeric, screen.columns(), styler, &mut lines),
            }
        }
    }
    lines
}

/// The least width of the values of a column.
fn min_width(column: &GridColumn) -> usize {
    if column.numeric {
        return column.content_width();
    }
    column.texts().map(longest_unbreakable).max().unwrap_or(0).min(MAX_UNBROKEN_WORD)
}

/// Adds the name with the value beside it.
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

/// Adds the name with the value under it.
fn stacked(name: &str, value: &str, numeric: bool, columns: Option<usize>, styler: Styler, lines: &mut Vec<String>) {
    lines.extend(hanging("", name, 0, columns).iter().map(|line| styler.heading(line)));
    // A number that only fits without an indent stands at the edge.
    let indent = match columns {
        Some(columns) if numeric && width(value) <= columns => GAP.min(columns - width(value)),
        _ => GAP,
    };
    lines.extend(hanging(&" ".repeat(indent), value, indent, if numeric { None } else { columns }));
}
