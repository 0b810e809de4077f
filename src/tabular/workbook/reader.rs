//! Makes CSV of a sheet.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use super::cell_text::Digits;
use super::date::DAYS_TO_1904;
use super::error::WorkbookError;
use super::package::{Package, PartReader, Seekable};
use super::sheet::{Cell, Merges, Rows, SheetRow, ValueKind, merges};
use super::sheet_list::{Sheet, SheetList};
use super::strings::SharedStrings;
use super::styles::Styles;
use crate::tabular::csv_text::CsvText;
use crate::tabular::error::Error;
use crate::tabular::limits::{READ_SIZE, SHEET_SAMPLE_LEN};
use crate::tabular::options::ReadOptions;
use crate::tabular::original_rows::{KeptRows, OriginalCell, OriginalRow, OriginalRows};
use crate::tabular::source_lines::SourceLines;

/// The first rows, the longest of which decides the number of columns.
const SAMPLED_ROWS: usize = 1000;

/// What is said about a sheet that is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetSummary {
    /// The name of the sheet.
    pub sheet: String,
    /// The names of the other visible sheets.
    pub others: Vec<String>,
    /// Whether cells of several rows are merged, so that their value stands in each of the rows.
    pub has_merged_rows: bool,
    /// The number formats to which [`OriginalCell`] refers.
    pub formats: Arc<[String]>,
}

/// A sheet as CSV with commas, in UTF-8. Each row of the sheet is a row, and a row without values is a blank line.
pub(in crate::tabular) struct SheetReader<'s> {
    rows: Rows<PartReader<Box<dyn Seekable + 's>>>,
    /// The first rows, with their texts.
    sample: std::vec::IntoIter<SheetRow>,
    /// The last row that was taken, and whether it has not been written.
    row: SheetRow,
    has_row: bool,
    /// The number of columns.
    width: usize,
    content: Content,
    csv: CsvText,
    /// The next row of the sheet.
    next_row: u32,
    skipped_rows: u32,
    /// The most bytes of a row.
    row_limit: usize,
    kept: KeptRows,
    originals: OriginalRows,
    lines: SourceLines,
    ended: bool,
    failed: Option<WorkbookError>,
}

/// What the cells of a sheet refer to.
struct Content {
    strings: SharedStrings,
    styles: Styles,
    /// What is added to a day number to count from 1900.
    days: f64,
    merges: Merges,
    /// The values of merged cells that go on in later rows, by their columns.
    merged: HashMap<u32, MergedCell>,
    /// The bytes of these values.
    merged_bytes: usize,
    /// The last row of those that these cells cover.
    merged_until: Option<u32>,
}

/// The value of a merged cell.
struct MergedCell {
    last_row: u32,
    text: String,
    original: OriginalCell,
}

impl<'s> SheetReader<'s> {
    /// Opens the sheet with this name or number (from 1); without one, the first visible sheet with rows.
    ///
    /// # Errors
    /// Where there is no such sheet, or it has no rows; and where the workbook is damaged or too large.
    pub(in crate::tabular) fn open(
        mut package: Package<'s>,
        asked: Option<&str>,
        options: &ReadOptions,
        kept: KeptRows,
    ) -> Result<(Self, SheetSummary), Error> {
        let list = SheetList::read(&mut package)?;
        let strings = SharedStrings::read(&mut package, list.strings_part.as_deref())?;
        let styles = Styles::read(&mut package, list.styles_part.as_deref())?;
        let (chosen, part) = chosen(&mut package, &list.sheets, asked, options.row_limit)?;
        let merges = match package.part(&part)? {
            Some(part) => merges(part)?,
            None => Merges::new(),
        };
        let summary = SheetSummary {
            sheet: chosen.name.clone(),
            others: list
                .sheets
                .iter()
                .filter(|sheet| sheet.is_visible && sheet.part.is_some() && sheet.name != chosen.name)
                .map(|sheet| sheet.name.clone())
                .collect(),
            has_merged_rows: !merges.is_empty(),
            formats: styles.codes(),
        };
        let days = if list.is_1904 { DAYS_TO_1904 } else { 0.0 };
        let rows = package.into_part(&part)?.ok_or(WorkbookError::Damaged("a sheet is missing"))?;
        let mut reader = SheetReader {
            rows: Rows::new(rows, options.row_limit),
            sample: Vec::new().into_iter(),
            row: SheetRow::default(),
            has_row: false,
            width: 0,
            content: Content {
                strings,
                styles,
                days,
                merges,
                merged: HashMap::new(),
                merged_bytes: 0,
                merged_until: None,
            },
            csv: CsvText::default(),
            next_row: 0,
            skipped_rows: u32::try_from(options.skipped_lines.unwrap_or(0)).unwrap_or(u32::MAX),
            row_limit: options.row_limit,
            kept,
            originals: OriginalRows::default(),
            lines: SourceLines::default(),
            ended: false,
            failed: None,
        };
        reader.read_sample()?;
        Ok((reader, summary))
    }

