//! The columns of a sheet: their order and their headings for people.

use std::borrow::Cow;

use super::names::unique;
use crate::answer::{Column, Kind, Table, Visibility};
use crate::xml::without_noncharacters;

/// The most columns at the left that stay in place while the others are scrolled.
const MAX_FROZEN: usize = 2;

/// The columns of a sheet, from the left: first those that tables for people have, then ids and provenance, and columns without a
/// value.
pub(super) struct SheetColumns<'t> {
    /// The columns.
    pub(super) columns: Vec<SheetColumn<'t>>,
    /// How many of them, from the left, are printed.
    pub(super) printed: usize,
}

/// A column of a sheet.
pub(super) struct SheetColumn<'t> {
    /// Its index in a row of the table.
    pub(super) at: usize,
    pub(super) column: &'t Column,
    /// Its heading: no other column has the same in any case of letters.
    pub(super) heading: String,
}

impl<'t> SheetColumns<'t> {
    /// The columns of a table. All columns of CSV and all of tables for people are there.
    pub(super) fn of(table: &'t Table) -> Self {
        let (mut columns, behind): (Vec<_>, Vec<_>) =
            sheet_columns(table).partition(|(at, column)| is_for_people(column) && has_values(table, *at));
        // A table that has nothing but data is printed whole.
        let printed = if columns.is_empty() { behind.len() } else { columns.len() };
        let of_people: Vec<String> = columns.iter().map(|(_, column)| heading(column)).collect();
        // A column for data that is called like one for people holds its ids.
        let of_data = behind.iter().map(|(_, column)| heading(column));
        let of_data = of_data.map(|name| if of_people.contains(&name) { format!("{name} ID") } else { name });
        let headings = unique(of_people.iter().cloned().chain(of_data), ' ');
        columns.extend(behind);
        let columns =
            columns.into_iter().zip(headings).map(|((at, column), heading)| SheetColumn { at, column, heading });
        SheetColumns { columns: columns.collect(), printed }
    }

    /// The columns of a table among others: those that tables for people have, if there are any. Ids and provenance would only make
    /// the sheet wide.
    pub(super) fn for_people(table: &'t Table) -> Self {
        let mut found = SheetColumns::of(table);
        if table.columns.iter().all(|column| column.visibility == Visibility::Data) {
            return found;
        }
        found.columns.retain(|one| one.column.visibility != Visibility::Data && has_values(table, one.at));
        found.printed = found.columns.len();
        found
    }

    /// Whether a column of texts or dates stands behind one of numbers, so that the two need space between them.
    pub(super) fn follows_number(&self, place: usize) -> bool {
        let is_numeric = |at: usize| self.columns.get(at).map(|one| one.column.kind.is_numeric());
        is_numeric(place) == Some(false) && place.checked_sub(1).and_then(is_numeric) == Some(true)
    }

    /// How many columns at the left name the row, and stay in place while the others are scrolled.
    pub(super) fn frozen(&self) -> usize {
        let names =
            self.columns.iter().take(self.printed).take_while(|column| column.column.kind == Kind::Text).count();
        if names < self.printed { names.min(MAX_FROZEN) } else { names.min(1) }
    }
}

/// The columns that a sheet can have, each with its index in a row: those of CSV, and those that tables for people have.
fn sheet_columns(table: &Table) -> impl Iterator<Item = (usize, &Column)> {
    table.columns.iter().enumerate().filter(|(_, column)| column.kind != Kind::Nested)
}

/// Whether a column has a value in any row; true for a table without rows.
fn has_values(table: &Table, at: usize) -> bool {
    table.rows.is_empty() || table.rows.iter().any(|row| row.get(at).is_some_and(|value| !value.is_missing()))
}

/// Whether tables for people have the column, or would if its values were not all the same.
fn is_for_people(column: &Column) -> bool {
    column.visibility != Visibility::Data || column.heading != column.name
}

/// The heading of a column in one line. A column for data alone has the words of its name.
fn heading(column: &Column) -> String {
    let words: Cow<'_, str> = match is_for_people(column) {
        true => column.heading.replace("-\n", "").replace('\n', " ").into(),
        false => words(&column.name).into(),
    };
    let words = without_noncharacters(&words).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { words_or_name(column) } else { words }
}

fn words_or_name(column: &Column) -> String {
    without_noncharacters(&column.name).into_owned()
}

/// The name of a data column in words: `role_id` is `Role ID`, `low_pct` is `Low %`.
fn words(name: &str) -> String {
    let mut out = String::new();
    for (at, word) in name.split('_').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        match word {
            "id" | "url" | "ci" => out.push_str(&word.to_uppercase()),
            "pct" => out.push('%'),
            "zh" => out.push_str("(Chinese)"),
            _ if at == 0 => {
                let mut letters = word.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
            }
            _ => out.push_str(word),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(columns: Vec<Column>) -> (Vec<String>, usize, usize) {
        let table = Table { columns, rows: Vec::new() };
        let found = SheetColumns::of(&table);
        (found.columns.iter().map(|column| column.heading.clone()).collect(), found.printed, found.frozen())
    }

    /// Catches ids before what people read, a heading in the words of a program, and two headings that a spreadsheet takes for one.
    #[test]
    fn people_read_from_the_left_and_ids_stand_behind() {
        let columns = vec![
            Column::data("role_id", Kind::Text),
            Column::new("role", "Role", Kind::Text).only(Visibility::Data),
            Column::new("level", "Level", Kind::Text),
            Column::new("base_low", "Base\nlow", Kind::Money),
            Column::new("note", "Note", Kind::Text).only(Visibility::People),
            Column::new("total_low", "BASE low", Kind::Money),
            Column::data("low_pct", Kind::Percent),
            Column::data("level", Kind::Text),
        ];
        let (headings, printed, frozen) = headings(columns);
        assert_eq!(headings, ["Role", "Level", "Base low", "Note", "BASE low 2", "Role ID", "Low %", "Level ID"]);
        assert_eq!((printed, frozen), (5, 2));
    }

    #[test]
    fn a_table_of_data_alone_is_printed_whole() {
        let (headings, printed, frozen) =
            headings(vec![Column::data("title_zh", Kind::Text), Column::data("url", Kind::Text)]);
        assert_eq!((headings, printed, frozen), (vec!["Title (Chinese)".to_owned(), "URL".to_owned()], 2, 1));
    }
}
