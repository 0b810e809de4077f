//! Dates on the command line.

use jiff::civil::Date;

use crate::cli::context::Context;
use crate::cli::failure::Failure;

/// The day that a text names: a date, a month (its first day), or `today`.
///
/// # Errors
/// A usage error that names the flag, for any other text.
pub(in crate::cli) fn day(context: &Context, flag: &str, text: &str) -> Result<Date, Failure> {
    if text.trim().eq_ignore_ascii_case("today") {
        return context.console.today();
    }
    let day = text.trim().parse().ok().or_else(|| first_of_month(text));
    day.ok_or_else(|| {
        Failure::usage(format!("{flag}: \"{text}\" is not a date"))
            .hint("write it like 2026-06-30, 2026-06, or `today`")
    })
}

/// The first day of a month written like 2026-06 or 2026/6; `None` for anything else.
pub(super) fn first_of_month(text: &str) -> Option<Date> {
    let (year, month) = text.trim().split_once(['-', '/'])?;
    let is_number =
        |part: &str, digits: usize| part.len() <= digits && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_month = year.len() == 4 && is_number(year, 4) && is_number(month, 2);
    is_month.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()).flatten()
}
