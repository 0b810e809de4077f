//! A table: typed columns, and rows of exact values.

use std::borrow::Cow;

use super::mark::Marks;
use crate::money::Decimal;

/// Typed columns and the rows under them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What each cell of a row is.
    pub columns: Vec<Column>,
    /// One [`Value`] for each column.
    pub rows: Vec<Vec<Value>>,
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

/// One cell: exact, not yet rounded or formatted.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing is known: an empty cell or `null`, never 0.
    #[default]
    Missing,
    /// Words, or a date in ISO form.
    Text(String),
    /// A number; the column's kind says of what.
    Number(Decimal),
    /// A number with marks that people see; in data it is the number alone.
    Marked(Decimal, Marks),
    /// Several words.
    List(Vec<String>),
    /// A table in a cell.
    Nested(Table),
}

impl Value {
    /// Words, or nothing when they are empty.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Value::Missing } else { Value::Text(words) }
    }

    /// Several words, or nothing where there are none.
    #[must_use]
    pub fn list(words: Vec<String>) -> Self {
        if words.is_empty() { Value::Missing } else { Value::List(words) }
    }

    /// The number; `None` for words and where nothing is known.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) | Value::Marked(number, _) => Some(*number),
            Value::Missing | Value::Text(_) | Value::List(_) | Value::Nested(_) => None,
        }
    }

    /// The same number with marks behind it.
    #[must_use]
    pub fn marked(self, marks: Marks) -> Self {
        match self {
            Value::Number(number) if marks != Marks::NONE => Value::Marked(number, marks),
            other => other,
        }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Value::Missing)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Value::Number(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Value::text(words)
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Value::text(words)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(known: Option<T>) -> Self {
        known.map_or(Value::Missing, Into::into)
    }
}
