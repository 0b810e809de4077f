//! A word too many: `payband benchmark Cloud Architect Shanghai`, `payband skills nurse`.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::near_option::command_of;
use crate::cli::names::pay_in_role::is_stated_pay;
use crate::shell::shell_quoted;

/// The error with what to do about an argument that has no place in a command: quotes around a name of several words, or a flag.
pub(in crate::cli) fn with_extra_word(
    mut error: clap::Error,
    grammar: &clap::Command,
    args: &[OsString],
) -> clap::Error {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return error };
    if error.kind() != ErrorKind::UnknownArgument || given.starts_with('-') {
        return error;
    }
    let args: Vec<&str> = args.iter().skip(1).map_while(|arg| arg.to_str()).collect();
    if let Some(hint) = hint(given, command_of(grammar, &args)) {
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(hint)]));
    }
    error
}

fn hint(given: &str, command: &clap::Command) -> Option<String> {
    let has = |option: &str| command.get_arguments().any(|known| known.get_long() == Some(option));
    let is_role =
        |name: &clap::Arg| name.get_value_names().is_some_and(|all| all.iter().any(|name| name.contains("ROLE")));
    if has("salary") && is_stated_pay(given) {
        return Some(format!("pay has a flag: --salary {}", shell_quoted(given)));
    }
    match command.get_positionals().next() {
        Some(name) if is_role(name) => Some(format!(
            "put quotes around a name of several words; a further city has a flag: --city {}",
            shell_quoted(given)
        )),
        Some(_) => Some("put quotes around a name of several words".to_owned()),
        None if has("role") && has("city") => {
            Some(format!("names have flags here: --role {0} or --city {0}", shell_quoted(given)))
        }
        None if has("role") => Some(format!("a role has a flag here: --role {}", shell_quoted(given))),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a word too many without advice, advice of an option that the command lacks, and advice beside other errors.
    #[test]
    fn the_advice_is_what_the_command_takes() {
        let command = |name: &'static str, options: &[&'static str]| {
            let options = options.iter().map(|option| clap::Arg::new(*option).long(*option));
            clap::Command::new(name).args(options)
        };
        let grammar = clap::Command::new("payband")
            .subcommand(
                command("benchmark", &["role", "city", "salary"]).arg(clap::Arg::new("name").value_name("ROLE")),
            )
            .subcommand(command("price", &[]).arg(clap::Arg::new("file")))
            .subcommand(command("skills", &["role"]))
            .subcommand(command("config", &[]));
        for (args, expected) in [
            (
                &["benchmark", "Cloud", "Architect"][..],
                Some("put quotes around a name of several words; a further city has a flag: --city Architect"),
            ),
            (&["benchmark", "DevOps Engineer", "$70/hr"], Some("pay has a flag: --salary \"\\$70/hr\"")),
            (&["price", "my", "file.csv"], Some("put quotes around a name of several words")),
            (&["skills", "Cloud Architect"], Some("a role has a flag here: --role \"Cloud Architect\"")),
            (&["config", "all"], None),
            (&["skills", "--rolle"], None),
        ] {
            let args: Vec<OsString> = [&["payband"], args].concat().iter().map(OsString::from).collect();
            let error = grammar.clone().try_get_matches_from(&args).unwrap_err();
            let error = with_extra_word(error, &grammar, &args);
            let told = match error.get(ContextKind::Suggested) {
                Some(ContextValue::StyledStrs(hints)) => hints.first().map(ToString::to_string),
                _ => None,
            };
            assert_eq!(told.as_deref(), expected, "{args:?}");
        }
    }
}
