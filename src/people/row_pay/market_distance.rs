//! How far the pay of the first rows is from the market, read in one unit or another.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::cell::{stated_pay, times_per_year};
use super::row::currency_of_cell;
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Pay, PayPeriod};
use crate::people::columns::Columns;
use crate::people::language::Language;
use crate::tabular::{Input, Row, unquoted};

/// The largest ratio of pay to the market mid that is plausible, and the inverse of the smallest.
pub(crate) const MAX_PLAUSIBLE_RATIO: u32 = 5;

/// The largest median ratio, and the inverse of the smallest, at which no other unit is likelier than the assumed one.
pub(crate) const MAX_LIKELY_RATIO: u32 = 2;

/// Market prices as evidence for the unit of pay.
pub(crate) trait MarketReference {
    /// A function that returns the annual market mid of a row, in the currency of the market; `None` where it has no price.
    fn annual_mids(&self) -> impl FnMut(&Row<'_>) -> Option<Decimal>;

    /// What one unit of a currency is worth in the currency of the market; `None` without a rate.
    fn rate_from(&self, currency: Currency) -> Option<Decimal>;
}

/// The part of its unit that an amount does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unstated {
    Currency,
    Period,
}

/// The amounts of the first rows whose row has a market price, and that do not state their whole unit.
#[derive(Debug, Default)]
pub(super) struct MarketDistances {
    amounts: Vec<Distance>,
}

/// An amount against the market mid.
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// The amount, in ones, divided by the market mid a year.
    ratio: f64,
    states_currency: bool,
    /// Its currency, and what one unit of that is worth in that of the market, where the cell or one beside it states the currency.
    rate: Option<(Currency, f64)>,
    /// How many times a year the amount is paid, where the cell or one beside it states its period.
    times_per_year: Option<f64>,
    /// Whether the column of periods states its period, and the cell does not.
    is_by_period_column: bool,
    /// Whether the amount has no unit such as k, so that the scale of the column applies.
    is_scaled: bool,
}

