//! Names that two rows have, which therefore resolve to neither with certainty.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::text::fold::key;
use crate::pack::{DataError, Pack, Record, Resource, WordFunction};

/// Every name of a pack that means two rows, and every level word that means no level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn collisions(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let mut found = Vec::new();

    let mut roles = NameOwners::default();
    for role in pack.roles()? {
        for (column, name) in [("id", &role.id), ("title", &role.title), ("title_zh", &role.title_zh)] {
            roles.add(role, column, name, &role.id, &mut found);
        }
    }
    for alias in pack.role_aliases()? {
        roles.add_alias(alias, &alias.alias, &alias.id, &mut found);
    }

    let mut places = NameOwners::default();
    for city in pack.cities()? {
        for (column, name) in [("id", &city.id), ("name", &city.name), ("name_zh", &city.name_zh)] {
            places.add(city, column, name, &city.id, &mut found);
        }
    }
    for alias in pack.city_aliases()? {
        places.add_alias(alias, &alias.alias, &alias.id, &mut found);
    }

    let mut levels = NameOwners::default();
    for level in pack.levels()? {
        for (column, name) in [("id", &level.id), ("name", &level.name), ("name_zh", &level.name_zh)] {
            levels.add(level, column, name, &level.id, &mut found);
        }
    }
    // The names of the pack win over shared aliases.
    for alias in pack.level_aliases()?.iter().filter(|alias| !alias.origin.is_shared) {
        levels.add(alias, "alias", &alias.alias, &alias.id, &mut found);
    }

    let mut skills = NameOwners::default();
    for skill in pack.skills()? {
        for (column, name) in [("id", &skill.id), ("name", &skill.name), ("name_zh", &skill.name_zh)] {
            skills.add(skill, column, name, &skill.id, &mut found);
        }
    }
    for alias in pack.skill_aliases()? {
        skills.add(alias, "alias", &alias.alias, &alias.id, &mut found);
    }

    let lexicon = Lexicon::levels(pack)?;
    for word in pack.name_words()? {
        // A shared word may mean a level that the pack does not have.
        if word.function == WordFunction::Level && !word.origin.is_shared && lexicon.resolve(&word.word).is_err() {
            let remedy = "add it to level_aliases.csv, or give the word another part";
            found.push(located(word, "word", &word.word, "a level word that names no level", remedy));
        }
    }
    Ok(found)
}

/// The first row with each name, by the folded name.
#[derive(Default)]
struct NameOwners(HashMap<String, Owner>);

/// The first row with a name.
struct Owner {
    id: String,
    /// The name as it is written; empty unless it is an alias of a role or place, which several rows may have.
    alias: String,
}

impl NameOwners {
    /// Adds an alias. One that is written the same for several rows is ambiguous on purpose.
    fn add_alias<R: Resource>(&mut self, record: &Record<R>, alias: &str, id: &str, found: &mut Vec<DataError>) {
        let name = key(alias);
        match self.0.get(&name) {
            Some(owner) if owner.alias == alias => {}
            Some(_) => self.add(record, "alias", alias, id, found),
            None => {
                self.0.insert(name, Owner { id: id.to_owned(), alias: alias.to_owned() });
            }
        }
    }

    fn add<R: Resource>(&mut self, record: &Record<R>, column: &str, name: &str, id: &str, found: &mut Vec<DataError>) {
        let key = key(name);
        if key.is_empty() {
            return;
        }
        let owner = self.0.entry(key).or_insert_with(|| Owner { id: id.to_owned(), alias: String::new() });
        if owner.id != id {
            let problem = format!("{} has this name too, and {id} cannot be told from it", owner.id);
            found.push(located(record, column, name, problem, "remove one of the two names"));
        }
    }
}

fn located<R: Resource>(
    record: &Record<R>,
    column: &str,
    value: &str,
    problem: impl Into<String>,
    remedy: &str,
) -> DataError {
    let file = match &record.origin.overlay {
        // The folder of the shared rows, as messages name it.
        None if record.origin.is_shared => format!("language/{}.csv", R::NAME),
        Some(overlay) => format!("{overlay}/{}.csv", R::NAME),
        None => format!("{}.csv", R::NAME),
    };
    DataError::file(file, problem, remedy).at(record.origin.line).in_column(column).with_value(value)
}
