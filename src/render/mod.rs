//! Renders answers and pages: tables for people, CSV, TSV, JSON, JSON lines, Markdown, HTML and workbooks.
//!
//! Owns how a value becomes text ([`data_number`], [`people_number`]), what is rounded, and which columns fit. There is one file
//! for each format; tables, cards and Markdown share one grid. It neither reads the environment nor writes to a stream: the
//! caller says what the screen is, and writes the bytes.

mod answer;
mod card;
mod cell;
mod delimited;
mod error;
mod fixed_text;
mod footer;
mod format;
mod grid;
mod html;
mod json;
mod markdown;
mod options;
mod pages;
mod plan;
mod rows;
mod stream;
mod table;
mod workbook;

pub use answer::render;
pub use cell::{data_number, people_number};
pub(crate) use cell::{money_text, people_text};
pub use delimited::neutralised;
pub use error::{RenderError, StreamError};
pub use footer::{Detail, notes};
pub(crate) use footer::{credits, footer, references};
pub use format::{Format, UnknownFormat};
pub use json::SCHEMA_VERSION;
pub use options::{Meta, RenderOptions};
pub use pages::{PageFormat, page};
pub use rows::{CellType, JsonRows, RowConsumer, RowShape, SplitRow, SplitRows, column_types};
pub use stream::write_pieces;
pub use workbook::{Properties, Sheet, WorkbookRows, stacked_workbook, workbook};
