//! A workbook of answers, with a sheet for each.

use rust_xlsxwriter as xlsx;

use super::properties::{Properties, properties_of};
use super::{names, sheet};
use crate::answer::{Answer, Column, Kind, Note, Source, Table, Value};
use crate::render::error::RenderError;

/// A sheet of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The wanted name. Characters that spreadsheets refuse become blanks, long names are cut, and duplicates get a number.
    pub name: &'a str,
    /// The answer, with its notes and sources.
    pub answer: &'a Answer,
}

/// The name of the sheet of notes.
pub(super) const NOTES: &str = "Notes";
/// The name of the sheet of sources.
pub(super) const SOURCES: &str = "Sources";

/// The longest text of a table that shares its columns with others, in bytes.
const MAX_STACKED_TEXT_LEN: usize = 300;

/// A workbook with a sheet for each answer, then one for all notes and one for all sources where there are any.
///
/// A sheet has a table with a name and a filter: the columns for people first, under their headings, then ids and provenance,
/// which are not printed. Header and names of rows stay in place. Numbers are rounded as in CSV and formatted by their [`Kind`];
/// percentage points are percentages; dates are dates; missing values are empty cells.
///
/// ```
/// use payband::answer::{Answer, Column, Kind, Table};
/// use payband::money::Decimal;
/// use payband::render::{Properties, Sheet, workbook};
///
/// let answer = Answer {
///     table: Table {
///         columns: vec![Column::new("base_mid", "Base", Kind::Money)],
///         rows: vec![vec![Decimal::new(94_250, 0).into()]],
///     },
///     ..Answer::default()
/// };
/// let sheets = [Sheet { name: "benchmark", answer: &answer }];
/// let properties = Properties { title: "Cloud Architect".into(), ..Properties::default() };
/// let bytes = workbook(&sheets, &properties)?;
/// assert!(bytes.starts_with(b"PK"));
/// assert_eq!(bytes, workbook(&sheets, &properties)?);
/// # Ok::<(), payband::render::RenderError>(())
/// ```
///
/// # Errors
/// [`RenderError::CellTooLong`] for a text that no cell can hold, [`RenderError::SheetTooLarge`] for a table that no sheet can hold,
/// and [`RenderError::Workbook`] for other errors of the writer; no input is known to cause one.
pub fn workbook(sheets: &[Sheet<'_>], properties: &Properties) -> Result<Vec<u8>, RenderError> {
    let mut book = xlsx::Workbook::new();
    book.set_properties(&properties_of(properties));
    let names = names::valid(sheets.iter().map(|sheet| sheet.name), &[NOTES, SOURCES]);
    let of_tables = names::of_tables(names.iter().map(String::as_str).chain([NOTES, SOURCES]));
    for ((name, of_table), sheet) in names.iter().zip(&of_tables).zip(sheets) {
        sheet::write(book.add_worksheet(), name, &caption(sheet.answer), of_table, &sheet.answer.table)?;
    }
    append(&mut book, &notes(sheets, &names), &sources(sheets), &of_tables)?;
    Ok(book.save_to_buffer()?)
}

/// A workbook with one sheet for all answers, under each other, each under the name of its sheet, with `lines` of text at its
/// top; then a sheet for each answer with long texts, which would make the columns of all others wide; then one for all notes and
/// one for all sources where there are any. For a page that is read as a whole.
///
/// # Errors
/// As [`workbook`].
pub fn stacked_workbook(
    name: &str,
    lines: &[String],
    sheets: &[Sheet<'_>],
    properties: &Properties,
) -> Result<Vec<u8>, RenderError> {
    let mut book = xlsx::Workbook::new();
    book.set_properties(&properties_of(properties));
    let names = names::unique(sheets.iter().map(|sheet| sheet.name.to_owned()), ' ');
    let of_tables = names::of_tables(names.iter().map(String::as_str).chain([NOTES, SOURCES]));
    let (apart, stacked): (Vec<_>, Vec<_>) =
        sheets.iter().zip(&of_tables).partition(|(sheet, _)| has_long_texts(sheet));
    let headings: Vec<String> = stacked.iter().map(|(sheet, _)| heading(sheet)).collect();
    let parts = stacked.iter().zip(&headings).map(|((sheet, of_table), heading)| sheet::Part {
        heading,
        name: (*of_table).clone(),
        table: &sheet.answer.table,
    });
    let parts: Vec<_> = parts.collect();
    let own = names::valid(std::iter::once(name).chain(apart.iter().map(|(sheet, _)| sheet.name)), &[NOTES, SOURCES]);
    let mut own = own.iter();
    let first = own.next().map_or("", String::as_str);
    sheet::write_stacked(book.add_worksheet(), first, &properties.title, lines, &parts)?;
    for ((sheet, of_table), name) in apart.iter().zip(own) {
        sheet::write(book.add_worksheet(), name, &heading(sheet), of_table, &sheet.answer.table)?;
    }
    append(&mut book, &notes(sheets, &names), &sources(sheets), &of_tables)?;
    Ok(book.save_to_buffer()?)
}

/// Whether an answer has a text too long for a column among those of other tables.
fn has_long_texts(sheet: &Sheet<'_>) -> bool {
    let is_long = |value: &Value| matches!(value, Value::Text(text) if text.len() > MAX_STACKED_TEXT_LEN);
    sheet.answer.table.rows.iter().flatten().any(is_long)
}

/// The heading of a table among others: its name, and the title and unit of its answer where they add to it.
fn heading(sheet: &Sheet<'_>) -> String {
    let caption = caption(sheet.answer);
    match caption.is_empty() || caption.starts_with(sheet.name) {
        true if caption.is_empty() => sheet.name.to_owned(),
        true => caption,
        false => format!("{} · {caption}", sheet.name),
    }
}

/// The title and the unit of an answer.
fn caption(answer: &Answer) -> String {
    let parts = [answer.title.as_str(), answer.unit.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Appends the sheets of notes and sources, with the last two of the names for tables.
pub(super) fn append(
    book: &mut xlsx::Workbook,
    notes: &Table,
    sources: &Table,
    of_tables: &[String],
) -> Result<(), RenderError> {
    let of_notes = of_tables.iter().rev().nth(1).map_or(NOTES, String::as_str);
    let of_sources = of_tables.last().map_or(SOURCES, String::as_str);
    for (name, of_table, table) in [(NOTES, of_notes, notes), (SOURCES, of_sources, sources)] {
        if !table.rows.is_empty() {
            sheet::write(book.add_worksheet(), name, name, of_table, table)?;
        }
    }
    Ok(())
}

/// The notes without duplicates, each with the sheets that it belongs to.
fn notes(sheets: &[Sheet<'_>], names: &[String]) -> Table {
    let mut met: Vec<(&Note, Vec<String>)> = Vec::new();
    for (name, sheet) in names.iter().zip(sheets) {
        for note in &sheet.answer.notes {
            match met.iter_mut().find(|(known, _)| *known == note) {
                Some((_, about)) if about.contains(name) => {}
                Some((_, about)) => about.push(name.clone()),
                None => met.push((note, vec![name.clone()])),
            }
        }
    }
    let rows = met.into_iter().map(|(note, about)| {
        vec![
            note.kind.as_str().into(),
            note.text_with_advice().into_owned().into(),
            Value::List(about),
            note.effect.into(),
            note.id.as_deref().into(),
        ]
    });
    Table { columns: note_columns(true), rows: rows.collect() }
}

/// The columns of the sheet of notes, with that of the sheets where there are several. The ids are not printed.
pub(super) fn note_columns(with_sheets: bool) -> Vec<Column> {
    let mut columns = vec![Column::new("kind", "Kind", Kind::Text), Column::new("text", "Text", Kind::Text)];
    columns.extend(with_sheets.then(|| Column::new("sheets", "Sheets", Kind::List)));
    columns.extend([Column::new("effect", "Effect", Kind::Text), Column::data("id", Kind::Text)]);
    columns
}

/// The sources without duplicates.
pub(super) fn sources(sheets: &[Sheet<'_>]) -> Table {
    let mut met: Vec<&Source> = Vec::new();
    for source in sheets.iter().flat_map(|sheet| &sheet.answer.sources) {
        if !met.contains(&source) {
            met.push(source);
        }
    }
    let rows = met.into_iter().map(|source| {
        let Source { id, title, publisher, published, url } = source;
        [id, title, publisher, published, url].map(|text| text.as_str().into()).into()
    });
    let columns = [
        ("id", Kind::Text),
        ("title", Kind::Text),
        ("publisher", Kind::Text),
        ("published", Kind::Date),
        ("url", Kind::Text),
    ];
    Table { columns: columns.map(|(name, kind)| Column::data(name, kind)).into(), rows: rows.collect() }
}
