//! JSON lines and JSON arrays of objects, read as CSV: a column for each key, a row for each object.

mod elements;
mod object;
mod reader;

pub(super) use elements::Arrangement;
pub(crate) use object::without_members;
pub(super) use reader::JsonReader;
