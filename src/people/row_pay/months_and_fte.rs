//! Cells beside pay that qualify it: the months paid a year, and the share of full time.

use crate::money::Decimal;
use crate::pay::is_number_of_months_paid;

/// The largest share of full time. A larger number is a percentage.
const MAX_SHARE: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// The largest percentage of full time.
const MAX_PERCENT: Decimal = Decimal::from_parts(150, 0, 0, false, 0);

/// The share of full time that a cell states: `0.5`, `50%`, `50`.
pub(crate) fn share_of_full_time(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let percent = text.strip_suffix(['%', '％']).map(str::trim_end);
    let number: Decimal = percent.unwrap_or(text).replace(',', ".").parse().ok()?;
    let is_percent = percent.is_some() || number > MAX_SHARE;
    let share = if is_percent { number.checked_div(Decimal::ONE_HUNDRED)? } else { number };
    (number > Decimal::ZERO && number <= MAX_PERCENT && share <= MAX_SHARE).then_some(share)
}

/// The months paid a year that a cell states, from 12 to 24: `13`, `14薪`, `13.5`.
pub(crate) fn months_paid(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let is_unit = matches!(rest.trim(), "" | "薪" | "个月" | "months" | "x");
    let number: Decimal = number.parse().ok().filter(|_| is_unit)?;
    is_number_of_months_paid(number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_full_time() {
        for (text, expected) in [
            ("0.5", Some("0.5")),
            ("50%", Some("0.5")),
            ("50", Some("0.5")),
            ("1", Some("1")),
            ("1.0", Some("1.0")),
            ("100 %", Some("1")),
            ("0,8", Some("0.8")),
            ("1.2", Some("1.2")),
            ("0", None),
            ("", None),
            ("-0.5", None),
            ("200", None),
            ("full", None),
        ] {
            assert_eq!(share_of_full_time(text), expected.map(|share| share.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn months_paid_per_year() {
        for (text, expected) in [
            ("13", Some("13")),
            ("14薪", Some("14")),
            (" 13.5 ", Some("13.5")),
            ("11", None),
            ("", None),
            ("14k", None),
        ] {
            assert_eq!(months_paid(text), expected.map(|months| months.parse().unwrap()), "{text}");
        }
    }
}
