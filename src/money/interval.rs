//! Ranges that are calculated with as one value.

use super::overflow::Overflow;
use rust_decimal::Decimal;

/// The low end, the middle and the high end of a range, `low ≤ mid ≤ high`.
///
/// The middle of a published range is the mean of its ends. Operations then combine low with low, mid with mid and high with
/// high.
///
/// ```
/// use payband::money::{Decimal, Interval};
///
/// // A median of 52,000 and a premium of 40 to 50 %.
/// let median = Interval::point(Decimal::from(52_000));
/// let premium = Interval::premium(Decimal::from(40), Decimal::from(50))?;
/// let pay = median.times(&premium)?;
/// assert_eq!(pay.low, Decimal::from(72_800));
/// assert_eq!(pay.mid, Decimal::from(75_400));
/// assert_eq!(pay.high, Decimal::from(78_000));
/// # Ok::<(), payband::money::Overflow>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The low end.
    pub low: Decimal,
    /// The middle.
    pub mid: Decimal,
    /// The high end.
    pub high: Decimal,
}

impl Interval {
    /// The factor 1.
    pub const ONE: Interval = Interval { low: Decimal::ONE, mid: Decimal::ONE, high: Decimal::ONE };

    /// A single value: all three are the same.
    #[must_use]
    pub fn point(value: Decimal) -> Self {
        Interval { low: value, mid: value, high: value }
    }

    /// A range by its two ends, in either order; the middle is their mean.
    ///
    /// # Errors
    /// [`Overflow`] when the mean cannot be held.
    pub fn between(one: Decimal, other: Decimal) -> Result<Self, Overflow> {
        let (low, high) = if one <= other { (one, other) } else { (other, one) };
        let mid = low.checked_add(high).and_then(|sum| sum.checked_div(Decimal::TWO)).ok_or(Overflow)?;
        Ok(Interval { low, mid, high })
    }

    /// The factor `1 + p` of a premium given by its two ends in percentage points.
    ///
    /// # Errors
    /// [`Overflow`] when the sum cannot be held.
    pub fn premium(low_pct: Decimal, high_pct: Decimal) -> Result<Self, Overflow> {
        Interval::between(low_pct, high_pct)?.map(|pct| {
            pct.checked_div(Decimal::ONE_HUNDRED).and_then(|share| share.checked_add(Decimal::ONE)).ok_or(Overflow)
        })
    }

    /// Applies the same rule to all three values.
    ///
    /// # Errors
    /// The error of the rule.
    pub fn map<E>(&self, mut rule: impl FnMut(Decimal) -> Result<Decimal, E>) -> Result<Self, E> {
        Ok(Interval { low: rule(self.low)?, mid: rule(self.mid)?, high: rule(self.high)? })
    }

    fn zip(&self, other: &Interval, rule: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Result<Self, Overflow> {
        Ok(Interval {
            low: rule(self.low, other.low).ok_or(Overflow)?,
            mid: rule(self.mid, other.mid).ok_or(Overflow)?,
            high: rule(self.high, other.high).ok_or(Overflow)?,
        })
    }

    /// Multiplies low by low, mid by mid and high by high, for amounts and factors that are not negative.
    ///
    /// # Errors
    /// [`Overflow`] when a product cannot be held.
    pub fn times(&self, factor: &Interval) -> Result<Self, Overflow> {
        self.zip(factor, Decimal::checked_mul)
    }

    /// Adds low to low, mid to mid and high to high.
    ///
    /// # Errors
    /// [`Overflow`] when a sum cannot be held.
    pub fn plus(&self, other: &Interval) -> Result<Self, Overflow> {
        self.zip(other, Decimal::checked_add)
    }

    /// Divides all three by one divisor.
    ///
    /// # Errors
    /// [`Overflow`] when the divisor is zero or a quotient cannot be held.
    pub fn divided_by(&self, divisor: Decimal) -> Result<Self, Overflow> {
        self.map(|value| value.checked_div(divisor).ok_or(Overflow))
    }

    /// Whether the three are the same value.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.low == self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_in_either_order_make_the_same_range() {
        let one = Interval::between(Decimal::from(-5), Decimal::from(10)).unwrap();
        let other = Interval::between(Decimal::from(10), Decimal::from(-5)).unwrap();
        assert_eq!(one, other);
        assert_eq!(one.mid, Decimal::new(25, 1));
    }

    #[test]
    fn what_cannot_be_held_is_an_error_and_never_a_panic() {
        let huge = Interval::point(Decimal::MAX);
        assert_eq!(huge.times(&huge), Err(Overflow));
        assert_eq!(huge.plus(&huge), Err(Overflow));
        assert_eq!(huge.divided_by(Decimal::ZERO), Err(Overflow));
        assert_eq!(Interval::between(Decimal::MAX, Decimal::MAX), Err(Overflow));
    }
}
