//! Prices rows, on one worker: looks up the key of each row in a cache, and compares its pay with the market.
//!
//! Most rows have a cached key, and a whole number without a unit as pay. Their path is in this file and in `price_row`, with
//! as few calls and unpredictable branches as possible. New keys are priced in `new_key`, other pay is compared in `compare`.
//!
//! A column has few distinct texts, and a file many combinations of them. So the caches are layered, each asked when the one before it
//! has no answer:
//!
//! 1. `KeyCache`: the entry of a key, by its bytes.
//! 2. `RowIdentifier` and `known_entries`: what each text of a column means, and the entry of each combination of meanings. Many texts
//!    mean the same.
//! 3. `known_cells`: the price of a role, city and level. Prices from a median take long, so that all workers share them
//!    ([`FilePricer::priced_from_median`]).
//! 4. `known_roles`, `known_keys` and `known_terms`: what the prices of all places of a role share, and those of all roles in a
//!    place.
//!
//! All but the last two are bounded, and emptied when they are full.

use std::num::NonZeroU64;
use std::sync::Arc;

use foldhash::HashMap;

use super::named_ids::NamedIds;
use crate::money::{Currency, Decimal};
use crate::pack::{MarketCell, Record};
use crate::pay::Scale;
use crate::payroll::assumed_pay::{ComparableRatios, ReadAs};
use crate::payroll::conversion::ConversionFactor;
use crate::payroll::file_pricer::FilePricer;
use crate::payroll::integer_range::{Comparison, MAX_PAY, WholeFactor};
use crate::payroll::key_cache::{FoundEntries, KeyCache, SuffixBuilder};
use crate::payroll::key_table::ShortKey;
use crate::payroll::market_column::MarketColumn;
use crate::payroll::options::SummaryCounts;
use crate::payroll::priced_cell::{PriceTerms, WorkerCell};
use crate::payroll::status::Status;
use crate::payroll::tally::{ComparedAmount, Tally};
use crate::people::{
    AssumedParts, MeaningNumbers, PayCell, RowIdentifier, RowPayReader, RowUnit, UnreadLevel, whole, whole_in,
};
use crate::pricing::{Cell, PercentileKeys, Position, PriceKind, PricingError, RolePercentiles};
use crate::tabular::Row;

/// A cell by the [numbers](NamedIds) of its ids, and the number of bonuses that years have reached, where years decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct CellId {
    pub(super) role: u32,
    pub(super) city: u32,
    pub(super) level: u32,
    pub(super) bonuses: Option<u32>,
}

/// What decides an entry of the cache: what the texts of a row mean, and what its years decide, where they decide something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct EntryId {
    pub(super) meanings: MeaningNumbers,
    pub(super) by_years: Option<ByYears>,
}

/// What the years of a row decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ByYears {
    /// The number of the level.
    pub(super) level: u32,
    pub(super) bonuses: Option<u32>,
}

/// The most entries that the nearest caches of a processor hold, with their keys and suffixes.
pub(super) const MAX_KEYS_NEAR: usize = 1_024;

/// What a worker knows of a role.
#[derive(Debug)]
pub(super) struct KnownRole<'f, 'p> {
    /// `None` where they do not price it.
    pub(super) percentiles: Option<RolePercentiles<'p>>,
    pub(super) last_terms: Option<LastTerms<'f, 'p>>,
}

/// The terms for which a worker asked last for a role, and with which place and level.
#[derive(Debug)]
pub(super) struct LastTerms<'f, 'p> {
    /// What was published on these terms.
    pub(super) published: &'p Record<MarketCell>,
    pub(super) city: Option<&'f str>,
    pub(super) level: Option<&'f str>,
    pub(super) terms: Arc<PriceTerms>,
}

/// An appended column, and what stands before its cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Appended {
    /// One that depends on the key alone. It begins a segment of the suffix if it follows on one that depends on pay.
    OfKey { column: MarketColumn, begins_segment: bool },
    /// One that depends on pay.
    OfPay(PayColumn),
}

/// An appended column that depends on pay.
#[derive(Debug, Clone, Copy)]
pub(super) struct PayColumn {
    pub(super) column: MarketColumn,
    pub(super) before: BeforePay,
}

