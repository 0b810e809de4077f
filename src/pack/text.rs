//! Text of a pack.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// Words of a pack: borrowed from the binary for the bundled one, owned for one from a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackText(Cow<'static, str>);

impl PackText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A copy as a `String`.
    #[must_use]
    pub fn owned(&self) -> String {
        self.0.clone().into_owned()
    }
}

impl From<Cow<'static, str>> for PackText {
    fn from(text: Cow<'static, str>) -> Self {
        PackText(text)
    }
}

impl From<String> for PackText {
    fn from(text: String) -> Self {
        PackText(Cow::Owned(text))
    }
}

impl Deref for PackText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for PackText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for PackText {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for PackText {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl PartialEq<PackText> for String {
    fn eq(&self, other: &PackText) -> bool {
        **self == **other
    }
}

impl<'de: 'static> Deserialize<'de> for PackText {
    fn deserialize<D: Deserializer<'de>>(cell: D) -> Result<Self, D::Error> {
        cell.deserialize_str(TextVisitor).map(PackText)
    }
}

/// Deserializes text; it is borrowed when the input is.
pub(super) struct TextVisitor;

impl<'de: 'static> Visitor<'de> for TextVisitor {
    type Value = Cow<'static, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
