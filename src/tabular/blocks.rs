//! Splits the rows after the header of a file into blocks.

use super::block::{Block, PAD, lines};
use super::buffer::lengthen;
use super::charset::{Charset, EncodingEvidence};
use super::dialect::{Delimiter, RowScanner, ScannedRow, unquoted};
use super::error::Error;
use super::header::Header;
use super::header_search::lines_before_header;
use super::limits::{DELIMITER_SAMPLE, MAX_ROW_LEN, READ_SIZE};
use super::options::ReadOptions;
use super::preamble::{DELIMITER_LINE, comment_lines, named_delimiter};
use super::stray_quote::{StrayQuote, last_row_within};
use super::utf8_source::{Utf8Source, copy};

/// Reads blocks in their order.
pub(super) struct Blocks<'s> {
    text: Utf8Source<'s>,
    delimiter: Delimiter,
    /// Bytes that were read after the end of the last block; those before `taken` are used up.
    carry: Vec<u8>,
    taken: usize,
    /// The line in which the carry begins.
    line: u64,
    after_return: bool,
    number: u64,
    /// The bytes of all blocks so far.
    offset: u64,
    size: usize,
    limit: usize,
    ended: bool,
    failed: Option<Error>,
}

/// The header and the delimiter.
pub(super) struct Head {
    pub(super) header: Header,
    pub(super) delimiter: Delimiter,
    /// The number of lines before the header that were left out without being asked for.
    pub(super) preamble: u64,
}

impl<'s> Blocks<'s> {
    /// Skips the lines before the header, reads the header, and detects the delimiter unless it is given.
    pub(super) fn open(text: Utf8Source<'s>, options: &ReadOptions) -> Result<(Self, Head), Error> {
        let ReadOptions { delimiter: given, skipped_lines, names_columns, .. } = *options;
        let limit = options.row_limit.clamp(1, MAX_ROW_LEN);
        let size = options.block.clamp(1, limit);
        let mut blocks = Blocks {
            text,
            delimiter: Delimiter::COMMA,
            carry: Vec::new(),
            taken: 0,
            line: 1,
            after_return: false,
            number: 0,
            offset: 0,
            size,
            limit,
            ended: false,
            failed: None,
        };
        let (given, preamble) = match skipped_lines {
            Some(count) => {
                blocks.skip_lines(count);
                (given, 0)
            }
            None => blocks.skip_preamble(given, names_columns),
        };
        let skipped_lines = skipped_lines.unwrap_or(0);
        let (mut wanted, mut head) = (DELIMITER_SAMPLE.min(limit), Vec::new());
        loop {
            let filled = head.len();
            lengthen(&mut head, wanted);
            let filled = blocks.fill(&mut head, filled);
            head.truncate(filled);
            if filled == limit {
                blocks.notice_end();
            }
            let whole = blocks.is_at_end() && blocks.failed.is_none();
            let delimiter = given.unwrap_or_else(|| Delimiter::of(&head, whole));
            let first = RowScanner::new(&head, delimiter.byte()).next();
            if let Some(row) = &first
                && (row.ended || whole && !row.open)
            {
                blocks.delimiter = delimiter;
                if options.checks_quotes() {
                    blocks.check_header(&head, row)?;
                }
                let header = blocks.take_header(head, row);
                blocks.read_ahead();
                return Ok((blocks, Head { header, delimiter, preamble }));
            }
            if !blocks.is_at_end() && wanted < limit {
                wanted = wanted.saturating_mul(2).min(limit);
                continue;
            }
            let (before, row) =
                head.split_at_checked(first.as_ref().map_or(head.len(), |row| row.start)).unwrap_or_default();
            blocks.line += lines(before, true, false);
            let open = first.as_ref().is_some_and(|row| row.open);
            return Err(match first {
                None if whole && skipped_lines > 0 => Error::NothingAfterSkipped(skipped_lines),
                None if whole => Error::NoHeader,
                Some(_) if whole => Error::OpenQuote { line: blocks.line, row_within: None },
                _ => blocks.fail(|line| Error::RowTooLong { line, limit, open }, row),
            });
        }
    }

    /// Whether everything has been taken: the text has ended, and nothing is left of what was read.
    fn is_at_end(&self) -> bool {
        self.ended && self.taken == self.carry.len()
    }

    /// Skips this many lines. Quotes do not join them.
    fn skip_lines(&mut self, count: u64) {
        let (mut left, mut after_return) = (count, false);
        let mut buffer = if count > 0 { vec![0; READ_SIZE] } else { Vec::new() };
        while left > 0 {
            let filled = self.fill(&mut buffer, 0);
            let Some(read) = buffer.get(..filled).filter(|read| !read.is_empty()) else { return };
            let mut rest = read;
            while let Some((byte, after)) = rest.split_first().filter(|_| left > 0) {
                let ends_line = *byte == b'\r' || *byte == b'\n' && !after_return;
                (after_return, rest) = (*byte == b'\r', after);
                left -= u64::from(ends_line);
                self.line += u64::from(ends_line);
            }
            let rest = rest.to_vec();
            self.put_back(&rest);
        }
        let mut next = [0];
        if after_return && self.fill(&mut next, 0) == 1 && next != *b"\n" {
            self.put_back(&next);
        }
    }

