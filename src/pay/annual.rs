//! What a year of a stated pay comes to.

use super::{Pay, PayPeriod};
use crate::money::{Currency, Decimal, Overflow};

/// The constants that turn pay for another span of time into pay for a year, from a pack or from the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// Months paid a year where the text does not say; 12 unless there is a customary 13th.
    pub months_per_year: Decimal,
    /// Weeks paid a year, usually 52.
    pub paid_weeks_per_year: Decimal,
    /// Days paid a calendar month: 21.75 in China, (365 − 104 weekend days) ÷ 12.
    pub paid_days_per_month: Decimal,
    /// Hours paid a day, usually 8.
    pub paid_hours_per_day: Decimal,
}

/// Pay for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnualPay {
    /// The low end, in `currency` a year; `None` when only a high end was stated.
    pub low: Option<Decimal>,
    /// The high end, in `currency` a year; `None` when only a low end was stated.
    pub high: Option<Decimal>,
    /// The currency of the stated pay: nothing is converted.
    pub currency: Currency,
}

impl AnnualPay {
    /// The middle of the range, by which ranges compare, in `currency` a year; `None` for an open end.
    #[must_use]
    pub fn midpoint(&self) -> Option<Decimal> {
        let (low, high) = (self.low?, self.high?);
        // Not (low + high) ÷ 2: the sum could leave the range of a decimal where the middle does not.
        high.checked_sub(low)?.checked_div(Decimal::TWO)?.checked_add(low)
    }
}

impl Pay {
    /// The pay for a year.
    ///
    /// ```text
    /// year    amount
    /// month   amount × months paid a year (stated, or the convention)
    /// week    amount × weeks paid a year
    /// day     amount × days paid a month × 12
    /// hour    amount × hours paid a day × days paid a month × 12
    /// ```
    ///
    /// Days are counted over the 12 months of the calendar, whatever number of months is paid: a customary 13th salary is
    /// no matter of day rates.
    ///
    /// ```
    /// use payband::money::Decimal;
    /// use payband::pay::{Conventions, Defaults, PayPeriod, Reading, read};
    ///
    /// let conventions = Conventions {
    ///     months_per_year: Decimal::from(12),
    ///     paid_weeks_per_year: Decimal::from(52),
    ///     paid_days_per_month: Decimal::new(2175, 2),
    ///     paid_hours_per_day: Decimal::from(8),
    /// };
    /// let defaults = Defaults::new("CNY".parse()?, PayPeriod::Year);
    /// let Ok(Reading::Stated(pay)) = read("15-30K·14薪", &defaults) else { unreachable!() };
    /// let year = pay.annual(&conventions)?;
    /// assert_eq!((year.low, year.high), (Some(Decimal::from(210_000)), Some(Decimal::from(420_000))));
    /// assert_eq!(year.midpoint(), Some(Decimal::from(315_000)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Overflow`] when conventions out of all proportion leave the range of a decimal.
    pub fn annual(&self, conventions: &Conventions) -> Result<AnnualPay, Overflow> {
        let end = |amount: Option<Decimal>| amount.map(|amount| self.annual_amount(amount, conventions)).transpose();
        Ok(AnnualPay { low: end(self.low)?, high: end(self.high)?, currency: self.currency })
    }

    fn annual_amount(&self, amount: Decimal, conventions: &Conventions) -> Result<Decimal, Overflow> {
        let times = |amount: Decimal, factor: Decimal| amount.checked_mul(factor).ok_or(Overflow);
        let days = |amount| times(times(amount, conventions.paid_days_per_month)?, Decimal::from(12));
        match self.period {
            PayPeriod::Year => Ok(amount),
            PayPeriod::Month => times(amount, self.months.unwrap_or(conventions.months_per_year)),
            PayPeriod::Week => times(amount, conventions.paid_weeks_per_year),
            PayPeriod::Day => days(amount),
            PayPeriod::Hour => days(times(amount, conventions.paid_hours_per_day)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Assumed, Notation};
    use super::*;

    fn pay(period: PayPeriod, months: Option<i64>) -> Pay {
        Pay {
            low: Some(Decimal::from(100)),
            high: None,
            currency: "CNY".parse().unwrap(),
            period,
            months: months.map(Decimal::from),
            assumed: Assumed::default(),
            notation: Notation::default(),
        }
    }

    #[test]
    fn each_span_of_time_has_its_own_factor() {
        let conventions = Conventions {
            months_per_year: Decimal::from(13),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        for (period, months, expected) in [
            (PayPeriod::Year, None, 100),
            (PayPeriod::Year, Some(14), 100),
            (PayPeriod::Month, None, 1300),
            (PayPeriod::Month, Some(14), 1400),
            (PayPeriod::Week, None, 5200),
            (PayPeriod::Day, None, 26_100),
            (PayPeriod::Hour, None, 208_800),
        ] {
            let year = pay(period, months).annual(&conventions).unwrap();
            assert_eq!(year.low, Some(Decimal::from(expected)), "{period:?}");
            assert_eq!((year.high, year.midpoint()), (None, None), "an open end has no middle");
        }
        let absurd = Conventions { paid_hours_per_day: Decimal::MAX, ..conventions };
        assert_eq!(pay(PayPeriod::Hour, None).annual(&absurd), Err(Overflow));
    }

    #[test]
    fn the_middle_of_two_huge_ends_is_still_there() {
        let year = AnnualPay { low: Some(Decimal::MAX), high: Some(Decimal::MAX), currency: "USD".parse().unwrap() };
        assert_eq!(year.midpoint(), Some(Decimal::MAX));
    }
}
