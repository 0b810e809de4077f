//! Pay strings: what people write in payrolls and job ads when they mean pay.
//!
//! Owns the one reader of such texts ([`read`]), what it assumes when a text leaves something out ([`Assumed`]), why it
//! refuses ([`Unreadable`]) and what a year of the pay comes to ([`Pay::annual`]). Refuses to convert currencies, to know
//! of files or packs, and to guess: where two readings are plausible the text is unreadable, and what it cannot read is
//! never zero. Pay is private, so no error repeats a text or a digit of it.

mod annual;
mod assumed;
mod defaults;
mod grammar;
mod interpret;
mod lexer;
mod notation;
mod number;
mod parsed;
mod period;
mod pieces;
mod reader;
mod remarks;
mod signs;
mod stated;
mod text;
mod unreadable;
mod vocabulary;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;

pub use annual::{AnnualPay, Conventions, PayElement};
pub use assumed::{Assumed, Assumption};
pub use defaults::{Defaults, Scale};
pub use notation::Notation;
pub use period::PayPeriod;
pub use reader::read;
pub use stated::{Pay, PayText};
pub use unreadable::Unreadable;
