//! Amounts, currencies, percentages and intervals.
//!
//! Owns exact decimal arithmetic (28 digits, checked) and the one rounding rule: half away from zero, once, when a
//! figure is printed. It has no floats, and does not know roles, cities or files.

mod currency;
mod interval;
mod percent;
mod rounding;

pub use currency::{Currency, UnknownCurrency};
pub use interval::Interval;
pub use percent::{PercentRange, UnreadablePercent};
pub use rounding::{grouped, round_money, round_places, round_ratio};
pub use rust_decimal::Decimal;

/// A result is out of the range of 28 decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large to calculate with")]
pub struct Overflow;

/// The span of time that an amount of pay is for, as payband prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Period {
    /// A whole year.
    #[default]
    Year,
    /// A calendar month; how many of them are paid a year is stated beside it.
    Month,
}

impl Period {
    /// Every period, the longer first.
    pub const ALL: [Period; 2] = [Period::Year, Period::Month];

    /// The word used in data columns: `year` or `month`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Month => "month",
        }
    }
}
