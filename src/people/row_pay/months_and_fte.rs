//! Cells beside pay that qualify it: the months paid a year, and the share of full time.

use std::ops::RangeInclusive;

use super::plain_number::{Comma, MAX_SHARE, number};
use crate::money::Decimal;
use crate::pay::is_number_of_months_paid;

/// The largest percentage of full time.
const MAX_PERCENT: Decimal = Decimal::from_parts(150, 0, 0, false, 0);
/// The fewest and the most hours that people work a week.
const WEEKLY_HOURS: RangeInclusive<Decimal> =
    Decimal::from_parts(8, 0, 0, false, 0)..=Decimal::from_parts(48, 0, 0, false, 0);

/// What numbers above the largest share are in a column of shares of full time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum FteUnit {
    /// Percentages.
    #[default]
    Percent,
    /// Hours a week. They are no shares, because the file does not say how many hours are full time.
    WeeklyHours,
}

/// The share of full time that a cell states: `0.5`, `50%`, `28.8/36`, and `50` in a column of percentages.
pub(crate) fn share_of_full_time(text: &str, unit: FteUnit) -> Option<Decimal> {
    let text = text.trim();
    let is_share = |share: &Decimal| *share > Decimal::ZERO && *share <= MAX_SHARE;
    if let Some((part, whole)) = text.split_once('/') {
        return number(part, Comma::Decimal)?.checked_div(number(whole, Comma::Decimal)?).filter(is_share);
    }
    if let Some(percent) = text.strip_suffix(['%', '％']) {
        return number(percent, Comma::Decimal)?.checked_div(Decimal::ONE_HUNDRED).filter(is_share);
    }
    let number = number(text, Comma::Decimal)?;
    if number <= MAX_SHARE {
        return is_share(&number).then_some(number);
    }
    let is_percent = unit == FteUnit::Percent && number <= MAX_PERCENT;
    if is_percent { number.checked_div(Decimal::ONE_HUNDRED) } else { None }
}

/// Whether a cell may state hours a week without saying so: `32`, `28,8`. `None` for a cell that states a share plainly, or
/// anything else.
pub(crate) fn may_be_weekly_hours(text: &str) -> Option<bool> {
    number(text, Comma::Decimal).filter(|number| *number > MAX_SHARE).map(|number| WEEKLY_HOURS.contains(&number))
}

/// The most hours a week that a cell of them states.
const MAX_WEEKLY_HOURS: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

/// The hours a week that a cell states: `32`, `28,8`, `37.5 hrs`. `None` for a number that can be none.
pub(crate) fn weekly_hours(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches(|letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '.'));
    number(text, Comma::Decimal).filter(|hours| (Decimal::ZERO..=MAX_WEEKLY_HOURS).contains(hours))
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
            let expected = expected.map(|share| share.parse().unwrap());
            assert_eq!(share_of_full_time(text, FteUnit::Percent), expected, "{text}");
        }
    }

    /// Catches hours a week that are taken for percentages: `32` for 32 %.
    #[test]
    fn hours_a_week_are_no_shares() {
        for (text, expected) in [
            ("28,8", None),
            ("36", None),
            ("32 uur", None),
            ("36/36", Some("1")),
            ("28,8/36", Some("0.8")),
            ("0,8", Some("0.8")),
            ("80%", Some("0.8")),
            ("36/0", None),
            ("72/36", None),
        ] {
            let expected = expected.map(|share: &str| share.parse().unwrap());
            assert_eq!(share_of_full_time(text, FteUnit::WeeklyHours), expected, "{text}");
        }
        assert_eq!(["32", "80", "0.8", "80%"].map(may_be_weekly_hours), [Some(true), Some(false), None, None]);
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
