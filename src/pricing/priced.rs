//! The roles and levels that have a price, and the currencies and constants of a pack. Lists and the engine share these rules.

use super::Options;
use crate::money::Currency;
use crate::pack::{DataError, Level, Pack, Record, Role, Salary, Table, convention};
use crate::pay::{Conventions, PayElement};

/// The currency in which a pack's medians are published: that of its own first median.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn native_currency(pack: &Pack) -> Result<Option<Currency>, DataError> {
    Ok(pack.salaries()?.without_overlays().map(|salary| salary.currency).next())
}

/// The pack's constants that turn pay into annual base salary. The caller's months replace the pack's: they are the months
/// of guaranteed pay, and divide the market range for pay by the month.
///
/// # Errors
/// [`DataError`] when the table cannot be read, or has no such constant.
pub fn conventions(pack: &Pack, options: &Options) -> Result<Conventions, DataError> {
    Ok(Conventions {
        element: PayElement::Base,
        months_per_year: match options.months {
            Some(months) => months,
            None => pack.convention(convention::MONTHS_PER_YEAR)?.value,
        },
        paid_weeks_per_year: pack.convention(convention::PAID_WEEKS_PER_YEAR)?.value,
        paid_days_per_month: pack.convention(convention::PAID_DAYS_PER_MONTH)?.value,
        paid_hours_per_day: pack.convention(convention::PAID_HOURS_PER_DAY)?.value,
    })
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

/// The median that prices a role: the latest of the overlays, or else the latest of the pack; of the pack's country only.
pub(super) fn median<'p>(salaries: &'p Table<Salary>, role: &str) -> Option<&'p Record<Salary>> {
    let home = salaries.without_overlays().map(|salary| salary.geography.as_str()).next().unwrap_or_default();
    salaries
        .with_first_key(role)
        .filter(|salary| salary.geography.is_empty() || salary.geography == home)
        .max_by_key(|salary| (salary.origin.overlay.is_some(), salary.effective))
}

/// The own median of a role; `None` where it has none.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub(crate) fn own_median<'p>(pack: &'p Pack, role: &str) -> Result<Option<&'p Record<Salary>>, DataError> {
    Ok(median(pack.salaries()?, role))
}

/// Whether a role has a price: its own median, or a benchmark role that it is slotted to. Its kind does not decide, because
/// an overlay can give any role a median.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn has_price(pack: &Pack, role: &Role, published_only: bool) -> Result<bool, DataError> {
    Ok(own_median(pack, &role.id)?.is_some() || role.slotted_to.is_some() && !published_only)
}

/// Whether a level has a price: its own differential, or another level that it is priced as.
#[must_use]
pub(crate) fn level_has_price(level: &Level) -> bool {
    level.low_pct.is_some() || level.priced_as.is_some()
}
