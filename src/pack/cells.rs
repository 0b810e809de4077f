//! Deserializes the cells of a row into a struct. Decimals and dates are parsed from their text, never by way of a float; text
//! is borrowed where it lives as long as the program.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::text::{PackText, TextVisitor};
use crate::money::Decimal;

/// A number with a decimal point and without thousands separators.
pub(super) fn decimal<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<Decimal, D::Error> {
    number(&cell.deserialize_str(TextVisitor)?)
}

/// The same; `None` for an empty cell.
pub(super) fn optional_decimal<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<Option<Decimal>, D::Error> {
    let text = cell.deserialize_str(TextVisitor)?;
    if text.is_empty() { Ok(None) } else { number(&text).map(Some) }
}

fn number<E: de::Error>(text: &str) -> Result<Decimal, E> {
    Decimal::from_str_exact(text)
        .map_err(|_| E::custom(if text.is_empty() { "a number is missing" } else { "not a number" }))
}

/// A whole number that is not negative.
pub(super) fn whole<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<u64, D::Error> {
    cell.deserialize_str(TextVisitor)?.parse().map_err(|_| de::Error::custom("not a whole number"))
}

/// The same; `None` for an empty cell.
pub(super) fn optional_whole<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<Option<u64>, D::Error> {
    let text = cell.deserialize_str(TextVisitor)?;
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| de::Error::custom("not a whole number")) }
}

/// A date in ISO form: `2025-11-05`.
pub(super) fn date<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<Date, D::Error> {
    cell.deserialize_str(TextVisitor)?.parse().map_err(|_| de::Error::custom("not a date like 2025-11-05"))
}

/// Text; `None` for an empty cell.
pub(super) fn optional_text<'de: 'static, D: Deserializer<'de>>(cell: D) -> Result<Option<PackText>, D::Error> {
    let text = PackText::from(cell.deserialize_str(TextVisitor)?);
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// A value of a list; the default for an empty cell.
pub(super) fn or_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(cell: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(cell)?.unwrap_or_default())
}

/// What is wrong with a row: which cell, where one is to blame, and how.
#[derive(Debug)]
pub(super) struct BadCell {
    pub(super) at: Option<usize>,
    /// The column that the row needs and the file lacks.
    pub(super) missing_column: Option<&'static str>,
    pub(super) problem: String,
}

impl fmt::Display for BadCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for BadCell {}

impl de::Error for BadCell {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        BadCell { at: None, missing_column: None, problem: problem.to_string() }
    }

    fn missing_field(column: &'static str) -> Self {
        BadCell { at: None, missing_column: Some(column), problem: "the column is missing".to_owned() }
    }
}

/// The column names of a row type, taken from its `Deserialize` implementation.
pub(super) fn columns_of<R: Deserialize<'static>>() -> &'static [&'static str] {
    struct Names<'a>(&'a mut &'static [&'static str]);

    impl Deserializer<'static> for Names<'_> {
        type Error = BadCell;

        fn deserialize_struct<V: Visitor<'static>>(
            self,
            _name: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, BadCell> {
            *self.0 = fields;
            self.deserialize_any(visitor)
        }

        fn deserialize_any<V: Visitor<'static>>(self, _visitor: V) -> Result<V::Value, BadCell> {
            Err(de::Error::custom("only the names are wanted"))
        }

        forward_to_deserialize_any! {
            <V: Visitor<'static>>
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    let mut names: &'static [&'static str] = &[];
    // The error is the one made above: only the side effect matters.
    let _ = R::deserialize(Names(&mut names));
    names
}

/// Reads a row of cells. `fields` has, for each cell, the index of its field in [`columns_of`].
pub(super) fn read_row<R: Deserialize<'static>>(
    cells: impl Iterator<Item = Cow<'static, str>>,
    fields: &[usize],
) -> Result<R, BadCell> {
    R::deserialize(RowCells { cells, fields, at: 0 })
}

/// The cells of a row as a map. Keys are field indices, which saves a comparison of names for every cell.
struct RowCells<'a, C> {
    cells: C,
    fields: &'a [usize],
    at: usize,
}

impl<C: Iterator<Item = Cow<'static, str>>> Deserializer<'static> for RowCells<'_, C> {
    type Error = BadCell;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, BadCell> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<C: Iterator<Item = Cow<'static, str>>> MapAccess<'static> for RowCells<'_, C> {
    type Error = BadCell;

    fn next_key_seed<K: de::DeserializeSeed<'static>>(&mut self, seed: K) -> Result<Option<K::Value>, BadCell> {
        match self.fields.get(self.at) {
            Some(field) => seed.deserialize(de::value::UsizeDeserializer::new(*field)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: de::DeserializeSeed<'static>>(&mut self, seed: T) -> Result<T::Value, BadCell> {
        let cell = self.cells.next().unwrap_or_default();
        let at = self.at;
        self.at += 1;
        seed.deserialize(OneCell(cell)).map_err(|error: BadCell| BadCell { at: Some(at), ..error })
    }
}

/// One cell.
struct OneCell(Cow<'static, str>);

impl OneCell {
    fn visit<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, BadCell> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }
}

impl Deserializer<'static> for OneCell {
    type Error = BadCell;

    fn deserialize_any<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, BadCell> {
        self.visit(visitor)
    }

    /// An empty cell is `None`.
    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, BadCell> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_enum<V: Visitor<'static>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, BadCell> {
        visitor.visit_enum(de::value::CowStrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        <V: Visitor<'static>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}
