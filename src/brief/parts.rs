//! Builds the parts of a page, and collects the caveats of all parts.

use crate::answer::Answer;
use crate::pack::{DataError, Pack};
use crate::page::{CaveatText, PageBlock, Part, Shown, Width};

/// The id of the fact with the forecast horizon of the source.
const HORIZON: &str = "analysis-horizon";

/// The last year of the source's forecasts; `None` where the pack has none.
pub(super) fn horizon(pack: &Pack) -> Result<Option<i16>, DataError> {
    let year = pack.facts()?.get(HORIZON).and_then(|fact| fact.high);
    Ok(year.and_then(|year| i16::try_from(year).ok()))
}

/// A part of full width.
pub(super) fn part(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<PageBlock>) -> Part {
    Part { id: id.into(), heading: heading.into(), width: Width::Full, shown: Shown::Open, blocks }
}

/// A part of half width.
pub(super) fn half(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<PageBlock>) -> Part {
    Part { width: Width::Half, ..part(id, heading, blocks) }
}

/// A part that is folded on a phone.
pub(super) fn folded(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<PageBlock>) -> Part {
    Part { shown: Shown::Folded, ..part(id, heading, blocks) }
}

/// A table without its title, for a part whose heading replaces it.
pub(super) fn untitled(answer: Answer) -> PageBlock {
    PageBlock::Table(Answer { title: String::new(), ..answer })
}

/// The parts without tables and charts that have no figures, and without parts that then have none.
pub(super) fn without_empty(parts: Vec<Part>) -> Vec<Part> {
    let has_rows = |block: &PageBlock| !block.answer().table.rows.is_empty();
    let kept =
        parts.into_iter().map(|part| Part { blocks: part.blocks.into_iter().filter(has_rows).collect(), ..part });
    kept.filter(|part| !part.blocks.is_empty()).collect()
}

/// The caveats in the notes of the parts, in full, in the order of the pack.
pub(super) fn caveats(pack: &Pack, parts: &[Part]) -> Result<Vec<CaveatText>, DataError> {
    let notes = || parts.iter().flat_map(|part| &part.blocks).flat_map(|block| &block.answer().notes);
    let named = |id: &str| notes().any(|note| note.id.as_deref() == Some(id));
    let caveats = pack.caveats()?.iter().filter(|caveat| named(&caveat.id)).map(|caveat| CaveatText {
        id: caveat.id.owned(),
        summary: caveat.summary.owned(),
        statement: caveat.statement.owned(),
    });
    Ok(caveats.collect())
}
