//! What is known of each distinct role, city and level of a file, as far as there is room.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::gauge::Gauge;
use super::status::Status;
use crate::simd::{Chunk, LANES, same, sum_of_products};
use crate::tabular::RowTail;

/// Bytes that are held; when there are more, all is forgotten and learnt again.
const HELD: usize = 2 << 20;

/// What every row with the same key gets. What every row asks for comes first, in as few cache lines as can be.
#[derive(Debug)]
#[repr(C, align(64))]
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
        2 * size_of::<Entry>() + self.pieces.0.len() + unmatched
    }
}

/// What is appended, without what depends on pay: one piece before each such column and one behind the last. Each stands
/// behind its length, so that all of it is in one place; then follow bytes that mean nothing, as [`RowTail::push_padded`]
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
    pub(super) fn write_next(self, to: &mut RowTail<'_>) -> Self {
        let Some((length, piece)) = self.0.split_first_chunk() else { return self };
        let length = u32::from_le_bytes(*length) as usize;
        if length > 0 {
            to.push_padded(piece, length);
        }
        let Some(left) = piece.get(length..) else { return self };
        PiecesLeft(left)
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
        self.next_piece();
    }

    /// Ends a piece, and begins with the next.
    pub(super) fn next_piece(&mut self) {
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
        Pieces([self.text.as_slice(), &[0; RowTail::PAD]].concat().into())
    }
}

/// A key of fewer than 64 bytes: zeros follow it, and last comes one more than its length, so that no key is all zeros. Hashed
/// and compared as a whole, without asking for its length at every turn, which a processor cannot foresee.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct ShortKey(Chunk);

/// For each length of a key, which bits of its bytes belong to it, and one more than the length where that comes.
static MASKS: [(Aligned, Aligned); LANES] = masks();

/// So that it can be taken from memory by the instruction that asks for it.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Aligned(Chunk);

