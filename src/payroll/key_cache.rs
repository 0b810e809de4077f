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
const MAX_KEY_BYTES: usize = 2_240 << 10;

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
    suffix: SuffixPlace,
    cell: EntryCell,
}

const _: () = assert!(size_of::<KeyEntry>() == 64);

/// Where the suffix of an entry is.
#[derive(Debug, Clone, Copy, Default)]
struct SuffixPlace {
    /// Where it begins among those of the cache.
    start: u32,
    /// The bytes of its first segment.
    first_segment: u32,
}

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
        KeyEntry { rows: 0, integer_range, suffix: SuffixPlace::default(), cell: EntryCell::new(cell) }
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

/// The suffixes of all entries, and the padding bytes that [`RowTail::push_padded`] needs after the last. Each begins at a cache line
/// as long as the memory is not moved, so that most take two.
///
/// A suffix has the appended cells that do not depend on pay, as segments: one before the first column that depends on pay, and one
/// wherever such cells stand between two of these columns or after the last. Each segment but the first is preceded by its length.
#[derive(Debug, Default)]
struct Suffixes(Vec<u8>);

/// The bytes that a processor reads together.
const CACHE_LINE: usize = 64;

/// The segments of a suffix that are still to be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segments<'e>(&'e [u8]);

impl Suffixes {
    /// Writes the first segment of a suffix, and returns those after it. What follows its last segment is not to be written.
    #[inline(always)]
    fn write_first(&self, place: SuffixPlace, to: &mut RowTail<'_>) -> Option<Segments<'_>> {
        Segments(self.0.get(place.start as usize..)?).write(place.first_segment, to)
    }

    /// Prefetches a suffix, as far as most suffixes go.
    #[inline(always)]
    fn prefetch(&self, place: SuffixPlace) {
        let start = place.start as usize;
        for line in [0, CACHE_LINE, 2 * CACHE_LINE] {
            if line < place.first_segment as usize
                && let Some(byte) = self.0.get(start + line)
            {
                prefetch(byte);
            }
        }
    }

    /// Adds a suffix, and returns its place.
    fn push(&mut self, built: &SuffixBuilder) -> SuffixPlace {
        let Suffixes(all) = self;
        let mut start = all.len().saturating_sub(RowTail::PAD);
        start += (all.as_ptr().addr() + start).wrapping_neg() % CACHE_LINE;
        all.resize(start, 0);
        all.extend_from_slice(&built.text);
        all.extend_from_slice(&[0; RowTail::PAD]);
        let [start, first_segment] = [start, built.first_segment].map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        SuffixPlace { start, first_segment }
    }
}

impl<'e> Segments<'e> {
    /// Writes the next segment, and returns those after it.
    #[inline(always)]
    pub(super) fn write_next(self, to: &mut RowTail<'_>) -> Option<Self> {
        let (length, segments) = self.0.split_first_chunk()?;
        Segments(segments).write(u32::from_le_bytes(*length), to)
    }

    #[inline(always)]
    fn write(self, length: u32, to: &mut RowTail<'_>) -> Option<Self> {
        to.push_padded(self.0, length as usize);
        self.0.get(length as usize..).map(Segments)
    }
}

/// Builds one suffix after the other.
#[derive(Debug, Default)]
pub(super) struct SuffixBuilder {
    text: Vec<u8>,
    /// The bytes of the first segment.
    first_segment: usize,
    /// The position of the length of the last segment, if it is not the first.
    length_at: Option<usize>,
}

impl SuffixBuilder {
    /// Begins the first segment of a new suffix.
    pub(super) fn begin(&mut self) {
        self.text.clear();
        self.length_at = None;
    }

    /// Ends a segment, and begins the next one.
    pub(super) fn next_segment(&mut self) {
        self.finish();
        self.length_at = Some(self.text.len());
        self.text.extend_from_slice(&[0; size_of::<u32>()]);
    }

    /// Ends the last segment.
    pub(super) fn finish(&mut self) {
        let Some(at) = self.length_at else {
            self.first_segment = self.text.len();
            return;
        };
        let length = self.text.len().saturating_sub(at + size_of::<u32>());
        if let Some(slot) = self.text.get_mut(at..).and_then(|rest| rest.first_chunk_mut()) {
            *slot = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        }
    }

    /// Adds a byte to the last segment.
    pub(super) fn push_byte(&mut self, byte: u8) {
        self.text.push(byte);
    }

    /// Adds bytes to the last segment.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
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
    /// In a file with tens of thousands of keys, each step from a key to its suffix waits for memory. So each step is taken for all
    /// keys, and prefetches what the next step reads.
    #[inline(always)]
    pub(super) fn find_all<'k>(
        &self,
        count: usize,
        short: impl Fn(usize) -> Option<ShortKey>,
        long: impl Fn(usize) -> Option<&'k [u8]>,
    ) -> FoundEntries {
        let mut hashes = [0; BATCH];
        for (number, hash) in hashes.iter_mut().enumerate().take(count) {
            let (hash_of, probable) = match short(number) {
                Some(key) => self.keys.hash_and_prefetch(&key),
                None => long(number).map_or((0, None), |key| self.keys.hash_and_prefetch_long(key)),
            };
            *hash = hash_of;
            if let Some(entry) = probable.and_then(|entry| self.entries.get(entry)) {
                prefetch(entry);
            }
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
                self.suffixes.prefetch(entry.suffix);
            }
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

    /// Writes the first segment of the suffix of an entry, and returns those after it.
    #[inline(always)]
    pub(super) fn write_first_segment(&self, at: usize, to: &mut RowTail<'_>) -> Option<Segments<'_>> {
        self.suffixes.write_first(self.entries.get(at)?.suffix, to)
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
        let suffix = self.suffixes.push(built);
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
