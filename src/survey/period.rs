//! The amounts of a survey for another period than a year.

use super::run::Survey;
use super::statistics::Statistics;
use crate::money::{Decimal, Overflow, Period};

impl Survey {
    /// Divides the amounts a year by the number of periods that are paid in one. Shares, ranks and grades stay. Call it once, on
    /// amounts a year.
    ///
    /// # Errors
    /// [`Overflow`] when an amount cannot be held.
    pub fn in_period(&mut self, period: Period, periods_a_year: Decimal) -> Result<(), Overflow> {
        (self.period, self.periods_a_year) = (period, periods_a_year);
        if periods_a_year == Decimal::ONE {
            return Ok(());
        }
        let divided = |amount: Decimal| amount.checked_div(periods_a_year).ok_or(Overflow);
        for pooled in &mut self.rollups {
            divide(&mut pooled.statistics, divided)?;
        }
        for group in &mut self.groups {
            if let Some(statistics) = &mut group.statistics {
                divide(statistics, divided)?;
            }
            let medians = &mut group.outlier_medians;
            for median in [&mut medians.with, &mut medians.without].into_iter().flatten() {
                *median = divided(*median)?;
            }
        }
        Ok(())
    }
}

fn divide(statistics: &mut Statistics, divided: impl Fn(Decimal) -> Result<Decimal, Overflow>) -> Result<(), Overflow> {
    for percentile in statistics.percentiles.iter_mut().flatten() {
        *percentile = divided(*percentile)?;
    }
    statistics.mean = divided(statistics.mean)?;
    if let Some(interval) = &mut statistics.median_interval {
        (interval.low, interval.high) = (divided(interval.low)?, divided(interval.high)?);
    }
    if let Some((low, high)) = &mut statistics.posted_ends {
        (*low, *high) = (divided(*low)?, divided(*high)?);
    }
    Ok(())
}
