//! The error for a title that the pack does not know.

use super::failure::Failure;
use super::other_packs::pack_with_title;
use crate::names::{RolePredicate, Unresolved, UnresolvedReason, roles_with_word_of};
use crate::pack::{DataError, Pack};

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
    let Some(covered) = occupations_of(pack)? else { return Ok(Failure::from(error).hint_from(elsewhere)) };
    let with_word = if error.nearest.is_empty() && error.reason == UnresolvedReason::Unknown {
        let nearest = roles_with_word_of(pack, &error.text, offered)?;
        Unresolved { nearest, ..error.clone() }.hint()
    } else {
        error.hint()
    };
    Ok(Failure::failed(error).hint_from(with_word).hint(covered).hint_from(elsewhere))
}

/// What a pack of occupations, each of which covers many jobs, has; `None` for another pack.
fn occupations_of(pack: &Pack) -> Result<Option<String>, DataError> {
    let roles = pack.roles()?;
    let count = roles.iter().filter(|role| !role.covers.is_empty()).count();
    if count == 0 || count < roles.len() {
        return Ok(None);
    }
    let descriptor = pack.descriptor()?;
    let title = if descriptor.title.is_empty() { String::new() } else { format!(" ({})", descriptor.title) };
    Ok(Some(format!("{} has {count} occupations{title}; `payband roles` lists them", descriptor.name)))
}
