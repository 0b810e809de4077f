//! Writes a table to a part of a sheet: headings, typed cells and a named table, and measures its columns and rows.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Table as NamedTable, TableColumn, TableStyle, Worksheet,
};

use super::columns::SheetColumns;
use super::limits::{MAX_COLUMNS, MAX_ROWS, MAX_TEXT_LEN, last};
use super::widths::Widths;
use crate::answer::{Column, Kind, Table, Value};
use crate::money::{Decimal, round_ratio};
use crate::render::cell::{data_number, data_text};
use crate::render::delimited::neutralised;
use crate::render::error::RenderError;
use crate::screen::wrapped;
use crate::xml::without_noncharacters;

/// The years of the dates that a spreadsheet can hold.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;
/// The height of a line of text, in points.
const LINE_HEIGHT: f64 = 15.0;
/// The greatest height of a row in Excel, in points.
const MAX_ROW_HEIGHT: f64 = 409.0;

/// A table that was written.
pub(super) struct Written {
    /// The row behind the last one.
    pub(super) end: u32,
    /// How many columns, from the left, are printed.
    pub(super) printed: usize,
    /// How many columns, from the left, stay in place while the others are scrolled.
    pub(super) frozen: usize,
}

/// Writes columns of a table, in these widths, from a row of the sheet called `sheet_name`, and names it `name` for formulas.
pub(super) fn write(
    sheet: &mut Worksheet,
    sheet_name: &str,
    first: u32,
    name: &str,
    table: &Table,
    found: &SheetColumns<'_>,
    widths: &Widths,
) -> Result<Written, RenderError> {
    let too_large = || RenderError::SheetTooLarge { sheet: sheet_name.to_owned() };
    let end = u32::try_from(table.rows.len()).ok().and_then(|rows| first.checked_add(rows)?.checked_add(1));
    let end = end.filter(|end| *end as usize <= MAX_ROWS).ok_or_else(too_large)?;
    if found.columns.len() > MAX_COLUMNS {
        return Err(too_large());
    }
    let mut lines = vec![1_usize; table.rows.len()];
    let mut heading_lines = 1;
    let mut named = Vec::new();
    for (place, one) in (0_u16..).zip(&found.columns) {
        let column = one.column;
        let values = || table.rows.iter().map(|row| row.get(one.at).unwrap_or(&Value::Missing));
        let (width, is_prose) = (widths.of(usize::from(place)), widths.wraps(usize::from(place)));
        let indent = u8::from(found.follows_number(usize::from(place)));
        let formats = CellFormats::new(column.kind, is_prose, indent, places(column.kind, values()));
        let format = header(column.kind).set_indent(indent);
        sheet.write_string_with_format(first, place, &one.heading, &format)?;
        named.push(TableColumn::new().set_header(&one.heading).set_header_format(&format));
        for (at, value) in values().enumerate() {
            let row = first + 1 + u32::try_from(at).unwrap_or(u32::MAX - first - 1);
            write_cell(sheet, (row, place), column, value, &formats)
                .map_err(|error| error.at(sheet_name, column, row - first))?;
            if is_prose && let Some(lines) = lines.get_mut(at) {
                *lines = (*lines).max(wrapped_lines(column.kind, value, width));
            }
        }
        heading_lines = heading_lines.max(widths.heading_lines(usize::from(place), &one.heading));
    }
    for (row, lines) in (first..).zip(std::iter::once(&heading_lines).chain(&lines)) {
        if *lines > 1 {
            // Not every program measures wrapped texts itself; rows of one line have the usual height.
            sheet.set_row_height(row, (*lines as f64 * LINE_HEIGHT).min(MAX_ROW_HEIGHT))?;
        }
    }
    if let Some(last_column) = last(found.columns.len()).filter(|_| !table.rows.is_empty()) {
        // The look of the cells is their own.
        let table = NamedTable::new().set_name(name).set_columns(&named).set_style(TableStyle::None);
        sheet.add_table(first, 0, end - 1, last_column, &table)?;
    }
    Ok(Written { end, printed: found.printed, frozen: found.frozen() })
}

/// How many lines a text takes in a column of a width. The digits that widths count are wider than most letters.
fn wrapped_lines(kind: Kind, value: &Value, width: usize) -> usize {
    let text = data_text(kind, value).unwrap_or_default();
    text.split('\n').map(|line| wrapped(line, width).len().max(1)).sum()
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

/// The number in CSV as the nearest `f64`, which is what a spreadsheet holds; percentage points as a share, which a spreadsheet
/// shows as a percentage.
fn as_in_data(kind: Kind, exact: Decimal) -> Option<f64> {
    let in_data = data_number(kind, exact);
    if !is_in_points(kind) {
        return in_data.parse().ok();
    }
    let points: Decimal = in_data.parse().ok()?;
    points.checked_div(Decimal::ONE_HUNDRED)?.normalize().to_string().parse().ok()
}

/// Whether the numbers are percentage points.
fn is_in_points(kind: Kind) -> bool {
    matches!(kind, Kind::Percent | Kind::Change)
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
    fn new(kind: Kind, is_prose: bool, indent: u8, places: u32) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let text = if is_prose { cell.clone().set_text_wrap() } else { cell.clone() };
        // A text such as `<5` stands under the numbers of its column.
        let text = match kind.is_numeric() {
            true => text.set_align(FormatAlign::Right),
            // Only a text with an alignment is indented.
            false if indent > 0 => text.set_align(FormatAlign::Left).set_indent(indent),
            false => text,
        };
        let number = match number_format(kind, places) {
            Some(code) => cell.clone().set_num_format(code),
            None => cell.clone(),
        };
        CellFormats {
            number,
            date: cell.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(indent),
            quoted: text.clone().set_quote_prefix(),
            text,
        }
    }
}

/// The number format of a kind, with so many decimal places; `None` for the default.
fn number_format(kind: Kind, places: u32) -> Option<Cow<'static, str>> {
    // All numbers of a column have the same decimal places, because `0.##` would show 15 as `15.`.
    let percent = match places {
        0 => "0%",
        1 => "0.0%",
        _ => "0.00%",
    };
    Some(match kind {
        Kind::Money | Kind::SmallMoney => "#,##0.00".into(),
        Kind::Percent => percent.into(),
        Kind::Change => format!("+{percent};-{percent};{percent}").into(),
        Kind::Ratio => "#,##0.00".into(),
        Kind::Share => "0.0%".into(),
        Kind::ShareChange => "+0.0%;-0.0%;0.0%".into(),
        Kind::Count => "#,##0".into(),
        Kind::Number | Kind::Text | Kind::Date | Kind::List | Kind::Nested => return None,
    })
}

/// The most decimal places in a column of percentage points; 0 for any other kind.
fn places<'a>(kind: Kind, values: impl Iterator<Item = &'a Value>) -> u32 {
    if !is_in_points(kind) {
        return 0;
    }
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
        .set_align(FormatAlign::Bottom)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00EE_F1F5))
        .set_border_bottom(FormatBorder::Thin)
}
