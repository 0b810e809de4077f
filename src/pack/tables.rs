//! The layers of a pack and its tables, before rules are checked.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::cell_cache::CellCache;
use super::error::DataError;
use super::layer::Layer;
use super::raw::{self, RawRows};
use super::record::Origin;
use super::records::*;
use super::table::PackTable;
use super::table_list::with_tables;
use crate::once_lock::get_or_try_init;

/// A table that is read on first use.
#[derive(Debug)]
pub(super) struct LazyTable<R> {
    table: OnceLock<PackTable<R>>,
    /// Set when the rules of the table have been checked and hold.
    pub(super) rules_hold: OnceLock<()>,
}

impl<R> Default for LazyTable<R> {
    fn default() -> Self {
        LazyTable { table: OnceLock::new(), rules_hold: OnceLock::new() }
    }
}

/// Declares a field for each table.
macro_rules! declare_tables {
    ($($(#[$doc:meta])* $table:ident: $row:ty,)+) => {
        /// The layers of a pack and its tables.
        #[derive(Debug, Default)]
        pub(super) struct Tables {
            /// The words that every pack shares, the pack itself, then its overlays.
            layers: Vec<Layer>,
            /// The caller's date. Exchange rates after the next day are refused. `None` when it is not known.
            today: Option<Date>,
            /// The percentiles, where they are read role by role.
            pub(super) cells: CellCache,
            $($(#[$doc])* pub(super) $table: LazyTable<$row>,)+
        }

        /// The columns of each row type, for the test that compares them with the schemas.
        #[cfg(test)]
        fn columns_by_table() -> Vec<(&'static str, &'static [&'static str])> {
            vec![$((stringify!($table), super::cells::columns_of::<$row>())),+]
        }
    };
}

with_tables!(declare_tables);

impl Tables {
    /// The tables of some layers: the shared words, the pack itself, then its overlays.
    pub(super) fn new(layers: Vec<Layer>) -> Self {
        Tables { layers, ..Tables::default() }
    }

    /// The same tables with the caller's date.
    pub(super) fn with_today(self, today: Date) -> Self {
        Tables { today: Some(today), ..self }
    }

    /// The caller's date.
    pub(super) fn today(&self) -> Option<Date> {
        self.today
    }

    /// The shared words, the pack itself, then its overlays.
    pub(super) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// A table whose files are checked against their schema. Its rules are not checked: they may need this table themselves.
    pub(super) fn read<'a, R: Resource>(&self, lazy: &'a LazyTable<R>) -> Result<&'a PackTable<R>, DataError> {
        get_or_try_init(&lazy.table, || PackTable::read(&self.layers))
    }

    /// A table as text, with its overlays.
    ///
    /// # Errors
    /// [`DataError`] when a file cannot be read, or there is no table of this name.
    pub(super) fn raw_rows(&self, table: &str) -> Result<RawRows, DataError> {
        raw::rows(&self.layers, table)
    }

    /// The path of the file of a row, for messages.
    pub(super) fn file_of(&self, origin: &Origin, table: &str) -> String {
        let is_origin = |layer: &&Layer| match (layer.overlay_name(), &origin.overlay) {
            (Some(one), Some(other)) => Arc::ptr_eq(&one, other),
            (None, None) if origin.is_shared => layer.is_shared(),
            (one, other) => layer.is_pack() && one.is_none() && other.is_none(),
        };
        let file_name = format!("{table}.csv");
        self.layers.iter().find(is_origin).map_or_else(|| file_name.clone(), |layer| layer.display_path(&file_name))
    }

    /// The layer of the pack itself.
    pub(super) fn pack(&self) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.is_pack())
    }

    /// The path of a file of the pack itself, for messages, whether or not it exists.
    pub(super) fn display_path(&self, file_name: &str) -> String {
        self.pack().map_or_else(|| file_name.to_owned(), |layer| layer.display_path(file_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::table_list::TABLES;
    use crate::pack::{bundled, descriptor};

    /// Would catch a schema without a row type, and a row type without a schema.
    #[test]
    fn every_schema_belongs_to_a_table() {
        let mut tables = TABLES.to_vec();
        tables.sort_unstable();
        let schemas: Vec<&str> = bundled::SCHEMAS.iter().map(|(table, _)| *table).collect();
        assert_eq!(schemas, tables);
        assert!(bundled::pack(bundled::DEFAULT_PACK).is_some());
    }

    /// Would catch a bundled pack that repeats a shared row in a table whose keys are not compared at every start.
    #[test]
    fn no_bundled_pack_repeats_a_shared_word() {
        for pack in bundled::PACKS {
            for table in TABLES.iter().filter(|table| **table != Convention::NAME) {
                let both = [&bundled::SHARED, pack].map(|bundle| bundle.file(&format!("{table}.csv")).unwrap());
                let [Some(shared), Some(own)] = both else { continue };
                // A row with the same key and another meaning replaces the shared one.
                let rows = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
                let shared = rows(&shared);
                let repeated: Vec<_> = rows(&own).into_iter().filter(|row| shared.contains(row)).collect();
                assert!(repeated.is_empty(), "{table} of {}: {repeated:?}", pack.name);
            }
            let name = format!("\"name\": \"{}\"", pack.name);
            assert!(pack.file(bundled::DESCRIPTOR).unwrap().unwrap().contains(&name), "{name}");
        }
    }

    #[test]
    fn row_types_and_schemas_have_the_same_columns() {
        for (table, columns) in columns_by_table() {
            let schema = descriptor::schema(table).unwrap();
            let fields: Vec<&str> = schema.fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(fields, columns, "{table}");
        }
    }
}
