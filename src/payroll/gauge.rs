//! Whole numbers of pay against a market range, without a division of decimals for each row.

use std::cmp::Ordering;

use super::unit::Unit;
use crate::money::{Decimal, Interval};
use crate::pricing::Position;

/// The largest pay that is gauged; what is larger takes the long way.
pub(super) const LARGEST: u64 = 9_999_999_999;

/// A market range in the unit in which a file's whole numbers stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gauge {
    per_pay: Fraction,
    /// The least pay that is not below the range, and the most that is not above it.
    low: u64,
    high: u64,
    /// The least pay that is not below the middle.
    mid: u64,
}

/// How the pay of a row compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Compared {
    /// Market ratio × 10⁴.
    pub(super) ratio: u64,
    pub(super) position: Position,
    /// Whether the pay lacks something to the middle of the range, which a ratio that is rounded up to 1 does not tell.
    pub(super) below_mid: bool,
}

/// Market ratio × 10⁴ for a pay of one: `times ÷ by`, both doubled so that half of `by` is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fraction {
    /// Small enough for fast arithmetic, as it is where the market mid has few digits.
    Narrow { times: u64, half: u64, by: Divisor },
    /// Out of the way, since it is rare and large.
    Wide(Box<(u128, u128)>),
}

/// Divides by the same number again and again: a multiplication by its inverse, as Granlund and Montgomery have it
/// (Division by Invariant Integers using Multiplication, 1994).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Divisor {
    /// 2 to the power of 64 + `shift`, divided by the number and rounded up.
    inverse: u64,
    shift: u32,
}

impl Divisor {
    /// The largest number that is divided exactly.
    const MOST: u64 = u64::MAX >> 1;

    /// A number from 2 up.
    fn new(by: u64) -> Option<Self> {
        let shift = by.checked_next_power_of_two()?.trailing_zeros().checked_sub(1)?;
        let inverse = (1_u128 << (u64::BITS + shift)).div_ceil(by.into());
        Some(Divisor { inverse: u64::try_from(inverse).ok()?, shift })
    }

    #[inline(always)]
    fn divide(&self, number: u64) -> u64 {
        let upper = ((u128::from(number) * u128::from(self.inverse)) >> u64::BITS) as u64;
        upper >> self.shift
    }
}

impl Gauge {
    /// The gauge of a range. A pay of one in the file's unit is `unit` in the range's; `None` when the numbers are beyond
    /// what can be calculated exactly.
    pub(super) fn new(range: &Interval, unit: Unit) -> Option<Self> {
        let (over, under, mid) = (unit.times.normalize(), unit.by.normalize(), range.mid.normalize());
        if [over, under, mid].iter().any(|number| *number <= Decimal::ZERO) {
            return None;
        }
        let power = |scale: u32| 10_u128.checked_pow(scale);
        let whole = |number: Decimal| u128::try_from(number.mantissa()).ok();
        // pay × over ÷ (under × mid) × 10⁴, with all scales brought to one side.
        let (above, below) = (under.scale() + mid.scale() + 4, over.scale());
        let shared = above.min(below);
        let times = whole(over)?.checked_mul(power(above - shared)?)?;
        let by = whole(under)?.checked_mul(whole(mid)?)?.checked_mul(power(below - shared)?)?;
        let divisor = greatest_common_divisor(times, by);
        let (times, by) = (times / divisor, by / divisor);
        // Doubled, and the product for the largest pay, they must not overflow.
        let (times, by) = (times.checked_mul(2)?, by.checked_mul(2)?);
        times.checked_mul(u128::from(LARGEST))?.checked_add(by / 2)?;
        let narrow = u64::try_from(times).ok().zip(u64::try_from(by).ok());
        let narrow = narrow.and_then(|(times, by)| {
            let most = times.checked_mul(LARGEST)?.checked_add(by / 2)?;
            (most <= Divisor::MOST).then_some(Fraction::Narrow { times, half: by / 2, by: Divisor::new(by)? })
        });
        let per_pay = match narrow {
            Some(narrow) => narrow,
            None => Fraction::Wide(Box::new((times, by))),
        };
        Some(Gauge {
            per_pay,
            low: least_reaching(range.low, unit)?,
            high: most_within(range.high, unit)?,
            mid: least_reaching(range.mid, unit)?,
        })
    }

    /// How a pay up to [`LARGEST`] compares.
    #[inline(always)]
    pub(super) fn compare(&self, pay: u64) -> Compared {
        Compared { ratio: self.ratio(pay), position: self.position(pay), below_mid: pay < self.mid }
    }

    /// The market ratio × 10⁴, rounded half up.
    #[inline(always)]
    fn ratio(&self, pay: u64) -> u64 {
        match &self.per_pay {
            Fraction::Narrow { times, half, by } => by.divide(pay * times + half),
            Fraction::Wide(wide) => {
                let (times, by) = **wide;
                u64::try_from((u128::from(pay) * times + by / 2) / by).unwrap_or(u64::MAX)
            }
        }
    }

    /// Where a pay stands to the range.
    #[inline(always)]
    fn position(&self, pay: u64) -> Position {
        // Added up, not asked one after the other: people stand anywhere, and no processor foresees where.
        const POSITIONS: [Position; 3] = [Position::Below, Position::Within, Position::Above];
        let passed = usize::from(pay >= self.low) + usize::from(pay > self.high);
        POSITIONS.get(passed).copied().unwrap_or(Position::Above)
    }
}

