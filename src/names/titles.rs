//! Job titles: the role that a title means, and the level that it names.

use std::cmp::Ordering;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::fold::{Folded, has_key, key, stem, tokens};
use super::lexicon::Lexicon;
use super::match_kind::MatchKind;
use super::near_titles::NearName;
use super::nearest::{Nearest, Suggestion};
use super::related::{Related, related};
use super::rules::{
    Among, Bag, Decision, Form, LONGEST_TITLE, Meaning, Named, Names as _, Scratch, by_forms, can_mean, has_other_forms,
};
use super::search::{NameSearch, RolePredicate};
use super::unresolved::{Unresolved, UnresolvedReason};
use super::words::{Lists, Parsed, Words};
use crate::once_lock::get_or_try_init;
use crate::pack::{DataError, Pack, PackText, Record, Role, RoleAlias};

/// The level that a title names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TitleLevel {
    /// None.
    Unstated,
    /// This one, by id.
    One(String),
    /// More than one, so that none can be chosen.
    Several(Vec<String>),
}

/// The role that a title means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleMatch {
    /// The id of the role.
    pub role: String,
    /// How it was found.
    pub kind: MatchKind,
    /// The level that the title names.
    pub level: TitleLevel,
}

/// Reads job titles.
///
/// Of a thousand names a question can mean a few: those that hold its longest word. Only they are taken apart, titles before
/// aliases; taking all of them apart first would cost a plain question more time than everything else.
#[derive(Debug)]
pub struct Titles<'p> {
    pack: &'p Pack,
    words: &'p Words,
    levels: OnceLock<Lexicon>,
    /// Aliases that overlays bring, the last overlay's first.
    of_overlays: OnceLock<Vec<&'p Record<RoleAlias>>>,
    suggests: RolePredicate,
}

/// Names by what tells them apart, each list with the name and its role. A few names are found faster one by one than by a hash.
#[derive(Debug, Default)]
struct Index<'p> {
    /// Folded names.
    exact: List<'p>,
    /// Folded names without the words of the pack's own domain.
    reduced: List<'p>,
    /// The same in any order, plurals removed.
    bags: List<'p>,
}

/// Names by one of their forms; of two that are alike the first counts.
#[derive(Debug, Default)]
struct List<'p> {
    names: Vec<(String, Name<'p>)>,
    /// Where each form is, once there are many.
    places: HashMap<String, usize>,
}

/// A name as the pack writes it, and the role of its first row.
type Name<'p> = (&'p str, &'p str);

/// Names from which a hash finds one faster than a search.
const MANY: usize = 64;

impl<'p> List<'p> {
    fn get(&self, form: &str) -> Option<Name<'p>> {
        if self.names.len() < MANY {
            return self.names.iter().find(|(known, _)| known == form).map(|(_, name)| *name);
        }
        self.places.get(form).and_then(|at| self.names.get(*at)).map(|(_, name)| *name)
    }

    fn add(&mut self, form: String, name: Name<'p>) {
        let List { names, places } = self;
        let at = names.len();
        names.push((form, name));
        // The first of the many brings those before it along.
        let from = match (at + 1).cmp(&MANY) {
            Ordering::Less => return,
            Ordering::Equal => 0,
            Ordering::Greater => at,
        };
        for (at, (form, _)) in names.iter().enumerate().skip(from) {
            if !places.contains_key(form) {
                places.insert(form.clone(), at);
            }
        }
    }
}

impl<'p> Titles<'p> {
    /// A reader for the roles of a pack; tables are read when first needed.
    #[must_use]
    pub fn new(pack: &'p Pack, words: &'p Words) -> Self {
        Titles { pack, words, levels: OnceLock::new(), of_overlays: OnceLock::new(), suggests: |_, _| Ok(true) }
    }

    /// The same, suggesting and listing only some roles where a title means none.
    #[must_use]
    pub fn suggesting(self, suggests: RolePredicate) -> Self {
        Titles { suggests, ..self }
    }

