//! The market that the figures of a pack are about: its country and its currencies.

use crate::money::Currency;
use crate::pack::{DataError, Pack, PackTable, Salary, convention};

/// The country that a pack's figures and cities are in: the geography of the first median of the pack itself. Empty where that
/// median states none, and where the pack itself has no median.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub(crate) fn home_country(pack: &Pack) -> Result<&str, DataError> {
    Ok(home_country_of(pack.salaries()?))
}

/// The [`home_country`] of a pack with these medians.
pub(super) fn home_country_of(salaries: &PackTable<Salary>) -> &str {
    salaries.without_overlays().map(|salary| salary.geography.as_str()).next().unwrap_or_default()
}

/// The currency in which a pack's medians are published: that of its own first median, or else of its percentiles.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn native_currency(pack: &Pack) -> Result<Option<Currency>, DataError> {
    match pack.salaries()?.without_overlays().map(|salary| salary.currency).next() {
        Some(currency) => Ok(Some(currency)),
        None => Ok(pack.first_cell()?.map(|cell| cell.currency)),
    }
}

/// The currency in which pay is agreed in a pack's market; that of its medians where the pack states none.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn local_currency(pack: &Pack) -> Result<Option<Currency>, DataError> {
    let stated = pack.conventions()?.get(convention::LOCAL_CURRENCY).and_then(|row| row.unit.parse().ok());
    Ok(match stated {
        Some(currency) => Some(currency),
        None => native_currency(pack)?,
    })
}
