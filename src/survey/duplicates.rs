//! Leaves out rows that repeat another, or contradict one about the same person and date.

use jiff::civil::Date;

use super::counted::{CountedPay, Repeated};
use super::people_by_id::{LeftOutRows, LineOfFile};
use super::row_status::RowStatus;

/// The days after a row within which an equal one repeats it. Later it is another vacancy.
const WINDOW_DAYS: i32 = 90;

/// Takes the rows that repeat another out of the counts.
pub(super) fn leave_out(counted: &mut CountedPay) {
    for (_, row) in std::mem::take(&mut counted.repeated) {
        for (date, rows) in repeats(&row) {
            let amount = (row.organisation, row.amount.of_date(date));
            counted.take_out(&row.subgroup, amount, rows, row.people, RowStatus::Duplicate);
        }
    }
    counted.forget_taken();
}

/// Takes the rows of a person out of the counts that repeat an earlier one, and all that differ in pay. Returns the lines of the
/// latter, in order.
pub(super) fn leave_out_by_id(counted: &mut CountedPay) -> Vec<LineOfFile> {
    let mut conflicting = Vec::new();
    for LeftOutRows { of, rows, line, status } in std::mem::take(&mut counted.people_by_id).left_out() {
        counted.take_out(&of.subgroup, (of.organisation, of.amount), rows, of.people, status);
        conflicting.extend((status == RowStatus::ConflictingPay).then_some(line));
    }
    counted.forget_taken();
    conflicting.sort_unstable();
    conflicting
}

/// The number of rows of each date that repeat an earlier one. Rows without a date repeat each other.
fn repeats(row: &Repeated) -> Vec<(Option<Date>, u64)> {
    let mut first: Option<Option<Date>> = None;
    let mut repeats = Vec::new();
    for (date, rows) in &row.dates {
        let is_within = match (first, date) {
            (None, _) => false,
            (Some(Some(first)), Some(date)) => (*date - first).get_days() <= WINDOW_DAYS,
            (Some(None), None) => true,
            (Some(_), _) => false,
        };
        if is_within {
            repeats.push((*date, *rows));
        } else {
            first = Some(*date);
            repeats.push((*date, rows - 1));
        }
    }
    repeats.retain(|(_, rows)| *rows > 0);
    repeats
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::stated_amount::StatedAmount;
    use super::super::subgroup::SubgroupKey;
    use super::*;
    use crate::money::Decimal;

    #[test]
    fn equal_rows_within_ninety_days_of_the_first_are_repeats() {
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        let one = Decimal::ONE;
        let row = |dates: &[(Option<Date>, u64)]| Repeated {
            subgroup: SubgroupKey::default(),
            organisation: 0,
            amount: StatedAmount { low: one, high: one, currency: "CNY".parse().unwrap(), date: None },
            people: 1,
            dates: dates.iter().copied().collect::<BTreeMap<_, _>>(),
        };
        let found = repeats(&row(&[(day("2026-01-01"), 2), (day("2026-04-01"), 1), (day("2026-04-02"), 3)]));
        assert_eq!(found, [(day("2026-01-01"), 1), (day("2026-04-01"), 1), (day("2026-04-02"), 2)]);
        assert_eq!(repeats(&row(&[(None, 3)])), [(None, 2)]);
        assert_eq!(repeats(&row(&[(None, 1), (day("2026-01-01"), 1)])), []);
    }
}
