//! A column of units of pay, such as 万元/月: what its cells say together, and whether the header of pay agrees.

use super::row_pay::pay_header::parse_pay_header;
use super::unit_cells::UnitCell;
use crate::pay::{PayPeriod, Scale};

/// What the cells of a column of units say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitsOfRows {
    /// The text of all filled cells, where it is the same.
    pub(super) only_text: Option<String>,
    /// What all amounts are counted in: `None` if the cells differ, `Some(None)` if no cell says it.
    pub(super) scale: Option<Option<Scale>>,
    /// Whether all of them state a currency.
    pub(super) state_currencies: bool,
    /// Whether one of them states a period.
    pub(super) state_periods: bool,
}

impl UnitsOfRows {
    /// What some cells say; `None` where none of them says more than a currency or a period alone.
    pub(super) fn of(texts: &[&str]) -> Option<Self> {
        let units: Vec<UnitCell> = texts.iter().filter_map(|text| UnitCell::of(text)).collect();
        let scale = units.first()?.scale;
        let only_text = match texts {
            [only] => Some((*only).to_owned()),
            _ => None,
        };
        units.iter().any(UnitCell::is_compound).then(|| UnitsOfRows {
            only_text,
            scale: units.iter().all(|unit| unit.scale == scale).then_some(scale),
            state_currencies: units.iter().all(|unit| unit.currency.is_some()),
            state_periods: units.iter().any(|unit| unit.period.is_some()),
        })
    }
}

/// The header of pay with what a column of units counts amounts in; `None` where that differs by row, or the units contradict the header.
/// Their currencies and periods are read row by row.
pub(super) fn header_with_unit(pay_header: &str, units: &UnitsOfRows) -> Option<String> {
    let scale = units.scale?;
    let unit = units.only_text.as_deref().and_then(UnitCell::of);
    let with_unit = match scale {
        Some(scale) => format!("{pay_header} ({})", word_for_scale(scale)),
        None => pay_header.to_owned(),
    };
    can_have_unit(pay_header, scale, unit).then_some(with_unit)
}

/// Whether a header of pay says nothing else than a column of units beside it.
fn can_have_unit(pay_header: &str, scale: Option<Scale>, unit: Option<UnitCell>) -> bool {
    let Ok(native) = "USD".parse() else { return false };
    let header = parse_pay_header(pay_header, native);
    let unit = unit.unwrap_or_default();
    let agree =
        |header: Option<PayPeriod>, unit: Option<PayPeriod>| header.is_none() || unit.is_none() || header == unit;
    let same_currency = header.currency.is_none() || unit.currency.is_none() || header.currency == unit.currency;
    same_currency
        && agree(header.period, unit.period)
        && (header.scale == Scale::Ones || header.scale == scale.unwrap_or_default())
}

/// A word of headers for what amounts are counted in.
fn word_for_scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Ones => "",
        Scale::Thousands => "k",
        Scale::TenThousands => "万",
        Scale::Lakhs => "lakh",
        Scale::Millions => "million",
    }
}
