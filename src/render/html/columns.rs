//! The columns of a table that a page treats by their names.

use crate::answer::{Table, Value};
use crate::iter::common_value;

/// The column with the ids of the documents that a row comes from.
pub(super) const SOURCE: &str = "source";
/// The column with whoever published a row.
pub(super) const ACCORDING_TO: &str = "according_to";
/// The column with figures in words, whose units differ.
pub(super) const FIGURE: &str = "figure";
/// The column with the basis of a row, and its value for published rows.
pub(super) const BASIS: &str = "basis";
pub(super) const PUBLISHED: &str = "published";

/// The index of a column.
pub(super) fn position(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

/// A value that is a text.
pub(super) fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The text that all rows have in a column; `None` where they differ, or the table has no such column.
pub(super) fn common_text<'t>(table: &'t Table, name: &str) -> Option<&'t str> {
    let at = position(table, name)?;
    common_value(table.rows.iter().map(|row| row.get(at)))?.and_then(text)
}
