//! Values with how often they occur, in rising order.

use crate::money::{Decimal, Overflow};

/// Values in rising order, each with the number of rows that have it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Distribution {
    values: Vec<Decimal>,
    /// For each value, the number of rows up to and with it.
    ranks: Vec<u64>,
}

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

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.ranks.last().copied().unwrap_or_default()
    }

    /// The value of a rank, counted from 1; `None` for a rank that is no row's.
    #[must_use]
    pub fn at_rank(&self, rank: u64) -> Option<Decimal> {
        if rank == 0 {
            return None;
        }
        self.values.get(self.ranks.partition_point(|last| *last < rank)).copied()
    }

    /// The values in rising order, each with its number of rows.
    pub fn counts(&self) -> impl Iterator<Item = (Decimal, u64)> + '_ {
        let before = std::iter::once(0).chain(self.ranks.iter().copied());
        self.values.iter().zip(&self.ranks).zip(before).map(|((value, rank), before)| (*value, rank - before))
    }

    /// The mean of all rows; `None` without rows.
    ///
    /// # Errors
    /// [`Overflow`] when the sum cannot be held.
    pub fn mean(&self) -> Result<Option<Decimal>, Overflow> {
        let mut sum = Decimal::ZERO;
        for (value, rows) in self.counts() {
            let part = value.checked_mul(Decimal::from(rows)).ok_or(Overflow)?;
            sum = sum.checked_add(part).ok_or(Overflow)?;
        }
        Ok(sum.checked_div(Decimal::from(self.rows())))
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
