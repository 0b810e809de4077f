//! Help texts: main options first, and a `-h` that fits on a terminal of 24 lines.
//!
//! The full help of an option is the doc comment of its field. The table here says which options of a command are its main ones,
//! in which order, and what `-h` says of each in one line. The lines do not stand in the doc comments, because one option is
//! explained differently by commands that share its field (`--city` of a budget, of a brief), and because clap would build both
//! texts at every start. `tests/cli/help.rs` compares the defaults that both texts state.

use clap::builder::Resettable;
use clap::{Arg, Command};

/// A main option: the id of its argument, and its help in `-h`.
pub(super) type MainOption = (&'static str, &'static str);

const ROLE: MainOption = ("role", "Title, Chinese title, alias or id; `all`; or a list");
const CITY: MainOption = ("city", "English or Chinese; or `all` [default: reference rate]");
const LEVEL: MainOption = ("level", "Or `all` [default: entry, mid and senior]");
const YEARS: MainOption = ("years", "Years of career, which choose the level: 4, 3-5");
const SALARY: MainOption = ("salary", "Compare this offer or salary with the market: ¥650,000");
const CURRENT: MainOption = ("current", "The candidate's present pay: shows the raise from it");
const CURRENCY: MainOption = ("currency", "Currency of the answer [default: the pack's]");
const PERIOD: MainOption = ("period", "Amounts per year, month or hour [default: year]");
const MONTHS: MainOption = ("months", "Months paid per year, for --period month [default: 12]");
const READING: MainOption = ("reading", "literal or calibrated: see --help [default: literal]");
const EXPLAIN: MainOption = ("explain", "Show every step of each figure, with its source");
const FORMAT: MainOption =
    ("format", "table, csv, tsv, json, jsonl, markdown or xlsx\n[default: table on a terminal, csv in a pipe]");
const OUTPUT: MainOption = ("output", "File to write [default: standard output]");
const CAVEATS: MainOption = ("caveats", "Print every note, caveat and source");
const PICTURE: MainOption = ("output", "File to write: .svg, .png, .txt [default: terminal]");
const WIDTH: MainOption = ("width", "Width of an SVG or PNG, in pixels");

/// The main options of each command; a command that is not listed has main options only.
pub(in crate::cli) const MAIN: [(&str, &[MainOption]); 23] = [
    (
        "benchmark",
        &[ROLE, CITY, LEVEL, YEARS, SALARY, CURRENT, CURRENCY, PERIOD, MONTHS, READING, EXPLAIN, FORMAT, OUTPUT],
    ),
    (
        "compare",
        &[
            ROLE,
            CITY,
            LEVEL,
            ("by", "role, city or level [default: the repeated one]"),
            ("baseline", "What to compare with [default: the first]"),
            ("against", "Medians against those of a sector: general-it"),
            CURRENCY,
            PERIOD,
            READING,
            FORMAT,
            OUTPUT,
        ],
    ),
    (
        "city",
        &[
            ("names", "In English or Chinese [default: every city with figures]"),
            ("sort", "Sort by a figure: workforce, vacancy-days, premium …\n[default: as in the pack]"),
            ("year", "Project the workforce to this year"),
            FORMAT,
            OUTPUT,
            CAVEATS,
        ],
    ),
    (
        "skills",
        &[
            ("role", "Role whose skills to list"),
            ("have", "Skills of a candidate, with commas: shows which are missing"),
            ("framework", "Only the skills of this group of the report"),
            FORMAT,
            OUTPUT,
        ],
    ),
    (
        "roles",
        &[
            ("text", "Words to search for in titles, areas and aliases"),
            ("area", "engineering, data, ai, cybersecurity or product"),
            ("priced", "Only roles with a price"),
            ("budget", "The roles and levels that this pay reaches: ¥40k/month"),
            ("city", "City of the budget [default: reference rate]"),
            ("level", "Level of the budget [default: entry, mid and senior]"),
            FORMAT,
            OUTPUT,
        ],
    ),
    (
        "market",
        &[
            ("section", "Like salary, demand or caveats [default: a headline of each]"),
            ("find", "Only rows with all of these words, in English or Chinese"),
            ("geography", "Only figures about this place: CN, US, EU, beijing"),
            ("year", "Project workforces and pay to this year"),
            FORMAT,
            OUTPUT,
            CAVEATS,
        ],
    ),
    (
        "price",
        &[
            ("file", "CSV, XLSX, JSON lines; .gz or .zst of them [default: standard input]"),
            ("output", "File to write [default: standard output]"),
            ("columns", "Columns to append: role,low,mid,high,ratio …"),
            ("default_level", "Level of rows that state none"),
            ("role_column", "Column of titles [default: by its header]"),
            ("pay_currency", "Currency where pay names none [default: detected]"),
            ("pay_period", "Period where pay names none [default: detected]"),
            CURRENCY,
            PERIOD,
            ("explain_pay", "Also append how pay was read"),
            ("summary", "Say where pay stands"),
            ("summary_by", "Print totals by role, city or level, not rows"),
            ("unmatched", "Write what is not understood to a folder or .csv"),
            ("strict", "Exit with 1 if a row was not priced"),
        ],
    ),
    (
        "survey",
        &[
            ("file", "CSV, XLSX, JSON lines; .gz or .zst of them [default: standard input]"),
            ("by", "role, city, level or a column"),
            ("rule", "Groups to show; own: one employer"),
            ("population", "incumbents, reported or posted"),
            ("weight", "incumbent or organisation"),
            ("duplicates", "keep or drop rows that repeat another"),
            ("outliers", "flag, drop or winsorise"),
            ("to_pack", "Write a pack to price with [default: none]"),
            CURRENCY,
            PERIOD,
            FORMAT,
            OUTPUT,
            CAVEATS,
        ],
    ),
    (
        "chart ranges",
        &[
            ("role", "As in benchmark [default: every role with a median]"),
            CITY,
            LEVEL,
            CURRENCY,
            PERIOD,
            PICTURE,
            WIDTH,
        ],
    ),
    ("chart ladder", &[ROLE, CITY, LEVEL, CURRENCY, PERIOD, PICTURE, WIDTH]),
    ("chart salary", &[PICTURE, WIDTH]),
    ("chart growth", &[PICTURE, WIDTH]),
    ("chart workforce", &[PICTURE, WIDTH]),
    ("chart automation", &[PICTURE, WIDTH]),
    (
        "chart position",
        &[
            ("file", "CSV, XLSX, JSON lines; .gz or .zst of them [default: standard input]"),
            ("default_level", "Level of rows that state none"),
            ("pay_currency", "Currency where pay names none [default: detected]"),
            ("pay_period", "Period where pay names none [default: detected]"),
            ("with_retention", "Compare base + retention"),
            CURRENCY,
            PERIOD,
            PICTURE,
            WIDTH,
        ],
    ),
    (
        "chart survey",
        &[
            ("file", "File of people, or a CSV that survey -o wrote"),
            ("more", "More such CSVs"),
            ("by", "role, city, level or a column"),
            ("rule", "Groups to show; own: one employer"),
            ("population", "incumbents, reported or posted"),
            CURRENCY,
            PICTURE,
            WIDTH,
        ],
    ),
    (
        "report",
        &[
            ("role", "Role of a hiring brief [default: the whole market]"),
            ("city", "City of a hiring brief [default: reference rate]"),
            ("level", "Level of a hiring brief [default: entry, mid and senior]"),
            CURRENCY,
            PERIOD,
            ("output", "File to write: .html, .md, .xlsx [default: standard\noutput]"),
            ("format", "html, markdown or xlsx [default: markdown]"),
        ],
    ),
    ("pack list", &[FORMAT, OUTPUT]),
    (
        "pack show",
        &[("table", "Table to show [default: a list of the tables]"), ("key", "Key of the rows"), FORMAT, OUTPUT],
    ),
    (
        "pack new",
        &[
            ("folder", "Folder to make; its name is the name of the pack"),
            ("title", "Title of the pack [default: the name of the folder]"),
        ],
    ),
    ("pack add", &[("folder", "Folder of the pack"), ("tables", "Tables to add")]),
    ("config", &[("init", "Write a configuration file, unless there is one"), FORMAT, OUTPUT]),
    (
        "man",
        &[
            ("command", "Command whose page to print [default: payband itself]"),
            ("output", "Write every page into this folder"),
        ],
    ),
];

