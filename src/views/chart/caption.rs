//! The caption of a chart, from the answer that it draws.

use crate::answer::{Answer, NoteKind};
use crate::figure::Caption;
use crate::render::references;

/// The caption of a chart outside a page: the notes of its answer, its caveats in one paragraph, and its sources. The meanings of marks
/// stand in the legend instead.
pub(super) fn caption(
    data: &Answer,
    title: impl Into<String>,
    subtitle: impl Into<String>,
    description: String,
) -> Caption {
    let mut notes = Vec::new();
    let mut caveats = Vec::new();
    for note in &data.notes {
        match note.kind {
            NoteKind::Mark(_) => {}
            NoteKind::Fact | NoteKind::Note => notes.push(note.text.clone()),
            NoteKind::Warning => notes.push(format!("Warning: {}", note.text)),
            NoteKind::Caveat => caveats.push(note.text.as_str()),
        }
    }
    if !caveats.is_empty() {
        notes.push(format!("Caveats: {}", caveats.join(" · ")));
    }
    Caption {
        title: title.into(),
        subtitle: subtitle.into(),
        notes,
        source: references(&data.sources).unwrap_or_default(),
        description,
        when_empty: "no figures to draw".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Note;

    #[test]
    fn what_to_type_stays_out_of_a_picture_and_caveats_are_one_paragraph() {
        let data = Answer {
            notes: vec![
                Note::new("literal reading").advising("--reading calibrated gives the other"),
                Note::caveat("a", "high", "no sample"),
                Note::warning("old"),
                Note::caveat("b", "low", "no date"),
            ],
            ..Answer::default()
        };
        let caption = caption(&data, "Pay", "", String::new());
        assert_eq!(caption.notes, ["literal reading", "Warning: old", "Caveats: no sample · no date"]);
        assert_eq!(caption.source, "");
    }
}
