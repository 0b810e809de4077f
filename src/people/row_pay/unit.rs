//! The unit in which a column of pay is read, and what decided it.

use crate::money::Currency;
use crate::pay::{Defaults, PayPeriod, Scale};

/// What decided the currency, or the period, of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// The cell itself states it.
    Cell,
    /// Another cell of the row.
    Column,
    /// The caller.
    Flag,
    /// The header of the column.
    Header,
    /// What other cells of the column state.
    Cells,
    /// How the amounts are written, and the script of the cells beside them.
    Notation,
    /// How far the pay is from the market: in a file with Chinese text, or of amounts in another currency than the column.
    Market,
    /// Nothing in the file: it is the currency or period of the answer.
    Pack,
}

impl DecidedBy {
    /// Whether it is a statement about the unit, which holds against the notation of an amount.
    pub(super) fn is_statement(self) -> bool {
        matches!(self, DecidedBy::Cell | DecidedBy::Column | DecidedBy::Flag | DecidedBy::Header)
    }

    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DecidedBy::Cell => "cell",
            DecidedBy::Column => "column",
            DecidedBy::Flag => "flag",
            DecidedBy::Header => "header",
            DecidedBy::Cells => "cells",
            DecidedBy::Notation => "notation",
            DecidedBy::Market => "market",
            DecidedBy::Pack => "pack",
        }
    }
}

/// The unit that the caller gives for pay that states none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GivenUnit {
    /// The currency.
    pub currency: Option<Currency>,
    /// The period that an amount is paid for.
    pub period: Option<PayPeriod>,
}

/// The unit of the amounts of a column that state none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayUnit {
    /// The currency.
    pub currency: Currency,
    /// The period that an amount is paid for.
    pub period: PayPeriod,
    /// The period of amounts that state another currency and no period, where the market says that it is another one.
    pub period_in_other_currencies: Option<PayPeriod>,
    /// What amounts are counted in.
    pub scale: Scale,
    /// What decided the currency.
    pub currency_by: DecidedBy,
    /// What decided the period.
    pub period_by: DecidedBy,
    /// The number of amounts in the first rows that state this currency.
    pub stating_currency: u64,
    /// The number of amounts in the first rows that state this period.
    pub stating_period: u64,
    /// How many amounts the first rows have.
    pub amounts: u64,
    /// Whether the column holds pay after tax, which is not compared.
    pub net: bool,
    /// Whether the unit was decided for the column. Then it overrides the currency that the notation of an amount suggests.
    pub decided: bool,
    /// Whether the country of a row decides signs that several currencies share. It does not in a file that has the sign beside
    /// other countries too, as a survey in US dollars does.
    pub signs_by_country: bool,
}

impl PayUnit {
    /// The unit that is assumed where nothing in a file says otherwise.
    #[must_use]
    pub fn assumed(defaults: &Defaults) -> Self {
        PayUnit {
            currency: defaults.currency,
            period: defaults.period,
            period_in_other_currencies: None,
            scale: defaults.scale,
            currency_by: DecidedBy::Pack,
            period_by: DecidedBy::Pack,
            stating_currency: 0,
            stating_period: 0,
            amounts: 0,
            net: false,
            decided: defaults.decided,
            signs_by_country: true,
        }
    }

    /// The period of an amount in a currency that its row states, where nothing in the row states the period.
    pub(super) fn period_in(&self, currency: Currency) -> PayPeriod {
        self.period_in_other_currencies.filter(|_| currency != self.currency).unwrap_or(self.period)
    }

    /// The unit as defaults for reading a cell.
    pub(crate) fn defaults(&self) -> Defaults {
        let PayUnit { currency, period, scale, decided, .. } = *self;
        let stated_currency = self.currency_by.is_statement();
        Defaults { scale, decided, stated_currency, ..Defaults::new(currency, period) }
    }
}

/// The unit of the amounts of a row that state none, and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RowUnit {
    pub(crate) currency: Currency,
    pub(crate) period: PayPeriod,
    pub(crate) currency_by: DecidedBy,
    pub(crate) period_by: DecidedBy,
    /// The currency of the country of the row, where that decides signs that several currencies share.
    pub(crate) country_currency: Option<Currency>,
}

/// Which parts of the unit of an amount were assumed, because no cell of its row states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AssumedParts {
    pub(crate) currency: bool,
    pub(crate) period: bool,
}

impl AssumedParts {
    pub(crate) const BOTH: Self = AssumedParts { currency: true, period: true };
}

impl RowUnit {
    /// The unit of the column, for a row of which no other cell states one.
    pub(crate) fn of(unit: &PayUnit) -> Self {
        let PayUnit { currency, period, currency_by, period_by, .. } = *unit;
        RowUnit { currency, period, currency_by, period_by, country_currency: None }
    }
}
