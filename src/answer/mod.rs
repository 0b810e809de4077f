//! The result model: what a command answers, before anyone decides how it looks.
//!
//! An [`Answer`] is typed columns, rows, notes and sources. Every command makes one, every renderer takes one. It holds
//! exact values; rounding and words are the renderer's. Refuses to know of pricing, packs, files or terminals.

mod fields;
mod value;

pub use fields::Fields;
pub use value::Value;

use std::borrow::Cow;

/// What a command answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// One line above the table, such as `Healthcare Cloud Architect, Shanghai`.
    pub title: String,
    /// What the money in the table is, such as `USD a year`; empty when there is none.
    pub unit: String,
    /// The figures.
    pub table: Table,
    /// How a person should see the table.
    pub layout: Layout,
    /// What a reader must know beside the figures, in the order to print.
    pub notes: Vec<Note>,
    /// The documents that the figures come from.
    pub sources: Vec<Source>,
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
}

impl Column {
    /// A column shown everywhere and never dropped.
    pub fn new(name: impl Into<Cow<'static, str>>, heading: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Column { name: name.into(), heading: heading.into(), kind, place: Place::Everywhere, sacrifice: 0 }
    }

    /// A column for data only.
    pub fn data(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        let name = name.into();
        Column { heading: name.clone(), name, kind, place: Place::Data, sacrifice: 0 }
    }

    /// The same column, dropped from a narrow screen in this turn (higher goes first).
    #[must_use]
    pub fn sacrificed(mut self, turn: u8) -> Self {
        self.sacrifice = turn;
        self
    }

    /// The same column, shown only there.
    #[must_use]
    pub fn only(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

/// How much a note matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// How the figures were made.
    Note,
    /// Something in the request or the data that could mislead.
    Warning,
    /// A known problem in the data, from the pack.
    Caveat,
}

/// A line beside the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub kind: NoteKind,
    /// The id of a caveat; `None` for the other kinds.
    pub id: Option<String>,
    /// The line itself, without a full stop when it is a single clause.
    pub text: String,
    /// What to type on the command line, where that helps; pages and pictures leave it out.
    pub advice: Option<String>,
}

impl Note {
    /// How the figures were made.
    pub fn new(text: impl Into<String>) -> Self {
        Note { kind: NoteKind::Note, id: None, text: text.into(), advice: None }
    }

    /// Something that could mislead.
    pub fn warning(text: impl Into<String>) -> Self {
        Note { kind: NoteKind::Warning, id: None, text: text.into(), advice: None }
    }

    /// The same note, with what to type on the command line: a clause that goes on after a semicolon.
    #[must_use]
    pub fn advising(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// The line for somebody at a command line, with the advice.
    #[must_use]
    pub fn whole(&self) -> Cow<'_, str> {
        match &self.advice {
            Some(advice) => Cow::Owned(format!("{}; {advice}", self.text)),
            None => Cow::Borrowed(&self.text),
        }
    }

    /// A known problem in the data.
    pub fn caveat(id: impl Into<String>, text: impl Into<String>) -> Self {
        Note { kind: NoteKind::Caveat, id: Some(id.into()), text: text.into(), advice: None }
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
