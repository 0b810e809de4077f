//! Confidence intervals of a percentile from the ranks of rows, without an assumption about the shape of pay.

use super::percentile::Percent;

/// The ranks between which a percentile of the population lies, counted from 1, and how often such an interval holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankInterval {
    /// The rank of the low end.
    pub low: u64,
    /// The rank of the high end.
    pub high: u64,
    /// The probability that the interval holds the percentile: 0.95 or more, because ranks are whole.
    pub coverage: f64,
}

impl RankInterval {
    /// Whether an end of the interval is the least or the highest of so many rows, which is the pay of one person.
    #[must_use]
    pub fn has_extreme(&self, rows: u64) -> bool {
        self.low <= 1 || self.high >= rows
    }
}

/// The probability on each side of a 95 % interval.
const TAIL: f64 = 0.025;

/// Probabilities below this share of the largest one are left out.
const NEGLIGIBLE: f64 = 1e-20;

/// The least number of rows with a 95 % interval of P10 and of P90.
pub const MIN_ROWS_FOR_TAILS: u64 = 36;

/// The 95 % interval of a percentile in a sample of so many rows; `None` where the sample is too small to have one.
///
/// The number of rows below the percentile is binomial. The low rank is the largest `l` with `P(B ≤ l − 1) ≤ 0.025`, the high
/// rank the smallest `u` with `P(B ≥ u) ≤ 0.025` (Conover, Practical Nonparametric Statistics; David and Nagaraja, Order
/// Statistics). Probabilities are floats: a rank does not depend on their last digits.
#[must_use]
pub fn rank_interval(rows: u64, percent: Percent) -> Option<RankInterval> {
    let probabilities = Binomial::new(rows, percent);
    let low = probabilities.largest_below(TAIL)?.checked_add(1)?;
    let high = probabilities.smallest_above(TAIL)?;
    (low <= high).then(|| RankInterval { low, high, coverage: probabilities.between(low, high - 1) })
}

/// The probabilities of a binomial number that are not negligible.
struct Binomial {
    first: u64,
    probabilities: Vec<f64>,
}

impl Binomial {
    fn new(rows: u64, percent: Percent) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "ratios of neighbours need no exact counts")]
        let (odds, float) = (percent.0 as f64 / (100 - percent.0) as f64, |count: u64| count as f64);
        let mode = (u128::from(rows) + 1) * u128::from(percent.0) / 100;
        let mode = u64::try_from(mode).unwrap_or(rows).min(rows);
        // Each probability follows from its neighbour, so the largest is taken as 1, and all are divided by their sum.
        let mut below = Vec::new();
        let mut probability = 1.0;
        let mut at = mode;
        while at > 0 && probability > NEGLIGIBLE {
            probability *= float(at) / (float(rows - at + 1) * odds);
            below.push(probability);
            at -= 1;
        }
        let first = at;
        let mut probabilities: Vec<f64> = below.into_iter().rev().collect();
        probabilities.push(1.0);
        let (mut probability, mut at) = (1.0, mode);
        while at < rows && probability > NEGLIGIBLE {
            probability *= float(rows - at) * odds / float(at + 1);
            probabilities.push(probability);
            at += 1;
        }
        let sum: f64 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|probability| *probability /= sum);
        Binomial { first, probabilities }
    }

    /// The largest number with at most this probability up to and with it.
    fn largest_below(&self, tail: f64) -> Option<u64> {
        let mut sum = 0.0;
        let within = self.probabilities.iter().take_while(|probability| {
            sum += **probability;
            sum <= tail
        });
        let count = within.count() as u64;
        // What was left out before the first number is negligible.
        if count > 0 { Some(self.first + count - 1) } else { self.first.checked_sub(1) }
    }

    /// The smallest number with at most this probability from it on.
    fn smallest_above(&self, tail: f64) -> Option<u64> {
        let mut sum = 0.0;
        let within = self.probabilities.iter().rev().take_while(|probability| {
            sum += **probability;
            sum <= tail
        });
        let count = within.count();
        (count > 0).then(|| self.first + (self.probabilities.len() - count) as u64)
    }

    /// The probability from one number to another, both included.
    fn between(&self, low: u64, high: u64) -> f64 {
        let numbered = self.probabilities.iter().zip(self.first..);
        numbered.filter(|(_, number)| (low..=high).contains(number)).map(|(probability, _)| probability).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_coverage_are_those_of_the_binomial() {
        for (rows, percent, expected) in [
            (6, 25, None),
            (6, 50, Some((1, 6, 0.968_750))),
            (10, 50, Some((2, 9, 0.978_516))),
            (15, 25, Some((1, 8, 0.969_337))),
            (15, 50, Some((4, 12, 0.964_844))),
            (15, 75, Some((8, 15, 0.969_337))),
            (20, 25, Some((2, 10, 0.961_823))),
            (20, 50, Some((6, 15, 0.958_611))),
            (20, 75, Some((11, 19, 0.961_823))),
            (30, 25, Some((3, 13, 0.967_810))),
            (30, 50, Some((10, 21, 0.957_226))),
            (30, 75, Some((18, 28, 0.967_810))),
            (50, 25, Some((7, 20, 0.966_692))),
            (50, 50, Some((18, 33, 0.967_161))),
            (50, 75, Some((31, 44, 0.966_692))),
            (100, 25, Some((17, 35, 0.962_463))),
            (100, 50, Some((40, 61, 0.964_800))),
            (100, 75, Some((66, 84, 0.962_463))),
        ] {
            let found = rank_interval(rows, Percent(percent));
            assert_eq!(found.map(|it| (it.low, it.high)), expected.map(|it| (it.0, it.1)), "{rows} rows, P{percent}");
            if let (Some(found), Some((.., coverage))) = (found, expected) {
                assert!((found.coverage - coverage).abs() < 1e-6, "{rows} rows, P{percent}: {found:?}");
            }
        }
    }

    #[test]
    fn the_ends_are_not_those_of_all_rows_from_nine_on() {
        let extreme = |rows| rank_interval(rows, Percent(50)).map(|interval| interval.has_extreme(rows));
        assert_eq!(
            [5, 6, 8, 9, 10, 100].map(extreme),
            [None, Some(true), Some(true), Some(false), Some(false), Some(false)]
        );
    }

    #[test]
    fn small_samples_have_no_interval() {
        for (percent, least) in [(50, 6), (25, 13), (75, 13), (10, MIN_ROWS_FOR_TAILS), (90, MIN_ROWS_FOR_TAILS)] {
            assert_eq!(rank_interval(least - 1, Percent(percent)), None, "P{percent}");
            assert!(rank_interval(least, Percent(percent)).is_some(), "P{percent}");
        }
        assert_eq!(rank_interval(0, Percent(50)), None);
    }

    #[test]
    fn large_samples_have_narrow_intervals() {
        let interval = rank_interval(10_000_000, Percent(50)).unwrap();
        // 1.96 standard deviations of a binomial number: 3,099.
        assert_eq!((interval.low, interval.high), (4_996_901, 5_003_100));
        assert!((interval.coverage - 0.95).abs() < 1e-3);
    }
}