const fn masks() -> [(Aligned, Aligned); LANES] {
    let mut masks = [(Aligned([0; LANES]), Aligned([0; LANES])); LANES];
    let mut length = 0;
    #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
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
    /// What stands in a free slot: no key is it.
    const NONE: ShortKey = ShortKey([0; LANES]);

    /// Whether it is [`ShortKey::NONE`].
    #[inline(always)]
    fn is_free(&self) -> bool {
        self.0.last() == Some(&0)
    }

    /// The first `length` of these bytes, where there are fewer than 64.
    #[inline(always)]
    pub(super) fn new(bytes: &Chunk, length: usize) -> Option<Self> {
        let (Aligned(mask), Aligned(last)) = MASKS.get(length)?;
        let mut own = *bytes;
        own.iter_mut().zip(mask.iter().zip(last)).for_each(|(byte, (mask, last))| *byte = *byte & mask | last);
        Some(ShortKey(own))
    }

    /// The sum of the products of the halves of all words, much as NH and XXH3 have it; then folded: the low bits choose a slot,
    /// and hang on few bits of the key, those from 20 and from 40 up on many.
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

/// Short keys and the numbers of their entries. Each stands in the first slot that was free from where its hash points to. At
/// most half of the slots are taken, and far fewer in most files, so that a key is nearly always found at once.
#[derive(Debug)]
struct Slots {
    /// As many as a power of two.
    keys: Vec<ShortKey>,
    numbers: Vec<u32>,
    taken: usize,
}

impl Default for Slots {
    fn default() -> Self {
        Slots::of(2048)
    }
}

impl Slots {
    /// How many there are for each key, at most, once there are many; as many are kept when all is forgotten.
    const EACH: usize = 4;

    fn of(count: usize) -> Self {
        Slots { keys: vec![ShortKey::NONE; count], numbers: vec![0; count], taken: 0 }
    }

    /// The slots from where a hash points to, the first ones behind the last.
    #[inline(always)]
    #[expect(clippy::cast_possible_truncation, reason = "as many bits as there are slots are enough")]
    fn slot(&self, hash: u64) -> usize {
        hash as usize & self.keys.len().wrapping_sub(1)
    }

    #[inline(always)]
    fn find(&self, key: &ShortKey, hash: u64) -> Option<u32> {
        let mut slot = self.slot(hash);
        loop {
            let held = self.keys.get(slot)?;
            if held == key {
                return self.numbers.get(slot).copied();
            }
            if held.is_free() {
                return None;
            }
            slot = self.slot(slot as u64 + 1);
        }
    }

    fn clear(&mut self) {
        self.keys.fill(ShortKey::NONE);
        self.taken = 0;
    }

    /// Takes a slot for a key that has none yet.
    fn insert(&mut self, key: ShortKey, number: u32, seeds: &Chunk) {
        if (self.taken + 1) * 2 > self.keys.len() {
            let few = std::mem::replace(self, Slots::of(self.keys.len() * 2));
            let taken = few.keys.into_iter().zip(few.numbers).filter(|(key, _)| !key.is_free());
            taken.for_each(|(key, number)| self.insert(key, number, seeds));
        }
        let mut slot = self.slot(key.hash(seeds));
        while self.keys.get(slot).is_some_and(|key| !key.is_free()) {
            slot = self.slot(slot as u64 + 1);
        }
        if let (Some(held), Some(held_number)) = (self.keys.get_mut(slot), self.numbers.get_mut(slot)) {
            (*held, *held_number) = (key, number);
            self.taken += 1;
        }
    }
}

/// Entries by key.
#[derive(Debug)]
pub(super) struct Memo {
    short: Slots,
    long: HashMap<Box<[u8]>, u32, RandomState>,
    entries: Vec<Entry>,
    /// Chosen anew for each, so that the author of a file cannot know which keys fall together.
    seeds: Chunk,
    held: usize,
}

impl Default for Memo {
    fn default() -> Self {
        let state = RandomState::default();
        let mut seeds = [0; LANES];
        let (words, _) = seeds.as_chunks_mut();
        (0..).zip(words).for_each(|(number, word)| *word = u64::to_le_bytes(state.hash_one(number)));
        Memo { short: Slots::default(), long: HashMap::with_hasher(state), entries: Vec::new(), seeds, held: 0 }
    }
}

impl Memo {
    /// The number of the entry with a short key.
    #[inline(always)]
    pub(super) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        self.short.find(key, key.hash(&self.seeds)).map(|number| number as usize)
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
        self.entries.get_mut(at)
    }

    /// What is appended to the rows of an entry.
    #[inline(always)]
    pub(super) fn pieces(&self, at: usize) -> Option<&Pieces> {
        self.entries.get(at).map(|entry| &entry.pieces)
    }

    /// The number of the priced cell of an entry; `None` where it has no price.
    pub(super) fn priced_cell(&self, at: usize) -> Option<usize> {
        self.entries.get(at)?.cell.ok().map(|cell| cell as usize)
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
        std::mem::take(&mut self.entries).into_iter()
    }

    /// Keeps an entry, and returns its number.
    pub(super) fn keep(&mut self, key: &[u8], entry: Entry) -> usize {
        let at = self.entries.len();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        self.held += entry.size();
        self.entries.push(entry);
        match short(key) {
            Some(key) => {
                self.held += Slots::EACH * (size_of::<ShortKey>() + size_of::<u32>());
                self.short.insert(key, number, &self.seeds);
            }
            None => {
                self.held += 2 * size_of::<(Box<[u8]>, u32)>() + key.len();
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
        assert_eq!(key(7, 5).map(|key| key.hash(&[3; LANES])), other.map(|key| key.hash(&[3; LANES])));
        assert!(key(7, 5) != key(7, 6));
        assert!(key(0, 0) != key(0, 1) && key(0, 1) != key(0, 2), "zeros count");
        assert!(key(7, 64).is_none() && key(0, 0) != Some(ShortKey::NONE));
    }

    /// Keys in slots that grow, looked for after each.
    fn are_found(keys: &[ShortKey], seeds: Chunk) {
        let mut slots = Slots::of(4);
        for (number, key) in (0..).zip(keys) {
            assert_eq!(slots.find(key, key.hash(&seeds)), None);
            slots.insert(*key, number, &seeds);
            assert!(slots.taken * 2 <= slots.keys.len() && slots.keys.len().is_power_of_two());
            for (number, key) in (0..=number).zip(keys) {
                assert_eq!(slots.find(key, key.hash(&seeds)), Some(number));
            }
        }
        slots.clear();
        assert!(keys.iter().all(|key| slots.find(key, key.hash(&seeds)).is_none()));
    }

    /// Catches a search that ends at the last slot, or at the first that holds another key.
    #[test]
    fn slots_of_others_are_passed_by() {
        let keys: Vec<ShortKey> = (0..300).filter_map(|number: u32| short(number.to_string().as_bytes())).collect();
        // With these seeds all short keys point to one slot.
        let together = [0; LANES];
        assert!(keys.iter().all(|key| key.hash(&together) == 0));
        are_found(&keys, together);
        let seeds = [7; LANES];
        let slots = Slots::of(4);
        let (last, others): (Vec<_>, Vec<_>) = keys.iter().partition(|key| slots.slot(key.hash(&seeds)) == 3);
        assert!(last.len() > 2 && others.len() > 2);
        are_found(&[last, others].concat().into_iter().copied().collect::<Vec<_>>(), seeds);
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
