//! Renders CSV and TSV, optionally in the form that spreadsheets need.

use std::borrow::Cow;

use super::cell::data_text;
use super::error::RenderError;
use super::options::RenderOptions;
use crate::answer::{Answer, Column, Kind, Table, Value, Visibility};
use crate::screen::is_control_or_bidi;
use crate::tabular::BYTE_ORDER_MARK;

/// The rows of an answer, under a header of data names.
pub(super) fn delimited(answer: &Answer, delimiter: u8, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let mut bytes = header(&answer.table, delimiter, options)?;
    bytes.extend(rows(&answer.table, delimiter, options)?);
    Ok(bytes)
}

/// The header of data names, with the byte order mark for a spreadsheet.
pub(super) fn header(table: &Table, delimiter: u8, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let columns = data_columns(table);
    if columns.is_empty() {
        // The csv crate would write an empty record, which readers take for one empty cell.
        return Ok(Vec::new());
    }
    let start = if options.excel { BYTE_ORDER_MARK.into() } else { Vec::new() };
    let mut writer = writer(start, delimiter, options);
    for (_, column) in &columns {
        writer.write_field(text(&column.name, options).as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)?;
    written(writer)
}

/// The rows of a table without a header.
pub(super) fn rows(table: &Table, delimiter: u8, options: &RenderOptions) -> Result<Vec<u8>, RenderError> {
    let columns = data_columns(table);
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer = writer(Vec::new(), delimiter, options);
    for row in &table.rows {
        for (at, column) in &columns {
            let value = row.get(*at).unwrap_or(&Value::Missing);
            let known = data_text(column.kind, value).unwrap_or_default();
            // Only text can be a formula: a negative number must stay a number.
            let field = if value.number().is_some() { known } else { text(&known, options) };
            writer.write_field(field.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    written(writer)
}

fn writer(start: Vec<u8>, delimiter: u8, options: &RenderOptions) -> csv::Writer<Vec<u8>> {
    let terminator = if options.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(start)
}

fn written(writer: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, RenderError> {
    writer.into_inner().map_err(|error| RenderError::Csv(error.into_error().into()))
}

/// The columns that data has, each with its index in a row.
pub(super) fn data_columns(table: &Table) -> Vec<(usize, &Column)> {
    let in_data = |column: &Column| column.visibility != Visibility::People && column.kind != Kind::Nested;
    table.columns.iter().enumerate().filter(|(_, column)| in_data(column)).collect()
}

fn text<'a>(known: &'a str, options: &RenderOptions) -> Cow<'a, str> {
    let shown = options.screen.sanitised(known);
    if !options.excel {
        return shown;
    }
    match shown {
        Cow::Borrowed(same) => neutralised(same),
        Cow::Owned(changed) => Cow::Owned(neutralised(&changed).into_owned()),
    }
}

/// The characters that begin a formula, after OWASP's page on CSV injection.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text that a spreadsheet would run as a formula, with an apostrophe before it. Other texts are returned unchanged.
///
/// A formula begins with `=`, `+`, `-`, `@` or one of their full-width forms. Blanks, line breaks and invisible characters before
/// these do not count, because some programs skip them. OWASP also lists a tab, carriage return or line feed at the beginning.
///
/// ```
/// use payband::render::neutralised;
///
/// assert_eq!(neutralised("=1+1"), "'=1+1");
/// assert_eq!(neutralised("\n＝1+1"), "'\n＝1+1");
/// assert_eq!(neutralised("Cloud Architect"), "Cloud Architect");
/// ```
#[must_use]
pub fn neutralised(text: &str) -> Cow<'_, str> {
    let is_blank = |letter: char| {
        let is_invisible = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
        letter.is_whitespace() || is_invisible || is_control_or_bidi(letter)
    };
    if text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_blank).starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a beginning of OWASP's list without an apostrophe, and a harmless text that is changed.
    #[test]
    fn no_formula_is_left() {
        for start in [
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "＝",
            "＋",
            "－",
            "＠",
            "\n=",
            "\n\n＝",
            " =",
            "\u{a0}@",
            "\u{feff}=",
            "\u{0}=",
            "\u{200b}=",
            "\u{202e}＝",
            "\u{ad}\u{2060}@",
        ] {
            let text = format!("{start}HYPERLINK(\"http://x\")");
            assert_eq!(neutralised(&text), format!("'{text}"));
            assert_eq!(neutralised(&format!("'{text}")), format!("'{text}"), "twice is once");
        }
        for text in ["", " ", "'=1", "a=1", "1-2", "50%", "（=）", "云架构师", "* note", " x"] {
            assert!(matches!(neutralised(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
