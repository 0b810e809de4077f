//! What the texts of a column mean. Each distinct text is read once, and each distinct meaning gets a number.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

/// The most bytes of texts that a cache holds before they are removed. The same for meanings.
const MAX_BYTES: usize = 1 << 20;

/// The meanings of the distinct cells of a column.
#[derive(Debug)]
pub(super) struct TextCache<V> {
    meanings: HashMap<Box<[u8]>, Known<V>, RandomState>,
    numbers: HashMap<V, u32, RandomState>,
    bytes: usize,
    /// The number of the next meaning. It goes on when meanings are removed, so that no two of them have one number.
    next: u32,
}

/// A text that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known<V> {
    /// The number of its meaning among those of the column.
    pub(super) number: u32,
    pub(super) meaning: V,
}

impl<V> Default for TextCache<V> {
    fn default() -> Self {
        TextCache { meanings: HashMap::default(), numbers: HashMap::default(), bytes: 0, next: 0 }
    }
}

impl<V: Copy + Eq + Hash> TextCache<V> {
    /// The meaning of a cell, given by its raw bytes; `read` reads it where it is not cached.
    pub(super) fn get_or_read(&mut self, cell: &[u8], read: impl FnOnce() -> V) -> Known<V> {
        if let Some(known) = self.meanings.get(cell) {
            return *known;
        }
        let meaning = read();
        if self.bytes > MAX_BYTES {
            self.meanings.clear();
            self.bytes = 0;
        }
        if self.numbers.len() > MAX_BYTES / size_of::<(V, u32)>() {
            self.numbers.clear();
        }
        let number = *self.numbers.entry(meaning).or_insert(self.next);
        if number == self.next {
            self.next = self.next.wrapping_add(1);
        }
        let known = Known { number, meaning };
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
        // A text of the same meaning is read, and has the same number.
        assert_eq!(read(&mut cache, "b"), (3, 0));
        assert_eq!(read(&mut cache, &"x".repeat(MAX_BYTES)), (4, 2));
        // Texts that were removed are read again.
        assert_eq!([read(&mut cache, "new"), read(&mut cache, "a"), read(&mut cache, "a")], [(5, 3), (6, 0), (6, 0)]);
    }

    #[test]
    fn no_two_meanings_have_one_number() {
        let mut cache = TextCache::default();
        let mut number = |text: usize| cache.get_or_read(&text.to_le_bytes(), || text).number;
        let meanings = 2 * MAX_BYTES / size_of::<(usize, u32)>();
        assert!((0..meanings).all(|text| number(text) as usize == text));
        // The cache has removed the first meaning, so that it gets another number.
        assert!(number(0) == 0 || number(0) as usize >= meanings);
    }
}
