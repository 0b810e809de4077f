//! [`Pack`]: the tables of a pack and its overlays. Their rules are checked when they are read.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::bundled;
use super::cell_cache::CellCache;
use super::check::broken_rules::{BrokenRules, CheckRules};
use super::descriptor::Descriptor;
use super::error::DataError;
use super::layer::{Layer, PackFile};
use super::near_bundle::near_bundle;
use super::raw::{self, RawRows};
use super::record::{Origin, Record};
use super::records::*;
use super::table::PackTable;
use super::table_list::{TABLES, with_tables};
use super::tables::{LazyTable, Tables};
use crate::once_lock::get_or_try_init;

/// A pack and its overlays.
///
/// ```
/// use payband::pack::Pack;
///
/// let pack = Pack::bundled();
/// let beijing = pack.cities()?.get("beijing").ok_or("no such city")?;
/// assert_eq!(beijing.name_zh, "北京");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Pack {
    tables: Tables,
    descriptor: OnceLock<Descriptor>,
}

/// Declares, for each table, the function that reads it.
macro_rules! declare_readers {
    ($($(#[$doc:meta])* $table:ident: $row:ty,)+) => {
        impl Pack {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`DataError`] when the table cannot be read, or breaks a rule.
                pub fn $table(&self) -> Result<&PackTable<$row>, DataError> {
                    self.checked(&self.tables.$table)
                }
            )+

            /// Reads every table, to find an error in any of them.
            ///
            /// # Errors
            /// The first [`DataError`] found.
            pub fn read_all(&self) -> Result<(), DataError> {
                $(self.$table()?;)+
                Ok(())
            }

            /// Reads every table, and returns the rows that break a rule.
            ///
            /// # Errors
            /// The first [`DataError`] of a table that cannot be read.
            pub(super) fn broken_rules(&self) -> Result<Vec<DataError>, DataError> {
                let mut broken = BrokenRules::new(&self.tables);
                $(<$row as CheckRules>::check_rules(self.tables.read(&self.tables.$table)?, &mut broken)?;)+
                Ok(broken.all())
            }
        }
    };
}

with_tables!(declare_readers);

impl Pack {
    fn new(layers: Vec<Layer>) -> Self {
        Pack { tables: Tables::new(layers), descriptor: OnceLock::new() }
    }

    /// The words that every pack shares, the pack itself, then its overlays.
    pub(super) fn layers(&self) -> &[Layer] {
        self.tables.layers()
    }

    /// The bundled pack that is used by default.
    #[must_use]
    pub fn bundled() -> Self {
        let pack = bundled::pack(bundled::DEFAULT_PACK).map(Layer::bundled);
        Pack::new(std::iter::once(Layer::shared()).chain(pack).collect())
    }

