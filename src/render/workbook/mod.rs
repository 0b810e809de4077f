//! Renders workbooks for Excel and other spreadsheets: a sheet for each table, then the notes and the sources of all tables.
//!
//! Columns and numbers are those of CSV; only the number formats differ. There are no formulas: every text stays a text. Equal answers
//! and days give equal bytes. Texts and tables that do not fit are an error, because a truncated workbook would look complete.

mod book;
mod names;
mod properties;
mod rows;
mod sheet;

pub use book::{Sheet, workbook};
pub use properties::Properties;
pub use rows::WorkbookRows;
