//! What every command gets besides its own arguments.

use super::pack_options::PackOptions;
use super::settings::Settings;
use super::terminal::console::Console;
use crate::pack::Pack;

/// What a command needs besides its own arguments.
pub(super) struct Context {
    /// The pack in use, with its overlays.
    pub(super) pack: Pack,
    /// The options that chose it, for commands in messages.
    pub(super) pack_options: PackOptions,
    pub(super) console: Console,
    /// The settings of the configuration file.
    pub(super) settings: Settings,
    /// Makes the grammar of the whole command line, to run one command from another.
    pub(super) grammar: fn() -> clap::Command,
    /// The same with its help arranged, for manual pages; `true` gives the texts of `-h`.
    pub(super) help_grammar: fn(bool) -> clap::Command,
}
