//! Writes a table to a sheet: typed cells, a frozen header with a filter, and fitting widths.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, IgnoreError, Worksheet};

use crate::answer::{Column, Kind, Table, Value};
use crate::money::{Decimal, grouped, round_ratio};
use crate::render::cell::{data_number, data_text, people_number};
use crate::render::delimited::{data_columns, neutralised};
use crate::render::error::RenderError;
use crate::screen::max_width;
use crate::xml::{is_noncharacter, without_noncharacters};

/// The greatest length of a text in a cell, in UTF-16 code units.
pub(super) const MAX_TEXT_LEN: usize = 32_767;
pub(super) const MAX_ROWS: usize = 1_048_576;
pub(super) const MAX_COLUMNS: usize = 16_384;
/// The greatest length of the caption of a printed page, in UTF-16 code units, without the code before it.
const MAX_CAPTION_LEN: usize = 255 - "&L".len();
/// The years of the dates that a spreadsheet can hold.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

/// The least width of a column, in characters.
pub(super) const MIN_COLUMN_WIDTH: usize = 6;
/// The greatest width of a text column, in characters. Longer texts are wrapped.
const MAX_COLUMN_WIDTH: usize = 70;
/// The space beside a text, in characters.
pub(super) const PADDING: usize = 1;
/// The space for the arrow of the filter beside a heading, in characters.
pub(super) const FILTER_ARROW_WIDTH: usize = 4;
/// The code of A4 in Excel.
const A4: u8 = 9;

/// Writes a table to an empty sheet.
pub(super) fn write(sheet: &mut Worksheet, name: &str, caption: &str, table: &Table) -> Result<(), RenderError> {
    sheet.set_name(name)?;
    let columns = data_columns(table);
    let height = table.rows.len() + 1;
    if height > MAX_ROWS || columns.len() > MAX_COLUMNS {
        return Err(RenderError::SheetTooLarge { sheet: name.to_owned() });
    }
    for (place, (at, column)) in (0_u16..).zip(&columns) {
        let values = || table.rows.iter().map(|row| row.get(*at).unwrap_or(&Value::Missing));
        let width = values().map(|value| shown_width(column.kind, value)).max().unwrap_or(0);
        let is_prose = !column.kind.is_numeric() && width > MAX_COLUMN_WIDTH;
        let formats = CellFormats::new(column.kind, is_prose, places(values()));
        let heading = without_noncharacters(&column.name);
        sheet.write_string_with_format(0, place, heading.as_ref(), &header(column.kind))?;
        let width = if is_prose { MAX_COLUMN_WIDTH } else { width + PADDING };
        let width = width.max(max_width(&column.name) + FILTER_ARROW_WIDTH).max(MIN_COLUMN_WIDTH);
        sheet.set_column_width(place, u32::try_from(width).unwrap_or(u32::MAX))?;
        for (row, value) in (1_u32..).zip(values()) {
            write_cell(sheet, (row, place), column, value, &formats).map_err(|error| error.at(name, column, row))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last_column), Ok(last_row)) = (last(columns.len()), u32::try_from(height - 1)) {
        sheet.autofilter(0, 0, last_row, last_column)?;
        // Years and codes in text columns are text on purpose, so Excel should not warn about them.
        sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        sheet.set_repeat_rows(0, 0)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_header(printed(caption)).set_footer("&L&A&R&P / &N");
    Ok(())
}

/// The index of the last column.
pub(super) fn last(columns: usize) -> Option<u16> {
    columns.checked_sub(1).and_then(|last| u16::try_from(last).ok())
}

/// The reason why a cell could not be written.
enum CellError {
    TooLong,
    Writer(rust_xlsxwriter::XlsxError),
}

impl CellError {
    fn at(self, sheet: &str, column: &Column, row: u32) -> RenderError {
        match self {
            CellError::TooLong => {
                RenderError::CellTooLong { sheet: sheet.to_owned(), column: column.name.to_string(), row }
            }
            CellError::Writer(error) => error.into(),
        }
    }
}

/// Writes numbers as numbers, dates as dates and everything else as text, even if it formats like a formula.
fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    column: &Column,
    value: &Value,
    formats: &CellFormats,
) -> Result<(), CellError> {
    let written = match value {
        Value::Number(exact) | Value::Marked(exact, _) => match as_in_data(column.kind, *exact) {
            Some(number) => sheet.write_number_with_format(row, place, number, &formats.number),
            None => return Ok(()),
        },
        _ => match (day(column.kind, value), data_text(column.kind, value)) {
            (Some(day), _) => sheet.write_date_with_format(row, place, day, &formats.date),
            (None, Some(text)) if text.encode_utf16().count() > MAX_TEXT_LEN => return Err(CellError::TooLong),
            (None, Some(text)) => {
                let text = without_noncharacters(&text);
                let format = if neutralised(&text) == text { &formats.text } else { &formats.quoted };
                sheet.write_string_with_format(row, place, text.as_ref(), format)
            }
            (None, None) => return Ok(()),
        },
    };
    written.map(|_| ()).map_err(CellError::Writer)
}

