//! The charts of market ranges: of many roles, and of one role in cities and levels.

use std::collections::HashMap;

use jiff::civil::Date;

use super::caption::{as_of, caption, subtitle};
use super::columns::{NamedRow, common_text, rows};
use super::finding::finding;
use super::mark_legend::mark_legend;
use super::merge::{GroupName, merged_groups, merged_rows};
use super::range_rows::{NO_PREMIUM, is_at_reference_rate, names_of_range};
use crate::answer::{Answer, Mark, Note};
use crate::figure::{Axis, AxisUnit, Chart, IntervalRow, Intervals, OpenEnd, RANGE_ENDS, Span};
use crate::iter::common_value;
use crate::money::Interval;
use crate::pack::{DataError, Pack};
use crate::page::Picture;
use crate::pricing::{GeoBasis, Quote};
use crate::views::benchmark;
use crate::views::benchmark_row::BenchmarkRow;
use crate::views::capitalised::capitalised;
use crate::views::range_names::range_points;

/// The ranges of roles: a group for each city and level, in it a row for each role, the highest paid first. For one role in several
/// cities, a group for each level, in it a row for each city: those with a published premium first, the highest paid first.
///
/// `notes` say how the request was understood.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ranges(pack: &Pack, mut quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let one_role = common_value(quotes.iter().map(|quote| &quote.cell.role)).is_some();
    let one_city = common_value(quotes.iter().map(|quote| &quote.cell.city)).is_some();
    if one_role && !one_city {
        quotes.sort_by_key(|quote| {
            let rate = quote.cell.city.is_some() && quote.geo_basis == GeoBasis::NonePublished;
            (rate, std::cmp::Reverse(quote.base.mid))
        });
        let data = answer(pack, quotes, notes, today)?;
        let group = |row: NamedRow<'_>| GroupName { level: row.text("level"), ..GroupName::default() };
        return picture(pack, data, group, "city");
    }
    // In the order of the first group, so that a role stands in the same place in all of them.
    let first = quotes.first().map(|quote| (quote.cell.city.clone(), quote.cell.level.clone()));
    let mut order: Vec<(Interval, String)> = quotes
        .iter()
        .filter(|quote| Some((quote.cell.city.clone(), quote.cell.level.clone())) == first)
        .map(|quote| (quote.base, quote.cell.role.clone()))
        .collect();
    order.sort_by_key(|(base, _)| std::cmp::Reverse(base.mid));
    let order: HashMap<String, usize> = order.into_iter().enumerate().map(|(at, (_, role))| (role, at)).collect();
    quotes.sort_by_key(|quote| order.get(&quote.cell.role).copied());
    let data = answer(pack, quotes, notes, today)?;
    let group = |row: NamedRow<'_>| GroupName {
        place: place(row),
        premium: premium(row),
        level: row.text("level"),
        ..GroupName::default()
    };
    picture(pack, data, group, "role")
}

/// The ranges of one role or more: a group for each role and city, in it a row for each level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn ladder(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Picture, DataError> {
    let one_role = common_value(quotes.iter().map(|quote| &quote.cell.role)).is_some();
    let data = answer(pack, quotes, notes, today)?;
    let role = |row: NamedRow<'_>| GroupName { role: row.text("role"), ..GroupName::default() };
    // Without levels, the places of a role are compared.
    if rows(&data.table).all(|row| row.text("level").is_empty()) {
        return picture(pack, data, role, "city");
    }
    let group = |row: NamedRow<'_>| GroupName {
        role: if one_role { String::new() } else { row.text("role") },
        place: place(row),
        premium: premium(row),
        ..GroupName::default()
    };
    picture(pack, data, group, "level")
}

/// The quotes as an answer, the given notes first.
fn answer(pack: &Pack, quotes: Vec<Quote>, notes: Vec<Note>, today: Date) -> Result<Answer, DataError> {
    let rows: Vec<BenchmarkRow> = quotes.into_iter().map(BenchmarkRow::from).collect();
    let mut data = benchmark::ranges(pack, &rows, today)?;
    data.notes.splice(0..0, notes);
    Ok(data)
}

/// The city of a row, or the rate where no city was asked for.
fn place(row: NamedRow<'_>) -> String {
    let city = row.text("city");
    capitalised(&if city.is_empty() { row.text("geo_basis") } else { city })
}

/// What follows the city of a row in a heading.
fn premium(row: NamedRow<'_>) -> String {
    if is_at_reference_rate(row) { NO_PREMIUM.to_owned() } else { String::new() }
}

