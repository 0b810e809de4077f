//! A role where a command has to stand: `payband "cloud architect" Shanghai`.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};

use super::clap_error::remove_distant_command;
use crate::shell::shell_quoted;

/// The most names that are repeated: a role and a city.
const MAX_NAMES: usize = 2;

/// The error with the command to type, where a text that is no misspelt command stands in place of one.
pub(in crate::cli) fn with_missing_command(
    mut error: clap::Error,
    grammar: &clap::Command,
    args: &[OsString],
) -> clap::Error {
    remove_distant_command(&mut error);
    if error.get(ContextKind::SuggestedSubcommand).is_none()
        && let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand)
        && let Some(command) = command_with(given, grammar, args)
    {
        let hint = StyledStr::from(format!("if \"{given}\" is a role: `{command}`"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![hint]));
    }
    error
}

/// The command line up to the names, with `benchmark` before them. Pay is not repeated: a second name has no digit. `None` where
/// `given` does not stand in place of the command, as in `pack nurse` or `-- nurse`.
fn command_with(given: &str, grammar: &clap::Command, args: &[OsString]) -> Option<String> {
    let args: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let at = first_word(grammar, &args).filter(|at| args.get(*at) == Some(&given))?;
    let (options, names) = args.split_at(at);
    let is_name = |name: &&&str| **name == given || !name.starts_with('-') && !name.contains(|c: char| c.is_numeric());
    let names = names.iter().take(MAX_NAMES).take_while(is_name);
    let words = options.iter().chain([&"benchmark"]).chain(names).map(|word| shell_quoted(word));
    Some(format!("payband {}", words.collect::<Vec<_>>().join(" ")))
}

/// The index of the first argument that is no option of the program and no value of one; `None` where `--` stands before it.
pub(super) fn first_word(grammar: &clap::Command, args: &[&str]) -> Option<usize> {
    let mut is_value = false;
    for (at, arg) in args.iter().enumerate() {
        if is_value {
            is_value = false;
        } else if *arg == "--" {
            return None;
        } else if arg.starts_with('-') {
            is_value = takes_next(grammar, arg);
        } else {
            return Some(at);
        }
    }
    None
}

/// Whether the value of an option is the next argument: not of a switch, and not of `--pack=NAME`.
fn takes_next(grammar: &clap::Command, option: &str) -> bool {
    let is_named = |known: &&clap::Arg| match option.strip_prefix("--") {
        Some(long) => known.get_long() == Some(long),
        // In `-qx`, the last of several short options can take a value.
        None => known.get_short().is_some() && known.get_short() == option.chars().last(),
    };
    grammar.get_arguments().find(is_named).is_some_and(|known| known.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a command that does not exist, loses the pack, repeats pay, or is proposed beside a misspelt command.
    #[test]
    fn the_command_is_the_given_line_with_benchmark() {
        for (line, expected) in [
            ("nurse", Some("payband benchmark nurse")),
            ("--pack us-oews-2025 nurse", Some("payband --pack us-oews-2025 benchmark nurse")),
            ("nurse Ohio --salary 90000", Some("payband benchmark nurse Ohio")),
            ("nurse 90000", Some("payband benchmark nurse")),
            ("benchmrk nurse", None),
            ("--pack nurse nurse", Some("payband --pack nurse benchmark nurse")),
            ("--pack=us-oews-2025 -q nurse", Some("payband \"--pack=us-oews-2025\" -q benchmark nurse")),
            ("pack nurse", None),
            ("chart nurse", None),
            ("help nurse", None),
            ("-- nurse", None),
        ] {
            let args: Vec<OsString> = format!("payband {line}").split(' ').map(OsString::from).collect();
            let grammar = clap::Command::new("payband")
                .arg(clap::Arg::new("pack").long("pack"))
                .arg(clap::Arg::new("quiet").short('q').action(clap::ArgAction::SetTrue))
                .subcommand(clap::Command::new("benchmark"))
                .subcommand(clap::Command::new("survey"))
                .subcommand(clap::Command::new("pack").subcommand(clap::Command::new("list")))
                .subcommand(clap::Command::new("chart").subcommand(clap::Command::new("salary")));
            let error = grammar.clone().try_get_matches_from(&args).unwrap_err();
            let error = with_missing_command(error, &grammar, &args);
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
