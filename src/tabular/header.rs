//! The header of a file.

use super::dialect::{Delimiter, quoted};

/// The first row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub(super) names: Vec<String>,
    /// The row, and blank lines before it.
    pub(super) bytes: Vec<u8>,
    pub(super) ending: &'static str,
}

impl Header {
    /// The columns' names as they stand there, without quotes; some may be empty or the same.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What ends its line: `"\n"`, `"\r\n"`, `"\r"`, or nothing where the file ends with it.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.ending
    }

    /// Its bytes in the file, with more names behind the last.
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
