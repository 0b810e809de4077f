//! What can be wrong with a tabular file, said so that its owner can find the place.

use std::io;

use super::unpack::Packing;

/// Why a file cannot be read or written back.
///
/// No message repeats a cell: payrolls are private. Lines count from 1, the header's first.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The source failed.
    #[error("cannot read the input")]
    Read(#[source] io::Error),
    /// The sink failed; a reader that closed the pipe is among these ([`io::ErrorKind::BrokenPipe`]).
    #[error("cannot write the output")]
    Write(#[source] io::Error),
    /// The archive stops before its end.
    #[error("the {0} input is cut off: it ends before its data does")]
    Truncated(Packing),
    /// The archive does not unpack.
    #[error("the {packing} input is damaged")]
    Damaged {
        /// How it is packed.
        packing: Packing,
        /// What the unpacking says.
        #[source]
        source: io::Error,
    },
    /// A Zstandard frame refers so far back that too much of it would have to be kept in memory.
    #[error("the zstd input needs a window of {}", binary(*.window))]
    WindowTooLarge {
        /// The window, in bytes.
        window: u64,
    },
    /// Bytes that the encoding does not know.
    #[error("line {line}: the bytes at offset {byte} are not {encoding}")]
    Encoding {
        /// The encoding that was decided on or given.
        encoding: &'static str,
        /// Offset of the first such byte in the unpacked input, from 0.
        byte: u64,
        /// The line that it is in.
        line: u64,
    },
    /// Nothing but blank lines.
    #[error("the input has no header: it is empty")]
    NoHeader,
    /// More bytes in one row than are held at once.
    #[error("line {line}: the row that begins here is longer than {limit} bytes{}", because(*.open))]
    RowTooLong {
        /// The row's first line.
        line: u64,
        /// The most that a row may have.
        limit: usize,
        /// Whether the reading stopped inside of quotes.
        open: bool,
    },
    /// The input ends inside a quoted cell, where nothing can be appended.
    #[error("line {line}: a quote in the row that begins here does not close")]
    OpenQuote {
        /// The row's first line.
        line: u64,
    },
    /// A row with more or fewer cells than the header.
    #[error("line {line}: expected {expected} cells, as in the header, but found {found}")]
    Ragged {
        /// The row's first line.
        line: u64,
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// The stop flag was raised.
    #[error("stopped")]
    Stopped,
}

impl Error {
    /// The line where it went wrong, where there is one.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            Error::Encoding { line, .. }
            | Error::RowTooLong { line, .. }
            | Error::OpenQuote { line }
            | Error::Ragged { line, .. } => Some(*line),
            _ => None,
        }
    }

    /// The same error, in this line, if it is one that knows no line of its own yet.
    pub(super) fn at_line(mut self, at: u64) -> Self {
        if let Error::Encoding { line, .. } = &mut self {
            *line = at;
        }
        self
    }
}

/// A number of bytes for people, to two places.
fn binary(bytes: u64) -> String {
    let (unit, name) = if bytes >= 1 << 30 { (1_u64 << 30, "GiB") } else { (1 << 20, "MiB") };
    let hundredths = u128::from(bytes) * 100 / u128::from(unit);
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!("{} {name}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Why a row may be so long.
fn because(open: bool) -> &'static str {
    if open { ", because a quote in it does not close" } else { "" }
}
