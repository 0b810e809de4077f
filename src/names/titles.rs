//! Job titles: the role that a title means, and the level that it names.

use std::sync::OnceLock;

use super::fold::{Token, has_key, joined, joined_by_blanks, key, stem, tokens};
use super::nearest::{Suggestion, nearest};
use super::words::{Parsed, Words};
use super::{Lexicon, MatchKind, Unresolved, UnresolvedReason};
use crate::pack::{DataError, Pack};

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
}

/// Which names to look among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Among {
    Titles,
    Aliases,
}

impl Among {
    /// How a name that is found as it stands was found.
    fn kind(self) -> MatchKind {
        match self {
            Among::Titles => MatchKind::Exact,
            Among::Aliases => MatchKind::Alias,
        }
    }
}

/// Names by what tells them apart, each list with the role. A few names are found faster one by one than by a hash.
#[derive(Debug, Default)]
struct Index<'p> {
    /// Folded names.
    exact: Names<'p>,
    /// Folded names without the words of the pack's own domain.
    reduced: Names<'p>,
    /// The same in any order, plurals removed.
    bags: Names<'p>,
}

/// Names and their roles; of two that are alike the first counts.
#[derive(Debug, Default)]
struct Names<'p>(Vec<(String, &'p str)>);

impl<'p> Names<'p> {
    fn get(&self, name: &str) -> Option<&'p str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, role)| *role)
    }

    fn add(&mut self, name: String, role: &'p str) {
        self.0.push((name, role));
    }
}

/// Marks that part one title from another in the same text.
const BETWEEN_TITLES: [char; 18] =
    ['/', '、', ',', '，', ';', '；', '|', '(', ')', '（', '）', '【', '】', '[', ']', '&', '–', '—'];

/// Longest part of a title that is looked at; what is longer is no title.
const LONGEST_TITLE: usize = 400;

impl<'p> Titles<'p> {
    /// A reader for the roles of a pack; tables are read when first needed.
    #[must_use]
    pub fn new(pack: &'p Pack, words: &'p Words) -> Self {
        Titles { pack, words, levels: OnceLock::new() }
    }

    /// The role that a title means.
    ///
    /// # Errors
    /// [`Unresolved`] with the nearest names inside, or [`DataError`] outside, when the pack cannot be read.
    pub fn resolve(&self, text: &str) -> Result<Result<TitleMatch, Unresolved>, DataError> {
        let unresolved = |reason, nearest| Ok(Err(Unresolved { what: "role", text: text.to_owned(), reason, nearest }));
        let all = if text.len() <= LONGEST_TITLE { tokens(text) } else { Vec::new() };
        if all.is_empty() {
            let reason = if text.trim().is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
            return unresolved(reason, Vec::new());
        }
        let whole = joined(&all);
        if let Some(found) = self.as_it_stands(Among::Titles, &whole)? {
            return Ok(Ok(found));
        }
        let parsed = self.words.parse(self.pack, &all)?;
        if let Some(found) = self.find(Among::Titles, &parsed)? {
            return Ok(Ok(found));
        }
        if let Some(found) = self.as_it_stands(Among::Aliases, &whole)? {
            return Ok(Ok(found));
        }
        if let Some(found) = self.find(Among::Aliases, &parsed)? {
            return Ok(Ok(found));
        }
        if let Some(found) = self.repeated(text, &parsed)? {
            return Ok(found.ok_or_else(|| Unresolved {
                what: "role",
                text: text.to_owned(),
                reason: UnresolvedReason::Ambiguous,
                nearest: Vec::new(),
            }));
        }
        match parsed.other_domain {
            Some(word) => unresolved(UnresolvedReason::OtherDomain(word), Vec::new()),
            None => unresolved(UnresolvedReason::Unknown, self.nearest(&joined_by_blanks(&parsed.content))?),
        }
    }

    /// The names nearest to a text.
    ///
    /// # Errors
    /// [`DataError`] when a table cannot be read.
    pub fn nearest(&self, text: &str) -> Result<Vec<Suggestion>, DataError> {
        let roles = self.pack.roles()?;
        let own = roles.iter().flat_map(|role| {
            [&role.title, &role.title_zh].map(|name| (role.id.as_str(), role.title.as_str(), name.as_str()))
        });
        let others = self.pack.role_aliases()?.iter().filter_map(|alias| {
            roles.get(&alias.id).map(|role| (role.id.as_str(), role.title.as_str(), alias.alias.as_str()))
        });
        Ok(nearest(text, own.chain(others)))
    }

