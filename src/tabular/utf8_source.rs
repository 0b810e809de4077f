//! Decodes a source of any encoding to valid UTF-8, in bounded memory.
//!
//! UTF-8 is read into the caller's buffer and checked there. Other encodings are decoded 64 KiB at a time. Text before
//! invalid bytes is returned before the error.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::buffer::lengthen;
use super::charset::{Charset, EncodingEvidence};
use super::error::Error;
use super::limits::{READ_SIZE, SAMPLE_LEN};
use super::unpack::{Packing, Unpacked, has_trailing_bytes, refused_window, unpack};

/// A source of UTF-8.
pub(super) struct Utf8Source<'s> {
    raw: RawSource<'s>,
    transcoding: Transcoding,
    /// The offset of the next raw byte in the unpacked input.
    offset: u64,
    failed: Option<Error>,
    pub(super) charset: Charset,
    pub(super) evidence: EncodingEvidence,
    pub(super) has_byte_order_mark: bool,
    pub(super) packing: Option<Packing>,
}

enum Transcoding {
    /// UTF-8 is only checked. Holds the beginning of a character that a read cut in two.
    Check(PartialChar),
    Decode(Box<DecodingBuffers>),
}

impl<'s> Utf8Source<'s> {
    /// Opens a source, and detects its packing and its encoding.
    pub(super) fn open(source: impl Read + Send + 's, given: Option<Charset>) -> Result<Self, Error> {
        let (source, packing) = unpack(source).map_err(Error::Read)?;
        let mut raw = RawSource { sample: Vec::new(), given_out: 0, source, packing, ended: false, failed: None };
        raw.fill_sample();
        let (charset, evidence, mark) = Charset::of(&raw.sample, raw.ended, given);
        raw.given_out = mark;
        let transcoding = if charset.encoding() == UTF_8 {
            Transcoding::Check(PartialChar::default())
        } else {
            Transcoding::Decode(Box::new(DecodingBuffers::new(charset.encoding())))
        };
        let offset = mark as u64;
        Ok(Utf8Source {
            raw,
            transcoding,
            offset,
            failed: None,
            charset,
            evidence,
            has_byte_order_mark: mark > 0,
            packing,
        })
    }

    /// Whether a byte by which the encoding was detected may be a backslash or a single quote.
    pub(super) fn may_have_other_quotes(&self) -> bool {
        memchr::memchr2(b'\\', b'\'', &self.raw.sample).is_some()
    }

    /// The text of the bytes by which the encoding was detected, and whether there is no more. Invalid bytes are replaced.
    pub(super) fn sample(&self) -> (Cow<'_, [u8]>, bool) {
        let sample = self.raw.sample.get(self.raw.given_out..).unwrap_or_default();
        let text = match &self.transcoding {
            Transcoding::Check(_) => Cow::Borrowed(sample),
            Transcoding::Decode(_) => match self.charset.encoding().decode_without_bom_handling(sample).0 {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            },
        };
        (text, self.raw.ended && self.raw.failed.is_none())
    }

    /// Whether the next read does not wait for the source: it returns a part of the sample, or the end.
    pub(super) fn is_available(&self) -> bool {
        self.failed.is_none() && (self.raw.given_out < self.raw.sample.len() || self.raw.ended)
    }

    /// Fills the beginning of `into`, which is not empty, with the next bytes; none at the end. The end of `into`, or an error,
    /// may cut a character in two.
    pub(super) fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let encoding = self.charset.name();
        let (read, wrong) = match &mut self.transcoding {
            Transcoding::Check(partial) => {
                let read = self.raw.read(into)?;
                let wrong = partial.check(into.get(..read).unwrap_or_default());
                // An invalid character may have begun in an earlier read: then its offset is before this one.
                let wrong = wrong.map(|(good, before)| (good, self.offset + good as u64 - before as u64));
                self.offset += read as u64;
                (read, wrong)
            }
            Transcoding::Decode(decoding) => {
                let read = decoding.read(&mut self.raw, into)?;
                (read, decoding.wrong.map(|at| (read, self.offset + at)).filter(|_| read == 0))
            }
        };
        let Some((good, byte)) = wrong else { return Ok(read) };
        let error = Error::Encoding { encoding, byte, line: 0 };
        if good == 0 {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(good)
    }
}

/// The unpacked bytes of a source. The sample comes first.
struct RawSource<'s> {
    sample: Vec<u8>,
    given_out: usize,
    source: Unpacked<'s>,
    packing: Option<Packing>,
    ended: bool,
    failed: Option<Error>,
}

impl RawSource<'_> {
    fn fill_sample(&mut self) {
        let mut filled = 0;
        while filled < SAMPLE_LEN && !self.ended {
            // Grows step by step, so that a small file does not take the memory of a whole sample.
            lengthen(&mut self.sample, (filled + READ_SIZE).min(SAMPLE_LEN));
            match read(&mut self.source, self.sample.get_mut(filled..).unwrap_or_default()) {
                Ok(0) => self.ended = true,
                Ok(read) => filled += read,
                Err(error) => match source_error(error, self.packing) {
                    Error::EndOfBlock => break,
                    error => (self.ended, self.failed) = (true, Some(error)),
                },
            }
        }
        self.sample.truncate(filled);
    }

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let kept = self.sample.get(self.given_out..).unwrap_or_default();
        if !kept.is_empty() {
            let taken = copy(kept, into);
            self.given_out += taken;
            if self.given_out == self.sample.len() {
                (self.sample, self.given_out) = (Vec::new(), 0);
            }
            return Ok(taken);
        }
        match self.failed.take() {
            Some(error) => Err(error),
            None if self.ended => Ok(0),
            None => read(&mut self.source, into).map_err(|error| source_error(error, self.packing)),
        }
    }
}

