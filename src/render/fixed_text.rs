//! The text of a number with a fixed number of decimal places.

use crate::money::Decimal;

/// The text of a rounded number, padded with zeros to its decimal places, on the stack. `{:.2}` is not used, because rust_decimal 1.43
/// formats into 32 bytes and panics when the widest numbers get four places; and because `Display` takes far longer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FixedText {
    /// The text is at their end.
    bytes: [u8; FixedText::MAX_LEN],
    start: usize,
}

impl FixedText {
    /// A `u128` has 39 digits, to which come a point and a sign.
    const MAX_LEN: usize = 48;

    pub(super) fn new(rounded: Decimal, places: usize) -> Self {
        let scale = rounded.scale() as usize;
        let zeros = u32::try_from(places.saturating_sub(scale)).unwrap_or(0);
        // A mantissa has 96 bits, and no number more than four places.
        let units = rounded.mantissa().unsigned_abs().saturating_mul(10_u128.pow(zeros));
        let mut text = FixedText { bytes: [0; FixedText::MAX_LEN], start: FixedText::MAX_LEN };
        let mut digits = 0;
        let mut put = |digit: u8| {
            if digits == places && places > 0 {
                text.put_before(b'.');
            }
            text.put_before(b'0' + digit);
            digits += 1;
            digits <= places
        };
        // A 128-bit division is a call that takes many instructions.
        let mut long = units;
        let mut left = loop {
            match u64::try_from(long) {
                Ok(short) => break short,
                Err(_) => _ = put((long % 10) as u8),
            }
            long /= 10;
        };
        while put((left % 10) as u8) || left > 9 {
            left /= 10;
        }
        if rounded.is_sign_negative() && units > 0 {
            text.put_before(b'-');
        }
        text
    }

    /// Puts a byte before the others.
    fn put_before(&mut self, byte: u8) {
        let start = self.start.saturating_sub(1);
        if let Some(slot) = self.bytes.get_mut(start) {
            *slot = byte;
        }
        self.start = start;
    }

    /// The text, in ASCII.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a sign of zero, zeros that are left out, and a number that has no room.
    #[test]
    fn numbers_have_their_places() {
        let text = |number: Decimal, places| FixedText::new(number, places).as_str().to_owned();
        for (mantissa, scale, places, expected) in [
            (0, 0, 2, "0.00"),
            (0, 0, 0, "0"),
            (5, 2, 2, "0.05"),
            (-5, 1, 2, "-0.50"),
            (7, 0, 0, "7"),
            (84_825, 0, 2, "84825.00"),
            (9_500, 4, 4, "0.9500"),
        ] {
            assert_eq!(text(Decimal::new(mantissa, scale), places), expected);
        }
        assert_eq!(text(-Decimal::ZERO, 2), "0.00");
        assert_eq!(text(Decimal::MIN, 4), format!("{}.0000", Decimal::MIN));
    }
}
