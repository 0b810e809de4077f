//! Compares whole numbers of pay with a market range in integer arithmetic. Dividing decimals for each row takes far longer.

use super::conversion::ConversionFactor;
use crate::money::{Decimal, Interval};
use crate::pricing::Position;

/// The largest pay that is compared in integers. Larger pay is compared in decimals.
pub(super) const MAX_PAY: u64 = 9_999_999_999;

/// A market range in the unit of the whole numbers in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IntegerRange {
    ratio_factor: RatioFactor,
    /// The least pay that is not below the range.
    low: u64,
    /// The most pay that is not above the range.
    high: u64,
}

/// How pay compares with a market range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Market ratio × 10⁴.
    pub(super) ratio: u64,
    pub(super) position: Position,
    /// Whether the pay is below the middle of the range. A ratio that was rounded up to 1 does not show it.
    pub(super) below_mid: bool,
}

/// Market ratio × 10⁴ for a pay of one: `numerator ÷ denominator`, both doubled so that half of the denominator is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
enum RatioFactor {
    /// A fraction for which 64 bits are enough, as they are where the market mid has few digits. The last two are the fields of the
    /// [`Divisor`], which would be padded by itself.
    Narrow { numerator: u32, half: u64, inverse: u64, shift: u8 },
    /// Any other fraction. It is boxed, because it is rare and large.
    Wide(Box<(u128, u128)>),
}

impl RatioFactor {
    /// `numerator ÷ denominator`, where 64 bits are enough for it.
    fn narrow(numerator: u128, denominator: u128) -> Option<Self> {
        let doubled = |number: u128| u64::try_from(number).ok()?.checked_mul(2);
        let (numerator, denominator) = (doubled(numerator)?, doubled(denominator)?);
        let half = denominator / 2;
        let most = numerator.checked_mul(MAX_PAY)?.checked_add(half)?;
        let Divisor { inverse, shift } = Divisor::new(denominator)?;
        // So large a multiple of the numerator has 63 bits at most, so that the numerator has far fewer.
        let numerator = u32::try_from(numerator).ok()?;
        (most <= Divisor::MAX_DIVIDEND).then_some(RatioFactor::Narrow { numerator, half, inverse, shift })
    }

    /// `numerator ÷ denominator` in lowest terms; `None` where the numbers are too large for them too.
    fn of_reduced(numerator: u128, denominator: u128) -> Option<Self> {
        let divisor = greatest_common_divisor(numerator, denominator);
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        if let Some(narrow) = RatioFactor::narrow(numerator, denominator) {
            return Some(narrow);
        }
        // Neither doubling them nor the product with the largest pay may overflow.
        let (numerator, denominator) = (numerator.checked_mul(2)?, denominator.checked_mul(2)?);
        numerator.checked_mul(u128::from(MAX_PAY))?.checked_add(denominator / 2)?;
        Some(RatioFactor::Wide(Box::new((numerator, denominator))))
    }
}

/// Divides by a fixed number: multiplies by its inverse (Granlund and Montgomery, Division by Invariant Integers using
/// Multiplication, 1994).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Divisor {
    /// 2 to the power of 64 + `shift`, divided by the divisor and rounded up.
    inverse: u64,
    shift: u8,
}

impl Divisor {
    /// The largest dividend for which the quotient is exact.
    const MAX_DIVIDEND: u64 = u64::MAX >> 1;

    /// A divisor of at least 2.
    fn new(divisor: u64) -> Option<Self> {
        let shift = divisor.checked_next_power_of_two()?.trailing_zeros().checked_sub(1)?;
        let inverse = (1_u128 << (u64::BITS + shift)).div_ceil(divisor.into());
        Some(Divisor { inverse: u64::try_from(inverse).ok()?, shift: u8::try_from(shift).ok()? })
    }

    #[inline(always)]
    fn divide(&self, number: u64) -> u64 {
        let upper = ((u128::from(number) * u128::from(self.inverse)) >> u64::BITS) as u64;
        upper >> self.shift
    }
}

