//! The provenance of figures: caveats, sources and age.

use jiff::civil::Date;

use crate::answer::{Age, Note, NoteTarget, Source};
use crate::pack::{Basis, Caveat, CellElement, DataError, Origin, Pack, Population, Record, convention};
use crate::pricing::Reading;

/// The note on the low and high of ranges in the literal reading.
pub(super) const NOT_PERCENTILES: &str =
    "low and high are the published ends of the premiums, carried through; they are not percentiles";

/// The note on the low and high of ranges in a reading. The calibrated reading solves the reference rate from the premiums, so both
/// enter low and high.
pub(super) fn not_percentiles(reading: Reading) -> &'static str {
    match reading {
        Reading::Literal => NOT_PERCENTILES,
        Reading::Calibrated => {
            "low and high are the least and the most that the published ends of the premiums allow once the reference rate is \
             solved from them; they are not percentiles"
        }
    }
}

/// The note on ranges that are percentiles.
pub(super) fn are_percentiles(element: CellElement, population: Population) -> String {
    let whose = match population {
        Population::Incumbents => "people in the job",
        Population::Reported => "people who report it themselves",
        Population::Posted => "job ads",
    };
    format!("low, mid and high are P25, P50 and P75: the published percentiles of {} of {whose}", element.name())
}

/// The caveats of a pack that affect printed data, those with the greatest effect first, then in the order of the pack.
///
/// `selectors` name the data as caveats do: `table`, `table.column`, `table:key` or `table.column:key`. What they leave out is
/// all of it: `table.column` is that column of each row. A view of some rows therefore names each row, or it would print the
/// caveats of the others.
pub(super) fn caveats(pack: &Pack, selectors: &[impl AsRef<str>]) -> Result<Vec<Note>, DataError> {
    let selectors: Vec<Selector<'_>> = selectors.iter().map(|used| Selector::new(used.as_ref())).collect();
    let affects = |caveat: &&Record<Caveat>| {
        caveat.selectors().map(Selector::new).any(|affected| selectors.iter().any(|used| used.overlaps(&affected)))
    };
    let mut found: Vec<_> = pack.caveats()?.iter().filter(affects).collect();
    found.sort_by_key(|caveat| caveat.effect);
    let note =
        |caveat: &Record<Caveat>| Note::caveat(caveat.id.as_str(), caveat.effect.as_str(), caveat.summary.as_str());
    Ok(found.into_iter().map(note).collect())
}

/// Selects a table of a pack, one of its columns, the row with a key, or one cell of that row. The first cell of a key of
/// several, which are joined by `/`, stands for every row that has it.
struct Selector<'a> {
    table: &'a str,
    column: Option<&'a str>,
    key: Option<&'a str>,
}

impl<'a> Selector<'a> {
    fn new(text: &'a str) -> Self {
        let (rest, key) = text.split_once(':').map_or((text, None), |(rest, key)| (rest, Some(key)));
        let (table, column) = rest.split_once('.').map_or((rest, None), |(table, column)| (table, Some(column)));
        Selector { table, column, key }
    }

    /// Whether both select a common cell.
    fn overlaps(&self, other: &Selector<'_>) -> bool {
        fn agree(one: Option<&str>, other: Option<&str>, same: impl Fn(&str, &str) -> bool) -> bool {
            one.zip(other).is_none_or(|(one, other)| same(one, other))
        }
        let is_first = |first: &str, key: &str| key.strip_prefix(first).is_some_and(|rest| rest.starts_with('/'));
        self.table == other.table
            && agree(self.column, other.column, |one, other| one == other)
            && agree(self.key, other.key, |one, other| one == other || is_first(one, other) || is_first(other, one))
    }
}

/// The documents in `source` cells such as `talenbrium-2025;overlay:acme`, without duplicates, in the order of their first use.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn sources<'a>(pack: &Pack, cells: impl IntoIterator<Item = &'a str>) -> Result<Vec<Source>, DataError> {
    let mut out: Vec<Source> = Vec::new();
    for id in cells.into_iter().flat_map(|cell| cell.split(';')).filter(|id| !id.is_empty()) {
        if out.iter().any(|known| known.id == id) {
            continue;
        }
        out.push(match pack.sources()?.get(id) {
            Some(found) => Source {
                id: id.to_owned(),
                title: found.title.owned(),
                publisher: found.publisher.owned(),
                published: found.published.owned(),
                url: found.url.owned(),
            },
            None => Source { id: id.to_owned(), title: id.to_owned(), ..Source::default() },
        });
    }
    Ok(out)
}

/// The basis of a row that is made from rows of the pack: `overlay` if one of them comes from an overlay.
pub(super) fn basis(own: Basis, origins: &[&Origin]) -> &'static str {
    if origins.iter().any(|origin| origin.overlay.is_some()) { "overlay" } else { own.as_str() }
}

/// The ids of all `source` cells in one cell, such as `talenbrium-2025;overlay:acme`, without duplicates.
#[must_use]
pub(crate) fn joined_sources(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    joined(cells.iter().map(String::as_str))
}

/// Like [`joined_sources`], for borrowed cells.
pub(super) fn joined<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for id in cells.into_iter().flat_map(|cell| cell.split(';')).filter(|id| !id.is_empty()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.join(";")
}

/// The age of figures that hold from a day.
pub(super) fn age(effective: Date, today: Date) -> Option<Age> {
    let months = effective.until((jiff::Unit::Month, today)).ok()?.get_months();
    Some(Age { effective: effective.to_string(), months })
}

/// A warning for data where figures are more than a year old. Tables print the age with the source.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn age_warning(pack: &Pack, oldest: Option<Date>, today: Date) -> Result<Option<Note>, DataError> {
    let Some((oldest, span)) = oldest.and_then(|day| Some((day, day.until((jiff::Unit::Month, today)).ok()?))) else {
        return Ok(None);
    };
    let months = span.get_months();
    if months < 12 || months == 12 && span.get_days() <= 0 {
        return Ok(None);
    }
    let has_growth = pack.conventions()?.get(convention::SECTOR_AGEING_RATE).is_some();
    let advice =
        if has_growth { "--on today ages them" } else { "--on today with a rate ages them, such as --ageing-rate 3%" };
    Ok(Some(
        Note::warning(format!("the figures hold from {oldest}, more than {months} months ago"))
            .advising(advice)
            .only_for(NoteTarget::Data),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a caveat on one row that stands beside other rows of its table, one on a column that stands beside another
    /// column, and one on the first cell of a key that misses a row.
    #[test]
    fn selectors_overlap_where_they_have_a_cell_in_common() {
        for (used, affected, expected) in [
            ("roles.kind:nurse", "roles:nurse", true),
            ("roles.kind:nurse", "roles:doctor", false),
            ("roles.kind:nurse", "roles.kind", true),
            ("roles.kind:nurse", "roles.area", false),
            ("roles.kind:nurse", "roles", true),
            ("roles.kind", "roles:doctor", true),
            ("roles", "roles:doctor", true),
            ("roles:nurse", "roles:nurses", false),
            ("roles:nurse", "facts:nurse", false),
            ("city_roles:berlin/nurse", "city_roles:berlin", true),
            ("city_roles:berlin", "city_roles:berlin/nurse", true),
            ("city_roles:berlin/nurse", "city_roles:bern", false),
            ("city_roles.position:berlin/nurse", "city_roles.position:berlin", true),
        ] {
            assert_eq!(Selector::new(used).overlaps(&Selector::new(affected)), expected, "{used} and {affected}");
        }
    }
}
