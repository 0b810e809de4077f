//! The state that all workers on a file share.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use jiff::civil::Date;

use super::conversion::ConversionFactor;
use super::market_column::MarketColumn;
use super::options::PayrollOptions;
use super::priced_cell::{PriceTerms, PricedCell};
use crate::money::{Currency, Decimal, Period};
use crate::names::{PlaceIndex, Suggestion, TitleIndex, TitleScratch};
use crate::pack::{Labels, Level, Pack, PackTable};
use crate::pay::{Conventions, Defaults, PayElement};
use crate::people::{ColumnMeaning, Columns, PayUnit, RowIdentifier, RowPayReader, bare_pay};
use crate::pricing::{Cell, CellPercentiles, DomainYears, MatchGrade, Options, PriceKind, Pricer, PricingError, Quote};
use crate::tabular::{Delimiter, SourceLines, quoted};

/// A cell, with the number of bonuses that years have reached, where years decide.
type PricedCellKey = (Cell, Option<u32>);

/// What is known of the prices of one kind.
#[derive(Debug)]
struct KnownKind {
    terms: Arc<PriceTerms>,
    /// The first of the cells with such a price.
    first: Cell,
}

/// Prices the rows of a file, on as many workers as there are.
#[derive(Debug)]
pub struct FilePricer<'p> {
    pub(super) pack: &'p Pack,
    pub(super) levels: &'p PackTable<Level>,
    /// Whether the pack has levels. Without them, rows need none.
    pub(super) has_levels: bool,
    pub(super) labels: Labels<'p>,
    pub(super) titles: Arc<TitleIndex<'p>>,
    pub(super) pricer: Pricer<'p>,
    /// A pricer for annual amounts, with which pay is compared.
    pub(super) annual_pricer: Pricer<'p>,
    pub(super) columns: Columns,
    pub(super) options: PayrollOptions,
    pub(super) appended: Vec<MarketColumn>,
    pub(super) delimiter: Delimiter,
    pub(super) pay_unit: PayUnit,
    /// Currencies that the file gives evidence for, whether or not its pay is read in one of them.
    pub(super) evident_currencies: Vec<Currency>,
    pub(super) market_currency: Currency,
    /// By how many periods annual amounts are divided; `None` where the answer is in amounts a year.
    pub(super) periods_a_year: Option<Decimal>,
    /// The years above which each bonus is paid.
    pub(super) bonus_thresholds: Vec<Decimal>,
    /// Whether an appended column needs more percentiles than the range.
    needs_percentiles: bool,
    /// A quote of each cell that a worker has priced from a median, for the notes about the prices.
    quotes: Mutex<BTreeMap<Cell, Quote>>,
    /// Quotes of cells that were priced as evidence for the unit of pay, and of which no row is known to be.
    evidence_quotes: Mutex<BTreeMap<Cell, Quote>>,
    /// The kinds of the prices from percentiles.
    kinds: Mutex<HashMap<PriceKind<'p>, KnownKind>>,
    /// The cells that a worker has priced from a median.
    priced_cells: Mutex<HashMap<PricedCellKey, PricedCell>>,
    /// The lines of the file, for messages.
    pub(super) source_lines: SourceLines,
    /// The columns that an earlier run appended, which are not written, in ascending order.
    pub(super) replaced: Vec<usize>,
}

