//! What people write, turned into ids: roles, places, levels and skills.
//!
//! A name resolves by id, title, Chinese title or alias, whatever its case, width, punctuation and script (traditional or
//! simplified Chinese). In a title, words that mean a level are read as one, words of the pack's own domain may be missing
//! or added, and another domain's word forbids the match. All such words are rows of the pack; nothing here knows of any
//! language or industry. A wrong match is worse than none: what does not resolve is returned with the nearest names, and
//! nothing is substituted silently.
//!
//! [`Titles`] and [`Places`] answer a single question and read no more of the pack than it needs; [`TitleIndex`] and
//! [`PlaceIndex`] are made once for files of any length. Both follow the same rules; the index for titles scores what it finds,
//! and sets aside the parts of a title that say where or for whom.

mod aside;
mod collisions;
mod fold;
mod hash;
mod lexicon;
mod near_titles;
mod nearest;
mod place_index;
mod places;
mod reading;
mod related;
mod rules;
mod search;
mod simplified;
mod title_index;
mod titles;
mod words;

pub use collisions::collisions;
pub use lexicon::Lexicon;
pub use nearest::Suggestion;
pub use place_index::{NoCity, PlaceIndex};
pub use places::Places;
pub use reading::{LevelWord, NoRole, RoleMatch, TitleReading};
pub use related::Related;
pub use search::{NameSearch, without_domain};
pub use simplified::simplified;
pub use title_index::{TitleIndex, TitleScratch};
pub use titles::{Suggests, TitleLevel, TitleMatch, Titles};
pub use words::Words;

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// It is the id or a title.
    Exact,
    /// It is an alias.
    Alias,
    /// It has the same words: in another order, with a domain word more or less, or with words that say nothing.
    Tokens,
}

impl MatchKind {
    /// The word in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            MatchKind::Exact => "exact",
            MatchKind::Alias => "alias",
            MatchKind::Tokens => "tokens",
        }
    }
}

/// A name that could not be turned into an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Unresolved {
    /// What was looked for: role, city, level, skill.
    pub what: &'static str,
    /// What was written.
    pub text: String,
    /// Why it means nothing.
    pub reason: UnresolvedReason,
    /// The nearest names, the nearest first; of an ambiguous name those to choose between.
    pub nearest: Vec<Suggestion>,
}

/// Why a name means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnresolvedReason {
    /// There is nothing to read.
    Empty,
    /// No row has such a name.
    Unknown,
    /// Each of these rows, by id, could be meant.
    Ambiguous(Vec<String>),
    /// It names another domain than the pack's.
    OtherDomain(String),
}

impl Unresolved {
    fn message(&self) -> String {
        let Unresolved { what, text, reason, .. } = self;
        match reason {
            UnresolvedReason::Empty => format!("the {what} is empty"),
            UnresolvedReason::Unknown => format!("no {what} is called \"{text}\""),
            UnresolvedReason::Ambiguous(_) => {
                let names: Vec<&str> = self.nearest.iter().map(|near| near.name.as_str()).collect();
                match names.split_last() {
                    Some((last, rest @ [_, ..])) => format!("\"{text}\" could mean {} or {last}", rest.join(", ")),
                    _ => format!("\"{text}\" could mean more than one {what}"),
                }
            }
            UnresolvedReason::OtherDomain(word) => {
                format!("\"{text}\" is outside this pack: \"{word}\" is another domain's word")
            }
        }
    }

    /// The nearest names, as a question.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        if self.nearest.is_empty() || matches!(self.reason, UnresolvedReason::Ambiguous(_)) {
            return None;
        }
        let names: Vec<String> = self.nearest.iter().map(|near| format!("\"{}\"", near.name)).collect();
        Some(format!("did you mean {}?", names.join(" or ")))
    }
}

/// The one of some names that a text is, whatever its case, width and punctuation.
///
/// # Errors
/// [`Unresolved`] with the nearest names when it is none of them.
pub fn one_of<'a>(
    what: &'static str,
    text: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Result<&'a str, Unresolved> {
    let wanted = fold::key(text);
    if let Some(name) = names.clone().find(|name| fold::key(name) == wanted) {
        return Ok(name);
    }
    let reason = if wanted.is_empty() { UnresolvedReason::Empty } else { UnresolvedReason::Unknown };
    let nearest = nearest::nearest(text, names.map(|name| (name, name, name)));
    Err(Unresolved { what, text: text.to_owned(), reason, nearest })
}