    /// Reads the first rows after those that are skipped, and decides the number of columns.
    fn read_sample(&mut self) -> Result<(), WorkbookError> {
        let (mut sample, mut bytes) = (Vec::new(), 0);
        while sample.len() < SAMPLED_ROWS && bytes < SHEET_SAMPLE_LEN {
            let mut row = SheetRow::default();
            match self.rows.next_into(&mut row) {
                Ok(true) if row.number < self.skipped_rows => self.begin_merges_of_skipped(&row)?,
                Ok(true) => {
                    bytes += row.text.len() + size_of_val(row.cells.as_slice());
                    let width = row.cells.last().map_or(0, |cell| cell.column as usize + 1);
                    self.width = self.width.max(width);
                    sample.push(row);
                }
                Ok(false) => break,
                Err(error) if sample.is_empty() => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        self.sample = sample.into_iter();
        Ok(())
    }

    /// Keeps the values of a skipped row that are merged with cells of later rows, such as names of columns in two rows of a
    /// header.
    fn begin_merges_of_skipped(&mut self, row: &SheetRow) -> Result<(), WorkbookError> {
        if self.content.merges.contains_key(&row.number) {
            for cell in &row.cells {
                let mut text = String::new();
                let original = self.content.push_cell(cell, row.text_of(cell), true, &mut text)?;
                let goes_on = self.content.begin_merge(row.number, cell.column, &text, &original);
                if goes_on.is_some_and(|last_row| last_row >= self.skipped_rows) {
                    self.width = self.width.max(cell.column as usize + 1);
                }
                if self.content.merged_bytes > self.row_limit.saturating_mul(2) {
                    return Err(WorkbookError::row_too_long(row.number, self.row_limit));
                }
            }
            self.content.forget_ended_merges(row.number, self.row_limit);
        }
        Ok(())
    }

    /// The rows that are kept beside the CSV.
    pub(in crate::tabular) fn originals(&self) -> OriginalRows {
        self.originals.clone()
    }

    /// The rows of the sheet, from 1.
    pub(in crate::tabular) fn lines(&self) -> SourceLines {
        self.lines.clone()
    }

    /// Takes the next row with values; `false` at the end.
    fn take_row(&mut self) -> Result<bool, WorkbookError> {
        if let Some(row) = self.sample.next() {
            self.row = row;
            return Ok(true);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.rows.next_into(&mut self.row),
        }
    }

    /// Writes the next row, and the blank lines before it; `false` at the end.
    fn write_next(&mut self) -> Result<bool, WorkbookError> {
        if !self.has_row {
            self.has_row = self.take_row()?;
        }
        let until = if self.has_row { self.row.number } else { self.rows.end() };
        while self.next_row < until {
            // A line must stand for each of the rows that are skipped, so no text may break it.
            if self.next_row >= self.skipped_rows && self.content.covers(self.next_row) {
                self.write_row(self.next_row, false)?;
                return Ok(true);
            }
            if !self.has_row {
                return Ok(false);
            }
            self.csv.end_line();
            self.next_row += 1;
        }
        if !std::mem::take(&mut self.has_row) {
            return Ok(false);
        }
        self.write_row(self.row.number, true).map(|()| true)
    }

    /// Writes the row with this number, which has own values or only those of merged cells.
    fn write_row(&mut self, number: u32, has_own: bool) -> Result<(), WorkbookError> {
        self.next_row = number + 1;
        let (begins_in, begins_at) = (self.csv.line(), self.csv.ready());
        self.lines.add(begins_in, u64::from(number) + 1);
        let mut originals = Vec::new();
        let (is_kept, has_merges) = (self.kept == KeptRows::Cells, !self.content.merges.is_empty());
        let own = if has_own { self.row.cells.as_slice() } else { &[] };
        let mut cells = own.iter().peekable();
        let (mut text, mut column) = (String::new(), 0_u32);
        while (column as usize) < self.width || cells.peek().is_some() {
            text.clear();
            let own = cells.next_if(|cell| cell.column == column);
            let original = match own {
                Some(cell) => {
                    let original = self.content.push_cell(cell, self.row.text_of(cell), is_kept, &mut text)?;
                    if has_merges {
                        self.content.begin_merge(number, column, &text, &original);
                    }
                    original
                }
                None => self.content.push_merged(number, column, &mut text),
            };
            self.csv.push(&text);
            if self.csv.ready() - begins_at > self.row_limit {
                return Err(WorkbookError::row_too_long(number, self.row_limit));
            }
            if is_kept {
                originals.push(original);
            }
            column += 1;
        }
        self.csv.end_row();
        if is_kept {
            self.originals.push(begins_in, OriginalRow::Cells(originals.into()));
        }
        self.content.forget_ended_merges(number, self.row_limit);
        Ok(())
    }
}

/// The sheet to be read, and its part.
fn chosen<'l>(
    package: &mut Package<'_>,
    sheets: &'l [Sheet],
    asked: Option<&str>,
    row_limit: usize,
) -> Result<(&'l Sheet, String), WorkbookError> {
    if let Some(asked) = asked {
        let named = |sheet: &&Sheet| sheet.name == asked;
        let named_alike = |sheet: &&Sheet| sheet.name.to_lowercase() == asked.to_lowercase();
        let number = asked.parse::<usize>().ok().and_then(|number| sheets.get(number.checked_sub(1)?));
        let sheet = sheets.iter().find(named).or_else(|| sheets.iter().find(named_alike)).or(number);
        let Some(sheet) = sheet else {
            let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
            return Err(WorkbookError::NoSuchSheet { asked: asked.to_owned(), names });
        };
        return match &sheet.part {
            Some(part) if has_rows(package, part, row_limit)? => Ok((sheet, part.clone())),
            _ => Err(WorkbookError::EmptySheet(sheet.name.clone())),
        };
    }
    for sheet in sheets.iter().filter(|sheet| sheet.is_visible) {
        if let Some(part) = &sheet.part
            && has_rows(package, part, row_limit)?
        {
            return Ok((sheet, part.clone()));
        }
    }
    Err(WorkbookError::NoRows)
}

fn has_rows(package: &mut Package<'_>, part: &str, row_limit: usize) -> Result<bool, WorkbookError> {
    match package.part(part)? {
        Some(part) => Rows::new(part, row_limit).next_into(&mut SheetRow::default()),
        None => Ok(false),
    }
}

impl Content {
    /// Appends the text of a cell, as the sheet shows it, and returns what the cell holds, if that `is_kept`.
    fn push_cell(
        &self,
        cell: &Cell,
        text: &str,
        is_kept: bool,
        into: &mut String,
    ) -> Result<OriginalCell, WorkbookError> {
        match cell.kind {
            ValueKind::Text => into.push_str(text),
            ValueKind::SharedString => {
                let string = text.trim().parse().ok().and_then(|number| self.strings.get(number));
                into.push_str(string.ok_or(WorkbookError::Damaged("a text is missing"))?);
            }
            ValueKind::Bool => {
                let is_true = matches!(text.trim(), "1" | "true");
                into.push_str(if is_true { "TRUE" } else { "FALSE" });
                return Ok(OriginalCell::Bool(is_true));
            }
            ValueKind::Date => into.push_str(&text.trim().trim_end_matches("T00:00:00").replacen('T', " ", 1)),
            ValueKind::Number => return Ok(self.push_number(cell, text, is_kept, into)),
        }
        Ok(OriginalCell::Text)
    }

