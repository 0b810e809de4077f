//! How many rows state the months that are paid a year.

use crate::money::Decimal;
use crate::pay::{Conventions, Pay, PayElement, PayPeriod};

/// Rows of which guaranteed pay depends on the number of months that are paid a year. For base salary there are none: it is that
/// of 12 months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatedMonths {
    /// The rows that state the number of months.
    pub stated: u64,
    /// The rows that do not, for which the conventions give the number.
    pub assumed: u64,
}

impl StatedMonths {
    /// One row, or none where months do not matter for its pay.
    pub(super) fn of_row(pay: &Pay, conventions: &Conventions) -> Self {
        let mut months = StatedMonths::default();
        match pay.months {
            _ if !is_by_month(pay.period, conventions.element) => {}
            Some(_) => months.stated = 1,
            None => months.assumed = 1,
        }
        months
    }

    /// So many rows that do not state the months, or none where months do not matter for pay of this period.
    pub(super) fn without_months(rows: u64, period: PayPeriod, element: PayElement) -> Self {
        StatedMonths { stated: 0, assumed: if is_by_month(period, element) { rows } else { 0 } }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.stated = self.stated.saturating_add(other.stated);
        self.assumed = self.assumed.saturating_add(other.assumed);
    }

    /// A hundred rows with the same share, to multiples of so many percent: exact numbers would tell the number of people.
    pub(super) fn in_steps_of(self, step_pct: Decimal) -> Self {
        let steps = self.stated_pct().and_then(|pct| pct.checked_div(step_pct));
        let pct = steps.and_then(|steps| u64::try_from(steps.round() * step_pct).ok());
        pct.map_or(self, |stated| StatedMonths { stated, assumed: 100_u64.saturating_sub(stated) })
    }

    /// The share of the rows that state the months, in percent; `None` without rows.
    #[must_use]
    pub fn stated_pct(&self) -> Option<Decimal> {
        let all = Decimal::from(self.stated).checked_add(Decimal::from(self.assumed))?;
        Decimal::from(self.stated).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(all)
    }
}

/// Whether a year of pay for this span of time depends on the months that are paid.
fn is_by_month(period: PayPeriod, element: PayElement) -> bool {
    element.includes_further_months() && matches!(period, PayPeriod::Month | PayPeriod::HalfMonth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::{Defaults, PayText, read};

    #[test]
    fn only_guaranteed_pay_by_the_month_depends_on_months() {
        let conventions = |element| Conventions {
            element,
            months_per_year: Decimal::from(12),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        let of = |text, element| {
            let defaults = Defaults::new("CNY".parse().unwrap(), PayPeriod::Year);
            let Ok(PayText::Stated(pay)) = read(text, &defaults) else { panic!("{text}") };
            let StatedMonths { stated, assumed } = StatedMonths::of_row(&pay, &conventions(element));
            (stated, assumed)
        };
        for (text, expected) in
            [("20-30K·14薪", (1, 0)), ("20k/month", (0, 1)), ("36万/年", (0, 0)), ("300元/天", (0, 0))]
        {
            assert_eq!(of(text, PayElement::Guaranteed), expected, "{text}");
            assert_eq!(of(text, PayElement::Base), (0, 0), "{text}");
        }
        assert_eq!(StatedMonths { stated: 1, assumed: 3 }.stated_pct(), Some(Decimal::from(25)));
        assert_eq!(StatedMonths::default().stated_pct(), None);
    }
}
