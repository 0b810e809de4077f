//! Decides the unit of the pay column of a file, with the market as evidence.

use super::file_pricer::FilePricer;
use super::row_pricer::RowPricer;
use crate::money::{Currency, Decimal};
use crate::people::{MarketReference, PayUnit, UnitContext, decide_unit};
use crate::pricing::home_country;
use crate::tabular::{Input, Row};

impl FilePricer<'_> {
    /// Decides in which unit the pay column of a file is read, by its header and its first rows.
    pub fn decide_pay_unit(&mut self, input: &Input<'_>) {
        if self.columns.salary.is_none() {
            return;
        }
        let options = &self.options;
        self.pay_unit = PayUnit::assumed(&options.pay_defaults);
        let context = UnitContext {
            columns: &self.columns,
            assumed: self.pay_unit,
            given: options.given_unit,
            conventions: &options.conventions,
            places: self.titles.places(),
            // A table that cannot be read was reported when the pricer was made.
            home_country: home_country(self.pack).unwrap_or_default(),
            market: &*self,
        };
        let decided = decide_unit(&context, input);
        self.take_quotes_for_evidence();
        (self.pay_unit, self.evident_currencies) = (decided.unit, decided.evident_currencies);
        if decided.is_period_column_unfit {
            self.columns.set_period_column_aside();
        }
    }
}

impl MarketReference for FilePricer<'_> {
    fn annual_mids(&self) -> impl FnMut(&Row<'_>) -> Option<Decimal> {
        let mut pricer = RowPricer::for_evidence(self);
        move |row| pricer.market_mid(row)
    }

    fn rate_from(&self, currency: Currency) -> Option<Decimal> {
        self.conversion_from(currency)?.convert(Decimal::ONE)
    }
}
