//! A cache of the appended cells and the market range of each key. A key is made of the cells that decide everything about a row
//! but its pay. Keys that mean the same share an entry.

use foldhash::HashMap;

use super::integer_range::IntegerRange;
use super::key_table::{KeyTable, ShortKey};
use super::status::Status;
use crate::people::{UnmatchedNames, UnreadLevel};
use crate::simd::prefetch;
use crate::tabular::RowTail;

/// The most bytes of keys that the cache holds before they are removed. Their entries stay. Short keys of this many bytes fit into a
/// table of 32,768 slots.
const MAX_KEY_BYTES: usize = 3_800 << 10;

/// The most bytes of entries that the cache holds before it is emptied.
const MAX_ENTRY_BYTES: usize = 8 << 20;

/// The data that all rows with keys of the same meaning share. It fits into one cache line.
#[derive(Debug)]
#[repr(align(64))]
pub(super) struct KeyEntry {
    /// The number of rows with one of the keys.
    pub(super) rows: u64,
    /// The market range for whole numbers without a unit; `None` where they cannot be compared in integers, or other cells
    /// qualify pay.
    pub(super) integer_range: Option<IntegerRange>,
    /// Where the suffix begins among those of the cache.
    suffix: u32,
    cell: EntryCell,
}

const _: () = assert!(size_of::<KeyEntry>() == 64);

/// The index of the priced cell at the worker, or why the key has no price. It takes no more than an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct EntryCell(u32);

/// What few entries have.
#[derive(Debug, Default)]
pub(super) struct EntryNotes {
    /// The level in the title that is not read, if there is one.
    pub(super) unread_level: Option<UnreadLevel>,
    /// The title, place and level that no name matched, where such names are counted.
    pub(super) unmatched: Option<UnmatchedNames>,
}

impl EntryCell {
    /// The number of the first status. No worker has as many cells.
    const FIRST_STATUS: u32 = u32::MAX - u8::MAX as u32;

    fn new(cell: Result<u32, Status>) -> Self {
        EntryCell(cell.unwrap_or_else(|status| Self::FIRST_STATUS + status as u32))
    }

    #[inline(always)]
    fn get(self) -> Result<u32, Status> {
        match self.0.checked_sub(Self::FIRST_STATUS) {
            None => Ok(self.0),
            Some(status) => Err(Status::ALL.get(status as usize).copied().unwrap_or(Status::NoRoleMatch)),
        }
    }
}

impl KeyEntry {
    /// An entry without rows, whose suffix is still to be added.
    pub(super) fn new(integer_range: Option<IntegerRange>, cell: Result<u32, Status>) -> Self {
        KeyEntry { rows: 0, integer_range, suffix: 0, cell: EntryCell::new(cell) }
    }

    /// The index of the priced cell at the worker, or why the key has no price.
    #[inline(always)]
    pub(super) fn cell(&self) -> Result<u32, Status> {
        self.cell.get()
    }
}

impl EntryNotes {
    fn is_empty(&self) -> bool {
        self.unread_level.is_none() && self.unmatched.is_none()
    }

    /// An estimate of their bytes.
    fn size(&self) -> usize {
        size_of::<(u32, EntryNotes)>() + self.unmatched.as_ref().map_or(0, UnmatchedNames::byte_len)
    }
}

/// The suffixes of all entries, one after the other, and the padding bytes that [`RowTail::push_padded`] needs after the last.
///
/// A suffix has the appended cells that do not depend on pay, as segments: one before each column that depends on pay, and one
/// after the last. Each segment is preceded by its length.
#[derive(Debug, Default)]
struct Suffixes(Vec<u8>);

/// The segments of a suffix that are still to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segments<'e>(&'e [u8]);

