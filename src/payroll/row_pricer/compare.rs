//! Compares pay as people write it, in any currency, with the market.

use super::pricer::{RowOutcome, RowPricer, whole_cell};
use crate::money::{Currency, Decimal, Interval, round_places};
use crate::pay::Scale;
use crate::payroll::conversion::ConversionFactor;
use crate::payroll::integer_range::Comparison;
use crate::payroll::priced_cell::WorkerCell;
use crate::payroll::status::Status;
use crate::payroll::tally::ComparedAmount;
use crate::people::{NoPay, PayCell, RowUnit, Unidentified, UnreadableCell, is_blank, untitled_row};
use crate::tabular::Row;

impl RowPricer<'_, '_> {
    /// Compares the pay of a row with this entry. The row is taken by value, because a reference would make the caller keep it in
    /// memory for all rows.
    #[inline(never)]
    pub(super) fn compare(&mut self, at: usize, row: Row<'_>) -> RowOutcome {
        let row = &row;
        self.last_pay = None;
        let columns = &self.file_pricer.columns;
        let cell = match self.cache.entry(at).map(|entry| entry.cell()) {
            Some(Ok(cell)) => cell as usize,
            Some(Err(Status::HeaderRow)) => return Status::HeaderRow.into(),
            Some(Err(reason)) => {
                self.last_pay = self.read_unpriced(row);
                let is_untitled = reason == Status::NoRoleMatch && row.raw(columns.role).is_some_and(is_blank);
                let status = if is_untitled { untitled_row(row).into() } else { reason };
                if status == Status::TotalRow {
                    self.leave_out_names(at);
                }
                return status.into();
            }
            None => return Status::from(Unidentified::NoRoleMatch).into(),
        };
        match columns.salary {
            None => Status::Priced.into(),
            Some(pay) if self.has_currency_beside && !self.is_scaled_or_net() => {
                self.compare_in_currency(cell, row, pay)
            }
            Some(_) => self.compare_read(cell, row),
        }
    }

    /// Leaves the names of one row with this entry out of the unmatched ones.
    fn leave_out_names(&mut self, at: usize) {
        if let Some(names) = self.cache.notes(at).and_then(|notes| notes.unmatched.as_mut()) {
            names.total_rows += 1;
        }
    }

    /// Compares pay in a file where only a currency column qualifies it. Whole numbers are compared in integers.
    fn compare_in_currency(&mut self, cell: usize, row: &Row<'_>, column: usize) -> RowOutcome {
        let file_pricer = self.file_pricer;
        let (unit, is_known) = self.pay_reader.row_unit(row);
        // Whole numbers are compared as pay for the period of the column.
        let is_of_column = unit.period == file_pricer.pay_unit.period;
        if let Some(pay) = whole_cell(row, column).filter(|_| is_known && is_of_column)
            && let Some(cell_of_worker) = self.cells.get_mut(cell)
            && let Some((range, factor)) =
                cell_of_worker.integer_range_in(unit.currency, || file_pricer.conversion_from_bare(unit.currency))
        {
            let (comparison, factor) = (range.compare(pay), *factor);
            let pay_cell = PayCell::Whole(pay, unit.currency);
            self.last_pay = Some((pay_cell, unit));
            let read_as = Some((unit.currency, unit.period));
            let amount = || factor.convert(Decimal::from(pay)).map(ComparedAmount::Converted);
            return self.count_compared(cell, &comparison, (pay_cell.assumed(&unit), read_as), row, amount);
        }
        self.compare_read(cell, row)
    }

    /// Compares pay as people write it, qualified by other cells of the row, in decimals.
    fn compare_read(&mut self, cell: usize, row: &Row<'_>) -> RowOutcome {
        let Some((pay_cell, unit)) = self.read_pay(row) else {
            self.tally.missing_rates.has_unknown_currency = true;
            return Status::CurrencyWithoutRate.into();
        };
        self.last_pay = Some((pay_cell, unit));
        let PayCell::Stated { pay, annual: Interval { mid: annual, .. }, bonus } = pay_cell else {
            return match pay_cell {
                PayCell::Open(_) => Status::OpenEndedPay.into(),
                PayCell::Nothing(reason) => {
                    self.tally.missing_rates.has_ambiguous_sign |= reason == NoPay::AmbiguousSign;
                    if let NoPay::BonusWithoutRate(currency) = reason {
                        self.tally.missing_rates.currencies.insert(currency);
                    }
                    Status::from(reason).into()
                }
                // The reader of pay cells does not return whole numbers.
                PayCell::Stated { .. } | PayCell::Whole(..) => Status::UnreadablePay.into(),
            };
        };
        let Some(factor) = self.conversion(pay.currency) else { return Status::CurrencyWithoutRate.into() };
        let Some(WorkerCell { priced, .. }) = self.cells.get(cell) else { return Status::UnreadablePay.into() };
        let range = &priced.range;
        let compared = factor.convert(annual).and_then(|amount| {
            let ratio = round_places(amount.checked_div(range.mid)?, 4).checked_mul(Decimal::from(10_000))?;
            let comparison = Comparison {
                ratio: u64::try_from(ratio).ok()?,
                position: factor.position(annual, range)?.with_missing(priced.missing),
                below_mid: factor.compare(annual, range.mid)?.is_lt(),
            };
            Some((amount, comparison))
        });
        let Some((amount, comparison)) = compared else { return Status::UnreadablePay.into() };
        let unit = (pay_cell.assumed(&unit), Some((pay.currency, pay.period)));
        let outcome = self.count_compared(cell, &comparison, unit, row, || Some(ComparedAmount::Converted(amount)));
        if outcome.ratio.is_some() {
            self.tally.stated.add(&pay);
            self.tally.unlikely_bonuses += u64::from(bonus.is_unlikely);
        }
        outcome
    }

    /// The pay of a row, with the unit of what it leaves out; `None` where it is in a currency that is not known. Counts texts
    /// that cannot be read, where those are asked for.
    fn read_pay(&mut self, row: &Row<'_>) -> Option<(PayCell, RowUnit)> {
        let counts_unmatched = self.file_pricer.options.counts.unmatched;
        let unmatched = &mut self.tally.unmatched;
        let mut on_unreadable = |cell: UnreadableCell<'_>| {
            if counts_unmatched {
                unmatched.add_cell(&cell);
            }
        };
        self.pay_reader.read(row, &mut on_unreadable).ok()
    }

    /// The pay of a row without a price, where the appended columns or the unmatched texts need it.
    fn read_unpriced(&mut self, row: &Row<'_>) -> Option<(PayCell, RowUnit)> {
        let is_needed = self.appends_pay_as_read || self.file_pricer.options.counts.unmatched;
        self.file_pricer.columns.salary.filter(|_| is_needed && !row.is_ragged())?;
        self.read_pay(row)
    }

    /// Whether numbers without a unit are in thousands or the like, or after tax, so that their digits are not the pay.
    fn is_scaled_or_net(&self) -> bool {
        self.file_pricer.pay_unit.scale != Scale::Ones || self.file_pricer.pay_unit.net
    }

    /// Converts a currency to that of the market, with a cache.
    fn conversion(&mut self, currency: Currency) -> Option<ConversionFactor> {
        if let Some((_, factor)) = self.conversions.iter().find(|(known, _)| *known == currency) {
            return *factor;
        }
        let factor = self.file_pricer.conversion_from(currency);
        if factor.is_none() {
            self.tally.missing_rates.currencies.insert(currency);
        }
        self.conversions.push((currency, factor));
        factor
    }
}
