//! The chart of the percentages of a section.

use super::caption::{caption, subtitle};
use super::columns::{NamedRow, length, rows};
use crate::answer::{Note, Table};
use crate::figure::{Axis, AxisUnit, Chart, IntervalGroup, IntervalRow, Intervals, OpenEnd, RANGE_ENDS, Span};
use crate::money::Decimal;
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::views::capitalised::capitalised;
use crate::views::market::{PERCENT, facts_in_unit, home, place_names};

/// The facts of a section that are percentages and hold in the pack's own country, grouped by what they measure.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn percentages(pack: &Pack, section: &str) -> Result<Picture, DataError> {
    let mut data = facts_in_unit(pack, section, PERCENT)?;
    data.notes.splice(0..0, attributions(&data.table));
    let home = home(pack)?;
    let mut groups: Vec<IntervalGroup> = Vec::new();
    let mut clauses = Vec::new();
    let mut highest: Option<(f64, String)> = None;
    for fact in rows(&data.table) {
        let Some((first, open)) = span(fact.number("low"), fact.number("high")) else { continue };
        let subject = subject(pack, fact, home)?;
        let metric = fact.text("metric");
        let figure = fact.text("figure");
        clauses.push(format!("{subject}, {metric}: {figure}"));
        if highest.as_ref().is_none_or(|(known, _)| first.high > *known) {
            highest = Some((first.high, capitalised(&format!("{subject}: {metric} {figure}"))));
        }
        let row = IntervalRow { label: capitalised(&subject), first, open, ..IntervalRow::default() };
        IntervalGroup::push(&mut groups, capitalised(&metric), row);
    }
    for group in &mut groups {
        group.rows.sort_by(|one, other| other.first.high.total_cmp(&one.first.high));
    }
    let count = clauses.len();
    let title = match highest {
        Some((_, words)) if count > 1 => format!("{words}, the highest of {count} published"),
        Some((_, words)) => words,
        None => pack.section_title(section)?.to_owned(),
    };
    let subtitle = subtitle(pack, &[pack.section_title(section)?, "percent, low to high"])?;
    Ok(Picture {
        chart: Chart::Intervals(Intervals {
            caption: caption(&data, title, subtitle, clauses.join("; ")),
            axis: Axis::new("Percent", AxisUnit::Percent).covering(0.0, 100.0),
            show_mid: false,
            end_names: RANGE_ENDS,
            series_names: ("Published range".to_owned(), None),
            second_heading: String::new(),
            outer_name: None,
            legend: Vec::new(),
            groups,
        }),
        data,
    })
}

/// The subject of a fact, with its place unless that is the whole country.
fn subject(pack: &Pack, fact: NamedRow<'_>, home: &str) -> Result<String, DataError> {
    let (subject, geography) = (fact.text("subject"), fact.text("geography"));
    let place = if geography == home { String::new() } else { place_names(pack, &geography)? };
    Ok(if place.is_empty() { subject } else { format!("{subject}, {place}") })
}

/// The ends of a range, and which of them is open; `None` where neither is known.
fn span(low: Option<Decimal>, high: Option<Decimal>) -> Option<(Span, OpenEnd)> {
    let span = |low: Decimal, high: Decimal| Span { low: length(low), mid: None, high: length(high) };
    match (low, high) {
        (Some(low), Some(high)) => Some((span(low, high), OpenEnd::Closed)),
        (Some(low), None) => Some((span(low, low), OpenEnd::Above)),
        (None, Some(high)) => Some((span(high, high), OpenEnd::Below)),
        (None, None) => None,
    }
}

/// A note that names whom the source cites for which facts; `None` where all facts are its own.
fn attributions(facts: &Table) -> Option<Note> {
    let mut by: Vec<(String, Vec<String>)> = Vec::new();
    for fact in rows(facts) {
        let (cited, subject) = (fact.text("attributed_to"), fact.text("subject"));
        if cited.is_empty() {
            continue;
        }
        match by.iter_mut().find(|(known, _)| *known == cited) {
            Some((_, subjects)) => subjects.push(subject),
            None => by.push((cited, vec![subject])),
        }
    }
    let clauses: Vec<String> =
        by.into_iter().map(|(cited, subjects)| format!("{} after {cited}", subjects.join(", "))).collect();
    (!clauses.is_empty()).then(|| Note::new(clauses.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::section;

    #[test]
    fn an_end_that_is_not_published_is_open_and_never_drawn_as_zero() {
        let ends = |low: Option<i64>, high: Option<i64>| {
            span(low.map(Decimal::from), high.map(Decimal::from)).map(|(span, open)| (span.low, span.high, open))
        };
        assert_eq!(ends(Some(40), Some(60)), Some((40.0, 60.0, OpenEnd::Closed)));
        assert_eq!(ends(Some(40), None), Some((40.0, 40.0, OpenEnd::Above)));
        assert_eq!(ends(None, Some(60)), Some((60.0, 60.0, OpenEnd::Below)));
        assert_eq!(ends(None, None), None);
    }

    #[test]
    fn every_percentage_of_a_section_is_drawn_once_the_highest_first() {
        let pack = Pack::bundled();
        let picture = percentages(&pack, section::AUTOMATION).unwrap();
        let Chart::Intervals(drawn) = picture.chart else { unreachable!() };
        let rows: usize = drawn.groups.iter().map(|group| group.rows.len()).sum();
        assert_eq!(rows, picture.data.table.rows.len());
        assert!(rows >= 8, "{rows}");
        for group in &drawn.groups {
            assert!(group.rows.is_sorted_by(|one, next| one.first.high >= next.first.high), "{group:?}");
        }
    }
}
