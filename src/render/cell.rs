//! Formats values: one form for data and one for people, which all output formats share.

use std::borrow::Cow;

use super::fixed_text::FixedText;
use crate::answer::{Kind, Value};
use crate::money::{Decimal, grouped, round_money, round_places, round_ratio};

/// Separates the texts of a list.
const LIST_SEPARATOR: &str = "; ";

/// A number in data: money with two decimal places, ratios and shares with four, counts without, percentages without trailing
/// zeros, and other numbers unchanged.
///
/// ```
/// use payband::answer::Kind;
/// use payband::money::Decimal;
/// use payband::render::data_number;
///
/// assert_eq!(data_number(Kind::Money, Decimal::new(16_493_755, 3)), "16493.76");
/// assert_eq!(data_number(Kind::Percent, Decimal::new(150, 1)), "15");
/// assert_eq!(data_number(Kind::Ratio, Decimal::new(95, 2)), "0.9500");
/// ```
#[must_use]
pub fn data_number(kind: Kind, number: Decimal) -> String {
    match kind {
        Kind::Money | Kind::SmallMoney => money_text(number).as_str().to_owned(),
        Kind::Ratio | Kind::Share | Kind::ShareChange => fixed(round_ratio(number), 4),
        // Published percentages have one decimal place, but calculated ones may have 28 digits.
        Kind::Percent | Kind::Change => round_ratio(number).normalize().to_string(),
        Kind::Count => fixed(round_places(number, 0), 0),
        Kind::Number | Kind::Text | Kind::Date | Kind::List | Kind::Nested => unsigned_zero(number).to_string(),
    }
}

/// A number for people: with grouped thousands, money without decimal places, percentages with `%`, changes with a sign.
///
/// ```
/// use payband::answer::Kind;
/// use payband::money::Decimal;
/// use payband::render::people_number;
///
/// assert_eq!(people_number(Kind::Money, Decimal::new(94_250, 0)), "94,250");
/// assert_eq!(people_number(Kind::Change, Decimal::new(150, 1)), "+15%");
/// assert_eq!(people_number(Kind::Share, Decimal::new(178, 3)), "17.8%");
/// ```
#[must_use]
pub fn people_number(kind: Kind, number: Decimal) -> String {
    match kind {
        Kind::Money | Kind::Count => grouped(number, 0),
        Kind::Ratio | Kind::SmallMoney => grouped(number, 2),
        Kind::Percent => points(number),
        Kind::Change => signed(points(number)),
        Kind::Share => percentage(number),
        Kind::ShareChange => signed(percentage(number)),
        Kind::Number | Kind::Text | Kind::Date | Kind::List | Kind::Nested => unsigned_zero(number).to_string(),
    }
}

/// A value in data; `None` where it is missing, and for a nested table, which only JSON can hold.
#[must_use]
pub(crate) fn data_text(kind: Kind, value: &Value) -> Option<Cow<'_, str>> {
    text(value, |number| data_number(kind, number))
}

/// A value for people; `None` where it is missing, and for a nested table.
#[must_use]
pub(crate) fn people_text(kind: Kind, value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Marked(number, marks) => Some(Cow::Owned(format!("{}{marks}", people_number(kind, *number)))),
        _ => text(value, |number| people_number(kind, number)),
    }
}

fn text(value: &Value, number: impl Fn(Decimal) -> String) -> Option<Cow<'_, str>> {
    let words = match value {
        Value::Missing | Value::Nested(_) => return None,
        Value::Text(words) => Cow::Borrowed(words.as_str()),
        Value::Number(known) | Value::Marked(known, _) => Cow::Owned(number(*known)),
        Value::List(words) => Cow::Owned(words.join(LIST_SEPARATOR)),
    };
    (!words.is_empty()).then_some(words)
}

/// A rounded number, padded with zeros to its decimal places.
fn fixed(rounded: Decimal, places: usize) -> String {
    FixedText::new(rounded, places).as_str().to_owned()
}

/// Money in data, as [`data_number`] writes it, on the stack.
pub(crate) fn money_text(amount: Decimal) -> FixedText {
    FixedText::new(round_money(amount), 2)
}

