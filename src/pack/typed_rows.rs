//! Reads the rows of a file into structs.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::cells;
use super::delimited::Rows;
use super::descriptor::schema;
use super::error::DataError;
use super::file::{SourceFile, without_byte_order_mark};
use super::layer::Layer;
use super::ragged::ragged;
use super::record::{Origin, Record};
use super::records::{Resource, is_alias_table};

/// The rows of a file of a layer.
///
/// # Errors
/// [`DataError`] for the first header or cell that is wrong.
pub(super) fn typed_rows<R: Resource>(layer: &Layer, file: &SourceFile) -> Result<Vec<Record<R>>, DataError> {
    match &file.text {
        // Text in the binary lives as long as the program and is not copied.
        Cow::Borrowed(text) => rows(layer, file, without_byte_order_mark(text), |cell| match cell {
            // Almost every cell. `Cow::clone` would be a call, because it is not inlined.
            Cow::Borrowed(cell) => Cow::Borrowed(*cell),
            Cow::Owned(cell) => Cow::Owned(cell.clone()),
        }),
        Cow::Owned(_) => rows(layer, file, file.body(), |cell| Cow::Owned(cell.to_string())),
    }
}

/// Reads the rows of `text`, which is the body of `file`. `keep` makes a cell outlive the text.
fn rows<'t, R: Resource>(
    layer: &Layer,
    file: &SourceFile,
    text: &'t str,
    keep: impl Fn(&Cow<'t, str>) -> Cow<'static, str> + Copy,
) -> Result<Vec<Record<R>>, DataError> {
    let mut reader = Rows::new(text);
    let mut cells = Vec::new();
    reader.next_into(&mut cells).map_err(|error| file.malformed(error))?;
    let headers: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
    let takes_notes = layer.is_overlay() && is_alias_table(R::NAME);
    let (columns, fields) = fields::<R>(file, &headers, takes_notes)?;
    let id = headers.iter().position(|header| takes_notes && header == "id");
    // There is at most one row for each line feed, so that the vector never grows.
    let mut rows = Vec::with_capacity(memchr_iter(b'\n', text.as_bytes()).count());
    while let Some(line) = reader.next_into(&mut cells).map_err(|error| file.malformed(error))? {
        if cells.len() != headers.len() {
            return Err(ragged(R::NAME, file, line, &cells, &headers));
        }
        if id.and_then(|id| cells.get(id)).is_some_and(|id| id.is_empty()) {
            continue;
        }
        let kept = columns.iter().filter_map(|at| cells.get(*at)).map(keep);
        let row = cells::read_row(kept, &fields).map_err(|error| {
            if let Some(column) = error.missing_column {
                return missing_column(R::NAME, file, column);
            }
            let at = error.at.and_then(|at| columns.get(at)).copied().unwrap_or(usize::MAX);
            let remedy = "correct the cell; `payband pack check` finds every bad one";
            let mut out = DataError::file(&file.name, error.problem, remedy).at(line);
            if let (Some(column), Some(value)) = (headers.get(at), cells.get(at)) {
                out = out.in_column(column).with_value(value.to_string());
            }
            file.in_own_text(out)
        })?;
        rows.push(Record { row, origin: Origin { overlay: layer.overlay_name(), is_shared: layer.is_shared(), line } });
    }
    Ok(rows)
}

/// The error for a column that every row of a table needs, in an overlay too.
fn missing_column(table: &str, file: &SourceFile, column: &str) -> DataError {
    let fields = schema(table).map(|schema| schema.fields.as_slice()).unwrap_or_default();
    let meaning = fields.iter().find(|field| field.name == column).map(|field| field.description.as_str());
    let remedy = format!("add it; it holds: {}", meaning.unwrap_or(column));
    DataError::file(&file.name, "the column is missing", remedy).at(1).in_column(column)
}

/// The indices of the columns that are read, and for each the index of its field in the row type.
fn fields<R: Resource>(
    file: &SourceFile,
    headers: &[String],
    takes_notes: bool,
) -> Result<(Vec<usize>, Vec<usize>), DataError> {
    let columns = cells::columns_of::<R>();
    let (mut read, mut fields) = (Vec::with_capacity(headers.len()), Vec::with_capacity(headers.len()));
    for (at, header) in headers.iter().enumerate() {
        let field = columns.iter().position(|column| column == header);
        if field.is_none() && takes_notes {
            continue;
        }
        let error = |problem, remedy: &str| DataError::file(&file.name, problem, remedy).at(1).in_column(header);
        let Some(field) = field else {
            let remedy = format!("rename or remove it; the columns are {}", columns.join(", "));
            return Err(error("no such column in this table", &remedy));
        };
        if fields.contains(&field) {
            return Err(error("the column occurs twice", "remove one of the two"));
        }
        read.push(at);
        fields.push(field);
    }
    Ok((read, fields))
}
