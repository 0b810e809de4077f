//! Levels with their differentials, and with a retention bonus.

use super::error::PricingError;
use crate::money::{Decimal, Interval};
use crate::pack::{Level, Record, Table};

/// The level whose differential prices another: itself, or the one it is priced as.
pub(super) fn pricing_level<'a>(levels: &'a Table<Level>, id: &str) -> Result<&'a Record<Level>, PricingError> {
    let asked = levels.get(id).ok_or_else(|| PricingError::UnknownId { table: "levels", id: id.to_owned() })?;
    let priced = match &asked.priced_as {
        Some(other) => {
            levels.get(other).ok_or_else(|| PricingError::UnknownId { table: "levels", id: other.owned() })?
        }
        None => asked,
    };
    if priced.low_pct.is_none() || priced.high_pct.is_none() {
        return Err(PricingError::LevelWithoutPrice {
            level: asked.name.owned(),
            priced: levels.iter().filter(|level| level.low_pct.is_some()).map(|level| level.id.owned()).collect(),
        });
    }
    Ok(priced)
}

/// The factor `1 + s` of a level with its own differential.
pub(super) fn seniority_factor(level: &Level) -> Result<Interval, PricingError> {
    match (level.low_pct, level.high_pct) {
        (Some(low), Some(high)) => Ok(Interval::premium(low, high)?),
        _ => Err(PricingError::LevelWithoutPrice { level: level.name.owned(), priced: Vec::new() }),
    }
}

/// Whether a person at a level can have more years than a bonus asks for: the next level begins later than that, or there
/// is none.
pub(super) fn can_exceed(levels: &Table<Level>, level: &Level, over_years: Decimal) -> bool {
    let Some(from) = level.min_years else { return false };
    let next = levels.iter().filter_map(|other| other.min_years).filter(|other| *other > from).min();
    next.is_none_or(|next| next > over_years)
}

/// The level of the median in the calibrated reading: the middle one of those with a published differential.
pub(super) fn level_of_median(levels: &Table<Level>) -> Option<&Record<Level>> {
    let priced: Vec<_> =
        levels.without_overlays().filter(|level| level.low_pct.is_some() && level.min_years.is_some()).collect();
    priced.get(priced.len() / 2).copied()
}
