//! Statistics in which each organisation counts the same, whatever its number of rows.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_integer::Integer as _;

use super::percentile::Percent;
use super::whole_value::WholeValue;
use crate::money::{Decimal, Overflow};

/// The weight of an organisation in the sums that decide nearly all percentiles. A sum for each organisation of a file, times a
/// hundred, stays below the largest number.
const WEIGHT: u128 = 1 << 88;

/// The rows of several organisations. Each organisation has the weight 1, which its rows share.
#[derive(Debug)]
pub struct OrganisationWeighted {
    /// The number of rows of each organisation, none of which is empty.
    rows: Vec<u64>,
    /// What a row of each organisation weighs, rounded down.
    weights: Vec<u128>,
    values: Values,
}

/// Values with their organisations, in rising order.
#[derive(Debug)]
enum Values {
    /// Whole numbers in one unit, which are converted where they are asked for.
    Whole(WholeValue, Vec<Entry<u32>>),
    Converted(Vec<Entry<Decimal>>),
}

/// A value of some rows of an organisation.
#[derive(Debug, Clone, Copy)]
struct Entry<V> {
    value: V,
    /// Its index.
    organisation: u32,
    rows: u64,
}

impl OrganisationWeighted {
    /// The values of each organisation, with their numbers of rows. An organisation without rows is left out.
    #[must_use]
    pub fn new(organisations: impl IntoIterator<Item = Vec<(Decimal, u64)>>) -> Self {
        let numbered = (0..).zip(organisations);
        Self::of_values(
            numbered.flat_map(|(number, values)| values.into_iter().map(move |(value, rows)| (number, value, rows))),
        )
    }

    /// Values in any order, each after the number of its organisation and before its number of rows.
    pub(super) fn of_values(values: impl IntoIterator<Item = (u32, Decimal, u64)>) -> Self {
        let (entries, rows) = entries(values);
        Self::of_entries(rows, Values::Converted(entries))
    }

    /// Whole numbers in any order, each after the number of its organisation and before its number of rows.
    pub(super) fn of_whole(value: WholeValue, numbers: impl IntoIterator<Item = (u32, u32, u64)>) -> Self {
        let (entries, rows) = entries(numbers);
        Self::of_entries(rows, Values::Whole(value, entries))
    }

    fn of_entries(rows: Vec<u64>, values: Values) -> Self {
        let weights = rows.iter().map(|rows| WEIGHT / u128::from(*rows)).collect();
        OrganisationWeighted { rows, weights, values }
    }

    /// A percentile: the smallest value up to which the weights exceed the share, or, where they equal it, the mean of that
    /// value and the next one (R2 with weights). `None` without rows.
    ///
    /// Sums of weights are compared exactly. As floats, two equal sums can differ.
    ///
    /// # Errors
    /// [`Overflow`] when a value or a mean of two cannot be held.
    pub fn percentile(&self, percent: Percent) -> Result<Option<Decimal>, Overflow> {
        match &self.values {
            Values::Whole(value, entries) => {
                self.percentile_of(entries, percent, |number| value.of(number.into()).ok_or(Overflow))
            }
            Values::Converted(entries) => self.percentile_of(entries, percent, Ok),
        }
    }

    fn percentile_of<V: Copy + PartialEq>(
        &self,
        entries: &[Entry<V>],
        percent: Percent,
        converted: impl Fn(V) -> Result<Decimal, Overflow>,
    ) -> Result<Option<Decimal>, Overflow> {
        let share = WEIGHT * self.rows.len() as u128 * u128::from(percent.0);
        let (mut weight, mut rows, mut end) = (0_u128, 0_u128, 0);
        for equal in entries.chunk_by(|one, other| one.value == other.value) {
            for entry in equal {
                weight += self.weight_of(entry.organisation) * u128::from(entry.rows);
                rows += u128::from(entry.rows);
            }
            end += equal.len();
            // The weight of each row was rounded down by less than one.
            let order = if weight * 100 > share {
                Ordering::Greater
            } else if (weight + rows) * 100 < share {
                Ordering::Less
            } else {
                self.compare_exactly(entries.get(..end).unwrap_or_default(), percent)
            };
            let Some(Entry { value, .. }) = equal.first() else { continue };
            match order {
                Ordering::Less => {}
                Ordering::Greater => return converted(*value).map(Some),
                Ordering::Equal => {
                    let low = converted(*value)?;
                    let high = entries.get(end).map_or(Ok(low), |next| converted(next.value))?;
                    let mean = high.checked_sub(low).and_then(|step| step.checked_div(Decimal::TWO)?.checked_add(low));
                    return mean.map(Some).ok_or(Overflow);
                }
            }
        }
        Ok(None)
    }

