//! The notes beside the figures of an answer.

use std::borrow::Cow;

use super::mark::Mark;

/// The kind of a note, which decides where it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The meaning of a mark after figures. It is always printed under the table.
    Mark(Mark),
    /// A fact that goes with the figures, such as how hard it is to hire in their city. Printed under a table.
    Fact,
    /// How the request was understood or the figures were calculated. Printed in documents and on request.
    Note,
    /// Something in the request or the data that could mislead a reader. At most two are printed under a table.
    Warning,
    /// A known problem in the data, from the pack. Tables print how many there are; `--caveats` prints them.
    Caveat,
}

impl NoteKind {
    /// The word in data: `note`, `warning` or `caveat`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NoteKind::Fact | NoteKind::Note => "note",
            NoteKind::Mark(_) | NoteKind::Warning => "warning",
            NoteKind::Caveat => "caveat",
        }
    }
}

/// The output whose short list of notes has a note. Full lists have all notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteTarget {
    /// Tables and data.
    #[default]
    Both,
    /// Tables only: data has a column for it.
    Tables,
    /// Data only: tables say it elsewhere.
    Data,
}

/// A note beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its kind.
    pub kind: NoteKind,
    /// The id of a caveat; `None` for the other kinds.
    pub id: Option<String>,
    /// How much a caveat can change a figure: `high`, `medium` or `low`; `None` for the other kinds.
    pub effect: Option<&'static str>,
    /// The text, without a full stop where it is a single clause.
    pub text: String,
    /// What to type on the command line, for a terminal. Pages and charts leave it out.
    pub advice: Option<String>,
    /// The output whose short list of notes has it.
    pub target: NoteTarget,
}

impl Note {
    fn of(kind: NoteKind, text: impl Into<String>) -> Self {
        Note { kind, id: None, effect: None, text: text.into(), advice: None, target: NoteTarget::Both }
    }

    /// A note on how the figures were calculated.
    pub fn new(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Note, text)
    }

    /// A fact that goes with the figures.
    pub fn fact(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Fact, text)
    }

    /// The meaning of a mark.
    pub fn mark(mark: Mark, text: impl Into<String>) -> Self {
        Note::of(NoteKind::Mark(mark), text)
    }

    /// A warning about something that could mislead a reader.
    pub fn warning(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Warning, text)
    }

    /// A known problem in the data, and how much it can change a figure: `high`, `medium` or `low`.
    pub fn caveat(id: impl Into<String>, effect: &'static str, text: impl Into<String>) -> Self {
        Note { id: Some(id.into()), effect: Some(effect), ..Note::of(NoteKind::Caveat, text) }
    }

    /// The same note with advice on what to type: a clause that follows a semicolon.
    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The same note, in the short list of this output only.
    #[must_use]
    pub fn only_for(mut self, target: NoteTarget) -> Self {
        self.target = target;
        self
    }

    /// The same note; the meaning of a mark becomes a warning, for a table without marks.
    #[must_use]
    pub fn without_mark(mut self) -> Self {
        if matches!(self.kind, NoteKind::Mark(_)) {
            self.kind = NoteKind::Warning;
        }
        self
    }

    /// Whether the short list of notes beside data has it: warnings and the meanings of marks, but what only tables say.
    #[must_use]
    pub fn is_warning_of_data(&self) -> bool {
        matches!(self.kind, NoteKind::Mark(_) | NoteKind::Warning) && self.target != NoteTarget::Tables
    }

    /// The text for a document, with the sign of its mark but without advice.
    #[must_use]
    pub fn document_text(&self) -> Cow<'_, str> {
        match self.kind {
            NoteKind::Mark(mark) => Cow::Owned(format!("{} {}", mark.sign(), self.text)),
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// The text for a terminal, with advice.
    #[must_use]
    pub fn text_with_advice(&self) -> Cow<'_, str> {
        match &self.advice {
            Some(advice) => Cow::Owned(format!("{}; {advice}", self.text)),
            None => Cow::Borrowed(&self.text),
        }
    }
}
