//! Fits a grid to a screen: the width of each column, and the columns that are dropped.
//!
//! comfy-table would split numbers and shrink all columns alike. Here numbers keep their width. Text columns shrink as far as they
//! stay readable, then whole columns are dropped by their `drop_order`. Where that is not enough, there is no plan. Columns whose
//! texts stay in one line shrink only where they do not fit although all columns with an order are dropped.

use super::grid::{Grid, GridColumn};
use crate::screen::{longest_unbreakable, max_width, width};

/// The number of blanks between two columns.
pub(super) const GAP: usize = 2;
/// The greatest width of a word that is never broken.
const MAX_UNBROKEN_WORD: usize = 16;
/// The least width of a text column, unless its text is narrower.
const MIN_TEXT_WIDTH: usize = 12;
/// The greatest width of a text that stays in one line.
const MAX_ONE_LINE_WIDTH: usize = 48;
/// The limit of the least width of a text column, which otherwise is a quarter of the width of its text.
const MAX_MIN_TEXT_WIDTH: usize = 24;
/// The greatest width of a line, because comfy-table counts widths in 16 bits.
const MAX_LINE_WIDTH: usize = 60_000;

/// The columns of a grid that fits a screen.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The columns, in groups.
    pub(super) groups: Vec<ColumnGroup<'a>>,
    /// The dropped columns.
    pub(super) dropped: Vec<&'a GridColumn>,
}

/// Neighbouring columns whose headings have the same first line, which is printed once above all of them.
#[derive(Debug)]
pub(super) struct ColumnGroup<'a> {
    /// The shared first line; `None` for a single column.
    pub(super) label: Option<&'a str>,
    /// The columns.
    pub(super) columns: Vec<PlacedColumn<'a>>,
}

/// A column with its width.
#[derive(Debug)]
pub(super) struct PlacedColumn<'a> {
    /// The column.
    pub(super) column: &'a GridColumn,
    /// The heading, without the line that the group shares.
    pub(super) heading: &'a str,
    /// The width.
    pub(super) width: usize,
    /// The width at which none of its texts wraps.
    natural: usize,
}

impl ColumnGroup<'_> {
    /// The width of the group with its gaps.
    pub(super) fn width(&self) -> usize {
        self.columns.iter().map(|placed| placed.width).sum::<usize>() + GAP * self.columns.len().saturating_sub(1)
    }
}

/// Fits a grid into a width, `None` for no limit. Returns `None` where it does not fit even with dropped columns.
pub(super) fn plan(grid: &Grid, columns: Option<usize>) -> Option<Plan<'_>> {
    let keeps_lines = grid.columns.iter().any(|column| column.in_one_line);
    let in_lines = keeps_lines.then(|| plan_with(grid, columns, true)).flatten();
    in_lines.or_else(|| plan_with(grid, columns, false))
}

/// The same; `keeps_lines` says whether texts that stay in one line keep their width.
fn plan_with(grid: &Grid, columns: Option<usize>, keeps_lines: bool) -> Option<Plan<'_>> {
    let mut shown: Vec<&GridColumn> = grid.columns.iter().collect();
    let mut dropped = Vec::new();
    let limit = columns.unwrap_or(MAX_LINE_WIDTH).min(MAX_LINE_WIDTH);
    loop {
        let mut groups = groups(&shown, keeps_lines);
        if total(&groups) <= limit {
            widen(&mut groups, limit);
            return Some(Plan { groups, dropped });
        }
        // All columns of one order are dropped together: a low without its high would mislead.
        let order = shown.iter().map(|column| column.drop_order).max().filter(|order| *order > 0)?;
        dropped.extend(shown.iter().copied().filter(|column| column.drop_order == order));
        shown.retain(|column| column.drop_order != order);
    }
}

/// The columns in groups, each at its least width.
fn groups<'a>(columns: &[&'a GridColumn], keeps_lines: bool) -> Vec<ColumnGroup<'a>> {
    let place = |column, heading| PlacedColumn::new(column, heading, keeps_lines);
    let mut groups: Vec<ColumnGroup<'a>> = Vec::new();
    for column in columns.iter().copied() {
        let shared = column.heading.split_once('\n').filter(|(label, _)| !label.trim().is_empty());
        match (groups.last_mut(), shared) {
            (Some(group), Some((label, heading))) if group.label == Some(label) => {
                group.columns.push(place(column, heading));
            }
            (_, Some((label, heading))) => {
                groups.push(ColumnGroup { label: Some(label), columns: vec![place(column, heading)] });
            }
            (_, None) => groups.push(ColumnGroup { label: None, columns: vec![place(column, &column.heading)] }),
        }
    }
    for group in &mut groups {
        match group.columns.as_mut_slice() {
            // A single column keeps its whole heading.
            [only] => {
                *only = place(only.column, &only.column.heading);
                group.label = None;
            }
            _ => widen_for_label(group),
        }
    }
    groups
}

