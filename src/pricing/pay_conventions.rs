//! The constants of a pack that turn pay of any period into annual pay.

use super::error::PricingError;
use super::options::Options;
use crate::money::{Decimal, Overflow, round_places};
use crate::pack::{CellElement, DataError, Pack, convention};
use crate::pay::{Conventions, PayElement};

/// The hours that are paid a year.
///
/// # Errors
/// [`PricingError::Data`] when a table cannot be read, or has no such constant; [`PricingError::Overflow`].
pub(super) fn hours_a_year(pack: &Pack) -> Result<Decimal, PricingError> {
    let hours = conventions(pack, &Options::default())?.paid_hours_per_year().ok_or(Overflow)?;
    // Days a month may be a fraction without an end, such as 21.666…, of which a pack has the first digits.
    Ok(round_places(hours, 6).normalize())
}

/// What percentiles of this element of pay measure.
#[must_use]
pub(crate) fn cell_element(element: PayElement) -> CellElement {
    match element {
        PayElement::Base => CellElement::Base,
        PayElement::Guaranteed => CellElement::Guaranteed,
        PayElement::TargetCash => CellElement::TargetCash,
        PayElement::TotalCash => CellElement::TotalCash,
    }
}

/// The element of pay that percentiles measure; `None` for wages, which official statistics define.
pub(crate) fn pay_element(measured: CellElement) -> Option<PayElement> {
    PayElement::ALL.into_iter().find(|element| cell_element(*element) == measured)
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
