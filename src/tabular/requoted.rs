//! CSV that is made of text with other quotes. Cells that need no change keep their bytes, and so do delimiters and line ends.

use std::io::{self, Read};

use super::charset::Charset;
use super::dialect::{Delimiter, quoted};
use super::error::Error;
use super::limits::READ_SIZE;
use super::quoting::{ByteKind, CellParser, ParsedByte, Quoting};
use super::utf8_source::{Utf8Source, copy};

/// Reads text with other quotes as CSV with the same delimiter.
pub(super) struct RequotedText<'s> {
    text: Utf8Source<'s>,
    parser: CellParser,
    delimiter: Delimiter,
    limit: usize,
    /// The value of the cell so far, its bytes, and whether it has quotes.
    value: Vec<u8>,
    bytes: Vec<u8>,
    is_quoted: bool,
    keeps_bytes: bool,
    /// Whether the quotes are those of CSV, so that cells without escapes may keep them.
    quotes_are_double: bool,
    buffer: Vec<u8>,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<'s> RequotedText<'s> {
    pub(super) fn new(text: Utf8Source<'s>, quoting: Quoting, delimiter: Delimiter, limit: usize) -> Self {
        RequotedText {
            text,
            parser: CellParser::new(quoting, delimiter),
            delimiter,
            limit,
            value: Vec::new(),
            bytes: Vec::new(),
            is_quoted: false,
            keeps_bytes: true,
            quotes_are_double: !quoting.is_single(),
            buffer: vec![0; READ_SIZE],
            ready: Vec::new(),
            taken: 0,
            ended: false,
        }
    }

    fn take(&mut self, byte: u8) {
        let was_after_backslash = self.parser.is_after_backslash();
        let ParsedByte { kind, keeps_backslash, .. } = self.parser.next(byte);
        if was_after_backslash {
            if keeps_backslash {
                self.value.push(b'\\');
            } else {
                self.keeps_bytes = false;
            }
        }
        match kind {
            ByteKind::Value(byte) => self.value.push(byte),
            ByteKind::Quote => self.is_quoted = true,
            ByteKind::Backslash => {}
            ByteKind::End(_) => {
                self.end_cell();
                self.ready.push(byte);
                return;
            }
        }
        self.bytes.push(byte);
    }

    fn end_cell(&mut self) {
        if self.quotes_are_double && self.keeps_bytes {
            self.ready.extend_from_slice(&self.bytes);
        } else if self.is_quoted && self.value.is_empty() {
            // Without quotes, a row of this cell alone would be a blank line.
            self.ready.extend_from_slice(b"\"\"");
        } else {
            self.ready.extend_from_slice(&quoted(&self.value, self.delimiter));
        }
        self.value.clear();
        self.bytes.clear();
        (self.is_quoted, self.keeps_bytes) = (false, true);
    }

    /// Ends the text. Quotes that are open stay open.
    fn end(&mut self) {
        self.ended = true;
        if self.parser.is_after_backslash() {
            self.value.push(b'\\');
        }
        if self.parser.is_open() {
            self.leave_open();
        } else if !self.bytes.is_empty() {
            self.end_cell();
        }
    }

    /// Hands out a cell whose quotes do not close, in double quotes that do not close.
    fn leave_open(&mut self) {
        self.ready.push(b'"');
        for byte in self.value.drain(..) {
            if byte == b'"' {
                self.ready.push(b'"');
            }
            self.ready.push(byte);
        }
    }
}

impl Utf8Source<'_> {
    /// The delimiter of this text with these quotes.
    pub(super) fn delimiter_with(&self, quoting: Quoting) -> Delimiter {
        let (sample, whole) = self.sample();
        quoting.delimiter_of(&sample, whole)
    }

    /// The CSV that is made of this text with other quotes, for rows up to this many bytes.
    ///
    /// # Errors
    /// The error of the source.
    pub(super) fn requoted(self, quoting: Quoting, delimiter: Delimiter, limit: usize) -> Result<Self, Error> {
        let Utf8Source { charset, evidence, has_byte_order_mark, packing, .. } = self;
        let csv = RequotedText::new(self, quoting, delimiter, limit);
        let mut csv = Utf8Source::open(csv, Some(Charset::UTF8))?;
        (csv.charset, csv.evidence) = (charset, evidence);
        (csv.has_byte_order_mark, csv.packing) = (has_byte_order_mark, packing);
        Ok(csv)
    }
}

impl Read for RequotedText<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.ready.clear();
            self.taken = 0;
            let mut buffer = std::mem::take(&mut self.buffer);
            let read = self.text.read(&mut buffer);
            match read {
                Ok(0) => self.end(),
                Ok(read) => buffer.iter().take(read).for_each(|byte| self.take(*byte)),
                Err(error) => return Err(io::Error::other(error)),
            }
            self.buffer = buffer;
            if self.value.len() > self.limit {
                // The row is longer than it may be, which the reader of the CSV finds out by these bytes.
                match self.parser.is_open() {
                    true => self.leave_open(),
                    false => self.ready.append(&mut self.value),
                }
                self.ended = true;
            }
        }
        let given = copy(self.ready.get(self.taken..).unwrap_or_default(), into);
        self.taken += given;
        Ok(given)
    }
}
