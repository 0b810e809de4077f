//! Job titles of single requests: the role that a title means, and the level that it names.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use foldhash::HashMap;

use super::abbreviations::Abbreviations;
use super::covered_jobs::CoveredJobs;
use super::first_matches::{FirstMatches, RoleName, role_names};
use super::reading::LevelWord;
use super::role_kinds::RoleKinds;
use super::rules::{
    Decision, Lookup, MAX_TITLE_LEN, NameEntry, NameForm, NameKind, RoleNames as _, Scratch, can_match,
    lookup_by_domain_forms, lookup_by_forms,
};
use crate::names::level::experience::{stated_years, years_of_remark};
use crate::names::level::levels::Levels;
use crate::names::match_kind::MatchKind;
use crate::names::near::near_titles::has_reduced_form;
use crate::names::near::nearest::{MAX_SUGGESTIONS, NearFilter, Nearest, Suggestion};
use crate::names::near::related::{Related, related};
use crate::names::near::search::{RolePredicate, ends_with_words, has_each_word};
use crate::names::text::fold::{Folded, has_key, tokens};
use crate::names::text::sorted_stems::SortedStems;
use crate::names::text::words::{NameWords, Parsed, WordLists};
use crate::names::unresolved::{Unresolved, UnresolvedReason};
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
    /// A level, by the words of the title, in a pack without levels.
    PackHasNone(Vec<String>),
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
    /// Whether the title names one of several jobs that the role covers.
    pub is_covered_job: bool,
    /// Whether the title has words that say nothing about the role, such as a place: `data scientist remote`.
    pub has_noise: bool,
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
    kinds: OnceLock<RoleKinds<'p>>,
    abbreviations: OnceLock<Abbreviations>,
    suggests: RolePredicate,
    /// What was found among the aliases for at most [`MAX_CACHED_TITLES`] titles. The parts of a title or of a list often have
    /// the same words.
    found: Mutex<HashMap<String, FirstMatches<'p>>>,
    /// The suggestions for at most [`MAX_CACHED_TITLES`] titles.
    suggested: Mutex<HashMap<String, Vec<Suggestion>>>,
}

/// The most titles for which results are kept. Further ones replace them.
const MAX_CACHED_TITLES: usize = 1_000;

