//! The pay of rows as counts: by group, organisation and amount. It is exact, and counts of two files or workers add up.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;

use super::dimension::GroupKey;
use super::row_status::RowCounts;
use crate::money::{Currency, Decimal};
use crate::pay::PayPeriod;

/// An amount as a row states it, before it is converted and aged. Equal amounts are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StatedAmount {
    pub(super) amount: Amount,
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

/// The amount of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Amount {
    /// A whole number, paid for this period.
    Whole(u64, PayPeriod),
    /// The ends of a range a year; equal for a single amount.
    Annual { low: Decimal, high: Decimal },
}

/// How many rows and people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Count {
    pub(super) rows: u64,
    pub(super) people: u64,
}

impl Count {
    pub(super) fn add(&mut self, other: Count) {
        self.rows += other.rows;
        self.people += other.people;
    }
}

/// The amounts of the rows of one organisation in one group.
pub(super) type Amounts = HashMap<StatedAmount, Count>;

/// The amounts of a group, by organisation; the key is empty where none is named.
pub(super) type ByOrganisation = BTreeMap<Box<str>, Amounts>;

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
    pub(super) groups: BTreeMap<GroupKey, ByOrganisation>,
    /// The rows that are not in the groups.
    pub(super) unused: RowCounts,
    /// Rows by what makes them duplicates, where those are left out.
    pub(super) repeated: HashMap<DuplicateKey, Repeated>,
}

impl CountedPay {
    /// Adds the counts of another part of the file.
    pub(super) fn merge(&mut self, other: CountedPay) {
        for (group, organisations) in other.groups {
            let own = self.groups.entry(group).or_default();
            for (organisation, amounts) in organisations {
                let own = own.entry(organisation).or_default();
                amounts.into_iter().for_each(|(amount, count)| own.entry(amount).or_default().add(count));
            }
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
