//! The engine: one [`Pricer`] holds the tables and options, and prices any number of cells.

use jiff::civil::Date;

use super::Interval;
use super::ageing::{AgeingRate, growth_factor, months_between};
use super::calibration::Calibration;
use super::error::{NoPriceReason, PricingError};
use super::exchange::Exchange;
use super::options::{Options, Reading, Retention};
use super::priced::{median, native_currency};
use super::quote::{Cell, GeoBasis, Quote, Step, StepBasis, StepKind};
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

impl<'p> Pricer<'p> {
    /// Reads what these options need from a pack.
    ///
    /// # Errors
    /// [`PricingError::Data`] when a table cannot be read.
    pub fn new(pack: &'p Pack, options: Options) -> Result<Self, PricingError> {
        let calibration = match options.reading {
            Reading::Literal => None,
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
        let (mut work, yoy_pct, match_grade) = self.start(&cell.role)?;
        let geo_basis = self.place(&mut work, cell.city.as_deref())?;
        let level = pricing_level(self.levels, &cell.level)?;
        self.rank(&mut work, level, &cell.level)?;
        if self.options.foreign_hire {
            self.recruit_abroad(&mut work)?;
        }
        self.convert(&mut work)?;
        let base = work.value;
        let retention = self.retain(&mut work, base, level, domain_years)?;
        let total = match &retention {
            Some(bonus) => base.plus(bonus)?,
            None => base,
        };
        let from = Provenance::plain(StepBasis::Published);
        work.note(StepKind::Total, "base + retention".to_owned(), None, total, from);
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
            trace: work.trace,
        })
    }

    /// Sets a role's median beside what another sector pays: `median ÷ (1 + premium)`, the low end with the high premium.
    ///
    /// # Errors
    /// [`PricingError`], saying why there is no such figure.
    pub fn against(&self, role: &str, sector: &Record<Premium>) -> Result<SectorGap, PricingError> {
        let (mut work, _, match_grade) = self.start(role)?;
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
        let from =
            Provenance::row(sector, &sector.source, &sector.section).noting("the low end goes with the high premium");
        let name =
            format!("without the premium over {} ({})", sector.name, percent_span(sector.low_pct, sector.high_pct));
        work.put(StepKind::Sector, name, Some(factor), value, from);
        Ok(SectorGap {
            median,
            sector: value,
            currency: work.currency,
            effective: work.effective,
            match_grade,
            trace: work.trace,
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
    fn start(&self, role_id: &str) -> Result<(Work, Option<Decimal>, String), PricingError> {
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
        let (name, basis, yoy_pct) = match slotted_from {
            None if salary.origin.overlay.is_some() => {
                ("median".to_owned(), StepBasis::of(&salary.origin), salary.yoy_pct)
            }
            None => ("published median".to_owned(), StepBasis::of(&salary.origin), salary.yoy_pct),
            Some(target) => (format!("median of {}, match grade {grade}", target.title), StepBasis::Slotted, None),
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
        let mut work = Work {
            value: Interval::point(salary.median),
            currency: salary.currency,
            effective: salary.effective,
            trace: Vec::new(),
        };
        let from = Provenance { basis, ..Provenance::row(salary, &salary.source, &salary.section) }.noting(terms);
        work.note(StepKind::Median, name, None, work.value, from);
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
        let (rate, what, from) = match ageing.rate {
            AgeingRate::Given(rate) => (rate, "given", Provenance::caller()),
            AgeingRate::Sector => {
                let row = self.sector_rate.ok_or(Overflow)?;
                (row.value, "the sector's growth", Provenance::convention(row))
            }
            AgeingRate::Role => {
                let rate = yoy_pct.ok_or_else(|| PricingError::NoGrowth { title: title.to_owned() })?;
                // The growth stands in the median's own row.
                let from = Provenance::row(salary, &salary.source, &salary.section);
                (rate, "the role's own growth", from.noting("a role's own growth is history, not a budget"))
            }
        };
        let months = months_between(work.effective, ageing.on, self.days_per_month)?;
        let factor = Interval::point(growth_factor(rate, months, ageing.method)?);
        let name =
            format!("aged to {} at {}% a year ({what}), {}", ageing.on, rate.normalize(), ageing.method.as_str());
        work.multiply(StepKind::Ageing, name, factor, from)?;
        work.effective = ageing.on;
        Ok(())
    }

    /// The geographic differential, and in the calibrated reading the reference rate under it.
    fn place(&self, work: &mut Work, city: Option<&str>) -> Result<GeoBasis, PricingError> {
        let median = work.value;
        if let (Some(calibration), true) = (&self.calibration, city.is_some() || self.options.city_premium.is_some()) {
            let factor = calibration.reference()?;
            let (source, section) = calibration.weights_from();
            let from = Provenance { source, section, ..Provenance::plain(StepBasis::Published) };
            let from = from.using("city_market.workforce").noting(
                "median ÷ (1 + Σ workforce share × differential): the cities of city_market stand for the country, and the \
                 median for a mean; the low end goes with the high differentials",
            );
            work.multiply(StepKind::Calibration, "reference rate".to_owned(), factor, from)?;
        }
        if let Some(given) = self.options.city_premium {
            let name = format!("geographic differential {}, given", percent_span(given.low, given.high));
            work.multiply(StepKind::City, name, given.factor()?, Provenance::caller())?;
            return Ok(GeoBasis::Given);
        }
        let Some(city_id) = city else { return Ok(GeoBasis::National(self.options.reading)) };
        let city = self
            .cities
            .get(city_id)
            .ok_or_else(|| PricingError::UnknownId { table: "cities", id: city_id.to_owned() })?;
        let Some(row) = self.differentials.iter().find(|row| row.city == city_id) else {
            let from = Provenance::plain(StepBasis::Editorial)
                .noting("priced at the reference rate")
                .using("geo_differentials");
            work.multiply(StepKind::City, format!("{}: no differential published", city.name), Interval::ONE, from)?;
            return Ok(GeoBasis::NonePublished);
        };
        let basis = StepBasis::of(&row.origin);
        let geo_basis = match &basis {
            StepBasis::Overlay(name) => GeoBasis::Overlay(name.clone()),
            _ => GeoBasis::Published,
        };
        let over = if row.relative_to.is_empty() { String::new() } else { format!(" over {}", row.relative_to) };
        let name = format!("{} {}{over}", city.name, percent_span(row.low_pct, row.high_pct));
        let from = Provenance::row(row, &row.source, &row.section);
        let factor = Interval::premium(row.low_pct, row.high_pct)?;
        match &self.calibration {
            Some(calibration) if row.origin.overlay.is_none() => {
                let from = from.noting(
                    "rises together with the reference rate, so the range is narrower than the two steps' product",
                );
                let value = median.times(&calibration.city(row)?)?;
                work.put(StepKind::City, name, Some(factor), value, from);
            }
            _ => work.multiply(StepKind::City, name, factor, from)?,
        }
        Ok(geo_basis)
    }

    /// The seniority differential; in the calibrated reading, over the level at which the median is taken to sit.
    fn rank(&self, work: &mut Work, level: &Record<Level>, asked: &str) -> Result<(), PricingError> {
        let mut factor = differential(level)?;
        let mut basis = StepBasis::of(&level.origin).max(StepBasis::stated(level.basis));
        let mut note = String::new();
        if level.id != asked {
            basis = basis.max(StepBasis::Editorial);
            note = format!(
                "{} has no differential of its own",
                self.levels.get(asked).map_or(asked, |level| level.name.as_str())
            );
        }
        let mut span = percent_span(level.low_pct.unwrap_or_default(), level.high_pct.unwrap_or_default());
        if let (Some(_), Some(mid)) = (&self.calibration, middle(self.levels)) {
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
            span = format!(
                "{span}, from {} at {}",
                percent_span(mid.low_pct.unwrap_or_default(), mid.high_pct.unwrap_or_default()),
                mid.name.to_lowercase()
            );
        }
        let over = if level.relative_to.is_empty() { String::new() } else { format!(" over {}", level.relative_to) };
        let from = Provenance { basis, ..Provenance::row(level, &level.source, &level.section) }.noting(note);
        work.multiply(StepKind::Level, format!("{} {span}{over}", level.name), factor, from)?;
        Ok(())
    }

    fn recruit_abroad(&self, work: &mut Work) -> Result<(), PricingError> {
        let premium = self
            .pack
            .premiums()?
            .iter()
            .find(|premium| premium.kind == PremiumKind::Hire)
            .ok_or_else(|| PricingError::NoPremium { what: "foreign hires".to_owned() })?;
        let over =
            if premium.relative_to.is_empty() { String::new() } else { format!(" over the {}", premium.relative_to) };
        let from = Provenance::row(premium, &premium.source, &premium.section);
        let name = format!("foreign or returning specialist {}{over}", percent_span(premium.low_pct, premium.high_pct));
        work.multiply(StepKind::ForeignHire, name, Interval::premium(premium.low_pct, premium.high_pct)?, from)?;
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
            let source = conversion.source.clone();
            let from = Provenance { source, ..Provenance::plain(conversion.basis.clone()) };
            work.put(StepKind::Currency, conversion.describe(), Some(factor), value, from);
        }
        if self.options.period == Period::Month {
            let value = work.value.divided_by(self.months())?;
            let factor = Interval::ONE.divided_by(self.months())?;
            let name = format!("a month, of {} paid a year", self.months().normalize());
            let from = match self.options.months {
                Some(_) => Provenance::caller(),
                None => Provenance::convention(self.usual_months),
            };
            work.put(StepKind::Period, name, Some(factor), value, from);
        }
        Ok(())
    }

    /// The retention bonus, where one applies.
    fn retain(
        &self,
        work: &mut Work,
        base: Interval,
        level: &Level,
        domain_years: Option<Decimal>,
    ) -> Result<Option<Interval>, PricingError> {
        if let Retention::Given(given) = self.options.retention {
            let share = given.share()?;
            let bonus = base.times(&share)?;
            let name = format!("retention bonus {} of base, given", percent_span(given.low, given.high));
            work.note(StepKind::Retention, name, Some(share), bonus, Provenance::caller());
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
        let note = format!("for more than {} years of {}", rule.over_years, rule.years_of);
        let from = Provenance::row(rule, &rule.source, &rule.section).noting(note);
        let name = format!("retention bonus {} of base", percent_span(rule.low_pct, rule.high_pct));
        work.note(StepKind::Retention, name, Some(share), bonus, from);
        Ok(Some(bonus))
    }
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
