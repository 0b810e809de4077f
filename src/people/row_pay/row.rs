//! What the cells of a row say about its pay together.

use super::bonus::BonusReader;
use super::cell::{NoPay, PayCell, PayCellReader};
use super::country_currencies::CountryCurrencies;
use super::months_and_fte::{months_paid, share_of_full_time};
use super::unit::RowUnit;
use super::unit::{DecidedBy, PayUnit};
use crate::money::{Currency, Decimal};
use crate::pay::{Conventions, PayPeriod, currency_named, is_shared_sign};
use crate::people::columns::Columns;
use crate::people::language::Language;
use crate::people::unit_cells::UnitCell;
use crate::pricing::Exchange;
use crate::tabular::Row;

/// The most spellings of currencies, and of periods, that are cached.
const MAX_SPELLINGS: usize = 256;

/// The currency cell of a row names no currency that is known, and the pay cell states none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnknownCurrencyCell;

/// A cell that cannot be read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum UnreadableCell<'c> {
    /// Pay.
    Pay(&'c [u8]),
    /// A bonus that cannot be added to the pay beside it.
    Bonus(&'c str),
    /// The share of full time, without which the pay beside it cannot be compared.
    Fte(&'c str),
}

/// What a currency cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CurrencyCell {
    Blank,
    Known(Currency),
    /// A sign that several currencies share. What it means depends on the row.
    Shared,
    Unknown,
}

/// Reads the pay of the rows of one file.
#[derive(Debug)]
pub(crate) struct RowPayReader<'c> {
    columns: &'c Columns,
    unit: PayUnit,
    cells: PayCellReader,
    /// The rates by which a bonus in another currency is converted to that of the pay.
    exchange: Exchange<'c>,
    /// Where the element of pay includes a bonus.
    bonus: Option<BonusReader>,
    /// Currency cells that have been read.
    currencies: Vec<(Box<[u8]>, CurrencyCell)>,
    /// Currency cells with a sign that several currencies share, with the currency of the country beside them.
    signs: Vec<(Box<[u8]>, Option<Currency>, CurrencyCell)>,
    /// Period cells that have been read.
    periods: Vec<(Box<[u8]>, Option<PayPeriod>)>,
    /// Cells with units of pay that have been read, and whether amounts are counted in what the column says.
    scales: Vec<(Box<[u8]>, bool)>,
    /// Currencies of the countries that have been read.
    countries: CountryCurrencies,
}

impl<'c> RowPayReader<'c> {
    /// A reader of a pay column in this unit. `exchange` converts bonuses.
    pub(crate) fn new(columns: &'c Columns, unit: PayUnit, conventions: Conventions, exchange: Exchange<'c>) -> Self {
        RowPayReader {
            columns,
            unit,
            cells: PayCellReader::new(unit, conventions),
            exchange,
            bonus: conventions
                .element
                .bonus()
                .map(|_| BonusReader::new(&columns.bonus_header, columns.bonus_unit, unit.currency, conventions)),
            currencies: Vec::new(),
            signs: Vec::new(),
            periods: Vec::new(),
            scales: Vec::new(),
            countries: CountryCurrencies::default(),
        }
    }

