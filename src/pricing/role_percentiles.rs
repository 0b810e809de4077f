//! The percentiles that price the cells of a role: whose they are, and the row of each cell.

use jiff::civil::Date;

use super::cell_pricing::CellPricing;
use super::error::{NearFigure, PricingError, RequestPart};
use super::percentiles::MissingEnds;
use super::priced::{is_slotted_within, median};
use super::pricer::Pricer;
use super::quote::Cell;
use crate::money::{Currency, Decimal, Interval, Overflow};
use crate::pack::{CellElement, CellKey, City, MarketCell, Population, PublishedCell, Record, Role, RoleCells};

/// The most places that the error for an unpublished cell names.
const MAX_NAMED_PLACES: usize = 3;

/// The percentiles that price the cells of a role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RolePercentiles<'p> {
    role: &'p Record<Role>,
    /// The benchmark role, where they are not of the role itself.
    slotted_to: Option<&'p Record<Role>>,
    rows: RoleCells<'p>,
    /// Whether a median prices the cells without percentiles.
    has_median: bool,
}

/// The keys of the percentiles that may price a place and a level, the first of them before the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PercentileKeys<'k>([Option<CellKey<'k>>; 2]);

/// What prices a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CellFigures<'p> {
    Percentiles(CellPercentiles<'p>),
    /// The median of the role, with differentials.
    Median,
    /// Nothing: its percentiles are not published, and no median stands for them.
    Unpublished,
}

/// The percentiles that price a cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellPercentiles<'p> {
    pub(super) cell: PublishedCell<'p>,
    p25: Option<Decimal>,
    median: Decimal,
    p75: Option<Decimal>,
    pub(super) role: &'p Record<Role>,
    /// The benchmark role, where they are not of the role itself.
    pub(super) slotted_to: Option<&'p Record<Role>>,
}

/// What decides the steps of a price from percentiles, and with them its basis, its sources and its notes. Prices of one kind differ
/// in place, level and amounts only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct PriceKind<'p> {
    role: &'p str,
    source: &'p str,
    overlay: Option<&'p str>,
    currency: Currency,
    effective: Date,
    population: Population,
    element: CellElement,
}

impl<'p> CellPercentiles<'p> {
    /// The kind of their prices.
    pub(crate) fn kind(&self) -> PriceKind<'p> {
        let terms = self.cell.terms();
        PriceKind {
            role: &self.role.id,
            source: &terms.source,
            overlay: terms.origin.overlay.as_deref(),
            currency: terms.currency,
            effective: terms.effective,
            population: terms.population,
            element: terms.element,
        }
    }

    /// What their cell shares with others.
    pub(crate) fn terms(&self) -> &'p Record<MarketCell> {
        self.cell.terms()
    }

    pub(super) fn match_grade(&self) -> String {
        self.slotted_to.map_or_else(|| "A".to_owned(), |_| self.role.match_grade.owned())
    }

    pub(super) fn missing(&self) -> MissingEnds {
        MissingEnds { low: self.p25.is_none(), high: self.p75.is_none() }
    }

    /// P25, P50 and P75.
    pub(super) fn range(&self) -> [Option<Decimal>; 3] {
        [self.p25, Some(self.median), self.p75]
    }

    /// Annual amounts; the median stands for those that are not published.
    pub(super) fn annual(&self, [low, mid, high]: [Option<Decimal>; 3]) -> Result<Interval, Overflow> {
        let [low, mid, high] = [low, mid, high].map(|amount| amount.unwrap_or(self.median));
        let published = Interval { low, mid, high };
        match self.cell.terms().period.per_year() {
            1 => Ok(published),
            per_year => published.map(|amount| amount.checked_mul(per_year.into()).ok_or(Overflow)),
        }
    }
}

