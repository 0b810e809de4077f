//! Lists of names on the command line: `all`, names between commas or `vs`, and what a list leaves out.

use std::collections::HashSet;
use std::hash::Hash;

use crate::answer::Note;
use crate::names::{Unresolved, UnresolvedReason};
use crate::pack::DataError;

/// The word that means every role, city or level.
const ALL: &str = "all";

/// Separators of the names of a list.
const LIST_SEPARATORS: [char; 5] = [',', '，', '、', ';', '；'];

/// Words between two names that are compared.
const VERSUS: [&str; 3] = ["vs", "vs.", "versus"];

/// Whether a text is a word between two names that are compared, such as `vs`.
pub(in crate::cli) fn is_versus(text: &str) -> bool {
    VERSUS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The names of a list such as `Shanghai, Beijing` or `Shanghai vs Beijing`.
pub(super) fn listed_names(list: &str) -> Vec<&str> {
    list.split(LIST_SEPARATORS).flat_map(compared_names).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// The names between words such as `vs`.
pub(super) fn compared_names(text: &str) -> Vec<&str> {
    let (mut names, mut start, mut at) = (Vec::new(), 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let end = at + word.len();
        if is_versus(word.trim()) {
            names.extend(text.get(start..at));
            start = end;
        }
        at = end;
    }
    names.extend(text.get(start..));
    names
}

/// Whether a name is `all`.
pub(in crate::cli) fn is_all(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(ALL)
}

/// Resolves a text as one name, or else as a list of names.
///
/// The error is about the first unknown name of a list of which other names are known, otherwise about the whole text.
pub(super) fn resolve_one_or_list<T>(
    name: &str,
    resolve: impl Fn(&str) -> Result<Result<T, Unresolved>, DataError>,
) -> Result<Result<Vec<T>, Unresolved>, DataError> {
    resolve_one_or_parts(name, resolve, || Ok(listed_names(name).into_iter().map(str::to_owned).collect()))
}

/// The same for a list whose names are these `parts`.
pub(super) fn resolve_one_or_parts<T>(
    name: &str,
    resolve: impl Fn(&str) -> Result<Result<T, Unresolved>, DataError>,
    parts: impl FnOnce() -> Result<Vec<String>, DataError>,
) -> Result<Result<Vec<T>, Unresolved>, DataError> {
    let whole = match resolve(name)? {
        Ok(found) => return Ok(Ok(vec![found])),
        Err(error) => error,
    };
    let parts = parts()?;
    if parts.len() < 2 {
        return Ok(Err(whole));
    }
    let (mut found, mut failed) = (Vec::new(), None);
    for part in &parts {
        match resolve(part)? {
            Ok(one) => found.push(one),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    Ok(match failed {
        None => Ok(found),
        // In `Cloud Architect, Fintech` the second word changes the meaning of the first: the error is about both.
        Some(_) if found.is_empty() || matches!(whole.reason, UnresolvedReason::OtherDomain(_)) => Err(whole),
        Some(error) => Err(error),
    })
}

/// Distinct values in the order in which they were added.
pub(super) struct OrderedSet<T> {
    pub(super) values: Vec<T>,
    seen: HashSet<T>,
}

impl<T: Clone + Eq + Hash> OrderedSet<T> {
    pub(super) fn new() -> Self {
        OrderedSet { values: Vec::new(), seen: HashSet::new() }
    }

    /// Adds the values that are not in it yet.
    pub(super) fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        let OrderedSet { values: known, seen } = self;
        known.extend(values.into_iter().filter(|value| seen.insert(value.clone())));
    }
}

/// Adds a note that names what `all` leaves out.
pub(super) fn note_left_out<'a>(notes: &mut Vec<Note>, what: &str, names: impl Iterator<Item = &'a str>) {
    let names: Vec<&str> = names.collect();
    if !names.is_empty() {
        notes.push(Note::new(format!("{what} are left out: {}", names.join(", "))));
    }
}
