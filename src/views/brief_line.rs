//! A price on one line, to paste into a chat.

use super::benchmark_row::BenchmarkRow;
use super::cell::marks;
use super::heading::{aged, named_place, rate_without_city};
use super::offer::percent;
use super::provenance;
use crate::answer::Mark;
use crate::money::{Decimal, Interval, grouped};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{Quote, StepBasis, StepKind};

/// The most characters of the line. Chats cut longer messages.
const MAX_LEN: usize = 200;

/// A part of the line.
struct LinePart {
    text: String,
    /// The rank by which parts are dropped from a line that is too long: 1 first. 0 is never dropped. Unlike
    /// `Column::drop_order`, lower goes first.
    drop_rank: u8,
}

/// A price on one line of at most 200 characters: role, city, level, segment, market range and mid, monthly mid, base + retention,
/// the other reading, the offer, source and date. Less important parts are dropped where the line would be longer.
///
/// `monthly` is the price of the same cell for a month in another currency.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn brief_line(pack: &Pack, row: &BenchmarkRow, monthly: Option<&Quote>) -> Result<String, DataError> {
    let quote = &row.quote;
    let labels = pack.labels()?;
    let place = match &quote.cell.city {
        Some(city) => named_place(pack, city)?,
        None => rate_without_city(pack, quote)?,
    };
    let level =
        labels.level_of(&quote.cell.level).map(|level| format!(", {}", level.to_lowercase())).unwrap_or_default();
    let segment = quote.percentiles.as_ref().and_then(|percentiles| percentiles.segment.as_deref());
    let segment = segment.map(|segment| format!(", {segment}")).unwrap_or_default();
    let mut parts = vec![LinePart {
        text: format!("{}, {place}{level}{segment}: {}", labels.role(&quote.cell.role), amount(quote, monthly)),
        drop_rank: 0,
    }];
    let mut add = |text: String, drop_rank: u8| parts.push(LinePart { text, drop_rank });
    let marked = marks(quote);
    if marked.has(Mark::ReferenceRate) {
        add("no city rate".to_owned(), 0);
    }
    if marked.has(Mark::Slotted) {
        add(format!("slotted, grade {}", quote.match_grade), 0);
    } else if !quote.is_own_role() {
        add(format!("match grade {}", quote.match_grade), 0);
    }
    if quote.retention.is_some() {
        add(format!("with retention {}", grouped(quote.total.mid, quote.period.people_places())), 1);
    }
    if let Some(other) = &quote.other {
        add(format!("{} mid {}", other.reading.as_str(), grouped(other.base.mid, quote.period.people_places())), 0);
    }
    if let Some(offer) = &row.offer {
        let position = offer.reached.map_or_else(|| offer.position.as_str().to_owned(), |reached| reached.words());
        let other = offer.other_market_ratio.map(|ratio| format!(" ({})", percent(ratio))).unwrap_or_default();
        add(format!("offer at {}{other}, {}", percent(offer.market_ratio), position), 0);
    }
    for given in assumed(quote, labels) {
        add(given, 3);
    }
    let first = quote.median();
    if let Some(source) = provenance::sources(pack, [first.map_or("", |step| step.source.as_str())])?.first() {
        let from = if source.publisher.is_empty() { &source.title } else { &source.publisher };
        // The day of a document is not that of its figures.
        let day = first.map(|step| step.effective.to_string()).filter(|day| *day != source.published);
        let text = match day {
            Some(day) => format!("{from}, figures of {day}"),
            None => [from, source.published.as_str()].join(" ").trim_end().to_owned(),
        };
        add(text, 2);
    }
    Ok(fitted(parts))
}

/// The assumptions of a price: another level, a given rate or premium, an overlay, or ageing.
fn assumed(quote: &Quote, labels: Labels<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(level) = &quote.priced_as {
        out.push(format!("priced as {}", labels.level(level).to_lowercase()));
    }
    for step in &quote.trace {
        out.extend(match (step.kind(), &step.basis) {
            (StepKind::ForeignHire, _) => Some("foreign hire".to_owned()),
            (StepKind::Ageing, _) => quote.ageing().map(|(to, rate)| aged(to, Some(rate))),
            (StepKind::City, StepBasis::Given) => Some("city premium given".to_owned()),
            (StepKind::Retention, StepBasis::Given) => Some("retention given".to_owned()),
            (StepKind::Median | StepKind::Cell | StepKind::City | StepKind::Retention, StepBasis::Overlay(name)) => {
                Some(format!("overlay {name}"))
            }
            (StepKind::Currency, StepBasis::Given) => Some("rate given".to_owned()),
            _ => None,
        });
    }
    out.dedup();
    out
}

/// The range and the monthly mid: `USD 87,360–101,400, mid 94,250/year (CNY 55,660/month)`.
fn amount(quote: &Quote, monthly: Option<&Quote>) -> String {
    let money = |amount: Decimal| grouped(amount, quote.period.people_places());
    let Interval { low, mid, high } = quote.base;
    let range = match (&quote.percentiles, quote.base.is_point()) {
        (Some(_), _) => {
            let ends = [
                ("P25", quote.missing.low_of(&quote.base)),
                ("P50", Some(mid)),
                ("P75", quote.missing.high_of(&quote.base)),
            ];
            let ends: Vec<String> =
                ends.into_iter().filter_map(|(name, amount)| Some(format!("{name} {}", money(amount?)))).collect();
            ends.join(", ")
        }
        (None, true) => money(mid),
        (None, false) => format!("{}–{}, mid {}", money(low), money(high), money(mid)),
    };
    let month = monthly.map(|quote| format!(" ({} {}/month)", quote.currency, grouped(quote.base.mid, 0)));
    format!("{} {range}/{}{}", quote.currency, quote.period.as_str(), month.unwrap_or_default())
}

/// The parts on one line, without those dropped for its length.
fn fitted(mut parts: Vec<LinePart>) -> String {
    loop {
        let line = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("; ");
        let first = parts.iter().map(|part| part.drop_rank).filter(|drop_rank| *drop_rank > 0).min();
        match first {
            Some(drop_rank) if line.chars().count() > MAX_LEN => parts.retain(|part| part.drop_rank != drop_rank),
            _ => return line,
        }
    }
}