fn greatest_common_divisor(one: u128, other: u128) -> u128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

/// The least whole number that reaches an amount: one is checked on either side, since a quotient is rounded.
fn least_reaching(amount: Decimal, unit: Unit) -> Option<u64> {
    let near = u64::try_from(amount.checked_mul(unit.by)?.checked_div(unit.times)?.ceil()).ok()?;
    let reaches = |pay: u64| unit.compare(Decimal::from(pay), amount).map(Ordering::is_ge);
    match (near.checked_sub(1).map(reaches), reaches(near)?) {
        (Some(Some(true)), _) => near.checked_sub(1),
        (_, true) => Some(near),
        (_, false) => near.checked_add(1),
    }
}

/// The most that is not above an amount.
fn most_within(amount: Decimal, unit: Unit) -> Option<u64> {
    let near = u64::try_from(amount.checked_mul(unit.by)?.checked_div(unit.times)?.floor()).ok()?;
    let is_within = |pay: u64| unit.compare(Decimal::from(pay), amount).map(Ordering::is_le);
    match (is_within(near)?, near.checked_add(1).and_then(is_within)) {
        (_, Some(true)) => near.checked_add(1),
        (true, _) => Some(near),
        (false, _) => near.checked_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::round_places;
    use proptest::prelude::*;

    fn range(low: Decimal, high: Decimal) -> Interval {
        Interval::between(low, high).unwrap()
    }

    #[test]
    fn a_tie_is_rounded_up() {
        // 1 ÷ 20,000 = 0.00005
        let gauge = Gauge::new(&range(Decimal::from(20_000), Decimal::from(20_000)), Unit::ONE).unwrap();
        assert_eq!([0, 1, 2, 3, 20_000].map(|pay| gauge.ratio(pay)), [0, 1, 1, 2, 10_000]);
    }

    #[test]
    fn the_ends_are_within() {
        let gauge = Gauge::new(&range(Decimal::new(8_736_025, 2), Decimal::new(1_014_007, 1)), Unit::ONE).unwrap();
        let positions = [87_360, 87_361, 101_400, 101_401].map(|pay| gauge.position(pay));
        assert_eq!(positions, [Position::Below, Position::Within, Position::Within, Position::Above]);
    }

    #[test]
    fn every_number_is_divided_exactly() {
        let powers = (1..63).flat_map(|power| [(1 << power) - 1, 1 << power, (1 << power) + 1]);
        let numbers: Vec<u64> =
            powers.chain([10, 14_173_400, 141_734 * 88_200, Divisor::MOST]).filter(|by| *by > 1).collect();
        for by in &numbers {
            let divisor = Divisor::new(*by).unwrap();
            let multiples =
                [1, 3, Divisor::MOST / by].map(|times| (times * (by.min(&(u64::MAX / 4)))).min(Divisor::MOST));
            for number in numbers.iter().copied().chain(multiples).flat_map(|number| [number - 1, number]) {
                assert_eq!(divisor.divide(number), number / by, "{number} ÷ {by}");
            }
        }
    }

    fn amount() -> impl Strategy<Value = Decimal> {
        (1_i64..=999_999_999_999_999, 0_u32..=12).prop_map(|(digits, scale)| Decimal::new(digits, scale))
    }

    proptest! {
        #[test]
        fn a_quotient_is_that_of_a_division(by in 2..=Divisor::MOST, number in 0..=Divisor::MOST, less in 0_u32..62) {
            let by = (by >> less).max(2);
            prop_assert_eq!(Divisor::new(by).unwrap().divide(number), number / by);
            let multiple = number / by * by;
            prop_assert_eq!(Divisor::new(by).unwrap().divide(multiple), number / by);
        }

        #[test]
        fn whole_numbers_compare_as_decimals_do(
            one in amount(),
            other in amount(),
            times in amount(),
            by in prop_oneof![Just(Decimal::ONE), Just(Decimal::new(70_867, 4)), amount()],
            pay in 0..=LARGEST,
        ) {
            let range = range(one.min(other), one.max(other));
            let unit = Unit { times, by };
            if let Some(gauge) = Gauge::new(&range, unit)
                && let Some(position) = unit.position(Decimal::from(pay), &range)
                && let Some(mid) = unit.compare(Decimal::from(pay), range.mid)
                && let Some(in_unit) = unit.amount(Decimal::from(pay))
            {
                prop_assert_eq!(gauge.position(pay), position);
                prop_assert_eq!(gauge.compare(pay).below_mid, mid.is_lt());
                if let Some(ratio) = in_unit.checked_div(range.mid)
                    && ratio < Decimal::from(1_000_000_000)
                {
                    let exact = round_places(ratio, 4);
                    let gauged = Decimal::from_i128_with_scale(i128::from(gauge.ratio(pay)), 4);
                    // The quotient of decimals is itself rounded, and may fall on the other side of a tie.
                    prop_assert!((exact - gauged).abs() <= Decimal::new(1, 4), "{} {}", exact, gauged);
                    if ratio.scale() < 20 {
                        prop_assert_eq!(exact, gauged);
                    }
                }
            }
        }
    }
}
