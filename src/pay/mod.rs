//! Pay texts: how people write pay in payrolls and job ads.
//!
//! Owns the reader of such texts ([`read`]), its assumptions where a text leaves something out ([`Assumed`]), its errors
//! ([`Unreadable`]), and annual pay ([`Pay::annual`]). It converts no currencies, knows no files and no
//! packs, and does not guess: a text with two plausible readings is unreadable, and unreadable pay is never zero. Pay is
//! private, so no error repeats a text or a digit of it.

mod amount_words;
mod annual;
mod assumed;
mod currency_name;
mod defaults;
mod grammar;
mod interpret;
mod letters;
mod lexer;
mod normalized;
mod notation;
mod number;
mod parsed;
mod period;
mod pieces;
mod reader;
mod remarks;
mod signs;
mod stated;
mod total;
mod unreadable;
mod vocabulary;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;

pub use amount_words::AmountWords;
pub(crate) use annual::is_number_of_months_paid;
pub use annual::{AnnualPay, Bonus, Conventions, PayElement};
pub use assumed::{Assumed, Assumption};
pub(crate) use currency_name::{currency_named, currency_of_name, is_currency_in_use, is_shared_sign};
pub use defaults::{Defaults, Scale};
pub use notation::Notation;
pub use period::PayPeriod;
pub use reader::read;
pub(crate) use remarks::MIN_FULL_TIME_HOURS;
pub use stated::{Pay, PayText};
pub(crate) use total::names_total_pay;
pub use unreadable::Unreadable;