    /// Reads the pay of a row, and returns it with the unit of what it leaves out. Calls `on_unreadable` with each cell of pay
    /// or of a share of full time that cannot be read.
    ///
    /// # Errors
    /// [`UnknownCurrencyCell`] where a cell names a currency that is not known.
    pub(crate) fn read(
        &mut self,
        row: &Row<'_>,
        on_unreadable: &mut impl FnMut(UnreadableCell<'_>),
    ) -> Result<(PayCell, RowUnit), UnknownCurrencyCell> {
        let columns = self.columns;
        let (mut unit, is_known) = self.row_unit(row);
        if self.unit.signs_by_country {
            unit.country_currency = self.countries.of_row(row, columns);
        }
        let mut read = self.read_cell(row, columns.salary, &unit, on_unreadable);
        if let (Some(other), PayCell::Nothing(NoPay::NotStated)) = (columns.other_pay, read) {
            let other_unit = RowUnit { period: other.period, period_by: DecidedBy::Column, ..unit };
            let found = self.read_cell(row, Some(other.column), &other_unit, on_unreadable);
            if !matches!(found, PayCell::Nothing(NoPay::NotStated)) {
                (read, unit) = (found, other_unit);
            }
        }
        if columns.salary_high.is_some() {
            let high = self.read_cell(row, columns.salary_high, &unit, on_unreadable);
            let is_one_rate = columns.is_one_rate && matches!(high, PayCell::Nothing(NoPay::NotStated));
            read = if is_one_rate { read } else { self.cells.range(read, high) };
        }
        if !self.has_scale_of_column(row) {
            on_unreadable(UnreadableCell::Pay(&columns.salary.and_then(|at| row.value(at)).unwrap_or_default()));
            return Ok((PayCell::Nothing(NoPay::Unreadable), unit));
        }
        if !is_known && !read.states_currency() {
            return Err(UnknownCurrencyCell);
        }
        if let Some(months) = text(row, columns.months).and_then(|cell| months_paid(&cell)) {
            read = self.cells.with_months(read, months);
        }
        if let Some(reader) = self.bonus.as_ref().filter(|_| matches!(read, PayCell::Stated { .. })) {
            // A blank cell is no bonus of zero.
            let cell = text(row, columns.bonus).unwrap_or_default();
            let bonus = if cell.is_empty() { Err(NoPay::BonusNotStated) } else { reader.read(&cell, &unit) };
            read = bonus.map_or_else(PayCell::Nothing, |bonus| self.cells.with_bonus(read, &bonus, &self.exchange));
            let is_unfit = |reason| matches!(reason, NoPay::Unreadable | NoPay::AfterTax | NoPay::BonusWithoutRate(_));
            if matches!(read, PayCell::Nothing(reason) if is_unfit(reason)) {
                on_unreadable(UnreadableCell::Bonus(&cell));
            }
        }
        if let Some(cell) = text(row, columns.fte) {
            read = match (share_of_full_time(&cell, columns.fte_unit), read) {
                (Some(share), read) => self.cells.grossed_up(read, share),
                // Without the share of full time the pay cannot be compared.
                (None, PayCell::Stated { pay, .. }) if pay.period.depends_on_full_time() => {
                    on_unreadable(UnreadableCell::Fte(&cell));
                    PayCell::Nothing(NoPay::Unreadable)
                }
                (None, read) => read,
            };
        }
        Ok((read, unit))
    }

    /// The share of full time of a row, by which its pay is divided; `None` where it states none.
    pub(crate) fn share_of_full_time(&self, row: &Row<'_>) -> Option<Decimal> {
        text(row, self.columns.fte).and_then(|cell| share_of_full_time(&cell, self.columns.fte_unit))
    }

    /// The unit of the amounts of a row that state none; and `false` if its currency cell names a currency that is not known.
    pub(crate) fn row_unit(&mut self, row: &Row<'_>) -> (RowUnit, bool) {
        let mut unit = RowUnit::of(&self.unit);
        if let Some(period) = self.columns.period_columns().find_map(|column| self.period(row, column)) {
            (unit.period, unit.period_by) = (period, DecidedBy::Column);
        }
        let Some(column) = self.columns.currency else { return (unit, true) };
        let currency = match self.currency(row, column) {
            CurrencyCell::Shared => self.currency_of_sign(row, column, unit.currency),
            currency => currency,
        };
        if let CurrencyCell::Known(currency) = currency {
            (unit.currency, unit.currency_by) = (currency, DecidedBy::Column);
            let period = self.unit.period_in(currency);
            if period != unit.period && !unit.period_by.is_statement() {
                (unit.period, unit.period_by) = (period, DecidedBy::Market);
            }
        }
        (unit, currency != CurrencyCell::Unknown)
    }

    /// Whether the column of units, if there is one, counts the amount of a row in what it counts all others.
    fn has_scale_of_column(&mut self, row: &Row<'_>) -> bool {
        let Some(column) = self.columns.unit else { return true };
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.scales.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let scale = text(row, Some(column)).and_then(|cell| UnitCell::of(&cell)).and_then(|unit| unit.scale);
        let is_same = scale == self.columns.unit_scale;
        if self.scales.len() < MAX_SPELLINGS {
            self.scales.push((raw.into(), is_same));
        }
        is_same
    }

    /// Reads a pay cell. In a file with two columns of pay, zero means that one of them states none.
    fn read_cell(
        &mut self,
        row: &Row<'_>,
        column: Option<usize>,
        unit: &RowUnit,
        on_unreadable: &mut impl FnMut(UnreadableCell<'_>),
    ) -> PayCell {
        let cell = column.and_then(|column| row.value(column)).unwrap_or_default();
        let is_zero = || cell.contains(&b'0') && cell.iter().all(|byte| matches!(byte, b'0' | b'.' | b' '));
        if (self.columns.salary_high.is_some() || self.columns.other_pay.is_some()) && is_zero() {
            return PayCell::Nothing(NoPay::NotStated);
        }
        let read = self.cells.read(&cell, unit);
        if matches!(read, PayCell::Nothing(NoPay::Unreadable | NoPay::AfterTax | NoPay::AmbiguousSign)) {
            on_unreadable(UnreadableCell::Pay(&cell));
        }
        read
    }

    /// The currency that a cell names.
    fn currency(&mut self, row: &Row<'_>, column: usize) -> CurrencyCell {
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.currencies.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let native = self.unit.currency;
        let currency = match text(row, Some(column)) {
            None => CurrencyCell::Blank,
            Some(cell) if is_shared_sign(&cell) => CurrencyCell::Shared,
            Some(cell) => match currency_of_cell(&cell, native) {
                Some(currency) => CurrencyCell::Known(currency),
                None => CurrencyCell::Unknown,
            },
        };
        if self.currencies.len() < MAX_SPELLINGS {
            self.currencies.push((raw.into(), currency));
        }
        currency
    }

    /// The currency of a cell with a sign that several currencies share: that of the country, `native`, or the usual one.
    fn currency_of_sign(&mut self, row: &Row<'_>, column: usize, native: Currency) -> CurrencyCell {
        let country = if self.unit.signs_by_country { self.countries.of_row(row, self.columns) } else { None };
        let raw = row.raw(column).unwrap_or_default();
        if let Some((.., known)) = self.signs.iter().find(|(text, of, _)| **text == *raw && *of == country) {
            return *known;
        }
        let named = text(row, Some(column)).and_then(|sign| {
            let by_country =
                country.and_then(|country| currency_named(&sign, country).filter(|found| *found == country));
            by_country.or_else(|| currency_named(&sign, native))
        });
        let currency = named.map_or(CurrencyCell::Unknown, CurrencyCell::Known);
        if self.signs.len() < MAX_SPELLINGS {
            self.signs.push((raw.into(), country, currency));
        }
        currency
    }

    /// The period that a cell names.
    fn period(&mut self, row: &Row<'_>, column: usize) -> Option<PayPeriod> {
        let raw = row.raw(column).unwrap_or_default();
        if let Some((_, known)) = self.periods.iter().find(|(text, _)| **text == *raw) {
            return *known;
        }
        let period = text(row, Some(column)).and_then(|cell| Language::bundled().period_of_cell(&cell));
        if self.periods.len() < MAX_SPELLINGS {
            self.periods.push((raw.into(), period));
        }
        period
    }
}

/// The currency that a cell names by its code, a name or a sign, alone or in a unit such as `USD k/year`. A sign that several currencies share is read as `native`, where
/// that is one of them.
pub(super) fn currency_of_cell(cell: &str, native: Currency) -> Option<Currency> {
    let cell = cell.trim();
    let in_unit = || UnitCell::of(cell).and_then(|unit| unit.currency);
    cell.parse().ok().or_else(|| currency_named(cell, native)).or_else(in_unit)
}

/// The text of a cell, if the file has the column and the cell is not blank.
fn text(row: &Row<'_>, column: Option<usize>) -> Option<String> {
    let cell = row.value(column?)?;
    let text = String::from_utf8_lossy(&cell).trim().to_owned();
    (!text.is_empty()).then_some(text)
}
