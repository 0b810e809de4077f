//! The columns to which foreign keys refer.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::pack::layer::Layer;
use crate::pack::raw_file::RawFile;

/// The columns to which foreign keys refer, each read once from all layers.
pub(in crate::pack) struct Targets<'l> {
    layers: &'l [Layer],
    columns: BTreeMap<(String, String), Option<TargetColumn>>,
}

/// The values of one column, and the other cells of their rows.
pub(in crate::pack) struct TargetColumn {
    values: HashSet<Box<str>>,
    /// The value of each row, then its other cells, in which a wrong value is searched.
    rows: Vec<Vec<Box<str>>>,
}

/// A correction may differ from the wrong value by one letter in this many.
const LETTERS_PER_MISTAKE: usize = 4;

impl<'l> Targets<'l> {
    pub(in crate::pack) fn new(layers: &'l [Layer]) -> Self {
        Targets { layers, columns: BTreeMap::new() }
    }

    /// A column of a table; `None` when the pack's own table is missing or cannot be read.
    pub(in crate::pack) fn column(&mut self, table: &str, column: &str) -> Option<&TargetColumn> {
        let layers = self.layers;
        let read = || TargetColumn::read(layers, table, column);
        self.columns.entry((table.to_owned(), column.to_owned())).or_insert_with(read).as_ref()
    }
}

impl TargetColumn {
    fn read(layers: &[Layer], table: &str, column: &str) -> Option<Self> {
        let mut found = TargetColumn { values: HashSet::default(), rows: Vec::new() };
        for layer in layers {
            let file = match layer.read_table(table) {
                Ok(Some(file)) => file,
                Ok(None) => continue,
                Err(_) if layer.is_overlay() => continue,
                Err(_) => return None,
            };
            let raw = RawFile::parse(&file);
            let Some(at) = raw.column_index(column) else { continue };
            for (_, row) in raw.rows() {
                let Some(value) = row.get(at).filter(|value| !value.is_empty()) else { continue };
                if found.values.insert(value.as_ref().into()) {
                    let others = row.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.as_ref().into());
                    found.rows.push(std::iter::once(value.as_ref().into()).chain(others).collect());
                }
            }
        }
        Some(found)
    }

    pub(in crate::pack) fn has(&self, value: &str) -> bool {
        self.values.contains(value)
    }

    /// The value that a wrong one means: the same in another case, the value of the only row with the wrong one in another
    /// cell, or the value with the nearest spelling.
    pub(super) fn correction(&self, wrong: &str) -> Option<&str> {
        let wrong = wrong.trim().to_lowercase();
        let says = |cell: &str| cell.to_lowercase() == wrong;
        let same = self.rows.iter().find(|row| row.first().is_some_and(|value| says(value)));
        let mut named = self.rows.iter().filter(|row| row.iter().any(|cell| says(cell)));
        let found = match (same, named.next(), named.next()) {
            (Some(row), ..) | (None, Some(row), None) => Some(row),
            (None, Some(_), Some(_)) => None,
            (None, None, _) => self.nearest(&wrong),
        };
        found.and_then(|row| row.first()).map(AsRef::as_ref)
    }

    fn nearest(&self, wrong: &str) -> Option<&Vec<Box<str>>> {
        let hyphened = wrong.replace([' ', '_'], "-");
        let most = wrong.chars().count() / LETTERS_PER_MISTAKE;
        let distance = |row: &Vec<Box<str>>| Some(strsim::osa_distance(&hyphened, &row.first()?.to_lowercase()));
        let near = self.rows.iter().filter_map(|row| Some((distance(row)?, row)));
        near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance).map(|(_, row)| row)
    }
}