    /// The role that a title means.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside, or [`DataError`] outside, when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<TitleMatch, Unresolved>, DataError> {
        let unresolved = |reason, nearest| Ok(Err(Unresolved { what: "role", text: text.to_owned(), reason, nearest }));
        let mut scratch = Scratch::default();
        if text.len() <= LONGEST_TITLE {
            scratch.all.read(text);
        }
        if scratch.all.is_empty() {
            let reason = if text.trim().is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
            return unresolved(reason, Vec::new());
        }
        match self.decide(text, &mut scratch)? {
            Decision::Role { found, is_title } => {
                let level = if is_title { TitleLevel::Unstated } else { self.level(&scratch.parsed.levels)? };
                Ok(Ok(TitleMatch { role: found.role.to_owned(), kind: found.kind, level }))
            }
            Decision::Several(roles) => {
                let candidates = self.candidates_of(&roles)?;
                let ids = roles.into_iter().map(str::to_owned).collect();
                unresolved(UnresolvedReason::Ambiguous(ids), candidates)
            }
            Decision::OtherDomain => {
                let word = scratch.parsed.other_domain.unwrap_or_default();
                unresolved(UnresolvedReason::OtherDomain(word), Vec::new())
            }
            Decision::Unknown => {
                let nearest = self.nearest(&scratch.parsed.content)?;
                unresolved(UnresolvedReason::Unknown, nearest)
            }
        }
    }

    /// The roles nearest to one of the pack, among those that may be suggested: by the words of their names, then by area.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn related(&self, id: &str) -> Result<Related, DataError> {
        related(self.pack, self.words.all(self.pack)?, id, |role| (self.suggests)(self.pack, role))
    }

    /// Roles to choose between: those that may be suggested, or all where fewer than two of them are.
    fn candidates_of(&self, roles: &[&str]) -> Result<Vec<Suggestion>, DataError> {
        let (mut offered, mut all) = (Vec::new(), Vec::new());
        for role in roles.iter().filter_map(|id| self.pack.roles().ok()?.get(id)) {
            let suggestion = Suggestion { id: role.id.owned(), name: role.title.owned() };
            if (self.suggests)(self.pack, role)? {
                offered.push(suggestion.clone());
            }
            all.push(suggestion);
        }
        Ok(if offered.len() < 2 { all } else { offered })
    }

    /// The roles with the names nearest to some words, or those that have all of the words.
    fn nearest(&self, wanted: &Folded) -> Result<Vec<Suggestion>, DataError> {
        let roles = self.pack.roles()?;
        let words = self.words.all(self.pack)?;
        let mut offered: Vec<&Record<Role>> = Vec::new();
        for role in roles {
            if (self.suggests)(self.pack, role)? {
                offered.push(role);
            }
        }
        let mut nearest = Nearest::default();
        let mut add = |among, role: &'p Record<Role>, name: &str| {
            NearName::new(among, name, words).forms().for_each(|form| nearest.add(wanted, &role.id, &role.title, form));
        };
        for role in &offered {
            add(Among::Titles, role, &role.title);
            add(Among::Titles, role, &role.title_zh);
        }
        for alias in self.pack.role_aliases()? {
            if let Some(role) = offered.iter().find(|role| role.id == alias.id) {
                add(Among::Aliases, role, &alias.alias);
            }
        }
        let suggestions = nearest.suggestions();
        if suggestions.is_empty() {
            // A part of a name is no misspelling of it, and says enough where few roles have it.
            return Ok(NameSearch::roles(self.pack, self.suggests)?.few_with_words(wanted));
        }
        Ok(suggestions)
    }

    /// What a name means: an alias with several rows could be any of their roles.
    fn meaning(&self, among: Among, (name, role): Name<'p>) -> Meaning<'p> {
        let mut meaning = Meaning::One(role, 0);
        if among == Among::Aliases {
            let rows = self.pack.role_aliases().into_iter().flatten();
            rows.filter(|row| row.alias == *name).for_each(|row| meaning.or(&row.id));
        }
        meaning
    }

    /// Every name of a kind, with its role.
    fn names(&self, among: Among) -> Result<Box<dyn Iterator<Item = Name<'p>> + 'p>, DataError> {
        Ok(match among {
            Among::Titles => Box::new(self.pack.roles()?.iter().flat_map(|role| {
                [&role.title, &role.title_zh, &role.id].map(|name| (name.as_str(), role.id.as_str()))
            })),
            Among::Aliases => {
                Box::new(self.pack.role_aliases()?.iter().map(|alias| (alias.alias.as_str(), alias.id.as_str())))
            }
        })
    }

    /// The names that a title taken apart could mean, taken apart themselves.
    fn candidates(&self, among: Among, parsed: &Parsed) -> Result<Index<'p>, DataError> {
        let mut index = Index::default();
        let words = if parsed.content.is_empty() { &parsed.with_domain } else { &parsed.content };
        let Some(longest) = words.iter().max_by_key(|token| token.text.len()) else { return Ok(index) };
        // A word of the domain may stand inside a name without blanks, so that only a single letter of it is sure.
        let end = if longest.han { longest.text.chars().next().map_or(0, char::len_utf8) } else { longest.text.len() };
        let anchor = stem(longest.text.get(..end).unwrap_or_default());
        for (name, role) in self.names(among)? {
            if could_be(name, anchor) {
                let key = key(name);
                if key.contains(anchor) || is_within(parsed.content.joined(), &key) {
                    index.add(among, (name, role), key, self.words, self.pack)?;
                }
            }
        }
        Ok(index)
    }

    fn level(&self, words: &[PackText]) -> Result<TitleLevel, DataError> {
        if words.is_empty() {
            return Ok(TitleLevel::Unstated);
        }
        let lexicon = get_or_try_init(&self.levels, || Lexicon::levels(self.pack))?;
        let mut ids: Vec<String> = Vec::new();
        for word in words {
            if let Ok((id, _)) = lexicon.resolve(word)
                && !ids.iter().any(|known| known == id)
            {
                ids.push(id.to_owned());
            }
        }
        Ok(match ids.as_slice() {
            [] => TitleLevel::Unstated,
            [_] => TitleLevel::One(ids.remove(0)),
            _ => TitleLevel::Several(ids),
        })
    }
}

