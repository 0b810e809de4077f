//! Checks of a pack: tables against their schemas, foreign keys against the tables, and rules on which pricing relies.
//!
//! They run in two places. [`check`] reports everything that is wrong with a pack. Reading a table from a folder
//! ([`schema::check_before_reading`], then [`broken_rules::CheckRules`]) stops at the first error on which a price may depend.

pub(super) mod broken_rules;
mod fractions;
mod market_cells;
mod medians;
mod rules;
pub(super) mod schema;
pub(super) mod targets;
mod whole_pack;

pub use whole_pack::check;

use crate::pack::error::DataError;
use crate::pack::package::Pack;

/// Warnings about values of a pack and its overlays that break no rule and may be mistakes.
///
/// # Errors
/// [`DataError`] when a file cannot be read.
pub fn warnings(pack: &Pack) -> Result<Vec<DataError>, DataError> {
    let mut found = medians::warnings(pack)?;
    found.extend(fractions::warnings(pack)?);
    Ok(found)
}