impl MarketDistances {
    /// Reads the amounts of a pay column. `native` is the currency of signs that several share.
    pub(super) fn new(
        market: &impl MarketReference,
        input: &Input<'_>,
        columns: &Columns,
        conventions: &Conventions,
        native: Currency,
    ) -> Self {
        let mut distances = MarketDistances::default();
        let Some(column) = columns.salary else { return distances };
        let mut times_of_periods: HashMap<Box<[u8]>, Option<f64>, RandomState> = HashMap::default();
        let mut rates_of_currencies: HashMap<Box<[u8]>, Option<(Currency, f64)>, RandomState> = HashMap::default();
        let mut mid_of = market.annual_mids();
        let mut known: HashMap<Box<[u8]>, Option<Distance>, RandomState> = HashMap::default();
        input.sample(|row: &Row<'_>| {
            let cell = row.raw(column).unwrap_or_default();
            let read = match known.get(cell) {
                Some(read) => *read,
                None => {
                    let read = stated_pay(&unquoted(cell), None).and_then(|pay| distance(&pay, market, conventions));
                    known.insert(cell.into(), read);
                    read
                }
            };
            let Some(read) = read.filter(|read| !read.states_currency || read.times_per_year.is_none()) else { return };
            let beside = columns.period_columns().find_map(|column| {
                let period = row.raw(column).unwrap_or_default();
                let times = *times_of_periods.entry(period.into()).or_insert_with(|| {
                    let named = Language::bundled().period_of_cell(&String::from_utf8_lossy(&unquoted(period)));
                    named.and_then(|period| times_a_year(period, conventions))
                });
                Some((column, times?))
            });
            let currency = columns.currency.and_then(|column| row.raw(column)).unwrap_or_default();
            let rate = *rates_of_currencies.entry(currency.into()).or_insert_with(|| {
                let named = currency_of_cell(&String::from_utf8_lossy(&unquoted(currency)), native);
                named.and_then(|currency| Some((currency, f64::try_from(market.rate_from(currency)?).ok()?)))
            });
            let read = Distance {
                rate: read.rate.or(rate),
                times_per_year: read.times_per_year.or(beside.map(|(_, times)| times)),
                is_by_period_column: read.times_per_year.is_none()
                    && beside.is_some_and(|(column, _)| Some(column) == columns.pay_period),
                ..read
            };
            if let Some(mid) = mid_of(row).and_then(|mid| f64::try_from(mid).ok()) {
                distances.amounts.push(Distance { ratio: read.ratio / mid, ..read });
            }
        });
        distances
    }

    /// The median ratio of the amounts whose period the column of periods states: read in that period, or, with
    /// `times_per_year`, in that one. Amounts without a currency are converted at `rate`. `None` where there is no such amount.
    pub(super) fn median_of_period_column(&self, times_per_year: Option<f64>, rate: f64, scale: f64) -> Option<f64> {
        let ratio = |amount: &Distance| {
            let times = times_per_year.or(amount.times_per_year)?;
            Some(
                amount.ratio
                    * times
                    * amount.rate.map_or(rate, |(_, rate)| rate)
                    * if amount.is_scaled { scale } else { 1.0 },
            )
        };
        let by_column = self.amounts.iter().filter(|amount| amount.is_by_period_column);
        median(by_column.filter_map(ratio).collect())
    }

    /// The median ratio of the amounts in another stated currency than this one that state no period, read as paid `times_per_year`;
    /// `None` where there is no such amount.
    pub(super) fn median_in_other_currencies(
        &self,
        currency: Currency,
        times_per_year: f64,
        scale: f64,
    ) -> Option<f64> {
        let ratio = |amount: &Distance| {
            let (_, rate) = amount.rate.filter(|(of, _)| *of != currency && amount.times_per_year.is_none())?;
            Some(amount.ratio * times_per_year * rate * if amount.is_scaled { scale } else { 1.0 })
        };
        median(self.amounts.iter().filter_map(ratio).collect())
    }

    /// The median ratio of the amounts that do not state `unstated`, without those in another stated currency than this one. An amount
    /// without a period is taken as paid `times_per_year`, one without a unit as counted in `scale`. `None` where there is no such amount.
    pub(super) fn median(
        &self,
        currency: Currency,
        unstated: Unstated,
        times_per_year: Decimal,
        scale: Decimal,
    ) -> Option<f64> {
        let (times_per_year, scale) = (f64::try_from(times_per_year).ok()?, f64::try_from(scale).ok()?);
        let is_unstated = |amount: &&Distance| match unstated {
            Unstated::Currency => !amount.states_currency,
            Unstated::Period => amount.times_per_year.is_none(),
        };
        let ratio = |amount: &Distance| {
            amount.ratio * amount.times_per_year.unwrap_or(times_per_year) * if amount.is_scaled { scale } else { 1.0 }
        };
        let may_be = |amount: &&Distance| amount.rate.is_none_or(|(stated, _)| stated == currency);
        median(self.amounts.iter().filter(is_unstated).filter(may_be).map(ratio).collect())
    }
}

fn median(mut ratios: Vec<f64>) -> Option<f64> {
    ratios.sort_unstable_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied()
}

/// How many times a year pay for a period is paid.
fn times_a_year(period: PayPeriod, conventions: &Conventions) -> Option<f64> {
    f64::try_from(times_per_year(period, "USD".parse().ok()?, conventions)?).ok()
}

fn distance(pay: &Pay, market: &impl MarketReference, conventions: &Conventions) -> Option<Distance> {
    let (low, high) = (pay.low.or(pay.high)?, pay.high.or(pay.low)?);
    let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
    let a_year = |pay: &Pay| f64::try_from(pay.annual(conventions).ok()?.midpoint()?).ok();
    let one = Pay { low: Some(Decimal::ONE), high: Some(Decimal::ONE), ..*pay };
    Some(Distance {
        ratio: f64::try_from(middle).ok()?,
        states_currency: pay.states_currency(),
        rate: match pay.states_currency() {
            true => Some((pay.currency, f64::try_from(market.rate_from(pay.currency)?).ok()?)),
            false => None,
        },
        is_by_period_column: false,
        times_per_year: if pay.states_period() { Some(a_year(&one)?) } else { None },
        is_scaled: !pay.notation.has_unit(),
    })
}
