//! One table: its rows and their origins.

use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::HashMap;
use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::check::schema;
use super::check::targets::Targets;
use super::error::DataError;
use super::file::SourceFile;
use super::layer::Layer;
use super::overlaid::Overlaid;
use super::record::Record;
use super::records::{Convention, Resource, TableName as _};
use super::typed_rows::typed_rows;

/// The rows of one table in the order of their files, with overlays.
#[derive(Debug, Clone)]
pub struct PackTable<R> {
    records: Vec<Record<R>>,
    /// The rows of the pack itself that an overlay replaced. Calibration needs them.
    replaced: Vec<Record<R>>,
    /// The indices of the rows with each first key cell; built when a long table is first searched.
    by_first_key: OnceLock<HashMap<Box<str>, Vec<usize>>>,
    /// The indices of the rows by the hash of their first two key cells; built when a long table is first searched by both.
    by_two_keys: OnceLock<HashTable<u32>>,
    /// Whether any layer is a folder.
    from_folder: bool,
}

/// The most rows for a linear search, which is as fast as hashing up to this length and needs no preparation.
const MAX_LINEAR_SEARCH: usize = 256;

/// The same for whole primary keys, of which more cells are compared.
const MAX_LINEAR_SEARCH_OF_KEYS: usize = 64;

impl<R: Resource> PackTable<R> {
    /// Reads the table from every layer: the shared rows, the pack's own, then those of overlays. A file from a folder is checked
    /// against its schema, including references to other tables. A shared alias of a row that the pack does not have is left out.
    pub(super) fn read(layers: &[Layer]) -> Result<Self, DataError> {
        let mut from_folder = false;
        let mut targets = Targets::new(layers);
        let mut read = |layer: &Layer, file: &SourceFile| -> Result<Vec<Record<R>>, DataError> {
            if layer.is_shared() {
                let mut rows = typed_rows::<R>(layer, file)?;
                rows.retain(|record| record.row.alias_target().is_none_or(|(table, id)| targets.has_id(table, id)));
                return Ok(rows);
            }
            if layer.is_bundled() {
                return typed_rows(layer, file);
            }
            from_folder = true;
            let violations = schema::check_before_reading(layer, R::NAME, file, &mut targets)?;
            typed_rows(layer, file).map_err(|error| violations.explain(error))
        };
        let mut parts = Vec::with_capacity(layers.len());
        for layer in layers {
            if let Some(file) = layer.read_table(R::NAME)? {
                parts.push((layer, read(layer, &file)?));
            }
        }
        let (records, replaced) = if parts.len() == 1 {
            (parts.pop().map(|(_, rows)| rows).unwrap_or_default(), Vec::new())
        } else if parts.iter().all(|(layer, _)| layer.is_bundled()) && R::NAME != Convention::NAME {
            // A test holds that no bundled pack repeats a shared word. So keys need not be compared at every start.
            (parts.into_iter().flat_map(|(_, rows)| rows).collect(), Vec::new())
        } else {
            let mut overlaid = Overlaid::new(R::NAME);
            for (layer, rows) in parts {
                overlaid.extend(layer.is_pack(), rows);
            }
            overlaid.finish()
        };
        Ok(PackTable { records, replaced, by_first_key: OnceLock::new(), by_two_keys: OnceLock::new(), from_folder })
    }

    /// Whether any layer of the table is a folder.
    pub(super) fn is_from_folder(&self) -> bool {
        self.from_folder
    }

    /// The rows in force.
    pub fn iter(&self) -> std::slice::Iter<'_, Record<R>> {
        self.records.iter()
    }

    /// The shared rows and those of the pack itself, as they are without overlays.
    pub fn without_overlays(&self) -> impl Iterator<Item = &Record<R>> {
        self.records.iter().filter(|record| record.origin.overlay.is_none()).chain(&self.replaced)
    }

    /// The text of a cell of a row. Where an overlay leaves it empty, that of the row of the pack itself that it replaces.
    pub fn text_of<'t>(&'t self, record: &'t Record<R>, of: impl Fn(&'t R) -> &'t str) -> &'t str {
        let own = of(&record.row);
        if !own.is_empty() || record.origin.overlay.is_none() {
            return own;
        }
        let replaced = self.replaced.iter().find(|replaced| replaced.row.key() == record.row.key());
        replaced.map_or(own, |replaced| of(&replaced.row))
    }

    /// The number of rows in force.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The row with this id, where the primary key is one cell.
    pub fn get(&self, id: &str) -> Option<&Record<R>> {
        let is_it = |record: &&Record<R>| {
            record.row.first_key_cell() == id
                && (R::KEY_LEN == 1 || {
                    let [_, rest @ ..] = record.row.key();
                    rest.iter().all(|cell| cell.is_empty())
                })
        };
        match self.indices_of(id) {
            None => self.records.iter().find(is_it),
            Some(indices) => indices.iter().filter_map(|at| self.records.get(*at)).find(is_it),
        }
    }

    /// The rows with this first cell of the primary key, in their order.
    pub fn with_first_key(&self, id: &str) -> impl Iterator<Item = &Record<R>> {
        let (some, all) = match self.indices_of(id) {
            Some(indices) => (indices, None),
            None => (&[][..], Some(self.records.iter())),
        };
        let all = all.into_iter().flatten().filter(move |record| record.row.first_key_cell() == id);
        some.iter().filter_map(|at| self.records.get(*at)).chain(all)
    }

    /// The row with this primary key.
    pub(super) fn with_key(&self, key: [&str; 4]) -> Option<&Record<R>> {
        let is_it = |record: &&Record<R>| record.row.key().iter().zip(key).all(|(cell, wanted)| cell == wanted);
        if self.records.len() <= MAX_LINEAR_SEARCH_OF_KEYS {
            return self.records.iter().find(is_it);
        }
        let [first, second, ..] = key;
        let indices = self.by_two_keys.get_or_init(|| self.hash_two_cells());
        let same_hash = indices.iter_hash(hash_of(first, second));
        same_hash.filter_map(|at| self.records.get(usize::try_from(*at).ok()?)).find(is_it)
    }

    /// The indices of all rows by the hash of their first two key cells.
    fn hash_two_cells(&self) -> HashTable<u32> {
        let hash = |record: &Record<R>| {
            let [one, other, ..] = record.row.key();
            hash_of(&one, &other)
        };
        let hash_at = |at: &u32| {
            let record = usize::try_from(*at).ok().and_then(|at| self.records.get(at));
            record.map(hash).unwrap_or_default()
        };
        let mut indices = HashTable::with_capacity(self.records.len());
        for (at, record) in (0..).zip(&self.records) {
            indices.insert_unique(hash(record), at, hash_at);
        }
        indices
    }

    /// The indices of the rows with this first key cell; `None` for a short table, which is searched row by row.
    fn indices_of(&self, id: &str) -> Option<&[usize]> {
        if self.records.len() <= MAX_LINEAR_SEARCH {
            return None;
        }
        let indices = self.by_first_key.get_or_init(|| {
            let mut indices: HashMap<Box<str>, Vec<usize>> = HashMap::default();
            for (at, record) in self.records.iter().enumerate() {
                indices.entry(record.row.first_key_cell().into()).or_default().push(at);
            }
            indices
        });
        Some(indices.get(id).map_or(&[], Vec::as_slice))
    }
}

/// The hash of two key cells.
fn hash_of(first: &str, second: &str) -> u64 {
    FixedState::default().hash_one((first, second))
}

impl<'a, R: Resource> IntoIterator for &'a PackTable<R> {
    type Item = &'a Record<R>;
    type IntoIter = std::slice::Iter<'a, Record<R>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
