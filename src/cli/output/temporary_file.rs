//! A file that is being written beside the one that it will replace, and that only its owner may read (0600).
//!
//! Where the system allows it, the file has no name until it is complete, so that nothing is left of it, however the process
//! ends. Elsewhere it is named `.payband-*.tmp`, and a signal removes it.

use std::fs::{self, File};
use std::io;
use std::path::Path;

#[cfg(target_os = "linux")]
use super::file_id::folder_of;
use super::unfinished::Unfinished;
#[cfg(target_os = "linux")]
use super::unfinished::end_on_signals;

/// The file.
#[derive(Debug)]
pub(in crate::cli) struct TemporaryFile(TemporaryKind);

#[derive(Debug)]
enum TemporaryKind {
    #[cfg(target_os = "linux")]
    Unnamed(File),
    Named(tempfile::NamedTempFile, Unfinished),
}

impl TemporaryFile {
    /// Creates the file in a folder.
    ///
    /// # Errors
    /// When no file can be created there.
    pub(in crate::cli) fn create_in(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed_in(folder) {
            end_on_signals()?;
            return Ok(TemporaryFile(TemporaryKind::Unnamed(file)));
        }
        let mut unfinished = None;
        let file = temporary_name().make_in(folder, |path| {
            unfinished = Some(Unfinished::file(path)?);
            private_file_options().open(path)
        })?;
        let unfinished = unfinished.ok_or_else(|| io::Error::other("no file was created"))?;
        Ok(TemporaryFile(TemporaryKind::Named(file, unfinished)))
    }

    /// The open file.
    pub(in crate::cli) fn as_file(&self) -> &File {
        match &self.0 {
            #[cfg(target_os = "linux")]
            TemporaryKind::Unnamed(file) => file,
            TemporaryKind::Named(file, _) => file.as_file(),
        }
    }

    /// Gives the file its final name. A file with this name is replaced.
    ///
    /// # Errors
    /// When the file cannot be replaced. It is then unchanged.
    pub(in crate::cli) fn persist(self, target: &Path) -> io::Result<()> {
        match self.0 {
            #[cfg(target_os = "linux")]
            TemporaryKind::Unnamed(file) => link_as(&file, target),
            TemporaryKind::Named(file, _unfinished) => file.persist(target).map(drop).map_err(|error| error.error),
        }
    }
}

/// A file without a name; `None` where the file system has no such files, or where they cannot be given a name.
#[cfg(target_os = "linux")]
fn unnamed_in(folder: &Path) -> Option<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = File::from(openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
    fs::metadata(own_path(&file)).is_ok().then_some(file)
}

/// The path of an open file that has no other.
#[cfg(target_os = "linux")]
fn own_path(file: &File) -> String {
    use std::os::fd::AsRawFd as _;
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// Gives a file without a name its name. A link replaces no file, so that a temporary name comes first where there is one.
#[cfg(target_os = "linux")]
fn link_as(file: &File, target: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    let link = |to: &Path| linkat(CWD, own_path(file), CWD, to, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from);
    match link(target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        done => return done,
    }
    let mut unfinished = None;
    let named = temporary_name().make_in(folder_of(target), |path| {
        unfinished = Some(Unfinished::file(path)?);
        link(path)
    })?;
    named.into_temp_path().persist(target).map_err(|error| error.error)
}

/// Names of temporary files and folders: `.payband-*.tmp`.
pub(super) fn temporary_name() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".payband-").suffix(".tmp");
    builder
}

/// Options that create a new file which only its owner may read.
pub(super) fn private_file_options() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// Would catch a file that does not replace another one, is not whole, or leaves a temporary name; with and without one.
    #[test]
    fn a_file_appears_under_its_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        let named = || {
            let mut unfinished = None;
            let file = temporary_name().make_in(folder.path(), |path| {
                unfinished = Some(Unfinished::file(path)?);
                private_file_options().open(path)
            });
            TemporaryFile(TemporaryKind::Named(file.unwrap(), unfinished.unwrap()))
        };
        let unnamed = || TemporaryFile::create_in(folder.path()).unwrap();
        for (text, new) in [("one", &unnamed as &dyn Fn() -> TemporaryFile), ("two", &unnamed), ("three", &named)] {
            let before = names();
            let file = new();
            file.as_file().write_all(text.as_bytes()).unwrap();
            if matches!(file.0, TemporaryKind::Named(..)) {
                assert_eq!(names().len(), before.len() + 1);
            } else {
                assert_eq!(names(), before, "the unfinished file has a name");
            }
            file.persist(&folder.path().join("out")).unwrap();
            assert_eq!(names(), ["out"]);
            assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), text);
        }
        drop((unnamed(), named()));
        assert_eq!(names(), ["out"]);
    }
}
