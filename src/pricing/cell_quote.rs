//! Quotes from published percentiles: low, mid and high are P25, P50 and P75.

use std::sync::Arc;

use super::basis::StepBasis;
use super::error::PricingError;
use super::percentiles::{MissingEnds, Percentiles};
use super::pricer::Pricer;
use super::quote::{Cell, GeoBasis, Quote};
use super::role_percentiles::CellPercentiles;
use super::steps::slot_adjustment;
use super::trace::{SlottedFrom, Step, StepInputs};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Decimal, Interval, Overflow};
use crate::pack::{MarketCell, PackText};

/// The amounts of a price from percentiles, without its trace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellAmounts {
    /// P25, P50 and P75, as in [`Quote::base`].
    pub(crate) base: Interval,
    /// The ends of the range that are not published.
    pub(crate) missing: MissingEnds,
}

impl<'p> Pricer<'p> {
    /// Prices a cell from percentiles; `None` where the role is priced from a median.
    pub(super) fn cell_quote(&self, cell: &Cell) -> Result<Option<Quote>, PricingError> {
        let Some((cells, found)) = self.cells.as_ref().zip(self.find_percentiles(cell)?) else { return Ok(None) };
        let terms = found.cell.terms();
        let match_grade = found.match_grade();
        let mut price = self.start(&found, found.range(), Some(Vec::new()))?;
        price.record(None, price.value, || {
            let published_for = &found.slotted_to.unwrap_or(found.role).id;
            let own = StepSource::keyed::<MarketCell>(&terms.origin, published_for, &terms.source, "");
            let basis = match (found.slotted_to, &terms.origin.overlay) {
                (Some(_), _) => StepBasis::Slotted,
                (None, Some(_)) => own.basis.clone(),
                (None, None) => StepBasis::Percentiles,
            };
            let inputs = StepInputs::Cell {
                slotted_from: found
                    .slotted_to
                    .map(|target| SlottedFrom { title: target.title.owned(), match_grade: match_grade.clone() }),
                population: terms.population,
                element: terms.element,
                place: self.place_of(cells, cell.city.as_deref()).map(|place| place.name.owned()),
                segment: cells.segment.map(|segment| segment.name.owned()),
                per_year: terms.period.per_year(),
            };
            (inputs, StepSource { basis, ..own })
        });
        self.add_steps(&found, &mut price)?;
        Ok(Some(Quote {
            cell: cell.clone(),
            base: price.value,
            missing: price.missing,
            percentiles: Some(Box::new(self.percentiles(&found, &price.value)?)),
            retention: None,
            total: price.value,
            currency: price.currency,
            period: self.options.period,
            months: self.months(),
            hours: self.hours,
            yoy_pct: None,
            effective: price.effective,
            reading: None,
            geo_basis: match &cell.city {
                Some(_) => GeoBasis::Published,
                None => GeoBasis::WholeMarket(cells.nation.map(|nation| Arc::from(nation.name.as_str()))),
            },
            match_grade: self.grade_as_asked(&cell.role, match_grade),
            priced_as: None,
            trace: price.trace.unwrap_or_default(),
            other: None,
        }))
    }

    /// The amounts of a cell with these percentiles, which are those of [`Pricer::quote`].
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub(crate) fn cell_amounts(&self, found: &CellPercentiles<'p>) -> Result<CellAmounts, PricingError> {
        let mut price = self.start(found, found.range(), None)?;
        self.add_steps(found, &mut price)?;
        Ok(CellAmounts { base: price.value, missing: price.missing })
    }

    /// The steps that follow on the published percentiles.
    fn add_steps(&self, found: &CellPercentiles<'p>, price: &mut TraceBuilder) -> Result<(), PricingError> {
        self.age(price, &found.role.title, None, None)?;
        if let Some(benchmark) = found.slotted_to {
            slot_adjustment(price, found.role, benchmark)?;
        }
        self.convert(price)
    }

    /// The percentiles of a price, whose base salary is given, in the same currency and period. The further amounts go through the
    /// same steps. They are percentiles of the role that they are published for alone.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub(crate) fn percentiles(
        &self,
        found: &CellPercentiles<'p>,
        base: &Interval,
    ) -> Result<Percentiles, PricingError> {
        let (cell, terms) = (found.cell, found.cell.terms());
        let is_own = found.slotted_to.is_none();
        let own = |amount: Option<Decimal>| amount.filter(|_| is_own);
        let (p10, mean, p90) = (own(cell.p10()), own(cell.mean()), own(cell.p90()));
        let mut others = self.start(found, [p10, mean, p90], None)?;
        self.age(&mut others, &found.role.title, None, None)?;
        self.convert(&mut others)?;
        let missing = found.missing();
        Ok(Percentiles {
            p10: p10.map(|_| others.value.low),
            p25: missing.low_of(base),
            p50: base.mid,
            p75: missing.high_of(base),
            p90: p90.map(|_| others.value.high),
            mean: mean.map(|_| others.value.mid),
            employment: cell.employment().filter(|_| is_own),
            n: cell.n().filter(|_| is_own),
            organisations: cell.organisations().filter(|_| is_own),
            mean_rse_pct: own(cell.mean_rse_pct()),
            certainty: Some(&terms.certainty).filter(|grade| is_own && !grade.is_empty()).map(PackText::owned),
            population: terms.population,
            element: terms.element,
            segment: self.cells.as_ref().and_then(|cells| cells.segment).map(|segment| segment.name.owned()),
        })
    }

    /// The first amounts of a price, for a year.
    fn start(
        &self,
        found: &CellPercentiles<'p>,
        amounts: [Option<Decimal>; 3],
        trace: Option<Vec<Step>>,
    ) -> Result<TraceBuilder, Overflow> {
        let terms = found.cell.terms();
        Ok(TraceBuilder {
            value: found.annual(amounts)?,
            currency: terms.currency,
            effective: terms.effective,
            reading: self.options.reading,
            missing: found.missing(),
            trace,
        })
    }
}
