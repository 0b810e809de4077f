//! Columns whose headers name nothing but an end of a range: `Low` and `High`, 最低 and 最高.
//!
//! Such a pair may hold pay, years or ages. It is pay only where its cells can be nothing else.

use super::column_samples::{ColumnSamples, read_pay};
use super::first_row::is_calendar_year;
use super::header::{ParsedHeader, RangeEnd};
use crate::money::Decimal;
use crate::pay::{Pay, PayText};

/// A column whose header names nothing but an end of a range.
#[derive(Debug)]
pub(super) struct BareEnd {
    at: usize,
    end: RangeEnd,
    /// The words of the header without the one for the end.
    stem: String,
}

impl BareEnd {
    /// The end that a header names; `None` for any other header.
    pub(super) fn of(at: usize, header: &ParsedHeader) -> Option<Self> {
        header.bare_end.map(|end| BareEnd { at, end, stem: header.stem.clone() })
    }
}

/// The only pair of such columns; `None` where there is none, or several.
pub(super) fn only_pair(ends: &[BareEnd]) -> Option<(usize, usize)> {
    match ends {
        [one, other] if one.stem == other.stem => match (one.end, other.end) {
            (RangeEnd::Low, RangeEnd::High) => Some((one.at, other.at)),
            (RangeEnd::High, RangeEnd::Low) => Some((other.at, one.at)),
            _ => None,
        },
        _ => None,
    }
}

/// The least amount without a unit that can be nothing but pay. Years, ages, hours and numbers of people are below it.
const MIN_PAY: Decimal = Decimal::ONE_THOUSAND;

/// The digits of a date such as 20240131.
const DATE_DIGITS: usize = 8;

/// Whether two columns hold the ends of ranges that can be nothing but pay, in nine rows of ten that fill both.
/// `has_unit_beside` says that another column states a unit of pay, so that the numbers may be small.
pub(super) fn hold_pay(samples: &ColumnSamples<'_, '_, '_>, low: usize, high: usize, has_unit_beside: bool) -> bool {
    let (mut filled, mut pay, mut wide) = (0_u64, 0_u64, 0_u64);
    samples.each_pair(low, high, |low, high| {
        filled += 1;
        let ends = (end_of_pay(low, has_unit_beside), end_of_pay(high, has_unit_beside));
        if let (Some((low, _)), Some((_, high))) = ends
            && low <= high
        {
            pay += 1;
            wide += u64::from(low < high);
        }
    });
    pay * 10 >= filled * 9 && wide * 2 > pay
}

/// The ends of the pay in a cell; `None` where it may be something else.
fn end_of_pay(cell: &str, has_unit_beside: bool) -> Option<(Decimal, Decimal)> {
    let Some(PayText::Stated(pay)) = read_pay(cell) else { return None };
    let (low, high) = (pay.low.or(pay.high)?, pay.high.or(pay.low)?);
    let is_number = cell.bytes().all(|byte| byte.is_ascii_digit());
    let is_date =
        is_number && (is_calendar_year(cell) || cell.len() == DATE_DIGITS && is_calendar_year(cell.get(..4)?));
    (!is_date && (has_unit_beside || has_unit(&pay) || low >= MIN_PAY)).then_some((low, high))
}

fn has_unit(pay: &Pay) -> bool {
    pay.states_currency() || pay.states_period() || pay.notation.has_unit()
}
