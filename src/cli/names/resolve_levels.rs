//! Levels and segments on the command line, to ids.

use super::name_list::{OrderedSet, is_all, note_left_out, resolve_one_or_list};
use crate::answer::Note;
use crate::cli::failure::Failure;
use crate::cli::pack_lacks::lacks_for_option;
use crate::names::{Lexicon, Unresolved};
use crate::pack::{Level, Pack, Record};
use crate::pricing::level_has_price;

/// Resolves names to levels; `all` means every level with a price.
pub(in crate::cli) fn resolve_levels(
    pack: &Pack,
    names: &[String],
    notes: &mut Vec<Note>,
) -> Result<Vec<String>, Failure> {
    let table = pack.levels()?;
    let mut out = OrderedSet::new();
    let mut lexicon = None;
    for name in names {
        if is_all(name) {
            let has_cells = pack.has_market_cells()?;
            let (priced, rest): (Vec<_>, Vec<_>) = table.iter().partition(|level| has_cells || level_has_price(level));
            out.extend(priced.into_iter().map(|level| level.id.owned()));
            note_left_out(notes, "levels without a price", rest.into_iter().map(|level| level.name.as_str()));
            continue;
        }
        let lexicon = match &lexicon {
            Some(lexicon) => lexicon,
            None => lexicon.insert(Lexicon::levels(pack)?),
        };
        let known = |name: &str| Ok(lexicon.resolve(name).map(|(id, _)| id.to_owned()));
        let found = resolve_one_or_list(name, known)?.map_err(|error| unknown_level(error, table.iter()))?;
        out.extend(found);
    }
    Ok(out.values)
}

/// The id of the segment of the market that a name means.
///
/// # Errors
/// When the pack has no segments, or none of this name.
pub(in crate::cli) fn resolve_segment(pack: &Pack, name: &str) -> Result<String, Failure> {
    if pack.segments()?.is_empty() {
        return Err(lacks_for_option("segments", "leave --segment out"));
    }
    let lexicon = Lexicon::segments(pack)?;
    lexicon.resolve(name).map(|(id, _)| id.to_owned()).map_err(|error| {
        let names: Vec<&str> = pack.segments().into_iter().flatten().map(|segment| segment.name.as_str()).collect();
        Failure::of_list(error, format!("the segments are {}", names.join("; ")))
    })
}

/// The error for a level that the pack does not know, such as an employer's own grade.
fn unknown_level<'p>(mut error: Unresolved, levels: impl Iterator<Item = &'p Record<Level>>) -> Failure {
    let all: Vec<&Record<Level>> = levels.collect();
    // The levels of a pack of percentiles have no premium.
    let has_premiums = all.iter().any(|level| level_has_price(level));
    let priced = all.iter().filter(|level| !has_premiums || level_has_price(level));
    let priced: Vec<&str> = priced.map(|level| level.id.as_str()).collect();
    error.nearest.retain(|near| priced.contains(&near.id.as_str()));
    Failure::of_list(error, format!("the levels are {}; --years N chooses one by years of career", priced.join(", ")))
}
