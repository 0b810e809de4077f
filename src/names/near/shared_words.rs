//! Roles whose titles share a word with a text that names no role: `compliance manager`, `Compliance Officer`.

use super::nearest::{MAX_SUGGESTIONS, Suggestion};
use super::search::RolePredicate;
use crate::names::text::fold::{stem, tokens};
use crate::pack::{DataError, Pack};

/// A word of more titles than these, such as `manager`, says little about the job.
const MAX_ROLES_OF_WORD: usize = 2;

/// The shortest word that is compared, in letters.
const MIN_WORD_LEN: usize = 4;

/// The roles whose titles have a word of a text that few titles have. The word that the fewest have comes first.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(crate) fn roles_with_word_of(
    pack: &Pack,
    text: &str,
    offered: RolePredicate,
) -> Result<Vec<Suggestion>, DataError> {
    let text = tokens(text);
    let words = text.iter().filter(|word| !word.han && word.text.len() >= MIN_WORD_LEN);
    let mut words: Vec<(&str, Vec<Suggestion>)> = words.map(|word| (stem(word.text), Vec::new())).collect();
    for role in pack.roles()? {
        let title = tokens(&role.title);
        for (_, found) in words.iter_mut().filter(|(word, _)| title.iter().any(|other| stem(other.text) == *word)) {
            if offered(pack, role)? {
                found.push(Suggestion { id: role.id.owned(), name: role.title.owned() });
            }
        }
    }
    words.retain(|(_, found)| found.len() <= MAX_ROLES_OF_WORD);
    words.sort_by_key(|(_, found)| found.len());
    let mut nearest: Vec<Suggestion> = Vec::new();
    for role in words.into_iter().flat_map(|(_, found)| found) {
        if !nearest.contains(&role) {
            nearest.push(role);
        }
    }
    nearest.truncate(MAX_SUGGESTIONS);
    Ok(nearest)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_word_of_few_titles_leads_to_their_roles() {
        let us = Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap();
        let found = |text: &str| -> Vec<String> {
            let roles = roles_with_word_of(&us, text, |_, _| Ok(true)).unwrap();
            roles.into_iter().map(|role| role.name).collect()
        };
        assert_eq!(found("compliance manager"), ["Compliance Officer"]);
        assert_eq!(found("Statisticians of sports"), ["Statistician"]);
        for other in ["registered nurse", "plant manager", "analyst", "护士", ""] {
            assert!(found(other).is_empty(), "{other}");
        }
    }
}
