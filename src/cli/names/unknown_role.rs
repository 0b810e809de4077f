//! The error for a title that the pack does not know.

use super::other_packs::{is_word_of_several, pack_with_title, pack_with_word};
use crate::cli::failure::Failure;
use crate::names::{RolePredicate, Unresolved, UnresolvedReason, roles_with_word_of};
use crate::pack::{DataError, Pack};
use crate::pricing::has_price;
use crate::shell::shell_quoted;

/// The error for a title that the pack does not know. Its hints name the nearest roles of those that are `offered`, and what the pack
/// covers.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn unknown_role(pack: &Pack, error: Unresolved, offered: RolePredicate) -> Result<Failure, DataError> {
    if !matches!(error.reason, UnresolvedReason::Unknown | UnresolvedReason::OtherDomain(_)) {
        return Ok(error.into());
    }
    let elsewhere = pack_with_title(pack, &error.text);
    if let Some(listed) = roles_of_word(pack, &error.text)? {
        return Ok(Failure::failed(error).hint(listed).hint_from(elsewhere));
    }
    let elsewhere = elsewhere.or_else(|| pack_with_word(pack, &error.text));
    let has_occupations = pack.has_occupations()?;
    if !has_occupations && !error.nearest.is_empty() {
        return Ok(Failure::from(error).hint_from(elsewhere));
    }
    let covered = covered(pack, has_occupations)?;
    let with_word = if has_occupations && error.nearest.is_empty() && error.reason == UnresolvedReason::Unknown {
        let nearest = roles_with_word_of(pack, &error.text, offered)?;
        Unresolved { nearest, ..error.clone() }.hint()
    } else {
        error.hint()
    };
    Ok(Failure::failed(error).hint_from(with_word).hint(covered).hint_from(elsewhere))
}

/// A hint to the list of roles with a word, such as `architect`; `None` where fewer than two roles with a price have it as a whole
/// word of a name. The names nearest to such a word are those of one role among many.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn roles_of_word(pack: &Pack, text: &str) -> Result<Option<String>, DataError> {
    let hint = || format!("`payband roles {}` lists the roles with this word", shell_quoted(text.trim()));
    Ok(is_word_of_several(pack, text)?.then(hint))
}

/// What a pack has: the number of its roles with a price, and its title. `are_occupations` is what [`Pack::has_occupations`] says.
fn covered(pack: &Pack, are_occupations: bool) -> Result<String, DataError> {
    let mut count = 0;
    for role in pack.roles()? {
        count += usize::from(has_price(pack, role, None)?);
    }
    let noun = match (are_occupations, count) {
        (true, 1) => "occupation",
        (true, _) => "occupations",
        (false, 1) => "role with a price",
        (false, _) => "roles with a price",
    };
    let descriptor = pack.descriptor()?;
    let title = if descriptor.title.is_empty() { String::new() } else { format!(" ({})", descriptor.title) };
    Ok(format!("{} has {count} {noun}{title}; `payband roles` lists them", descriptor.name))
}
