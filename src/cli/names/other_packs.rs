//! Names that the pack in use does not know and another bundled pack does.
//!
//! The other packs are read only when a name is not understood.

use std::collections::BTreeMap;
use std::path::Path;

use crate::names::{NameSearch, NameWords, NoCity, PlaceIndex, Places, Titles, Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack};
use crate::pricing::has_price;
use crate::shell::shell_quoted;

/// A hint that names the first other bundled pack with a place of this name; `None` where there is none. Of several places it names the
/// first.
pub(super) fn pack_with_place(pack: &Pack, name: &str) -> Option<String> {
    pack_with_place_of(
        pack,
        name,
        |place| if place == name.trim() { String::new() } else { format!(" --city \"{place}\"") },
    )
}

/// The same hint, with the `options` of a request for the place.
pub(super) fn pack_with_place_of(pack: &Pack, name: &str, options: impl Fn(&str) -> String) -> Option<String> {
    let name = name.trim();
    others(pack).find_map(|(found, other)| {
        let words = NameWords::default();
        let places = Places::new(&other, &words).ok()?;
        match places.resolve(name).ok()? {
            Ok(_) => Some(format!("{name} is in {found}: --pack {found}{}", options(name))),
            Err(Unresolved { reason: UnresolvedReason::Ambiguous(_), nearest, .. }) => {
                let first = nearest.first()?;
                Some(format!("{name} is several places of {found}, such as: --pack {found}{}", options(&first.name)))
            }
            Err(_) => None,
        }
    })
}

/// A hint that names places of nearly this name, and the first other bundled pack with such places; `None` where there is none.
pub(super) fn pack_with_near_place(pack: &Pack, name: &str) -> Option<String> {
    others(pack).find_map(|(found, other)| {
        let words = NameWords::default();
        let error = Places::new(&other, &words).ok()?.resolve(name).ok()?.err()?;
        let question = error.hint().filter(|_| error.reason == UnresolvedReason::Unknown)?;
        Some(format!("{question} That is in {found}: --pack {found}"))
    })
}

/// A hint that names the first other bundled pack with a role of this title; `None` where there is none.
pub(super) fn pack_with_title(pack: &Pack, title: &str) -> Option<String> {
    first_with(pack, title, |other| {
        let words = NameWords::default();
        Titles::new(other, &words).is_title_of_one(title).ok()?.then_some(())
    })
}

/// A hint that names the first other bundled pack in which several roles have this word in their names; `None` where there is none.
pub(super) fn pack_with_word(pack: &Pack, word: &str) -> Option<String> {
    if word.trim().contains(char::is_whitespace) {
        return None;
    }
    let (name, _) = others(pack).find(|(_, other)| matches!(is_word_of_several(other, word), Ok(true)))?;
    Some(format!("{name} has roles with this word: `payband --pack {name} roles {}`", shell_quoted(word.trim())))
}

/// Whether a text is one word, and several roles with a price have it as a whole word of a name.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(super) fn is_word_of_several(pack: &Pack, text: &str) -> Result<bool, DataError> {
    let word = text.trim();
    Ok(!word.contains(char::is_whitespace)
        && NameSearch::roles(pack, |pack, role| has_price(pack, role, None))?.count_with_words(word) > 1)
}

fn first_with(pack: &Pack, name: &str, knows: impl Fn(&Pack) -> Option<()>) -> Option<String> {
    let (found, ()) = others(pack).find_map(|(name, other)| Some((name, knows(&other)?)))?;
    Some(format!("{} is in {found}: --pack {found}", name.trim()))
}

/// The other bundled packs, with their names.
fn others(pack: &Pack) -> impl Iterator<Item = (&'static str, Pack)> {
    let own = pack.descriptor().ok().map(|descriptor| descriptor.name.as_str());
    let names = Pack::bundled_names().filter(move |other| Some(*other) != own);
    names.filter_map(|name| Some((name, Pack::open(Some(Path::new(name)), &[] as &[&Path]).ok()?)))
}

/// A warning that names the bundled pack which knows the places of more than half of some rows, and the pack in use does not;
/// `None` where there is no such pack. `texts` are the place texts with the number of rows that have each.
pub(in crate::cli) fn pack_of_places(
    pack: &Pack,
    places: &PlaceIndex<'_>,
    texts: &BTreeMap<String, usize>,
) -> Option<String> {
    let all_rows: usize = texts.values().sum();
    let unknown: Vec<(&String, usize)> = texts
        .iter()
        .filter(|(text, _)| places.read(text) == Err(NoCity::Unknown))
        .map(|(text, rows)| (text, *rows))
        .collect();
    let are_most = |rows: usize| rows * 2 > all_rows;
    if !are_most(unknown.iter().map(|(_, rows)| rows).sum()) {
        return None;
    }
    let rows_known_in = |(name, other): (&'static str, Pack)| {
        let places = PlaceIndex::new(&other).ok()?;
        let known = unknown.iter().filter(|(text, _)| places.read(text).is_ok());
        Some((known.map(|(_, rows)| rows).sum(), name))
    };
    let (rows, name) = others(pack).filter_map(rows_known_in).max_by_key(|(rows, _): &(usize, _)| *rows)?;
    are_most(rows).then(|| {
        let which = match all_rows {
            1 => "the first row with a place has one".to_owned(),
            all => format!("{rows} of the first {all} rows with a place have one"),
        };
        format!("{which} of {name}, not of the pack in use: --pack {name}")
    })
}
