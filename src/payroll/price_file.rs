//! Prices a file from its header to its last row.

use std::io::Write;

use super::earlier_run::status_column;
use super::error::Error;
use super::file_pricer::FilePricer;
use super::key_cache::BATCH;
use super::output::OwnCells;
use super::row_pricer::{AppendedCells, RowPricer};
use super::tally::Tally;
use crate::tabular::{self, Input, ProcessOptions, Row, RowWriter};

impl FilePricer<'_> {
    /// Prices a file: writes its header and every row as they are, each with the appended columns.
    ///
    /// A row with fewer cells than the header gets the missing delimiters, so that the appended cells stand under their
    /// headings. A row with more cells keeps them, and the appended cells follow.
    ///
    /// For a spreadsheet (`excel`) the output begins with a byte order mark, and cells that would run as formulas get an
    /// apostrophe. In no other case is a cell changed; the columns that an earlier run appended are left out.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows. What was written before it is whole rows.
    pub fn run(
        &self,
        input: Input<'_>,
        process: &ProcessOptions,
        mut sink: impl Write + Send,
        excel: bool,
    ) -> Result<Tally, Error> {
        let own = self.own_cells(&input, excel);
        own.write_header(&mut sink, &input, self.header()).map_err(tabular::Error::Write)?;
        let workers = input.transform(
            process,
            sink,
            || RowPricer::new(self),
            |pricer, rows, out| {
                if own.changes_rows() {
                    let mut changed = Vec::new();
                    return rows.each(|row| {
                        let is_known = own.write(row, &mut changed);
                        count_if_ragged(&own, row, is_known, pricer);
                        let appended = pricer.price(row)?;
                        if let Some(mut tail) = out.replace_row(row, &changed) {
                            own.add_missing(row, &mut tail);
                            appended.write(&mut tail);
                        }
                        Ok::<(), Error>(())
                    });
                }
                if !pricer.has_many_keys() {
                    return rows.each(|row| {
                        count_if_ragged(&own, row, true, pricer);
                        write_row(&own, row, &pricer.price(row)?, out);
                        Ok(())
                    });
                }
                rows.each_batch::<BATCH, Error>(|rows| {
                    let entries = pricer.cached_entries(rows);
                    for (number, row) in rows.iter().enumerate() {
                        count_if_ragged(&own, row, true, pricer);
                        write_row(&own, row, &pricer.price_found(row, &entries, number)?, out);
                    }
                    Ok(())
                })
            },
        )?;
        Ok(merged(workers))
    }

    /// How the cells of a file are written.
    pub(super) fn own_cells(&self, input: &Input<'_>, excel: bool) -> OwnCells<'_> {
        let headers = input.header().names();
        let status = status_column(headers, &self.replaced);
        OwnCells { replaced: &self.replaced, status, excel, delimiter: self.delimiter, columns: headers.len() }
    }

    /// Prices a file for its counts, and writes nothing.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows.
    pub fn tally(&self, input: Input<'_>, process: &ProcessOptions) -> Result<Tally, Error> {
        let workers = input.fold(
            process,
            || RowPricer::new(self),
            |pricer, rows| rows.each(|row| pricer.price(row).map(drop).map_err(Error::from)),
        )?;
        Ok(merged(workers))
    }
}

/// Counts a row if it has more or fewer cells than the header. `is_known` tells whether the cells of an earlier run were found in it.
#[inline(always)]
fn count_if_ragged(own: &OwnCells<'_>, row: &Row<'_>, is_known: bool, pricer: &mut RowPricer<'_, '_>) {
    if row.is_ragged() {
        count_ragged(own, row, is_known, pricer);
    }
}

#[cold]
#[inline(never)]
fn count_ragged(own: &OwnCells<'_>, row: &Row<'_>, is_known: bool, pricer: &mut RowPricer<'_, '_>) {
    let ragged = &mut pricer.tally.ragged;
    ragged.longer += u64::from(row.len() > own.columns);
    ragged.kept_whole += u64::from(!is_known);
}

/// Writes a row as it is, with the cells that are appended.
#[inline(always)]
fn write_row(own: &OwnCells<'_>, row: &Row<'_>, appended: &AppendedCells<'_, '_, '_>, out: &mut RowWriter<'_>) {
    if let Some(mut tail) = out.write_row(row) {
        if row.is_ragged() {
            own.add_missing(row, &mut tail);
        }
        appended.write(&mut tail);
    }
}

fn merged(workers: Vec<RowPricer<'_, '_>>) -> Tally {
    let mut all = Tally::default();
    workers.into_iter().for_each(|worker| all.merge(worker.finish()));
    all
}
