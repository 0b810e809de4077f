//! `payband` alone on a terminal: asks for role, city and level, answers, and says which command would have.
//!
//! Only what can be answered is listed, and what is typed is matched as names on the command line are.

use super::benchmark;
use super::failure::Failure;
use super::prompt::Prompts;
use super::resolve::Answerable;
use super::{Context, grammar, parsed};
use crate::names::{NameSearch, NameWords, Titles};
use crate::pack::{Pack, PlaceKind};
use crate::pricing::{has_price, level_has_price};

/// `global` are the words of the command line that chose the pack.
pub(super) fn run(context: &Context, global: &[String]) -> Result<(), Failure> {
    let pack = &context.pack;
    let roles = roles(pack)?;
    let cities = cities(pack)?;
    let levels = levels(pack)?;
    let words = NameWords::default();
    let titles = Titles::new(pack, &words).suggesting(Answerable::priced(false).is);
    let role_search = NameSearch::roles(pack, Answerable::priced(false).is)?;
    let city_search = NameSearch::cities(pack)?;
    let level_search = NameSearch::levels(pack, level_has_price)?;

    let prompts = Prompts::new(context.console.screen().colour).map_err(Failure::failed)?;
    let choose = |what: &str, choices: &[Choice<'_>], find: &dyn Fn(&str) -> Result<Vec<String>, Failure>| {
        let labels: Vec<String> = choices.iter().map(|choice| choice.label.clone()).collect();
        let at = prompts.choose(what, &labels, |typed| Ok(places(choices, typed, &find(typed)?)))?;
        Ok::<String, Failure>(choices.get(at).map_or_else(String::new, |choice| choice.value.to_owned()))
    };
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    let role = choose("Role", &roles, &|typed| Ok(owned(role_search.find_titles(&titles, typed)?)))?;
    let city = choose("City", &cities, &|typed| Ok(owned(city_search.find(typed))))?;
    let level = choose("Level", &levels, &|typed| Ok(owned(level_search.find(typed))))?;
    drop(prompts);

    let asked =
        [("--role", role), ("--city", city), ("--level", level)].into_iter().filter(|(_, value)| !value.is_empty());
    let mut words = vec!["payband".to_owned()];
    words.extend(global.iter().cloned());
    words.push("benchmark".to_owned());
    words.extend(asked.flat_map(|(flag, value)| [flag.to_owned(), value]));
    // Through the grammar, so that the environment's defaults hold as they will when the command is typed.
    let matches = grammar().try_get_matches_from(&words).map_err(|error| Failure::usage(error.to_string()))?;
    if let Some((_, matches)) = matches.subcommand() {
        parsed::<benchmark::Args>(matches)?.run(context)?;
    }
    let command: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    context.console.remark(&format!("\nthe same again: {}", command.join(" ")));
    Ok(())
}

/// A line of a list.
struct Choice<'p> {
    /// The row; empty for the line that names none.
    id: &'p str,
    /// What is said on the command line; nothing for the line that names none.
    value: &'p str,
    label: String,
}

fn roles(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let mut roles = Vec::new();
    for role in pack.roles()? {
        if has_price(pack, role, false)? {
            roles.push(Choice { id: &role.id, value: &role.title, label: both(&role.title, &role.title_zh) });
        }
    }
    Ok(roles)
}

fn cities(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let none = Choice { id: "", value: "", label: "no city: the reference rate".to_owned() };
    let cities = pack.cities()?.iter().filter(|city| city.kind == PlaceKind::City);
    let cities = cities.map(|city| Choice { id: &city.id, value: &city.name, label: both(&city.name, &city.name_zh) });
    Ok(std::iter::once(none).chain(cities).collect())
}

fn levels(pack: &Pack) -> Result<Vec<Choice<'_>>, Failure> {
    let none = Choice { id: "", value: "", label: "entry to senior, side by side".to_owned() };
    let levels = pack.levels()?.iter().filter(|level| level_has_price(level));
    let levels =
        levels.map(|level| Choice { id: &level.id, value: &level.id, label: both(&level.name, &level.name_zh) });
    Ok(std::iter::once(none).chain(levels).collect())
}

/// Where the rows that were found stand in a list, in their order. A line without a row is found by the beginning of its
/// label, and comes last unless nothing is typed.
fn places(choices: &[Choice<'_>], typed: &str, found: &[String]) -> Vec<usize> {
    let at = |id: &str| choices.iter().position(|choice| choice.id == id);
    let typed = typed.trim().to_lowercase();
    let none = at("").filter(|at| choices.get(*at).is_some_and(|none| none.label.starts_with(&typed)));
    let rows = found.iter().filter_map(|id| at(id));
    if typed.is_empty() { none.into_iter().chain(rows).collect() } else { rows.chain(none).collect() }
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
