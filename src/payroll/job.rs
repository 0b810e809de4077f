//! What one run over a file has to know, shared by its workers.

use super::clerk::Clerk;
use super::columns::Columns;
use super::headers::Meaning;
use super::market_column::MarketColumn;
use super::pay_unit::{AskedUnit, PayUnit};
use super::unit::Unit;
use crate::money::{Currency, Decimal, Period};
use crate::names::{Suggestion, TitleIndex, TitleScratch};
use crate::pack::{Labels, Level, Pack, Table};
use crate::pay::{Assumed, Conventions, Defaults, Notation, Pay, PayElement, PayPeriod};
use crate::pricing::{Options, Pricer, PricingError};
use crate::tabular::Delimiter;

/// How rows are to be read and compared.
#[derive(Debug, Clone)]
pub struct Terms {
    /// What pay is read as that states no unit, where neither the caller nor the file says.
    pub bare: Defaults,
    /// What the caller says it is.
    pub asked: AskedUnit,
    /// The constants that turn pay into pay a year.
    pub conventions: Conventions,
    /// Whether pay is compared with base + retention, and not with base.
    pub with_retention: bool,
    /// The level, by id, of rows that state none.
    pub default_level: Option<String>,
    /// What is counted besides how rows ended.
    pub counting: Counting,
}

impl Terms {
    /// The usual terms: units that only the file states, base pay, no default level, and nothing counted.
    #[must_use]
    pub fn new(bare: Defaults, conventions: Conventions) -> Self {
        Terms {
            bare,
            asked: AskedUnit::default(),
            conventions,
            with_retention: false,
            default_level: None,
            counting: Counting::default(),
        }
    }
}

/// What is counted besides how rows ended: nothing, unless it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counting {
    /// People, ratios and costs.
    pub summary: Summary,
    /// The names that found nothing.
    pub unmatched: bool,
}

/// What a summary is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Summary {
    /// There is none.
    #[default]
    None,
    /// People and costs for each cell, and the ratios of all together.
    Whole,
    /// People, costs and ratios for each cell, these to three places; none of all together.
    ByCell,
}

/// Everything that the workers on a file share.
#[derive(Debug)]
pub struct Job<'p> {
    pub(super) pack: &'p Pack,
    pub(super) levels: &'p Table<Level>,
    pub(super) labels: Labels<'p>,
    pub(super) titles: TitleIndex<'p>,
    pub(super) pricer: Pricer<'p>,
    /// The same for a year.
    pub(super) yearly: Pricer<'p>,
    pub(super) columns: Columns,
    pub(super) terms: Terms,
    pub(super) appended: Vec<MarketColumn>,
    pub(super) delimiter: Delimiter,
    /// In which unit the pay column is read.
    pub(super) unit: PayUnit,
    /// Other currencies that the file gives evidence for: what it names, where its places and countries are, its script.
    pub(super) evident_currencies: Vec<Currency>,
    /// The currency of the market range.
    pub(super) currency: Currency,
    /// The months by which the amounts of a year are divided, where a month is asked for.
    pub(super) months: Option<Decimal>,
    /// The years above which each bonus begins: years that no bonus tells apart are the same.
    pub(super) thresholds: Vec<Decimal>,
}

impl<'p> Job<'p> {
    /// A run that appends these columns to a file with this delimiter.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(
        pack: &'p Pack,
        titles: TitleIndex<'p>,
        options: &Options,
        columns: Columns,
        terms: Terms,
        appended: Vec<MarketColumn>,
        delimiter: Delimiter,
    ) -> Result<Self, PricingError> {
        let thresholds = pack.bonuses()?.iter().map(|bonus| bonus.over_years).collect();
        // Pay is compared a year, where nothing has been divided.
        let yearly = Pricer::new(pack, Options { period: Period::Year, ..options.clone() })?;
        let pricer = Pricer::new(pack, options.clone())?;
        let currency = pricer.currency().unwrap_or(terms.bare.currency);
        let months = (options.period == Period::Month).then(|| pricer.months());
        let levels = pack.levels()?;
        let labels = pack.labels()?;
        let unit = PayUnit::assumed(&terms.bare);
        Ok(Job {
            unit,
            evident_currencies: Vec::new(),
            pack,
            levels,
            labels,
            titles,
            pricer,
            yearly,
            columns,
            terms,
            appended,
            delimiter,
            currency,
            months,
            thresholds,
        })
    }

    /// The names that are appended to the header.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.appended.iter().map(|column| column.name())
    }

    /// Which column means what.
    #[must_use]
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The currency of the amounts appended.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The roles whose names are nearest to a title, the nearest first.
    #[must_use]
    pub fn nearest_titles(&self, title: &str) -> Vec<Suggestion> {
        self.titles.nearest(title, &mut TitleScratch::default())
    }

    /// The cities whose names are nearest to a text, the nearest first.
    #[must_use]
    pub fn nearest_cities(&self, text: &str) -> Vec<Suggestion> {
        self.titles.places().nearest(text)
    }

    /// A worker on this run.
    #[must_use]
    pub fn clerk(&self) -> Clerk<'_, 'p> {
        Clerk::new(self)
    }

    /// How many bonuses somebody with these years has earned the right to.
    pub(super) fn bonuses_reached(&self, years: Decimal) -> usize {
        self.thresholds.iter().filter(|over| years > **over).count()
    }

    /// What one a year in a currency is a year in the market range's; `None` when there is no rate.
    pub(super) fn unit_of(&self, currency: Currency) -> Option<Unit> {
        let (_, way) = self.pricer.exchange().convert(Decimal::ONE, currency, self.currency).ok()?;
        way.iter().try_fold(Unit::ONE, |unit, conversion| {
            let (times, by) = conversion.fraction();
            unit.scaled(times, by)
        })
    }

    /// A bare number as pay, in a currency.
    pub(super) fn bare_pay(&self, number: u64, currency: Currency) -> Pay {
        let amount = Some(Decimal::from(number));
        let period = self.unit.period;
        Pay {
            low: amount,
            high: amount,
            currency,
            period,
            months: None,
            assumed: Assumed::default(),
            notation: Notation::default(),
        }
    }

    /// What a bare number of one, in a currency, is a year in the market range's; `None` when there is no rate.
    pub(super) fn unit_of_bare(&self, currency: Currency) -> Option<Unit> {
        let year = self.bare_pay(1, currency).annual(&self.terms.conventions).ok()?.midpoint()?;
        self.unit_of(currency)?.scaled(year, Decimal::ONE)
    }

    /// Where the column of a meaning stands, if the file has one.
    #[must_use]
    pub fn column_of(&self, meaning: Meaning) -> Option<usize> {
        self.columns.of(meaning)
    }

    /// Which element of pay is compared.
    #[must_use]
    pub fn element(&self) -> PayElement {
        self.terms.conventions.element
    }

    /// How many times a year an amount for a span of time is paid.
    pub(super) fn year_of(&self, period: PayPeriod) -> Option<Decimal> {
        let one = Pay { period, ..self.bare_pay(1, self.currency) };
        one.annual(&self.terms.conventions).ok()?.midpoint()
    }

    /// Whether the currency of pay stands in a column of its own.
    #[must_use]
    pub fn has_currencies(&self) -> bool {
        self.columns.currency.is_some()
    }

    /// An amount of a year in the period of the answer.
    pub(super) fn in_period(&self, year: Decimal) -> Decimal {
        self.months.and_then(|months| year.checked_div(months)).unwrap_or(year)
    }
}
