//! Renders workbooks for Excel and other spreadsheets: a sheet for each table, then the notes and the sources of all tables.
//!
//! Every column and number of CSV is there. Headings are for people, percentage points are percentages, and ids and provenance
//! stand at the right, outside of what is printed. There are no formulas: every text stays a text. Equal answers and days give
//! equal bytes. Texts and tables that do not fit are an error, because a truncated workbook would look complete.

mod block;
mod book;
mod columns;
mod limits;
mod names;
mod properties;
mod rows;
mod sheet;
mod widths;

pub use book::{Sheet, stacked_workbook, workbook};
pub use properties::Properties;
pub use rows::WorkbookRows;