/// What is written before a column that depends on pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BeforePay {
    /// The first segment of the suffix. It is written before all such columns.
    FirstSegment,
    /// The next segment of the suffix.
    Segment,
    /// A delimiter, because the column follows on another that depends on pay.
    Delimiter,
}

impl Appended {
    /// The appended columns in order. Segments end before a column that depends on pay, with its delimiter.
    fn all(columns: &[MarketColumn]) -> Vec<Self> {
        let (mut follows_pay, mut has_pay) = (false, false);
        let one = |column: &MarketColumn| {
            let after_pay = std::mem::replace(&mut follows_pay, column.depends_on_pay());
            if !column.depends_on_pay() {
                return Appended::OfKey { column: *column, begins_segment: after_pay };
            }
            let before = match std::mem::replace(&mut has_pay, true) {
                _ if after_pay => BeforePay::Delimiter,
                false => BeforePay::FirstSegment,
                true => BeforePay::Segment,
            };
            Appended::OfPay(PayColumn { column: *column, before })
        };
        columns.iter().map(one).collect()
    }
}

/// Prices the rows of one worker on a file.
#[derive(Debug)]
pub(in crate::payroll) struct RowPricer<'f, 'p> {
    pub(super) file_pricer: &'f FilePricer<'p>,
    pub(super) cache: KeyCache,
    /// The index of each entry, but of those with unmatched names.
    pub(super) known_entries: HashMap<EntryId, u32>,
    /// The appended columns in order.
    pub(super) appended: Vec<Appended>,
    /// The appended columns that depend on pay, in order.
    pub(super) pay_columns: Vec<PayColumn>,
    /// Whether other columns follow on the last that depends on pay.
    pub(super) has_last_segment: bool,
    /// Whether one of the appended columns depends on how pay was read.
    pub(super) appends_pay_as_read: bool,
    /// The pay column, where a whole number in it is pay in the unit of the file, and no other cell qualifies it.
    pub(super) bare_pay_column: Option<usize>,
    /// At which ratios an amount is compared whose period its row does not state.
    comparable_ratios: ComparableRatios,
    /// How the pay of the last row was read; not maintained unless an appended column depends on it.
    pub(super) last_pay: Option<(PayCell, RowUnit)>,
    /// The first and the last column of the key, where they are adjacent, so that the key is a slice of the row.
    pub(super) adjacent_key: Option<(usize, usize)>,
    /// A buffer for the key of a row.
    key: Vec<u8>,
    pub(super) suffix_builder: SuffixBuilder,
    pub(super) identifier: RowIdentifier<'f, 'p>,
    pub(super) roles: NamedIds<'f>,
    pub(super) cities: NamedIds<'f>,
    pub(super) levels: NamedIds<'f>,
    /// The text of each score, by its bits. It is emptied when it is full.
    pub(super) score_texts: HashMap<u64, Box<str>>,
    pub(super) cells: Vec<WorkerCell>,
    /// The index of each priced cell, or why it has no price.
    pub(super) known_cells: HashMap<CellId, Result<u32, Status>>,
    /// What is known of each role, by its number.
    pub(super) known_roles: HashMap<u32, KnownRole<'f, 'p>>,
    /// The keys of the percentiles of a place and a level, by the numbers of their ids.
    pub(super) known_keys: HashMap<(u32, u32), PercentileKeys<'f>>,
    /// The terms of each kind of prices from percentiles, and the first of its cells that all workers know of.
    pub(super) known_terms: HashMap<PriceKind<'p>, (Arc<PriceTerms>, Cell)>,
    pub(super) pay_reader: RowPayReader<'f>,
    /// Converts whole numbers without a unit to annual amounts of the market; `None` where there is no rate.
    pub(super) bare_factor: Option<ConversionFactor>,
    /// The same for the [bare pay column](Self::bare_pay_column).
    pub(super) whole_factor: Option<WholeFactor>,
    /// The factor that converts each currency to that of the market.
    pub(super) conversions: Vec<(Currency, Option<ConversionFactor>)>,
    /// Whether a currency column is all that qualifies pay.
    pub(super) has_currency_beside: bool,
    pub(in crate::payroll) tally: Tally,
}