    fn push_number(&self, cell: &Cell, text: &str, is_kept: bool, into: &mut String) -> OriginalCell {
        let format = self.styles.format(cell.style);
        let place = format.map(|(place, _)| place);
        let is_plain = text.len() < 15
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'));
        if is_plain && format.is_none_or(|(_, format)| format.is_general()) {
            into.push_str(text);
            return if is_kept { OriginalCell::Number(text.into(), place) } else { OriginalCell::Text };
        }
        let Some(digits) = Digits::parse(text) else {
            into.push_str(text);
            return OriginalCell::Text;
        };
        match format {
            Some((_, format)) => format.push(&digits, self.days, into),
            None => digits.push(into),
        }
        match format {
            _ if !is_kept => OriginalCell::Text,
            Some((place, format)) if format.is_date() => OriginalCell::Day(digits.value() + self.days, Some(place)),
            _ => {
                let mut plain = String::new();
                digits.push(&mut plain);
                OriginalCell::Number(plain.into(), place)
            }
        }
    }

    /// Keeps the value of a cell that is merged with cells of later rows. Returns the last of these rows.
    fn begin_merge(&mut self, row: u32, column: u32, text: &str, original: &OriginalCell) -> Option<u32> {
        let (_, last_row) = *self.merges.get(&row)?.iter().find(|(at, _)| *at == column)?;
        let cell = MergedCell { last_row, text: text.to_owned(), original: original.clone() };
        self.merged_bytes += text.len();
        let replaced = self.merged.insert(column, cell);
        self.merged_bytes -= replaced.map_or(0, |replaced| replaced.text.len());
        self.merged_until = self.merged_until.max(Some(last_row));
        Some(last_row)
    }

