//! How to render an answer: format, screen, metadata and detail.

use jiff::civil::Date;

use super::footer::Detail;
use super::format::Format;
use crate::screen::Screen;

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
