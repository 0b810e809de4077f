//! Annual pay from stated pay.

use super::period::PayPeriod;
use super::stated::Pay;
use crate::money::{Currency, Decimal, Interval, Overflow};

/// The number of months paid a year that a text can state.
pub(super) const MONTHS_PAID: std::ops::RangeInclusive<u8> = 12..=24;

/// Whether a number can be one of months paid a year.
pub(crate) fn is_number_of_months_paid(number: Decimal) -> bool {
    (Decimal::from(*MONTHS_PAID.start())..=Decimal::from(*MONTHS_PAID.end())).contains(&number)
}

/// The element of pay that annual pay measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PayElement {
    /// Base salary: 12 months a year, whatever number is paid.
    #[default]
    Base,
    /// Guaranteed pay: base salary and the further months that the contract promises, a 13th or 14th.
    Guaranteed,
    /// Target cash: guaranteed pay and the bonus at target.
    TargetCash,
    /// Total cash: guaranteed pay and the bonus that was paid.
    TotalCash,
}

/// The bonus that an element of pay includes. A text of pay does not state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bonus {
    /// The bonus at target.
    Target,
    /// The bonus that was paid.
    Paid,
}

impl PayElement {
    /// All of them, base salary first.
    pub const ALL: [PayElement; 4] =
        [PayElement::Base, PayElement::Guaranteed, PayElement::TargetCash, PayElement::TotalCash];

    /// The name of the element, such as `base salary`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PayElement::Base => "base salary",
            PayElement::Guaranteed => "guaranteed pay",
            PayElement::TargetCash => "target cash",
            PayElement::TotalCash => "total cash",
        }
    }

    /// The word in data and options: `base`, `guaranteed`, `target-cash` or `total-cash`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            PayElement::Base => "base",
            PayElement::Guaranteed => "guaranteed",
            PayElement::TargetCash => "target-cash",
            PayElement::TotalCash => "total-cash",
        }
    }

    /// The bonus that it includes.
    #[must_use]
    pub fn bonus(self) -> Option<Bonus> {
        match self {
            PayElement::Base | PayElement::Guaranteed => None,
            PayElement::TargetCash => Some(Bonus::Target),
            PayElement::TotalCash => Some(Bonus::Paid),
        }
    }

    /// Whether it includes all months of the contract, and not only twelve.
    #[must_use]
    pub fn includes_further_months(self) -> bool {
        self != PayElement::Base
    }
}

/// The constants that turn pay for another span of time into pay for a year, from a pack or from the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// The element of pay that annual pay measures.
    pub element: PayElement,
    /// Months of guaranteed pay a year where the text does not say; 12 unless there is a customary 13th. Base salary is
    /// always that of 12 months.
    pub months_per_year: Decimal,
    /// Weeks paid a year, usually 52.
    pub paid_weeks_per_year: Decimal,
    /// Days paid a calendar month: 21.75 in China, (365 − 104 weekend days) ÷ 12.
    pub paid_days_per_month: Decimal,
    /// Hours paid a day, usually 8.
    pub paid_hours_per_day: Decimal,
}

impl Conventions {
    /// Hours paid a year; `None` when absurd conventions leave the range of a decimal.
    #[must_use]
    pub fn paid_hours_per_year(&self) -> Option<Decimal> {
        self.paid_hours_per_day.checked_mul(self.paid_days_per_month)?.checked_mul(Decimal::from(12))
    }
}

/// Base salary or guaranteed pay for a year, as [`Conventions::element`] asks.
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
    /// The range with its middle; `None` for an open end.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval { low: self.low?, mid: self.midpoint()?, high: self.high? })
    }

    /// The middle of the range, by which ranges compare, in `currency` a year; `None` for an open end.
    #[must_use]
    pub fn midpoint(&self) -> Option<Decimal> {
        let (low, high) = (self.low?, self.high?);
        // Not (low + high) ÷ 2, because the sum could leave the range of a decimal.
        high.checked_sub(low)?.checked_div(Decimal::TWO)?.checked_add(low)
    }
}

