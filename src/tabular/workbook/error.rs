//! Why a workbook cannot be read.

use std::io;

/// Why a workbook cannot be read. No message repeats a cell.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbookError {
    /// The archive or its XML is not as it should be.
    #[error("the workbook is damaged: {0}")]
    Damaged(&'static str),
    /// The same, found by the reader of the archive or of the data.
    #[error("the workbook is damaged")]
    Unreadable(#[source] io::Error),
    /// A part of the workbook that is larger than any that a spreadsheet writes.
    #[error("the workbook is too large to be read: {0}")]
    TooLarge(&'static str),
    /// A part that expands to so much that it can only be made to fill the memory.
    #[error("the workbook expands to more than {0} times its size, as no spreadsheet does")]
    Bomb(u64),
    /// A row longer than the row limit.
    #[error("line {line}: the row that begins here is longer than {limit} bytes")]
    RowTooLong {
        /// The row of the sheet, from 1.
        line: u32,
        /// The row limit in bytes.
        limit: usize,
    },
    /// No sheet has a row.
    #[error("the workbook has no rows")]
    NoRows,
    /// The sheet that was asked for has no row.
    #[error("the sheet \"{0}\" has no rows")]
    EmptySheet(String),
    /// No sheet has the name or number that was asked for.
    #[error("the workbook has no sheet \"{asked}\"; it has {}", quoted(.names))]
    NoSuchSheet {
        /// What was asked for.
        asked: String,
        /// The names of the sheets, in their order.
        names: Vec<String>,
    },
}

/// The most sheets that a message names.
const MAX_NAMES: usize = 12;

fn quoted(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("\"{name}\"")).collect();
    if names.len() > MAX_NAMES {
        shown.push(format!("{} more", names.len() - MAX_NAMES));
    }
    if shown.is_empty() { "no sheets".to_owned() } else { shown.join(", ") }
}

impl WorkbookError {
    /// An error of the reader of the archive, as one of this module where it is one.
    pub(super) fn of_reading(error: io::Error) -> Self {
        match error.downcast::<WorkbookError>() {
            Ok(own) => own,
            Err(error) => WorkbookError::Unreadable(error),
        }
    }

    /// The error of a row, whose number is from 0.
    pub(super) fn row_too_long(number: u32, limit: usize) -> Self {
        WorkbookError::RowTooLong { line: number.saturating_add(1), limit }
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            WorkbookError::Damaged(_) | WorkbookError::Unreadable(_) => {
                "open it in a spreadsheet program, and save it anew as .xlsx or CSV"
            }
            WorkbookError::TooLarge(_) | WorkbookError::Bomb(_) => {
                "see whether the file is what it should be; if it is, save the sheet as CSV"
            }
            WorkbookError::RowTooLong { .. } => {
                "see whether the file is what it should be; --row-limit allows longer rows"
            }
            WorkbookError::NoRows => "see whether it is the right file",
            WorkbookError::EmptySheet(_) | WorkbookError::NoSuchSheet { .. } => {
                "name a sheet with --sheet, by its name or its number from 1"
            }
        }
    }
}
