//! One table: its rows, each with the layer and line that it came from.

use std::ops::Deref;
use std::sync::Arc;

use super::check;
use super::error::DataError;
use super::layer::Layer;
use super::rows::{Resource, is_alias_table};

/// Where a row stands: which layer of the pack, and which line of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The overlay that brought the row; `None` for the pack itself.
    pub overlay: Option<Arc<str>>,
    /// The line in the file.
    pub line: u64,
}

impl Origin {
    /// The source of a row as answers name it: the overlay that brought the row, and what the row itself names.
    #[must_use]
    pub fn naming(&self, source: &str) -> String {
        match (&self.overlay, source) {
            (Some(name), "") => format!("overlay:{name}"),
            (Some(name), source) => format!("overlay:{name};{source}"),
            (None, source) => source.to_owned(),
        }
    }
}

/// A row and where it came from.
#[derive(Debug, Clone)]
pub struct Record<R> {
    /// The row.
    pub row: R,
    /// Where it came from.
    pub origin: Origin,
}

impl<R> Deref for Record<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.row
    }
}

/// The rows of one table, in the order of their files, overlays applied.
#[derive(Debug, Clone)]
pub struct Table<R> {
    records: Vec<Record<R>>,
    /// Rows of the pack itself that an overlay has replaced: calibration still needs them.
    replaced: Vec<Record<R>>,
}

impl<R: Resource> Table<R> {
    /// Reads the table from every layer, the pack's own first; a later layer adds rows or replaces those with its key.
    pub(super) fn read(layers: &[Layer]) -> Result<Self, DataError> {
        let mut table = Table { records: Vec::new(), replaced: Vec::new() };
        for layer in layers {
            if let Some(file) = layer.file(R::NAME)? {
                // The schema has the better remedy: it knows what the column is for.
                let rows =
                    file.rows(layer).map_err(|error| check::by_schema(layer, R::NAME, &error).unwrap_or(error))?;
                for record in rows {
                    table.add(record);
                }
            }
        }
        Ok(table)
    }

    fn add(&mut self, record: Record<R>) {
        let Some(overlay) = &record.origin.overlay else {
            self.records.push(record);
            return;
        };
        let is_twin = |earlier: &Record<R>| {
            if is_alias_table(R::NAME) {
                let own = earlier.origin.overlay.as_ref().is_some_and(|name| Arc::ptr_eq(name, overlay));
                !own && earlier.row.key().first() == record.row.key().first()
            } else {
                earlier.row.key() == record.row.key()
            }
        };
        let Some(at) = self.records.iter().position(is_twin) else {
            self.records.push(record);
            return;
        };
        // Of a name with several meanings the other rows go too.
        let others: Vec<usize> =
            (at + 1..self.records.len()).filter(|other| self.records.get(*other).is_some_and(&is_twin)).collect();
        let mut replaced: Vec<Record<R>> = others.into_iter().rev().map(|other| self.records.remove(other)).collect();
        if let Some(twin) = self.records.get_mut(at) {
            replaced.push(std::mem::replace(twin, record));
        }
        self.replaced.extend(replaced.into_iter().rev().filter(|earlier| earlier.origin.overlay.is_none()));
    }

    /// The rows in force.
    pub fn iter(&self) -> std::slice::Iter<'_, Record<R>> {
        self.records.iter()
    }

    /// The rows of the pack itself, as if there were no overlay.
    pub fn without_overlays(&self) -> impl Iterator<Item = &Record<R>> {
        self.records.iter().filter(|record| record.origin.overlay.is_none()).chain(&self.replaced)
    }

    /// How many rows are in force.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The row whose key is this one cell.
    pub fn get(&self, id: &str) -> Option<&Record<R>> {
        self.records.iter().find(|record| {
            let [first, rest @ ..] = record.row.key();
            first == id && rest.iter().all(|cell| cell.is_empty())
        })
    }
}

impl<'a, R: Resource> IntoIterator for &'a Table<R> {
    type Item = &'a Record<R>;
    type IntoIter = std::slice::Iter<'a, Record<R>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
