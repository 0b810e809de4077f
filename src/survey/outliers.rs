//! Amounts that are far from the others of their role and level.

use std::ops::RangeInclusive;

use super::distribution::Distribution;
use crate::money::Decimal;

/// The rows below which a set has no outliers of its own.
pub(super) const LEAST_ROWS: u64 = 10;

/// The distance from which an amount is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers).
const MAX_SCORE: f64 = 3.5;

/// The factor by which the median absolute deviation estimates the standard deviation of a normal distribution.
const DEVIATIONS: f64 = 1.4826;

/// The bounds beyond which amounts are outliers: by the median of the logarithms, and the median of the distances from it.
///
/// Logarithms are floats. They decide which amounts are outliers, and no figure is computed from them but the bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    median: f64,
    deviation: f64,
}

impl Fences {
    /// The bounds of amounts with their numbers of rows; `None` where half of the amounts or more are equal.
    pub fn of(counts: impl IntoIterator<Item = (Decimal, u64)>) -> Option<Self> {
        Self::of_distribution(&Distribution::new(counts))
    }

    /// The bounds of the amounts of a distribution.
    pub(super) fn of_distribution(amounts: &Distribution) -> Option<Self> {
        // Zero has no logarithm. It comes first.
        let positive = |rank: u64| amounts.at_rank(rank).is_some_and(|amount| amount > Decimal::ZERO);
        let zeros = first_from(0, amounts.rows(), |before| positive(before + 1));
        let rows = amounts.rows() - zeros;
        let at = |rank: u64| logarithm(amounts.at_rank(zeros + rank)?);
        let median = median_of(rows, at)?;
        let deviation = median_of(rows, |rank| nearest_distance(rows, rank, median, at))?;
        (deviation > 0.0).then_some(Fences { median, deviation })
    }

    /// The whole numbers that are no outliers, where `value` is what each is worth; `None` where all are outliers.
    pub(super) fn inliers(&self, value: impl Fn(u32) -> Option<Decimal>) -> Option<RangeInclusive<u32>> {
        let score = |number: u64| self.score(value(u32::try_from(number).ok()?)?);
        let end = u64::from(u32::MAX) + 1;
        let first = first_from(0, end, |number| score(number).is_some_and(|score| score >= -MAX_SCORE));
        let above = first_from(first, end, |number| score(number).is_none_or(|score| score > MAX_SCORE));
        let (first, last) = (u32::try_from(first).ok()?, u32::try_from(above.checked_sub(1)?).ok()?);
        (first <= last).then_some(first..=last)
    }

    /// The distance of an amount from the median, in standard deviations.
    #[must_use]
    pub fn score(&self, amount: Decimal) -> Option<f64> {
        Some((logarithm(amount)? - self.median) / (DEVIATIONS * self.deviation))
    }

    /// Whether an amount is an outlier. Zero always is.
    #[must_use]
    pub fn is_outlier(&self, amount: Decimal) -> bool {
        self.score(amount).is_none_or(|score| score.abs() > MAX_SCORE)
    }

    /// The least and the largest amount that is no outlier, to six places.
    #[must_use]
    pub fn bounds(&self) -> Option<(Decimal, Decimal)> {
        let bound = |sign: f64| {
            let amount = sign.mul_add(MAX_SCORE * DEVIATIONS * self.deviation, self.median).exp();
            Decimal::from_f64_retain(amount).map(|amount| amount.round_dp(6))
        };
        Some((bound(-1.0)?, bound(1.0)?))
    }
}

/// The natural logarithm; `None` for zero and less.
fn logarithm(amount: Decimal) -> Option<f64> {
    let amount: f64 = amount.try_into().ok()?;
    (amount > 0.0).then(|| amount.ln())
}

/// The median of so many numbers, where `at` is the number of a rank from 1: the mean of the two middle ones for an even count.
fn median_of(rows: u64, at: impl Fn(u64) -> Option<f64>) -> Option<f64> {
    Some(f64::midpoint(at(rows.div_ceil(2).max(1))?, at(rows / 2 + 1)?))
}

