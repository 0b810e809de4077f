//! What a column of a file can hold.

use crate::pay::Bonus;

/// What a column of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnMeaning {
    /// The job title.
    Role,
    /// The city.
    City,
    /// The state of the city.
    State,
    /// The level of seniority.
    Level,
    /// Years of experience.
    Years,
    /// Pay, or the low end of a range of pay.
    Salary,
    /// The high end of a range of pay.
    SalaryHigh,
    /// The currency of the pay.
    Currency,
    /// The period that an amount of pay is paid for: a year, an hour.
    PayPeriod,
    /// The months paid a year.
    Months,
    /// The share of full time.
    Fte,
    /// The country, which is evidence for a currency and, in a pack with states, part of the place.
    Country,
    /// The bonus of a year that target cash or total cash includes.
    Bonus(Bonus),
}

impl ColumnMeaning {
    /// All of them.
    pub const ALL: [ColumnMeaning; 14] = [
        ColumnMeaning::Role,
        ColumnMeaning::City,
        ColumnMeaning::State,
        ColumnMeaning::Level,
        ColumnMeaning::Years,
        ColumnMeaning::Salary,
        ColumnMeaning::SalaryHigh,
        ColumnMeaning::Currency,
        ColumnMeaning::PayPeriod,
        ColumnMeaning::Months,
        ColumnMeaning::Fte,
        ColumnMeaning::Country,
        ColumnMeaning::Bonus(Bonus::Target),
        ColumnMeaning::Bonus(Bonus::Paid),
    ];

    /// Whether the cells of such a column decide how pay is read.
    pub(crate) fn is_of_pay(self) -> bool {
        match self {
            ColumnMeaning::Salary
            | ColumnMeaning::SalaryHigh
            | ColumnMeaning::Currency
            | ColumnMeaning::PayPeriod
            | ColumnMeaning::Months
            | ColumnMeaning::Fte
            | ColumnMeaning::Country
            | ColumnMeaning::Bonus(_) => true,
            ColumnMeaning::Role
            | ColumnMeaning::City
            | ColumnMeaning::State
            | ColumnMeaning::Level
            | ColumnMeaning::Years => false,
        }
    }

    /// The word for messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ColumnMeaning::Role => "role",
            ColumnMeaning::City => "city",
            ColumnMeaning::State => "state",
            ColumnMeaning::Level => "level",
            ColumnMeaning::Years => "years",
            ColumnMeaning::Salary => "salary",
            ColumnMeaning::SalaryHigh => "salary-high",
            ColumnMeaning::Currency => "currency",
            ColumnMeaning::PayPeriod => "pay-period",
            ColumnMeaning::Months => "months",
            ColumnMeaning::Fte => "fte",
            ColumnMeaning::Country => "country",
            ColumnMeaning::Bonus(Bonus::Target) => "target bonus",
            ColumnMeaning::Bonus(Bonus::Paid) => "bonus paid",
        }
    }
}
