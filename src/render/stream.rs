//! Writes answers whose rows are made piece by piece, so that a long answer takes little memory.

use std::io::Write;

use super::error::{RenderError, StreamError};
use super::format::Format;
use super::options::RenderOptions;
use super::{delimited, json};
use crate::answer::{Answer, Table};

/// Writes an answer as CSV, TSV, JSON or JSON lines, with the rows of `tables`, which have the same data columns. The bytes are
/// those that [`render`](super::render) makes of the answer with all rows. Of a JSON document nothing is escaped for a terminal.
///
/// # Errors
/// The first error of a table, of rendering it, or of the sink.
pub fn write_pieces<E>(
    answer: &Answer,
    tables: impl IntoIterator<Item = Result<Table, E>>,
    options: &RenderOptions,
    mut sink: impl Write,
) -> Result<(), StreamError<E>> {
    let mut tables = tables.into_iter();
    // The columns of nested values are known from a row.
    let mut taken = Vec::new();
    for table in tables.by_ref() {
        let table = table.map_err(StreamError::Rows)?;
        let has_rows = !table.rows.is_empty();
        taken.push(table);
        if has_rows {
            break;
        }
    }
    let example = taken.last().cloned().unwrap_or_default();
    let columns = Table { rows: example.rows.into_iter().take(1).collect(), columns: example.columns };
    let tables = taken.into_iter().map(Ok).chain(tables);
    match options.format {
        Format::Json => json::write_document(answer, &columns, tables, options, &mut sink)?,
        Format::Jsonl => write_rows(tables, &mut sink, |table| json::lines(table, options))?,
        format => {
            let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
            sink.write_all(&delimited::header(&columns, delimiter, options)?).map_err(StreamError::Write)?;
            write_rows(tables, &mut sink, |table| delimited::rows(table, delimiter, options))?;
        }
    }
    sink.flush().map_err(StreamError::Write)
}

fn write_rows<E>(
    mut tables: impl Iterator<Item = Result<Table, E>>,
    sink: &mut impl Write,
    rows: impl Fn(&Table) -> Result<Vec<u8>, RenderError>,
) -> Result<(), StreamError<E>> {
    tables.try_for_each(|table| {
        let table = table.map_err(StreamError::Rows)?;
        sink.write_all(&rows(&table)?).map_err(StreamError::Write)
    })
}
