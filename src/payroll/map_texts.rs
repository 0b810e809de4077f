//! Appends to each row how the place or pay text of one column is understood, in a file without titles.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;

use foldhash::fast::RandomState;

use super::error::Error;
use super::file_pricer::FilePricer;
use super::market_column::MarketColumn;
use super::pay_columns::pay_column_text;
use super::status::Status;
use crate::names::NoCity;
use crate::people::{NoPay, PayCell, RowPayReader, RowUnit, Unmatched, is_total};
use crate::tabular::{self, Input, ProcessOptions, Row, quoted};

/// What the texts of a mapping are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MappedText {
    /// Places, which are matched with cities.
    Places,
    /// Pay.
    Pay,
}

impl MappedText {
    /// The columns that are appended unless others are asked for.
    pub(crate) fn columns(self) -> &'static [MarketColumn] {
        match self {
            MappedText::Places => &[MarketColumn::CityId, MarketColumn::City, MarketColumn::Status],
            MappedText::Pay => &[
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

/// The status of a place that names a city.
pub(super) const MATCHED: &str = "matched";
/// The status of pay that was read.
pub(super) const READ: &str = "read";

/// How many rows of a mapping were understood, and which texts were not.
#[derive(Debug, Default)]
pub(crate) struct MappingTally {
    /// All rows.
    pub(crate) rows: u64,
    /// Rows with a city of the pack, with pay that was read, or with a text that states no pay; also total and blank rows.
    pub(crate) understood: u64,
    /// The texts that were not understood, where they are asked for.
    pub(crate) unmatched: Unmatched,
}

/// The most bytes of texts and appended cells that the cache of a worker holds before it is emptied.
const MAX_CACHE_BYTES: usize = 1 << 20;

/// The cache key of ragged rows. No cell is a single quote character.
const RAGGED_KEY: &[u8] = b"\"";

/// How a text is understood.
#[derive(Debug, Default)]
struct Understood {
    /// The appended cells, each with a delimiter before it.
    cells: Box<[u8]>,
    /// Whether the row counts in [`MappingTally::understood`].
    is_understood: bool,
    /// Whether the text is counted as one that was not understood.
    is_unmatched: bool,
}

/// One worker on a mapping.
struct TextMapper<'f, 'p> {
    file_pricer: &'f FilePricer<'p>,
    texts: MappedText,
    column: usize,
    /// Other columns by which the text is read: the currency beside an amount.
    beside: Vec<usize>,
    /// Whether the file has no other column.
    is_only_column: bool,
    pay_reader: RowPayReader<'f>,
    key: Vec<u8>,
    cache: HashMap<Box<[u8]>, Understood, RandomState>,
    cached_bytes: usize,
    tally: MappingTally,
}

impl<'p> FilePricer<'p> {
    /// Appends to each row how the place or the pay in a column is understood. Rows keep their order and cells.
    ///
    /// # Errors
    /// The first [`Error`] in the order of rows.
    pub(crate) fn map(
        &self,
        texts: MappedText,
        column: usize,
        input: Input<'_>,
        process: &ProcessOptions,
        mut sink: impl Write + Send,
        excel: bool,
    ) -> Result<MappingTally, Error> {
        let own = self.own_cells(&input, excel);
        let is_only_column = input.header().names().len() == self.replaced.len() + 1;
        own.write_header(&mut sink, &input, self.header()).map_err(tabular::Error::Write)?;
        let workers = input.transform(
            process,
            sink,
            || TextMapper::new(self, texts, column, is_only_column),
            |mapper, rows, out| {
                let mut changed = Vec::new();
                rows.each(|row| {
                    let tail = if own.changes_rows() {
                        own.write(row, &mut changed);
                        out.replace_row(row, &changed)
                    } else {
                        out.write_row(row)
                    };
                    let cells = mapper.cells(row);
                    if let Some(mut tail) = tail {
                        if row.is_ragged() {
                            own.add_missing(row, &mut tail);
                        }
                        tail.push(cells);
                    }
                    Ok::<(), Error>(())
                })
            },
        )?;
        let mut all = MappingTally::default();
        for worker in workers {
            all.rows += worker.tally.rows;
            all.understood += worker.tally.understood;
            all.unmatched.merge(worker.tally.unmatched);
        }
        Ok(all)
    }
}

impl<'f, 'p> TextMapper<'f, 'p> {
    fn new(file_pricer: &'f FilePricer<'p>, texts: MappedText, column: usize, is_only_column: bool) -> Self {
        let beside = file_pricer.columns.of_pay().filter(|at| texts == MappedText::Pay && *at != column);
        TextMapper {
            file_pricer,
            texts,
            column,
            beside: beside.collect(),
            is_only_column,
            pay_reader: file_pricer.pay_reader(),
            key: Vec::new(),
            cache: HashMap::default(),
            cached_bytes: 0,
            tally: MappingTally::default(),
        }
    }

    /// The cells that are appended to a row.
    fn cells(&mut self, row: &Row<'_>) -> &[u8] {
        let key = self.key_of(row);
        let text = row.value(self.column).unwrap_or_default();
        if !self.cache.contains_key(&*key) {
            self.add_to_cache(&key, row, &String::from_utf8_lossy(&text));
        }
        let Some(understood) = self.cache.get(&*key) else { return &[] };
        self.tally.rows += 1;
        self.tally.understood += u64::from(understood.is_understood);
        if understood.is_unmatched && self.file_pricer.options.counts.unmatched {
            let text = String::from_utf8_lossy(&text);
            let unmatched = &mut self.tally.unmatched;
            match self.texts {
                MappedText::Places => unmatched.cities.add(self.file_pricer.titles.places().city_part(&text), 1),
                MappedText::Pay => unmatched.pay.add(&text, 1),
            }
        }
        &understood.cells
    }

    /// What a row is cached by: the cells by which it is read.
    fn key_of<'r>(&mut self, row: &'r Row<'_>) -> Cow<'r, [u8]> {
        let text = row.raw(self.column).unwrap_or_default();
        if row.is_ragged() {
            return Cow::Borrowed(RAGGED_KEY);
        }
        if self.beside.is_empty() {
            return Cow::Borrowed(text);
        }
        self.key.clear();
        for cell in self.beside.iter().map(|column| row.raw(*column).unwrap_or_default()).chain([text]) {
            self.key.extend_from_slice(&(cell.len() as u64).to_le_bytes());
            self.key.extend_from_slice(cell);
        }
        Cow::Owned(self.key.clone())
    }

    fn add_to_cache(&mut self, key: &[u8], row: &Row<'_>, text: &str) {
        if self.cached_bytes > MAX_CACHE_BYTES {
            self.cache.clear();
            self.cached_bytes = 0;
        }
        let understood = if key == RAGGED_KEY { self.without(Status::RaggedRow) } else { self.understand(row, text) };
        self.cached_bytes += key.len() + understood.cells.len() + size_of::<(Box<[u8]>, Understood)>();
        self.cache.insert(key.into(), understood);
    }

    fn understand(&mut self, row: &Row<'_>, text: &str) -> Understood {
        match self.texts {
            MappedText::Places if text.trim().is_empty() => {
                let status = if self.is_only_column { Status::BlankRow } else { Status::UnknownCity };
                Understood { is_unmatched: false, ..self.without(status) }
            }
            MappedText::Places => match self.file_pricer.titles.places().read(text) {
                Ok((city, _)) => {
                    let cell = |column| match column {
                        MarketColumn::CityId => city.to_owned(),
                        MarketColumn::City => self.file_pricer.labels.city(city).to_owned(),
                        _ => String::new(),
                    };
                    Understood { cells: self.appended(cell, MATCHED), is_understood: true, is_unmatched: false }
                }
                Err(_) if is_total(text) => self.without(Status::TotalRow),
                Err(NoCity::TwoCities) => self.without(Status::TwoCities),
                Err(NoCity::Ambiguous) => self.without(Status::AmbiguousCity),
                Err(_) => self.without(Status::UnknownCity),
            },
            MappedText::Pay => match self.pay_reader.read(row, &mut |_| {}) {
                Err(_) => self.without(Status::CurrencyWithoutRate),
                Ok((PayCell::Nothing(NoPay::NotStated), _)) => self.without(Status::PayNotStated),
                Ok((PayCell::Nothing(_), _)) if is_total(text) => self.without(Status::TotalRow),
                Ok((PayCell::Nothing(NoPay::AmbiguousSign), _)) => self.without(Status::UnreadablePay),
                Ok((PayCell::Nothing(reason), _)) => self.without(reason.into()),
                Ok((read, unit)) => self.pay(&read, &unit),
            },
        }
    }

    fn pay(&self, read: &PayCell, unit: &RowUnit) -> Understood {
        let Some(by) = read.currency_by(unit).zip(read.period_by(unit)) else {
            return self.without(Status::UnreadablePay);
        };
        let (pay, annual) = match *read {
            PayCell::Stated { pay, annual, .. } => (pay, Some(annual.mid)),
            PayCell::Open(pay) => (pay, None),
            PayCell::Whole(..) | PayCell::Nothing(_) => return self.without(Status::UnreadablePay),
        };
        let cell = |column| pay_column_text(column, &pay, || annual, by);
        let status = if annual.is_some() { READ } else { Status::OpenEndedPay.as_str() };
        Understood { cells: self.appended(cell, status), is_understood: true, is_unmatched: false }
    }

    /// A text that is not understood, for the reason that the status names.
    fn without(&self, status: Status) -> Understood {
        Understood {
            cells: self.appended(|_| String::new(), status.as_str()),
            is_understood: status.needs_no_attention(),
            is_unmatched: matches!(
                status,
                Status::UnknownCity
                    | Status::TwoCities
                    | Status::AmbiguousCity
                    | Status::UnreadablePay
                    | Status::NetPay
            ),
        }
    }

    /// The cells of all appended columns, each with a delimiter before it.
    fn appended(&self, cell: impl Fn(MarketColumn) -> String, status: &str) -> Box<[u8]> {
        let mut cells = Vec::new();
        for column in &self.file_pricer.appended {
            let text = if *column == MarketColumn::Status { status.to_owned() } else { cell(*column) };
            cells.push(self.file_pricer.delimiter.byte());
            cells.extend_from_slice(&quoted(text.as_bytes(), self.file_pricer.delimiter));
        }
        cells.into()
    }
}
