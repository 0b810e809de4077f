//! The legend of marks: what outlines, dashes and signs mean, in the words of the notes.

use crate::answer::{Mark, Note, NoteKind};
use crate::figure::LegendEntry;

/// The entries of a legend for the marks of some notes. A range at the reference rate is an outline, that of a slotted role has
/// dashes.
pub(super) fn mark_legend(notes: &[Note]) -> Vec<LegendEntry> {
    let entry = |note: &Note| match note.kind {
        NoteKind::Mark(mark) => Some(LegendEntry {
            outlined: mark == Mark::ReferenceRate,
            dashed: mark == Mark::Slotted,
            mark: Some(mark.sign()),
            meaning: note.text.clone(),
        }),
        _ => None,
    };
    notes.iter().filter_map(entry).collect()
}
