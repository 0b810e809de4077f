//! A column of places or of texts of pay on its own: what each is read as, for joins on the text.

use std::collections::HashMap;
use std::io::Write;

use foldhash::fast::RandomState;

use super::job::Job;
use super::market_column::MarketColumn;
use super::pay_cell::explained;
use super::pay_unit::DecidedBy;
use super::row_words::is_total;
use super::run::{Error, disarm, disarmed_header};
use super::status::Status;
use super::unmatched::Unmatched;
use crate::pay::{Defaults, Pay, PayText, read};
use crate::tabular::{BYTE_ORDER_MARK, Input, Plan, Row, quoted};

/// What the only column that is asked for has in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MappingOf {
    /// Places, to be joined with cities.
    Places,
    /// Texts of pay.
    Pay,
}

impl MappingOf {
    /// What is appended unless other columns are asked for.
    #[must_use]
    pub fn columns(self) -> &'static [MarketColumn] {
        match self {
            MappingOf::Places => &[MarketColumn::CityId, MarketColumn::City, MarketColumn::Status],
            MappingOf::Pay => &[
                MarketColumn::PayLow,
                MarketColumn::PayHigh,
                MarketColumn::PayCurrency,
                MarketColumn::PayPeriod,
                MarketColumn::PayMonths,
                MarketColumn::PayAnnual,
                MarketColumn::Status,
            ],
        }
    }
}

/// How many rows of a mapping were understood, and what was not.
#[derive(Debug, Default)]
pub struct MappingTally {
    /// All rows.
    pub rows: u64,
    /// Rows whose place is a city of the pack, or whose pay was read.
    pub understood: u64,
    /// The texts that were not, where they are asked for.
    pub unmatched: Unmatched,
}

/// Bytes of texts and of what they are read as that a worker remembers; then it forgets all.
const REMEMBERED: usize = 1 << 20;

/// What a text is read as.
#[derive(Debug, Default)]
struct Known {
    /// The cells that are appended, each behind a delimiter.
    cells: Box<[u8]>,
    understood: bool,
    /// Whether the text should have been understood.
    unmatched: bool,
}

struct Mapper<'j, 'p> {
    job: &'j Job<'p>,
    of: MappingOf,
    column: usize,
    /// Whether it is the only column of the file.
    alone: bool,
    defaults: Defaults,
    known: HashMap<Box<[u8]>, Known, RandomState>,
    held: usize,
    tally: MappingTally,
}

impl<'p> Job<'p> {
    /// Appends to each row what the place or the pay in one of its columns is read as. Rows keep their order and cells.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows.
    pub fn map(
        &self,
        of: MappingOf,
        column: usize,
        input: Input<'_>,
        plan: &Plan<'_>,
        mut sink: impl Write + Send,
        excel: bool,
    ) -> Result<MappingTally, Error> {
        let is_utf8 = input.charset().0 == crate::tabular::Charset::UTF8;
        let mark = if excel || input.has_byte_order_mark() && is_utf8 { BYTE_ORDER_MARK } else { "" };
        let width = input.header().names().len();
        let header =
            if excel { disarmed_header(self, &input) } else { input.header().with(self.header(), input.delimiter()) };
        sink.write_all(mark.as_bytes()).and_then(|()| sink.write_all(&header)).map_err(crate::tabular::Error::Write)?;
        let mappers = input.transform(
            plan,
            sink,
            || self.mapper(of, column, width == 1),
            |mapper, rows, out| {
                let mut changed = Vec::new();
                rows.each(|row| {
                    let behind = if excel {
                        disarm(row, self.delimiter, &mut changed);
                        out.replace_row(row, &changed)
                    } else {
                        out.write_row(row)
                    };
                    let cells = mapper.cells(row);
                    if let Some(mut behind) = behind {
                        (row.len()..width).for_each(|_| behind.push(&[self.delimiter.byte()]));
                        behind.push(cells);
                    }
                    Ok::<(), Error>(())
                })
            },
        )?;
        let mut all = MappingTally::default();
        for mapper in mappers {
            all.rows += mapper.tally.rows;
            all.understood += mapper.tally.understood;
            all.unmatched.merge(mapper.tally.unmatched);
        }
        Ok(all)
    }