    /// Skips a line that names the delimiter, comments, and titles. Returns the delimiter, given or named, and the number of
    /// lines.
    fn skip_preamble(
        &mut self,
        given: Option<Delimiter>,
        names_columns: Option<fn(&[String]) -> bool>,
    ) -> (Option<Delimiter>, u64) {
        let (given, mut count) = self.skip_known_lines(given);
        if let Some(names_columns) = names_columns {
            let mut head = vec![0; DELIMITER_SAMPLE];
            let filled = self.fill(&mut head, 0);
            head.truncate(filled);
            let titles = lines_before_header(&head, self.is_at_end() && self.failed.is_none(), given, names_columns);
            self.put_back(&head);
            self.skip_lines(titles);
            count += titles;
        }
        (given, count)
    }

    /// Skips a line that names the delimiter, or comments.
    fn skip_known_lines(&mut self, given: Option<Delimiter>) -> (Option<Delimiter>, u64) {
        let mut start = vec![0; DELIMITER_LINE];
        let filled = self.fill(&mut start, 0);
        start.truncate(filled);
        self.put_back(&start);
        if let Some(named) = named_delimiter(&start) {
            self.skip_lines(1);
            return (given.or(Some(named)), 1);
        }
        if start.first() != Some(&b'#') {
            return (given, 0);
        }
        let mut head = vec![0; DELIMITER_SAMPLE];
        let filled = self.fill(&mut head, 0);
        head.truncate(filled);
        let count = comment_lines(&head, self.is_at_end() && self.failed.is_none(), given);
        self.put_back(&head);
        self.skip_lines(count);
        (given, count)
    }

