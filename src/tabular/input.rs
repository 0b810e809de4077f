//! A file whose header has been read, and the ways to go through its rows.

use std::io::{Read, Write};

use super::block::{Block, Index, Row, Rows};
use super::blocks::{Blocks, Head};
use super::charset::{Charset, EncodingEvidence};
use super::dialect::Delimiter;
use super::error::Error;
use super::header::Header;
use super::options::{ProcessOptions, Ragged, ReadOptions};
use super::ordered::{ParallelRun, RowShape, Spawn, SystemThreads};
use super::quoting::Quoting;
use super::row_writer::RowWriter;
use super::source_lines::SourceLines;
use super::unpack::Packing;
use super::utf8_source::Utf8Source;

/// The bytes of [`Input::first_rows`].
const FIRST_ROWS_LEN: usize = 16 << 10;

/// A file whose header has been read.
///
/// ```
/// use payband::tabular::{Error, Input, ProcessOptions, ReadOptions};
///
/// let file = "title;city\r\nnurse;北京\r\n\"5\"\" disk; new\";上海\r\n";
/// let input = Input::open(file.as_bytes(), &ReadOptions::default())?;
/// assert_eq!(input.header().names(), ["title", "city"]);
///
/// let mut written = input.header().with(["length"], input.delimiter());
/// let counted = input.transform(&ProcessOptions::default(), &mut written, || 0, |count, rows, out| {
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
    source_lines: SourceLines,
    quoting: Quoting,
    preamble: u64,
    checks_quotes: bool,
}

impl<'s> Input<'s> {
    /// Detects packing, encoding and delimiter, and reads the header.
    ///
    /// # Errors
    /// When the source fails, the beginning is not in the given encoding, or there is no header within the row limit.
    pub fn open(source: impl Read + Send + 's, options: &ReadOptions) -> Result<Self, Error> {
        let text = Utf8Source::open(source, options.charset)?;
        let other = match options.quoting {
            None if !text.may_have_other_quotes() => None,
            None => {
                let (sample, whole) = text.sample();
                Quoting::of(&sample, whole, options.delimiter)
            }
            Some(Quoting::DOUBLE) => None,
            Some(quoting) => Some((quoting, options.delimiter.unwrap_or_else(|| text.delimiter_with(quoting)))),
        };
        let (text, options) = match other {
            None => (text, *options),
            Some((quoting, delimiter)) => (
                text.requoted(quoting, delimiter, options.row_limit)?,
                ReadOptions { delimiter: Some(delimiter), ..*options },
            ),
        };
        let quoting = other.map_or(Quoting::DOUBLE, |(quoting, _)| quoting);
        let (blocks, Head { header, delimiter, preamble }) = Blocks::open(text, &options)?;
        let (source_lines, checks_quotes) = (SourceLines::default(), options.checks_quotes());
        Ok(Input { blocks, header, delimiter, quoting, preamble, source_lines, checks_quotes })
    }

    /// The first row.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The line in which the header begins.
    #[must_use]
    pub fn header_line(&self) -> u64 {
        self.header.line
    }

    /// The number of lines before the header that were left out without being asked for: `sep=;`, and comments.
    #[must_use]
    pub fn preamble_lines(&self) -> u64 {
        self.preamble
    }

    /// The delimiter, given or detected.
    #[must_use]
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The quotes of the file, given or detected. The rows are CSV that is made of it where they are not double quotes.
    #[must_use]
    pub fn quoting(&self) -> Quoting {
        self.quoting
    }

    /// The encoding, and the evidence for it.
    #[must_use]
    pub fn charset(&self) -> (Charset, EncodingEvidence) {
        let text = self.blocks.text();
        (text.charset, text.evidence)
    }

    /// With the encoding of the file of which the CSV was made.
    pub(super) fn with_charset_of_file(mut self, (charset, evidence): (Charset, EncodingEvidence)) -> Self {
        self.blocks.set_charset_of_file(charset, evidence);
        self
    }

