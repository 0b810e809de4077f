//! XLSX workbooks (ECMA-376), read as CSV: one sheet, row by row.
//!
//! The sheet is read as a stream; only its shared strings and number formats are held in memory. Every part has a limit, so that a
//! file of a few kilobytes cannot fill the memory. Only what pay files need is read: values, number formats and merged cells.
//! Formulas are read as the values that were computed last.

mod cell_text;
mod date;
mod error;
mod number_format;
mod package;
mod reader;
mod sheet;
mod sheet_list;
mod strings;
mod styles;
mod xml;

pub use error::WorkbookError;
pub(super) use package::{Package, Seekable};
pub(super) use reader::SheetReader;
pub use reader::SheetSummary;
