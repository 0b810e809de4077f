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

mod abbreviations;
mod address;
mod address_parts;
mod closed_list;
mod collisions;
mod covered_jobs;
mod experience;
mod experience_words;
mod field_remarks;
mod first_matches;
mod fold;
mod grade;
mod letter_table;
mod levels;
mod lexicon;
mod listed_word;
mod location;
mod match_kind;
mod name_forms;
mod near_titles;
mod near_words;
mod nearest;
mod one_of;
mod overlay_aliases;
mod place_index;
mod place_names;
mod places;
mod reading;
mod regional_address;
mod regional_names;
mod related;
mod role_kinds;
mod rules;
mod search;
mod separators;
mod shared_words;
mod simplified;
mod sorted_stems;
mod system_prefix;
mod title_index;
mod title_parts;
mod title_search;
mod titles;
mod unresolved;
mod words;

pub use collisions::collisions;
pub(crate) use experience::{NotStatedWords, is_not_stated, level_for_years, years_of_experience};
pub(crate) use fold::is_han;
pub(crate) use grade::has_grade;
pub use levels::LevelText;
pub use lexicon::Lexicon;
pub use match_kind::MatchKind;
pub(crate) use nearest::MAX_SUGGESTIONS;
pub use nearest::Suggestion;
pub(crate) use one_of::nearest_hint;
pub use one_of::one_of;
pub use place_index::{NoCity, PlaceIndex};
pub use places::Places;
pub use reading::{LevelWord, NoRole, RoleMatch, TitleReading};
pub use related::Related;
pub use search::{NameSearch, RolePredicate, without_domain};
pub(crate) use shared_words::roles_with_word_of;
pub use simplified::simplified;
pub use title_index::{TitleIndex, TitleScratch};
pub use titles::{TitleLevel, TitleMatch, Titles};
pub use unresolved::{Unresolved, UnresolvedReason};
pub use words::NameWords;
