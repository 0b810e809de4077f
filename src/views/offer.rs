//! A sentence that compares an offer with market ranges.

use super::benchmark_row::BenchmarkRow;
use crate::iter::{common_value, listed};
use crate::money::{Decimal, grouped, round_places};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{Offer, Position, Quote};

/// The text of an offer.
#[derive(Debug, Clone)]
pub(crate) struct OfferText<'a> {
    /// The text that the user gave.
    pub text: &'a str,
    /// The part of the pay that is compared, such as `12 of 14 months`, where it is not all of it.
    pub part: Option<String>,
    /// The amount of that part in its own currency, such as `CNY 420,000`, where the text does not show it.
    pub amount: Option<String>,
}

/// A sentence that says whether an offer is good: its amount, and its position in the range or, for several ranges, below, within
/// and above which of them it lies. Empty where no row has an offer.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn offer_sentence(pack: &Pack, rows: &[BenchmarkRow], given: &OfferText<'_>) -> Result<String, DataError> {
    let offers: Vec<(&Quote, &Offer)> = rows.iter().filter_map(|row| Some((&row.quote, row.offer.as_ref()?))).collect();
    let Some((quote, offer)) = offers.first() else { return Ok(String::new()) };
    let mut out = format!("Offer {}", given.text.trim());
    if let Some(part) = &given.part {
        out.push_str(&format!(", {part}"));
    }
    if let Some(amount) = &given.amount {
        out.push_str(&format!(" = {amount}"));
    }
    let salary = grouped(offer.salary, quote.period.people_places());
    out.push_str(&format!(" = {} {salary} {}: ", quote.currency, quote.period.with_article()));
    out.push_str(&match offers.as_slice() {
        [(quote, offer)] => against_one(quote, offer),
        several => against_several(pack.labels()?, several),
    });
    Ok(out)
}

/// A ratio as a percentage.
pub(crate) fn percent(ratio: Decimal) -> String {
    let percent = ratio.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(ratio);
    // Below one percent, a decimal place says more than 0%.
    let places = if percent < Decimal::ONE { 1 } else { 0 };
    format!("{}%", grouped(round_places(percent, places), places))
}

fn against_one(quote: &Quote, offer: &Offer) -> String {
    let mid = if offer.reached.is_some() { "P50" } else { "mid" };
    let position = match (offer.reached, offer.position) {
        (Some(reached), _) => reached.words(),
        (None, Position::Below) => "below the range".to_owned(),
        (None, Position::Above) => "above the range".to_owned(),
        (None, Position::Within | Position::Unknown) => "within the range".to_owned(),
    };
    let places = quote.period.people_places();
    let gap = round_places(offer.gap, places);
    let gap = match gap.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Less => format!("{} below {mid}", grouped(gap.abs(), places)),
        std::cmp::Ordering::Equal => format!("at {mid}"),
        std::cmp::Ordering::Greater => format!("{} above {mid}", grouped(gap, places)),
    };
    let market = if offer.reached.is_some() { mid } else { "market mid" };
    let mut out = format!("{} of {market}, {position}, {gap}", percent(offer.market_ratio));
    if let Some((other, ratio)) = quote.other.zip(offer.other_market_ratio) {
        out.push_str(&format!(" ({} reading: {})", other.reading.as_str(), percent(ratio)));
    }
    out
}

fn against_several(labels: Labels<'_>, offers: &[(&Quote, &Offer)]) -> String {
    let by_level = common_value(offers.iter().map(|(quote, _)| (&quote.cell.role, &quote.cell.city))).is_some();
    let mut parts = Vec::new();
    for (position, words) in [(Position::Below, "below"), (Position::Within, "within"), (Position::Above, "above")] {
        let there: Vec<&Quote> =
            offers.iter().filter(|(_, offer)| offer.position == position).map(|(quote, _)| *quote).collect();
        if there.is_empty() {
            continue;
        }
        let range = if parts.is_empty() { "the range" } else { "it" };
        if by_level {
            let levels: Vec<String> =
                there.iter().filter_map(|quote| labels.level_of(&quote.cell.level)).map(str::to_lowercase).collect();
            parts.push(format!("{words} {range} at {}", listed(&levels)));
        } else {
            parts.push(format!("{words} {range} in {} of {} rows", there.len(), offers.len()));
        }
    }
    parts.join(", ")
}
