//! Unpacks gzip and Zstandard, which are detected by their first bytes.

use super::options::READ_SIZE;
use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The packing of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip, with one member or several.
    Gzip,
    /// Zstandard, with one frame or several.
    Zstd,
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
        })
    }
}

/// A source of unpacked bytes.
pub(super) type Unpacked<'s> = Box<dyn Read + Send + 's>;

/// The largest accepted window of a Zstandard frame, in bytes. A frame needs that much memory. `zstd --long` writes such
/// windows, and `zstd -d` accepts no larger ones.
const MAX_WINDOW: u64 = 128 << 20;

/// The window in bytes, where an error means that the window of an archive is too large.
pub(super) fn refused_window(error: &io::Error) -> Option<u64> {
    match error.get_ref()?.downcast_ref()? {
        FrameDecoderError::WindowSizeTooBig { requested, .. } => Some(*requested),
        _ => None,
    }
}

/// Bytes behind the last member or frame that begin no further one.
#[derive(Debug, thiserror::Error)]
#[error("other bytes follow the packed data")]
struct TrailingBytes;

/// Whether an error means that other bytes follow the packed data.
pub(super) fn has_trailing_bytes(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|error| error.is::<TrailingBytes>())
}

fn trailing_bytes() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, TrailingBytes)
}

/// Whether bytes begin a gzip member, or are the beginning of such bytes. RFC 1952 §2.3.1: the two magic bytes and the one method.
fn begins_gzip(start: &[u8]) -> bool {
    const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];
    start.iter().zip(MAGIC).all(|(byte, magic)| *byte == magic)
}

/// Whether bytes begin a Zstandard frame, or are the beginning of such bytes. RFC 8878 §3.1.1, and §3.1.2 for skippable frames.
fn begins_zstd(start: &[u8]) -> bool {
    const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    const SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];
    let is_skippable = |start: &[u8]| match start {
        [0x50..=0x5f, rest @ ..] => rest.iter().zip(SKIPPABLE).all(|(byte, magic)| *byte == magic),
        _ => false,
    };
    start.iter().zip(MAGIC).all(|(byte, magic)| *byte == magic) || is_skippable(start)
}

/// A source behind its first bytes, which were read to see what they are.
type Peeked<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The next bytes of a source, at most `length`, and the source with them.
fn peek<R: BufRead>(mut source: R, length: u64) -> io::Result<Peeked<R>> {
    let mut start = Vec::new();
    source.by_ref().take(length).read_to_end(&mut start)?;
    Ok(Cursor::new(start).chain(source))
}

/// A reader of all members of a gzip file. Zeros behind the last one are padding, as for gzip(1).
struct Members<R> {
    /// `None` at the end.
    decoder: Option<GzDecoder<Peeked<R>>>,
}

impl<R: BufRead> Members<R> {
    fn new(source: R) -> Self {
        Members { decoder: Some(GzDecoder::new(Cursor::new(Vec::new()).chain(source))) }
    }

    /// Begins the next member, if there is one.
    fn begin_member(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else { return Ok(()) };
        // The decoder has read the first bytes, because a header is longer.
        let (_, source) = decoder.into_inner().into_inner();
        let mut source = peek(source, 3)?;
        let start = source.get_ref().0.get_ref();
        if !start.is_empty() && begins_gzip(start) {
            self.decoder = Some(GzDecoder::new(source));
            return Ok(());
        }
        loop {
            let rest = source.fill_buf()?;
            if rest.is_empty() {
                return Ok(());
            }
            if rest.iter().any(|byte| *byte != 0) {
                return Err(trailing_bytes());
            }
            let length = rest.len();
            source.consume(length);
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            self.begin_member()?;
        }
        Ok(0)
    }
}

/// Detects the packing by the first bytes, and returns the unpacked source.
pub(super) fn unpack<'s>(mut source: impl Read + Send + 's) -> io::Result<(Unpacked<'s>, Option<Packing>)> {
    let mut magic = Vec::with_capacity(4);
    source.by_ref().take(4).read_to_end(&mut magic)?;
    // RFC 1952 §2.3.1: the two magic bytes and the one method. RFC 8878 §3.1.1, and §3.1.2 for skippable frames.
    let packing = match magic.as_slice() {
        [0x1f, 0x8b, 0x08, _] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Some(Packing::Zstd),
        _ => None,
    };
    let whole = Cursor::new(magic).chain(source);
    Ok(match packing {
        None => (Box::new(whole), None),
        Some(Packing::Gzip) => {
            (Box::new(Members::new(BufReader::with_capacity(READ_SIZE, whole))), Some(Packing::Gzip))
        }
        Some(Packing::Zstd) => (Box::new(Frames::new(BufReader::with_capacity(READ_SIZE, whole))), Some(Packing::Zstd)),
    })
}

/// A reader of all frames of a Zstandard file.
struct Frames<R> {
    source: EndRecorder<R>,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW);
        Frames { source: EndRecorder { source, ended: false }, decoder, in_frame: false }
    }

    fn failed(&self, error: FrameDecoderError) -> io::Error {
        let kind = if self.source.ended { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
        io::Error::new(kind, error)
    }

    /// Begins the next frame; `false` where there is none.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            let mut start = Vec::new();
            self.source.by_ref().take(4).read_to_end(&mut start)?;
            if start.is_empty() {
                return Ok(false);
            }
            if !begins_zstd(&start) {
                return Err(trailing_bytes());
            }
            match self.decoder.reset(Cursor::new(start).chain(&mut self.source)) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.source.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(self.failed(error)),
            }
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.in_frame || self.begin_frame()? {
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, step).map_err(|error| self.failed(error))?;
            }
            let read = self.decoder.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let stated = self.decoder.get_checksum_from_data();
            if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum does not match"));
            }
            self.in_frame = false;
        }
        Ok(0)
    }
}

/// Records whether a read met the end of the source, which the decoder's own errors do not tell.
struct EndRecorder<R> {
    source: R,
    ended: bool,
}

impl<R: Read> Read for EndRecorder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        self.ended |= read == 0 && !into.is_empty();
        Ok(read)
    }
}
