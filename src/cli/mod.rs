//! The command line: arguments become requests, answers become bytes.
//!
//! No other module reads arguments, standard streams, the environment or the clock, or handles signals. Each command has a file
//! with its arguments, whose doc comments are the help text, and `run`.

mod args;
mod benchmark;
mod chart;
mod city;
mod compare;
mod completions;
mod config;
mod context;
mod failure;
mod file;
mod held_prices;
mod interactive;
mod man;
mod market;
mod names;
mod output;
mod pack;
mod pack_lacks;
mod pack_options;
mod price;
mod pricing_hints;
mod quotes;
mod report;
mod roles;
mod settings;
mod skills;
mod survey;
mod terminal;
mod usage;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{ArgMatches, Args as _, CommandFactory, FromArgMatches, Parser, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use crate::pack::Pack;
use context::Context;
pub use failure::Exit;
use failure::Failure;
use pack_options::PackOptions;
use settings::Settings;
use terminal::console::{ColorChoice, Console};
use usage::extra_word::with_extra_word;
use usage::missing_command::with_missing_command;
use usage::near_option::with_near_options;

/// What the market pays for a role, and where every figure comes from.
#[derive(Debug, Parser)]
#[command(name = "payband", disable_version_flag = true, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    global: Global,
}

const EXAMPLES: &str = "\
Examples:
  payband benchmark --role \"Cloud Architect\" --city Shanghai
  payband compare --role \"Data Scientist\" --city Beijing --city Shenzhen --level senior
  payband city --sort vacancy-days
  payband market -o market.xlsx
  payband                       asks for role, city and level

A table is printed to a terminal, CSV into a pipe. `payband COMMAND --help` says more.";

/// Options that every command has.
#[derive(Debug, clap::Args)]
struct Global {
    /// Another pack: the name of a bundled one (`payband pack list`), or a folder [default: the bundled pack].
    #[arg(long, global = true, value_name = "NAME|DIR", env = "PAYBAND_PACK", hide_env_values = true, value_hint = ValueHint::DirPath, add = ArgValueCompleter::new(names::completion_candidates::packs), help_heading = "Global options")]
    pack: Option<PathBuf>,
    /// Change the pack by the tables of a bundled overlay (`payband pack list`) or a folder: a row replaces the row with the same
    /// key, or is added (repeatable).
    #[arg(long, global = true, value_name = "NAME|DIR", value_hint = ValueHint::DirPath, add = ArgValueCompleter::new(names::completion_candidates::overlays), help_heading = "Global options")]
    overlay: Vec<PathBuf>,
    /// Print no notes, warnings or caveats. Workbooks, pages and picture files keep them.
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Whether to use colour [default: auto].
    #[arg(long, global = true, value_name = "WHEN", help_heading = "Global options")]
    color: Option<ColorChoice>,
    /// Do without the configuration file (see `payband config --help`).
    #[arg(long, global = true, help_heading = "Global options")]
    no_config: bool,
    /// Print the version of payband and of the pack.
    #[arg(short = 'V', long)]
    version: bool,
}

impl Global {
    /// The options that chose the pack, as arguments of a command line. `pack` is the value of `--pack`, if it is to be among them.
    fn pack_arguments(&self, pack: Option<&PathBuf>) -> Vec<String> {
        let pack = pack.map(|folder| ("--pack", folder)).into_iter();
        let overlays = self.overlay.iter().map(|folder| ("--overlay", folder));
        let folders = pack.chain(overlays).flat_map(|(flag, folder)| [flag.to_owned(), folder.display().to_string()]);
        folders.chain(self.no_config.then(|| "--no-config".to_owned())).collect()
    }

    /// The same options for commands that messages tell to type. The variable chooses the pack of those commands too.
    fn pack_options(&self) -> PackOptions {
        let is_of_variable = |pack: &&PathBuf| std::env::var_os("PAYBAND_PACK").is_some_and(|value| value == **pack);
        PackOptions::new(&self.pack_arguments(self.pack.as_ref().filter(|pack| !is_of_variable(pack))))
    }

