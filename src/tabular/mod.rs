//! Delimited files: read block by block by several workers, and written back in order with cells appended to their rows.
//! JSON and workbooks are read as CSV that is made of them.
//!
//! Owns the way from bytes to rows (packing, encoding, delimiter, quotes, line endings) and the workers that share a file. All
//! rows are written in their order with their own bytes. The module does not know what cells mean or where bytes come from
//! and go, and holds only a few blocks in memory.
//!
//! Cells agree with those of the `csv` crate, for any bytes. Unlike that crate, this module keeps blank lines, and refuses an
//! input that ends inside of quotes, because nothing can be appended there.

mod block;
mod blocks;
mod buffer;
mod charset;
mod csv_text;
mod dialect;
mod error;
mod header;
mod header_search;
mod input;
mod json;
mod kind;
mod limits;
mod mojibake;
mod open;
mod options;
mod ordered;
mod original_rows;
mod pipes;
mod preamble;
mod quoted;
mod quotes;
mod quoting;
mod requoted;
mod row_writer;
mod source_lines;
mod stray_quote;
mod unpack;
mod utf8_source;
mod workbook;

#[cfg(test)]
mod tests;

pub(crate) use block::LineMark;
pub use block::{Row, Rows};
pub use charset::{BYTE_ORDER_MARK, Charset, EncodingEvidence};
pub(crate) use dialect::unquoted;
pub use dialect::{Delimiter, quoted};
pub use error::{Error, JsonFault};
pub use header::Header;
pub use input::Input;
pub(crate) use json::without_members;
pub use kind::UnsupportedKind;
pub use open::{FileKind, NotSeekable, OpenOptions, OpenedFile, open};
pub use options::{ProcessOptions, Ragged, ReadOptions};
pub use original_rows::{KeptRows, OriginalCell, OriginalRow, OriginalRows};
pub(crate) use pipes::enlarge_pipe;
pub use quoting::Quoting;
pub use row_writer::{RowTail, RowWriter};
pub use source_lines::SourceLines;
pub use unpack::Packing;
pub use workbook::{SheetSummary, WorkbookError};
