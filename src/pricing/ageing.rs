//! Ageing: from the effective date of a figure to another date.

use jiff::Unit;
use jiff::civil::{Date, DateDifference};

use crate::money::{Decimal, Overflow};

/// The ageing of pay to a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ageing {
    /// The date to age to.
    pub on: Date,
    /// How growth adds up within a year.
    pub method: AgeingMethod,
    /// The rate of growth.
    pub rate: AgeingRate,
}

/// The factor by which pay grows from a date, and what it is computed from.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) from: Date,
    pub(super) rate_pct: Decimal,
    pub(super) ageing: Ageing,
    pub(super) factor: Decimal,
}

/// How growth adds up within a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AgeingMethod {
    /// `v · (1 + r)^(m/12)`.
    #[default]
    Compound,
    /// Whole years compound, the rest of a year is linear.
    Simple,
}

impl AgeingMethod {
    /// Every method, the default first.
    pub const ALL: [AgeingMethod; 2] = [AgeingMethod::Compound, AgeingMethod::Simple];

    /// The word in a trace and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AgeingMethod::Compound => "compound",
            AgeingMethod::Simple => "simple",
        }
    }
}

/// The rate of growth to age by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AgeingRate {
    /// The growth of pay in the sector, from the pack.
    #[default]
    Sector,
    /// The role's own published growth.
    Role,
    /// This many percentage points a year.
    Given(Decimal),
}

/// Whole months from one date to a later one, and the days left.
///
/// # Errors
/// [`Overflow`] when the dates are too far apart to count.
pub(crate) fn months_and_days(from: Date, to: Date) -> Result<(i32, i32), Overflow> {
    let span = from.until(DateDifference::new(to).largest(Unit::Month)).map_err(|_| Overflow)?;
    Ok((span.get_months(), span.get_days()))
}

/// Months from one date to a later one: whole months, and the days left ÷ the days of a mean month (30.4375).
///
/// # Errors
/// [`Overflow`] when the dates are too far apart to count.
pub(crate) fn months_between(from: Date, to: Date, days_per_month: Decimal) -> Result<Decimal, Overflow> {
    let (months, days) = months_and_days(from, to)?;
    let days = Decimal::from(days).checked_div(days_per_month).ok_or(Overflow)?;
    Decimal::from(months).checked_add(days).ok_or(Overflow)
}

/// The factor by which pay grows in a number of months at a rate in percentage points a year.
///
/// ```
/// use payband::money::{Decimal, round_ratio};
/// use payband::pricing::{AgeingMethod, growth_factor};
///
/// let rate = Decimal::new(82, 1); // 8.2 %
/// let months = Decimal::from(18);
/// let compound = growth_factor(rate, months, AgeingMethod::Compound)?;
/// assert_eq!(round_ratio(compound).to_string(), "1.1255"); // 1.082^1.5
/// let simple = growth_factor(rate, months, AgeingMethod::Simple)?;
/// assert_eq!(round_ratio(simple).to_string(), "1.1264"); // 1.082 × 1.041
/// # Ok::<(), payband::money::Overflow>(())
/// ```
///
/// # Errors
/// [`Overflow`] when the factor cannot be held, or the rate is −100 % or less.
pub fn growth_factor(rate_pct: Decimal, months: Decimal, method: AgeingMethod) -> Result<Decimal, Overflow> {
    let yearly =
        rate_pct.checked_div(Decimal::ONE_HUNDRED).and_then(|rate| rate.checked_add(Decimal::ONE)).ok_or(Overflow)?;
    if yearly <= Decimal::ZERO {
        return Err(Overflow);
    }
    let years = months.checked_div(Decimal::from(12)).ok_or(Overflow)?;
    let whole = years.floor();
    let rest = years.checked_sub(whole).ok_or(Overflow)?;
    let mut factor = Decimal::ONE;
    for _ in 0..u16::try_from(whole).map_err(|_| Overflow)? {
        factor = factor.checked_mul(yearly).ok_or(Overflow)?;
    }
    let part = match method {
        AgeingMethod::Compound => fractional_power(yearly, rest)?,
        AgeingMethod::Simple => yearly
            .checked_sub(Decimal::ONE)
            .and_then(|rate| rate.checked_mul(rest))
            .and_then(|growth| growth.checked_add(Decimal::ONE))
            .ok_or(Overflow)?,
    };
    factor.checked_mul(part).ok_or(Overflow)
}