impl Pay {
    /// The pay for a year. For target cash and total cash it is the guaranteed pay, without the bonus.
    ///
    /// ```text
    ///             base salary                            guaranteed pay
    /// year        amount × 12 ÷ months, where stated     amount
    /// half year   amount × 2                             the same
    /// quarter     amount × 4                             the same
    /// month       amount × 12                            amount × months (stated, or the convention)
    /// half month  amount × 24                            amount × months × 2
    /// two weeks   amount × weeks paid a year ÷ 2         the same
    /// week        amount × weeks paid a year             the same
    /// day         amount × days paid a month × 12        the same
    /// hour        amount × hours paid a day × days paid a month × 12, the same
    /// ```
    ///
    /// `30K·13薪` is a base salary of 360,000 and guaranteed pay of 390,000; `39万/年·13薪` is the same, stated as the sum of
    /// what is paid in a year.
    ///
    /// Days are counted over the 12 months of the calendar, whatever number of months is paid: a customary 13th salary
    /// does not change day rates.
    ///
    /// ```
    /// use payband::money::Decimal;
    /// use payband::pay::{Conventions, Defaults, PayElement, PayPeriod, PayText, read};
    ///
    /// let conventions = Conventions {
    ///     element: PayElement::Guaranteed,
    ///     months_per_year: Decimal::from(12),
    ///     paid_weeks_per_year: Decimal::from(52),
    ///     paid_days_per_month: Decimal::new(2175, 2),
    ///     paid_hours_per_day: Decimal::from(8),
    /// };
    /// let defaults = Defaults::new("CNY".parse()?, PayPeriod::Year);
    /// let Ok(PayText::Stated(pay)) = read("15-30K·14薪", &defaults) else { unreachable!() };
    /// let year = pay.annual(&conventions)?;
    /// assert_eq!((year.low, year.high), (Some(Decimal::from(210_000)), Some(Decimal::from(420_000))));
    /// assert_eq!(year.midpoint(), Some(Decimal::from(315_000)));
    /// let base = pay.annual(&Conventions { element: PayElement::Base, ..conventions })?;
    /// assert_eq!((base.low, base.high), (Some(Decimal::from(180_000)), Some(Decimal::from(360_000))));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Overflow`] when absurd conventions leave the range of a decimal.
    pub fn annual(&self, conventions: &Conventions) -> Result<AnnualPay, Overflow> {
        let end = |amount: Option<Decimal>| amount.map(|amount| self.annual_amount(amount, conventions)).transpose();
        Ok(AnnualPay { low: end(self.low)?, high: end(self.high)?, currency: self.currency })
    }

    fn annual_amount(&self, amount: Decimal, conventions: &Conventions) -> Result<Decimal, Overflow> {
        let times = |amount: Decimal, factor: Decimal| amount.checked_mul(factor).ok_or(Overflow);
        let days = |amount| times(times(amount, conventions.paid_days_per_month)?, Decimal::from(12));
        let twelve = Decimal::from(12);
        let further_months = conventions.element.includes_further_months();
        let months = if further_months { self.months.unwrap_or(conventions.months_per_year) } else { twelve };
        match (self.period, self.months) {
            (PayPeriod::Year, Some(paid)) if !further_months => {
                times(amount, twelve)?.checked_div(paid).ok_or(Overflow)
            }
            (PayPeriod::Year, _) => Ok(amount),
            (PayPeriod::HalfYear, _) => times(amount, Decimal::TWO),
            (PayPeriod::Quarter, _) => times(amount, Decimal::from(4)),
            (PayPeriod::Month, _) => times(amount, months),
            (PayPeriod::HalfMonth, _) => times(times(amount, months)?, Decimal::TWO),
            (PayPeriod::TwoWeeks, _) => {
                times(amount, conventions.paid_weeks_per_year)?.checked_div(Decimal::TWO).ok_or(Overflow)
            }
            (PayPeriod::Week, _) => times(amount, conventions.paid_weeks_per_year),
            (PayPeriod::Day, _) => days(amount),
            (PayPeriod::Hour, _) => days(times(amount, conventions.paid_hours_per_day)?),
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
            element: PayElement::Guaranteed,
            months_per_year: Decimal::from(13),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        for (period, months, base, guaranteed) in [
            (PayPeriod::Year, None, 100, 100),
            (PayPeriod::Year, Some(16), 75, 100),
            (PayPeriod::HalfYear, None, 200, 200),
            (PayPeriod::Quarter, None, 400, 400),
            (PayPeriod::Month, None, 1200, 1300),
            (PayPeriod::Month, Some(14), 1200, 1400),
            (PayPeriod::HalfMonth, None, 2400, 2600),
            (PayPeriod::TwoWeeks, None, 2600, 2600),
            (PayPeriod::Week, None, 5200, 5200),
            (PayPeriod::Day, None, 26_100, 26_100),
            (PayPeriod::Hour, None, 208_800, 208_800),
        ] {
            for (element, expected) in [(PayElement::Base, base), (PayElement::Guaranteed, guaranteed)] {
                let year = pay(period, months).annual(&Conventions { element, ..conventions }).unwrap();
                assert_eq!(year.low, Some(Decimal::from(expected)), "{period:?}, {element:?}");
                assert_eq!((year.high, year.midpoint()), (None, None), "an open end has no middle");
            }
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
