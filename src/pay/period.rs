//! Spans of time that pay is for.

use crate::money::Period;

/// The span of time that one amount of pay is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayPeriod {
    /// A year.
    Year,
    /// Half a year.
    HalfYear,
    /// A quarter of a year.
    Quarter,
    /// A month; a year holds 12 of them or more (`·14薪`).
    Month,
    /// Half a month: pay twice a month, semi-monthly.
    HalfMonth,
    /// Two weeks: pay every other week, biweekly.
    TwoWeeks,
    /// A week.
    Week,
    /// A working day.
    Day,
    /// A working hour.
    Hour,
}

impl PayPeriod {
    /// Every span of time, the longest first.
    pub const ALL: [PayPeriod; 9] = [
        PayPeriod::Year,
        PayPeriod::HalfYear,
        PayPeriod::Quarter,
        PayPeriod::Month,
        PayPeriod::HalfMonth,
        PayPeriod::TwoWeeks,
        PayPeriod::Week,
        PayPeriod::Day,
        PayPeriod::Hour,
    ];

    /// The word used in data columns: `year`, `half-year`, `quarter`, `month`, `half-month`, `two-weeks`, `week`, `day` or `hour`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PayPeriod::Year => "year",
            PayPeriod::HalfYear => "half-year",
            PayPeriod::Quarter => "quarter",
            PayPeriod::Month => "month",
            PayPeriod::HalfMonth => "half-month",
            PayPeriod::TwoWeeks => "two-weeks",
            PayPeriod::Week => "week",
            PayPeriod::Day => "day",
            PayPeriod::Hour => "hour",
        }
    }

    /// Whether pay for it depends on the share of full time. Pay by the hour or day does not.
    pub(crate) fn depends_on_full_time(self) -> bool {
        !matches!(self, PayPeriod::Hour | PayPeriod::Day)
    }

    /// Other words for it.
    #[must_use]
    pub fn synonyms(self) -> &'static [&'static str] {
        match self {
            PayPeriod::Year => Period::Year.synonyms(),
            PayPeriod::HalfYear => &["half-yearly", "semi-annual"],
            PayPeriod::Quarter => &["quarterly"],
            PayPeriod::Month => Period::Month.synonyms(),
            PayPeriod::HalfMonth => &["semi-monthly", "semimonthly"],
            PayPeriod::TwoWeeks => &["biweekly", "bi-weekly", "fortnightly"],
            PayPeriod::Week => &["weekly"],
            PayPeriod::Day => &["daily"],
            PayPeriod::Hour => Period::Hour.synonyms(),
        }
    }
}

impl From<Period> for PayPeriod {
    fn from(period: Period) -> Self {
        match period {
            Period::Year => PayPeriod::Year,
            Period::Month => PayPeriod::Month,
            Period::Hour => PayPeriod::Hour,
        }
    }
}
