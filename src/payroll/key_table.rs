//! A table of indexes by key: the bytes of the cells that decide something about a row.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::simd::{Chunk, LANES, prefetch, same, sum_of_products};

/// A key of fewer than 64 bytes. Zero-padded to 64 bytes; the last byte is length + 1. It is hashed and compared as a whole,
/// because branches on the length would be mispredicted.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct ShortKey(Chunk);

/// For each length of a key, the mask of its bytes, and a chunk with only the last byte set, to length + 1.
static MASKS: [(AlignedChunk, AlignedChunk); LANES] = masks();

/// A chunk that is aligned, so that it can be a memory operand of an SSE2 instruction.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct AlignedChunk(Chunk);

const fn masks() -> [(AlignedChunk, AlignedChunk); LANES] {
    let mut masks = [(AlignedChunk([0; LANES]), AlignedChunk([0; LANES])); LANES];
    let mut length = 0;
    #[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
    while length < LANES {
        let mut byte = 0;
        while byte < length {
            masks[length].0.0[byte] = u8::MAX;
            byte += 1;
        }
        masks[length].1.0[LANES - 1] = length as u8 + 1;
        length += 1;
    }
    masks
}

impl ShortKey {
    /// A key of the first `length` bytes; `None` for 64 or more.
    #[inline(always)]
    pub(crate) fn new(bytes: &Chunk, length: usize) -> Option<Self> {
        let (AlignedChunk(mask), AlignedChunk(last)) = MASKS.get(length)?;
        let mut key = *bytes;
        key.iter_mut().zip(mask.iter().zip(last)).for_each(|(byte, (mask, last))| *byte = *byte & mask | last);
        Some(ShortKey(key))
    }
}

/// The hash of a short key: the sum of the products of the halves of all words, as in NH and XXH3. The low bits, which choose a
/// bucket, depend on few bits of the key, so the bits from 20 and from 40 up, which depend on many, are folded into them.
#[inline(always)]
fn hash(key: &Chunk, seeds: &Chunk) -> u64 {
    let sum = sum_of_products(key, seeds);
    sum ^ sum >> 20 ^ sum >> 40
}

/// A key of 64 bytes or more: where it is among the bytes of all such keys, and its index.
#[derive(Debug, Clone, Copy)]
struct LongKey {
    start: u32,
    length: u32,
    index: u32,
}

impl LongKey {
    /// The bytes of the key, among those of all.
    fn bytes(self, all: &[u8]) -> &[u8] {
        let start = self.start as usize;
        all.get(start..start + self.length as usize).unwrap_or_default()
    }
}

/// A short key: where it is among all of them, and its index.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u32,
    index: u32,
}

/// Indexes by key.
#[derive(Debug)]
pub(crate) struct KeyTable {
    /// The short keys, in the order in which they were inserted. They are not in the table, half of which is empty.
    short_keys: Vec<ShortKey>,
    /// The place and the index of each short key, by [`hash`].
    short: HashTable<Slot>,
    /// The other keys, by the hash of `state`.
    long: HashTable<LongKey>,
    /// The bytes of the other keys, one after the other.
    long_bytes: Vec<u8>,
    state: RandomState,
    /// Random for each table, so that no file can be made of colliding keys.
    seeds: Chunk,
    bytes: usize,
}

impl Default for KeyTable {
    fn default() -> Self {
        let state = RandomState::default();
        let mut seeds = [0; LANES];
        let (words, _) = seeds.as_chunks_mut();
        (0..).zip(words).for_each(|(number, word)| *word = u64::to_le_bytes(state.hash_one(number)));
        KeyTable {
            short_keys: Vec::new(),
            short: HashTable::new(),
            long: HashTable::new(),
            long_bytes: Vec::new(),
            state,
            seeds,
            bytes: 0,
        }
    }
}

