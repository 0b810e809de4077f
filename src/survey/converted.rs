//! The pay of groups, and of subgroups, in the currency of the answer a year.

use super::converter::Converter;
use super::counted::{Count, CountedGroup};
use super::distribution::Distribution;
use super::number_counts::NumberCounts;
use super::organisation_counts::OrganisationCounts;
use super::organisation_weights::OrganisationWeighted;
use super::outliers::Fences;
use super::whole_value::WholeValue;
use crate::money::{Decimal, Overflow};

/// The pay of a group in the currency of the answer a year. Where pay is not known by organisation, all is of organisation 0.
#[derive(Debug, Clone, Default)]
pub(super) struct GroupPay {
    /// Whole numbers, and what they are worth. Each stands for one row of one person.
    whole: Vec<(WholeValue, OrganisationCounts)>,
    other: Vec<ConvertedAmount>,
    /// The number of people of each organisation, by its number, where pay is not known by organisation.
    people_of: NumberCounts,
}

/// An amount, and of how many rows it is.
#[derive(Debug, Clone, Copy)]
struct ConvertedAmount {
    organisation: u32,
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

impl GroupPay {
    /// Converts amounts. Returns them with the number of rows in a currency without a rate, which are left out.
    ///
    /// # Errors
    /// [`Overflow`] when an amount or its growth cannot be held.
    pub(super) fn new(group: CountedGroup, converter: &mut Converter<'_, '_>) -> Result<(Self, u64), Overflow> {
        let mut pay = GroupPay { people_of: group.people, ..GroupPay::default() };
        let mut without_rate = 0;
        // Nearly all groups have one unit. Without this, `Vec` would reserve four slots.
        pay.whole.reserve_exact(group.whole.len());
        let mut other: Vec<_> = group.other.into_iter().collect();
        for (unit, numbers) in group.whole {
            match converter.whole_value(unit) {
                Some(value) => pay.whole.push((value, numbers)),
                None => {
                    for (organisation, number, rows) in numbers.counts() {
                        let stated = converter.stated(number, unit)?;
                        other.push(((organisation, stated), Count { rows, people: rows }));
                    }
                }
            }
        }
        for ((organisation, stated), count) in other {
            match converter.convert(&stated)? {
                Some((low, high)) => pay.other.push(ConvertedAmount { organisation, low, high, count }),
                None => without_rate += count.rows,
            }
        }
        Ok((pay, without_rate))
    }

    /// The pay of people who each have another organisation, from a number on.
    #[cfg(test)]
    pub(super) fn of_each(amount: u32, organisations: std::ops::Range<u32>) -> Self {
        let (low, high, count) = (amount.into(), amount.into(), Count { rows: 1, people: 1 });
        let other = organisations.map(|organisation| ConvertedAmount { organisation, low, high, count });
        GroupPay { other: other.collect(), ..GroupPay::default() }
    }

