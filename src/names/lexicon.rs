//! Levels, segments and skills, found by id, name, Chinese name or alias. A text is looked up as a whole.

use foldhash::HashMap;

use super::match_kind::MatchKind;
use super::near::closed_list::nearest_of_few;
use super::text::fold::key;
use super::unresolved::{Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack};

/// The names of one table.
#[derive(Debug)]
pub struct Lexicon {
    what: &'static str,
    ids: HashMap<String, (String, MatchKind)>,
    /// The id, the name to show, and the name to compare.
    names: Vec<(String, String, String)>,
}

impl Lexicon {
    /// The levels of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn levels(pack: &Pack) -> Result<Self, DataError> {
        let aliases = pack.level_aliases()?;
        let rows =
            pack.levels()?.iter().map(|level| [&level.id, &level.name, &level.name_zh].map(|name| name.as_str()));
        // A pack's own aliases win over those that every pack shares, also where they are written in another case.
        let (shared, own): (Vec<_>, Vec<_>) = aliases.iter().partition(|alias| alias.origin.is_shared);
        let all = pack.overlay_rows(aliases).into_iter().chain(own).chain(shared);
        let all = all.map(|row| (row.origin.overlay.is_some(), &*row.alias, &*row.id));
        // An employer's own grade wins over every other name.
        let grades = pack.grade_map()?.iter().map(|row| (true, &*row.grade, &*row.level));
        Ok(Lexicon::new("level", rows.collect(), grades.chain(all)))
    }

    /// The segments of the market of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn segments(pack: &Pack) -> Result<Self, DataError> {
        let rows = pack.segments()?.iter().map(|row| [&row.id, &row.name, &row.name_zh].map(|name| name.as_str()));
        Ok(Lexicon::new("segment", rows.collect(), std::iter::empty()))
    }

    /// The skills of a pack.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn skills(pack: &Pack) -> Result<Self, DataError> {
        let aliases = pack.skill_aliases()?;
        let rows =
            pack.skills()?.iter().map(|skill| [&skill.id, &skill.name, &skill.name_zh].map(|name| name.as_str()));
        let all = pack.overlay_rows(aliases).into_iter().chain(aliases);
        Ok(Lexicon::new("skill", rows.collect(), all.map(|row| (row.origin.overlay.is_some(), &*row.alias, &*row.id))))
    }

    /// `rows` have id, name and Chinese name. `aliases` have whether an overlay brings them, alias and id, those of overlays
    /// first. The aliases of overlays win over every other name; of two equal names the first counts.
    fn new<'a>(
        what: &'static str,
        rows: Vec<[&'a str; 3]>,
        aliases: impl Iterator<Item = (bool, &'a str, &'a str)>,
    ) -> Self {
        let mut lexicon = Lexicon { what, ids: HashMap::default(), names: Vec::new() };
        let shown: HashMap<&str, &str> = rows.iter().map(|[id, name, _]| (*id, *name)).collect();
        let mut aliases = aliases.peekable();
        let alias = |lexicon: &mut Lexicon, alias, id| {
            lexicon.add(alias, id, shown.get(id).copied().unwrap_or(alias), MatchKind::Alias);
        };
        while let Some((_, other, id)) = aliases.next_if(|(is_from_overlay, ..)| *is_from_overlay) {
            alias(&mut lexicon, other, id);
        }
        for [id, name, name_zh] in &rows {
            for other in [id, name, name_zh] {
                lexicon.add(other, id, name, MatchKind::Exact);
            }
        }
        aliases
            .filter(|(is_from_overlay, ..)| !is_from_overlay)
            .for_each(|(_, other, id)| alias(&mut lexicon, other, id));
        lexicon
    }

    fn add(&mut self, name: &str, id: &str, show: &str, kind: MatchKind) {
        let key = key(name);
        if !key.is_empty() {
            self.ids.entry(key).or_insert_with(|| (id.to_owned(), kind));
            self.names.push((id.to_owned(), show.to_owned(), name.to_owned()));
        }
    }

    /// The id that a name means, without suggestions.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<(&str, MatchKind)> {
        self.ids.get(&key(text)).map(|(id, kind)| (id.as_str(), *kind))
    }

    /// The id that a name means.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names, which take time to find.
    pub fn resolve(&self, text: &str) -> Result<(&str, MatchKind), Unresolved> {
        if let Some(found) = self.find(text) {
            return Ok(found);
        }
        let key = key(text);
        let reason = if key.is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
        let names = self.names.iter().map(|(id, show, name)| (id.as_str(), show.as_str(), name.as_str()));
        Err(Unresolved { what: self.what, text: text.to_owned(), reason, nearest: nearest_of_few(text, names) })
    }
}
