//! The answer of a brief in a sentence, what else matters, and what kind of figure it is.

use super::amounts::{Ends, InUnit};
use crate::iter::common_value;
use crate::money::Period;
use crate::pack::{DataError, Pack};
use crate::page::{Badge, Headline};
use crate::pricing::{GeoBasis, Quote, Reading, StepKind};

/// The headline of the prices of one role and place: one price, or one for each level.
///
/// `also` is the same in a second unit.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn headline(pack: &Pack, quotes: &[&Quote], also: Option<&InUnit>) -> Result<Option<Headline>, DataError> {
    let Some(first) = quotes.first() else { return Ok(None) };
    let Some(base) = Ends::around(quotes.iter().map(|quote| Ends::of(&quote.base, quote.missing))) else {
        return Ok(None);
    };
    let (element, points) = subject(quotes);
    let mut sentence = format!("{} {} {element}", first.currency, base.short());
    let also = also.and_then(|also| Some((also, Ends::around(also.base.iter().copied())?)));
    // Pay is for a year where nothing else is said, and a second unit says it.
    if also.is_none() || first.period != Period::Year {
        sentence.push_str(&format!(" {}", first.period.with_article()));
    }
    for part in [points.map(str::to_owned), levels(pack, quotes)?].into_iter().flatten() {
        sentence.push_str(&format!(", {part}"));
    }
    if let Some((also, base)) = also {
        sentence.push_str(&format!(", about {} {} {}", also.currency, base.short(), also.period.with_article()));
    }
    Ok(Some(Headline { sentence, details: details(pack, quotes)?, badges: badges(quotes) }))
}

/// What the amounts are of, and which points of its distribution the ends are, where they are percentiles.
fn subject(quotes: &[&Quote]) -> (&'static str, Option<&'static str>) {
    let element = |quote: &&Quote| quote.percentiles.as_ref().map(|percentiles| percentiles.element);
    match common_value(quotes.iter().map(element)) {
        Some(Some(element)) => {
            (element.name(), quotes.iter().all(|quote| !quote.missing.any()).then_some("P25 to P75"))
        }
        _ => ("base", None),
    }
}

/// The levels from the lowest paid to the highest: `entry to senior`; `None` for one price, or where prices have no level.
fn levels(pack: &Pack, quotes: &[&Quote]) -> Result<Option<String>, DataError> {
    let name = |quote: &Quote| -> Result<Option<String>, DataError> {
        quote.cell.level.as_deref().map(|level| Ok(pack.level_name(level)?.to_lowercase())).transpose()
    };
    let by_pay = |quote: &&&Quote| quote.base.mid;
    let (Some(lowest), Some(highest)) = (quotes.iter().min_by_key(by_pay), quotes.iter().max_by_key(by_pay)) else {
        return Ok(None);
    };
    if quotes.len() < 2 {
        return Ok(None);
    }
    Ok(name(lowest)?.zip(name(highest)?).map(|(lowest, highest)| format!("{lowest} to {highest}")))
}

/// Base + retention, how long a post stays open, and the other reading.
fn details(pack: &Pack, quotes: &[&Quote]) -> Result<Vec<String>, DataError> {
    let mut out = Vec::new();
    let Some(first) = quotes.first() else { return Ok(out) };
    let currency = first.currency;
    let totals = quotes.iter().filter(|quote| quote.retention.is_some());
    let totals = Ends::around(totals.map(|quote| Ends::of(&quote.total, quote.missing)));
    out.extend(totals.map(|total| format!("with retention {currency} {}", total.short())));
    if let Some(city) = &first.cell.city
        && let Some(market) = pack.city_market()?.get(city)
    {
        out.push(format!("{} days to fill a post in {}, all roles", market.vacancy_days, pack.city_name(city)?));
    }
    let others: Vec<_> = quotes.iter().filter_map(|quote| quote.other).collect();
    let other = Ends::around(others.iter().map(|other| Ends::of(&other.base, first.missing)));
    out.extend(other.zip(others.first()).map(|(range, other)| {
        let range = range.short();
        format!("{currency} {range} {}", condition(other.reading))
    }));
    Ok(out)
}

/// Under which condition a reading holds.
pub(super) fn condition(reading: Reading) -> &'static str {
    match reading {
        Reading::Calibrated => "if the median includes premiums",
        Reading::Literal => "if premiums come on top of the median",
    }
}

/// What kind of figures these are. A badge that holds for one of them is shown.
pub(super) fn badges(quotes: &[&Quote]) -> Vec<Badge> {
    let mut out: Vec<Badge> = Vec::new();
    let mut add = |text: String, is_weak: bool| {
        let badge = Badge { text, is_weak };
        if !out.contains(&badge) {
            out.push(badge);
        }
    };
    for quote in quotes {
        if quote.is_slotted() {
            add(format!("slotted, grade {}", quote.match_grade), true);
        } else if !quote.is_own_role() {
            add(format!("match grade {}", quote.match_grade), true);
        }
        match &quote.geo_basis {
            GeoBasis::NonePublished if quote.cell.city.is_some() => add("no city rate".to_owned(), true),
            GeoBasis::Given => add("city premium given".to_owned(), true),
            GeoBasis::Overlay(name) => add(format!("city premium of {name}"), true),
            _ => {}
        }
        if quote.percentiles.is_some() {
            add("percentiles".to_owned(), false);
        }
    }
    if out.is_empty() {
        let text = if quotes.iter().all(|quote| is_as_published(quote)) { "published" } else { COMPUTED };
        out.push(Badge { text: text.to_owned(), is_weak: false });
    }
    out
}

/// The badge of figures that are computed from published ones.
const COMPUTED: &str = "computed from published figures";

/// Whether the base is a published median, at most in another currency or for another period.
fn is_as_published(quote: &Quote) -> bool {
    let is_aside = |kind: StepKind| {
        matches!(kind, StepKind::Median | StepKind::Currency | StepKind::Period | StepKind::Retention | StepKind::Total)
    };
    quote.trace.iter().all(|step| is_aside(step.kind()))
}