impl IntegerRange {
    /// A range for pay that `factor` converts to the unit of `range`; `None` when the numbers are too large to calculate
    /// exactly.
    pub(super) fn new(range: &Interval, factor: &WholeFactor) -> Option<Self> {
        if range.mid <= Decimal::ZERO {
            return None;
        }
        // pay × 10⁴ ÷ mid in the unit of pay
        let Fraction { numerator: mid, denominator } = factor.pay(range.mid)?;
        let numerator = denominator.checked_mul(10_000)?;
        let ratio_factor = match RatioFactor::narrow(numerator, mid) {
            Some(narrow) => narrow,
            None => RatioFactor::of_reduced(numerator, mid)?,
        };
        Some(IntegerRange {
            ratio_factor,
            low: factor.pay(range.low)?.ceiling()?,
            high: factor.pay(range.high)?.floor()?,
        })
    }

    /// Compares pay up to [`MAX_PAY`].
    #[inline(always)]
    pub(super) fn compare(&self, pay: u64) -> Comparison {
        Comparison { ratio: self.ratio(pay), position: self.position(pay), below_mid: self.is_below_mid(pay) }
    }

    /// Whether pay is below the middle of the range: its market ratio is below 1, without rounding.
    #[inline(always)]
    fn is_below_mid(&self, pay: u64) -> bool {
        match &self.ratio_factor {
            RatioFactor::Narrow { numerator, half, .. } => {
                pay * u64::from(*numerator) < half.saturating_mul(2 * 10_000)
            }
            RatioFactor::Wide(wide) => {
                let (numerator, denominator) = **wide;
                u128::from(pay) * numerator < denominator.saturating_mul(10_000)
            }
        }
    }

    /// The market ratio × 10⁴, rounded half up.
    #[inline(always)]
    fn ratio(&self, pay: u64) -> u64 {
        match &self.ratio_factor {
            RatioFactor::Narrow { numerator, half, inverse, shift } => {
                Divisor { inverse: *inverse, shift: *shift }.divide(pay * u64::from(*numerator) + half)
            }
            RatioFactor::Wide(wide) => {
                let (numerator, denominator) = **wide;
                u64::try_from((u128::from(pay) * numerator + denominator / 2) / denominator).unwrap_or(u64::MAX)
            }
        }
    }

    /// The position of pay in the range.
    #[inline(always)]
    fn position(&self, pay: u64) -> Position {
        // A sum of comparisons has no branch. Positions vary from row to row, so branches would be mispredicted.
        const POSITIONS: [Position; 3] = [Position::Below, Position::Within, Position::Above];
        let passed = usize::from(pay >= self.low) + usize::from(pay > self.high);
        POSITIONS.get(passed).copied().unwrap_or(Position::Above)
    }
}

fn greatest_common_divisor(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        // A 64-bit division is one instruction; a 128-bit one is a call that takes many.
        (one, other) = match (u64::try_from(one), u64::try_from(other)) {
            (Ok(short), Ok(divisor)) => (other, (short % divisor).into()),
            _ => (other, one % other),
        };
    }
    one.max(1)
}

/// A [`ConversionFactor`] as a quotient of whole numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct WholeFactor {
    numerator: u128,
    denominator: u128,
}

impl WholeFactor {
    /// `None` for a factor that is not positive, and where a number is too large.
    pub(super) fn new(factor: ConversionFactor) -> Option<Self> {
        let (numerator, denominator) = (factor.numerator.normalize(), factor.denominator.normalize());
        if numerator <= Decimal::ZERO || denominator <= Decimal::ZERO {
            return None;
        }
        // The scales of the decimals become powers of ten below and above.
        let shared = numerator.scale().min(denominator.scale());
        Some(WholeFactor {
            numerator: whole(numerator)?.checked_mul(power_of_ten(denominator.scale() - shared)?)?,
            denominator: whole(denominator)?.checked_mul(power_of_ten(numerator.scale() - shared)?)?,
        })
    }

    /// The pay that the factor converts to `amount`, without rounding; `None` for a negative amount, and where a number is too large.
    fn pay(&self, amount: Decimal) -> Option<Fraction> {
        Some(Fraction {
            numerator: whole(amount)?.checked_mul(self.denominator)?,
            denominator: self.numerator.checked_mul(power_of_ten(amount.scale())?)?,
        })
    }
}

/// The digits of a decimal; `None` for a negative one.
fn whole(number: Decimal) -> Option<u128> {
    u128::try_from(number.mantissa()).ok()
}

fn power_of_ten(power: u32) -> Option<u128> {
    10_u128.checked_pow(power)
}

