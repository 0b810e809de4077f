//! The state that all workers on a file share.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::conversion::ConversionFactor;
use super::market_column::MarketColumn;
use super::options::PayrollOptions;
use crate::money::{Currency, Decimal, Period};
use crate::names::{Suggestion, TitleIndex, TitleScratch};
use crate::pack::{Labels, Level, Pack, Table};
use crate::pay::{Conventions, Defaults, PayElement};
use crate::people::{ColumnMeaning, Columns, PayUnit, RowIdentifier, RowPayReader, bare_pay};
use crate::pricing::{Cell, Options, Pricer, PricingError, Quote};
use crate::tabular::{Delimiter, SourceLines};

/// Prices the rows of a file, on as many workers as there are.
#[derive(Debug)]
pub struct FilePricer<'p> {
    pub(super) pack: &'p Pack,
    pub(super) levels: &'p Table<Level>,
    /// Whether the pack has levels. Without them, rows need none.
    pub(super) has_levels: bool,
    pub(super) labels: Labels<'p>,
    pub(super) titles: TitleIndex<'p>,
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
    /// The months by which annual amounts are divided; `None` where the answer is in amounts a year.
    pub(super) months: Option<Decimal>,
    /// The years above which each bonus is paid.
    pub(super) bonus_thresholds: Vec<Decimal>,
    /// A quote of each cell that a worker has priced, for the notes about the prices.
    quotes: Mutex<BTreeMap<Cell, Quote>>,
    /// The lines of the file, for messages.
    pub(super) source_lines: SourceLines,
}

impl<'p> FilePricer<'p> {
    /// A pricer that appends these columns to a file with this delimiter.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(
        pack: &'p Pack,
        titles: TitleIndex<'p>,
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
        let months = (pricing.period == Period::Month).then(|| pricer.months());
        let levels = pack.levels()?;
        let labels = pack.labels()?;
        let pay_unit = PayUnit::assumed(&options.pay_defaults);
        Ok(FilePricer {
            pack,
            levels,
            has_levels: !levels.is_empty(),
            labels,
            titles,
            pricer,
            annual_pricer,
            columns,
            options,
            appended,
            delimiter,
            pay_unit,
            evident_currencies: Vec::new(),
            market_currency,
            months,
            bonus_thresholds,
            quotes: Mutex::default(),
            source_lines: SourceLines::default(),
        })
    }

    /// With the lines of the file, for messages about its rows.
    #[must_use]
    pub fn with_source_lines(self, source_lines: &SourceLines) -> Self {
        FilePricer { source_lines: source_lines.clone(), ..self }
    }

    /// The names of the columns that are appended.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.appended.iter().map(|column| column.name())
    }

    /// The pack that prices the rows.
    pub(crate) fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// The columns of the file.
    pub(crate) fn columns(&self) -> &Columns {
        &self.columns
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

    /// Takes the quotes of the cells that rows were priced as, in the order of the cells.
    pub(crate) fn take_quotes(&self) -> Vec<Quote> {
        std::mem::take(&mut *self.quotes.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect()
    }

    /// Keeps the quote of a cell for [`FilePricer::take_quotes`].
    pub(super) fn keep_quote(&self, quote: Quote) {
        let cell = quote.cell.clone();
        self.quotes.lock().unwrap_or_else(PoisonError::into_inner).entry(cell).or_insert(quote);
    }

    /// Identifies the rows of the file.
    pub(crate) fn identifier(&self) -> RowIdentifier<'_, 'p> {
        let PayrollOptions { default_level, counts, .. } = &self.options;
        RowIdentifier::new(&self.titles, self.levels, &self.columns, default_level.as_deref(), counts.unmatched)
    }

    /// A reader of the pay of rows.
    pub(crate) fn pay_reader(&self) -> RowPayReader<'_> {
        RowPayReader::new(&self.columns, self.pay_unit, self.options.conventions)
    }

    /// How many bonuses somebody with these years is paid.
    pub(super) fn bonuses_reached(&self, years: Decimal) -> usize {
        self.bonus_thresholds.iter().filter(|over| years > **over).count()
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
        self.months.and_then(|months| annual.checked_div(months)).unwrap_or(annual)
    }
}
