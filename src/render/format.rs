//! The output formats, their names and file extensions.

use std::fmt;
use std::str::FromStr;

/// A format that an answer can be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table for people, fitted to the screen.
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values. A field with a tab, a line break or a quote is quoted as in CSV.
    Tsv,
    /// One JSON document with the whole answer.
    Json,
    /// JSON lines: one object for each row.
    Jsonl,
    /// A GitHub-flavoured Markdown table.
    Markdown,
    /// A workbook for Excel and other spreadsheets, for files only.
    Xlsx,
}

/// The text names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a format: choose table, csv, tsv, json, jsonl, markdown or xlsx")]
pub struct UnknownFormat(pub String);

impl Format {
    /// All formats, in the order of the help.
    pub const ALL: [Format; 7] =
        [Format::Table, Format::Csv, Format::Tsv, Format::Json, Format::Jsonl, Format::Markdown, Format::Xlsx];

    /// The name on the command line.
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

    /// Whether [`write_pieces`](super::write_pieces) can write it, because its rows do not depend on each other.
    #[must_use]
    pub fn is_streamed(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Json | Format::Jsonl)
    }

    /// The format of a file extension, in any case and without the dot; `None` for other extensions.
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

    /// Whether the format holds notes, caveats and sources. For other formats [`notes`](super::notes) prints them to standard
    /// error.
    #[must_use]
    pub fn carries_notes(self) -> bool {
        matches!(self, Format::Table | Format::Json | Format::Markdown | Format::Xlsx)
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// Reads a name in any case.
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
