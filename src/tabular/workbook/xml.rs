//! Reads XML with a limit for each of its pieces.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::errors::Error as SyntaxError;
use quick_xml::events::{BytesRef, Event};

use super::error::WorkbookError;
use crate::tabular::limits::{MAX_XML_PIECE, READ_SIZE};

/// A reader of the events of an XML text.
pub(super) struct Xml<R: Read> {
    reader: Reader<Metered<BufReader<R>>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(source: R) -> Self {
        let source = Metered { source: BufReader::with_capacity(READ_SIZE, source), taken: 0 };
        let mut reader = Reader::from_reader(source);
        // What closes what is counted by the callers, and comparing the names takes time.
        reader.config_mut().check_end_names = false;
        Xml { reader, buffer: Vec::new() }
    }

    /// The next event.
    ///
    /// # Errors
    /// Errors of the source, of the XML, and [`WorkbookError::TooLarge`].
    pub(super) fn next(&mut self) -> Result<Event<'_>, WorkbookError> {
        self.buffer.clear();
        self.reader.get_mut().taken = 0;
        self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            SyntaxError::Io(error) => match Arc::into_inner(error) {
                Some(error) => WorkbookError::of_reading(error),
                None => CUT_OFF,
            },
            _ => WorkbookError::Damaged("its XML has an error"),
        })
    }

    /// Passes over the rest of an element whose start has been read.
    pub(super) fn skip(&mut self) -> Result<(), WorkbookError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(CUT_OFF),
                _ => {}
            }
        }
        Ok(())
    }

    /// Appends the text of an element whose start has been read, up to its end.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), WorkbookError> {
        let mut depth = 1_u32;
        while depth > 0 {
            match self.next()? {
                Event::Text(text) => into.push_str(&text.xml10_content()),
                Event::CData(text) => into.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&reference, into)?,
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(CUT_OFF),
                _ => {}
            }
            if into.len() > MAX_XML_PIECE {
                return Err(TOO_LONG);
            }
        }
        Ok(())
    }
}

pub(super) const CUT_OFF: WorkbookError = WorkbookError::Damaged("its XML is cut off");
const TOO_LONG: WorkbookError = WorkbookError::TooLarge("a text is longer than 4 MiB");

fn push_reference(reference: &BytesRef<'_>, into: &mut String) -> Result<(), WorkbookError> {
    let letter = match &**reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => match reference.resolve_char_ref() {
            Ok(Some(letter)) => letter,
            _ => return Err(WorkbookError::Damaged("its XML has an unknown entity")),
        },
    };
    into.push(letter);
    Ok(())
}

/// A source that fails where too much of it is taken for one event.
struct Metered<R> {
    source: R,
    taken: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.source.read(into)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > MAX_XML_PIECE {
            return Err(io::Error::other(TOO_LONG));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
        self.source.consume(amount);
    }
}

/// The names and values of attributes, in their order; entities are not resolved. Ends at the first that has an error.
pub(super) struct Attributes<'t>(pub(super) &'t str);

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.0.as_bytes();
        let equals = memchr::memchr(b'=', bytes)?;
        let name = self.0.get(..equals)?.trim_ascii();
        let blanks = bytes.get(equals + 1..)?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let begin = equals + 1 + blanks;
        let quote = *bytes.get(begin).filter(|quote| matches!(quote, b'"' | b'\''))?;
        let length = memchr::memchr(quote, bytes.get(begin + 1..)?)?;
        let value = self.0.get(begin + 1..begin + 1 + length)?;
        self.0 = self.0.get(begin + 2 + length..)?;
        Some((name, value))
    }
}

/// The value of an attribute, by its name without a prefix; entities are not resolved.
pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let is_named = |key: &str| key == name || key.rsplit_once(':').is_some_and(|(_, local)| local == name);
    Attributes(attributes).find(|(key, _)| is_named(key)).map(|(_, value)| value)
}

/// The value of an attribute with its entities resolved.
pub(super) fn attribute_text(attributes: &str, name: &str) -> Option<String> {
    let raw = attribute(attributes, name)?;
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned()))
}
