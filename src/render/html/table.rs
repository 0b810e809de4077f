//! Builds the tables of an HTML page: the columns that people see, and for each row the numbers of its sources.

use crate::answer::{Answer, Column, Kind, Layout, Source, Table, Value, Visibility};
use crate::iter::common_value;
use crate::render::cell::{data_number, people_text};
use crate::render::grid::MISSING;

/// The column with the ids of the documents that a row comes from.
const SOURCE: &str = "source";
/// The column with whoever published a row, and its heading.
const ACCORDING_TO: &str = "according_to";
/// The column with figures in words, whose units differ.
const FIGURE: &str = "figure";
/// The column with the basis of a row, and its value for published rows.
const BASIS: &str = "basis";
const PUBLISHED: &str = "published";
/// The least number of rows of a sortable table.
const MIN_SORTABLE_ROWS: usize = 3;
/// The most characters of a text that is not wrapped, such as a range of percentages, a date or a short name.
const MAX_UNWRAPPED_CHARS: usize = 12;
/// The least number of columns of a table that may be wider than a small screen.
const MIN_SCROLLABLE_COLUMNS: usize = 4;

/// The least number of columns of a table of texts whose cells stand under each other on a narrow screen.
const MIN_STACKED_COLUMNS: usize = 3;

/// The greatest drop order of the columns that stand for the calculator.
const MAX_DROP_ORDER: u8 = 3;

/// The space for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableSpace {
    /// A page of any length, whose tables are sortable.
    LongPage,
    /// A page without a script, beside the calculator that it cannot use.
    WithoutScript,
    /// A hiring brief, whose tables are short.
    Brief,
}

pub(super) struct HtmlTable {
    pub(super) class: &'static str,
    pub(super) caption: String,
    pub(super) unit: String,
    /// Who published all of its rows; empty where that differs, and stands in each row.
    pub(super) according_to: String,
    /// The numbers of the sources that all rows share; empty where they differ, and stand in each row.
    pub(super) refs: Vec<usize>,
    /// The accessible name where it has no caption.
    pub(super) name: String,
    /// Whether it can receive keyboard focus, because it may need scrolling.
    pub(super) focusable: bool,
    /// Empty for a card.
    pub(super) headings: Vec<TableHeading>,
    pub(super) rows: Vec<Vec<HtmlCell>>,
}

pub(super) struct TableHeading {
    pub(super) text: String,
    pub(super) numeric: bool,
}

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
    /// The class that aligns numbers, or keeps a short text on one line.
    pub(super) fn class(&self) -> Option<&'static str> {
        match (self.numeric, self.text.chars().count() <= MAX_UNWRAPPED_CHARS) {
            (true, _) => Some("number"),
            (false, true) if !self.text.is_empty() => Some("short"),
            _ => None,
        }
    }
}

impl HtmlTable {
    /// The heading of a column, where its cells stand under each other on a narrow screen; `None` for the first column.
    pub(super) fn label(&self, at: &usize) -> Option<String> {
        // In a long page a script adds them, which takes less space.
        let heading = self.headings.get(*at).filter(|_| *at > 0 && self.class == "stack")?;
        Some(heading.text.replace('\n', " "))
    }