/// The same grammar with its help arranged: the main options of each command come first. With `is_short`, the texts of `-h`.
///
/// The commands must have their arguments already, and not be built.
pub(in crate::cli) fn arranged(root: Command, is_short: bool) -> Command {
    let mut order = OF_ALL_COMMANDS;
    let root = root.mut_args(|arg| {
        order += 1;
        arg.hide_short_help(true).display_order(order)
    });
    arranged_at("payband", root, is_short)
}

/// The grammar without the command `help` in its lists of commands.
pub(in crate::cli) fn without_help_command(mut root: Command) -> Command {
    root.build();
    let names: Vec<String> = root.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names.into_iter().fold(root, |root, name| {
        root.mut_subcommand(&name, |inner| {
            let lists_help = inner.find_subcommand("help").is_some();
            let inner = if lists_help { inner.mut_subcommand("help", |help| help.hide(true)) } else { inner };
            inner.hide(name == "help")
        })
    })
}

fn arranged_at(path: &str, command: Command, is_short: bool) -> Command {
    let main = path.strip_prefix("payband ").and_then(|name| MAIN.iter().find(|(of, _)| *of == name));
    let command = match main {
        Some((_, main)) => {
            let mut order = main.len();
            command.mut_args(|arg| {
                order += 1;
                arranged_option(arg, main, order, is_short)
            })
        }
        None => command,
    };
    let examples = command.get_after_help().cloned().unwrap_or_default();
    let more = match path {
        "payband" => "Example: payband benchmark \"Cloud Architect\" Shanghai (options: COMMAND -h)".to_owned(),
        _ => format!("All options: {path} --help"),
    };
    let command = match is_short && path == "payband" {
        true => command.about("What the market pays for a role in China, or in the US: --pack us-oews-2025"),
        false => command,
    };
    let command = if examples.to_string().is_empty() { command } else { command.after_long_help(examples) };
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names.into_iter().fold(command.after_help(more), |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |inner| arranged_at(&path, inner, is_short))
    })
}

/// `display_order` of the options that every command has: after those of the command and `--help`.
const OF_ALL_COMMANDS: usize = 10_000;

/// An option with its `display_order` in the help, which is `order` unless it is a main option.
fn arranged_option(arg: Arg, main: &[MainOption], order: usize, is_short: bool) -> Arg {
    match main.iter().position(|(id, _)| arg.get_id() == *id) {
        // Without a heading of its own it stands among the main options, and follows them.
        None if arg.get_help_heading().is_none() => arg.hide_short_help(true).display_order(OF_ALL_COMMANDS),
        None => arg.hide_short_help(true).display_order(order),
        Some(at) => {
            let text = main.get(at).map_or("", |(_, text)| *text);
            let arg = arg.help_heading(Resettable::Reset).display_order(at);
            match (is_short, arg.get_action().takes_values()) {
                (true, true) => arg.help(text).hide_env(true).hide_possible_values(true),
                (true, false) => arg.help(text),
                (false, _) => arg,
            }
        }
    }
}
