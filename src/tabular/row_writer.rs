//! Writes the bytes of a block with cells appended to its rows.

use super::block::{Block, PAD, Row};
use super::dialect::is_line_end;

/// Writes the rows of one block in their order, with what a worker appends to them.
///
/// The writer copies the rows itself, so a worker can neither lose nor reorder a row, and changes one only by
/// [`RowWriter::replace_row`]. A row to which nothing is appended is written unchanged.
#[derive(Debug)]
pub struct RowWriter<'b> {
    block: &'b Block,
    /// The length of the block that has been copied to the buffer.
    copied: usize,
    buffer: &'b mut OutputBuffer,
}

/// The end of a row that is being written. What is appended must begin with a delimiter, and hold no line ending outside of
/// quotes.
#[derive(Debug)]
pub struct RowTail<'o>(&'o mut OutputBuffer);

impl RowTail<'_> {
    /// The bytes that must follow a text for [`RowTail::push_padded`].
    pub const PAD: usize = PAD;

    /// Appends bytes.
    #[inline(always)]
    pub fn push(&mut self, bytes: &[u8]) {
        self.0.push(bytes);
    }

    /// Appends the first `LENGTH` of eight bytes.
    #[inline(always)]
    pub fn push_few<const LENGTH: usize>(&mut self, bytes: [u8; 8]) {
        self.0.push_few::<LENGTH>(bytes);
    }

    /// Appends the first `length` bytes of `padded`, which should be [`RowTail::PAD`] bytes longer. Copies one or two whole
    /// chunks, whose rest the next write replaces: a call to copy so few bytes takes longer.
    #[inline(always)]
    pub fn push_padded(&mut self, padded: &[u8], length: usize) {
        self.0.push_padded(padded, length);
    }
}

/// The output of a block. Its memory is kept from block to block.
#[derive(Debug, Default)]
pub(super) struct OutputBuffer {
    /// All initialized; bytes beyond `length` mean nothing.
    bytes: Vec<u8>,
    length: usize,
}

impl OutputBuffer {
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    #[inline(always)]
    fn push(&mut self, bytes: &[u8]) {
        match self.bytes.get_mut(self.length..).and_then(|free| free.get_mut(..bytes.len())) {
            Some(free) => {
                free.copy_from_slice(bytes);
                self.length += bytes.len();
            }
            None => self.push_slowly(bytes),
        }
    }

    #[inline(always)]
    fn push_few<const LENGTH: usize>(&mut self, bytes: [u8; 8]) {
        const { assert!(LENGTH <= 8) };
        match self.bytes.get_mut(self.length..).and_then(|free| free.first_chunk_mut()) {
            Some(to) => {
                *to = bytes;
                self.length += LENGTH;
            }
            None => self.push_slowly(bytes.get(..LENGTH).unwrap_or_default()),
        }
    }

    /// Appends any bytes, and grows the buffer where needed.
    #[inline(never)]
    fn push_slowly(&mut self, bytes: &[u8]) {
        let wanted = self.length + bytes.len() + PAD;
        if self.bytes.len() < wanted {
            self.bytes.resize(wanted + wanted / 2, 0);
        }
        if let Some(free) = self.bytes.get_mut(self.length..self.length + bytes.len()) {
            free.copy_from_slice(bytes);
            self.length += bytes.len();
        }
    }

    #[inline(always)]
    fn push_padded(&mut self, padded: &[u8], length: usize) {
        if let Some((to, free)) = self.bytes.get_mut(self.length..).and_then(|free| free.split_first_chunk_mut())
            && let Some((from, more)) = padded.split_first_chunk::<PAD>()
        {
            *to = *from;
            if length <= PAD {
                self.length += length;
                return;
            }
            if length <= 2 * PAD
                && let (Some(to), Some(from)) = (free.first_chunk_mut(), more.first_chunk::<PAD>())
            {
                *to = *from;
                self.length += length;
                return;
            }
        }
        self.push_slowly(padded.get(..length).unwrap_or(padded));
    }
}

impl<'b> RowWriter<'b> {
    pub(super) fn new(block: &'b Block, buffer: &'b mut OutputBuffer) -> Self {
        buffer.length = 0;
        RowWriter { block, copied: 0, buffer }
    }

    /// Writes the block up to the last cell of a row, and returns the tail of the row; for the same row again, the end of that
    /// tail. `None` for a row that has been passed, which stays unchanged.
    #[inline(always)]
    pub fn write_row(&mut self, row: &Row<'_>) -> Option<RowTail<'_>> {
        let length = row.end.checked_sub(self.copied)?;
        self.buffer.push_padded(self.block.bytes.get(self.copied..)?, length);
        self.copied = row.end;
        Some(RowTail(self.buffer))
    }

    /// Writes these bytes instead of the row's own, and returns the tail of the row as [`RowWriter::write_row`] does. The line
    /// ending stays. `None` for a row that has been written.
    pub fn replace_row(&mut self, row: &Row<'_>, bytes: &[u8]) -> Option<RowTail<'_>> {
        let kept = self.block.bytes.get(self.copied..row.start)?;
        self.buffer.push(kept);
        self.buffer.push(bytes);
        self.copied = row.end;
        Some(RowTail(self.buffer))
    }

    /// Writes the row with these bytes as its tail (see [`RowTail`]).
    pub fn append(&mut self, row: &Row<'_>, bytes: &[u8]) {
        if let Some(mut tail) = self.write_row(row) {
            tail.push(bytes);
        }
    }

    /// Writes the rest of the block: all remaining rows, or only the line ending of the last written row if the work `failed`.
    pub(super) fn finish(self, failed: bool) {
        let rest = self.block.rows().get(self.copied..).unwrap_or_default();
        let written = match failed {
            false => rest,
            true => {
                let ending = rest.iter().take_while(|byte| is_line_end(**byte)).count();
                rest.get(..ending).unwrap_or_default()
            }
        };
        self.buffer.push(written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_with_a_pad_and_without() {
        let text: Vec<u8> = (0..=u8::MAX).cycle().take(3_000).collect();
        let lengths = [0, 1, 5, 63, 64, 65, 127, 128, 129, 200, 1_000];
        for pad in [0, 1, PAD - 1, PAD, 3 * PAD] {
            let (mut buffer, mut expected) = (OutputBuffer::default(), Vec::new());
            for (one, other) in lengths.iter().zip(lengths.iter().rev()).cycle().take(40) {
                for length in [*one, *other] {
                    buffer.push_padded(&text[..length + pad], length);
                    expected.extend_from_slice(&text[..length]);
                }
                buffer.push(&text[..*one]);
                expected.extend_from_slice(&text[..*one]);
                let few = [1, 2, 3, 4, 5, 6, 7, 8];
                buffer.push_few::<0>(few);
                buffer.push_few::<6>(few);
                buffer.push_few::<8>(few);
                expected.extend_from_slice(&[&few[..6], &few].concat());
            }
            assert_eq!(buffer.bytes(), expected);
            buffer.clear();
            assert_eq!(buffer.bytes(), b"");
        }
    }
}
