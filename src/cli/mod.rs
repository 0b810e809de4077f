//! The command line: arguments become requests, answers become bytes.
//!
//! The only room that knows of arguments, streams, colour, the terminal's width, the environment, the clock and signals.
//! Each command has a file of its own: its arguments, whose comments are the help, and `run`.

mod ask;
mod benchmark;
mod candidates;
mod cells;
mod city;
mod compare;
mod completions;
mod console;
mod failure;
mod man;
mod output;
mod pack;
mod pricing;
mod roles;
mod signals;
mod skills;

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum, ValueHint};

use crate::pack::Pack;
use console::Console;
pub use failure::Exit;
use failure::Failure;

/// What the market pays for a role, in a city, at a level, and where every figure comes from.
#[derive(Debug, Parser)]
#[command(name = "payband", disable_version_flag = true, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    global: Global,
}

const EXAMPLES: &str = "\
Examples:
  payband benchmark --role \"Cloud Architect\" --city Shanghai
  payband compare --role \"Data Scientist\" --city Beijing --city Shenzhen --level senior
  payband city --sort vacancy-days
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
    /// Print results only: no notes, warnings or caveats.
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Whether to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    color: ColorChoice,
    /// Print the version of payband and of the pack.
    #[arg(short = 'V', long)]
    version: bool,
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

/// The commands: help, completions, manual pages and README follow this list.
#[derive(Debug, Subcommand)]
enum Command {
    /// Market range, retention bonus and base + retention for roles, cities and levels
    Benchmark(benchmark::Args),
    /// Roles, cities or levels side by side against a baseline
    Compare(compare::Args),
    /// The market of cities: workforce, vacancies, supply, days to fill, growth
    City(city::Args),
    /// Skills by framework, those of a role, and what a candidate lacks
    Skills(skills::Args),
    /// The catalogue of roles: area, median, growth, what prices them
    Roles(roles::Args),
    /// Look at, check and copy packs, the data that prices are made of
    Pack(pack::Args),
    /// Shell completions, names of roles and cities included
    Completions(completions::Args),
    /// Manual pages
    Man(man::Args),
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
    let matches = match Cli::command().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return Console::plain().usage(&error).into(),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return Console::plain().usage(&error).into(),
    };
    let console = Console::new(cli.global.color, cli.global.quiet);
    match dispatch(cli, console) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => console.report(&failure).into(),
    }
}

fn dispatch(cli: Cli, console: Console) -> Result<(), Failure> {
    let pack = Pack::open(cli.global.pack.as_deref(), &cli.global.overlay)?;
    // The system takes everything back when the process ends, faster than freeing a pack row by row does.
    let context = ManuallyDrop::new(Context { pack, console });
    if cli.global.version {
        return version(&context);
    }
    match cli.command {
        Some(Command::Benchmark(args)) => args.run(&context),
        Some(Command::Compare(args)) => args.run(&context),
        Some(Command::City(args)) => args.run(&context),
        Some(Command::Skills(args)) => args.run(&context),
        Some(Command::Roles(args)) => args.run(&context),
        Some(Command::Pack(args)) => args.run(&context),
        Some(Command::Completions(args)) => args.run(&context),
        Some(Command::Man(args)) => args.run(&context),
        None if console.is_interactive() => ask::run(&context),
        None => {
            console.write_error(&Cli::command().render_help().to_string());
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
    output::write_stdout(text.as_bytes())
}
