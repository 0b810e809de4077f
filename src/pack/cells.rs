//! How the cells of a table become values: exact decimals and dates read from their text, never by way of a float.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::money::Decimal;

fn text<'de, D: Deserializer<'de>>(cell: D) -> Result<Cow<'de, str>, D::Error> {
    /// Borrows where the format lets it; `Cow`'s own implementation always copies.
    struct Words;
    impl<'de> serde::de::Visitor<'de> for Words {
        type Value = Cow<'de, str>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("text")
        }
        fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
            Ok(Cow::Borrowed(text))
        }
        fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Cow::Owned(text.to_owned()))
        }
    }
    cell.deserialize_str(Words)
}

/// A number with a decimal point, no thousands separators.
pub(super) fn decimal<'de, D: Deserializer<'de>>(cell: D) -> Result<Decimal, D::Error> {
    number(&text(cell)?)
}

/// The same, or nothing when the cell is empty.
pub(super) fn maybe_decimal<'de, D: Deserializer<'de>>(cell: D) -> Result<Option<Decimal>, D::Error> {
    let text = text(cell)?;
    if text.is_empty() { Ok(None) } else { number(&text).map(Some) }
}

fn number<E: Error>(text: &str) -> Result<Decimal, E> {
    Decimal::from_str_exact(text)
        .map_err(|_| E::custom(if text.is_empty() { "a number is missing" } else { "not a number" }))
}

/// A date in ISO form, `2025-11-05`.
pub(super) fn date<'de, D: Deserializer<'de>>(cell: D) -> Result<Date, D::Error> {
    text(cell)?.parse().map_err(|_| Error::custom("not a date like 2025-11-05"))
}

/// Words, or nothing when the cell is empty.
pub(super) fn maybe_text<'de, D: Deserializer<'de>>(cell: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(cell)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