impl<'p> FilePricer<'p> {
    /// A pricer that appends these columns to a file with this delimiter. Pass an [`Arc`] to share one title index between files.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(
        pack: &'p Pack,
        titles: impl Into<Arc<TitleIndex<'p>>>,
        pricing: &Options,
        columns: Columns,
        options: PayrollOptions,
        appended: Vec<MarketColumn>,
        delimiter: Delimiter,
    ) -> Result<Self, PricingError> {
        let bonus_thresholds = pack.bonuses()?.iter().map(|bonus| bonus.over_years).collect();
        // Annual pay is compared, so that no amount is divided by months and rounded.
        let annual_pricer = Pricer::new(pack, Options { period: Period::Year, ..pricing.clone() })?;
        let pricer = Pricer::new(pack, pricing.clone())?;
        let market_currency = pricer.currency().unwrap_or(options.pay_defaults.currency);
        let periods_a_year = (pricing.period != Period::Year).then(|| pricer.periods_a_year());
        let levels = pack.levels()?;
        let labels = pack.labels()?;
        let pay_unit = PayUnit::assumed(&options.pay_defaults);
        let needs_percentiles = appended.iter().any(|column| column.depends_on_percentiles());
        Ok(FilePricer {
            pack,
            levels,
            has_levels: !levels.is_empty(),
            labels,
            titles: titles.into(),
            pricer,
            annual_pricer,
            columns,
            options,
            appended,
            delimiter,
            pay_unit,
            evident_currencies: Vec::new(),
            market_currency,
            periods_a_year,
            bonus_thresholds,
            needs_percentiles,
            quotes: Mutex::default(),
            evidence_quotes: Mutex::default(),
            kinds: Mutex::default(),
            priced_cells: Mutex::default(),
            source_lines: SourceLines::default(),
            replaced: Vec::new(),
        })
    }

    /// Without these columns in the output, because an earlier run appended them (see [`replaced_columns`](super::replaced_columns)).
    #[must_use]
    pub fn replacing(self, mut replaced: Vec<usize>) -> Self {
        replaced.sort_unstable();
        replaced.dedup();
        FilePricer { replaced, ..self }
    }

    /// With the lines of the file, for messages about its rows.
    #[must_use]
    pub fn with_source_lines(self, source_lines: &SourceLines) -> Self {
        FilePricer { source_lines: source_lines.clone(), ..self }
    }

    /// The line of the file that a line of the rows is, for messages.
    pub(crate) fn source_line(&self, line: u64) -> u64 {
        self.source_lines.of(line)
    }

    /// The names of the columns that are appended.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.appended.iter().map(|column| column.name())
    }

    /// The pack that prices the rows.
    pub(crate) fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// The day to which prices are aged, and the growth in percentage points a year where all roles share it; `None` where prices are
    /// not aged.
    pub(crate) fn ageing(&self) -> Option<(Date, Option<Decimal>)> {
        self.pricer.ageing()
    }

    /// The places that the city cells are read by.
    pub(crate) fn places(&self) -> &PlaceIndex<'p> {
        self.titles.places()
    }

    /// The columns of the file.
    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// How the rows are read and compared.
    pub(crate) fn options(&self) -> &PayrollOptions {
        &self.options
    }

    /// The columns that are appended.
    pub(crate) fn appended(&self) -> &[MarketColumn] {
        &self.appended
    }

    /// The columns of an earlier run that are not written, counted from 0, in ascending order.
    pub(crate) fn replaced(&self) -> &[usize] {
        &self.replaced
    }

    /// The column of a meaning, if the file has one.
    pub(crate) fn column_of(&self, meaning: ColumnMeaning) -> Option<usize> {
        self.columns.of(meaning)
    }

    /// The currency of the amounts that are appended.
    pub(crate) fn currency(&self) -> Currency {
        self.market_currency
    }

    /// The unit of the pay column.
    #[must_use]
    pub fn pay_unit(&self) -> &PayUnit {
        &self.pay_unit
    }

    /// The defaults with which a pay cell is read, where no other cell of its row states a unit.
    #[must_use]
    pub fn pay_defaults(&self) -> Defaults {
        self.pay_unit.defaults()
    }

    /// The element of pay that is compared.
    pub(crate) fn element(&self) -> PayElement {
        self.options.conventions.element
    }

    /// How pay is turned into annual pay.
    pub(crate) fn conventions(&self) -> Conventions {
        self.options.conventions
    }

    /// The fraction by which an amount is converted to the currency of the market; `None` when there is no rate.
    pub(crate) fn conversion_fraction(&self, from: Currency) -> Option<(Decimal, Decimal)> {
        self.conversion_from(from).map(|factor| (factor.numerator, factor.denominator))
    }

    /// The roles whose names are nearest to a title, the nearest first.
    pub(crate) fn nearest_titles(&self, title: &str) -> Vec<Suggestion> {
        self.titles.nearest(title, &mut TitleScratch::default())
    }

    /// The cities whose names are nearest to a text, the nearest first.
    pub(crate) fn nearest_cities(&self, text: &str) -> Vec<Suggestion> {
        self.titles.places().nearest(text)
    }

    /// The levels whose names are nearest to a text, the nearest first.
    pub(crate) fn nearest_levels(&self, text: &str) -> Vec<Suggestion> {
        self.titles.levels().resolve(text).err().map(|error| error.nearest).unwrap_or_default()
    }

    /// Whether a title names a role.
    pub(crate) fn knows_title(&self, title: &str) -> bool {
        self.titles.read(title, &mut TitleScratch::default()).role.is_ok()
    }

    /// Whether a text names a city.
    pub(crate) fn knows_city(&self, text: &str) -> bool {
        self.titles.places().read(text).is_ok()
    }

    /// Whether a text names a level.
    pub(crate) fn knows_level(&self, text: &str) -> bool {
        self.titles.levels().find(text).is_some()
    }

    /// The quotes behind the prices of the rows, in the order of their cells. Those from percentiles differ in place, level and
    /// amounts only if they are of one kind, so that there is one quote of each kind: that of its first cell.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub(crate) fn take_quotes(&self) -> Result<Vec<Quote>, PricingError> {
        let mut quotes = std::mem::take(&mut *locked(&self.quotes));
        for KnownKind { first, .. } in locked(&self.kinds).values() {
            quotes.insert(first.clone(), self.pricer.quote(first)?);
        }
        Ok(quotes.into_values().collect())
    }

    /// Takes the prices so far for evidence: they are no prices of rows until they are asked for again.
    pub(super) fn take_quotes_for_evidence(&mut self) {
        self.evidence_quotes = std::mem::take(&mut self.quotes);
        self.kinds = Mutex::default();
    }

    /// A cell without percentiles, which the first worker that asks for it prices. `years` decide its retention bonus; `bonuses` is
    /// the number of bonuses that they have reached.
    pub(super) fn priced_from_median(
        &self,
        cell: Cell,
        bonuses: Option<u32>,
        years: Option<Decimal>,
    ) -> Result<PricedCell, PricingError> {
        let key = (cell, bonuses);
        if let Some(known) = locked(&self.priced_cells).get(&key) {
            if let Some(quote) = locked(&self.evidence_quotes).remove(&key.0) {
                locked(&self.quotes).entry(key.0).or_insert(quote);
            }
            return Ok(known.clone());
        }
        let priced = self.price_from_median(&key.0, years)?;
        Ok(locked(&self.priced_cells).entry(key).or_insert(priced).clone())
    }

    fn price_from_median(&self, cell: &Cell, years: Option<Decimal>) -> Result<PricedCell, PricingError> {
        let years = years.map(|years| DomainYears { years, of_career: true });
        let quote = self.pricer.quote_for_years(cell, years)?;
        let is_annual = self.periods_a_year.is_none();
        let annual = (!is_annual).then(|| self.annual_pricer.quote_for_years(cell, years)).transpose()?;
        let terms = PriceTerms::of(&quote, |text| self.written(text));
        let priced =
            PricedCell::from_median(self.options.with_retention, terms, &quote, annual.as_ref().unwrap_or(&quote));
        // The notes are about the cell, whatever the years of the people in it.
        let mut quote = if years.is_none() { quote } else { self.pricer.quote(cell)? };
        quote.trace.shrink_to_fit();
        locked(&self.quotes).entry(quote.cell.clone()).or_insert(quote);
        Ok(priced)
    }

    /// A cell with percentiles. It is priced without a trace, which would take longer than all else that is done for the cell.
    pub(super) fn price_from_percentiles(
        &self,
        terms: Arc<PriceTerms>,
        found: &CellPercentiles<'p>,
    ) -> Result<PricedCell, PricingError> {
        let annual = self.annual_pricer.cell_amounts(found)?;
        let shown = self.periods_a_year.map(|_| self.pricer.cell_amounts(found)).transpose()?;
        let priced = PricedCell::from_percentiles(terms, annual, shown);
        if !self.needs_percentiles {
            return Ok(priced);
        }
        let of_year = self.annual_pricer.percentiles(found, &annual.base)?;
        let shown = self.pricer.percentiles(found, &shown.unwrap_or(annual).base)?;
        Ok(priced.with_percentiles(of_year, &shown, |text| self.written(text)))
    }

    /// The terms of prices of a kind, which the first quote of the kind tells. `cell` is one of them.
    pub(super) fn terms_of(&self, kind: PriceKind<'p>, cell: &Cell) -> Result<Arc<PriceTerms>, PricingError> {
        let mut kinds = locked(&self.kinds);
        let known = match kinds.entry(kind) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let terms = Arc::new(PriceTerms::of(&self.pricer.quote(cell)?, |text| self.written(text)));
                new.insert(KnownKind { terms, first: cell.clone() })
            }
        };
        if *cell < known.first {
            known.first.clone_from(cell);
        }
        Ok(known.terms.clone())
    }

    /// A text as it is written into the file.
    pub(super) fn written(&self, text: &str) -> Box<[u8]> {
        quoted(text.as_bytes(), self.delimiter).into()
    }

    /// Identifies the rows of the file.
    pub(crate) fn identifier(&self) -> RowIdentifier<'_, 'p> {
        self.identifier_with(self.options.default_level.as_deref())
    }

    /// Identifies rows whose market price is only evidence for the unit of pay. Those that state no level are taken for the middle
    /// one of the levels with a price, because no level is far enough from it to be taken for another unit.
    pub(super) fn identifier_for_evidence(&self) -> RowIdentifier<'_, 'p> {
        let priced: Vec<&str> =
            self.levels.iter().filter(|level| level.low_pct.is_some()).map(|level| level.id.as_str()).collect();
        let middle = priced.get(priced.len() / 2).copied();
        self.identifier_with(self.options.default_level.as_deref().or(middle))
    }

    fn identifier_with<'s>(&'s self, default_level: Option<&'s str>) -> RowIdentifier<'s, 'p> {
        let lists_unmatched = self.options.counts.unmatched;
        RowIdentifier::new(&self.titles, self.levels, &self.columns, default_level, lists_unmatched)
    }

    /// A reader of the pay of rows.
    pub(crate) fn pay_reader(&self) -> RowPayReader<'_> {
        RowPayReader::new(&self.columns, self.pay_unit, self.options.conventions, self.pricer.exchange())
    }

    /// The worst match grade that is priced; `None` prices every grade.
    pub(super) fn min_grade(&self) -> Option<MatchGrade> {
        self.pricer.min_grade()
    }

    /// How many bonuses somebody with these years is paid.
    pub(super) fn bonuses_reached(&self, years: Decimal) -> u32 {
        let reached = self.bonus_thresholds.iter().filter(|over| years > **over).count();
        u32::try_from(reached).unwrap_or(u32::MAX)
    }

    /// Converts a currency to that of the market; `None` when there is no rate.
    pub(crate) fn conversion_from(&self, currency: Currency) -> Option<ConversionFactor> {
        let (_, path) = self.pricer.exchange().convert(Decimal::ONE, currency, self.market_currency).ok()?;
        path.iter().try_fold(ConversionFactor::ONE, |factor, conversion| {
            let (numerator, denominator) = conversion.fraction();
            factor.scaled(numerator, denominator)
        })
    }

    /// Converts whole numbers without a unit, in a currency, to amounts a year of the market; `None` when there is no rate.
    pub(super) fn conversion_from_bare(&self, currency: Currency) -> Option<ConversionFactor> {
        let one = bare_pay(1, currency, self.pay_unit.period);
        let annual = one.annual(&self.options.conventions).ok()?.midpoint()?;
        self.conversion_from(currency)?.scaled(annual, Decimal::ONE)
    }

    /// An amount a year in the period of the answer.
    pub(super) fn in_answer_period(&self, annual: Decimal) -> Decimal {
        self.periods_a_year.and_then(|paid| annual.checked_div(paid)).unwrap_or(annual)
    }
}

/// The value of a mutex. A worker that panics leaves it whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
