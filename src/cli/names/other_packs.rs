//! Names that the pack in use does not know and another bundled pack does.
//!
//! The other packs are read only when a name is not understood.

use std::path::Path;

use crate::names::{NameWords, Places, Titles};
use crate::pack::Pack;

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
    let own = pack.descriptor().ok().map(|descriptor| descriptor.name.as_str());
    let others = Pack::bundled_names().filter(|other| Some(*other) != own);
    let found = others.into_iter().find(|other| {
        let other = Pack::open(Some(Path::new(other)), &[] as &[&Path]);
        other.ok().and_then(|other| knows(&other)).is_some()
    })?;
    Some(format!("{} is in {found}: --pack {found}", name.trim()))
}
