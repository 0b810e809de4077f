//! The charts of market ranges: of many roles, and of one role in cities and levels.

use jiff::civil::Date;

use super::caption::caption;
use super::columns::{NamedRow, rows};
use crate::answer::{Answer, Mark, Note, NoteKind};
use crate::figure::{Axis, AxisUnit, Chart, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, Span};
use crate::iter::common_value;
use crate::money::Interval;
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::pricing::Quote;
use crate::views::benchmark;
use crate::views::benchmark_row::BenchmarkRow;
use crate::views::capitalised::capitalised;

/// The ranges of roles: a group for each city and level, in it a row for each role, the highest paid first.
///
/// `notes` say how the request was understood.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ranges(pack: &Pack, mut quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    // In the order of the first group, so that a role stands in the same place in all of them.
    let first = quotes.first().map(|quote| (quote.cell.city.clone(), quote.cell.level.clone()));
    let mut order: Vec<(Interval, String)> = quotes
        .iter()
        .filter(|quote| Some((quote.cell.city.clone(), quote.cell.level.clone())) == first)
        .map(|quote| (quote.base, quote.cell.role.clone()))
        .collect();
    order.sort_by_key(|(base, _)| std::cmp::Reverse(base.mid));
    quotes.sort_by_key(|quote| order.iter().position(|(_, role)| *role == quote.cell.role));
    let data = answer(pack, quotes, notes, today)?;
    let heading = |row: NamedRow<'_>| format!("{}, {}", place(row), row.text("level").to_lowercase());
    Ok(picture(data, "Market ranges by role", heading, "role"))
}

/// The ranges of one role or more: a group for each role and city, in it a row for each level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ladder(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let one_role = common_value(quotes.iter().map(|quote| &quote.cell.role)).is_some();
    let data = answer(pack, quotes, notes, today)?;
    let heading =
        |row: NamedRow<'_>| if one_role { place(row) } else { format!("{}, {}", row.text("role"), place(row)) };
    Ok(picture(data, "Pay ladder", heading, "level"))
}

/// The quotes as an answer, the given notes first.
fn answer(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Answer, DataError> {
    let rows: Vec<BenchmarkRow> = quotes.into_iter().map(BenchmarkRow::from).collect();
    let mut data = benchmark::ranges(pack, &rows, today)?;
    data.notes.splice(0..0, notes);
    Ok(data)
}

/// Follows the name of a city without a published premium, which is priced at the reference rate.
const NO_PREMIUM: &str = " (no premium published)";

/// The city of a row, or the rate where no city was asked for.
fn place(row: NamedRow<'_>) -> String {
    let city = row.text("city");
    let name = if city.is_empty() { row.text("geo_basis") } else { city };
    capitalised(&if is_at_reference_rate(row) { name + NO_PREMIUM } else { name })
}

/// Whether a row is for a city without a published premium.
fn is_at_reference_rate(row: NamedRow<'_>) -> bool {
    row.marks("base_mid").has(Mark::ReferenceRate)
}

/// A row of the chart: an outline where its city has no published premium, a mark where its role is slotted.
fn interval_row(row: NamedRow<'_>, label: String) -> IntervalRow {
    let marks = row.marks("base_mid");
    let sign = |mark: Mark| marks.has(mark).then(|| mark.sign());
    IntervalRow {
        label,
        mark: sign(Mark::Slotted),
        detail: sign(Mark::Slotted).map(|_| format!("grade {}", row.text("match_grade"))).unwrap_or_default(),
        outlined: marks.has(Mark::ReferenceRate),
        mid_mark: sign(Mark::ReferenceRate),
        first: span(row, "base"),
        second: has_bonus(row).then(|| span(row, "total")),
        open: OpenEnd::Closed,
    }
}

fn has_bonus(row: NamedRow<'_>) -> bool {
    row.number("retention_mid").is_some()
}

/// The range in the columns that begin with a name.
fn span(row: NamedRow<'_>, name: &str) -> Span {
    let end = |end: &str| row.length(&format!("{name}_{end}"));
    Span { low: end("low").unwrap_or_default(), mid: end("mid"), high: end("high").unwrap_or_default() }
}

/// The legend: what outlines and marks mean, in the words of the notes.
fn legend(notes: &[Note]) -> Vec<LegendEntry> {
    let entry = |note: &Note| match note.kind {
        NoteKind::Mark(mark) => Some(LegendEntry {
            outlined: mark == Mark::ReferenceRate,
            mark: Some(mark.sign()),
            meaning: note.text.clone(),
        }),
        _ => None,
    };
    notes.iter().filter_map(entry).collect()
}

/// The chart of an answer, in groups by heading; `label` is the column that names a row in its group.
fn picture(data: Answer, name: &str, heading: impl Fn(NamedRow<'_>) -> String, label: &str) -> Picture {
    let table = &data.table;
    let mut groups: Vec<IntervalGroup> = Vec::new();
    let mut clauses = Vec::new();
    for row in rows(table) {
        let (heading, label) = (heading(row), row.text(label));
        clauses.push(format!("{heading}, {label}: {}", described(row)));
        IntervalGroup::push(&mut groups, heading, interval_row(row, label));
    }
    // One group needs no heading: the title says it.
    if let [only] = groups.as_mut_slice() {
        only.heading = None;
    }
    // The title of the answer names the city of a single group, but not that it has no premium.
    let without_premium = groups.len() == 1 && rows(table).any(is_at_reference_rate);
    let title = format!("{name}: {}{}", data.title, if without_premium { NO_PREMIUM } else { "" });
    let reading = rows(table).next().map(|row| format!("; {} reading", row.text("reading"))).unwrap_or_default();
    let subtitle = format!("low, mid and high of the market range{reading}");
    let with_bonus = rows(table).any(has_bonus);
    let chart = Chart::Intervals(Intervals {
        caption: caption(&data, title, subtitle, format!("{}: {}", data.unit, clauses.join("; "))),
        axis: Axis::new(data.unit.as_str(), AxisUnit::Number),
        show_mid: true,
        series_names: ("Base salary".to_owned(), with_bonus.then(|| "Base + retention".to_owned())),
        legend: legend(&data.notes),
        groups,
    });
    Picture { chart, data }
}

/// The ranges of a row in words, for the text alternative.
fn described(row: NamedRow<'_>) -> String {
    let range = |name: &str| {
        let text = |end: &str| row.text(&format!("{name}_{end}"));
        let is_point = row.number(&format!("{name}_low")) == row.number(&format!("{name}_high"));
        if is_point { text("low") } else { format!("{} to {}, mid {}", text("low"), text("high"), text("mid")) }
    };
    let total = if has_bonus(row) { format!("; base + retention {}", range("total")) } else { String::new() };
    let marks = row.marks("base_mid");
    let reference =
        if marks.has(Mark::ReferenceRate) { "; at the reference rate, no premium is published" } else { "" };
    let grade = row.text("match_grade");
    let slotted = if marks.has(Mark::Slotted) { format!("; slotted, grade {grade}") } else { String::new() };
    format!("base {}{total}{reference}{slotted}", range("base"))
}
