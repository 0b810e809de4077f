//! `payband` alone on a terminal: asks for role, city and level, answers, and says which command would have.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use dialoguer::FuzzySelect;
use dialoguer::console::{Term, set_colors_enabled_stderr};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::benchmark;
use super::failure::{Exit, Failure};
use super::signals::{Signals, SingleKeys};
use super::{Context, grammar, parsed};
use crate::pack::PlaceKind;
use crate::pricing::{has_price, level_has_price};

/// `global` are the words of the command line that chose the pack.
pub(super) fn run(context: &Context, global: &[String]) -> Result<(), Failure> {
    let pack = &context.pack;
    let mut roles: Vec<(&str, String)> = Vec::new();
    for role in pack.roles()? {
        if has_price(pack, role, false)? {
            roles.push((&role.title, both(&role.title, &role.title_zh)));
        }
    }
    let mut cities: Vec<(&str, String)> = vec![("", "no city: the reference rate".to_owned())];
    for city in pack.cities()? {
        if city.kind == PlaceKind::City {
            cities.push((&city.name, both(&city.name, &city.name_zh)));
        }
    }
    let mut levels: Vec<(&str, String)> = vec![("", "entry to senior, side by side".to_owned())];
    for level in pack.levels()? {
        if level_has_price(level) {
            levels.push((&level.id, both(&level.name, &level.name_zh)));
        }
    }

    let prompts = Prompts {
        // In this order: whatever is changed can be put back.
        signals: Signals::caught().map_err(Failure::failed)?,
        _keys: SingleKeys::taken(),
        coloured: context.console.screen().colour,
    };
    let role = prompts.choose("Role", &roles)?;
    let city = prompts.choose("City", &cities)?;
    let level = prompts.choose("Level", &levels)?;
    drop(prompts);

    let asked =
        [("--role", role), ("--city", city), ("--level", level)].into_iter().filter(|(_, value)| !value.is_empty());
    let mut words = vec!["payband".to_owned()];
    words.extend(global.iter().cloned());
    words.push("benchmark".to_owned());
    words.extend(asked.flat_map(|(flag, value)| [flag.to_owned(), value.to_owned()]));
    // Through the grammar, so that the environment's defaults hold as they will when the command is typed.
    let matches = grammar().try_get_matches_from(&words).map_err(|error| Failure::usage(error.to_string()))?;
    if let Some((_, matches)) = matches.subcommand() {
        parsed::<benchmark::Args>(matches)?.run(context)?;
    }
    let command: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    context.console.remark(&format!("\nthe same again: {}", command.join(" ")));
    Ok(())
}

/// A name in both languages.
fn both(name: &str, name_zh: &str) -> String {
    if name_zh.is_empty() { name.to_owned() } else { format!("{name}  {name_zh}") }
}

/// A word as a shell has to be given it.
fn quoted(word: &str) -> String {
    if word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/')) {
        return word.to_owned();
    }
    // Inside double quotes four marks keep a meaning.
    let mut out = String::from("\"");
    for letter in word.chars() {
        if matches!(letter, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(letter);
    }
    out.push('"');
    out
}

/// Lists that can be searched by typing.
struct Prompts {
    /// Held for as long as there are questions, and let go before the signals are.
    _keys: SingleKeys,
    signals: Signals,
    coloured: bool,
}

/// How often to look whether a signal came.
const TICK: Duration = Duration::from_millis(20);

impl Prompts {
    fn choose<'a>(&self, what: &str, choices: &'a [(&'a str, String)]) -> Result<&'a str, Failure> {
        let terminal = Term::stderr();
        let chosen = match self.wait_for(what, choices, &terminal) {
            Ok(chosen) => chosen,
            Err(failure) => {
                // dialoguer hides the cursor while it asks, and leaves it hidden when it is broken off.
                let _ = terminal.show_cursor();
                let _ = terminal.write_line("");
                return Err(failure);
            }
        };
        match chosen {
            Some(at) => Ok(choices.get(at).map_or("", |(name, _)| name)),
            None => Err(Failure::stopped(Exit::Interrupted)),
        }
    }

    /// Asks on a thread of its own: the read there cannot be broken off safely, but it can be left behind.
    fn wait_for(&self, what: &str, choices: &[(&str, String)], terminal: &Term) -> Result<Option<usize>, Failure> {
        let labels: Vec<String> = choices.iter().map(|(_, label)| label.clone()).collect();
        let (prompt, coloured, terminal) = (format!("{what} (type to search)"), self.coloured, terminal.clone());
        let (send, receive) = mpsc::channel();
        // dialoguer decides by itself about the letters that it highlights.
        set_colors_enabled_stderr(coloured);
        thread::spawn(move || {
            let colourful = ColorfulTheme::default();
            let theme: &dyn Theme = if coloured { &colourful } else { &SimpleTheme };
            let select = FuzzySelect::with_theme(theme).with_prompt(prompt).items(&labels).default(0).max_length(12);
            // Nobody listens any more after a signal.
            let _ = send.send(select.interact_on_opt(&terminal));
        });
        loop {
            match receive.recv_timeout(TICK) {
                Ok(Err(dialoguer::Error::IO(error))) => return Err(self.signals.failure(error)),
                Ok(Ok(chosen)) => return self.signals.stop().map_or(Ok(chosen), Err),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(failure) = self.signals.stop() {
                        // The signal may have broken the read off, too: let it put its input mode back first.
                        let _ = receive.recv_timeout(TICK);
                        return Err(failure);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Failure::failed(anyhow::anyhow!("cannot ask on this terminal")));
                }
            }
        }
    }
}
