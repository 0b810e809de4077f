//! Prints an [`Answer`]: tables for people, CSV, TSV, JSON, JSON lines, Markdown and workbooks.
//!
//! Owns how a value becomes text ([`data_number`], [`people_number`]), what is rounded, hidden or wrapped, and what a
//! terminal must not be sent. One file a format; the table and Markdown share one grid. Refuses to know of streams, the
//! environment and the terminal itself: whoever calls says how wide the screen is, whether it has colour, and writes the
//! bytes.

mod card;
mod cell;
mod delimited;
mod footer;
mod format;
mod grid;
mod html;
pub(crate) mod ink;
mod json;
mod markdown;
mod pages;
mod plan;
mod sanitise;
mod table;
mod workbook;
pub(crate) mod wrap;

pub use cell::{data_number, data_text, people_number, people_text};
pub(crate) use delimited::BOM;
pub use delimited::neutralised;
pub use footer::{Detail, footer, notes, references};
pub use format::{Format, UnknownFormat};
pub use json::SCHEMA_VERSION;
pub use pages::{PageFormat, page};
pub use sanitise::sanitised;
pub(crate) use sanitise::{acts, is_noncharacter, sanitised_lines};
pub use workbook::{Properties, Sheet, workbook};

use std::borrow::Cow;

use jiff::civil::Date;

use crate::answer::Answer;

/// What the reader looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Screen {
    /// How many columns a line may fill; `None` when it is not a terminal, and nothing is wrapped. Below 20 counts as 20.
    pub width: Option<usize>,
    /// Whether to write colours, as ANSI codes.
    pub colour: bool,
    /// Whether the bytes go to a terminal, so that control and bidi characters in text must be made visible.
    pub sanitise: bool,
}

impl Screen {
    /// The narrowest screen that a table is laid out for.
    const NARROWEST: usize = 20;
    /// The longest line of prose, which is also where clap wraps its help: longer ones are hard to read.
    const PROSE: usize = 100;

    /// How wide a table may be.
    pub(crate) fn columns(&self) -> Option<usize> {
        self.width.map(|width| width.max(Screen::NARROWEST))
    }

    /// How wide a note may be.
    pub(crate) fn prose(&self) -> Option<usize> {
        self.columns().map(|width| width.min(Screen::PROSE))
    }

    /// A text that this screen may be sent; line breaks stay.
    pub(crate) fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.sanitise { sanitise::sanitised_lines(text) } else { Cow::Borrowed(text) }
    }
}

/// What a JSON document or a workbook says of where it comes from.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// The command that answered, such as `benchmark`.
    pub command: String,
    /// The name of the pack.
    pub pack_name: String,
    /// Its version.
    pub pack_version: String,
}

/// How to print an answer.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// What the reader looks at.
    pub screen: Screen,
    /// CSV and TSV for a spreadsheet: a byte order mark, CRLF, and no text that would run as a formula.
    pub excel: bool,
    /// For JSON and workbooks.
    pub meta: Meta,
    /// The day that a workbook says it was made.
    pub created: Date,
    /// How much stands under a table; documents say everything.
    pub detail: Detail,
}

impl Options {
    /// The first day that a ZIP archive, which a workbook is, can name.
    const FIRST_DAY: Date = jiff::civil::date(1980, 1, 1);

    /// A format for a pipe or a file: unlimited width, no colour, exact bytes; a workbook made in 1980.
    #[must_use]
    pub fn new(format: Format) -> Self {
        let (screen, meta) = (Screen::default(), Meta::default());
        Options { format, screen, excel: false, meta, created: Options::FIRST_DAY, detail: Detail::Short }
    }
}

/// An answer could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The CSV writer refused.
    #[error("the answer could not be written as CSV")]
    Csv(#[from] csv::Error),
    /// The template of a page refused.
    #[error("the page could not be written as HTML")]
    Html(#[from] askama::Error),
    /// The JSON writer refused.
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The workbook writer refused.
    #[error("the answer could not be written as a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A text is longer than a cell of a workbook can hold. The row counts from 1, without the header.
    #[error(
        "row {row}, column {column} of the sheet \"{sheet}\" has more than the 32,767 characters that a cell can hold"
    )]
    CellTooLong {
        /// The name of the sheet.
        sheet: String,
        /// The data name of the column.
        column: String,
        /// The row of the table.
        row: u32,
    },
    /// A table has more rows or columns than a sheet of a workbook.
    #[error("the sheet \"{sheet}\" has more than the 1,048,575 rows or the 16,384 columns that a workbook can hold")]
    SheetTooLarge {
        /// The name of the sheet.
        sheet: String,
    },
}

/// Prints an answer.
///
/// Text formats end with a line break. CSV, TSV and JSON lines hold the rows only: print [`notes`] beside them.
///
/// ```
/// use payband::answer::{Answer, Column, Kind, Table, Value};
/// use payband::money::Decimal;
/// use payband::render::{Format, Options, render};
///
/// let answer = Answer {
///     title: "Cloud Architect, Shanghai".into(),
///     unit: "USD a year".into(),
///     table: Table {
///         columns: vec![Column::new("level", "Level", Kind::Text), Column::new("base", "Base", Kind::Money)],
///         rows: vec![vec!["Senior".into(), Decimal::new(94_250, 0).into()], vec!["Intern".into(), Value::Missing]],
///     },
///     ..Answer::default()
/// };
/// let csv = render(&answer, &Options::new(Format::Csv))?;
/// assert_eq!(csv, b"level,base\nSenior,94250.00\nIntern,\n");
/// let table = render(&answer, &Options::new(Format::Table))?;
/// assert_eq!(String::from_utf8_lossy(&table), "\
/// Cloud Architect, Shanghai · USD a year
///
/// Level     Base
/// ──────────────
/// Senior  94,250
/// Intern       –
/// ");
/// # Ok::<(), payband::render::RenderError>(())
/// ```
///
/// # Errors
/// [`RenderError::CellTooLong`] and [`RenderError::SheetTooLarge`] for what a workbook cannot hold. The others are for a
/// writer that refuses, which memory never does: they are here for honesty, not for handling.
pub fn render(answer: &Answer, options: &Options) -> Result<Vec<u8>, RenderError> {
    match options.format {
        Format::Table => Ok(table::table(answer, &options.screen, options.detail).into_bytes()),
        Format::Csv => delimited::delimited(answer, b',', options),
        Format::Tsv => delimited::delimited(answer, b'\t', options),
        Format::Json => json::document(answer, options),
        Format::Jsonl => json::lines(answer, options),
        Format::Markdown => Ok(markdown::markdown(answer, &options.screen).into_bytes()),
        Format::Xlsx => one_sheet(answer, options),
    }
}

/// A workbook with one answer, on a sheet that is called like the command.
fn one_sheet(answer: &Answer, options: &Options) -> Result<Vec<u8>, RenderError> {
    let Meta { command, pack_name, pack_version } = &options.meta;
    let comment = match pack_name.as_str() {
        "" => String::new(),
        _ => format!("payband {command}, pack {pack_name} {pack_version}"),
    };
    let properties = Properties { title: answer.title.clone(), comment, created: options.created };
    workbook(&[Sheet { name: command, answer }], &properties)
}
