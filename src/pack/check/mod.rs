//! Whether a pack is sound: its tables against their schemas, its keys against each other, its figures against the rules
//! that pricing relies on.
//!
//! The same checks run in two places: [`check`] reports everything wrong with a pack, and reading a table from a folder
//! ([`file()`], then [`Ruled::rules`]) stops at the first problem, so that no price rests on data that [`check`] refuses.

mod fractions;
mod rules;
mod schema;
mod targets;

use super::Pack;
use super::bundled;
use super::descriptor;
use super::error::DataError;
use super::layer::{File, Layer};

pub use fractions::warnings;
pub(super) use rules::{BrokenRules, Ruled};
pub(super) use schema::Broken;
pub(super) use targets::Targets;

/// Everything wrong with a pack and its overlays, in the order of the tables; empty when it is sound.
///
/// Finds what a reader cannot live with (a missing file, a bad cell, a key that points nowhere) and what would make wrong
/// prices (a range the wrong way round, a role slotted to one without a median). Names that two things share are
/// [`crate::names::collisions`]' business.
#[must_use]
pub fn check(pack: &Pack) -> Vec<DataError> {
    let mut found = Vec::new();
    match pack.descriptor() {
        Ok(own) => found.extend(undescribed(&own)),
        Err(error) => found.push(error),
    }
    found.extend(files(pack));
    if found.is_empty() {
        // What the schemas cannot see, such as a number of more than 28 digits, is found by reading the rows.
        match pack.broken_rules() {
            Ok(broken) => found.extend(broken),
            Err(error) => found.push(error),
        }
    }
    found
}

/// In what the files of all layers break the schemas.
fn files(pack: &Pack) -> Vec<DataError> {
    let mut found = Vec::new();
    let mut targets = Targets::new(&pack.layers);
    for layer in &pack.layers {
        for table in Pack::table_names() {
            let checked = match layer.file(table) {
                Ok(Some(file)) => schema::check(layer, table, &file, &mut targets),
                Ok(None) => continue,
                Err(error) => Err(error),
            };
            match checked {
                Ok(broken) => found.extend(broken.into_errors()),
                Err(error) => found.push(error),
            }
        }
    }
    found
}

/// Checks a file that is about to be read, against its schema and the tables that it refers to, which `targets` reads once for
/// all layers. What is returned explains errors of reading, by [`explained`].
///
/// # Errors
/// The first problem with a column, id, number, date, key or reference.
pub(super) fn file(layer: &Layer, table: &str, file: &File, targets: &mut Targets<'_>) -> Result<Broken, DataError> {
    let broken = schema::check(layer, table, file, targets)?;
    match broken.first_that_stops_prices() {
        Some(error) => Err(error.clone()),
        None => Ok(broken),
    }
}

/// The same error as the schema tells it, where it sees it too: it knows what the column is for.
pub(super) fn explained(error: DataError, broken: &Broken) -> DataError {
    broken.at(error.line).cloned().unwrap_or(error)
}

/// Tables that a descriptor leaves out or keeps elsewhere: other tools would not find them.
fn undescribed(own: &descriptor::Descriptor) -> Vec<DataError> {
    let mut found = Vec::new();
    if own.version.is_empty() {
        found.push(
            DataError::file(bundled::DESCRIPTOR, "the version is missing", "add \"version\": answers name it")
                .in_column("version"),
        );
    }
    for table in Pack::table_names() {
        let file = format!("{table}.csv");
        match own.resources.iter().find(|resource| resource.name == table) {
            None => found.push(DataError::file(
                bundled::DESCRIPTOR,
                format!("the table {table} is not among the resources"),
                "add it: other tools read a pack through its descriptor",
            )),
            Some(resource) if resource.path != file => found.push(
                DataError::file(
                    bundled::DESCRIPTOR,
                    format!("the table {table} is elsewhere"),
                    format!("keep it in {file}"),
                )
                .in_column("path")
                .with_value(&resource.path),
            ),
            Some(_) => {}
        }
    }
    found
}
