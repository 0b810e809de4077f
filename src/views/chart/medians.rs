//! The charts of published medians and their growth.

use super::caption::{as_of, subtitle};
use super::columns::{NamedRow, common_text, rows};
use super::shapes::{BarColumns, PointColumns, Words, bars, points};
use super::words::{Above, joined, money_range};
use crate::answer::{Answer, Column, Fields, Kind, Note, Table};
use crate::figure::{Axis, AxisUnit};
use crate::pack::{Basis, DataError, Pack, Record, Role, Salary};
use crate::page::Picture;
use crate::pricing::{native_currency, own_median};
use crate::views::provenance;

/// A role with a median of its own.
struct Median<'p> {
    role: &'p Record<Role>,
    salary: &'p Record<Salary>,
}

impl Median<'_> {
    /// The ids of the documents that it comes from.
    fn source(&self) -> String {
        self.salary.origin.naming(&self.salary.source)
    }
}

/// The medians in the pack's currency, the highest first, and the titles of the roles whose median is in another.
fn medians(pack: &Pack) -> Result<(Vec<Median<'_>>, Vec<&str>), DataError> {
    let currency = native_currency(pack)?;
    let mut out = Vec::new();
    let mut others = Vec::new();
    for role in pack.roles()? {
        let Some(salary) = own_median(pack, &role.id)? else { continue };
        if Some(salary.currency) == currency {
            out.push(Median { role, salary });
        } else {
            others.push(role.title.as_str());
        }
    }
    out.sort_by_key(|median| std::cmp::Reverse(median.salary.median));
    Ok((out, others))
}

/// The medians as an answer.
fn answer(pack: &Pack, medians: &[Median<'_>], others: &[&str]) -> Result<Answer, DataError> {
    let fields = Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &Median<'_>| row.role.id.as_str().into())
        .with(Column::new("role", "Role", Kind::Text), |row| row.role.title.as_str().into())
        .with(Column::new("role_zh", "Chinese", Kind::Text).drop_order(2), |row| row.role.title_zh.as_str().into())
        .with(Column::data("currency", Kind::Text), |row| row.salary.currency.as_str().into())
        .with(Column::new("median", "Median\na year", Kind::Money), |row| row.salary.median.into())
        .with(Column::new("yoy_pct", "Year on\nyear", Kind::Change), |row| row.salary.yoy_pct.into())
        .with(Column::new("comment", "Why", Kind::Text).drop_order(1), |row| row.salary.comment.as_str().into())
        .with(Column::data("effective", Kind::Date), |row| row.salary.effective.to_string().into())
        .with(Column::data("basis", Kind::Text), |row| {
            provenance::basis(Basis::Published, &[&row.salary.origin]).into()
        })
        .with(Column::data("source", Kind::Text), |row| row.source().into())
        .with(Column::data("section", Kind::Text), |row| row.salary.section.as_str().into());
    let sources: Vec<String> = medians.iter().map(Median::source).collect();
    let mut notes = Vec::new();
    if !others.is_empty() {
        notes.push(Note::warning(format!("medians in another currency are left out: {}", others.join(", "))));
    }
    notes.extend(provenance::caveats(pack, &["salaries.median", "salaries.yoy_pct"])?);
    let unit = medians.first().map(|median| format!("{} a year", median.salary.currency)).unwrap_or_default();
    Ok(Answer {
        title: "Published medians".to_owned(),
        unit,
        table: fields.table(medians),
        notes,
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// The axis of the medians, with their unit.
fn axis(data: &Answer) -> Axis {
    let unit = if data.unit.is_empty() { String::new() } else { format!(", {}", data.unit) };
    Axis::new(format!("Published median{unit}"), AxisUnit::Number)
}

/// The names of the rows with the greatest, or the least, number of a column, and that number; `None` where no row has one.
fn extreme<'t>(table: &'t Table, column: &str, greatest: bool) -> Option<(Vec<String>, NamedRow<'t>)> {
    let known = || rows(table).filter(|row| row.number(column).is_some());
    let extreme = if greatest {
        known().filter_map(|row| row.number(column)).max()
    } else {
        known().filter_map(|row| row.number(column)).min()
    }?;
    let of: Vec<NamedRow<'t>> = known().filter(|row| row.number(column) == Some(extreme)).collect();
    Some((of.iter().map(|row| row.text("role")).collect(), *of.first()?))
}

/// The names in a list.
fn listed(names: &[String]) -> String {
    joined(&names.iter().map(String::as_str).collect::<Vec<_>>(), "roles")
}

/// The title of the chart of medians: the highest one, and its distance to the lowest.
fn highest_median(data: &Answer) -> Option<String> {
    let (names, row) = extreme(&data.table, "median", true)?;
    let median = row.number("median")?;
    let lowest = extreme(&data.table, "median", false);
    let above = lowest.and_then(|(names, row)| Above::of(median, row.number("median")?, names.first()?));
    let above = above.map(|above| format!(", {above}")).unwrap_or_default();
    let amount = format!("{} {}", row.text("currency"), money_range(median, median));
    Some(format!("Highest median: {}, {amount} a year{above}", listed(&names)))
}

/// The title of the chart of growth: the fastest one, and the slowest.
fn fastest_growth(data: &Answer) -> Option<String> {
    let growth = |greatest: bool| extreme(&data.table, "yoy_pct", greatest);
    let (names, row) = growth(true)?;
    let fastest = format!("Fastest growth: {}, {} a year", listed(&names), row.text("yoy_pct"));
    let slowest = growth(false).filter(|(slowest, _)| *slowest != names);
    let slowest = slowest.map(|(names, row)| format!("; slowest: {}, {}", listed(&names), row.text("yoy_pct")));
    Some(fastest + &slowest.unwrap_or_default())
}

/// Medians by role, the highest first, each with its growth on the year before.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn salary(pack: &Pack) -> Result<Picture, DataError> {
    let (medians, others) = medians(pack)?;
    let data = answer(pack, &medians, &others)?;
    let words = Words {
        title: highest_median(&data).unwrap_or_else(|| data.title.clone()),
        subtitle: subtitle(pack, &[&data.unit, &as_of(&common_text(&data.table, "effective"), &data.unit)])?,
        description: "{role} {currency} {median} a year[ ({yoy_pct} on the year before)]",
    };
    let columns = BarColumns {
        label: "role",
        value: ("median", axis(&data)),
        second: None,
        side: Some(("yoy_pct", "Growth a year")),
    };
    Ok(bars(data, &words, columns))
}

/// Medians against their growth on the year before.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn growth(pack: &Pack) -> Result<Picture, DataError> {
    let (mut medians, others) = medians(pack)?;
    medians.retain(|median| median.salary.yoy_pct.is_some());
    let data = answer(pack, &medians, &others)?;
    let words = Words {
        title: fastest_growth(&data).unwrap_or_else(|| data.title.clone()),
        subtitle: subtitle(pack, &[&data.unit, &as_of(&common_text(&data.table, "effective"), &data.unit)])?,
        description: "{role} {currency} {median} a year at {yoy_pct}",
    };
    let columns = PointColumns {
        label: "role",
        x: ("yoy_pct", Axis::new("Growth on the year before", AxisUnit::Change)),
        y: ("median", axis(&data)),
    };
    Ok(points(data, &words, columns))
}