    /// The names of the bundled packs.
    pub fn bundled_names() -> impl Iterator<Item = &'static str> {
        bundled::PACKS.iter().map(|pack| pack.name)
    }

    /// The names of the bundled overlays.
    pub fn bundled_overlays() -> impl Iterator<Item = &'static str> {
        bundled::OVERLAYS.iter().map(|overlay| overlay.name)
    }

    /// A pack with overlays; a later overlay wins over an earlier one. Each is the name of a bundled one or else a folder. Without
    /// `pack`, the default pack is used.
    ///
    /// # Errors
    /// [`DataError`] when a folder cannot be read, or contains a CSV that is not a table.
    pub fn open(pack: Option<&Path>, overlays: &[impl AsRef<Path>]) -> Result<Self, DataError> {
        let pack = pack.unwrap_or(Path::new(bundled::DEFAULT_PACK));
        let mut layers = vec![Layer::shared(), pack_layer(pack)?];
        for overlay in overlays {
            layers.push(Layer::overlay(overlay.as_ref())?);
        }
        Ok(Pack::new(layers))
    }

    /// The same pack, which refuses exchange rates of days after `today`, the date at the caller's place.
    #[must_use]
    pub fn as_of(self, today: Date) -> Self {
        Pack { tables: self.tables.with_today(today), ..self }
    }

    /// Another pack, as for [`Pack::open`], with the same overlays.
    ///
    /// # Errors
    /// [`DataError`] when the folder cannot be read.
    pub fn rebased(&self, pack: &Path) -> Result<Self, DataError> {
        let mut layers = vec![Layer::shared(), pack_layer(pack)?];
        layers.extend(self.layers().iter().filter(|layer| layer.is_overlay()).cloned());
        Ok(self.with_layers(layers))
    }

    /// The same pack with one more overlay, the name of a bundled one or a folder, unless it has that already.
    ///
    /// # Errors
    /// [`DataError`] when the folder cannot be read, or contains a CSV that is not a table.
    pub fn overlaid(&self, folder: &Path) -> Result<Self, DataError> {
        let mut layers = self.layers().to_vec();
        if !self.has_overlay(folder) {
            layers.push(Layer::overlay(folder)?);
        }
        Ok(self.with_layers(layers))
    }

    fn with_layers(&self, layers: Vec<Layer>) -> Self {
        let pack = Pack::new(layers);
        match self.tables.today() {
            Some(today) => pack.as_of(today),
            None => pack,
        }
    }

    /// The same pack without its overlays.
    #[must_use]
    pub fn without_overlays(&self) -> Self {
        let pack = Pack::new(self.layers().iter().filter(|layer| !layer.is_overlay()).cloned().collect());
        match self.tables.today() {
            Some(today) => pack.as_of(today),
            None => pack,
        }
    }

    /// Whether the pack and its overlays are in the binary.
    #[must_use]
    pub fn is_bundled(&self) -> bool {
        self.layers().iter().all(Layer::is_bundled)
    }

    /// The descriptor of the pack itself, which is parsed once.
    ///
    /// # Errors
    /// [`DataError`] when the descriptor is missing or cannot be read.
    pub fn descriptor(&self) -> Result<&Descriptor, DataError> {
        get_or_try_init(&self.descriptor, || match self.tables.pack() {
            Some(layer) => layer.descriptor(),
            None => Err(DataError::file(bundled::DESCRIPTOR, "there is no pack", "choose one with --pack")),
        })
    }

    /// The names of all tables, in the order of the documentation.
    pub fn table_names() -> impl Iterator<Item = &'static str> {
        TABLES.iter().copied()
    }

    /// The names of the tables of which the pack itself has a file.
    pub fn own_tables(&self) -> impl Iterator<Item = &'static str> {
        TABLES.iter().copied().filter(|table| self.tables.pack().is_some_and(|pack| pack.has_table(table)))
    }

    /// A table as text, with its overlays.
    ///
    /// # Errors
    /// [`DataError`] when a file cannot be read, or there is no table of this name.
    pub fn raw_rows(&self, table: &str) -> Result<RawRows, DataError> {
        self.tables.raw_rows(table)
    }

    /// A table as text, with its overlays, without the rows that every pack shares.
    ///
    /// # Errors
    /// As for [`Pack::raw_rows`].
    pub fn own_rows(&self, table: &str) -> Result<RawRows, DataError> {
        let own: Vec<Layer> = self.layers().iter().filter(|layer| !layer.is_shared()).cloned().collect();
        raw::rows(&own, table)
    }

    /// The files of the pack itself, for a copy: name and text.
    ///
    /// # Errors
    /// [`DataError`] when a file cannot be read.
    pub fn files(&self) -> Result<Vec<(String, String)>, DataError> {
        let Some(pack) = self.tables.pack() else { return Ok(Vec::new()) };
        let mut files = Vec::new();
        if let Some(descriptor) = pack.read_file(bundled::DESCRIPTOR)? {
            files.push((bundled::DESCRIPTOR.to_owned(), descriptor.text.into_owned()));
        }
        for table in Self::table_names() {
            if let Some(file) = pack.read_table(table)? {
                files.push((format!("{table}.csv"), file.text.into_owned()));
            }
        }
        Ok(files)
    }

    /// The files of packs and overlays in folders: first the pack, then its overlays.
    #[must_use]
    pub fn paths(&self) -> Vec<PackFile> {
        self.layers().iter().flat_map(Layer::existing_files).collect()
    }

    /// A constant, by an id of [`convention`](super::convention).
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read or lacks the constant.
    pub fn convention(&self, id: &str) -> Result<&Record<Convention>, DataError> {
        self.conventions()?.get(id).ok_or_else(|| {
            DataError::file("conventions.csv", format!("the convention {id} is missing"), "add a row with this id")
        })
    }

    /// The path of the file of a row of a table, for messages.
    pub(super) fn file_of(&self, origin: &Origin, table: &str) -> String {
        self.tables.file_of(origin, table)
    }

    /// The percentiles in the binary that have been read.
    pub(super) fn cell_cache(&self) -> &CellCache {
        &self.tables.cells
    }

    /// Whether the pack has overlays.
    #[must_use]
    pub fn has_overlays(&self) -> bool {
        self.layers().iter().any(Layer::is_overlay)
    }

    /// Whether it has this overlay: the bundled one of this name, or the folder.
    #[must_use]
    pub fn has_overlay(&self, name_or_folder: &Path) -> bool {
        self.layers().iter().any(|layer| layer.is_overlay() && layer.is_in(name_or_folder))
    }

    /// The rows of a table that are from overlays, those of the last overlay first.
    #[must_use]
    pub fn overlay_rows<'a, R>(&self, table: &'a PackTable<R>) -> Vec<&'a Record<R>>
    where
        R: Resource,
    {
        if !self.has_overlays() {
            return Vec::new();
        }
        let names: Vec<Option<Arc<str>>> = self.layers().iter().map(Layer::overlay_name).collect();
        // Overlays may have the same name. The address of the shared string distinguishes them.
        let order: HashMap<*const u8, usize> =
            names.iter().enumerate().filter_map(|(at, name)| Some((name.as_ref()?.as_ptr(), at))).collect();
        let place = |record: &&Record<R>| record.origin.overlay.as_ref().and_then(|name| order.get(&name.as_ptr()));
        let mut rows: Vec<&Record<R>> = table.iter().filter(|record| record.origin.overlay.is_some()).collect();
        rows.sort_by_key(|record| std::cmp::Reverse(place(record)));
        rows
    }

    /// A table whose rules have been checked.
    fn checked<'a, R: CheckRules>(&self, lazy: &'a LazyTable<R>) -> Result<&'a PackTable<R>, DataError> {
        let table = self.tables.read(lazy)?;
        // The bundled tables are checked by a test.
        if table.is_from_folder() && lazy.rules_hold.get().is_none() {
            let mut broken = BrokenRules::new(&self.tables);
            R::check_rules(table, &mut broken)?;
            if let Some(first) = broken.first_that_stops_prices() {
                return Err(first);
            }
            lazy.rules_hold.get_or_init(|| ());
        }
        Ok(table)
    }
}

/// The bundled pack of a name, or else the pack in a folder.
fn pack_layer(name_or_folder: &Path) -> Result<Layer, DataError> {
    if let Some(pack) = name_or_folder.to_str().and_then(bundled::pack) {
        if name_or_folder.is_dir() {
            return Err(DataError::file(
                name_or_folder.display().to_string(),
                "both a bundled pack and a folder",
                format!("write ./{} for the folder, or choose the bundled pack from another folder", pack.name),
            ));
        }
        return Ok(Layer::bundled(pack));
    }
    if !name_or_folder.exists() {
        let names: Vec<&str> = bundled::PACKS.iter().map(|pack| pack.name).collect();
        let text = name_or_folder.display().to_string();
        let remedy = match near_bundle(&text, &names) {
            Some(near) => format!("did you mean the bundled pack {near}?"),
            None => format!("the bundled packs are {}; or check the path of the folder", names.join(", ")),
        };
        return Err(DataError::file(text, "neither a bundled pack nor a folder", remedy));
    }
    Layer::pack(name_or_folder)
}
