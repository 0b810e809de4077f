//! The header of a file.

use super::dialect::{Delimiter, quoted};

/// The first row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub(super) names: Vec<String>,
    /// The row, and blank lines before it.
    pub(super) bytes: Vec<u8>,
    pub(super) ending: &'static str,
    /// The line in which the row begins, from 1.
    pub(super) line: u64,
}

impl Header {
    /// The names of the columns without quotes; they may be empty or repeat.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The line ending: `"\n"`, `"\r\n"`, `"\r"`, or empty where the file ends with the header.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.ending
    }

    /// The bytes of the header and its line ending, with more names appended.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = &'n str>, delimiter: Delimiter) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for name in names {
            bytes.push(delimiter.byte());
            bytes.extend_from_slice(&quoted(name.as_bytes(), delimiter));
        }
        bytes.extend_from_slice(self.ending.as_bytes());
        bytes
    }
}
