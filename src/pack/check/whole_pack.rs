//! All errors of a pack.

use super::schema::{self, DanglingReference, Violations};
use super::targets::Targets;
use crate::pack::bundled;
use crate::pack::descriptor::Descriptor;
use crate::pack::error::DataError;
use crate::pack::layer::{PAY_TABLES, REQUIRED_TABLES};
use crate::pack::package::Pack;
use crate::shell::shell_quoted;

/// All errors of a pack and its overlays, in the order of the tables; empty when there is none.
///
/// It finds what cannot be read (a missing file, a bad cell, a key without a row) and what would make wrong prices (a low end
/// above the high end, a role slotted to one without a median). [`crate::names::collisions`] finds names that two rows share.
#[must_use]
pub fn check(pack: &Pack) -> Vec<DataError> {
    let mut found = Vec::new();
    match pack.descriptor() {
        Ok(descriptor) => found.extend(descriptor_errors(pack, descriptor)),
        Err(error) => found.push(error),
    }
    found.extend(schema_violations(pack));
    if found.is_empty() {
        // Reading the rows finds what schemas cannot express, such as a number of more than 28 digits.
        match pack.broken_rules() {
            Ok(violations) => found.extend(violations),
            Err(error) => found.push(error),
        }
        match pack.salaries() {
            Ok(salaries) if salaries.is_empty() && !pack.has_market_cells().unwrap_or(true) => {
                found.push(DataError::file(
                    "salaries.csv",
                    "there is no median, so nothing has a price",
                    "add a role to roles.csv and its median here, or percentiles to market_cells.csv",
                ))
            }
            _ => {}
        }
    }
    found
}

/// The schema violations of the files of all layers.
fn schema_violations(pack: &Pack) -> Vec<DataError> {
    let mut found = Vec::new();
    let mut seen = Dangling::default();
    let mut targets = Targets::new(pack.layers());
    // The shared words may mean levels that the pack does not have. A test checks them.
    for layer in pack.layers().iter().filter(|layer| !layer.is_shared()) {
        for table in Pack::table_names() {
            let checked = match layer.read_table(table) {
                Ok(Some(file)) => schema::check(layer, table, &file, &mut targets),
                Ok(None) => continue,
                Err(error) => Err(error),
            };
            match checked {
                Ok(violations) => seen.add(violations, &mut found),
                Err(error) => found.push(error),
            }
        }
    }
    seen.add_counts(&mut found);
    found
}

/// References to values that do not exist: each value is reported once, with the number of cells that have it.
#[derive(Default)]
struct Dangling(Vec<DanglingCells>);

/// The cells with one wrong reference.
struct DanglingCells {
    reference: DanglingReference,
    /// The index of the error about the first cell.
    first: usize,
    count: usize,
}

impl Dangling {
    /// Adds the violations of a file to the errors, without those of references that are reported already.
    fn add(&mut self, violations: Violations, found: &mut Vec<DataError>) {
        for (error, dangling) in violations.into_errors() {
            if let Some(reference) = dangling {
                if let Some(known) = self.0.iter_mut().find(|known| known.reference == reference) {
                    known.count += 1;
                    continue;
                }
                self.0.push(DanglingCells { reference, first: found.len(), count: 1 });
            }
            found.push(error);
        }
    }

    /// Adds the numbers of cells to the errors.
    fn add_counts(self, found: &mut [DataError]) {
        for DanglingCells { first, count, .. } in self.0.into_iter().filter(|known| known.count > 1) {
            if let Some(error) = found.get_mut(first) {
                *error = error.clone().with_problem(format!("{} ({count} cells)", error.problem));
            }
        }
    }
}

/// Tables that a descriptor leaves out or has in another file. Other tools would not find them.
fn descriptor_errors(pack: &Pack, descriptor: &Descriptor) -> Vec<DataError> {
    let mut found = Vec::new();
    if descriptor.version.is_empty() {
        found.push(
            DataError::file(bundled::DESCRIPTOR, "the version is missing", "add \"version\": answers name it")
                .in_column("version"),
        );
    }
    let own = pack.layers().iter().filter(|layer| layer.is_pack()).find_map(|layer| layer.folder());
    let folder = own.map_or_else(|| "DIR".to_owned(), |folder| shell_quoted(&folder.display().to_string()));
    let has_table = |table: &str| pack.layers().iter().any(|layer| layer.is_pack() && layer.has_table(table));
    let lacks_pay = !PAY_TABLES.iter().any(|table| has_table(table));
    for table in Pack::table_names() {
        let file = format!("{table}.csv");
        let has_file = has_table(table);
        // A missing file is reported by itself.
        let must_be_there = REQUIRED_TABLES.contains(&table) || lacks_pay && PAY_TABLES.contains(&table);
        match descriptor.resource(table) {
            None if has_file => found.push(DataError::file(
                bundled::DESCRIPTOR,
                format!("the table {table} is not among the resources"),
                format!(
                    "add it with `payband pack add {folder} {table}`: other tools read a pack through its descriptor"
                ),
            )),
            Some(_) if !has_file && !must_be_there => found.push(
                DataError::file(
                    bundled::DESCRIPTOR,
                    format!("the table {table} has no file"),
                    format!("add {file}, or remove the resource"),
                )
                .in_column("resources")
                .with_value(table),
            ),
            None => {}
            Some(resource) if resource.path != file => found.push(
                DataError::file(
                    bundled::DESCRIPTOR,
                    format!("the table {table} is in another file"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_pack_is_sound() {
        let found: Vec<String> = check(&Pack::bundled()).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
