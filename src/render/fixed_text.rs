//! The text of a number with a fixed number of decimal places.

use crate::money::Decimal;

/// The text of a rounded number, padded with zeros to its decimal places, on the stack. `{:.2}` is not used, because rust_decimal 1.43
/// formats into 32 bytes and panics when the widest numbers get four places; and because `Display` takes far longer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FixedText {
    bytes: [u8; FixedText::MAX_LEN],
    length: usize,
}

impl FixedText {
    /// A `u128` has 39 digits, to which come a point and a sign.
    const MAX_LEN: usize = 48;

    /// The text of a number that has no more decimal places than `places`, which are four at most.
    pub(super) fn new(rounded: Decimal, places: usize) -> Self {
        let mut text = FixedText { bytes: [0; FixedText::MAX_LEN], length: 0 };
        let zeros = u32::try_from(places).unwrap_or(0).saturating_sub(rounded.scale());
        let mantissa = rounded.mantissa().unsigned_abs();
        if rounded.is_sign_negative() && mantissa > 0 {
            text.push(b"-");
        }
        let mut buffer = itoa::Buffer::new();
        // Longer numbers take more instructions, and amounts are short.
        let digits = match u64::try_from(mantissa).ok().and_then(|short| short.checked_mul(10_u64.pow(zeros))) {
            Some(short) => buffer.format(short),
            None => buffer.format(mantissa.saturating_mul(10_u128.pow(zeros))),
        };
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(places));
        text.push(if whole.is_empty() { b"0" } else { whole.as_bytes() });
        if places > 0 {
            text.push(b".");
            text.push(b"0000".get(..places.saturating_sub(fraction.len())).unwrap_or_default());
            text.push(fraction.as_bytes());
        }
        text
    }

    fn push(&mut self, bytes: &[u8]) {
        let end = self.length + bytes.len();
        if let Some(to) = self.bytes.get_mut(self.length..end) {
            to.copy_from_slice(bytes);
            self.length = end;
        }
    }

    /// The text, in ASCII.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
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
