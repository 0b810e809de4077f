//! Prices one row, and writes the cells that are appended to it.

use super::pricer::{BeforePay, PayColumn, RowOutcome, RowPricer};
use crate::answer::Kind;
use crate::money::Decimal;
use crate::payroll::key_cache::FoundEntries;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::pay_columns::pay_column_text;
use crate::payroll::status::Status;
use crate::people::{PayCell, bare_pay};
use crate::pricing::{Position, PricingError};
use crate::render::data_number;
use crate::tabular::{Row, RowTail};

/// The cells that are appended to one row: for each column a delimiter and a cell.
#[derive(Debug)]
pub(in crate::payroll) struct AppendedCells<'c, 'f, 'p> {
    pricer: &'c RowPricer<'f, 'p>,
    /// The index of the entry of the row's key.
    at: usize,
    outcome: RowOutcome,
}

impl<'f, 'p> RowPricer<'f, 'p> {
    /// Prices a row, and returns the cells to append to it.
    ///
    /// # Errors
    /// [`PricingError`] when a table of the pack is wrong. A row without a price is no error.
    #[inline(always)]
    pub(in crate::payroll) fn price(&mut self, row: &Row<'_>) -> Result<AppendedCells<'_, 'f, 'p>, Box<PricingError>> {
        self.price_with(row, self.cached_adjacent(row))
    }

    /// The same for one of the rows that were looked up together, by its place among them.
    ///
    /// # Errors
    /// As for [`RowPricer::price`].
    #[inline(always)]
    pub(in crate::payroll) fn price_found(
        &mut self,
        row: &Row<'_>,
        entries: &FoundEntries,
        number: usize,
    ) -> Result<AppendedCells<'_, 'f, 'p>, Box<PricingError>> {
        self.price_with(row, self.cache.found(entries, number))
    }

    /// Prices a row by the index of its entry, if it is known.
    #[inline(always)]
    fn price_with(
        &mut self,
        row: &Row<'_>,
        entry: Option<usize>,
    ) -> Result<AppendedCells<'_, 'f, 'p>, Box<PricingError>> {
        let at = match entry {
            Some(at) => at,
            None => self.entry_of(*row)?,
        };
        let outcome = match self.compare_bare(at, row) {
            Some(outcome) => outcome,
            None => self.compare(at, *row),
        };
        self.tally.statuses.add(outcome.status);
        Ok(AppendedCells { pricer: self, at, outcome })
    }
}

impl AppendedCells<'_, '_, '_> {
    /// Writes the cells to the end of a row.
    #[inline(always)]
    pub(in crate::payroll) fn write(&self, to: &mut RowTail<'_>) {
        let pricer = self.pricer;
        let mut segments = pricer.cache.write_first_segment(self.at, to);
        let RowOutcome { status, position, ratio } = self.outcome;
        for PayColumn { column, before } in &pricer.pay_columns {
            match before {
                BeforePay::FirstSegment => {}
                BeforePay::Delimiter => to.push_few::<1>([pricer.file_pricer.delimiter.byte(); 8]),
                BeforePay::Segment => segments = segments.and_then(|segments| segments.write_next(to)),
            }
            match (column, ratio) {
                (MarketColumn::Ratio, Some(ratio)) => write_ratio(to, ratio.get()),
                (MarketColumn::Position, Some(_)) => PaddedWord::of_position(position).write(to),
                (MarketColumn::Status, _) => PaddedWord::of_status(status).write(to),
                (MarketColumn::AltRatio, Some(_)) => write_alt_ratio(to, pricer, self.at),
                (MarketColumn::Percentile, Some(_)) => write_percentile(to, pricer, self.at),
                (
                    MarketColumn::Ratio | MarketColumn::Position | MarketColumn::AltRatio | MarketColumn::Percentile,
                    None,
                ) => {}
                (column, _) => write_pay(to, *column, pricer),
            }
        }
        if pricer.has_last_segment {
            segments.and_then(|segments| segments.write_next(to));
        }
    }
}

/// A word, padded so that it can be copied like a segment of a suffix.
struct PaddedWord {
    bytes: [u8; 2 * RowTail::PAD],
    length: usize,
}

impl PaddedWord {
    const fn new(word: &str) -> Self {
        let (mut bytes, from) = ([0; 2 * RowTail::PAD], word.as_bytes());
        let mut at = 0;
        while at < from.len() {
            #[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
            {
                bytes[at] = from[at];
            }
            at += 1;
        }
        PaddedWord { bytes, length: from.len() }
    }

