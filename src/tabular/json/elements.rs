//! Splits JSON text into the objects of its lines or of its array.

use serde_json::value::RawValue;

use crate::tabular::error::{Error, JsonFault};
use crate::tabular::limits::READ_SIZE;
use crate::tabular::utf8_source::Utf8Source;

/// How the objects of a file are arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tabular) enum Arrangement {
    /// One object in each line. Blank lines are passed over.
    Lines,
    /// The elements of one array.
    Array,
}

/// The objects of a file, one after the other.
pub(super) struct Elements<'s> {
    text: Utf8Source<'s>,
    buffer: Vec<u8>,
    /// The first byte that has not been handed out.
    start: usize,
    ended: bool,
    failed: Option<Error>,
    arrangement: Arrangement,
    /// The most bytes of an object.
    limit: usize,
    /// The line of the first byte that has not been handed out.
    line: u64,
    state: ArrayState,
}

/// What has been read of an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ArrayState {
    BeforeArray,
    BeforeFirst,
    AfterComma,
    AfterElement,
    AfterArray,
}

/// The text of an object, and the line in which it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'b> {
    pub(super) text: &'b str,
    pub(super) line: u64,
    /// Whether a line break ended it.
    pub(super) ends_line: bool,
}

impl<'s> Elements<'s> {
    pub(super) fn new(
        text: Utf8Source<'s>,
        arrangement: Arrangement,
        limit: usize,
        skipped_lines: u64,
    ) -> Result<Self, Error> {
        let mut elements = Elements {
            text,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            failed: None,
            arrangement,
            limit,
            line: 1,
            state: ArrayState::BeforeArray,
        };
        for _ in 0..skipped_lines {
            if elements.take_line()?.is_none() {
                return Err(Error::NothingAfterSkipped(skipped_lines));
            }
        }
        Ok(elements)
    }

    /// The next object; `None` at the end.
    ///
    /// # Errors
    /// The error of the source, [`Error::Json`] for anything else than objects, and [`Error::RowTooLong`].
    pub(super) fn next(&mut self) -> Result<Option<Element<'_>>, Error> {
        let Some((from, to, line)) = (match self.arrangement {
            Arrangement::Lines => self.next_line()?,
            Arrangement::Array => self.next_of_array()?,
        }) else {
            return Ok(None);
        };
        let bytes = self.buffer.get(from..to).unwrap_or_default();
        // The source is valid UTF-8, and JSON is split at ASCII characters.
        let text = std::str::from_utf8(bytes).map_err(|_| Error::Json { line, fault: JsonFault::NoObject })?;
        let is_last = self.ended && self.start == self.buffer.len() && self.buffer.last() != Some(&b'\n');
        Ok(Some(Element { text, line, ends_line: self.arrangement == Arrangement::Lines && !is_last }))
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Reads on; `false` at the end. An error of the source is returned when everything before it has been handed out.
    fn fill(&mut self) -> Result<bool, Error> {
        if self.ended {
            return self.failed.take().map_or(Ok(false), |error| Err(error.at_line(self.line)));
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let filled = self.buffer.len();
        self.buffer.resize(filled + filled.max(READ_SIZE), 0);
        let read = self.text.read(self.buffer.get_mut(filled..).unwrap_or_default());
        let read = read.unwrap_or_else(|error| {
            self.failed = Some(error);
            0
        });
        self.buffer.truncate(filled + read);
        self.ended = read == 0;
        if self.ended { self.fill() } else { Ok(true) }
    }

    fn too_long(&self) -> Error {
        Error::RowTooLong { line: self.line, limit: self.limit, open: false }
    }

    /// The positions of the next line without its end, and its number; `None` at the end of the file.
    fn take_line(&mut self) -> Result<Option<(usize, usize, u64)>, Error> {
        let mut searched = 0;
        let length = loop {
            match memchr::memchr(b'\n', self.rest().get(searched..).unwrap_or_default()) {
                Some(at) if searched + at <= self.limit => break searched + at,
                Some(_) => return Err(self.too_long()),
                None if self.rest().len() > self.limit => return Err(self.too_long()),
                None => {
                    searched = self.rest().len();
                    if !self.fill()? {
                        if searched == 0 {
                            return Ok(None);
                        }
                        break searched;
                    }
                }
            }
        };
        let found = (self.start, self.start + length, self.line);
        self.start = (self.start + length + 1).min(self.buffer.len());
        self.line += 1;
        Ok(Some(found))
    }

    /// The next line that is not blank.
    fn next_line(&mut self) -> Result<Option<(usize, usize, u64)>, Error> {
        while let Some((from, to, line)) = self.take_line()? {
            let text = self.buffer.get(from..to).unwrap_or_default();
            let (before, after) = blanks(text);
            if before < text.len() {
                return Ok(Some((from + before, to - after, line)));
            }
        }
        Ok(None)
    }

    /// Passes blanks over, and returns the next byte; `None` at the end of the file.
    fn next_byte(&mut self) -> Result<Option<u8>, Error> {
        loop {
            let blank = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.pass(blank);
            match self.rest().first().copied() {
                Some(byte) => return Ok(Some(byte)),
                None if self.fill()? => {}
                None => return Ok(None),
            }
        }
    }

    fn pass(&mut self, count: usize) {
        let passed = self.rest().get(..count).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.start += count;
    }

    fn next_of_array(&mut self) -> Result<Option<(usize, usize, u64)>, Error> {
        loop {
            let (state, next) = (self.state, self.next_byte()?);
            let fault = |fault| Error::Json { line: self.line, fault };
            self.state = match (state, next) {
                (ArrayState::AfterArray, None) => return Ok(None),
                (ArrayState::AfterArray, Some(_)) => return Err(fault(JsonFault::AfterArray)),
                (_, None) => return Err(fault(JsonFault::CutOff)),
                (ArrayState::BeforeArray, Some(b'[')) => ArrayState::BeforeFirst,
                (ArrayState::BeforeFirst | ArrayState::AfterElement, Some(b']')) => ArrayState::AfterArray,
                (ArrayState::AfterElement, Some(b',')) => ArrayState::AfterComma,
                (ArrayState::BeforeFirst | ArrayState::AfterComma, Some(b'{')) => {
                    self.state = ArrayState::AfterElement;
                    return self.take_object().map(Some);
                }
                _ => return Err(fault(JsonFault::NoObject)),
            };
            self.pass(1);
        }
    }

    /// Takes the object that begins at the next byte.
    fn take_object(&mut self) -> Result<(usize, usize, u64), Error> {
        let line = self.line;
        loop {
            let mut values = serde_json::Deserializer::from_slice(self.rest()).into_iter::<&RawValue>();
            let fault = match values.next() {
                Some(Ok(_)) => {
                    let length = values.byte_offset();
                    if length > self.limit {
                        return Err(self.too_long());
                    }
                    let found = (self.start, self.start + length, line);
                    self.pass(length);
                    return Ok(found);
                }
                Some(Err(error)) if !error.is_eof() => JsonFault::NoObject,
                _ => JsonFault::CutOff,
            };
            if fault == JsonFault::NoObject {
                return Err(Error::Json { line, fault });
            }
            if self.rest().len() > self.limit {
                return Err(self.too_long());
            }
            if !self.fill()? {
                return Err(Error::Json { line, fault });
            }
        }
    }

    /// The encoding of the text.
    pub(super) fn text(&self) -> &Utf8Source<'s> {
        &self.text
    }
}

/// The numbers of blanks at both ends of a line.
fn blanks(text: &[u8]) -> (usize, usize) {
    let before = text.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let after = text.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    (before, after)
}
