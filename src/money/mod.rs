//! Amounts, currencies, percentages and intervals.
//!
//! Owns exact decimal arithmetic (28 digits, checked) and the one rounding rule: half away from zero, once, when a
//! figure is printed. It has no floats, and does not know roles, cities or files.

mod currency;
mod interval;
mod overflow;
mod percent;
mod period;
mod rounding;
mod short;

pub use currency::{Currency, UnknownCurrency};
pub use interval::Interval;
pub use overflow::Overflow;
pub use percent::{PercentRange, UnreadablePercent};
pub use period::Period;
pub use rounding::{grouped, round_money, round_places, round_ratio};
pub use rust_decimal::Decimal;
pub use short::{ShortUnit, people_places};
