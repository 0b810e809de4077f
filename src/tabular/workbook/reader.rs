//! Makes CSV of a sheet.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use super::cell_text::Digits;
use super::date::DAYS_TO_1904;
use super::error::WorkbookError;
use super::package::{Package, PartReader, Seekable};
use super::sheet::{Cell, CellKind, Merges, Rows, SheetRow, merges};
use super::sheet_list::{Sheet, SheetList};
use super::strings::SharedStrings;
use super::styles::Styles;
use crate::tabular::csv_text::CsvText;
use crate::tabular::error::Error;
use crate::tabular::options::READ_SIZE;
use crate::tabular::original_rows::{KeptRows, OriginalCell, OriginalRow, OriginalRows};
use crate::tabular::source_lines::SourceLines;

/// The first rows, the longest of which decides the number of columns.
const SAMPLED_ROWS: usize = 1000;

/// The bytes of texts in these rows, at most.
const SAMPLED_BYTES: usize = 4 << 20;

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
    row: SheetRow,
    /// The number of columns.
    width: usize,
    content: Content,
    csv: CsvText,
    /// The next row of the sheet.
    next_row: u32,
    skipped_rows: u32,
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
        skipped_rows: u64,
        kept: KeptRows,
    ) -> Result<(Self, SheetSummary), Error> {
        let list = SheetList::read(&mut package)?;
        let strings = SharedStrings::read(&mut package, list.strings_part.as_deref())?;
        let styles = Styles::read(&mut package, list.styles_part.as_deref())?;
        let (chosen, part) = chosen(&mut package, &list.sheets, asked)?;
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
            rows: Rows::new(rows),
            sample: Vec::new().into_iter(),
            row: SheetRow::default(),
            width: 0,
            content: Content { strings, styles, days, merges, merged: HashMap::new() },
            csv: CsvText::default(),
            next_row: 0,
            skipped_rows: u32::try_from(skipped_rows).unwrap_or(u32::MAX),
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
        while sample.len() < SAMPLED_ROWS && bytes < SAMPLED_BYTES {
            let mut row = SheetRow::default();
            match self.rows.next_into(&mut row) {
                Ok(true) if row.number < self.skipped_rows => {}
                Ok(true) => {
                    bytes += row.text.len() + row.cells.len();
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

    /// The rows that are kept beside the CSV.
    pub(in crate::tabular) fn originals(&self) -> OriginalRows {
        self.originals.clone()
    }

    /// The rows of the sheet, from 1.
    pub(in crate::tabular) fn lines(&self) -> SourceLines {
        self.lines.clone()
    }

    /// Writes the next row; `false` at the end.
    fn write_next(&mut self) -> Result<bool, WorkbookError> {
        match self.sample.next() {
            Some(row) => self.row = row,
            None => {
                if let Some(error) = self.failed.take() {
                    return Err(error);
                }
                if !self.rows.next_into(&mut self.row)? {
                    return Ok(false);
                }
            }
        }
        while self.next_row < self.row.number {
            self.csv.end_line();
            self.next_row += 1;
        }
        self.next_row += 1;
        let begins_in = self.csv.line();
        self.lines.add(begins_in, u64::from(self.row.number) + 1);
        let mut originals = Vec::new();
        let (is_kept, has_merges) = (self.kept == KeptRows::Cells, !self.content.merges.is_empty());
        let mut cells = self.row.cells.iter().peekable();
        let (mut text, mut column) = (String::new(), 0_u32);
        while (column as usize) < self.width || cells.peek().is_some() {
            text.clear();
            let own = cells.next_if(|cell| cell.column == column);
            let original = match own {
                Some(cell) => {
                    let original = self.content.push_cell(cell, self.row.text_of(cell), is_kept, &mut text)?;
                    if has_merges {
                        self.content.begin_merge(self.row.number, column, &text, &original);
                    }
                    original
                }
                None => self.content.push_merged(self.row.number, column, &mut text),
            };
            self.csv.push(&text);
            if is_kept {
                originals.push(original);
            }
            column += 1;
        }
        self.csv.end_row();
        if is_kept {
            self.originals.push(begins_in, OriginalRow::Cells(originals.into()));
        }
        Ok(true)
    }
}

/// The sheet to be read, and its part.
fn chosen<'l>(
    package: &mut Package<'_>,
    sheets: &'l [Sheet],
    asked: Option<&str>,
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
            Some(part) if has_rows(package, part)? => Ok((sheet, part.clone())),
            _ => Err(WorkbookError::EmptySheet(sheet.name.clone())),
        };
    }
    for sheet in sheets.iter().filter(|sheet| sheet.is_visible) {
        if let Some(part) = &sheet.part
            && has_rows(package, part)?
        {
            return Ok((sheet, part.clone()));
        }
    }
    Err(WorkbookError::NoRows)
}

fn has_rows(package: &mut Package<'_>, part: &str) -> Result<bool, WorkbookError> {
    match package.part(part)? {
        Some(part) => Rows::new(part).next_into(&mut SheetRow::default()),
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
            CellKind::Text => into.push_str(text),
            CellKind::SharedString => {
                let string = text.trim().parse().ok().and_then(|number| self.strings.get(number));
                into.push_str(string.ok_or(WorkbookError::Damaged("a text is missing"))?);
            }
            CellKind::Bool => {
                let is_true = matches!(text.trim(), "1" | "true");
                into.push_str(if is_true { "TRUE" } else { "FALSE" });
                return Ok(OriginalCell::Bool(is_true));
            }
            CellKind::Date => into.push_str(&text.trim().trim_end_matches("T00:00:00").replacen('T', " ", 1)),
            CellKind::Number => return Ok(self.push_number(cell, text, is_kept, into)),
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

    /// Keeps the value of a cell that is merged with cells of later rows.
    fn begin_merge(&mut self, row: u32, column: u32, text: &str, original: &OriginalCell) {
        let last = self.merges.get(&row).and_then(|merges| merges.iter().find(|(at, _)| *at == column));
        if let Some((_, last_row)) = last {
            let cell = MergedCell { last_row: *last_row, text: text.to_owned(), original: original.clone() };
            self.merged.insert(column, cell);
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
