//! A cache of what every row with the same key gets. A key is the cells that decide all but the pay of a row.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::integer_range::IntegerRange;
use super::status::Status;
use crate::people::UnmatchedName;
use crate::simd::{Chunk, LANES, same, sum_of_products};
use crate::tabular::RowTail;

/// The most bytes that the cache holds before it is emptied.
const MAX_BYTES: usize = 2 << 20;

/// What every row with the same key gets. The fields that each row needs come first, so that they are in the same cache lines.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct KeyEntry {
    /// The number of rows with the key.
    pub(super) rows: u64,
    /// The market range for whole numbers without a unit; `None` where they cannot be compared in integers, or other cells
    /// qualify pay.
    pub(super) integer_range: Option<IntegerRange>,
    pub(super) suffix: Suffix,
    /// The index of the priced cell at the worker, or why the key has no price.
    pub(super) cell: Result<u32, Status>,
    /// The title or place that no name matched, where such names are counted.
    pub(super) unmatched: Option<UnmatchedName>,
}

impl KeyEntry {
    /// An estimate of the bytes of an entry, with the spare capacity of the vector.
    fn size(&self) -> usize {
        let unmatched = self.unmatched.as_ref().map_or(0, |name| name.as_str().len());
        2 * size_of::<KeyEntry>() + self.suffix.0.len() + unmatched
    }
}

/// The appended cells that do not depend on pay, as segments: one before each column that depends on pay, and one after the
/// last. Each segment is preceded by its length. At the end come the padding bytes that [`RowTail::push_padded`] needs.
#[derive(Debug)]
pub(super) struct Suffix(Box<[u8]>);

/// The segments of a suffix that are still to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segments<'e>(&'e [u8]);

impl Suffix {
    #[inline(always)]
    pub(super) fn segments(&self) -> Segments<'_> {
        Segments(&self.0)
    }
}

impl Segments<'_> {
    /// Writes the next segment, and returns those after it.
    #[inline(always)]
    pub(super) fn write_next(self, to: &mut RowTail<'_>) -> Self {
        let Some((length, segment)) = self.0.split_first_chunk() else { return self };
        let length = u32::from_le_bytes(*length) as usize;
        if length > 0 {
            to.push_padded(segment, length);
        }
        let Some(left) = segment.get(length..) else { return self };
        Segments(left)
    }
}

/// Builds suffixes in one buffer.
#[derive(Debug, Default)]
pub(super) struct SuffixBuilder {
    text: Vec<u8>,
    /// The position of the length of the last segment.
    length_at: usize,
}

impl SuffixBuilder {
    /// Begins the first segment of a new suffix.
    pub(super) fn begin(&mut self) {
        self.text.clear();
        self.next_segment();
    }

    /// Begins the next segment.
    pub(super) fn next_segment(&mut self) {
        self.length_at = self.text.len();
        self.text.extend_from_slice(&[0; size_of::<u32>()]);
    }

    /// Adds bytes to the last segment.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
        if let Some(slot) = self.text.get_mut(self.length_at..).and_then(|rest| rest.first_chunk_mut()) {
            let length = u32::from_le_bytes(*slot) as usize + bytes.len();
            *slot = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        }
    }

    /// The suffix as it stands.
    pub(super) fn build(&self) -> Suffix {
        Suffix([self.text.as_slice(), &[0; RowTail::PAD]].concat().into())
    }
}

/// A key of fewer than 64 bytes. Zero-padded to 64 bytes; the last byte is length + 1, so all zeros means empty. It is hashed
/// and compared as a whole, because branches on the length would be mispredicted.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct ShortKey(Chunk);

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
    /// The content of a free slot, which equals no key.
    const EMPTY: ShortKey = ShortKey([0; LANES]);

    /// Whether it is [`ShortKey::EMPTY`].
    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.0.last() == Some(&0)
    }

    /// A key of the first `length` bytes; `None` for 64 or more.
    #[inline(always)]
    pub(super) fn new(bytes: &Chunk, length: usize) -> Option<Self> {
        let (AlignedChunk(mask), AlignedChunk(last)) = MASKS.get(length)?;
        let mut key = *bytes;
        key.iter_mut().zip(mask.iter().zip(last)).for_each(|(byte, (mask, last))| *byte = *byte & mask | last);
        Some(ShortKey(key))
    }

    /// The sum of the products of the halves of all words, as in NH and XXH3. The low bits, which choose a slot, depend on few
    /// bits of the key, so the bits from 20 and from 40 up, which depend on many, are folded into them.
    #[inline(always)]
    fn hash(&self, seeds: &Chunk) -> u64 {
        let sum = sum_of_products(&self.0, seeds);
        sum ^ sum >> 20 ^ sum >> 40
    }
}

