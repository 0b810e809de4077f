//! A file cut into blocks of whole rows, behind its header.

use super::block::{Block, PAD, lines};
use super::dialect::{Delimiter, RowScanner, ScannedRow, unquoted};
use super::error::Error;
use super::header::Header;
use super::utf8_source::{Utf8Source, copy};

/// Reads blocks one after the other.
pub(super) struct Blocks<'s> {
    text: Utf8Source<'s>,
    delimiter: Delimiter,
    /// What was read behind the last block's end, from `taken` on.
    carry: Vec<u8>,
    taken: usize,
    /// The line that the carry begins in.
    line: u64,
    after_return: bool,
    number: u64,
    size: usize,
    limit: usize,
    ended: bool,
    failed: Option<Error>,
}

/// What can be told from the first rows.
pub(super) struct Head {
    pub(super) header: Header,
    pub(super) delimiter: Delimiter,
}

impl<'s> Blocks<'s> {
    /// Reads the header, and decides on the delimiter unless it is given. No row may have more than `limit` bytes.
    pub(super) fn open(
        text: Utf8Source<'s>,
        given: Option<Delimiter>,
        size: usize,
        limit: usize,
    ) -> Result<(Self, Head), Error> {
        let limit = limit.clamp(1, MAX_ROW_LEN);
        let size = size.clamp(1, limit);
        let mut blocks = Blocks {
            text,
            delimiter: Delimiter::COMMA,
            carry: Vec::new(),
            taken: 0,
            line: 1,
            after_return: false,
            number: 0,
            size,
            limit,
            ended: false,
            failed: None,
        };
        let (mut wanted, mut head) = (DELIMITER_SAMPLE.min(limit), Vec::new());
        loop {
            let filled = head.len();
            head.resize(wanted, 0);
            let filled = blocks.fill(&mut head, filled);
            head.truncate(filled);
            if filled == limit {
                blocks.notice_end();
            }
            let whole = blocks.ended && blocks.failed.is_none();
            let delimiter = given.unwrap_or_else(|| Delimiter::of(&head, whole));
            let first = RowScanner::new(&head, delimiter.byte()).next();
            if let Some(row) = &first
                && (row.ended || whole && !row.open)
            {
                blocks.delimiter = delimiter;
                let header = blocks.take_header(head, row);
                blocks.read_ahead();
                return Ok((blocks, Head { header, delimiter }));
            }
            if !blocks.ended && wanted < limit {
                wanted = wanted.saturating_mul(2).min(limit);
                continue;
            }
            let (before, row) =
                head.split_at_checked(first.as_ref().map_or(head.len(), |row| row.start)).unwrap_or_default();
            blocks.line += lines(before, true, false);
            let open = first.as_ref().is_some_and(|row| row.open);
            return Err(match first {
                None if whole => Error::NoHeader,
                Some(_) if whole => Error::OpenQuote { line: blocks.line },
                _ => blocks.fails(|line| Error::RowTooLong { line, limit, open }, row),
            });
        }
    }

    pub(super) fn text(&self) -> &Utf8Source<'s> {
        &self.text
    }

    /// The number of the next block.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Takes the header off the head, with one line ending and the blank lines before it.
    fn take_header(&mut self, mut head: Vec<u8>, row: &ScannedRow) -> Header {
        let names = row.cells(&head).map(|cell| String::from_utf8_lossy(&unquoted(cell)).into_owned()).collect();
        let rest = head.split_off(row.end());
        let ending = match rest.as_slice() {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            [b'\n', ..] => "\n",
            _ => "",
        };
        self.line += lines(&head, true, false) + u64::from(!ending.is_empty());
        self.after_return = ending == "\r";
        let mut carry = rest.get(ending.len()..).unwrap_or_default().to_vec();
        carry.extend_from_slice(self.carry.get(self.taken..).unwrap_or_default());
        (self.carry, self.taken) = (carry, 0);
        Header { names, bytes: head, ending }
    }

    /// Takes what is left of the last block, and reads until the buffer is full or the text ends.
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
                Err(error) => (self.ended, self.failed) = (true, Some(error)),
            }
        }
        filled
    }

    /// Reads what can be had without waiting for the source, at least the bytes on which the encoding was decided. It is still
    /// to be handed out, as what is left of the last block.
    fn read_ahead(&mut self) {
        let mut ahead = self.carry.split_off(self.taken);
        while !self.ended && self.text.is_at_hand() {
            let filled = ahead.len();
            ahead.resize(filled + READ_SIZE, 0);
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

    /// The rows that [`Blocks::read_ahead`] has at hand, to be read on their own. The last of them, if it may go on, is left out.
    pub(super) fn ahead(&self) -> Option<Blocks<'static>> {
        let whole = self.ended && self.failed.is_none();
        Some(Blocks {
            text: Utf8Source::open(std::io::empty(), None).ok()?,
            delimiter: self.delimiter,
            carry: self.carry.get(self.taken..).unwrap_or_default().to_vec(),
            taken: 0,
            line: self.line,
            after_return: self.after_return,
            number: 0,
            size: self.size,
            limit: self.limit,
            ended: true,
            failed: (!whole).then_some(Error::Stopped),
        })
    }

    /// Reads one byte more, where the buffer was filled to its last: a row without a line ending may be as long as that.
    fn notice_end(&mut self) {
        if self.taken == self.carry.len() && !self.ended {
            let mut next = vec![0];
            let read = self.fill(&mut next, 0);
            next.truncate(read);
            (self.carry, self.taken) = (next, 0);
        }
    }

    /// Puts back what is left of the bytes that were taken last.
    fn put_back(&mut self, rest: &[u8]) {
        if self.taken < self.carry.len() {
            self.taken = self.taken.saturating_sub(rest.len());
        } else {
            self.carry.clear();
            self.carry.extend_from_slice(rest);
            self.taken = 0;
        }
    }

    /// Ends the reading because of an error at the end of these bytes, with which a row begins.
    fn fails(&mut self, error: impl FnOnce(u64) -> Error, row: &[u8]) -> Error {
        self.ended = true;
        self.carry = Vec::new();
        self.taken = 0;
        let line = self.line + lines(row, true, self.after_return);
        self.failed.take().map_or_else(|| error(self.line), |error| error.at_line(line))
    }

    /// Fills the block with the next rows; `false` at the end. What is whole before an error comes before the error.
    pub(super) fn next_into(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.length = 0;
        (block.number, block.line, block.after_return) = (self.number, self.line, self.after_return);
        let (mut wanted, mut filled) = (self.size, 0);
        loop {
            if block.bytes.len() < wanted + PAD {
                block.bytes.resize(wanted + PAD, 0);
            }
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
                block.end_at(end);
                return Ok(true);
            }
            if whole {
                return Ok(false);
            }
            if at_end {
                return Err(self.fails(|line| Error::OpenQuote { line }, read));
            }
            if wanted >= self.limit {
                let (limit, open) = (self.limit, cut.open);
                return Err(self.fails(|line| Error::RowTooLong { line, limit, open }, read));
            }
            wanted = wanted.saturating_mul(2).min(self.limit);
        }
    }
}

/// Bytes that are read ahead at once.
const READ_SIZE: usize = 64 << 10;

/// Positions in a block are 32 bits wide.
const MAX_ROW_LEN: usize = 1 << 30;

/// The delimiter is decided on this many bytes, or more where the header is longer.
const DELIMITER_SAMPLE: usize = 64 << 10;
