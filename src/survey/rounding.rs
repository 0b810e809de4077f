//! Rounds a survey that is shared, so that two of them tell less about single people.

use rust_decimal::RoundingStrategy;

use super::disclosure::LEAST_PRINTED_ROWS;
use super::run::Survey;
use super::statistics::{MedianInterval, Statistics};
use crate::money::Decimal;

/// The step of rounded numbers of people and rows.
const PEOPLE_STEP: u64 = 5;

impl Survey {
    /// Rounds the amounts of each group to so many significant digits, its numbers of people and rows to multiples of five, and
    /// the share of the largest organisation with them. What is shown was decided by the exact numbers.
    pub fn round(&mut self, digits: u32) {
        // A smaller number is printed as `<5`.
        for group in self.groups.iter_mut().filter(|group| group.size.rows >= LEAST_PRINTED_ROWS) {
            // Whether an interval is printed depends on the exact number.
            if let Some(statistics) = &mut group.statistics {
                statistics.median_interval = statistics.printed_interval(&group.size);
                round(statistics, digits);
            }
            let rows = group.size.rows;
            group.size.rows = to_step(rows);
            group.size.largest = scaled(group.size.largest, rows, group.size.rows);
            group.rows_read = to_step(group.rows_read);
            group.left_out.duplicates = to_step(group.left_out.duplicates);
        }
        for rollup in &mut self.rollups {
            rollup.statistics.median_interval = rollup.statistics.printed_interval(&rollup.size);
            round(&mut rollup.statistics, digits);
            rollup.size.rows = to_step(rollup.size.rows);
        }
    }
}

/// The nearest multiple of the step; at least one step for any number above zero.
fn to_step(number: u64) -> u64 {
    if number == 0 {
        return 0;
    }
    let nearest = number.saturating_add(PEOPLE_STEP / 2) / PEOPLE_STEP * PEOPLE_STEP;
    nearest.max(PEOPLE_STEP)
}

/// A part of a whole in proportion to another whole, in whole percent of it where that is less exact.
fn scaled(part: u64, whole: u64, other: u64) -> u64 {
    u64::try_from(u128::from(part) * u128::from(other) / u128::from(whole.max(1))).unwrap_or(part)
}

fn round(statistics: &mut Statistics, digits: u32) {
    let rounded = |amount: Decimal| {
        amount.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).unwrap_or(amount)
    };
    for percentile in statistics.percentiles.iter_mut().flatten() {
        *percentile = rounded(*percentile);
    }
    statistics.mean = rounded(statistics.mean);
    statistics.posted_ends = statistics.posted_ends.map(|(low, high)| (rounded(low), rounded(high)));
    let [_, _, median, ..] = statistics.percentiles;
    if let (Some(interval), Some(median)) = (statistics.median_interval, median) {
        let (low, high) = (rounded(interval.low), rounded(interval.high));
        let half_width_pct = half_width_pct(low, high, median).unwrap_or(interval.half_width_pct);
        // The exact coverage belongs to one number of people.
        let coverage = (interval.coverage * 100.0).floor() / 100.0;
        statistics.median_interval = Some(MedianInterval { low, high, coverage, half_width_pct });
    }
    let effective = statistics
        .effective_rows
        .trunc()
        .try_into()
        .map_or(statistics.effective_rows, |rows: u64| Decimal::from(to_step(rows)));
    statistics.effective_rows = effective;
}

fn half_width_pct(low: Decimal, high: Decimal, median: Decimal) -> Option<Decimal> {
    high.checked_sub(low)?.checked_div(Decimal::TWO)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_multiples_of_five_and_never_none() {
        for (people, expected) in [(0, 0), (1, 5), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1002, 1000)] {
            assert_eq!(to_step(people), expected, "{people}");
        }
    }
}
