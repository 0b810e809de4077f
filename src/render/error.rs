//! The errors of rendering.

use std::io;

/// An answer could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The CSV writer failed.
    #[error("the answer could not be written as CSV")]
    Csv(#[from] csv::Error),
    /// The template of a page failed.
    #[error("the page could not be written as HTML")]
    Html(#[from] askama::Error),
    /// The JSON writer failed.
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The workbook writer failed.
    #[error("the answer could not be written as a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A text is too long for a cell of a workbook.
    #[error(
        "row {row}, column {column} of the sheet \"{sheet}\" has more than the 32,767 characters that a cell can hold"
    )]
    CellTooLong {
        /// The name of the sheet.
        sheet: String,
        /// The data name of the column.
        column: String,
        /// The row of the table, from 1, without the header.
        row: u32,
    },
    /// A text of a file is too long for a cell of a workbook.
    #[error(
        "line {line}: the cell of column \"{column}\" has more than the 32,767 characters that a workbook can hold"
    )]
    CellOfLineTooLong {
        /// The line of the file in which the row begins.
        line: u64,
        /// The name of the column.
        column: String,
    },
    /// A JSON object has a key of its own that is one of the keys that are appended.
    #[error("line {line}: the object has the key \"{key}\", which the objects before it got from payband")]
    KeyOfLineTaken {
        /// The line of the file in which the object begins.
        line: u64,
        /// The key.
        key: String,
    },
    /// A table has too many rows or columns for a sheet of a workbook.
    #[error("the sheet \"{sheet}\" has more than the 1,048,575 rows or the 16,384 columns that a workbook can hold")]
    SheetTooLarge {
        /// The name of the sheet.
        sheet: String,
    },
}

/// Why an answer could not be written.
#[derive(Debug)]
pub enum StreamError<E> {
    /// The rows could not be made.
    Rows(E),
    /// They could not be rendered.
    Render(RenderError),
    /// The sink failed.
    Write(io::Error),
}

impl<E> From<RenderError> for StreamError<E> {
    fn from(error: RenderError) -> Self {
        StreamError::Render(error)
    }
}