fn read(source: &mut Unpacked<'_>, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Copies as much as fits, and returns the number of bytes.
pub(super) fn copy(from: &[u8], into: &mut [u8]) -> usize {
    let fits = from.len().min(into.len());
    if let (Some(into), Some(from)) = (into.get_mut(..fits), from.get(..fits)) {
        into.copy_from_slice(from);
    }
    fits
}

/// The error of this module for a failing source.
fn source_error(source: io::Error, packing: Option<Packing>) -> Error {
    // A file of another kind is read as CSV that is made of it, with errors of its own.
    let source = match source.downcast::<Error>() {
        Ok(error) => return error,
        Err(source) => source,
    };
    if let Some(window) = refused_window(&source) {
        return Error::WindowTooLarge { window };
    }
    match (packing, source.kind()) {
        (Some(packing), _) if has_trailing_bytes(&source) => Error::TrailingBytes(packing),
        (Some(packing), io::ErrorKind::UnexpectedEof) => Error::Truncated(packing),
        (Some(packing), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => Error::Damaged { packing, source },
        _ => Error::Read(source),
    }
}

/// The first bytes of a UTF-8 character that a read cut in two.
#[derive(Debug, Default)]
struct PartialChar {
    bytes: [u8; 4],
    length: usize,
}

impl PartialChar {
    /// Checks the next piece; an empty one is the end. `Some` where it is invalid: the number of valid bytes at its start, and
    /// the number of bytes before it that belong to the invalid character.
    fn check(&mut self, piece: &[u8]) -> Option<(usize, usize)> {
        let before = self.length;
        if before == 0 {
            return self.check_whole(piece).map(|good| (good, 0));
        }
        if piece.is_empty() {
            return Some((0, before));
        }
        // A character has at most four bytes, so the loop ends after three or at the end of the piece.
        for (taken, byte) in piece.iter().enumerate() {
            if let Some(slot) = self.bytes.get_mut(self.length) {
                *slot = *byte;
                self.length += 1;
            }
            match std::str::from_utf8(self.bytes.get(..self.length).unwrap_or_default()) {
                Ok(_) => {
                    self.length = 0;
                    let rest = piece.get(taken + 1..).unwrap_or_default();
                    return self.check_whole(rest).map(|good| (taken + 1 + good, 0));
                }
                Err(error) if error.error_len().is_some() => return Some((0, before)),
                Err(_) => {}
            }
        }
        None
    }

    fn check_whole(&mut self, piece: &[u8]) -> Option<usize> {
        // Much faster than the standard library for text that is not ASCII.
        let good = Encoding::utf8_valid_up_to(piece);
        if good == piece.len() {
            return None;
        }
        let rest = piece.get(good..).unwrap_or_default();
        match std::str::from_utf8(rest) {
            Err(error) if error.error_len().is_none() && rest.len() < 4 => {
                self.length = copy(rest, &mut self.bytes);
                None
            }
            _ => Some(good),
        }
    }
}

/// A decoder between two buffers.
struct DecodingBuffers {
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    text: Vec<u8>,
    text_from: usize,
    text_to: usize,
    /// The number of raw bytes decoded so far.
    taken: u64,
    ended: bool,
    finished: bool,
    /// The offset of the first invalid raw byte, where decoding stopped.
    wrong: Option<u64>,
}

impl DecodingBuffers {
    fn new(encoding: &'static Encoding) -> Self {
        DecodingBuffers {
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; READ_SIZE],
            raw_from: 0,
            raw_to: 0,
            text: vec![0; READ_SIZE],
            text_from: 0,
            text_to: 0,
            taken: 0,
            ended: false,
            finished: false,
            wrong: None,
        }
    }

    /// Copies decoded bytes to `into`; none at the end or at an invalid byte.
    fn read(&mut self, raw: &mut RawSource<'_>, into: &mut [u8]) -> Result<usize, Error> {
        while self.text_from == self.text_to && !self.finished && self.wrong.is_none() {
            if self.raw_from == self.raw_to && !self.ended {
                self.raw_to = raw.read(&mut self.raw)?;
                self.raw_from = 0;
                self.ended = self.raw_to == 0;
            }
            let piece = self.raw.get(self.raw_from..self.raw_to).unwrap_or_default();
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(piece, &mut self.text, self.ended);
            self.raw_from += read;
            self.taken += read as u64;
            (self.text_from, self.text_to) = (0, written);
            match result {
                DecoderResult::InputEmpty => self.finished = self.ended,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(wrong, after) => {
                    self.wrong = Some(self.taken.saturating_sub(u64::from(wrong) + u64::from(after)));
                }
            }
        }
        let ready = self.text.get(self.text_from..self.text_to).unwrap_or_default();
        let given = copy(ready, into);
        self.text_from += given;
        Ok(given)
    }
}
