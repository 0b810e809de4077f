//! One line to paste into a chat.

use super::{grounds, labels};
use crate::money::{Currency, Decimal, Interval, grouped};
use crate::pack::{DataError, Pack};
use crate::pricing::Quote;

/// A cell on one line: role, city, level, market range and base + retention in each currency, a year and a month, source and
/// date.
///
/// Each of `quotes` is the same cell a year in another currency.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn brief_line(pack: &Pack, quotes: &[Quote]) -> Result<String, DataError> {
    let Some(first) = quotes.first() else { return Ok(String::new()) };
    let cell = &first.cell;
    let place = match &cell.city {
        Some(city) => labels::city(pack, city)?.to_owned(),
        None => first.geo_basis.to_string(),
    };
    let mut parts = vec![format!(
        "{}, {place}, {}",
        labels::role(pack, &cell.role)?,
        labels::level(pack, &cell.level)?.to_lowercase()
    )];
    for quote in quotes {
        let mut part = money("base", quote.currency, &quote.base, quote.months);
        if quote.retention.is_some() {
            part.push_str(&money(", base + retention", quote.currency, &quote.total, quote.months));
        }
        parts.push(part);
    }
    if first.match_grade != "A" {
        parts.push(format!("slotted, match grade {}", first.match_grade));
    }
    if quotes.len() > 1
        && let Some(step) =
            quotes.iter().flat_map(|quote| &quote.trace).find(|step| step.kind == crate::pricing::StepKind::Currency)
    {
        parts.push(step.name.clone());
    }
    let sources = grounds::sources(pack, [first.trace.first().map_or("", |step| step.source.as_str())])?;
    let from: Vec<&str> = sources
        .iter()
        .map(|source| if source.publisher.is_empty() { source.title.as_str() } else { source.publisher.as_str() })
        .collect();
    parts.push(format!("{} as of {}", from.join(", "), first.effective));
    Ok(parts.join(" | "))
}

/// A range a year and a month.
fn money(what: &str, currency: Currency, range: &Interval, months: Decimal) -> String {
    let span = |range: &Interval| match range.is_point() {
        true => grouped(range.low, 0),
        false => format!("{}–{}", grouped(range.low, 0), grouped(range.high, 0)),
    };
    let monthly = range.divided_by(months).map(|month| format!(" ({} a month)", span(&month))).unwrap_or_default();
    format!("{what} {currency} {} a year{monthly}", span(range))
}
