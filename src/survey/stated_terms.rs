//! The dates and currencies in which the rows of a survey state their pay.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::counted::CountedPay;
use super::dates::is_older;
use super::options::SurveyOptions;
use crate::money::Currency;

/// The months after which pay is old. Older rows are used, and a warning says how many there are.
const OLD_MONTHS: u32 = 12;

/// The dates and currencies of the rows that have pay and a group, duplicates left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedTerms {
    /// The first and the last date; `None` where pay is not brought to one date.
    pub window: Option<(Date, Date)>,
    /// The number of rows whose pay is more than twelve months older than the date that it is brought to.
    pub old_rows: u64,
    /// The currencies in which pay is stated.
    pub currencies: BTreeSet<Currency>,
}

impl StatedTerms {
    /// The terms of counted rows.
    pub(super) fn of(counted: &CountedPay, options: &SurveyOptions) -> Self {
        let mut terms = StatedTerms::default();
        let groups = || counted.groups.values();
        // Whole numbers have no date.
        terms.currencies.extend(groups().flat_map(|group| group.whole.keys()).map(|(currency, _)| *currency));
        for ((_, stated), count) in groups().flat_map(|group| &group.other) {
            if !terms.currencies.contains(&stated.currency) {
                terms.currencies.insert(stated.currency);
            }
            let Some(date) = stated.date else { continue };
            terms.window = Some(terms.window.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
            if options.ageing.is_some_and(|ageing| is_older(date, ageing.on, OLD_MONTHS)) {
                terms.old_rows += count.rows;
            }
        }
        terms
    }
}