/// Turns -0 into 0.
fn unsigned_zero(number: Decimal) -> Decimal {
    if number.is_zero() { number.abs() } else { number }
}

/// Percentage points with at most two decimal places, without trailing zeros.
fn points(number: Decimal) -> String {
    let text = grouped(number, 2);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text}%")
}

/// A share as a percentage with one decimal place.
fn percentage(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(points) => format!("{}%", grouped(points, 1)),
        // The percentage overflows 28 digits: print the share itself.
        None => unsigned_zero(share).to_string(),
    }
}

/// Adds a plus sign unless the number is negative or prints as zero.
fn signed(text: String) -> String {
    let rises = !text.starts_with('-') && text.contains(|digit: char| ('1'..='9').contains(&digit));
    if rises { format!("+{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_widest_and_the_smallest_numbers_get_their_places() {
        let widest = Decimal::MAX;
        for (rounded, places, text) in [
            (widest, 4, format!("{widest}.0000")),
            (-widest, 2, format!("-{widest}.00")),
            (number("0.0001"), 4, "0.0001".to_owned()),
            (number("-0.01"), 2, "-0.01".to_owned()),
            (number("-0.00"), 2, "0.00".to_owned()),
            (number("12"), 0, "12".to_owned()),
        ] {
            assert_eq!(fixed(rounded, places), text);
        }
    }

    #[test]
    fn each_kind_has_its_own_look_in_data_and_for_people() {
        for (kind, value, data, people) in [
            (Kind::Money, "52000", "52000.00", "52,000"),
            (Kind::Money, "-16493.755", "-16493.76", "-16,494"),
            (Kind::Money, "-0.004", "0.00", "0"),
            (Kind::Percent, "8.20", "8.2", "8.2%"),
            (Kind::Percent, "0.125", "0.125", "0.13%"),
            (Kind::Percent, "1200", "1200", "1,200%"),
            (Kind::Percent, "100", "100", "100%"),
            (Kind::Change, "15.0", "15", "+15%"),
            (Kind::Change, "-5.5", "-5.5", "-5.5%"),
            (Kind::Change, "0", "0", "0%"),
            (Kind::Change, "33.333333333", "33.3333", "+33.33%"),
            (Kind::Ratio, "0.95", "0.9500", "0.95"),
            (Kind::Ratio, "1.23455", "1.2346", "1.23"),
            (Kind::Share, "0.178", "0.1780", "17.8%"),
            (Kind::Share, "1", "1.0000", "100.0%"),
            (Kind::ShareChange, "0.178", "0.1780", "+17.8%"),
            (Kind::ShareChange, "-0.178", "-0.1780", "-17.8%"),
            (Kind::ShareChange, "-0.0001", "-0.0001", "0.0%"),
            (Kind::Count, "85000", "85000", "85,000"),
            (Kind::Count, "2.5", "3", "3"),
            (Kind::Number, "7.10", "7.10", "7.10"),
            (Kind::Text, "2025", "2025", "2025"),
        ] {
            assert_eq!(data_number(kind, number(value)), data, "{kind:?} {value} in data");
            assert_eq!(people_number(kind, number(value)), people, "{kind:?} {value} for people");
        }
    }

    #[test]
    fn the_widest_numbers_print_without_a_panic() {
        for kind in [Kind::Money, Kind::Percent, Kind::Change, Kind::Ratio, Kind::Share, Kind::ShareChange, Kind::Count]
        {
            for value in [Decimal::MAX, Decimal::MIN, number("-0.0000000000000000000000000001")] {
                assert!(!data_number(kind, value).is_empty());
                assert!(!people_number(kind, value).is_empty());
            }
        }
    }

    #[test]
    fn what_is_not_known_has_no_text() {
        for value in
            [Value::Missing, Value::Text(String::new()), Value::List(Vec::new()), Value::Nested(Default::default())]
        {
            assert_eq!(data_text(Kind::Text, &value), None);
            assert_eq!(people_text(Kind::Money, &value), None);
        }
        let list = Value::List(vec!["SQL".into(), "HL7".into()]);
        assert_eq!(data_text(Kind::List, &list).as_deref(), Some("SQL; HL7"));
    }
}
