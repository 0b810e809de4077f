//! CSV and TSV: raw numbers for other programs, and on request what a spreadsheet needs.

use std::borrow::Cow;

use super::cell::data_text;
use super::{Options, RenderError};
use crate::answer::{Answer, Column, Kind, Place, Table, Value};

/// The byte order mark by which a spreadsheet knows UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The rows of an answer under their data names.
pub(super) fn delimited(answer: &Answer, delimiter: u8, options: &Options) -> Result<Vec<u8>, RenderError> {
    let table = &answer.table;
    let columns = data_columns(table);
    if columns.is_empty() {
        // The csv crate would write an empty record, which reads back as one empty cell.
        return Ok(Vec::new());
    }
    let terminator = if options.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut bytes = if options.excel { BOM.to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(&mut bytes);
    for (_, column) in &columns {
        writer.write_field(text(&column.name, options).as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)?;
    for row in &table.rows {
        for (at, column) in &columns {
            let value = row.get(*at).unwrap_or(&Value::Missing);
            let known = data_text(column.kind, value).unwrap_or_default();
            // A number stays a number, also a negative one: only text can be a formula.
            let field = if value.number().is_some() { known } else { text(&known, options) };
            writer.write_field(field.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

/// The columns that rows for other programs have, each with its place in a row.
pub(super) fn data_columns(table: &Table) -> Vec<(usize, &Column)> {
    let in_data = |column: &Column| column.place != Place::People && column.kind != Kind::Nested;
    table.columns.iter().enumerate().filter(|(_, column)| in_data(column)).collect()
}

fn text<'a>(known: &'a str, options: &Options) -> Cow<'a, str> {
    let shown = options.screen.shown(known);
    if !options.excel {
        return shown;
    }
    match shown {
        Cow::Borrowed(same) => neutralised(same),
        Cow::Owned(changed) => Cow::Owned(neutralised(&changed).into_owned()),
    }
}

/// What makes a cell a formula, after OWASP's page on CSV injection, where it is the first character that is no blank.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A text that a spreadsheet would run as a formula, with an apostrophe before it; any other as it is.
///
/// Formulas begin with `=`, `+`, `-`, `@` or one of their full-width forms, also behind blanks and line breaks, which some
/// spreadsheets leave out. A tab, a carriage return or a line feed at the beginning is one of OWASP's list by itself.
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
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '\u{feff}';
    if text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_blank).starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches a beginning of OWASP's list that is let through, and a text that is changed without need.
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
