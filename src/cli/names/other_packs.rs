//! Names that the pack in use does not know and another bundled pack does.
//!
//! The other packs are read only when a name is not understood.

use std::path::Path;

use crate::names::{NameWords, NoCity, PlaceIndex, Places, Titles};
use crate::pack::{DataError, Pack};

/// A hint that names the first other bundled pack with a place of this name; `None` where there is none.
pub(super) fn pack_with_place(pack: &Pack, name: &str) -> Option<String> {
    first_with(pack, name, |other| {
        let words = NameWords::default();
        Places::new(other, &words).ok()?.resolve(name).ok()?.ok().map(|_| ())
    })
}

/// A hint that names the first other bundled pack with a role of this title; `None` where there is none.
pub(super) fn pack_with_title(pack: &Pack, title: &str) -> Option<String> {
    first_with(pack, title, |other| {
        let words = NameWords::default();
        Titles::new(other, &words).is_title_of_one(title).ok()?.then_some(())
    })
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

/// A warning that names the bundled pack that knows at least half of some place texts, which the pack in use does not know; `None`
/// where there is no such pack.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn pack_of_places(
    pack: &Pack,
    places: &PlaceIndex<'_>,
    texts: &[String],
) -> Result<Option<String>, DataError> {
    let unknown: Vec<&String> = texts.iter().filter(|text| places.read(text) == Err(NoCity::Unknown)).collect();
    if unknown.is_empty() || unknown.len() * 2 < texts.len() {
        return Ok(None);
    }
    for (name, other) in others(pack) {
        let places = PlaceIndex::new(&other)?;
        let known = unknown.iter().filter(|text| places.read(text).is_ok()).count();
        if known > 0 && known * 2 >= texts.len() {
            let which = match (known, texts.len()) {
                (1, 1) => "the only place in the first rows is".to_owned(),
                (1, all) => format!("1 of the {all} places in the first rows is"),
                (known, all) => format!("{known} of the {all} places in the first rows are"),
            };
            return Ok(Some(format!("{which} in {name}, not in the pack in use: --pack {name}")));
        }
    }
    Ok(None)
}
