//! The text of a cell, and what identifies the organisation that it names.

use super::organisation_name::key_of;
use crate::tabular::Row;

/// The text of a cell, without quotes and the blanks around it.
pub(super) fn text(row: &Row<'_>, column: usize) -> Box<str> {
    let cell = row.value(column).unwrap_or_default();
    String::from_utf8_lossy(&cell).trim().into()
}

/// What identifies the organisation that a cell names; empty where it names none.
pub(super) fn organisation_key(row: &Row<'_>, column: usize) -> Box<str> {
    key_of(&text(row, column))
}
