//! Names that are near to a text: suggestions for one that does not resolve, searches while somebody types, and related roles.

pub(super) mod closed_list;
pub(super) mod near_titles;
pub(super) mod near_words;
pub(super) mod nearest;
pub(super) mod one_of;
pub(super) mod related;
pub(super) mod search;
pub(super) mod shared_words;
mod title_search;
