//! An answer as a table of a page: what people see of it, and for each row the numbers of its sources.

use crate::answer::{Answer, Column, Kind, Layout, Source, Value, Visibility};
use crate::render::cell::{data_number, people_text};
use crate::render::grid::MISSING;

/// The column that names the documents behind a row.
const SOURCE: &str = "source";
/// The column that says whether a row is published, and the word where it is.
const BASIS: &str = "basis";
const PUBLISHED: &str = "published";
/// Rows from which on sorting is worth a click.
const WORTH_SORTING: usize = 3;
/// Characters up to which a text is not broken: a range of percentages, a date, a name of two short words.
const SHORT: usize = 12;
/// Columns from which on a table may be wider than a small screen.
const WIDE: usize = 4;

/// How much room a table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// A page of any length, where tables sort.
    Long,
    /// A whole line of a single sheet.
    Line,
    /// Half a line of a single sheet: what a narrow screen can spare is left out.
    Half,
}

pub(super) struct HtmlTable {
    pub(super) class: &'static str,
    pub(super) caption: String,
    pub(super) unit: String,
    /// What it is called where it has no caption.
    pub(super) name: String,
    /// Whether it may have to be scrolled, and so has to be reached by keyboard.
    pub(super) focusable: bool,
    /// Empty for a card.
    pub(super) headings: Vec<Heading>,
    pub(super) rows: Vec<Vec<HtmlCell>>,
}

pub(super) struct Heading {
    pub(super) text: String,
    pub(super) numeric: bool,
}

#[derive(Default)]
pub(super) struct HtmlCell {
    pub(super) text: String,
    pub(super) numeric: bool,
    /// The number to sort by.
    pub(super) sort: Option<String>,
    /// The numbers of the sources in the page's list.
    pub(super) refs: Vec<usize>,
}

impl HtmlCell {
    /// Numbers stand under each other, and what is short stays on its line.
    pub(super) fn class(&self) -> Option<&'static str> {
        match (self.numeric, self.text.chars().count() <= SHORT) {
            (true, _) => Some("number"),
            (false, true) if !self.text.is_empty() => Some("short"),
            _ => None,
        }
    }
}

impl HtmlTable {
    pub(super) fn new(answer: &Answer, name: &str, sources: &[&Source], room: Room) -> Self {
        let table = &answer.table;
        let has_room = |column: &Column| room != Room::Half || column.drop_order == 0 || is_grounds(column);
        let shown: Vec<(usize, &Column)> = table
            .columns
            .iter()
            .enumerate()
            .filter(|(at, column)| is_shown(answer, *at, column) && has_room(column))
            .collect();
        let cell = |row: &[Value], at: usize, column: &Column| cell(row.get(at), column, sources);
        let (class, headings, rows) = match answer.layout {
            Layout::Grid => {
                let headings = shown
                    .iter()
                    .map(|(_, column)| Heading { text: heading(column), numeric: column.kind.is_numeric() });
                let rows =
                    table.rows.iter().map(|row| shown.iter().map(|(at, column)| cell(row, *at, column)).collect());
                let class = if room == Room::Long && table.rows.len() >= WORTH_SORTING { "sortable" } else { "" };
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
            name: if answer.title.is_empty() { name.to_owned() } else { answer.title.clone() },
            focusable: answer.layout == Layout::Grid && shown.len() >= WIDE,
            headings,
            rows,
        }
    }
}

/// Whether a column says what a row rests on.
fn is_grounds(column: &Column) -> bool {
    matches!(column.name.as_ref(), SOURCE | BASIS)
}

/// What a person sees of an answer, and always its sources; the basis where it is not plainly published.
fn is_shown(answer: &Answer, at: usize, column: &Column) -> bool {
    let cells = || answer.table.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_missing());
    match column.name.as_ref() {
        SOURCE => cells().next().is_some(),
        BASIS => cells().any(|cell| !matches!(cell, Value::Text(word) if word == PUBLISHED)),
        _ => column.visibility != Visibility::Data && column.kind != Kind::Nested && cells().next().is_some(),
    }
}

/// The heading of a column; that of one which people see nowhere else is its name.
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
            let number = |id: &str| sources.iter().position(|source| source.id == id).map(|at| at + 1);
            HtmlCell { refs: ids.split(';').filter_map(number).collect(), ..HtmlCell::default() }
        }
        Some(value) => HtmlCell {
            text: people_text(column.kind, value).map_or_else(|| MISSING.to_owned(), |text| text.into_owned()),
            sort: match value {
                Value::Number(number) | Value::Marked(number, _) => Some(data_number(column.kind, *number)),
                _ => None,
            },
            numeric,
            refs: Vec::new(),
        },
        None => HtmlCell { text: MISSING.to_owned(), numeric, ..HtmlCell::default() },
    }
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
        let table = HtmlTable::new(&answer(columns(), rows), "pay", &[], Room::Long);
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
        let table = HtmlTable::new(&answer(columns(), rows), "pay", &[&bank, &report], Room::Long);
        let refs: Vec<&[usize]> = table.rows.iter().filter_map(|row| row.last()).map(|cell| &cell.refs[..]).collect();
        assert_eq!(refs, [&[2, 1][..], &[]]);
    }

    #[test]
    fn the_basis_is_shown_where_a_row_is_not_plainly_published() {
        let rows = vec![pay(Some(1), "published", "a"), pay(Some(2), "published", "a")];
        assert_eq!(headings(&HtmlTable::new(&answer(columns(), rows), "", &[], Room::Long)), ["Median", "Source"]);
        let rows = vec![pay(Some(1), "published", "a"), pay(Some(2), "overlay", "a")];
        assert_eq!(
            headings(&HtmlTable::new(&answer(columns(), rows), "", &[], Room::Long)),
            ["Median", "Basis", "Source"]
        );
        // Nothing known in a column: no column.
        assert_eq!(
            headings(&HtmlTable::new(&answer(columns(), vec![pay(None, "", "")]), "", &[], Room::Long)),
            [""; 0]
        );
    }

    #[test]
    fn three_rows_sort_and_two_do_not_and_neither_does_a_sheet() {
        let class = |rows: i64, room: Room| {
            let rows = (0..rows).map(|at| pay(Some(at), "published", "a")).collect();
            HtmlTable::new(&answer(columns(), rows), "", &[], room).class
        };
        assert_eq!([class(2, Room::Long), class(3, Room::Long), class(3, Room::Line)], ["", "sortable", ""]);
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
        let table = HtmlTable::new(&card, "city", &[], Room::Long);
        let lines: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(lines, [["Candidates per vacancy", "2.30"], ["Tier", "tier-one"]]);
        assert_eq!(
            (table.class, table.headings.len(), table.focusable, table.name.as_str()),
            ("card", 0, false, "city")
        );
    }
}
