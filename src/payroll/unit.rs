//! What an amount in one unit is in another, without rounding.

use std::cmp::Ordering;

use crate::money::{Decimal, Interval};
use crate::pricing::Position;

/// What one of a unit is in another: a fraction, because rates of exchange are published in one direction and must be divided
/// by in the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) times: Decimal,
    pub(super) by: Decimal,
}

impl Unit {
    pub(super) const ONE: Unit = Unit { times: Decimal::ONE, by: Decimal::ONE };

    /// The same, multiplied by one number and divided by another.
    pub(super) fn scaled(self, times: Decimal, by: Decimal) -> Option<Self> {
        Some(Unit { times: self.times.checked_mul(times)?, by: self.by.checked_mul(by)? })
    }

    /// An amount in the other unit, with 28 digits.
    pub(super) fn amount(&self, amount: Decimal) -> Option<Decimal> {
        amount.checked_mul(self.times)?.checked_div(self.by)
    }

    /// How an amount compares with one in the other unit.
    pub(super) fn compare(&self, amount: Decimal, other: Decimal) -> Option<Ordering> {
        Some(amount.checked_mul(self.times)?.cmp(&other.checked_mul(self.by)?))
    }

    /// Where an amount stands to a range in the other unit.
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
        let yuan = Unit::ONE.scaled(Decimal::ONE, Decimal::new(70_867, 4)).unwrap();
        let range = Interval::between(Decimal::from(87_360), Decimal::from(101_400)).unwrap();
        let position = |cny: i64| yuan.position(Decimal::new(cny, 3), &range);
        assert_eq!(position(619_094_112), Some(Position::Within));
        assert_eq!(position(619_094_111), Some(Position::Below));
        assert_eq!(position(718_591_380), Some(Position::Within));
        assert_eq!(position(718_591_381), Some(Position::Above));
    }
}
