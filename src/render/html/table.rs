//! Builds the tables of an HTML page: the columns that people see, and for each row the numbers of its sources.

use super::cells::{HtmlCell, RowCells, source_numbers};
use super::columns::{ACCORDING_TO, BASIS, PUBLISHED, SOURCE, common_text};
use super::publisher::Publisher;
use crate::answer::{Answer, Column, Kind, Layout, Source, Table, Value, Visibility};

/// The least number of rows of a sortable table.
const MIN_SORTABLE_ROWS: usize = 3;
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
    publisher: Publisher,
    /// The basis that all rows share, where they are not published.
    pub(super) basis: Option<String>,
    /// The numbers of the sources that all rows share; empty where they differ, and stand in each row.
    pub(super) refs: Vec<usize>,
    /// The accessible name where it has no caption.
    pub(super) name: String,
    /// Whether it can receive keyboard focus, because it may need scrolling.
    pub(super) focusable: bool,
    /// Empty for a card.
    pub(super) headings: Vec<TableHeading>,
    pub(super) rows: Vec<Vec<HtmlCell>>,
    /// The rows in which only the first cell says something, each over the whole width.
    pub(super) statements: Vec<HtmlCell>,
}

pub(super) struct TableHeading {
    pub(super) text: String,
    pub(super) numeric: bool,
}

impl HtmlTable {
    /// The heading of a column, where its cells stand under each other on a narrow screen; `None` for the first column.
    pub(super) fn label(&self, at: &usize) -> Option<String> {
        // In a long page a script adds them, which takes less space.
        let heading = self.headings.get(*at).filter(|_| *at > 0 && self.class == "stack")?;
        Some(heading.text.replace('\n', " "))
    }

    /// Whether its caption says anything.
    pub(super) fn has_caption(&self) -> bool {
        !self.caption.is_empty() || !self.unit.is_empty() || self.basis.is_some() || self.origin().is_some()
    }

    /// The words of the caption before the numbers of the sources; `None` where each row has its own.
    pub(super) fn origin(&self) -> Option<String> {
        self.publisher.words().or_else(|| (!self.refs.is_empty()).then(|| "Source".to_owned()))
    }

    pub(super) fn new(answer: &Answer, name: &str, sources: &[&Source], space: TableSpace) -> Self {
        let table = answer.shown();
        let is_grid = answer.layout == Layout::Grid;
        let common = |column: &str| common_text(table, column).filter(|_| is_grid && table.rows.len() > 1);
        let publisher = if is_grid { Publisher::of(table) } else { Publisher::InRows };
        let refs = common(SOURCE);
        let basis = common(BASIS).filter(|basis| *basis != PUBLISHED);
        let is_common = |column: &Column| match column.name.as_ref() {
            BASIS => basis.is_some(),
            SOURCE => refs.is_some(),
            ACCORDING_TO => publisher.is_known(),
            _ => false,
        };
        let columns = table.columns.iter().enumerate();
        let columns =
            columns.filter(|(at, column)| is_shown(table, *at, column, space) && !is_common(column)).collect();
        let cells = RowCells::new(table, columns, &publisher, sources);
        let (class, headings, rows, statements) = match answer.layout {
            Layout::Grid => grid(table, cells, space),
            Layout::Card => ("card", Vec::new(), card(table, &cells), Vec::new()),
        };
        HtmlTable {
            class,
            caption: answer.title.clone(),
            unit: answer.unit.clone(),
            basis: basis.map(str::to_owned),
            refs: refs.map(|ids| source_numbers(ids, sources)).unwrap_or_default(),
            name: if answer.title.is_empty() { name.to_owned() } else { answer.title.clone() },
            focusable: space == TableSpace::LongPage && is_grid && headings.len() >= MIN_SCROLLABLE_COLUMNS,
            headings,
            rows,
            statements,
            publisher,
        }
    }
}

