//! The variables of the environment that choose the unit of an answer, for commands in which the same options decide what else may
//! be given. A variable rules out nothing.

use std::env;

use super::currency::currency;
use crate::cli::failure::Failure;
use crate::money::{Currency, Period};
use crate::pack::Pack;

/// The variable for the currency.
const CURRENCY: &str = "PAYBAND_CURRENCY";

/// The variable for the period.
const PERIOD: &str = "PAYBAND_PERIOD";

/// The currency of `PAYBAND_CURRENCY`, if it is set.
///
/// # Errors
/// A wrong usage if it names no currency.
pub(in crate::cli) fn currency_of_variable(pack: &Pack) -> Result<Option<Currency>, Failure> {
    env::var(CURRENCY).ok().filter(|text| !text.is_empty()).map(|text| currency(pack, CURRENCY, &text)).transpose()
}

/// The period of `PAYBAND_PERIOD`, if it is set.
///
/// # Errors
/// A wrong usage if it names no period.
pub(in crate::cli) fn period_of_variable() -> Result<Option<Period>, Failure> {
    let Some(text) = env::var(PERIOD).ok().filter(|text| !text.is_empty()) else { return Ok(None) };
    let is_named = |period: &Period| *period.as_str() == *text || period.synonyms().contains(&text.as_str());
    let named = Period::ALL.into_iter().find(is_named);
    let names = Period::ALL.map(Period::as_str).join(", ");
    let unknown = || Failure::usage(format!("{PERIOD}: \"{text}\" is no period")).hint(format!("it is one of {names}"));
    named.map(Some).ok_or_else(unknown)
}
