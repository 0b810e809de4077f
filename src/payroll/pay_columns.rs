//! The text of the columns that say how pay was read.

use super::market_column::MarketColumn;
use crate::money::{Decimal, round_places};
use crate::pay::Pay;
use crate::people::DecidedBy;

/// The cell of a column that says how pay was read; empty for any other column. `decided_by` is what decided the currency and
/// the period.
pub(super) fn pay_column_text(
    column: MarketColumn,
    pay: &Pay,
    annual: impl Fn() -> Option<Decimal>,
    decided_by: (DecidedBy, DecidedBy),
) -> String {
    let number = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
    match column {
        MarketColumn::PayLow => number(pay.low),
        MarketColumn::PayHigh => number(pay.high),
        MarketColumn::PayCurrency => pay.currency.to_string(),
        MarketColumn::PayPeriod => pay.period.as_str().to_owned(),
        MarketColumn::PayMonths => number(pay.months),
        // Rates such as the days of a month are rounded, so an exact product has digits that mean nothing.
        MarketColumn::PayAnnual => number(annual().map(|amount| round_places(amount, 2))),
        MarketColumn::PayCurrencyFrom => decided_by.0.as_str().to_owned(),
        MarketColumn::PayPeriodFrom => decided_by.1.as_str().to_owned(),
        _ => String::new(),
    }
}
