//! The currencies of the countries that a column names.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::money::Currency;
use crate::people::columns::Columns;
use crate::people::language::currency_of_country;
use crate::tabular::Row;

/// The most spellings of countries that are cached. Further ones are read anew.
const MAX_SPELLINGS: usize = 1024;

/// The currency of each country cell that has been read.
#[derive(Debug, Default)]
pub(super) struct CountryCurrencies {
    known: HashMap<Box<[u8]>, Option<Currency>, RandomState>,
}

impl CountryCurrencies {
    /// The currency of the country of a row; `None` without a column of countries, and for a country that is not known.
    pub(super) fn of_row(&mut self, row: &Row<'_>, columns: &Columns) -> Option<Currency> {
        let column = columns.country?;
        let raw = row.raw(column)?;
        if let Some(known) = self.known.get(raw) {
            return *known;
        }
        let cell = row.value(column)?;
        let currency = currency_of_country(&String::from_utf8_lossy(&cell));
        if self.known.len() < MAX_SPELLINGS {
            self.known.insert(raw.into(), currency);
        }
        currency
    }
}
