//! Names that two rows share: whoever writes one of them cannot be understood.

use std::collections::HashMap;

use super::fold::key;
use super::lexicon::Lexicon;
use crate::pack::{DataError, Pack, Record, Resource, WordPart};

/// Every name of a pack that means two things, and every level word that means no level.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub fn collisions(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let mut found = Vec::new();

    let mut roles = Owners::default();
    for role in pack.roles()? {
        for (column, name) in [("id", &role.id), ("title", &role.title), ("title_zh", &role.title_zh)] {
            roles.claim(role, column, name, &role.id, &mut found);
        }
    }
    for alias in pack.role_aliases()? {
        let name = key(&alias.alias);
        match roles.0.get(&name) {
            // Written in the same way for several roles it is meant to be a question.
            Some(owner) if owner.alias == alias.alias => {}
            Some(_) => roles.claim(alias, "alias", &alias.alias, &alias.id, &mut found),
            None => {
                roles.0.insert(name, Owner { id: alias.id.owned(), alias: alias.alias.owned() });
            }
        }
    }

    let mut places = Owners::default();
    for city in pack.cities()? {
        for (column, name) in [("id", &city.id), ("name", &city.name), ("name_zh", &city.name_zh)] {
            places.claim(city, column, name, &city.id, &mut found);
        }
    }
    for alias in pack.city_aliases()? {
        places.claim(alias, "alias", &alias.alias, &alias.id, &mut found);
    }

    let mut levels = Owners::default();
    for level in pack.levels()? {
        for (column, name) in [("id", &level.id), ("name", &level.name), ("name_zh", &level.name_zh)] {
            levels.claim(level, column, name, &level.id, &mut found);
        }
    }
    for alias in pack.level_aliases()? {
        levels.claim(alias, "alias", &alias.alias, &alias.id, &mut found);
    }

    let mut skills = Owners::default();
    for skill in pack.skills()? {
        for (column, name) in [("id", &skill.id), ("name", &skill.name), ("name_zh", &skill.name_zh)] {
            skills.claim(skill, column, name, &skill.id, &mut found);
        }
    }
    for alias in pack.skill_aliases()? {
        skills.claim(alias, "alias", &alias.alias, &alias.id, &mut found);
    }

    let lexicon = Lexicon::levels(pack)?;
    for word in pack.name_words()? {
        if word.part == WordPart::Level && lexicon.resolve(&word.word).is_err() {
            let remedy = "add it to level_aliases.csv, or give the word another part";
            found.push(located(word, "word", &word.word, "a level word that names no level", remedy));
        }
    }
    Ok(found)
}

/// The rows that have names, by the folded name.
#[derive(Default)]
struct Owners(HashMap<String, Owner>);

/// The first row that has a name.
struct Owner {
    id: String,
    /// The name as it is written, if it is an alias that several rows may have.
    alias: String,
}

impl Owners {
    fn claim<R: Resource>(
        &mut self,
        record: &Record<R>,
        column: &str,
        name: &str,
        id: &str,
        found: &mut Vec<DataError>,
    ) {
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
        Some(overlay) => format!("{overlay}/{}.csv", R::NAME),
        None => format!("{}.csv", R::NAME),
    };
    DataError::file(file, problem, remedy).at(record.origin.line).in_column(column).with_value(value)
}
