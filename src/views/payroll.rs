//! What a priced file comes to.

use jiff::civil::Date;

use super::benchmark::price_notes;
use super::{Axis, grounds, labels};
use crate::answer::{Answer, Column, Kind, Layout, Note, Table, Value};
use crate::money::{Currency, Decimal, Period};
use crate::pack::{DataError, Pack};
use crate::payroll::{CellKey, CellTally, Status, Tally};
use crate::pricing::Quote;

/// The currency and period of a summary's amounts.
#[derive(Debug, Clone, Copy)]
pub struct SummaryUnit {
    /// The currency.
    pub currency: Currency,
    /// What the amounts are for.
    pub period: Period,
}

/// What a file comes to: its people against the market, as a whole or in groups.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn payroll(pack: &Pack, tally: &Tally, by: &[Axis], unit: SummaryUnit) -> Result<Answer, DataError> {
    let mut groups: Vec<(Vec<Value>, CellTally)> = Vec::new();
    for (key, cell) in &tally.cells {
        let names = names(pack, key, by)?;
        match groups.iter_mut().find(|(known, _)| *known == names) {
            Some((_, group)) => group.merge(cell),
            None => {
                let mut group = CellTally::default();
                group.merge(cell);
                groups.push((names, group));
            }
        }
    }
    if groups.is_empty() && by.is_empty() {
        groups.push((Vec::new(), CellTally::default()));
    }
    let mut columns: Vec<Column> =
        by.iter().map(|axis| Column::new(axis.as_str(), heading(*axis), Kind::Text)).collect();
    let whole = by.is_empty();
    if whole {
        columns.push(Column::new("rows", "Rows", Kind::Count));
    }
    columns.extend([
        Column::new("priced", "Priced", Kind::Count),
        Column::new("compared", "Compared", Kind::Count),
        Column::new("median_market_ratio", "Median\nratio", Kind::Ratio),
        Column::new("share_below", "Below", Kind::Share),
        Column::new("share_within", "Within", Kind::Share),
        Column::new("share_above", "Above", Kind::Share),
        Column::new("cost_to_low", "Cost to\nlow", Kind::Money),
        Column::new("cost_to_mid", "Cost to\nmid", Kind::Money),
        Column::data("currency", Kind::Text),
        Column::data("period", Kind::Text),
    ]);
    let unpriced: Vec<Status> = Status::ALL.into_iter().filter(|status| *status != Status::Priced).collect();
    if whole {
        let reason = |status: &Status| {
            let name = status.as_str();
            Column::new(name.replace('-', "_"), name.replace('-', " "), Kind::Count)
        };
        columns.extend(unpriced.iter().map(reason));
    }
    let mut rows = Vec::new();
    for (names, group) in groups {
        let share = |count: u64| Decimal::from(count).checked_div(Decimal::from(group.compared));
        let mut cells = names;
        if whole {
            cells.push(tally.all_rows().into());
        }
        let known = group.compared > 0;
        let within = group.compared.saturating_sub(group.below).saturating_sub(group.above);
        cells.extend([
            group.rows.into(),
            group.compared.into(),
            if whole { tally.ratios.median() } else { group.ratios.median() }.into(),
            share(group.below).into(),
            share(within).into(),
            share(group.above).into(),
            known.then_some(group.cost_to_low).into(),
            known.then_some(group.cost_to_mid).into(),
            unit.currency.as_str().into(),
            unit.period.as_str().into(),
        ]);
        if whole {
            cells.extend(unpriced.iter().map(|status| Value::from(tally.rows(*status))));
        }
        rows.push(cells);
    }
    let mut notes = Vec::new();
    if !whole {
        notes.extend(reasons(tally));
    }
    if !whole {
        notes.push(Note::new("medians of groups are to three places"));
    }
    notes.push(Note::new(
        "cost is what it takes to bring everyone below the market low, or mid, up to it; ratios are pay ÷ market mid",
    ));
    Ok(Answer {
        title: "Against the market".to_owned(),
        unit: format!("{} a {}", unit.currency, unit.period.as_str()),
        table: Table { columns, rows },
        layout: if whole { Layout::Card } else { Layout::Grid },
        notes,
        ..Answer::default()
    })
}

/// The notes about the market ranges that a file was priced with.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn payroll_notes(pack: &Pack, quotes: &[Quote], today: Date) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = quotes.iter().collect();
    let sources: Vec<String> = quotes.iter().map(|quote| quote.sources()).collect();
    Ok(Answer {
        notes: price_notes(pack, &quotes, Vec::new(), today)?,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}

/// How many rows were left without a price or a comparison, and why.
fn reasons(tally: &Tally) -> Option<Note> {
    let left: Vec<String> = Status::ALL
        .into_iter()
        .filter(|status| *status != Status::Priced && tally.rows(*status) > 0)
        .map(|status| format!("{} {}", tally.rows(status), status.as_str()))
        .collect();
    (!left.is_empty())
        .then(|| Note::warning(format!("rows that are not in these figures, or not compared: {}", left.join(", "))))
}

fn heading(axis: Axis) -> &'static str {
    match axis {
        Axis::Role => "Role",
        Axis::City => "City",
        Axis::Level => "Level",
    }
}

fn names(pack: &Pack, key: &CellKey, by: &[Axis]) -> Result<Vec<Value>, DataError> {
    let mut out = Vec::new();
    for axis in by {
        out.push(match (axis, &key.city) {
            (Axis::Role, _) => labels::role(pack, &key.role)?.into(),
            (Axis::City, Some(city)) => labels::city(pack, city)?.into(),
            (Axis::City, None) => Value::Missing,
            (Axis::Level, _) => labels::level(pack, &key.level)?.into(),
        });
    }
    Ok(out)
}
