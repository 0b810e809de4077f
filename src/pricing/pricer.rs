//! The engine: one [`Pricer`] holds the tables and options, and prices any number of cells.

use jiff::civil::Date;

use super::Interval;
use super::ageing::{AgeingRate, growth_factor, months_between, months_in_words};
use super::calibration::Calibration;
use super::error::{NoPriceReason, PricingError};
use super::exchange::Exchange;
use super::options::{Options, Reading, Retention};
use super::priced::{median, native_currency};
use super::quote::{Cell, GeoBasis, OtherReading, Quote, Step, StepBasis, StepKind};
use super::seniority::{differential, middle, pricing_level, reaches_over};
use super::work::{Provenance, Work};
use crate::money::{Currency, Decimal, Overflow, Period, grouped};
use crate::pack::{
    Basis, Bonus, BonusKind, City, Convention, GeoDifferential, Level, Pack, Premium, PremiumKind, Record, Role,
    RoleKind, Salary, Table, convention,
};

/// Prices cells of one pack under one set of options. Asking does not change it, so threads may share one.
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
    pack: &'p Pack,
    options: Options,
    roles: &'p Table<Role>,
    salaries: &'p Table<Salary>,
    cities: &'p Table<City>,
    differentials: &'p Table<GeoDifferential>,
    levels: &'p Table<Level>,
    bonuses: &'p Table<Bonus>,
    exchange: Exchange<'p>,
    /// The currency of the pack's own medians.
    native: Option<Currency>,
    /// The reference rate of the calibrated reading; `None` where the pack cannot be calibrated and need not be.
    calibration: Option<Calibration>,
    sector_rate: Option<&'p Record<Convention>>,
    days_per_month: Decimal,
    usual_months: &'p Record<Convention>,
}

/// A median beside what another sector pays for the same work.
#[derive(Debug, Clone)]
pub struct SectorGap {
    /// The role's median, in the currency and period asked for.
    pub median: Interval,
    /// The other sector's pay: the median without the premium over it.
    pub sector: Interval,
    /// The currency of both.
    pub currency: Currency,
    /// The date for which they hold.
    pub effective: Date,
    /// How well the benchmark role fits.
    pub match_grade: String,
    /// The steps.
    pub trace: Vec<Step>,
}

/// A base salary, and what was decided on the way to it.
struct Priced<'p> {
    work: Work,
    yoy_pct: Option<Decimal>,
    match_grade: String,
    geo_basis: GeoBasis,
    /// The level whose differential is used.
    level: &'p Record<Level>,
}

/// The figures of a pack that weight the cities of the calibrated reading, as caveats name them.
pub const WORKFORCE: &str = "city_market.workforce";

