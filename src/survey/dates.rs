//! Dates as files write them, and how old they are.

use jiff::civil::Date;

/// The date that a cell states: `2026-07-01`, `2026/7/1`, `2026.7.1`, `20260701`, `2026年7月1日`, with or without a time of day
/// behind it; the first day of a month (`2026-07`) or of a year (`2026`). `None` for anything else, such as `1/7/2026`, which is
/// two dates.
pub(super) fn date_of(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) && text.len() == 8 {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day);
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while parts.len() < 3 {
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(end)?;
        if !digits(number) {
            return None;
        }
        parts.push(number);
        let mut letters = after.chars();
        match (parts.len(), letters.next()) {
            (_, None) => {
                rest = "";
                break;
            }
            (1, Some('-' | '/' | '.' | '年')) | (2, Some('-' | '/' | '.' | '月')) => rest = letters.as_str(),
            (3, Some('日' | 'T' | ' ')) => {
                // What follows is a time of day.
                rest = "";
                break;
            }
            _ => return None,
        }
        if rest.is_empty() {
            break;
        }
    }
    if !rest.is_empty() {
        return None;
    }
    match *parts.as_slice() {
        [year] => date(year, "1", "1"),
        [year, month] => date(year, month, "1"),
        [year, month, day] => date(year, month, day),
        _ => None,
    }
}

/// The first day that a cell may state.
pub(super) const FIRST_DATE: Date = Date::constant(1900, 1, 1);

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse().ok().filter(|year| (FIRST_DATE.year()..=2200).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether a date is more than so many months before another.
pub(super) fn is_older(date: Date, on: Date, months: u32) -> bool {
    oldest(on, months).is_some_and(|oldest| date < oldest)
}

/// The first date that is not more than so many months before another; `None` where it is before all dates.
pub(super) fn oldest(on: Date, months: u32) -> Option<Date> {
    on.checked_sub(jiff::Span::new().try_months(i64::from(months)).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_where_they_mean_one_day() {
        for (text, expected) in [
            ("2026-07-01", Some("2026-07-01")),
            (" 2026/7/1 ", Some("2026-07-01")),
            ("2026.12.31", Some("2026-12-31")),
            ("20260701", Some("2026-07-01")),
            ("2026年7月1日", Some("2026-07-01")),
            ("2026年7月", Some("2026-07-01")),
            ("2026-07-01T08:30:00Z", Some("2026-07-01")),
            ("2026-07-01 08:30", Some("2026-07-01")),
            ("2026-07", Some("2026-07-01")),
            ("2026", Some("2026-01-01")),
            ("1/7/2026", None),
            ("2026-13-01", None),
            ("45839", None),
            ("soon", None),
            ("", None),
            ("2026-", Some("2026-01-01")),
            ("-2026", None),
        ] {
            assert_eq!(date_of(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    /// Catches a panic at more months than a span of time can have.
    #[test]
    fn any_number_of_months_has_an_answer() {
        let on = Date::constant(2026, 7, 1);
        assert_eq!(oldest(on, 0), Some(on));
        assert_eq!(oldest(on, 25), Some(Date::constant(2024, 6, 1)));
        for months in [200_000, 239_976, 239_977, 300_000, u32::MAX] {
            assert_eq!(oldest(on, months), None, "{months}");
            assert!(!is_older(FIRST_DATE, on, months), "{months}");
        }
    }
}