/// The name of a row in its group: the text of a column, or the whole market where no city was asked for.
fn label_of(row: NamedRow<'_>, column: &str) -> String {
    if column == "city" { place(row) } else { row.text(column) }
}

/// A row of the chart: an outline where its city has no published premium, dashes where its role is slotted.
fn interval_row(row: NamedRow<'_>, label: String) -> IntervalRow {
    let marks = row.marks("base_mid");
    let shown = [Mark::Slotted, Mark::ReferenceRate].into_iter().filter(|mark| marks.has(*mark));
    let outer = |name: &str, end: &str| row.length(name).or_else(|| row.length(end));
    let has_outer = row.number("p10").is_some() || row.number("p90").is_some();
    IntervalRow {
        label,
        marks: shown.map(Mark::sign).collect(),
        detail: if marks.has(Mark::Slotted) { format!("grade {}", row.text("match_grade")) } else { String::new() },
        members: String::new(),
        outlined: marks.has(Mark::ReferenceRate),
        dashed: marks.has(Mark::Slotted),
        first: span(row, "base"),
        second: has_bonus(row).then(|| span(row, "total")),
        outer: outer("p10", "base_low").zip(outer("p90", "base_high")).filter(|_| has_outer),
        open: open_end(row),
        absent: String::new(),
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

/// The chart of an answer, in groups; `label` is the column that names a row in its group. Rows and groups that draw the same are
/// merged.
fn picture(
    pack: &Pack,
    data: Answer,
    group: impl Fn(NamedRow<'_>) -> GroupName,
    label: &str,
) -> Result<Picture, DataError> {
    let table = &data.table;
    let (subject, middle) = names_of_range(table);
    let are_percentiles = middle != "mid";
    let of = if are_percentiles { subject.to_lowercase() } else { "base".to_owned() };
    let mut groups: Vec<(GroupName, Vec<IntervalRow>)> = Vec::new();
    let mut clauses = Vec::new();
    for row in rows(table) {
        let (name, label) = (group(row), label_of(row, label));
        let heading: Vec<String> =
            [name.heading(), label.clone()].into_iter().filter(|text| !text.is_empty()).collect();
        clauses.push(format!("{}: {}", heading.join(", "), described(row, &of, are_percentiles)));
        let drawn = interval_row(row, label);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, rows)) => rows.push(drawn),
            None => groups.push((name, vec![drawn])),
        }
    }
    let noun = match label {
        "role" => "roles",
        "city" => "places",
        _ => "levels",
    };
    let merged = groups.into_iter().map(|(name, rows)| (name, merged_rows(rows, noun))).collect();
    let mut groups = merged_groups(merged);
    // One group needs no heading: the title says it.
    if let [only] = groups.as_mut_slice() {
        only.heading = None;
    }
    let title = finding(table).unwrap_or_else(|| data.title.clone());
    let reading = rows(table).map(|row| row.text("reading")).find(|reading| !reading.is_empty());
    let ends = match are_percentiles {
        false => reading.map(|reading| format!("{reading} reading")).unwrap_or_default(),
        true => format!("P25, P50 and P75 of {of}"),
    };
    let subtitle = subtitle(pack, &[data.unit.as_str(), &as_of(&common_text(table, "effective"), &data.unit), &ends])?;
    let with_bonus = rows(table).any(has_bonus);
    let has_outer = groups.iter().flat_map(|group| &group.rows).any(|row| row.outer.is_some());
    let first = format!("{subject}: {}", range_points(are_percentiles).join(", "));
    let chart = Chart::Intervals(Intervals {
        caption: caption(&data, title, subtitle, format!("{}: {}", data.unit, clauses.join("; "))),
        axis: Axis::new(data.unit.as_str(), AxisUnit::Number),
        show_mid: true,
        end_names: range_points(are_percentiles),
        series_names: (first, with_bonus.then(|| "with retention bonus: high".to_owned())),
        second_heading: "with bonus".to_owned(),
        outer_name: has_outer.then(|| "P10 to P90".to_owned()),
        legend: mark_legend(&data.notes),
        groups,
    });
    Ok(Picture { chart, data })
}

/// The ranges of a row in words, for the text alternative.
fn described(row: NamedRow<'_>, of: &str, are_percentiles: bool) -> String {
    let range = |name: &str| {
        let text = |end: &str| row.text(&format!("{name}_{end}"));
        if are_percentiles {
            let of = range_points(true).into_iter().zip(RANGE_ENDS).map(|(percentile, end)| (percentile, text(end)));
            let published = of.filter(|(_, amount)| !amount.is_empty());
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
