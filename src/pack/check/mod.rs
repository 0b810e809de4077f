//! Checks of a pack: tables against their schemas, foreign keys against the tables, and rules on which pricing relies.
//!
//! They run in two places. [`check`] reports everything that is wrong with a pack. Reading a table from a folder
//! ([`schema::check_before_reading`], then [`broken_rules::CheckRules`]) stops at the first error on which a price may depend.

pub(super) mod broken_rules;
mod fractions;
mod rules;
pub(super) mod schema;
pub(super) mod targets;
mod whole_pack;

pub use fractions::warnings;
pub use whole_pack::check;
