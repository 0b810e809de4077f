//! The cells of an HTML table, with what a script sorts them by and the numbers of their sources.

use super::columns::{ACCORDING_TO, BASIS, FIGURE, PUBLISHED, SOURCE, position, text};
use super::publisher::Publisher;
use crate::answer::{Column, Source, Table, Value};
use crate::render::cell::{data_number, people_text};
use crate::render::grid::MISSING;

/// The most characters of a text that is not wrapped, such as a range of percentages, a date or a short name.
const MAX_UNWRAPPED_CHARS: usize = 12;

#[derive(Default)]
pub(super) struct HtmlCell {
    pub(super) text: String,
    pub(super) numeric: bool,
    /// The sort key.
    pub(super) sort: Option<String>,
    /// The unit of the sort key, where those of the column differ.
    pub(super) unit: Option<String>,
    /// The numbers of its sources in the list of the page.
    pub(super) refs: Vec<usize>,
    /// The language of the text, where it is not that of the page.
    pub(super) language: Option<&'static str>,
}

impl HtmlCell {
    /// Whether it says nothing.
    fn is_empty(&self) -> bool {
        self.refs.is_empty() && (self.text.is_empty() || self.text == MISSING)
    }

    /// The class that aligns numbers, or keeps a short text on one line.
    pub(super) fn class(&self) -> Option<&'static str> {
        match (self.numeric, self.text.chars().count() <= MAX_UNWRAPPED_CHARS) {
            (true, _) => Some("number"),
            (false, true) if !self.text.is_empty() => Some("short"),
            _ => None,
        }
    }
}

/// Makes the cells of rows in the columns that are shown.
pub(super) struct RowCells<'a> {
    pub(super) columns: Vec<(usize, &'a Column)>,
    publisher: &'a Publisher,
    units: FigureColumns,
    sources: &'a [&'a Source],
}

impl<'a> RowCells<'a> {
    pub(super) fn new(
        table: &Table,
        columns: Vec<(usize, &'a Column)>,
        publisher: &'a Publisher,
        sources: &'a [&'a Source],
    ) -> Self {
        RowCells { columns, publisher, units: FigureColumns::of(table), sources }
    }

    /// The cells of a row.
    pub(super) fn of<'r>(&'r self, row: &'r [Value]) -> impl Iterator<Item = HtmlCell> + use<'r, 'a> {
        self.columns.iter().map(|(at, column)| self.cell(row, *at, column))
    }

    /// A statement as one cell, followed by whoever said it; `None` for a row with more than that.
    pub(super) fn statement(&self, row: &[Value]) -> Option<HtmlCell> {
        let [(at, first), others @ ..] = self.columns.as_slice() else { return None };
        let mut whole = self.cell(row, *at, first);
        for (at, column) in others {
            let value = row.get(*at).filter(|value| !value.is_missing());
            match (column.name.as_ref(), value) {
                (SOURCE, _) => whole.refs = self.cell(row, *at, column).refs,
                (ACCORDING_TO, Some(_)) => {
                    let name = self.cell(row, *at, column).text;
                    if !name.is_empty() {
                        whole.text.push_str(&format!(" ({name})"));
                    }
                }
                (BASIS, Some(basis)) if text(basis) == Some(PUBLISHED) => {}
                (_, None) => {}
                (_, Some(_)) => return None,
            }
        }
        Some(whole)
    }

    /// Without the columns in which none of these rows says anything.
    pub(super) fn without_empty(mut self, rows: &[&Vec<Value>]) -> Self {
        let columns = std::mem::take(&mut self.columns);
        let is_filled = |at: usize, column: &Column| rows.iter().any(|row| !self.cell(row, at, column).is_empty());
        let columns = columns.into_iter().filter(|(at, column)| is_filled(*at, column)).collect();
        RowCells { columns, ..self }
    }

    fn cell(&self, row: &[Value], at: usize, column: &Column) -> HtmlCell {
        let mut cell = self.plain(row.get(at), column);
        if column.name == FIGURE {
            (cell.sort, cell.unit) = self.units.sort_key(row);
        }
        if column.name == ACCORDING_TO && self.publisher.is_implied(&cell.text) {
            cell.text.clear();
        }
        cell
    }

    fn plain(&self, value: Option<&Value>, column: &Column) -> HtmlCell {
        let numeric = column.kind.is_numeric();
        match value {
            Some(Value::Text(ids)) if column.name == SOURCE => {
                HtmlCell { refs: source_numbers(ids, self.sources), ..HtmlCell::default() }
            }
            Some(value) => HtmlCell {
                text: people_text(column.kind, value).map_or_else(|| MISSING.to_owned(), |text| text.into_owned()),
                sort: match value {
                    Value::Number(number) | Value::Marked(number, _) => Some(data_number(column.kind, *number)),
                    _ => None,
                },
                numeric,
                language: language(column),
                ..HtmlCell::default()
            },
            None => HtmlCell { text: MISSING.to_owned(), numeric, ..HtmlCell::default() },
        }
    }
}

/// The columns behind a figure in words, by which it is sorted: its ends and its unit.
struct FigureColumns([Option<usize>; 3]);

impl FigureColumns {
    fn of(table: &Table) -> Self {
        FigureColumns(["low", "high", "unit"].map(|name| position(table, name)))
    }

    /// The low end of a figure, or else its high end, and its unit. Figures of different units have no common order.
    fn sort_key(&self, row: &[Value]) -> (Option<String>, Option<String>) {
        let FigureColumns([low, high, unit]) = self;
        let cell = |at: &Option<usize>| at.and_then(|at| row.get(at));
        let number = cell(low).and_then(Value::number).or_else(|| cell(high).and_then(Value::number));
        let unit = match cell(unit) {
            Some(Value::Text(unit)) if number.is_some() => Some(unit.clone()),
            _ => None,
        };
        (number.map(|number| number.normalize().to_string()), unit)
    }
}

/// The numbers of documents in the list of the page. `ids` are joined by `;`.
pub(super) fn source_numbers(ids: &str, sources: &[&Source]) -> Vec<usize> {
    let number = |id: &str| sources.iter().position(|source| source.id == id).map(|at| at + 1);
    ids.split(';').filter_map(number).collect()
}

/// The language of a column whose name ends in its code: `title_zh`. `None` for the language of the page.
fn language(column: &Column) -> Option<&'static str> {
    column.name.ends_with("_zh").then_some("zh")
}
