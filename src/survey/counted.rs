//! The pay of rows as counts: by group, organisation and amount. It is exact, and counts of two files or workers add up.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;

use super::dimension::GroupKey;
use super::number_counts::NumberCounts;
use super::row_status::RowCounts;
use super::stated_months::StatedMonths;
use crate::money::{Currency, Decimal};
use crate::pay::{PayElement, PayPeriod};

/// The amount of a row in the currency that it states, before it is converted and aged. Equal amounts are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StatedAmount {
    /// The low end a year.
    pub(super) low: Decimal,
    /// The high end a year; that of a single amount is equal to the low one.
    pub(super) high: Decimal,
    pub(super) currency: Currency,
    /// The date of the pay, where it is brought to another.
    pub(super) date: Option<Date>,
}

impl StatedAmount {
    /// The same amount of another date, where amounts have dates.
    pub(super) fn of_date(self, date: Option<Date>) -> Self {
        StatedAmount { date: self.date.and(date), ..self }
    }
}

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

/// The amounts of rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Amounts {
    /// Whole numbers as they stand in the file, each of one person, by their unit.
    pub(super) whole: HashMap<WholeUnit, NumberCounts>,
    /// All other amounts.
    pub(super) other: HashMap<StatedAmount, Count>,
}

impl Amounts {
    pub(super) fn is_empty(&self) -> bool {
        self.other.is_empty() && self.whole.values().all(NumberCounts::is_empty)
    }

    /// The number of rows.
    pub(super) fn rows(&self) -> u64 {
        let whole: u64 = self.whole.values().map(NumberCounts::total).sum();
        whole + self.other.values().map(|count| count.rows).sum::<u64>()
    }

    pub(super) fn merge(&mut self, other: Amounts) {
        other.whole.into_iter().for_each(|(unit, numbers)| self.whole.entry(unit).or_default().merge(numbers));
        other.other.into_iter().for_each(|(amount, count)| self.other.entry(amount).or_default().add(count));
    }
}

/// The rows of a group.
#[derive(Debug, Default)]
pub(super) struct CountedGroup {
    /// The amounts by organisation. The key is empty where none is named, and where only people are counted by organisation.
    pub(super) amounts: BTreeMap<Box<str>, Amounts>,
    /// The number of people of each organisation, by its number, where amounts are not counted by organisation.
    pub(super) people: NumberCounts,
    /// Which of the amounts that are no whole numbers state the months that are paid a year.
    pub(super) months: StatedMonths,
}

impl CountedGroup {
    /// The number of rows.
    pub(super) fn rows(&self) -> u64 {
        self.amounts.values().map(Amounts::rows).sum()
    }

    /// Which rows state the months that are paid a year.
    pub(super) fn stated_months(&self, element: PayElement) -> StatedMonths {
        let mut months = self.months;
        // Where rows can state months in another cell, no whole numbers are counted.
        for ((_, period), numbers) in self.amounts.values().flat_map(|amounts| &amounts.whole) {
            months.add(StatedMonths::without_months(numbers.total(), *period, element));
        }
        months
    }

    pub(super) fn merge(&mut self, other: CountedGroup) {
        for (organisation, amounts) in other.amounts {
            self.amounts.entry(organisation).or_default().merge(amounts);
        }
        self.people.merge(other.people);
        self.months.add(other.months);
    }
}

/// What identifies a row that another repeats.
pub(super) type DuplicateKey = [u8; 32];

/// A row that others may repeat.
#[derive(Debug, Clone)]
pub(super) struct Repeated {
    pub(super) group: GroupKey,
    pub(super) organisation: Box<str>,
    pub(super) amount: StatedAmount,
    /// The number of people that each of the rows stands for.
    pub(super) people: u64,
    /// How many rows there are of each date.
    pub(super) dates: BTreeMap<Option<Date>, u64>,
}

/// The pay of a file as counts.
#[derive(Debug, Default)]
pub(super) struct CountedPay {
    pub(super) groups: BTreeMap<GroupKey, CountedGroup>,
    /// The rows that are not in the groups.
    pub(super) unused: RowCounts,
    /// Rows by what makes them duplicates, where those are left out.
    pub(super) repeated: HashMap<DuplicateKey, Repeated>,
}

impl CountedPay {
    /// Adds the counts of another part of the file.
    pub(super) fn merge(&mut self, other: CountedPay) {
        for (key, group) in other.groups {
            self.groups.entry(key).or_default().merge(group);
        }
        for (key, row) in other.repeated {
            match self.repeated.get_mut(&key) {
                Some(own) => row.dates.into_iter().for_each(|(date, rows)| *own.dates.entry(date).or_default() += rows),
                None => {
                    self.repeated.insert(key, row);
                }
            }
        }
        self.unused.merge(&other.unused);
    }
}
