//! Writes the sheets of a workbook: one table, or several under each other, with fitting widths and for print.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet};

use super::block;
use super::columns::SheetColumns;
use super::limits::{A4, last};
use super::widths::{Widths, pages, printed_columns, sheet_widths};
use crate::answer::Table;
use crate::render::error::RenderError;
use crate::xml::{is_noncharacter, without_noncharacters};

/// The greatest length of the caption of a printed page, in UTF-16 code units, without the code before it.
const MAX_CAPTION_LEN: usize = 255 - "&L".len();
/// The size of the heading of a table among others, in points.
const HEADING_SIZE: f64 = 13.0;

/// A table of a sheet: its heading, the name of its table for formulas, and the table.
pub(super) struct Part<'a> {
    pub(super) heading: &'a str,
    pub(super) name: String,
    pub(super) table: &'a Table,
}

/// Writes a table to an empty sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    name: &str,
    caption: &str,
    table_name: &str,
    table: &Table,
) -> Result<(), RenderError> {
    sheet.set_name(name)?;
    let columns = SheetColumns::of(table);
    let widths = Widths::new(table, &columns);
    let written = block::write(sheet, name, 0, table_name, table, &columns, &widths)?;
    let frozen = u16::try_from(written.frozen).unwrap_or_default();
    sheet.set_freeze_panes(1, frozen)?;
    let widths = sheet_widths(&[widths]);
    if !widths.is_empty() {
        sheet.set_repeat_rows(0, 0)?;
    }
    if pages(widths.get(..written.printed).unwrap_or(&widths)) > 1
        && let Some(last) = frozen.checked_sub(1)
    {
        sheet.set_repeat_columns(0, last)?;
    }
    finish(sheet, caption, &widths, written.printed, written.end)
}

/// Writes lines of text to an empty sheet, the first in larger letters, and tables under each other, each under its heading.
pub(super) fn write_stacked(
    sheet: &mut Worksheet,
    name: &str,
    caption: &str,
    lines: &[String],
    parts: &[Part<'_>],
) -> Result<(), RenderError> {
    sheet.set_name(name)?;
    let mut row = 0;
    for line in lines {
        let format = if row == 0 { Format::new().set_bold().set_font_size(HEADING_SIZE) } else { Format::new() };
        sheet.write_string_with_format(row, 0, without_noncharacters(line).as_ref(), &format)?;
        row += 1;
    }
    row += u32::from(row > 0);
    let columns: Vec<SheetColumns> = parts.iter().map(|part| SheetColumns::for_people(part.table)).collect();
    let mut widths: Vec<Widths> =
        parts.iter().zip(&columns).map(|(part, columns)| Widths::widest(part.table, columns)).collect();
    Widths::fit(&mut widths);
    for ((part, columns), widths) in parts.iter().zip(&columns).zip(&widths) {
        let heading = without_noncharacters(part.heading);
        sheet.write_string_with_format(
            row,
            0,
            heading.as_ref(),
            &Format::new().set_bold().set_font_size(HEADING_SIZE),
        )?;
        row = block::write(sheet, name, row + 1, &part.name, part.table, columns, widths)?.end + 1;
    }
    finish(sheet, caption, &sheet_widths(&widths), printed_columns(&widths), row)
}

/// Sets the widths of columns, and how the sheet is printed: the columns for people, on as few pages side by side as can be read.
fn finish(
    sheet: &mut Worksheet,
    caption: &str,
    widths: &[usize],
    printed_columns: usize,
    end: u32,
) -> Result<(), RenderError> {
    for (place, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(place, u32::try_from(*width).unwrap_or(u32::MAX))?;
    }
    if let (Some(last_column), Some(last_row)) = (last(widths.len()), end.checked_sub(1)) {
        // Years and codes in text columns are text on purpose, so Excel should not warn about them.
        sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        if let Some(last_printed) = last(printed_columns) {
            sheet.set_print_area(0, 0, last_row, last_printed)?;
        }
    }
    set_print(sheet, caption, widths.get(..printed_columns).unwrap_or(widths));
    Ok(())
}

/// Sets paper, header and footer of a sheet whose printed columns have these widths.
pub(super) fn set_print(sheet: &mut Worksheet, caption: &str, printed_widths: &[usize]) {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(pages(printed_widths), 0);
    sheet.set_header(printed(caption)).set_footer("&L&A&R&P / &N");
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
