//! The nation and the segment of prices from percentiles.

use super::error::PricingError;
use crate::pack::{City, Pack, Record, Segment};

/// What pricing from percentiles needs besides the percentiles themselves.
#[derive(Debug)]
pub(super) struct CellPricing<'p> {
    /// The place that is priced where none is asked for.
    pub(super) nation: Option<&'p Record<City>>,
    /// The segment asked for.
    pub(super) segment: Option<&'p Record<Segment>>,
}

impl<'p> CellPricing<'p> {
    /// `None` for a pack without percentiles. `segment` is an id.
    pub(super) fn new(pack: &'p Pack, segment: Option<&str>) -> Result<Option<Self>, PricingError> {
        if !pack.has_market_cells()? {
            return Ok(None);
        }
        let segment = segment.map(|id| {
            let unknown = || PricingError::UnknownId { table: "segments", id: id.to_owned() };
            pack.segments()?.get(id).ok_or_else(unknown)
        });
        Ok(Some(CellPricing { nation: pack.nation()?, segment: segment.transpose()? }))
    }
}
