//! What is known of each distinct role, city and level of a file, as far as there is room.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::status::Status;

/// Bytes that are held; when there are more, all is forgotten and learnt again.
const HELD: usize = 2 << 20;

/// What every row with the same key gets.
#[derive(Debug)]
pub(super) struct Entry {
    /// What is appended, without what depends on pay: one piece before each such column and one behind the last, all in one.
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
        Entry { text: pieces.text.as_slice().into(), ends: pieces.ends.as_slice().into(), cell, unmatched, rows: 0 }
    }

    /// The pieces, in order.
    #[inline]
    pub(super) fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let piece = self.text.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
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

/// Entries by key.
#[derive(Debug, Default)]
pub(super) struct Memo {
    places: HashMap<Box<[u8]>, u32, RandomState>,
    entries: Vec<Entry>,
    held: usize,
}

impl Memo {
    /// The number of the entry with a key.
    #[inline]
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        self.places.get(key).map(|at| *at as usize)
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
        self.places.clear();
        self.held = 0;
        std::mem::take(&mut self.entries)
    }

    /// Keeps an entry, and returns its number.
    pub(super) fn keep(&mut self, key: &[u8], entry: Entry) -> usize {
        let at = self.entries.len();
        self.held += entry.size() + key.len() + size_of::<(Box<[u8]>, u32)>() * 2;
        self.places.insert(key.into(), u32::try_from(at).unwrap_or(u32::MAX));
        self.entries.push(entry);
        at
    }
}
