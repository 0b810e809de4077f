//! One worker: takes rows, looks up what it knows of their key, sets their pay against the market.
//!
//! Most rows have a key that is known and a bare whole number for pay. What they take is in this file, with as few calls, and
//! questions whose answers change from row to row, as can be; everything else is apart, in `learn` and `compare`.

mod appended;
mod compare;
mod learn;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::num::NonZeroU64;

pub use appended::Appended;

use super::cell::PricedCell;
use super::gauge::{Compared, LARGEST};
use super::job::{Job, Summary};
use super::market_column::MarketColumn;
use super::memo::{Memo, PieceWriter, ShortKey};
use super::pay_cell::{AssumedUnit, NamedCurrency, PayCell, PayReader, RowUnit, whole, whole_in};
use super::status::Status;
use super::tally::{Amount, CellKey, Tally};
use super::unit::Unit;
use crate::money::{Currency, Decimal};
use crate::names::TitleScratch;
use crate::pay::{PayPeriod, Scale};
use crate::pricing::{Position, PricingError};
use crate::tabular::Row;

/// A cell by its ids, and how many bonuses its years have reached, where years decide.
type CellId<'j> = (&'j str, Option<&'j str>, &'j str, Option<usize>);

/// One worker on a file.
#[derive(Debug)]
pub struct Clerk<'j, 'p> {
    job: &'j Job<'p>,
    memo: Memo,
    /// The columns that depend on pay, in order.
    of_pay: Vec<MarketColumn>,
    /// Whether some of them need it as it was read.
    explains: bool,
    /// The pay column, where a bare number in it is a plain one: in the currency of the file, and not counted in thousands.
    bare_pay: Option<usize>,
    /// How the pay of the row at hand was read; means nothing unless that is asked for.
    read: Option<(PayCell, RowUnit)>,
    /// The first and the last column of the key, where they stand side by side and are one piece of the row.
    side_by_side: Option<(usize, usize)>,
    key: Vec<u8>,
    pieces: PieceWriter,
    scratch: TitleScratch,
    cells: Vec<PricedCell>,
    known_cells: HashMap<CellId<'j>, Result<u32, Status>>,
    ids: Vec<CellId<'j>>,
    pay: PayReader,
    /// What one a year in each currency that was met is in the unit of the market range.
    units: Vec<(Currency, Option<Unit>)>,
    /// What cells of the currency column name: nothing, a currency, or one that is not known.
    currencies: Vec<(Box<[u8]>, NamedCurrency)>,
    periods: Vec<(Box<[u8]>, Option<PayPeriod>)>,
    /// Whether all that stands beside pay is its currency.
    has_currency_beside: bool,
    tally: Tally,
}

/// How pricing a row ended. It is small enough to be handed back in registers.
#[derive(Debug, Clone, Copy)]
struct Ended {
    status: Status,
    position: Position,
    /// Market ratio × 10⁴, where pay was compared.
    ratio: Option<NonZeroU64>,
}

impl Ended {
    /// Pay was compared; one so little that its ratio would be 0.0000 was not.
    #[inline(always)]
    fn compared(compared: &Compared) -> Self {
        let ratio = NonZeroU64::new(compared.ratio);
        let status = if ratio.is_some() { Status::Priced } else { Status::UnreadablePay };
        Ended { status, position: compared.position, ratio }
    }
}

impl From<Status> for Ended {
    /// Nothing was compared.
    fn from(status: Status) -> Self {
        Ended { status, position: Position::Within, ratio: None }
    }
}

