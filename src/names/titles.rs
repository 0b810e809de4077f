//! Job titles of single requests: the role that a title means, and the level that it names.

use std::cmp::Ordering;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::fold::{Folded, has_key, key, stem, tokens};
use super::levels::Levels;
use super::match_kind::MatchKind;
use super::near_titles::NearName;
use super::nearest::{Nearest, Suggestion};
use super::reading::LevelWord;
use super::related::{Related, related};
use super::rules::{
    Decision, Form, Lookup, MAX_TITLE_LEN, NameEntry, NameKind, RoleNames as _, Scratch, SortedStems, can_match,
    has_other_forms, lookup_by_domain_forms, lookup_by_forms,
};
use super::search::{NameSearch, RolePredicate};
use super::unresolved::{Unresolved, UnresolvedReason};
use super::words::{NameWords, Parsed, WordLists};
use crate::once_lock::get_or_try_init;
use crate::pack::{DataError, Pack, PackText, Record, Role, RoleAlias};

/// The level that a title names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TitleLevel {
    /// No level.
    Unstated,
    /// One level, by id.
    One(String),
    /// Levels that contradict each other, by the words of the title: an intern's and a senior's.
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
/// A request can only mean names that contain its longest word. Only those are parsed, titles before aliases: parsing every
/// name of the pack would take longer than the rest of the request.
#[derive(Debug)]
pub struct Titles<'p> {
    pack: &'p Pack,
    words: &'p NameWords,
    levels: OnceLock<Levels<'p>>,
    /// The aliases of overlays, the last overlay's first.
    of_overlays: OnceLock<Vec<&'p Record<RoleAlias>>>,
    suggests: RolePredicate,
}

/// The names that a parsed title could mean, by each of their forms.
#[derive(Debug, Default)]
struct CandidateNames<'p> {
    /// By [`Form::Exact`].
    exact: FormIndex<'p>,
    /// By [`Form::Reduced`].
    reduced: FormIndex<'p>,
    /// By [`Form::SortedStems`].
    by_stems: FormIndex<'p>,
    /// By [`Form::DomainStems`].
    by_domain_stems: FormIndex<'p>,
}

/// Names by one of their forms. Of two names with the same form the first counts.
#[derive(Debug, Default)]
struct FormIndex<'p> {
    names: Vec<(String, Name<'p>)>,
    /// The place of each form in `names`; empty below [`MIN_HASHED_NAMES`].
    places: HashMap<String, usize>,
}

/// A name as the pack writes it, and the role of its first row.
type Name<'p> = (&'p str, &'p str);

/// The number of names from which a hash map is faster than a linear search.
const MIN_HASHED_NAMES: usize = 64;

