//! The pay cell of a row: what it says, and what that is in the unit of the market range.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::market_column::MarketColumn;
use super::pay_unit::{DecidedBy, PayUnit};
use super::status::Status;
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, Defaults, Pay, PayPeriod, PayText, read};
use crate::simd::Chunk;

/// What a pay cell says.
#[derive(Debug, Clone, Copy)]
pub(super) enum PayCell {
    /// A bare whole number, for the default period, in this currency.
    Whole(u64, Currency),
    /// A pay with a middle, and what it comes to a year, in its own currency.
    Stated { pay: Pay, annual: Decimal },
    /// A pay with one end.
    Open(Pay),
    /// Nothing that can be compared, and why.
    Nothing(Status),
}

/// The unit of the amounts of a row that name none, and what decided it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowUnit {
    pub(super) currency: Currency,
    pub(super) period: PayPeriod,
    pub(super) currency_by: DecidedBy,
    pub(super) period_by: DecidedBy,
}

/// What a cell says of the currency of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NamedCurrency {
    /// Nothing.
    None,
    /// A currency.
    Known(Currency),
    /// Something that is no currency that can be told.
    Unknown,
}

/// Which parts of the unit of an amount were assumed, because its row does not say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AssumedUnit {
    pub(super) currency: bool,
    pub(super) period: bool,
}

impl AssumedUnit {
    pub(super) const BOTH: Self = AssumedUnit { currency: true, period: true };
}

impl RowUnit {
    /// That of a column, where no other cell of the row says anything.
    pub(super) fn of(unit: &PayUnit) -> Self {
        let PayUnit { currency, period, currency_by, period_by, .. } = *unit;
        RowUnit { currency, period, currency_by, period_by }
    }
}

impl PayCell {
    /// What of the unit the row leaves out.
    pub(super) fn assumed(&self, unit: &RowUnit) -> AssumedUnit {
        let is_assumed = |by: Option<DecidedBy>| !matches!(by, None | Some(DecidedBy::Cell | DecidedBy::Column));
        AssumedUnit { currency: is_assumed(self.currency_by(unit)), period: is_assumed(self.period_by(unit)) }
    }

    /// What decided the currency; `None` without pay.
    pub(super) fn currency_by(&self, unit: &RowUnit) -> Option<DecidedBy> {
        match self {
            PayCell::Whole(..) => Some(unit.currency_by),
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.states_currency() => Some(DecidedBy::Cell),
            PayCell::Stated { .. } | PayCell::Open(_) => Some(unit.currency_by),
            PayCell::Nothing(_) => None,
        }
    }

    /// What decided what the amount is for; `None` without pay.
    pub(super) fn period_by(&self, unit: &RowUnit) -> Option<DecidedBy> {
        match self {
            PayCell::Whole(..) => Some(unit.period_by),
            PayCell::Stated { pay, .. } | PayCell::Open(pay) if pay.states_period() => Some(DecidedBy::Cell),
            PayCell::Stated { .. } | PayCell::Open(_) => Some(unit.period_by),
            PayCell::Nothing(_) => None,
        }
    }

    /// Whether the currency of the pay stands in the cell itself, or no pay does.
    pub(super) fn names_its_currency(&self) -> bool {
        match self {
            PayCell::Whole(..) => false,
            PayCell::Stated { pay, .. } | PayCell::Open(pay) => pay.states_currency(),
            PayCell::Nothing(_) => true,
        }
    }
}

/// A cell that says how a pay was read; empty for any other column. `by` is what decided currency and span of time.
pub(super) fn explained(
    column: MarketColumn,
    pay: &Pay,
    annual: impl Fn() -> Option<Decimal>,
    by: (DecidedBy, DecidedBy),
) -> String {
    let number = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
    match column {
        MarketColumn::PayLow => number(pay.low),
        MarketColumn::PayHigh => number(pay.high),
        MarketColumn::PayCurrency => pay.currency.to_string(),
        MarketColumn::PayPeriod => pay.period.as_str().to_owned(),
        MarketColumn::PayMonths => number(pay.months),
        MarketColumn::PayAnnual => number(annual()),
        MarketColumn::PayCurrencyFrom => by.0.as_str().to_owned(),
        MarketColumn::PayPeriodFrom => by.1.as_str().to_owned(),
        _ => String::new(),
    }
}

/// Longest number that is read as one; longer ones take the long way.
const DIGITS: usize = 10;

