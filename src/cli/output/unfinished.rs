//! Removes unfinished files when a signal ends the run.
//!
//! HUP, INT, QUIT and TERM end the run at once, also during a blocking read or write: the handler removes every unfinished file
//! and ends the process. A signal that the parent process ignores (`nohup`, `&` in a script) stays ignored.
//! XFSZ is ignored, so that a file-size limit is an error of the write (`EFBIG`) and not the end of the process.
//! A KILL, or an abort for lack of memory, cannot be caught. It leaves a file `.payband-*.tmp` where the file system has no files
//! without a name.

use std::io;
use std::path::Path;
use std::sync::OnceLock;
#[cfg(unix)]
use std::sync::atomic::AtomicI32;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use crate::cli::failure::Exit;

/// A file or folder that a signal removes, until this is dropped.
#[derive(Debug)]
pub(super) struct Unfinished(&'static Entry);

/// An entry of a linked list that only grows, so that the signal handler can read it without a lock.
#[derive(Debug)]
struct Entry {
    #[cfg(unix)]
    path: std::ffi::CString,
    #[cfg(unix)]
    is_folder: bool,
    /// Whether the file has been renamed or removed.
    is_done: AtomicBool,
    next: OnceLock<Box<Entry>>,
}

static ENTRIES: OnceLock<Box<Entry>> = OnceLock::new();

/// Set while several files are renamed: a signal is deferred until all of them are.
static ARE_SIGNALS_DEFERRED: AtomicBool = AtomicBool::new(false);

/// The deferred signal, or 0.
#[cfg(unix)]
static DEFERRED_SIGNAL: AtomicI32 = AtomicI32::new(0);

/// Set while the last line of the terminal is a progress bar.
static BAR_IS_SHOWN: AtomicBool = AtomicBool::new(false);

impl Unfinished {
    /// Registers a file that is about to be created: from now on a signal removes it.
    ///
    /// # Errors
    /// When the path holds a NUL byte, or signals cannot be caught.
    pub(in crate::cli) fn file(path: &Path) -> io::Result<Self> {
        Self::register(path, false)
    }

    /// Registers a folder, which is removed if it is empty once the registered files are removed. A folder inside another has
    /// to be registered after it.
    pub(in crate::cli) fn folder(path: &Path) -> io::Result<Self> {
        Self::register(path, true)
    }

    fn register(path: &Path, is_folder: bool) -> io::Result<Self> {
        end_on_signals()?;
        #[cfg(unix)]
        let path = std::ffi::CString::new(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))?;
        #[cfg(not(unix))]
        let _ = (path, is_folder);
        let mut entry = Box::new(Entry {
            #[cfg(unix)]
            path,
            #[cfg(unix)]
            is_folder,
            is_done: AtomicBool::new(false),
            next: OnceLock::new(),
        });
        let mut slot = &ENTRIES;
        loop {
            match slot.set(entry) {
                Ok(()) => return Ok(Unfinished(slot.get().ok_or_else(|| io::Error::other("no entry"))?)),
                Err(taken) => entry = taken,
            }
            if let Some(occupied) = slot.get() {
                slot = &occupied.next;
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.0.is_done.store(true, Ordering::SeqCst);
    }
}

/// Defers signals until this is dropped, for the few system calls that rename several files.
#[derive(Debug)]
pub(super) struct DeferredSignals;

impl DeferredSignals {
    pub(in crate::cli) fn begin() -> Self {
        ARE_SIGNALS_DEFERRED.store(true, Ordering::SeqCst);
        DeferredSignals
    }
}

impl Drop for DeferredSignals {
    fn drop(&mut self) {
        ARE_SIGNALS_DEFERRED.store(false, Ordering::SeqCst);
        #[cfg(unix)]
        match DEFERRED_SIGNAL.load(Ordering::SeqCst) {
            0 => {}
            signal => clean_up_and_end(signal),
        }
    }
}

/// Sets whether a signal has to erase a progress bar from the terminal.
pub(in crate::cli) fn bar_is_shown(shown: bool) {
    BAR_IS_SHOWN.store(shown, Ordering::SeqCst);
}

/// From now on a signal removes the unfinished files and ends the run at once: INT with 130, TERM with 143, HUP and QUIT as
/// they would without this.
///
/// # Errors
/// When the system does not let signals be caught.
#[cfg(unix)]
pub(in crate::cli) fn end_on_signals() -> io::Result<()> {
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
                reason = "the safe functions of signal-hook only set flags, which a blocked write does not check"
            )]
            // SAFETY: `on_signal` calls only what may be called in a signal handler: atomics, unlink, rmdir, write, _exit and
            // signal-hook's own `emulate_default_handler`. It neither allocates nor locks nor panics.
            unsafe {
                signal_hook::low_level::register(signal, move || on_signal(signal))?;
            }
        }
    }
    Ok(())
}

#[cfg(not(unix))]
pub(in crate::cli) fn end_on_signals() -> io::Result<()> {
    Ok(())
}

/// Makes a write beyond the file-size limit an error instead of a signal that ends the process.
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

/// Whether the parent process has set a signal to be ignored.
#[cfg(unix)]
#[allow(unsafe_code, reason = "neither the standard library nor rustix has a function for it")]
fn is_ignored(signal: i32) -> bool {
    let mut found = std::mem::MaybeUninit::<libc::sigaction>::zeroed();
    // SAFETY: without a new action `sigaction` only writes the current one, to memory of its type.
    let is_known = unsafe { libc::sigaction(signal, std::ptr::null(), found.as_mut_ptr()) == 0 };
    // SAFETY: the memory was zeroed, which is a valid value, and then written.
    is_known && unsafe { found.assume_init() }.sa_sigaction == libc::SIG_IGN
}

/// The signal handler.
#[cfg(unix)]
fn on_signal(signal: i32) {
    if ARE_SIGNALS_DEFERRED.load(Ordering::SeqCst) && DEFERRED_SIGNAL.swap(signal, Ordering::SeqCst) == 0 {
        // Another thread may have ended the deferral, and looked for a signal, before this one was stored.
        if ARE_SIGNALS_DEFERRED.load(Ordering::SeqCst) {
            return;
        }
    }
    clean_up_and_end(signal);
}

/// Removes unfinished files and ends the process. Safe to call in a signal handler.
#[cfg(unix)]
fn clean_up_and_end(signal: i32) {
    use signal_hook::low_level::{emulate_default_handler, exit};
    // An inner folder comes later in the list and has to be removed first: repeat until nothing more can be removed.
    let mut is_removed = true;
    while is_removed {
        is_removed = false;
        let mut next = ENTRIES.get();
        while let Some(entry) = next {
            if !entry.is_done.load(Ordering::SeqCst) {
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
