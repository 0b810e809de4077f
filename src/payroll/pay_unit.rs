//! In which unit a column of pay is read: decided once, by the strongest evidence that the first rows give.

use super::evidence::{Distances, Evidence, Silent};
use super::job::Job;
use super::pay_header::{PayHeader, pay_header};
use crate::money::{Currency, Decimal};
use crate::pay::{Defaults, PayPeriod, PayText, Scale, read};
use crate::tabular::Input;

/// What decides the currency, or the span of time, of amounts that name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// The cell itself: it names its own.
    Cell,
    /// Another cell of the row.
    Column,
    /// The caller.
    Flag,
    /// The header of the column.
    Header,
    /// What other cells of the column name.
    Cells,
    /// How the amounts are written, and what stands beside them.
    Notation,
    /// Nothing in the file: the currency of the answer, its span of time.
    Pack,
}

impl DecidedBy {
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
            DecidedBy::Pack => "pack",
        }
    }
}

/// What the caller says about pay that states no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AskedUnit {
    /// Its currency.
    pub currency: Option<Currency>,
    /// What it is for.
    pub period: Option<PayPeriod>,
}

/// The unit of the amounts of a column that name none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayUnit {
    /// The currency.
    pub currency: Currency,
    /// What an amount is for.
    pub period: PayPeriod,
    /// What amounts are counted in.
    pub scale: Scale,
    /// What decides the currency.
    pub currency_by: DecidedBy,
    /// What decides the span of time.
    pub period_by: DecidedBy,
    /// How many amounts of the first rows name the currency, and the span of time, that were decided on.
    pub naming: (u64, u64),
    /// How many amounts the first rows have.
    pub amounts: u64,
    /// Whether the column holds pay after tax, which is not compared.
    pub net: bool,
    /// Whether the unit was decided for the column, so that it holds against how an amount is written.
    pub decided: bool,
}

impl PayUnit {
    /// What is assumed where nothing in a file says otherwise.
    #[must_use]
    pub fn assumed(bare: &Defaults) -> Self {
        PayUnit {
            currency: bare.currency,
            period: bare.period,
            scale: bare.scale,
            currency_by: DecidedBy::Pack,
            period_by: DecidedBy::Pack,
            naming: (0, 0),
            amounts: 0,
            net: false,
            decided: bare.decided,
        }
    }

    /// The same for reading a cell.
    pub(super) fn defaults(&self) -> Defaults {
        Defaults { currency: self.currency, period: self.period, scale: self.scale, decided: self.decided }
    }
}

impl Job<'_> {
    /// Decides in which unit the pay column of a file is read, by its header and its first rows.
    pub fn decide_unit(&mut self, input: &Input<'_>) {
        if self.columns.salary.is_none() {
            return;
        }
        self.unit = PayUnit::assumed(&self.terms.bare);
        let header = pay_header(&self.columns.pay_header, self.unit.currency);
        let decision = Decision { job: self, input, header, evidence: Evidence::of(input, &self.columns) };
        let (unit, evident) = (decision.unit(), decision.evident_currencies());
        self.unit = unit;
        self.evident_currencies = evident;
    }

    /// What a cell is read with that names no unit, where no other cell of its row says more.
    #[must_use]
    pub fn bare(&self) -> Defaults {
        self.unit.defaults()
    }

    /// In which unit the pay column is read.
    #[must_use]
    pub fn unit(&self) -> &PayUnit {
        &self.unit
    }
}

/// The currency in which amounts with Chinese units are, where a file says nothing: `native`, if it is counted so.
pub(super) fn currency_of_chinese(native: Currency) -> Option<Currency> {
    match read("1万", &Defaults::new(native, PayPeriod::Year)) {
        Ok(PayText::Stated(pay)) => Some(pay.currency),
        _ => None,
    }
}

/// A tenth of the amounts is enough to speak for the others.
const ENOUGH: u64 = 10;

/// What a unit is decided by.
struct Decision<'d, 'p, 'i, 's> {
    job: &'d Job<'p>,
    input: &'i Input<'s>,
    header: PayHeader,
    evidence: Evidence,
}

impl Decision<'_, '_, '_, '_> {
    fn unit(&self) -> PayUnit {
        let asked = self.job.terms.asked;
        // The market is asked only where it can decide.
        let distances = std::cell::OnceCell::new();
        let distances = || distances.get_or_init(|| Distances::of(self.job, self.input));
        let (currency, currency_by) = match (asked.currency, self.header.currency) {
            (Some(currency), _) => (currency, DecidedBy::Flag),
            (None, Some(currency)) => (currency, DecidedBy::Header),
            (None, None) => self.currency(&distances),
        };
        let (period, period_by) = match (asked.period, self.header.period) {
            (Some(period), _) => (period, DecidedBy::Flag),
            (None, Some(period)) => (period, DecidedBy::Header),
            (None, None) => self.period(currency, currency_by, &distances),
        };
        let naming = (self.evidence.naming_currency(currency), self.evidence.naming_period(period));
        let (scale, net, amounts) = (self.header.scale, self.header.net, self.evidence.amounts);
        PayUnit { currency, period, currency_by, period_by, naming, amounts, scale, net, decided: true }
    }