impl<'j, 'p> Clerk<'j, 'p> {
    pub(super) fn new(job: &'j Job<'p>) -> Self {
        let (columns, terms) = (&job.columns, &job.terms);
        let unit = &job.unit;
        let plain = columns.has_pay_alone() && unit.scale == Scale::Ones && !unit.net;
        Clerk {
            job,
            memo: Memo::default(),
            of_pay: job.appended.iter().copied().filter(|column| column.is_of_pay()).collect(),
            explains: job.appended.iter().any(|column| column.needs_pay_as_read()),
            bare_pay: columns.salary.filter(|_| plain),
            read: None,
            side_by_side: columns.side_by_side(),
            key: Vec::new(),
            pieces: PieceWriter::default(),
            scratch: TitleScratch::default(),
            cells: Vec::new(),
            known_cells: HashMap::new(),
            ids: Vec::new(),
            pay: PayReader::new(job.unit, terms.conventions),
            units: Vec::new(),
            currencies: Vec::new(),
            periods: Vec::new(),
            has_currency_beside: columns.has_currency_beside_pay(),
            tally: Tally::default(),
        }
    }

    /// Prices a row, and hands out what is to be appended to it.
    ///
    /// # Errors
    /// [`PricingError`] when the pack itself is at fault; a row that cannot be priced is none.
    #[inline(always)]
    pub fn price(&mut self, row: &Row<'_>) -> Result<Appended<'_, 'j, 'p>, Box<PricingError>> {
        let at = match self.known(row) {
            Some(at) => at,
            None => self.known_or_learnt(*row)?,
        };
        let ended = match self.compare_bare(at, row) {
            Some(ended) => ended,
            None => self.compare(at, *row),
        };
        self.tally.statuses.add(ended.status);
        Ok(Appended { clerk: self, at, ended })
    }

    /// The market mid of a row, a year; `None` where it has no price.
    pub(super) fn market_mid(&mut self, row: &Row<'_>) -> Option<Decimal> {
        let at = self.known_or_learnt(*row).ok()?;
        let cell = self.memo.entry(at)?.cell.ok()?;
        self.cells.get(cell as usize).map(|cell| cell.range.mid)
    }

    /// What this worker has counted.
    #[must_use]
    pub fn finish(mut self) -> Tally {
        self.forget();
        let unit = self.job.unit_of_bare(self.job.unit.currency).unwrap_or(Unit::ONE);
        for ((role, city, level, _), cell) in self.ids.into_iter().zip(self.cells) {
            let key = CellKey { role: role.to_owned(), city: city.map(str::to_owned), level: level.to_owned() };
            let mut counted = cell.counts.tally(&cell.range, unit);
            counted.cost_to_low = self.job.in_period(counted.cost_to_low);
            counted.cost_to_mid = self.job.in_period(counted.cost_to_mid);
            self.tally.cells.entry(key).or_default().merge(&counted);
        }
        self.tally
    }

    /// The entry of a row whose key is one piece of the row, where that is short and known: [`Clerk::read_key`], for most rows.
    ///
    /// Whether years decide need not be asked here: the piece holds the cell of the level, and whether they do hangs on nothing
    /// else, so rows with this very piece all have a key with their years, which has more cells.
    #[inline(always)]
    fn known(&self, row: &Row<'_>) -> Option<usize> {
        let (first, last) = self.side_by_side?;
        if row.is_ragged() {
            return None;
        }
        let (window, length) = row.window(first, last)?;
        self.memo.find_short(&ShortKey::new(window, length)?)
    }

    /// The entry of any row's key, known already or not.
    #[inline(never)]
    fn known_or_learnt(&mut self, row: Row<'_>) -> Result<usize, Box<PricingError>> {
        self.read_key(&row);
        match self.memo.find(&self.key) {
            Some(at) => Ok(at),
            None => self.learn(&row),
        }
    }

    /// Puts together what decides everything about a row but its pay: the cells of role, city and level, or the piece of the
    /// row that they are; and its years, if they decide. No two kinds of keys can be mixed up: what parts cells in the file
    /// parts them here, and comes first where years may come last.
    fn read_key(&mut self, row: &Row<'_>) {
        self.key.clear();
        let years = self.job.columns.years.filter(|_| self.needs_years(row));
        match self.side_by_side.filter(|_| years.is_none()) {
            _ if row.is_ragged() => self.key.push(b'"'),
            Some((first, last)) => self.key.extend_from_slice(row.span(first, last).unwrap_or_default()),
            None => {
                let columns = &self.job.columns;
                for column in [Some(columns.role), columns.city, columns.level, years].into_iter().flatten() {
                    self.key.push(self.job.delimiter.byte());
                    self.key.extend_from_slice(row.raw(column).unwrap_or_default());
                }
            }
        }
    }

    /// Whether the years of a row decide its level or its bonus, and so belong to its key.
    fn needs_years(&self, row: &Row<'_>) -> bool {
        let columns = &self.job.columns;
        columns.years.is_some()
            && (self.job.terms.with_retention || columns.level.and_then(|level| row.raw(level)).is_none_or(is_blank))
    }

    /// Forgets all entries, and keeps what they counted.
    fn forget(&mut self) {
        for entry in self.memo.take() {
            if let Ok(cell) = entry.cell
                && let Some(cell) = self.cells.get_mut(cell as usize)
            {
                cell.counts.rows += entry.rows;
            }
            match entry.unmatched {
                Some((true, city)) => self.tally.unmatched.cities.add(&city, entry.rows),
                Some((false, title)) => self.tally.unmatched.titles.add(&title, entry.rows),
                None => {}
            }
        }
    }

    /// Counts a row with this entry, and sets its pay against the market where it is a bare whole number that can be gauged.
    #[inline(always)]
    fn compare_bare(&mut self, at: usize, row: &Row<'_>) -> Option<Ended> {
        let entry = self.memo.entry(at)?;
        entry.rows += 1;
        let gauge = entry.gauge.as_ref()?;
        let pay = whole_cell(row, self.bare_pay?)?;
        let compared = gauge.compare(pay);
        let cell = entry.cell.ok()? as usize;
        if self.explains {
            let unit = RowUnit::of(&self.job.unit);
            self.read = Some((PayCell::Whole(pay, unit.currency), unit));
        }
        Some(self.ended(cell, &compared, AssumedUnit::BOTH, row, || Some(Amount::Whole(pay))))
    }

    /// Counts pay that was compared with a cell, and tells how its row ended. Pay whose unit was assumed is counted among what
    /// may be something else; the amount is asked for where people and what they lack are counted.
    #[inline(always)]
    fn ended(
        &mut self,
        cell: usize,
        compared: &Compared,
        assumed: AssumedUnit,
        row: &Row<'_>,
        amount: impl FnOnce() -> Option<Amount>,
    ) -> Ended {
        if assumed.currency || assumed.period {
            self.tally.bare.add(compared.ratio, row, assumed);
        }
        let ended = Ended::compared(compared);
        if self.job.terms.counting.summary != Summary::None
            && ended.ratio.is_some()
            && let Some(amount) = amount()
        {
            self.count(cell, *compared, amount);
        }
        ended
    }

    /// Counts somebody among the people of a cell.
    #[inline(never)]
    fn count(&mut self, cell: usize, compared: Compared, amount: Amount) {
        if let Some(cell) = self.cells.get_mut(cell) {
            self.tally.count(compared.ratio, self.job.terms.counting.summary);
            cell.counts.add(amount, &compared);
        }
    }
}

/// The whole number of pay that a cell is, small enough to be gauged.
#[inline(always)]
fn whole_cell(row: &Row<'_>, column: usize) -> Option<u64> {
    let short = row.window(column, column).and_then(|(window, length)| whole_in(window, length));
    short.or_else(|| whole(row.raw(column).unwrap_or_default())).filter(|pay| *pay <= LARGEST)
}

/// Whether a cell says nothing, quoted or not: blanks of every script are none.
#[inline(always)]
fn is_blank(cell: &[u8]) -> bool {
    !cell.first().is_some_and(u8::is_ascii_alphanumeric) && is_blank_text(cell)
}

#[cold]
fn is_blank_text(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|cell| cell.chars().all(|letter| letter == '"' || letter.is_whitespace()))
}
