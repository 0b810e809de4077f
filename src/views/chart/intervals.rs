//! Market ranges: of many roles, and of one role up its ladder of cities and levels.

use jiff::civil::Date;

use super::caption::{caption, length};
use crate::answer::{Mark, Note, NoteKind};
use crate::figure::{Axis, Chart, Group, IntervalRow, Intervals, Key, Open, Span, Unit};
use crate::money::{Interval, grouped};
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::pricing::Quote;
use crate::views::benchmark;
use crate::views::benchmark_row::BenchmarkRow;
use crate::views::cell::marks;
use crate::views::heading::{title, unit};
use crate::views::labels::{self, common};

/// The ranges of roles: a group for each city and level, in it a row for each role, the highest paid first.
///
/// `notes` say how the request was understood.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ranges(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let mut quotes = quotes;
    // In the order of the first group, so that a role stands in the same place in all of them.
    let first = quotes.first().map(|quote| (quote.cell.city.clone(), quote.cell.level.clone()));
    let mut order: Vec<(Interval, String)> = quotes
        .iter()
        .filter(|quote| Some((quote.cell.city.clone(), quote.cell.level.clone())) == first)
        .map(|quote| (quote.base, quote.cell.role.clone()))
        .collect();
    order.sort_by_key(|(base, _)| std::cmp::Reverse(base.mid));
    quotes.sort_by_key(|quote| order.iter().position(|(_, role)| *role == quote.cell.role));
    let label = |quote: &Quote| Ok(labels::role(pack, &quote.cell.role)?.to_owned());
    let heading = |quote: &Quote| {
        let level = labels::level(pack, &quote.cell.level)?.to_lowercase();
        Ok(format!("{}, {level}", place(pack, quote)?))
    };
    picture(pack, quotes, notes, today, "Market ranges by role", heading, label)
}

/// The ranges of one role or more: a group for each role and city, in it a row for each level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ladder(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let one_role = common(quotes.iter().map(|quote| &quote.cell.role)).is_some();
    let label = |quote: &Quote| Ok(labels::level(pack, &quote.cell.level)?.to_owned());
    let heading = |quote: &Quote| {
        let place = place(pack, quote)?;
        Ok(if one_role { place } else { format!("{}, {place}", labels::role(pack, &quote.cell.role)?) })
    };
    picture(pack, quotes, notes, today, "Pay ladder", heading, label)
}

/// What stands behind a city that is priced at the reference rate because nothing is published for it.
const NO_PREMIUM: &str = " (no premium published)";

/// The city of a quote, or what stands in its place.
fn place(pack: &Pack, quote: &Quote) -> Result<String, DataError> {
    let name = match &quote.cell.city {
        Some(city) => labels::city(pack, city)?.to_owned(),
        None => quote.geo_basis.to_string(),
    };
    let name = if at_reference_rate(quote) { format!("{name}{NO_PREMIUM}") } else { name };
    Ok(labels::capitalised(&name))
}

/// Whether a quote is for a city that is priced at the reference rate because nothing is published for it.
fn at_reference_rate(quote: &Quote) -> bool {
    marks(quote).has(Mark::ReferenceRate)
}

/// A quote as a row: an outline where it is at the reference rate for want of a premium, a mark where it is slotted.
fn row(quote: &Quote, label: String) -> IntervalRow {
    let marks = marks(quote);
    let sign = |mark: Mark| marks.has(mark).then(|| mark.sign());
    IntervalRow {
        label,
        mark: sign(Mark::Slotted),
        detail: sign(Mark::Slotted).map(|_| format!("grade {}", quote.match_grade)).unwrap_or_default(),
        outlined: marks.has(Mark::ReferenceRate),
        mid_mark: sign(Mark::ReferenceRate),
        first: span(&quote.base),
        second: quote.retention.map(|_| span(&quote.total)),
        open: Open::Closed,
    }
}

/// The legend: what outlines and marks mean, as the notes say it.
fn key(notes: &[Note]) -> Vec<Key> {
    let entry = |note: &Note| match note.kind {
        NoteKind::Mark(mark) => {
            Some(Key { outlined: mark == Mark::ReferenceRate, mark: Some(mark.sign()), meaning: note.text.clone() })
        }
        _ => None,
    };
    notes.iter().filter_map(entry).collect()
}

fn picture(
    pack: &Pack,
    quotes: Vec<Quote>,
    notes: Vec<Note>,
    today: Date,
    name: &str,
    heading: impl Fn(&Quote) -> Result<String, DataError>,
    label: impl Fn(&Quote) -> Result<String, DataError>,
) -> Result<Picture, DataError> {
    let mut groups: Vec<Group> = Vec::new();
    let mut said = Vec::new();
    for quote in &quotes {
        let (heading, label) = (heading(quote)?, label(quote)?);
        let row = row(quote, label.clone());
        said.push(format!("{heading}, {label}: {}", spoken(quote)));
        match groups.iter_mut().find(|group| group.heading.as_ref() == Some(&heading)) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { heading: Some(heading), rows: vec![row] }),
        }
    }
    // One group needs no heading: the title says it.
    if let [only] = groups.as_mut_slice() {
        only.heading = None;
    }
    let refs: Vec<&Quote> = quotes.iter().collect();
    let unit = unit(&refs);
    // Where the heading of a single group is gone, the title has to say what it said.
    let unknown = groups.len() == 1 && quotes.iter().any(at_reference_rate);
    let title = format!("{name}: {}{}", title(pack, &refs)?, if unknown { NO_PREMIUM } else { "" });
    let with_bonus = quotes.iter().any(|quote| quote.retention.is_some());
    let reading = quotes.first().map(|quote| format!("{} reading", quote.reading.as_str()));
    let rows: Vec<BenchmarkRow> = quotes.into_iter().map(BenchmarkRow::from).collect();
    let mut data = benchmark::ranges(pack, &rows, today)?;
    data.notes.splice(0..0, notes);
    let subtitle = format!(
        "low, mid and high of the market range{}",
        reading.map(|reading| format!("; {reading}")).unwrap_or_default()
    );
    Ok(Picture {
        chart: Chart::Intervals(Intervals {
            caption: caption(&data, title, subtitle, format!("{unit}: {}", said.join("; "))),
            axis: Axis::new(unit, Unit::Number),
            mid: true,
            names: ("Base salary".to_owned(), with_bonus.then(|| "Base + retention".to_owned())),
            key: key(&data.notes),
            groups,
        }),
        data,
    })
}

fn span(range: &Interval) -> Span {
    Span { low: length(range.low), mid: Some(length(range.mid)), high: length(range.high) }
}

/// A quote for those who do not see the picture.
fn spoken(quote: &Quote) -> String {
    let range = |range: &Interval| match range.is_point() {
        true => grouped(range.low, 0),
        false => format!("{} to {}, mid {}", grouped(range.low, 0), grouped(range.high, 0), grouped(range.mid, 0)),
    };
    let base = format!("base {}", range(&quote.base));
    let total = quote.retention.map(|_| format!("; base + retention {}", range(&quote.total))).unwrap_or_default();
    let marks = marks(quote);
    let reference =
        if marks.has(Mark::ReferenceRate) { "; at the reference rate, no premium is published" } else { "" };
    let grade = &quote.match_grade;
    let slotted = if marks.has(Mark::Slotted) { format!("; slotted, grade {grade}") } else { String::new() };
    format!("{base}{total}{reference}{slotted}")
}
