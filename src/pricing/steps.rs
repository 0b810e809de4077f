//! The steps of a price. Each changes the running amount and records itself in the trace.

use std::borrow::Cow;

use jiff::civil::Date;

use super::ageing::{Ageing, AgeingRate, Growth, growth_factor, months_between};
use super::basis::StepBasis;
use super::calibration::{Calibration, WORKFORCE};
use super::error::{NoPriceReason, PricingError};
use super::exchange::Conversion;
use super::options::{DomainYears, Reading, Retention};
use super::percentiles::MissingEnds;
use super::priced::{is_slotted_within, median};
use super::pricer::Pricer;
use super::quote::GeoBasis;
use super::seniority::{can_exceed, seniority_factor};
use super::trace::{
    CityDifferential, LevelDifferential, MedianTerms, RetentionRule, SlottedFrom, Step, StepInputs, YearsGround,
};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Currency, Decimal, Interval, Overflow, PercentRange, Period};
use crate::pack::{
    Basis, Bonus, BonusKind, Level, Premium, PremiumKind, Qualifier, Record, Role, RoleKind, Salary, convention,
};

/// The median from which a role is priced.
pub(super) struct ReferenceMedian {
    /// The median, aged when asked.
    pub(super) price: TraceBuilder,
    /// Published growth on the year before, in percentage points; `None` for slotted roles.
    pub(super) yoy_pct: Option<Decimal>,
    /// How well the benchmark role fits: A is the role itself.
    pub(super) match_grade: String,
}

