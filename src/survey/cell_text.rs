//! The text of a cell.

use crate::tabular::Row;

/// The text of a cell, without quotes and the blanks around it.
pub(super) fn text(row: &Row<'_>, column: usize) -> Box<str> {
    let cell = row.value(column).unwrap_or_default();
    String::from_utf8_lossy(&cell).trim().into()
}
