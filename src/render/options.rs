//! How to render an answer: format, screen, metadata and detail.

use jiff::civil::Date;

use super::footer::Detail;
use super::format::Format;
use crate::screen::Screen;

/// The command and the pack that an answer comes from, for JSON documents and workbooks.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// The command, such as `benchmark`.
    pub command: String,
    /// The name of the pack.
    pub pack_name: String,
    /// Its version.
    pub pack_version: String,
}

/// How to print an answer.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// The format.
    pub format: Format,
    /// The screen that the output is written for.
    pub screen: Screen,
    /// Whether CSV and TSV are for a spreadsheet: with a byte order mark, CRLF, and no text that would run as a formula.
    pub excel: bool,
    /// The command and the pack, for JSON documents and workbooks.
    pub meta: Meta,
    /// The creation date of a workbook.
    pub created: Date,
    /// How many notes stand under a table. Documents have all notes.
    pub detail: Detail,
}

impl RenderOptions {
    /// The earliest date in a ZIP archive, and so in a workbook.
    const FIRST_DAY: Date = jiff::civil::date(1980, 1, 1);

    /// Options for a pipe or a file: unlimited width, no colour, no sanitising, and 1980 as creation date.
    #[must_use]
    pub fn new(format: Format) -> Self {
        let (screen, meta) = (Screen::default(), Meta::default());
        RenderOptions { format, screen, excel: false, meta, created: RenderOptions::FIRST_DAY, detail: Detail::Short }
    }
}
