//! The formats by name and by file extension.

use std::fmt;
use std::str::FromStr;

/// A format that an answer can be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Columns for people, fitted to the screen.
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values. A field with a tab, a line break or a quote in it is quoted as in CSV, so that no text can
    /// break a row.
    Tsv,
    /// One JSON document with everything the answer holds.
    Json,
    /// One JSON object a row and line.
    Jsonl,
    /// A GitHub-flavoured Markdown table.
    Markdown,
    /// A workbook for Excel and other spreadsheets: bytes for a file, never for a terminal.
    Xlsx,
}

/// A text that names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a format: choose table, csv, tsv, json, jsonl, markdown or xlsx")]
pub struct UnknownFormat(pub String);

impl Format {
    /// All of them, in the order that help lists them.
    pub const ALL: [Format; 7] =
        [Format::Table, Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Markdown, Format::Xlsx];

    /// Its name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Markdown => "markdown",
            Format::Xlsx => "xlsx",
        }
    }

    /// The format that a file's extension asks for, in either case and without the dot; `None` for any other.
    ///
    /// ```
    /// use payband::render::Format;
    ///
    /// assert_eq!(Format::from_extension("MD"), Some(Format::Markdown));
    /// assert_eq!(Format::from_extension("xls"), None);
    /// ```
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Table),
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" | "markdown" => Some(Format::Markdown),
            "xlsx" => Some(Format::Xlsx),
            _ => None,
        }
    }

    /// Whether the format has room for notes, caveats and sources. Those of the others go to standard error, as
    /// [`notes`](super::notes) writes them.
    #[must_use]
    pub fn carries_notes(self) -> bool {
        matches!(self, Format::Table | Format::Json | Format::Markdown | Format::Xlsx)
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads the name in either case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Format::ALL
            .into_iter()
            .find(|format| format.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_and_every_own_extension_leads_home() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
            assert_eq!(format.as_str().to_uppercase().parse(), Ok(format));
            if format != Format::Table {
                assert_eq!(Format::from_extension(format.as_str()), Some(format));
            }
        }
        assert_eq!("xml".parse::<Format>(), Err(UnknownFormat("xml".to_owned())));
        assert_eq!(Format::from_extension(""), None);
    }
}