/// `base^exponent` for an exponent from 0 to 1, to about 25 digits: `exp(exponent · ln base)`, both by their series.
///
/// `rust_decimal`'s own `powd` stops at 7 digits, which shows in the cents of a yearly salary in yuan.
fn fractional_power(base: Decimal, exponent: Decimal) -> Result<Decimal, Overflow> {
    if exponent.is_zero() {
        return Ok(Decimal::ONE);
    }
    // ln b = 2 · (z + z³/3 + z⁵/5 + …), z = (b − 1) ÷ (b + 1)
    let z = base
        .checked_sub(Decimal::ONE)
        .zip(base.checked_add(Decimal::ONE))
        .and_then(|(over, under)| over.checked_div(under))
        .ok_or(Overflow)?;
    let square = z.checked_mul(z).ok_or(Overflow)?;
    let (mut power, mut logarithm, mut odd) = (z, Decimal::ZERO, Decimal::ONE);
    // Ends when a term is zero. The power may never be: the last digit of a product can round up to itself.
    loop {
        let term = power.checked_div(odd).ok_or(Overflow)?;
        if term.is_zero() {
            break;
        }
        logarithm = logarithm.checked_add(term).ok_or(Overflow)?;
        power = power.checked_mul(square).ok_or(Overflow)?;
        odd += Decimal::TWO;
    }
    let x = logarithm.checked_mul(Decimal::TWO).and_then(|ln| ln.checked_mul(exponent)).ok_or(Overflow)?;
    // exp x = 1 + x + x²/2! + …
    let (mut term, mut sum, mut n) = (Decimal::ONE, Decimal::ZERO, Decimal::ZERO);
    while !term.is_zero() {
        sum = sum.checked_add(term).ok_or(Overflow)?;
        n += Decimal::ONE;
        term = term.checked_mul(x).and_then(|product| product.checked_div(n)).ok_or(Overflow)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::money::round_places;

    #[test]
    fn months_are_whole_ones_plus_days_by_the_mean_month() {
        let mean = Decimal::new(304_375, 4);
        assert_eq!(months_between(date(2025, 11, 5), date(2026, 11, 5), mean).unwrap(), Decimal::from(12));
        let with_days = months_between(date(2025, 11, 5), date(2026, 11, 22), mean).unwrap();
        assert_eq!(round_places(with_days, 6), Decimal::new(12_558_522, 6)); // 12 + 17 ÷ 30.4375
    }

    #[test]
    fn a_fraction_of_a_year_compounds_to_the_last_digits() {
        // The square of the half-year factor is the year's factor, for small and for absurd rates.
        for rate in ["8.2", "0.01", "-50", "1000", "-99"] {
            let rate: Decimal = rate.parse().unwrap();
            let half = growth_factor(rate, Decimal::from(6), AgeingMethod::Compound).unwrap();
            let year = growth_factor(rate, Decimal::from(12), AgeingMethod::Compound).unwrap();
            assert!((half * half - year).abs() < Decimal::new(1, 20), "{rate}: {half} squared is not {year}");
        }
    }

    #[test]
    fn impossible_growth_is_an_error() {
        assert_eq!(growth_factor(Decimal::from(-100), Decimal::ONE, AgeingMethod::Compound), Err(Overflow));
        assert_eq!(growth_factor(Decimal::from(1000), Decimal::from(120_000), AgeingMethod::Compound), Err(Overflow));
    }
}
