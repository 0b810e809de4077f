//! Larger pipes, so that fewer switches from one program to the next are needed.

/// How much a pipe is made to hold: the most that Linux allows without privileges.
#[cfg(target_os = "linux")]
const SIZE: usize = 1 << 20;

/// Makes a pipe hold 1 MiB. Does nothing to what is no pipe, where the system does not allow it, and elsewhere than on
/// Linux: it works as well without, if not as fast.
#[cfg(target_os = "linux")]
pub fn enlarge_pipe(end: impl std::os::fd::AsFd) {
    use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};
    if fcntl_getpipe_size(&end).is_ok_and(|size| size < SIZE) {
        let _ = fcntl_setpipe_size(&end, SIZE);
    }
}

/// Makes a pipe hold 1 MiB, where that can be done: not here.
#[cfg(not(target_os = "linux"))]
pub fn enlarge_pipe<T>(_end: T) {}