impl<'p> super::rules::Names<'p> for Titles<'p> {
    type Error = DataError;

    fn words(&self, text: &Folded) -> Result<Lists<'_>, DataError> {
        self.words.lists(self.pack, text)
    }

    fn of_overlay(&self, whole: &str) -> Result<Option<Named<'p>>, DataError> {
        if !self.pack.has_overlays() || whole.is_empty() {
            return Ok(None);
        }
        let rows = get_or_try_init(&self.of_overlays, || Ok(self.pack.overlay_rows(self.pack.role_aliases()?)))?;
        let found = rows.iter().find(|row| has_key(&row.alias, whole));
        Ok(found.map(|row| self.meaning(Among::Aliases, (&row.alias, &row.id)).found(MatchKind::Alias)))
    }

    fn as_it_stands(&self, among: Among, whole: &str) -> Result<Option<Named<'p>>, DataError> {
        let found = self.names(among)?.find(|(name, _)| has_key(name, whole));
        Ok(found.map(|name| self.meaning(among, name).found(among.kind())))
    }

    fn taken_apart(&self, among: Among, parsed: &Parsed, bag: &mut Bag) -> Result<Option<Named<'p>>, DataError> {
        if !can_mean(parsed) {
            return Ok(None);
        }
        let index = self.candidates(among, parsed)?;
        Ok(by_forms(among, parsed, bag, |form, name| {
            let list = match form {
                Form::Exact => &index.exact,
                Form::Reduced => &index.reduced,
                Form::Bag => &index.bags,
            };
            list.get(name).map(|name| self.meaning(among, name))
        }))
    }
}

impl<'p> Index<'p> {
    fn add(&mut self, among: Among, name: Name<'p>, key: String, words: &Words, pack: &Pack) -> Result<(), DataError> {
        // An id is nearly always its title with hyphens.
        if self.exact.get(&key).is_some() {
            return Ok(());
        }
        let all = tokens(name.0);
        let mut parsed = Parsed::default();
        words.lists(pack, &all)?.parse(&all, &mut parsed);
        self.exact.add(key, name);
        if has_other_forms(among, &all, &parsed) {
            self.reduced.add(parsed.content.joined().to_owned(), name);
            if !parsed.content.is_empty() {
                self.bags.add(Bag::default().read(&parsed.content).to_owned(), name);
            }
        }
        Ok(())
    }
}

/// Whether a name could mean a folded text, by their scripts: one in ASCII means nothing else, and the other way round.
fn could_be(name: &str, text: &str) -> bool {
    text.is_ascii() == name.is_ascii()
}

/// Whether the letters of a text stand in a name in this order: what somebody writes without blanks may have words of the
/// domain in the name between its own (`mobileapplicationdeveloper`).
fn is_within(text: &str, name: &str) -> bool {
    let mut letters = name.chars();
    !text.is_empty() && text.chars().all(|letter| letters.any(|other| other == letter))
}
