//! How far ahead of the data a figure may be carried.

use jiff::civil::Date;

use super::failure::Failure;

/// The most years from the day for which figures hold to the day to which they are carried: by then a growth rate that is a
/// point or two off has moved a figure by more than the widest market range.
const MAX_YEARS: i16 = 10;

/// Checks a year to which figures of one year are to be projected.
///
/// # Errors
/// Wrong usage, before the year of the figures and more than ten years after it.
pub(super) fn check_year(flag: &str, year: i16, figures: i16) -> Result<(), Failure> {
    if year < figures {
        return Err(Failure::usage(format!("{flag} {year} is before the figures, which hold from {figures}"))
            .hint("give a later year: the past is not projected"));
    }
    let last = figures.saturating_add(MAX_YEARS);
    if year > last {
        return Err(beyond(&format!("{flag} {year}"), &figures.to_string()).hint(format!("give a year up to {last}")));
    }
    Ok(())
}

/// Checks a day to which figures of another day are to be aged.
///
/// # Errors
/// Wrong usage, more than ten years after the day of the figures.
pub(super) fn check_day(flag: &str, day: Date, figures: Date) -> Result<(), Failure> {
    let last = figures.saturating_add(jiff::Span::new().years(MAX_YEARS));
    if day > last {
        return Err(beyond(&format!("{flag} {day}"), &figures.to_string()).hint(format!("give a date up to {last}")));
    }
    Ok(())
}

fn beyond(given: &str, figures: &str) -> Failure {
    Failure::usage(format!("{given} is more than {MAX_YEARS} years after the figures, which hold from {figures}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ten_years_are_allowed_and_a_day_more_is_not() {
        let figures = date(2025, 11, 5);
        assert!(check_day("--on", date(2035, 11, 5), figures).is_ok());
        let failure = check_day("--on", date(2035, 11, 6), figures).unwrap_err();
        assert_eq!(failure.hints, ["give a date up to 2035-11-05"]);
        assert!(check_year("--year", 2025, 2025).is_ok() && check_year("--year", 2035, 2025).is_ok());
        assert!(check_year("--year", 2024, 2025).is_err() && check_year("--year", 2036, 2025).is_err());
        // The end of the calendar is no overflow.
        assert!(check_day("--on", Date::MAX, Date::MAX).is_ok());
        assert!(check_year("--year", i16::MAX, i16::MAX).is_ok());
    }
}
