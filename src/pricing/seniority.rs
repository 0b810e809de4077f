//! Levels with their differentials, and with a retention bonus.

use super::error::PricingError;
use crate::money::{Decimal, Interval};
use crate::pack::{Convention, Level, PackTable, Record, convention};

/// The level whose differential prices another: itself, or the one it is priced as.
pub(super) fn pricing_level<'a>(levels: &'a PackTable<Level>, id: &str) -> Result<&'a Record<Level>, PricingError> {
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
pub(super) fn can_exceed(levels: &PackTable<Level>, level: &Level, over_years: Decimal) -> bool {
    let Some(from) = level.min_years else { return false };
    let next = levels.iter().filter_map(|other| other.min_years).filter(|other| *other > from).min();
    next.is_none_or(|next| next > over_years)
}

/// The id of the level at which medians usually sit.
const MID_LEVEL: &str = "mid";

/// The level at which the medians sit in the calibrated reading: the one that the pack names in its conventions, or else the
/// level `mid`, or else the lower of the middle levels with a differential. `None` where no level has one. An overlay does not
/// change it, except by naming a level in its own conventions.
pub(super) fn level_of_median<'p>(
    levels: &'p PackTable<Level>,
    conventions: &'p PackTable<Convention>,
) -> Option<&'p Record<Level>> {
    let mut priced: Vec<_> =
        levels.without_overlays().filter(|level| level.low_pct.is_some() && level.high_pct.is_some()).collect();
    // Rows that an overlay replaced come last, out of the order of the levels.
    priced.sort_by_key(|level| level.origin.line);
    let with_id = |id: &str| priced.iter().find(|level| level.id == *id).copied();
    let stated = conventions.get(convention::MEDIAN_LEVEL).and_then(|row| with_id(&row.unit));
    let middle = priced.len().saturating_sub(1) / 2;
    stated.or_else(|| with_id(MID_LEVEL)).or_else(|| priced.get(middle).copied())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::pack::{Pack, skeleton};

    /// The level of the median of a pack with these rows of levels and conventions, and with an overlay of levels.
    fn level(levels: &str, conventions: &str, overlay: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let (own, ours) = (folder.path().join("own"), folder.path().join("ours"));
        for (place, levels) in [(&own, levels), (&ours, overlay)] {
            fs::create_dir(place).unwrap();
            fs::write(place.join("levels.csv"), format!("id,name,min_years,low_pct,high_pct\n{levels}")).unwrap();
        }
        for (name, text) in skeleton("own", "Own").unwrap() {
            fs::write(own.join(name), text).unwrap();
        }
        fs::write(own.join("conventions.csv"), format!("id,value,unit\n{conventions}")).unwrap();
        let pack = Pack::open(Some(Path::new(&own)), &[ours.as_path()]).unwrap();
        level_of_median(pack.levels().unwrap(), pack.conventions().unwrap()).map(|level| level.id.owned())
    }

    /// Would catch a median that sits at the upper of two levels, and an order that changes with an overlay.
    #[test]
    fn the_median_sits_at_the_stated_level_or_mid_or_the_lower_middle() {
        let two = "mid,Mid,0,0,0\nsenior,Senior,6,10,20\n";
        let three = "junior,Junior,0,0,0\nmedior,Medior,3,10,15\nsenior,Senior,6,20,30\n";
        let none = "chief,Chief,90,,\n";
        for (levels, conventions, overlay, expected) in [
            (two, "", none, Some("mid")),
            (&two.replace("mid,", "medior,"), "", none, Some("medior")),
            (three, "", none, Some("medior")),
            (three, "median-level,1,junior\n", none, Some("junior")),
            (three, "", "junior,Junior,0,1,1\n", Some("medior")),
            ("entry,Entry,0,0,0\njunior,Junior,1,2,3\nmid,Mid,3,10,15\n", "", none, Some("mid")),
            ("boss,Boss,,5,5\n", "", none, Some("boss")),
            ("boss,Boss,,,\n", "", none, None),
        ] {
            assert_eq!(level(levels, conventions, overlay).as_deref(), expected, "{levels}{conventions}{overlay}");
        }
    }
}
