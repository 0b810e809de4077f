//! All rows of the market.

use super::row::MarketRow;
use super::{listed, pay, places};
use crate::pack::{DataError, Pack};

/// Every row of the pack with a section, sorted by section and, within a section, by [`RowKind`](super::row::RowKind).
pub(super) fn all(pack: &Pack) -> Result<Vec<MarketRow>, DataError> {
    let mut rows = Vec::new();
    pay::salaries(pack, &mut rows)?;
    pay::city_premiums(pack, &mut rows)?;
    pay::level_premiums(pack, &mut rows)?;
    pay::premiums(pack, &mut rows)?;
    pay::bonuses(pack, &mut rows)?;
    pay::constants(pack, &mut rows)?;
    places::cities(pack, &mut rows)?;
    listed::organisations(pack, &mut rows)?;
    listed::facts_and_findings(pack, &mut rows)?;
    listed::skills_and_roles(pack, &mut rows)?;
    rows.retain(|row| !row.section.is_empty());
    let order = sections_of(pack, &rows)?;
    rows.sort_by_key(|row| (order.iter().position(|section| *section == row.section), row.kind));
    Ok(rows)
}

/// The sections with rows, in the order of the pack's table of sections. Sections that the table lacks come last.
pub(super) fn sections_of(pack: &Pack, rows: &[MarketRow]) -> Result<Vec<String>, DataError> {
    let of_rows = |section: &str| rows.iter().any(|row| row.section == section);
    let listed = pack.sections()?.iter().map(|section| section.id.owned());
    let mut out: Vec<String> = listed.filter(|section| of_rows(section)).collect();
    for row in rows {
        if !row.section.is_empty() && !out.contains(&row.section) {
            out.push(row.section.clone());
        }
    }
    Ok(out)
}