/// The number in CSV as the nearest `f64`, which is what a spreadsheet holds.
fn as_in_data(kind: Kind, exact: Decimal) -> Option<f64> {
    data_number(kind, exact).parse().ok()
}

/// The date in a date column; `None` for a year alone, and for dates that a spreadsheet cannot hold.
fn day(kind: Kind, value: &Value) -> Option<Date> {
    match (kind, value) {
        (Kind::Date, Value::Text(text)) => text.parse().ok().filter(|day: &Date| YEARS.contains(&day.year())),
        _ => None,
    }
}

/// The formats of the cells of a column.
struct CellFormats {
    number: Format,
    date: Format,
    text: Format,
    /// For text that would become a formula when the cell is edited.
    quoted: Format,
}

impl CellFormats {
    fn new(kind: Kind, is_prose: bool, places: u32) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let text = if is_prose { cell.clone().set_text_wrap() } else { cell.clone() };
        let number = match number_format(kind, places) {
            Some(code) => cell.clone().set_num_format(code),
            None => cell.clone(),
        };
        CellFormats {
            number,
            date: cell.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            quoted: text.clone().set_quote_prefix(),
            text,
        }
    }
}

/// The number format of a kind, with so many decimal places; `None` for the default.
fn number_format(kind: Kind, places: u32) -> Option<Cow<'static, str>> {
    // All numbers of a column have the same decimal places, because `0.##` would show 15 as `15.`.
    let points = || match places {
        0 => "#,##0\"%\"",
        1 => "#,##0.0\"%\"",
        _ => "#,##0.00\"%\"",
    };
    Some(match kind {
        Kind::Money => "#,##0.00".into(),
        Kind::Percent => points().into(),
        Kind::Change => format!("+{0};-{0};{0}", points()).into(),
        Kind::Ratio => "#,##0.00".into(),
        Kind::Share => "0.0%".into(),
        Kind::ShareChange => "+0.0%;-0.0%;0.0%".into(),
        Kind::Count => "#,##0".into(),
        Kind::Number | Kind::Text | Kind::Date | Kind::List | Kind::Nested => return None,
    })
}

/// The most decimal places in a column of percentage points.
fn places<'a>(values: impl Iterator<Item = &'a Value>) -> u32 {
    let needed = values.filter_map(|value| match value {
        Value::Number(exact) | Value::Marked(exact, _) => Some(round_ratio(*exact).normalize().scale()),
        _ => None,
    });
    needed.max().unwrap_or(0)
}

/// The format of the heading of a column.
pub(super) fn header(kind: Kind) -> Format {
    let align = if kind.is_numeric() { FormatAlign::Right } else { FormatAlign::Left };
    Format::new()
        .set_bold()
        .set_align(align)
        .set_background_color(Color::RGB(0x00EE_F1F5))
        .set_border_bottom(FormatBorder::Thin)
}

/// The width of a value in characters. Chinese characters count double.
fn shown_width(kind: Kind, value: &Value) -> usize {
    let text: Cow<'_, str> = match value {
        Value::Number(exact) | Value::Marked(exact, _) => match kind {
            Kind::Money => grouped(*exact, 2).into(),
            Kind::Number => data_number(kind, *exact).into(),
            _ => people_number(kind, *exact).into(),
        },
        _ => data_text(kind, value).unwrap_or_default(),
    };
    // Another number of the column may give this one a point and two decimal places.
    let padding = if matches!(kind, Kind::Percent | Kind::Change) { ".00".len() } else { 0 };
    max_width(&text) + padding
}

/// The caption as a header of a printed page, where `&` begins a code and `&&` stands for `&`.
fn printed(caption: &str) -> String {
    let mut printed = String::from("&L");
    let mut used = 0;
    for character in caption.chars().filter(|letter| !letter.is_control() && !is_noncharacter(*letter)) {
        used += character.len_utf16() * if character == '&' { 2 } else { 1 };
        if used > MAX_CAPTION_LEN {
            break;
        }
        printed.push(character);
        if character == '&' {
            printed.push(character);
        }
    }
    printed
}
