//! Quotes from published percentiles: low, mid and high are P25, P50 and P75.

use std::sync::Arc;

use jiff::civil::Date;

use super::basis::StepBasis;
use super::cell_pricing::CellPricing;
use super::error::PricingError;
use super::percentiles::{MissingEnds, Percentiles};
use super::priced::is_slotted_within;
use super::pricer::Pricer;
use super::quote::{Cell, GeoBasis, Quote};
use super::steps::slot_adjustment;
use super::trace::{SlottedFrom, Step, StepInputs};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Currency, Decimal, Interval, Overflow};
use crate::pack::{CellElement, City, DataError, MarketCell, PackText, Population, Record, Role};

/// The percentiles that price a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellPercentiles<'p> {
    row: &'p Record<MarketCell>,
    median: Decimal,
    role: &'p Record<Role>,
    /// The benchmark role, where they are not of the role itself.
    slotted_to: Option<&'p Record<Role>>,
}

/// What decides the steps of a price from percentiles, and with them its basis, its sources and its notes. Prices of one kind
/// differ in place, level and amounts only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CellKind<'p> {
    role: &'p str,
    source: &'p str,
    overlay: Option<&'p str>,
    currency: Currency,
    effective: Date,
    population: Population,
    element: CellElement,
}

/// The amounts of a price from percentiles, without its trace.
#[derive(Debug, Clone)]
pub(crate) struct CellAmounts {
    /// P25, P50 and P75, as in [`Quote::base`].
    pub(crate) base: Interval,
    /// The ends of the range that are not published.
    pub(crate) missing: MissingEnds,
    /// All percentiles, in the same currency and period.
    pub(crate) percentiles: Percentiles,
}

impl<'p> CellPercentiles<'p> {
    /// The kind of their prices.
    pub(crate) fn kind(&self) -> CellKind<'p> {
        CellKind {
            role: &self.role.id,
            source: &self.row.source,
            overlay: self.row.origin.overlay.as_deref(),
            currency: self.row.currency,
            effective: self.row.effective,
            population: self.row.population,
            element: self.row.element,
        }
    }

    fn match_grade(&self) -> String {
        self.slotted_to.map_or_else(|| "A".to_owned(), |_| self.role.match_grade.owned())
    }

    fn missing(&self) -> MissingEnds {
        MissingEnds { low: self.row.p25.is_none(), high: self.row.p75.is_none() }
    }

    /// P25, P50 and P75.
    fn range(&self) -> [Option<Decimal>; 3] {
        [self.row.p25, Some(self.median), self.row.p75]
    }

    /// Annual amounts; the median stands for those that are not published.
    fn annual(&self, [low, mid, high]: [Option<Decimal>; 3]) -> Result<Interval, Overflow> {
        let [low, mid, high] = [low, mid, high].map(|amount| amount.unwrap_or(self.median));
        let per_year = Decimal::from(self.row.period.per_year());
        Interval { low, mid, high }.map(|amount| amount.checked_mul(per_year).ok_or(Overflow))
    }
}