    pub(super) fn new(answer: &Answer, name: &str, sources: &[&Source], space: TableSpace) -> Self {
        let table = answer.shown();
        let shown: Vec<(usize, &Column)> =
            table.columns.iter().enumerate().filter(|(at, column)| is_shown(table, *at, column, space)).collect();
        let refs = answer.layout == Layout::Grid && table.rows.len() > 1;
        let (refs, according_to) = match refs {
            true => (common_text(table, SOURCE), common_text(table, ACCORDING_TO)),
            false => (None, None),
        };
        let is_common = |column: &Column| {
            refs.is_some() && column.name == SOURCE || according_to.is_some() && column.name == ACCORDING_TO
        };
        let shown: Vec<(usize, &Column)> = shown.into_iter().filter(|(_, column)| !is_common(column)).collect();
        let units = FigureColumns::of(table);
        let cell = |row: &[Value], at: usize, column: &Column| {
            let mut cell = cell(row.get(at), column, sources);
            if column.name == FIGURE {
                (cell.sort, cell.unit) = units.sort_key(row);
            }
            cell
        };
        let (class, headings, rows) = match answer.layout {
            Layout::Grid => {
                let headings = shown
                    .iter()
                    .map(|(_, column)| TableHeading { text: heading(column), numeric: column.kind.is_numeric() });
                let rows =
                    table.rows.iter().map(|row| shown.iter().map(|(at, column)| cell(row, *at, column)).collect());
                let sorts = space == TableSpace::LongPage && table.rows.len() >= MIN_SORTABLE_ROWS;
                let stacks =
                    shown.len() >= MIN_STACKED_COLUMNS && shown.iter().all(|(_, column)| !column.kind.is_numeric());
                let class = match (sorts, stacks) {
                    (true, true) => "sortable stack",
                    (true, false) => "sortable",
                    (false, true) => "stack",
                    (false, false) => "",
                };
                (class, headings.collect(), rows.collect())
            }
            Layout::Card => {
                let lines = table.rows.iter().flat_map(|row| {
                    shown.iter().map(move |(at, column)| {
                        let name = heading(column).replace('\n', " ");
                        vec![HtmlCell { text: name, ..HtmlCell::default() }, cell(row, *at, column)]
                    })
                });
                ("card", Vec::new(), lines.collect())
            }
        };
        HtmlTable {
            class,
            caption: answer.title.clone(),
            unit: answer.unit.clone(),
            according_to: according_to.unwrap_or_default().to_owned(),
            refs: refs.map(|ids| source_numbers(ids, sources)).unwrap_or_default(),
            name: if answer.title.is_empty() { name.to_owned() } else { answer.title.clone() },
            focusable: space == TableSpace::LongPage
                && answer.layout == Layout::Grid
                && shown.len() >= MIN_SCROLLABLE_COLUMNS,
            headings,
            rows,
        }
    }
}

/// Whether a column is shown: those for people, the sources, and the basis where a row is not published.
fn is_shown(table: &Table, at: usize, column: &Column, space: TableSpace) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_missing());
    match column.name.as_ref() {
        SOURCE => cells().next().is_some(),
        BASIS => cells().any(|cell| !matches!(cell, Value::Text(word) if word == PUBLISHED)),
        // Ids are for data, and what a narrow screen drops first is in the calculator.
        name if name.ends_with("_id") => false,
        _ if space == TableSpace::WithoutScript && column.drop_order > MAX_DROP_ORDER => false,
        _ => column.visibility != Visibility::Data && column.kind != Kind::Nested && cells().next().is_some(),
    }
}