    /// Every name of a kind, with its role.
    fn names(&self, among: Among) -> Result<Box<dyn Iterator<Item = (&'p str, &'p str)> + 'p>, DataError> {
        Ok(match among {
            Among::Titles => Box::new(self.pack.roles()?.iter().flat_map(|role| {
                [&role.title, &role.title_zh, &role.id].map(|name| (name.as_str(), role.id.as_str()))
            })),
            Among::Aliases => {
                Box::new(self.pack.role_aliases()?.iter().map(|alias| (alias.alias.as_str(), alias.id.as_str())))
            }
        })
    }

    /// The role with this very name, folded.
    fn as_it_stands(&self, among: Among, whole: &str) -> Result<Option<TitleMatch>, DataError> {
        let found = self.names(among)?.find(|(name, _)| has_key(name, whole));
        Ok(found.map(|(_, role)| TitleMatch { role: role.to_owned(), kind: among.kind(), level: TitleLevel::Unstated }))
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
                if key.contains(anchor) {
                    index.add(name, key, role, self.words, self.pack)?;
                }
            }
        }
        Ok(index)
    }

    /// Looks a title up that has been taken apart.
    fn find(&self, among: Among, parsed: &Parsed) -> Result<Option<TitleMatch>, DataError> {
        if parsed.content.is_empty() && parsed.with_domain.is_empty() || parsed.other_domain.is_some() {
            return Ok(None);
        }
        let index = self.candidates(among, parsed)?;
        let found = index
            .exact
            .get(&joined(&parsed.with_domain))
            .map(|role| (role, among.kind()))
            .or_else(|| index.reduced.get(&joined(&parsed.content)).map(|role| (role, MatchKind::Tokens)))
            .or_else(|| index.bags.get(&bag(&parsed.content)?).map(|role| (role, MatchKind::Tokens)));
        let Some((role, kind)) = found else { return Ok(None) };
        Ok(Some(TitleMatch { role: role.to_owned(), kind, level: self.level(&parsed.levels)? }))
    }

    /// A title that says the same role more than once: in two languages, or between slashes. `Some(None)` when it names
    /// different roles.
    fn repeated(&self, text: &str, parsed: &Parsed) -> Result<Option<Option<TitleMatch>>, DataError> {
        if parsed.other_domain.is_some() {
            return Ok(None);
        }
        let (han, latin): (Vec<Token>, Vec<Token>) = parsed.content.iter().cloned().partition(|token| token.han);
        let ways: [Vec<String>; 2] = [
            text.split(BETWEEN_TITLES).map(str::to_owned).collect(),
            vec![joined_by_blanks(&latin), joined_by_blanks(&han)],
        ];
        for parts in ways {
            let mut roles: Vec<String> = Vec::new();
            let mut whole = true;
            for part in parts {
                let inner = self.words.parse(self.pack, &tokens(&part))?;
                if inner.content.is_empty() {
                    continue;
                }
                let own = self.find(Among::Titles, &inner)?;
                match own.map_or_else(|| self.find(Among::Aliases, &inner), |found| Ok(Some(found)))? {
                    Some(found) if !roles.contains(&found.role) => roles.push(found.role),
                    Some(_) => {}
                    None => whole = false,
                }
            }
            match (whole, roles.as_slice()) {
                (true, [role]) => {
                    let level = self.level(&parsed.levels)?;
                    return Ok(Some(Some(TitleMatch { role: role.clone(), kind: MatchKind::Tokens, level })));
                }
                (true, [_, _, ..]) => return Ok(Some(None)),
                _ => {}
            }
        }
        Ok(None)
    }

    fn level(&self, words: &[String]) -> Result<TitleLevel, DataError> {
        if words.is_empty() {
            return Ok(TitleLevel::Unstated);
        }
        let lexicon = kept(&self.levels, || Lexicon::levels(self.pack))?;
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

impl<'p> Index<'p> {
    fn add(&mut self, name: &str, key: String, role: &'p str, words: &Words, pack: &Pack) -> Result<(), DataError> {
        // An id is nearly always its title with hyphens.
        if self.exact.get(&key).is_some() {
            return Ok(());
        }
        let all = tokens(name);
        let parsed = words.parse(pack, &all)?;
        self.exact.add(key, role);
        // What is left of a name must still be able to tell it: `Healthcare IT Architect` is not any architect.
        if parsed.content.len() == all.len() || tells(&parsed.content) {
            self.reduced.add(joined(&parsed.content), role);
            if let Some(bag) = bag(&parsed.content) {
                self.bags.add(bag, role);
            }
        }
        Ok(())
    }
}

/// Whether a name could mean a folded text, by their scripts: one in ASCII means nothing else, and the other way round.
fn could_be(name: &str, text: &str) -> bool {
    text.is_ascii() == name.is_ascii()
}

/// Whether words are enough to tell a role: two of them, or four letters of a script without blanks.
fn tells(content: &[Token]) -> bool {
    match content {
        [] => false,
        [only] => only.han && only.text.chars().count() >= 4,
        _ => true,
    }
}

/// Words in any order, plurals removed; `None` when there are none.
fn bag(content: &[Token]) -> Option<String> {
    let mut stems: Vec<&str> = content.iter().map(|token| stem(&token.text)).collect();
    stems.sort_unstable();
    (!stems.is_empty()).then(|| stems.join(" "))
}

/// The value, made when it is first asked for.
pub(super) fn kept<T>(place: &OnceLock<T>, make: impl FnOnce() -> Result<T, DataError>) -> Result<&T, DataError> {
    match place.get() {
        Some(value) => Ok(value),
        None => {
            let value = make()?;
            Ok(place.get_or_init(|| value))
        }
    }
}
