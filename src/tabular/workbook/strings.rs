//! The shared strings of a workbook, to which its cells refer by number.

use quick_xml::events::Event;

use super::error::WorkbookError;
use super::package::Package;
use super::xml::{CUT_OFF, Xml};
use crate::tabular::limits::{MAX_SHARED_STRINGS_LEN, MAX_XML_PIECE};

/// The shared strings, in one buffer.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    /// Reads the strings of a part.
    pub(super) fn read(package: &mut Package<'_>, name: Option<&str>) -> Result<Self, WorkbookError> {
        let mut strings = SharedStrings::default();
        let Some(part) = package.part(name.unwrap_or("xl/sharedStrings.xml"))? else { return Ok(strings) };
        let mut xml = Xml::new(part);
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                    read_rich_text(&mut xml, &mut strings.text)?;
                    strings.ends.push(strings.text.len());
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => strings.ends.push(strings.text.len()),
                Event::End(tag) if tag.local_name().as_ref() == "sst" => return Ok(strings),
                Event::Eof if strings.ends.is_empty() => return Ok(strings),
                Event::Eof => return Err(CUT_OFF),
                _ => {}
            }
            // A string of no bytes takes eight, too.
            if strings.text.len() + strings.ends.len() * 8 > MAX_SHARED_STRINGS_LEN {
                return Err(WorkbookError::TooLarge("its texts have more than 256 MiB"));
            }
        }
    }

    /// The string of this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

/// Appends the text of a string item or an inline string whose start has been read: all of its runs, without the phonetic
/// readings of Japanese text.
pub(super) fn read_rich_text<R: std::io::Read>(xml: &mut Xml<R>, into: &mut String) -> Result<(), WorkbookError> {
    let (mut depth, from) = (1_u32, into.len());
    while depth > 0 {
        let (is_text, is_phonetic) = match xml.next()? {
            Event::Start(tag) => (tag.local_name().as_ref() == "t", tag.local_name().as_ref() == "rPh"),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => return Err(CUT_OFF),
            _ => continue,
        };
        match (is_text, is_phonetic) {
            (true, _) => {
                let mut run = String::new();
                xml.text(&mut run)?;
                push_unescaped(&run, into);
            }
            (_, true) => xml.skip()?,
            _ => depth += 1,
        }
        if into.len() - from > MAX_XML_PIECE {
            return Err(WorkbookError::TooLarge("a text is longer than 4 MiB"));
        }
    }
    Ok(())
}

/// Appends a text with its escapes resolved: `_x000D_` is a carriage return (ECMA-376, ST_Xstring).
pub(super) fn push_unescaped(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
        into.push_str(before);
        let digits = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        let letter = digits
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match letter {
            Some(letter) => {
                into.push(letter);
                rest = escape.get(7..).unwrap_or_default();
            }
            None => {
                into.push_str("_x");
                rest = escape.get(2..).unwrap_or_default();
            }
        }
    }
    into.push_str(rest);
}
