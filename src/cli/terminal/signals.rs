//! Signals during a question: the cursor and the terminal mode are restored, and the exit code tells which signal came.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::cli::failure::{Exit, Failure};

/// Catches INT and TERM, which would otherwise end the program with the cursor hidden. Once this is dropped they end it again.
#[derive(Debug, Default)]
pub(super) struct Signals {
    interrupted: Arc<AtomicBool>,
    terminated: Arc<AtomicBool>,
    is_dropped: Arc<AtomicBool>,
}

impl Signals {
    /// From now on signals only set a flag. It has to be polled: a signal that comes just before a read does not interrupt it.
    pub(in crate::cli) fn catch() -> io::Result<Self> {
        let signals = Signals::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGTERM};
            use signal_hook::flag;
            for (signal, catch) in [(SIGINT, &signals.interrupted), (SIGTERM, &signals.terminated)] {
                flag::register_conditional_default(signal, Arc::clone(&signals.is_dropped))?;
                flag::register(signal, Arc::clone(catch))?;
            }
        }
        Ok(signals)
    }

    /// The failure that ends the program with the exit code of the signal; `None` when there was no signal.
    pub(in crate::cli) fn stop(&self) -> Option<Failure> {
        if self.terminated.load(Ordering::SeqCst) {
            Some(Failure::stopped(Exit::Terminated))
        } else if self.interrupted.load(Ordering::SeqCst) {
            Some(Failure::stopped(Exit::Interrupted))
        } else {
            None
        }
    }

    /// The failure for an error of the terminal, which may be the effect of a signal.
    pub(in crate::cli) fn failure(&self, error: io::Error) -> Failure {
        self.stop().unwrap_or_else(|| match error.kind() {
            io::ErrorKind::Interrupted => Failure::stopped(Exit::Interrupted),
            _ => Failure::failed(error).context("cannot ask on this terminal"),
        })
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.is_dropped.store(true, Ordering::SeqCst);
    }
}

/// The terminal passes on each key at once and echoes none, until this is dropped.
///
/// dialoguer enters this mode for each key and leaves it in between. Text that is typed or pasted in that time would be echoed
/// into the list and edited as a line.
#[derive(Debug)]
pub(super) struct CbreakMode {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl CbreakMode {
    pub(super) fn enter() -> Self {
        #[cfg(unix)]
        {
            use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
            let before = tcgetattr(io::stdin()).ok();
            if let Some(mut mode) = before.clone() {
                // ISIG stays set, so that Ctrl-C is a signal.
                mode.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
                mode.special_codes[SpecialCodeIndex::VMIN] = 1;
                mode.special_codes[SpecialCodeIndex::VTIME] = 0;
                // If it fails, prompts still work, but quickly typed keys are echoed.
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
            }
            CbreakMode { before }
        }
        #[cfg(not(unix))]
        CbreakMode {}
    }
}

impl Drop for CbreakMode {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            // An error cannot be reported here, and there is no other way to restore the mode.
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, before);
        }
    }
}
