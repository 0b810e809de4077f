//! Values that are made on first use and can fail to be made.

use std::sync::OnceLock;

/// Returns the value of a lock, initialising it on first use; after an error it stays uninitialised.
///
/// `OnceLock::get_or_try_init` of the standard library is not stable. Two threads may both run `init`: the first value set is
/// kept.
pub(crate) fn get_or_try_init<T, E>(lock: &OnceLock<T>, init: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    match lock.get() {
        Some(value) => Ok(value),
        None => {
            let value = init()?;
            Ok(lock.get_or_init(|| value))
        }
    }
}
