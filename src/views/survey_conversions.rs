//! The exchange rates behind the figures of a survey.

use super::step_text::rate_of_exchange;
use super::survey_notes::advising;
use crate::answer::Note;
use crate::money::Decimal;
use crate::pack::Pack;
use crate::pricing::{Exchange, PricingError};
use crate::survey::Survey;

/// Each conversion of pay and bonuses in the groups that may be shown, with its rates, also of those that are not printed.
///
/// # Errors
/// [`PricingError`] when the rates cannot be read or multiplied.
pub(super) fn conversions(pack: &Pack, survey: &Survey) -> Result<Vec<String>, PricingError> {
    let stated = &survey.stated;
    let of_bonuses = stated.bonus_conversions.iter().map(|(from, to)| ("bonuses in ", *from, *to));
    let foreign = stated.currencies.iter().filter(|currency| **currency != survey.currency);
    let of_pay = foreign.map(|currency| ("", *currency, survey.currency));
    let rates = Exchange::new(pack)?;
    let mut texts = Vec::new();
    for (what, from, to) in of_bonuses.chain(of_pay) {
        match rates.convert(Decimal::ONE, from, to) {
            Ok((_, conversions)) => {
                let rates: Vec<String> = conversions.iter().map(rate_of_exchange).collect();
                texts.push(format!("{what}{from} to {to} at {}", rates.join(", then ")));
            }
            // Such rows are left out, and `Survey::currencies_without_rate` has their currency.
            Err(PricingError::NoRate { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(texts)
}

/// The rates by which pay is converted. Where all of it is stated in one currency, the answer may be in that too.
///
/// # Errors
/// Those of [`conversions`].
pub(super) fn converted(pack: &Pack, survey: &Survey) -> Result<Option<Note>, PricingError> {
    let conversions = conversions(pack, survey)?;
    if conversions.is_empty() {
        return Ok(None);
    }
    let note = Note::fact(format!("converted: {}", conversions.join("; ")));
    let mut stated = survey.stated.currencies.iter();
    Ok(Some(match (stated.next(), stated.next()) {
        (Some(only), None) if *only != survey.currency => {
            advising(note, survey, &format!("--currency {only} avoids it"))
        }
        _ => note,
    }))
}
