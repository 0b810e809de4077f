//! One cell of an answer.

use super::{Marks, Table};
use crate::money::Decimal;

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
