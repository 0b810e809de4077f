//! Other people's tabular files: read block by block as they are, and written back in order with something appended.
//!
//! Owns the way from bytes to rows (packing, encoding, delimiter, quotes, line endings), the workers that share a file, and
//! the promise that the rows, their order and their bytes come out as they went in. Refuses to know what the cells mean,
//! where the bytes come from or go, and to hold more than a few blocks in memory.
//!
//! Cells agree with the `csv` crate's, for any bytes. Unlike it, this keeps blank lines, and refuses an input that ends
//! inside of quotes, because nothing can be appended there.

mod block;
mod blocks;
mod charset;
mod dialect;
mod error;
mod header;
mod input;
mod options;
mod ordered;
mod pipes;
mod quoted;
mod quotes;
mod row_writer;
mod unpack;
mod utf8_source;

#[cfg(test)]
mod tests;

pub use block::{Row, Rows};
pub use charset::{BYTE_ORDER_MARK, Charset, EncodingEvidence};
pub use dialect::{Delimiter, quoted, unquoted};
pub use error::Error;
pub use header::Header;
pub use input::Input;
pub use options::{Plan, Ragged, ReadOptions};
pub use pipes::enlarge_pipe;
pub use row_writer::{RowTail, RowWriter};
pub use unpack::Packing;
