//! Interrupts while somebody is being asked: the cursor comes back, and the exit code says what happened.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::{Exit, Failure};

/// Catches the two signals that end a program politely; without it they would end it with the cursor hidden. Once dropped,
/// they end it as usual again.
#[derive(Debug, Default)]
pub(super) struct Signals {
    interrupted: Arc<AtomicBool>,
    terminated: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

impl Signals {
    /// From now on signals only set a flag. Whoever waits has to look at it: a signal that comes just before a read does
    /// not break the read off.
    pub(super) fn caught() -> io::Result<Self> {
        let signals = Signals::default();
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGTERM};
            use signal_hook::flag;
            for (signal, caught) in [(SIGINT, &signals.interrupted), (SIGTERM, &signals.terminated)] {
                flag::register_conditional_default(signal, Arc::clone(&signals.over))?;
                flag::register(signal, Arc::clone(caught))?;
            }
        }
        Ok(signals)
    }

    /// How to end because of a signal, when there was one.
    pub(super) fn stop(&self) -> Option<Failure> {
        if self.terminated.load(Ordering::SeqCst) {
            Some(Failure::stopped(Exit::Terminated))
        } else if self.interrupted.load(Ordering::SeqCst) {
            Some(Failure::stopped(Exit::Interrupted))
        } else {
            None
        }
    }

    /// What a prompt that was broken off means.
    pub(super) fn failure(&self, error: io::Error) -> Failure {
        self.stop().unwrap_or_else(|| match error.kind() {
            io::ErrorKind::Interrupted => Failure::stopped(Exit::Interrupted),
            _ => Failure::failed(error).context("cannot ask on this terminal"),
        })
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

/// The terminal hands on keys one by one and shows none of them, until this is dropped.
///
/// dialoguer sets this for each key and takes it back in between, where what is typed or pasted quickly would be shown in
/// the middle of the list, and edited as a line.
#[derive(Debug)]
pub(super) struct SingleKeys {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl SingleKeys {
    pub(super) fn taken() -> Self {
        #[cfg(unix)]
        {
            use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
            let before = tcgetattr(io::stdin()).ok();
            if let Some(mut mode) = before.clone() {
                // Signals stay: Ctrl-C between two keys is one.
                mode.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
                mode.special_codes[SpecialCodeIndex::VMIN] = 1;
                mode.special_codes[SpecialCodeIndex::VTIME] = 0;
                // Without it the prompts work as well, if not as neatly.
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, &mode);
            }
            SingleKeys { before }
        }
        #[cfg(not(unix))]
        SingleKeys {}
    }
}

impl Drop for SingleKeys {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            // There is nobody to tell, and nothing else to try.
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, before);
        }
    }
}
