//! The notes beside prices: the meanings of marks, the market of the city, assumptions, and caveats.

use std::collections::HashSet;

use jiff::civil::Date;

use super::cell::marks;
use super::provenance;
use super::step_text::step_name;
use crate::answer::{Mark, Note, NoteTarget};
use crate::iter::common_value;
use crate::money::{Decimal, grouped, round_places};
use crate::pack::{DataError, Pack};
use crate::pricing::{GeoBasis, Quote, Reading, Step, StepBasis, StepKind, WORKFORCE};

/// The notes beside prices, with the market of their city where they share one.
pub(super) fn of_prices_and_city(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    let mut out = Vec::new();
    if let Some(Some(city)) = common_value(quotes.iter().map(|quote| quote.cell.city.as_deref())) {
        out.extend(market_of(pack, city)?);
    }
    out.extend(of_prices(pack, quotes, today)?);
    Ok(out)
}

/// The notes beside prices.
pub(super) fn of_prices(pack: &Pack, quotes: &[&Quote], today: Date) -> Result<Vec<Note>, DataError> {
    let mut out = meaning_of_marks(pack, quotes)?;
    out.extend(assumptions(pack, quotes)?);
    out.extend(other_reading(quotes));
    if let Some(quote) = quotes.first() {
        out.push(Note::new(reading(pack, quote.reading)?));
    }
    let reading = quotes.first().map_or(Reading::Literal, |quote| quote.reading);
    out.push(Note::new(provenance::not_percentiles(reading)));
    out.extend(provenance::age(oldest(quotes), today));
    out.extend(provenance::caveats(pack, &selectors(quotes))?);
    Ok(out)
}

/// The age of the oldest price in whole months.
pub(super) fn months_old(quotes: &[&Quote], today: Date) -> Option<i32> {
    oldest(quotes).and_then(|oldest| provenance::months_old(oldest, today))
}

fn oldest(quotes: &[&Quote]) -> Option<Date> {
    quotes.iter().map(|quote| quote.effective).min()
}

/// The selectors of the pack's data that prices use, including those of the other reading, in the form that caveats use.
fn selectors<'q>(quotes: &[&'q Quote]) -> Vec<&'q str> {
    let mut selectors: Vec<&str> = Vec::new();
    for quote in quotes {
        selectors.extend(selectors_of_steps(&quote.trace));
        // The calibrated rate of a city depends on the workforce.
        if quote.cell.city.is_some() && quote.other.is_some_and(|other| other.reading == Reading::Calibrated) {
            selectors.push(WORKFORCE);
        }
    }
    selectors.sort_unstable();
    selectors.dedup();
    selectors
}

/// The selectors of the pack's data that steps use.
pub(super) fn selectors_of_steps(steps: &[Step]) -> impl Iterator<Item = &str> {
    let slotted = steps.iter().any(|step| step.basis == StepBasis::Slotted).then_some("roles.slotted_to");
    steps.iter().filter_map(|step| step.selector.as_deref()).chain(slotted)
}

/// The published market of a city: vacancies, candidates and days to fill.
fn market_of(pack: &Pack, city: &str) -> Result<Option<Note>, DataError> {
    let name = pack.city_name(city)?;
    Ok(pack.city_market()?.get(city).map(|market| {
        Note::fact(format!(
            "{name}, all roles: {} vacancies, {} candidates each, {} days to fill",
            grouped(market.vacancies.into(), 0),
            market.supply_ratio.normalize(),
            market.vacancy_days
        ))
    }))
}

/// The meanings of the marks after prices.
fn meaning_of_marks(pack: &Pack, quotes: &[&Quote]) -> Result<Vec<Note>, DataError> {
    let mut out = Vec::new();
    let (mut cities, mut slotted) = (Vec::new(), Vec::new());
    let (mut seen_cities, mut seen_roles) = (HashSet::new(), HashSet::new());
    for quote in quotes {
        if let Some(city) = quote.cell.city.as_deref().filter(|_| marks(quote).has(Mark::ReferenceRate))
            && seen_cities.insert(city)
        {
            cities.push(pack.city_name(city)?);
        }
        if quote.is_slotted() && seen_roles.insert(quote.cell.role.as_str()) {
            slotted.push(*quote);
        }
    }
    match cities.as_slice() {
        [] => {}
        [only] => out.push(
            Note::mark(Mark::ReferenceRate, format!("no premium is published for {only}: reference rate"))
                .advising("--city-premium sets one"),
        ),
        several => {
            out.push(Note::mark(Mark::ReferenceRate, format!("reference rate (no premium): {}", several.join(", "))))
        }
    }
    let medians: Vec<&Step> = slotted.iter().filter_map(|quote| quote.median()).collect();
    out.extend(meaning_of_slotted(&medians));
    Ok(out)
}

