//! One table on one sheet: cells by their kind, a header that stays, a filter, widths that fit.

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

/// The longest text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// How many rows a sheet has.
const ROWS: usize = 1_048_576;
/// How many columns a sheet has.
const COLUMNS: usize = 16_384;
/// The longest caption of a printed page, in UTF-16 units, with the code before it.
const LONGEST_CAPTION: usize = 255 - "&L".len();
/// The years whose days a spreadsheet can count.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

/// The narrowest column, in characters.
const NARROWEST: usize = 6;
/// The widest column of text: a longer one breaks into lines.
const WIDEST: usize = 70;
/// The room beside a text, and that of the arrow of the filter beside a heading.
const ROOM: usize = 1;
const ROOM_FOR_ARROW: usize = 4;
/// A4, as Excel counts papers.
const A4: u8 = 9;

/// Fills an empty sheet.
pub(super) fn write(sheet: &mut Worksheet, name: &str, caption: &str, table: &Table) -> Result<(), RenderError> {
    sheet.set_name(name)?;
    let columns = data_columns(table);
    let height = table.rows.len() + 1;
    if height > ROWS || columns.len() > COLUMNS {
        return Err(RenderError::SheetTooLarge { sheet: name.to_owned() });
    }
    for (place, (at, column)) in (0_u16..).zip(&columns) {
        let values = || table.rows.iter().map(|row| row.get(*at).unwrap_or(&Value::Missing));
        let width = values().map(|value| shown_width(column.kind, value)).max().unwrap_or(0);
        let is_prose = !column.kind.is_numeric() && width > WIDEST;
        let looks = Looks::new(column.kind, is_prose, places(values()));
        let heading = without_noncharacters(&column.name);
        sheet.write_string_with_format(0, place, heading.as_ref(), &header(column.kind))?;
        let width = if is_prose { WIDEST } else { width + ROOM };
        let width = width.max(max_width(&column.name) + ROOM_FOR_ARROW).max(NARROWEST);
        sheet.set_column_width(place, u32::try_from(width).unwrap_or(u32::MAX))?;
        for (row, value) in (1_u32..).zip(values()) {
            write_cell(sheet, (row, place), column, value, &looks).map_err(|refused| refused.at(name, column, row))?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last_column), Ok(last_row)) = (last(columns.len()), u32::try_from(height - 1)) {
        sheet.autofilter(0, 0, last_row, last_column)?;
        // A year or a code among words is meant as words: no warning triangles.
        sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        sheet.set_repeat_rows(0, 0)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_header(printed(caption)).set_footer("&L&A&R&P / &N");
    Ok(())
}

/// The number of the last of so many columns.
fn last(columns: usize) -> Option<u16> {
    columns.checked_sub(1).and_then(|last| u16::try_from(last).ok())
}

/// Why a cell could not be written.
enum Refused {
    TooLong,
    Writer(rust_xlsxwriter::XlsxError),
}

impl Refused {
    fn at(self, sheet: &str, column: &Column, row: u32) -> RenderError {
        match self {
            Refused::TooLong => {
                RenderError::CellTooLong { sheet: sheet.to_owned(), column: column.name.to_string(), row }
            }
            Refused::Writer(error) => error.into(),
        }
    }
}

/// A number as a number, a date as a date, and all else as a text, also what looks like a formula.
fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    column: &Column,
    value: &Value,
    looks: &Looks,
) -> Result<(), Refused> {
    let written = match value {
        Value::Number(exact) | Value::Marked(exact, _) => match as_in_data(column.kind, *exact) {
            Some(number) => sheet.write_number_with_format(row, place, number, &looks.number),
            None => return Ok(()),
        },
        _ => match (day(column.kind, value), data_text(column.kind, value)) {
            (Some(day), _) => sheet.write_date_with_format(row, place, day, &looks.date),
            (None, Some(text)) if text.encode_utf16().count() > LONGEST_TEXT => return Err(Refused::TooLong),
            (None, Some(text)) => {
                let text = without_noncharacters(&text);
                let look = if neutralised(&text) == text { &looks.text } else { &looks.quoted };
                sheet.write_string_with_format(row, place, text.as_ref(), look)
            }
            (None, None) => return Ok(()),
        },
    };
    written.map(|_| ()).map_err(Refused::Writer)
}

