//! A table: typed columns, and rows of exact values.

use std::borrow::Cow;

use super::mark::Marks;
use crate::money::Decimal;

/// Typed columns, and rows of values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with one value for each column.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// The same table with [small amounts](Kind::SmallMoney) in its columns of money, if `is_small`.
    #[must_use]
    pub fn in_small_money(mut self, is_small: bool) -> Self {
        let money = self.columns.iter_mut().filter(|column| is_small && column.kind == Kind::Money);
        money.for_each(|column| column.kind = Kind::SmallMoney);
        self
    }
}

/// The kind of value in a column, which decides its rounding, alignment and JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, left-aligned.
    Text,
    /// An ISO 8601 date.
    Date,
    /// Money: two decimal places in data, none for people.
    Money,
    /// Money in small amounts, such as pay an hour: two decimal places.
    SmallMoney,
    /// Percentage points: with `%` for people.
    Percent,
    /// Percentage points of change: with a sign and `%` for people.
    Change,
    /// A ratio: four decimal places in data, two for people.
    Ratio,
    /// A share from 0 to 1: four decimal places in data, a percentage for people.
    Share,
    /// A relative change, 1 for 100%: four decimal places in data, a percentage with a sign for people.
    ShareChange,
    /// A whole number: with grouped thousands for people.
    Count,
    /// A number that is printed unchanged.
    Number,
    /// Several texts: joined by `; ` in text formats, an array in JSON.
    List,
    /// A table in a cell: an array of objects in JSON, left out of all other formats.
    Nested,
}

impl Kind {
    /// Whether the values are numbers, which are right-aligned and never wrapped.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        !matches!(self, Kind::Text | Kind::Date | Kind::List | Kind::Nested)
    }
}

/// The outputs in which a column appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Visibility {
    /// Output for people, and data.
    #[default]
    Everywhere,
    /// CSV, TSV, JSON and workbooks only: for ids, and for values that the title names.
    Data,
    /// Tables for people only.
    People,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in data, in lower case with underscores. It is stable.
    pub name: Cow<'static, str>,
    /// The heading for people. A line break separates two lines; neighbours with the same first line share it.
    pub heading: Cow<'static, str>,
    /// The kind of its values.
    pub kind: Kind,
    /// Where it appears.
    pub visibility: Visibility,
    /// The order in which a narrow screen drops columns: those with the highest number first. 0 is never dropped.
    pub drop_order: u8,
    /// Whether it is left out of the line that lists dropped columns.
    pub optional: bool,
    /// Whether other columns are dropped before a text of this one takes several lines.
    pub in_one_line: bool,
    /// For a column that only people see, the column of data that has its values, if there is one.
    pub data_counterpart: Option<&'static str>,
}

impl Column {
    /// A column that appears everywhere and is never dropped.
    pub fn new(name: impl Into<Cow<'static, str>>, heading: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Column {
            name: name.into(),
            heading: heading.into(),
            kind,
            visibility: Visibility::Everywhere,
            drop_order: 0,
            optional: false,
            in_one_line: false,
            data_counterpart: None,
        }
    }

    /// A column for data only.
    pub fn data(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        let name = name.into();
        Column { visibility: Visibility::Data, ..Column::new(name.clone(), name, kind) }
    }

    /// The same column with a [`drop_order`](Column::drop_order).
    #[must_use]
    pub fn drop_order(mut self, order: u8) -> Self {
        self.drop_order = order;
        self
    }

    /// The same column with a [`drop_order`](Column::drop_order). Where only such columns are dropped, no line lists them.
    #[must_use]
    pub fn optional(self, order: u8) -> Self {
        Column { optional: true, ..self.drop_order(order) }
    }

    /// The same column, only for people, with the column of data that has its values.
    #[must_use]
    pub fn for_people_as(mut self, data: &'static str) -> Self {
        self.data_counterpart = Some(data);
        self.only(Visibility::People)
    }

    /// The same column, with each text [in one line](Column::in_one_line).
    #[must_use]
    pub fn in_one_line(mut self) -> Self {
        self.in_one_line = true;
        self
    }

    /// The same column, visible only there.
    #[must_use]
    pub fn only(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }
}

/// The exact value of a cell, not rounded or formatted.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// No value: an empty cell or `null`, never 0.
    #[default]
    Missing,
    /// Text, or a date in ISO 8601.
    Text(String),
    /// A number. The kind of the column says what it measures.
    Number(Decimal),
    /// A number with marks. Data has the number alone.
    Marked(Decimal, Marks),
    /// Several texts.
    List(Vec<String>),
    /// A table in a cell. It is boxed, because an answer may have millions of other values.
    Nested(Box<Table>),
}

// A survey of 100,000 groups has nearly four million of them.
const _: () = assert!(size_of::<Value>() <= 32);

impl Value {
    /// Text; missing where it is empty.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Value::Missing } else { Value::Text(words) }
    }

    /// A table in a cell.
    #[must_use]
    pub fn nested(table: Table) -> Self {
        Value::Nested(Box::new(table))
    }

    /// Several texts; missing where there are none.
    #[must_use]
    pub fn list(words: Vec<String>) -> Self {
        if words.is_empty() { Value::Missing } else { Value::List(words) }
    }

    /// The number; `None` for all other values.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) | Value::Marked(number, _) => Some(*number),
            Value::Missing | Value::Text(_) | Value::List(_) | Value::Nested(_) => None,
        }
    }

    /// The same number with marks. Other values are returned unchanged.
    #[must_use]
    pub fn marked(self, marks: Marks) -> Self {
        match self {
            Value::Number(number) if marks != Marks::NONE => Value::Marked(number, marks),
            other => other,
        }
    }

    /// Whether there is no value.
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
