//! Identifies files whatever path they are named by, so that no input is overwritten by an output.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// The identity of a regular file. Devices, pipes and folders have none: writing to them overwrites no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum FileId {
    /// A file that exists.
    Existing(Inode),
    /// A file that does not exist yet: its folder, and its name there.
    New(Inode, OsString),
}

/// Device and inode.
#[cfg(unix)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Inode(u64, u64);

/// The path without links, on systems without inodes.
#[cfg(not(unix))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Inode(PathBuf);

impl Inode {
    #[cfg(unix)]
    fn of(metadata: &Metadata, _: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        Some(Inode(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata, path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(Inode)
    }
}

impl FileId {
    /// The file that a path leads to through links; `None` if it is not a regular file or cannot be reached.
    pub(in crate::cli) fn of(path: &Path) -> Option<Self> {
        let target = resolve_links(path);
        match fs::metadata(&target) {
            Ok(found) => Self::of_metadata(&found, &target),
            Err(_) => {
                let folder = folder_of(&target);
                let inode = Inode::of(&fs::metadata(folder).ok()?, folder)?;
                Some(FileId::New(inode, target.file_name()?.to_owned()))
            }
        }
    }

    /// The file of an open descriptor; `path` is the path by which it was opened.
    pub(in crate::cli) fn of_metadata(metadata: &Metadata, path: &Path) -> Option<Self> {
        if metadata.is_file() { Inode::of(metadata, path).map(FileId::Existing) } else { None }
    }

    /// The file that standard output is redirected to.
    pub(in crate::cli) fn of_stdout() -> Option<Self> {
        #[cfg(unix)]
        {
            let found = rustix::fs::fstat(std::io::stdout()).ok()?;
            let is_file = rustix::fs::FileType::from_raw_mode(found.st_mode) == rustix::fs::FileType::RegularFile;
            is_file.then_some(FileId::Existing(Inode(found.st_dev, found.st_ino)))
        }
        #[cfg(not(unix))]
        None
    }
}

/// The folder that a file is in.
pub(in crate::cli) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Most links that may follow each other; most systems have the same limit.
const MAX_LINKS: usize = 40;

/// Resolves the links of a path, also if the last one leads to a file that does not exist yet.
pub(in crate::cli) fn resolve_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        if let Ok(found) = fs::canonicalize(&target) {
            return found;
        }
        let Ok(next) = fs::read_link(&target) else { break };
        target = folder_of(&target).join(next);
    }
    target
}

/// The descriptor of this process that a path stands for, such as 1 for `/dev/stdout` and 3 for `/dev/fd/3`.
#[cfg(unix)]
pub(super) fn own_descriptor(path: &Path) -> Option<i32> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let number = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
        if let Some(number) = number
            && let Ok(folder) = fs::canonicalize(folder_of(&path))
            && (folder == Path::new("/dev/fd") || is_own_fd_folder(&folder))
        {
            return Some(number);
        }
        match path.to_str() {
            Some("/dev/stdin") => return Some(0),
            Some("/dev/stdout") => return Some(1),
            Some("/dev/stderr") => return Some(2),
            _ => {}
        }
        let next = fs::read_link(&path).ok()?;
        path = folder_of(&path).join(next);
    }
    None
}

/// Whether a folder is `/proc/PID/fd` or `/proc/PID/task/TID/fd` of this process.
#[cfg(unix)]
fn is_own_fd_folder(folder: &Path) -> bool {
    folder.ends_with("fd") && folder.starts_with(Path::new("/proc").join(std::process::id().to_string()))
}
