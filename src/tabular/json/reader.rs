//! Makes CSV of JSON objects.

use std::collections::HashMap;
use std::io::{self, Read};

use super::elements::{Arrangement, Element, Elements};
use super::object::{Member, cell_text, holds_columns, list_of_rows, read_members};
use crate::tabular::charset::{Charset, EncodingEvidence};
use crate::tabular::csv_text::CsvText;
use crate::tabular::error::{Error, JsonFault};
use crate::tabular::limits::{MAX_COLUMNS, MAX_ORIGINALS_LEN, READ_SIZE, SAMPLE_LEN};
use crate::tabular::options::ReadOptions;
use crate::tabular::original_rows::{KeptRows, OriginalCell, OriginalRow, OriginalRows};
use crate::tabular::source_lines::SourceLines;
use crate::tabular::utf8_source::Utf8Source;

/// Objects as CSV with commas, in UTF-8.
pub(in crate::tabular) struct JsonReader<'s> {
    elements: Elements<'s>,
    columns: Columns,
    /// The objects of the sample that have not been written.
    sample: std::vec::IntoIter<(u64, Box<str>)>,
    csv: CsvText,
    kept: KeptRows,
    rows: OriginalRows,
    lines: SourceLines,
    /// The bytes of the objects that are kept beside the block of CSV.
    originals_len: usize,
    /// Whether the sample holds all objects.
    sample_is_all: bool,
    ended: bool,
    failed: Option<Error>,
}

/// The columns: a key each.
#[derive(Debug, Default)]
struct Columns {
    keys: Vec<String>,
    places: HashMap<String, usize, foldhash::fast::RandomState>,
    /// For each column the number of the last row that had it, and the member there.
    met: Vec<(u64, usize)>,
    row: u64,
    /// The members of the last row that have no column.
    others: Vec<usize>,
}

impl<'s> JsonReader<'s> {
    /// Reads the first MiB, and finds the keys.
    ///
    /// # Errors
    /// [`Error::NoHeader`] where there is no object, [`Error::ListInObject`] and [`Error::ColumnsInObject`] where the only object
    /// holds the rows or the columns; and errors in
    /// the first MiB.
    pub(in crate::tabular) fn open(
        source: impl Read + Send + 's,
        arrangement: Arrangement,
        options: &ReadOptions,
        kept: KeptRows,
    ) -> Result<Self, Error> {
        let text = Utf8Source::open(source, options.charset)?;
        let elements = Elements::new(text, arrangement, options.row_limit, options.skipped_lines.unwrap_or(0))?;
        let mut reader = JsonReader {
            elements,
            columns: Columns::default(),
            sample: Vec::new().into_iter(),
            csv: CsvText::default(),
            kept,
            rows: OriginalRows::default(),
            lines: SourceLines::default(),
            originals_len: 0,
            sample_is_all: false,
            ended: false,
            failed: None,
        };
        reader.read_sample()?;
        if let ([(line, text)], true, Some(names_columns)) =
            (reader.sample.as_slice(), reader.sample_is_all, options.names_columns)
        {
            let only = || Element { text, line: *line, ends_line: false };
            if let Some(key) = list_of_rows(only(), names_columns) {
                return Err(Error::ListInObject { key });
            }
            if holds_columns(only(), names_columns) {
                return Err(Error::ColumnsInObject);
            }
        }
        Ok(reader)
    }

