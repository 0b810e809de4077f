//! The cells of a sheet, row by row; and its merged cells.

use std::collections::BTreeMap;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::error::WorkbookError;
use super::strings::{push_unescaped, read_rich_text};
use super::xml::{Attributes, CUT_OFF, Xml, attribute};
use crate::tabular::limits::{MAX_COLUMNS, MAX_MERGES, MAX_SHEET_ROWS, READ_SIZE};

/// The most XML tags between two cells. Sheets hold none there.
const MAX_OTHER_TAGS: u32 = 100_000;

/// A cell with a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// From 0.
    pub(super) column: u32,
    /// The index of the cell style.
    pub(super) style: usize,
    pub(super) kind: ValueKind,
    /// Where the text of the cell stands in the text of the row.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// A text, or the name of an error.
    Text,
    /// The number of a shared string.
    SharedString,
    Number,
    Bool,
    /// A date in ISO 8601.
    Date,
}

/// A row with cells; its memory is kept from row to row.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    /// From 0.
    pub(super) number: u32,
    pub(super) cells: Vec<Cell>,
    pub(super) text: String,
}

impl SheetRow {
    pub(super) fn text_of(&self, cell: &Cell) -> &str {
        self.text.get(cell.from..cell.to).unwrap_or_default()
    }
}

/// The rows of a sheet.
pub(super) struct Rows<R: Read> {
    xml: Xml<R>,
    /// The number of the row after the last one.
    next_row: u32,
    /// The most bytes of the texts in a row.
    row_limit: usize,
    other_tags: u32,
    ended: bool,
}

const OUT_OF_ORDER: WorkbookError = WorkbookError::Damaged("its cells are not in order");

impl<R: Read> Rows<R> {
    pub(super) fn new(part: R, row_limit: usize) -> Self {
        Rows { xml: Xml::new(part), next_row: 0, row_limit, other_tags: 0, ended: false }
    }

    /// The number of the row after the last one so far, with or without values.
    pub(super) fn end(&self) -> u32 {
        self.next_row
    }

    /// Reads the next row that has a cell with a value; `false` at the end.
    pub(super) fn next_into(&mut self, row: &mut SheetRow) -> Result<bool, WorkbookError> {
        while !self.ended {
            let number = match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => row_number(&tag, self.next_row)?,
                Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    self.next_row = row_number(&tag, self.next_row)? + 1;
                    continue;
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.ended = true;
                    continue;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.ended = true;
                    continue;
                }
                Event::Eof => return Err(CUT_OFF),
                _ => {
                    self.count_other_tag()?;
                    continue;
                }
            };
            (self.next_row, self.other_tags) = (number + 1, 0);
            row.number = number;
            self.read_cells(row)?;
            if !row.cells.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn count_other_tag(&mut self) -> Result<(), WorkbookError> {
        self.other_tags += 1;
        if self.other_tags > MAX_OTHER_TAGS {
            return Err(WorkbookError::Damaged("it holds something else than cells"));
        }
        Ok(())
    }

    /// Reads the cells of a row whose start has been read.
    fn read_cells(&mut self, row: &mut SheetRow) -> Result<(), WorkbookError> {
        row.cells.clear();
        row.text.clear();
        let mut next_column = 0;
        loop {
            match self.xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let (mut cell, marks) = begun_cell(&tag, next_column)?;
                    cell.from = row.text.len();
                    next_column = cell.column + 1;
                    self.other_tags = 0;
                    if self.read_value(marks, &mut row.text)? {
                        cell.to = row.text.len();
                        row.cells.push(cell);
                    } else {
                        row.text.truncate(cell.from);
                    }
                    if row.text.len() > self.row_limit {
                        return Err(WorkbookError::row_too_long(row.number, self.row_limit));
                    }
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => {
                    next_column = begun_cell(&tag, next_column)?.0.column + 1;
                }
                Event::End(tag) if tag.local_name().as_ref() == "row" => return Ok(()),
                Event::Eof => return Err(CUT_OFF),
                _ => self.count_other_tag()?,
            }
        }
    }

    /// Appends the value of a cell whose start has been read; `false` where it has none.
    fn read_value(&mut self, inline: Inline, into: &mut String) -> Result<bool, WorkbookError> {
        let from = into.len();
        loop {
            let part = match self.xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "v" => CellPart::Value,
                    "is" => CellPart::InlineString,
                    _ => CellPart::Other,
                },
                Event::End(_) => break,
                Event::Eof => return Err(CUT_OFF),
                _ => continue,
            };
            match part {
                // The text of an inline string is in the other part.
                CellPart::Value if inline == Inline::Yes => self.xml.skip()?,
                CellPart::Value if inline == Inline::Formula => {
                    let mut text = String::new();
                    self.xml.text(&mut text)?;
                    push_unescaped(&text, into);
                }
                CellPart::Value => self.xml.text(into)?,
                CellPart::InlineString => read_rich_text(&mut self.xml, into)?,
                CellPart::Other => self.xml.skip()?,
            }
        }
        Ok(into.len() > from)
    }
}