    /// Whether the header of the column, another cell of it, or the titles or places beside it are in Han letters.
    fn has_chinese_context(&self) -> bool {
        self.header.han || self.evidence.has_han || self.evidence.is_beside_han()
    }

    /// The currencies that the file gives evidence for: those that its amounts name or are written in, and those of its
    /// countries and places.
    fn evident_currencies(&self) -> Vec<Currency> {
        let native = self.job.unit.currency;
        let written = self.evidence.currency(native).map(|found| found.0);
        let chinese = currency_of_chinese(native).filter(|_| self.has_chinese_context());
        let places = self.evidence.currencies_of_places(self.job);
        let mut all = Vec::new();
        for currency in written.into_iter().chain(self.evidence.currencies()).chain(places).chain(chinese) {
            if !all.contains(&currency) {
                all.push(currency);
            }
        }
        all
    }

    /// What the amounts of the first rows say, then how they are written.
    fn currency<'x>(&self, distances: &impl Fn() -> &'x Distances) -> (Currency, DecidedBy) {
        let native = self.job.unit.currency;
        let found = self.evidence.currency(native);
        if let Some((currency, naming, by)) = found
            && naming * ENOUGH >= self.evidence.amounts
            && (currency == native || naming == self.evidence.amounts || self.may_be(currency, distances()))
        {
            return (currency, by);
        }
        let Some(chinese) = currency_of_chinese(native) else { return (native, DecidedBy::Pack) };
        if self.evidence.thousands * ENOUGH >= self.evidence.amounts
            && self.evidence.thousands > 0
            && self.has_chinese_context()
        {
            return (chinese, DecidedBy::Notation);
        }
        // A span of time in Chinese is Chinese notation too, unless only the currency of the answer is near the market.
        if self.header.han_period && found.is_none() && chinese != native && self.may_be(chinese, distances()) {
            return (chinese, DecidedBy::Notation);
        }
        (native, DecidedBy::Pack)
    }

    /// Whether amounts without a currency may be in this one: unless they are near the market in the answer's alone.
    fn may_be(&self, currency: Currency, distances: &Distances) -> bool {
        let periods = match (self.job.terms.asked.period, self.header.period) {
            (Some(period), _) => vec![period],
            (None, Some(period)) => vec![period],
            (None, None) => vec![PayPeriod::Year, PayPeriod::Month],
        };
        let native = self.job.unit;
        let near = |currency, period| self.is_near(currency, period, Silent::Currency, distances);
        let own = periods.iter().map(|period| near(currency, *period));
        let assumed = periods.first().copied().unwrap_or(native.period);
        own.into_iter().any(|near| near != Some(false)) || near(native.currency, assumed) != Some(true)
    }

    /// Whether the median of the amounts that leave something out is near the market; `None` where that is not known.
    fn is_near(&self, currency: Currency, period: PayPeriod, silent: Silent, distances: &Distances) -> Option<bool> {
        let unit = self.job.unit_of(currency)?;
        let year = self.job.year_of(period)?;
        let factor = unit.amount(Decimal::ONE)?;
        let scale = Decimal::from(10_u64.checked_pow(self.header.scale.power())?);
        distances.median(silent, year, scale).map(|median| {
            let ratio = median * f64::try_from(factor).unwrap_or(f64::NAN);
            (0.2..=5.0).contains(&ratio)
        })
    }

    /// What the amounts of the first rows say that may be in the currency, then how they are written.
    fn period<'x>(
        &self,
        currency: Currency,
        by: DecidedBy,
        distances: &impl Fn() -> &'x Distances,
    ) -> (PayPeriod, DecidedBy) {
        let assumed = self.job.unit.period;
        let near = |period| self.is_near(currency, period, Silent::Period, distances());
        if let Some((period, naming, of)) =
            self.evidence.period(currency, matches!(by, DecidedBy::Flag | DecidedBy::Header))
        {
            let is_enough = naming * ENOUGH >= of;
            let is_likely =
                period == assumed || naming == of || near(period) != Some(false) || near(assumed) != Some(true);
            if is_enough && is_likely {
                return (period, DecidedBy::Cells);
            }
        }
        let (month, year) = (PayPeriod::Month, PayPeriod::Year);
        let is_chinese = currency_of_chinese(self.job.unit.currency) == Some(currency)
            && (by != DecidedBy::Pack || self.evidence.chinese > 0);
        let enough = |count: u64| count > 0 && count * ENOUGH >= self.evidence.amounts;
        if !is_chinese || !(enough(self.evidence.unit_without_period) || enough(self.evidence.chinese_without_period)) {
            return (assumed, DecidedBy::Pack);
        }
        let only_year = || near(month) == Some(false) && near(year) == Some(true);
        let only_month = || near(year) == Some(false) && near(month) == Some(true);
        if enough(self.evidence.ranges_without_period) {
            return (if only_year() { year } else { month }, DecidedBy::Notation);
        }
        match only_month() {
            true => (month, DecidedBy::Notation),
            false if enough(self.evidence.unit_without_period) => (year, DecidedBy::Notation),
            false => (assumed, DecidedBy::Pack),
        }
    }
}
