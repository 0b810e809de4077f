//! `payband` without a command, on a terminal: asks for role, city and level, runs `benchmark`, and prints that command.
//!
//! The lists hold only what `benchmark` can answer. Typed text is matched like names on the command line.

use clap::FromArgMatches as _;

use super::benchmark;
use super::context::Context;
use super::failure::Failure;
use super::names::resolve_places::priced_without_city;
use super::names::resolve_roles::Answerable;
use super::terminal::prompt::Prompts;
use crate::names::{NameSearch, NameWords, Titles};
use crate::pack::Pack;
use crate::pricing::{has_price, level_has_price};
use crate::shell::shell_quoted;

/// Asks for a role, a city and a level, and prints their price. `global` holds the arguments that chose the pack.
pub(super) fn run(context: &Context, global: &[String]) -> Result<(), Failure> {
    let pack = &context.pack;
    let roles = roles(pack)?;
    let cities = cities(pack)?;
    let levels = levels(pack)?;
    let words = NameWords::default();
    let titles = Titles::new(pack, &words).suggesting(Answerable::priced(None).accepts);
    let role_search = NameSearch::roles(pack, Answerable::priced(None).accepts)?;
    let city_search = NameSearch::cities(pack)?;
    let level_search = NameSearch::levels(pack, level_has_price)?;

    let prompts = Prompts::new(context.console.screen().colour).map_err(Failure::failed)?;
    let choose = |what: &str, choices: &[Choice<'_>], find: &dyn Fn(&str) -> Result<Vec<String>, Failure>| {
        let labels: Vec<String> = choices.iter().map(|choice| choice.label.clone()).collect();
        let at = prompts.choose(what, &labels, |typed| Ok(matching_choices(choices, typed, &find(typed)?)))?;
        Ok::<String, Failure>(choices.get(at).map_or_else(String::new, |choice| choice.value.to_owned()))
    };
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    let role = choose("Role", &roles, &|typed| Ok(owned(role_search.find_titles(&titles, typed)?)))?;
    let city = choose("City", &cities, &|typed| Ok(owned(city_search.find(typed))))?;
    let level = match levels.as_slice() {
        // Without levels there is nothing to choose.
        [_] => String::new(),
        levels => choose("Level", levels, &|typed| Ok(owned(level_search.find(typed))))?,
    };
    drop(prompts);

    let asked =
        [("--role", role), ("--city", city), ("--level", level)].into_iter().filter(|(_, value)| !value.is_empty());
    let mut words = vec!["payband".to_owned()];
    words.extend(global.iter().cloned());
    words.push("benchmark".to_owned());
    words.extend(asked.flat_map(|(flag, value)| [flag.to_owned(), value]));
    // Parsed by the grammar, so that defaults from the environment apply as they will when the command is typed.
    let matches = (context.grammar)().try_get_matches_from(&words)?;
    if let Some((_, matches)) = matches.subcommand() {
        benchmark::Args::from_arg_matches(matches)?.run(context)?;
    }
    let command: Vec<String> = words.iter().map(|word| shell_quoted(word)).collect();
    context.console.message(&format!("\nthe same as a command: {}", command.join(" ")));
    Ok(())
}

/// A line of a list to choose from.
struct Choice<'p> {
    /// Id of the row of the pack; empty for the line "no city" or "no level".
    id: &'p str,
    /// Value of the option on the command line; empty to leave the option out.
    value: &'p str,
    label: String,
}

fn roles(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let mut roles = Vec::new();
    for role in pack.roles()? {
        if has_price(pack, role, None)? {
            roles.push(Choice {
                id: &role.id,
                value: &role.title,
                label: in_both_languages(&role.title, &role.title_zh),
            });
        }
    }
    Ok(roles)
}

fn cities(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let none = Choice { id: "", value: "", label: format!("no city: {}", priced_without_city(pack)?) };
    let cities = pack.cities()?.iter().filter(|city| city.kind.has_figures());
    let cities = cities.map(|city| Choice {
        id: &city.id,
        value: &city.name,
        label: in_both_languages(&city.name, &city.name_zh),
    });
    Ok(std::iter::once(none).chain(cities).collect())
}

fn levels(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let none = Choice { id: "", value: "", label: "entry to senior, side by side".to_owned() };
    let levels = pack.levels()?.iter().filter(|level| level_has_price(level));
    let levels = levels.map(|level| Choice {
        id: &level.id,
        value: &level.id,
        label: in_both_languages(&level.name, &level.name_zh),
    });
    Ok(std::iter::once(none).chain(levels).collect())
}

/// Indexes of the choices whose ids are in `found`, in the order of `found`. The line without an id matches by the beginning
/// of its label; it comes last, or first when nothing is typed.
fn matching_choices(choices: &[Choice<'_>], typed: &str, found: &[String]) -> Vec<usize> {
    let at = |id: &str| choices.iter().position(|choice| choice.id == id);
    let typed = typed.trim().to_lowercase();
    let none = at("").filter(|at| choices.get(*at).is_some_and(|none| none.label.starts_with(&typed)));
    let rows = found.iter().filter_map(|id| at(id));
    if typed.is_empty() { none.into_iter().chain(rows).collect() } else { rows.chain(none).collect() }
}

/// A label with the English and the Chinese name.
fn in_both_languages(name: &str, name_zh: &str) -> String {
    if name_zh.is_empty() { name.to_owned() } else { format!("{name}  {name_zh}") }
}