/// An element inside the element of a cell.
#[derive(Debug, Clone, Copy)]
enum CellPart {
    Value,
    InlineString,
    Other,
}

/// Whether the text of a cell stands in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inline {
    /// No, or it is no text.
    No,
    /// In an inline string.
    Yes,
    /// It is the result of a formula.
    Formula,
}

/// The number of a row from 0, which is stated or follows that of the last row.
fn row_number(tag: &BytesStart<'_>, next: u32) -> Result<u32, WorkbookError> {
    let number = match attribute(tag.attributes_raw(), "r") {
        Some(stated) => stated.parse::<u32>().ok().and_then(|number| number.checked_sub(1)),
        None => Some(next),
    };
    let number = number.ok_or(WorkbookError::Damaged("a row has no number"))?;
    match number {
        _ if number < next => Err(OUT_OF_ORDER),
        _ if number >= MAX_SHEET_ROWS => Err(WorkbookError::TooLarge("a sheet has at most 1,048,576 rows")),
        _ => Ok(number),
    }
}

/// A cell by the attributes of its tag, without a value.
fn begun_cell(tag: &BytesStart<'_>, next: u32) -> Result<(Cell, Inline), WorkbookError> {
    let (mut place, mut style, mut kind) = (None, None, None);
    for (name, value) in Attributes(tag.attributes_raw()) {
        match name {
            "r" => place = Some(value),
            "s" => style = Some(value),
            "t" => kind = Some(value),
            _ => {}
        }
    }
    let column = match place {
        Some(place) => reference(place).ok_or(WorkbookError::Damaged("a cell has no place"))?.1,
        None => next,
    };
    match column {
        _ if column < next => return Err(OUT_OF_ORDER),
        _ if column >= MAX_COLUMNS => return Err(WorkbookError::TooLarge("a sheet has at most 16,384 columns")),
        _ => {}
    }
    let style = style.and_then(|style| style.parse().ok()).unwrap_or(0);
    let (kind, inline) = match kind {
        Some("s") => (ValueKind::SharedString, Inline::No),
        Some("b") => (ValueKind::Bool, Inline::No),
        Some("d") => (ValueKind::Date, Inline::No),
        Some("e") => (ValueKind::Text, Inline::No),
        Some("str") => (ValueKind::Text, Inline::Formula),
        Some("inlineStr") => (ValueKind::Text, Inline::Yes),
        _ => (ValueKind::Number, Inline::No),
    };
    Ok((Cell { column, style, kind, from: 0, to: 0 }, inline))
}

