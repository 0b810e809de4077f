//! A priced cell with the pay that is compared with it.

use super::cell::Priced;
use super::provenance;
use crate::answer::Value;
use crate::pricing::{Conversion, Offer, Quote, Uplift};

/// A priced cell, and the pay that the caller sets beside it.
#[derive(Debug, Clone)]
pub struct BenchmarkRow {
    /// The price.
    pub quote: Quote,
    /// An offer or salary against it.
    pub offer: Option<Offer>,
    /// The gain from a candidate's present pay.
    pub uplift: Option<Uplift>,
}

impl From<Quote> for BenchmarkRow {
    fn from(quote: Quote) -> Self {
        BenchmarkRow { quote, offer: None, uplift: None }
    }
}

impl BenchmarkRow {
    /// How the pay beside the price was changed into the price's currency.
    pub(super) fn converted(&self) -> impl Iterator<Item = &Conversion> {
        let offer = self.offer.iter().flat_map(|offer| &offer.converted);
        offer.chain(self.uplift.iter().flat_map(|uplift| &uplift.converted))
    }

    /// What the offer says; nothing without one.
    pub(super) fn offer<T: Into<Value>>(&self, pick: impl FnOnce(&Offer) -> T) -> Value {
        self.offer.as_ref().map(pick).into()
    }

    /// The documents behind the row, those behind rates of exchange for the pay beside it included.
    pub(super) fn sources(&self) -> String {
        let own = self.quote.sources();
        provenance::joined(std::iter::once(own.as_str()).chain(self.converted().map(|conversion| conversion.source())))
    }
}

impl Priced for BenchmarkRow {
    fn quote(&self) -> &Quote {
        &self.quote
    }
}
