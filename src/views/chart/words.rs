//! Amounts, distances and lists in the words of a title.

use std::fmt;

use crate::money::{Decimal, ShortUnit, round_places};

/// A range of money, short: `87–101k`, `8,400–9,100`. One number where both ends print the same.
pub(super) fn money_range(low: Decimal, high: Decimal) -> String {
    ShortUnit::of(low, high).range(low, high)
}

/// How far an amount is above another, in the words of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Above {
    distance: String,
}

impl Above {
    /// `37% above` the named one, or `3.4 times` it from twice on; `None` where the difference rounds to nothing.
    pub(super) fn of(high: Decimal, low: Decimal, name: &str) -> Option<Above> {
        let ratio = high.checked_div(low).filter(|ratio| *ratio > Decimal::ONE && low > Decimal::ZERO)?;
        let distance = if ratio >= Decimal::TWO {
            format!("{} times {name}", round_places(ratio, 1).normalize())
        } else {
            let percent = round_places((ratio - Decimal::ONE) * Decimal::ONE_HUNDRED, 0);
            if percent.is_zero() {
                return None;
            }
            format!("{percent}% above {name}")
        };
        Some(Above { distance })
    }
}

impl fmt::Display for Above {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.distance)
    }
}

/// Names in a list: `A`, `A and B`, or the first and the number of the others with a noun from four on.
pub(super) fn joined(names: &[&str], noun: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, other, third] => format!("{one}, {other} and {third}"),
        [first, others @ ..] => format!("{first} and {} more {noun}", others.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_names_its_first_item() {
        assert_eq!(joined(&["A", "B"], "roles"), "A and B");
        assert_eq!(joined(&["A", "B", "C", "D"], "roles"), "A and 3 more roles");
    }

    #[test]
    fn a_distance_is_a_percentage_and_from_twice_on_a_factor() {
        let above = |high: i64, low: i64| Above::of(high.into(), low.into(), "B").map(|above| above.to_string());
        assert_eq!(above(94_250, 68_875).as_deref(), Some("37% above B"));
        assert_eq!(above(340, 100).as_deref(), Some("3.4 times B"));
        assert_eq!(above(200, 100).as_deref(), Some("2 times B"));
        assert_eq!(above(1_004, 1_000), None);
        assert_eq!(above(100, 200), None);
        assert_eq!(above(100, 0), None);
    }
}
