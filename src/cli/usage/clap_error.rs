//! Usage errors and help texts of clap, with its suggestions as the `hint:` lines of other errors.

use anstyle::{AnsiColor, Style};
use clap::error::{ContextKind, ContextValue};

use crate::cli::terminal::sanitise;
use crate::names::one_of;
use crate::screen::sanitised;

/// The style of the word `hint:`.
pub(super) const HINT: Style = AnsiColor::Cyan.on_default();

/// A line with a hint.
pub(in crate::cli) fn hint_line(hint: &str, colour: bool) -> String {
    let label = if colour { format!("{HINT}hint:{HINT:#}") } else { "hint:".to_owned() };
    format!("{label} {}\n", sanitised(hint))
}

/// The text of a usage error or of help, with or without colours; escaped for a terminal.
pub(in crate::cli) fn rendered(mut error: clap::Error, is_terminal: bool, colour: bool) -> String {
    let hints = take_hints(&mut error);
    if hints.is_empty() {
        return without_hints(error, is_terminal, colour);
    }
    // The usage follows the hints, and the line that names `--help` follows both.
    let usage = match error.remove(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) if colour => format!("\n{}\n", usage.ansi()),
        Some(ContextValue::StyledStr(usage)) => format!("\n{usage}\n"),
        _ => String::new(),
    };
    let text = without_hints(error, is_terminal, colour);
    let (message, help) = text.rsplit_once("\n\n").unwrap_or((text.trim_end(), ""));
    let hints: String = hints.iter().map(|hint| hint_line(hint, colour)).collect();
    let help = if help.is_empty() { String::new() } else { format!("\n{help}") };
    format!("{message}\n{hints}{usage}{help}")
}

fn without_hints(error: clap::Error, is_terminal: bool, colour: bool) -> String {
    match (is_terminal, colour) {
        (true, _) => sanitise::usage_error(error, colour),
        (false, true) => error.render().ansi().to_string(),
        (false, false) => error.render().to_string(),
    }
}

/// Removes the suggestions from an error and returns them as hints.
fn take_hints(error: &mut clap::Error) -> Vec<String> {
    let mut hints = Vec::new();
    remove_distant_option(error);
    suggest_listed_value(error);
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
        let names = match error.remove(kind) {
            Some(ContextValue::String(name)) => vec![name],
            Some(ContextValue::Strings(names)) => names,
            _ => Vec::new(),
        };
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        if !names.is_empty() {
            hints.push(format!("did you mean {}?", names.join(" or ")));
        }
    }
    match error.remove(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(suggestions)) => hints.extend(suggestions.iter().map(ToString::to_string)),
        Some(ContextValue::StyledStr(suggestion)) => hints.push(suggestion.to_string()),
        _ => {}
    }
    hints
}

/// Suggests the nearest of the values that an option takes, by [`one_of`] as for every other list of names.
fn suggest_listed_value(error: &mut clap::Error) {
    let (Some(ContextValue::String(given)), Some(ContextValue::Strings(values))) =
        (error.get(ContextKind::InvalidValue), error.get(ContextKind::ValidValue))
    else {
        return;
    };
    let names: Vec<String> = match one_of("value", given, values.iter().map(String::as_str)) {
        // The option takes this value in another case, or with hyphens.
        Ok(name) => vec![name.to_owned()],
        Err(error) => error.nearest.into_iter().map(|near| near.name).collect(),
    };
    error.remove(ContextKind::SuggestedValue);
    if !names.is_empty() {
        error.insert(ContextKind::SuggestedValue, ContextValue::Strings(names));
    }
}

/// Removes a suggested command that shares no more than letters with the one that was given, as `survey` does with `nurse`.
pub(super) fn remove_distant_command(error: &mut clap::Error) {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidSubcommand).cloned() else { return };
    let names = match error.remove(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::String(name)) => vec![name],
        Some(ContextValue::Strings(names)) => names,
        _ => return,
    };
    let near: Vec<String> = names.into_iter().filter(|name| is_near(&given, name)).collect();
    if !near.is_empty() {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(near));
    }
}

