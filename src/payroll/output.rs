//! The output file: its header, and the changes to a row for a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::render::neutralised;
use crate::tabular::{BYTE_ORDER_MARK, Charset, Delimiter, Input, Row, RowTail, quoted};

/// Writes the header of a file, with the names of the columns that are appended. For a spreadsheet (`excel`), a byte order
/// mark comes first, and names that are formulas are neutralised. Otherwise the mark is written if the file has one.
pub(super) fn write_header<'n>(
    sink: &mut impl Write,
    input: &Input<'_>,
    appended: impl Iterator<Item = &'n str>,
    excel: bool,
) -> io::Result<()> {
    let is_utf8 = input.charset().0 == Charset::UTF8;
    if excel || input.has_byte_order_mark() && is_utf8 {
        sink.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let names = input.header().names();
    if !excel || !names.iter().any(|name| neutralised_formula(name).is_some()) {
        return sink.write_all(&input.header().with(appended, input.delimiter()));
    }
    // Written from the names, without the blank lines that may stand before the header.
    let delimiter = input.delimiter();
    let mut bytes = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            bytes.push(delimiter.byte());
        }
        bytes.extend_from_slice(&quoted(neutralised(name).as_bytes(), delimiter));
    }
    for name in appended {
        bytes.push(delimiter.byte());
        bytes.extend_from_slice(name.as_bytes());
    }
    bytes.extend_from_slice(input.header().ending().as_bytes());
    sink.write_all(&bytes)
}

/// Writes a row to `into`, without its line ending, with formulas neutralised.
pub(super) fn neutralise_formulas(row: &Row<'_>, delimiter: Delimiter, into: &mut Vec<u8>) {
    into.clear();
    for column in 0..row.len() {
        if column > 0 {
            into.push(delimiter.byte());
        }
        let raw = row.raw(column).unwrap_or_default();
        let value = row.value(column).unwrap_or_default();
        match neutralised_formula(&String::from_utf8_lossy(&value)) {
            Some(neutralised) => into.extend_from_slice(&quoted(neutralised.as_bytes(), delimiter)),
            None => into.extend_from_slice(raw),
        }
    }
}

/// A text that a spreadsheet would run as a formula, neutralised; `None` for any other text, signed numbers among them.
fn neutralised_formula(text: &str) -> Option<String> {
    let Cow::Owned(neutralised) = neutralised(text) else { return None };
    let unsigned = text.trim().trim_start_matches(['+', '-']);
    let is_number = unsigned.len() + 1 >= text.trim().len()
        && unsigned.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
        && unsigned.replace(',', "").trim_end_matches('%').parse::<f64>().is_ok();
    (!is_number).then_some(neutralised)
}

/// Appends a delimiter for each cell that a row has fewer than `width`.
#[cold]
pub(super) fn add_missing_cells(row: &Row<'_>, width: usize, delimiter: Delimiter, tail: &mut RowTail<'_>) {
    for _ in row.len()..width {
        tail.push(&[delimiter.byte()]);
    }
}
