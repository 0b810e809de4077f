//! The charts of market ranges: of many roles, and of one role in cities and levels.

use jiff::civil::Date;

use super::caption::caption;
use super::columns::{NamedRow, rows};
use crate::answer::{Answer, Mark, Note, NoteKind, Table};
use crate::figure::{
    Axis, AxisUnit, Chart, IntervalGroup, IntervalRow, Intervals, LegendEntry, OpenEnd, RANGE_ENDS, Span,
};
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
    let heading = |row: NamedRow<'_>| {
        let level = row.text("level").to_lowercase();
        if level.is_empty() { place(row) } else { format!("{}, {level}", place(row)) }
    };
    Ok(picture(data, "Market ranges by role", heading, "role"))
}

/// The ranges of one role or more: a group for each role and city, in it a row for each level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ladder(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let one_role = common_value(quotes.iter().map(|quote| &quote.cell.role)).is_some();
    let data = answer(pack, quotes, notes, today)?;
    // Without levels, the places of a role are compared.
    if rows(&data.table).all(|row| row.text("level").is_empty()) {
        return Ok(picture(data, "Pay by place", |row| row.text("role"), "city"));
    }
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

/// The name of a row in its group: the text of a column, or the whole market where no city was asked for.
fn label_of(row: NamedRow<'_>, column: &str) -> String {
    if column == "city" { place(row) } else { row.text(column) }
}

/// What the amounts are of, and the name of the middle one: `Base salary` and `mid`, or `Wages` and `P50`.
fn names_of_range(table: &Table) -> (&str, &str) {
    let column = table.columns.iter().find(|column| column.name == "base_mid");
    column.and_then(|column| column.heading.split_once('\n')).unwrap_or(("Base salary", "mid"))
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
        open: open_end(row),
    }
}

fn has_bonus(row: NamedRow<'_>) -> bool {
    row.number("retention_mid").is_some()
}

/// The range in the columns that begin with a name.
fn span(row: NamedRow<'_>, name: &str) -> Span {
    let end = |end: &str| row.length(&format!("{name}_{end}"));
    let mid = end("mid");
    // The mid stands for an end that is not published. An arrow says so.
    let or_mid = |end: Option<f64>| end.or(mid).unwrap_or_default();
    Span { low: or_mid(end("low")), mid, high: or_mid(end("high")) }
}

/// The end of the range of base salary that is not published.
fn open_end(row: NamedRow<'_>) -> OpenEnd {
    let has = |column: &str| row.number(column).is_some();
    match (has("base_low"), has("base_high")) {
        (true, false) => OpenEnd::Above,
        (false, true) => OpenEnd::Below,
        (true, true) | (false, false) => OpenEnd::Closed,
    }
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
    let (subject, middle) = names_of_range(table);
    let are_percentiles = middle != "mid";
    let of = if are_percentiles { subject.to_lowercase() } else { "base".to_owned() };
    let mut groups: Vec<IntervalGroup> = Vec::new();
    let mut clauses = Vec::new();
    for row in rows(table) {
        let (heading, label) = (heading(row), label_of(row, label));
        clauses.push(format!("{heading}, {label}: {}", described(row, &of, are_percentiles)));
        IntervalGroup::push(&mut groups, heading, interval_row(row, label));
    }
    // One group needs no heading: the title says it.
    if let [only] = groups.as_mut_slice() {
        only.heading = None;
    }
    // The title of the answer names the city of a single group, but not that it has no premium.
    let without_premium = groups.len() == 1 && rows(table).any(is_at_reference_rate);
    let title = format!("{name}: {}{}", data.title, if without_premium { NO_PREMIUM } else { "" });
    let reading = rows(table).map(|row| row.text("reading")).find(|reading| !reading.is_empty());
    let reading = reading.map(|reading| format!("; {reading} reading")).unwrap_or_default();
    let subtitle = match are_percentiles {
        false => format!("low, mid and high of the market range{reading}"),
        true => format!("P25, P50 and P75 of {of}"),
    };
    let series = subject.to_owned();
    let with_bonus = rows(table).any(has_bonus);
    let chart = Chart::Intervals(Intervals {
        caption: caption(&data, title, subtitle, format!("{}: {}", data.unit, clauses.join("; "))),
        axis: Axis::new(data.unit.as_str(), AxisUnit::Number),
        show_mid: true,
        end_names: if are_percentiles { ["P25", "P50", "P75"] } else { RANGE_ENDS },
        series_names: (series, with_bonus.then(|| "Base + retention".to_owned())),
        legend: legend(&data.notes),
        groups,
    });
    Picture { chart, data }
}

/// The ranges of a row in words, for the text alternative.
fn described(row: NamedRow<'_>, of: &str, are_percentiles: bool) -> String {
    let range = |name: &str| {
        let text = |end: &str| row.text(&format!("{name}_{end}"));
        if are_percentiles {
            let of = [("P25", "low"), ("P50", "mid"), ("P75", "high")].map(|(percentile, end)| (percentile, text(end)));
            let published = of.iter().filter(|(_, amount)| !amount.is_empty());
            return published
                .map(|(percentile, amount)| format!("{percentile} {amount}"))
                .collect::<Vec<_>>()
                .join(", ");
        }
        let [low, high] = ["low", "high"].map(|end| row.number(&format!("{name}_{end}")));
        match (low, high) {
            (Some(low), Some(high)) if low == high => text("low"),
            (Some(_), Some(_)) => format!("{} to {}, mid {}", text("low"), text("high"), text("mid")),
            (Some(_), None) => format!("from {}, mid {}", text("low"), text("mid")),
            (None, Some(_)) => format!("to {}, mid {}", text("high"), text("mid")),
            (None, None) => format!("mid {}", text("mid")),
        }
    };
    let total = if has_bonus(row) { format!("; base + retention {}", range("total")) } else { String::new() };
    let marks = row.marks("base_mid");
    let reference =
        if marks.has(Mark::ReferenceRate) { "; at the reference rate, no premium is published" } else { "" };
    let grade = row.text("match_grade");
    let slotted = if marks.has(Mark::Slotted) { format!("; slotted, grade {grade}") } else { String::new() };
    format!("{of} {}{total}{reference}{slotted}", range("base"))
}
