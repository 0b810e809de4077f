//! Pay in a JSON object, as schema.org and job boards write it: `{"minValue": 25000, "maxValue": 35000, "unitText": "MONTH"}`.

use std::borrow::Cow;

use serde_json::Value;

use super::column_meaning::ColumnMeaning;
use super::header::{RangeEnd, parse_header};
use super::language::Language;
use super::row_pay::pay_header::period_of_header;
use crate::pay::PayPeriod;

/// The text of a pay cell. Where the cell is a JSON object, or a list with one, whose keys name an amount or the ends of a range,
/// it is the pay that the object states, such as `CNY 25000 - 35000 / month`. Any other cell is returned as it is.
pub(super) fn pay_text(cell: &str) -> Cow<'_, str> {
    if !cell.starts_with(['{', '[']) {
        return Cow::Borrowed(cell);
    }
    let read = || {
        let mut pay = PayObject::default();
        pay.read(None, &serde_json::from_str(cell).ok()?)?;
        pay.text()
    };
    read().map_or(Cow::Borrowed(cell), Cow::Owned)
}

/// What the members of an object say about pay.
#[derive(Debug, Default)]
struct PayObject {
    amount: Option<String>,
    low: Option<String>,
    high: Option<String>,
    currency: Option<String>,
    period: Option<PayPeriod>,
}

impl PayObject {
    /// Reads a value with its key. `None` where the object says two things, or one that cannot be read.
    fn read(&mut self, key: Option<&str>, value: &Value) -> Option<()> {
        let text = match value {
            Value::Object(members) => return members.iter().try_for_each(|(key, value)| self.read(Some(key), value)),
            Value::Array(values) => {
                return match values.as_slice() {
                    [only] => self.read(key, only),
                    _ => None,
                };
            }
            Value::String(text) if !text.trim().is_empty() => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return Some(()),
        };
        let key = key?;
        let header = parse_header(key);
        let set =
            |slot: &mut Option<String>| slot.replace(text.clone()).is_none_or(|before| before == text).then_some(());
        let is_amount = header.is_bare_amount || header.is_neutral && text.parse::<f64>().is_ok();
        let slot = match (header.meaning.map(|(meaning, _)| meaning), header.end.or(header.bare_end)) {
            _ if header.net => return None,
            (Some(ColumnMeaning::Currency), _) => return set(&mut self.currency),
            (Some(ColumnMeaning::PayPeriod), _) => return self.set_period(Language::bundled().period_of_cell(&text)?),
            (Some(ColumnMeaning::Salary) | None, Some(RangeEnd::Low)) => &mut self.low,
            (Some(ColumnMeaning::Salary) | None, Some(RangeEnd::High)) => &mut self.high,
            (Some(ColumnMeaning::Salary), None) => &mut self.amount,
            (None, None) if is_amount => &mut self.amount,
            _ => return Some(()),
        };
        set(slot)?;
        period_of_header(key).map_or(Some(()), |period| self.set_period(period))
    }

    fn set_period(&mut self, period: PayPeriod) -> Option<()> {
        self.period.replace(period).is_none_or(|before| before == period).then_some(())
    }

    /// The pay as people write it; `None` without an amount.
    fn text(self) -> Option<String> {
        let amount = match (self.amount, self.low, self.high) {
            (None, Some(low), Some(high)) => format!("{low} - {high}"),
            (None, Some(low), None) => format!("at least {low}"),
            (None, None, Some(high)) => format!("at most {high}"),
            (Some(amount), None, None) => amount,
            _ => return None,
        };
        let period = self.period.map(|period| format!(" / {}", period.as_str())).unwrap_or_default();
        Some(match self.currency {
            Some(currency) => format!("{currency} {amount}{period}"),
            None => format!("{amount}{period}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_as_the_pay_that_they_state() {
        for (cell, expected) in [
            (
                r#"{"@type":"MonetaryAmount","currency":"CNY","value":{"@type":"QuantitativeValue","minValue":25000,"maxValue":35000,"unitText":"MONTH"}}"#,
                "CNY 25000 - 35000 / month",
            ),
            (r#"{"currency":"CNY","value":{"value":420000,"unitText":"YEAR"}}"#, "CNY 420000 / year"),
            (r#"{"currency":"USD","value":60000}"#, "USD 60000"),
            (r#"{"min":25000,"max":35000,"currency":"CNY","period":"month"}"#, "CNY 25000 - 35000 / month"),
            (r#"{"currency":"USD","interval":"per-hour-wage","min":28,"max":35}"#, "USD 28 - 35 / hour"),
            (r#"[{"MinimumRange":"30.5","MaximumRange":"40","RateIntervalCode":"PH"}]"#, "30.5 - 40 / hour"),
            (r#"{"amount":5000,"frequency":"monthly"}"#, "5000 / month"),
            (r#"{"hourly":30}"#, "30 / hour"),
            (r#"{"annual_salary":60000,"currency":"USD"}"#, "USD 60000 / year"),
            (r#"{"monthly_min":3000,"monthly_max":4000}"#, "3000 - 4000 / month"),
            (r#"{"hourly":30,"interval":"hour"}"#, "30 / hour"),
            (r#"{"from":60000,"to":null,"currency":"EUR"}"#, "EUR at least 60000"),
            // Nothing is guessed: cents, two amounts, two periods, a unit that is not known, no amount.
            (r#"{"min_cents":6000000,"max_cents":7500000}"#, r#"{"min_cents":6000000,"max_cents":7500000}"#),
            (r#"{"hourly":30,"interval":"year"}"#, r#"{"hourly":30,"interval":"year"}"#),
            (r#"{"hourly":30,"annual":60000}"#, r#"{"hourly":30,"annual":60000}"#),
            (r#"{"min":1,"salary":2}"#, r#"{"min":1,"salary":2}"#),
            (r#"{"value":5000,"unitText":"SPRINT"}"#, r#"{"value":5000,"unitText":"SPRINT"}"#),
            (r#"[{"min":1},{"min":2}]"#, r#"[{"min":1},{"min":2}]"#),
            (r#"{"currency":"USD"}"#, r#"{"currency":"USD"}"#),
            ("{60000", "{60000"),
            ("60000", "60000"),
        ] {
            assert_eq!(pay_text(cell), expected, "{cell}");
        }
    }
}