impl<'p> Titles<'p> {
    /// A reader for the roles of a pack. Tables are read when they are first needed.
    #[must_use]
    pub fn new(pack: &'p Pack, words: &'p NameWords) -> Self {
        Titles {
            pack,
            words,
            levels: OnceLock::new(),
            of_overlays: OnceLock::new(),
            kinds: OnceLock::new(),
            abbreviations: OnceLock::new(),
            suggests: |_, _| Ok(true),
            found: Mutex::default(),
            suggested: Mutex::default(),
        }
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
                let has_noise = scratch.parsed.noise > 0;
                let is_covered_job = found.kind != MatchKind::Exact && self.is_covered_job(found.role, &mut scratch)?;
                Ok(Ok(TitleMatch { role: found.role.to_owned(), kind: found.kind, level, is_covered_job, has_noise }))
            }
            Decision::Several(roles) => {
                let candidates = self.candidates_of(&roles)?;
                let ids = roles.into_iter().map(str::to_owned).collect();
                unresolved(UnresolvedReason::Ambiguous(ids), candidates)
            }
            Decision::Perhaps(roles) => unresolved(UnresolvedReason::Unknown, self.candidates_of(&roles)?),
            Decision::OtherDomain => {
                let word = scratch.parsed.other_domain.unwrap_or_default();
                unresolved(UnresolvedReason::OtherDomain(word), Vec::new())
            }
            Decision::Unknown => {
                let wanted = &scratch.parsed.content;
                let words = separated(wanted);
                let known = lock(&self.suggested).get(&words).cloned();
                let nearest = match known {
                    Some(known) => known,
                    None => {
                        let nearest = self.nearest(wanted)?;
                        keep(&self.suggested, words, nearest.clone());
                        nearest
                    }
                };
                unresolved(UnresolvedReason::Unknown, nearest)
            }
        }
    }

    /// Whether the folded title names one of several jobs that the role covers.
    fn is_covered_job(&self, role: &str, scratch: &mut Scratch) -> Result<bool, DataError> {
        if self.pack.roles()?.get(role).is_none_or(|role| role.covers.is_empty()) {
            return Ok(false);
        }
        let words = self.words.for_requests(self.pack)?;
        let jobs = CoveredJobs::new(self.pack, words, |other| other.id == *role)?;
        let Scratch { all, parsed, stems, .. } = scratch;
        Ok(jobs.has_job(role, all, words, parsed, stems))
    }

    /// Whether a text is a title of one role, or of several. No nearest names are sought, which takes longer.
    ///
    /// # Errors
    /// [`DataError`] when the pack cannot be read.
    pub(crate) fn is_title(&self, text: &str) -> Result<bool, DataError> {
        Ok(!matches!(self.decide_text(text)?, Decision::Unknown | Decision::OtherDomain))
    }

    /// Whether a text names a level, or years of experience, and nothing else: `senior`, `5 years`.
    ///
    /// # Errors
    /// [`DataError`] when the pack cannot be read.
    pub(crate) fn is_level(&self, text: &str) -> Result<bool, DataError> {
        if years_of_remark(text).is_some() {
            return Ok(true);
        }
        if text.len() > MAX_TITLE_LEN {
            return Ok(false);
        }
        let Scratch { mut all, mut parsed, .. } = Scratch::default();
        all.read(text);
        self.words(&all)?.parse(&all, &mut parsed);
        let has_else = !parsed.with_domain.is_empty() || parsed.noise > 0 || parsed.other_domain.is_some();
        Ok(!parsed.levels.is_empty() && !has_else)
    }

    /// Whether a text is a title of one role. No nearest names are sought.
    ///
    /// # Errors
    /// [`DataError`] when the pack cannot be read.
    pub(crate) fn is_title_of_one(&self, text: &str) -> Result<bool, DataError> {
        Ok(matches!(self.decide_text(text)?, Decision::Role { .. }))
    }

    fn decide_text(&self, text: &str) -> Result<Decision<'p>, DataError> {
        let mut scratch = Scratch::default();
        if text.len() <= MAX_TITLE_LEN {
            scratch.all.read(text);
        }
        if scratch.all.is_empty() { Ok(Decision::Unknown) } else { self.decide(text, &mut scratch) }
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
        let indices: HashMap<&str, usize> =
            offered.iter().enumerate().map(|(at, role)| (role.id.as_str(), at)).collect();
        let mut has_words = vec![false; offered.len()];
        let (mut nearest, mut filter) = (Nearest::default(), NearFilter::new(wanted));
        let (mut all, mut parsed) = (Folded::default(), Parsed::default());
        let mut add = |kind, at: usize, name: &str| {
            let (Some(role), Some(has_words)) = (offered.get(at), has_words.get_mut(at)) else { return };
            all.read(name);
            // A name with the words suggests its role: `Java` suggests `Java Developer`. An alias does not where it may be a narrower job
            // than the words: one of those that an occupation covers, or one that ends with the words, as `Informatics Nurse` with `nurse`.
            let is_narrower_job = || !role.covers.is_empty() || ends_with_words(&all, wanted);
            *has_words |= has_each_word(&all, wanted) && (kind == NameKind::Title || !is_narrower_job());
            if !filter.may_be_near_in_part(&all) || !filter.is_new(at, &all) {
                return;
            }
            words.parse(&all, &mut parsed);
            let reduced = has_reduced_form(kind, &all, &parsed).then_some(&parsed.content);
            for form in std::iter::once(&all).chain(reduced) {
                if filter.may_be_near(form) {
                    nearest.add_scored(filter.similarity(form), &role.id, &role.title);
                }
            }
        };
        for (at, role) in offered.iter().enumerate() {
            add(NameKind::Title, at, &role.title);
            add(NameKind::Title, at, &role.title_zh);
        }
        for alias in self.pack.role_aliases()? {
            if let Some(at) = indices.get(alias.id.as_str()) {
                add(NameKind::Alias, *at, &alias.alias);
            }
        }
        let suggestions = nearest.suggestions();
        if !suggestions.is_empty() {
            return Ok(suggestions);
        }
        // A part of a name is no misspelling of it. Where few roles have the part, they are suggested.
        let mut found = Vec::new();
        for (role, has_words) in offered.iter().zip(has_words) {
            if has_words || has_each_word(&tokens(&role.id), wanted) {
                found.push(Suggestion { id: role.id.owned(), name: role.title.owned() });
            }
        }
        Ok(if wanted.is_empty() || found.len() > MAX_SUGGESTIONS { Vec::new() } else { found })
    }

    /// What a name stands for: an alias with several rows could be any of their roles.
    fn entry(&self, kind: NameKind, (name, role): RoleName<'p>) -> NameEntry<'p> {
        let mut entry = NameEntry::One(role, 0);
        if kind == NameKind::Alias {
            let rows = self.pack.role_aliases().into_iter().flatten();
            rows.filter(|row| row.alias == *name).for_each(|row| entry.add_role(&row.id));
        }
        entry
    }

    /// The first name that has each form of a parsed title. Those of aliases are kept for titles with the same words.
    fn cached_matches(
        &self,
        kind: NameKind,
        parsed: &Parsed,
        stems: &mut SortedStems,
    ) -> Result<FirstMatches<'p>, DataError> {
        if kind == NameKind::Title {
            return FirstMatches::find(self.pack, self.words, kind, parsed, stems);
        }
        let words = [&parsed.content, &parsed.with_domain].map(separated).join("/");
        if let Some(known) = lock(&self.found).get(&words).copied() {
            return Ok(known);
        }
        let found = FirstMatches::find(self.pack, self.words, kind, parsed, stems)?;
        keep(&self.found, words, found);
        Ok(found)
    }

    /// The level that the words of a title mean, or else the years of experience that it states.
    fn level(&self, title: &str, words: &[PackText]) -> Result<TitleLevel, DataError> {
        if words.is_empty() && !title.bytes().any(|byte| byte.is_ascii_digit()) {
            return Ok(TitleLevel::Unstated);
        }
        let levels = get_or_try_init(&self.levels, || Levels::new(self.pack))?;
        let lists = self.words.for_requests(self.pack)?;
        let named = levels.of_title(levels.of_words(words), title, lists);
        let mut texts: Vec<String> = words.iter().map(|word| word.as_str().to_owned()).collect();
        Ok(match named {
            LevelWord::One(level) => TitleLevel::One(level.to_owned()),
            LevelWord::Several => TitleLevel::Several(texts),
            LevelWord::PackHasNone => {
                texts.extend(stated_years(title, lists).map(|(text, _)| text.to_owned()));
                TitleLevel::PackHasNone(texts)
            }
            LevelWord::Unstated | LevelWord::SetAside => TitleLevel::Unstated,
        })
    }
}