impl KeyTable {
    /// The index of a short key.
    #[inline(always)]
    pub(crate) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        self.find_hashed(key, self.hash(key))
    }

    #[inline(always)]
    fn hash(&self, key: &ShortKey) -> u64 {
        hash(&key.0, &self.seeds)
    }

    /// The hash of a short key, and the index that it probably has. Prefetches what [`KeyTable::find_hashed`] reads.
    #[inline(always)]
    pub(crate) fn hash_and_prefetch(&self, key: &ShortKey) -> (u64, Option<usize>) {
        let hash = self.hash(key);
        // Another key may come first, but seldom does: seven bits of the hash are the same.
        let probable = self.short.iter_hash(hash).next();
        if let Some(known) = probable.and_then(|slot| self.short_keys.get(slot.key as usize)) {
            prefetch(known);
        }
        (hash, probable.map(|slot| slot.index as usize))
    }

    /// The index of a short key with this hash.
    #[inline(always)]
    pub(crate) fn find_hashed(&self, key: &ShortKey, hash: u64) -> Option<usize> {
        let is_same = |slot: &Slot| self.short_keys.get(slot.key as usize).is_some_and(|known| same(&known.0, &key.0));
        self.short.find(hash, is_same).map(|slot| slot.index as usize)
    }

    /// The index of a key of 64 bytes or more.
    #[inline]
    pub(crate) fn find_long(&self, key: &[u8]) -> Option<usize> {
        self.find_long_hashed(key, self.state.hash_one(key))
    }

    /// The hash of a key of 64 bytes or more, and the index that it probably has. Prefetches what [`KeyTable::find_long_hashed`]
    /// reads first.
    #[inline]
    pub(crate) fn hash_and_prefetch_long(&self, key: &[u8]) -> (u64, Option<usize>) {
        let hash = self.state.hash_one(key);
        let probable = self.long.iter_hash(hash).next();
        if let Some([first, .., last]) = probable.map(|known| known.bytes(&self.long_bytes)) {
            prefetch(first);
            prefetch(last);
        }
        (hash, probable.map(|known| known.index as usize))
    }

    /// The index of a key of 64 bytes or more with this hash.
    #[inline]
    pub(crate) fn find_long_hashed(&self, key: &[u8], hash: u64) -> Option<usize> {
        self.long.find(hash, |known| known.bytes(&self.long_bytes) == key).map(|known| known.index as usize)
    }

    /// The index of a key of any length.
    pub(crate) fn find(&self, key: &[u8]) -> Option<usize> {
        match short(key) {
            Some(key) => self.find_short(&key),
            None => self.find_long(key),
        }
    }

    /// An estimate of the bytes that the table holds.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Removes all keys.
    pub(crate) fn clear(&mut self) {
        self.short_keys.clear();
        self.short.clear();
        self.long.clear();
        self.long_bytes.clear();
        self.bytes = 0;
    }

    /// Inserts a new key.
    pub(crate) fn insert(&mut self, key: &[u8], at: usize) {
        let index = u32::try_from(at).unwrap_or(u32::MAX);
        match short(key) {
            Some(key) => {
                self.bytes += size_of::<ShortKey>() + 2 * size_of::<Slot>();
                let slot = Slot { key: u32::try_from(self.short_keys.len()).unwrap_or(u32::MAX), index };
                let hash_of = self.hash(&key);
                self.short_keys.push(key);
                let KeyTable { short, short_keys, seeds, .. } = self;
                let rehash = |slot: &Slot| short_keys.get(slot.key as usize).map_or(0, |key| hash(&key.0, seeds));
                short.insert_unique(hash_of, slot, rehash);
            }
            None => {
                // The cache that holds the table bounds its bytes far below 4 GiB.
                let [start, length] =
                    [self.long_bytes.len(), key.len()].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
                self.bytes += 2 * (size_of::<LongKey>() + key.len());
                self.long_bytes.extend_from_slice(key);
                let KeyTable { long, long_bytes, state, .. } = self;
                let hash = |known: &LongKey| state.hash_one(known.bytes(long_bytes));
                let known = LongKey { start, length, index };
                long.insert_unique(hash(&known), known, hash);
            }
        }
    }
}

/// A key as a short one; `None` for 64 bytes or more.
fn short(key: &[u8]) -> Option<ShortKey> {
    let mut bytes = [0; LANES];
    bytes.get_mut(..key.len())?.copy_from_slice(key);
    ShortKey::new(&bytes, key.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_key_is_no_part_of_it() {
        let key = |byte, length| ShortKey::new(&[byte; LANES], length).map(|key| key.0);
        let other = ShortKey::new(&std::array::from_fn(|at| if at < 5 { 7 } else { b'x' }), 5).map(|key| key.0);
        assert!(key(7, 5) == other);
        assert!(key(7, 5) != key(7, 6));
        assert!(key(0, 0) != key(0, 1) && key(0, 1) != key(0, 2), "zeros count");
        assert!(key(7, 64).is_none());
    }
}