/// The class, the headings, the rows and the statements of a grid.
type Grid = (&'static str, Vec<TableHeading>, Vec<Vec<HtmlCell>>, Vec<HtmlCell>);

fn grid(table: &Table, cells: RowCells<'_>, space: TableSpace) -> Grid {
    let mut statements = Vec::new();
    let mut rows: Vec<&Vec<Value>> = table.rows.iter().collect();
    // Columns of figures leave little room for sentences; a table of sentences only has it.
    if space == TableSpace::LongPage && rows.iter().any(|row| cells.statement(row).is_none()) {
        statements.extend(rows.iter().filter_map(|row| cells.statement(row)));
        rows.retain(|row| cells.statement(row).is_none());
    }
    let cells = cells.without_empty(&rows);
    let columns = || cells.columns.iter().map(|(_, column)| *column);
    let sorts = space == TableSpace::LongPage && rows.len() >= MIN_SORTABLE_ROWS;
    let stacks = cells.columns.len() >= MIN_STACKED_COLUMNS && columns().all(|column| !column.kind.is_numeric());
    let class = match (sorts, stacks) {
        (true, true) => "sortable stack",
        (true, false) => "sortable",
        (false, true) => "stack",
        (false, false) => "",
    };
    let heading = |column: &Column| TableHeading { text: heading(column), numeric: column.kind.is_numeric() };
    let rows = rows.into_iter().map(|row| cells.of(row).collect()).collect();
    (class, columns().map(heading).collect(), rows, statements)
}

/// The lines of a card: the name of a column and its value.
fn card(table: &Table, cells: &RowCells<'_>) -> Vec<Vec<HtmlCell>> {
    let names = || cells.columns.iter().map(|(_, column)| heading(column).replace('\n', " "));
    let line = |(text, cell)| vec![HtmlCell { text, ..HtmlCell::default() }, cell];
    table.rows.iter().flat_map(|row| names().zip(cells.of(row)).map(line)).collect()
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

/// The heading of a column. `source` and `basis` are data columns without a heading for people.
fn heading(column: &Column) -> String {
    match column.name.as_ref() {
        SOURCE => "Source".to_owned(),
        BASIS => "Basis".to_owned(),
        _ => column.heading.to_string(),
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
    fn a_row_of_one_sentence_has_the_whole_width() {
        let columns = || {
            vec![
                Column::new("what", "What", Kind::Text),
                Column::new("figure", "Figure", Kind::Text),
                Column::new("according_to", "According to", Kind::Text),
                Column::data("basis", Kind::Text),
                Column::data("source", Kind::Text),
            ]
        };
        let row = |what: &str, figure: Option<&str>, by: &str| {
            let figure = figure.map_or(Value::Missing, Value::text);
            vec![Value::text(what), figure, Value::text(by), Value::text("published"), Value::text("a")]
        };
        let rows = vec![
            row("growth", Some("12%"), "Report"),
            row("jobs: many", None, "Report"),
            row("cities: few", None, "Bank"),
        ];
        let table = HtmlTable::new(&answer(columns(), rows.clone()), "", &[&source("a")], TableSpace::LongPage);
        let texts: Vec<&str> = table.statements.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["jobs: many", "cities: few (Bank)"]);
        assert_eq!((headings(&table), table.rows.len()), (vec!["What", "Figure"], 1));
        assert_eq!(table.origin().as_deref(), Some("According to Report, unless named"));
        // A brief is short, and a table of sentences has no other columns.
        let brief = HtmlTable::new(&answer(columns(), rows.clone()), "", &[], TableSpace::Brief);
        assert_eq!((brief.statements.len(), brief.rows.len()), (0, 3));
        let sentences = HtmlTable::new(&answer(columns(), rows[1..].to_vec()), "", &[], TableSpace::LongPage);
        assert_eq!((sentences.statements.len(), sentences.rows.len()), (0, 2));
    }

    #[test]
    fn a_basis_that_all_rows_share_stands_once() {
        let rows = vec![pay(Some(1), "computed", "a"), pay(Some(2), "computed", "a")];
        let table = HtmlTable::new(&answer(columns(), rows), "", &[], TableSpace::LongPage);
        assert_eq!((headings(&table), table.basis.as_deref()), (vec!["Median"], Some("computed")));
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
