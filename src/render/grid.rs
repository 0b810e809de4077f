//! What a person sees of an answer, as text: the layout that the table, the cards and Markdown share.

use super::cell::people_text;
use crate::answer::{Answer, Column, Kind, Mark, Value, Visibility};
use crate::screen::{Screen, max_width};

/// What stands where nothing is known.
pub(super) const MISSING: &str = "–";

/// The columns that a person sees.
#[derive(Debug)]
pub(super) struct Grid {
    /// Each with its cells. Those that are empty in every row are left out.
    pub(super) lanes: Vec<Lane>,
    /// How many cells each has.
    pub(super) rows: usize,
}

/// A column from its heading down.
#[derive(Debug)]
pub(super) struct Lane {
    /// The heading, in one line or more.
    pub(super) heading: String,
    /// Whether it holds numbers: right-aligned and never wrapped.
    pub(super) numeric: bool,
    /// In which turn a narrow screen drops it; 0 never.
    pub(super) drop_order: u8,
    /// Whether it is dropped without a word.
    pub(super) optional: bool,
    /// One text for each row; `None` where nothing is known.
    pub(super) cells: Vec<Option<String>>,
    /// How many marks stand behind the number that has most of them.
    pub(super) room_for_marks: usize,
}

impl Grid {
    /// The grid of an answer, with text that the screen may be sent.
    pub(super) fn new(answer: &Answer, screen: &Screen) -> Self {
        let table = answer.shown();
        let lanes = table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.visibility != Visibility::Data && column.kind != Kind::Nested)
            .map(|(at, column)| Lane::new(column, table.rows.iter().map(|row| row.get(at)), screen))
            .filter(|lane| table.rows.is_empty() || lane.cells.iter().any(Option::is_some))
            .collect();
        Grid { lanes, rows: table.rows.len() }
    }
}

impl Lane {
    fn new<'a>(column: &Column, values: impl Iterator<Item = Option<&'a Value>>, screen: &Screen) -> Self {
        let cell = |value: &Value| people_text(column.kind, value).map(|text| screen.sanitised(&text).into_owned());
        let cells: Vec<Option<String>> = values.map(|value| value.and_then(cell)).collect();
        let numeric = column.kind.is_numeric();
        let room_for_marks = cells.iter().flatten().map(|text| marks(numeric, text)).max().unwrap_or(0);
        Lane {
            heading: screen.sanitised(&column.heading).into_owned(),
            numeric,
            drop_order: column.drop_order,
            optional: column.optional,
            cells,
            room_for_marks,
        }
    }

    /// The heading in one line, for where there is no room above a column.
    pub(super) fn name(&self) -> String {
        self.heading.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The cell of a row, as printed.
    pub(super) fn cell(&self, row: usize) -> &str {
        self.cells.get(row).and_then(Option::as_deref).unwrap_or(MISSING)
    }

    /// All cells, as printed.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.as_deref().unwrap_or(MISSING))
    }

    /// The cell of a row with room behind it for the marks of other rows, so that digits stand under digits.
    pub(super) fn aligned(&self, row: usize) -> String {
        let text = self.cell(row);
        format!("{text}{}", " ".repeat(self.room_for_marks.saturating_sub(marks(self.numeric, text))))
    }

    /// How many columns of the screen the widest cell fills, with its room for marks.
    pub(super) fn content(&self) -> usize {
        let width = |text: &str| max_width(text) + self.room_for_marks.saturating_sub(marks(self.numeric, text));
        self.texts().map(width).max().unwrap_or(0)
    }
}

/// How many marks stand behind a number.
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
                vec!["a".into(), "A".into(), Value::Missing, Value::Nested(Table::default()), Value::Missing],
                // A row that is too short has nothing in the columns that it lacks.
                vec!["b".into(), Value::Missing, Value::Missing, Value::Missing, "wide".into()],
            ],
        };
        let grid = Grid::new(&Answer { table, ..Answer::default() }, &Screen::default());
        let seen: Vec<(&str, &str, &str)> =
            grid.lanes.iter().map(|lane| (lane.heading.as_str(), lane.cell(0), lane.cell(1))).collect();
        assert_eq!(seen, [("Role", "A", MISSING), ("Band", MISSING, "wide")]);
    }
}
