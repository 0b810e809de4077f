//! Pay as people write it, and in whatever currency, against the market.

use super::{Clerk, Ended, is_blank, whole_cell};
use crate::money::{Currency, Decimal, round_places};
use crate::pay::{Assumption, Defaults, PayPeriod, Reading, read};
use crate::payroll::gauge::Compared;
use crate::payroll::pay_cell::{PayCell, whole};
use crate::payroll::row_words::without_title;
use crate::payroll::status::Status;
use crate::payroll::tally::Amount;
use crate::payroll::unit::Unit;
use crate::rows::Row;

/// The most spellings of currencies that are remembered.
const CURRENCIES: usize = 256;

impl Clerk<'_, '_> {
    /// Sets the pay of a row with this entry against the market. By value, so that those who do not come here need not keep the
    /// row in memory.
    #[inline(never)]
    pub(super) fn compare(&mut self, at: usize, row: Row<'_>) -> Ended {
        let row = &row;
        self.read = None;
        let columns = &self.job.columns;
        let cell = match self.memo.entry(at).map(|entry| entry.cell) {
            Some(Ok(cell)) => cell as usize,
            Some(Err(reason)) => {
                self.read = self.explained(row);
                let untitled = reason == Status::NoRoleMatch && row.raw(columns.role).is_some_and(is_blank);
                return if untitled { without_title(row).into() } else { reason.into() };
            }
            None => return Status::NoRoleMatch.into(),
        };
        match (columns.salary, columns.currency) {
            (None, _) => Status::Priced.into(),
            (Some(pay), None) => self.compare_stated(cell, row, pay, Some(self.job.terms.bare.currency)),
            (Some(pay), Some(_)) => self.compare_in_currency(cell, row, pay),
        }
    }

    /// Pay whose currency stands in a cell of its own.
    fn compare_in_currency(&mut self, cell: usize, row: &Row<'_>, column: usize) -> Ended {
        let job = self.job;
        let Some(currency) = self.currency(row) else { return self.compare_stated(cell, row, column, None) };
        if let Some(pay) = whole_cell(row, column).filter(|_| !self.is_counted())
            && let Some(priced) = self.cells.get_mut(cell)
            && let Some((gauge, unit)) = priced.gauge(currency, || job.unit_of_bare(currency))
        {
            let (compared, unit) = (gauge.compare(pay), *unit);
            self.read = Some(PayCell::Whole(pay, currency));
            return self.ended(cell, &compared, true, || unit.amount(Decimal::from(pay)).map(Amount::Other));
        }
        self.compare_stated(cell, row, column, Some(currency))
    }

    /// The long way: pay as people write it. `currency` is that of bare numbers, where it is known.
    fn compare_stated(&mut self, cell: usize, row: &Row<'_>, column: usize, currency: Option<Currency>) -> Ended {
        let text = row.value(column).unwrap_or_default();
        let read = self.pay.read(&text, currency.unwrap_or(self.job.terms.bare.currency));
        if currency.is_none() && !read.names_its_currency() {
            return Status::CurrencyWithoutRate.into();
        }
        self.read = Some(read);
        let PayCell::Stated { pay, annual } = read else {
            return match read {
                PayCell::Open(_) => Status::OpenEndedPay.into(),
                PayCell::Nothing(status) => {
                    self.count_unreadable(&read, &text);
                    status.into()
                }
                // Whole numbers that cannot be gauged were not read by this reader.
                PayCell::Stated { .. } | PayCell::Whole(..) => Status::UnreadablePay.into(),
            };
        };
        let Some(unit) = self.unit(pay.currency) else { return Status::CurrencyWithoutRate.into() };
        let Some(priced) = self.cells.get(cell) else { return Status::UnreadablePay.into() };
        let range = &priced.range;
        let compared = unit.amount(annual).and_then(|amount| {
            let ratio = round_places(amount.checked_div(range.mid)?, 4).checked_mul(Decimal::from(10_000))?;
            let compared = Compared {
                ratio: u64::try_from(ratio).ok()?,
                position: unit.position(annual, range)?,
                below_mid: unit.compare(annual, range.mid)?.is_lt(),
            };
            Some((amount, compared))
        });
        let Some((amount, compared)) = compared else { return Status::UnreadablePay.into() };
        if compared.ratio > 0 {
            self.tally.stated.add(&pay);
        }
        self.ended(cell, &compared, read.is_bare(), || Some(Amount::Other(amount)))
    }

    /// Counts a text of pay that could not be read, where those are asked for.
    fn count_unreadable(&mut self, read: &PayCell, text: &[u8]) {
        if matches!(read, PayCell::Nothing(Status::UnreadablePay)) && self.job.terms.counting.unmatched {
            self.tally.unmatched.pay.add(&String::from_utf8_lossy(text), 1);
        }
    }

    /// How the pay of a row without a price is read, where that is asked for.
    fn explained(&mut self, row: &Row<'_>) -> Option<PayCell> {
        let asked = self.explains || self.job.terms.counting.unmatched;
        let column = self.job.columns.salary.filter(|_| asked && !row.is_ragged())?;
        let known = self.currency(row);
        let raw = row.raw(column).unwrap_or_default();
        if let (Some(pay), Some(currency)) = (whole(raw).filter(|_| !self.is_counted()), known) {
            return Some(PayCell::Whole(pay, currency));
        }
        let cell = row.value(column).unwrap_or_default();
        let read = self.pay.read(&cell, known.unwrap_or(self.job.terms.bare.currency));
        self.count_unreadable(&read, &cell);
        (known.is_some() || read.names_its_currency()).then_some(read)
    }

    /// Whether the header counts bare numbers in thousands or ten thousands, so that they are no plain ones.
    fn is_counted(&self) -> bool {
        self.job.columns.hints.counted_in.is_some()
    }

    /// The currency of a row's bare numbers; `None` when its currency cell names none.
    fn currency(&mut self, row: &Row<'_>) -> Option<Currency> {
        let bare = self.job.terms.bare.currency;
        let Some(column) = self.job.columns.currency else { return Some(bare) };
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.currencies.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let text = row.value(column).map(|cell| String::from_utf8_lossy(&cell).trim().to_owned()).unwrap_or_default();
        let currency = if text.is_empty() { Some(bare) } else { named_currency(&text, bare) };
        if self.currencies.len() < CURRENCIES {
            self.currencies.push((raw.into(), currency));
        }
        currency
    }

    fn unit(&mut self, currency: Currency) -> Option<Unit> {
        if let Some((_, unit)) = self.units.iter().find(|(known, _)| *known == currency) {
            return *unit;
        }
        let unit = self.job.unit_of(currency);
        self.units.push((currency, unit));
        unit
    }
}

/// The currency that a cell names: by its code, or by a sign or word that stands beside pay, such as `¥` or `美元`.
pub(super) fn named_currency(text: &str, bare: Currency) -> Option<Currency> {
    let beside = |pay: String| {
        let defaults = Defaults::new(bare, PayPeriod::Year);
        match read(&pay, &defaults) {
            Ok(Reading::Stated(pay)) if !pay.assumed.iter().any(|one| one == Assumption::Currency) => {
                Some(pay.currency)
            }
            _ => None,
        }
    };
    text.parse().ok().or_else(|| beside(format!("{text}1000"))).or_else(|| beside(format!("1000{text}")))
}
