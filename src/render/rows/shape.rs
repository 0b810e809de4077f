//! What is known of the rows before they come.

use std::sync::Arc;

use super::column_type::CellType;
use crate::tabular::{Delimiter, OriginalRows};

/// The rows that are rendered.
#[derive(Debug, Clone)]
pub struct RowShape {
    /// The columns of the file: their names, and the types of their cells where the file is CSV.
    pub columns: Vec<(String, CellType)>,
    /// The columns of the file that are left out: their places among all, and their names.
    pub left_out: Vec<(usize, String)>,
    /// The appended columns: their names, and the types of their cells.
    pub appended: Vec<(String, CellType)>,
    /// The delimiter of the CSV.
    pub delimiter: Delimiter,
    /// The line of the CSV in which the rows begin.
    pub first_line: u64,
    /// The rows as they were in a file that is no CSV.
    pub originals: OriginalRows,
    /// The codes of the number formats in a workbook.
    pub formats: Arc<[String]>,
    /// Whether the file is CSV, so that there are no original rows.
    pub is_delimited: bool,
}
