//! The rows of each person at each date, and which of them repeat or contradict another.

use std::sync::Arc;

use foldhash::HashMap;

use super::row_status::RowStatus;
use super::stated_amount::StatedAmount;
use super::subgroup::SubgroupKey;
use crate::names::is_not_stated;

/// What identifies a person and a date: a hash of organisation, id and date.
pub(super) type PersonKey = [u8; 32];

/// Whether a text identifies a person: it has a letter or a digit, and does not say that the id is not known.
pub(super) fn is_id(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && !is_not_stated(text)
}

/// What a row says about a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PersonRow {
    pub(super) subgroup: Arc<SubgroupKey>,
    /// The number of the organisation, by which the amount is counted.
    pub(super) organisation: u32,
    pub(super) amount: StatedAmount,
    /// The number of people that the row stands for.
    pub(super) people: u64,
}

impl PersonRow {
    fn has_pay_of(&self, other: &Self) -> bool {
        let pay = |row: &Self| (row.amount.low, row.amount.high, row.amount.currency);
        pay(self) == pay(other)
    }
}

/// A line of one of the files that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LineOfFile {
    /// The file, counted from 0.
    pub(super) file: usize,
    pub(super) line: u64,
}

/// How many rows say the same, and the line of the first of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) rows: u64,
    pub(super) first: LineOfFile,
}

/// Rows about a person that say the same and are left out.
#[derive(Debug)]
pub(super) struct LeftOutRows {
    pub(super) of: PersonRow,
    /// How many of them are left out; one fewer than there are where the first is kept.
    pub(super) rows: u64,
    /// The line of the first.
    pub(super) line: LineOfFile,
    pub(super) status: RowStatus,
}

/// The rows of each person at each date.
#[derive(Debug, Default)]
pub(super) struct PeopleById(HashMap<(PersonKey, PersonRow), Seen>);

impl PeopleById {
    /// Adds rows about a person that say the same. `line` is that of the first, in the only file.
    pub(super) fn add(&mut self, key: PersonKey, row: PersonRow, rows: u64, line: u64) {
        self.add_seen((key, row), Seen { rows, first: LineOfFile { file: 0, line } });
    }

    fn add_seen(&mut self, key: (PersonKey, PersonRow), seen: Seen) {
        let known = self.0.entry(key).or_insert(Seen { rows: 0, ..seen });
        *known = Seen { rows: known.rows.saturating_add(seen.rows), first: known.first.min(seen.first) };
    }

    pub(super) fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|(key, seen)| self.add_seen(key, seen));
    }

    /// The rows of a file that comes after others, of which each row has another number for its organisation.
    pub(super) fn of_later_file(self, file: usize, number: impl Fn(u32) -> u32) -> Self {
        let moved = self.0.into_iter().map(|((key, row), seen)| {
            let first = LineOfFile { file, ..seen.first };
            ((key, PersonRow { organisation: number(row.organisation), ..row }), Seen { first, ..seen })
        });
        PeopleById(moved.collect())
    }

    /// Replaces the lines of the rows by those of the file that they were read from.
    pub(super) fn with_lines(&mut self, of: impl Fn(u64) -> u64) {
        self.0.values_mut().for_each(|seen| seen.first.line = of(seen.first.line));
    }

    /// The rows, in the order of their first lines.
    pub(super) fn into_rows(self) -> Vec<(PersonKey, PersonRow, Seen)> {
        let mut rows: Vec<_> = self.0.into_iter().map(|((key, row), seen)| (key, row, seen)).collect();
        rows.sort_unstable_by_key(|(key, _, seen)| (seen.first, *key));
        rows
    }

    /// The rows of each person that repeat the first, or all of them where they differ in pay.
    pub(super) fn left_out(self) -> Vec<LeftOutRows> {
        let mut all: Vec<_> = self.0.into_iter().map(|((key, row), seen)| (key, seen, row)).collect();
        all.sort_unstable_by_key(|(key, seen, _)| (*key, seen.first));
        let mut left_out = Vec::new();
        for of_person in all.chunk_by(|(one, ..), (other, ..)| one == other) {
            let Some((.., row)) = of_person.first() else { continue };
            let differs = of_person.iter().any(|(.., other)| !other.has_pay_of(row));
            let status = if differs { RowStatus::ConflictingPay } else { RowStatus::Duplicate };
            for (at, (_, seen, of)) in of_person.iter().enumerate() {
                let kept = u64::from(at == 0 && !differs);
                if let Some(rows @ 1..) = seen.rows.checked_sub(kept) {
                    left_out.push(LeftOutRows { of: of.clone(), rows, line: seen.first, status });
                }
            }
        }
        left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Decimal;

    fn row(group: &str, pay: i64) -> PersonRow {
        let subgroup = Arc::new(SubgroupKey { group: vec![group.into()], ..SubgroupKey::default() });
        let amount =
            StatedAmount { low: pay.into(), high: Decimal::from(pay), currency: "CNY".parse().unwrap(), date: None };
        PersonRow { subgroup, organisation: 0, amount, people: 1 }
    }

    /// The line, number and status of the rows that are left out, in the order of lines.
    fn left_out(rows: Vec<(u8, PersonRow, u64)>) -> Vec<(u64, u64, RowStatus)> {
        let mut people = PeopleById::default();
        rows.into_iter().for_each(|(person, row, line)| people.add([person; 32], row, 1, line));
        let mut all: Vec<_> = people.left_out().into_iter().map(|out| (out.line.line, out.rows, out.status)).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_person_counts_once_unless_the_pay_differs() {
        assert_eq!(left_out(vec![(1, row("a", 100), 2), (2, row("a", 100), 3)]), []);
        let twice = vec![(1, row("a", 100), 2), (1, row("a", 100), 3), (1, row("b", 100), 5)];
        assert_eq!(left_out(twice), [(2, 1, RowStatus::Duplicate), (5, 1, RowStatus::Duplicate)]);
        let differs = vec![(1, row("a", 100), 9), (2, row("a", 100), 3), (1, row("a", 120), 4)];
        assert_eq!(left_out(differs), [(4, 1, RowStatus::ConflictingPay), (9, 1, RowStatus::ConflictingPay)]);
    }

    /// Would catch a key whose rows are searched one by one, by a test that takes minutes: a million of them would take hours.
    #[test]
    fn many_different_rows_with_one_key_are_found_at_once() {
        let mut people = PeopleById::default();
        (1..100_000_u32).for_each(|line| people.add([0; 32], row("a", line.into()), 1, line.into()));
        assert_eq!(people.left_out().len(), 99_999);
    }
}