impl Suffixes {
    /// The segments of the suffix that begins at `start`. What follows its last segment is not to be written.
    #[inline(always)]
    fn at(&self, start: u32) -> Option<Segments<'_>> {
        self.0.get(start as usize..).map(Segments)
    }

    /// Prefetches the suffix that begins at `start`, as far as most suffixes go.
    #[inline(always)]
    fn prefetch(&self, start: u32) {
        const LINE: usize = 64;
        for line in 0..3 {
            if let Some(byte) = self.0.get(start as usize + line * LINE) {
                prefetch(byte);
            }
        }
    }

    /// Adds a suffix, and returns where it begins.
    fn push(&mut self, suffix: &[u8]) -> u32 {
        let start = self.0.len().saturating_sub(RowTail::PAD);
        self.0.truncate(start);
        self.0.extend_from_slice(suffix);
        self.0.extend_from_slice(&[0; RowTail::PAD]);
        u32::try_from(start).unwrap_or(u32::MAX)
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

/// Builds one suffix after the other.
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
        self.begin_segment();
    }

    /// Ends a segment, and begins the next one.
    pub(super) fn next_segment(&mut self) {
        self.end_segment();
        self.begin_segment();
    }

    /// Ends the last segment.
    pub(super) fn finish(&mut self) {
        self.end_segment();
    }

    /// Adds bytes to the last segment.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    fn begin_segment(&mut self) {
        self.length_at = self.text.len();
        self.text.extend_from_slice(&[0; size_of::<u32>()]);
    }

    /// Writes the length of the last segment before it.
    fn end_segment(&mut self) {
        let length = self.text.len().saturating_sub(self.length_at + size_of::<u32>());
        if let Some(slot) = self.text.get_mut(self.length_at..).and_then(|rest| rest.first_chunk_mut()) {
            *slot = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        }
    }

    /// The suffix that was built.
    fn suffix(&self) -> &[u8] {
        &self.text
    }
}

/// Entries by key.
#[derive(Debug, Default)]
pub(super) struct KeyCache {
    /// The index of the entry of each key.
    keys: KeyTable,
    entries: Vec<KeyEntry>,
    /// The notes of entries that have some, by the index of the entry.
    notes: HashMap<u32, EntryNotes>,
    suffixes: Suffixes,
    /// The bytes of the notes.
    note_bytes: usize,
    /// How often the entries were removed.
    generation: u32,
}

/// The most keys that are looked up together.
pub(super) const BATCH: usize = 16;

/// The entries of some keys, as long as the cache is not emptied.
#[derive(Debug)]
pub(super) struct FoundEntries {
    /// The index of each entry; `NOT_FOUND` where the key has none.
    indices: [u32; BATCH],
    generation: u32,
}

/// No entry has this index, which would take far more than [`MAX_ENTRY_BYTES`].
const NOT_FOUND: u32 = u32::MAX;

