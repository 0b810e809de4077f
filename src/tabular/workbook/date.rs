//! Days and times of a spreadsheet, which are numbers, as text (ISO 8601).

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

/// The first day after the last that a spreadsheet knows, 9999-12-31.
const END: f64 = 2_958_466.0;

/// The days from 1900-01-00 to 1904-01-01, from which some workbooks count.
pub(super) const DAYS_TO_1904: f64 = 1462.0;

const SECONDS: i64 = 24 * 60 * 60;

/// The text of a day number (1900), with the date, the time or both; `None` for a number that is no date.
pub(super) fn day_text(number: f64, has_date: bool, has_time: bool) -> Option<String> {
    if !(0.0..END).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 2,958,466 days")]
    let (mut day, mut second) = (number.trunc() as i64, (number.fract() * 86_400.0).round() as i64);
    if second == SECONDS {
        (day, second) = (day + 1, 0);
    }
    let time = || format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    // A number below one with a date is 1900-01-00, which does not exist: only its time means something.
    if !has_date || day == 0 && second > 0 {
        return has_time.then(time).or_else(|| (day == 0).then(time));
    }
    let day = match day {
        0 => return None,
        // Lotus 1-2-3 took 1900 for a leap year, and all spreadsheets since count so.
        60 => "1900-02-29".to_owned(),
        _ => calendar_day(day)?.to_string(),
    };
    Some(if second == 0 { day } else { format!("{day} {}", time()) })
}

fn calendar_day(number: i64) -> Option<Date> {
    let start = if number < 60 { date(1899, 12, 31) } else { date(1899, 12, 30) };
    start.checked_add(number.days()).ok()
}

/// The text of a length of time in days: hours, minutes and seconds.
pub(super) fn elapsed_text(days: f64) -> Option<String> {
    if !(-END..END).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 255,611,463,000 seconds")]
    let seconds = (days.abs() * 86_400.0).round() as i64;
    let sign = if days < 0.0 && seconds > 0 { "-" } else { "" };
    Some(format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Known day numbers of Excel; would catch a shift by a day.
    #[test]
    fn days_are_those_of_excel() {
        for (number, text) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (60.0, "1900-02-29"),
            (61.0, "1900-03-01"),
            (45_658.0, "2025-01-01"),
            (45_658.75, "2025-01-01 18:00:00"),
            (45_658.999_999_9, "2025-01-02"),
            (2_958_465.0, "9999-12-31"),
            (0.5, "12:00:00"),
        ] {
            assert_eq!(day_text(number, true, true).as_deref(), Some(text), "{number}");
        }
        assert_eq!(day_text(45_658.75, false, true).as_deref(), Some("18:00:00"));
        assert_eq!((day_text(-1.0, true, true), day_text(END, true, true)), (None, None));
        assert_eq!(elapsed_text(1.5625).as_deref(), Some("37:30:00"));
    }
}
