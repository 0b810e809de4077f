//! The exchange rates behind the figures of a survey.

use super::step_text::rate_of_exchange;
use crate::answer::Note;
use crate::money::Decimal;
use crate::pack::Pack;
use crate::pricing::Exchange;
use crate::survey::Survey;

/// Each conversion of pay and bonuses in the groups that are shown, with its rates.
pub(super) fn conversions(pack: &Pack, survey: &Survey) -> Vec<String> {
    let stated = &survey.stated;
    let of_bonuses = stated.bonus_conversions.iter().map(|(from, to)| ("bonuses in ", *from, *to));
    let foreign = stated.currencies.iter().filter(|currency| **currency != survey.currency);
    let of_pay = foreign.map(|currency| ("", *currency, survey.currency));
    let text = |(what, from, to)| {
        let (_, conversions) = Exchange::new(pack).and_then(|rates| rates.convert(Decimal::ONE, from, to)).ok()?;
        let rates: Vec<String> = conversions.iter().map(rate_of_exchange).collect();
        Some(format!("{what}{from} to {to} at {}", rates.join(", then ")))
    };
    of_bonuses.chain(of_pay).filter_map(text).collect()
}

/// The rates by which pay is converted. Where all of it is stated in one currency, the answer may be in that too.
pub(super) fn converted(pack: &Pack, survey: &Survey) -> Option<Note> {
    let conversions = conversions(pack, survey);
    if conversions.is_empty() {
        return None;
    }
    let note = Note::fact(format!("converted: {}", conversions.join("; ")));
    let mut stated = survey.stated.currencies.iter();
    Some(match (stated.next(), stated.next()) {
        (Some(only), None) if *only != survey.currency => note.advising(format!("--currency {only} avoids it")),
        _ => note,
    })
}
