//! Help texts, and the errors for a command line that cannot be parsed.

pub(super) mod clap_error;
pub(super) mod extra_word;
pub(super) mod help;
pub(super) mod missing_command;
pub(super) mod near_option;
