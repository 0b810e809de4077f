//! Interrupts while somebody is being asked: the cursor comes back, and the exit code says what happened.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::{Exit, Failure};

/// Catches the two signals that end a program politely; without it they would end it with the cursor hidden.
#[derive(Debug, Clone, Default)]
pub(super) struct Signals {
    interrupted: Arc<AtomicBool>,
    terminated: Arc<AtomicBool>,
}

impl Signals {
    /// From now on signals set a flag, and a read from the terminal that waits is broken off.
    pub(super) fn caught() -> io::Result<Self> {
        let signals = Signals::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGTERM};
            signal_hook::flag::register(SIGINT, Arc::clone(&signals.interrupted))?;
            signal_hook::flag::register(SIGTERM, Arc::clone(&signals.terminated))?;
        }
        Ok(signals)
    }

    /// What a prompt that was broken off means.
    pub(super) fn failure(&self, error: io::Error) -> Failure {
        if self.terminated.load(Ordering::Relaxed) {
            Failure::stopped(Exit::Terminated)
        } else if self.interrupted.load(Ordering::Relaxed) || error.kind() == io::ErrorKind::Interrupted {
            Failure::stopped(Exit::Interrupted)
        } else {
            Failure::failed(error).context("cannot ask on this terminal")
        }
    }
}
