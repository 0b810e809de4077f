//! Conversion between currencies, at a dated rate of the pack or at a rate of the caller.

use jiff::civil::Date;

use super::basis::StepBasis;
use super::error::PricingError;
use super::home_market::native_currency;
use crate::money::{Currency, Decimal, Overflow};
use crate::pack::{FxRate, Pack, PackTable};

/// The rates of exchange of a pack, and the caller's own.
#[derive(Debug, Clone, Copy)]
pub struct Exchange<'p> {
    pack: &'p Pack,
    table: &'p PackTable<FxRate>,
    /// The caller's rate: units of the second currency for one unit of the first.
    given: Option<(Currency, Currency, Decimal)>,
}

/// The conversion of one currency into another at a rate.
#[derive(Debug, Clone)]
pub struct Conversion {
    pub(super) from: Currency,
    pub(super) to: Currency,
    rate: Decimal,
    /// Whether the rate is of the other direction. Amounts are then divided by it, so that it is used as published.
    inverse: bool,
    date: Option<Date>,
    pub(super) basis: StepBasis,
    pub(super) source: String,
}

impl<'p> Exchange<'p> {
    /// Reads the rates of a pack.
    ///
    /// # Errors
    /// [`PricingError::Data`] when the table cannot be read.
    pub fn new(pack: &'p Pack) -> Result<Self, PricingError> {
        Ok(Exchange { pack, table: pack.fx()?, given: None })
    }

    /// Adds the caller's own rate for one pair: units of `to` for one unit of `from`.
    #[must_use]
    pub fn with_rate(self, from: Currency, to: Currency, rate: Decimal) -> Self {
        Exchange { given: Some((from, to, rate)), ..self }
    }

    /// The conversion between two currencies, at the caller's rate or the pack's latest, of either direction.
    ///
    /// # Errors
    /// [`PricingError::NoRate`] when there is none; never 1:1.
    pub fn between(&self, from: Currency, to: Currency) -> Result<Conversion, PricingError> {
        if from == to {
            let (basis, source) = (StepBasis::Published, String::new());
            return Ok(Conversion { from, to, rate: Decimal::ONE, inverse: false, date: None, basis, source });
        }
        if let Some((base, quote, rate)) = self.given {
            for inverse in [false, true] {
                if (if inverse { (to, from) } else { (from, to) }) == (base, quote) {
                    return Ok(Conversion {
                        from,
                        to,
                        rate,
                        inverse,
                        date: None,
                        basis: StepBasis::Given,
                        source: String::new(),
                    });
                }
            }
        }
        let pair = |base: Currency, quote: Currency| {
            self.table.iter().filter(|row| row.base == base && row.quote == quote).max_by_key(|row| row.date)
        };
        // Of two rates of the same day, the one that is published in this direction.
        let found = [pair(to, from).map(|row| (row, true)), pair(from, to).map(|row| (row, false))];
        let (row, inverse) =
            found.into_iter().flatten().max_by_key(|(row, _)| row.date).ok_or_else(|| self.no_rate(from, to))?;
        Ok(Conversion {
            from,
            to,
            rate: row.rate,
            inverse,
            date: Some(row.date),
            basis: StepBasis::of(&row.origin),
            source: row.origin.naming(&row.source),
        })
    }

    /// The error for two currencies without a rate.
    fn no_rate(&self, from: Currency, to: Currency) -> PricingError {
        match native_currency(self.pack) {
            Ok(native) => PricingError::NoRate { from, to, known: self.currencies_to(from), native },
            Err(error) => error.into(),
        }
    }

    /// Converts an amount, through a third currency where there is no rate for the pair. Returns the conversions as well.
    ///
    /// # Errors
    /// [`PricingError::NoRate`] when no rates lead there; [`PricingError::Overflow`].
    pub fn convert(
        &self,
        amount: Decimal,
        from: Currency,
        to: Currency,
    ) -> Result<(Decimal, Vec<Conversion>), PricingError> {
        if from == to {
            return Ok((amount, Vec::new()));
        }
        let direct = self.between(from, to);
        let way = match direct {
            Ok(conversion) => vec![conversion],
            Err(no_rate) => self
                .currencies_to(from)
                .into_iter()
                .find_map(|third| Some(vec![self.between(from, third).ok()?, self.between(third, to).ok()?]))
                .ok_or(no_rate)?,
        };
        let mut changed = amount;
        for conversion in &way {
            changed = conversion.apply(changed)?;
        }
        Ok((changed, way))
    }

    /// The currencies that a currency can be converted into at one rate, itself first.
    #[must_use]
    pub fn currencies_to(&self, from: Currency) -> Vec<Currency> {
        let mut known = vec![from];
        let given = self.given.map(|(base, quote, _)| (base, quote));
        for (base, quote) in self.table.iter().map(|row| (row.base, row.quote)).chain(given) {
            for other in [(base, quote), (quote, base)] {
                if other.0 == from && !known.contains(&other.1) {
                    known.push(other.1);
                }
            }
        }
        known
    }
}

impl Conversion {
    /// Converts an amount.
    ///
    /// # Errors
    /// [`Overflow`] when it cannot be held.
    pub fn apply(&self, amount: Decimal) -> Result<Decimal, Overflow> {
        let changed = if self.inverse { amount.checked_div(self.rate) } else { amount.checked_mul(self.rate) };
        changed.ok_or(Overflow)
    }

    /// The number that amounts are multiplied by, and the one that they are divided by; one of them is 1.
    #[must_use]
    pub fn fraction(&self) -> (Decimal, Decimal) {
        if self.inverse { (Decimal::ONE, self.rate) } else { (self.rate, Decimal::ONE) }
    }

    /// The ids of the documents that the rate comes from; empty when the caller gave it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The pair as its rate is published or given: the base currency, and the currency that `rate` counts units of.
    #[must_use]
    pub fn pair(&self) -> (Currency, Currency) {
        if self.inverse { (self.to, self.from) } else { (self.from, self.to) }
    }

    /// Units of the second currency of [`pair`](Conversion::pair) for one unit of the first.
    #[must_use]
    pub fn rate(&self) -> Decimal {
        self.rate
    }

    /// The date of the rate; `None` when the caller gave it.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.date
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_rate_leads_both_ways() {
        let pack = Pack::bundled();
        let [eur, usd, cny] = ["EUR", "USD", "CNY"].map(|code| code.parse().unwrap());
        let exchange = Exchange::new(&pack).unwrap();
        assert_eq!(exchange.currencies_to(eur), [eur]);
        let exchange = exchange.with_rate(eur, usd, Decimal::new(11, 1));
        assert_eq!((exchange.currencies_to(eur), exchange.currencies_to(usd)), (vec![eur, usd], vec![usd, cny, eur]));
        // Through the dollar, in both directions.
        let there = exchange.convert(Decimal::from(10), eur, cny).unwrap().0;
        let back = exchange.convert(there, cny, eur).unwrap().0;
        assert_eq!((there, back), (Decimal::new(779_537, 4), Decimal::from(10)));
    }
}
