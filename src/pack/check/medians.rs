//! Warnings about medians that are likely not pay for a year in whole units of the currency.

use crate::money::Decimal;
use crate::pack::error::DataError;
use crate::pack::package::Pack;
use crate::pack::record::Record;
use crate::pack::records::Salary;

/// In no currency is less than this a year's pay for full-time work: the legal minimum in Kuwait, whose dinar is worth most, is
/// 900 a year.
const LEAST_PLAUSIBLE: i64 = 900;
/// A median may be this many times the middle one of the others, or a part of it.
const MOST_TIMES_THE_OTHERS: i64 = 100;

/// Warnings about medians that are too small for a year's pay, or far from the others in the same currency.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn warnings(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let salaries: Vec<&Record<Salary>> = pack.salaries()?.iter().collect();
    let mut found = Vec::new();
    for (at, salary) in salaries.iter().enumerate() {
        let others = salaries.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| *other);
        let others = others.filter(|other| other.currency == salary.currency).map(|other| other.median);
        let problem = if salary.median < Decimal::from(LEAST_PLAUSIBLE) {
            format!("read as {} {} a year, which is no year's pay", salary.currency, salary.median.normalize())
        } else if let Some(middle) = middle(others.collect()).filter(|middle| is_far(salary.median, *middle)) {
            format!(
                "read as {} {} a year, while the middle of the other medians is {}",
                salary.currency,
                salary.median.normalize(),
                middle.normalize()
            )
        } else {
            continue;
        };
        let remedy = "give pay for a year in whole units, without separators of thousands: 45000";
        found.push(
            DataError::file(pack.file_of(&salary.origin, "salaries"), problem, remedy)
                .at(salary.origin.line)
                .in_column("median")
                .with_value(salary.median.to_string()),
        );
    }
    Ok(found)
}

/// The middle of some amounts, the lower one of two; `None` where there is no amount.
fn middle(mut amounts: Vec<Decimal>) -> Option<Decimal> {
    amounts.sort_unstable();
    amounts.get(amounts.len().saturating_sub(1) / 2).copied()
}

/// Whether one amount is many times the other.
fn is_far(one: Decimal, other: Decimal) -> bool {
    let times = |amount: Decimal| amount.checked_mul(Decimal::from(MOST_TIMES_THE_OTHERS));
    let exceeds = |high: Decimal, low: Decimal| times(low).is_some_and(|limit| high >= limit);
    exceeds(one, other) || exceeds(other, one)
}
