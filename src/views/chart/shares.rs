//! The percentages of one section: how much of what, from where to where.

use super::caption::{caption, length};
use crate::answer::Note;
use crate::figure::{Axis, Chart, Group, IntervalRow, Intervals, Open, Span, Unit};
use crate::money::Decimal;
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::views::labels;
use crate::views::market::{PERCENT, Row, facts_answer, facts_at_home, home};

/// The facts of a section that are percentages, grouped by what they measure.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn shares(pack: &Pack, section: &str) -> Result<Picture, DataError> {
    let facts = facts_at_home(pack, section, PERCENT)?;
    let home = home(pack)?;
    let mut data = facts_answer(pack, section, &facts)?;
    data.notes.splice(0..0, cited(&facts));
    let mut groups: Vec<Group> = Vec::new();
    let mut said = Vec::new();
    for fact in &facts {
        let Some((span, open)) = span(fact) else { continue };
        // Where it holds, unless that is the whole country.
        let place = if fact.geography == home { String::new() } else { fact.places(pack)? };
        let subject = if place.is_empty() { fact.subject.clone() } else { format!("{}, {place}", fact.subject) };
        let row = IntervalRow { label: labels::capitalised(&subject), first: span, open, ..IntervalRow::default() };
        said.push(format!("{subject}, {}: {}", fact.metric, fact.figure_in_words()));
        let heading = labels::capitalised(&fact.metric);
        match groups.iter_mut().find(|group| group.heading.as_ref() == Some(&heading)) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { heading: Some(heading), rows: vec![row] }),
        }
    }
    for group in &mut groups {
        group.rows.sort_by(|one, other| other.first.high.total_cmp(&one.first.high));
    }
    let subtitle = "published ranges, low to high, grouped by what they measure";
    Ok(Picture {
        chart: Chart::Intervals(Intervals {
            caption: caption(&data, pack.section_title(section)?, subtitle, said.join("; ")),
            axis: Axis::new("Percent", Unit::Percent).over(0.0, 100.0),
            mid: false,
            names: ("Published range".to_owned(), None),
            key: Vec::new(),
            groups,
        }),
        data,
    })
}

/// The ends of a fact, and which of them is open.
fn span(fact: &Row) -> Option<(Span, Open)> {
    let point = |end: Decimal| Span { low: length(end), mid: None, high: length(end) };
    Some(match (fact.low, fact.high) {
        (Some(low), Some(high)) => (Span { low: length(low), mid: None, high: length(high) }, Open::Closed),
        (Some(low), None) => (point(low), Open::Above),
        (None, Some(high)) => (point(high), Open::Below),
        (None, None) => return None,
    })
}

/// Whom the source cites for which of the facts; the rest is its own.
fn cited(facts: &[Row]) -> Option<Note> {
    let mut by: Vec<(&str, Vec<&str>)> = Vec::new();
    for fact in facts.iter().filter(|fact| !fact.attributed_to.is_empty()) {
        match by.iter_mut().find(|(who, _)| *who == fact.attributed_to) {
            Some((_, what)) => what.push(&fact.subject),
            None => by.push((&fact.attributed_to, vec![&fact.subject])),
        }
    }
    let said: Vec<String> = by.into_iter().map(|(who, what)| format!("{} after {who}", what.join(", "))).collect();
    (!said.is_empty()).then(|| Note::new(said.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::section;

    #[test]
    fn an_end_that_is_not_published_is_open_and_never_drawn_as_zero() {
        let pack = Pack::bundled();
        let mut fact = facts_at_home(&pack, section::AUTOMATION, PERCENT).unwrap().remove(0);
        let mut ends = |low: Option<i64>, high: Option<i64>| {
            (fact.low, fact.high) = (low.map(Decimal::from), high.map(Decimal::from));
            span(&fact).map(|(span, open)| (span.low, span.high, open))
        };
        assert_eq!(ends(Some(40), Some(60)), Some((40.0, 60.0, Open::Closed)));
        assert_eq!(ends(Some(40), None), Some((40.0, 40.0, Open::Above)));
        assert_eq!(ends(None, Some(60)), Some((60.0, 60.0, Open::Below)));
        assert_eq!(ends(None, None), None);
    }

    #[test]
    fn every_percentage_of_a_section_is_drawn_once_the_highest_first() {
        let pack = Pack::bundled();
        let picture = shares(&pack, section::AUTOMATION).unwrap();
        let Chart::Intervals(drawn) = picture.chart else { unreachable!() };
        let rows: usize = drawn.groups.iter().map(|group| group.rows.len()).sum();
        assert_eq!(rows, picture.data.table.rows.len());
        assert!(rows >= 8, "{rows}");
        for group in &drawn.groups {
            assert!(group.rows.is_sorted_by(|one, next| one.first.high >= next.first.high), "{group:?}");
        }
    }
}
