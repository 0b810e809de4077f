//! The roles and levels that have a price. Lists and the engine share these rules.

use super::home_market::home_country_of;
use super::match_grade::MatchGrade;
use crate::pack::{DataError, Level, Pack, PackTable, PublishedCell, Record, Role, Salary};

/// The median that prices a role: the latest of the overlays, or else the latest of the pack; of the pack's country only.
pub(super) fn median<'p>(salaries: &'p PackTable<Salary>, role: &str) -> Option<&'p Record<Salary>> {
    let home = home_country_of(salaries);
    salaries
        .with_first_key(role)
        .filter(|salary| salary.geography.is_empty() || salary.geography == home)
        .max_by_key(|salary| (salary.origin.overlay.is_some(), salary.effective))
}

/// The own median of a role; `None` where it has none.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub(crate) fn own_median<'p>(pack: &'p Pack, role: &str) -> Result<Option<&'p Record<Salary>>, DataError> {
    Ok(median(pack.salaries()?, role))
}

/// Whether a role has a price: its own median or percentiles, or a benchmark role that it is slotted to with no worse a grade than
/// `min_grade`. Its kind does not decide, because an overlay can give any role a median.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn has_price(pack: &Pack, role: &Role, min_grade: Option<MatchGrade>) -> Result<bool, DataError> {
    Ok(is_slotted_within(role, min_grade.unwrap_or(MatchGrade::D))
        || own_median(pack, &role.id)?.is_some()
        || pack.has_cells_of(&role.id)?)
}

/// Whether a role is slotted to a benchmark role with no worse a grade than this. No slotted role has the grade A.
pub(super) fn is_slotted_within(role: &Role, min_grade: MatchGrade) -> bool {
    min_grade > MatchGrade::A && role.slotted_to.is_some() && MatchGrade::of_slotted(&role.match_grade) <= min_grade
}

/// The percentiles of a role in the whole market, at all levels and in all segments; `None` where it has no median there.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn whole_market_cell<'p>(pack: &'p Pack, role: &'p str) -> Result<Option<PublishedCell<'p>>, DataError> {
    let cells = pack.role_cells(role)?;
    for place in [Some(""), pack.nation()?.map(|nation| nation.id.as_str())].into_iter().flatten() {
        if let Some(cell) = cells.get(place, "", "").filter(|cell| cell.p50().is_some()) {
            return Ok(Some(cell));
        }
    }
    Ok(None)
}

/// Whether nothing is priced from a median: a pack of percentiles, to which no premium or bonus applies.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn has_percentiles_only(pack: &Pack) -> Result<bool, DataError> {
    Ok(pack.salaries()?.is_empty() && pack.has_market_cells()?)
}

/// Whether a level has a price: its own differential, or another level that it is priced as.
#[must_use]
pub(crate) fn level_has_price(level: &Level) -> bool {
    level.low_pct.is_some() || level.priced_as.is_some()
}
