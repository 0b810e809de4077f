//! What is known of each distinct role, city and level of a file, as far as there is room.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::gauge::Gauge;
use super::status::Status;
use crate::rows::{Behind, Chunk, LANES, same};

/// Bytes that are held; when there are more, all is forgotten and learnt again.
const HELD: usize = 2 << 20;

/// What every row with the same key gets. What every row asks for comes first, in as few cache lines as can be.
#[derive(Debug)]
#[repr(C)]
pub(super) struct Entry {
    /// How many rows have it.
    pub(super) rows: u64,
    /// How to compare a bare whole number in the pay column, where the file has one and nothing else is to be asked.
    pub(super) gauge: Option<Gauge>,
    pub(super) pieces: Pieces,
    /// The priced cell, by its number at the worker; the reason where there is none.
    pub(super) cell: Result<u32, Status>,
    /// The name that found nothing, and whether it is a city's.
    pub(super) unmatched: Option<(bool, Box<str>)>,
}

impl Entry {
    fn size(&self) -> usize {
        let unmatched = self.unmatched.as_ref().map_or(0, |(_, name)| name.len());
        size_of::<Known>() + self.pieces.0.len() + unmatched
    }
}

/// What is appended, without what depends on pay: one piece before each such column and one behind the last. Each stands
/// behind its length, so that all of it is in one place; then follow bytes that mean nothing, as [`Behind::push_padded`]
/// needs them.
#[derive(Debug)]
pub(super) struct Pieces(Box<[u8]>);

/// The pieces that are left, the next of them first.
#[derive(Debug, Clone, Copy)]
pub(super) struct PiecesLeft<'e>(&'e [u8]);

impl Pieces {
    #[inline(always)]
    pub(super) fn all(&self) -> PiecesLeft<'_> {
        PiecesLeft(&self.0)
    }
}

impl PiecesLeft<'_> {
    /// Writes the next piece, and returns those behind it.
    #[inline(always)]
    pub(super) fn write_next(self, to: &mut Behind<'_>) -> Self {
        let Some((length, piece)) = self.0.split_first_chunk() else { return self };
        let length = u32::from_le_bytes(*length) as usize;
        if length > 0 {
            to.push_padded(piece, length);
        }
        PiecesLeft(piece.get(length..).unwrap_or_default())
    }
}

/// Pieces being put together.
#[derive(Debug, Default)]
pub(super) struct PieceWriter {
    text: Vec<u8>,
    /// Where the length of the last piece stands.
    length_at: usize,
}

impl PieceWriter {
    /// Begins with the first of new pieces.
    pub(super) fn begin(&mut self) {
        self.text.clear();
        self.next();
    }

    /// Ends a piece, and begins with the next.
    pub(super) fn next(&mut self) {
        self.length_at = self.text.len();
        self.text.extend_from_slice(&[0; size_of::<u32>()]);
    }

    /// Adds to the last piece.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
        if let Some(slot) = self.text.get_mut(self.length_at..).and_then(|rest| rest.first_chunk_mut()) {
            let length = u32::from_le_bytes(*slot) as usize + bytes.len();
            *slot = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        }
    }

    /// The pieces so far.
    pub(super) fn pieces(&self) -> Pieces {
        Pieces([self.text.as_slice(), &[0; Behind::PAD]].concat().into())
    }
}

/// A key of fewer than 64 bytes: zeros follow it, and last comes one more than its length,
/// so that no key is all zeros. Hashed and compared as a whole, without asking for
/// its length at every turn, which a processor cannot foresee.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct ShortKey(Chunk);

/// For each length of a key, which bits of its bytes belong to it, and one more than the length where that comes.
static MASKS: [(Chunk, Chunk); LANES] = masks();

const fn masks() -> [(Chunk, Chunk); LANES] {
    let mut masks = [([0; LANES], [0; LANES]); LANES];
    let mut length = 0;
    #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
    while length < LANES {
        let mut byte = 0;
        while byte < length {
            masks[length].0[byte] = u8::MAX;
            byte += 1;
        }
        masks[length].1[LANES - 1] = length as u8 + 1;
        length += 1;
    }
    masks
}

impl ShortKey {
    /// The key of what has none that is short.
    const NONE: ShortKey = ShortKey([0; LANES]);

    /// The first `length` of these bytes, where there are fewer than 64.
    #[inline(always)]
    pub(super) fn new(bytes: &Chunk, length: usize) -> Option<Self> {
        let (mask, last) = MASKS.get(length)?;
        let mut own = *bytes;
        own.iter_mut().zip(mask.iter().zip(last)).for_each(|(byte, (mask, last))| *byte = *byte & mask | last);
        Some(ShortKey(own))
    }

