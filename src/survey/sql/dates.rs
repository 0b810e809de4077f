//! The dates of rows, and the growth of pay from each date to that of the answer.

use jiff::civil::Date;

use super::dialect::SqlDialect;
use super::request::{SqlAgeing, SqlRequest};

/// Decimals of a factor of growth in a whole number.
pub const GROWTH_DECIMALS: u32 = 15;

/// A year, a month and a day, of which the last two may be left out, with or without a time of day. The same texts are dates in
/// `date_of` of [`dates`](crate::survey::dates).
const DATE: &str = r"(?s)^([0-9]+)(?:[-/.年](?:([0-9]+)(?:[-/.月](?:([0-9]+)(?:[日T ].*)?)?)?)?)?$";

/// Eight digits.
const COMPACT_DATE: &str = "^[0-9]{8}$";

/// The common table expressions `days`, with the day that each text states, and `growth`, with the factor of each day whose pay is
/// aged. None where pay is not aged.
pub(super) fn tables(request: &SqlRequest<'_>) -> Vec<(String, String)> {
    let dialect = request.dialect;
    let Some(ageing) = &request.ageing else { return Vec::new() };
    let is_compact = dialect.matches("text", COMPACT_DATE);
    let part = |place: usize, from: usize, length: usize| {
        let group = dialect.group("text", DATE, place);
        format!("CASE WHEN {is_compact} THEN substring(text, {from}, {length}) ELSE {group} END")
    };
    let number = |text: &str| dialect.number(text);
    let or_first = |text: &str| format!("CASE WHEN {text} = '' THEN 1 ELSE {} END", number(text));
    let texts = format!(
        "SELECT text, {} AS year_text, {} AS month_text, {} AS day_text\n    FROM (SELECT DISTINCT source.date AS text FROM source) AS \
         texts",
        part(1, 1, 4),
        part(2, 5, 2),
        part(3, 7, 2)
    );
    let parts = format!(
        "SELECT text, {} AS year, {} AS month, {} AS day_of_month\n    FROM ({texts}) AS parts",
        number("year_text"),
        or_first("month_text"),
        or_first("day_text")
    );
    let length = "CASE WHEN month IN (4, 6, 9, 11) THEN 30 WHEN month <> 2 THEN 31\n      WHEN year % 4 = 0 AND (year % 100 <> 0 OR year % \
                  400 = 0) THEN 29 ELSE 28 END";
    let days = format!(
        "SELECT text, CASE WHEN year BETWEEN 1900 AND 2200 AND month BETWEEN 1 AND 12 AND day_of_month BETWEEN 1 AND\n      {length}\n    \
         THEN year * 10000 + month * 100 + day_of_month END AS day\n  FROM ({parts}) AS numbers"
    );
    let rows: Vec<String> =
        ageing.growth.iter().map(|(day, growth)| format!("({}, {growth})", number_of(*day))).collect();
    vec![("days".to_owned(), days), ("growth".to_owned(), dialect.pairs("day", "factor", &rows))]
}

/// The joins of the two tables to `source`.
pub(super) fn joins(request: &SqlRequest<'_>) -> &'static str {
    match request.ageing {
        Some(_) => {
            "\n  LEFT JOIN days ON days.text = source.date\n  LEFT JOIN growth ON growth.day = coalesce(days.day, 0)"
        }
        None => "",
    }
}

/// The factor of growth of a row, as a whole number. Pay of a later date than that of the answer stays as it is.
pub(super) fn factor(ageing: &SqlAgeing, dialect: SqlDialect) -> String {
    let one = 10_u64.pow(GROWTH_DECIMALS);
    let factor = format!("CASE WHEN days.day >= {} THEN {one} ELSE growth.factor END", number_of(ageing.on));
    dialect.wide(&factor)
}

/// The condition that a row has a date from which pay is aged, or a later one.
pub(super) fn is_dated(ageing: &SqlAgeing) -> String {
    // A database may give 0 in place of a missing number.
    format!("(coalesce(days.day, 0) >= {} OR coalesce(growth.factor, 0) > 0)", number_of(ageing.on))
}

/// An amount that has grown by the factor of its row.
pub(super) fn grown(dialect: SqlDialect, amount: &str) -> String {
    dialect.rounded(&format!("({amount}) * stated.growth"), &dialect.integer(10_u64.pow(GROWTH_DECIMALS)))
}

/// A date as a number of eight digits.
fn number_of(date: Date) -> i32 {
    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
}
