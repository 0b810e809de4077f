//! Writes files atomically: a file appears complete or not at all, and a failed or interrupted run leaves no other file.
//!
//! The bytes go to a [`TemporaryFile`] in the same folder. When it is complete it gets the mode and, where the system allows it,
//! owner and group of the file that it replaces, or the mode of an ordinary new file. Then it gets its name. Open descriptors
//! (`/dev/stdout`, `/dev/fd/3`), devices and pipes are written directly.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Component, Path, PathBuf};

use super::file_id::{FileId, folder_of, resolve_links};
use super::temporary_file::{TemporaryFile, private_file_options, temporary_name};
use super::unfinished::{DeferredSignals, Unfinished, end_on_signals, ignore_file_size_signal};
use crate::cli::failure::Failure;
use crate::cli::terminal::sanitise::SanitisingWriter;
use crate::pack::Pack;

/// Writes a file atomically.
///
/// # Errors
/// When the file is a table of the pack in use, or cannot be written.
pub(in crate::cli) fn write_file(pack: &Pack, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    require_no_table(pack, path)?;
    let mut destination = Destination::open(path)?;
    match destination.write_all(bytes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| write_failure(path, error)).and_then(|()| destination.finish()),
    }
}

/// Writes several files atomically. They are renamed when all are complete; a signal is deferred until all are renamed.
pub(in crate::cli) fn write_files(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let mut complete = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let mut destination = Destination::open(path)?;
        destination.write_all(bytes).map_err(|error| write_failure(path, error))?;
        complete.push(destination);
    }
    finish_all(complete)
}

/// Renames complete files to their final names.
fn finish_all(complete: Vec<Destination>) -> Result<(), Failure> {
    let complete = complete.into_iter().map(Destination::synced).collect::<Result<Vec<_>, _>>()?;
    let _signals_wait = DeferredSignals::begin();
    complete.into_iter().try_for_each(Destination::persist)
}

/// Writes files into a folder, which is created if it does not exist. A link in the folder is replaced, not followed. A new
/// folder appears with all of its files or not at all.
pub(in crate::cli) fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    // A slash at the end would make the system follow a link.
    let folder: &Path = &folder.components().collect::<PathBuf>();
    let cannot_make = |error: io::Error| {
        Failure::failed(error)
            .context(format!("cannot make {}", folder.display()))
            .hint("choose a folder that you may write to")
    };
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_symlink() => {
            return Err(Failure::usage(format!("{} is a link", folder.display())).hint("name the folder itself"));
        }
        Ok(found) if !found.is_dir() => {
            return Err(Failure::usage(format!("{} is not a folder", folder.display())).hint("name a folder"));
        }
        Ok(_) => {
            let mut complete = Vec::with_capacity(files.len());
            for (name, bytes) in files {
                let path = folder.join(name);
                if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
                    return Err(Failure::usage(format!("{} is a folder", path.display())).hint("name another folder"));
                }
                let mut destination = Destination::create_beside(&path, path.clone())?;
                destination.write_all(bytes).map_err(|error| write_failure(&path, error))?;
                complete.push(destination);
            }
            return finish_all(complete);
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot_make(error)),
        Err(_) => {}
    }
    // A new folder is created next to its place, and `..` may leave a folder that does not exist yet.
    if folder.components().any(|part| part == Component::ParentDir) && !folder_of(folder).is_dir() {
        return Err(Failure::usage(format!("there is no folder {}", folder_of(folder).display()))
            .hint("name the folder without `..`"));
    }
    let mut new = NewFolder::begin(folder).map_err(cannot_make)?;
    for (name, bytes) in files {
        new.write(name, bytes).map_err(|error| write_failure(&folder.join(name), error))?;
    }
    new.finish().map_err(cannot_make)
}

/// Fails when the path is a table of the pack or of an overlay in use.
pub(in crate::cli) fn require_no_table(pack: &Pack, path: &Path) -> Result<(), Failure> {
    let tables = pack.paths();
    let Some(id) = tables.first().and_then(|_| FileId::of(path)) else { return Ok(()) };
    if tables.iter().any(|table| FileId::of(&table.path).as_ref() == Some(&id)) {
        return Err(Failure::usage(format!("{} is a table of the pack or overlay in use", path.display()))
            .hint("name another file to write to"));
    }
    Ok(())
}

/// Fails when standard output is redirected to a table of the pack or of an overlay in use.
pub(in crate::cli) fn require_no_table_on_stdout(pack: &Pack) -> Result<(), Failure> {
    let tables = pack.paths();
    let Some(id) = tables.first().and_then(|_| FileId::of_stdout()) else { return Ok(()) };
    if tables.iter().any(|table| FileId::of(&table.path).as_ref() == Some(&id)) {
        return Err(Failure::usage("standard output is a table of the pack or overlay in use")
            .hint("write to another file, or use -o"));
    }
    Ok(())
}

