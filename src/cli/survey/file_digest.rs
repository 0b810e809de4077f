//! The SHA-256 of the file that is surveyed.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::cli::failure::Failure;
use crate::cli::file::failures::unreadable;
use crate::cli::file::input::OpenedInput;

/// The SHA-256 of the file that is surveyed.
#[derive(Debug)]
pub(super) enum FileDigest {
    /// A file that can be read once more.
    File(File),
    /// A pipe, whose bytes are hashed as they are read.
    Stream(Arc<Mutex<Sha256>>),
}

impl FileDigest {
    /// Begins to hash the input, before it is read.
    pub(super) fn begin(input: &mut OpenedInput) -> Result<Self, Failure> {
        if let Some(file) = &input.seekable {
            return file.try_clone().map(FileDigest::File).map_err(|error| unreadable(&input.name, error));
        }
        let hash = Arc::new(Mutex::new(Sha256::new()));
        let reader = std::mem::replace(&mut input.reader, Box::new(io::empty()));
        input.reader = Box::new(HashedReader { reader, hash: Arc::clone(&hash) });
        Ok(FileDigest::Stream(hash))
    }

    /// The hash in hexadecimal digits. `name` is what messages call the file.
    pub(super) fn finish(self, name: &str) -> Result<String, Failure> {
        let hash = match self {
            FileDigest::File(mut file) => {
                let mut hash = Sha256::new();
                let copied = file.seek(SeekFrom::Start(0)).and_then(|_| hash_all(&mut file, &mut hash));
                copied.map_err(|error| unreadable(name, error))?;
                hash
            }
            FileDigest::Stream(hash) => hash.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        };
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The bytes that are hashed at once.
const BLOCK_BYTES: usize = 1 << 16;

fn hash_all(from: &mut impl Read, hash: &mut Sha256) -> io::Result<()> {
    let mut block = vec![0; BLOCK_BYTES];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(read) => hash.update(block.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A reader that hashes what it reads.
struct HashedReader {
    reader: Box<dyn Read + Send>,
    hash: Arc<Mutex<Sha256>>,
}

impl Read for HashedReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(into)?;
        let mut hash = self.hash.lock().unwrap_or_else(PoisonError::into_inner);
        hash.update(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}
