//! Quotes from published percentiles: low, mid and high are P25, P50 and P75.

use std::sync::Arc;

use super::basis::StepBasis;
use super::cell_pricing::CellPricing;
use super::error::PricingError;
use super::percentiles::{MissingEnds, Percentiles};
use super::priced::is_slotted_within;
use super::pricer::Pricer;
use super::quote::{Cell, GeoBasis, Quote};
use super::steps::slot_adjustment;
use super::trace::{SlottedFrom, StepInputs};
use super::trace_builder::{StepSource, TraceBuilder};
use crate::money::{Decimal, Interval, Overflow};
use crate::pack::{City, DataError, MarketCell, Record, Role};

/// The percentiles of a cell, and the role that they are of.
struct Found<'p> {
    row: &'p Record<MarketCell>,
    median: Decimal,
    /// The benchmark role, where they are not of the role itself.
    slotted_to: Option<&'p Record<Role>>,
}

impl<'p> Pricer<'p> {
    /// Prices a cell from percentiles; `None` where the role is priced from a median.
    pub(super) fn cell_quote(&self, cell: &Cell) -> Result<Option<Quote>, PricingError> {
        let Some(cells) = &self.cells else { return Ok(None) };
        let Some(Found { row, median, slotted_to }) = self.percentiles_of(cells, cell)? else { return Ok(None) };
        let annual = |amount: Decimal| amount.checked_mul(row.period.per_year().into()).ok_or(Overflow);
        let (low, high) = (row.p25.unwrap_or(median), row.p75.unwrap_or(median));
        let missing = MissingEnds { low: row.p25.is_none(), high: row.p75.is_none() };
        let range = Interval { low, mid: median, high }.map(annual)?;
        let start = |value: Interval, trace| TraceBuilder {
            value,
            currency: row.currency,
            effective: row.effective,
            reading: self.options.reading,
            missing,
            trace,
        };
        let mut price = start(range, Some(Vec::new()));
        let role = self.role(&cell.role)?;
        let match_grade = slotted_to.map_or_else(|| "A".to_owned(), |_| role.match_grade.owned());
        price.record(None, range, || {
            let own = StepSource::row(row, &row.source, "");
            let basis = match (slotted_to, &row.origin.overlay) {
                (Some(_), _) => StepBasis::Slotted,
                (None, Some(_)) => own.basis.clone(),
                (None, None) => StepBasis::Percentiles,
            };
            let inputs = StepInputs::Cell {
                slotted_from: slotted_to
                    .map(|target| SlottedFrom { title: target.title.owned(), match_grade: match_grade.clone() }),
                population: row.population,
                element: row.element,
                place: self.place_of(cells, cell).map(|place| place.name.owned()),
                segment: cells.segment.map(|segment| segment.name.owned()),
                per_year: row.period.per_year(),
            };
            (inputs, StepSource { basis, ..own })
        });
        self.age(&mut price, &role.title, None, None)?;
        if let Some(benchmark) = slotted_to {
            slot_adjustment(&mut price, role, benchmark)?;
        }
        self.convert(&mut price)?;
        // The other amounts go through the same steps. They are percentiles of the role that they are published for alone.
        let own = |amount: Option<Decimal>| amount.filter(|_| slotted_to.is_none());
        let (p10, mean, p90) = (own(row.p10), own(row.mean), own(row.p90));
        let [low, mid, high] = [p10, mean, p90].map(|amount| amount.unwrap_or(median));
        let mut others = start(Interval { low, mid, high }.map(annual)?, None);
        self.age(&mut others, &role.title, None, None)?;
        self.convert(&mut others)?;
        let base = price.value;
        let percentiles = Percentiles {
            p10: p10.map(|_| others.value.low),
            p25: missing.low_of(&base),
            p50: base.mid,
            p75: missing.high_of(&base),
            p90: p90.map(|_| others.value.high),
            mean: mean.map(|_| others.value.mid),
            employment: row.employment.filter(|_| slotted_to.is_none()),
            n: row.n.filter(|_| slotted_to.is_none()),
            organisations: row.organisations.filter(|_| slotted_to.is_none()),
            mean_rse_pct: own(row.mean_rse_pct),
            certainty: Some(row.certainty.owned()).filter(|grade| slotted_to.is_none() && !grade.is_empty()),
            population: row.population,
            element: row.element,
            segment: cells.segment.map(|segment| segment.name.owned()),
        };
        Ok(Some(Quote {
            cell: cell.clone(),
            base,
            missing,
            percentiles: Some(Box::new(percentiles)),
            retention: None,
            total: base,
            currency: price.currency,
            period: self.options.period,
            months: self.months(),
            yoy_pct: None,
            effective: price.effective,
            reading: None,
            geo_basis: match &cell.city {
                Some(_) => GeoBasis::Published,
                None => GeoBasis::WholeMarket(cells.nation.map(|nation| Arc::from(nation.name.as_str()))),
            },
            match_grade,
            priced_as: None,
            trace: price.trace.unwrap_or_default(),
            other: None,
        }))
    }

    /// The percentiles that price a cell: the role's own, or else those of its benchmark role. `None` where the role is priced
    /// from a median.
    fn percentiles_of(&self, cells: &CellPricing<'p>, cell: &Cell) -> Result<Option<Found<'p>>, PricingError> {
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
            return Ok(Some(Found { row, median, slotted_to: target }));
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
