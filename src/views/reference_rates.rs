//! The meaning of the reference rate, at which cities without a premium of their own are priced.

use std::path::Path;

use super::step_text::signed_percent_range;
use crate::answer::{Mark, Note};
use crate::money::{PercentRange, round_places};
use crate::pack::{DataError, GeoDifferential, Pack};

/// Cities at the reference rate by what it means for them, in the words of the pack for their tier.
fn by_meaning<'p>(pack: &'p Pack, cities: &[String]) -> Result<Vec<(&'p str, Vec<String>)>, DataError> {
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for city in cities {
        let meaning = match pack.cities()?.get(city) {
            Some(place) => pack.reference_rate(&place.tier)?,
            None => None,
        };
        let meaning = meaning.unwrap_or("reference rate (no premium)");
        match groups.iter_mut().find(|(known, _)| *known == meaning) {
            Some((_, members)) => members.push(city.clone()),
            None => groups.push((meaning, vec![city.clone()])),
        }
    }
    Ok(groups)
}

/// The most cities that a summary names.
const MAX_NAMED: usize = 3;

/// A clause for each meaning of the reference rate: `reference rate (no premium): Wuhan, Tianjin`. More than three cities are counted.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn summary_of_reference_rates(pack: &Pack, cities: &[String]) -> Result<Vec<String>, DataError> {
    let clause = |(meaning, members): (&str, Vec<String>)| {
        Ok(match members.len() {
            ..=MAX_NAMED => {
                let names: Vec<&str> = members.iter().map(|city| pack.city_name(city)).collect::<Result<_, _>>()?;
                format!("{meaning}: {}", names.join(", "))
            }
            many => format!("{meaning}: {many} cities"),
        })
    };
    by_meaning(pack, cities)?.into_iter().map(clause).collect()
}

/// The meaning of the mark of the reference rate: a note for each kind of city, in the words of the pack for its tier.
pub(super) fn reference_rates(pack: &Pack, cities: &[String]) -> Result<Vec<Note>, DataError> {
    let groups = by_meaning(pack, cities)?;
    let mut out = Vec::new();
    for (meaning, members) in &groups {
        let names: Vec<&str> = members.iter().map(|city| pack.city_name(city)).collect::<Result<_, _>>()?;
        let text = format!("{meaning}: {}", names.join(", "));
        let mut advice = overlay_with(pack, members)?;
        if advice.is_none() && cities.len() == 1 {
            advice = Some("--city-premium sets one".to_owned());
        }
        // A line holds the name of the overlay before its premiums.
        let fits = |advice: &str| text.chars().count() + advice.chars().count() <= MAX_REFERENCE_NOTE;
        let short = |advice: String| match advice.split_once([':', '\u{20}']) {
            _ if fits(&advice) => advice,
            Some((option, rest)) => {
                let name = rest.split([':', '\u{20}']).next().unwrap_or_default();
                format!("{option} {name}")
            }
            None => advice,
        };
        let advice = advice.map(short).filter(|advice| fits(advice) || groups.len() == 1);
        let note = Note::mark(Mark::ReferenceRate, text);
        out.push(match advice {
            Some(advice) => note.advising(advice),
            None => note,
        });
    }
    Ok(out)
}

/// The most letters of the text and the advice of a note on the reference rate, so that it is one line of 80 columns with its
/// mark and `; `.
const MAX_REFERENCE_NOTE: usize = 76;

/// The bundled overlay that has premiums of some of these cities, as the option that chooses it: `--overlay NAME: +27 to +34%`.
/// `None` where none has, and for a pack that is neither bundled nor a copy of such a one, whose ids are its own.
fn overlay_with(pack: &Pack, cities: &[String]) -> Result<Option<String>, DataError> {
    let own = &pack.descriptor()?.name;
    if !Pack::bundled_names().any(|name| name == own) {
        return Ok(None);
    }
    for name in Pack::bundled_overlays() {
        let overlaid = pack.overlaid(Path::new(name))?;
        let table = overlaid.geo_differentials()?;
        let premiums: Vec<_> = cities.iter().filter_map(|city| table.get(city)).collect();
        let premium = |row: &GeoDifferential| {
            let whole = |percent| round_places(percent, 0);
            signed_percent_range(PercentRange { low: whole(row.low_pct), high: whole(row.high_pct) })
        };
        return Ok(Some(match (premiums.as_slice(), cities.len()) {
            ([], _) => continue,
            ([only], 1) => format!("--overlay {name}: {}", premium(only)),
            (some, all) if some.len() == all => format!("--overlay {name}"),
            (some, _) => format!("--overlay {name} for {}", some.len()),
        }));
    }
    Ok(None)
}
