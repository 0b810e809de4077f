//! Files that appear whole or not at all, with nothing of them left behind when a run fails or a signal ends it.
//!
//! Until it is complete a file is a temporary one beside its place, which only its owner may read (0600). Then it gets the
//! mode and, where the system allows it, the group of the file that it replaces; or the mode of an ordinary new file. A path
//! that stands for something open (`/dev/stdout`, `/dev/fd/3`), a device or a pipe is written as it is.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write};
use std::path::{Component, Path, PathBuf};

use super::failure::Failure;
use super::file_id::{FileId, folder_of, followed};
use super::unfinished::{Finishing, Unfinished, end_on_signals, ignore_file_size_signal};
use super::visible::Visible;
use crate::pack::Pack;

/// Writes a file that appears whole or not at all. It may be no file that the prices come from.
pub(super) fn write_file(pack: &Pack, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    require_no_table(pack, path)?;
    let mut destination = Destination::open(path)?;
    match destination.write_all(bytes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| refused(path, error)).and_then(|()| destination.finish()),
    }
}

/// Writes several files. None is put in its place before all are complete, and a signal waits until all are in place.
pub(super) fn write_files(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let mut complete = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let mut destination = Destination::open(path)?;
        destination.write_all(bytes).map_err(|error| refused(path, error))?;
        complete.push(destination);
    }
    finish_all(complete)
}

/// Puts complete files in their places.
fn finish_all(complete: Vec<Destination>) -> Result<(), Failure> {
    let complete = complete.into_iter().map(Destination::ready).collect::<Result<Vec<_>, _>>()?;
    let _signals_wait = Finishing::begun();
    complete.into_iter().try_for_each(Destination::place)
}

/// Writes files into a folder, which is made when it is not there. No link in it is followed: it is replaced. A new folder
/// appears with all of its files or not at all.
pub(super) fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    // Without a slash behind it, which would lead through a link.
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
            return Err(Failure::usage(format!("{} is no folder", folder.display())).hint("name a folder"));
        }
        Ok(_) => {
            let mut complete = Vec::with_capacity(files.len());
            for (name, bytes) in files {
                let path = folder.join(name);
                if fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
                    return Err(Failure::usage(format!("{} is a folder", path.display())).hint("name another folder"));
                }
                let mut destination = Destination::beside(&path, path.clone())?;
                destination.write_all(bytes).map_err(|error| refused(&path, error))?;
                complete.push(destination);
            }
            return finish_all(complete);
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot_make(error)),
        Err(_) => {}
    }
    // What `..` behind a folder that is not there means is known to nobody.
    if folder.components().any(|part| part == Component::ParentDir) && !folder_of(folder).is_dir() {
        return Err(Failure::usage(format!("there is no folder {}", folder_of(folder).display()))
            .hint("name the folder without `..`"));
    }
    let mut new = NewFolder::begun(folder).map_err(cannot_make)?;
    for (name, bytes) in files {
        new.write(name, bytes).map_err(|error| refused(&folder.join(name), error))?;
    }
    new.finish().map_err(cannot_make)
}

/// Refuses to write over a table that the prices come from.
pub(super) fn require_no_table(pack: &Pack, path: &Path) -> Result<(), Failure> {
    let tables = pack.paths();
    let Some(id) = tables.first().and_then(|_| FileId::of(path)) else { return Ok(()) };
    if tables.iter().any(|table| FileId::of(&table.path).as_ref() == Some(&id)) {
        return Err(Failure::usage(format!("{} is a table of the pack or overlay in use", path.display()))
            .hint("name another file to write to"));
    }
    Ok(())
}

/// The same for a standard output that is redirected.
pub(super) fn require_no_table_on_stdout(pack: &Pack) -> Result<(), Failure> {
    let tables = pack.paths();
    let Some(id) = tables.first().and_then(|_| FileId::of_stdout()) else { return Ok(()) };
    if tables.iter().any(|table| FileId::of(&table.path).as_ref() == Some(&id)) {
        return Err(Failure::usage("standard output is a table of the pack or overlay in use")
            .hint("write to another file, or use -o"));
    }
    Ok(())
}

/// A file being written. It appears whole when it is finished, and not at all when it is dropped before.
#[derive(Debug)]
pub(super) struct Destination {
    path: PathBuf,
    to: To,
}

#[derive(Debug)]
enum To {
    /// Something open, a device or a pipe, which cannot be replaced.
    Stream(File),
    /// A terminal, where control characters are escaped.
    Terminal(Visible<File>),
    /// A file beside the one that it will be.
    File { temporary: tempfile::NamedTempFile, target: PathBuf, _unfinished: Unfinished },
}

impl To {
    fn stream(stream: File) -> Self {
        if stream.is_terminal() { To::Terminal(Visible::new(stream)) } else { To::Stream(stream) }
    }
}

