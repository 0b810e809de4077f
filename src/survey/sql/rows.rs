//! The rows that are used: their group, the key of their organisation, number of people, and pay a year in the currency of the answer.

use super::dates::{factor, grown, is_dated};
use super::dialect::{AMOUNT_DECIMALS, SqlDialect};
use super::people::{identifies, one_row_each};
use super::request::SqlRequest;
use super::source_table::{cell, table};
use crate::money::Decimal;
use crate::pack::Population;
use crate::pay::PayPeriod;
use crate::survey::Dimension;
use crate::survey::counted::MAX_HEADCOUNT;
use crate::survey::employment::in_sql;
use crate::survey::organisation_name::key_in_sql;
use crate::survey::row_group::INTERN;

/// The common table expressions `source` and `rates`.
pub(super) fn source(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let of_file = |header: &str| cell(dialect, header);
    let columns = &request.columns;
    let place = columns.place.iter().map(|header| ("place", header));
    let texts = columns.titles.iter().chain(&columns.pay).map(|(name, header)| (*name, header)).chain(place);
    let mut selected: Vec<String> = texts.map(|(name, header)| format!("{} AS {name}", of_file(header))).collect();
    let organisation = columns.organisation.as_deref();
    let organisation = organisation.map_or("''".to_owned(), |header| key_in_sql(dialect, &of_file(header)));
    selected.push(format!("{organisation} AS organisation"));
    let people = match &columns.headcount {
        Some(header) => dialect.headcount(&dialect.trimmed(&of_file(header))),
        None => dialect.wide("1"),
    };
    selected.push(format!("{people} AS people"));
    if let Some(header) = &columns.employment {
        selected.push(format!("{} AS employment", of_file(header)));
    }
    if let Some(header) = &columns.id {
        selected.push(format!("{} AS id", dialect.trimmed(&of_file(header))));
    }
    if let Some(header) = columns.date.as_ref().filter(|_| request.ageing.is_some()) {
        selected.push(format!("{} AS date", dialect.trimmed(&of_file(header))));
    }
    for (by, at) in request.options.by.iter().zip(1..) {
        let header = match by {
            Dimension::Column { name, .. } => Some(name),
            Dimension::Organisation => columns.organisation.as_ref(),
            Dimension::Role | Dimension::City | Dimension::Level => None,
        };
        selected.extend(header.map(|header| format!("{} AS column_{at}", dialect.trimmed(&of_file(header)))));
    }
    let source = format!("SELECT\n    {}\n  FROM {} AS file", selected.join(",\n    "), table(request));
    vec![("source".to_owned(), source), ("rates".to_owned(), rates(request))]
}

/// What converts an amount of each currency to the currency of the answer, as a fraction of whole numbers.
fn rates(request: &SqlRequest<'_>) -> String {
    let dialect = request.dialect;
    let rows: Vec<String> = request
        .rates
        .iter()
        .map(|(currency, numerator, denominator)| {
            let (numerator, denominator) = whole_fraction(*numerator, *denominator);
            format!(
                "SELECT '{currency}' AS currency, {} AS numerator, {} AS denominator",
                dialect.integer(numerator),
                dialect.integer(denominator)
            )
        })
        .collect();
    rows.join("\n  UNION ALL ")
}

/// A fraction of decimals as a fraction of whole numbers.
fn whole_fraction(numerator: Decimal, denominator: Decimal) -> (i128, i128) {
    let (numerator, denominator) = (numerator.normalize(), denominator.normalize());
    let scale = numerator.scale().max(denominator.scale());
    let whole = |number: Decimal| number.mantissa() * 10_i128.pow(scale - number.scale());
    (whole(numerator), whole(denominator))
}

