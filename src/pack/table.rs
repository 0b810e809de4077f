//! One table: its rows, each with the layer and line that it came from.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::check::{self, Targets};
use super::error::DataError;
use super::layer::Layer;
use super::overlaid::{Layered, Overlaid, write_key};
use super::records::Resource;

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

impl<R: Resource> Layered for Record<R> {
    fn overlay(&self) -> Option<&Arc<str>> {
        self.origin.overlay.as_ref()
    }

    fn write_key(&self, key: &mut String) {
        write_key(R::NAME, self.row.key().iter().map(AsRef::as_ref), key);
    }
}

/// The rows of one table, in the order of their files, overlays applied.
#[derive(Debug, Clone)]
pub struct Table<R> {
    records: Vec<Record<R>>,
    /// Rows of the pack itself that an overlay has replaced: calibration still needs them.
    replaced: Vec<Record<R>>,
    /// Where the rows with a first cell of the key are; made when a long table is first searched.
    places: OnceLock<HashMap<Box<str>, Vec<usize>, foldhash::fast::RandomState>>,
    /// Whether any of it was read from a folder.
    from_folder: bool,
}

/// Rows up to which a table is searched one by one: as fast as hashing, and nothing has to be prepared.
const SHORT: usize = 256;

impl<R: Resource> Table<R> {
    /// Reads the table from every layer, the pack's own first; a later layer adds rows or replaces those with its key.
    /// A file from a folder has to pass the checks that a file can pass by itself and beside what it refers to.
    pub(super) fn read(layers: &[Layer]) -> Result<Self, DataError> {
        let mut from_folder = false;
        let mut targets = Targets::new(layers);
        let mut rows = |layer: &Layer| -> Result<Vec<Record<R>>, DataError> {
            let Some(file) = layer.file(R::NAME)? else { return Ok(Vec::new()) };
            if layer.is_bundled() {
                return file.rows(layer);
            }
            from_folder = true;
            let broken = check::file(layer, R::NAME, &file, &mut targets)?;
            file.rows(layer).map_err(|error| check::explained(error, &broken))
        };
        let (records, replaced) = match layers {
            [only] => (rows(only)?, Vec::new()),
            _ => {
                let mut overlaid = Overlaid::new(R::NAME);
                for layer in layers {
                    overlaid.extend(rows(layer)?);
                }
                overlaid.finish()
            }
        };
        Ok(Table { records, replaced, places: OnceLock::new(), from_folder })
    }

    /// Whether any of it was read from a folder, and not from the binary.
    pub(super) fn is_from_folder(&self) -> bool {
        self.from_folder
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
        let is_it = |record: &&Record<R>| {
            if record.row.first_of_key() != id {
                return false;
            }
            let [_, rest @ ..] = record.row.key();
            rest.iter().all(|cell| cell.is_empty())
        };
        match self.places_of(id) {
            None => self.records.iter().find(is_it),
            Some(places) => places.iter().filter_map(|at| self.records.get(*at)).find(is_it),
        }
    }

    /// The rows whose key begins with this cell, in their order.
    pub fn beginning(&self, id: &str) -> impl Iterator<Item = &Record<R>> {
        let (some, all) = match self.places_of(id) {
            Some(places) => (places, None),
            None => (&[][..], Some(self.records.iter())),
        };
        let all = all.into_iter().flatten().filter(move |record| record.row.first_of_key() == id);
        some.iter().filter_map(|at| self.records.get(*at)).chain(all)
    }

    /// Where the rows of a long table are whose key begins with a cell.
    fn places_of(&self, id: &str) -> Option<&[usize]> {
        if self.records.len() <= SHORT {
            return None;
        }
        let places = self.places.get_or_init(|| {
            let mut places: HashMap<Box<str>, Vec<usize>, _> = HashMap::default();
            for (at, record) in self.records.iter().enumerate() {
                places.entry(record.row.first_of_key().into()).or_default().push(at);
            }
            places
        });
        Some(places.get(id).map_or(&[], Vec::as_slice))
    }
}

impl<'a, R: Resource> IntoIterator for &'a Table<R> {
    type Item = &'a Record<R>;
    type IntoIter = std::slice::Iter<'a, Record<R>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