    /// Compares the weight of some rows with a share of all, in units of `1 ÷ lcm(n₁, n₂, …)`.
    fn compare_exactly<V>(&self, entries: &[Entry<V>], percent: Percent) -> Ordering {
        let mut unit = BigUint::from(1_u8);
        for (size, _) in self.sizes() {
            let common = u64::try_from(&unit % size).map_or(1, |rest| rest.gcd(&size));
            unit *= size / common;
        }
        let mut rows_by_size: BTreeMap<u64, u64> = BTreeMap::new();
        for entry in entries {
            *rows_by_size.entry(self.rows_of(entry.organisation)).or_default() += entry.rows;
        }
        let weight: BigUint = rows_by_size.into_iter().map(|(size, rows)| &unit / size * rows).sum();
        (weight * 100_u8).cmp(&(unit * self.rows.len() * percent.0))
    }

    /// The mean of the organisations' means; `None` without rows.
    ///
    /// # Errors
    /// [`Overflow`] when a sum cannot be held.
    pub fn mean(&self) -> Result<Option<Decimal>, Overflow> {
        // Organisations of the same size have the same weight, so their sums are divided together.
        let mut sums: BTreeMap<u64, Decimal> = BTreeMap::new();
        match &self.values {
            Values::Whole(value, entries) => {
                let mut whole: BTreeMap<u64, u64> = BTreeMap::new();
                for entry in entries {
                    let part = u64::from(entry.value).checked_mul(entry.rows).ok_or(Overflow)?;
                    let sum = whole.entry(self.rows_of(entry.organisation)).or_default();
                    *sum = sum.checked_add(part).ok_or(Overflow)?;
                }
                for (size, sum) in whole {
                    sums.insert(size, value.of(sum).ok_or(Overflow)?);
                }
            }
            Values::Converted(entries) => {
                for entry in entries {
                    let part = entry.value.checked_mul(Decimal::from(entry.rows)).ok_or(Overflow)?;
                    let sum = sums.entry(self.rows_of(entry.organisation)).or_default();
                    *sum = sum.checked_add(part).ok_or(Overflow)?;
                }
            }
        }
        let mut means = Decimal::ZERO;
        for (size, sum) in sums {
            let mean = sum.checked_div(Decimal::from(size)).ok_or(Overflow)?;
            means = means.checked_add(mean).ok_or(Overflow)?;
        }
        Ok(means.checked_div(Decimal::from(self.rows.len())))
    }

    /// The number of rows of equal weight that would say as much, `(Σw)² ÷ Σw²` (Kish, Survey Sampling); `None` without rows.
    #[must_use]
    pub fn effective_rows(&self) -> Option<Decimal> {
        let squares = self.sizes().into_iter().try_fold(Decimal::ZERO, |sum, (size, organisations)| {
            sum.checked_add(Decimal::from(organisations).checked_div(Decimal::from(size))?)
        })?;
        let all = Decimal::from(self.rows.len());
        all.checked_mul(all)?.checked_div(squares)
    }

    /// How many organisations there are of each number of rows.
    fn sizes(&self) -> BTreeMap<u64, u64> {
        let mut sizes: BTreeMap<u64, u64> = BTreeMap::new();
        self.rows.iter().for_each(|rows| *sizes.entry(*rows).or_default() += 1);
        sizes
    }

    fn weight_of(&self, organisation: u32) -> u128 {
        self.weights.get(organisation as usize).copied().unwrap_or_default()
    }

    fn rows_of(&self, organisation: u32) -> u64 {
        self.rows.get(organisation as usize).copied().unwrap_or(1)
    }
}