/// A file that is being written. It appears when [`Destination::finish`] returns; dropped before, it is removed.
#[derive(Debug)]
pub(in crate::cli) struct Destination {
    path: PathBuf,
    sink: Sink,
}

#[derive(Debug)]
enum Sink {
    /// An open descriptor, a device or a pipe, which cannot be replaced.
    Stream(File),
    /// A terminal, where control characters are escaped.
    Terminal(SanitisingWriter<File>),
    /// A file that will become `target`.
    File { temporary: TemporaryFile, target: PathBuf },
}

impl Sink {
    fn stream(stream: File) -> Self {
        if stream.is_terminal() { Sink::Terminal(SanitisingWriter::new(stream)) } else { Sink::Stream(stream) }
    }
}

impl Destination {
    /// Begins to write a file. If the path is a link, the file that it leads to is replaced.
    ///
    /// # Errors
    /// When the path is a folder, or no file can be created in its folder.
    pub(in crate::cli) fn open(path: &Path) -> Result<Self, Failure> {
        ignore_file_size_signal();
        let write_failure = |error| write_failure(path, error);
        if let Some(stream) = open_stream(path).map_err(write_failure)? {
            return Ok(Destination { path: path.to_owned(), sink: Sink::stream(stream) });
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(Failure::usage(format!("{} is a folder", path.display())).hint("name a file in it"));
            }
            Ok(found) if !found.is_file() => {
                let stream = fs::OpenOptions::new().write(true).open(path).map_err(write_failure)?;
                return Ok(Destination { path: path.to_owned(), sink: Sink::stream(stream) });
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(write_failure(error)),
            _ => {}
        }
        Self::create_beside(path, resolve_links(path))
    }

    /// Begins a file that will replace `target`, also if that is a link. Messages name `path`.
    fn create_beside(path: &Path, target: PathBuf) -> Result<Self, Failure> {
        let write_failure = |error| write_failure(path, error);
        let folder = folder_of(&target);
        fs::metadata(folder).map_err(write_failure)?;
        let temporary = TemporaryFile::create_in(folder).map_err(write_failure)?;
        Ok(Destination { path: path.to_owned(), sink: Sink::File { temporary, target } })
    }

    /// Completes the file and renames it to its final name.
    ///
    /// # Errors
    /// When the disk is full, or the file cannot be replaced. A file that was there before is then unchanged.
    pub(in crate::cli) fn finish(self) -> Result<(), Failure> {
        self.synced()?.persist()
    }

    /// Syncs the file to the disk and sets its permissions.
    fn synced(mut self) -> Result<Self, Failure> {
        if let Sink::Terminal(terminal) = &mut self.sink {
            terminal.flush().map_err(|error| write_failure(&self.path, error))?;
        }
        if let Sink::File { temporary, target } = &self.sink {
            let file = temporary.as_file();
            let done = file.sync_all().and_then(|()| set_permissions_like(file, target));
            done.map_err(|error| write_failure(&self.path, error))?;
        }
        Ok(self)
    }

    fn persist(self) -> Result<(), Failure> {
        let Sink::File { temporary, target } = self.sink else { return Ok(()) };
        temporary.persist(&target).map_err(|error| write_failure(&self.path, error))
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.write(bytes),
            Sink::Terminal(terminal) => terminal.write(bytes),
            Sink::File { temporary, .. } => temporary.as_file().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.flush(),
            Sink::Terminal(terminal) => terminal.flush(),
            Sink::File { temporary, .. } => temporary.as_file().flush(),
        }
    }
}

/// The open descriptor that a path stands for, such as `/dev/fd/3` or the file that standard output is redirected to. It is
/// written at its current offset and never replaced, because other processes may write to it too.
fn open_stream(path: &Path) -> io::Result<Option<File>> {
    #[cfg(unix)]
    {
        use std::os::fd::{AsFd as _, BorrowedFd};
        if let Some(number) = super::file_id::own_descriptor(path) {
            if number < 0 || fs::metadata(path).is_err() {
                return Err(io::Error::from_raw_os_error(libc::EBADF));
            }
            #[allow(
                unsafe_code,
                reason = "opening the path again would write from the first byte and overwrite what was written"
            )]
            // SAFETY: the descriptor is only duplicated, in the next statement; if it is closed, that call returns an error.
            let open = unsafe { BorrowedFd::borrow_raw(number) };
            return open.try_clone_to_owned().map(File::from).map(Some);
        }
        if let Some(id) = FileId::of_stdout()
            && FileId::of(path).as_ref() == Some(&id)
        {
            return io::stdout().as_fd().try_clone_to_owned().map(File::from).map(Some);
        }
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(None)
}

