//! The caption of a chart, from the answer that it draws.

use crate::answer::{Answer, NoteKind};
use crate::figure::Caption;
use crate::pack::{DataError, Pack};
use crate::render::{credits, references};
use crate::views::heading::aged;

/// The caption of a chart: two lines under it, with the warnings that fit one line, and with source, date and number of caveats.
/// The meanings of marks stand in the legend. [`details`] has the rest.
pub(super) fn caption(
    data: &Answer,
    title: impl Into<String>,
    subtitle: impl Into<String>,
    description: String,
) -> Caption {
    let of = |kind: NoteKind| data.notes.iter().filter(move |note| note.kind == kind).map(|note| note.text.clone());
    let (source, short_source) = credits(data);
    Caption {
        title: title.into(),
        subtitle: subtitle.into(),
        notes: of(NoteKind::Warning).chain(of(NoteKind::Fact)).chain(of(NoteKind::Note)).collect(),
        details: Vec::new(),
        source,
        short_source,
        description,
        when_empty: "no figures to draw".to_owned(),
    }
}

/// The paragraphs of a picture that must stand alone: every note, every caveat and every source in full.
#[must_use]
pub fn details(data: &Answer) -> Vec<String> {
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
    notes.extend(references(&data.sources));
    notes
}

/// The subtitle: the data (its sector and country), then the other parts that are not empty: unit and date.
pub(super) fn subtitle(pack: &Pack, parts: &[&str]) -> Result<String, DataError> {
    let title = &pack.descriptor()?.title;
    let parts = std::iter::once(title.as_str()).chain(parts.iter().copied());
    Ok(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "))
}

/// The day of figures; empty where they have no common day, or where the unit says to which day they are aged.
pub(super) fn as_of(day: &str, unit: &str) -> String {
    let is_told = unit.contains(&aged(day, None));
    if day.is_empty() || is_told { String::new() } else { format!("as of {day}") }
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
        assert_eq!(details(&data), ["literal reading", "Warning: old", "Caveats: no sample · no date"]);
        let caption = caption(&data, "Pay", "", String::new());
        assert_eq!(caption.notes, ["old", "literal reading"]);
        assert_eq!((caption.source.as_str(), caption.details.len()), ("2 caveats", 0));
    }
}
