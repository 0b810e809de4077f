//! Prints an [`Answer`]: tables for people, CSV, TSV, JSON, JSON lines and Markdown.
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
pub(crate) mod ink;
mod json;
mod markdown;
mod plan;
mod sanitise;
mod table;
pub(crate) mod wrap;

pub use cell::{data_number, data_text, people_number, people_text};
pub use delimited::neutralised;
pub use footer::notes;
pub use format::{Format, UnknownFormat};
pub use json::SCHEMA_VERSION;
pub use sanitise::sanitised;

use std::borrow::Cow;

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

/// What a JSON document says of where it comes from.
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
    /// For JSON.
    pub meta: Meta,
}

impl Options {
    /// A format for a pipe or a file: unlimited width, no colour, exact bytes.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Options { format, screen: Screen::default(), excel: false, meta: Meta::default() }
    }
}

/// An answer could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The CSV writer refused.
    #[error("the answer could not be written as CSV")]
    Csv(#[from] csv::Error),
    /// The JSON writer refused.
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
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
/// [`RenderError`] when a writer refuses, which memory never does: it is here for honesty, not for handling.
pub fn render(answer: &Answer, options: &Options) -> Result<Vec<u8>, RenderError> {
    match options.format {
        Format::Table => Ok(table::table(answer, &options.screen).into_bytes()),
        Format::Csv => delimited::delimited(answer, b',', options),
        Format::Tsv => delimited::delimited(answer, b'\t', options),
        Format::Json => json::document(answer, options),
        Format::Jsonl => json::lines(answer, options),
        Format::Markdown => Ok(markdown::markdown(answer, &options.screen).into_bytes()),
    }
}
