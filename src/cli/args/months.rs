//! The number of months paid per year, on the command line and in the configuration file.

use crate::money::Decimal;

/// Reads a number of months from 1 to 24.
///
/// # Errors
/// What to write instead.
pub(in crate::cli) fn months(text: &str) -> Result<Decimal, String> {
    let range = Decimal::ONE..=Decimal::from(24);
    text.trim()
        .parse::<Decimal>()
        .ok()
        .filter(|months| range.contains(months))
        .ok_or_else(|| "give a number of months from 1 to 24".to_owned())
}