impl<'p> super::rules::RoleNames<'p> for Titles<'p> {
    type Error = DataError;

    fn words(&self, text: &Folded) -> Result<WordLists<'_>, DataError> {
        self.words.lists(self.pack, text)
    }

    fn role_kinds(&self) -> Result<&RoleKinds<'p>, DataError> {
        get_or_try_init(&self.kinds, || RoleKinds::new(self.pack))
    }

    fn has_occupations(&self) -> Result<bool, DataError> {
        self.pack.has_occupations()
    }

    fn abbreviations(&self) -> Result<&Abbreviations, DataError> {
        get_or_try_init(&self.abbreviations, || Abbreviations::new(self.pack))
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
        let found = role_names(self.pack, kind)?.find(|(name, _)| has_key(name, whole));
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
        let found = self.cached_matches(kind, parsed, stems)?;
        Ok(lookup_by_forms(kind, parsed, stems, |form, _| {
            let name = match form {
                NameForm::Exact => found.exact,
                NameForm::Reduced => found.reduced,
                NameForm::SortedStems => found.by_stems,
                NameForm::DomainStems => found.by_domain_stems,
            };
            name.map(|name| self.entry(kind, name))
        }))
    }

    fn lookup_with_domain(&self, parsed: &Parsed, stems: &mut SortedStems) -> Result<Option<Lookup<'p>>, DataError> {
        let titles = self.cached_matches(NameKind::Title, parsed, stems)?;
        let aliases = self.cached_matches(NameKind::Alias, parsed, stems)?;
        Ok(lookup_by_domain_forms(parsed, stems, |kind, form, _| {
            let found = if kind == NameKind::Title { &titles } else { &aliases };
            let name = if form == NameForm::Exact { found.exact } else { found.by_domain_stems };
            name.map(|name| self.entry(kind, name))
        }))
    }
}

/// The words of a text, separated by blanks.
fn separated(text: &Folded) -> String {
    text.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps a result for a title. Forgets the earlier ones where there are too many.
fn keep<T>(cache: &Mutex<HashMap<String, T>>, words: String, result: T) {
    let mut cache = lock(cache);
    if cache.len() >= MAX_CACHED_TITLES {
        cache.clear();
    }
    cache.insert(words, result);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a cache that grows with the titles asked for.
    #[test]
    fn the_results_kept_are_bounded() {
        let cache = Mutex::default();
        for title in 0..=3 * MAX_CACHED_TITLES {
            keep(&cache, title.to_string(), title);
            assert!(lock(&cache).len() <= MAX_CACHED_TITLES);
            assert_eq!(lock(&cache).get(&title.to_string()), Some(&title));
        }
    }
}
