//! Pages put together from answers and pictures: the whole market, and a hiring brief for one role and city.
//!
//! Owns what stands on a page and in which order. Refuses to price, to draw and to format.

mod hiring;
mod market;
mod offer_check;

pub use hiring::{Hire, hiring};
pub use market::market;

use crate::answer::Answer;
use crate::pack::{DataError, Pack};
use crate::page::{Block, Caveat, Part, Width};

/// The fact that says how far the source looks ahead.
const HORIZON: &str = "analysis-horizon";

/// The last year that the source forecasts, where it says so.
fn horizon(pack: &Pack) -> Result<Option<i16>, DataError> {
    let year = pack.facts()?.get(HORIZON).and_then(|fact| fact.high);
    Ok(year.and_then(|year| i16::try_from(year).ok()))
}

/// A part over the whole width.
fn part(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<Block>) -> Part {
    Part { id: id.into(), heading: heading.into(), width: Width::Full, blocks }
}

/// A part that shares its line with another.
fn half(id: impl Into<String>, heading: impl Into<String>, blocks: Vec<Block>) -> Part {
    Part { width: Width::Half, ..part(id, heading, blocks) }
}

/// A table under a heading that already says what it is.
fn untitled(answer: Answer) -> Block {
    Block::Table(Answer { title: String::new(), ..answer })
}

/// The caveats that some parts name, in full, in the pack's order.
fn caveats(pack: &Pack, parts: &[Part]) -> Result<Vec<Caveat>, DataError> {
    let notes = || parts.iter().flat_map(|part| &part.blocks).flat_map(|block| &block.answer().notes);
    let named = |id: &str| notes().any(|note| note.id.as_deref() == Some(id));
    let caveats = pack.caveats()?.iter().filter(|caveat| named(&caveat.id)).map(|caveat| Caveat {
        id: caveat.id.owned(),
        summary: caveat.summary.owned(),
        statement: caveat.statement.owned(),
    });
    Ok(caveats.collect())
}
