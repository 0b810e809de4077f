//! The command line: arguments become requests, answers become bytes.
//!
//! The only room that knows of arguments, streams, colour, the terminal's width, the environment, the clock and signals.
//! Each command has a file of its own: its arguments, whose comments are the help, and `run`.

mod ask;
mod benchmark;
mod budget;
mod candidates;
mod cells;
mod chart;
mod city;
mod compare;
mod completions;
mod console;
mod currency_arg;
mod destination;
mod failure;
mod file;
mod file_id;
mod given_pay;
mod horizon;
mod man;
mod market;
mod output;
mod pack;
mod percent_arg;
mod positional;
mod price;
mod pricing;
mod prompt;
mod report;
mod resolve;
mod roles;
mod signals;
mod skills;
mod stdout;
mod unfinished;
mod visible;
mod years_arg;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args as _, CommandFactory, FromArgMatches, Parser, ValueEnum, ValueHint};

use crate::pack::Pack;
use console::Console;
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

/// Options of every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// Use the pack in this folder instead of the bundled one.
    #[arg(long, global = true, value_name = "DIR", env = "PAYBAND_PACK", hide_env_values = true, value_hint = ValueHint::DirPath, help_heading = "Global options")]
    pack: Option<PathBuf>,
    /// Lay the tables of this folder over the pack: rows with a key it has replace them, others are added (repeatable).
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Global options")]
    overlay: Vec<PathBuf>,
    /// Print results only: no notes, warnings or caveats, except in documents.
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
    /// The options that chose the pack, as words of a command line.
    fn words(&self) -> Vec<String> {
        let pack = self.pack.iter().map(|folder| ("--pack", folder));
        let overlays = self.overlay.iter().map(|folder| ("--overlay", folder));
        pack.chain(overlays).flat_map(|(flag, folder)| [flag.to_owned(), folder.display().to_string()]).collect()
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A command.
struct Command {
    name: &'static str,
    /// One line for the list of commands.
    about: &'static str,
    /// Adds its arguments. Called for the command that is run only, because the arguments of all of them take longer to set
    /// up than many a command takes to answer.
    arguments: fn(clap::Command) -> clap::Command,
    run: fn(&ArgMatches, &Context) -> Result<(), Failure>,
}

/// The commands, listed here once: help, completions, manual pages and README follow this list.
static COMMANDS: [Command; 12] = [
    Command {
        name: "benchmark",
        about: "Market range, retention bonus and base + retention for roles, cities and levels",
        arguments: benchmark::Args::augment_args,
        run: |matches, context| parsed::<benchmark::Args>(matches)?.run(context),
    },
    Command {
        name: "compare",
        about: "Roles, cities or levels side by side against a baseline",
        arguments: compare::Args::augment_args,
        run: |matches, context| parsed::<compare::Args>(matches)?.run(context),
    },
    Command {
        name: "city",
        about: "The market of cities: workforce, vacancies, supply, days to fill, growth",
        arguments: city::Args::augment_args,
        run: |matches, context| parsed::<city::Args>(matches)?.run(context),
    },
    Command {
        name: "skills",
        about: "Skills by framework, those of a role, and what a candidate lacks",
        arguments: skills::Args::augment_args,
        run: |matches, context| parsed::<skills::Args>(matches)?.run(context),
    },
    Command {
        name: "roles",
        about: "The catalogue of roles: area, median, growth, what prices them; what a budget buys",
        arguments: roles::Args::augment_args,
        run: |matches, context| parsed::<roles::Args>(matches)?.run(context),
    },
    Command {
        name: "market",
        about: "The whole report by section: every figure and finding, and who says so",
        arguments: market::Args::augment_args,
        run: |matches, context| parsed::<market::Args>(matches)?.run(context),
    },
    Command {
        name: "price",
        about: "Price a payroll or a file of job ads: the same rows, with the market beside each",
        arguments: price::Args::augment_args,
        run: |matches, context| parsed::<price::Args>(matches)?.run(context),
    },
    Command {
        name: "chart",
        about: "The report's figures and the pay bands as pictures: terminal, SVG, PNG",
        arguments: chart::Args::augment_args,
        run: |matches, context| parsed::<chart::Args>(matches)?.run(context),
    },
    Command {
        name: "report",
        about: "The whole market, or a hiring brief for a role and city: HTML, Markdown, workbook",
        arguments: report::Args::augment_args,
        run: |matches, context| parsed::<report::Args>(matches)?.run(context),
    },
    Command {
        name: "pack",
        about: "Look at, check and copy packs, the data that prices are made of",
        arguments: pack::Args::augment_args,
        run: |matches, context| parsed::<pack::Args>(matches)?.run(context),
    },
    Command {
        name: "completions",
        about: "Shell completions, names of roles and cities included",
        arguments: completions::Args::augment_args,
        run: |matches, context| parsed::<completions::Args>(matches)?.run(context),
    },
    Command {
        name: "man",
        about: "Manual pages",
        arguments: man::Args::augment_args,
        run: |matches, context| parsed::<man::Args>(matches)?.run(context),
    },
];

/// The whole grammar of the command line.
fn grammar() -> clap::Command {
    let commands =
        COMMANDS.iter().map(|command| clap::Command::new(command.name).about(command.about).defer(command.arguments));
    Cli::command().subcommands(commands)
}

/// The arguments of a command.
fn parsed<A: FromArgMatches>(matches: &ArgMatches) -> Result<A, Failure> {
    A::from_arg_matches(matches).map_err(|error| Failure::usage(error.to_string()))
}

/// What a command needs besides its own arguments.
struct Context {
    pack: Pack,
    console: Console,
}

/// Runs payband with these arguments, the name of the program first, and returns how it ended.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    if completions::answer_shell() {
        return Exit::Done.into();
    }
    // The system takes everything back when the process ends, faster than freeing it piece by piece does: neither the grammar
    // nor the pack is dropped.
    let mut grammar = ManuallyDrop::new(grammar());
    let matches = match grammar.try_get_matches_from_mut(args) {
        Ok(matches) => ManuallyDrop::new(matches),
        Err(error) => return Console::plain().usage(error).into(),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return Console::plain().usage(error).into(),
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
    let context = ManuallyDrop::new(Context { pack, console });
    if cli.global.version {
        return version(&context);
    }
    let chosen = command.and_then(|(name, matches)| {
        COMMANDS.iter().find(|command| command.name == name).map(|command| (command, matches))
    });
    match chosen {
        Some((command, matches)) => (command.run)(matches, &context),
        None if console.is_interactive() => ask::run(&context, &cli.global.words()),
        None => {
            console.write_error(&grammar().render_help().to_string());
            Err(Failure::usage("no command was given")
                .hint("on a terminal, `payband` alone asks for role, city and level"))
        }
    }
}

/// The version of the program and of the data, since both decide a figure.
fn version(context: &Context) -> Result<(), Failure> {
    let descriptor = context.pack.descriptor()?;
    let overlays = if context.pack.has_overlays() { ", with overlays" } else { "" };
    let text =
        format!("payband {} (pack {} {}{overlays})\n", env!("CARGO_PKG_VERSION"), descriptor.name, descriptor.version);
    stdout::write_stdout(text.as_bytes())
}
