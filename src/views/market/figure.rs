//! Formats a figure with its unit: `85,000–120,000 persons`, `at least 35% a year`, `about USD 45 billion`.

use crate::money::{Decimal, grouped};
use crate::pack::Qualifier;

/// A range with its qualifier and unit; empty where there is no figure.
pub(super) fn words(qualifier: Option<Qualifier>, low: Option<Decimal>, high: Option<Decimal>, unit: &str) -> String {
    let unit = UnitFormat::of(unit, low.or(high));
    let numbers = match (low, high) {
        (None, None) => return String::new(),
        (Some(low), Some(high)) if low != high => format!("{}–{}", unit.number(low), unit.number(high)),
        (Some(only), _) | (None, Some(only)) => unit.number(only),
    };
    // A range with an open end would read as exact without a qualifier.
    let qualifier = match (low, high) {
        (Some(_), None) => Some(Qualifier::AtLeast),
        (None, Some(_)) => Some(Qualifier::AtMost),
        _ => qualifier,
    };
    let qualifier = match qualifier {
        None | Some(Qualifier::Exact) => String::new(),
        Some(said) => format!("{} ", said.as_str()),
    };
    format!("{qualifier}{}{numbers}{}", unit.before, unit.after)
}

/// The text around a number, and the form of the number.
struct UnitFormat {
    before: String,
    after: String,
    /// The divisor, such as a billion.
    scale: Decimal,
    /// The most decimal places.
    places: u32,
    /// Whether thousands are grouped. Calendar years are not.
    grouped: bool,
}

impl UnitFormat {
    fn of(unit: &str, example: Option<Decimal>) -> Self {
        let plain = |before: &str, after: String| UnitFormat {
            before: before.to_owned(),
            after,
            scale: Decimal::ONE,
            places: 2,
            grouped: true,
        };
        let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
        let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
        let billion = Decimal::from(1_000_000_000);
        match first {
            "percent" => plain("", format!("%{rest}")),
            "year" => UnitFormat { grouped: false, ..plain("", String::new()) },
            "rank" => plain("no. ", String::new()),
            // The metric says what is counted.
            "" | "count" | "ratio" => plain("", String::new()),
            // A currency.
            _ if first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase()) => match example {
                Some(example) if example >= billion => {
                    UnitFormat { scale: billion, ..plain(&format!("{first} "), format!(" billion{rest}")) }
                }
                _ => UnitFormat { places: 0, ..plain(&format!("{first} "), rest) },
            },
            _ => plain("", format!(" {unit}")),
        }
    }

    fn number(&self, number: Decimal) -> String {
        let number = number.checked_div(self.scale).unwrap_or(number).normalize();
        if self.grouped { grouped(number, number.scale().min(self.places)) } else { number.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_as_people_say_them() {
        let number = |text: &str| (!text.is_empty()).then(|| text.parse::<Decimal>().unwrap());
        for (qualifier, low, high, unit, said) in [
            (Qualifier::Exact, "85000", "120000", "persons", "85,000–120,000 persons"),
            (Qualifier::About, "4700000", "4700000", "persons", "about 4,700,000 persons"),
            (Qualifier::AtLeast, "35", "", "percent a year", "at least 35% a year"),
            (Qualifier::AtMost, "", "2.50", "ratio", "at most 2.5"),
            (Qualifier::Exact, "35", "", "percent", "at least 35%"),
            (Qualifier::About, "180", "220", "percent", "about 180–220%"),
            (Qualifier::Exact, "2025", "2030", "year", "2025–2030"),
            (Qualifier::Exact, "2", "2", "rank", "no. 2"),
            (Qualifier::Exact, "6", "6", "count", "6"),
            (Qualifier::Exact, "52000", "52000", "USD a year", "USD 52,000 a year"),
            (Qualifier::Exact, "104590.57", "104590.57", "USD a year", "USD 104,591 a year"),
            (Qualifier::Exact, "8200000000", "8200000000", "USD", "USD 8.2 billion"),
            (Qualifier::Exact, "12", "18", "months", "12–18 months"),
            (Qualifier::Exact, "", "", "months", ""),
        ] {
            assert_eq!(words(Some(qualifier), number(low), number(high), unit), said);
        }
    }
}
