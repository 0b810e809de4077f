//! Errors of delimited files, with the place in the file.

use std::io;

use super::kind::UnsupportedKind;
use super::source_lines::SourceLines;
use super::stray_quote::StrayQuote;
use super::unpack::Packing;
use super::workbook::WorkbookError;

/// Why a file cannot be read or written back.
///
/// Payrolls are private, so no message repeats a cell. Lines count from 1, the header's first line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The source failed.
    #[error("cannot read the input")]
    Read(#[source] io::Error),
    /// The sink failed, or its reader closed the pipe ([`io::ErrorKind::BrokenPipe`]).
    #[error("cannot write the output")]
    Write(#[source] io::Error),
    /// The archive stops before its end.
    #[error("the {0} input is cut off: it ends before its data does")]
    Truncated(Packing),
    /// The archive does not unpack.
    #[error("the {packing} input is damaged")]
    Damaged {
        /// The packing.
        packing: Packing,
        /// The error of the decompressor.
        #[source]
        source: io::Error,
    },
    /// The archive ends before the file does.
    #[error("the {0} data is followed by bytes that are no part of it")]
    TrailingBytes(Packing),
    /// A Zstandard frame whose window needs too much memory.
    #[error("the zstd input needs a window of {}", binary(*.window))]
    WindowTooLarge {
        /// The window, in bytes.
        window: u64,
    },
    /// Bytes that are invalid in the encoding.
    #[error("line {line}: the bytes at offset {byte} are not {encoding}")]
    Encoding {
        /// The encoding, detected or given.
        encoding: &'static str,
        /// The offset of the first invalid byte in the unpacked input, from 0.
        byte: u64,
        /// The line of that byte.
        line: u64,
    },
    /// An input without any row.
    #[error("the input has no header: it is empty")]
    NoHeader,
    /// An input without a row after the lines that were skipped.
    #[error("the input has no header: nothing follows {}", first_lines(*.0))]
    NothingAfterSkipped(u64),
    /// A row longer than the row limit.
    #[error("line {line}: the row that begins here is longer than {limit} bytes{}", because(*.open))]
    RowTooLong {
        /// The row's first line.
        line: u64,
        /// The row limit in bytes.
        limit: usize,
        /// Whether the limit was reached inside of quotes.
        open: bool,
    },
    /// The input ends inside a quoted cell, where nothing can be appended; or such a cell holds whole rows.
    #[error("line {line}: a quote in the row that begins here does not close{}", before_row(*.row_within))]
    OpenQuote {
        /// The row's first line.
        line: u64,
        /// The last line inside the quotes that looks like a row; `None` if the input ends inside the quotes.
        row_within: Option<u64>,
    },
    /// A row with more or fewer cells than the header.
    #[error("line {line}: the row has {}, but the header has {expected}", cells(*.found))]
    Ragged {
        /// The row's first line.
        line: u64,
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
        /// Whether a comma between two cells may be the thousands separator of a number.
        splits_number: bool,
    },
    /// A file of a kind that is not read.
    #[error("this is {}", .0.name())]
    Unsupported(UnsupportedKind),
    /// Text that is no JSON object where one must be.
    #[error("line {line}: {fault}")]
    Json {
        /// The line where the object should begin.
        line: u64,
        /// What is wrong.
        fault: JsonFault,
    },
    /// A JSON object that is alone in its file, and holds the rows in a list.
    #[error("the file is one JSON object, and its rows are in the list \"{key}\" of it")]
    ListInObject {
        /// The key of the list.
        key: String,
    },
    /// A JSON object that is alone in its file, and holds a column in each of its members.
    #[error("the file is one JSON object of columns, not of rows")]
    ColumnsInObject,
    /// A JSON object with a key that has no column, because no object of the first MiB has it.
    #[error("line {line}: no object of the first MiB has the key \"{key}\", so it has no column")]
    NewKey {
        /// The line where the object begins.
        line: u64,
        /// The key.
        key: String,
    },
    /// A workbook that cannot be read.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// A sample of the file ends here, and the file goes on.
    #[error("the file goes on after the sample")]
    EndOfSample,
    /// A block of CSV that is made of another kind of file ends here, because the original rows beside it are long.
    #[error("the file goes on after the block")]
    EndOfBlock,
}

/// What is wrong with JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonFault {
    /// Something else than an object.
    #[error("this is no JSON object")]
    NoObject,
    /// The text ends inside of an object or of the array.
    #[error("the JSON text ends before it is complete")]
    CutOff,
    /// A line ends inside of its object, and the text goes on.
    #[error("the JSON object does not end in its line")]
    LineCutOff,
    /// Something follows the array.
    #[error("something follows the JSON array")]
    AfterArray,
    /// A string holds half of a surrogate pair, which is no character.
    #[error("a JSON string holds half of a surrogate pair")]
    Surrogate,
    /// The objects have more keys than a table can have columns.
    #[error("the JSON objects have more than 16,384 keys")]
    TooManyKeys,
}

impl From<StrayQuote> for Error {
    fn from(StrayQuote { line, row_within }: StrayQuote) -> Self {
        Error::OpenQuote { line, row_within: Some(row_within) }
    }
}

impl Error {
    /// The line of the error, where it has one.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            Error::Encoding { line, .. }
            | Error::RowTooLong { line, .. }
            | Error::OpenQuote { line, .. }
            | Error::Json { line, .. }
            | Error::NewKey { line, .. }
            | Error::Ragged { line, .. } => Some(*line),
            _ => None,
        }
    }

    /// The error of CSV that was made of a file, with the line of the file.
    #[must_use]
    pub fn at_source_line(mut self, lines: &SourceLines) -> Self {
        if let Error::OpenQuote { row_within: Some(within), .. } = &mut self {
            *within = lines.of(*within);
        }
        if let Error::RowTooLong { line, .. } | Error::OpenQuote { line, .. } | Error::Ragged { line, .. } = &mut self {
            *line = lines.of(*line);
        }
        self
    }

    /// The error with its line set, where it is an encoding error without one.
    pub(super) fn at_line(mut self, at: u64) -> Self {
        if let Error::Encoding { line: line @ 0, .. } = &mut self {
            *line = at;
        }
        self
    }
}

/// A number of bytes as text, to two places.
fn binary(bytes: u64) -> String {
    let (unit, name) = if bytes >= 1 << 30 { (1_u64 << 30, "GiB") } else { (1 << 20, "MiB") };
    let hundredths = u128::from(bytes) * 100 / u128::from(unit);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{} {name}", text.trim_end_matches('0').trim_end_matches('.'))
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

fn first_lines(count: u64) -> String {
    if count == 1 { "line 1".to_owned() } else { format!("the first {count} lines") }
}

/// The end of the message about a quoted cell that holds whole rows.
fn before_row(line: Option<u64>) -> String {
    line.map_or_else(String::new, |line| format!(" before line {line}, which looks like another row"))
}

/// The end of the message about a long row.
fn because(open: bool) -> &'static str {
    if open { ", because a quote in it does not close" } else { "" }
}