/// Removes a suggested option that shares no more than letters with the one that was given, as `--segment` does with `--element`,
/// and the usage, which names it.
fn remove_distant_option(error: &mut clap::Error) {
    let name = |kind| match error.get(kind) {
        // Its value may follow, as in `--city <CITY>`.
        Some(ContextValue::String(option)) => option.trim_start_matches('-').split(' ').next().map(str::to_owned),
        _ => None,
    };
    let (Some(given), Some(near)) = (name(ContextKind::InvalidArg), name(ContextKind::SuggestedArg)) else { return };
    if !is_near(&given, &near) {
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
    }
}

/// Whether a text may be a misspelling or a part of an option or command.
fn is_near(given: &str, name: &str) -> bool {
    let longest = given.chars().count().max(name.chars().count());
    let is_part = name.contains(given) || given.contains(name);
    is_part || strsim::osa_distance(given, name) * MIN_LETTERS_PER_ERROR <= longest
}

/// The fewest letters of an option for each wrong one, so that it is taken for a misspelling.
const MIN_LETTERS_PER_ERROR: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn command() -> clap::Command {
        clap::Command::new("x")
            .arg(clap::Arg::new("kind").long("kind").value_parser(["first", "second"]))
            .arg(clap::Arg::new("file"))
            .subcommand(clap::Command::new("list"))
    }

    fn text_for(arguments: &[&str], is_terminal: bool, colour: bool) -> String {
        rendered(command().try_get_matches_from(arguments).unwrap_err(), is_terminal, colour)
    }

    /// Would catch an option that is suggested, though it has little more than some letters in common.
    #[test]
    fn distant_options_are_not_suggested() {
        let command = || clap::Command::new("x").arg(clap::Arg::new("segment").long("segment"));
        for (given, is_near) in [("--segmnt", true), ("--seg", true), ("--segments", true), ("--element", false)] {
            let text = rendered(command().try_get_matches_from(["x", given]).unwrap_err(), false, false);
            assert_eq!(text.contains("--segment\"?"), is_near, "{text}");
            assert!(is_near || !text.contains("segment"), "{text}");
        }
    }

    /// Would catch a suggestion that is printed in clap's form beside our hints, or is lost, and a hint after the usage.
    #[test]
    fn suggestions_are_hints() {
        let help = "For more information, try '--help'.\n";
        for (arguments, message, hints, usage) in [
            (
                vec!["x", "--kinds=first"],
                "error: unexpected argument '--kinds' found\n",
                "hint: did you mean \"--kind\"?\n",
                "\nUsage: x --kind <kind> [file]\n\n",
            ),
            (
                vec!["x", "--kind=frst"],
                "error: invalid value 'frst' for '--kind <kind>'\n  [possible values: first, second]\n",
                "hint: did you mean \"first\"?\n",
                "\n",
            ),
            (
                vec!["x", "--wholly\n\nunlike"],
                "error: unexpected argument '--wholly\n\nunlike' found\n",
                "hint: to pass '--wholly\\n\\nunlike' as a value, use '-- --wholly\\n\\nunlike'\n",
                "\nUsage: x [OPTIONS] [file] [COMMAND]\n\n",
            ),
        ] {
            let expected = format!("{message}{hints}{usage}{help}");
            assert_eq!(text_for(&arguments, false, false), expected);
            let expected = expected.replace("wholly\n\nunlike", r"wholly\n\nunlike");
            assert_eq!(text_for(&arguments, true, false), expected);
            let coloured = text_for(&arguments, true, true);
            assert!(
                coloured.contains(&hint_line(hints.strip_prefix("hint: ").unwrap().trim_end(), true)),
                "{coloured:?}"
            );
            assert!(!coloured.contains("tip:"), "{coloured:?}");
        }
        let without = text_for(&["x", "--kind", "one", "--kind", "two"], false, false);
        assert!(without.starts_with("error: ") && !without.contains("hint:"), "{without}");
    }
}
