//! What is known of each distinct role, city and level of a file, as far as there is room.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::status::Status;

/// Bytes that are held; when there are more, all is forgotten and learnt again.
const HELD: usize = 2 << 20;

/// Bytes behind a text, so that it can be copied in whole chunks.
pub(super) const PAD: usize = 64;

/// What every row with the same key gets.
#[derive(Debug)]
pub(super) struct Entry {
    /// What is appended, without what depends on pay: one piece before each such column and one behind the last, all in one;
    /// and [`PAD`] bytes that mean nothing.
    text: Box<[u8]>,
    /// Where each piece ends.
    ends: Box<[u32]>,
    /// The priced cell, by its number at the worker; the reason where there is none.
    pub(super) cell: Result<u32, Status>,
    /// The name that found nothing, and whether it is a city's.
    pub(super) unmatched: Option<(bool, Box<str>)>,
    /// How many rows have it.
    pub(super) rows: u64,
}

impl Entry {
    pub(super) fn new(pieces: &Pieces, cell: Result<u32, Status>, unmatched: Option<(bool, Box<str>)>) -> Self {
        let text = [pieces.text.as_slice(), &[0; PAD]].concat();
        Entry { text: text.into(), ends: pieces.ends.as_slice().into(), cell, unmatched, rows: 0 }
    }

    /// The pieces, in order, each as a text that goes on for [`PAD`] bytes at least, and its length.
    #[inline]
    pub(super) fn pieces(&self) -> impl Iterator<Item = (&[u8], usize)> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let end = *end as usize;
            let piece = (self.text.get(start..).unwrap_or_default(), end.saturating_sub(start));
            start = end;
            piece
        })
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

/// Pieces of what is appended, being put together.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Pieces {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    /// The piece ends here.
    pub(super) fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }
}

/// A key of up to 64 bytes: all that follows is zero. Hashed and compared as a whole, without asking for its length at every
/// turn, which a processor cannot foresee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ShortKey {
    words: [u64; 8],
    length: usize,
}

/// For each length of a key, which bits of its words belong to it.
static MASKS: [[u64; 8]; 65] = masks();

const fn masks() -> [[u64; 8]; 65] {
    let mut masks = [[0; 8]; 65];
    let mut length = 0;
    while length <= 64 {
        let mut word = 0;
        while word < 8 {
            let bytes = usize::saturating_sub(length, word * 8);
            #[allow(clippy::indexing_slicing, reason = "worked out when compiled, where a wrong index is an error")]
            if bytes >= 8 {
                masks[length][word] = u64::MAX;
            } else if bytes > 0 {
                masks[length][word] = u64::MAX >> (64 - 8 * bytes);
            }
            word += 1;
        }
        length += 1;
    }
    masks
}

impl ShortKey {
    /// The first `length` bytes of these.
    #[inline(always)]
    pub(super) fn new(bytes: &[u8; 64], length: usize) -> Self {
        let mut words = MASKS.get(length).copied().unwrap_or_default();
        let (chunks, _) = bytes.as_chunks::<8>();
        words.iter_mut().zip(chunks).for_each(|(word, chunk)| *word &= u64::from_le_bytes(*chunk));
        ShortKey { words, length }
    }

    /// Folded products, as foldhash's, of all words at once.
    #[inline(always)]
    fn hash(&self, seed: u64) -> u64 {
        const ODD: [u64; 4] =
            [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0xd6e8_feb8_6659_fd93];
        let fold = |one: u64, other: u64| {
            let product = u128::from(one) * u128::from(other);
            #[expect(clippy::cast_possible_truncation, reason = "both halves are meant")]
            let halves = (product as u64, (product >> 64) as u64);
            halves.0 ^ halves.1
        };
        let [a, b, c, d, e, f, g, h] = self.words;
        let [one, two, three, four] = ODD;
        let first = fold(a ^ seed, b ^ one) ^ fold(c ^ seed, d ^ two);
        let second = fold(e ^ seed, f ^ three) ^ fold(g ^ seed, h ^ four);
        fold(first ^ self.length as u64, second ^ one)
    }