    /// The sum of the products of the halves of all words, as NH and XXH3 have it, which takes one multiplication for
    /// two words; then folded, so that every bit tells.
    #[inline(always)]
    fn hash(&self, seeds: &[u64; 8]) -> u64 {
        const ODD: u128 = 0x9e37_79b9_7f4a_7c15;
        let (words, _) = self.0.as_chunks();
        let sum = words.iter().zip(seeds).fold(0_u64, |sum, (word, seed)| {
            let mixed = u64::from_le_bytes(*word) ^ seed;
            sum.wrapping_add((mixed & 0xffff_ffff) * (mixed >> 32))
        });
        let product = u128::from(sum) * ODD;
        #[expect(clippy::cast_possible_truncation, reason = "both halves are meant")]
        let halves = (product as u64, (product >> 64) as u64);
        halves.0 ^ halves.1
    }
}

impl PartialEq for ShortKey {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}

/// An entry, and its key where that is a short one: side by side, since one is asked for right after the other.
#[derive(Debug)]
#[repr(C)]
struct Known {
    key: ShortKey,
    entry: Entry,
}

/// Entries by key.
#[derive(Debug)]
pub(super) struct Memo {
    short: HashTable<u32>,
    long: HashMap<Box<[u8]>, u32, RandomState>,
    entries: Vec<Known>,
    /// Chosen anew for each, so that the author of a file cannot know which keys fall together.
    seeds: [u64; 8],
    held: usize,
}

impl Default for Memo {
    fn default() -> Self {
        let state = RandomState::default();
        let seeds = std::array::from_fn(|word| state.hash_one(word));
        Memo { short: HashTable::new(), long: HashMap::with_hasher(state), entries: Vec::new(), seeds, held: 0 }
    }
}

impl Memo {
    /// The number of the entry with a short key.
    #[inline(always)]
    pub(super) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        let is_it = |at: &u32| self.entries.get(*at as usize).is_some_and(|known| known.key == *key);
        self.short.find(key.hash(&self.seeds), is_it).map(|at| *at as usize)
    }

    /// The number of the entry with a key of any length.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        match short(key) {
            Some(key) => self.find_short(&key),
            None => self.long.get(key).map(|at| *at as usize),
        }
    }

    #[inline(always)]
    pub(super) fn entry(&mut self, at: usize) -> Option<&mut Entry> {
        self.entries.get_mut(at).map(|known| &mut known.entry)
    }

    /// What is appended to the rows of an entry.
    #[inline(always)]
    pub(super) fn pieces(&self, at: usize) -> Option<&Pieces> {
        self.entries.get(at).map(|known| &known.entry.pieces)
    }

    /// Whether the next entry would be one too many.
    pub(super) fn is_full(&self) -> bool {
        self.held > HELD
    }

    /// Forgets everything, and hands back what was known.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Entry> + use<> {
        self.short.clear();
        self.long.clear();
        self.held = 0;
        std::mem::take(&mut self.entries).into_iter().map(|known| known.entry)
    }

    /// Keeps an entry, and returns its number.
    pub(super) fn keep(&mut self, key: &[u8], entry: Entry) -> usize {
        let at = self.entries.len();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        self.held += entry.size() + key.len() + size_of::<u32>();
        let short = short(key);
        self.entries.push(Known { key: short.unwrap_or(ShortKey::NONE), entry });
        match short {
            Some(key) => {
                let (entries, seeds) = (&self.entries, &self.seeds);
                let hash = |at: &u32| entries.get(*at as usize).map_or(0, |known| known.key.hash(seeds));
                self.short.insert_unique(key.hash(seeds), number, hash);
            }
            None => {
                self.long.insert(key.into(), number);
            }
        }
        at
    }
}

/// A key as a short one, if it is.
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
        assert_eq!(key(7, 5).map(|key| key.hash(&[3; 8])), other.map(|key| key.hash(&[3; 8])));
        assert!(key(7, 5) != key(7, 6));
        assert!(key(0, 0) != key(0, 1) && key(0, 1) != key(0, 2), "zeros count");
        assert!(key(7, 64).is_none() && key(0, 0) != Some(ShortKey::NONE));
    }

    proptest! {
        #[test]
        fn every_key_finds_its_own_entry(keys in prop::collection::hash_set(prop::collection::vec(any::<u8>(), 0..80), 1..60)) {
            let mut memo = Memo::default();
            let keys: Vec<Vec<u8>> = keys.into_iter().collect();
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(memo.find(key), None);
                let pieces = PieceWriter::default().pieces();
                let entry = Entry { pieces, gauge: None, cell: Err(Status::NoRoleMatch), unmatched: None, rows: 0 };
                prop_assert_eq!(memo.keep(key, entry), at);
            }
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(memo.find(key), Some(at));
            }
            prop_assert_eq!(memo.take().count(), keys.len());
            prop_assert!(keys.iter().all(|key| memo.find(key).is_none()));
        }
    }
}
