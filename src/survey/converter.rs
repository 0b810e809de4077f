//! Converts and ages the amounts of rows.

use std::collections::BTreeSet;

use foldhash::HashMap;
use jiff::civil::Date;

use super::counted::WholeUnit;
use super::options::RowAgeing;
use super::stated_amount::StatedAmount;
use super::whole_value::WholeValue;
use crate::money::{Currency, Decimal, Overflow};
use crate::pack::{Pack, convention};
use crate::payroll::{ConversionFactor, FilePricer};
use crate::people::bare_pay;
use crate::pricing::{PricingError, growth_factor, months_between};

/// Converts amounts to the currency of the answer a year, and ages them. Factors are cached.
#[derive(Clone)]
pub(super) struct Converter<'f, 'p> {
    file: &'f FilePricer<'p>,
    ageing: Option<RowAgeing>,
    days_per_month: Decimal,
    factors: HashMap<Currency, Option<ConversionFactor>>,
    growth: HashMap<Date, Decimal>,
}

impl<'f, 'p> Converter<'f, 'p> {
    /// A converter to the currency of the answer.
    ///
    /// # Errors
    /// [`PricingError`] when the conventions of the pack cannot be read.
    pub(super) fn new(pack: &Pack, file: &'f FilePricer<'p>, ageing: Option<RowAgeing>) -> Result<Self, PricingError> {
        let days_per_month = match ageing {
            Some(_) => pack.convention(convention::DAYS_PER_MONTH).map_err(PricingError::from)?.value,
            None => Decimal::ONE,
        };
        Ok(Converter { file, ageing, days_per_month, factors: HashMap::default(), growth: HashMap::default() })
    }

    /// The low and the high end of an amount; `None` when there is no rate.
    pub(super) fn convert(&mut self, stated: &StatedAmount) -> Result<Option<(Decimal, Decimal)>, Overflow> {
        let growth = self.growth(stated.date)?;
        let Some(factor) = self.factor(stated.currency) else { return Ok(None) };
        let converted = |amount: Decimal| factor.convert(amount)?.checked_mul(growth);
        Ok(converted(stated.low).zip(converted(stated.high)))
    }

    /// The value of whole numbers in a unit; `None` where there is no rate, or the largest of them cannot be converted.
    pub(super) fn whole_value(&mut self, (currency, period): WholeUnit) -> Option<WholeValue> {
        let factor = self.factor(currency)?;
        let value = WholeValue::new(currency, period, self.file.conventions(), factor);
        value.of(u32::MAX.into()).is_some().then_some(value)
    }

    /// A whole number as an amount that is converted by itself.
    pub(super) fn stated(&self, number: u32, (currency, period): WholeUnit) -> Result<StatedAmount, Overflow> {
        let annual = bare_pay(number.into(), currency, period).annual(&self.file.conventions())?;
        let amount = annual.midpoint().ok_or(Overflow)?;
        Ok(StatedAmount { low: amount, high: amount, currency, date: None })
    }

    /// The currencies of amounts for which there was no rate.
    pub(super) fn currencies_without_rate(&self) -> BTreeSet<Currency> {
        self.factors.iter().filter(|(_, factor)| factor.is_none()).map(|(currency, _)| *currency).collect()
    }

    fn factor(&mut self, currency: Currency) -> Option<ConversionFactor> {
        *self.factors.entry(currency).or_insert_with(|| self.file.conversion_from(currency))
    }

    fn growth(&mut self, from: Option<Date>) -> Result<Decimal, Overflow> {
        let (Some(ageing), Some(from)) = (&self.ageing, from) else { return Ok(Decimal::ONE) };
        if let Some(known) = self.growth.get(&from) {
            return Ok(*known);
        }
        // Pay of a later date than the answer stays as it is.
        let factor = if from < ageing.on {
            let months = months_between(from, ageing.on, self.days_per_month)?;
            growth_factor(ageing.rate_pct, months, ageing.method)?
        } else {
            Decimal::ONE
        };
        self.growth.insert(from, factor);
        Ok(factor)
    }
}
