//! Text as names are compared: folded to one case, width and script, and split into words, some of which have a function.

pub(super) mod fold;
pub(super) mod language_names;
mod letter_table;
mod listed_word;
pub(super) mod separators;
pub(super) mod simplified;
pub(super) mod sorted_stems;
pub(super) mod words;
