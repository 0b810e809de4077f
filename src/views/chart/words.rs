//! Amounts, distances and lists in the words of a title.

use std::fmt;

use crate::money::{Decimal, grouped, round_places};

/// A range of money, short: `87–101k`, `1.2–1.35m`, `8,400–9,100`. One number where both ends print the same.
pub(super) fn money_range(low: Decimal, high: Decimal) -> String {
    let (divisor, places, unit) = if low >= Decimal::from(1_000_000) {
        (Decimal::from(1_000_000), 2, "m")
    } else if low >= Decimal::from(10_000) {
        (Decimal::from(1_000), 0, "k")
    } else {
        (Decimal::ONE, 0, "")
    };
    let print = |amount: Decimal| {
        let text = grouped(amount.checked_div(divisor).unwrap_or(amount), places);
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    };
    let (low, high) = (print(low), print(high));
    if low == high { format!("{low}{unit}") } else { format!("{low}–{high}{unit}") }
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
    fn money_is_as_short_as_its_size_allows() {
        let range = |low: i64, high: i64| money_range(Decimal::from(low), Decimal::from(high));
        assert_eq!(range(87_360, 101_400), "87–101k");
        assert_eq!(range(52_000, 52_000), "52k");
        assert_eq!(range(57_100, 57_400), "57k");
        assert_eq!(range(8_400, 12_300), "8,400–12,300");
        assert_eq!(range(1_200_000, 1_350_000), "1.2–1.35m");
        assert_eq!(range(950_000, 1_250_000), "950–1,250k");
        assert_eq!(range(1_000_000, 2_000_000), "1–2m");
    }

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
