//! A file from its header to its last row.

use std::borrow::Cow;
use std::io::Write;

use super::clerk::Clerk;
use super::job::Job;
use super::tally::Tally;
use crate::pricing::PricingError;
use crate::render::neutralised;
use crate::tabular::{BYTE_ORDER_MARK, Delimiter, Input, Plan, Row, RowTail, quoted};

/// Why a file could not be priced to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file.
    #[error(transparent)]
    Rows(#[from] crate::tabular::Error),
    /// The pack.
    #[error(transparent)]
    Pricing(#[from] Box<PricingError>),
}

impl Job<'_> {
    /// Prices a file: its header and every row, as they are, each with what is appended to it.
    ///
    /// A row that has fewer cells than the header gets the missing delimiters first, so that what is appended stands under
    /// its heading. One that has more keeps its cells, and what is appended stands behind them.
    ///
    /// For a spreadsheet (`excel`) the file begins with a byte order mark, and cells that one would run as formulas get an
    /// apostrophe; it is the only case in which a cell is changed.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows; what was written before it is whole rows.
    pub fn run(
        &self,
        input: Input<'_>,
        plan: &Plan<'_>,
        mut sink: impl Write + Send,
        excel: bool,
    ) -> Result<Tally, Error> {
        let is_utf8 = input.charset().0 == crate::tabular::Charset::UTF8;
        let mark = if excel || input.has_byte_order_mark() && is_utf8 { BYTE_ORDER_MARK } else { "" };
        let header =
            if excel { disarmed_header(self, &input) } else { input.header().with(self.header(), input.delimiter()) };
        let width = input.header().names().len();
        sink.write_all(mark.as_bytes()).and_then(|()| sink.write_all(&header)).map_err(crate::tabular::Error::Write)?;
        let clerks = input.transform(
            plan,
            sink,
            || self.clerk(),
            |clerk, rows, out| {
                if excel {
                    let mut changed = Vec::new();
                    return rows.each(|row| {
                        disarm(row, self.delimiter, &mut changed);
                        let appended = clerk.price(row)?;
                        if let Some(mut behind) = out.replace_row(row, &changed) {
                            self.pad(row, width, &mut behind);
                            appended.write(&mut behind);
                        }
                        Ok::<(), Error>(())
                    });
                }
                rows.each(|row| {
                    let appended = clerk.price(row)?;
                    if let Some(mut behind) = out.write_row(row) {
                        if row.is_ragged() {
                            self.pad(row, width, &mut behind);
                        }
                        appended.write(&mut behind);
                    }
                    Ok(())
                })
            },
        )?;
        Ok(together(clerks))
    }

    /// Prices a file for what it comes to, and writes nothing.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows.
    pub fn tally(&self, input: Input<'_>, plan: &Plan<'_>) -> Result<Tally, Error> {
        let clerks = input.fold(
            plan,
            || self.clerk(),
            |clerk, rows| rows.each(|row| clerk.price(row).map(drop).map_err(Error::from)),
        )?;
        Ok(together(clerks))
    }

    /// Ends the cells that a row lacks.
    #[cold]
    fn pad(&self, row: &Row<'_>, width: usize, behind: &mut RowTail<'_>) {
        for _ in row.len()..width {
            behind.push(&[self.delimiter.byte()]);
        }
    }
}

/// A row whose cells no spreadsheet runs.
pub(super) fn disarm(row: &Row<'_>, delimiter: Delimiter, into: &mut Vec<u8>) {
    into.clear();
    for column in 0..row.len() {
        if column > 0 {
            into.push(delimiter.byte());
        }
        let raw = row.raw(column).unwrap_or_default();
        let value = row.value(column).unwrap_or_default();
        let text = String::from_utf8_lossy(&value);
        match armed(&text) {
            Some(changed) => into.extend_from_slice(&quoted(changed.as_bytes(), delimiter)),
            None => into.extend_from_slice(raw),
        }
    }
}

/// A header whose names no spreadsheet runs, with what is appended. Blank lines before it are left out where a name changes.
pub(super) fn disarmed_header(job: &Job<'_>, input: &Input<'_>) -> Vec<u8> {
    if !input.header().names().iter().any(|name| armed(name).is_some()) {
        return input.header().with(job.header(), input.delimiter());
    }
    let mut bytes = Vec::new();
    for (at, name) in input.header().names().iter().enumerate() {
        if at > 0 {
            bytes.push(job.delimiter.byte());
        }
        bytes.extend_from_slice(&quoted(neutralised(name).as_bytes(), job.delimiter));
    }
    for name in job.header() {
        bytes.push(job.delimiter.byte());
        bytes.extend_from_slice(name.as_bytes());
    }
    bytes.extend_from_slice(input.header().ending().as_bytes());
    bytes
}

/// A text that a spreadsheet would run, made harmless; `None` for any other, numbers with a sign among them.
fn armed(text: &str) -> Option<String> {
    let Cow::Owned(changed) = neutralised(text) else { return None };
    let unsigned = text.trim().trim_start_matches(['+', '-']);
    let is_number = unsigned.len() + 1 >= text.trim().len()
        && unsigned.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
        && unsigned.replace(',', "").trim_end_matches('%').parse::<f64>().is_ok();
    (!is_number).then_some(changed)
}

fn together(clerks: Vec<Clerk<'_, '_>>) -> Tally {
    let mut all = Tally::default();
    clerks.into_iter().for_each(|clerk| all.merge(clerk.finish()));
    all
}
