//! Unfinished files: removed when a signal ends the run before they are complete.
//!
//! HUP, INT, QUIT and TERM end the run at once, also while it waits for a reader or a writer: the handler removes every
//! unfinished file and ends the process. A signal that the parent process ignores (`nohup`, `&` in a script) stays ignored.
//! XFSZ is ignored, so that a file-size limit is an error of the write (`EFBIG`) and not the end of the process.
//! A KILL, a crash and a power failure leave files called `.payband-*.tmp` beside the file that they would have become.

use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

#[cfg(unix)]
use super::failure::Exit;

/// A file or folder that is removed when a signal ends the run, until this is dropped.
#[derive(Debug)]
pub(super) struct Unfinished(&'static Entry);

/// One of a list that only grows, so that the handler can read it without a lock.
#[derive(Debug)]
struct Entry {
    #[cfg(unix)]
    path: std::ffi::CString,
    is_folder: bool,
    /// Renamed or removed: nothing is left to do.
    settled: AtomicBool,
    next: OnceLock<Box<Entry>>,
}

static ENTRIES: OnceLock<Box<Entry>> = OnceLock::new();

/// Set while several files are put in place: a signal waits until all of them are.
static FINISHING: AtomicBool = AtomicBool::new(false);

/// The signal that came in the meantime, or 0.
static DEFERRED: AtomicI32 = AtomicI32::new(0);

/// Set while a progress bar stands on the last line of the terminal.
static BAR_IS_SHOWN: AtomicBool = AtomicBool::new(false);

impl Unfinished {
    /// Announces a file that is about to be created: from here on a signal removes it.
    ///
    /// # Errors
    /// When the path cannot be one, or signals cannot be caught.
    pub(super) fn file(path: &Path) -> io::Result<Self> {
        Self::announced(path, false)
    }

    /// The same for a folder, which has to be empty once the files that are announced are removed. A folder below it is
    /// announced later.
    pub(super) fn folder(path: &Path) -> io::Result<Self> {
        Self::announced(path, true)
    }

    fn announced(path: &Path, is_folder: bool) -> io::Result<Self> {
        end_on_signals()?;
        #[cfg(unix)]
        let path = std::ffi::CString::new(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))?;
        #[cfg(not(unix))]
        let _ = path;
        let mut entry = Box::new(Entry {
            #[cfg(unix)]
            path,
            is_folder,
            settled: AtomicBool::new(false),
            next: OnceLock::new(),
        });
        let mut place = &ENTRIES;
        loop {
            match place.set(entry) {
                Ok(()) => return Ok(Unfinished(place.get().ok_or_else(|| io::Error::other("no entry"))?)),
                Err(taken) => entry = taken,
            }
            if let Some(occupied) = place.get() {
                place = &occupied.next;
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.0.settled.store(true, Ordering::SeqCst);
    }
}

/// Lets signals wait until this is dropped, for the few system calls that put several files in place.
#[derive(Debug)]
pub(super) struct Finishing;

impl Finishing {
    pub(super) fn begun() -> Self {
        FINISHING.store(true, Ordering::SeqCst);
        Finishing
    }
}

impl Drop for Finishing {
    fn drop(&mut self) {
        FINISHING.store(false, Ordering::SeqCst);
        #[cfg(unix)]
        match DEFERRED.load(Ordering::SeqCst) {
            0 => {}
            signal => end(signal),
        }
    }
}

/// Says whether a progress bar has to be taken off the terminal when a signal ends the run.
pub(super) fn bar_is_shown(shown: bool) {
    BAR_IS_SHOWN.store(shown, Ordering::SeqCst);
}

/// From now on a signal removes the unfinished files and ends the run at once: INT with 130, TERM with 143, HUP and QUIT as
/// they would without this.
///
/// # Errors
/// When the system does not let signals be caught.
#[cfg(unix)]
pub(super) fn end_on_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    static CAUGHT: AtomicBool = AtomicBool::new(false);
    if CAUGHT.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    ignore_file_size_signal();
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
        if !is_ignored(signal) {
            #[allow(
                unsafe_code,
                reason = "the safe functions of signal-hook only set flags, and a write that waits sees none"
            )]
            // SAFETY: `caught` calls only what may be called in a signal handler: atomics, unlink, rmdir, write, _exit and
            // signal-hook's own `emulate_default_handler`. It neither allocates nor locks nor panics.
            unsafe {
                signal_hook::low_level::register(signal, move || caught(signal))?;
            }
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn end_on_signals() -> io::Result<()> {
    Ok(())
}

/// Makes a write beyond the file-size limit an error instead of the end of the process.
#[cfg(unix)]
#[allow(unsafe_code, reason = "the standard library has no function for it")]
pub(super) fn ignore_file_size_signal() {
    // SAFETY: no handler is installed, and the disposition of no other signal changes.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

#[cfg(not(unix))]
pub(super) fn ignore_file_size_signal() {}

/// Whether the parent process wants a signal ignored.
#[cfg(unix)]
#[allow(unsafe_code, reason = "neither the standard library nor rustix tells")]
fn is_ignored(signal: i32) -> bool {
    let mut found = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: without a new action `sigaction` only writes the present one, to a place of its type.
    let is_known = unsafe { libc::sigaction(signal, std::ptr::null(), found.as_mut_ptr()) == 0 };
    // SAFETY: it was zeroed, which is a valid value, and then written.
    is_known && unsafe { found.assume_init() }.sa_sigaction == libc::SIG_IGN
}

/// Runs in the signal handler.
#[cfg(unix)]
fn caught(signal: i32) {
    if FINISHING.load(Ordering::SeqCst) && DEFERRED.swap(signal, Ordering::SeqCst) == 0 {
        // Unless another thread has finished in between: it may have looked before the signal was noted.
        if FINISHING.load(Ordering::SeqCst) {
            return;
        }
    }
    end(signal);
}

/// Removes what is unfinished and ends the process. May be called in a signal handler.
#[cfg(unix)]
fn end(signal: i32) {
    use signal_hook::low_level::{emulate_default_handler, exit};
    // A folder in a folder comes later in the list, and goes first.
    let mut is_removed = true;
    while is_removed {
        is_removed = false;
        let mut next = ENTRIES.get();
        while let Some(entry) = next {
            if !entry.settled.load(Ordering::SeqCst) {
                let path = entry.path.as_c_str();
                let removed = if entry.is_folder { rustix::fs::rmdir(path) } else { rustix::fs::unlink(path) };
                is_removed |= removed.is_ok();
            }
            next = entry.next.get();
        }
    }
    if BAR_IS_SHOWN.load(Ordering::SeqCst) {
        let _ = rustix::io::write(rustix::stdio::stderr(), b"\r\x1b[K");
    }
    match signal {
        libc::SIGINT => exit(Exit::Interrupted as i32),
        libc::SIGTERM => exit(Exit::Terminated as i32),
        other => {
            let _ = emulate_default_handler(other);
        }
    }
}