    /// The pack with its overlays: those of flags and variables, or else those of the configuration file.
    fn open_pack(&self, settings: &Settings) -> Result<Pack, Failure> {
        let set_pack = settings.pack.as_ref().filter(|_| self.pack.is_none());
        let pack = self.pack.as_deref().or(set_pack.map(|set| set.value.as_path()));
        let set_overlays = settings.overlays.as_ref().filter(|_| self.overlay.is_empty());
        let overlays = set_overlays.map_or(&self.overlay, |set| &set.value);
        Pack::open(pack, overlays).map_err(|error| {
            let is_of_pack = Pack::open(pack, &[] as &[PathBuf]).is_err();
            let place = if is_of_pack { set_pack.map(|set| &set.place) } else { set_overlays.map(|set| &set.place) };
            let name = if is_of_pack { "pack" } else { "overlays" };
            match place {
                Some(place) => Failure::from(error).context(format!("{place}: {name} cannot be used")),
                None => error.into(),
            }
        })
    }
}

/// A command.
struct Command {
    name: &'static str,
    /// One line for the list of commands.
    about: &'static str,
    /// Adds its arguments. Called only for the command that runs: setting up the arguments of all commands takes longer than
    /// many commands take to answer.
    arguments: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &Context) -> Result<(), Failure>,
}

/// Every command. Help, completions and manual pages are made from this list, and a test compares the README with it.
static COMMANDS: [Command; 14] = [
    Command {
        name: "benchmark",
        about: "Market range and retention bonus for roles, cities and levels",
        arguments: benchmark::Args::augment_args,
        run: |matches, context| benchmark::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "compare",
        about: "Roles, cities or levels side by side against a baseline",
        arguments: compare::Args::augment_args,
        run: |matches, context| compare::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "city",
        about: "Job market of cities: workforce, vacancies, days to fill, growth",
        arguments: city::Args::augment_args,
        run: |matches, context| city::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "skills",
        about: "Skills of a role, and which of them a candidate lacks",
        arguments: skills::Args::augment_args,
        run: |matches, context| skills::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "roles",
        about: "Roles with their medians; which roles a budget can pay",
        arguments: roles::Args::augment_args,
        run: |matches, context| roles::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "market",
        about: "The whole report by section: every figure with its source",
        arguments: market::Args::augment_args,
        run: |matches, context| market::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "price",
        about: "A file of people or job ads with the market beside each row",
        arguments: price::Args::augment_args,
        run: |matches, context| price::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "survey",
        about: "Percentiles of the pay in a file, by role, city and level",
        arguments: survey::Args::augment_args,
        run: |matches, context| survey::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "chart",
        about: "Charts of the report and of pay, in the terminal or as files",
        arguments: chart::Args::augment_args,
        run: |matches, context| chart::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "report",
        about: "The whole market on one page, or a hiring brief",
        arguments: report::Args::augment_args,
        run: |matches, context| report::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "pack",
        about: "The tables that prices are computed from: list, show, check",
        arguments: pack::Args::augment_args,
        run: |matches, context| pack::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "config",
        about: "The settings in use, and where each comes from",
        arguments: config::Args::augment_args,
        run: config::run,
    },
    Command {
        name: "completions",
        about: "Completions for a shell, also of names of roles and cities",
        arguments: completions::Args::augment_args,
        run: |matches, context| completions::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "man",
        about: "Manual pages",
        arguments: man::Args::augment_args,
        run: |matches, context| man::Args::from_arg_matches(matches)?.run(context),
    },
];

/// The grammar of the whole command line.
fn grammar() -> clap::Command {
    grammar_with(|_| true)
}

/// The grammar with some of the commands.
fn grammar_with(takes: impl Fn(&str) -> bool) -> clap::Command {
    let commands = COMMANDS.iter().filter(|command| takes(command.name));
    let commands =
        commands.map(|command| clap::Command::new(command.name).about(command.about).defer(command.arguments));
    Cli::command().subcommands(commands)
}

/// The same grammar for help texts and manual pages; with `is_short`, for `-h`.
fn help_grammar(is_short: bool) -> clap::Command {
    let commands =
        COMMANDS.iter().map(|command| (command.arguments)(clap::Command::new(command.name)).about(command.about));
    usage::help::arranged(Cli::command().subcommands(commands), is_short)
}

/// The help that was asked for. The grammar that is parsed at every start has no arranged texts, because that takes time.
fn help(args: &[OsString], plain: clap::Error) -> clap::Error {
    let is_long = args.iter().any(|arg| arg == "--help") || args.get(1).is_some_and(|arg| arg == "help");
    usage::help::without_help_command(help_grammar(!is_long)).try_get_matches_from(args).err().unwrap_or(plain)
}

