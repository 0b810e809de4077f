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
    let first = tables.next().transpose().map_err(StreamError::Rows)?.unwrap_or_default();
    let columns = Table { columns: first.columns.clone(), rows: first.rows.first().cloned().into_iter().collect() };
    let tables = std::iter::once(Ok(first)).chain(tables);
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
