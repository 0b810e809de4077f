//! The error of a command on a pack that has no rows of what the command is about.

use super::failure::Failure;
use crate::pack::{PackTable, Resource};

/// Checks that a table has rows. `what` names them, in the plural.
pub(super) fn require_rows<R: Resource>(table: &PackTable<R>, what: &str) -> Result<(), Failure> {
    if table.is_empty() { Err(lacks(what, R::NAME)) } else { Ok(()) }
}

/// The error for a pack without rows of a table.
pub(super) fn lacks(what: &str, table: &str) -> Failure {
    Failure::failed(anyhow::anyhow!("the pack has no {what}")).hint(format!("they are the rows of {table}.csv"))
}

/// The error for an option that a pack without rows of a table cannot answer, with what to do instead. Whoever types an option
/// does not write the tables, so the hint does not name them.
pub(super) fn lacks_for_option(what: &str, instead: impl Into<String>) -> Failure {
    Failure::failed(anyhow::anyhow!("the pack has no {what}")).hint(instead)
}