    /// Whether a merged cell of an earlier row covers a cell of this row.
    fn covers(&self, row: u32) -> bool {
        self.merged_until.is_some_and(|last| row <= last)
    }

    /// Forgets the merged cells that end in this row, where the texts of all take more than a row may. Those that go on stood in
    /// this row, so they take less.
    fn forget_ended_merges(&mut self, row: u32, row_limit: usize) {
        if self.merged_bytes > row_limit {
            self.merged.retain(|_, merged| merged.last_row > row);
            self.merged_bytes = self.merged.values().map(|merged| merged.text.len()).sum();
        }
    }

    /// Appends the text of the merged cell that covers a cell without a value, if one does.
    fn push_merged(&self, row: u32, column: u32, into: &mut String) -> OriginalCell {
        match self.merged.get(&column) {
            Some(merged) if row <= merged.last_row => {
                into.push_str(&merged.text);
                merged.original.clone()
            }
            _ => OriginalCell::Text,
        }
    }
}

impl Read for SheetReader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.csv.ready() < READ_SIZE && !self.ended {
            match self.write_next() {
                Ok(more) => self.ended = !more,
                Err(error) => (self.ended, self.failed) = (true, Some(error)),
            }
        }
        match (self.csv.ready(), self.ended) {
            (0, true) => match self.failed.take() {
                Some(error) => Err(io::Error::other(Error::from(error))),
                None => Ok(0),
            },
            _ => self.csv.read(into),
        }
    }
}
