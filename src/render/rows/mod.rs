//! Renders the rows of a file in another format than CSV, as they come: JSON objects, or the sheet of a workbook.
//!
//! The rows arrive as CSV, with cells appended to them. Where they came from JSON or a workbook, the cells before the appended ones
//! are rendered as they were there; cells of CSV are numbers or dates where the whole column is.

mod column_type;
mod json;
mod shape;
mod split;

pub use column_type::{CellType, column_types};
pub(in crate::render) use column_type::{date, is_exact, is_number};
pub use json::JsonRows;
pub use shape::RowShape;
pub use split::{RowConsumer, SplitRow, SplitRows};
