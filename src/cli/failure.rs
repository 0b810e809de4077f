//! Failures of commands: what went wrong, its causes, hints, and the exit code.

use std::process::ExitCode;

use super::pack_options::PackOptions;
use super::pricing_hints::pricing_hint;
use crate::money::{Overflow, UnknownCurrency, UnreadablePercent};
use crate::names::{Unresolved, UnresolvedReason};
use crate::pack::DataError;
use crate::pay::Unreadable;
use crate::pricing::PricingError;
use crate::render::{RenderError, UnknownFormat};

/// How payband ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or the reader of the output closed the pipe.
    Done = 0,
    /// The request cannot be answered, or the data is bad.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// Interrupted from the keyboard.
    Interrupted = 130,
    /// Asked to terminate.
    Terminated = 143,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A command that did not succeed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    /// What went wrong, with its causes.
    pub(super) error: anyhow::Error,
    /// What to do, one hint for each line.
    pub(super) hints: Vec<String>,
}

impl Failure {
    /// The request cannot be answered.
    pub(super) fn failed(error: impl Into<anyhow::Error>) -> Self {
        Failure { exit: Exit::Failed, error: error.into(), hints: Vec::new() }
    }

    /// A name that is none of a list. The hints are the nearest names, and `list`, which says where the others are.
    pub(super) fn of_list(error: Unresolved, list: impl Into<String>) -> Self {
        let nearest = error.hint();
        Failure::failed(error).hint_from(nearest).hint(list)
    }

    /// The command line is wrong in a way that the grammar does not express.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Failure { exit: Exit::Usage, error: anyhow::Error::msg(message.into()), hints: Vec::new() }
    }

    /// Ended by a signal; no message is printed.
    pub(super) fn stopped(exit: Exit) -> Self {
        Failure { exit, error: anyhow::Error::msg("stopped"), hints: Vec::new() }
    }

    /// Adds a hint.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint, if there is one.
    #[must_use]
    pub(super) fn hint_from(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// With the options that chose the pack in the commands of its hints.
    #[must_use]
    pub(super) fn with_pack(mut self, options: &PackOptions) -> Self {
        self.hints = self.hints.iter().map(|hint| options.in_commands(hint).into_owned()).collect();
        self
    }

    /// Adds what was being done, as the outermost message.
    #[must_use]
    pub(super) fn context(mut self, doing: impl Into<String>) -> Self {
        self.error = self.error.context(doing.into());
        self
    }
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        let remedy = error.remedy.clone();
        Failure::failed(error).hint(remedy)
    }
}

impl From<PricingError> for Failure {
    fn from(error: PricingError) -> Self {
        let hint = pricing_hint(&error);
        Failure::failed(error).hint(hint)
    }
}

impl From<Unresolved> for Failure {
    fn from(error: Unresolved) -> Self {
        if let ("role", UnresolvedReason::Ambiguous(_)) = (error.what, &error.reason)
            && let Some(first) = error.nearest.first()
        {
            let hint = format!("name one of them, such as \"{}\"", first.name);
            return Failure::failed(error).hint(hint);
        }
        let list = match error.what {
            "city" => "`payband city` lists the cities",
            "level" => "`payband pack show levels` lists the levels",
            "skill" => "`payband skills` lists the skills",
            _ => "`payband roles` lists the roles",
        };
        Failure::of_list(error, list)
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Failure::usage(error.to_string())
    }
}

impl From<Overflow> for Failure {
    fn from(error: Overflow) -> Self {
        Failure::failed(error)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        let hint = match error {
            RenderError::CellTooLong { .. }
            | RenderError::CellOfLineTooLong { .. }
            | RenderError::SheetTooLarge { .. } => Some("CSV has no such limit: choose --format csv".to_owned()),
            RenderError::KeyOfLineTaken { .. }
            | RenderError::Csv(_)
            | RenderError::Html(_)
            | RenderError::Json(_)
            | RenderError::Workbook(_) => None,
        };
        Failure::failed(error).hint_from(hint)
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Failure { exit: Exit::Usage, ..Failure::failed(error) }.hint(error.hint())
    }
}

impl From<UnknownCurrency> for Failure {
    fn from(error: UnknownCurrency) -> Self {
        Failure { exit: Exit::Usage, ..Failure::failed(error) }
    }
}

impl From<UnreadablePercent> for Failure {
    fn from(error: UnreadablePercent) -> Self {
        Failure { exit: Exit::Usage, ..Failure::failed(error) }
    }
}

impl From<UnknownFormat> for Failure {
    fn from(error: UnknownFormat) -> Self {
        Failure { exit: Exit::Usage, ..Failure::failed(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_the_documented_ones() {
        let codes = [Exit::Done, Exit::Failed, Exit::Usage, Exit::Interrupted, Exit::Terminated].map(|exit| exit as u8);
        assert_eq!(codes, [0, 1, 2, 130, 143]);
    }
}
