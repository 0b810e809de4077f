//! The command line: arguments become requests, answers become bytes.
//!
//! No other module reads arguments, standard streams, the environment or the clock, or handles signals. Each command has a file
//! with its arguments, whose doc comments are the help text, and `run`.

mod benchmark;
mod budget;
mod cells;
mod chart;
mod city;
mod compare;
mod completion_candidates;
mod completions;
mod console;
mod context;
mod currency_arg;
mod destination;
mod failure;
mod file;
mod file_id;
mod given_pay;
mod horizon;
mod interactive;
mod man;
mod market;
mod output;
mod pack;
mod pack_lacks;
mod percent_arg;
mod positional;
mod price;
mod pricing;
mod prompt;
mod report;
mod resolve;
mod roles;
mod sanitise;
mod section_arg;
mod signals;
mod skills;
mod stdout;
mod unfinished;
mod value_list;
mod years_arg;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args as _, CommandFactory, FromArgMatches, Parser, ValueHint};

use crate::pack::Pack;
use console::{ColorChoice, Console};
use context::Context;
pub use failure::Exit;
use failure::Failure;

/// What the market pays for a role, in a city, at a level, and where every figure comes from.
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
    /// Use another pack: the name of a bundled one (`payband pack list`), or a folder.
    #[arg(long, global = true, value_name = "NAME|DIR", env = "PAYBAND_PACK", hide_env_values = true, value_hint = ValueHint::DirPath, help_heading = "Global options")]
    pack: Option<PathBuf>,
    /// Change the pack by the tables of this folder: a row replaces the row with the same key, or is added (repeatable).
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Global options")]
    overlay: Vec<PathBuf>,
    /// Print no notes, warnings or caveats. Workbooks, pages and picture files keep them.
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Whether to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    color: ColorChoice,
    /// Print the version of payband and of the pack.
    #[arg(short = 'V', long)]
    version: bool,
}

impl Global {
    /// The options that chose the pack, as arguments of a command line.
    fn pack_arguments(&self) -> Vec<String> {
        let pack = self.pack.iter().map(|folder| ("--pack", folder));
        let overlays = self.overlay.iter().map(|folder| ("--overlay", folder));
        pack.chain(overlays).flat_map(|(flag, folder)| [flag.to_owned(), folder.display().to_string()]).collect()
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
static COMMANDS: [Command; 12] = [
    Command {
        name: "benchmark",
        about: "Market range, retention bonus and base + retention for roles, cities and levels",
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
        about: "The job market of cities: workforce, vacancies, supply, days to fill, growth",
        arguments: city::Args::augment_args,
        run: |matches, context| city::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "skills",
        about: "Skills of the report and of a role, and which of them a candidate lacks",
        arguments: skills::Args::augment_args,
        run: |matches, context| skills::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "roles",
        about: "The catalogue of roles with their medians; which roles a budget can pay",
        arguments: roles::Args::augment_args,
        run: |matches, context| roles::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "market",
        about: "The whole report by section: every figure and finding with its source",
        arguments: market::Args::augment_args,
        run: |matches, context| market::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "price",
        about: "Price a file of people or job ads: adds market range and ratio to each row",
        arguments: price::Args::augment_args,
        run: |matches, context| price::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "chart",
        about: "Charts of the report and of pay ranges: in the terminal, as SVG or PNG",
        arguments: chart::Args::augment_args,
        run: |matches, context| chart::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "report",
        about: "A page of the whole market, or a hiring brief: HTML, Markdown or workbook",
        arguments: report::Args::augment_args,
        run: |matches, context| report::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "pack",
        about: "List, show, check and export the pack: the tables that prices are computed from",
        arguments: pack::Args::augment_args,
        run: |matches, context| pack::Args::from_arg_matches(matches)?.run(context),
    },
    Command {
        name: "completions",
        about: "Completions for a shell, also of the names of roles and cities",
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
    let commands =
        COMMANDS.iter().map(|command| clap::Command::new(command.name).about(command.about).defer(command.arguments));
    Cli::command().subcommands(commands)
}

/// Runs payband with these arguments, of which the first is the name of the program, and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    if completions::answer_shell(grammar) {
        return Exit::Done.into();
    }
    // Neither the grammar nor the pack is dropped: the process is about to end, and freeing them piece by piece takes longer.
    let mut grammar = ManuallyDrop::new(grammar());
    let matches = match grammar.try_get_matches_from_mut(args) {
        Ok(matches) => ManuallyDrop::new(matches),
        Err(error) => return Console::with_defaults().usage(error).into(),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return Console::with_defaults().usage(error).into(),
    };
    let console = Console::new(cli.global.color, cli.global.quiet);
    match dispatch(&cli, matches.subcommand(), console) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => console.report(&failure).into(),
    }
}

fn dispatch(cli: &Cli, command: Option<(&str, &ArgMatches)>, console: Console) -> Result<(), Failure> {
    let mut pack = Pack::open(cli.global.pack.as_deref(), &cli.global.overlay)?;
    if !pack.is_bundled() {
        pack = pack.as_of(console.about_today()?);
    }
    destination::require_no_table_on_stdout(&pack)?;
    let context = ManuallyDrop::new(Context { pack, console, grammar });
    if cli.global.version {
        return version(&context);
    }
    let chosen = command.and_then(|(name, matches)| {
        COMMANDS.iter().find(|command| command.name == name).map(|command| (command, matches))
    });
    match chosen {
        Some((command, matches)) => (command.run)(matches, &context),
        None if console.is_interactive() => interactive::run(&context, &cli.global.pack_arguments()),
        None => {
            console.write_error(&grammar().render_help().to_string());
            Err(Failure::usage("no command was given")
                .hint("on a terminal, `payband` alone asks for role, city and level"))
        }
    }
}

/// Prints the versions of the program and of the pack. A figure depends on both.
fn version(context: &Context) -> Result<(), Failure> {
    let descriptor = context.pack.descriptor()?;
    let overlays = if context.pack.has_overlays() { ", with overlays" } else { "" };
    let text =
        format!("payband {} (pack {} {}{overlays})\n", env!("CARGO_PKG_VERSION"), descriptor.name, descriptor.version);
    stdout::write_stdout(text.as_bytes())
}
