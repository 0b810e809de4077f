//! Writes to standard output, and detects one that the parent process has closed.

use std::io::{self, IsTerminal as _, Write};

use super::unfinished::ignore_file_size_signal;
use crate::cli::failure::Failure;
use crate::cli::terminal::sanitise;

/// Writes text without colours to standard output; on a terminal control characters are escaped.
pub(in crate::cli) fn write_stdout(bytes: &[u8]) -> Result<(), Failure> {
    if io::stdout().is_terminal() { write_rendered(&sanitise::sanitised_bytes(bytes)) } else { write_rendered(bytes) }
}

/// Writes text that was rendered for the screen to standard output. A closed pipe is no failure: its reader needs no more.
pub(in crate::cli) fn write_rendered(bytes: &[u8]) -> Result<(), Failure> {
    require_open()?;
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(stdout_failure),
    }
}

/// The failure of a write to standard output.
pub(super) fn stdout_failure(error: io::Error) -> Failure {
    Failure::failed(error).context("cannot write to standard output")
}

/// Fails when standard output is closed. From then on a write beyond the file-size limit is an error, not a signal.
pub(in crate::cli) fn require_open() -> Result<(), Failure> {
    ignore_file_size_signal();
    if at_start::was_closed() {
        return Err(Failure::failed(anyhow::anyhow!("it is closed"))
            .context("cannot write to standard output")
            .hint("run it without `>&-`, or write to a file with -o"));
    }
    Ok(())
}

/// Tells whether standard output was closed when the process began. Before `main` the standard library opens `/dev/null` in its
/// place, after which every write seems to succeed.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd", target_vendor = "apple"))]
mod at_start {
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    pub(super) fn was_closed() -> bool {
        CLOSED.load(Ordering::Relaxed)
    }

    /// The loader calls the functions in this section before `main`.
    #[used]
    #[allow(unsafe_code, reason = "nothing else runs before the standard library is initialised")]
    #[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".init_array"))]
    #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
    static CHECK_AT_START: extern "C" fn() = check;

    extern "C" fn check() {
        // By its number, because the standard library is not initialised yet.
        #[allow(unsafe_code, reason = "whether the number is that of an open file is the question")]
        // SAFETY: the descriptor is used only in this function, to read its flags; if it is closed, that call returns an error.
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
