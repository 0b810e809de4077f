//! The parts of a workbook in its ZIP archive.

use std::collections::HashMap;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::error::WorkbookError;
use crate::tabular::kind::UnsupportedKind;
use crate::tabular::limits::{MAX_ARCHIVE_ENTRIES, MAX_EXPANSION, MIN_CHECKED_EXPANSION, READ_SIZE};

/// A source that can be read from any position.
pub(in crate::tabular) trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

/// Where an entry of the archive stands.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u64,
    compressed: u64,
    deflated: bool,
    checksum: u32,
}

/// An archive, with the offset and size of each entry by its name in lower case.
pub(in crate::tabular) struct Package<'s> {
    source: Box<dyn Seekable + 's>,
    entries: HashMap<String, Entry>,
}

impl<'s> Package<'s> {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    /// Where the archive is damaged, or holds no workbook: then the kind of file that it is.
    pub(in crate::tabular) fn open(
        source: Box<dyn Seekable + 's>,
    ) -> Result<Result<Self, UnsupportedKind>, WorkbookError> {
        let unreadable = |error: zip::result::ZipError| WorkbookError::Unreadable(io::Error::from(error));
        let mut archive = ZipArchive::new(source).map_err(unreadable)?;
        if archive.len() > MAX_ARCHIVE_ENTRIES {
            return Err(WorkbookError::TooLarge("its archive has more than 65,536 entries"));
        }
        let mut entries = HashMap::new();
        for at in 0..archive.len() {
            let file = archive.by_index_raw(at).map_err(unreadable)?;
            let (method, Some(start)) = (file.compression(), file.data_start()) else { continue };
            if file.encrypted() {
                return Ok(Err(UnsupportedKind::EncryptedWorkbook));
            }
            let deflated = match method {
                CompressionMethod::Stored => false,
                CompressionMethod::Deflated => true,
                _ => continue,
            };
            let name = file.name().map_err(unreadable)?.replace('\\', "/").to_lowercase();
            let entry = Entry { start, compressed: file.compressed_size(), deflated, checksum: file.crc32() };
            entries.insert(name.trim_start_matches('/').to_owned(), entry);
        }
        let package = Package { source: archive.into_inner(), entries };
        Ok(match package.unsupported() {
            Some(foreign) => Err(foreign),
            None => Ok(package),
        })
    }

    /// What the archive is, if it is no workbook of this kind.
    fn unsupported(&self) -> Option<UnsupportedKind> {
        let begins = |start: &str| self.entries.keys().any(|name| name.starts_with(start));
        let has = |name: &str| self.entries.contains_key(name);
        match () {
            () if has("xl/workbook.bin") => Some(UnsupportedKind::Xlsb),
            () if has("[content_types].xml") && (begins("word/") || begins("ppt/")) => {
                Some(UnsupportedKind::OfficeDocument)
            }
            () if has("[content_types].xml") || begins("xl/") => None,
            () if has("mimetype") && has("content.xml") => Some(UnsupportedKind::Ods),
            () if begins("index/") && self.entries.keys().any(|name| name.ends_with(".iwa")) || has("index.zip") => {
                Some(UnsupportedKind::Numbers)
            }
            () => Some(UnsupportedKind::Zip),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// Reads a part; `None` where there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<PartReader<&mut (dyn Seekable + 's)>>, WorkbookError> {
        match self.entries.get(&name.to_lowercase()) {
            Some(entry) => PartReader::new(self.source.as_mut(), *entry).map(Some),
            None => Ok(None),
        }
    }

    /// Reads a part to its end, and needs no other.
    pub(super) fn into_part(self, name: &str) -> Result<Option<PartReader<Box<dyn Seekable + 's>>>, WorkbookError> {
        match self.entries.get(&name.to_lowercase()) {
            Some(entry) => PartReader::new(self.source, *entry).map(Some),
            None => Ok(None),
        }
    }
}

/// The bytes of a part. Reading ends with an error where they do not match their checksum, or expand too far.
pub(super) struct PartReader<R> {
    bytes: Bytes<R>,
    entry: Entry,
    given: u64,
    checksum: flate2::Crc,
}

enum Bytes<R> {
    Stored(BufReader<Take<R>>),
    Deflated(Box<DeflateDecoder<BufReader<Take<R>>>>),
}

impl<R: Read + Seek> PartReader<R> {
    fn new(mut source: R, entry: Entry) -> Result<Self, WorkbookError> {
        source.seek(SeekFrom::Start(entry.start)).map_err(WorkbookError::Unreadable)?;
        let source = BufReader::with_capacity(READ_SIZE, source.take(entry.compressed));
        let bytes = match entry.deflated {
            true => Bytes::Deflated(Box::new(DeflateDecoder::new(source))),
            false => Bytes::Stored(source),
        };
        Ok(PartReader { bytes, entry, given: 0, checksum: flate2::Crc::new() })
    }
}

impl<R: Read> Read for PartReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let (read, taken) = match &mut self.bytes {
            Bytes::Stored(bytes) => (bytes.read(into)?, self.entry.compressed),
            Bytes::Deflated(bytes) => (bytes.read(into)?, bytes.total_in()),
        };
        self.given += read as u64;
        if self.given > MIN_CHECKED_EXPANSION && self.given / MAX_EXPANSION > taken {
            return Err(io::Error::other(WorkbookError::Bomb(MAX_EXPANSION)));
        }
        self.checksum.update(into.get(..read).unwrap_or_default());
        if read == 0 && !into.is_empty() && self.checksum.sum() != self.entry.checksum {
            return Err(io::Error::other(WorkbookError::Damaged("a checksum does not match")));
        }
        Ok(read)
    }
}