impl<'p> Pricer<'p> {
    /// Prices a cell from percentiles; `None` where the role is priced from a median.
    pub(super) fn cell_quote(&self, cell: &Cell) -> Result<Option<Quote>, PricingError> {
        let Some((cells, found)) = self.cells.as_ref().zip(self.find_percentiles(cell)?) else { return Ok(None) };
        let row = found.row;
        let match_grade = found.match_grade();
        let mut price = self.start(&found, found.range(), Some(Vec::new()))?;
        price.record(None, price.value, || {
            let own = StepSource::row(row, &row.source, "");
            let basis = match (found.slotted_to, &row.origin.overlay) {
                (Some(_), _) => StepBasis::Slotted,
                (None, Some(_)) => own.basis.clone(),
                (None, None) => StepBasis::Percentiles,
            };
            let inputs = StepInputs::Cell {
                slotted_from: found
                    .slotted_to
                    .map(|target| SlottedFrom { title: target.title.owned(), match_grade: match_grade.clone() }),
                population: row.population,
                element: row.element,
                place: self.place_of(cells, cell).map(|place| place.name.owned()),
                segment: cells.segment.map(|segment| segment.name.owned()),
                per_year: row.period.per_year(),
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
        let percentiles = self.percentiles(found, &price.value)?;
        Ok(CellAmounts { base: price.value, missing: price.missing, percentiles })
    }

    /// The steps that follow on the published percentiles.
    fn add_steps(&self, found: &CellPercentiles<'p>, price: &mut TraceBuilder) -> Result<(), PricingError> {
        self.age(price, &found.role.title, None, None)?;
        if let Some(benchmark) = found.slotted_to {
            slot_adjustment(price, found.role, benchmark)?;
        }
        self.convert(price)
    }

    /// The percentiles of a price, whose base salary is given. The further amounts go through the same steps. They are
    /// percentiles of the role that they are published for alone.
    fn percentiles(&self, found: &CellPercentiles<'p>, base: &Interval) -> Result<Percentiles, PricingError> {
        let row = found.row;
        let is_own = found.slotted_to.is_none();
        let own = |amount: Option<Decimal>| amount.filter(|_| is_own);
        let (p10, mean, p90) = (own(row.p10), own(row.mean), own(row.p90));
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
            employment: row.employment.filter(|_| is_own),
            n: row.n.filter(|_| is_own),
            organisations: row.organisations.filter(|_| is_own),
            mean_rse_pct: own(row.mean_rse_pct),
            certainty: Some(&row.certainty).filter(|grade| is_own && !grade.is_empty()).map(PackText::owned),
            population: row.population,
            element: row.element,
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
        Ok(TraceBuilder {
            value: found.annual(amounts)?,
            currency: found.row.currency,
            effective: found.row.effective,
            reading: self.options.reading,
            missing: found.missing(),
            trace,
        })
    }

    /// The percentiles that price a cell: the role's own, or else those of its benchmark role. `None` where the role is priced
    /// from a median.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub(crate) fn find_percentiles(&self, cell: &Cell) -> Result<Option<CellPercentiles<'p>>, PricingError> {
        let Some(cells) = &self.cells else { return Ok(None) };
        let role = self.role(&cell.role)?;
        let has_median = super::priced::median(self.salaries, &cell.role).is_some();
        let target = match &role.slotted_to {
            _ if self.pack.has_cells_of(&cell.role)? => None,
            Some(target) if !has_median && self.pack.has_cells_of(target)? => Some(self.role(target)?),
            // A segment has percentiles only.
            _ if cells.segment.is_some() => return Err(self.no_cell(cells, cell, &cell.role)?),
            _ => return Ok(None),
        };
        if let (Some(target), Some(min_grade)) = (target, self.options.min_grade)
            && !is_slotted_within(role, min_grade)
        {
            return Err(PricingError::GradeTooLow {
                title: role.title.owned(),
                slotted_to: target.title.owned(),
                grade: role.match_grade.owned(),
                min_grade,
            });
        }
        let id = target.map_or(cell.role.as_str(), |target| target.id.as_str());
        let segment = cells.segment.map_or("", |segment| &segment.id);
        if let Some((row, median)) =
            self.row_with_median(id, self.places(cells, cell), cell.level.as_deref().unwrap_or_default(), segment)?
        {
            return Ok(Some(CellPercentiles { row, median, role, slotted_to: target }));
        }
        if has_median && cells.segment.is_none() {
            return Ok(None);
        }
        Err(self.no_cell(cells, cell, id)?)
    }

    /// The ids of the places that may price a cell: the one asked for; without one, the whole market and the nation.
    fn places<'a>(&'a self, cells: &'a CellPricing<'p>, cell: &'a Cell) -> [Option<&'a str>; 2] {
        match cell.city.as_deref() {
            Some(place) => [Some(place), None],
            None => [Some(""), cells.nation.map(|nation| nation.id.as_str())],
        }
    }

    /// The place of a cell.
    fn place_of(&self, cells: &CellPricing<'p>, cell: &Cell) -> Option<&'p Record<City>> {
        match cell.city.as_deref() {
            Some(id) => self.cities.get(id),
            None => cells.nation,
        }
    }

    /// The first row of some places that has a median.
    fn row_with_median(
        &self,
        role: &str,
        places: [Option<&str>; 2],
        level: &str,
        segment: &str,
    ) -> Result<Option<(&'p Record<MarketCell>, Decimal)>, DataError> {
        for place in places.into_iter().flatten() {
            if let Some(row) = self.pack.cell(role, place, level, segment)?
                && let Some(median) = row.p50
            {
                return Ok(Some((row, median)));
            }
        }
        Ok(None)
    }

    /// The error for a cell of which no median is published. `role` is the role whose percentiles would price it.
    fn no_cell(&self, cells: &CellPricing<'p>, cell: &Cell, role: &str) -> Result<PricingError, PricingError> {
        let level = cell.level.as_deref().unwrap_or_default();
        let segment = cells.segment.map_or("", |segment| segment.id.as_str());
        let nowhere = Cell { city: None, ..cell.clone() };
        let (here, national) = (self.places(cells, cell), self.places(cells, &nowhere));
        let mut published_without = Vec::new();
        for (flags, places, level, segment, is_given) in [
            (&["--city"][..], national, level, segment, cell.city.is_some()),
            (&["--segment"], here, level, "", cells.segment.is_some()),
            (&["--level"], here, "", segment, cell.level.is_some()),
            (&["--city", "--segment"], national, level, "", cell.city.is_some() && cells.segment.is_some()),
        ] {
            if is_given && self.row_with_median(role, places, level, segment)?.is_some() {
                published_without = flags.to_vec();
                break;
            }
        }
        let level = cell.level.as_deref().and_then(|id| self.levels.get(id)).map(|level| level.name.to_lowercase());
        let city = self.place_of(cells, cell).map(|place| place.name.owned());
        let segment = cells.segment.map(|segment| segment.name.owned());
        Ok(PricingError::NoCell {
            title: self.role(&cell.role)?.title.owned(),
            whereabouts: [city, level, segment].into_iter().flatten().collect::<Vec<_>>().join(", "),
            published_without,
        })
    }
}