/// A quotient of whole numbers.
struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    fn floor(&self) -> Option<u64> {
        match self.short() {
            Some((numerator, denominator)) => Some(numerator / denominator),
            None => u64::try_from(self.numerator / self.denominator).ok(),
        }
    }

    fn ceiling(&self) -> Option<u64> {
        match self.short() {
            Some((numerator, denominator)) => Some(numerator.div_ceil(denominator)),
            None => u64::try_from(self.numerator.div_ceil(self.denominator)).ok(),
        }
    }

    /// The numerator and the denominator, where 64 bits are enough: a 128-bit division is a call that takes many instructions.
    fn short(&self) -> Option<(u64, u64)> {
        u64::try_from(self.numerator).ok().zip(u64::try_from(self.denominator).ok())
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

    fn in_integers(range: &Interval, factor: ConversionFactor) -> Option<IntegerRange> {
        IntegerRange::new(range, &WholeFactor::new(factor)?)
    }

    #[test]
    fn a_tie_is_rounded_up() {
        // 1 ÷ 20,000 = 0.00005
        let whole = in_integers(&range(Decimal::from(20_000), Decimal::from(20_000)), ConversionFactor::ONE).unwrap();
        assert_eq!([0, 1, 2, 3, 20_000].map(|pay| whole.ratio(pay)), [0, 1, 1, 2, 10_000]);
    }

    #[test]
    fn the_ends_are_within() {
        let range = range(Decimal::new(8_736_025, 2), Decimal::new(1_014_007, 1));
        let whole = in_integers(&range, ConversionFactor::ONE).unwrap();
        let positions = [87_360, 87_361, 101_400, 101_401].map(|pay| whole.position(pay));
        assert_eq!(positions, [Position::Below, Position::Within, Position::Within, Position::Above]);
    }

    #[test]
    fn every_number_is_divided_exactly() {
        let powers = (1..63).flat_map(|power| [(1 << power) - 1, 1 << power, (1 << power) + 1]);
        let numbers: Vec<u64> =
            powers.chain([10, 14_173_400, 141_734 * 88_200, Divisor::MAX_DIVIDEND]).filter(|by| *by > 1).collect();
        for by in &numbers {
            let divisor = Divisor::new(*by).unwrap();
            let multiples = [1, 3, Divisor::MAX_DIVIDEND / by]
                .map(|times| (times * (by.min(&(u64::MAX / 4)))).min(Divisor::MAX_DIVIDEND));
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
        fn a_quotient_is_that_of_a_division(by in 2..=Divisor::MAX_DIVIDEND, number in 0..=Divisor::MAX_DIVIDEND, less in 0_u32..62) {
            let by = (by >> less).max(2);
            prop_assert_eq!(Divisor::new(by).unwrap().divide(number), number / by);
            let multiple = number / by * by;
            prop_assert_eq!(Divisor::new(by).unwrap().divide(multiple), number / by);
        }

        #[test]
        fn whole_numbers_compare_as_decimals_do(
            one in amount(),
            other in amount(),
            numerator in amount(),
            denominator in prop_oneof![Just(Decimal::ONE), Just(Decimal::new(70_867, 4)), amount()],
            pay in 0..=MAX_PAY,
        ) {
            let range = range(one.min(other), one.max(other));
            let factor = ConversionFactor { numerator, denominator };
            if let Some(whole) = in_integers(&range, factor)
                && let Some(position) = factor.position(Decimal::from(pay), &range)
                && let Some(mid) = factor.compare(Decimal::from(pay), range.mid)
                && let Some(converted) = factor.convert(Decimal::from(pay))
            {
                prop_assert_eq!(whole.position(pay), position);
                prop_assert_eq!(whole.compare(pay).below_mid, mid.is_lt());
                if let Some(ratio) = converted.checked_div(range.mid)
                    && ratio < Decimal::from(1_000_000_000)
                {
                    let exact = round_places(ratio, 4);
                    let found = Decimal::from_i128_with_scale(i128::from(whole.ratio(pay)), 4);
                    // The quotient of decimals is itself rounded, and may fall on the other side of a tie.
                    prop_assert!((exact - found).abs() <= Decimal::new(1, 4), "{} {}", exact, found);
                    if ratio.scale() < 20 {
                        prop_assert_eq!(exact, found);
                    }
                }
            }
        }
    }
}
