//! Tables as text: for showing a pack as it is, and for checking one that may be broken.

use std::sync::Arc;

use super::delimited::Rows;
use super::descriptor::{TableSchema, schemas};
use super::error::DataError;
use super::layer::{File, Layer};
use super::rows::is_alias_table;

/// One file of one layer, cut into cells.
pub(super) struct RawFile {
    pub(super) file: File,
    pub(super) headers: Vec<String>,
    /// The line and the cells of each row.
    pub(super) rows: Vec<(u64, Vec<String>)>,
    /// What could not be cut like the header.
    pub(super) broken: Vec<DataError>,
}

impl RawFile {
    /// Reads a table of a layer; `None` where an overlay does not have it.
    pub(super) fn read(layer: &Layer, table: &str) -> Result<Option<Self>, DataError> {
        let Some(file) = layer.file(table)? else { return Ok(None) };
        let (mut headers, mut rows, mut broken) = (None, Vec::new(), Vec::new());
        let mut reader = Rows::new(file.body());
        let mut cells = Vec::new();
        loop {
            match reader.next_into(&mut cells) {
                Ok(None) => break,
                Ok(Some(line)) => {
                    let row: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
                    match headers.as_ref().map(Vec::len) {
                        None => headers = Some(row),
                        Some(columns) if columns != row.len() => broken.push(file.ragged(line, row.len(), columns)),
                        Some(_) => rows.push((line, row)),
                    }
                }
                // What follows a broken quote cannot be told apart.
                Err(error) => {
                    broken.push(file.malformed(error));
                    break;
                }
            }
        }
        drop(cells);
        Ok(Some(RawFile { headers: headers.unwrap_or_default(), rows, broken, file }))
    }

    /// A cell of a row, by the name of its column.
    pub(super) fn cell<'r>(&self, row: &'r [String], column: &str) -> Option<&'r str> {
        row.get(self.headers.iter().position(|header| header == column)?).map(String::as_str)
    }
}

/// A table as text, overlays applied.
#[derive(Debug, Clone)]
pub struct RawRows {
    /// The columns of the schema.
    pub columns: Vec<String>,
    /// Whether each of them holds numbers.
    pub numeric: Vec<bool>,
    /// The rows in force.
    pub rows: Vec<RawRow>,
}

/// A row as text.
#[derive(Debug, Clone)]
pub struct RawRow {
    /// A cell for each column of the schema.
    pub cells: Vec<String>,
    /// The overlay that brought it.
    pub overlay: Option<Arc<str>>,
}

/// Reads a table from every layer. A later layer replaces rows with its key, as the typed reading does.
pub(super) fn rows(layers: &[Layer], table: &str) -> Result<RawRows, DataError> {
    let schemas = schemas()?;
    let empty = TableSchema::default();
    let schema =
        schemas.resources.iter().find(|resource| resource.name == table).map_or(&empty, |resource| &resource.schema);
    let columns: Vec<String> = schema.fields.iter().map(|field| field.name.clone()).collect();
    // An alias of an overlay replaces all rows of earlier layers with that name, whatever they mean.
    let replacing = if is_alias_table(table) { 1 } else { schema.primary_key.len() };
    let keys: Vec<usize> = schema
        .primary_key
        .iter()
        .take(replacing)
        .filter_map(|key| columns.iter().position(|column| column == key))
        .collect();
    let mut rows: Vec<RawRow> = Vec::new();
    for layer in layers {
        let Some(raw) = RawFile::read(layer, table)? else { continue };
        if let Some(broken) = raw.broken.first() {
            return Err(broken.clone());
        }
        let places: Vec<Option<usize>> =
            columns.iter().map(|column| raw.headers.iter().position(|header| header == column)).collect();
        let takes_notes = layer.is_overlay() && is_alias_table(table);
        for (_, record) in &raw.rows {
            if takes_notes && raw.cell(record, "id").is_some_and(str::is_empty) {
                continue;
            }
            let cells: Vec<String> =
                places.iter().map(|at| at.and_then(|at| record.get(at)).cloned().unwrap_or_default()).collect();
            let row = RawRow { cells, overlay: layer.name() };
            let is_twin = |earlier: &RawRow| {
                let same_layer = match (&earlier.overlay, &row.overlay) {
                    (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                    _ => false,
                };
                row.overlay.is_some()
                    && !(same_layer && is_alias_table(table))
                    && keys.iter().all(|at| earlier.cells.get(*at) == row.cells.get(*at))
            };
            match rows.iter().position(is_twin) {
                Some(at) => {
                    let behind = rows.split_off(at + 1);
                    let behind: Vec<RawRow> = behind.into_iter().filter(|earlier| !is_twin(earlier)).collect();
                    rows.truncate(at);
                    rows.push(row);
                    rows.extend(behind);
                }
                None => rows.push(row),
            }
        }
    }
    let numeric = schema.fields.iter().map(|field| matches!(field.kind.as_str(), "number" | "integer")).collect();
    Ok(RawRows { columns, numeric, rows })
}
