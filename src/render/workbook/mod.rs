//! Workbooks for Excel and other spreadsheets: a sheet a table, then the notes and the sources of all of them.
//!
//! Owns which sheets there are, what they are called and what the file says of itself. The columns and the numbers are those
//! of CSV; a number only looks different. Refuses formulas (whatever a text begins with, it stays a text), the clock (the
//! same answers and the same day make the same bytes), and texts or tables that do not fit: they are an error, because a
//! workbook that was cut short looks like a whole one.

mod names;
mod sheet;

use jiff::civil::Date;
use rust_xlsxwriter as xlsx;

use super::error::RenderError;
use crate::answer::{Answer, Column, Kind, Note, Source, Table, Value};
use crate::xml::without_noncharacters;

/// A table of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What the sheet should be called. What a sheet cannot be called is mended: marks that spreadsheets refuse become blanks,
    /// long names are cut, and of two that are the same the second gets a number.
    pub name: &'a str,
    /// What stands on it, and the notes and sources that belong to it.
    pub answer: &'a Answer,
}

/// What a workbook says of itself.
#[derive(Debug, Clone, Default)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// Where it comes from, in a line: the program, the pack and its version.
    pub comment: String,
    /// The day it was made.
    pub created: Date,
}

/// The name of the sheet with what a reader must know beside the figures.
const NOTES: &str = "Notes";
/// The name of the sheet with the documents that the figures come from.
const SOURCES: &str = "Sources";

/// A workbook: a sheet for each answer, one for the notes of all of them and one for the sources, each there only when it has
/// something to say.
///
/// A sheet has the columns of CSV under their data names, in a frozen header with a filter; numbers are numbers, rounded as
/// in CSV and shown by their [`Kind`]; dates are dates; what is not known is an empty cell.
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
/// [`RenderError::CellTooLong`] for a text that no cell can hold, [`RenderError::SheetTooLarge`] for a table that no sheet can,
/// and [`RenderError::Workbook`] for what the writer refuses besides, which is nothing that is known.
pub fn workbook(sheets: &[Sheet<'_>], properties: &Properties) -> Result<Vec<u8>, RenderError> {
    let mut book = xlsx::Workbook::new();
    book.set_properties(
        &xlsx::DocProperties::new()
            .set_title(without_noncharacters(&properties.title).as_ref())
            .set_author("payband")
            .set_comment(without_noncharacters(&properties.comment).as_ref())
            .set_creation_datetime(&properties.created),
    );
    let names = names::valid(sheets.iter().map(|sheet| sheet.name), &[NOTES, SOURCES]);
    for (name, sheet) in names.iter().zip(sheets) {
        let answer = sheet.answer;
        let caption = [answer.title.as_str(), answer.unit.as_str()];
        let caption: Vec<&str> = caption.into_iter().filter(|part| !part.is_empty()).collect();
        sheet::write(book.add_worksheet(), name, &caption.join(" · "), &answer.table)?;
    }
    let appended = [(NOTES, notes(sheets, &names)), (SOURCES, sources(sheets))];
    for (name, table) in appended.iter().filter(|(_, table)| !table.rows.is_empty()) {
        sheet::write(book.add_worksheet(), name, name, table)?;
    }
    Ok(book.save_to_buffer()?)
}

/// Every note and caveat once, with the sheets that it is about.
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
            note.id.as_deref().into(),
            note.effect.into(),
        ]
    });
    let columns = [
        ("kind", Kind::Text),
        ("text", Kind::Text),
        ("sheets", Kind::List),
        ("id", Kind::Text),
        ("effect", Kind::Text),
    ];
    Table { columns: columns.map(|(name, kind)| Column::data(name, kind)).into(), rows: rows.collect() }
}

/// Every document once.
fn sources(sheets: &[Sheet<'_>]) -> Table {
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
