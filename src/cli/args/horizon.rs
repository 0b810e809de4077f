//! Limits how far beyond its date a figure may be projected or aged.

use jiff::civil::Date;

use crate::cli::failure::Failure;

/// Most years from the date of a figure to the date that it is projected to. After ten years an error of one or two points in
/// a growth rate changes a figure by more than the width of the widest market range.
const MAX_YEARS_AHEAD: i16 = 10;

/// Reads a year.
///
/// # Errors
/// What to write instead.
pub(in crate::cli) fn year(text: &str) -> Result<i16, String> {
    text.trim().parse().ok().filter(|year| (1..=9999).contains(year)).ok_or_else(|| "give a year like 2030".to_owned())
}

/// Checks the year that figures of another year are projected to.
///
/// # Errors
/// A usage error when it is before the year of the figures, or more than ten years after it.
pub(in crate::cli) fn check_year(flag: &str, year: i16, figures: i16) -> Result<(), Failure> {
    if year < figures {
        return Err(Failure::usage(format!("{flag} {year} is before the figures, which hold from {figures}"))
            .hint("give a later year: the past is not projected"));
    }
    let last = figures.saturating_add(MAX_YEARS_AHEAD);
    if year > last {
        return Err(
            too_far_ahead(&format!("{flag} {year}"), &figures.to_string()).hint(format!("give a year up to {last}"))
        );
    }
    Ok(())
}

/// Checks the day that figures of another day are aged to.
///
/// # Errors
/// A usage error when it is more than ten years after the day of the figures.
pub(super) fn check_day(flag: &str, day: Date, figures: Date) -> Result<(), Failure> {
    let last = figures.saturating_add(jiff::Span::new().years(MAX_YEARS_AHEAD));
    if day > last {
        return Err(
            too_far_ahead(&format!("{flag} {day}"), &figures.to_string()).hint(format!("give a date up to {last}"))
        );
    }
    Ok(())
}

fn too_far_ahead(given: &str, figures: &str) -> Failure {
    Failure::usage(format!("{given} is more than {MAX_YEARS_AHEAD} years after the figures, which hold from {figures}"))
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
        // The last day that the calendar has does not overflow.
        assert!(check_day("--on", Date::MAX, Date::MAX).is_ok());
        assert!(check_year("--year", i16::MAX, i16::MAX).is_ok());
    }
}
