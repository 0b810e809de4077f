//! A hash for the names of a pack: they are looked up many million times, and nobody but the pack adds any.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from folded names. What is looked up in it cannot slow it down: only what is in it could, and that is the pack's.
pub(super) type NameMap<K, V> = HashMap<K, V, BuildHasherDefault<NameHasher>>;

/// Multiplies and rotates eight bytes at a time, as the hash of the Rust compiler does.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct NameHasher(u64);

/// The multiplier of the compiler's hash.
const MULTIPLIER: u64 = 0xf135_7aea_2e62_a9c5;

impl NameHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        let mut last = [0; 8];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.add(u64::from_le_bytes(last) ^ (bytes.len() as u64).rotate_right(8));
    }

    fn write_u8(&mut self, _: u8) {
        // The end of a text: its length is in the hash already.
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn finish(&self) -> u64 {
        // The table takes the low bits, the product has the good ones high.
        self.0.rotate_left(26)
    }
}
