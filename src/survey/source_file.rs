//! A file that was surveyed.

use serde::{Deserialize, Serialize};

/// A file that was surveyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name without the folder.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl SourceFile {
    /// The names of files in one text, each name once: `north.csv + south.csv`.
    #[must_use]
    pub fn names(files: &[SourceFile]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for file in files {
            if !names.contains(&file.name.as_str()) {
                names.push(&file.name);
            }
        }
        names.join(" + ")
    }
}
