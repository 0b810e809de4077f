//! One line to paste into a chat.

use super::{grounds, labels};
use crate::money::{Currency, Decimal, Interval, grouped};
use crate::pack::{DataError, Pack};
use crate::pricing::{Quote, Reading, StepBasis, StepKind};

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
    if first.reading == Reading::Calibrated {
        parts.push("calibrated reading".to_owned());
    }
    parts.extend(marks(pack, first)?);
    for step in quotes.iter().flat_map(|quote| &quote.trace).filter(|step| step.kind == StepKind::Currency) {
        if !parts.contains(&step.name) {
            parts.push(step.name.clone());
        }
    }
    let sources = grounds::sources(pack, [first.trace.first().map_or("", |step| step.source.as_str())])?;
    for source in &sources {
        let from = if source.publisher.is_empty() { &source.title } else { &source.publisher };
        let dated = if source.published.is_empty() { String::new() } else { format!(" as of {}", source.published) };
        parts.push(format!("{from}{dated}"));
    }
    Ok(parts.join(" | "))
}

/// What the line must not leave unsaid: every step that is not plainly published, and what was added or aged.
fn marks(pack: &Pack, quote: &Quote) -> Result<Vec<String>, DataError> {
    let mut out = Vec::new();
    for step in &quote.trace {
        match step.kind {
            StepKind::Level => {
                if let Some(level) = &quote.priced_as {
                    out.push(format!("priced as {}", labels::level(pack, level)?.to_lowercase()));
                }
            }
            StepKind::ForeignHire | StepKind::Ageing => out.push(step.name.clone()),
            StepKind::Currency | StepKind::Period | StepKind::Total | StepKind::Calibration | StepKind::Sector => {}
            StepKind::Median | StepKind::City | StepKind::Retention => {
                if step.basis != StepBasis::Published {
                    out.push(step.name.clone());
                }
            }
        }
    }
    Ok(out)
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