    /// With the lines of the file of which the CSV was made.
    pub(super) fn with_source_lines(self, source_lines: SourceLines) -> Self {
        Input { source_lines, ..self }
    }

    /// The lines in the file where rows begin, which differ from those of [`Row::line`] where CSV was made of the file.
    #[must_use]
    pub fn source_lines(&self) -> &SourceLines {
        &self.source_lines
    }

    /// The line after the header.
    #[must_use]
    pub fn first_line_of_rows(&self) -> u64 {
        self.blocks.line()
    }

    /// Whether the file begins with a byte order mark. The mark is in no cell and not in the header's bytes.
    #[must_use]
    pub fn has_byte_order_mark(&self) -> bool {
        self.blocks.text().has_byte_order_mark
    }

    /// The packing of the file; `None` where it is not packed.
    #[must_use]
    pub fn packing(&self) -> Option<Packing> {
        self.blocks.text().packing
    }

    /// Hands over the rows of the first MiB, ragged ones included. [`Input::transform`] and [`Input::fold`] hand them over
    /// again. Errors of the file are not reported here.
    pub fn sample(&self, mut work: impl FnMut(&Row<'_>)) {
        let Some(mut blocks) = self.blocks.ahead() else { return };
        let (mut block, mut index) = (Block::default(), Index::default());
        while matches!(blocks.next_into(&mut block), Ok(true)) {
            index.of(&block, self.delimiter.byte(), self.header.names.len(), false);
            let rows = Rows::new(&block, &index, self.header.names.len(), Ragged::Keep);
            rows.flatten().for_each(|row| work(&row));
        }
    }

    /// The text after the header that is there without reading on, about the first MiB, and the line in which it begins.
    pub(super) fn first_text(&self) -> (&[u8], u64) {
        (self.blocks.carried(), self.blocks.line())
    }

    /// Hands over the rows of the first 16 KiB after the header, ragged ones included: those that are there without reading on.
    pub fn first_rows(&self, mut work: impl FnMut(&Row<'_>)) {
        let Some(mut blocks) = self.blocks.ahead_of(FIRST_ROWS_LEN) else { return };
        let (mut block, mut index) = (Block::default(), Index::default());
        if matches!(blocks.next_into(&mut block), Ok(true)) {
            index.of(&block, self.delimiter.byte(), self.header.names.len(), false);
            let rows = Rows::new(&block, &index, self.header.names.len(), Ragged::Keep);
            rows.flatten().for_each(|row| work(&row));
        }
    }

    /// Hands all rows to workers, block by block, and writes them in order to `sink` with what the workers append.
    ///
    /// `make` makes the state of a worker; the states are returned at the end. The caller writes the header. The sink gets one
    /// write a block, and is flushed at the end.
    ///
    /// # Errors
    /// The first error in the order of rows, of this module or of a worker. The rows that were appended to before it have been
    /// written, whatever the number of workers and the size of blocks.
    pub fn transform<S, E>(
        self,
        process: &ProcessOptions,
        sink: impl Write + Send,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>, &mut RowWriter<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        self.parallel(process, SystemThreads).transform(sink, make, work)
    }

    /// Hands all rows to workers, block by block, and returns the workers' states.
    ///
    /// # Errors
    /// The first error in the order of rows.
    pub fn fold<S, E>(
        self,
        process: &ProcessOptions,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        self.parallel(process, SystemThreads).fold(make, work)
    }

    /// A run over all rows with workers on these threads.
    pub(super) fn parallel<'p, P: Spawn>(self, process: &'p ProcessOptions, threads: P) -> ParallelRun<'p, 's, P> {
        let columns = self.header.names.len();
        let rows = RowShape { delimiter: self.delimiter.byte(), columns, checks_quotes: self.checks_quotes };
        ParallelRun::new(self.blocks, rows, process, threads)
    }
}
