//! The keys and values of one JSON object.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::elements::Element;
use crate::tabular::error::{Error, JsonFault};

/// A key, and its value as it is written.
pub(super) type Member<'t> = (Key<'t>, &'t RawValue);

/// A key without escapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key<'t>(pub(super) Cow<'t, str>);

/// Reads the members of an object into a list, in their order, duplicate keys included.
///
/// # Errors
/// [`Error::Json`] for any other text.
pub(super) fn read_members<'t>(element: Element<'t>, members: &mut Vec<Member<'t>>) -> Result<(), Error> {
    members.clear();
    let mut json = serde_json::Deserializer::from_str(element.text);
    let read = json.deserialize_map(Members(members)).and_then(|()| json.end());
    read.map_err(|error| {
        // The text of the error may repeat a value.
        let fault = match (error.is_eof(), element.ends_line) {
            (true, true) => JsonFault::LineCutOff,
            (true, false) => JsonFault::CutOff,
            _ => JsonFault::NoObject,
        };
        Error::Json { line: element.line, fault }
    })
}

/// The key of the first list of an object whose elements are objects with the names of columns.
pub(super) fn list_of_rows(object: Element<'_>, names_columns: fn(&[String]) -> bool) -> Option<String> {
    let mut members = Vec::new();
    read_members(object, &mut members).ok()?;
    let is_list_of_rows = |(_, value): &&Member<'_>| {
        let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(value.get()) else { return false };
        let Some(first) = list.first() else { return false };
        let mut columns = Vec::new();
        let element = Element { text: first.get(), line: object.line, ends_line: false };
        let keys = |columns: &[Member<'_>]| columns.iter().map(|(key, _)| key.0.to_string()).collect::<Vec<_>>();
        read_members(element, &mut columns).is_ok() && names_columns(&keys(&columns))
    };
    members.iter().find(is_list_of_rows).map(|(key, _)| key.0.to_string())
}

/// Whether the members of an object are columns: all are lists, or objects with numbers as keys, of the same length, and their keys
/// name columns.
pub(super) fn holds_columns(object: Element<'_>, names_columns: fn(&[String]) -> bool) -> bool {
    let mut members = Vec::new();
    if read_members(object, &mut members).is_err() {
        return false;
    }
    let length = |(_, value): &Member<'_>| match serde_json::from_str::<serde_json::Value>(value.get()) {
        Ok(serde_json::Value::Array(cells)) => Some(cells.len()),
        Ok(serde_json::Value::Object(cells)) => {
            let is_number = |key: &String| !key.is_empty() && key.bytes().all(|letter| letter.is_ascii_digit());
            cells.keys().all(is_number).then_some(cells.len())
        }
        _ => None,
    };
    let Some(first) = members.first().and_then(length) else { return false };
    let keys: Vec<String> = members.iter().map(|(key, _)| key.0.to_string()).collect();
    members.len() > 1 && members.iter().all(|member| length(member) == Some(first)) && names_columns(&keys)
}

/// The text of an object without the members whose keys are left out; `None` where there is none, or the text is no object. The
/// text before the first of them stays as it is.
pub(crate) fn without_members(text: &[u8], is_left_out: impl Fn(&str) -> bool) -> Option<Box<[u8]>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut members = Vec::new();
    read_members(Element { text, line: 0, ends_line: false }, &mut members).ok()?;
    let kept = |(key, _): &Member<'_>| !is_left_out(&key.0);
    let first = members.iter().position(|member| !kept(member))?;
    // The value is a part of the text, so that its address tells where it ends.
    let end = |value: &RawValue| value.get().as_ptr().addr() + value.get().len() - text.as_ptr().addr();
    let before = first.checked_sub(1).and_then(|last| members.get(last));
    let mut left = match before {
        Some((_, value)) => text.get(..end(value))?.to_owned(),
        None => "{".to_owned(),
    };
    for (key, value) in members.iter().skip(first).filter(|member| kept(member)) {
        let comma = if left.len() > 1 { "," } else { "" };
        left.push_str(&format!("{comma}{}:{}", serde_json::to_string(&key.0).ok()?, value.get()));
    }
    left.push('}');
    Some(left.into_bytes().into())
}

struct Members<'l, 't>(&'l mut Vec<Member<'t>>);

impl<'t> Visitor<'t> for Members<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'t>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key_seed(KeySeed)? {
            self.0.push((key, map.next_value()?));
        }
        Ok(())
    }
}

/// Reads a key, borrowed where it has no escapes.
struct KeySeed;

impl<'t> DeserializeSeed<'t> for KeySeed {
    type Value = Key<'t>;

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<Key<'t>, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'t> Visitor<'t> for KeyVisitor {
    type Value = Key<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'t str) -> Result<Key<'t>, E> {
        Ok(Key(Cow::Borrowed(key)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Key<'t>, E> {
        Ok(Key(Cow::Owned(key.to_owned())))
    }
}

/// The text of a value in a cell: a string without quotes and escapes, nothing for null, and everything else as it is written.
/// `None` for a string with half of a surrogate pair, which is no text.
pub(super) fn cell_text(value: &RawValue) -> Option<Cow<'_, str>> {
    let text = value.get();
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return Some(Cow::Borrowed(if text == "null" { "" } else { text }));
    };
    match memchr::memchr(b'\\', inner.as_bytes()) {
        None => Some(Cow::Borrowed(inner)),
        Some(_) => serde_json::from_str(text).ok().map(Cow::Owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a member that is lost or rewritten beside those that are left out.
    #[test]
    fn members_are_left_out() {
        let left = |text: &str| {
            let left = without_members(text.as_bytes(), |key| key == "x" || key == "y");
            left.map(|left| String::from_utf8(left.into()).unwrap())
        };
        for (text, expected) in [
            (r#"{"a": 1, "b":[1, 2],"x":null,"y":"}"}"#, Some(r#"{"a": 1, "b":[1, 2]}"#)),
            (r#"{"x":1,"a": {"x": 2},"y":2,"b":"\u00e9"}"#, Some(r#"{"a":{"x": 2},"b":"\u00e9"}"#)),
            (r#"{ "x": 1 }"#, Some("{}")),
            (r#"{"a":1}"#, None),
            ("[1]", None),
        ] {
            assert_eq!(left(text).as_deref(), expected, "{text}");
        }
    }
}
