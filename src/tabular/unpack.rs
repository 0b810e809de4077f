//! Unpacks gzip and Zstandard, which are detected by their first bytes.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::limits::{MAX_ZSTD_WINDOW, READ_SIZE};

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

/// The window in bytes, where an error means that the window of an archive is too large.
pub(super) fn refused_window(error: &io::Error) -> Option<u64> {
    match error.get_ref()?.downcast_ref()? {
        FrameDecoderError::WindowSizeTooBig { requested, .. } => Some(*requested),
        _ => None,
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
    let buffered = |whole| BufReader::with_capacity(READ_SIZE, whole);
    let unpacked: Unpacked<'s> = match packing {
        None => Box::new(whole),
        Some(Packing::Gzip) => Box::new(Members { member: Some(GzDecoder::new(buffered(whole))) }),
        Some(Packing::Zstd) => Box::new(Frames::new(buffered(whole))),
    };
    Ok((unpacked, packing))
}

/// Bytes behind the end of an archive that are no part of it.
#[derive(Debug, thiserror::Error)]
#[error("bytes behind the end of the archive")]
struct TrailingBytes;

/// Whether an error means that bytes follow the end of an archive.
pub(super) fn has_trailing_bytes(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TrailingBytes>())
}

/// A reader of all members of a gzip file. Zero bytes that pad the file behind its last member are left out, as gzip does.
struct Members<R> {
    /// The member that is read; `None` at the end.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let Some(mut source) = self.member.take().map(GzDecoder::into_inner) else { break };
            match source.fill_buf()?.first() {
                None => {}
                Some(0) => skip_padding(source)?,
                Some(0x1f) => self.member = Some(GzDecoder::new(source)),
                Some(_) => return Err(io::Error::other(TrailingBytes)),
            }
        }
        Ok(0)
    }
}

/// Reads zero bytes to the end.
fn skip_padding(mut source: impl BufRead) -> io::Result<()> {
    loop {
        let filled = source.fill_buf()?;
        if filled.iter().any(|byte| *byte != 0) {
            return Err(io::Error::other(TrailingBytes));
        }
        let length = filled.len();
        if length == 0 {
            return Ok(());
        }
        source.consume(length);
    }
}

/// A reader of all frames of a Zstandard file.
struct Frames<R> {
    source: EndRecorder<R>,
    decoder: FrameDecoder,
    in_frame: bool,
    /// Whether a frame has been read to its end.
    follows_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_ZSTD_WINDOW);
        Frames { source: EndRecorder { source, ended: false }, decoder, in_frame: false, follows_frame: false }
    }

    fn failed(&self, error: FrameDecoderError) -> io::Error {
        let kind = if self.source.ended { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
        io::Error::new(kind, error)
    }

    /// Begins the next frame; `false` where there is none.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.source) {
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
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)))
                    if self.follows_frame =>
                {
                    return Err(io::Error::other(TrailingBytes));
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
            (self.in_frame, self.follows_frame) = (false, true);
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
