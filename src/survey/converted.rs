//! The pay of groups in the currency of the answer a year.

use std::collections::BTreeMap;

use super::converter::Converter;
use super::counted::{Amounts, Count};
use super::distribution::Distribution;
use super::number_counts::NumberCounts;
use super::outliers::Fences;
use super::whole_value::WholeValue;
use crate::money::{Decimal, Overflow};

/// Amounts in the currency of the answer a year.
#[derive(Debug, Clone, Default)]
pub(super) struct ConvertedPay {
    /// Whole numbers, and what they are worth. Each stands for one row of one person.
    whole: Vec<(WholeValue, NumberCounts)>,
    other: Vec<ConvertedAmount>,
}

/// An amount, and of how many rows it is.
#[derive(Debug, Clone, Copy)]
struct ConvertedAmount {
    low: Decimal,
    high: Decimal,
    count: Count,
}

impl ConvertedAmount {
    /// The middle of the range, by which rows compare.
    fn mid(&self) -> Decimal {
        let mid = || self.high.checked_sub(self.low)?.checked_div(Decimal::TWO)?.checked_add(self.low);
        mid().unwrap_or(self.low)
    }
}

/// Which value of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Low,
    Mid,
    High,
}

impl ConvertedPay {
    /// Converts amounts. Returns them with the number of rows in a currency without a rate, which are left out.
    ///
    /// # Errors
    /// [`Overflow`] when an amount or its growth cannot be held.
    pub(super) fn new(amounts: Amounts, converter: &mut Converter<'_, '_>) -> Result<(Self, u64), Overflow> {
        let mut pay = ConvertedPay::default();
        let mut without_rate = 0;
        let mut other: Vec<_> = amounts.other.into_iter().collect();
        for (unit, numbers) in amounts.whole {
            match converter.whole_value(unit) {
                Some(value) => pay.whole.push((value, numbers)),
                None => {
                    for (number, rows) in numbers.ranked().counts() {
                        other.push((converter.stated(number, unit)?, Count { rows, people: rows }));
                    }
                }
            }
        }
        for (stated, count) in other {
            match converter.convert(&stated)? {
                Some((low, high)) => pay.other.push(ConvertedAmount { low, high, count }),
                None => without_rate += count.rows,
            }
        }
        Ok((pay, without_rate))
    }

    /// The pay of one person.
    #[cfg(test)]
    pub(super) fn of_one(amount: u32) -> Self {
        let (low, high) = (amount.into(), amount.into());
        ConvertedPay {
            other: vec![ConvertedAmount { low, high, count: Count { rows: 1, people: 1 } }],
            whole: Vec::new(),
        }
    }

    /// Adds the amounts of another set.
    fn add(&mut self, other: &ConvertedPay) {
        self.whole.extend(other.whole.iter().cloned());
        self.other.extend_from_slice(&other.other);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.other.is_empty() && self.whole.iter().all(|(_, numbers)| numbers.is_empty())
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u64 {
        self.whole_rows() + self.other.iter().map(|amount| amount.count.rows).sum::<u64>()
    }

    /// The number of people.
    pub(super) fn people(&self) -> u64 {
        self.whole_rows() + self.other.iter().map(|amount| amount.count.people).sum::<u64>()
    }

    fn whole_rows(&self) -> u64 {
        self.whole.iter().map(|(_, numbers)| numbers.total()).sum()
    }

    /// The number of people whose pay is an outlier.
    pub(super) fn outliers(&self, fences: &InlierRanges) -> u64 {
        let mut people = 0;
        for (value, numbers) in &self.whole {
            let (below, above) = fences.outside(value, numbers);
            people += below + above;
        }
        let others = self.other.iter().filter(|amount| fences.fences.is_outlier(amount.mid()));
        people + others.map(|amount| amount.count.people).sum::<u64>()
    }

    /// Removes the outliers, and returns their number of rows.
    pub(super) fn drop_outliers(&mut self, fences: &InlierRanges) -> u64 {
        let before = self.rows();
        for (value, numbers) in &mut self.whole {
            fences.keep(value, numbers);
        }
        self.whole.retain(|(_, numbers)| !numbers.is_empty());
        self.other.retain(|amount| !fences.fences.is_outlier(amount.mid()));
        before - self.rows()
    }

    /// Replaces the outliers by the nearest amount that is none.
    pub(super) fn winsorise(&mut self, fences: &InlierRanges) {
        let Some((least, most)) = fences.fences.bounds() else { return };
        for amount in self.other.iter_mut().filter(|amount| fences.fences.is_outlier(amount.mid())) {
            let bound = if amount.mid() < least { least } else { most };
            (amount.low, amount.high) = (bound, bound);
        }
        for (value, numbers) in &mut self.whole {
            let (below, above) = fences.outside(value, numbers);
            fences.keep(value, numbers);
            for (bound, rows) in [(least, below), (most, above)] {
                if rows > 0 {
                    self.other.push(ConvertedAmount { low: bound, high: bound, count: Count { rows, people: rows } });
                }
            }
        }
    }
}

/// The distribution of one end of the amounts of several sets.
pub(super) fn distribution<'c>(pay: impl IntoIterator<Item = &'c ConvertedPay>, end: End) -> Distribution {
    let (mut whole, mut others) = (Vec::new(), Vec::new());
    for pay in pay {
        whole.extend(pay.whole.iter().cloned());
        others.extend(pay.other.iter().map(|amount| {
            let value = match end {
                End::Low => amount.low,
                End::Mid => amount.mid(),
                End::High => amount.high,
            };
            (value, amount.count.people)
        }));
    }
    Distribution::with_whole(whole, others)
}

