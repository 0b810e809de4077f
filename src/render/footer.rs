//! What a reader must know beside the figures: notes, warnings, caveats and sources, under a table or on standard error.

use super::Screen;
use super::ink::Ink;
use super::wrap::hanging;
use crate::answer::{Answer, Note, NoteKind, Source};

/// The blanks before the second line of a note.
const INDENT: usize = 2;

/// The notes, caveats and sources as lines that say what they are (`note: …`, `warning: …`, `caveat: …`, `source: …`), for
/// standard error beside a format that cannot carry them. Empty when there is nothing to say.
///
/// ```
/// use payband::answer::{Answer, Note};
/// use payband::render::{Screen, notes};
///
/// let notes_of = vec![Note::new("priced at the reference rate"), Note::caveat("no-sample", "no sample size is given")];
/// let answer = Answer { notes: notes_of, ..Answer::default() };
/// let text = notes(&answer, &Screen::default());
/// assert_eq!(text, "note: priced at the reference rate\ncaveat: no sample size is given\n");
/// ```
#[must_use]
pub fn notes(answer: &Answer, screen: &Screen) -> String {
    let ink = Ink::new(screen.colour);
    let mut lines = Vec::new();
    for note in &answer.notes {
        let label = match note.kind {
            NoteKind::Note => "note: ",
            NoteKind::Warning => "warning: ",
            NoteKind::Caveat => "caveat: ",
        };
        lines.extend(labelled(label, &note.whole(), note.kind, screen, ink));
    }
    for source in &answer.sources {
        lines.extend(labelled("source: ", &reference(source), NoteKind::Note, screen, ink));
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// Notes and warnings under a table, in the order of the answer.
pub(super) fn remarks(answer: &Answer, screen: &Screen) -> Vec<String> {
    let ink = Ink::new(screen.colour);
    let mut lines = Vec::new();
    for note in answer.notes.iter().filter(|note| note.kind != NoteKind::Caveat) {
        let label = if note.kind == NoteKind::Warning { "warning: " } else { "" };
        lines.extend(labelled(label, &note.whole(), note.kind, screen, ink));
    }
    lines
}

/// What the figures rest on: caveats, then sources.
pub(super) fn grounds(answer: &Answer, screen: &Screen) -> Vec<String> {
    let ink = Ink::new(screen.colour);
    let mut lines = Vec::new();
    let caveats: Vec<&Note> = answer.notes.iter().filter(|note| note.kind == NoteKind::Caveat).collect();
    if !caveats.is_empty() {
        lines.push(ink.quiet("Caveats:"));
    }
    for caveat in caveats {
        lines.extend(labelled("- ", &caveat.whole(), NoteKind::Caveat, screen, ink));
    }
    if let Some(text) = references(&answer.sources) {
        lines.extend(labelled("", &text, NoteKind::Note, screen, ink));
    }
    lines
}

/// Which columns did not fit, and how to see them.
pub(super) fn hidden(names: &[String], screen: &Screen) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let text = format!("Not shown here: {}. Widen the window or use --format csv to see them.", names.join(", "));
    labelled("", &text, NoteKind::Note, screen, Ink::new(screen.colour))
}

/// The line that names the sources; `None` without any.
#[must_use]
pub fn references(sources: &[Source]) -> Option<String> {
    let label = match sources {
        [] => return None,
        [_] => "Source",
        _ => "Sources",
    };
    Some(format!("{label}: {}", sources.iter().map(reference).collect::<Vec<_>>().join("; ")))
}

/// A document as people cite it: publisher, title, date, as far as they are known.
pub(super) fn reference(source: &Source) -> String {
    [&source.publisher, &source.title, &source.published]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A note in lines. A warning's label is yellow and its text plain; all else stands back.
fn labelled(label: &str, text: &str, kind: NoteKind, screen: &Screen, ink: Ink) -> Vec<String> {
    let mut lines = hanging(label, &screen.shown(text), INDENT, screen.prose());
    if kind != NoteKind::Warning {
        return lines.iter().map(|line| ink.quiet(line)).collect();
    }
    if let Some(first) = lines.first_mut()
        && let Some(rest) = first.strip_prefix(label)
    {
        *first = ink.warning(label.trim_end()) + " " + rest;
    }
    lines
}
