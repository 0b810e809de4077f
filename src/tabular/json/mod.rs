//! JSON lines and JSON arrays of objects, read as CSV: a column for each key, a row for each object.

mod elements;
mod object;
mod reader;

pub(super) use elements::Arrangement;
pub(super) use reader::JsonReader;