/// The distance of a rank, counted from 1, in the order of the distances between the numbers of all ranks and a median. `at` is
/// the number of a rank, and rises with it.
fn nearest_distance(rows: u64, rank: u64, median: f64, at: impl Fn(u64) -> Option<f64>) -> Option<f64> {
    // The `rank` nearest numbers are consecutive: those whose farther end is closest to the median. From one run of numbers to the
    // next, the distance of the low end falls and that of the high end rises, so a binary search finds where they cross.
    let below = |first: u64| Some(median - at(first)?);
    let above = |first: u64| Some(at(first + rank - 1)? - median);
    let last_run = rows.checked_sub(rank)? + 1;
    let crossing = first_from(1, last_run, |first| above(first) >= below(first));
    let farther = |first: u64| Some(below(first)?.max(above(first)?));
    match crossing.checked_sub(1).filter(|before| *before > 0).and_then(farther) {
        Some(before) => Some(before.min(farther(crossing)?)),
        None => farther(crossing),
    }
}

/// The first number of a range from which on a condition holds; `end` where it does not hold before.
fn first_from(start: u64, end: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (start, end);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMOUNTS: [i64; 12] = [
        180_000,
        195_000,
        200_000,
        210_000,
        220_000,
        240_000,
        250_000,
        265_000,
        300_000,
        420_000,
        1_500_000,
        99_999_999_999,
    ];

    #[test]
    fn distances_are_in_logarithms_and_median_deviations() {
        let fences = Fences::of(AMOUNTS.map(|amount| (amount.into(), 1))).unwrap();
        assert!((fences.median - 12.408_805).abs() < 1e-6, "{fences:?}");
        assert!((fences.deviation - 0.202_733).abs() < 1e-6, "{fences:?}");
        let expected = [
            -1.025_025, -0.758_723, -0.674_491, -0.512_166, -0.357_394, -0.067_907, 0.067_907, 0.261_768, 0.674_491,
            1.793_933, 6.029_087,
        ];
        for (amount, expected) in AMOUNTS.into_iter().zip(expected) {
            let score = fences.score(amount.into()).unwrap();
            assert!((score - expected).abs() < 1e-6, "{amount}: {score}");
        }
        let outliers = AMOUNTS.map(|amount| fences.is_outlier(amount.into()));
        assert_eq!(outliers.iter().filter(|outlier| **outlier).count(), 2);
        assert!(outliers.ends_with(&[false, true, true]));
        let (low, high) = fences.bounds().unwrap();
        for (bound, expected) in [(low, 85_545.673_334), (high, 701_379.715_201)] {
            let bound: f64 = bound.try_into().unwrap();
            assert!((bound / expected - 1.0_f64).abs() < 1e-6, "{bound}");
        }
    }

    #[test]
    fn equal_amounts_have_no_outliers() {
        assert_eq!(Fences::of([(100.into(), 6), (900.into(), 5)]), None);
        assert_eq!(Fences::of([]), None);
    }

    #[test]
    fn the_nearest_distances_are_those_of_all_sorted() {
        let at = |numbers: &[f64], rank: u64| usize::try_from(rank - 1).ok().and_then(|at| numbers.get(at)).copied();
        for numbers in [
            vec![1.0],
            vec![1.0, 9.0],
            vec![1.0, 1.0, 1.0, 1.0],
            vec![0.5, 1.0, 1.0, 2.0, 7.0, 7.5, 7.5, 100.0],
            vec![-3.0, -2.5, -2.5, 4.0, 4.0],
        ] {
            let rows = numbers.len() as u64;
            let median = median_of(rows, |rank| at(&numbers, rank)).unwrap();
            let mut distances: Vec<f64> = numbers.iter().map(|number| (number - median).abs()).collect();
            distances.sort_unstable_by(f64::total_cmp);
            let found: Vec<f64> = (1..=rows)
                .map(|rank| nearest_distance(rows, rank, median, |rank| at(&numbers, rank)).unwrap())
                .collect();
            assert_eq!(found, distances, "{numbers:?}");
        }
    }

    #[test]
    fn whole_numbers_within_the_bounds_are_a_range() {
        let fences = Fences::of(AMOUNTS.map(|amount| (amount.into(), 1))).unwrap();
        let range = fences.inliers(|number| Some(number.into())).unwrap();
        assert_eq!(range, 85_546..=701_379);
        assert_eq!(fences.inliers(|number| Decimal::from(number).checked_div(Decimal::from(1_000_000))), None);
    }

    #[test]
    fn rows_count_as_often_as_they_occur() {
        let each = Fences::of([100, 100, 100, 130, 150, 180].map(|amount| (Decimal::from(amount), 1)));
        let counted = Fences::of([(180.into(), 1), (100.into(), 3), (150.into(), 1), (130.into(), 1)]);
        assert_eq!(each, counted);
    }
}
