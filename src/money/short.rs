//! Amounts in few letters, for sentences and pictures.

use super::Decimal;
use super::rounding::grouped;

/// Amounts below are written with two decimal places, such as pay an hour.
const MIN_WITHOUT_PLACES: Decimal = Decimal::ONE_THOUSAND;
/// Amounts from here on are written in thousands.
const MIN_IN_THOUSANDS: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// Amounts from here on are written in millions, if those beside them are at least a million.
const MIN_IN_MILLIONS: Decimal = Decimal::from_parts(10_000_000, 0, 0, false, 0);
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Decimal places of an amount for people: none, except for small amounts, such as pay an hour.
#[must_use]
pub fn people_places(amount: Decimal) -> u32 {
    if amount.abs() < MIN_WITHOUT_PLACES { 2 } else { 0 }
}

/// The unit in which amounts that stand together are written in few letters: `52k`, `5,200`, `12.4M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortUnit {
    size: Decimal,
    places: u32,
    sign: &'static str,
}

impl ShortUnit {
    /// The unit for amounts from the least to the greatest.
    #[must_use]
    pub fn of(least: Decimal, greatest: Decimal) -> Self {
        if greatest >= MIN_IN_MILLIONS && least >= MILLION {
            ShortUnit { size: MILLION, places: 1, sign: "M" }
        } else if greatest >= MIN_IN_THOUSANDS {
            // Of less than ten thousand, whole thousands would be too coarse.
            ShortUnit { size: Decimal::ONE_THOUSAND, places: u32::from(least < MIN_IN_THOUSANDS), sign: "k" }
        } else {
            ShortUnit { size: Decimal::ONE, places: people_places(least), sign: "" }
        }
    }

    /// The digits of an amount, without the sign.
    fn digits(&self, amount: Decimal) -> String {
        grouped(amount.checked_div(self.size).unwrap_or(amount), self.places)
    }

    /// A range, or one amount where both ends are written alike: `87–101k`.
    #[must_use]
    pub fn range(&self, low: Decimal, high: Decimal) -> String {
        let (low, high, sign) = (self.digits(low), self.digits(high), self.sign);
        if low == high { format!("{low}{sign}") } else { format!("{low}–{high}{sign}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a range whose ends are rounded to different units.
    #[test]
    fn money_is_as_short_as_its_size_allows() {
        let range = |low: i64, high: i64| ShortUnit::of(low.into(), high.into()).range(low.into(), high.into());
        assert_eq!(range(87_360, 101_400), "87–101k");
        assert_eq!(range(52_000, 52_000), "52k");
        assert_eq!(range(57_100, 57_400), "57k");
        assert_eq!(range(5_200, 6_380), "5,200–6,380");
        assert_eq!(range(51, 83), "51.00–83.00");
        assert_eq!(range(8_767, 14_331), "8.8–14.3k");
        assert_eq!(range(950_000, 1_250_000), "950–1,250k");
        assert_eq!(range(12_400_000, 14_360_000), "12.4–14.4M");
        assert_eq!(range(120_000, 10_000_000), "120–10,000k");
    }
}
