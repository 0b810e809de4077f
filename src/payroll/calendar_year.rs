//! Numbers that are years of the calendar.

/// The years of the calendar that files name.
const CALENDAR_YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// Whether a text is a year of the calendar in four digits.
pub(super) fn is_calendar_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| CALENDAR_YEARS.contains(&year))
}
