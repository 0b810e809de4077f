//! The amount that a row states.

use jiff::civil::Date;

use crate::money::{Currency, Decimal};

/// The amount of a row in the currency that it states, before it is converted and aged. Equal amounts are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct StatedAmount {
    /// The low end a year.
    pub(super) low: Decimal,
    /// The high end a year; that of a single amount is equal to the low one.
    pub(super) high: Decimal,
    pub(super) currency: Currency,
    /// The date of the pay, where it is brought to another.
    pub(super) date: Option<Date>,
}

impl StatedAmount {
    /// The same amount of another date, where amounts have dates.
    pub(super) fn of_date(self, date: Option<Date>) -> Self {
        StatedAmount { date: self.date.and(date), ..self }
    }
}
