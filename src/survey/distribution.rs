//! Values with how often they occur, in rising order.

use super::number_counts::{NumberCounts, RankedNumbers};
use super::whole_value::WholeValue;
use crate::money::{Decimal, Overflow};

/// Values in rising order, each with the number of rows that have it.
///
/// Most values of a file are whole numbers in one unit. They are ranked as they are, and only those that are asked for are
/// converted.
#[derive(Debug, Clone, Default)]
pub struct Distribution {
    whole: Option<WholeNumbers>,
    values: Vec<Decimal>,
    /// For each of the other values, the number of rows up to and with it, without the whole numbers.
    ranks: Vec<u64>,
    /// For each of the other values, how many whole numbers are below it.
    whole_below: Vec<u64>,
}

/// Whole numbers and what they are worth.
#[derive(Debug, Clone)]
struct WholeNumbers {
    ranked: RankedNumbers,
    value: WholeValue,
}

/// Where so many distinct whole numbers or fewer come on one other value, they are converted: that takes less time than to rank
/// the other value among them.
const MIN_WHOLE: usize = 32;

impl Distribution {
    /// The distribution of values, in any order; equal values are added up, and those without rows are left out.
    pub fn new(counts: impl IntoIterator<Item = (Decimal, u64)>) -> Self {
        let mut counts: Vec<(Decimal, u64)> = counts.into_iter().filter(|(_, rows)| *rows > 0).collect();
        counts.sort_unstable_by_key(|(value, _)| *value);
        let mut distribution = Distribution::default();
        let mut rows = 0_u64;
        for (value, more) in counts {
            rows = rows.saturating_add(more);
            match (distribution.values.last(), distribution.ranks.last_mut()) {
                (Some(last), Some(rank)) if *last == value => *rank = rows,
                _ => {
                    distribution.values.push(value);
                    distribution.ranks.push(rows);
                }
            }
        }
        distribution
    }

    /// The distribution of whole numbers, one set for each unit, and of other values.
    pub(super) fn with_whole(mut sets: Vec<(WholeValue, NumberCounts)>, mut others: Vec<(Decimal, u64)>) -> Self {
        sets.sort_by_cached_key(|(value, numbers)| (numbers.total(), value.unit()));
        let largest = sets.pop().map(|(value, numbers)| WholeNumbers { value, ranked: numbers.ranked() });
        let converted = |numbers: &RankedNumbers, value: WholeValue| -> Vec<(Decimal, u64)> {
            numbers.counts().filter_map(|(number, rows)| Some((value.of(number.into())?, rows))).collect()
        };
        for (value, numbers) in sets {
            others.extend(converted(&numbers.ranked(), value));
        }
        let Some(whole) = largest else { return Distribution::new(others) };
        if others.len().saturating_mul(MIN_WHOLE) > whole.ranked.distinct() {
            others.extend(converted(&whole.ranked, whole.value));
            return Distribution::new(others);
        }
        let others = Distribution::new(others);
        let whole_below = others.values.iter().map(|value| whole.below(*value)).collect();
        Distribution { whole: Some(whole), whole_below, ..others }
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.whole.as_ref().map_or(0, |whole| whole.ranked.total()) + self.ranks.last().copied().unwrap_or_default()
    }

    /// The value of a rank, counted from 1; `None` for a rank that is no row's.
    #[must_use]
    pub fn at_rank(&self, rank: u64) -> Option<Decimal> {
        let Some(whole) = &self.whole else { return self.other_at_rank(rank) };
        // The other values that begin before the rank. The last of them may have it.
        let starts = |at: usize| {
            let before = at.checked_sub(1).and_then(|last| self.ranks.get(last)).copied().unwrap_or_default();
            self.whole_below.get(at).map(|below| below + before)
        };
        let (mut begun, mut end) = (0, self.values.len());
        while begun < end {
            let middle = begun.midpoint(end);
            if starts(middle)? < rank {
                begun = middle + 1;
            } else {
                end = middle;
            }
        }
        let Some(last) = begun.checked_sub(1) else { return whole.at_rank(rank) };
        let (below, with) = (*self.whole_below.get(last)?, *self.ranks.get(last)?);
        if rank <= below + with { self.values.get(last).copied() } else { whole.at_rank(rank - with) }
    }

    fn other_at_rank(&self, rank: u64) -> Option<Decimal> {
        if rank == 0 {
            return None;
        }
        self.values.get(self.ranks.partition_point(|last| *last < rank)).copied()
    }

    /// The values in rising order, each with its number of rows. A value may be returned several times.
    pub fn counts(&self) -> impl Iterator<Item = (Decimal, u64)> + '_ {
        let whole = self.whole.iter().flat_map(|whole| {
            let value = |number: u32| whole.value.of(number.into());
            whole.ranked.counts().filter_map(move |(number, rows)| Some((value(number)?, rows)))
        });
        let (mut whole, mut others) = (whole.peekable(), self.other_counts().peekable());
        std::iter::from_fn(move || match (whole.peek(), others.peek()) {
            (Some(one), Some(other)) if one.0 < other.0 => whole.next(),
            (_, Some(_)) => others.next(),
            (_, None) => whole.next(),
        })
    }

    fn other_counts(&self) -> impl Iterator<Item = (Decimal, u64)> + '_ {
        let before = std::iter::once(0).chain(self.ranks.iter().copied());
        self.values.iter().zip(&self.ranks).zip(before).map(|((value, rank), before)| (*value, rank - before))
    }

    /// The mean of all rows; `None` without rows.
    ///
    /// # Errors
    /// [`Overflow`] when the sum cannot be held.
    pub fn mean(&self) -> Result<Option<Decimal>, Overflow> {
        let mut sum = match &self.whole {
            Some(whole) => whole.sum().ok_or(Overflow)?,
            None => Decimal::ZERO,
        };
        for (value, rows) in self.other_counts() {
            let part = value.checked_mul(Decimal::from(rows)).ok_or(Overflow)?;
            sum = sum.checked_add(part).ok_or(Overflow)?;
        }
        Ok(sum.checked_div(Decimal::from(self.rows())))
    }
}

impl WholeNumbers {
    fn at_rank(&self, rank: u64) -> Option<Decimal> {
        self.value.of(self.ranked.at_rank(rank)?.into())
    }

    /// How many rows are below a value.
    fn below(&self, value: Decimal) -> u64 {
        let (mut low, mut high) = (0, u64::from(u32::MAX) + 1);
        while low < high {
            let middle = low.midpoint(high);
            if self.value.of(middle).is_some_and(|found| found < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.ranked.below(low)
    }

    /// The sum of all rows. It is converted once, because a rate may have to be divided by, which rounds.
    fn sum(&self) -> Option<Decimal> {
        self.value.of(self.ranked.sum()?)
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_one_and_ranks_count_rows() {
        let of = |values: &[(i64, u64)]| Distribution::new(values.iter().map(|(value, rows)| ((*value).into(), *rows)));
        let distribution = of(&[(130, 2), (100, 1), (110, 0), (100, 2)]);
        assert_eq!(distribution.rows(), 5);
        let ranked: Vec<Option<Decimal>> = (0..=6).map(|rank| distribution.at_rank(rank)).collect();
        let (low, high) = (Some(Decimal::from(100)), Some(Decimal::from(130)));
        assert_eq!(ranked, [None, low, low, low, high, high, None]);
        assert_eq!(distribution.counts().collect::<Vec<_>>(), [(100.into(), 3), (130.into(), 2)]);
        assert_eq!(distribution.mean(), Ok(Some(Decimal::from(112))));
        assert_eq!(of(&[]).mean(), Ok(None));
    }
}
