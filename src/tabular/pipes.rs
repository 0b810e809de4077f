//! Larger pipes, which need fewer switches between programs.

/// The size of a pipe in bytes: the most that Linux allows without privileges.
#[cfg(target_os = "linux")]
const SIZE: usize = 1 << 20;

/// Makes a pipe hold 1 MiB. Does nothing to other files, where the system refuses, and on other systems than Linux.
#[cfg(target_os = "linux")]
pub(crate) fn enlarge_pipe(end: impl std::os::fd::AsFd) {
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};
    if fcntl_getpipe_size(&end).is_ok_and(|size| size < SIZE) {
        let _ = fcntl_setpipe_size(&end, SIZE);
    }
}

/// Does nothing: only Linux has pipes of variable size.
#[cfg(not(target_os = "linux"))]
pub(crate) fn enlarge_pipe<T>(_end: T) {}
