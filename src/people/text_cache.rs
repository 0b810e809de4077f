//! What the texts of a column mean. Each distinct text is read once, and gets a number.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// The most bytes that a cache holds before it is emptied.
const MAX_BYTES: usize = 1 << 20;

/// The meanings of the distinct cells of a column.
#[derive(Debug)]
pub(super) struct TextCache<V> {
    meanings: HashMap<Box<[u8]>, Known<V>, RandomState>,
    bytes: usize,
    /// The number of the next text. It goes on when the cache is emptied, so that no two texts have one number.
    next: u64,
}

/// A text that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known<V> {
    /// Its number among the texts of the column.
    pub(super) number: u64,
    pub(super) meaning: V,
}

impl<V> Default for TextCache<V> {
    fn default() -> Self {
        TextCache { meanings: HashMap::default(), bytes: 0, next: 0 }
    }
}

impl<V: Copy> TextCache<V> {
    /// The meaning of a cell, given by its raw bytes; `read` reads it where it is not cached.
    pub(super) fn get_or_read(&mut self, cell: &[u8], read: impl FnOnce() -> V) -> Known<V> {
        if let Some(known) = self.meanings.get(cell) {
            return *known;
        }
        let known = Known { number: self.next, meaning: read() };
        self.next += 1;
        if self.bytes > MAX_BYTES {
            self.meanings.clear();
            self.bytes = 0;
        }
        self.bytes += cell.len() + 2 * size_of::<(Box<[u8]>, Known<V>)>();
        self.meanings.insert(cell.into(), known);
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_once_until_the_cache_is_full() {
        let mut cache = TextCache::default();
        let mut reads = 0_usize;
        let mut read = |cache: &mut TextCache<usize>, cell: &str| {
            let known = cache.get_or_read(cell.as_bytes(), || {
                reads += 1;
                cell.len()
            });
            assert_eq!(known.meaning, cell.len());
            (reads, known.number)
        };
        assert_eq!([read(&mut cache, "a"), read(&mut cache, "bc"), read(&mut cache, "a")], [(1, 0), (2, 1), (2, 0)]);
        assert_eq!(read(&mut cache, &"x".repeat(MAX_BYTES)), (3, 2));
        // A text that was forgotten gets another number.
        assert_eq!([read(&mut cache, "new"), read(&mut cache, "a"), read(&mut cache, "a")], [(4, 3), (5, 4), (5, 4)]);
    }
}
