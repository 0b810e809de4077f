//! The variables of the environment that choose the unit of an answer, for commands in which the same options decide what else may
//! be given. A variable rules out nothing.

use std::env;
use std::ffi::OsString;

use clap::Command;
use clap::builder::TypedValueParser as _;

use super::currency::currency;
use super::value_list::ValueList;
use crate::cli::failure::Failure;
use crate::money::{Currency, Period};
use crate::pack::Pack;

/// The variable for the currency.
pub(in crate::cli) const CURRENCY_VARIABLE: &str = "PAYBAND_CURRENCY";

/// The variable for the period.
pub(in crate::cli) const PERIOD_VARIABLE: &str = "PAYBAND_PERIOD";

/// The periods that `--period` and its variable take.
pub(in crate::cli) fn periods() -> ValueList<Period> {
    ValueList::new(&Period::ALL, Period::as_str).with_synonyms(Period::synonyms)
}

/// The currency of `PAYBAND_CURRENCY`, if it is set.
///
/// # Errors
/// A wrong usage if it names no currency.
pub(in crate::cli) fn currency_of_variable(pack: &Pack) -> Result<Option<Currency>, Failure> {
    let Some(text) = variable(CURRENCY_VARIABLE) else { return Ok(None) };
    // A text that is not UTF-8 names no currency, and the message shows it.
    currency(pack, CURRENCY_VARIABLE, &text.to_string_lossy()).map(Some)
}

/// The period of `PAYBAND_PERIOD`, if it is set.
///
/// # Errors
/// A wrong usage if it names no period.
pub(in crate::cli) fn period_of_variable() -> Result<Option<Period>, Failure> {
    let Some(text) = variable(PERIOD_VARIABLE) else { return Ok(None) };
    periods().parse_ref(&Command::new("payband"), None, &text).map(Some).map_err(|_| {
        let names = Period::ALL.map(Period::as_str).join(", ");
        Failure::usage(format!("{PERIOD_VARIABLE}: \"{}\" is no period", text.to_string_lossy()))
            .hint(format!("it is one of {names}"))
    })
}

/// The value of a variable; `None` where it is empty or not set.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|text| !text.is_empty())
}
