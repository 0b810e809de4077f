//! Amounts that may be pay a year in a column of pay for a shorter period.

use std::ops::RangeInclusive;

use super::assumed_pay::AmountsAbove;
use super::file_pricer::FilePricer;
use super::tally::Tally;
use crate::money::Decimal;
use crate::people::times_per_year;

/// Amounts that are near the others of their column as pay a year, and far above them as they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearlyAmounts {
    /// The number of amounts.
    pub amounts: u64,
    /// The number of all amounts whose period was assumed.
    pub all_amounts: u64,
    /// The lines of the first of them, in order.
    pub lines: Vec<u64>,
}

/// An amount is far above the others from this many times their median market ratio.
const FAR_ABOVE_OTHERS: Decimal = Decimal::from_parts(6, 0, 0, false, 0);

/// An amount is near the others from the first to the second of these many times their median market ratio.
const NEAR_MEDIAN: RangeInclusive<Decimal> =
    Decimal::from_parts(4, 0, 0, false, 1)..=Decimal::from_parts(25, 0, 0, false, 1);

/// The fewest amounts of a column for a usable median.
const MIN_AMOUNTS: u64 = 5;

/// The largest share of a column, as one in so many, that may be pay a year. Above it they are the column's normal pay.
const MAX_SHARE_OF_YEARLY: u64 = 4;

impl FilePricer<'_> {
    /// The amounts that may be pay a year. Those beyond five times the market mid are in [`FilePricer::clusters`].
    #[must_use]
    pub fn yearly_amounts(&self, tally: &Tally) -> Option<YearlyAmounts> {
        let unit = &self.pay_unit;
        let counts = &tally.assumed_pay;
        let paid = times_per_year(unit.period, unit.currency, &self.options.conventions)?;
        let all = counts.without_period;
        let usual = counts.first.median_without_period().filter(|_| all >= MIN_AMOUNTS && paid > Decimal::TWO)?;
        let far = usual.checked_mul(FAR_ABOVE_OTHERS)?;
        let near = |ratio: Decimal| {
            let of_year = ratio.checked_div(paid)?.checked_div(usual)?;
            Some(NEAR_MEDIAN.contains(&of_year))
        };
        let mut yearly = AmountsAbove::default();
        for (tenths, above) in &counts.above {
            let ratio = Decimal::from(*tenths).checked_div(Decimal::TEN)?;
            if ratio >= far && near(ratio) == Some(true) {
                yearly.merge(above);
            }
        }
        let is_few = yearly.count > 0 && yearly.count * MAX_SHARE_OF_YEARLY < all;
        let lines = yearly.lines.iter().map(|line| self.source_lines.of(*line)).collect();
        is_few.then_some(YearlyAmounts { amounts: yearly.count, all_amounts: all, lines })
    }
}