/// Runs payband with these arguments, of which the first is the name of the program, and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    if completions::answer_shell(grammar) {
        return Exit::Done.into();
    }
    let args: Vec<OsString> = args.into_iter().collect();
    // Each command gets a copy of every global option, so only those are set up whose names are among the arguments. Errors are
    // made by the whole grammar, because they suggest other commands.
    // Neither the grammar nor the pack is dropped: the process is about to end, and freeing them piece by piece takes longer.
    let mut named = ManuallyDrop::new(grammar_with(|name| args.iter().any(|arg| arg == name)));
    let matches = match named.try_get_matches_from_mut(&args).or_else(|_| grammar().try_get_matches_from(&args)) {
        Ok(matches) => ManuallyDrop::new(matches),
        Err(error) if is_help(&error) => return Console::with_defaults().usage(help(&args, error)).into(),
        Err(error) => {
            let whole = help_grammar(true);
            let error = with_missing_command(error, &grammar(), &args);
            let error = with_near_options(with_extra_word(error, &whole, &args), &whole, &args);
            return Console::with_defaults().usage(error).into();
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return Console::with_defaults().usage(error).into(),
    };
    let console = Console::new(cli.global.color, cli.global.quiet);
    match dispatch(&cli, matches.subcommand(), console) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => console.report(&failure.with_pack(&cli.global.pack_options())).into(),
    }
}

fn is_help(error: &clap::Error) -> bool {
    matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

fn dispatch(cli: &Cli, command: Option<(&str, &ArgMatches)>, console: Console) -> Result<(), Failure> {
    let settings = match command {
        _ if cli.global.no_config => Settings::default(),
        Some(("completions" | "man", _)) => Settings::default(),
        Some(("config", matches)) if config::is_init(matches) => Settings::default(),
        _ => Settings::load()?,
    };
    let console = console.with_setting(settings.color.as_ref().map(|color| color.value));
    let mut pack = cli.global.open_pack(&settings)?;
    if !pack.is_bundled() {
        pack = pack.as_of(console.about_today()?);
    }
    output::destination::require_no_table_on_stdout(&pack)?;
    let pack_options = cli.global.pack_options();
    let context = ManuallyDrop::new(Context { pack, pack_options, console, settings, grammar, help_grammar });
    if cli.global.version {
        return version(&context);
    }
    let chosen = command.and_then(|(name, matches)| {
        COMMANDS.iter().find(|command| command.name == name).map(|command| (command, matches))
    });
    match chosen {
        Some((command, matches)) => (command.run)(matches, &context),
        None if console.is_interactive() => {
            interactive::run(&context, &cli.global.pack_arguments(cli.global.pack.as_ref()))
        }
        None => {
            console.write_error(&usage::help::without_help_command(help_grammar(true)).render_help().to_string());
            Err(Failure::usage("no command was given")
                .hint("begin with the example above; on a terminal, `payband` alone asks for role, city and level"))
        }
    }
}

/// Prints the versions of the program and of the pack. A figure depends on both.
fn version(context: &Context) -> Result<(), Failure> {
    let descriptor = context.pack.descriptor()?;
    let overlays = if context.pack.has_overlays() { ", with overlays" } else { "" };
    let text =
        format!("payband {} (pack {} {}{overlays})\n", env!("CARGO_PKG_VERSION"), descriptor.name, descriptor.version);
    output::stdout::write_stdout(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a definition that clap refuses: two options with one letter, or an option that conflicts with an unknown one.
    #[test]
    fn clap_accepts_the_grammar() {
        for grammar in [grammar(), help_grammar(false), help_grammar(true)] {
            grammar.debug_assert();
        }
    }

    /// Would catch a renamed command that messages tell to type with a pack that it does not take.
    #[test]
    fn commands_without_a_pack_are_commands() {
        for name in pack_options::WITHOUT_PACK {
            let first = name.split(' ').next();
            assert!(COMMANDS.iter().any(|command| Some(command.name) == first), "{name}");
        }
    }

    /// Would catch a main option whose argument has another id, which `-h` would then not show.
    #[test]
    fn main_options_are_arguments_of_their_commands() {
        let root = help_grammar(true);
        for (path, main) in usage::help::MAIN {
            let command = path.split(' ').try_fold(&root, |command, name| command.find_subcommand(name));
            let command = command.unwrap_or_else(|| panic!("no command is called {path}"));
            for (id, _) in main {
                assert!(command.get_arguments().any(|arg| arg.get_id() == *id), "{path} has no {id}");
            }
        }
    }
}