    fn mapper(&self, of: MappingOf, column: usize, alone: bool) -> Mapper<'_, 'p> {
        let defaults = self.bare();
        Mapper {
            job: self,
            of,
            column,
            alone,
            defaults,
            known: HashMap::default(),
            held: 0,
            tally: MappingTally::default(),
        }
    }
}

impl Mapper<'_, '_> {
    /// What is appended to a row.
    fn cells(&mut self, row: &Row<'_>) -> &[u8] {
        // No cell is a quote alone.
        let key = if row.is_ragged() { b"\"" } else { row.raw(self.column).unwrap_or_default() };
        let text = row.value(self.column).unwrap_or_default();
        if !self.known.contains_key(key) {
            self.learn(key, &String::from_utf8_lossy(&text));
        }
        let Some(known) = self.known.get(key) else { return &[] };
        self.tally.rows += 1;
        self.tally.understood += u64::from(known.understood);
        if known.unmatched && self.job.terms.counting.unmatched {
            let text = String::from_utf8_lossy(&text);
            match self.of {
                MappingOf::Places => self.tally.unmatched.cities.add(self.job.titles.places().city_part(&text), 1),
                MappingOf::Pay => self.tally.unmatched.pay.add(&text, 1),
            }
        }
        &known.cells
    }

    fn learn(&mut self, key: &[u8], text: &str) {
        if self.held > REMEMBERED {
            self.known.clear();
            self.held = 0;
        }
        let known = if key == b"\"" { self.without(Status::RaggedRow) } else { self.understand(text) };
        self.held += key.len() + known.cells.len() + size_of::<(Box<[u8]>, Known)>();
        self.known.insert(key.into(), known);
    }

    fn understand(&self, text: &str) -> Known {
        match self.of {
            MappingOf::Places if text.trim().is_empty() => {
                let status = if self.alone { Status::BlankRow } else { Status::UnknownCity };
                Known { unmatched: false, ..self.without(status) }
            }
            MappingOf::Places => match self.job.titles.places().read(text) {
                Ok((city, _)) => {
                    let cell = |column| match column {
                        MarketColumn::CityId => city.to_owned(),
                        MarketColumn::City => self.job.labels.city(city).to_owned(),
                        _ => String::new(),
                    };
                    Known { cells: self.appended(cell, "matched"), understood: true, unmatched: false }
                }
                Err(_) if is_total(text) => self.without(Status::TotalRow),
                Err(_) => self.without(Status::UnknownCity),
            },
            MappingOf::Pay => match read(text, &self.defaults) {
                // Pay after tax is no pay to compare, whether the text says so or the header.
                Ok(PayText::Stated(_)) if self.job.unit.net => self.without(Status::UnreadablePay),
                Ok(PayText::Stated(pay)) => self.pay(&pay),
                Ok(PayText::NotStated) => self.without(Status::PayNotStated),
                Err(_) if is_total(text) => self.without(Status::TotalRow),
                Err(_) => self.without(Status::UnreadablePay),
            },
        }
    }

    fn pay(&self, pay: &Pay) -> Known {
        let Ok(annual) = pay.annual(&self.job.terms.conventions) else { return self.without(Status::UnreadablePay) };
        let unit = &self.job.unit;
        let by = |states: bool, decided: DecidedBy| if states { DecidedBy::Cell } else { decided };
        let by = (by(pay.states_currency(), unit.currency_by), by(pay.states_period(), unit.period_by));
        let cell = |column| explained(column, pay, || annual.midpoint(), by);
        let status = if annual.midpoint().is_some() { "read" } else { Status::OpenEndedPay.as_str() };
        Known { cells: self.appended(cell, status), understood: true, unmatched: false }
    }

    fn without(&self, status: Status) -> Known {
        let unmatched = matches!(status, Status::UnknownCity | Status::UnreadablePay);
        Known { cells: self.appended(|_| String::new(), status.as_str()), understood: status.is_complete(), unmatched }
    }

    /// The cells of all columns, each behind a delimiter.
    fn appended(&self, cell: impl Fn(MarketColumn) -> String, status: &str) -> Box<[u8]> {
        let mut cells = Vec::new();
        for column in &self.job.appended {
            let text = if *column == MarketColumn::Status { status.to_owned() } else { cell(*column) };
            cells.push(self.job.delimiter.byte());
            cells.extend_from_slice(&quoted(text.as_bytes(), self.job.delimiter));
        }
        cells.into()
    }
}
