//! The amounts of a column that state their period, as evidence for the period of those beside them that do not.

use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Pay};

/// An amount of the first rows, and how many rows have it.
#[derive(Debug, Clone, Copy)]
struct Amount {
    number: f64,
    /// The currency that it states.
    currency: Option<Currency>,
    /// Whether it has no unit such as k, so that the scale of the column applies.
    is_scaled: bool,
    rows: u64,
}

/// The amounts of a column, by whether they state their period.
#[derive(Debug, Default)]
pub(super) struct AmountsBeside {
    /// Those that do, a year.
    stating: Vec<Amount>,
    /// Those that do not, as they are written.
    without: Vec<Amount>,
}

impl AmountsBeside {
    pub(super) fn add(&mut self, pay: &Pay, conventions: &Conventions, rows: u64) {
        let currency = pay.states_currency().then_some(pay.currency);
        let amount = |number: Option<Decimal>| {
            let number = f64::try_from(number?).ok()?;
            Some(Amount { number, currency, is_scaled: !pay.notation.has_unit(), rows })
        };
        if pay.states_period() {
            self.stating.extend(pay.annual(conventions).ok().and_then(|year| amount(year.midpoint())));
        } else {
            self.without.extend(amount(pay.low.or(pay.high)));
        }
    }

    /// Adds a whole number without a unit.
    pub(super) fn add_whole(&mut self, number: u64) {
        let number = f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        self.without.push(Amount { number, currency: None, is_scaled: true, rows: 1 });
    }

    /// The median of the amounts without a period, taken as paid `times_per_year` and, without a unit, as counted in `scale`,
    /// divided by the median of those that state one. Only amounts that may be in the currency count. `None` without either.
    pub(super) fn median_ratio(&self, currency: Currency, times_per_year: f64, scale: f64) -> Option<f64> {
        let in_currency = |amount: &&Amount| amount.currency.is_none_or(|stated| stated == currency);
        let median = |amounts: &[Amount], factor: &dyn Fn(&Amount) -> f64| {
            let mut sorted: Vec<(f64, u64)> = amounts
                .iter()
                .filter(in_currency)
                .map(|amount| (amount.number * factor(amount), amount.rows))
                .collect();
            sorted.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
            let rows: u64 = sorted.iter().map(|(_, rows)| rows).sum();
            let mut before = 0;
            let middle = sorted.into_iter().find(|(_, rows_of_amount)| {
                before += rows_of_amount;
                before * 2 > rows
            });
            middle.map(|(number, _)| number)
        };
        let without = median(&self.without, &|amount| if amount.is_scaled { scale } else { 1.0 } * times_per_year)?;
        Some(without / median(&self.stating, &|_| 1.0)?)
    }
}
