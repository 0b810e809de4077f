//! A role where a command has to stand: `payband "cloud architect" Shanghai`.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};

use super::usage_error::remove_distant_command;
use crate::shell::shell_quoted;

/// The most names that are repeated: a role and a city.
const MAX_NAMES: usize = 2;

/// The error with the command to type, where a text that is no misspelt command stands in place of one.
pub(super) fn with_missing_command(mut error: clap::Error, args: &[OsString]) -> clap::Error {
    remove_distant_command(&mut error);
    if error.get(ContextKind::SuggestedSubcommand).is_none()
        && let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand)
        && let Some(command) = command_with(given, args)
    {
        let hint = StyledStr::from(format!("if \"{given}\" is a role: `{command}`"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint]));
    }
    error
}

/// The command line up to the names, with `benchmark` before them. Pay is not repeated: a second name has no digit.
fn command_with(given: &str, args: &[OsString]) -> Option<String> {
    let args: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let at = args.iter().position(|arg| *arg == given)?;
    let (options, names) = args.split_at(at);
    let is_name = |name: &&&str| **name == given || !name.starts_with('-') && !name.contains(|c: char| c.is_numeric());
    let names = names.iter().take(MAX_NAMES).take_while(is_name);
    let words = options.iter().chain([&"benchmark"]).chain(names).map(|word| shell_quoted(word));
    Some(format!("payband {}", words.collect::<Vec<_>>().join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a command that loses the pack, repeats pay, or is proposed beside a misspelt command.
    #[test]
    fn the_command_is_the_given_line_with_benchmark() {
        for (line, expected) in [
            ("nurse", Some("payband benchmark nurse")),
            ("--pack us-oews-2025 nurse", Some("payband --pack us-oews-2025 benchmark nurse")),
            ("nurse Ohio --salary 90000", Some("payband benchmark nurse Ohio")),
            ("nurse 90000", Some("payband benchmark nurse")),
            ("benchmrk nurse", None),
        ] {
            let args: Vec<OsString> = format!("payband {line}").split(' ').map(OsString::from).collect();
            let grammar = clap::Command::new("payband")
                .arg(clap::Arg::new("pack").long("pack"))
                .subcommand(clap::Command::new("benchmark"))
                .subcommand(clap::Command::new("survey"));
            let error = with_missing_command(grammar.try_get_matches_from(&args).unwrap_err(), &args);
            let hint = error.get(ContextKind::Suggested).and_then(|hint| match hint {
                ContextValue::StyledStrs(hints) => hints.first().map(ToString::to_string),
                other => Some(other.to_string()),
            });
            let expected = expected.map(|command| format!("`{command}`"));
            assert_eq!(hint.is_some(), expected.is_some(), "{line}");
            assert!(hint.unwrap_or_default().ends_with(&expected.unwrap_or_default()), "{line}");
        }
    }
}
