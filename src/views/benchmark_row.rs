//! A priced cell with the pay that is compared with it.

use super::cell::Priced;
use super::provenance;
use crate::answer::Value;
use crate::pricing::{Conversion, Offer, Quote, Uplift};

/// A priced cell, and the pay that is compared with it.
#[derive(Debug, Clone)]
pub struct BenchmarkRow {
    /// The price.
    pub quote: Quote,
    /// An offer or salary compared with the price.
    pub offer: Option<Offer>,
    /// The increase over a candidate's present pay.
    pub uplift: Option<Uplift>,
}

impl From<Quote> for BenchmarkRow {
    fn from(quote: Quote) -> Self {
        BenchmarkRow { quote, offer: None, uplift: None }
    }
}

impl BenchmarkRow {
    /// The conversions of the compared pay into the currency of the price.
    pub(super) fn converted(&self) -> impl Iterator<Item = &Conversion> {
        let offer = self.offer.iter().flat_map(|offer| &offer.converted);
        offer.chain(self.uplift.iter().flat_map(|uplift| &uplift.converted))
    }

    /// A value of the offer; missing without an offer.
    pub(super) fn offer<T: Into<Value>>(&self, pick: impl FnOnce(&Offer) -> T) -> Value {
        self.offer.as_ref().map(pick).into()
    }

    /// The ids of the documents that the row comes from, including those of exchange rates for the compared pay.
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
