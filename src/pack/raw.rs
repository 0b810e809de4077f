//! Tables as text, to show a pack.

use std::sync::Arc;

use super::check::targets::Targets;
use super::descriptor::schema;
use super::error::DataError;
use super::layer::Layer;
use super::overlaid::{Layered, Overlaid, write_key};
use super::raw_file::RawFile;
use super::records::is_alias_table;

/// A table as text, with its overlays.
#[derive(Debug, Clone)]
pub struct RawRows {
    /// The columns of the schema.
    pub columns: Vec<String>,
    /// Whether each column is numeric.
    pub numeric: Vec<bool>,
    /// The rows in force.
    pub rows: Vec<RawRow>,
}

/// A row as text.
#[derive(Debug, Clone)]
pub struct RawRow {
    /// A cell for each column of the schema.
    pub cells: Vec<String>,
    /// The overlay of the row; `None` for the pack itself and for shared rows.
    pub overlay: Option<Arc<str>>,
}

/// Reads a table from every layer. Rows are replaced as in [`PackTable`](super::table::PackTable).
pub(super) fn rows(layers: &[Layer], table: &str) -> Result<RawRows, DataError> {
    let schema = schema(table)?;
    let columns: Vec<String> = schema.fields.iter().map(|field| field.name.clone()).collect();
    let keys: Vec<usize> =
        schema.primary_key.iter().filter_map(|key| columns.iter().position(|column| column == key)).collect();
    let mut overlaid = Overlaid::new(table);
    for layer in layers {
        let Some(file) = layer.read_table(table)? else { continue };
        let raw = RawFile::parse(table, &file);
        if let Some(broken) = raw.broken.first() {
            return Err(broken.clone());
        }
        let places: Vec<Option<usize>> = columns.iter().map(|column| raw.column_index(column)).collect();
        let id = raw.column_index("id").filter(|_| is_alias_table(table));
        let mut targets = Targets::new(layers);
        let target = schema.foreign_keys.first().map(|key| key.reference.resource.as_str()).unwrap_or_default();
        let mut rows = Vec::new();
        for (_, record) in raw.rows() {
            let id = id.and_then(|id| record.get(id));
            if id.is_some_and(|id| {
                layer.is_overlay() && id.is_empty() || layer.is_shared() && !targets.has_id(target, id)
            }) {
                continue;
            }
            let cell =
                |at: &Option<usize>| at.and_then(|at| record.get(at)).map(ToString::to_string).unwrap_or_default();
            let cells: Vec<String> = places.iter().map(cell).collect();
            let mut key = String::new();
            write_key(table, keys.iter().filter_map(|at| cells.get(*at)).map(String::as_str), &mut key);
            rows.push(KeyedRow { key, row: RawRow { cells, overlay: layer.overlay_name() } });
        }
        overlaid.extend(layer.is_pack(), rows);
    }
    let rows = overlaid.finish().0.into_iter().map(|keyed| keyed.row).collect();
    let numeric = schema.fields.iter().map(|field| matches!(field.kind.as_str(), "number" | "integer")).collect();
    Ok(RawRows { columns, numeric, rows })
}

/// A row as text, with the key by which it is replaced.
struct KeyedRow {
    key: String,
    row: RawRow,
}

impl Layered for KeyedRow {
    fn write_key(&self, key: &mut String) {
        key.clone_from(&self.key);
    }
}