impl<'p> Pricer<'p> {
    /// Reads what these options need from a pack.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(pack: &'p Pack, options: Options) -> Result<Self, PricingError> {
        let calibration = match options.reading {
            // Only the other reading needs it: a pack without a workforce has none.
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
            native,
            calibration,
            sector_rate,
            days_per_month,
            usual_months,
            options,
        })
    }

    /// The rates of exchange that it converts by, the caller's own rate included.
    #[must_use]
    pub fn exchange(&self) -> Exchange<'p> {
        self.exchange
    }

    /// Prices a cell.
    ///
    /// # Errors
    /// [`PricingError`], saying why the cell has no price.
    pub fn quote(&self, cell: &Cell) -> Result<Quote, PricingError> {
        self.quote_for_years(cell, self.options.domain_years)
    }

    /// Prices a cell for somebody with these years in the domain, which decide the bonus; the level does without.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub fn quote_for_years(&self, cell: &Cell, domain_years: Option<Decimal>) -> Result<Quote, PricingError> {
        let Priced { mut work, yoy_pct, match_grade, geo_basis, level } =
            self.price(cell, self.options.reading, Some(Vec::new()))?;
        let base = work.value;
        let retention = self.retain(&mut work, level, domain_years)?;
        let total = with_bonus(base, retention)?;
        work.record(StepKind::Total, None, total, || {
            ("base + retention".to_owned(), Provenance::plain(StepBasis::Published))
        });
        Ok(Quote {
            cell: cell.clone(),
            base,
            retention,
            total,
            currency: work.currency,
            period: self.options.period,
            months: self.months(),
            yoy_pct,
            effective: work.effective,
            reading: self.options.reading,
            geo_basis,
            match_grade,
            priced_as: (level.id != cell.level).then(|| level.id.owned()),
            trace: work.trace.unwrap_or_default(),
            other: self.other_reading(cell, base, domain_years),
        })
    }

    /// The price in the reading that was not asked for; `None` where that cannot be calculated or makes no difference.
    fn other_reading(&self, cell: &Cell, base: Interval, domain_years: Option<Decimal>) -> Option<OtherReading> {
        let reading = self.options.reading.other();
        if reading == Reading::Calibrated && self.calibration.is_none() {
            return None;
        }
        let Priced { mut work, level, .. } = self.price(cell, reading, None).ok()?;
        let other = work.value;
        let retention = self.retain(&mut work, level, domain_years).ok()?;
        let total = with_bonus(other, retention).ok()?;
        (other != base).then_some(OtherReading { reading, base: other, total })
    }

    /// The base salary of a cell in a reading, with the steps to it where there is a trace to hold them.
    fn price(&self, cell: &Cell, reading: Reading, trace: Option<Vec<Step>>) -> Result<Priced<'p>, PricingError> {
        let (mut work, yoy_pct, match_grade) = self.start(&cell.role, reading, trace)?;
        let geo_basis = self.place(&mut work, cell.city.as_deref())?;
        let level = pricing_level(self.levels, &cell.level)?;
        self.rank(&mut work, level, &cell.level)?;
        if self.options.foreign_hire {
            self.recruit_abroad(&mut work)?;
        }
        self.convert(&mut work)?;
        Ok(Priced { work, yoy_pct, match_grade, geo_basis, level })
    }

    /// Sets a role's median beside what another sector pays: `median ÷ (1 + premium)`, the low end with the high premium.
    ///
    /// # Errors
    /// [`PricingError`], saying why there is no such figure.
    pub fn against(&self, role: &str, sector: &Record<Premium>) -> Result<SectorGap, PricingError> {
        let (mut work, _, match_grade) = self.start(role, self.options.reading, Some(Vec::new()))?;
        self.convert(&mut work)?;
        let median = work.value;
        let premium = Interval::premium(sector.low_pct, sector.high_pct)?;
        let part = |premium: Decimal| Decimal::ONE.checked_div(premium).ok_or(Overflow);
        let factor = Interval { low: part(premium.high)?, mid: part(premium.mid)?, high: part(premium.low)? };
        // Dividing the amount, not multiplying by a rounded quotient, keeps 45,000 ÷ 1.2 exact.
        let divided = |amount: Decimal, premium: Decimal| amount.checked_div(premium).ok_or(Overflow);
        let value = Interval {
            low: divided(median.low, premium.high)?,
            mid: divided(median.mid, premium.mid)?,
            high: divided(median.high, premium.low)?,
        };
        work.set(StepKind::Sector, Some(factor), value, || {
            let span = percent_span(sector.low_pct, sector.high_pct);
            let from = Provenance::row(sector, &sector.source, &sector.section);
            (
                format!("without the premium over {} ({span})", sector.name),
                from.noting("the low end goes with the high premium"),
            )
        });
        Ok(SectorGap {
            median,
            sector: value,
            currency: work.currency,
            effective: work.effective,
            match_grade,
            trace: work.trace.unwrap_or_default(),
        })
    }

    /// The currency of its amounts: the one asked for, or the pack's own; `None` when the pack has no median.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.options.currency.or(self.native)
    }

    /// What its amounts are for.
    #[must_use]
    pub fn period(&self) -> Period {
        self.options.period
    }

    /// The months paid a year, by which a year is divided when the period is a month.
    #[must_use]
    pub fn months(&self) -> Decimal {
        self.options.months.unwrap_or(self.usual_months.value)
    }

    /// The median of a role, its own or its benchmark role's, aged when asked.
    fn start(
        &self,
        role_id: &str,
        reading: Reading,
        trace: Option<Vec<Step>>,
    ) -> Result<(Work, Option<Decimal>, String), PricingError> {
        let role = self.role(role_id)?;
        let own = self.salary(role_id);
        let (salary, grade, slotted_from) = match (own, &role.slotted_to) {
            (Some(salary), _) => (salary, "A".to_owned(), None),
            (None, Some(target)) => {
                let target_role = self.role(target)?;
                if self.options.published_only {
                    return Err(PricingError::NotPublished {
                        title: role.title.owned(),
                        slotted_to: target_role.title.owned(),
                        grade: role.match_grade.owned(),
                    });
                }
                let salary = self
                    .salary(target)
                    .ok_or_else(|| PricingError::UnknownId { table: "salaries", id: target.owned() })?;
                (salary, role.match_grade.owned(), Some(target_role))
            }
            (None, None) => {
                let reason =
                    if role.kind == RoleKind::Emerging { NoPriceReason::Emerging } else { NoPriceReason::Mentioned };
                return Err(PricingError::NoPrice { title: role.title.owned(), reason });
            }
        };
        // The growth is that of the benchmark role, not of one slotted to it.
        let yoy_pct = salary.yoy_pct.filter(|_| slotted_from.is_none());
        let value = Interval::point(salary.median);
        let mut work = Work { value, currency: salary.currency, effective: salary.effective, reading, trace };
        work.record(StepKind::Median, None, value, || {
            let (name, basis) = match slotted_from {
                None if salary.origin.overlay.is_some() => ("median".to_owned(), StepBasis::of(&salary.origin)),
                None => ("published median".to_owned(), StepBasis::of(&salary.origin)),
                Some(target) => (format!("median of {}, match grade {grade}", target.title), StepBasis::Slotted),
            };
            let terms = match salary.terms_basis {
                Basis::Editorial => format!(
                    "taken as {} a {}, holding from {} (editorial)",
                    salary.element,
                    salary.period.as_str(),
                    salary.effective
                ),
                Basis::Published => String::new(),
            };
            let from = Provenance { basis, ..Provenance::row(salary, &salary.source, &salary.section) };
            (name, from.noting(terms))
        });
        self.age(&mut work, &role.title, salary, yoy_pct)?;
        Ok((work, yoy_pct, grade))
    }

    fn role(&self, id: &str) -> Result<&'p Record<Role>, PricingError> {
        self.roles.get(id).ok_or_else(|| PricingError::UnknownId { table: "roles", id: id.to_owned() })
    }

    fn salary(&self, role: &str) -> Option<&'p Record<Salary>> {
        median(self.salaries, role)
    }

    fn age(
        &self,
        work: &mut Work,
        title: &str,
        salary: &Record<Salary>,
        yoy_pct: Option<Decimal>,
    ) -> Result<(), PricingError> {
        let Some(ageing) = &self.options.ageing else { return Ok(()) };
        if ageing.on < work.effective {
            return Err(PricingError::BeforeEffective { on: ageing.on, effective: work.effective });
        }
        let rate = match ageing.rate {
            AgeingRate::Given(rate) => rate,
            AgeingRate::Sector => self.sector_rate.ok_or(Overflow)?.value,
            AgeingRate::Role => yoy_pct.ok_or_else(|| PricingError::NoGrowth { title: title.to_owned() })?,
        };
        let months = months_between(work.effective, ageing.on, self.days_per_month)?;
        let factor = Interval::point(growth_factor(rate, months, ageing.method)?);
        let from_date = work.effective;
        work.multiply(StepKind::Ageing, factor, || {
            let (what, from) = match ageing.rate {
                AgeingRate::Given(_) => ("given", Provenance::caller()),
                AgeingRate::Sector => {
                    ("the sector's growth", self.sector_rate.map_or_else(Provenance::caller, Provenance::convention))
                }
                AgeingRate::Role => (
                    "the role's own growth",
                    // The growth stands in the median's own row.
                    Provenance::row(salary, &salary.source, &salary.section),
                ),
            };
            // The dates were counted just now, so that this cannot fail.
            let counted = months_in_words(from_date, ageing.on, self.days_per_month).unwrap_or_default();
            let history = "a role's own growth is history, not a budget";
            let note = if ageing.rate == AgeingRate::Role { format!("{counted}; {history}") } else { counted };
            let name =
                format!("aged to {} at {}% a year ({what}), {}", ageing.on, rate.normalize(), ageing.method.as_str());
            (name, from.noting(note))
        })?;
        work.effective = ageing.on;
        Ok(())
    }

    /// The geographic differential, and in the calibrated reading the reference rate under it.
    fn place(&self, work: &mut Work, city: Option<&str>) -> Result<GeoBasis, PricingError> {
        let median = work.value;
        let calibration = self.calibration_of(work.reading);
        if let Some(calibration) = calibration.filter(|_| city.is_some() || self.options.city_premium.is_some()) {
            work.multiply(StepKind::Calibration, calibration.reference()?, || {
                let (source, section) = calibration.weights_from();
                let from = Provenance { source, section, ..Provenance::plain(StepBasis::Published) };
                let from = from.using(WORKFORCE).noting(
                    "median ÷ (1 + Σ workforce share × differential): the cities of city_market stand for the country, and \
                     the median for a mean; the low end goes with the high differentials",
                );
                ("reference rate".to_owned(), from)
            })?;
        }
        if let Some(given) = self.options.city_premium {
            work.multiply(StepKind::City, given.factor()?, || {
                (
                    format!("geographic differential {}, given", percent_span(given.low, given.high)),
                    Provenance::caller(),
                )
            })?;
            return Ok(GeoBasis::Given);
        }
        let Some(city_id) = city else { return Ok(GeoBasis::National(work.reading)) };
        let city = self
            .cities
            .get(city_id)
            .ok_or_else(|| PricingError::UnknownId { table: "cities", id: city_id.to_owned() })?;
        let Some(row) = self.differentials.get(city_id) else {
            work.multiply(StepKind::City, Interval::ONE, || {
                let from = Provenance::plain(StepBasis::Editorial);
                (
                    format!("{}: no differential published", city.name),
                    from.noting("priced at the reference rate").using("geo_differentials"),
                )
            })?;
            return Ok(GeoBasis::NonePublished);
        };
        let geo_basis = match StepBasis::of(&row.origin) {
            StepBasis::Overlay(name) => GeoBasis::Overlay(name),
            _ => GeoBasis::Published,
        };
        let step = || {
            let over = if row.relative_to.is_empty() { String::new() } else { format!(" over {}", row.relative_to) };
            let name = format!("{} {}{over}", city.name, percent_span(row.low_pct, row.high_pct));
            (name, Provenance::row(row, &row.source, &row.section))
        };
        let factor = Interval::premium(row.low_pct, row.high_pct)?;
        match calibration.filter(|_| row.origin.overlay.is_none()) {
            Some(calibration) => {
                let value = median.times(&calibration.city(row)?)?;
                work.set(StepKind::City, Some(factor), value, || {
                    let (name, from) = step();
                    let note =
                        "rises together with the reference rate, so the range is narrower than the two steps' product";
                    (name, from.noting(note))
                });
            }
            None => work.multiply(StepKind::City, factor, step)?,
        }
        Ok(geo_basis)
    }

    /// The calibration, in the reading that uses it.
    fn calibration_of(&self, reading: Reading) -> Option<&Calibration> {
        self.calibration.as_ref().filter(|_| reading == Reading::Calibrated)
    }

    /// The seniority differential; in the calibrated reading, over the level at which the median is taken to sit.
    fn rank(&self, work: &mut Work, level: &Record<Level>, asked: &str) -> Result<(), PricingError> {
        let mut factor = differential(level)?;
        let median_level = self.calibration_of(work.reading).and_then(|_| middle(self.levels));
        if let Some(mid) = median_level {
            let under = differential(mid)?;
            let one_variable = (&mid.source, &mid.section, mid.low_pct, mid.high_pct)
                == (&level.source, &level.section, level.low_pct, level.high_pct);
            factor = if one_variable {
                Interval::ONE
            } else {
                let ratio = |over: Decimal, under: Decimal| over.checked_div(under).ok_or(Overflow);
                Interval {
                    low: ratio(factor.low, under.high)?,
                    mid: ratio(factor.mid, under.mid)?,
                    high: ratio(factor.high, under.low)?,
                }
            };
        }
        work.multiply(StepKind::Level, factor, || {
            let mut basis = StepBasis::of(&level.origin).max(StepBasis::stated(level.basis));
            let mut note = String::new();
            if level.id != asked {
                basis = basis.max(StepBasis::Editorial);
                let name = self.levels.get(asked).map_or(asked, |level| level.name.as_str());
                note = format!("{name} has no differential of its own");
            }
            let of =
                |level: &Level| percent_span(level.low_pct.unwrap_or_default(), level.high_pct.unwrap_or_default());
            let span = match median_level {
                Some(mid) => format!("{}, from {} at {}", of(level), of(mid), mid.name.to_lowercase()),
                None => of(level),
            };
            let over =
                if level.relative_to.is_empty() { String::new() } else { format!(" over {}", level.relative_to) };
            let from = Provenance { basis, ..Provenance::row(level, &level.source, &level.section) };
            (format!("{} {span}{over}", level.name), from.noting(note))
        })?;
        Ok(())
    }

    fn recruit_abroad(&self, work: &mut Work) -> Result<(), PricingError> {
        let premium = self
            .pack
            .premiums()?
            .iter()
            .find(|premium| premium.kind == PremiumKind::Hire)
            .ok_or_else(|| PricingError::NoPremium { what: "foreign hires".to_owned() })?;
        work.multiply(StepKind::ForeignHire, Interval::premium(premium.low_pct, premium.high_pct)?, || {
            let over = match premium.relative_to.as_str() {
                "" => String::new(),
                base => format!(" over the {base}"),
            };
            let span = percent_span(premium.low_pct, premium.high_pct);
            (
                format!("foreign or returning specialist {span}{over}"),
                Provenance::row(premium, &premium.source, &premium.section),
            )
        })?;
        Ok(())
    }

    /// Currency and period, which change the unit and not the pay.
    fn convert(&self, work: &mut Work) -> Result<(), PricingError> {
        // Without a currency asked for, the pack's own: an overlay may state its medians in another.
        if let Some(currency) = self.options.currency.or(self.native).filter(|currency| *currency != work.currency) {
            let conversion = self.exchange.between(work.currency, currency)?;
            let value = work.value.map(|amount| conversion.apply(amount))?;
            let factor = Interval::point(conversion.apply(Decimal::ONE)?);
            work.currency = currency;
            work.set(StepKind::Currency, Some(factor), value, || {
                let source = conversion.source.clone();
                (conversion.describe(), Provenance { source, ..Provenance::plain(conversion.basis.clone()) })
            });
        }
        if self.options.period == Period::Month {
            let value = work.value.divided_by(self.months())?;
            let factor = Interval::ONE.divided_by(self.months())?;
            work.set(StepKind::Period, Some(factor), value, || {
                let from = match self.options.months {
                    Some(_) => Provenance::caller(),
                    None => Provenance::convention(self.usual_months),
                };
                (format!("a month, of {} paid a year", self.months().normalize()), from)
            });
        }
        Ok(())
    }

    /// The retention bonus, where one applies.
    fn retain(
        &self,
        work: &mut Work,
        level: &Level,
        domain_years: Option<Decimal>,
    ) -> Result<Option<Interval>, PricingError> {
        let base = work.value;
        if let Retention::Given(given) = self.options.retention {
            let share = given.share()?;
            let bonus = base.times(&share)?;
            work.record(StepKind::Retention, Some(share), bonus, || {
                (
                    format!("retention bonus {} of base, given", percent_span(given.low, given.high)),
                    Provenance::caller(),
                )
            });
            return Ok(Some(bonus));
        }
        if self.options.retention == Retention::None {
            return Ok(None);
        }
        let earned = |rule: &&Record<Bonus>| {
            rule.kind == BonusKind::Retention
                && match domain_years {
                    Some(years) => years > rule.over_years,
                    None => reaches_over(self.levels, level, rule.over_years),
                }
        };
        // Of several rules the one that asks for most is the one meant.
        let Some(rule) = self.bonuses.iter().filter(earned).max_by_key(|rule| rule.over_years) else { return Ok(None) };
        let share = Interval::between(rule.low_pct, rule.high_pct)?.divided_by(Decimal::ONE_HUNDRED)?;
        let bonus = base.times(&share)?;
        work.record(StepKind::Retention, Some(share), bonus, || {
            let note = format!("for more than {} years of {}", rule.over_years, rule.years_of);
            let from = Provenance::row(rule, &rule.source, &rule.section).noting(note);
            (format!("retention bonus {} of base", percent_span(rule.low_pct, rule.high_pct)), from)
        });
        Ok(Some(bonus))
    }
}

/// Base salary and the bonus on it, where there is one.
fn with_bonus(base: Interval, bonus: Option<Interval>) -> Result<Interval, Overflow> {
    bonus.map_or(Ok(base), |bonus| base.plus(&bonus))
}

/// A range of percentage points for people: `40–50%`, or `0%` when the ends are the same.
fn percent_span(low: Decimal, high: Decimal) -> String {
    let places = low.normalize().scale().max(high.normalize().scale());
    if low == high {
        format!("{}%", grouped(low, places))
    } else {
        format!("{}–{}%", grouped(low, places), grouped(high, places))
    }
}
