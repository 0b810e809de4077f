//! Leaves out rows that repeat or contradict another about the same person and date.

use super::counted::{Count, CountedPay, PersonRows};
use super::row_status::RowStatus;

/// Takes the rows of a person out of the counts that repeat an earlier one, and all that differ in pay. Returns the lines of the
/// latter, in order.
pub(super) fn leave_out(counted: &mut CountedPay) -> Vec<u64> {
    let mut conflicting = Vec::new();
    for mut all in std::mem::take(&mut counted.people_by_id).into_values() {
        all.sort_unstable_by_key(|rows| rows.line);
        let Some(first) = all.first() else { continue };
        let differs = all.iter().any(|rows| !rows.has_pay_of(first));
        let status = if differs { RowStatus::ConflictingPay } else { RowStatus::Duplicate };
        for (at, rows) in all.iter().enumerate() {
            let kept = u64::from(at == 0 && !differs);
            remove(counted, rows, rows.rows.saturating_sub(kept), status);
            conflicting.extend(differs.then_some(rows.line));
        }
    }
    counted.groups.values_mut().for_each(|group| group.other.retain(|_, count| *count != Count::default()));
    conflicting.sort_unstable();
    conflicting
}

fn remove(counted: &mut CountedPay, of: &PersonRows, rows: u64, status: RowStatus) {
    let group = counted.groups.get_mut(&of.group);
    if let Some(count) = group.and_then(|group| group.other.get_mut(&(of.organisation, of.amount))) {
        count.rows = count.rows.saturating_sub(rows);
        count.people = count.people.saturating_sub(rows.saturating_mul(of.people));
        counted.unused.add(status, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::super::counted::StatedAmount;
    use super::*;
    use crate::money::Decimal;

    fn rows(group: &str, pay: i64, line: u64) -> PersonRows {
        let (low, high) = (pay.into(), Decimal::from(pay));
        let amount = StatedAmount { low, high, currency: "CNY".parse().unwrap(), date: None };
        PersonRows { group: vec![group.into()], organisation: 0, amount, people: 1, rows: 1, line }
    }

    /// The rows that are left, the statuses of the others, and the lines of those that differ in pay.
    fn left(all: Vec<(u8, PersonRows)>) -> (u64, Vec<(RowStatus, u64)>, Vec<u64>) {
        let mut counted = CountedPay::default();
        for (person, rows) in all {
            let group = counted.groups.entry(rows.group.clone()).or_default();
            group.other.entry((0, rows.amount)).or_default().add(Count { rows: 1, people: 1 });
            counted.people_by_id.add([person; 32], rows);
        }
        let lines = leave_out(&mut counted);
        let rows = counted.groups.values().map(|group| group.rows()).sum();
        (rows, counted.unused.iter().collect(), lines)
    }

    #[test]
    fn a_person_counts_once_unless_the_pay_differs() {
        assert_eq!(left(vec![(1, rows("a", 100, 2)), (2, rows("a", 100, 3))]), (2, vec![], vec![]));
        let twice = vec![(1, rows("a", 100, 2)), (1, rows("a", 100, 3)), (1, rows("b", 100, 5))];
        assert_eq!(left(twice), (1, vec![(RowStatus::Duplicate, 2)], vec![]));
        let differs = vec![(1, rows("a", 100, 9)), (2, rows("a", 100, 3)), (1, rows("a", 120, 4))];
        assert_eq!(left(differs), (1, vec![(RowStatus::ConflictingPay, 2)], vec![4, 9]));
    }
}
