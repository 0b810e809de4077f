//! The trace of quotes: every step, its amount in its own unit, and where it comes from.

use jiff::civil::Date;

use super::benchmark::title;
use super::labels::{self, common};
use super::{BenchmarkRow, benchmark, grounds};
use crate::answer::{Answer, Column, Kind, Place, Table, Value};
use crate::money::Period;
use crate::pack::{DataError, Pack};
use crate::pricing::{Quote, Step, StepKind};

/// The columns of a step.
fn step_columns() -> Vec<Column> {
    vec![
        Column::data("kind", Kind::Text),
        Column::new("step", "Step", Kind::Text),
        Column::new("factor_low", "Factor\nlow", Kind::Number).only(Place::Data),
        Column::new("factor_mid", "Factor\nmid", Kind::Number).only(Place::Data),
        Column::new("factor_high", "Factor\nhigh", Kind::Number).only(Place::Data),
        Column::new("low", "Amount\nlow", Kind::Money),
        Column::new("mid", "Amount\nmid", Kind::Money),
        Column::new("high", "Amount\nhigh", Kind::Money),
        Column::data("currency", Kind::Text),
        Column::new("basis", "Basis", Kind::Text).sacrificed(1),
        Column::new("source", "Source", Kind::Text).sacrificed(2),
        Column::new("section", "Section", Kind::Text).sacrificed(2),
        Column::new("note", "Note", Kind::Text).sacrificed(3),
    ]
}

fn step_cells(step: &Step) -> Vec<Value> {
    let factor = |pick: fn(&crate::money::Interval) -> crate::money::Decimal| {
        Value::from(step.factor.as_ref().map(|factor| crate::money::round_places(pick(factor), 8).normalize()))
    };
    vec![
        step.kind.as_str().into(),
        step.name.as_str().into(),
        factor(|factor| factor.low),
        factor(|factor| factor.mid),
        factor(|factor| factor.high),
        step.value.low.into(),
        step.value.mid.into(),
        step.value.high.into(),
        step.currency.as_str().into(),
        step.basis.as_str().into(),
        step.source.as_str().into(),
        step.section.as_str().into(),
        step.note.as_str().into(),
    ]
}

/// Steps as a table in a cell.
pub(super) fn steps(trace: &[Step]) -> Table {
    Table { columns: step_columns(), rows: trace.iter().map(step_cells).collect() }
}

/// Where the unit of an amount stands: behind the columns of the cell, and behind kind and name of the step.
const UNIT: usize = 4 + 2;

/// What the amount of each step is: its currency, for a year until a step makes it one for a month.
fn units(trace: &[Step]) -> impl Iterator<Item = String> {
    let mut period = Period::Year;
    trace.iter().map(move |step| {
        if step.kind == StepKind::Period {
            period = Period::Month;
        }
        format!("{} a {}", step.currency, period.as_str())
    })
}

/// The answer of `benchmark --explain`: a row for each step of each cell.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn explain(pack: &Pack, rows: &[BenchmarkRow], today: Date) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let place = |same: bool| if same { Place::Data } else { Place::Everywhere };
    let mut columns = vec![
        Column::data("role_id", Kind::Text),
        Column::new("role", "Role", Kind::Text)
            .only(place(common(quotes.iter().map(|quote| &quote.cell.role)).is_some())),
        Column::new("city", "City", Kind::Text)
            .only(place(common(quotes.iter().map(|quote| &quote.cell.city)).is_some())),
        Column::new("level", "Level", Kind::Text)
            .only(place(common(quotes.iter().map(|quote| &quote.cell.level)).is_some())),
    ];
    columns.extend(step_columns());
    // Beside the amounts, whose unit it is.
    columns.insert(UNIT, Column::new("unit", "Unit", Kind::Text).only(Place::People));
    let mut table = Table { columns, rows: Vec::new() };
    for quote in &quotes {
        let cell = &quote.cell;
        for (step, unit) in quote.trace.iter().zip(units(&quote.trace)) {
            let mut cells: Vec<Value> = vec![
                cell.role.as_str().into(),
                labels::role(pack, &cell.role)?.into(),
                match &cell.city {
                    Some(city) => labels::city(pack, city)?.into(),
                    None => Value::Missing,
                },
                labels::level(pack, &cell.level)?.into(),
            ];
            cells.extend(step_cells(step));
            cells.insert(UNIT, unit.into());
            table.rows.push(cells);
        }
    }
    let sources: Vec<String> = quotes.iter().map(|quote| quote.sources()).collect();
    Ok(Answer {
        title: format!("{}: how it is made", title(pack, &quotes)?),
        // Steps may change the unit on the way, so that no line above them could name one.
        unit: String::new(),
        table,
        notes: benchmark::price_notes(pack, &quotes, Vec::new(), today)?,
        sources: grounds::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
