//! The text of one file of a pack.

use std::borrow::Cow;

use foldhash::HashMap;

use super::delimited::Malformed;
use super::error::DataError;

/// The text of a file, and its name for messages.
pub(super) struct SourceFile {
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
    /// What was changed in a file with semicolons between cells; `None` for a file with commas.
    pub(super) changes: Option<Box<Changes>>,
}

/// The cells in which the text of a file differs from what its author wrote.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// The numbers that could not be rewritten.
    pub(super) refused: Vec<DataError>,
    /// The author's text of the numbers that were rewritten, by line and column.
    pub(super) own_texts: HashMap<(u64, String), String>,
}

impl SourceFile {
    /// A file whose text is as its author wrote it.
    pub(super) fn new(name: String, text: Cow<'static, str>) -> Self {
        SourceFile { name, text, changes: None }
    }

    /// The errors of numbers that cannot be read.
    pub(super) fn refused(&self) -> &[DataError] {
        self.changes.as_ref().map_or(&[], |changes| changes.refused.as_slice())
    }

    /// An error about a cell with the text that the author wrote in it.
    pub(super) fn in_own_text(&self, error: DataError) -> DataError {
        let own = self.changes.as_ref().and_then(|changes| {
            let (line, column) = (error.line?, error.column.clone()?);
            error.value.as_ref()?;
            changes.own_texts.get(&(line, column)).cloned()
        });
        match own {
            Some(text) => error.with_value(text),
            None => error,
        }
    }

    /// The text without a byte order mark, which Excel writes.
    pub(super) fn body(&self) -> &str {
        without_byte_order_mark(&self.text)
    }

    /// The error for a file that is not a CSV table.
    pub(super) fn malformed(&self, error: Malformed) -> DataError {
        let remedy =
            "put a cell that contains a comma, a quote or a line break in double quotes, and double each quote in it";
        let (line, problem) = match error {
            Malformed::OpenQuote(line) => (line, "a quote is opened and never closed"),
            Malformed::AfterQuote(line) => (line, "text follows a closing quote"),
        };
        DataError::file(&self.name, problem, remedy).at(line)
    }
}

/// A text without the byte order mark at its beginning.
pub(super) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
