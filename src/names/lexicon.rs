//! Names without grammar: levels and skills, found by id, name, Chinese name or alias.

use std::collections::HashMap;

use super::fold::key;
use super::nearest::nearest;
use super::{MatchKind, Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack};

/// The names of one table.
#[derive(Debug)]
pub struct Lexicon {
    what: &'static str,
    ids: HashMap<String, (String, MatchKind)>,
    /// Id, the name to show, and the name to compare.
    names: Vec<(String, String, String)>,
}

impl Lexicon {
    /// The levels of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn levels(pack: &Pack) -> Result<Self, DataError> {
        let mut lexicon = Lexicon::empty("level");
        for level in pack.levels()? {
            lexicon.row(&level.id, &level.name, &level.name_zh);
        }
        for alias in pack.level_aliases()? {
            lexicon.alias(&alias.alias, &alias.id);
        }
        Ok(lexicon)
    }

    /// The skills of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn skills(pack: &Pack) -> Result<Self, DataError> {
        let mut lexicon = Lexicon::empty("skill");
        for skill in pack.skills()? {
            lexicon.row(&skill.id, &skill.name, &skill.name_zh);
        }
        for alias in pack.skill_aliases()? {
            lexicon.alias(&alias.alias, &alias.id);
        }
        Ok(lexicon)
    }

    fn empty(what: &'static str) -> Self {
        Lexicon { what, ids: HashMap::new(), names: Vec::new() }
    }

    fn row(&mut self, id: &str, name: &str, name_zh: &str) {
        for other in [id, name, name_zh] {
            self.add(other, id, name, MatchKind::Exact);
        }
    }

    fn alias(&mut self, alias: &str, id: &str) {
        let show = self
            .names
            .iter()
            .find(|(known, ..)| known == id)
            .map_or_else(|| alias.to_owned(), |(_, show, _)| show.clone());
        self.add(alias, id, &show, MatchKind::Alias);
    }

    fn add(&mut self, name: &str, id: &str, show: &str, kind: MatchKind) {
        let key = key(name);
        if !key.is_empty() {
            self.ids.entry(key).or_insert_with(|| (id.to_owned(), kind));
            self.names.push((id.to_owned(), show.to_owned(), name.to_owned()));
        }
    }

    /// The id that a name means, without a search for near ones when there is none: for files.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<(&str, MatchKind)> {
        self.ids.get(&key(text)).map(|(id, kind)| (id.as_str(), *kind))
    }

    /// The id that a name means.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names.
    pub fn resolve(&self, text: &str) -> Result<(&str, MatchKind), Unresolved> {
        if let Some(found) = self.find(text) {
            return Ok(found);
        }
        let key = key(text);
        let reason = if key.is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
        let names = self.names.iter().map(|(id, show, name)| (id.as_str(), show.as_str(), name.as_str()));
        Err(Unresolved { what: self.what, text: text.to_owned(), reason, nearest: nearest(text, names) })
    }
}