    pub(super) fn text(&self) -> &Utf8Source<'s> {
        &self.text
    }

    /// Sets the encoding of the file of which the text was made.
    pub(super) fn set_charset_of_file(&mut self, charset: Charset, evidence: EncodingEvidence) {
        (self.text.charset, self.text.evidence) = (charset, evidence);
    }

    /// The line of the first byte that is not taken yet.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Checks that no quoted cell of the header holds rows.
    fn check_header(&self, head: &[u8], row: &ScannedRow) -> Result<(), Error> {
        let cells: Vec<&[u8]> = row.cells(head).collect();
        let text = head.get(row.start..row.end()).unwrap_or_default();
        let Some(at) = last_row_within(text, &cells, self.delimiter.byte(), cells.len()) else { return Ok(()) };
        let line_at = |at: usize| self.line + lines(head.get(..at).unwrap_or_default(), true, false);
        Err(StrayQuote { line: line_at(row.start), row_within: line_at(row.start + at) }.into())
    }

    /// Splits the header off the head, with one line ending and the blank lines before it.
    fn take_header(&mut self, mut head: Vec<u8>, row: &ScannedRow) -> Header {
        let names = row.cells(&head).map(|cell| String::from_utf8_lossy(&unquoted(cell)).into_owned()).collect();
        let rest = head.split_off(row.end());
        let ending = match rest.as_slice() {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            [b'\n', ..] => "\n",
            _ => "",
        };
        let line = self.line + lines(head.get(..row.start).unwrap_or_default(), true, false);
        self.line += lines(&head, true, false) + u64::from(!ending.is_empty());
        self.after_return = ending == "\r";
        let mut carry = rest.get(ending.len()..).unwrap_or_default().to_vec();
        carry.extend_from_slice(self.carry.get(self.taken..).unwrap_or_default());
        (self.carry, self.taken) = (carry, 0);
        Header { names, bytes: head, ending, line }
    }

    /// Fills a buffer from the carry and then from the text, until it is full, or the text or a block of it ends. Returns the
    /// length filled.
    fn fill(&mut self, buffer: &mut [u8], mut filled: usize) -> usize {
        while let Some(free) = buffer.get_mut(filled..).filter(|free| !free.is_empty()) {
            let left = self.carry.get(self.taken..).unwrap_or_default();
            if !left.is_empty() {
                let taken = copy(left, free);
                (self.taken, filled) = (self.taken + taken, filled + taken);
                continue;
            }
            if self.ended {
                break;
            }
            match self.text.read(free) {
                Ok(0) => self.ended = true,
                Ok(read) => filled += read,
                Err(Error::EndOfBlock) if filled > 0 => break,
                Err(Error::EndOfBlock) => {}
                Err(error) => (self.ended, self.failed) = (true, Some(error)),
            }
        }
        filled
    }

    /// Reads into the carry what is available without waiting for the source: at least the bytes by which the encoding was
    /// detected.
    fn read_ahead(&mut self) {
        let mut ahead = self.carry.split_off(self.taken);
        while !self.ended && self.text.is_available() {
            let filled = ahead.len();
            lengthen(&mut ahead, filled + READ_SIZE);
            let read = match self.text.read(ahead.get_mut(filled..).unwrap_or_default()) {
                Ok(read) => read,
                Err(error) => {
                    self.failed = Some(error);
                    0
                }
            };
            self.ended = read == 0;
            ahead.truncate(filled + read);
        }
        (self.carry, self.taken) = (ahead, 0);
    }

    /// The bytes that were read and not taken yet.
    pub(super) fn carried(&self) -> &[u8] {
        self.carry.get(self.taken..).unwrap_or_default()
    }

    /// A reader of the rows in the carry alone, after [`Blocks::read_ahead`]. It leaves out the last row where that may go on.
    pub(super) fn ahead(&self) -> Option<Blocks<'static>> {
        self.ahead_of(usize::MAX)
    }

    /// The same for the rows in the first bytes of the carry.
    pub(super) fn ahead_of(&self, length: usize) -> Option<Blocks<'static>> {
        let carry = self.carry.get(self.taken..).unwrap_or_default();
        let whole = self.ended && self.failed.is_none() && carry.len() <= length;
        let carry = carry.get(..length).unwrap_or(carry);
        Some(Blocks {
            text: Utf8Source::open(std::io::empty(), None).ok()?,
            delimiter: self.delimiter,
            carry: carry.to_vec(),
            taken: 0,
            line: self.line,
            after_return: self.after_return,
            number: 0,
            offset: 0,
            size: self.size,
            limit: self.limit,
            ended: true,
            failed: (!whole).then_some(Error::EndOfSample),
        })
    }

    /// Reads one byte ahead where the buffer is full, so that the end of the text is known: the last row may fill the buffer.
    fn notice_end(&mut self) {
        if self.taken == self.carry.len() && !self.ended {
            let mut next = vec![0];
            let read = self.fill(&mut next, 0);
            next.truncate(read);
            (self.carry, self.taken) = (next, 0);
        }
    }

    /// Returns unused bytes to the carry.
    fn put_back(&mut self, rest: &[u8]) {
        if self.taken < self.carry.len() {
            self.taken = self.taken.saturating_sub(rest.len());
        } else {
            // What was read ahead takes up to 2 MiB, which later blocks do not need.
            self.carry.clear();
            self.carry.shrink_to(READ_SIZE);
            self.carry.extend_from_slice(rest);
            self.taken = 0;
        }
    }

    /// Ends the reading with an error: that of the source where all text before it has been taken, and otherwise the given one.
    /// `row` is the beginning of the row that holds it.
    fn fail(&mut self, error: impl FnOnce(u64) -> Error, row: &[u8]) -> Error {
        let of_source = self.failed.take().filter(|_| self.taken == self.carry.len());
        self.ended = true;
        self.carry = Vec::new();
        self.taken = 0;
        let line = self.line + lines(row, true, self.after_return);
        of_source.map_or_else(|| error(self.line), |error| error.at_line(line))
    }

    /// Fills the block with the next rows; `false` at the end. Whole rows before an error are returned before the error.
    pub(super) fn next_into(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.length = 0;
        (block.number, block.line, block.after_return) = (self.number, self.line, self.after_return);
        block.offset = self.offset;
        let (mut wanted, mut filled) = (self.size, 0);
        loop {
            lengthen(&mut block.bytes, wanted + PAD);
            filled = self.fill(block.bytes.get_mut(..wanted).unwrap_or_default(), filled);
            let read = block.bytes.get(..filled).unwrap_or_default();
            let cut = block.quoted.cut(&block.bytes, filled, self.delimiter.byte());
            if filled == self.limit && cut.at == 0 {
                self.notice_end();
            }
            let at_end = self.ended && self.taken == self.carry.len();
            let whole = at_end && self.failed.is_none() && !cut.open;
            let end = if whole { filled } else { cut.at };
            if end > 0 {
                let (rows, rest) = read.split_at_checked(end).unwrap_or((read, &[]));
                self.put_back(rest);
                block.has_returns = memchr::memchr(b'\r', rows).is_some();
                block.lines = lines(rows, block.has_returns, self.after_return);
                self.line += block.lines;
                self.after_return = rows.last() == Some(&b'\r');
                self.number += 1;
                self.offset += end as u64;
                block.end_at(end);
                return Ok(true);
            }
            if whole {
                return Ok(false);
            }
            if at_end {
                return Err(self.fail(|line| Error::OpenQuote { line, row_within: None }, read));
            }
            if wanted >= self.limit {
                let (limit, open) = (self.limit, cut.open);
                return Err(self.fail(|line| Error::RowTooLong { line, limit, open }, read));
            }
            wanted = wanted.saturating_mul(2).min(self.limit);
        }
    }
}