/// Gives a complete file the owner, group and mode of the file that it replaces, or the mode of an ordinary new file. If the
/// group cannot be set, the permissions of the group are reduced to those of everybody.
#[cfg(unix)]
fn set_permissions_like(file: &File, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let replaced = fs::symlink_metadata(target).ok().filter(fs::Metadata::is_file);
    let Some(replaced) = replaced else {
        return file.set_permissions(fs::Permissions::from_mode(ordinary_mode(0o666)));
    };
    let own = file.metadata()?;
    let mut mode = replaced.mode() & 0o7777;
    if (own.uid(), own.gid()) != (replaced.uid(), replaced.gid()) {
        let kept = fchown(file, Some(replaced.uid()), Some(replaced.gid()))
            .or_else(|_| fchown(file, None, Some(replaced.gid())));
        if kept.is_err() && own.gid() != replaced.gid() {
            mode &= !0o7070 | ((mode & 0o007) << 3);
        }
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_permissions_like(file: &File, target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(replaced) => file.set_permissions(replaced.permissions()),
        Err(_) => Ok(()),
    }
}

/// The mode that the umask leaves of these bits. The umask can only be read by setting it.
#[cfg(unix)]
fn ordinary_mode(bits: u32) -> u32 {
    use rustix::fs::Mode;
    let mask = rustix::process::umask(Mode::RWXG | Mode::RWXO);
    rustix::process::umask(mask);
    bits & !mask.bits()
}

/// A new folder that is being filled under a temporary name.
#[derive(Debug)]
struct NewFolder {
    /// The temporary folder that will be renamed to `top`; it holds the folders below and the files in the lowest.
    temporary: tempfile::TempDir,
    /// The lowest folder, inside the temporary one.
    lowest: PathBuf,
    /// The first folder of the path that does not exist yet.
    top: PathBuf,
    unfinished: Vec<Unfinished>,
}

impl NewFolder {
    fn begin(folder: &Path) -> io::Result<Self> {
        let mut top = folder;
        while let Some(parent) = top.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists()) {
            top = parent;
        }
        let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
        let builder = temporary_name();
        #[cfg(unix)]
        let builder = {
            let mut builder = builder;
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
            builder
        };
        end_on_signals()?;
        // The folder exists before its name is known: a signal is deferred until it is registered for removal.
        let signals_wait = DeferredSignals::begin();
        let temporary = builder.tempdir_in(folder_of(top)).map_err(without_path)?;
        let mut lowest = temporary.path().to_owned();
        let mut unfinished = vec![Unfinished::folder(&lowest)?];
        drop(signals_wait);
        for name in below.components() {
            lowest.push(name);
            unfinished.push(Unfinished::folder(&lowest)?);
            fs::create_dir(&lowest)?;
        }
        Ok(NewFolder { temporary, lowest, top: top.to_owned(), unfinished })
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.lowest.join(name);
        self.unfinished.push(Unfinished::file(&path)?);
        let mut file = private_file_options().open(&path)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(ordinary_mode(0o666)))?;
        file.sync_all()
    }

    fn finish(self) -> io::Result<()> {
        #[cfg(unix)]
        fs::set_permissions(self.temporary.path(), std::os::unix::fs::PermissionsExt::from_mode(ordinary_mode(0o777)))?;
        let _signals_wait = DeferredSignals::begin();
        fs::rename(self.temporary.path(), &self.top)?;
        // It is renamed: nothing is left to remove.
        let _ = self.temporary.keep();
        Ok(())
    }
}

/// The error of the system in an error that names a temporary folder.
fn without_path(error: io::Error) -> io::Error {
    let source = error.get_ref().and_then(|named| named.source()?.downcast_ref::<io::Error>()?.raw_os_error());
    source.map_or(error, io::Error::from_raw_os_error)
}

/// The failure of a write, with a hint for its kind.
pub(in crate::cli) fn write_failure(path: &Path, error: io::Error) -> Failure {
    let hint = match error.kind() {
        _ if is_lack_of_descriptors(&error) => TOO_MANY_OPEN_FILES,
        io::ErrorKind::NotFound => "make the folder first, or name another",
        io::ErrorKind::PermissionDenied => "choose a folder that you may write to",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk, or choose another",
        io::ErrorKind::FileTooLarge => "raise the limit on the size of files (`ulimit -f`), or choose another disk",
        _ => "check the path and the disk",
    };
    Failure::failed(error).context(format!("cannot write {}", path.display())).hint(hint)
}

/// The hint when no more files can be opened.
pub(in crate::cli) const TOO_MANY_OPEN_FILES: &str = "raise the limit on open files (`ulimit -n`), or close some";

/// Whether the process or the system has reached its limit of open files.
pub(in crate::cli) fn is_lack_of_descriptors(error: &io::Error) -> bool {
    #[cfg(unix)]
    return matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE));
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}
