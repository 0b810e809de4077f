//! The result model: what a command answers, before anyone decides how it looks.
//!
//! An [`Answer`] is typed columns, rows, notes and sources. Every command makes one, every renderer takes one. It holds
//! exact values; rounding and words are the renderer's. Refuses to know of pricing, packs, files or terminals.

mod fields;
mod mark;
mod value;

pub use fields::Fields;
pub use mark::{Mark, Marks};
pub use value::Value;

use std::borrow::Cow;

/// What a command answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// One line above the table, such as `Healthcare Cloud Architect, Shanghai`.
    pub title: String,
    /// What the money in the table is, such as `USD a year`; empty when there is none.
    pub unit: String,
    /// The answer in a sentence, above the table; empty where the table says it all.
    pub lead: String,
    /// The figures.
    pub table: Table,
    /// What people see in place of `table`, where several of its rows are shown as one.
    pub condensed: Option<Table>,
    /// How a person should see the table.
    pub layout: Layout,
    /// What a reader must know beside the figures, in the order to print.
    pub notes: Vec<Note>,
    /// The documents that the figures come from.
    pub sources: Vec<Source>,
    /// How many whole months old the oldest figures are; `None` where that says nothing.
    pub months_old: Option<i32>,
}

impl Answer {
    /// The table that people see.
    #[must_use]
    pub fn shown(&self) -> &Table {
        self.condensed.as_ref().unwrap_or(&self.table)
    }
}

/// Typed columns and the rows under them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What each cell of a row is.
    pub columns: Vec<Column>,
    /// One [`Value`] for each column.
    pub rows: Vec<Vec<Value>>,
}

/// How a person should see a table; data formats are the same for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// A row under the other.
    #[default]
    Grid,
    /// A name and a value on each line: for one thing with many attributes.
    Card,
}

/// What kind of value a column holds, which decides its places, alignment and JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words. Left-aligned.
    Text,
    /// An ISO 8601 date.
    Date,
    /// Money: two places in data, none for people.
    Money,
    /// Percentage points, for people with `%`.
    Percent,
    /// Percentage points of change, for people with a sign and `%`.
    Change,
    /// A ratio: four places in data, two for people.
    Ratio,
    /// A share of one: four places in data, a percentage for people.
    Share,
    /// A share of one by which something changes: four places in data, a signed percentage for people.
    ShareChange,
    /// A whole number, grouped for people.
    Count,
    /// A plain number, printed as it stands.
    Number,
    /// Several words: joined by `; ` in text formats, an array in JSON.
    List,
    /// A table in a cell: an array of objects in JSON, left out of every other format.
    Nested,
}

impl Kind {
    /// Whether values are numbers: right-aligned, never wrapped, JSON numbers.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        !matches!(self, Kind::Text | Kind::Date | Kind::List | Kind::Nested)
    }
}

/// Where a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// For people and in data.
    #[default]
    Everywhere,
    /// In CSV, TSV, JSON and workbooks only: ids, and what a table's title already says.
    Data,
    /// In tables for people only.
    People,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in data: stable, lower case with underscores.
    pub name: Cow<'static, str>,
    /// The heading for people. A line break parts a heading of two lines.
    pub heading: Cow<'static, str>,
    /// What it holds.
    pub kind: Kind,
    /// Where it is shown.
    pub place: Place,
    /// What a narrow screen drops first: the column with the highest number. 0 is never dropped.
    pub sacrifice: u8,
    /// Whether nobody misses it where there is no room: it is dropped without a word.
    pub optional: bool,
}

impl Column {
    /// A column shown everywhere and never dropped.
    pub fn new(name: impl Into<Cow<'static, str>>, heading: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Column {
            name: name.into(),
            heading: heading.into(),
            kind,
            place: Place::Everywhere,
            sacrifice: 0,
            optional: false,
        }
    }

    /// A column for data only.
    pub fn data(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        let name = name.into();
        Column { heading: name.clone(), name, kind, place: Place::Data, sacrifice: 0, optional: false }
    }

    /// The same column, dropped from a narrow screen in this turn (higher goes first).
    #[must_use]
    pub fn sacrificed(mut self, turn: u8) -> Self {
        self.sacrifice = turn;
        self
    }

    /// The same column, dropped from a narrow screen in this turn, and not listed among those that are.
    #[must_use]
    pub fn optional(self, turn: u8) -> Self {
        Column { optional: true, ..self.sacrificed(turn) }
    }

    /// The same column, shown only there.
    #[must_use]
    pub fn only(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

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

/// A document that figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its id, as in the `source` columns.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, as an ISO date; empty when the pack does not say.
    pub published: String,
    /// Where it can be read; empty when the pack does not say.
    pub url: String,
}
