//! The pay of rows as counts: by group, organisation and amount. It is exact, and counts of two files or workers add up.
//!
//! Organisations are numbers. Where amounts are not counted by organisation, all are of number 0.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;

use super::bonus_counts::BonusCounts;
use super::number_counts::NumberCounts;
use super::organisation_counts::OrganisationCounts;
use super::organisation_numbers::OrganisationNumbers;
use super::people_by_id::PeopleById;
use super::row_status::{RowCounts, RowStatus};
use super::stated_amount::StatedAmount;
use super::stated_months::StatedMonths;
use super::subgroup::SubgroupKey;
use crate::money::Currency;
use crate::pay::{PayElement, PayPeriod};
use crate::people::Unmatched;

/// The unit of whole numbers of pay.
pub(super) type WholeUnit = (Currency, PayPeriod);

/// The most people that a row may stand for. No sum of such rows passes the limit of the counts.
pub(super) const MAX_HEADCOUNT: u64 = 1_000_000_000;

/// How many rows and people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub(super) rows: u64,
    pub(super) people: u64,
}

impl Count {
    pub(super) fn add(&mut self, other: Count) {
        self.rows = self.rows.saturating_add(other.rows);
        self.people = self.people.saturating_add(other.people);
    }
}

/// The rows of a subgroup.
#[derive(Debug, Clone, Default)]
pub(super) struct CountedGroup {
    /// Whole numbers as they stand in the file, each of one person, by their unit. Nearly all are in one unit, and a map would take
    /// more memory than the numbers of a small group.
    pub(super) whole: Vec<(WholeUnit, OrganisationCounts)>,
    /// All other amounts, by the number of the organisation.
    pub(super) other: HashMap<(u32, StatedAmount), Count>,
    /// The number of people of each organisation, by its number, where amounts are not counted by organisation.
    pub(super) people: NumberCounts,
    /// Which of the amounts that are no whole numbers state the months that are paid a year.
    pub(super) months: StatedMonths,
    /// The number of rows whose pay was divided by a share of full time.
    pub(super) grossed_up: u64,
    /// How bonuses were added to the pay of rows.
    pub(super) bonuses: BonusCounts,
}

impl CountedGroup {
    pub(super) fn is_empty(&self) -> bool {
        self.other.is_empty() && self.whole.iter().all(|(_, numbers)| numbers.is_empty())
    }

    /// Counts whole numbers in a unit.
    pub(super) fn count_whole(&mut self, unit: WholeUnit, count: impl FnOnce(&mut OrganisationCounts)) {
        if let Some((_, numbers)) = self.whole.iter_mut().find(|(known, _)| *known == unit) {
            return count(numbers);
        }
        let mut numbers = OrganisationCounts::default();
        count(&mut numbers);
        self.whole.reserve_exact(1);
        self.whole.push((unit, numbers));
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u64 {
        let whole: u64 = self.whole.iter().map(|(_, numbers)| numbers.total()).sum();
        whole + self.other.values().map(|count| count.rows).sum::<u64>()
    }

    /// Which rows state the months that are paid a year.
    pub(super) fn stated_months(&self, element: PayElement) -> StatedMonths {
        let mut months = self.months;
        // Where rows can state months in another cell, no whole numbers are counted.
        for ((_, period), numbers) in &self.whole {
            months.add(StatedMonths::without_months(numbers.total(), *period, element));
        }
        months
    }

    pub(super) fn merge(&mut self, other: CountedGroup) {
        for (unit, numbers) in other.whole {
            self.count_whole(unit, |own| own.merge(numbers));
        }
        other.other.into_iter().for_each(|(amount, count)| self.other.entry(amount).or_default().add(count));
        self.people.merge(other.people);
        self.months.add(other.months);
        self.grossed_up = self.grossed_up.saturating_add(other.grossed_up);
        self.bonuses.merge(other.bonuses);
    }

    /// Replaces the number of each organisation whose amounts are counted.
    fn renumber(&mut self, number: impl Fn(u32) -> u32) {
        self.whole.iter_mut().for_each(|(_, numbers)| numbers.renumber(&number));
        for ((organisation, amount), count) in std::mem::take(&mut self.other) {
            self.other.entry((number(organisation), amount)).or_default().add(count);
        }
    }
}

/// What identifies a row that another repeats.
pub(super) type DuplicateKey = [u8; 32];

/// A row that others may repeat.
#[derive(Debug, Clone)]
pub(super) struct Repeated {
    pub(super) subgroup: SubgroupKey,
    /// The number of its organisation.
    pub(super) organisation: u32,
    pub(super) amount: StatedAmount,
    /// The number of people that each of the rows stands for.
    pub(super) people: u64,
    /// How many rows there are of each date.
    pub(super) dates: BTreeMap<Option<Date>, u64>,
}

/// The pay of a file as counts.
#[derive(Debug, Default)]
pub(super) struct CountedPay {
    pub(super) subgroups: BTreeMap<SubgroupKey, CountedGroup>,
    /// The names of organisations by their numbers, where amounts are counted by organisation.
    pub(super) organisations: OrganisationNumbers,
    /// The rows that are in no group.
    pub(super) unused: RowCounts,
    /// Rows by what makes them duplicates, where those are left out.
    pub(super) repeated: HashMap<DuplicateKey, Repeated>,
    /// Rows by the person that they are about, where a column has ids.
    pub(super) people_by_id: PeopleById,
    /// The names and pay texts that were not understood, where they are asked for. Tables of counts do not have them.
    pub(super) unmatched: Unmatched,
}

impl CountedPay {
    /// Adds the counts of another file, which has other numbers for organisations, after so many files.
    pub(super) fn add_file(&mut self, mut other: CountedPay, files: usize) {
        let numbers: Vec<u32> = other.organisations.names().map(|name| self.organisations.number(name)).collect();
        let number = |organisation: u32| numbers.get(organisation as usize).copied().unwrap_or(organisation);
        other.subgroups.values_mut().for_each(|group| group.renumber(number));
        other.repeated.values_mut().for_each(|row| row.organisation = number(row.organisation));
        other.people_by_id = other.people_by_id.of_later_file(files, number);
        self.merge(other);
    }

    /// Takes rows with an amount out of their subgroup, and counts them as unused. Each of them stands for so many people.
    pub(super) fn take_out(
        &mut self,
        subgroup: &SubgroupKey,
        amount: (u32, StatedAmount),
        rows: u64,
        people: u64,
        status: RowStatus,
    ) {
        if let Some(count) = self.subgroups.get_mut(subgroup).and_then(|rows| rows.other.get_mut(&amount)) {
            count.rows = count.rows.saturating_sub(rows);
            count.people = count.people.saturating_sub(rows.saturating_mul(people));
            self.unused.add(status, rows);
        }
    }

    /// Forgets the amounts of which no rows are left.
    pub(super) fn forget_taken(&mut self) {
        self.subgroups.values_mut().for_each(|group| group.other.retain(|_, count| *count != Count::default()));
    }

    /// Adds the counts of another part of the file.
    pub(super) fn merge(&mut self, other: CountedPay) {
        for (key, group) in other.subgroups {
            self.subgroups.entry(key).or_default().merge(group);
        }
        for (key, row) in other.repeated {
            match self.repeated.get_mut(&key) {
                Some(own) => row.dates.into_iter().for_each(|(date, rows)| *own.dates.entry(date).or_default() += rows),
                None => {
                    self.repeated.insert(key, row);
                }
            }
        }
        self.people_by_id.merge(other.people_by_id);
        self.unused.merge(&other.unused);
        self.unmatched.merge(other.unmatched);
    }
}