impl PartialEq for ShortKey {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}

/// A hash table of short keys, with linear probing. At most half of the slots are taken, and far fewer in most files, so that
/// the first slot nearly always has the key. A lookup, with making and hashing the key, takes 100 instructions in a payroll of
/// 196 keys, and 105 with `hashbrown::HashTable` and the same hash; with 15,000 keys 108 and 109. Times do not differ (5 and
/// 13 ns). A row of `price` takes about 750 instructions.
#[derive(Debug)]
struct ShortKeyTable {
    /// The slots. Their number is a power of two.
    keys: Vec<ShortKey>,
    /// The index of the entry of each slot.
    indices: Vec<u32>,
    taken: usize,
}

impl Default for ShortKeyTable {
    fn default() -> Self {
        ShortKeyTable::with_slots(2048)
    }
}

impl ShortKeyTable {
    /// The most slots for each key of a large table. They stay allocated when the cache is emptied.
    const MAX_SLOTS_PER_KEY: usize = 4;

    fn with_slots(count: usize) -> Self {
        ShortKeyTable { keys: vec![ShortKey::EMPTY; count], indices: vec![0; count], taken: 0 }
    }

    /// The slot of a hash, or of a position past the last slot, which wraps around.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits are used")]
    fn slot(&self, hash: u64) -> usize {
        hash as usize & self.keys.len().wrapping_sub(1)
    }

    #[inline(always)]
    fn find(&self, key: &ShortKey, hash: u64) -> Option<u32> {
        let mut slot = self.slot(hash);
        loop {
            let found = self.keys.get(slot)?;
            if found == key {
                return self.indices.get(slot).copied();
            }
            if found.is_empty() {
                return None;
            }
            slot = self.slot(slot as u64 + 1);
        }
    }

    fn clear(&mut self) {
        self.keys.fill(ShortKey::EMPTY);
        self.taken = 0;
    }

    /// Inserts a key that is not in the table.
    fn insert(&mut self, key: ShortKey, index: u32, seeds: &Chunk) {
        if (self.taken + 1) * 2 > self.keys.len() {
            let old = std::mem::replace(self, ShortKeyTable::with_slots(self.keys.len() * 2));
            let taken = old.keys.into_iter().zip(old.indices).filter(|(key, _)| !key.is_empty());
            taken.for_each(|(key, index)| self.insert(key, index, seeds));
        }
        let mut slot = self.slot(key.hash(seeds));
        while self.keys.get(slot).is_some_and(|key| !key.is_empty()) {
            slot = self.slot(slot as u64 + 1);
        }
        if let (Some(free), Some(free_index)) = (self.keys.get_mut(slot), self.indices.get_mut(slot)) {
            (*free, *free_index) = (key, index);
            self.taken += 1;
        }
    }
}

/// Entries by key.
#[derive(Debug)]
pub(super) struct KeyCache {
    short: ShortKeyTable,
    long: HashMap<Box<[u8]>, u32, RandomState>,
    entries: Vec<KeyEntry>,
    /// Random for each cache, so that no file can be made of colliding keys.
    seeds: Chunk,
    bytes: usize,
}

impl Default for KeyCache {
    fn default() -> Self {
        let state = RandomState::default();
        let mut seeds = [0; LANES];
        let (words, _) = seeds.as_chunks_mut();
        (0..).zip(words).for_each(|(number, word)| *word = u64::to_le_bytes(state.hash_one(number)));
        KeyCache {
            short: ShortKeyTable::default(),
            long: HashMap::with_hasher(state),
            entries: Vec::new(),
            seeds,
            bytes: 0,
        }
    }
}