/// How pricing a row ended. It is small enough to be returned in registers.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowOutcome {
    pub(super) status: Status,
    pub(super) position: Position,
    /// Market ratio × 10⁴, where pay was compared.
    pub(super) ratio: Option<NonZeroU64>,
}

impl RowOutcome {
    /// The outcome of a comparison. Pay whose ratio rounds to 0.0000 counts as unreadable.
    #[inline(always)]
    fn compared(comparison: &Comparison) -> Self {
        let ratio = NonZeroU64::new(comparison.ratio);
        let status = if ratio.is_some() { Status::Priced } else { Status::UnreadablePay };
        RowOutcome { status, position: comparison.position, ratio }
    }
}

impl From<Status> for RowOutcome {
    /// The outcome of a row whose pay was not compared.
    fn from(status: Status) -> Self {
        RowOutcome { status, position: Position::Within, ratio: None }
    }
}

impl<'f, 'p> RowPricer<'f, 'p> {
    /// A worker on a file.
    pub(in crate::payroll) fn new(file_pricer: &'f FilePricer<'p>) -> Self {
        let columns = &file_pricer.columns;
        let unit = &file_pricer.pay_unit;
        let is_plain = columns.has_pay_alone() && unit.scale == Scale::Ones && !unit.net;
        let bare_pay_column = columns.salary.filter(|_| is_plain);
        let appended = Appended::all(&file_pricer.appended);
        let of_pay = |one: &Appended| match one {
            Appended::OfPay(column) => Some(*column),
            Appended::OfKey { .. } => None,
        };
        let pay_columns: Vec<PayColumn> = appended.iter().filter_map(of_pay).collect();
        let has_last_segment = !pay_columns.is_empty() && matches!(appended.last(), Some(Appended::OfKey { .. }));
        let bare_factor = file_pricer.conversion_from_bare(unit.currency);
        RowPricer {
            file_pricer,
            cache: KeyCache::default(),
            known_entries: HashMap::default(),
            pay_columns,
            has_last_segment,
            appended,
            appends_pay_as_read: file_pricer.appended.iter().any(|column| column.depends_on_pay_as_read()),
            bare_pay_column,
            comparable_ratios: ComparableRatios::of(unit),
            last_pay: None,
            adjacent_key: columns.adjacent_key(),
            key: Vec::new(),
            suffix_builder: SuffixBuilder::default(),
            identifier: file_pricer.identifier(),
            roles: NamedIds::default(),
            cities: NamedIds::default(),
            levels: NamedIds::default(),
            score_texts: HashMap::default(),
            cells: Vec::new(),
            known_cells: HashMap::default(),
            known_roles: HashMap::default(),
            known_keys: HashMap::default(),
            known_terms: HashMap::default(),
            pay_reader: file_pricer.pay_reader(),
            bare_factor,
            whole_factor: bare_factor.filter(|_| bare_pay_column.is_some()).and_then(WholeFactor::new),
            conversions: Vec::new(),
            has_currency_beside: columns.has_currency_beside_pay(),
            tally: Tally::default(),
        }
    }

    /// A worker whose prices are evidence for the unit of pay, also of rows that state no level.
    pub(in crate::payroll) fn for_evidence(file_pricer: &'f FilePricer<'p>) -> Self {
        RowPricer { identifier: file_pricer.identifier_for_evidence(), ..Self::new(file_pricer) }
    }

    /// The annual market mid of a row, in the currency of the market; `None` where it has no price.
    pub(in crate::payroll) fn market_mid(&mut self, row: &Row<'_>) -> Option<Decimal> {
        let at = self.entry_of(*row).ok()?;
        let cell = self.cache.entry(at)?.cell().ok()?;
        self.cells.get(cell as usize).map(|cell| cell.priced.range.mid)
    }

