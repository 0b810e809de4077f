//! What whole numbers of pay are worth.

use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, PayPeriod};
use crate::payroll::ConversionFactor;
use crate::people::bare_pay;

/// What whole numbers in a unit are in the currency of the answer a year. A larger number has a larger value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WholeValue {
    currency: Currency,
    period: PayPeriod,
    conventions: Conventions,
    factor: ConversionFactor,
}

impl WholeValue {
    /// The value of numbers in this unit. `factor` converts to the currency of the answer.
    pub(super) fn new(
        currency: Currency,
        period: PayPeriod,
        conventions: Conventions,
        factor: ConversionFactor,
    ) -> Self {
        WholeValue { currency, period, conventions, factor }
    }

    /// The unit of the numbers, to sort by.
    pub(super) fn unit(&self) -> (Currency, &'static str) {
        (self.currency, self.period.as_str())
    }

    /// The value of a number; `None` when it cannot be held.
    pub(super) fn of(&self, number: u64) -> Option<Decimal> {
        let annual = bare_pay(number, self.currency, self.period).annual(&self.conventions).ok()?.midpoint()?;
        self.factor.convert(annual)
    }
}