/// The text that all rows have in a column; `None` where they differ, or the table has no such column.
fn common_text<'t>(table: &'t Table, name: &str) -> Option<&'t str> {
    let at = table.columns.iter().position(|column| column.name == name)?;
    match common_value(table.rows.iter().map(|row| row.get(at)))? {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// The heading of a column. `source` and `basis` are data columns without a heading for people.
fn heading(column: &Column) -> String {
    match column.name.as_ref() {
        SOURCE => "Source".to_owned(),
        BASIS => "Basis".to_owned(),
        _ => column.heading.to_string(),
    }
}

fn cell(value: Option<&Value>, column: &Column, sources: &[&Source]) -> HtmlCell {
    let numeric = column.kind.is_numeric();
    match value {
        Some(Value::Text(ids)) if column.name == SOURCE => {
            HtmlCell { refs: source_numbers(ids, sources), ..HtmlCell::default() }
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

/// The columns behind a figure in words, by which it is sorted: its ends and its unit.
struct FigureColumns([Option<usize>; 3]);

impl FigureColumns {
    fn of(table: &Table) -> Self {
        FigureColumns(["low", "high", "unit"].map(|name| table.columns.iter().position(|column| column.name == name)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Table;
    use crate::money::Decimal;

    fn source(id: &str) -> Source {
        Source { id: id.to_owned(), ..Source::default() }
    }

    fn answer(columns: Vec<Column>, rows: Vec<Vec<Value>>) -> Answer {
        Answer { table: Table { columns, rows }, ..Answer::default() }
    }

    fn pay(amount: Option<i64>, basis: &str, source: &str) -> Vec<Value> {
        vec![amount.map(Decimal::from).into(), Value::text(basis), Value::text(source)]
    }

    fn columns() -> Vec<Column> {
        vec![
            Column::new("median", "Median", Kind::Money),
            Column::data("basis", Kind::Text),
            Column::data("source", Kind::Text),
        ]
    }

    fn headings(table: &HtmlTable) -> Vec<&str> {
        table.headings.iter().map(|heading| heading.text.as_str()).collect()
    }

    #[test]
    fn numbers_sort_by_what_data_holds_and_missing_by_nothing() {
        let rows = vec![pay(Some(52_000), "published", "a"), pay(None, "published", "a")];
        let table = HtmlTable::new(&answer(columns(), rows), "pay", &[], TableSpace::LongPage);
        let cells: Vec<(&str, Option<&str>, bool)> = table
            .rows
            .iter()
            .filter_map(|row| row.first())
            .map(|cell| (cell.text.as_str(), cell.sort.as_deref(), cell.numeric))
            .collect();
        assert_eq!(cells, [("52,000", Some("52000.00"), true), ("–", None, true)]);
    }

    #[test]
    fn a_row_leads_to_all_of_its_sources_by_their_numbers_in_the_list() {
        let rows = vec![pay(Some(1), "published", "report;bank"), pay(Some(2), "published", "unheard-of")];
        let (report, bank) = (source("report"), source("bank"));
        let table = HtmlTable::new(&answer(columns(), rows), "pay", &[&bank, &report], TableSpace::LongPage);
        let refs: Vec<&[usize]> = table.rows.iter().filter_map(|row| row.last()).map(|cell| &cell.refs[..]).collect();
        assert_eq!(refs, [&[2, 1][..], &[]]);
    }

    #[test]
    fn a_source_that_all_rows_share_stands_once() {
        let report = source("report");
        let shared = vec![pay(Some(1), "published", "report"), pay(Some(2), "published", "report")];
        let table = HtmlTable::new(&answer(columns(), shared), "", &[&report], TableSpace::LongPage);
        assert_eq!((headings(&table), &table.refs[..]), (vec!["Median"], &[1][..]));
        let other = vec![pay(Some(1), "published", "report"), pay(Some(2), "published", "bank")];
        let table = HtmlTable::new(&answer(columns(), other), "", &[&report], TableSpace::LongPage);
        assert_eq!((headings(&table), &table.refs[..]), (vec!["Median", "Source"], &[][..]));
    }

    #[test]
    fn the_basis_is_shown_where_a_row_is_not_plainly_published() {
        let rows = vec![pay(Some(1), "published", "a"), pay(Some(2), "published", "a")];
        assert_eq!(headings(&HtmlTable::new(&answer(columns(), rows), "", &[], TableSpace::LongPage)), ["Median"]);
        let rows = vec![pay(Some(1), "published", "a"), pay(Some(2), "overlay", "a")];
        assert_eq!(
            headings(&HtmlTable::new(&answer(columns(), rows), "", &[], TableSpace::LongPage)),
            ["Median", "Basis"]
        );
        // Nothing known in a column: no column.
        assert_eq!(
            headings(&HtmlTable::new(&answer(columns(), vec![pay(None, "", "")]), "", &[], TableSpace::LongPage)),
            [""; 0]
        );
    }

    #[test]
    fn three_rows_sort_and_two_do_not_and_neither_does_a_brief() {
        let class = |rows: i64, space: TableSpace| {
            let rows = (0..rows).map(|at| pay(Some(at), "published", "a")).collect();
            HtmlTable::new(&answer(columns(), rows), "", &[], space).class
        };
        assert_eq!(
            [class(2, TableSpace::LongPage), class(3, TableSpace::LongPage), class(3, TableSpace::Brief)],
            ["", "sortable", ""]
        );
    }

    #[test]
    fn a_card_is_a_line_for_each_attribute_named_on_one_line() {
        let columns = vec![
            Column::new("a", "Candidates\nper vacancy", Kind::Ratio),
            Column::new("b", "Tier", Kind::Text),
            Column::new("c", "Unknown", Kind::Text),
        ];
        let row = vec![Decimal::new(23, 1).into(), Value::text("tier-one"), Value::Missing];
        let card = Answer { layout: Layout::Card, ..answer(columns, vec![row]) };
        let table = HtmlTable::new(&card, "city", &[], TableSpace::LongPage);
        let lines: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(lines, [["Candidates per vacancy", "2.30"], ["Tier", "tier-one"]]);
        assert_eq!(
            (table.class, table.headings.len(), table.focusable, table.name.as_str()),
            ("card", 0, false, "city")
        );
    }
}
