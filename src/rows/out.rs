//! What is written for a block: its own bytes, all of them, with something appended to its rows.

use super::block::{Block, PAD, Row};
use super::dialect::is_line_end;

/// Takes what is to be appended to the rows of one block, in their order.
///
/// The rows themselves are copied by what holds them, so a worker can neither lose nor reorder nor change one: a row that
/// it appends nothing to is written as it is.
#[derive(Debug)]
pub struct Out<'b> {
    block: &'b Block,
    /// Up to here the block is in the buffer.
    copied: usize,
    buffer: &'b mut Buffer,
}

/// Bytes to be written. Its memory is kept from block to block.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    /// All zeroed or written; what is beyond `length` means nothing.
    bytes: Vec<u8>,
    length: usize,
}

impl Buffer {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    /// Makes room for as many bytes and a pad.
    #[inline(always)]
    fn reserve(&mut self, more: usize) {
        let wanted = self.length + more + PAD;
        if self.bytes.len() < wanted {
            self.grow(wanted);
        }
    }

    #[cold]
    fn grow(&mut self, wanted: usize) {
        self.bytes.resize(wanted + wanted / 2, 0);
    }

    /// Copies `padded[from..to]`, in whole chunks that overlap what comes next: a call to copy so few bytes takes longer.
    #[inline(always)]
    fn copy(&mut self, padded: &[u8], from: usize, to: usize) {
        let (length, mut done) = (to - from, 0);
        self.reserve(length);
        while done < length {
            let chunk: Option<&[u8; PAD]> = padded.get(from + done..).and_then(|rest| rest.first_chunk());
            let slot: Option<&mut [u8; PAD]> =
                self.bytes.get_mut(self.length + done..).and_then(|rest| rest.first_chunk_mut());
            let (Some(chunk), Some(slot)) = (chunk, slot) else { break };
            *slot = *chunk;
            done += PAD;
        }
        self.length += length;
    }

    #[inline(always)]
    fn push(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        if let Some(slot) = self.bytes.get_mut(self.length..self.length + bytes.len()) {
            slot.copy_from_slice(bytes);
        }
        self.length += bytes.len();
    }
}

impl<'b> Out<'b> {
    pub(super) fn new(block: &'b Block, buffer: &'b mut Buffer) -> Self {
        buffer.length = 0;
        Out { block, copied: 0, buffer }
    }

    /// Writes the row with these bytes behind its last cell; they begin with a delimiter and hold no line ending outside
    /// of quotes. A row before the last one appended to is left as it is.
    #[inline]
    pub fn append(&mut self, row: &Row<'_>, bytes: &[u8]) {
        if row.end >= self.copied {
            self.buffer.copy(&self.block.bytes, self.copied, row.end);
            self.copied = row.end;
            self.buffer.push(bytes);
        }
    }

    /// Writes the row with the first `length` of these bytes behind its last cell, as [`Out::append`] does. There are at
    /// least 64 bytes more than that, so that they can be copied in whole chunks.
    #[inline]
    pub fn append_padded(&mut self, row: &Row<'_>, bytes: &[u8], length: usize) {
        if row.end >= self.copied {
            self.buffer.copy(&self.block.bytes, self.copied, row.end);
            self.copied = row.end;
            self.buffer.copy(bytes, 0, length);
        }
    }

    /// Writes these bytes instead of the row's own, and what is appended behind them. For what a row must not say where it
    /// goes; its line ending stays.
    pub fn rewrite(&mut self, row: &Row<'_>, instead: &[u8], appended: &[u8]) {
        if row.end >= self.copied {
            self.buffer.copy(&self.block.bytes, self.copied, row.start.max(self.copied));
            self.copied = row.end;
            self.buffer.push(instead);
            self.buffer.push(appended);
        }
    }

    /// Writes what is left: the rows behind the last one appended to, or, if something `failed`, its line ending only.
    pub(super) fn finish(mut self, failed: bool) {
        let rest = self.block.rows().get(self.copied..).unwrap_or_default();
        let to = match failed {
            false => self.block.length,
            true => self.copied + rest.iter().take_while(|byte| is_line_end(**byte)).count(),
        };
        self.buffer.copy(&self.block.bytes, std::mem::replace(&mut self.copied, to), to);
    }
}
