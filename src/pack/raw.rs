//! Tables as text, to show a pack and to check one that may have errors.

use std::borrow::Cow;
use std::sync::Arc;

use super::delimited::Rows;
use super::descriptor::{TableSchema, schemas};
use super::error::DataError;
use super::file::SourceFile;
use super::layer::Layer;
use super::overlaid::{Layered, Overlaid, write_key};
use super::records::is_alias_table;

/// The cells of one file.
pub(super) struct RawFile<'f> {
    pub(super) headers: Vec<String>,
    /// The line of each row.
    lines: Vec<u64>,
    /// The cells of all rows, as many for each row as there are headers.
    cells: Vec<Cow<'f, str>>,
    /// The errors of rows that are not in `cells`.
    pub(super) broken: Vec<DataError>,
}

impl<'f> RawFile<'f> {
    /// Reads the cells of a file. A row whose number of cells is wrong is left out and reported in `broken`.
    pub(super) fn parse(file: &'f SourceFile) -> Self {
        let mut raw = RawFile { headers: Vec::new(), lines: Vec::new(), cells: Vec::new(), broken: Vec::new() };
        let mut reader = Rows::new(file.body());
        let mut cells = Vec::new();
        loop {
            match reader.next_into(&mut cells) {
                Ok(None) => break,
                Ok(Some(_)) if raw.headers.is_empty() => raw.headers = cells.iter().map(ToString::to_string).collect(),
                Ok(Some(line)) if cells.len() != raw.headers.len() => {
                    raw.broken.push(file.ragged(line, cells.len(), raw.headers.len()));
                }
                Ok(Some(line)) => {
                    raw.lines.push(line);
                    raw.cells.append(&mut cells);
                }
                // After a wrong quote, the rest of the file has no certain cells.
                Err(error) => {
                    raw.broken.push(file.malformed(error));
                    break;
                }
            }
        }
        raw
    }

    /// The line and the cells of each row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, &[Cow<'f, str>])> {
        self.lines.iter().copied().zip(self.cells.chunks(self.headers.len().max(1)))
    }

    /// The index of a column.
    pub(super) fn column_index(&self, column: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == column)
    }
}

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
    /// The overlay of the row; `None` for the pack itself.
    pub overlay: Option<Arc<str>>,
}

/// Reads a table from every layer. Rows are replaced as in [`Table`](super::table::Table).
pub(super) fn rows(layers: &[Layer], table: &str) -> Result<RawRows, DataError> {
    let schemas = schemas()?;
    let empty = TableSchema::default();
    let schema = schemas.resource(table).map_or(&empty, |resource| &resource.schema);
    let columns: Vec<String> = schema.fields.iter().map(|field| field.name.clone()).collect();
    let keys: Vec<usize> =
        schema.primary_key.iter().filter_map(|key| columns.iter().position(|column| column == key)).collect();
    let mut overlaid = Overlaid::new(table);
    for layer in layers {
        let Some(file) = layer.read_table(table)? else { continue };
        let raw = RawFile::parse(&file);
        if let Some(broken) = raw.broken.first() {
            return Err(broken.clone());
        }
        let places: Vec<Option<usize>> = columns.iter().map(|column| raw.column_index(column)).collect();
        let id = raw.column_index("id").filter(|_| layer.is_overlay() && is_alias_table(table));
        let mut rows = Vec::new();
        for (_, record) in raw.rows() {
            if id.and_then(|id| record.get(id)).is_some_and(|id| id.is_empty()) {
                continue;
            }
            let cell =
                |at: &Option<usize>| at.and_then(|at| record.get(at)).map(ToString::to_string).unwrap_or_default();
            let cells: Vec<String> = places.iter().map(cell).collect();
            let mut key = String::new();
            write_key(table, keys.iter().filter_map(|at| cells.get(*at)).map(String::as_str), &mut key);
            rows.push(KeyedRow { key, row: RawRow { cells, overlay: layer.name() } });
        }
        overlaid.extend(rows);
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
    fn overlay(&self) -> Option<&Arc<str>> {
        self.row.overlay.as_ref()
    }

    fn write_key(&self, key: &mut String) {
        key.clone_from(&self.key);
    }
}
