//! Standard output: written in one piece, and known to be closed where the parent process closed it.

use std::io::{self, IsTerminal as _, Write};

use anyhow::Context as _;

use super::failure::Failure;
use super::sanitise;
use super::unfinished::ignore_file_size_signal;

/// Writes text without colours to standard output; on a terminal nothing in it acts.
pub(super) fn write_stdout(bytes: &[u8]) -> Result<(), Failure> {
    if io::stdout().is_terminal() { write_rendered(&sanitise::bytes(bytes)) } else { write_rendered(bytes) }
}

/// Writes what was rendered for the screen to standard output. A reader that has gone away has what it wants: that is no
/// failure.
pub(super) fn write_rendered(bytes: &[u8]) -> Result<(), Failure> {
    require_open()?;
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to standard output").map_err(Failure::failed),
    }
}

/// Refuses to write to a standard output that is closed, and makes a file-size limit an error of the write.
pub(super) fn require_open() -> Result<(), Failure> {
    ignore_file_size_signal();
    if at_start::was_closed() {
        return Err(Failure::failed(anyhow::anyhow!("it is closed"))
            .context("cannot write to standard output")
            .hint("open it, or write to a file with -o"));
    }
    Ok(())
}

/// Whether standard output was open when the process began. The standard library opens `/dev/null` in place of a closed one
/// before `main`, so that later everything seems to be written.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd", target_vendor = "apple"))]
mod at_start {
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    pub(super) fn was_closed() -> bool {
        CLOSED.load(Ordering::Relaxed)
    }

    /// The loader calls what stands in this section before `main`.
    #[used]
    #[allow(unsafe_code, reason = "nothing else runs before the standard library does")]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".init_array"))]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        // The raw number 1: before the standard library is ready, its own `stdout()` is not asked.
        #[allow(unsafe_code, reason = "the number may be that of no open file, which is what is asked")]
        // SAFETY: only the flags of the descriptor are read, in this call; a closed one is an error of it.
        let stdout = unsafe { std::os::fd::BorrowedFd::borrow_raw(1) };
        CLOSED.store(rustix::io::fcntl_getfd(stdout).is_err(), Ordering::Relaxed);
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd", target_vendor = "apple")))]
mod at_start {
    pub(super) fn was_closed() -> bool {
        false
    }
}