/// The bounds of outliers, and the whole numbers within them in each unit.
#[derive(Debug, Clone)]
pub(super) struct InlierRanges {
    fences: Fences,
    ranges: Vec<(WholeValue, Option<std::ops::RangeInclusive<u32>>)>,
}

impl InlierRanges {
    /// The ranges of the units in these sets.
    pub(super) fn new<'c>(fences: Fences, pay: impl IntoIterator<Item = &'c ConvertedPay>) -> Self {
        let mut ranges: Vec<(WholeValue, Option<_>)> = Vec::new();
        for (value, _) in pay.into_iter().flat_map(|pay| &pay.whole) {
            if !ranges.iter().any(|(known, _)| known == value) {
                ranges.push((*value, fences.inliers(|number| value.of(number.into()))));
            }
        }
        InlierRanges { fences, ranges }
    }

    fn range_of(&self, value: &WholeValue) -> Option<&std::ops::RangeInclusive<u32>> {
        self.ranges.iter().find(|(known, _)| known == value).and_then(|(_, range)| range.as_ref())
    }

    /// How many numbers are below the range, and above it.
    fn outside(&self, value: &WholeValue, numbers: &NumberCounts) -> (u64, u64) {
        match self.range_of(value) {
            Some(range) => numbers.outside(range),
            None => {
                // All are outliers, on the side of the median on which the first is.
                let ranked = numbers.clone().ranked();
                let is_low = |number: u32| {
                    let score = value.of(number.into()).and_then(|amount| self.fences.score(amount));
                    score.is_none_or(|score| score < 0.0)
                };
                let low = ranked.counts().filter(|(number, _)| is_low(*number)).map(|(_, rows)| rows).sum();
                (low, ranked.total() - low)
            }
        }
    }

    /// Removes the numbers outside of the range.
    fn keep(&self, value: &WholeValue, numbers: &mut NumberCounts) {
        match self.range_of(value) {
            Some(range) => numbers.keep(range),
            None => *numbers = NumberCounts::default(),
        }
    }
}

/// The pay of a group.
#[derive(Debug, Default)]
pub(super) struct GroupPay {
    /// By organisation. The key is empty where none is named, and where only people are counted by organisation.
    pub(super) organisations: BTreeMap<Box<str>, ConvertedPay>,
    /// The number of people of each organisation, by its number, where pay is not known by organisation.
    pub(super) people: NumberCounts,
}

impl GroupPay {
    /// Adds the pay of another group.
    pub(super) fn add(&mut self, other: &GroupPay) {
        for (organisation, pay) in &other.organisations {
            self.organisations.entry(organisation.clone()).or_default().add(pay);
        }
        self.people.merge(other.people.clone());
    }

    /// The same pay without outliers.
    pub(super) fn without_outliers(&self, fences: &InlierRanges) -> Self {
        let mut rest = GroupPay::default();
        for (organisation, pay) in &self.organisations {
            let mut pay = pay.clone();
            pay.drop_outliers(fences);
            if !pay.is_empty() {
                rest.organisations.insert(organisation.clone(), pay);
            }
        }
        rest
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u64 {
        self.organisations.values().map(ConvertedPay::rows).sum()
    }

    /// The distribution of one end of all amounts.
    pub(super) fn distribution(&self, end: End) -> Distribution {
        distribution(self.organisations.values(), end)
    }
}
