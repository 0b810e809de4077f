//! What figures rest on: the caveats that affect them, their documents, their age.

use jiff::civil::Date;

use crate::answer::{Note, NoteTarget, Source};
use crate::pack::{Basis, Caveat, DataError, Origin, Pack, Record};
use crate::pricing::Reading;

/// Every table that prints a range says this under it, or what goes with another reading.
pub(super) const NOT_PERCENTILES: &str =
    "low and high are the published ends of the premiums, carried through; they are not percentiles";

/// What low and high are in a reading. Where the reference rate is solved for, the premiums stand above and below the line.
pub(super) fn not_percentiles(reading: Reading) -> &'static str {
    match reading {
        Reading::Literal => NOT_PERCENTILES,
        Reading::Calibrated => {
            "low and high are the least and the most that the published ends of the premiums allow once the reference rate is \
             solved from them; they are not percentiles"
        }
    }
}

/// The caveats of a pack that affect what is printed: those that can move a figure most come first, then in the pack's order.
///
/// `uses` names it as `table`, `table.column` or `table:key`, the way that caveats themselves do.
pub(super) fn caveats(pack: &Pack, uses: &[&str]) -> Result<Vec<Note>, DataError> {
    let uses: Vec<Selector<'_>> = uses.iter().map(|used| Selector::new(used)).collect();
    let affects = |caveat: &&Record<Caveat>| {
        caveat.selectors().map(Selector::new).any(|affected| uses.iter().any(|used| used.overlaps(&affected)))
    };
    let mut found: Vec<_> = pack.caveats()?.iter().filter(affects).collect();
    found.sort_by_key(|caveat| caveat.effect);
    let note =
        |caveat: &Record<Caveat>| Note::caveat(caveat.id.as_str(), caveat.effect.as_str(), caveat.summary.as_str());
    Ok(found.into_iter().map(note).collect())
}

/// Cells of a pack: a table, one of its columns, or the row with a key.
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

    /// Whether both can mean the same cell: not two different columns, nor two different rows.
    fn overlaps(&self, other: &Selector<'_>) -> bool {
        let agree = |one: Option<&str>, other: Option<&str>| one.is_none() || other.is_none() || one == other;
        self.table == other.table && agree(self.column, other.column) && agree(self.key, other.key)
    }
}

/// The documents behind source cells such as `talenbrium-2025;overlay:acme`, each once, in the order met.
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

/// The basis of a row that rests on other rows: `overlay` as soon as one of them comes from an overlay.
pub(super) fn basis(own: Basis, origins: &[&Origin]) -> &'static str {
    if origins.iter().any(|origin| origin.overlay.is_some()) { "overlay" } else { own.as_str() }
}

/// Source cells such as `talenbrium-2025;overlay:acme` put together, each document once.
#[must_use]
pub fn joined_sources(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    joined(cells.iter().map(String::as_str))
}

/// Source cells put together, each document once.
pub(super) fn joined<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for id in cells.into_iter().flat_map(|cell| cell.split(';')).filter(|id| !id.is_empty()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.join(";")
}

/// How many whole months ago a day was.
pub(super) fn months_old(day: Date, today: Date) -> Option<i32> {
    Some(day.until((jiff::Unit::Month, today)).ok()?.get_months())
}

/// A warning when figures are more than a year old. Tables tell the age beside the source.
pub(super) fn age(oldest: Option<Date>, today: Date) -> Option<Note> {
    let oldest = oldest?;
    let span = oldest.until((jiff::Unit::Month, today)).ok()?;
    let months = span.get_months();
    (months > 12 || months == 12 && span.get_days() > 0).then(|| {
        Note::warning(format!("the figures hold from {oldest}, more than {months} months ago"))
            .advising("--on today ages them")
            .only_for(NoteTarget::Data)
    })
}
