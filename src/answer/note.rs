//! The notes beside the figures of an answer.

use std::borrow::Cow;

use super::mark::Mark;

/// What a note is about, which decides who has to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// What a mark behind figures means: always beside the table that has such figures.
    Mark(Mark),
    /// A fact that stands beside the figures, such as how hard it is to hire in their city.
    Fact,
    /// How the request was understood and the figures were made: for documents and for those who ask.
    Note,
    /// Something in the request or the data that could mislead.
    Warning,
    /// A known problem in the data, from the pack.
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

/// Beside which form of an answer a short list of notes has a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Beside {
    /// Beside tables and beside data.
    #[default]
    Both,
    /// Beside tables only: data have a column for it.
    Tables,
    /// Beside data only: tables say it in another place.
    Data,
}

/// A line beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The id of a caveat; `None` for the other kinds.
    pub id: Option<String>,
    /// How far a caveat can move a figure: `high`, `medium` or `low`; `None` for the other kinds.
    pub effect: Option<&'static str>,
    /// The line itself, without a full stop when it is a single clause.
    pub text: String,
    /// What to type on the command line, where that helps; pages and pictures leave it out.
    pub advice: Option<String>,
    /// Where a short list of notes shows it.
    pub beside: Beside,
}

impl Note {
    fn of(kind: NoteKind, text: impl Into<String>) -> Self {
        Note { kind, id: None, effect: None, text: text.into(), advice: None, beside: Beside::Both }
    }

    /// How the figures were made.
    pub fn new(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Note, text)
    }

    /// What stands beside the figures.
    pub fn fact(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Fact, text)
    }

    /// What a mark means.
    pub fn mark(mark: Mark, text: impl Into<String>) -> Self {
        Note::of(NoteKind::Mark(mark), text)
    }

    /// Something that could mislead.
    pub fn warning(text: impl Into<String>) -> Self {
        Note::of(NoteKind::Warning, text)
    }

    /// A known problem in the data, and how far it can move a figure: `high`, `medium` or `low`.
    pub fn caveat(id: impl Into<String>, effect: &'static str, text: impl Into<String>) -> Self {
        Note { id: Some(id.into()), effect: Some(effect), ..Note::of(NoteKind::Caveat, text) }
    }

    /// The same note, with what to type on the command line: a clause that goes on after a semicolon.
    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The same note, in a short list only beside this form of the answer.
    #[must_use]
    pub fn only_beside(mut self, beside: Beside) -> Self {
        self.beside = beside;
        self
    }

    /// The same note as a warning, beside a table without the mark that it explains.
    #[must_use]
    pub fn without_mark(mut self) -> Self {
        if matches!(self.kind, NoteKind::Mark(_)) {
            self.kind = NoteKind::Warning;
        }
        self
    }

    /// The line for a document, behind the sign of the mark that it explains.
    #[must_use]
    pub fn document_text(&self) -> Cow<'_, str> {
        match self.kind {
            NoteKind::Mark(mark) => Cow::Owned(format!("{} {}", mark.sign(), self.text)),
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// The line for somebody at a command line, with the advice.
    #[must_use]
    pub fn whole(&self) -> Cow<'_, str> {
        match &self.advice {
            Some(advice) => Cow::Owned(format!("{}; {advice}", self.text)),
            None => Cow::Borrowed(&self.text),
        }
    }
}
