//! The pricing engine: a [`Pricer`] holds tables and options, and prices any number of cells.

use jiff::civil::Date;

use super::ageing::AgeingRate;
use super::basis::StepBasis;
use super::calibration::Calibration;
use super::error::PricingError;
use super::exchange::Exchange;
use super::options::{Options, Reading};
use super::priced::native_currency;
use super::quote::{Cell, GeoBasis, OtherReading, Quote};
use super::seniority::pricing_level;
use super::steps::{ReferenceMedian, remove_sector_premium};
use super::trace::{Step, StepInputs};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Currency, Decimal, Interval, Overflow, Period};
use crate::pack::{
    Bonus, City, Convention, GeoDifferential, Level, Pack, Premium, Record, Role, Salary, Table, convention,
};

/// Prices cells of one pack under one set of options. Pricing changes no state, so threads may share a pricer.
///
/// ```
/// use payband::money::{Decimal, Interval};
/// use payband::pack::Pack;
/// use payband::pricing::{Cell, Options, Pricer};
///
/// let pack = Pack::bundled();
/// let pricer = Pricer::new(&pack, Options::default())?;
/// let quote = pricer.quote(&Cell {
///     role: "healthcare-cloud-architect".into(),
///     city: Some("shanghai".into()),
///     level: "senior".into(),
/// })?;
/// let cents = |cents: i64| Decimal::new(cents, 2);
/// assert_eq!(quote.base, Interval { low: cents(8_736_000), mid: cents(9_425_000), high: cents(10_140_000) });
/// assert_eq!(
///     quote.retention,
///     Some(Interval { low: cents(1_310_400), mid: cents(1_649_375), high: cents(2_028_000) })
/// );
/// assert_eq!(quote.total, Interval { low: cents(10_046_400), mid: cents(11_074_375), high: cents(12_168_000) });
/// # Ok::<(), payband::pricing::PricingError>(())
/// ```
#[derive(Debug)]
pub struct Pricer<'p> {
    pub(super) pack: &'p Pack,
    pub(super) options: Options,
    pub(super) roles: &'p Table<Role>,
    pub(super) salaries: &'p Table<Salary>,
    pub(super) cities: &'p Table<City>,
    pub(super) differentials: &'p Table<GeoDifferential>,
    pub(super) levels: &'p Table<Level>,
    pub(super) bonuses: &'p Table<Bonus>,
    pub(super) exchange: Exchange<'p>,
    /// The currency of the pack's own medians.
    pub(super) native_currency: Option<Currency>,
    /// `None` where the pack cannot be calibrated and the options do not ask for it.
    pub(super) calibration: Option<Calibration>,
    /// The rate to age by; `None` where the options do not ask for it.
    pub(super) sector_rate: Option<&'p Record<Convention>>,
    pub(super) days_per_month: Decimal,
    pub(super) usual_months: &'p Record<Convention>,
}

/// A median, and the pay of another sector for the same work.
#[derive(Debug, Clone)]
pub struct SectorGap {
    /// The role's median, in the currency and period asked for.
    pub median: Interval,
    /// The other sector's pay: the median without the premium over it.
    pub sector: Interval,
    /// The currency of both.
    pub currency: Currency,
    /// The date for which both hold.
    pub effective: Date,
    /// How well the benchmark role fits: A is the role itself.
    pub match_grade: String,
    /// Every step to the other sector's pay, in order.
    pub trace: Vec<Step>,
}

/// The base salary of a cell, and what its steps decided.
struct PricedBase<'p> {
    price: TraceBuilder,
    yoy_pct: Option<Decimal>,
    match_grade: String,
    geo_basis: GeoBasis,
    /// The level whose differential is used.
    level: &'p Record<Level>,
}

/// The pack column whose figures weight the cities of the calibrated reading, as caveats name it.
pub(crate) const WORKFORCE: &str = "city_market.workforce";