impl<'p> Pricer<'p> {
    /// The median of a role, its own or its benchmark role's, aged when asked.
    pub(super) fn reference_median(
        &self,
        role_id: &str,
        reading: Reading,
        trace: Option<Vec<Step>>,
    ) -> Result<ReferenceMedian, PricingError> {
        let role = self.role(role_id)?;
        let own = self.salary(role_id);
        let (salary, match_grade, slotted_from) = match (own, &role.slotted_to) {
            (Some(salary), _) => (salary, "A".to_owned(), None),
            (None, Some(target)) => {
                let target_role = self.role(target)?;
                if let Some(min_grade) = self.options.min_grade.filter(|min| !is_slotted_within(role, *min)) {
                    return Err(PricingError::GradeTooLow {
                        title: role.title.owned(),
                        slotted_to: target_role.title.owned(),
                        grade: role.match_grade.owned(),
                        min_grade,
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
        let mut price = TraceBuilder {
            value,
            currency: salary.currency,
            effective: salary.effective,
            reading,
            missing: MissingEnds::default(),
            trace,
        };
        price.record(None, value, || {
            let chosen_terms = (salary.terms_basis == Basis::Editorial)
                .then(|| MedianTerms { element: salary.element.owned(), period: salary.period.as_str() });
            let slotted_from = slotted_from
                .map(|target| SlottedFrom { title: target.title.owned(), match_grade: match_grade.clone() });
            let own = StepSource::row(salary, &salary.source, &salary.section);
            let source = if slotted_from.is_some() { StepSource { basis: StepBasis::Slotted, ..own } } else { own };
            (StepInputs::Median { slotted_from, chosen_terms }, source)
        });
        self.age(&mut price, &role.title, Some(salary), yoy_pct)?;
        if let Some(benchmark) = slotted_from {
            slot_adjustment(&mut price, role, benchmark)?;
        }
        Ok(ReferenceMedian { price, yoy_pct, match_grade })
    }

    pub(super) fn role(&self, id: &str) -> Result<&'p Record<Role>, PricingError> {
        self.roles.get(id).ok_or_else(|| PricingError::UnknownId { table: "roles", id: id.to_owned() })
    }

    fn salary(&self, role: &str) -> Option<&'p Record<Salary>> {
        median(self.salaries, role)
    }

    /// The factor by which pay grows from a date. Most rows of a pack have one date, so that of the first is kept.
    fn growth(&self, from: Date, rate_pct: Decimal, ageing: &Ageing) -> Result<Decimal, Overflow> {
        if let Some(known) = self.first_growth.get()
            && (known.from, known.rate_pct, &known.ageing) == (from, rate_pct, ageing)
        {
            return Ok(known.factor);
        }
        let months = months_between(from, ageing.on, self.days_per_month)?;
        let factor = growth_factor(rate_pct, months, ageing.method)?;
        // Another thread may have set it, for another date.
        let _ = self.first_growth.set(Growth { from, rate_pct, ageing: ageing.clone(), factor });
        Ok(factor)
    }

    /// The conversion of one currency to another. The first is kept.
    fn conversion(&self, from: Currency, to: Currency) -> Result<Cow<'_, Conversion>, PricingError> {
        if let Some(known) = self.first_conversion.get()
            && (known.from, known.to) == (from, to)
        {
            return Ok(Cow::Borrowed(known));
        }
        let conversion = self.exchange.between(from, to)?;
        // Another thread may have set it, for another currency.
        let _ = self.first_conversion.set(conversion.clone());
        Ok(Cow::Owned(conversion))
    }

    /// The day to which prices are aged, and the growth in percentage points a year where all roles share it; `None` where prices are
    /// not aged.
    pub(crate) fn ageing(&self) -> Option<(Date, Option<Decimal>)> {
        let ageing = self.options.ageing.as_ref()?;
        let rate = match ageing.rate {
            AgeingRate::Given(rate) => Some(rate),
            AgeingRate::Sector => self.sector_rate.map(|rate| rate.value),
            AgeingRate::Role => None,
        };
        Some((ageing.on, rate))
    }

    /// Ages the amount to the date asked for. `salary` is the row of the median, if it is one, `title` the role's for errors.
    pub(super) fn age(
        &self,
        price: &mut TraceBuilder,
        title: &str,
        salary: Option<&Record<Salary>>,
        yoy_pct: Option<Decimal>,
    ) -> Result<(), PricingError> {
        let Some(ageing) = &self.options.ageing else { return Ok(()) };
        let from = price.effective;
        if ageing.on < from {
            return Err(PricingError::BeforeEffective { title: title.to_owned(), on: ageing.on, effective: from });
        }
        let rate_pct = match ageing.rate {
            AgeingRate::Given(rate) => rate,
            AgeingRate::Sector => self.sector_rate.ok_or(Overflow)?.value,
            AgeingRate::Role => match yoy_pct {
                Some(growth) => growth,
                None => {
                    let has_sector = self.pack.conventions()?.get(convention::SECTOR_AGEING_RATE).is_some();
                    return Err(PricingError::NoGrowth { title: title.to_owned(), has_sector });
                }
            },
        };
        let factor = Interval::point(self.growth(from, rate_pct, ageing)?);
        price.effective = ageing.on;
        price.multiply(factor, || {
            let source = match ageing.rate {
                AgeingRate::Given(_) => StepSource::caller(),
                AgeingRate::Sector => self.sector_rate.map_or_else(StepSource::caller, StepSource::convention),
                // The growth stands in the median's own row.
                AgeingRate::Role => salary
                    .map_or_else(StepSource::caller, |salary| StepSource::row(salary, &salary.source, &salary.section)),
            };
            let inputs = StepInputs::Ageing {
                from,
                to: ageing.on,
                rate_pct,
                rate: ageing.rate,
                credited: match ageing.rate {
                    AgeingRate::Sector => self.sector_rate.map(|row| row.attributed_to.owned()).unwrap_or_default(),
                    AgeingRate::Given(_) | AgeingRate::Role => String::new(),
                },
                method: ageing.method,
                days_per_month: self.days_per_month,
            };
            (inputs, source)
        })?;
        Ok(())
    }

    /// Adds the geographic differential; in the calibrated reading, to the reference rate that is solved for first.
    pub(super) fn geographic_differential(
        &self,
        price: &mut TraceBuilder,
        city: Option<&str>,
    ) -> Result<GeoBasis, PricingError> {
        let median = price.value;
        let calibration = self.calibration_of(price.reading);
        if let Some(calibration) = calibration.filter(|_| city.is_some() || self.options.city_premium.is_some()) {
            price.multiply(calibration.reference_rate()?, || {
                let (source, section) = calibration.weights_from();
                let selector = Some(WORKFORCE.to_owned());
                (StepInputs::Calibration, StepSource { basis: StepBasis::Published, source, section, selector })
            })?;
        }
        if let Some(given) = self.options.city_premium {
            price.multiply(given.factor()?, || {
                (StepInputs::City(CityDifferential::Given(given)), StepSource::caller())
            })?;
            return Ok(GeoBasis::Given);
        }
        let Some(city_id) = city else { return Ok(GeoBasis::National(price.reading)) };
        let city = self
            .cities
            .get(city_id)
            .ok_or_else(|| PricingError::UnknownId { table: "cities", id: city_id.to_owned() })?;
        let Some(row) = self.differentials.get(city_id) else {
            let reference_rate = self.pack.reference_rate(&city.tier)?.map(str::to_owned);
            price.multiply(Interval::ONE, || {
                let inputs =
                    StepInputs::City(CityDifferential::NonePublished { city: city.name.owned(), reference_rate });
                let source = StepSource::undocumented(StepBasis::Editorial);
                (inputs, StepSource { selector: Some("geo_differentials".to_owned()), ..source })
            })?;
            return Ok(GeoBasis::NonePublished);
        };
        let geo_basis = match StepBasis::of(&row.origin) {
            StepBasis::Overlay(name) => GeoBasis::Overlay(name),
            _ => GeoBasis::Published,
        };
        // An overlay multiplies the reference rate and does not move it.
        let calibration = calibration.filter(|_| row.origin.overlay.is_none());
        let step = || {
            let inputs = StepInputs::City(CityDifferential::Published {
                city: city.name.owned(),
                differential: PercentRange { low: row.low_pct, high: row.high_pct },
                relative_to: self.differentials.text_of(row, |row| &row.relative_to).to_owned(),
                calibrated: calibration.is_some(),
            });
            (inputs, StepSource::row(row, &row.source, &row.section))
        };
        let factor = Interval::premium(row.low_pct, row.high_pct)?;
        match calibration {
            Some(calibration) => {
                let value = median.times(&calibration.city_rate(row)?)?;
                price.set(Some(factor), value, step);
            }
            None => price.multiply(factor, step)?,
        }
        Ok(geo_basis)
    }

    /// The calibration, in the reading that uses it.
    fn calibration_of(&self, reading: Reading) -> Option<&Calibration> {
        self.calibration.as_ref().filter(|_| reading == Reading::Calibrated)
    }

    /// Adds the seniority differential; in the calibrated reading, over the level at which the median is taken to sit.
    pub(super) fn seniority_differential(
        &self,
        price: &mut TraceBuilder,
        level: &Record<Level>,
        asked: &str,
    ) -> Result<(), PricingError> {
        let mut factor = seniority_factor(level)?;
        let median_level = self.calibration_of(price.reading).and(self.median_level);
        if let Some(median_level) = median_level {
            let under = seniority_factor(median_level)?;
            let one_variable =
                (&median_level.source, &median_level.section, median_level.low_pct, median_level.high_pct)
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
        price.multiply(factor, || {
            let mut basis = StepBasis::of(&level.origin).max(StepBasis::stated(level.basis));
            let asked = (level.id != asked)
                .then(|| self.levels.get(asked).map_or_else(|| asked.to_owned(), |level| level.name.owned()));
            if asked.is_some() {
                basis = basis.max(StepBasis::Editorial);
            }
            let of = |level: &Level| LevelDifferential {
                name: level.name.owned(),
                differential: PercentRange {
                    low: level.low_pct.unwrap_or_default(),
                    high: level.high_pct.unwrap_or_default(),
                },
                is_about: level.qualifier == Some(Qualifier::About),
            };
            let inputs = StepInputs::Level {
                level: of(level),
                relative_to: self.levels.text_of(level, |level| &level.relative_to).to_owned(),
                chosen_reference: level.relative_to_basis == Basis::Editorial,
                median_level: median_level.map(|level| of(level)),
                asked,
            };
            (inputs, StepSource { basis, ..StepSource::row(level, &level.source, &level.section) })
        })?;
        Ok(())
    }

    /// Adds the premium for specialists from abroad.
    pub(super) fn foreign_hire_premium(&self, price: &mut TraceBuilder) -> Result<(), PricingError> {
        let premiums = self.pack.premiums()?;
        let row = premiums
            .iter()
            .find(|premium| premium.kind == PremiumKind::Hire)
            .ok_or_else(|| PricingError::NoPremium { what: "foreign hires".to_owned() })?;
        price.multiply(Interval::premium(row.low_pct, row.high_pct)?, || {
            let premium = PercentRange { low: row.low_pct, high: row.high_pct };
            let inputs = StepInputs::ForeignHire {
                premium,
                relative_to: premiums.text_of(row, |row| &row.relative_to).to_owned(),
                applies_to: row.applies_to.owned(),
                qualifier: row.qualifier,
            };
            (inputs, StepSource::row(row, &row.source, &row.section))
        })?;
        Ok(())
    }

    /// Changes the unit of the amount to the currency and period asked for.
    pub(super) fn convert(&self, price: &mut TraceBuilder) -> Result<(), PricingError> {
        // Without a currency asked for, the pack's own: an overlay may state its medians in another.
        if let Some(currency) =
            self.options.currency.or(self.native_currency).filter(|currency| *currency != price.currency)
        {
            let conversion = self.conversion(price.currency, currency)?;
            let value = price.value.map(|amount| conversion.apply(amount))?;
            let factor = Interval::point(conversion.apply(Decimal::ONE)?);
            price.currency = currency;
            price.set(Some(factor), value, || {
                let source = StepSource {
                    source: conversion.source.clone(),
                    ..StepSource::undocumented(conversion.basis.clone())
                };
                (StepInputs::Currency(conversion.into_owned()), source)
            });
        }
        let period = self.options.period;
        if period != Period::Year {
            let paid = self.periods_a_year();
            let value = price.value.divided_by(paid)?;
            let factor = Interval::ONE.divided_by(paid)?;
            price.set(Some(factor), value, || {
                let source = match (period, self.options.months) {
                    (Period::Hour, _) => StepSource::convention(self.paid_hours),
                    (_, Some(_)) => StepSource::caller(),
                    (_, None) => StepSource::convention(self.usual_months),
                };
                (StepInputs::Period { period, paid }, source)
            });
        }
        Ok(())
    }

    /// The retention bonus on the amount, which stays as it is; `None` where no bonus applies.
    pub(super) fn retention_bonus(
        &self,
        price: &mut TraceBuilder,
        level: Option<&Record<Level>>,
        domain_years: Option<DomainYears>,
    ) -> Result<Option<Interval>, PricingError> {
        let base = price.value;
        if let Retention::Given(given) = self.options.retention {
            let factor = given.share()?;
            let bonus = base.times(&factor)?;
            price.record(Some(factor), bonus, || {
                (StepInputs::Retention { share: given, rule: None }, StepSource::caller())
            });
            return Ok(Some(bonus));
        }
        if self.options.retention == Retention::None {
            return Ok(None);
        }
        let applies = |rule: &&Record<Bonus>| {
            rule.kind == BonusKind::Retention
                && match domain_years {
                    Some(given) => given.years > rule.over_years,
                    None => level.is_some_and(|level| can_exceed(self.levels, level, rule.over_years)),
                }
        };
        // Of several rules that apply, the one with the most years is the most specific.
        let Some(row) = self.bonuses.iter().filter(applies).max_by_key(|rule| rule.over_years) else { return Ok(None) };
        let share = PercentRange { low: row.low_pct, high: row.high_pct };
        let factor = share.share()?;
        let bonus = base.times(&factor)?;
        price.record(Some(factor), bonus, || {
            let ground = match domain_years {
                Some(DomainYears { of_career: false, .. }) => YearsGround::Stated,
                Some(DomainYears { of_career: true, .. }) => YearsGround::Career,
                None => YearsGround::Level(level.map(|level| level.name.owned()).unwrap_or_default()),
            };
            let source = StepSource::row(row, &row.source, &row.section);
            // The rule may be published, but that a level or a career has such years is a choice.
            let chosen = if ground == YearsGround::Stated { StepBasis::Published } else { StepBasis::Editorial };
            let basis = source.basis.clone().max(chosen);
            let rule = RetentionRule {
                over_years: row.over_years,
                years_of: row.years_of.owned(),
                ground,
                measure: row.measure.owned(),
            };
            (StepInputs::Retention { share, rule: Some(rule) }, StepSource { basis, ..source })
        });
        Ok(Some(bonus))
    }
}

/// Adds the adjustment of a slotted role over its benchmark role. A role without one is at par, and has no such step.
pub(super) fn slot_adjustment(price: &mut TraceBuilder, role: &Record<Role>, benchmark: &Role) -> Result<(), Overflow> {
    let Some(adjustment) = role.adjustment() else { return Ok(()) };
    price.multiply(adjustment.factor()?, || {
        let source = StepSource::row(role, &role.slot_source, "");
        // The figures may be published, but that they stand for this role is a choice.
        let basis = if role.origin.overlay.is_some() { source.basis.clone() } else { StepBasis::Editorial };
        let inputs = StepInputs::Slotting { role: role.title.owned(), benchmark: benchmark.title.owned(), adjustment };
        (inputs, StepSource { basis, selector: Some(format!("roles.slot_low_pct:{}", role.id)), ..source })
    })
}

/// Divides the amount by the premium over another sector.
pub(super) fn remove_sector_premium(price: &mut TraceBuilder, sector: &Record<Premium>) -> Result<(), Overflow> {
    let median = price.value;
    let premium = Interval::premium(sector.low_pct, sector.high_pct)?;
    let divided = |amount: Decimal, premium: Decimal| amount.checked_div(premium).ok_or(Overflow);
    let part = |premium: Decimal| divided(Decimal::ONE, premium);
    let factor = Interval { low: part(premium.high)?, mid: part(premium.mid)?, high: part(premium.low)? };
    // Dividing the amount, not multiplying by a rounded quotient, keeps 45,000 ÷ 1.2 exact.
    let value = Interval {
        low: divided(median.low, premium.high)?,
        mid: divided(median.mid, premium.mid)?,
        high: divided(median.high, premium.low)?,
    };
    price.set(Some(factor), value, || {
        let inputs = StepInputs::Sector {
            sector: sector.name.owned(),
            premium: PercentRange { low: sector.low_pct, high: sector.high_pct },
        };
        (inputs, StepSource::row(sector, &sector.source, &sector.section))
    });
    Ok(())
}
