//! Traces as tables: every step with its amount and its source. The words of steps are in `step_text`.

use jiff::civil::Date;

use super::benchmark_row::BenchmarkRow;
use super::cell::{Shared, is_hourly, unless};
use super::heading::title;
use super::step_text::{step_name, step_note};
use super::{notes, provenance};
use crate::answer::{Answer, Column, Fields, Kind, Note, Table, Value, Visibility};
use crate::money::{Decimal, Interval, Period, round_places};
use crate::pack::{DataError, Labels, Pack};
use crate::pricing::{Quote, Step, StepInputs};

/// The columns of a step. `unit` gives the unit of its amounts, for people.
fn step_fields<'a, R: 'a>(step: fn(&R) -> &Step, unit: Option<fn(&R) -> &str>) -> Fields<'a, R> {
    let factor = |step: &Step, pick: fn(&Interval) -> Decimal| -> Value {
        step.factor.as_ref().map(|factor| round_places(pick(factor), 8).normalize()).into()
    };
    let mut fields = Fields::new()
        .with(Column::data("kind", Kind::Text), move |row| step(row).kind().as_str().into())
        .with(Column::new("step", "Step", Kind::Text), move |row| step_name(step(row)).into());
    if let Some(unit) = unit {
        fields =
            fields.with(Column::new("unit", "Unit", Kind::Text).only(Visibility::People), move |row| unit(row).into());
    }
    fields
        .with(Column::data("factor_low", Kind::Number), move |row| factor(step(row), |factor| factor.low))
        .with(Column::data("factor_mid", Kind::Number), move |row| factor(step(row), |factor| factor.mid))
        .with(Column::data("factor_high", Kind::Number), move |row| factor(step(row), |factor| factor.high))
        .with(Column::new("low", "Amount\nlow", Kind::Money), move |row| {
            let step = step(row);
            step.missing.low_of(&step.value).into()
        })
        .with(Column::new("mid", "Amount\nmid", Kind::Money), move |row| step(row).value.mid.into())
        .with(Column::new("high", "Amount\nhigh", Kind::Money), move |row| {
            let step = step(row);
            step.missing.high_of(&step.value).into()
        })
        .with(Column::data("currency", Kind::Text), move |row| step(row).currency.as_str().into())
        .with(Column::new("basis", "Basis", Kind::Text).drop_order(1), move |row| step(row).basis.as_str().into())
        .with(Column::new("source", "Source", Kind::Text).drop_order(2), move |row| step(row).source.as_str().into())
        .with(Column::new("section", "Section", Kind::Text).drop_order(2), move |row| step(row).section.as_str().into())
        .with(Column::new("note", "Note", Kind::Text).drop_order(3), move |row| step_note(step(row)).into())
}

/// Steps as a nested table for a cell.
pub(super) fn steps(trace: &[Step]) -> Table {
    step_fields(|step: &Step| step, None).table(trace)
}

/// A step of a price.
struct StepRow<'q> {
    quote: &'q Quote,
    step: &'q Step,
    /// The unit of its amount, such as `USD a year`.
    unit: String,
}

/// The columns of the cell of a step, and those of the step.
fn explain_fields<'a>(labels: Labels<'a>, shared: Shared) -> Fields<'a, StepRow<'a>> {
    Fields::new()
        .with(Column::data("role_id", Kind::Text), |row: &StepRow<'_>| row.quote.cell.role.as_str().into())
        .with(unless(shared.role, Column::new("role", "Role", Kind::Text)), move |row| {
            labels.role(&row.quote.cell.role).into()
        })
        .with(unless(shared.city, Column::new("city", "City", Kind::Text)), move |row| {
            row.quote.cell.city.as_deref().map(|city| labels.city(city)).into()
        })
        .with(unless(shared.level, Column::new("level", "Level", Kind::Text)), move |row| {
            labels.level_of(&row.quote.cell.level).into()
        })
        .and(step_fields(|row| row.step, Some(|row| row.unit.as_str())))
}

/// The unit of each step: its currency, a year up to the step that divides it, then a month or an hour.
fn units(trace: &[Step]) -> impl Iterator<Item = String> {
    let mut period = Period::Year;
    trace.iter().map(move |step| {
        if let StepInputs::Period { period: after, .. } = &step.inputs {
            period = *after;
        }
        format!("{} {}", step.currency, period.with_article())
    })
}

/// The answer of `benchmark --explain`: a row for each step of each cell.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn explain(pack: &Pack, rows: &[BenchmarkRow], today: Date) -> Result<Answer, DataError> {
    let quotes: Vec<&Quote> = rows.iter().map(|row| &row.quote).collect();
    let mut steps: Vec<StepRow<'_>> = Vec::new();
    for quote in &quotes {
        steps.extend(quote.trace.iter().zip(units(&quote.trace)).map(|(step, unit)| StepRow { quote, step, unit }));
    }
    let fields = explain_fields(pack.labels()?, Shared::of(&quotes));
    let sources: Vec<String> = quotes.iter().map(|quote| quote.sources()).collect();
    Ok(Answer {
        title: format!("{}: how it is made", title(pack, &quotes)?),
        // Steps may change the unit, so the table has no single unit.
        unit: String::new(),
        table: fields.table(&steps).in_small_money(is_hourly(&quotes)),
        // Steps carry no marks: the column of the basis says the same.
        notes: notes::of_prices(pack, &quotes, today)?.into_iter().map(Note::without_mark).collect(),
        age: notes::age(&quotes, today),
        sources: provenance::sources(pack, sources.iter().map(String::as_str))?,
        ..Answer::default()
    })
}
