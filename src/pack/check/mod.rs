//! Whether a pack is sound: its tables against their schemas, its keys against each other, its figures against the rules
//! that pricing relies on.

mod rules;
mod schema;

use super::Pack;
use super::bundled;
use super::descriptor;
use super::error::DataError;
use super::layer::Layer;

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
    match descriptor::schemas() {
        Ok(schemas) => found.extend(schema::check(&pack.layers, &schemas)),
        Err(error) => found.push(error),
    }
    if found.is_empty() {
        // What the schemas cannot see, such as a number of more than 28 digits.
        if let Err(error) = pack.read_all() {
            found.push(error);
        } else {
            match rules::check(pack) {
                Ok(broken) => found.extend(broken),
                Err(error) => found.push(error),
            }
        }
    }
    found
}

/// The same error as the table's schema tells it, where it sees it too.
pub(super) fn by_schema(layer: &Layer, table: &str, error: &DataError) -> Option<DataError> {
    schema::check_table(layer, &descriptor::schemas().ok()?, table)
        .into_iter()
        .find(|found| found.line == error.line || found.line == Some(1))
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
