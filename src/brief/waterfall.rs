//! How a price is made, as a waterfall: each step with its amounts, and a bar from the amount before it to its own.

use super::amounts::{length, money};
use crate::answer::{Answer, Column, Fields, Kind, Table, Value};
use crate::iter::common_value;
use crate::money::{Interval, Period};
use crate::pack::{DataError, Pack};
use crate::page::{Waterfall, WaterfallStep};
use crate::pricing::{MissingEnds, Quote, Step, StepInputs, StepKind};
use crate::views;

/// A step of one price or, where several levels share it, of several.
struct Line<'q> {
    step: &'q Step,
    levels: Vec<&'q str>,
    unit: String,
    /// The amount before the step and its own, in the unit of the answer.
    bar: (f64, f64),
}

/// The steps of some prices of one role and place; steps that levels share stand once. `figures` is the answer of
/// [`views::explain`].
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn waterfall(pack: &Pack, quotes: &[&Quote], figures: Answer) -> Result<Waterfall, DataError> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut levels: Vec<&str> = Vec::new();
    for quote in quotes {
        let level = quote.cell.level.as_deref().map_or(Ok(""), |level| pack.level_name(level))?;
        levels.push(level);
        for (step, unit, bar) in steps(quote) {
            let same = |line: &&mut Line<'_>| {
                line.unit == unit
                    && line.step.value == step.value
                    && views::step_name(line.step) == views::step_name(step)
            };
            match lines.iter_mut().find(same) {
                Some(line) => line.levels.push(level),
                None => lines.push(Line { step, levels: vec![level], unit, bar }),
            }
        }
    }
    let one_unit = common_value(lines.iter().map(|line| line.unit.as_str()));
    let longest = lines.iter().map(|line| line.bar.0.max(line.bar.1)).fold(f64::MIN_POSITIVE, f64::max);
    let share = |amount: f64| (amount / longest * 100.0).clamp(0.0, 100.0);
    let steps: Vec<WaterfallStep> = lines
        .iter()
        .map(|line| WaterfallStep {
            levels: match (levels.len(), line.levels.len()) {
                (1, _) => String::new(),
                (all, of) if all == of => "all levels".to_owned(),
                _ => line.levels.join(", "),
            },
            name: views::step_name(line.step),
            note: views::step_note(line.step),
            basis: Some(line.step.basis.as_str()).filter(|basis| *basis != PUBLISHED).map(|basis| basis.to_string()),
            unit: if one_unit.is_some() { String::new() } else { line.unit.clone() },
            amounts: amounts(&line.step.value, line.step.missing),
            sources: line.step.source.clone(),
            bar: (share(line.bar.0.min(line.bar.1)), share(line.bar.0.max(line.bar.1))),
        })
        .collect();
    let unit = one_unit.unwrap_or_default().to_owned();
    let are_percentiles = quotes.iter().all(|quote| quote.percentiles.is_some());
    let points = views::range_headings(are_percentiles);
    let shown = table(&lines, &steps, points);
    Ok(Waterfall { points, steps, figures: Answer { unit, condensed: Some(shown), ..figures } })
}

/// The basis of a published figure.
const PUBLISHED: &str = "published";

/// The steps of a price, each with its unit and its bar in the unit of the answer.
fn steps(quote: &Quote) -> Vec<(&Step, String, (f64, f64))> {
    // What an amount before the change of a unit is multiplied by, to be drawn on one axis with those after it.
    let mut later: Vec<f64> = vec![1.0];
    for step in quote.trace.iter().rev() {
        let factor = match (step.kind(), &step.factor) {
            (StepKind::Currency | StepKind::Period, Some(factor)) => length(factor.mid),
            _ => 1.0,
        };
        later.push(later.last().copied().unwrap_or(1.0) * factor);
    }
    later.pop();
    let mut period = Period::Year;
    let mut before = 0.0;
    let mut out = Vec::with_capacity(quote.trace.len());
    for (step, later) in quote.trace.iter().zip(later.iter().rev()) {
        if let StepInputs::Period { period: after, .. } = &step.inputs {
            period = *after;
        }
        let amount = length(step.value.mid) * later;
        let bar = match step.kind() {
            // The bonus comes on top of base, which it does not change.
            StepKind::Retention => (before, before + amount),
            StepKind::Median | StepKind::Cell | StepKind::Total => (0.0, amount),
            _ => (before, amount),
        };
        before = bar.1;
        out.push((step, format!("{} {}", step.currency, period.with_article()), bar));
    }
    out
}

/// Low, mid and high for people.
fn amounts(value: &Interval, missing: MissingEnds) -> [String; 3] {
    [missing.low_of(value), Some(value.mid), missing.high_of(value)].map(|amount| amount.map(money).unwrap_or_default())
}

/// The table for formats without pictures.
fn table(lines: &[Line<'_>], steps: &[WaterfallStep], points: [&'static str; 3]) -> Table {
    let mut fields = Fields::new();
    let has = |pick: fn(&WaterfallStep) -> &str| steps.iter().any(|step| !pick(step).is_empty());
    type Row<'a, 'q> = (&'a Line<'q>, &'a WaterfallStep);
    if has(|step| &step.levels) {
        fields =
            fields.with(Column::new("level", "Level", Kind::Text), |row: &Row<'_, '_>| row.1.levels.as_str().into());
    }
    fields = fields.with(Column::new("step", "Step", Kind::Text), |row: &Row<'_, '_>| row.1.name.as_str().into());
    if has(|step| &step.unit) {
        fields = fields.with(Column::new("unit", "Unit", Kind::Text), |row| row.1.unit.as_str().into());
    }
    let amount = |name: &'static str, pick: fn(&Step) -> Option<crate::money::Decimal>| {
        (Column::new(name.to_lowercase(), name, Kind::Money), move |row: &Row<'_, '_>| -> Value {
            pick(row.0.step).into()
        })
    };
    let [low, mid, high] = points;
    for (column, value) in [
        amount(low, |step| step.missing.low_of(&step.value)),
        amount(mid, |step| Some(step.value.mid)),
        amount(high, |step| step.missing.high_of(&step.value)),
    ] {
        fields = fields.with(column, value);
    }
    fields = fields
        .with(Column::new("basis", "Basis", Kind::Text), |row| row.0.step.basis.as_str().into())
        .with(Column::new("source", "Source", Kind::Text), |row| row.0.step.source.as_str().into())
        .with(Column::new("note", "Note", Kind::Text), |row| row.1.note.as_str().into());
    let rows: Vec<Row<'_, '_>> = lines.iter().zip(steps).collect();
    fields.table(&rows)
}
