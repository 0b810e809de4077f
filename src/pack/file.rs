//! The text of one file of a pack.

use std::borrow::Cow;

use super::delimited::Malformed;
use super::error::DataError;

/// The text of a file, and its name for messages.
pub(super) struct SourceFile {
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
}

impl SourceFile {
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
