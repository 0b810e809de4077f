//! What ids are called.

use crate::pack::{City, DataError, Level, Pack, Role, Table};

/// What the ids of prices are called. An id that the pack does not know stands for itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels<'p> {
    roles: &'p Table<Role>,
    cities: &'p Table<City>,
    levels: &'p Table<Level>,
}

impl<'p> Labels<'p> {
    /// The names in a pack.
    pub(super) fn of(pack: &'p Pack) -> Result<Self, DataError> {
        Ok(Labels { roles: pack.roles()?, cities: pack.cities()?, levels: pack.levels()? })
    }

    /// The title of a role.
    pub(super) fn role<'a>(&'a self, id: &'a str) -> &'a str {
        self.roles.get(id).map_or(id, |role| role.title.as_str())
    }

    /// The name of a city.
    pub(super) fn city<'a>(&'a self, id: &'a str) -> &'a str {
        self.cities.get(id).map_or(id, |city| city.name.as_str())
    }

    /// The name of a level.
    pub(super) fn level<'a>(&'a self, id: &'a str) -> &'a str {
        self.levels.get(id).map_or(id, |level| level.name.as_str())
    }
}

/// The title of a role.
pub(super) fn role<'p>(pack: &'p Pack, id: &'p str) -> Result<&'p str, DataError> {
    Ok(pack.roles()?.get(id).map_or(id, |role| role.title.as_str()))
}

/// The name of a city; its id where the pack does not know it.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn city<'p>(pack: &'p Pack, id: &'p str) -> Result<&'p str, DataError> {
    Ok(pack.cities()?.get(id).map_or(id, |city| city.name.as_str()))
}

/// The name of a level; its id where the pack does not know it.
///
/// # Errors
/// [`DataError`] when the table cannot be read.
pub fn level<'p>(pack: &'p Pack, id: &'p str) -> Result<&'p str, DataError> {
    Ok(pack.levels()?.get(id).map_or(id, |level| level.name.as_str()))
}

/// The title of a section of the source.
pub(super) fn section<'p>(pack: &'p Pack, id: &'p str) -> Result<&'p str, DataError> {
    Ok(pack.sections()?.get(id).map_or(id, |section| section.title.as_str()))
}

/// Words with a capital letter at their beginning.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The one value that all have in common; `None` when they differ or there is none.
pub(super) fn common<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