    /// The pay of several groups together.
    pub(super) fn joined(groups: impl IntoIterator<Item = GroupPay>) -> Self {
        let mut groups = groups.into_iter();
        let mut all = groups.next().unwrap_or_default();
        for GroupPay { whole, other, people_of } in groups {
            for (value, numbers) in whole {
                match all.whole.iter_mut().find(|(known, _)| *known == value) {
                    Some((_, known)) => known.merge(numbers),
                    None => all.whole.push((value, numbers)),
                }
            }
            all.other.extend(other);
            all.people_of.merge(people_of);
        }
        all
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

    /// The number of people of each organisation, by its number.
    pub(super) fn people_of_organisations(&self) -> NumberCounts {
        if !self.people_of.is_empty() {
            return self.people_of.clone();
        }
        let mut people = NumberCounts::default();
        self.whole.iter().for_each(|(_, numbers)| numbers.count_organisations(&mut people));
        self.other.iter().for_each(|amount| people.add_many(amount.organisation, amount.count.people));
        people
    }

    /// The rows, weighted so that each organisation counts the same.
    ///
    /// # Errors
    /// [`Overflow`] when an amount cannot be held.
    pub(super) fn weighted(&self) -> Result<OrganisationWeighted, Overflow> {
        if let ([(value, numbers)], true) = (self.whole.as_slice(), self.other.is_empty()) {
            return Ok(OrganisationWeighted::of_whole(*value, numbers.counts()));
        }
        let mut values = Vec::new();
        for (value, numbers) in &self.whole {
            for (organisation, number, rows) in numbers.counts() {
                values.push((organisation, value.of(number.into()).ok_or(Overflow)?, rows));
            }
        }
        values.extend(self.other.iter().map(|amount| (amount.organisation, amount.mid(), amount.count.people)));
        Ok(OrganisationWeighted::of_values(values))
    }

    /// The number of people whose pay is an outlier.
    pub(super) fn outliers(&self, fences: &InlierRanges) -> u64 {
        let outside = self.whole.iter().flat_map(|(value, numbers)| fences.outside(value, numbers));
        let others = self.other.iter().filter(|amount| fences.fences.is_outlier(amount.mid()));
        outside.map(|(_, below, above)| below + above).sum::<u64>()
            + others.map(|amount| amount.count.people).sum::<u64>()
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

    /// The same pay without outliers.
    pub(super) fn without_outliers(&self, fences: &InlierRanges) -> Self {
        let mut rest = self.clone();
        rest.drop_outliers(fences);
        rest
    }

    /// Replaces the outliers by the nearest amount that is none.
    pub(super) fn winsorise(&mut self, fences: &InlierRanges) {
        let Some((least, most)) = fences.fences.bounds() else { return };
        for amount in self.other.iter_mut().filter(|amount| fences.fences.is_outlier(amount.mid())) {
            let bound = if amount.mid() < least { least } else { most };
            (amount.low, amount.high) = (bound, bound);
        }
        for (value, numbers) in &mut self.whole {
            let outside = fences.outside(value, numbers);
            fences.keep(value, numbers);
            for (organisation, below, above) in outside {
                for (bound, rows) in [(least, below), (most, above)] {
                    if rows > 0 {
                        let count = Count { rows, people: rows };
                        self.other.push(ConvertedAmount { organisation, low: bound, high: bound, count });
                    }
                }
            }
        }
    }

    /// The distribution of one end of all amounts.
    pub(super) fn distribution(&self, end: End) -> Distribution {
        distribution([self], end)
    }
}

/// The distribution of one end of the amounts of several groups.
pub(super) fn distribution<'c>(pay: impl IntoIterator<Item = &'c GroupPay>, end: End) -> Distribution {
    let mut whole: Vec<(WholeValue, NumberCounts)> = Vec::new();
    let mut others = Vec::new();
    for pay in pay {
        for (value, numbers) in &pay.whole {
            match whole.iter_mut().find(|(known, _)| known == value) {
                Some((_, known)) => numbers.add_to(known),
                None => {
                    let mut together = NumberCounts::default();
                    numbers.add_to(&mut together);
                    whole.push((*value, together));
                }
            }
        }
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
    pub(super) fn new<'c>(fences: Fences, pay: impl IntoIterator<Item = &'c GroupPay>) -> Self {
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

    /// How many numbers of each organisation are below the range, and above it.
    fn outside(&self, value: &WholeValue, numbers: &OrganisationCounts) -> Vec<(u32, u64, u64)> {
        match self.range_of(value) {
            Some(range) => numbers.outside(range),
            None => {
                // All are outliers, each on its side of the median.
                let is_low = |number: u32| {
                    let score = value.of(number.into()).and_then(|amount| self.fences.score(amount));
                    score.is_none_or(|score| score < 0.0)
                };
                let side = |(organisation, number, rows)| match is_low(number) {
                    true => (organisation, rows, 0),
                    false => (organisation, 0, rows),
                };
                numbers.counts().map(side).collect()
            }
        }
    }

    /// Removes the numbers outside of the range.
    fn keep(&self, value: &WholeValue, numbers: &mut OrganisationCounts) {
        match self.range_of(value) {
            Some(range) => numbers.keep(range),
            None => *numbers = OrganisationCounts::default(),
        }
    }
}