/// The whole number that a cell of up to eight digits is, as [`whole`] reads it: all digits at once.
#[inline(always)]
pub(super) fn whole_in(window: &Chunk, length: usize) -> Option<u64> {
    const ZEROS: u64 = u64::from_le_bytes(*b"00000000");
    const ABOVE_NINE: u64 = u64::from_le_bytes([0x76; 8]);
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    if length == 0 || length > 8 {
        return None;
    }
    let word = u64::from_le_bytes(*window.first_chunk()?);
    // Digits at the end, nothing before them.
    let digits = (word ^ ZEROS) << (64 - 8 * length);
    let wrong = (digits.wrapping_add(ABOVE_NINE) | digits) & HIGH_BITS;
    if wrong != 0 || window.first() == Some(&b'0') {
        return None;
    }
    let pairs = (digits.wrapping_mul(10 * 256 + 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 * 65_536 + 1) >> 16) & 0x0000_ffff_0000_ffff;
    Some(fours.wrapping_mul((10_000 << 32) + 1) >> 32)
}

/// The whole number that a cell is, without a sign, a leading zero, or anything else.
#[inline]
pub(super) fn whole(cell: &[u8]) -> Option<u64> {
    if cell.len() > DIGITS {
        return None;
    }
    let (first, _) = cell.split_first()?;
    if !matches!(first, b'1'..=b'9') {
        return None;
    }
    let mut number = 0_u64;
    for byte in cell {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(number)
}

/// Bytes of texts that are remembered; then all are forgotten.
const REMEMBERED: usize = 256 << 10;

/// Texts that have been read.
type KnownTexts = HashMap<Box<[u8]>, PayCell, RandomState>;

/// Reads pay cells, each distinct text once for as long as there is room.
#[derive(Debug)]
pub(super) struct PayReader {
    /// For each currency and span of time of amounts that name none.
    known: Vec<((Currency, PayPeriod), KnownTexts)>,
    held: usize,
    unit: PayUnit,
    conventions: Conventions,
}

impl PayReader {
    pub(super) fn new(unit: PayUnit, conventions: Conventions) -> Self {
        PayReader { known: Vec::new(), held: 0, unit, conventions }
    }

    /// What a cell says in a row whose amounts are in this unit.
    pub(super) fn read(&mut self, cell: &[u8], unit: &RowUnit) -> PayCell {
        if cell.is_empty() {
            return PayCell::Nothing(Status::PayNotStated);
        }
        let key = (unit.currency, unit.period);
        let known = self.known.iter().find(|(other, _)| *other == key).and_then(|(_, known)| known.get(cell));
        if let Some(known) = known {
            return *known;
        }
        let found = self.understood(&String::from_utf8_lossy(cell), unit);
        if self.held > REMEMBERED {
            self.known.clear();
            self.held = 0;
        }
        self.held += cell.len() + size_of::<PayCell>() + size_of::<usize>() * 4;
        match self.known.iter_mut().find(|(other, _)| *other == key) {
            Some((_, known)) => {
                known.insert(cell.into(), found);
            }
            None => {
                let first = (Box::from(cell), found);
                self.known.push((key, HashMap::from_iter([first])));
            }
        }
        found
    }

    fn understood(&self, text: &str, unit: &RowUnit) -> PayCell {
        let defaults = Defaults { currency: unit.currency, period: unit.period, ..self.unit.defaults() };
        match read(text, &defaults) {
            Ok(PayText::NotStated) => PayCell::Nothing(Status::PayNotStated),
            // Pay after tax is no pay to compare, whether the cell says so or the header.
            Ok(PayText::Stated(_)) if self.unit.net => PayCell::Nothing(Status::UnreadablePay),
            Ok(PayText::Stated(pay)) => self.a_year(pay),
            Err(_) => PayCell::Nothing(Status::UnreadablePay),
        }
    }

    /// A pay with what it comes to a year.
    fn a_year(&self, pay: Pay) -> PayCell {
        match pay.annual(&self.conventions) {
            Ok(annual) => annual.midpoint().map_or(PayCell::Open(pay), |annual| PayCell::Stated { pay, annual }),
            Err(_) => PayCell::Nothing(Status::UnreadablePay),
        }
    }

    /// The range from the pay in one cell to that in another.
    pub(super) fn range(&self, low: PayCell, high: PayCell) -> PayCell {
        let not_stated = PayCell::Nothing(Status::PayNotStated);
        match (low, high) {
            (PayCell::Nothing(Status::PayNotStated), PayCell::Stated { pay, .. } | PayCell::Open(pay)) => {
                PayCell::Open(Pay { low: None, high: pay.high.or(pay.low), ..pay })
            }
            // A range in one cell, which the other only repeats where it is filled in.
            (PayCell::Stated { pay, .. }, PayCell::Nothing(Status::PayNotStated)) if pay.low != pay.high => low,
            (PayCell::Stated { pay, .. } | PayCell::Open(pay), PayCell::Nothing(Status::PayNotStated)) => {
                PayCell::Open(Pay { low: pay.low.or(pay.high), high: None, ..pay })
            }
            (
                PayCell::Stated { pay: one, .. } | PayCell::Open(one),
                PayCell::Stated { pay: other, .. } | PayCell::Open(other),
            ) => {
                let (low, high) = (one.low.or(one.high), other.high.or(other.low));
                let is_range = one.currency == other.currency && one.period == other.period && low <= high;
                if is_range { self.a_year(Pay { low, high, ..one }) } else { PayCell::Nothing(Status::UnreadablePay) }
            }
            (PayCell::Nothing(Status::PayNotStated), PayCell::Nothing(Status::PayNotStated)) => not_stated,
            _ => PayCell::Nothing(Status::UnreadablePay),
        }
    }

    /// The same pay, so many months of which are paid a year, unless it says how many itself.
    pub(super) fn paid_for_months(&self, read: PayCell, months: Decimal) -> PayCell {
        match read {
            PayCell::Stated { pay, .. } | PayCell::Open(pay)
                if pay.months.is_none() && pay.period == PayPeriod::Month =>
            {
                self.a_year(Pay { months: Some(months), ..pay })
            }
            other => other,
        }
    }

    /// Pay for a share of full time as what full time is paid. An hour's or a day's pay is the same for both.
    pub(super) fn grossed_up(&self, read: PayCell, share: Decimal) -> PayCell {
        match read {
            PayCell::Stated { pay, annual } if !matches!(pay.period, PayPeriod::Hour | PayPeriod::Day) => {
                match annual.checked_div(share) {
                    Some(annual) => PayCell::Stated { pay, annual },
                    None => PayCell::Nothing(Status::UnreadablePay),
                }
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::{PayElement, Scale};
    use proptest::prelude::*;

    fn reader() -> PayReader {
        let defaults = Defaults::new("USD".parse().unwrap(), PayPeriod::Year);
        let conventions = Conventions {
            element: PayElement::Base,
            months_per_year: Decimal::from(12),
            paid_weeks_per_year: Decimal::from(52),
            paid_days_per_month: Decimal::new(2175, 2),
            paid_hours_per_day: Decimal::from(8),
        };
        PayReader::new(PayUnit::assumed(&defaults), conventions)
    }

    fn unit(currency: &str) -> RowUnit {
        RowUnit { currency: currency.parse().unwrap(), ..RowUnit::of(&reader().unit) }
    }

    proptest! {
        #[test]
        fn all_digits_at_once_are_the_digits_one_by_one(text in "[0-9]{0,10}|[ -:]{0,9}", behind in any::<[u8; 64]>()) {
            let mut window = behind;
            window.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
            let expected = whole(text.as_bytes()).filter(|_| text.len() <= 8);
            prop_assert_eq!(whole_in(&window, text.len()), expected);
        }

        #[test]
        fn a_whole_number_is_what_the_long_way_reads(text in "[0-9]{1,12}|[0-9+,.k -]{0,8}") {
            if let Some(number) = whole(text.as_bytes()) {
                let found = reader().read(text.as_bytes(), &unit("USD"));
                let PayCell::Stated { annual, .. } = found else { panic!("{text} is {found:?}") };
                prop_assert_eq!(annual, Decimal::from(number));
            }
        }
    }

    #[test]
    fn bare_numbers_are_counted_in_what_the_header_says() {
        let mut reader = reader();
        reader.unit.scale = Scale::TenThousands;
        let year = |text: &str| match reader.understood(text, &unit("CNY")) {
            PayCell::Stated { annual, .. } => annual.normalize().to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            ["90", "20-30", "9.5", "95万", "900000元"].map(year),
            ["900000", "250000", "95000", "950000", "900000"]
        );
    }

    #[test]
    fn what_is_forgotten_is_read_again() {
        let mut reader = reader();
        let usd = &unit("USD");
        for number in 0..20_000 {
            let text = format!("${number},5{:02}", number % 100);
            reader.read(text.as_bytes(), usd);
            assert!(reader.held <= REMEMBERED + 1000);
        }
        assert!(matches!(reader.read(b"15k", usd), PayCell::Stated { annual, .. } if annual == Decimal::from(15_000)));
    }
}
