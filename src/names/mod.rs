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

mod collisions;
mod fold;
mod lexicon;
mod match_kind;
mod near_titles;
mod nearest;
mod one_of;
mod place_index;
mod places;
mod reading;
mod related;
mod rules;
mod search;
mod simplified;
mod title_index;
mod title_parts;
mod title_search;
mod titles;
mod unresolved;
mod words;

pub use collisions::collisions;
pub use lexicon::Lexicon;
pub use match_kind::MatchKind;
pub use nearest::Suggestion;
pub use one_of::one_of;
pub use place_index::{NoCity, PlaceIndex};
pub use places::Places;
pub use reading::{LevelWord, NoRole, RoleMatch, TitleReading};
pub use related::Related;
pub use search::{NameSearch, RolePredicate, without_domain};
pub use simplified::simplified;
pub use title_index::{TitleIndex, TitleScratch};
pub use titles::{TitleLevel, TitleMatch, Titles};
pub use unresolved::{Unresolved, UnresolvedReason};
pub use words::NameWords;
