//! What the texts of a column mean. Each distinct text is read once.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// The most bytes that a cache holds before it is emptied.
const MAX_BYTES: usize = 1 << 20;

/// The meanings of the distinct cells of a column.
#[derive(Debug)]
pub(super) struct TextCache<V> {
    meanings: HashMap<Box<[u8]>, V, RandomState>,
    bytes: usize,
}

impl<V> Default for TextCache<V> {
    fn default() -> Self {
        TextCache { meanings: HashMap::default(), bytes: 0 }
    }
}

impl<V: Copy> TextCache<V> {
    /// The meaning of a cell, given by its raw bytes; `read` reads it where it is not cached.
    pub(super) fn get_or_read(&mut self, cell: &[u8], read: impl FnOnce() -> V) -> V {
        if let Some(known) = self.meanings.get(cell) {
            return *known;
        }
        let meaning = read();
        if self.bytes > MAX_BYTES {
            self.meanings.clear();
            self.bytes = 0;
        }
        self.bytes += cell.len() + 2 * size_of::<(Box<[u8]>, V)>();
        self.meanings.insert(cell.into(), meaning);
        meaning
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
            let meaning = cache.get_or_read(cell.as_bytes(), || {
                reads += 1;
                cell.len()
            });
            assert_eq!(meaning, cell.len());
            reads
        };
        assert_eq!([read(&mut cache, "a"), read(&mut cache, "bc"), read(&mut cache, "a")], [1, 2, 2]);
        assert_eq!(read(&mut cache, &"x".repeat(MAX_BYTES)), 3);
        assert_eq!([read(&mut cache, "new"), read(&mut cache, "a"), read(&mut cache, "a")], [4, 5, 5]);
    }
}
