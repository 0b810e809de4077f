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
mod cut;
mod dialect;
mod error;
mod ordered;
mod out;
mod pipes;
mod quotes;
mod text;
mod unpack;

#[cfg(test)]
mod tests;

pub use block::{Row, Rows};
pub use charset::{Charset, EncodingEvidence};
pub use dialect::{Delimiter, quoted, unquoted};
pub use error::Error;
pub use out::{Behind, Out};
pub use pipes::enlarge_pipe;
pub use unpack::Packing;

use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use block::{Block, Index};
use blocks::{Blocks, Head};
use ordered::Shared;
use text::Text;

/// How to read a file. What is `None` is found out.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The encoding.
    pub charset: Option<Charset>,
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
    /// Bytes read at once, 128 KiB unless there is a reason: a block, its index and its output fit in a core's cache.
    pub block: usize,
    /// The most bytes that a row may have with its line ending, 1 MiB unless there is a reason, and never
    /// more than 1 GiB. Blocks are not larger.
    pub row_limit: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { charset: None, delimiter: None, block: 128 << 10, row_limit: 1 << 20 }
    }
}

/// What to do with rows that have more or fewer cells than the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ragged {
    /// The first is an error.
    #[default]
    Refuse,
    /// They are handed over, and say so.
    Keep,
}

/// How to work on a file.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'p> {
    /// The most threads. With one, all is done on the caller's; where the system gives fewer, those do it.
    pub workers: NonZeroUsize,
    /// What to do with ragged rows.
    pub ragged: Ragged,
    /// Raised to stop between two blocks. A read that waits for its source is not broken off.
    pub stop: Option<&'p AtomicBool>,
}

impl Default for Plan<'_> {
    fn default() -> Self {
        Plan { workers: NonZeroUsize::MIN, ragged: Ragged::Refuse, stop: None }
    }
}

/// The first row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    names: Vec<String>,
    /// The row, and blank lines before it.
    bytes: Vec<u8>,
    ending: &'static str,
}

impl Header {
    /// The columns' names as they stand there, without quotes; some may be empty or the same.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What ends its line: `"\n"`, `"\r\n"`, `"\r"`, or nothing where the file ends with it.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.ending
    }

    /// Its bytes in the file, with more names behind the last.
    #[must_use]
    pub fn with<'n>(&self, names: impl IntoIterator<Item = &'n str>, delimiter: Delimiter) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        for name in names {
            bytes.push(delimiter.byte());
            bytes.extend_from_slice(&quoted(name.as_bytes(), delimiter));
        }
        bytes.extend_from_slice(self.ending.as_bytes());
        bytes
    }
}

/// A file whose header has been read.
///
/// ```
/// use payband::tabular::{Error, Input, Plan, ReadOptions};
///
/// let file = "title;city\r\nnurse;北京\r\n\"5\"\" disk; new\";上海\r\n";
/// let input = Input::open(file.as_bytes(), &ReadOptions::default())?;
/// assert_eq!(input.header().names(), ["title", "city"]);
///
/// let mut written = input.header().with(["length"], input.delimiter());
/// let counted = input.transform(&Plan::default(), &mut written, || 0, |count, rows, out| {
///     for row in rows {
///         let row = row?;
///         let length = row.value(0).map_or(0, |title| title.len());
///         out.append(&row, format!(";{length}").as_bytes());
///         *count += 1;
///     }
///     Ok::<(), Error>(())
/// })?;
/// assert_eq!(counted, [2]);
/// assert_eq!(written, "title;city;length\r\nnurse;北京;5\r\n\"5\"\" disk; new\";上海;12\r\n".as_bytes());
/// # Ok::<(), Error>(())
/// ```
pub struct Input<'s> {
    blocks: Blocks<'s>,
    header: Header,
    delimiter: Delimiter,
}

impl<'s> Input<'s> {
    /// Finds out how the file is packed, encoded and delimited, and reads its header.
    ///
    /// # Errors
    /// When the source fails, the beginning is not in the encoding given, or there is no header within the row limit.
    pub fn open(source: impl Read + Send + 's, reading: &ReadOptions) -> Result<Self, Error> {
        let text = Text::open(source, reading.charset)?;
        let (blocks, Head { header, delimiter }) =
            Blocks::open(text, reading.delimiter, reading.block, reading.row_limit)?;
        Ok(Input { blocks, header, delimiter })
    }

    /// The first row.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The byte between two cells, as given or found.
    #[must_use]
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The encoding, and how it was found.
    #[must_use]
    pub fn charset(&self) -> (Charset, EncodingEvidence) {
        let text = self.blocks.text();
        (text.charset, text.grounds)
    }

    /// Whether the file begins with a byte order mark. It is in no cell, and not in the header's bytes.
    #[must_use]
    pub fn has_mark(&self) -> bool {
        self.blocks.text().marked
    }

    /// How the file is packed, if it is.
    #[must_use]
    pub fn packing(&self) -> Option<Packing> {
        self.blocks.text().packing
    }

    /// Hands over the first rows: those in the first MiB, on which the encoding was decided. They are still to come for
    /// [`Input::transform`] and [`Input::fold`]. Ragged ones are among them. What is wrong with the file is not told here.
    pub fn sample(&self, mut work: impl FnMut(&Row<'_>)) {
        let Some(mut blocks) = self.blocks.ahead() else { return };
        let (mut block, mut index) = (Block::default(), Index::default());
        while matches!(blocks.next_into(&mut block), Ok(true)) {
            index.of(&block, self.delimiter.byte(), self.header.names.len());
            let rows = Rows::new(&block, &index, self.header.names.len(), Ragged::Keep);
            rows.flatten().for_each(|row| work(&row));
        }
    }

    /// Hands all rows to workers, block by block, and writes them to `sink` with what the workers append, in order.
    ///
    /// `make` makes each worker's state, which is handed back at the end. The header is the caller's to write. The sink is
    /// written to once a block, and flushed at the end.
    ///
    /// # Errors
    /// The first error in the order of rows, be it this module's or the worker's. What has been written by then is all
    /// rows that were appended to before it, whatever the number of workers and the size of blocks.
    pub fn transform<S, E>(
        self,
        plan: &Plan<'_>,
        sink: impl Write + Send,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>, &mut Out<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        let columns = self.header.names.len();
        Shared::new(self.blocks, self.delimiter.byte(), columns, plan).transform(sink, make, work)
    }

    /// Hands all rows to workers, block by block, and hands back the workers' states.
    ///
    /// # Errors
    /// The first error in the order of rows.
    pub fn fold<S, E>(
        self,
        plan: &Plan<'_>,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        let columns = self.header.names.len();
        Shared::new(self.blocks, self.delimiter.byte(), columns, plan).fold(make, work)
    }
}