impl Destination {
    /// Begins a file. A link is followed, so that it stays one.
    ///
    /// # Errors
    /// When the path is a folder, or nothing can be created beside it.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        ignore_file_size_signal();
        let refused = |error| refused(path, error);
        if let Some(stream) = open_already(path).map_err(refused)? {
            return Ok(Destination { path: path.to_owned(), to: To::stream(stream) });
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(Failure::usage(format!("{} is a folder", path.display())).hint("name a file in it"));
            }
            Ok(found) if !found.is_file() => {
                let stream = fs::OpenOptions::new().write(true).open(path).map_err(refused)?;
                return Ok(Destination { path: path.to_owned(), to: To::stream(stream) });
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(error)),
            _ => {}
        }
        Self::beside(path, followed(path))
    }

    /// Begins a file that will replace whatever `target` is; `path` is what messages call it.
    fn beside(path: &Path, target: PathBuf) -> Result<Self, Failure> {
        let refused = |error| refused(path, error);
        let folder = folder_of(&target);
        fs::metadata(folder).map_err(refused)?;
        let mut unfinished = None;
        let created = temporary_name().make_in(folder, |path| {
            unfinished = Some(Unfinished::file(path)?);
            private().open(path)
        });
        let temporary = created.map_err(refused)?;
        let Some(_unfinished) = unfinished else { return Err(refused(io::Error::other("no file was created"))) };
        Ok(Destination { path: path.to_owned(), to: To::File { temporary, target, _unfinished } })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the disk is full, or the place cannot be replaced. Then the file that was there is as it was.
    pub(super) fn finish(self) -> Result<(), Failure> {
        self.ready()?.place()
    }

    /// Brings everything to the disk, with the permissions that the file will have.
    fn ready(mut self) -> Result<Self, Failure> {
        // The end of a piece may be the beginning of a character.
        if let To::Terminal(terminal) = &mut self.to {
            terminal.flush().map_err(|error| refused(&self.path, error))?;
        }
        if let To::File { temporary, target, .. } = &self.to {
            let file = temporary.as_file();
            let ready = file.sync_all().and_then(|()| give_permissions(file, target));
            ready.map_err(|error| refused(&self.path, error))?;
        }
        Ok(self)
    }

    fn place(self) -> Result<(), Failure> {
        let To::File { temporary, target, _unfinished } = self.to else { return Ok(()) };
        temporary.persist(&target).map(drop).map_err(|error| refused(&self.path, error.error))
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stream(stream) => stream.write(bytes),
            To::Terminal(terminal) => terminal.write(bytes),
            // Its own file: an error of the temporary file would be told with a name that nobody knows.
            To::File { temporary, .. } => temporary.as_file_mut().write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stream(stream) => stream.flush(),
            To::Terminal(terminal) => terminal.flush(),
            To::File { temporary, .. } => temporary.as_file_mut().flush(),
        }
    }
}

/// Builds temporary names: `.payband-*.tmp`.
fn temporary_name() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".payband-").suffix(".tmp");
    builder
}

/// A new file that only its owner may read.
fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What a path stands for that is open already: it is written from where it stands, and never replaced, because others may
/// go on writing to it.
fn open_already(path: &Path) -> io::Result<Option<File>> {
    #[cfg(unix)]
    {
        use std::os::fd::{AsFd as _, BorrowedFd};
        if let Some(number) = super::file_id::own_descriptor(path) {
            if number < 0 || fs::metadata(path).is_err() {
                return Err(io::Error::from_raw_os_error(libc::EBADF));
            }
            #[allow(
                unsafe_code,
                reason = "a file opened anew would begin at its first byte, and lose what was written"
            )]
            // SAFETY: the descriptor is duplicated in this call and not used otherwise. A closed one is an error of it.
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

/// Gives a complete file the owner, group and mode of the one that it replaces, or the mode of an ordinary new file. Where
/// the group cannot be kept, the new group gets no right that everybody does not have.
#[cfg(unix)]
fn give_permissions(file: &File, target: &Path) -> io::Result<()> {
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
fn give_permissions(file: &File, target: &Path) -> io::Result<()> {
    match fs::metadata(target) {
        Ok(replaced) => file.set_permissions(replaced.permissions()),
        Err(_) => Ok(()),
    }
}

/// The mode that a new file or folder with these bits gets. `umask` can only be read by setting it.
#[cfg(unix)]
fn ordinary_mode(bits: u32) -> u32 {
    use rustix::fs::Mode;
    let mask = rustix::process::umask(Mode::RWXG | Mode::RWXO);
    rustix::process::umask(mask);
    bits & !mask.bits()
}

/// A folder that is being filled, beside the place that it will have.
#[derive(Debug)]
struct NewFolder {
    /// What becomes `top`, with the folders below it and the files in the lowest.
    temporary: tempfile::TempDir,
    /// The lowest folder, in the temporary one.
    lowest: PathBuf,
    /// The first folder of the path that is not there yet.
    top: PathBuf,
    unfinished: Vec<Unfinished>,
}

impl NewFolder {
    fn begun(folder: &Path) -> io::Result<Self> {
        let mut top = folder;
        while let Some(parent) = top.parent().filter(|parent| !parent.as_os_str().is_empty() && !parent.exists()) {
            top = parent;
        }
        let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
        let mut builder = temporary_name();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        end_on_signals()?;
        // Its name is known only when it is there: a signal waits until it is announced.
        let signals_wait = Finishing::begun();
        let temporary = builder.tempdir_in(folder_of(top))?;
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
        let mut file = private().open(&path)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(ordinary_mode(0o666)))?;
        file.sync_all()
    }

    fn finish(self) -> io::Result<()> {
        #[cfg(unix)]
        fs::set_permissions(self.temporary.path(), std::os::unix::fs::PermissionsExt::from_mode(ordinary_mode(0o777)))?;
        let _signals_wait = Finishing::begun();
        fs::rename(self.temporary.path(), &self.top)?;
        // It has its name: nothing is left to remove.
        let _ = self.temporary.keep();
        Ok(())
    }
}

/// Why a file could not be written, and what to do.
pub(super) fn refused(path: &Path, error: io::Error) -> Failure {
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

/// What helps where no more files can be opened.
pub(super) const TOO_MANY_OPEN_FILES: &str = "raise the limit on open files (`ulimit -n`), or close some";

/// Whether the process, or the system, has as many files open as it may.
pub(super) fn is_lack_of_descriptors(error: &io::Error) -> bool {
    #[cfg(unix)]
    return matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE));
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}
