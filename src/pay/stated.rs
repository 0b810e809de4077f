//! Stated pay, and the canonical form that is written for it.

use std::fmt;

use super::assumed::{Assumed, Assumption};
use super::notation::Notation;
use super::period::PayPeriod;
use crate::money::{Currency, Decimal};

/// Stated pay: an amount, a range, or an open end, as its text states it, before any conversion.
///
/// At least one of `low` and `high` is present, both are above zero, and `low ≤ high`. A single amount is both ends.
///
/// `Display` writes the canonical form (`CNY 15000-30000/month x14`), which [`read`](super::read) reads back to the same pay,
/// whatever the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    /// The low end, in `currency` for one `period`; `None` for "up to 20k".
    pub low: Option<Decimal>,
    /// The high end, in `currency` for one `period`; `None` for "15k以上".
    pub high: Option<Decimal>,
    /// The currency, stated or assumed.
    pub currency: Currency,
    /// The span of time that the amount is for, stated or assumed.
    pub period: PayPeriod,
    /// The months paid a year, 12 to 24, where the text states them (`x14`, `14薪`). Only with pay by the month, or by the
    /// year, where the number only says how the year is paid out.
    pub months: Option<Decimal>,
    /// The parts that the text did not state.
    pub assumed: Assumed,
    /// How the text is written, and which parts it names.
    pub notation: Notation,
}

impl Pay {
    /// Whether the text names its currency, by code, sign or word.
    #[must_use]
    pub fn states_currency(&self) -> bool {
        self.notation.names_currency()
    }

    /// Whether the text states its span of time, by a word (`/month`) or by the months paid a year (`14薪`).
    #[must_use]
    pub fn states_period(&self) -> bool {
        !self.assumed.contains(Assumption::Period)
    }
}

/// The result of reading a pay text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayText {
    /// Stated pay.
    Stated(Pay),
    /// A text that states no pay: blank, `-`, `N/A`, `面议`, `negotiable`, `DOE`.
    NotStated,
}

impl fmt::Display for Pay {
    /// Writes the canonical form: `CNY 15000-30000/month x14`, `from USD 90000/year`, `up to GBP 400/day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{} {}", self.currency, RoundTripNumber(low))?,
            (Some(low), Some(high)) => {
                write!(f, "{} {}-{}", self.currency, RoundTripNumber(low), RoundTripNumber(high))?
            }
            (Some(low), None) => write!(f, "from {} {}", self.currency, RoundTripNumber(low))?,
            (None, Some(high)) => write!(f, "up to {} {}", self.currency, RoundTripNumber(high))?,
            (None, None) => return f.write_str("not stated"),
        }
        write!(f, "/{}", self.period.as_str())?;
        match self.months {
            // "a year x14" would be fourteen years: beside an annual amount the months are a remark.
            Some(months) if self.period == PayPeriod::Year => write!(f, ", {} months", RoundTripNumber(months)),
            Some(months) => write!(f, " x{}", RoundTripNumber(months)),
            None => Ok(()),
        }
    }
}

/// A number that reads back as itself. Three decimals would be read as a group of thousands, so a fourth is written.
struct RoundTripNumber(Decimal);

impl fmt::Display for RoundTripNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.scale() == 3 { write!(f, "{:.4}", self.0) } else { write!(f, "{}", self.0) }
    }
}
