//! Whether a pack is sound: its tables against their schemas, its keys against each other, its figures against the rules
//! that pricing relies on.
//!
//! The same checks run in two places: [`check`] reports everything wrong with a pack, and reading a table from a folder
//! ([`file()`], then [`Ruled::rules`]) stops at the first problem, so that no price rests on data that [`check`] refuses.

pub(super) mod broken_rules;
mod fractions;
mod rules;
pub(super) mod schema;
pub(super) mod targets;
mod whole_pack;

pub use fractions::warnings;
pub use whole_pack::check;
