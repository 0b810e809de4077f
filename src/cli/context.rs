//! What every command gets besides its own arguments.

use super::console::Console;
use crate::pack::Pack;

/// What a command needs besides its own arguments.
pub(super) struct Context {
    /// The pack in use, with its overlays.
    pub(super) pack: Pack,
    pub(super) console: Console,
    /// Makes the grammar of the whole command line: for manual pages, and to run one command from another.
    pub(super) grammar: fn() -> clap::Command,
}
