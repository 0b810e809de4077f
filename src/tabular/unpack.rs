//! gzip and Zstandard, told by their first bytes and unpacked as they are read.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How the bytes of a file are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip, one member or several.
    Gzip,
    /// Zstandard, one frame or several.
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

/// A source that hands out unpacked bytes.
pub(super) type Unpacked<'s> = Box<dyn Read + Send + 's>;

/// Packed bytes are read from the source this many at a time.
const READ: usize = 64 << 10;
/// The largest window of a Zstandard frame that is unpacked, in bytes: that much memory is needed. `zstd --long` asks for it,
/// and `zstd -d` takes no more either.
const MAX_WINDOW: u64 = 128 << 20;

/// The window, in bytes, that an archive asks for, if it was refused for that.
pub(super) fn refused_window(error: &io::Error) -> Option<u64> {
    match error.get_ref()?.downcast_ref()? {
        FrameDecoderError::WindowSizeTooBig { requested, .. } => Some(*requested),
        _ => None,
    }
}

/// Looks at the first bytes, and unpacks the source if they say so.
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
            (Box::new(MultiGzDecoder::new(BufReader::with_capacity(READ, whole))), Some(Packing::Gzip))
        }
        Some(Packing::Zstd) => (Box::new(Frames::new(BufReader::with_capacity(READ, whole))), Some(Packing::Zstd)),
    })
}

/// The frames of a Zstandard file, one behind the other.
struct Frames<R> {
    source: Watched<R>,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(source: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW);
        Frames { source: Watched { source, ended: false }, decoder, in_frame: false }
    }

    fn failed(&self, error: FrameDecoderError) -> io::Error {
        let kind = if self.source.ended { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
        io::Error::new(kind, error)
    }

    /// Enters the next frame, unless there is none.
    fn enter(&mut self) -> io::Result<bool> {
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
                Err(error) => return Err(self.failed(error)),
            }
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.in_frame || self.enter()? {
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

/// Remembers whether more was wanted than there was: the decoder's own errors do not say so plainly.
struct Watched<R> {
    source: R,
    ended: bool,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        self.ended |= read == 0 && !into.is_empty();
        Ok(read)
    }
}
