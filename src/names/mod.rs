//! Resolves the names that people write to ids: roles, places, levels and skills.
//!
//! A name resolves by id, title, Chinese title or alias. Case, width, punctuation and script (traditional or simplified
//! Chinese) make no difference. In a title, level words name the level, words of the pack's own domain are optional, and a word
//! of another domain forbids the match. All such words are rows of the pack: this module knows no language and no industry.
//! Text that does not resolve is returned with the nearest names, and never replaced by one of them, because a wrong match is
//! worse than none.
//!
//! [`Titles`] and [`Places`] resolve single requests and read only the tables that they need. [`TitleIndex`] and [`PlaceIndex`]
//! are built once for a file of any length. Both follow the same rules. [`TitleIndex`] also scores matches and ignores the
//! parts of a title that name a place or an organisation.

mod collisions;
mod level;
mod lexicon;
mod match_kind;
mod near;
mod place;
mod text;
mod title;
mod unresolved;

pub use collisions::collisions;
pub(crate) use level::experience::{NotStatedWords, is_not_stated, level_for_years, years_of_experience};
pub(crate) use level::grade::has_grade;
pub use level::levels::LevelText;
pub use lexicon::Lexicon;
pub use match_kind::MatchKind;
pub(crate) use near::nearest::MAX_SUGGESTIONS;
pub use near::nearest::Suggestion;
pub(crate) use near::one_of::nearest_hint;
pub use near::one_of::one_of;
pub use near::related::Related;
pub use near::search::{FoundIn, NameSearch, RolePredicate, without_domain};
pub(crate) use near::shared_words::roles_with_word_of;
pub use place::index::{NoCity, PlaceIndex};
pub use place::places::Places;
pub(crate) use text::fold::is_han;
pub(crate) use text::simplified::is_common_han;
pub use text::simplified::simplified;
pub use text::words::NameWords;
pub use title::index::{TitleIndex, TitleScratch};
pub use title::reading::{LevelWord, NoRole, RoleMatch, TitleReading};
pub use title::titles::{TitleLevel, TitleMatch, Titles};
pub use unresolved::{Unresolved, UnresolvedReason};