/// The meaning of the mark of slotted roles, by the steps with the medians that they are priced from.
pub(super) fn meaning_of_slotted(medians: &[&Step]) -> Option<Note> {
    let text = match medians {
        [] => return None,
        [only] => format!("priced from the {}", step_name(only)),
        several => format!("{} roles are slotted: priced from the median of another role", several.len()),
    };
    Some(Note::mark(Mark::Slotted, text))
}

/// The difference between the other reading and the one shown, in one sentence.
fn other_reading(quotes: &[&Quote]) -> Option<Note> {
    let reading = quotes.iter().find_map(|quote| quote.other)?.reading;
    let mut changes: Vec<Decimal> = Vec::new();
    for quote in quotes {
        let ratio = quote.other.and_then(|other| other.base.mid.checked_div(quote.base.mid));
        let percent = ratio.and_then(|ratio| (ratio - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED));
        changes.extend(percent.map(|percent| round_places(percent, 0)));
    }
    let (least, most) = (changes.iter().min()?, changes.iter().max()?);
    let (near, far) = if most.abs() < least.abs() { (most, least) } else { (least, most) };
    let span = if near == far { format!("{}", far.abs()) } else { format!("{}–{}", near.abs(), far.abs()) };
    let change = match (least.is_sign_negative(), most.is_sign_negative()) {
        (true, true) => format!("is {span}% lower"),
        (false, false) => format!("is {span}% higher"),
        // Premiums from an overlay may be negative.
        _ => format!("changes by {least}% to +{most}%"),
    };
    let text = match reading {
        Reading::Calibrated => format!("pay {change} if the median includes premiums"),
        Reading::Literal => format!("pay {change} if premiums come on top"),
    };
    let advice = format!("--reading {}", reading.as_str());
    Some(Note::warning(text).advising(advice).only_for(NoteTarget::Tables))
}

/// The assumption of a reading about the median.
fn reading(pack: &Pack, reading: Reading) -> Result<String, DataError> {
    let own = pack.words(&format!("{}-reading", reading.as_str()))?;
    Ok(match reading {
        Reading::Literal => {
            let taken_as = own.unwrap_or("the median is taken as the rate where no premium applies");
            format!(
                "literal reading: {taken_as}, and premiums go on top; the calibrated reading takes it as a national mean \
                 that already holds them"
            )
        }
        Reading::Calibrated => {
            let taken_as = own.unwrap_or("the median is taken as the mean over the cities with a known workforce");
            format!("calibrated reading: {taken_as}; the literal reading puts the premiums on top of it")
        }
    })
}

/// The assumptions of prices: levels priced as others, given premiums, and exchange rates.
fn assumptions(pack: &Pack, quotes: &[&Quote]) -> Result<Vec<Note>, DataError> {
    let mut out: Vec<Note> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |note: Note| {
        if seen.insert(note.text.clone()) {
            out.push(note);
        }
    };
    for quote in quotes {
        for step in &quote.trace {
            match (step.kind(), &step.basis) {
                (StepKind::Currency, _) => add(Note::new(format!("converted at {}", step_name(step)))),
                (StepKind::City | StepKind::Retention, StepBasis::Given)
                | (StepKind::ForeignHire | StepKind::Ageing, _) => {
                    add(Note::new(format!("used: {}", step_name(step))));
                }
                _ => {}
            }
        }
        if quote.geo_basis == GeoBasis::Given
            && let Some(city) = quote.cell.city.as_deref()
            && pack.geo_differentials()?.get(city).is_some()
        {
            let city = pack.city_name(city)?;
            add(Note::warning(format!("--city-premium replaces the published premium of {city}")));
        }
        if let (Some(level), Some(asked)) = (&quote.priced_as, &quote.cell.level) {
            let (asked, used) = (pack.level_name(asked)?, pack.level_name(level)?);
            add(Note::warning(format!(
                "no figure is published for {}: priced as {}",
                asked.to_lowercase(),
                used.to_lowercase()
            )));
        }
    }
    Ok(out)
}

/// The caveats that affect the base salary of prices, without those of the bonus.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn base_caveats(pack: &Pack, quotes: &[Quote]) -> Result<Vec<Note>, DataError> {
    let mut selectors: Vec<&str> = Vec::new();
    for quote in quotes {
        let steps = quote.trace.iter().filter(|step| step.kind() != StepKind::Retention);
        selectors.extend(steps.filter_map(|step| step.selector.as_deref()));
        if quote.is_slotted() {
            selectors.push("roles.slotted_to");
        }
    }
    provenance::caveats(pack, &selectors)
}
