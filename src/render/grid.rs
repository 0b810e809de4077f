//! The columns that people see of an answer, as text. Tables, cards and Markdown share it.

use super::cell::people_text;
use crate::answer::{Answer, Column, Kind, Mark, Value, Visibility};
use crate::screen::{Screen, max_width};

/// Stands for a missing value.
pub(super) const MISSING: &str = "–";

/// The columns that people see.
#[derive(Debug)]
pub(super) struct Grid {
    /// The columns with their cells. Columns that are empty in every row are left out.
    pub(super) columns: Vec<GridColumn>,
    /// The number of rows.
    pub(super) rows: usize,
}

/// A column with its cells.
#[derive(Debug)]
pub(super) struct GridColumn {
    /// The name in CSV of the column or of its counterpart; `None` where CSV has neither.
    pub(super) data_name: Option<String>,
    /// The heading, which may have several lines.
    pub(super) heading: String,
    /// Whether it holds numbers, which are right-aligned and never wrapped.
    pub(super) numeric: bool,
    /// The order in which a narrow screen drops it; 0 is never dropped.
    pub(super) drop_order: u8,
    /// Whether it is left out of the line that lists dropped columns.
    pub(super) optional: bool,
    /// Whether other columns are dropped before a text of this one wraps.
    pub(super) in_one_line: bool,
    /// The text for each row; `None` where the value is missing.
    pub(super) cells: Vec<Option<String>>,
    /// The greatest number of marks after a number.
    pub(super) max_marks: usize,
}

impl Grid {
    /// The grid of an answer, sanitised for the screen.
    pub(super) fn new(answer: &Answer, screen: &Screen) -> Self {
        let table = answer.shown();
        let columns = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.visibility != Visibility::Data && column.kind != Kind::Nested)
            .map(|(at, column)| GridColumn::new(column, table.rows.iter().map(|row| row.get(at)), screen))
            .filter(|column| table.rows.is_empty() || column.cells.iter().any(Option::is_some))
            .collect();
        Grid { columns, rows: table.rows.len() }
    }
}

impl GridColumn {
    fn new<'a>(column: &Column, values: impl Iterator<Item = Option<&'a Value>>, screen: &Screen) -> Self {
        let cell = |value: &Value| people_text(column.kind, value).map(|text| screen.sanitised(&text).into_owned());
        let cells: Vec<Option<String>> = values.map(|value| value.and_then(cell)).collect();
        let numeric = column.kind.is_numeric();
        let max_marks = cells.iter().flatten().map(|text| marks(numeric, text)).max().unwrap_or(0);
        GridColumn {
            data_name: match column.visibility {
                Visibility::People => column.data_counterpart.map(str::to_owned),
                _ => Some(column.name.to_string()),
            },
            heading: screen.sanitised(&column.heading).into_owned(),
            numeric,
            drop_order: column.drop_order,
            optional: column.optional,
            in_one_line: column.in_one_line,
            cells,
            max_marks,
        }
    }

    /// The heading in one line.
    pub(super) fn name(&self) -> String {
        self.heading.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The printed cell of a row.
    pub(super) fn cell(&self, row: usize) -> &str {
        self.cells.get(row).and_then(Option::as_deref).unwrap_or(MISSING)
    }

    /// All printed cells.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.as_deref().unwrap_or(MISSING))
    }

    /// The printed cell of a row, padded for the marks of other rows, so that digits are aligned.
    pub(super) fn aligned(&self, row: usize) -> String {
        let text = self.cell(row);
        format!("{text}{}", " ".repeat(self.max_marks.saturating_sub(marks(self.numeric, text))))
    }

    /// The width of the widest cell, with the padding for marks.
    pub(super) fn content_width(&self) -> usize {
        let width = |text: &str| max_width(text) + self.max_marks.saturating_sub(marks(self.numeric, text));
        self.texts().map(width).max().unwrap_or(0)
    }
}

/// The number of marks after a number.
fn marks(numeric: bool, text: &str) -> usize {
    let is_mark = |letter: &char| Mark::ALL.iter().any(|mark| mark.sign() == *letter);
    if numeric { text.chars().rev().take_while(is_mark).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Table;

    #[test]
    fn a_person_sees_no_ids_no_empty_columns_and_no_nested_tables() {
        let table = Table {
            columns: vec![
                Column::data("role_id", Kind::Text),
                Column::new("role", "Role", Kind::Text),
                Column::new("bonus", "Bonus", Kind::Money),
                Column::new("trace", "Trace", Kind::Nested),
                Column::new("band", "Band", Kind::Text).only(Visibility::People),
            ],
            rows: vec![
                vec!["a".into(), "A".into(), Value::Missing, Value::nested(Table::default()), Value::Missing],
                // A row that is too short has nothing in the columns that it lacks.
                vec!["b".into(), Value::Missing, Value::Missing, Value::Missing, "wide".into()],
            ],
        };
        let grid = Grid::new(&Answer { table, ..Answer::default() }, &Screen::default());
        let seen: Vec<(&str, &str, &str)> =
            grid.columns.iter().map(|column| (column.heading.as_str(), column.cell(0), column.cell(1))).collect();
        assert_eq!(seen, [("Role", "A", MISSING), ("Band", MISSING, "wide")]);
    }
}
