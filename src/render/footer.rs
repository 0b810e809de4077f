//! Renders notes, warnings, caveats and sources, for the space under a table and for standard error.

use std::fmt::Display;

use crate::answer::{Answer, Note, NoteKind, NoteTarget, Source};
use crate::screen::{Screen, Styler, hanging};

/// The indent of the second and later lines of a note.
const INDENT: usize = 2;

/// How many notes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// The most important ones.
    #[default]
    Short,
    /// All notes, caveats and sources.
    Full,
}

/// The most warnings in a short list.
const MAX_WARNINGS: usize = 2;

/// The notes for standard error, for formats that cannot hold them. Each line begins with its kind, as in `warning: …`. Short
/// detail has warnings only; full detail has notes, warnings, caveats and sources.
///
/// ```
/// use payband::answer::{Answer, Note};
/// use payband::render::{Detail, notes};
/// use payband::screen::Screen;
///
/// let notes_of = vec![Note::new("the level is read from the title"), Note::warning("--fx looks inverted")];
/// let answer = Answer { notes: notes_of, ..Answer::default() };
/// assert_eq!(notes(&answer, &Screen::default(), Detail::Short), "warning: --fx looks inverted\n");
/// ```
#[must_use]
pub fn notes(answer: &Answer, screen: &Screen, detail: Detail) -> String {
    let styler = Styler::new(screen.colour);
    let mut lines = Vec::new();
    for note in &answer.notes {
        let word = note.kind.as_str();
        let is_said = match detail {
            Detail::Short => note.is_warning_of_data(),
            Detail::Full => true,
        };
        if is_said {
            let effect = note.effect.map(|effect| format!(" ({effect})")).unwrap_or_default();
            lines.extend(labelled(&format!("{word}{effect}: "), &note.text_with_advice(), note.kind, screen, styler));
        }
    }
    if detail == Detail::Full {
        for source in &answer.sources {
            lines.extend(labelled("source: ", &reference(source), NoteKind::Note, screen, styler));
        }
    }
    terminated(&lines)
}

/// The text under a table or a chart: in short detail the meanings of marks, facts, warnings, and one line with the source; in full
/// detail all notes, caveats and sources.
#[must_use]
pub(crate) fn footer(answer: &Answer, screen: &Screen, detail: Detail) -> String {
    let blocks = blocks(answer, screen, detail);
    let blocks: Vec<String> = blocks.iter().filter(|block| !block.is_empty()).map(|block| terminated(block)).collect();
    blocks.join("\n")
}

/// The text of [`footer`] in blocks of lines.
pub(super) fn blocks(answer: &Answer, screen: &Screen, detail: Detail) -> Vec<Vec<String>> {
    match detail {
        Detail::Short => vec![short(answer, screen)],
        Detail::Full => vec![notes_in_full(answer, screen), caveats_and_sources(answer, screen)],
    }
}

