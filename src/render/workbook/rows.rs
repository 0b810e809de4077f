//! Writes rows to a workbook as they come, in constant memory.

use std::io::{self, Seek, Write};

use jiff::civil::Date;
use rust_xlsxwriter as xlsx;
use xlsx::{Format, FormatAlign, IgnoreError, Worksheet};

use super::book::{NOTES, SOURCES, Sheet, append, note_columns, sources};
use super::properties::{Properties, properties_of};
use super::sheet::set_print;
use super::{block, limits, names};
use crate::answer::{Answer, Kind, Table};
use crate::render::delimited::neutralised;
use crate::render::error::RenderError;
use crate::render::rows::{CellType, RowConsumer, RowShape, SplitRow, date, is_exact, is_number};
use crate::screen::max_width;
use crate::tabular::{OriginalCell, OriginalRow};
use crate::xml::without_noncharacters;

/// The first rows, by which the widths of columns are set.
const MEASURED_ROWS: u32 = 1000;
/// The greatest width of a column, in characters.
const MAX_COLUMN_WIDTH: usize = 40;

/// The rows of a file in the first sheet of a workbook. Memory does not grow with them: they are kept in a temporary file.
///
/// Cells have the types of the file, the appended columns number formats. A row with more cells than columns has the others
/// behind the appended ones.
pub struct WorkbookRows {
    book: xlsx::Workbook,
    sheet: Worksheet,
    name: String,
    columns: Vec<ColumnFormats>,
    /// The number of columns of the file.
    own: usize,
    /// The formats of the cells of a workbook, by their indexes.
    formats: Vec<Option<Format>>,
    /// The next row.
    row: u32,
}

struct ColumnFormats {
    name: String,
    cell_type: CellType,
    number: Format,
    width: usize,
}

impl WorkbookRows {
    /// A workbook with the header of its rows. The sheet gets this name.
    ///
    /// # Errors
    /// [`RenderError::SheetTooLarge`] for more columns than a sheet has; and where no temporary file can be made.
    pub fn new(shape: &RowShape, sheet_name: &str, properties: &Properties) -> Result<Self, RenderError> {
        let mut book = xlsx::Workbook::new();
        book.set_properties(&properties_of(properties));
        let mut worksheet = book.new_worksheet_with_constant_memory()?;
        let name = names::valid([sheet_name], &[NOTES, SOURCES]).pop().unwrap_or_default();
        worksheet.set_name(&name)?;
        let columns: Vec<ColumnFormats> =
            shape.columns.iter().chain(&shape.appended).map(|(name, kind)| ColumnFormats::new(name, *kind)).collect();
        if columns.len() > limits::MAX_COLUMNS {
            return Err(RenderError::SheetTooLarge { sheet: name });
        }
        for (place, column) in (0_u16..).zip(&columns) {
            let kind = if column.cell_type == CellType::Text { Kind::Text } else { Kind::Number };
            let heading = without_noncharacters(&column.name);
            worksheet.write_string_with_format(0, place, heading.as_ref(), &block::header(kind))?;
        }
        let formats = shape.formats.iter().map(|code| format_of(code)).collect();
        Ok(WorkbookRows { book, sheet: worksheet, name, columns, own: shape.columns.len(), formats, row: 1 })
    }

    /// Ends the rows, and writes the workbook with the notes and sources of an answer.
    ///
    /// # Errors
    /// When the sink fails.
    pub fn finish(mut self, about: &Answer, to: impl Write + Seek + Send) -> Result<(), RenderError> {
        let (last_row, last_column) = (self.row.saturating_sub(1), limits::last(self.columns.len()));
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        if let Some(last_column) = last_column {
            self.sheet.autofilter(0, 0, last_row, last_column)?;
            // Codes of digits are texts on purpose.
            self.sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        }
        let widths: Vec<usize> = self.columns.iter().map(ColumnFormats::width).collect();
        for (place, width) in (0_u16..).zip(&widths) {
            self.sheet.set_column_width(place, u32::try_from(*width).unwrap_or(u32::MAX))?;
        }
        set_print(&mut self.sheet, &self.name, &widths);
        self.book.push_worksheet(self.sheet);
        let sheets = [Sheet { name: &self.name, answer: about }];
        let of_tables = names::of_tables([NOTES, SOURCES].into_iter());
        append(&mut self.book, &notes(about), &sources(&sheets), &of_tables)?;
        Ok(self.book.save_to_writer(to)?)
    }

