//! Renders the rows of a file in another format than CSV, as they come: JSON objects, or the sheet of a workbook.
//!
//! The rows arrive as CSV, with cells appended to them. Where they came from JSON or a workbook, the cells before the appended ones
//! are rendered as they were there; cells of CSV are numbers or dates where the whole column is.

mod column_type;
mod json;
mod split;

pub use column_type::{CellType, column_types};
pub(in crate::render) use column_type::{date, is_number};
pub use json::JsonRows;
pub use split::{RowConsumer, SplitRow, SplitRows};

use crate::tabular::{Delimiter, OriginalRows};

/// The rows that are rendered.
#[derive(Debug, Clone)]
pub struct RowShape {
    /// The columns of the file: their names, and the types of their cells where the file is CSV.
    pub columns: Vec<(String, CellType)>,
    /// The appended columns: their names, and the types of their cells.
    pub appended: Vec<(String, CellType)>,
    /// The delimiter of the CSV.
    pub delimiter: Delimiter,
    /// The line of the CSV in which the rows begin.
    pub first_line: u64,
    /// The rows as they were in a file that is no CSV.
    pub originals: OriginalRows,
    /// The codes of the number formats in a workbook.
    pub formats: std::sync::Arc<[String]>,
    /// Whether the file is CSV, so that there are no original rows.
    pub is_delimited: bool,
}
