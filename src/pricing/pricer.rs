//! The pricing engine: a [`Pricer`] holds tables and options, and prices any number of cells.

use std::sync::OnceLock;

use super::ageing::{AgeingRate, Growth};
use super::calibration::Calibration;
use super::cell_pricing::CellPricing;
use super::error::PricingError;
use super::exchange::{Conversion, Exchange};
use super::home_market::native_currency;
use super::match_grade::MatchGrade;
use super::options::{Options, Reading};
use super::pay_conventions::hours_a_year;
use super::seniority::level_of_median;
use crate::money::{Currency, Decimal, Period};
use crate::pack::{Bonus, City, Convention, GeoDifferential, Level, Pack, PackTable, Record, Role, Salary, convention};

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
///     level: Some("senior".into()),
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
    pub(super) roles: &'p PackTable<Role>,
    pub(super) salaries: &'p PackTable<Salary>,
    pub(super) cities: &'p PackTable<City>,
    pub(super) differentials: &'p PackTable<GeoDifferential>,
    pub(super) levels: &'p PackTable<Level>,
    pub(super) bonuses: &'p PackTable<Bonus>,
    /// `None` for a pack without percentiles.
    pub(super) cells: Option<CellPricing<'p>>,
    pub(super) exchange: Exchange<'p>,
    /// The currency of the pack's own medians.
    pub(super) native_currency: Option<Currency>,
    /// `None` where the pack cannot be calibrated and the options do not ask for it.
    pub(super) calibration: Option<Calibration>,
    /// The level at which the medians sit in the calibrated reading.
    pub(super) median_level: Option<&'p Record<Level>>,
    /// The rate to age by; `None` where the options do not ask for it.
    pub(super) sector_rate: Option<&'p Record<Convention>>,
    pub(super) days_per_month: Decimal,
    pub(super) usual_months: &'p Record<Convention>,
    /// The hours that are paid a year, and one of the constants that they come from.
    pub(super) hours: Decimal,
    pub(super) paid_hours: &'p Record<Convention>,
    /// The growth of the first pay that was aged.
    pub(super) first_growth: OnceLock<Growth>,
    /// The first conversion.
    pub(super) first_conversion: OnceLock<Conversion>,
}

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
            Some(ageing) if ageing.rate == AgeingRate::Sector => {
                let rate = pack.conventions()?.get(convention::SECTOR_AGEING_RATE);
                Some(rate.ok_or(PricingError::NoSectorGrowth)?)
            }
            _ => None,
        };
        let days_per_month = match &options.ageing {
            Some(_) => pack.convention(convention::DAYS_PER_MONTH)?.value,
            None => Decimal::ONE,
        };
        let usual_months = pack.convention(convention::MONTHS_PER_YEAR)?;
        let native = native_currency(pack)?;
        let median_level = match &calibration {
            Some(_) => level_of_median(pack.levels()?, pack.conventions()?),
            None => None,
        };
        Ok(Pricer {
            pack,
            roles: pack.roles()?,
            salaries: pack.salaries()?,
            cities: pack.cities()?,
            differentials: pack.geo_differentials()?,
            levels: pack.levels()?,
            bonuses: pack.bonuses()?,
            cells: CellPricing::new(pack, options.segment.as_deref())?,
            exchange: match (native, options.currency, options.fx) {
                (Some(native), Some(currency), Some(rate)) => Exchange::new(pack)?.with_rate(native, currency, rate),
                _ => Exchange::new(pack)?,
            },
            native_currency: native,
            calibration,
            median_level,
            sector_rate,
            days_per_month,
            usual_months,
            hours: hours_a_year(pack)?,
            paid_hours: pack.convention(convention::PAID_HOURS_PER_DAY)?,
            first_growth: OnceLock::new(),
            first_conversion: OnceLock::new(),
            options,
        })
    }

    /// The rates of exchange that convert amounts, the caller's own rate included.
    #[must_use]
    pub fn exchange(&self) -> Exchange<'p> {
        self.exchange
    }

    /// The worst match grade that is priced; `None` prices every grade.
    #[must_use]
    pub fn min_grade(&self) -> Option<MatchGrade> {
        self.options.min_grade
    }

    /// The currency of all amounts: the one asked for, or the pack's own; `None` when the pack has no median.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.options.currency.or(self.native_currency)
    }

    /// How many periods of the answer are paid a year.
    #[must_use]
    pub fn periods_a_year(&self) -> Decimal {
        match self.options.period {
            Period::Year => Decimal::ONE,
            Period::Month => self.months(),
            Period::Hour => self.hours,
        }
    }

    /// The months paid a year, by which a year is divided when the period is a month.
    #[must_use]
    pub fn months(&self) -> Decimal {
        self.options.months.unwrap_or(self.usual_months.value)
    }
}
