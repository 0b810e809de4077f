//! The one rounding rule, applied once, when a figure is printed.

use rust_decimal::RoundingStrategy;

use super::Decimal;

/// Rounds half away from zero to a number of places.
#[must_use]
pub fn round_places(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds money for data, to two places.
///
/// ```
/// use payband::money::{Decimal, round_money};
///
/// assert_eq!(round_money(Decimal::new(16_493_755, 3)).to_string(), "16493.76");
/// ```
#[must_use]
pub fn round_money(value: Decimal) -> Decimal {
    round_places(value, 2)
}

/// Rounds a ratio for data, to four places.
#[must_use]
pub fn round_ratio(value: Decimal) -> Decimal {
    round_places(value, 4)
}

/// A number as text for people: rounded to a fixed number of places, thousands grouped with commas.
///
/// ```
/// use payband::money::{Decimal, grouped};
///
/// assert_eq!(grouped(Decimal::new(12_345_675, 1), 0), "1,234,568");
/// assert_eq!(grouped(Decimal::new(-9995, 1), 0), "-1,000");
/// ```
#[must_use]
pub fn grouped(value: Decimal, places: u32) -> String {
    let rounded = round_places(value, places);
    // `{:.N}` formats into 32 bytes, and panics for a large number with many places.
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + text.len() / 3 + 1);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if places > 0 {
        out.push('.');
        out.push_str(fraction);
        out.extend(std::iter::repeat_n('0', (places as usize).saturating_sub(fraction.len())));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_on_both_sides() {
        assert_eq!(grouped(Decimal::new(5, 1), 0), "1");
        assert_eq!(grouped(Decimal::new(-5, 1), 0), "-1");
        assert_eq!(grouped(Decimal::new(-4, 1), 0), "0");
        assert_eq!(round_ratio(Decimal::new(12_345, 5)).to_string(), "0.1235");
        assert_eq!(grouped(Decimal::new(1_000_000_005, 3), 2), "1,000,000.01");
        assert_eq!(grouped(Decimal::MAX, 3), "79,228,162,514,264,337,593,543,950,335.000");
    }
}
