//! Statistics in which each organisation counts the same, whatever its number of rows.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_integer::Integer as _;

use super::distribution::Distribution;
use super::percentile::Percent;
use crate::money::{Decimal, Overflow};

/// The rows of several organisations. Each organisation has the weight 1, which its rows share.
#[derive(Debug)]
pub struct OrganisationWeighted<'d> {
    organisations: &'d [Distribution],
}

impl<'d> OrganisationWeighted<'d> {
    /// The rows of these organisations, none of which is empty.
    #[must_use]
    pub fn new(organisations: &'d [Distribution]) -> Self {
        OrganisationWeighted { organisations }
    }

    /// A percentile: the smallest value up to which the weights exceed the share, or, where they equal it, the mean of that
    /// value and the next one (R2 with weights). `None` without rows.
    ///
    /// Weights are compared as whole numbers, in units of `1 ÷ lcm(n₁, n₂, …)`. As floats, two equal sums can differ.
    ///
    /// # Errors
    /// [`Overflow`] when a mean of two values cannot be held.
    pub fn percentile(&self, percent: Percent) -> Result<Option<Decimal>, Overflow> {
        let unit = self.organisations.iter().fold(BigUint::from(1_u8), |unit, one| unit.lcm(&one.rows().into()));
        // By value, the weight of its rows.
        let mut weights: BTreeMap<Decimal, BigUint> = BTreeMap::new();
        for organisation in self.organisations {
            let of_one_row = &unit / organisation.rows();
            for (value, rows) in organisation.counts() {
                *weights.entry(value).or_default() += &of_one_row * rows;
            }
        }
        let share = &unit * self.organisations.len() * percent.0;
        let mut up_to = BigUint::ZERO;
        let mut values = weights.into_iter();
        while let Some((value, weight)) = values.next() {
            up_to += weight;
            match (&up_to * 100_u8).cmp(&share) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Greater => return Ok(Some(value)),
                std::cmp::Ordering::Equal => {
                    let next = values.next().map_or(value, |(next, _)| next);
                    return next
                        .checked_sub(value)
                        .and_then(|step| step.checked_div(Decimal::TWO)?.checked_add(value))
                        .map(Some)
                        .ok_or(Overflow);
                }
            }
        }
        Ok(None)
    }

    /// The mean of the organisations' means; `None` without rows.
    ///
    /// # Errors
    /// [`Overflow`] when a sum cannot be held.
    pub fn mean(&self) -> Result<Option<Decimal>, Overflow> {
        let mut sum = Decimal::ZERO;
        for organisation in self.organisations {
            sum = sum.checked_add(organisation.mean()?.unwrap_or_default()).ok_or(Overflow)?;
        }
        Ok(sum.checked_div(Decimal::from(self.organisations.len())))
    }

    /// The number of rows of equal weight that would say as much, `(Σw)² ÷ Σw²` (Kish, Survey Sampling); `None` without rows.
    #[must_use]
    pub fn effective_rows(&self) -> Option<Decimal> {
        let squares = self.organisations.iter().try_fold(Decimal::ZERO, |sum, one| {
            sum.checked_add(Decimal::ONE.checked_div(Decimal::from(one.rows()))?)
        })?;
        let all = Decimal::from(self.organisations.len());
        all.checked_mul(all)?.checked_div(squares)
    }
}

#[cfg(test)]
mod tests {
    use super::super::percentile::PERCENTS;
    use super::*;

    fn organisations(rows: &[&[i64]]) -> Vec<Distribution> {
        rows.iter().map(|rows| Distribution::new(rows.iter().map(|value| ((*value).into(), 1)))).collect()
    }

    #[test]
    fn each_organisation_counts_the_same() {
        let all = organisations(&[&[120, 130, 128, 131, 122], &[110, 116, 118, 122], &[98, 112, 116], &[153, 115]]);
        let weighted = OrganisationWeighted::new(&all);
        let percentiles = PERCENTS.map(|percent| weighted.percentile(percent).unwrap().unwrap());
        assert_eq!(percentiles, [110, 115, 117, 128, 153].map(Decimal::from), "the weights up to 116 are exactly half");
        let near = |found: Option<Decimal>, expected: &str| {
            let difference = (found.unwrap() - expected.parse::<Decimal>().unwrap()).abs();
            assert!(difference < Decimal::new(5, 7), "{found:?} is not {expected}");
        };
        near(weighted.mean().unwrap(), "121.341667");
        near(weighted.effective_rows(), "12.467532");
    }

    #[test]
    fn organisations_of_many_sizes_stay_exact() {
        let all: Vec<Distribution> =
            (1..=200_u64).map(|rows| Distribution::new([(1.into(), rows), (3.into(), rows)])).collect();
        let weighted = OrganisationWeighted::new(&all);
        assert_eq!(weighted.percentile(Percent(50)), Ok(Some(Decimal::TWO)), "half of each is 1");
        assert_eq!(weighted.percentile(Percent(51)), Ok(Some(Decimal::from(3))));
    }

    #[test]
    fn nothing_has_no_percentile() {
        let weighted = OrganisationWeighted::new(&[]);
        assert_eq!(weighted.percentile(Percent(50)), Ok(None));
        assert_eq!((weighted.mean(), weighted.effective_rows()), (Ok(None), None));
    }
}
