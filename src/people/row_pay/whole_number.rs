//! Whole numbers without a unit in pay cells: most cells of most files.

use crate::simd::Chunk;

/// The most digits of a number that [`whole`] reads. Longer ones are read as text.
const MAX_DIGITS: usize = 10;

/// The whole number that a cell of up to eight digits is: what [`whole`] reads, without a loop over the digits.
#[inline(always)]
pub(crate) fn whole_in(window: &Chunk, length: usize) -> Option<u64> {
    const ZEROS: u64 = u64::from_le_bytes(*b"00000000");
    const ABOVE_NINE: u64 = u64::from_le_bytes([0x76; 8]);
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    if length == 0 || length > 8 {
        return None;
    }
    let word = u64::from_le_bytes(*window.first_chunk()?);
    // Moves the digits to the high bytes; the bytes below become zero.
    let digits = (word ^ ZEROS) << (64 - 8 * length);
    let wrong = (digits.wrapping_add(ABOVE_NINE) | digits) & HIGH_BITS;
    if wrong != 0 || window.first() == Some(&b'0') {
        return None;
    }
    let pairs = (digits.wrapping_mul(10 * 256 + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 * 65_536 + 1) >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul((10_000 << 32) + 1) >> 32)
}

/// The whole number that a cell is. `None` for one with a sign, a leading zero or any other character.
#[inline]
pub(crate) fn whole(cell: &[u8]) -> Option<u64> {
    if cell.len() > MAX_DIGITS {
        return None;
    }
    let (first, _) = cell.split_first()?;
    if !matches!(first, b'1'..=b'9') {
        return None;
    }
    let mut number = 0_u64;
    for byte in cell {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_digits_at_once_are_the_digits_one_by_one(text in "[0-9]{0,10}|[ -:]{0,9}", after in any::<[u8; 64]>()) {
            let mut window = after;
            window.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
            let expected = whole(text.as_bytes()).filter(|_| text.len() <= 8);
            prop_assert_eq!(whole_in(&window, text.len()), expected);
        }
    }
}
