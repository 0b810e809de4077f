//! A file whose header has been read, and the ways to go through its rows.

use std::io::{Read, Write};

use super::block::{Block, Index, Row, Rows};
use super::blocks::{Blocks, Head};
use super::charset::{Charset, EncodingEvidence};
use super::dialect::Delimiter;
use super::error::Error;
use super::header::Header;
use super::options::{Plan, Ragged, ReadOptions};
use super::ordered::ParallelRun;
use super::row_writer::RowWriter;
use super::unpack::Packing;
use super::utf8_source::Utf8Source;

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
        let text = Utf8Source::open(source, reading.charset)?;
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
        (text.charset, text.evidence)
    }

    /// Whether the file begins with a byte order mark. It is in no cell, and not in the header's bytes.
    #[must_use]
    pub fn has_byte_order_mark(&self) -> bool {
        self.blocks.text().has_byte_order_mark
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
        work: impl Fn(&mut S, Rows<'_>, &mut RowWriter<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        let columns = self.header.names.len();
        ParallelRun::new(self.blocks, self.delimiter.byte(), columns, plan).transform(sink, make, work)
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
        ParallelRun::new(self.blocks, self.delimiter.byte(), columns, plan).fold(make, work)
    }
}