impl<'p> FormIndex<'p> {
    fn get(&self, form: &str) -> Option<Name<'p>> {
        if self.names.len() < MIN_HASHED_NAMES {
            return self.names.iter().find(|(known, _)| known == form).map(|(_, name)| *name);
        }
        self.places.get(form).and_then(|at| self.names.get(*at)).map(|(_, name)| *name)
    }

    fn add(&mut self, form: String, name: Name<'p>) {
        let FormIndex { names, places } = self;
        let at = names.len();
        names.push((form, name));
        // The name that reaches the limit adds the earlier ones too.
        let from = match (at + 1).cmp(&MIN_HASHED_NAMES) {
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
    /// A reader for the roles of a pack. Tables are read when they are first needed.
    #[must_use]
    pub fn new(pack: &'p Pack, words: &'p NameWords) -> Self {
        Titles { pack, words, levels: OnceLock::new(), of_overlays: OnceLock::new(), suggests: |_, _| Ok(true) }
    }

    /// The same reader, which suggests only roles that fulfil a predicate.
    #[must_use]
    pub fn suggesting(self, suggests: RolePredicate) -> Self {
        Titles { suggests, ..self }
    }

    /// The role that a title means.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside; [`DataError`] outside when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<TitleMatch, Unresolved>, DataError> {
        let unresolved = |reason, nearest| Ok(Err(Unresolved { what: "role", text: text.to_owned(), reason, nearest }));
        let mut scratch = Scratch::default();
        if text.len() <= MAX_TITLE_LEN {
            scratch.all.read(text);
        }
        if scratch.all.is_empty() {
            let reason = if text.trim().is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
            return unresolved(reason, Vec::new());
        }
        match self.decide(text, &mut scratch)? {
            Decision::Role { found, is_title } => {
                let level = if is_title { TitleLevel::Unstated } else { self.level(text, &scratch.parsed.levels)? };
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

    /// The roles of the pack that are nearest to one of its roles, among those that may be suggested.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn related(&self, id: &str) -> Result<Related, DataError> {
        related(self.pack, self.words.for_requests(self.pack)?, id, |role| (self.suggests)(self.pack, role))
    }

    /// The suggestions for an ambiguous title: the roles that may be suggested, or all when fewer than two may be.
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

    /// The roles with the names nearest to some words; when none is near, those whose names contain all of the words.
    fn nearest(&self, wanted: &Folded) -> Result<Vec<Suggestion>, DataError> {
        let roles = self.pack.roles()?;
        let words = self.words.for_requests(self.pack)?;
        let mut offered: Vec<&Record<Role>> = Vec::new();
        for role in roles {
            if (self.suggests)(self.pack, role)? {
                offered.push(role);
            }
        }
        let mut nearest = Nearest::default();
        let mut add = |kind, role: &'p Record<Role>, name: &str| {
            NearName::new(kind, name, words).forms().for_each(|form| nearest.add(wanted, &role.id, &role.title, form));
        };
        for role in &offered {
            add(NameKind::Title, role, &role.title);
            add(NameKind::Title, role, &role.title_zh);
        }
        for alias in self.pack.role_aliases()? {
            if let Some(role) = offered.iter().find(|role| role.id == alias.id) {
                add(NameKind::Alias, role, &alias.alias);
            }
        }
        let suggestions = nearest.suggestions();
        if suggestions.is_empty() {
            // A part of a name is no misspelling of it. Where few roles have the part, they are suggested.
            return Ok(NameSearch::roles(self.pack, self.suggests)?.few_with_words(wanted));
        }
        Ok(suggestions)
    }

    /// What a name stands for: an alias with several rows could be any of their roles.
    fn entry(&self, kind: NameKind, (name, role): Name<'p>) -> NameEntry<'p> {
        let mut entry = NameEntry::One(role, 0);
        if kind == NameKind::Alias {
            let rows = self.pack.role_aliases().into_iter().flatten();
            rows.filter(|row| row.alias == *name).for_each(|row| entry.add_role(&row.id));
        }
        entry
    }

    /// Every name of a kind, with its role.
    fn names(&self, kind: NameKind) -> Result<Box<dyn Iterator<Item = Name<'p>> + 'p>, DataError> {
        Ok(match kind {
            NameKind::Title => Box::new(self.pack.roles()?.iter().flat_map(|role| {
                [&role.title, &role.title_zh, &role.id].map(|name| (name.as_str(), role.id.as_str()))
            })),
            NameKind::Alias => {
                Box::new(self.pack.role_aliases()?.iter().map(|alias| (alias.alias.as_str(), alias.id.as_str())))
            }
        })
    }

    /// The names that a parsed title could mean, parsed too.
    fn candidates(&self, kind: NameKind, parsed: &Parsed) -> Result<CandidateNames<'p>, DataError> {
        let mut index = CandidateNames::default();
        let words = if parsed.content.is_empty() { &parsed.with_domain } else { &parsed.content };
        let Some(longest) = words.iter().max_by_key(|token| token.text.len()) else { return Ok(index) };
        // A Chinese name may have a domain word between any two characters, so that only one character of the word is certain.
        let end = if longest.han { longest.text.chars().next().map_or(0, char::len_utf8) } else { longest.text.len() };
        let anchor = stem(longest.text.get(..end).unwrap_or_default());
        for (name, role) in self.names(kind)? {
            if same_script(name, anchor) {
                let key = key(name);
                if key.contains(anchor) || is_subsequence(parsed.content.joined(), &key) {
                    index.add(kind, (name, role), key, self.words, self.pack)?;
                }
            }
        }
        Ok(index)
    }

    /// The level that the words of a title mean, or else the years of experience that it states.
    fn level(&self, title: &str, words: &[PackText]) -> Result<TitleLevel, DataError> {
        if words.is_empty() && !title.bytes().any(|byte| byte.is_ascii_digit()) {
            return Ok(TitleLevel::Unstated);
        }
        let levels = get_or_try_init(&self.levels, || Levels::new(self.pack))?;
        let named = match levels.of_words(words) {
            LevelWord::Unstated => levels.of_years(title),
            named => named,
        };
        Ok(match named {
            LevelWord::One(level) => TitleLevel::One(level.to_owned()),
            LevelWord::Several => TitleLevel::Several(words.iter().map(|word| word.as_str().to_owned()).collect()),
            LevelWord::Unstated | LevelWord::SetAside => TitleLevel::Unstated,
        })
    }
}

impl<'p> super::rules::RoleNames<'p> for Titles<'p> {
    type Error = DataError;

    fn words(&self, text: &Folded) -> Result<WordLists<'_>, DataError> {
        self.words.lists(self.pack, text)
    }

    fn lookup_overlay_alias(&self, whole: &str) -> Result<Option<Lookup<'p>>, DataError> {
        if !self.pack.has_overlays() || whole.is_empty() {
            return Ok(None);
        }
        let rows = get_or_try_init(&self.of_overlays, || Ok(self.pack.overlay_rows(self.pack.role_aliases()?)))?;
        let found = rows.iter().find(|row| has_key(&row.alias, whole));
        Ok(found.map(|row| self.entry(NameKind::Alias, (&row.alias, &row.id)).lookup(MatchKind::Alias)))
    }

    fn lookup_exact(&self, kind: NameKind, whole: &str) -> Result<Option<Lookup<'p>>, DataError> {
        let found = self.names(kind)?.find(|(name, _)| has_key(name, whole));
        Ok(found.map(|name| self.entry(kind, name).lookup(kind.match_kind())))
    }

    fn lookup_parsed(
        &self,
        kind: NameKind,
        parsed: &Parsed,
        stems: &mut SortedStems,
    ) -> Result<Option<Lookup<'p>>, DataError> {
        if !can_match(parsed) {
            return Ok(None);
        }
        let index = self.candidates(kind, parsed)?;
        Ok(lookup_by_forms(kind, parsed, stems, |form, name| {
            let list = match form {
                Form::Exact => &index.exact,
                Form::Reduced => &index.reduced,
                Form::SortedStems => &index.by_stems,
                Form::DomainStems => &index.by_domain_stems,
            };
            list.get(name).map(|name| self.entry(kind, name))
        }))
    }

    fn lookup_with_domain(&self, parsed: &Parsed, stems: &mut SortedStems) -> Result<Option<Lookup<'p>>, DataError> {
        let titles = self.candidates(NameKind::Title, parsed)?;
        let aliases = self.candidates(NameKind::Alias, parsed)?;
        Ok(lookup_by_domain_forms(parsed, stems, |kind, form, name| {
            let index = if kind == NameKind::Title { &titles } else { &aliases };
            let list = if form == Form::Exact { &index.exact } else { &index.by_domain_stems };
            list.get(name).map(|name| self.entry(kind, name))
        }))
    }
}

