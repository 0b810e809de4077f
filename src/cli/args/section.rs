//! Names of sections of the report on the command line.

use crate::cli::failure::Failure;
use crate::names::one_of;
use crate::pack::{DataError, Pack};
use crate::views;

/// The section that lists the known faults of the data. It is not a section of the source.
pub(in crate::cli) const CAVEATS: &str = "caveats";

/// Every section that can be asked for: those of the pack in their order, then `caveats`.
///
/// # Errors
/// [`DataError`] when a table cannot be read.
pub(in crate::cli) fn section_names(pack: &Pack) -> Result<Vec<String>, DataError> {
    let mut names = views::market_sections(pack)?;
    names.push(CAVEATS.to_owned());
    Ok(names)
}

/// The section that a name means.
///
/// # Errors
/// A failure that lists the sections, when the name means none of them.
pub(in crate::cli) fn section(pack: &Pack, name: &str) -> Result<String, Failure> {
    let sections = section_names(pack)?;
    one_of("section", name, sections.iter().map(String::as_str))
        .map(str::to_owned)
        .map_err(|error| Failure::of_list(error, format!("the sections are {}", sections.join(", "))))
}
