//! Resolves a text to one of a fixed list of names.

use super::closed_list::nearest_of_few;
use crate::names::text::fold::key;
use crate::names::unresolved::{Unresolved, UnresolvedReason};

/// The name that a text is; case, width and punctuation make no difference.
///
/// # Errors
/// [`Unresolved`] with the nearest names when the text is none of them.
pub fn one_of<'a>(
    what: &'static str,
    text: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<&'a str, Unresolved> {
    let wanted = key(text);
    if let Some(name) = names.clone().find(|name| key(name) == wanted) {
        return Ok(name);
    }
    let reason = if wanted.is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
    let nearest = nearest_of_few(text, names.map(|name| (name, name, name)));
    Err(Unresolved { what, text: text.to_owned(), reason, nearest })
}

/// The question whether a name is meant that is near to a text; `None` where none is near, or the text is one of them.
pub(crate) fn nearest_hint<'a>(text: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    one_of("name", text, names).err().and_then(|error| error.hint())
}
