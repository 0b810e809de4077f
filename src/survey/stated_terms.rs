//! The dates and currencies in which the rows of a survey state their pay.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::counted::CountedGroup;
use super::dates::is_older;
use super::options::RowAgeing;
use crate::money::Currency;

/// The months after which pay is old. Older rows are used, and a warning says how many there are.
const OLD_MONTHS: u32 = 12;

/// The dates and currencies of rows, duplicates left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedTerms {
    /// The first and the last date; `None` where pay is not brought to one date.
    pub window: Option<(Date, Date)>,
    /// The number of rows whose pay is more than twelve months older than the date that it is brought to.
    pub old_rows: u64,
    /// The currencies in which pay is stated.
    pub currencies: BTreeSet<Currency>,
    /// The currencies from which bonuses are converted, each with that of the pay.
    pub bonus_conversions: BTreeSet<(Currency, Currency)>,
}

impl StatedTerms {
    /// The terms of the rows of a group.
    pub(super) fn of(group: &CountedGroup, ageing: Option<&RowAgeing>) -> Self {
        let mut terms = StatedTerms::default();
        // Whole numbers have no date.
        terms.currencies.extend(group.whole.iter().map(|((currency, _), _)| *currency));
        terms.bonus_conversions.extend(group.bonuses.converted.keys());
        for ((_, stated), count) in &group.other {
            terms.currencies.insert(stated.currency);
            let Some(date) = stated.date else { continue };
            terms.include((date, date));
            if ageing.is_some_and(|ageing| is_older(date, ageing.on, OLD_MONTHS)) {
                terms.old_rows += count.rows;
            }
        }
        terms
    }

    /// Adds the terms of other rows.
    pub(super) fn add(&mut self, other: Self) {
        if let Some(window) = other.window {
            self.include(window);
        }
        self.old_rows = self.old_rows.saturating_add(other.old_rows);
        self.currencies.extend(other.currencies);
        self.bonus_conversions.extend(other.bonus_conversions);
    }

    /// Extends the window to a first and a last date.
    fn include(&mut self, (first, last): (Date, Date)) {
        self.window = Some(self.window.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    }
}