impl<'p> Pricer<'p> {
    /// Reads the tables and constants that pricing under these options needs.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(pack: &'p Pack, options: Options) -> Result<Self, PricingError> {
        let calibration = match options.reading {
            // Only the other reading would need it, so a pack without a workforce is no error here.
            Reading::Literal => Calibration::new(pack).ok(),
            Reading::Calibrated => Some(Calibration::new(pack)?),
        };
        let sector_rate = match &options.ageing {
            Some(ageing) if ageing.rate == AgeingRate::Sector => Some(pack.convention(convention::SECTOR_AGEING_RATE)?),
            _ => None,
        };
        let days_per_month = match &options.ageing {
            Some(_) => pack.convention(convention::DAYS_PER_MONTH)?.value,
            None => Decimal::ONE,
        };
        let usual_months = pack.convention(convention::MONTHS_PER_YEAR)?;
        let native = native_currency(pack)?;
        Ok(Pricer {
            pack,
            roles: pack.roles()?,
            salaries: pack.salaries()?,
            cities: pack.cities()?,
            differentials: pack.geo_differentials()?,
            levels: pack.levels()?,
            bonuses: pack.bonuses()?,
            exchange: match (native, options.currency, options.fx) {
                (Some(native), Some(currency), Some(rate)) => Exchange::new(pack)?.with_rate(native, currency, rate),
                _ => Exchange::new(pack)?,
            },
            native_currency: native,
            calibration,
            sector_rate,
            days_per_month,
            usual_months,
            options,
        })
    }

    /// The rates of exchange that convert amounts, the caller's own rate included.
    #[must_use]
    pub fn exchange(&self) -> Exchange<'p> {
        self.exchange
    }

    /// Prices a cell.
    ///
    /// # Errors
    /// [`PricingError`] with the reason why the cell has no price.
    pub fn quote(&self, cell: &Cell) -> Result<Quote, PricingError> {
        self.quote_for_years(cell, self.options.domain_years)
    }

    /// Prices a cell for a person. Their years in the domain decide the retention bonus; without them the level decides.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub fn quote_for_years(&self, cell: &Cell, domain_years: Option<Decimal>) -> Result<Quote, PricingError> {
        let PricedBase { mut price, yoy_pct, match_grade, geo_basis, level } =
            self.base_salary(cell, self.options.reading, Some(Vec::new()))?;
        let base = price.value;
        let retention = self.retention_bonus(&mut price, level, domain_years)?;
        let total = with_bonus(base, retention)?;
        price.record(None, total, || (StepInputs::Total, StepSource::undocumented(StepBasis::Published)));
        Ok(Quote {
            cell: cell.clone(),
            base,
            retention,
            total,
            currency: price.currency,
            period: self.options.period,
            months: self.months(),
            yoy_pct,
            effective: price.effective,
            reading: self.options.reading,
            geo_basis,
            match_grade,
            priced_as: (level.id != cell.level).then(|| level.id.owned()),
            trace: price.trace.unwrap_or_default(),
            other: self.other_reading(cell, base, domain_years),
        })
    }

    /// The price in the other reading; `None` where it cannot be calculated or is the same.
    fn other_reading(&self, cell: &Cell, base: Interval, domain_years: Option<Decimal>) -> Option<OtherReading> {
        let reading = self.options.reading.other();
        if reading == Reading::Calibrated && self.calibration.is_none() {
            return None;
        }
        let PricedBase { mut price, level, .. } = self.base_salary(cell, reading, None).ok()?;
        let other = price.value;
        let retention = self.retention_bonus(&mut price, level, domain_years).ok()?;
        let total = with_bonus(other, retention).ok()?;
        (other != base).then_some(OtherReading { reading, base: other, total })
    }

    /// The base salary of a cell in a reading. Steps are recorded where `trace` is given.
    fn base_salary(
        &self,
        cell: &Cell,
        reading: Reading,
        trace: Option<Vec<Step>>,
    ) -> Result<PricedBase<'p>, PricingError> {
        let ReferenceMedian { mut price, yoy_pct, match_grade } = self.reference_median(&cell.role, reading, trace)?;
        let geo_basis = self.geographic_differential(&mut price, cell.city.as_deref())?;
        let level = pricing_level(self.levels, &cell.level)?;
        self.seniority_differential(&mut price, level, &cell.level)?;
        if self.options.foreign_hire {
            self.foreign_hire_premium(&mut price)?;
        }
        self.convert(&mut price)?;
        Ok(PricedBase { price, yoy_pct, match_grade, geo_basis, level })
    }

    /// Calculates what another sector pays for a role: `median ÷ (1 + premium)`, the low end with the high premium.
    ///
    /// # Errors
    /// [`PricingError`] with the reason why there is no such figure.
    pub fn against(&self, role: &str, sector: &Record<Premium>) -> Result<SectorGap, PricingError> {
        let ReferenceMedian { mut price, match_grade, .. } =
            self.reference_median(role, self.options.reading, Some(Vec::new()))?;
        self.convert(&mut price)?;
        let median = price.value;
        remove_sector_premium(&mut price, sector)?;
        Ok(SectorGap {
            median,
            sector: price.value,
            currency: price.currency,
            effective: price.effective,
            match_grade,
            trace: price.trace.unwrap_or_default(),
        })
    }

    /// The currency of all amounts: the one asked for, or the pack's own; `None` when the pack has no median.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.options.currency.or(self.native_currency)
    }

    /// The span of time that all amounts are for.
    #[must_use]
    pub fn period(&self) -> Period {
        self.options.period
    }

    /// The months paid a year, by which a year is divided when the period is a month.
    #[must_use]
    pub fn months(&self) -> Decimal {
        self.options.months.unwrap_or(self.usual_months.value)
    }
}

/// The sum of base salary and bonus.
fn with_bonus(base: Interval, bonus: Option<Interval>) -> Result<Interval, Overflow> {
    bonus.map_or(Ok(base), |bonus| base.plus(&bonus))
}