impl KeyCache {
    /// The index of the entry with a short key.
    #[inline(always)]
    pub(super) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        self.short.find(key, key.hash(&self.seeds)).map(|index| index as usize)
    }

    /// The index of the entry with a key of any length.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        match short(key) {
            Some(key) => self.find_short(&key),
            None => self.long.get(key).map(|at| *at as usize),
        }
    }

    #[inline(always)]
    pub(super) fn entry(&mut self, at: usize) -> Option<&mut KeyEntry> {
        self.entries.get_mut(at)
    }

    #[inline(always)]
    pub(super) fn suffix(&self, at: usize) -> Option<&Suffix> {
        self.entries.get(at).map(|entry| &entry.suffix)
    }

    /// The index of the priced cell of an entry; `None` where it has no price.
    pub(super) fn priced_cell(&self, at: usize) -> Option<usize> {
        self.entries.get(at)?.cell.ok().map(|cell| cell as usize)
    }

    /// Whether the cache must be emptied before the next entry.
    pub(super) fn is_full(&self) -> bool {
        self.bytes > MAX_BYTES
    }

    /// Empties the cache, and returns its entries.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = KeyEntry> + use<> {
        self.short.clear();
        self.long.clear();
        self.bytes = 0;
        std::mem::take(&mut self.entries).into_iter()
    }

    /// Inserts an entry, and returns its index.
    pub(super) fn insert(&mut self, key: &[u8], entry: KeyEntry) -> usize {
        let at = self.entries.len();
        let index = u32::try_from(at).unwrap_or(u32::MAX);
        self.bytes += entry.size();
        self.entries.push(entry);
        match short(key) {
            Some(key) => {
                self.bytes += ShortKeyTable::MAX_SLOTS_PER_KEY * (size_of::<ShortKey>() + size_of::<u32>());
                self.short.insert(key, index, &self.seeds);
            }
            None => {
                self.bytes += 2 * size_of::<(Box<[u8]>, u32)>() + key.len();
                self.long.insert(key.into(), index);
            }
        }
        at
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
    use proptest::prelude::*;

    #[test]
    fn what_follows_a_key_is_no_part_of_it() {
        let key = |byte, length| ShortKey::new(&[byte; LANES], length);
        let other = ShortKey::new(&std::array::from_fn(|at| if at < 5 { 7 } else { b'x' }), 5);
        assert!(key(7, 5) == other);
        assert_eq!(key(7, 5).map(|key| key.hash(&[3; LANES])), other.map(|key| key.hash(&[3; LANES])));
        assert!(key(7, 5) != key(7, 6));
        assert!(key(0, 0) != key(0, 1) && key(0, 1) != key(0, 2), "zeros count");
        assert!(key(7, 64).is_none() && key(0, 0) != Some(ShortKey::EMPTY));
    }

    /// Inserts keys into a table that grows, and looks for all of them after each.
    fn are_found(keys: &[ShortKey], seeds: Chunk) {
        let mut table = ShortKeyTable::with_slots(4);
        for (number, key) in (0..).zip(keys) {
            assert_eq!(table.find(key, key.hash(&seeds)), None);
            table.insert(*key, number, &seeds);
            assert!(table.taken * 2 <= table.keys.len() && table.keys.len().is_power_of_two());
            for (number, key) in (0..=number).zip(keys) {
                assert_eq!(table.find(key, key.hash(&seeds)), Some(number));
            }
        }
        table.clear();
        assert!(keys.iter().all(|key| table.find(key, key.hash(&seeds)).is_none()));
    }

    /// Catches a search that ends at the last slot, or at the first slot with another key.
    #[test]
    fn slots_of_others_are_passed_by() {
        let keys: Vec<ShortKey> = (0..300).filter_map(|number: u32| short(number.to_string().as_bytes())).collect();
        // With these seeds all short keys have one hash.
        let together = [0; LANES];
        assert!(keys.iter().all(|key| key.hash(&together) == 0));
        are_found(&keys, together);
        let seeds = [7; LANES];
        let table = ShortKeyTable::with_slots(4);
        let (last, others): (Vec<_>, Vec<_>) = keys.iter().partition(|key| table.slot(key.hash(&seeds)) == 3);
        assert!(last.len() > 2 && others.len() > 2);
        are_found(&[last, others].concat().into_iter().copied().collect::<Vec<_>>(), seeds);
    }

    proptest! {
        #[test]
        fn every_key_finds_its_own_entry(keys in prop::collection::hash_set(prop::collection::vec(any::<u8>(), 0..80), 1..60)) {
            let mut cache = KeyCache::default();
            let keys: Vec<Vec<u8>> = keys.into_iter().collect();
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(cache.find(key), None);
                let suffix = SuffixBuilder::default().build();
                let entry = KeyEntry { suffix, integer_range: None, cell: Err(Status::NoRoleMatch), unmatched: None, rows: 0 };
                prop_assert_eq!(cache.insert(key, entry), at);
            }
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(cache.find(key), Some(at));
            }
            prop_assert_eq!(cache.drain().count(), keys.len());
            prop_assert!(keys.iter().all(|key| cache.find(key).is_none()));
        }
    }
}