/// The lines in short detail.
fn short(answer: &Answer, screen: &Screen) -> Vec<String> {
    let styler = Styler::new(screen.colour);
    let mut lines = marks(answer, screen, Detail::Short);
    let beside_tables = || answer.notes.iter().filter(|note| note.target != NoteTarget::Data);
    for fact in beside_tables().filter(|note| note.kind == NoteKind::Fact) {
        lines.extend(labelled("", &fact.text_with_advice(), fact.kind, screen, styler));
    }
    let warnings: Vec<&Note> = beside_tables().filter(|note| note.kind == NoteKind::Warning).collect();
    for warning in warnings.iter().take(MAX_WARNINGS) {
        lines.extend(labelled("warning: ", &warning.text_with_advice(), warning.kind, screen, styler));
    }
    let more = warnings.len().saturating_sub(MAX_WARNINGS);
    let last = [source_summary(answer), left_out(answer, more)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !last.is_empty() {
        lines.extend(labelled("", &last, NoteKind::Note, screen, styler));
    }
    lines
}

/// The first source, its date, the age of the figures, and the number of other sources. An overlay is followed by the document
/// from which it took the figure.
fn source_summary(answer: &Answer) -> Option<String> {
    let (first, mut others) = answer.sources.split_first()?;
    let mut text = format!("Source: {}", name_and_date(first));
    let mut published = first.published.as_str();
    if first.id.starts_with(OVERLAY)
        && let Some((document, rest)) = others.split_first()
    {
        text.push_str(&format!(", {}", name_and_date(document)));
        published = &document.published;
        others = rest;
    }
    if let Some(age) = answer.age.as_ref().filter(|age| age.months > 0) {
        let old = format!("{} old", counted(age.months, "month"));
        // Without the date, the age would be taken for that of the document.
        if age.effective == published {
            text.push_str(&format!(", {old}"));
        } else {
            text.push_str(&format!(", figures of {}, {old}", age.effective));
        }
    }
    if !others.is_empty() {
        text.push_str(&format!(", +{} more", others.len()));
    }
    Some(text)
}

/// Precedes the name of an overlay in the id of a source.
const OVERLAY: &str = "overlay:";

/// The publisher of a document, or else its title, and its date.
fn name_and_date(source: &Source) -> String {
    let name = if source.publisher.is_empty() { &source.title } else { &source.publisher };
    match source.published.as_str() {
        "" => name.clone(),
        day => format!("{name}, {day}"),
    }
}

/// What the short list leaves out, and the option that prints it.
fn left_out(answer: &Answer, warnings: usize) -> Option<String> {
    let of = |kind: NoteKind| answer.notes.iter().filter(|note| note.kind == kind).count();
    let caveats = of(NoteKind::Caveat);
    let mut parts = Vec::new();
    if warnings > 0 {
        parts.push(counted(warnings, "more warning"));
    }
    if caveats > 0 {
        parts.push(counted(caveats, "caveat"));
    }
    if parts.is_empty() && of(NoteKind::Note) > 0 {
        parts.push("notes".to_owned());
    }
    (!parts.is_empty()).then(|| format!("{}: --caveats", parts.join(", ")))
}

/// A number with a noun in the singular or plural.
fn counted<N: Display + PartialEq + From<u8>>(number: N, what: &str) -> String {
    let plural = if number == N::from(1) { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// The meanings of the marks after figures. Short detail leaves out advice that would take a line more.
fn marks(answer: &Answer, screen: &Screen, detail: Detail) -> Vec<String> {
    let styler = Styler::new(screen.colour);
    let mut lines = Vec::new();
    for note in &answer.notes {
        if let NoteKind::Mark(mark) = note.kind {
            let label = format!("{} ", mark.sign());
            let with_advice = labelled(&label, &note.text_with_advice(), note.kind, screen, styler);
            let without = labelled(&label, &note.text, note.kind, screen, styler);
            let is_longer = detail == Detail::Short && with_advice.len() > without.len();
            lines.extend(if is_longer { without } else { with_advice });
        }
    }
    lines
}

/// The marks, facts, notes and warnings in full detail.
fn notes_in_full(answer: &Answer, screen: &Screen) -> Vec<String> {
    let styler = Styler::new(screen.colour);
    let mut lines = marks(answer, screen, Detail::Full);
    for note in &answer.notes {
        let label = match note.kind {
            NoteKind::Fact | NoteKind::Note => "",
            NoteKind::Warning => "warning: ",
            NoteKind::Mark(_) | NoteKind::Caveat => continue,
        };
        lines.extend(labelled(label, &note.text_with_advice(), note.kind, screen, styler));
    }
    lines
}

/// The caveats and the sources in full detail.
fn caveats_and_sources(answer: &Answer, screen: &Screen) -> Vec<String> {
    let styler = Styler::new(screen.colour);
    let mut lines = Vec::new();
    let caveats: Vec<&Note> = answer.notes.iter().filter(|note| note.kind == NoteKind::Caveat).collect();
    if !caveats.is_empty() {
        lines.extend(labelled("", "Caveats, by how far they can move a figure:", NoteKind::Note, screen, styler));
    }
    for caveat in caveats {
        let label = caveat.effect.map_or("- ".to_owned(), |effect| format!("- {effect}: "));
        lines.extend(labelled(&label, &caveat.text_with_advice(), NoteKind::Caveat, screen, styler));
    }
    if let Some(text) = references(&answer.sources) {
        lines.extend(labelled("", &text, NoteKind::Note, screen, styler));
    }
    lines
}

/// The lines, each with a line break.
fn terminated(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The text that lists the columns that did not fit, by their names in CSV.
pub(super) fn dropped_columns(names: &[&str], screen: &Screen) -> Vec<String> {
    if names.is_empty() {
        return Vec::new();
    }
    let text = format!("Not shown: {}; --format csv has all", names.join(", "));
    labelled("", &text, NoteKind::Note, screen, Styler::new(screen.colour))
}

/// The line under a picture, and the same in fewer words: the first source with its date, and the number of caveats. The longer one
/// has the age of the figures and the number of other sources.
#[must_use]
pub(crate) fn credits(answer: &Answer) -> (String, String) {
    let caveats = answer.notes.iter().filter(|note| note.kind == NoteKind::Caveat).count();
    let caveats = (caveats > 0).then(|| counted(caveats, "caveat"));
    let first = answer.sources.first().map(|source| format!("Source: {}", name_and_date(source)));
    let joined = |parts: [Option<String>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (joined([source_summary(answer), caveats.clone()]), joined([caveats, first]))
}

/// The line with the sources; `None` without any.
#[must_use]
pub(crate) fn references(sources: &[Source]) -> Option<String> {
    let label = match sources {
        [] => return None,
        [_] => "Source",
        _ => "Sources",
    };
    Some(format!("{label}: {}", sources.iter().map(reference).collect::<Vec<_>>().join("; ")))
}

/// A citation of a document: publisher, title and date, as far as they are known.
pub(super) fn reference(source: &Source) -> String {
    [&source.publisher, &source.title, &source.published]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The lines of a note with a label. The label of a warning is yellow and its text plain; other notes are dimmed.
fn labelled(label: &str, text: &str, kind: NoteKind, screen: &Screen, styler: Styler) -> Vec<String> {
    let mut lines = hanging(label, &screen.sanitised(text), INDENT, screen.prose_columns());
    if kind != NoteKind::Warning {
        return lines.iter().map(|line| styler.dimmed(line)).collect();
    }
    if let Some(first) = lines.first_mut()
        && let Some(rest) = first.strip_prefix(label)
    {
        *first = styler.warning(label.trim_end()) + " " + rest;
    }
    lines
}
