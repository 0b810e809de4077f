//! The parts that a pay text does not state and the reader fills in.

use std::fmt;

/// One part that a pay text does not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Assumption {
    /// No currency was written: the default.
    Currency,
    /// The sign is one that several currencies share: `$` read as USD, `¥` as CNY, or as the default where that is one
    /// of them.
    CurrencyFromSign,
    /// No currency was written, but Chinese words were: CNY, even where the default is another. A caller that knows the
    /// currency from a column should use [`Defaults::decided`](super::Defaults::decided).
    CurrencyFromChinese,
    /// No currency was written, but digits are grouped or counted as in India (`3,00,000`, lakh): INR, unless the default
    /// is another currency that is counted so.
    CurrencyFromIndian,
    /// No span of time was written: the default.
    Period,
    /// The text says "about": read as the exact amount.
    Exact,
    /// Variable pay was stated beside the base salary and left out.
    VariableLeftOut,
    /// Pay by the month, or twice a month, without the number of months paid a year:
    /// [`Conventions`](super::Conventions) say how many are guaranteed.
    MonthsPerYear,
    /// Pay by the week, or by two: the conventions say how many are paid a year.
    PaidWeeksPerYear,
    /// Pay by the day or hour: the conventions say how many days are paid a month.
    PaidDaysPerMonth,
    /// Pay by the hour: the conventions say how many are paid a day.
    PaidHoursPerDay,
}

impl Assumption {
    /// Every assumption, in the order of [`Assumed::iter`].
    pub const ALL: [Assumption; 11] = [
        Assumption::Currency,
        Assumption::CurrencyFromSign,
        Assumption::CurrencyFromChinese,
        Assumption::CurrencyFromIndian,
        Assumption::Period,
        Assumption::Exact,
        Assumption::VariableLeftOut,
        Assumption::MonthsPerYear,
        Assumption::PaidWeeksPerYear,
        Assumption::PaidDaysPerMonth,
        Assumption::PaidHoursPerDay,
    ];

    /// The word in the expectations of tests, such as `months_per_year`.
    #[cfg(test)]
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Assumption::Currency => "currency",
            Assumption::CurrencyFromSign => "currency_from_sign",
            Assumption::CurrencyFromChinese => "currency_from_chinese",
            Assumption::CurrencyFromIndian => "currency_from_indian",
            Assumption::Period => "period",
            Assumption::Exact => "exact",
            Assumption::VariableLeftOut => "variable_left_out",
            Assumption::MonthsPerYear => "months_per_year",
            Assumption::PaidWeeksPerYear => "paid_weeks_per_year",
            Assumption::PaidDaysPerMonth => "paid_days_per_month",
            Assumption::PaidHoursPerDay => "paid_hours_per_day",
        }
    }

    fn bit(self) -> u16 {
        1 << (self as u8)
    }
}

/// The set of assumptions of one [`Pay`](super::Pay).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Assumed(u16);

impl Assumed {
    /// Whether this was assumed.
    #[must_use]
    pub fn contains(self, assumption: Assumption) -> bool {
        self.0 & assumption.bit() != 0
    }

    /// The assumptions, in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Assumption> {
        Assumption::ALL.into_iter().filter(move |assumption| self.contains(*assumption))
    }

    pub(super) fn add(&mut self, assumption: Assumption) {
        self.0 |= assumption.bit();
    }
}

impl fmt::Debug for Assumed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
