//! The prices of the cells of a request.

use super::failure::Failure;
use crate::answer::Note;
use crate::pricing::{Cell, Pricer, PricingError, Quote};

/// The prices of cells.
///
/// Of several cells, those of which no pay is published are left out, with a note. If all roles were asked for (`for_all`), so are
/// those without a published growth for `--on`, and those with figures of a later date than `--on`.
///
/// # Errors
/// The error of the first other cell without a price; of the first cell, where all are left out because no pay is published.
pub(super) fn quotes(
    pricer: &Pricer<'_>,
    cells: &[Cell],
    for_all: bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<Quote>, Failure> {
    let mut out = Vec::with_capacity(cells.len());
    let mut unpublished = Vec::new();
    for cell in cells {
        match pricer.quote(cell) {
            Err(error @ PricingError::NoCell { .. }) if cells.len() > 1 => unpublished.push(error),
            Err(error @ (PricingError::NoGrowth { .. } | PricingError::BeforeEffective { .. })) if for_all => {
                let text = format!("left out: {error}");
                if !notes.iter().any(|note| note.text == text) {
                    notes.push(Note::warning(text));
                }
            }
            priced => out.push(priced?),
        }
    }
    if let Some(first) = unpublished.first() {
        if out.is_empty() {
            return Err(unpublished.swap_remove(0).into());
        }
        let others = match unpublished.len() - 1 {
            0 => String::new(),
            others => format!("; nor for {others} more of these {}", cells.len()),
        };
        notes.push(Note::warning(format!("left out: {first}{others}")));
    }
    Ok(out)
}