impl KeyCache {
    /// The index of the entry with a short key.
    #[inline(always)]
    pub(super) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        self.keys.find_short(key)
    }

    /// The index of the entry with a key of 64 bytes or more.
    #[inline]
    pub(super) fn find_long(&self, key: &[u8]) -> Option<usize> {
        self.keys.find_long(key)
    }

    /// The entries of up to [`BATCH`] keys. `short` is called twice for each number below `count`, because to make a key again is
    /// faster than to keep it; `long` returns the keys of which it makes none.
    ///
    /// In a file with tens of thousands of keys, each of the three steps from a key to its suffix waits for memory. So each step is
    /// taken for all keys, and prefetches what the next step reads.
    #[inline(always)]
    pub(super) fn find_all<'k>(
        &self,
        count: usize,
        short: impl Fn(usize) -> Option<ShortKey>,
        long: impl Fn(usize) -> Option<&'k [u8]>,
    ) -> FoundEntries {
        let mut hashes = [0; BATCH];
        for (number, hash) in hashes.iter_mut().enumerate().take(count) {
            *hash = match short(number) {
                Some(key) => self.keys.hash_and_prefetch(&key),
                None => long(number).map_or(0, |key| self.keys.hash_and_prefetch_long(key)),
            };
        }
        let mut indices = [NOT_FOUND; BATCH];
        for (number, (index, hash)) in indices.iter_mut().zip(hashes).enumerate().take(count) {
            let found = match short(number) {
                Some(key) => self.keys.find_hashed(&key, hash),
                None => long(number).and_then(|key| self.keys.find_long_hashed(key, hash)),
            };
            if let Some(found) = found
                && let Some(entry) = self.entries.get(found)
            {
                *index = u32::try_from(found).unwrap_or(NOT_FOUND);
                prefetch(entry);
            }
        }
        for entry in indices.iter().take(count).filter_map(|index| self.entries.get(*index as usize)) {
            self.suffixes.prefetch(entry.suffix);
        }
        FoundEntries { indices, generation: self.generation }
    }

    /// The index of the entry of a key, by the place of the key among those that were looked up.
    #[inline(always)]
    pub(super) fn found(&self, entries: &FoundEntries, key: usize) -> Option<usize> {
        let index = entries.indices.get(key).filter(|_| entries.generation == self.generation)?;
        (*index != NOT_FOUND).then_some(*index as usize)
    }

    /// The index of the entry with a key of any length.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        self.keys.find(key)
    }

    #[inline(always)]
    pub(super) fn entry(&mut self, at: usize) -> Option<&mut KeyEntry> {
        self.entries.get_mut(at)
    }

    #[inline(always)]
    pub(super) fn segments(&self, at: usize) -> Option<Segments<'_>> {
        self.suffixes.at(self.entries.get(at)?.suffix)
    }

    /// The index of the priced cell of an entry; `None` where it has no price.
    pub(super) fn priced_cell(&self, at: usize) -> Option<usize> {
        self.entries.get(at)?.cell().ok().map(|cell| cell as usize)
    }

    /// The notes of an entry, if it has some.
    pub(super) fn notes(&mut self, at: usize) -> Option<&mut EntryNotes> {
        self.notes.get_mut(&u32::try_from(at).ok()?)
    }

    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the cache must be emptied before the next entry.
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() * size_of::<KeyEntry>() + self.note_bytes + self.suffixes.0.len() > MAX_ENTRY_BYTES
    }

    /// Empties the cache, and returns its entries with their notes.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = (KeyEntry, EntryNotes)> + use<> {
        self.keys.clear();
        self.suffixes.0.clear();
        self.note_bytes = 0;
        self.generation = self.generation.wrapping_add(1);
        let mut notes = std::mem::take(&mut self.notes);
        let entries = std::mem::take(&mut self.entries).into_iter();
        (0..).zip(entries).map(move |(at, entry)| (entry, notes.remove(&at).unwrap_or_default()))
    }

    /// Adds an entry with the suffix that was built, and returns its index.
    pub(super) fn push(&mut self, entry: KeyEntry, notes: EntryNotes, built: &SuffixBuilder) -> usize {
        let at = self.entries.len();
        let suffix = self.suffixes.push(built.suffix());
        self.entries.push(KeyEntry { suffix, ..entry });
        if !notes.is_empty() {
            self.note_bytes += notes.size();
            self.notes.insert(u32::try_from(at).unwrap_or(NOT_FOUND), notes);
        }
        at
    }

    /// Inserts a key of an entry.
    pub(super) fn insert(&mut self, key: &[u8], at: usize) {
        if self.keys.bytes() > MAX_KEY_BYTES {
            self.keys.clear();
        }
        self.keys.insert(key, at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_and_a_status_are_kept() {
        for cell in [0, 1, 100_000, EntryCell::FIRST_STATUS - 1].map(Ok).into_iter().chain(Status::ALL.map(Err)) {
            assert_eq!(EntryCell::new(cell).get(), cell);
        }
    }

    proptest! {
        #[test]
        fn every_key_finds_its_own_entry(keys in prop::collection::hash_set(prop::collection::vec(any::<u8>(), 0..80), 1..60)) {
            let mut cache = KeyCache::default();
            let keys: Vec<Vec<u8>> = keys.into_iter().collect();
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(cache.find(key), None);
                let entry = KeyEntry::new(None, Err(Status::NoRoleMatch));
                prop_assert_eq!(cache.push(entry, EntryNotes::default(), &SuffixBuilder::default()), at);
                cache.insert(key, at);
            }
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(cache.find(key), Some(at));
            }
            prop_assert_eq!(cache.drain().count(), keys.len());
            prop_assert!(keys.iter().all(|key| cache.find(key).is_none()));
        }
    }
}