/// The common table expression `used_rows`, with a key and a name for each dimension.
pub(super) fn used_rows(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let (joins, missing) = super::mapping::joins(request);
    let mut selected = Vec::new();
    let mut conditions = vec!["titles.market_status <> 'total-row'".to_owned()];
    let by_role = request.options.by.contains(&Dimension::Role);
    if let Some(header) = request.columns.repeated_header.as_ref().filter(|_| !by_role) {
        let (title, header) = (dialect.trimmed("source.title"), dialect.text(header));
        conditions.push(format!("(coalesce(titles.market_role_id, '') <> '' OR {title} <> {header})"));
    }
    for (by, at) in request.options.by.iter().zip(1..) {
        let (key, name) = match by {
            Dimension::Role => ("titles.market_role_id".to_owned(), Some("titles.market_role")),
            Dimension::City => ("places.market_city_id".to_owned(), Some("places.market_city")),
            Dimension::Level => ("titles.market_level_id".to_owned(), Some("titles.market_level")),
            Dimension::Organisation | Dimension::Column { .. } => (format!("source.column_{at}"), None),
        };
        if !matches!(by, Dimension::Column { .. }) {
            let named = if *by == Dimension::Organisation { "source.organisation" } else { &key };
            conditions.push(format!("{named} <> ''"));
        }
        selected.push(format!("{key} AS key_{at}"));
        selected.extend(name.map(|name| format!("{name} AS name_{at}")));
    }
    if !request.options.by.contains(&Dimension::Level) {
        conditions.push(format!("coalesce(titles.market_level_id, '') <> '{INTERN}'"));
    }
    if request.columns.employment.is_some() {
        let [intern, part_time] = in_sql(dialect, "source.employment");
        let own_group = if request.options.by.contains(&Dimension::Level) {
            format!(" OR titles.market_level_id = '{INTERN}'")
        } else {
            String::new()
        };
        conditions.push(format!("(NOT {intern}{own_group})"));
        let whatever_part = [PayPeriod::Hour, PayPeriod::Day].map(|period| format!("'{}'", period.as_str())).join(", ");
        conditions.push(format!("(NOT {part_time} OR pay.pay_period IN ({whatever_part}))"));
    }
    conditions.push(format!("source.people BETWEEN 1 AND {MAX_HEADCOUNT}"));
    conditions.extend(["pay.pay_annual <> ''", "pay.pay_low <> ''"].map(str::to_owned));
    if !request.options.include_daily {
        conditions.push(format!("pay.pay_period <> '{}'", PayPeriod::Day.as_str()));
    }
    selected.extend(["source.organisation AS organisation", "source.people AS people"].map(str::to_owned));
    selected.push("pay.pay_currency AS currency".to_owned());
    selected.push(format!("{} AS annual", dialect.amount("pay.pay_annual")));
    if let Some(ageing) = &request.ageing {
        conditions.push(is_dated(ageing));
        selected.push(format!("{} AS growth", factor(ageing, dialect)));
    }
    let is_posted = request.options.population == Population::Posted;
    let has_ids = request.columns.id.is_some();
    if has_ids {
        selected.push("source.id AS id".to_owned());
        selected.push(format!("{} AS has_id", identifies(dialect, "source.id")));
    }
    if is_posted || has_ids {
        for (end, name) in [("pay.pay_low", "annual_low"), ("pay.pay_high", "annual_high")] {
            selected.push(format!("{} AS {name}", annual_end(dialect, end)));
        }
    }
    let stated = format!(
        "SELECT\n    {}\n  FROM source{joins}{}\n  WHERE {}",
        selected.join(",\n    "),
        super::dates::joins(request),
        dialect.unless_failed(&missing, &conditions.join("\n      AND "))
    );
    let keys: Vec<String> = (1..=request.options.by.len()).map(|at| format!("key_{at}")).collect();
    let names = request.options.by.iter().zip(1..).filter(|(by, _)| by.has_id()).map(|(_, at)| format!("name_{at}"));
    let converted = |amount: &str| dialect.rounded(&format!("stated.{amount} * rates.numerator"), "rates.denominator");
    let mut selected: Vec<String> =
        keys.into_iter().chain(names).map(|name| format!("stated.{name} AS {name}")).collect();
    selected.extend(["stated.organisation AS organisation", "stated.people AS people"].map(str::to_owned));
    let has_rate = "coalesce(rates.currency, '') <> ''";
    let of_amounts: &[(&str, &str)] = match is_posted {
        true => &[("annual", "amount"), ("annual_low", "low"), ("annual_high", "high")],
        false => &[("annual", "amount")],
    };
    for (stated, name) in of_amounts {
        let converted = converted(stated);
        let amount = if request.ageing.is_some() { grown(dialect, &converted) } else { converted };
        selected.push(format!("CASE WHEN {has_rate} THEN {amount} END AS {name}"));
    }
    let used = format!(
        "SELECT\n    {}\n  FROM {} LEFT JOIN rates ON rates.currency = stated.currency",
        selected.join(",\n    "),
        if has_ids { "one_row_each AS stated" } else { "stated" }
    );
    let one_row_each = has_ids.then(|| one_row_each(request));
    [("stated".to_owned(), stated)].into_iter().chain(one_row_each).chain([("used_rows".to_owned(), used)]).collect()
}

/// An end of a range a year: the middle of the range a year, by the ratio of the end to the middle.
fn annual_end(dialect: SqlDialect, end: &str) -> String {
    // Four decimals of the ends keep the product within 128 bits.
    let cut = 10_u64.pow(AMOUNT_DECIMALS as u32 - 4);
    let part = |text: &str| dialect.quotient(&dialect.amount(text), &cut.to_string());
    let sum = format!("{} + {}", part("pay.pay_low"), part("pay.pay_high"));
    dialect.rounded(&format!("{} * 2 * {}", dialect.amount("pay.pay_annual"), part(end)), &format!("({sum})"))
}