impl<'p> CandidateNames<'p> {
    fn add(
        &mut self,
        kind: NameKind,
        name: Name<'p>,
        key: String,
        words: &NameWords,
        pack: &Pack,
    ) -> Result<(), DataError> {
        // Most ids are the title with hyphens, and have its key.
        if self.exact.get(&key).is_some() {
            return Ok(());
        }
        let all = tokens(name.0);
        let mut parsed = Parsed::default();
        words.lists(pack, &all)?.parse(&all, &mut parsed);
        self.exact.add(key, name);
        if parsed.has_domain_word() {
            self.by_domain_stems.add(SortedStems::default().read(&parsed.with_domain).to_owned(), name);
        }
        if has_other_forms(kind, &all, &parsed) {
            self.reduced.add(parsed.content.joined().to_owned(), name);
            if !parsed.content.is_empty() {
                self.by_stems.add(SortedStems::default().read(&parsed.content).to_owned(), name);
            }
        }
        Ok(())
    }
}

/// Whether a name can be equal to a folded text: both are ASCII, or neither is.
fn same_script(name: &str, text: &str) -> bool {
    text.is_ascii() == name.is_ascii()
}

/// Whether a text is a subsequence of a name. A text without spaces may leave out domain words that the name has between its
/// other words (`mobileapplicationdeveloper`).
fn is_subsequence(text: &str, name: &str) -> bool {
    let mut letters = name.chars();
    !text.is_empty() && text.chars().all(|letter| letters.any(|other| other == letter))
}
