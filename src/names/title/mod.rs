//! Job titles: the role that a title means, and the parts of a title that do not decide it.

mod abbreviations;
mod covered_jobs;
mod field_remarks;
mod first_matches;
pub(super) mod index;
pub(super) mod job_words;
mod name_forms;
mod overlay_aliases;
mod parts;
pub(super) mod reading;
mod recruiting;
mod remarks;
mod role_kinds;
pub(super) mod rules;
mod system_prefix;
pub(super) mod titles;
