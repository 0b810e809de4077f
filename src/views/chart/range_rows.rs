//! What the chart of ranges and its title read from a table of prices.

use super::columns::NamedRow;
use crate::answer::{Mark, Table};

/// Follows the name of a city without a published premium, which is priced at the reference rate.
pub(super) const NO_PREMIUM: &str = " (no premium published)";

/// What the amounts are of, and the name of the middle one: `Base salary` and `mid`, or `Wages` and `P50`.
pub(super) fn names_of_range(table: &Table) -> (&str, &str) {
    let column = table.columns.iter().find(|column| column.name == "base_mid");
    column.and_then(|column| column.heading.split_once('\n')).unwrap_or(("Base salary", "mid"))
}

/// Whether a row is for a city without a published premium.
pub(super) fn is_at_reference_rate(row: NamedRow<'_>) -> bool {
    row.marks("base_mid").has(Mark::ReferenceRate)
}