/// Values in rising order with the indices of their organisations, and the number of rows of each index.
fn entries<V: Ord + Copy>(values: impl IntoIterator<Item = (u32, V, u64)>) -> (Vec<Entry<V>>, Vec<u64>) {
    let mut indices: foldhash::HashMap<u32, u32> = foldhash::HashMap::default();
    let mut rows_of: Vec<u64> = Vec::new();
    let values = values.into_iter();
    let mut entries: Vec<Entry<V>> = Vec::with_capacity(values.size_hint().0);
    for (number, value, rows) in values.filter(|(.., rows)| *rows > 0) {
        let organisation = *indices.entry(number).or_insert_with(|| {
            rows_of.push(0);
            u32::try_from(rows_of.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(of_organisation) = rows_of.get_mut(organisation as usize) {
            *of_organisation = of_organisation.saturating_add(rows);
        }
        entries.push(Entry { value, organisation, rows });
    }
    entries.sort_unstable_by_key(|entry| entry.value);
    (entries, rows_of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::percentile::{MEDIAN, PERCENTS};
    use super::*;

    fn organisations(rows: &[&[i64]]) -> OrganisationWeighted {
        OrganisationWeighted::new(rows.iter().map(|rows| rows.iter().map(|value| ((*value).into(), 1)).collect()))
    }

    #[test]
    fn each_organisation_counts_the_same() {
        let weighted =
            organisations(&[&[120, 130, 128, 131, 122], &[110, 116, 118, 122], &[98, 112, 116], &[153, 115]]);
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
        let weighted = OrganisationWeighted::new((1..=200_u64).map(|rows| vec![(1.into(), rows), (3.into(), rows)]));
        assert_eq!(weighted.percentile(MEDIAN), Ok(Some(Decimal::TWO)), "half of each is 1");
        assert_eq!(weighted.percentile(Percent(51)), Ok(Some(Decimal::from(3))));
    }

    #[test]
    fn nothing_has_no_percentile() {
        let weighted = organisations(&[]);
        assert_eq!(weighted.percentile(MEDIAN), Ok(None));
        assert_eq!((weighted.mean(), weighted.effective_rows()), (Ok(None), None));
    }

    /// The percentile by the definition, where each organisation has so few rows that their product can be held.
    fn by_definition(organisations: &[Vec<(i64, u64)>], percent: u64) -> Decimal {
        let sizes: Vec<u128> =
            organisations.iter().map(|of| of.iter().map(|(_, rows)| u128::from(*rows)).sum()).collect();
        let unit: u128 = sizes.iter().product();
        let mut weights: BTreeMap<i64, u128> = BTreeMap::new();
        for (of, size) in organisations.iter().zip(&sizes) {
            for (value, rows) in of {
                *weights.entry(*value).or_default() += u128::from(*rows) * (unit / size);
            }
        }
        let share = unit * organisations.len() as u128 * u128::from(percent);
        let mut up_to = 0;
        let mut values = weights.into_iter().peekable();
        while let Some((value, weight)) = values.next() {
            up_to += weight * 100;
            if up_to > share {
                return value.into();
            }
            if up_to == share {
                let next = values.peek().map_or(value, |(next, _)| *next);
                return Decimal::from(value + next) / Decimal::TWO;
            }
        }
        panic!("the weights do not reach {percent}%");
    }

    proptest! {
        #[test]
        fn percentiles_are_those_of_the_definition(
            organisations in prop::collection::vec(prop::collection::vec((1..40_i64, 1..6_u64), 1..6), 1..12),
            percent in prop_oneof![Just(10), Just(25), Just(50), Just(75), Just(90), 1..100_u64],
        ) {
            let decimals = |of: &Vec<(i64, u64)>| of.iter().map(|(value, rows)| (Decimal::from(*value), *rows)).collect();
            let weighted = OrganisationWeighted::new(organisations.iter().map(decimals));
            let expected = by_definition(&organisations, percent);
            prop_assert_eq!(weighted.percentile(Percent(percent)), Ok(Some(expected)));
            let means: Vec<f64> = organisations
                .iter()
                .map(|of| {
                    let sum: f64 = of.iter().map(|(value, rows)| *value as f64 * *rows as f64).sum();
                    sum / of.iter().map(|(_, rows)| *rows as f64).sum::<f64>()
                })
                .collect();
            let mean: f64 = weighted.mean().unwrap().unwrap().try_into().unwrap();
            prop_assert!((mean - means.iter().sum::<f64>() / means.len() as f64).abs() < 1e-9);
        }
    }
}
