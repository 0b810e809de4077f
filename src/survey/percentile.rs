//! Percentiles of a distribution, by the method that is asked for, in exact arithmetic.

use super::distribution::Distribution;
use crate::money::{Decimal, Overflow};

/// A percentile, from 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub(super) u64);

impl Percent {
    /// The number of percent.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    /// Whether it is so near to an end that few people decide it: below P25 or above P75.
    #[must_use]
    pub fn is_tail(self) -> bool {
        !(25..=75).contains(&self.0)
    }
}

/// The percentiles that a survey prints: P10, P25, P50, P75, P90.
pub const PERCENTS: [Percent; 5] = [Percent(10), Percent(25), Percent(50), Percent(75), Percent(90)];

/// The median.
pub const MEDIAN: Percent = Percent(50);

/// How a percentile is placed between two rows. The names are those of Hyndman and Fan, "Sample Quantiles in Statistical
/// Packages", The American Statistician 50 (1996).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PercentileMethod {
    /// At rank `(n − 1)p + 1`, interpolated: Excel's PERCENTILE.INC, numpy's default, SQL's `percentile_cont`.
    #[default]
    R7,
    /// At rank `(n + 1)p`, interpolated: Excel's PERCENTILE.EXC, SPSS.
    R6,
    /// The row at rank `np`, rounded up: SQL's `percentile_disc`.
    R1,
    /// As R1, and the mean of two rows where `np` is whole.
    R2,
}

impl PercentileMethod {
    /// All of them, the default first.
    pub const ALL: [PercentileMethod; 4] =
        [PercentileMethod::R7, PercentileMethod::R6, PercentileMethod::R1, PercentileMethod::R2];

    /// The word in data and options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PercentileMethod::R7 => "r7",
            PercentileMethod::R6 => "r6",
            PercentileMethod::R1 => "r1",
            PercentileMethod::R2 => "r2",
        }
    }

    /// The percentile of a distribution; `None` without rows.
    ///
    /// # Errors
    /// [`Overflow`] when a difference of values cannot be held.
    pub fn of(self, distribution: &Distribution, percent: Percent) -> Result<Option<Decimal>, Overflow> {
        match self.rank(distribution.rows(), percent) {
            Some(rank) => at(distribution, rank).map(Some),
            None => Ok(None),
        }
    }

    /// The rank of a percentile among so many rows, counted from 1, in hundredths: 325 is a quarter of the way from the third row
    /// to the fourth. `None` without rows.
    #[must_use]
    pub fn rank(self, rows: u64, percent: Percent) -> Option<u128> {
        if rows == 0 {
            return None;
        }
        // Whole numbers of hundredths, so that nothing is rounded.
        let hundredths = |times: u64| u128::from(times) * u128::from(percent.0);
        let rank = match self {
            PercentileMethod::R7 => hundredths(rows - 1) + 100,
            PercentileMethod::R6 => hundredths(rows.saturating_add(1)),
            PercentileMethod::R1 => hundredths(rows).div_ceil(100) * 100,
            PercentileMethod::R2 if hundredths(rows).is_multiple_of(100) => hundredths(rows) + 50,
            PercentileMethod::R2 => hundredths(rows).div_ceil(100) * 100,
        };
        Some(rank.clamp(100, u128::from(rows) * 100))
    }
}

/// The value at a rank in hundredths, at least 100 and at most 100 times the rows, interpolated between two rows.
fn at(distribution: &Distribution, rank: u128) -> Result<Decimal, Overflow> {
    let row = |rank: u128| u64::try_from(rank).ok().and_then(|rank| distribution.at_rank(rank)).ok_or(Overflow);
    let (whole, part) = (rank / 100, rank % 100);
    let low = row(whole)?;
    if part == 0 {
        return Ok(low);
    }
    let step = row(whole + 1)?.checked_sub(low).ok_or(Overflow)?;
    let share = Decimal::new(i64::try_from(part).map_err(|_| Overflow)?, 2);
    step.checked_mul(share).and_then(|part| low.checked_add(part)).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percentiles(method: PercentileMethod, values: &[(i64, u64)]) -> Vec<String> {
        let distribution = Distribution::new(values.iter().map(|(value, rows)| (Decimal::from(*value), *rows)));
        let of = |percent| method.of(&distribution, percent).unwrap().unwrap().normalize().to_string();
        PERCENTS.into_iter().map(of).collect()
    }

    fn once(values: &[i64]) -> Vec<(i64, u64)> {
        values.iter().map(|value| (*value, 1)).collect()
    }

    /// The values of an example that numpy, R, Excel, DuckDB and ClickHouse give, each for its method.
    #[test]
    fn ten_values_by_each_method() {
        let ten = once(&[180, 195, 200, 210, 220, 240, 250, 265, 300, 420].map(|thousands| thousands * 1000));
        for (method, expected) in [
            (PercentileMethod::R7, ["193500", "202500", "230000", "261250", "312000"]),
            (PercentileMethod::R6, ["181500", "198750", "230000", "273750", "408000"]),
            (PercentileMethod::R1, ["180000", "200000", "220000", "265000", "300000"]),
            (PercentileMethod::R2, ["187500", "200000", "230000", "265000", "360000"]),
        ] {
            assert_eq!(percentiles(method, &ten), expected, "{method:?}");
        }
    }

    #[test]
    fn few_values_stay_within_them() {
        let five = once(&[100, 110, 120, 150, 200]);
        assert_eq!(percentiles(PercentileMethod::R7, &five), ["104", "110", "120", "150", "180"]);
        assert_eq!(percentiles(PercentileMethod::R6, &five), ["100", "105", "120", "175", "200"]);
        for method in PercentileMethod::ALL {
            assert_eq!(percentiles(method, &once(&[7])), ["7"; 5], "{method:?}");
        }
    }

    #[test]
    fn counts_are_rows() {
        let counted = [(100, 3), (110, 1), (130, 2), (170, 4)];
        assert_eq!(percentiles(PercentileMethod::R7, &counted), ["100", "102.5", "130", "170", "170"]);
        let each: Vec<(i64, u64)> = counted.iter().flat_map(|(value, rows)| (0..*rows).map(|_| (*value, 1))).collect();
        for method in PercentileMethod::ALL {
            assert_eq!(percentiles(method, &counted), percentiles(method, &each), "{method:?}");
        }
    }

    #[test]
    fn no_rows_have_no_percentile() {
        assert_eq!(PercentileMethod::R7.of(&Distribution::default(), MEDIAN), Ok(None));
    }
}