impl<'p> Pricer<'p> {
    /// The percentiles of a role: its own, or else those of its benchmark role. `None` where the role has neither, or is priced from
    /// a median instead.
    ///
    /// # Errors
    /// As for [`Pricer::quote`].
    pub(crate) fn role_percentiles(&self, role: &str) -> Result<Option<RolePercentiles<'p>>, PricingError> {
        let Some(cells) = &self.cells else { return Ok(None) };
        let role = self.role(role)?;
        let has_median = median(self.salaries, &role.id).is_some();
        let slotted_to = match &role.slotted_to {
            _ if self.pack.has_cells_of(&role.id)? => None,
            Some(target) if !has_median && self.pack.has_cells_of(target)? => Some(self.role(target)?),
            _ => return Ok(None),
        };
        if let (Some(target), Some(min_grade)) = (slotted_to, self.options.min_grade)
            && !is_slotted_within(role, min_grade)
        {
            return Err(PricingError::GradeTooLow {
                title: role.title.owned(),
                slotted_to: target.title.owned(),
                grade: role.match_grade.owned(),
                min_grade,
            });
        }
        let rows = self.pack.role_cells(&slotted_to.unwrap_or(role).id)?;
        // A segment has percentiles only.
        Ok(Some(RolePercentiles { role, slotted_to, rows, has_median: has_median && cells.segment.is_none() }))
    }

    /// What prices a cell of a role, with the percentiles of the role and the keys of the cell, if the role has percentiles.
    pub(crate) fn cell_figures(&self, of_role: Option<(&RolePercentiles<'p>, &PercentileKeys<'_>)>) -> CellFigures<'p> {
        let Some(cells) = &self.cells else { return CellFigures::Median };
        let found = of_role.and_then(|(&RolePercentiles { role, slotted_to, rows, .. }, keys)| {
            let (cell, median) = cell_with_median(rows, keys)?;
            Some(CellPercentiles { cell, p25: cell.p25(), median, p75: cell.p75(), role, slotted_to })
        });
        let has_median = of_role.map_or(cells.segment.is_none(), |(of_role, _)| of_role.has_median);
        match found {
            Some(found) => CellFigures::Percentiles(found),
            None if has_median => CellFigures::Median,
            None => CellFigures::Unpublished,
        }
    }

    /// The keys of the percentiles that may price a place and a level. They serve all roles.
    pub(crate) fn percentile_keys<'k>(
        &'k self,
        of_role: &RolePercentiles<'p>,
        place: Option<&'k str>,
        level: Option<&'k str>,
    ) -> PercentileKeys<'k> {
        let Some(cells) = &self.cells else { return PercentileKeys([None; 2]) };
        let segment = cells.segment.map_or("", |segment| &segment.id);
        PercentileKeys::new(of_role.rows, self.places(cells, place), level.unwrap_or_default(), segment)
    }

    /// The percentiles that price a cell; `None` where it is priced from a median.
    pub(super) fn find_percentiles(&self, cell: &Cell) -> Result<Option<CellPercentiles<'p>>, PricingError> {
        let Some(cells) = &self.cells else { return Ok(None) };
        let of_role = self.role_percentiles(&cell.role)?;
        let (place, level) = (cell.city.as_deref(), cell.level.as_deref());
        let keys = of_role.as_ref().map(|of_role| self.percentile_keys(of_role, place, level));
        match self.cell_figures(of_role.as_ref().zip(keys.as_ref())) {
            CellFigures::Percentiles(found) => Ok(Some(found)),
            CellFigures::Median => Ok(None),
            CellFigures::Unpublished => {
                let priced_by = match of_role {
                    Some(of_role) => of_role.rows.role(),
                    None => &self.role(&cell.role)?.id,
                };
                Err(self.no_cell(cells, cell, priced_by)?)
            }
        }
    }

    /// The ids of the places that may price a cell in a place: this one; without one, the whole market and the nation.
    fn places<'a>(&'a self, cells: &CellPricing<'p>, place: Option<&'a str>) -> [Option<&'a str>; 2] {
        match place {
            Some(place) => [Some(place), None],
            None => [Some(""), cells.nation.map(|nation| nation.id.as_str())],
        }
    }

    /// The place of this id; the nation without one.
    pub(super) fn place_of(&self, cells: &CellPricing<'p>, place: Option<&str>) -> Option<&'p Record<City>> {
        match place {
            Some(id) => self.cities.get(id),
            None => cells.nation,
        }
    }

    /// The error for a cell of which no median is published. `role` is the role whose percentiles would price it.
    fn no_cell(&self, cells: &CellPricing<'p>, cell: &Cell, role: &'p str) -> Result<PricingError, PricingError> {
        let level = cell.level.as_deref().and_then(|id| self.levels.get(id)).map(|level| level.name.to_lowercase());
        let city = self.place_of(cells, cell.city.as_deref()).map(|place| place.name.owned());
        let segment = cells.segment.map(|segment| segment.name.owned());
        Ok(PricingError::NoCell {
            title: self.role(&cell.role)?.title.owned(),
            whereabouts: [city, level, segment].into_iter().flatten().collect::<Vec<_>>().join(", "),
            published: self.near_figure(cells, cell, role)?,
        })
    }

    /// Where a median is published that is near to a cell without one: in the state, without a part of the cell, or in other places.
    fn near_figure(&self, cells: &CellPricing<'p>, cell: &Cell, role: &'p str) -> Result<NearFigure, PricingError> {
        let level = cell.level.as_deref().unwrap_or_default();
        let segment = cells.segment.map_or("", |segment| segment.id.as_str());
        let rows = self.pack.role_cells(role)?;
        let is_published_in = |place: &Record<City>| {
            let keys = PercentileKeys::new(rows, [Some(&*place.id), None], level, segment);
            cell_with_median(rows, &keys).is_some()
        };
        let place = self.place_of(cells, cell.city.as_deref());
        let around = place.map(|place| self.pack.states_of(place)).transpose()?.unwrap_or_default();
        let around = around.into_iter().filter(|state| is_published_in(state));
        let around: Vec<String> = around.map(|state| state.name.owned()).collect();
        if !around.is_empty() {
            return Ok(NearFigure::Around(around));
        }
        let (here, national) = (self.places(cells, cell.city.as_deref()), self.places(cells, None));
        let (has_place, has_segment) = (cell.city.is_some(), cells.segment.is_some());
        for (parts, places, level, segment, is_given) in [
            (&[RequestPart::Place][..], national, level, segment, has_place),
            (&[RequestPart::Segment], here, level, "", has_segment),
            (&[RequestPart::Level], here, "", segment, cell.level.is_some()),
            (&[RequestPart::Place, RequestPart::Segment], national, level, "", has_place && has_segment),
        ] {
            let keys = PercentileKeys::new(rows, places, level, segment);
            if is_given && cell_with_median(rows, &keys).is_some() {
                return Ok(NearFigure::Without(parts.to_vec()));
            }
        }
        let places = self.cities.iter().filter(|place| is_published_in(place)).take(MAX_NAMED_PLACES + 1);
        let mut places: Vec<String> = places.map(|place| place.name.owned()).collect();
        let has_more = places.len() > MAX_NAMED_PLACES;
        places.truncate(MAX_NAMED_PLACES);
        Ok(if places.is_empty() { NearFigure::Nowhere } else { NearFigure::In { places, has_more } })
    }
}

impl<'k> PercentileKeys<'k> {
    /// The keys of some places.
    fn new(rows: RoleCells<'_>, places: [Option<&'k str>; 2], level: &'k str, segment: &'k str) -> Self {
        PercentileKeys(places.map(|place| Some(rows.key(place?, level, segment))))
    }
}

/// The first cell of some keys that has a median.
fn cell_with_median<'p>(rows: RoleCells<'p>, keys: &PercentileKeys<'_>) -> Option<(PublishedCell<'p>, Decimal)> {
    keys.0.iter().flatten().find_map(|key| {
        let cell = rows.find(key)?;
        Some((cell, cell.p50()?))
    })
}
