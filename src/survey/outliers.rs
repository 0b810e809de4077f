//! Amounts that are far from the others of their role and level.

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
        let logarithms: Vec<(f64, u64)> =
            counts.into_iter().filter_map(|(value, rows)| Some((logarithm(value)?, rows))).collect();
        let median = weighted_median(logarithms.clone())?;
        let distances = logarithms.into_iter().map(|(value, rows)| ((value - median).abs(), rows));
        let deviation = weighted_median(distances.collect())?;
        (deviation > 0.0).then_some(Fences { median, deviation })
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

/// The median of numbers that each stand for several rows; the mean of the two middle ones for an even number of rows.
fn weighted_median(mut counts: Vec<(f64, u64)>) -> Option<f64> {
    counts.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let rows: u64 = counts.iter().map(|(_, rows)| rows).sum();
    let at = |rank: u64| {
        let mut up_to = 0;
        counts.iter().find_map(|(value, rows)| {
            up_to += rows;
            (up_to >= rank).then_some(*value)
        })
    };
    Some(f64::midpoint(at(rows.div_ceil(2).max(1))?, at(rows / 2 + 1)?))
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
    fn rows_count_as_often_as_they_occur() {
        let each = Fences::of([100, 100, 100, 130, 150, 180].map(|amount| (Decimal::from(amount), 1)));
        let counted = Fences::of([(180.into(), 1), (100.into(), 3), (150.into(), 1), (130.into(), 1)]);
        assert_eq!(each, counted);
    }
}
