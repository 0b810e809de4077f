//! The options that chose the pack, repeated in the commands that messages tell to type.

use std::borrow::Cow;

use crate::answer::Note;
use crate::shell::shell_quoted;

/// What stands before a command in a message: the quote of the command, or the pipe that it reads.
const BEFORE_COMMANDS: [&str; 2] = ["`payband ", "| payband "];

/// The beginnings of commands that do not answer from the pack in use.
pub(super) const WITHOUT_PACK: [&str; 6] = ["config", "completions", "man", "pack list", "pack new", "pack add"];

/// The options that chose the pack of this run. Without them, a command that a message tells to type would answer from another pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PackOptions {
    /// The options quoted for a shell, each with a blank behind it; empty where the next command uses the same pack anyway.
    text: String,
}

impl PackOptions {
    /// The options with these words.
    pub(super) fn new(words: &[String]) -> Self {
        PackOptions { text: words.iter().map(|word| format!("{} ", shell_quoted(word))).collect() }
    }

    /// The beginning of a command: the program with the options.
    pub(super) fn program(&self) -> String {
        format!("payband {}", self.text).trim_end().to_owned()
    }

    /// The text with the options in each of its commands that answers from a pack. Commands stand between backticks, or read a pipe.
    pub(super) fn in_commands<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.text.is_empty() || !text.contains("payband ") {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + self.text.len());
        let mut rest = text;
        while let Some(end) = BEFORE_COMMANDS.iter().filter_map(|mark| Some(rest.find(mark)? + mark.len())).min() {
            let (before, command) = rest.split_at(end);
            out.push_str(before);
            let uses_pack = command.starts_with(|letter: char| letter.is_ascii_lowercase())
                && !WITHOUT_PACK.iter().any(|name| command.starts_with(name));
            if uses_pack {
                out.push_str(&self.text);
            }
            rest = command;
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Adds the options to the commands of notes.
    pub(super) fn add_to(&self, notes: &mut [Note]) {
        for advice in notes.iter_mut().filter_map(|note| note.advice.as_mut()) {
            if let Cow::Owned(with_options) = self.in_commands(advice) {
                *advice = with_options;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a command without its pack, a command of another pack that gets this one, and a sentence that is taken for a
    /// command.
    #[test]
    fn only_commands_that_answer_from_the_pack_get_its_options() {
        let options = PackOptions::new(&["--pack", "us oews", "--overlay", "./ours"].map(str::to_owned));
        let given = "--pack \"us oews\" --overlay ./ours";
        for (text, expected) in [
            ("`payband roles` lists the roles, `payband city` the cities", true),
            ("unpack it: xz -dc FILE | payband price -", true),
            ("`payband config --init` writes one", false),
            ("`payband pack new DIR` makes one", false),
            ("`payband --pack DIR benchmark …` prices with them", false),
            ("`payband` alone asks for role, city and level", false),
            ("the key of payband gets another name", false),
        ] {
            let with_options = text.replace("payband ", &format!("payband {given} "));
            assert_eq!(options.in_commands(text), if expected { with_options.as_str() } else { text });
            assert_eq!(PackOptions::default().in_commands(text), text);
        }
        assert_eq!(options.program(), format!("payband {given}"));
        assert_eq!(PackOptions::default().program(), "payband");
    }
}
