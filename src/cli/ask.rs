//! `payband` alone on a terminal: asks for role, city and level, answers, and says which command would have.

use dialoguer::FuzzySelect;
use dialoguer::console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::Context;
use super::benchmark;
use super::cells::CellArgs;
use super::failure::{Exit, Failure};
use super::signals::Signals;
use crate::pack::{PlaceKind, RoleKind};

pub(super) fn run(context: &Context) -> Result<(), Failure> {
    let pack = &context.pack;
    let mut roles: Vec<(&str, String)> = Vec::new();
    for role in pack.roles()? {
        if matches!(role.kind, RoleKind::Benchmark | RoleKind::Covered) {
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
        if level.low_pct.is_some() || level.priced_as.is_some() {
            levels.push((&level.id, both(&level.name, &level.name_zh)));
        }
    }

    let prompts =
        Prompts { signals: Signals::caught().map_err(Failure::failed)?, coloured: context.console.screen().colour };
    let role = prompts.choose("Role", &roles)?;
    let city = prompts.choose("City", &cities)?;
    let level = prompts.choose("Level", &levels)?;

    let list = |name: &str| if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    let cells = CellArgs { role: list(role), city: list(city), level: list(level), ..CellArgs::default() };
    let command = equivalent(&[("--role", role), ("--city", city), ("--level", level)]);
    benchmark::Args::asking(cells).run(context)?;
    context.console.remark(&format!("\nthe same again: {command}"));
    Ok(())
}

/// A name in both languages.
fn both(name: &str, name_zh: &str) -> String {
    if name_zh.is_empty() { name.to_owned() } else { format!("{name}  {name_zh}") }
}

/// The command line that answers the same, quoted for a shell.
fn equivalent(options: &[(&str, &str)]) -> String {
    let mut out = "payband benchmark".to_owned();
    for (flag, value) in options.iter().filter(|(_, value)| !value.is_empty()) {
        let plain = value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let quoted =
            if plain { (*value).to_owned() } else { format!("\"{}\"", value.replace(['"', '\\', '$', '`'], "")) };
        out.push_str(&format!(" {flag} {quoted}"));
    }
    out
}

/// Lists that can be searched by typing.
struct Prompts {
    signals: Signals,
    coloured: bool,
}

impl Prompts {
    fn choose<'a>(&self, what: &str, choices: &'a [(&'a str, String)]) -> Result<&'a str, Failure> {
        let labels: Vec<&str> = choices.iter().map(|(_, label)| label.as_str()).collect();
        let colourful = ColorfulTheme::default();
        let theme: &dyn Theme = if self.coloured { &colourful } else { &SimpleTheme };
        let terminal = Term::stderr();
        let chosen = FuzzySelect::with_theme(theme)
            .with_prompt(format!("{what} (type to search)"))
            .items(&labels)
            .default(0)
            .max_length(12)
            .interact_on_opt(&terminal);
        match chosen {
            Ok(Some(at)) => Ok(choices.get(at).map_or("", |(name, _)| name)),
            Ok(None) => Err(Failure::stopped(Exit::Interrupted)),
            Err(dialoguer::Error::IO(error)) => {
                // dialoguer hides the cursor while it asks, and leaves it hidden when it is broken off.
                let _ = terminal.show_cursor();
                let _ = terminal.write_line("");
                Err(self.signals.failure(error))
            }
        }
    }
}