impl<'a> PlacedColumn<'a> {
    fn new(column: &'a GridColumn, heading: &'a str, keeps_lines: bool) -> Self {
        let content = column.content_width();
        let needed = if column.numeric {
            content
        } else if keeps_lines && column.in_one_line {
            content.min(MAX_ONE_LINE_WIDTH)
        } else {
            let word = column.texts().map(longest_unbreakable).max().unwrap_or(0).min(MAX_UNBROKEN_WORD);
            content.min(word.max(MIN_TEXT_WIDTH).max((content / 4).min(MAX_MIN_TEXT_WIDTH)))
        };
        let head = max_width(heading);
        let least_head = longest_unbreakable(heading).min(MAX_UNBROKEN_WORD);
        PlacedColumn { column, heading, width: needed.max(least_head).max(1), natural: content.max(head).max(1) }
    }
}

/// Widens the columns of a group until its label fits above them.
fn widen_for_label(group: &mut ColumnGroup<'_>) {
    let lacking = group.label.map_or(0, width).saturating_sub(group.width());
    let each = lacking.checked_div(group.columns.len()).unwrap_or(0);
    let odd = lacking.checked_rem(group.columns.len()).unwrap_or(0);
    for (at, placed) in group.columns.iter_mut().enumerate() {
        placed.width += each + usize::from(at < odd);
        placed.natural = placed.natural.max(placed.width);
    }
}

fn total(groups: &[ColumnGroup<'_>]) -> usize {
    groups.iter().map(ColumnGroup::width).sum::<usize>() + GAP * groups.len().saturating_sub(1)
}

/// Gives the rest of the line to the columns that wrap, the narrowest first, so that short texts get their full width and long ones
/// share what is left.
fn widen(groups: &mut [ColumnGroup<'_>], limit: usize) {
    let mut left = limit.saturating_sub(total(groups));
    let mut wrapping: Vec<&mut PlacedColumn<'_>> =
        groups.iter_mut().flat_map(|group| &mut group.columns).filter(|placed| placed.width < placed.natural).collect();
    if wrapping.iter().map(|placed| placed.natural - placed.width).sum::<usize>() <= left {
        wrapping.iter_mut().for_each(|placed| placed.width = placed.natural);
        return;
    }
    while left > 0 {
        let Some(narrowest) = wrapping.iter_mut().filter(|m| m.width < m.natural).min_by_key(|m| m.width) else {
            return;
        };
        narrowest.width += 1;
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, numeric: bool, drop_order: u8, cell: &str) -> GridColumn {
        GridColumn {
            data_name: Some(heading.into()),
            heading: heading.into(),
            numeric,
            drop_order,
            optional: false,
            in_one_line: false,
            cells: vec![Some(cell.into())],
            max_marks: 0,
        }
    }

    fn widths(plan: &Plan<'_>) -> Vec<usize> {
        plan.groups.iter().flat_map(|group| &group.columns).map(|placed| placed.width).collect()
    }

    #[test]
    fn numbers_keep_their_width_and_text_gives_way() {
        let long = "ranges come without sample sizes, medians without level or date";
        let grid =
            Grid { columns: vec![column("Statement", false, 0, long), column("Base", true, 0, "1,234,567")], rows: 1 };
        assert_eq!(widths(&plan(&grid, None).unwrap()), [63, 9]);
        assert_eq!(widths(&plan(&grid, Some(40)).unwrap()), [29, 9]);
        assert!(plan(&grid, Some(20)).is_none());
    }

    #[test]
    fn columns_go_by_turns_the_highest_first_and_a_turn_goes_whole() {
        let columns = vec![
            column("A", true, 0, "1,000"),
            column("B", true, 3, "1,000"),
            column("C", true, 1, "1,000"),
            column("D", true, 3, "1,000"),
        ];
        let grid = Grid { columns, rows: 1 };
        let names = |limit| -> Vec<String> {
            plan(&grid, Some(limit)).unwrap().dropped.iter().map(|column| column.name()).collect()
        };
        assert!(names(26).is_empty());
        assert_eq!(names(25), ["B", "D"]);
        assert_eq!(names(12), ["B", "D"]);
        assert_eq!(names(11), ["B", "D", "C"]);
    }

    /// Would catch a name in two lines beside a column that could be dropped, and a table that no longer fits.
    #[test]
    fn a_text_that_stays_in_one_line_drops_columns_and_wraps_last() {
        let mut name = column("Role", false, 0, "Medical Device Software Developer");
        name.in_one_line = true;
        let columns =
            vec![name, column("Priced from", false, 2, "Healthcare Data Scientist"), column("Base", true, 0, "1,000")];
        let grid = Grid { columns, rows: 1 };
        let of = |limit| {
            let plan = plan(&grid, Some(limit)).unwrap();
            (widths(&plan), plan.dropped.len())
        };
        assert_eq!(of(67), (vec![33, 25, 5], 0));
        assert_eq!(of(66), (vec![33, 24, 5], 0));
        assert_eq!(of(50), (vec![33, 5], 1));
        assert_eq!(of(40), (vec![33, 5], 1));
        assert_eq!(of(39).0.last(), Some(&5));
        assert!(of(39).0.iter().sum::<usize>() <= 39);
    }

    #[test]
    fn a_label_above_a_group_gets_its_room() {
        let columns =
            vec![column("Base + retention\nlow", true, 0, "1"), column("Base + retention\nhigh", true, 0, "2")];
        let grid = Grid { columns, rows: 1 };
        let plan = plan(&grid, None).unwrap();
        assert_eq!(plan.groups.len(), 1);
        assert_eq!(plan.groups[0].label, Some("Base + retention"));
        assert_eq!(plan.groups[0].width(), 16);
    }
}
