//! What is appended to one row, being put together.

use super::memo::PAD;

/// Bytes, and room behind them to copy whole chunks into.
#[derive(Debug, Default)]
pub(super) struct Line {
    bytes: Vec<u8>,
    length: usize,
}

impl Line {
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    /// The bytes with [`PAD`] more behind them, and how many they are.
    #[inline(always)]
    pub(super) fn padded(&self) -> (&[u8], usize) {
        (&self.bytes, self.length)
    }

    #[inline(always)]
    fn reserve(&mut self, more: usize) {
        if self.bytes.len() < self.length + more + 2 * PAD {
            self.grow(more);
        }
    }

    #[cold]
    fn grow(&mut self, more: usize) {
        self.bytes.resize((self.length + more) * 2 + 4 * PAD, 0);
    }

    /// Appends the first `length` of some bytes, which go on for [`PAD`] more.
    #[inline(always)]
    pub(super) fn push_padded(&mut self, padded: &[u8], length: usize) {
        self.reserve(length);
        let mut done = 0;
        while done < length {
            let chunk: Option<&[u8; PAD]> = padded.get(done..).and_then(|rest| rest.first_chunk());
            let slot: Option<&mut [u8; PAD]> =
                self.bytes.get_mut(self.length + done..).and_then(|rest| rest.first_chunk_mut());
            let (Some(chunk), Some(slot)) = (chunk, slot) else { break };
            *slot = *chunk;
            done += PAD;
        }
        self.length += length;
    }

    #[inline(always)]
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.reserve(bytes.len());
        if let Some(slot) = self.bytes.get_mut(self.length..self.length + bytes.len()) {
            slot.copy_from_slice(bytes);
        }
        self.length += bytes.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padded_and_plain_bytes_follow_each_other() {
        let mut line = Line::default();
        let mut expected = Vec::new();
        for length in [0, 1, 63, 64, 65, 200, 5] {
            let padded: Vec<u8> = (0..length + PAD).map(|at| at as u8).collect();
            line.push_padded(&padded, length);
            line.push(b",x");
            expected.extend_from_slice(&padded[..length]);
            expected.extend_from_slice(b",x");
        }
        let (bytes, length) = line.padded();
        assert_eq!(&bytes[..length], expected);
        assert!(bytes.len() >= length + PAD);
        line.clear();
        assert_eq!(line.padded().1, 0);
    }
}
