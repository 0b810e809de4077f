//! Decides whether a name without a flag is a role or a city.

use super::name_list::{is_all, resolve_one_or_list};
use super::other_packs::{pack_with_place, pack_with_title};
use super::resolve_places::{AllowedCities, resolve_place_or_list};
use super::unknown_role::roles_of_word;
use crate::cli::failure::Failure;
use crate::names::{Lexicon, MAX_SUGGESTIONS, NameWords, Places, Titles, Unresolved, UnresolvedReason};
use crate::pack::Pack;

/// What a name without a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum RoleOrCity {
    Role,
    City,
}

/// Decides what each name is: a city where the pack knows it as one, else a role. The first `all` means every role, unless
/// a role stands before it; then it means every city.
///
/// # Errors
/// When a name after the first role is neither, and no other city is allowed.
pub(in crate::cli) fn kinds(pack: &Pack, names: &[String], cities: AllowedCities) -> Result<Vec<RoleOrCity>, Failure> {
    let words = NameWords::default();
    let (titles, places) = (Titles::new(pack, &words), Places::new(pack, &words)?);
    let mut kinds = Vec::new();
    for name in names {
        let has_role = kinds.contains(&RoleOrCity::Role);
        if is_all(name) {
            kinds.push(if has_role { RoleOrCity::City } else { RoleOrCity::Role });
            continue;
        }
        let place = resolve_place_or_list(pack, &places, name)?;
        let Some(no_place) = place.err().filter(|error| !is_ambiguous(error)) else {
            kinds.push(RoleOrCity::City);
            continue;
        };
        if !has_role {
            // If it is no role either, the error is that for an unknown role.
            kinds.push(RoleOrCity::Role);
            continue;
        }
        let title = resolve_one_or_list(name, |name| Ok(titles.resolve(name)?.map(|_| ())))?;
        let no_title = title.err().filter(|error| error.reason == UnresolvedReason::Unknown);
        kinds.push(match no_title {
            Some(_) if cities == AllowedCities::Any => RoleOrCity::City,
            Some(no_title) => return Err(neither(pack, no_title, no_place)?),
            None => RoleOrCity::Role,
        });
    }
    Ok(kinds)
}

fn is_ambiguous(error: &Unresolved) -> bool {
    matches!(error.reason, UnresolvedReason::Ambiguous(_))
}

/// The error for a name that is neither a role nor a city.
fn neither(pack: &Pack, no_title: Unresolved, no_place: Unresolved) -> Result<Failure, Failure> {
    let elsewhere = [pack_with_title(pack, &no_title.text), pack_with_place(pack, &no_place.text)];
    let is_level = Lexicon::levels(pack)?.resolve(&no_title.text).is_ok();
    let level = is_level.then(|| format!("a level has a flag: --level \"{}\"", no_title.text.trim()));
    let word_hint = roles_of_word(pack, &no_title.text)?;
    // Of a list, the error is about the name that is unknown.
    let nearest_titles = if word_hint.is_none() { no_title.nearest.as_slice() } else { &[] };
    let nearest: Vec<_> = no_place.nearest.iter().chain(nearest_titles).take(MAX_SUGGESTIONS).cloned().collect();
    let of_list = if no_place.nearest.is_empty() { no_title } else { no_place };
    let error = Unresolved { what: "role or city", nearest, ..of_list };
    let lists = word_hint.unwrap_or_else(|| "`payband roles` lists the roles, `payband city` the cities".to_owned());
    let hint = level.or_else(|| error.hint());
    let mut failure = Failure::failed(error).hint_from(hint);
    failure.hints.extend(elsewhere.into_iter().flatten());
    Ok(failure.hint(lists))
}