    fn read_sample(&mut self) -> Result<(), Error> {
        let (mut sample, mut length) = (Vec::new(), 0);
        while length < SAMPLE_LEN {
            let element = match self.elements.next() {
                Ok(Some(element)) => element,
                Ok(None) => {
                    self.sample_is_all = true;
                    break;
                }
                // The rows before an error are written.
                Err(error) if !sample.is_empty() => {
                    self.failed = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            };
            let mut members = Vec::new();
            match read_members(element, &mut members).and_then(|()| self.columns.add(&members, element.line)) {
                Ok(()) => {}
                Err(error) if !sample.is_empty() => {
                    self.failed = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
            length += element.text.len();
            sample.push((element.line, element.text.into()));
        }
        if self.columns.keys.is_empty() {
            return Err(Error::NoHeader);
        }
        self.sample = sample.into_iter();
        self.columns.keys.iter().for_each(|key| self.csv.push(key));
        self.csv.end_row();
        Ok(())
    }

    /// The rows that are kept beside the CSV.
    pub(in crate::tabular) fn rows(&self) -> OriginalRows {
        self.rows.clone()
    }

    /// The lines of the objects.
    pub(in crate::tabular) fn lines(&self) -> SourceLines {
        self.lines.clone()
    }

    /// The encoding, and the evidence for it.
    pub(in crate::tabular) fn charset(&self) -> (Charset, EncodingEvidence) {
        let text = self.elements.text();
        (text.charset, text.evidence)
    }

    /// Writes the next object; `false` at the end.
    fn write_next(&mut self) -> Result<bool, Error> {
        let JsonReader { elements, columns, sample, csv, kept, rows, lines, originals_len, .. } = self;
        if let Some((line, text)) = sample.next() {
            *originals_len += text.len();
            lines.add(csv.line(), line);
            write_row(Element { text: &text, line, ends_line: false }, columns, csv, *kept, rows)?;
            return Ok(true);
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.sample_is_all {
            return Ok(false);
        }
        match elements.next()? {
            Some(element) => {
                lines.add(csv.line(), element.line);
                *originals_len += element.text.len();
                write_row(element, columns, csv, *kept, rows).map(|()| true)
            }
            None => Ok(false),
        }
    }
}

/// Writes an object as a row of CSV, and keeps what is asked for.
fn write_row(
    element: Element<'_>,
    columns: &mut Columns,
    csv: &mut CsvText,
    kept: KeptRows,
    rows: &OriginalRows,
) -> Result<(), Error> {
    let mut members = Vec::with_capacity(columns.keys.len());
    read_members(element, &mut members)?;
    columns.locate(&members);
    let mut other_keys = columns.others.iter().filter_map(|at| members.get(*at)).map(|(key, _)| key.0.as_ref());
    let loses_keys = matches!(kept, KeptRows::None | KeptRows::Cells);
    if let Some(key) = other_keys.next().filter(|_| loses_keys) {
        return Err(Error::NewKey { line: element.line, key: key.to_owned() });
    }
    let begins_in = csv.line();
    let value = |column: usize| {
        let (row, at) = columns.met.get(column)?;
        members.get(*at).filter(|_| *row == columns.row).map(|(_, value)| *value)
    };
    for column in 0..columns.keys.len() {
        let text = match value(column) {
            Some(value) => cell_text(value).ok_or(Error::Json { line: element.line, fault: JsonFault::Surrogate })?,
            None => "".into(),
        };
        csv.push(&text);
    }
    csv.end_row();
    match kept {
        KeptRows::None | KeptRows::Uncopied => {}
        KeptRows::Json => {
            let others = columns.others.iter().filter_map(|at| members.get(*at));
            let other_keys = others.map(|(key, _)| key.0.as_ref().into()).collect();
            rows.push(begins_in, OriginalRow::Json { text: one_line(element.text), other_keys });
        }
        KeptRows::Cells => {
            let cells =
                (0..columns.keys.len()).map(|column| original_cell(value(column).map_or("", |value| value.get())));
            rows.push(begins_in, OriginalRow::Cells(cells.collect()));
        }
    }
    Ok(())
}

/// The text of an object without line breaks, which can only stand between its parts.
fn one_line(text: &str) -> Box<[u8]> {
    let mut bytes = text.as_bytes().to_vec();
    if memchr::memchr2(b'\n', b'\r', &bytes).is_some() {
        bytes.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
    }
    bytes.into()
}

fn original_cell(value: &str) -> OriginalCell {
    match value {
        "true" => OriginalCell::Bool(true),
        "false" => OriginalCell::Bool(false),
        number if number.starts_with(|first: char| first.is_ascii_digit() || first == '-') => {
            OriginalCell::Number(number.into(), None)
        }
        _ => OriginalCell::Text,
    }
}

impl Columns {
    /// Adds the keys of an object that are new.
    fn add(&mut self, members: &[Member<'_>], line: u64) -> Result<(), Error> {
        for (key, _) in members {
            if self.places.contains_key(key.0.as_ref()) {
                continue;
            }
            if self.keys.len() >= MAX_COLUMNS as usize {
                return Err(Error::Json { line, fault: JsonFault::TooManyKeys });
            }
            self.places.insert(key.0.to_string(), self.keys.len());
            self.keys.push(key.0.to_string());
            self.met.push((0, 0));
        }
        Ok(())
    }

    /// Finds the column of each member, or that it has none. Of several members with one key, the last counts.
    fn locate(&mut self, members: &[Member<'_>]) {
        self.row += 1;
        self.others.clear();
        // Objects mostly have the same keys in the same order.
        let mut next = 0;
        for (at, (key, _)) in members.iter().enumerate() {
            let place = match self.keys.get(next) {
                Some(expected) if *expected == key.0 => Some(next),
                _ => self.places.get(key.0.as_ref()).copied(),
            };
            match place {
                Some(column) => {
                    if let Some(met) = self.met.get_mut(column) {
                        *met = (self.row, at);
                    }
                    next = column + 1;
                }
                None => self.others.push(at),
            }
        }
    }
}

impl Read for JsonReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.csv.ready() < READ_SIZE && self.originals_len < MAX_ORIGINALS_LEN && !self.ended {
            match self.write_next() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.failed = Some(error);
                    self.ended = true;
                }
            }
        }
        match (self.csv.ready(), self.failed.take()) {
            (0, Some(error)) => Err(io::Error::other(error)),
            (0, None) if self.originals_len >= MAX_ORIGINALS_LEN => {
                self.originals_len = 0;
                Err(io::Error::other(Error::EndOfBlock))
            }
            (_, failed) => {
                self.failed = failed;
                self.csv.read(into)
            }
        }
    }
}