    /// The counts of this worker.
    pub(in crate::payroll) fn finish(mut self) -> Tally {
        self.empty_cache();
        let file_pricer = self.file_pricer;
        let factor = self.bare_factor.unwrap_or(ConversionFactor::ONE);
        // In any order: costs are rounded to cents, and sums of them differ in the 28th digit at most.
        for (id, cell) in std::mem::take(&mut self.known_cells) {
            let Some(cell) = cell.ok().and_then(|at| self.cells.get_mut(at as usize)) else { continue };
            let Some(counts) = cell.counts.take() else { continue };
            let mut counted = counts.tally(&cell.priced.range, factor);
            counted.cost_to_low = file_pricer.in_answer_period(counted.cost_to_low);
            counted.cost_to_mid = file_pricer.in_answer_period(counted.cost_to_mid);
            let key = self.cell_of(id);
            self.tally.cells.entry(key).or_default().merge(&counted);
        }
        self.tally
    }

    /// The cell with these ids.
    pub(super) fn cell_of(&self, id: CellId) -> Cell {
        let owned = |id: Option<&str>| id.map(str::to_owned);
        Cell {
            role: owned(self.roles.id(id.role)).unwrap_or_default(),
            city: owned(self.cities.id(id.city)),
            level: owned(self.levels.id(id.level)),
        }
    }

    /// Whether so many keys are cached that a lookup waits for memory. With fewer, a batch of lookups takes longer than it saves.
    pub(in crate::payroll) fn has_many_keys(&self) -> bool {
        self.cache.len() > MAX_KEYS_NEAR
    }

