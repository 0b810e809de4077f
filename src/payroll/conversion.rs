//! Converts amounts between units by an exact fraction.

use std::cmp::Ordering;

use crate::money::{Decimal, Interval};
use crate::pricing::Position;

/// The factor that converts an amount to another unit. It is a fraction, because exchange rates are published in one direction,
/// and dividing by them would round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConversionFactor {
    pub(super) numerator: Decimal,
    pub(super) denominator: Decimal,
}

impl ConversionFactor {
    pub(super) const ONE: Self = ConversionFactor { numerator: Decimal::ONE, denominator: Decimal::ONE };

    /// The factor, multiplied by `numerator` and divided by `denominator`.
    pub(super) fn scaled(self, numerator: Decimal, denominator: Decimal) -> Option<Self> {
        Some(ConversionFactor {
            numerator: self.numerator.checked_mul(numerator)?,
            denominator: self.denominator.checked_mul(denominator)?,
        })
    }

    /// An amount in the other unit, rounded to 28 digits.
    pub(crate) fn convert(&self, amount: Decimal) -> Option<Decimal> {
        amount.checked_mul(self.numerator)?.checked_div(self.denominator)
    }

    /// How an amount compares with one in the other unit, without rounding.
    pub(super) fn compare(&self, amount: Decimal, other: Decimal) -> Option<Ordering> {
        Some(amount.checked_mul(self.numerator)?.cmp(&other.checked_mul(self.denominator)?))
    }

    /// The position of an amount in a range in the other unit.
    pub(super) fn position(&self, amount: Decimal, range: &Interval) -> Option<Position> {
        Some(match (self.compare(amount, range.low)?, self.compare(amount, range.high)?) {
            (Ordering::Less, _) => Position::Below,
            (_, Ordering::Greater) => Position::Above,
            _ => Position::Within,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_that_is_exactly_the_low_end_is_within() {
        // 87,360 USD at 7.0867 is 619,094.112 CNY; divided back, 28 digits are not enough.
        let yuan = ConversionFactor::ONE.scaled(Decimal::ONE, Decimal::new(70_867, 4)).unwrap();
        let range = Interval::between(Decimal::from(87_360), Decimal::from(101_400)).unwrap();
        let position = |cny: i64| yuan.position(Decimal::new(cny, 3), &range);
        assert_eq!(position(619_094_112), Some(Position::Within));
        assert_eq!(position(619_094_111), Some(Position::Below));
        assert_eq!(position(718_591_380), Some(Position::Within));
        assert_eq!(position(718_591_381), Some(Position::Above));
    }
}
