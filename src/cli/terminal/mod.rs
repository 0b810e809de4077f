//! The terminal: what it can show, questions with a list of answers, and signals while one is open.

pub(super) mod console;
pub(super) mod prompt;
pub(super) mod sanitise;
mod signals;
