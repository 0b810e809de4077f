//! The options that an unknown one may stand for: `--lvl` for `--level`, `--curr` for `--currency`.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};

use super::missing_command::first_word;
use crate::render::Format;

/// The most options that are suggested.
const MAX_SUGGESTED: usize = 3;

/// The fewest letters of an unknown option that may be the beginning or an abbreviation of another.
const MIN_LETTERS: usize = 2;

/// The fewest letters of a misspelt option for each wrong one.
const MIN_LETTERS_PER_ERROR: usize = 3;

/// The most letters of an option for each one in an abbreviation of it.
const MAX_LETTERS_PER_LETTER: usize = 3;

/// The error with the options of the command that are near to an unknown one, in place of what clap suggests. clap names one only, and
/// none for most abbreviations.
pub(in crate::cli) fn with_near_options(
    mut error: clap::Error,
    grammar: &clap::Command,
    args: &[OsString],
) -> clap::Error {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return error };
    let Some(given) = given.strip_prefix("--").and_then(|given| given.split([' ', '=']).next()) else { return error };
    let args: Vec<&str> = args.iter().skip(1).map_while(|arg| arg.to_str()).collect();
    let command = command_of(grammar, &args);
    let options = || grammar.get_arguments().filter(|arg| arg.is_global_set()).chain(command.get_arguments());
    // Errors about options that the command has, hidden ones included, have their own suggestions.
    if options().any(|option| option.get_long() == Some(given)) {
        return error;
    }
    let known = options().filter(|option| !option.is_hide_set()).filter_map(clap::Arg::get_long);
    let known: Vec<&str> = known.collect();
    let near = match Format::ALL.iter().any(|format| format.as_str() == given) && known.contains(&"format") {
        true => vec![format!("--format {given}")],
        false => near_options(given, &known).iter().map(|name| format!("--{name}")).collect::<Vec<_>>(),
    };
    if !near.is_empty() {
        // Both repeat what clap suggests.
        error.remove(ContextKind::Usage);
        error.remove(ContextKind::Suggested);
        error.insert(ContextKind::SuggestedArg, ContextValue::Strings(near));
    }
    error
}

/// The command that the first words of the arguments name, or the command before that where no word names one.
pub(super) fn command_of<'g>(grammar: &'g clap::Command, args: &[&str]) -> &'g clap::Command {
    let named = first_word(grammar, args).and_then(|at| args.split_at_checked(at)?.1.split_first());
    let command = named.and_then(|(name, rest)| Some((grammar.find_subcommand(name)?, rest)));
    command.map_or(grammar, |(command, rest)| command_of(command, rest))
}

/// The options that a text begins; if none, those that it is a misspelling of; if none, those that it abbreviates.
fn near_options<'o>(given: &str, known: &[&'o str]) -> Vec<&'o str> {
    if given.chars().count() < MIN_LETTERS {
        return Vec::new();
    }
    let mut found: Vec<&str> = known.iter().copied().filter(|name| name.starts_with(given)).collect();
    if found.is_empty() {
        let is_misspelt = |name: &&str| {
            let longest = given.chars().count().max(name.chars().count());
            strsim::osa_distance(given, name) * MIN_LETTERS_PER_ERROR <= longest
        };
        found = least(known.iter().copied().filter(is_misspelt), |name| strsim::osa_distance(given, name));
    }
    if found.is_empty() {
        found = least(known.iter().copied().filter(|name| is_abbreviation(given, name)), str::len);
    }
    found.dedup();
    found.truncate(MAX_SUGGESTED);
    found
}

/// The names for which `value` is smallest.
fn least<'o>(names: impl Iterator<Item = &'o str>, value: impl Fn(&str) -> usize) -> Vec<&'o str> {
    let mut all: Vec<(usize, &str)> = names.map(|name| (value(name), name)).collect();
    let Some(best) = all.iter().map(|(value, _)| *value).min() else { return Vec::new() };
    all.retain(|(value, _)| *value == best);
    all.into_iter().map(|(_, name)| name).collect()
}

/// Whether a text has letters of a name in their order, the first among them, and not too few.
fn is_abbreviation(given: &str, name: &str) -> bool {
    let mut rest = name.chars();
    given.chars().next() == name.chars().next()
        && given.chars().all(|letter| rest.any(|other| other == letter))
        && given.chars().count() * MAX_LETTERS_PER_LETTER >= name.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch the value of an option that is taken for a command.
    #[test]
    fn the_command_is_that_of_the_first_words() {
        let grammar = clap::Command::new("payband")
            .arg(clap::Arg::new("overlay").long("overlay"))
            .subcommand(clap::Command::new("roles"))
            .subcommand(clap::Command::new("pack").subcommand(clap::Command::new("check")));
        for (line, expected) in [
            ("--overlay roles pack check --lvl", "check"),
            ("pack --lvl", "pack"),
            ("pack nurse roles", "pack"),
            ("--overlay roles", "payband"),
            ("", "payband"),
        ] {
            let args: Vec<&str> = line.split_whitespace().collect();
            assert_eq!(command_of(&grammar, &args).get_name(), expected, "{line}");
        }
    }

    /// Would catch an abbreviation without a suggestion, one of two options that a text begins, and an option that has little more
    /// than some letters in common.
    #[test]
    fn beginnings_slips_and_abbreviations_lead_to_options() {
        let known = ["role", "city", "level", "current", "currency", "city-premium", "segment", "no-config", "format"];
        for (given, expected) in [
            ("lvl", &["level"][..]),
            ("lv", &["level"]),
            ("cty", &["city"]),
            ("curr", &["current", "currency"]),
            ("currncy", &["currency"]),
            ("sgmt", &["segment"]),
            ("segments", &["segment"]),
            ("fmt", &["format"]),
            ("premium", &[]),
            ("element", &[]),
            ("seniority", &[]),
            ("l", &[]),
            ("", &[]),
        ] {
            assert_eq!(near_options(given, &known), expected, "{given}");
        }
    }
}
