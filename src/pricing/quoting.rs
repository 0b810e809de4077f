//! Quotes: the steps of a price in their order, in both readings of the median.

use jiff::civil::Date;

use super::basis::StepBasis;
use super::error::PricingError;
use super::match_grade::MatchGrade;
use super::options::{DomainYears, Reading};
use super::percentiles::MissingEnds;
use super::pricer::Pricer;
use super::quote::{Cell, GeoBasis, OtherReading, Quote};
use super::seniority::pricing_level;
use super::steps::{ReferenceMedian, remove_sector_premium};
use super::trace::{Step, StepInputs};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Currency, Decimal, Interval, Overflow};
use crate::pack::{Level, Premium, Record};

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
    /// The level whose differential is used; `None` where the cell has no level.
    level: Option<&'p Record<Level>>,
}

impl<'p> Pricer<'p> {
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
    pub fn quote_for_years(&self, cell: &Cell, domain_years: Option<DomainYears>) -> Result<Quote, PricingError> {
        if let Some(quote) = self.cell_quote(cell)? {
            return Ok(quote);
        }
        let PricedBase { mut price, yoy_pct, match_grade, geo_basis, level } =
            self.base_salary(cell, self.options.reading, Some(Vec::new()))?;
        let base = price.value;
        let retention = self.retention_bonus(&mut price, level, domain_years)?;
        let total = with_bonus(base, retention)?;
        // Without rules for a bonus there is no sum to show.
        if retention.is_some() || !self.bonuses.is_empty() {
            // The sum is no more certain than the least certain of what it adds up.
            let steps = price.trace.iter().flatten();
            let basis = steps.map(|step| step.basis.clone()).max().unwrap_or(StepBasis::Published);
            price.record(None, total, || (StepInputs::Total, StepSource::undocumented(basis)));
        }
        Ok(Quote {
            cell: cell.clone(),
            base,
            missing: MissingEnds::default(),
            percentiles: None,
            retention,
            total,
            currency: price.currency,
            period: self.options.period,
            months: self.months(),
            hours: self.hours,
            yoy_pct,
            effective: price.effective,
            reading: Some(self.options.reading),
            geo_basis,
            match_grade: self.grade_as_asked(&cell.role, match_grade),
            priced_as: level
                .filter(|level| Some(level.id.as_str()) != cell.level.as_deref())
                .map(|level| level.id.owned()),
            trace: price.trace.unwrap_or_default(),
            other: self.other_reading(cell, base, domain_years),
        })
    }

    /// The match grade of a role, by the title by which it was asked for.
    pub(super) fn grade_as_asked(&self, role: &str, grade: String) -> String {
        let is_by_job = self.options.by_covered_job.iter().any(|by_job| by_job == role);
        if is_by_job { MatchGrade::of_covered_job(&grade).to_owned() } else { grade }
    }

    /// The price in the other reading; `None` where it cannot be calculated or is the same.
    fn other_reading(&self, cell: &Cell, base: Interval, domain_years: Option<DomainYears>) -> Option<OtherReading> {
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
        let level = cell.level.as_deref().map(|id| pricing_level(self.levels, id)).transpose()?;
        if let (Some(level), Some(asked)) = (level, &cell.level) {
            self.seniority_differential(&mut price, level, asked)?;
        }
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
            match_grade: self.grade_as_asked(role, match_grade),
            trace: price.trace.unwrap_or_default(),
        })
    }
}

/// The sum of base salary and bonus.
fn with_bonus(base: Interval, bonus: Option<Interval>) -> Result<Interval, Overflow> {
    bonus.map_or(Ok(base), |bonus| base.plus(&bonus))
}
