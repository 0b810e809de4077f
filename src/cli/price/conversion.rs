//! How rows that are priced as CSV get another format.

use super::delimiters::DelimiterChange;
use crate::render::{RowShape, WorkbookRows};

/// What the rows of a file are turned into on their way out.
pub(super) enum RowConversion {
    /// CSV with another delimiter.
    Delimiter(DelimiterChange),
    /// JSON objects, in lines or in an array.
    Json { shape: RowShape, is_array: bool },
    /// A sheet of a workbook.
    Workbook { shape: RowShape, rows: Box<WorkbookRows> },
}
