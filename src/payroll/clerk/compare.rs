//! Pay as people write it, and in whatever currency, against the market.

use super::{Clerk, Ended, is_blank, whole_cell};
use crate::money::{Currency, Decimal, round_places};
use crate::pay::{PayPeriod, Scale};
use crate::payroll::gauge::Compared;
use crate::payroll::language::Language;
use crate::payroll::pay_cell::{NamedCurrency, PayCell, RowUnit};
use crate::payroll::pay_header;
use crate::payroll::pay_unit::DecidedBy;
use crate::payroll::row_context::{months, share_of_full_time};
use crate::payroll::row_words::without_title;
use crate::payroll::status::Status;
use crate::payroll::tally::Amount;
use crate::payroll::unit::Unit;
use crate::tabular::Row;

/// The most spellings of currencies, and of spans of time, that are remembered.
const REMEMBERED: usize = 256;

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
        match columns.salary {
            None => Status::Priced.into(),
            Some(pay) if self.has_currency_beside && !self.is_counted() => self.compare_in_currency(cell, row, pay),
            Some(_) => self.compare_read(cell, row),
        }
    }

    /// Pay whose currency stands in a cell of its own, and nothing else does: whole numbers take a short way.
    fn compare_in_currency(&mut self, cell: usize, row: &Row<'_>, column: usize) -> Ended {
        let job = self.job;
        let (unit_of_row, known) = self.row_unit(row);
        if let Some(pay) = whole_cell(row, column).filter(|_| known)
            && let Some(priced) = self.cells.get_mut(cell)
            && let Some((gauge, unit)) = priced.gauge(unit_of_row.currency, || job.unit_of_bare(unit_of_row.currency))
        {
            let (compared, unit) = (gauge.compare(pay), *unit);
            let read = PayCell::Whole(pay, unit_of_row.currency);
            self.read = Some((read, unit_of_row));
            let assumed = read.assumed(&unit_of_row);
            return self.ended(cell, &compared, assumed, row, || unit.amount(Decimal::from(pay)).map(Amount::Other));
        }
        self.compare_read(cell, row)
    }

    /// The long way: pay as people write it, and as other cells of the row say what it is.
    fn compare_read(&mut self, cell: usize, row: &Row<'_>) -> Ended {
        let (read, unit_of_row) = match self.read_row(row) {
            Ok(read) => read,
            Err(status) => return status.into(),
        };
        self.read = Some((read, unit_of_row));
        let PayCell::Stated { pay, annual } = read else {
            return match read {
                PayCell::Open(_) => Status::OpenEndedPay.into(),
                PayCell::Nothing(status) => status.into(),
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
        self.ended(cell, &compared, read.assumed(&unit_of_row), row, || Some(Amount::Other(amount)))
    }

    /// What the cells of a row say about its pay together, and the unit of what they leave out.
    fn read_row(&mut self, row: &Row<'_>) -> Result<(PayCell, RowUnit), Status> {
        let columns = &self.job.columns;
        let (unit, known) = self.row_unit(row);
        let mut read = self.read_cell(row, columns.salary, &unit);
        if columns.salary_high.is_some() {
            let high = self.read_cell(row, columns.salary_high, &unit);
            read = self.pay.range(read, high);
        }
        if !known && !read.names_its_currency() {
            return Err(Status::CurrencyWithoutRate);
        }
        if let Some(months) = text(row, columns.months).and_then(|cell| months(&cell)) {
            read = self.pay.paid_for_months(read, months);
        }
        if let Some(cell) = text(row, columns.fte) {
            read = match share_of_full_time(&cell) {
                Some(share) => self.pay.grossed_up(read, share),
                // Without the share of full time the pay cannot be compared.
                None if matches!(read, PayCell::Stated { .. }) => PayCell::Nothing(Status::UnreadablePay),
                None => read,
            };
        }
        Ok((read, unit))
    }

    /// What a pay cell says. At the end of a range that has columns of its own, zero means nothing.
    fn read_cell(&mut self, row: &Row<'_>, column: Option<usize>, unit: &RowUnit) -> PayCell {
        let cell = column.and_then(|column| row.value(column)).unwrap_or_default();
        let is_zero = || cell.contains(&b'0') && cell.iter().all(|byte| matches!(byte, b'0' | b'.' | b' '));
        if self.job.columns.salary_high.is_some() && is_zero() {
            return PayCell::Nothing(Status::PayNotStated);
        }
        let read = self.pay.read(&cell, unit);
        self.count_unreadable(&read, &cell);
        read
    }

    /// Counts a text of pay that could not be read, where those are asked for.
    fn count_unreadable(&mut self, read: &PayCell, text: &[u8]) {
        if matches!(read, PayCell::Nothing(Status::UnreadablePay)) && self.job.terms.counting.unmatched {
            self.tally.unmatched.pay.add(&String::from_utf8_lossy(text), 1);
        }
    }

    /// How the pay of a row without a price is read, where that is asked for.
    fn explained(&mut self, row: &Row<'_>) -> Option<(PayCell, RowUnit)> {
        let asked = self.explains || self.job.terms.counting.unmatched;
        self.job.columns.salary.filter(|_| asked && !row.is_ragged())?;
        self.read_row(row).ok()
    }

    /// Whether bare numbers are counted in thousands or ten thousands, or after tax, so that they are no plain ones.
    fn is_counted(&self) -> bool {
        self.job.unit.scale != Scale::Ones || self.job.unit.net
    }

    /// The unit of the amounts of a row that name none; and whether the row's currency is known, if a cell of its own names it.
    fn row_unit(&mut self, row: &Row<'_>) -> (RowUnit, bool) {
        let columns = &self.job.columns;
        let mut unit = RowUnit::of(&self.job.unit);
        if let Some(period) = columns.pay_period.and_then(|column| self.period(row, column)) {
            (unit.period, unit.period_by) = (period, DecidedBy::Column);
        }
        let Some(column) = columns.currency else { return (unit, true) };
        let raw = row.raw(column).unwrap_or_default();
        let named = match self.currencies.iter().find(|(text, _)| **text == *raw) {
            Some((_, known)) => *known,
            None => {
                let cell = text(row, Some(column));
                let known = |cell: &String| cell.parse().ok().or_else(|| pay_header::named(cell, unit.currency));
                let named = match cell.as_ref().map(known) {
                    None => NamedCurrency::None,
                    Some(Some(currency)) => NamedCurrency::Known(currency),
                    Some(None) => NamedCurrency::Unknown,
                };
                if self.currencies.len() < REMEMBERED {
                    self.currencies.push((raw.into(), named));
                }
                named
            }
        };
        if let NamedCurrency::Known(currency) = named {
            (unit.currency, unit.currency_by) = (currency, DecidedBy::Column);
        }
        (unit, named != NamedCurrency::Unknown)
    }

    /// What a cell says that the pay of its row is for.
    fn period(&mut self, row: &Row<'_>, column: usize) -> Option<PayPeriod> {
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.periods.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let period = text(row, Some(column)).and_then(|cell| Language::bundled().span_of_cell(&cell));
        if self.periods.len() < REMEMBERED {
            self.periods.push((raw.into(), period));
        }
        period
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

/// What a cell says, if the file has the column and it is not blank.
fn text(row: &Row<'_>, column: Option<usize>) -> Option<String> {
    let cell = row.value(column?)?;
    let text = String::from_utf8_lossy(&cell).trim().to_owned();
    (!text.is_empty()).then_some(text)
}