/// The number that CSV has, as near as a spreadsheet can hold it: with 15 digits and more, where CSV may have 28.
fn as_in_data(kind: Kind, exact: Decimal) -> Option<f64> {
    data_number(kind, exact).parse().ok()
}

/// The day that a date column holds; `None` for a mere year, and for days before spreadsheets begin to count.
fn day(kind: Kind, value: &Value) -> Option<Date> {
    match (kind, value) {
        (Kind::Date, Value::Text(text)) => text.parse().ok().filter(|day: &Date| YEARS.contains(&day.year())),
        _ => None,
    }
}

/// How the cells of a column look.
struct Looks {
    number: Format,
    date: Format,
    text: Format,
    /// For what would turn into a formula when somebody edits the cell.
    quoted: Format,
}

impl Looks {
    fn new(kind: Kind, is_prose: bool, places: u32) -> Self {
        let cell = Format::new().set_align(FormatAlign::Top);
        let text = if is_prose { cell.clone().set_text_wrap() } else { cell.clone() };
        let number = match number_format(kind, places) {
            Some(code) => cell.clone().set_num_format(code),
            None => cell.clone(),
        };
        Looks {
            number,
            date: cell.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            quoted: text.clone().set_quote_prefix(),
            text,
        }
    }
}

/// How a spreadsheet shows the numbers of a kind, which have as many places; `None` for as it likes.
fn number_format(kind: Kind, places: u32) -> Option<Cow<'static, str>> {
    // Not `0.##`, which shows 15 as `15.`: all of a column have the places that one of them needs.
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

/// The places that percentage points need to be shown as published.
fn places<'a>(values: impl Iterator<Item = &'a Value>) -> u32 {
    let needed = values.filter_map(|value| match value {
        Value::Number(exact) | Value::Marked(exact, _) => Some(round_ratio(*exact).normalize().scale()),
        _ => None,
    });
    needed.max().unwrap_or(0)
}

/// The heading of a column, over its values.
fn header(kind: Kind) -> Format {
    let align = if kind.is_numeric() { FormatAlign::Right } else { FormatAlign::Left };
    Format::new()
        .set_bold()
        .set_align(align)
        .set_background_color(Color::RGB(0x00EE_F1F5))
        .set_border_bottom(FormatBorder::Thin)
}

/// How many columns of a terminal a value would fill, which is how wide it is here too: Chinese characters count double.
fn shown_width(kind: Kind, value: &Value) -> usize {
    let text: Cow<'_, str> = match value {
        Value::Number(exact) | Value::Marked(exact, _) => match kind {
            Kind::Money => grouped(*exact, 2).into(),
            Kind::Number => data_number(kind, *exact).into(),
            _ => people_number(kind, *exact).into(),
        },
        _ => data_text(kind, value).unwrap_or_default(),
    };
    // A point and two places, which another number of the column may make this one have.
    let room = if matches!(kind, Kind::Percent | Kind::Change) { ".00".len() } else { 0 };
    max_width(&text) + room
}

/// The caption of a printed page, where `&` begins a code.
fn printed(caption: &str) -> String {
    let mut printed = String::from("&L");
    let mut used = 0;
    for character in caption.chars().filter(|letter| !letter.is_control() && !is_noncharacter(*letter)) {
        used += character.len_utf16() * if character == '&' { 2 } else { 1 };
        if used > LONGEST_CAPTION {
            break;
        }
        printed.push(character);
        if character == '&' {
            printed.push(character);
        }
    }
    printed
}
