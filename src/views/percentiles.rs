//! The columns of published percentiles in tables of prices.

use super::cell::{Priced, unless};
use super::range_names::RangeNames;
use crate::answer::{Column, Fields, Kind, Value};
use crate::money::Decimal;
use crate::pricing::{Percentiles, Quote};

/// The column of P10 or P90 beside the range, for people. Data has its columns at the end.
pub(super) fn outer_percentile<'a, R: Priced + 'a>(
    names: &RangeNames,
    (percent, data_name): (u8, &'static str),
    pick: fn(&Percentiles) -> Option<Decimal>,
) -> Fields<'a, R> {
    let column = Column::new(format!("p{percent}_shown"), format!("{}\nP{percent}", names.subject()), Kind::Money);
    // Data has no such column, and a table of medians has no such figures.
    let column = column.for_people_as(data_name).optional(4);
    Fields::new().with(column, move |row: &R| {
        Value::from(row.quote().percentiles.as_deref().and_then(pick)).marked(super::cell::marks(row.quote()))
    })
}

/// The columns about percentiles that follow those of every price.
pub(super) fn percentile_fields<'a, R: Priced + 'a>(quotes: &[&Quote]) -> Fields<'a, R> {
    let has = |pick: fn(&Percentiles) -> Option<u64>| {
        quotes.iter().any(|quote| quote.percentiles.as_deref().and_then(pick).is_some())
    };
    let mut percentiles = quotes.iter().filter_map(|quote| quote.percentiles.as_deref());
    let has_certainty = percentiles.any(|percentiles| percentiles.certainty.is_some());
    let amount = |row: &R, pick: fn(&Percentiles) -> Option<Decimal>| -> Value {
        row.quote().percentiles.as_deref().and_then(pick).into()
    };
    let count = |name: &'static str, heading: &'static str, pick: fn(&Percentiles) -> Option<u64>| {
        let column = unless(!has(pick), Column::new(name, heading, Kind::Count).drop_order(7));
        (column, move |row: &R| -> Value { row.quote().percentiles.as_deref().and_then(pick).into() })
    };
    let (n_column, n) = count("n", "Rows", |percentiles| percentiles.n);
    let (employment_column, employment) = count("employment", "Employment", |percentiles| percentiles.employment);
    let (organisations_column, organisations) =
        count("organisations", "Employers", |percentiles| percentiles.organisations);
    let word =
        |row: &R, pick: fn(&Percentiles) -> &str| -> Value { row.quote().percentiles.as_deref().map(pick).into() };
    Fields::new()
        .with(Column::data("p10", Kind::Money), move |row: &R| amount(row, |percentiles| percentiles.p10))
        .with(Column::data("p90", Kind::Money), move |row| amount(row, |percentiles| percentiles.p90))
        .with(n_column, n)
        .with(employment_column, employment)
        .with(organisations_column, organisations)
        .with(Column::data("mean_rse_pct", Kind::Number), move |row| {
            amount(row, |percentiles| percentiles.mean_rse_pct)
        })
        .with(Column::data("segment", Kind::Text), |row| {
            row.quote().percentiles.as_ref().and_then(|percentiles| percentiles.segment.as_deref()).into()
        })
        .with(Column::data("population", Kind::Text), move |row| {
            word(row, |percentiles| percentiles.population.as_str())
        })
        .with(Column::data("element", Kind::Text), move |row| word(row, |percentiles| percentiles.element.as_str()))
        .with(unless(!has_certainty, Column::new("certainty", "Certainty", Kind::Text).drop_order(6)), |row| {
            row.quote().percentiles.as_ref().and_then(|percentiles| percentiles.certainty.as_deref()).into()
        })
}