    /// The entries of up to [`BATCH`](crate::payroll::key_cache::BATCH) rows whose keys are slices of them, as far as they are cached.
    #[inline(always)]
    pub(in crate::payroll) fn cached_entries(&self, rows: &[Row<'_>]) -> FoundEntries {
        let row = |number: usize| rows.get(number);
        self.cache.find_all(
            rows.len(),
            |number| self.adjacent_key(row(number)?),
            |number| self.long_adjacent_key(row(number)?),
        )
    }

    /// The index of the entry of a row whose key is a slice of the row, if it is cached.
    #[inline(always)]
    pub(super) fn cached_adjacent(&self, row: &Row<'_>) -> Option<usize> {
        match self.adjacent_key(row) {
            Some(key) => self.cache.find_short(&key),
            None => self.cache.find_long(self.long_adjacent_key(row)?),
        }
    }

    /// The key of a row, where it is a short slice of the row.
    ///
    /// Safe without [`RowPricer::needs_years`]: rows that need their years have longer keys, so that this one is not cached.
    #[inline(always)]
    fn adjacent_key(&self, row: &Row<'_>) -> Option<ShortKey> {
        let (first, last) = self.adjacent_key?;
        if row.is_ragged() {
            return None;
        }
        let (window, length) = row.window(first, last)?;
        ShortKey::new(window, length)
    }

    /// The key of a row, where it is a slice of the row that is too long for a short key.
    #[inline]
    fn long_adjacent_key<'r>(&self, row: &Row<'r>) -> Option<&'r [u8]> {
        let (first, last) = self.adjacent_key?;
        row.span(first, last).filter(|_| !row.is_ragged())
    }

    /// The index of the entry of a row's key, which is priced if it is new.
    #[inline(never)]
    pub(super) fn entry_of(&mut self, row: Row<'_>) -> Result<usize, Box<PricingError>> {
        self.read_key(&row);
        if let Some(at) = self.cache.find(&self.key) {
            return Ok(at);
        }
        let at = self.entry_of_new_key(&row)?;
        self.cache.insert(&self.key, at);
        Ok(at)
    }

    /// Builds the key of a row: the cells that decide everything about it but its pay. These are role, city, level, and the years
    /// where they decide. Keys of different kinds differ in their number of delimiters, so they are never equal. The key of
    /// ragged rows is a quote, which no cell is.
    fn read_key(&mut self, row: &Row<'_>) {
        self.key.clear();
        let years = self.file_pricer.columns.years.filter(|_| self.needs_years(row));
        match self.adjacent_key.filter(|_| years.is_none()) {
            _ if row.is_ragged() => self.key.push(b'"'),
            Some((first, last)) => self.key.extend_from_slice(row.span(first, last).unwrap_or_default()),
            None => {
                let columns = &self.file_pricer.columns;
                let names = std::iter::once(columns.role).chain(columns.of_place());
                for column in names.chain(columns.level).chain(columns.unknown_levels).chain(years) {
                    self.key.push(self.file_pricer.delimiter.byte());
                    self.key.extend_from_slice(row.raw(column).unwrap_or_default());
                }
            }
        }
    }

    /// Whether the years of a row decide its level or its bonus, and so belong to its key.
    pub(super) fn needs_years(&mut self, row: &Row<'_>) -> bool {
        self.file_pricer.columns.years.is_some()
            && (self.file_pricer.options.with_retention || self.identifier.has_blank_level(row))
    }

    /// Empties the cache, and adds the rows of its entries to the counts.
    pub(super) fn empty_cache(&mut self) {
        self.known_entries.clear();
        for (entry, notes) in self.cache.drain() {
            if let Ok(cell) = entry.cell()
                && let Some(cell) = self.cells.get_mut(cell as usize)
            {
                if let Some(counts) = &mut cell.counts {
                    counts.rows += entry.rows;
                }
                match notes.unread_level {
                    Some(UnreadLevel::PackHasNone) => self.tally.rows_at_missing_levels += entry.rows,
                    Some(UnreadLevel::Grade) => self.tally.rows_with_unread_grades += entry.rows,
                    None => {}
                }
            }
            if let Some(names) = &notes.unmatched {
                self.tally.unmatched.add_names(names, entry.rows);
            }
        }
    }

    /// Counts a row with this entry, and compares its pay where that is a whole number without a unit.
    #[inline(always)]
    pub(super) fn compare_bare(&mut self, at: usize, row: &Row<'_>) -> Option<RowOutcome> {
        let entry = self.cache.entry(at)?;
        entry.rows += 1;
        let range = entry.integer_range.as_ref()?;
        let pay = whole_cell(row, self.bare_pay_column?)?;
        let comparison = range.compare(pay);
        let cell = entry.cell().ok()? as usize;
        if self.appends_pay_as_read {
            let unit = RowUnit::of(&self.file_pricer.pay_unit);
            self.last_pay = Some((PayCell::Whole(pay, unit.currency), unit));
        }
        let amount = || Some(ComparedAmount::Whole(pay));
        Some(self.count_compared(cell, &comparison, (AssumedParts::BOTH, None), row, amount))
    }

    /// Counts pay that was compared with a cell, and returns the outcome. `amount` is called only where costs are counted.
    #[inline(always)]
    pub(super) fn count_compared(
        &mut self,
        cell: usize,
        comparison: &Comparison,
        (assumed, read_as): (AssumedParts, ReadAs),
        row: &Row<'_>,
        amount: impl FnOnce() -> Option<ComparedAmount>,
    ) -> RowOutcome {
        if assumed.currency || assumed.period {
            if !self.tally.assumed_pay.add(comparison.ratio, row, (assumed, read_as), &self.comparable_ratios) {
                return Status::ImplausiblePay.into();
            }
        } else {
            self.tally.stated_pay.add_stated(comparison.ratio, row, read_as);
        }
        let outcome = RowOutcome::compared(comparison);
        if self.file_pricer.options.counts.summary != SummaryCounts::None
            && outcome.ratio.is_some()
            && let Some(amount) = amount()
        {
            self.count_in_cell(cell, *comparison, amount);
        }
        outcome
    }

    /// Counts pay for the summary.
    #[inline(never)]
    fn count_in_cell(&mut self, cell: usize, comparison: Comparison, amount: ComparedAmount) {
        if let Some(counts) = self.cells.get_mut(cell).and_then(|cell| cell.counts.as_mut()) {
            self.tally.add_ratio(comparison.ratio, self.file_pricer.options.counts.summary);
            counts.add(amount, &comparison);
        }
    }
}

/// The whole number of pay that a cell is, up to [`MAX_PAY`].
#[inline(always)]
pub(super) fn whole_cell(row: &Row<'_>, column: usize) -> Option<u64> {
    let short = row.window(column, column).and_then(|(window, length)| whole_in(window, length));
    short.or_else(|| whole(row.raw(column).unwrap_or_default())).filter(|pay| *pay <= MAX_PAY)
}