    #[inline(always)]
    fn is(&self, other: &Self) -> bool {
        let differs = self.words.iter().zip(other.words).fold(0, |differs, (own, other)| differs | (own ^ other));
        differs == 0 && self.length == other.length
    }
}

/// Entries by key.
#[derive(Debug)]
pub(super) struct Memo {
    short: HashTable<(ShortKey, u32)>,
    long: HashMap<Box<[u8]>, u32, RandomState>,
    entries: Vec<Entry>,
    seed: u64,
    held: usize,
}

impl Default for Memo {
    fn default() -> Self {
        let state = RandomState::default();
        let seed = state.hash_one(0_u8);
        Memo { short: HashTable::new(), long: HashMap::with_hasher(state), entries: Vec::new(), seed, held: 0 }
    }
}

impl Memo {
    /// The number of the entry with a short key.
    #[inline(always)]
    pub(super) fn find_short(&self, key: &ShortKey) -> Option<usize> {
        self.short.find(key.hash(self.seed), |(known, _)| known.is(key)).map(|(_, at)| *at as usize)
    }

    /// The number of the entry with a key of any length.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        match short(key) {
            Some(key) => self.find_short(&key),
            None => self.long.get(key).map(|at| *at as usize),
        }
    }

    #[inline]
    pub(super) fn entry(&mut self, at: usize) -> Option<&mut Entry> {
        self.entries.get_mut(at)
    }

    /// Whether the next entry would be one too many.
    pub(super) fn is_full(&self) -> bool {
        self.held > HELD
    }

    /// Forgets everything, and hands back what was known.
    pub(super) fn take(&mut self) -> Vec<Entry> {
        self.short.clear();
        self.long.clear();
        self.held = 0;
        std::mem::take(&mut self.entries)
    }

    /// Keeps an entry, and returns its number.
    pub(super) fn keep(&mut self, key: &[u8], entry: Entry) -> usize {
        let at = self.entries.len();
        let number = u32::try_from(at).unwrap_or(u32::MAX);
        self.held += entry.size() + key.len() + size_of::<(ShortKey, u32)>();
        self.entries.push(entry);
        match short(key) {
            Some(key) => {
                let seed = self.seed;
                self.short.insert_unique(key.hash(seed), (key, number), |(known, _)| known.hash(seed));
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
    let mut bytes = [0; 64];
    bytes.get_mut(..key.len())?.copy_from_slice(key);
    Some(ShortKey::new(&bytes, key.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_follows_a_key_is_no_part_of_it() {
        let (one, other) = (
            ShortKey::new(&[7; 64], 5),
            ShortKey::new(b"\x07\x07\x07\x07\x07xyz00123456789012345678901234567890123456789012345678901234", 5),
        );
        assert!(one.is(&other) && one.hash(3) == other.hash(3));
        assert!(!one.is(&ShortKey::new(&[7; 64], 6)));
        assert!(!ShortKey::new(&[0; 64], 1).is(&ShortKey::new(&[0; 64], 2)), "zeros count");
    }

    proptest! {
        #[test]
        fn every_key_finds_its_own_entry(keys in prop::collection::hash_set(prop::collection::vec(any::<u8>(), 0..80), 1..60)) {
            let mut memo = Memo::default();
            let keys: Vec<Vec<u8>> = keys.into_iter().collect();
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(memo.find(key), None);
                let entry = Entry::new(&Pieces::default(), Err(Status::NoRoleMatch), None);
                prop_assert_eq!(memo.keep(key, entry), at);
            }
            for (at, key) in keys.iter().enumerate() {
                prop_assert_eq!(memo.find(key), Some(at));
            }
            prop_assert_eq!(memo.take().len(), keys.len());
            prop_assert!(keys.iter().all(|key| memo.find(key).is_none()));
        }
    }
}