    #[inline(always)]
    fn of_position(position: Position) -> &'static Self {
        static NONE: PaddedWord = PaddedWord::new("");
        static WORDS: [PaddedWord; 3] = [
            PaddedWord::new(Position::Below.as_str()),
            PaddedWord::new(Position::Within.as_str()),
            PaddedWord::new(Position::Above.as_str()),
        ];
        let [below, within, above] = &WORDS;
        match position {
            Position::Below => below,
            Position::Within => within,
            Position::Above => above,
            Position::Unknown => &NONE,
        }
    }

    #[inline(always)]
    fn of_status(status: Status) -> &'static Self {
        static WORDS: [PaddedWord; Status::ALL.len()] = {
            const NONE: PaddedWord = PaddedWord::new("");
            let (mut words, mut at) = ([NONE; Status::ALL.len()], 0);
            while at < words.len() {
                #[allow(
                    clippy::indexing_slicing,
                    reason = "evaluated at compile time, where a wrong index is an error"
                )]
                {
                    words[Status::ALL[at] as usize] = PaddedWord::new(Status::ALL[at].as_str());
                }
                at += 1;
            }
            words
        };
        static NONE: PaddedWord = PaddedWord::new("");
        WORDS.get(status as usize).unwrap_or(&NONE)
    }

    #[inline(always)]
    fn write(&self, to: &mut RowTail<'_>) {
        to.push_padded(&self.bytes, self.length);
    }
}

/// All pairs of digits, from 00 to 99.
static PAIRS: [[u8; 2]; 100] = {
    let (mut pairs, mut pair) = ([[b'0'; 2]; 100], 0_u8);
    while pair < 100 {
        #[allow(clippy::indexing_slicing, reason = "evaluated at compile time, where a wrong index is an error")]
        {
            pairs[pair as usize] = [b'0' + pair / 10, b'0' + pair % 10];
        }
        pair += 1;
    }
    pairs
};

/// Writes a market ratio × 10⁴ with four places.
#[inline(always)]
fn write_ratio(to: &mut RowTail<'_>, ratio: u64) {
    let (whole, places) = (ratio / 10_000, ratio % 10_000);
    #[expect(clippy::cast_possible_truncation, reason = "both are below 100")]
    let [one, other] = [places / 100, places % 100]
        .map(|pair| u64::from(u16::from_le_bytes(PAIRS.get(pair as usize).copied().unwrap_or_default())));
    if whole <= 9 {
        // Built in a register: a read of eight bytes stalls if they were just written one by one.
        let text = (u64::from(b'0') + whole) | u64::from(b'.') << 8 | one << 16 | other << 32;
        to.push_few::<{ "0.0000".len() }>(text.to_le_bytes());
    } else {
        to.push(format!("{whole}.{places:04}").as_bytes());
    }
}

/// Writes pay that was compared, divided by the market mid in the other reading of the median.
#[inline(never)]
fn write_alt_ratio(to: &mut RowTail<'_>, pricer: &RowPricer<'_, '_>, at: usize) {
    let ratio = || {
        let other = pricer.cells.get(pricer.cache.priced_cell(at)?)?.priced.alt_range()?;
        pay_in_market_currency(pricer)?.checked_div(other.mid)
    };
    if let Some(ratio) = ratio() {
        to.push(data_number(Kind::Ratio, ratio).as_bytes());
    }
}

/// Writes the percentile that pay reaches.
#[inline(never)]
fn write_percentile(to: &mut RowTail<'_>, pricer: &RowPricer<'_, '_>, at: usize) {
    let reached = || {
        let percentiles = pricer.cells.get(pricer.cache.priced_cell(at)?)?.priced.percentiles()?;
        Some(percentiles.reached(pay_in_market_currency(pricer)?))
    };
    if let Some(reached) = reached() {
        to.push(reached.data().as_bytes());
    }
}

/// The pay that was compared last, for a year, in the currency of the market.
fn pay_in_market_currency(pricer: &RowPricer<'_, '_>) -> Option<Decimal> {
    let (pay, annual) = match pricer.last_pay?.0 {
        PayCell::Whole(number, currency) => {
            let pay = bare_pay(number, currency, pricer.file_pricer.pay_unit.period);
            (pay, pay.annual(&pricer.file_pricer.options.conventions).ok()?.midpoint()?)
        }
        PayCell::Stated { pay, annual, .. } => (pay, annual.mid),
        PayCell::Open(_) | PayCell::Nothing(_) => return None,
    };
    pricer.file_pricer.conversion_from(pay.currency)?.convert(annual)
}

/// Writes a column that says how pay was read.
#[inline(never)]
fn write_pay(to: &mut RowTail<'_>, column: MarketColumn, pricer: &RowPricer<'_, '_>) {
    let Some((pay_cell, unit)) = pricer.last_pay else { return };
    let pay = match pay_cell {
        PayCell::Whole(number, currency) => bare_pay(number, currency, pricer.file_pricer.pay_unit.period),
        PayCell::Stated { pay, .. } | PayCell::Open(pay) => pay,
        PayCell::Nothing(_) => return,
    };
    let annual = || match pay_cell {
        // Part-time pay has been grossed up, and a bonus may have been added.
        PayCell::Stated { annual, .. } => Some(annual.mid),
        _ => pay.annual(&pricer.file_pricer.options.conventions).ok()?.midpoint(),
    };
    let (Some(currency_by), Some(period_by)) = (pay_cell.currency_by(&unit), pay_cell.period_by(&unit)) else { return };
    to.push(pay_column_text(column, &pay, annual, (currency_by, period_by)).as_bytes());
}