    fn write_row(&mut self, row: &SplitRow<'_>) -> Result<(), RenderError> {
        if self.row as usize >= limits::MAX_ROWS {
            return Err(RenderError::SheetTooLarge { sheet: self.name.clone() });
        }
        let originals = match &row.original {
            Some(OriginalRow::Cells(cells)) => cells.as_ref(),
            _ => &[],
        };
        for (place, cell) in row.columns().enumerate() {
            self.write_cell((place, row.line), cell, originals.get(place))?;
        }
        let (own, behind) = (self.own, self.columns.len());
        let appended = row.appended().enumerate().map(|(at, cell)| (own + at, cell));
        let surplus = row.surplus().enumerate().map(|(at, cell)| (behind + at, cell));
        for (place, cell) in appended.chain(surplus) {
            self.write_cell((place, row.line), cell, None)?;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes a cell in a column, of a row that begins in a line of the CSV.
    fn write_cell(
        &mut self,
        (place, line): (usize, u64),
        cell: &[u8],
        original: Option<&OriginalCell>,
    ) -> Result<(), RenderError> {
        if cell.is_empty() {
            return Ok(());
        }
        let Some(column) = u16::try_from(place).ok().filter(|_| place < limits::MAX_COLUMNS) else {
            return Err(RenderError::SheetTooLarge { sheet: self.name.clone() });
        };
        let WorkbookRows { sheet, columns, formats, row, .. } = self;
        let (row, known, text) = (*row, columns.get_mut(place), String::from_utf8_lossy(cell));
        match value(cell, original, known.as_deref(), formats) {
            CellValue::Bool(value) => sheet.write_boolean(row, column, value)?,
            CellValue::Number(number, Some(format)) => sheet.write_number_with_format(row, column, number, format)?,
            CellValue::Number(number, None) => sheet.write_number(row, column, number)?,
            CellValue::Date(day, format) => sheet.write_date_with_format(row, column, day, format)?,
            CellValue::Text if text.encode_utf16().count() > limits::MAX_TEXT_LEN => {
                let column = known.map_or_else(String::new, |column| column.name.clone());
                return Err(RenderError::CellOfLineTooLong { line, column });
            }
            CellValue::Text => {
                let text = without_noncharacters(&text);
                match neutralised(&text) == text {
                    true => sheet.write_string(row, column, text.as_ref())?,
                    // The text would become a formula when the cell is edited.
                    false => {
                        sheet.write_string_with_format(row, column, text.as_ref(), &Format::new().set_quote_prefix())?
                    }
                }
            }
        };
        if row <= MEASURED_ROWS
            && let Some(known) = known
        {
            known.width = known.width.max(max_width(&text) + limits::PADDING);
        }
        Ok(())
    }
}

/// What is written to a cell.
enum CellValue<'f> {
    Text,
    Bool(bool),
    Number(f64, Option<&'f Format>),
    Date(Date, &'f Format),
}

/// What is written to a cell that is not empty: by what it was in its file, or else by the type of its column.
fn value<'f>(
    cell: &[u8],
    original: Option<&OriginalCell>,
    column: Option<&'f ColumnFormats>,
    formats: &'f [Option<Format>],
) -> CellValue<'f> {
    let number = |digits: &str| digits.parse::<f64>().ok().filter(|number| number.is_finite());
    let format = |at: Option<usize>| at.and_then(|at| formats.get(at)).and_then(Option::as_ref);
    let found = match (original, column) {
        (Some(OriginalCell::Bool(value)), _) => Some(CellValue::Bool(*value)),
        (Some(OriginalCell::Day(day, at)), _) => format(*at).map(|format| CellValue::Number(*day, Some(format))),
        (Some(OriginalCell::Number(digits, at)), _) if is_exact(digits) => {
            number(digits).map(|number| CellValue::Number(number, format(*at)))
        }
        (None, Some(column)) => match column.cell_type {
            CellType::Money | CellType::Ratio | CellType::Number if is_number(cell) => std::str::from_utf8(cell)
                .ok()
                .and_then(number)
                .map(|number| CellValue::Number(number, Some(&column.number))),
            CellType::Date => date(cell).map(|day| CellValue::Date(day, &column.number)),
            _ => None,
        },
        _ => None,
    };
    found.unwrap_or(CellValue::Text)
}

impl ColumnFormats {
    fn new(name: &str, cell_type: CellType) -> Self {
        let number = match cell_type {
            CellType::Money => Format::new().set_num_format("#,##0"),
            CellType::Ratio => Format::new().set_num_format("0.00"),
            CellType::Date => Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            CellType::Number | CellType::Text => Format::new(),
        };
        ColumnFormats { name: name.to_owned(), cell_type, number, width: 0 }
    }

    /// The width of the column: that of its heading with the arrow of the filter, or of its values.
    fn width(&self) -> usize {
        let width = self.width.max(max_width(&self.name) + limits::FILTER_ARROW_WIDTH);
        width.clamp(limits::MIN_COLUMN_WIDTH, MAX_COLUMN_WIDTH)
    }
}

/// The format with this code; `None` for the default.
fn format_of(code: &str) -> Option<Format> {
    (!code.eq_ignore_ascii_case("general")).then(|| Format::new().set_num_format(code))
}

/// The notes of an answer, without the column of sheets.
fn notes(about: &Answer) -> Table {
    let rows = about.notes.iter().map(|note| {
        let text = note.text_with_advice().into_owned();
        vec![note.kind.as_str().into(), text.into(), note.effect.into(), note.id.as_deref().into()]
    });
    Table { columns: note_columns(false), rows: rows.collect() }
}

impl RowConsumer for &mut WorkbookRows {
    fn row(&mut self, row: &SplitRow<'_>) -> io::Result<()> {
        self.write_row(row).map_err(io::Error::other)
    }

    fn pass_on(&mut self, _is_end: bool) -> io::Result<()> {
        Ok(())
    }
}