/// The row and column, from 0, of a reference such as `B3` or `$B$3`.
fn reference(text: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut digits = 0_u32;
    let mut row = 0_u32;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            letter if letter.is_ascii_alphabetic() && digits == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
            }
            digit if digit.is_ascii_digit() => {
                digits += 1;
                row = row.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// Merged cells of more than one row: for the first row of each, their columns and last rows.
pub(super) type Merges = BTreeMap<u32, Vec<(u32, u32)>>;

/// Reads a part to its end for its merged cells, which stand after the cells. The rest of the XML is not parsed: that would take as
/// long as reading the rows.
pub(super) fn merges(mut part: impl Read) -> Result<Merges, WorkbookError> {
    const NAME: &[u8] = b"mergeCell";
    /// A tag with its attributes is shorter, and so is the prefix of its name. What a read cuts in two is found with the next.
    const MAX_TAG: usize = 256;
    let (mut merges, mut count) = (Merges::new(), 0);
    let mut buffer = vec![0; READ_SIZE];
    // The bytes that are kept of earlier reads, and how many of them have been searched.
    let (mut kept, mut begin) = (0, 0);
    loop {
        let read = match part.read(buffer.get_mut(kept..).unwrap_or_default()) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            read => read.map_err(WorkbookError::of_reading)?,
        };
        let filled = buffer.get(..kept + read).unwrap_or_default();
        let end = if read == 0 { filled.len() } else { filled.len().saturating_sub(MAX_TAG).max(begin) };
        for at in memchr::memmem::find_iter(filled, NAME).filter(|at| (begin..end).contains(at)) {
            let (before, name) = filled.split_at_checked(at).unwrap_or_default();
            let tag = name.get(NAME.len()..name.len().min(MAX_TAG)).unwrap_or_default();
            if !begins_tag(before) || !tag.first().is_some_and(u8::is_ascii_whitespace) {
                continue;
            }
            let tag = tag.split(|byte| *byte == b'>').next().unwrap_or_default();
            let range = std::str::from_utf8(tag).ok().and_then(|tag| attribute(tag, "ref")).and_then(|range| {
                let (first, last) = range.split_once(':')?;
                Some((reference(first)?, reference(last)?))
            });
            let Some(((first, column), (last, _))) = range.filter(|(first, last)| first.0 < last.0) else { continue };
            count += 1;
            if count > MAX_MERGES {
                return Err(WorkbookError::TooLarge("it has more than a million merged cells"));
            }
            merges.entry(first).or_default().push((column, last));
        }
        if read == 0 {
            return Ok(merges);
        }
        let (from, length) = (end.saturating_sub(MAX_TAG), filled.len());
        buffer.copy_within(from..length, 0);
        (kept, begin) = (length - from, end - from);
    }
}

/// Whether the name of a tag may follow: behind `<`, or behind the prefix of its namespace.
fn begins_tag(before: &[u8]) -> bool {
    let Some(prefixed) = before.strip_suffix(b":") else { return before.last() == Some(&b'<') };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') || !byte.is_ascii();
    let prefix = prefixed.iter().rev().take_while(|byte| is_name(byte)).count();
    prefix > 0 && prefixed.iter().rev().nth(prefix) == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, place) in [
            ("A1", Some((0, 0))),
            ("$B$3", Some((2, 1))),
            ("AA10", Some((9, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("1", None),
            ("A", None),
            ("A0", None),
            ("ZZZZZZZZZZZ1", None),
        ] {
            assert_eq!(reference(text), place, "{text}");
        }
    }

    /// Would catch a merge that is lost where a read ends, or found twice.
    #[test]
    fn merges_are_found_wherever_reads_end() {
        struct Pieces<'t>(&'t [u8], usize);
        impl Read for Pieces<'_> {
            fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
                let count = self.1.min(self.0.len()).min(into.len());
                into[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        // Only tags count: no text, no attribute, and no other tag.
        let text = format!(
            "<t>mergeCell ref=\"A1:A9\" :mergeCell ref=\"A1:A9\"</t><mergeCells ref=\"A1:A9\"/><a b=\"x:mergeCell ref='A1:A9'\"/>{}\
             <mergeCells count=\"3\"><mergeCell\n ref=\"A2:A5\"/><x:mergeCell ref=\"B1:C1\"/><a-1:mergeCell\tref='C3:D4'/></mergeCells>",
            " ".repeat(300)
        );
        for piece in 1..400 {
            let found = merges(Pieces(text.as_bytes(), piece)).unwrap();
            assert_eq!(found.into_iter().collect::<Vec<_>>(), [(1, vec![(0, 4)]), (2, vec![(2, 3)])], "{piece}");
        }
    }
}
