//! `payband config`: the settings in use, and where each comes from.

use std::fs;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, FromArgMatches as _};

use super::args::currency::currency;
use super::args::months::months;
use super::args::unit_variables::{CURRENCY_VARIABLE, PERIOD_VARIABLE, periods};
use super::args::value_list::ValueList;
use super::context::Context;
use super::failure::Failure;
use super::output::args::OutputArgs;
use super::output::destination::write_file;
use super::settings::{self, Setting, Settings};
use super::terminal::console::ColorChoice;
use crate::answer::{Answer, Column, Fields, Kind, Note};
use crate::money::{Decimal, Period};
use crate::pricing::{Reading, native_currency};

/// The settings in use, and where each comes from: a flag, the environment, the configuration file, or the default.
///
/// A flag wins over a variable of the environment, and a variable over the file. `--init` writes a file with every setting as a
/// comment, to be filled in. The file is payband/config.toml in the folder for configuration (on Linux and macOS
/// $XDG_CONFIG_HOME or ~/.config, on Windows %APPDATA%), or the one that PAYBAND_CONFIG names. A setting drops no rows, and does
/// not change the format of what goes into a pipe. `man`, `completions` and `config --init` do not read the file.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  payband config
  payband --no-config config
  payband config --init")]
pub(super) struct Args {
    /// Write a configuration file with every setting as a comment, unless there is one.
    #[arg(long, conflicts_with_all = ["format", "output", "caveats", "excel"])]
    init: bool,
    /// Currency of the answer [default: that of the pack].
    #[arg(long, value_name = "CODE", env = CURRENCY_VARIABLE, hide_env_values = true, help_heading = "Settings")]
    currency: Option<String>,
    /// Whether amounts are per year, per month or per hour [default: year].
    #[arg(long, value_name = "PERIOD", env = PERIOD_VARIABLE, hide_env_values = true, help_heading = "Settings", value_parser = periods())]
    period: Option<Period>,
    /// Months paid per year [default: 12].
    #[arg(long, value_name = "N", env = "PAYBAND_MONTHS", hide_env_values = true, help_heading = "Settings", value_parser = months)]
    months: Option<Decimal>,
    /// What the published median is [default: literal].
    #[arg(long, value_name = "HOW", env = "PAYBAND_READING", hide_env_values = true, help_heading = "Settings", value_parser = ValueList::new(&Reading::ALL, Reading::as_str))]
    reading: Option<Reading>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Whether the command writes a file instead of reading it.
pub(super) fn is_init(matches: &ArgMatches) -> bool {
    matches.get_flag("init")
}

/// Runs the command. It takes matches, because they say whether a value is from a flag or from the environment.
pub(super) fn run(matches: &ArgMatches, context: &Context) -> Result<(), Failure> {
    let args = Args::from_arg_matches(matches)?;
    if args.init {
        return init(context);
    }
    let answer = Answer {
        title: "Settings".to_owned(),
        table: fields().table(&args.in_use(matches, context)?),
        notes: vec![about_file(&context.settings)],
        ..Answer::default()
    };
    args.output.print(context, "config", answer)
}

/// A setting in use.
struct InUse {
    name: &'static str,
    value: String,
    from: &'static str,
    /// The flag, the variable, or file and line; empty for a default.
    place: String,
}

fn fields<'a>() -> Fields<'a, InUse> {
    Fields::new()
        .with(Column::new("setting", "Setting", Kind::Text), |row: &InUse| row.name.into())
        .with(Column::new("value", "Value", Kind::Text), |row| row.value.as_str().into())
        .with(Column::new("from", "From", Kind::Text), |row| row.from.into())
        .with(Column::new("place", "Place", Kind::Text), |row| row.place.as_str().into())
}

/// A value that a flag or a variable may give.
struct Given<'a> {
    name: &'static str,
    /// The id of the argument.
    argument: &'a str,
    variable: &'static str,
    value: Option<String>,
}

impl Args {
    fn in_use(&self, matches: &ArgMatches, context: &Context) -> Result<Vec<InUse>, Failure> {
        let (pack, settings) = (&context.pack, &context.settings);
        let given = |name, argument, variable, value| Given { name, argument, variable, value };
        let asked = self.currency.as_deref().map(|text| currency(pack, "--currency", text)).transpose()?;
        let set = settings.currency.as_ref().map(|set| Ok::<_, Failure>((set.currency(pack)?, set))).transpose()?;
        let set = set.map(|(code, set)| set.map(|_| code.to_string()));
        let native = native_currency(pack)?.map(|code| code.to_string()).unwrap_or_default();
        let packs = matches.get_one::<PathBuf>("pack").map(|pack| pack.display().to_string());
        let overlays = matches.get_many::<PathBuf>("overlay").map(joined);
        let color = matches.get_one::<ColorChoice>("color").map(|color| color.as_str().to_owned());
        Ok(vec![
            given("currency", "currency", CURRENCY_VARIABLE, asked.map(|code| code.to_string()))
                .or(matches, set, native),
            given("period", "period", PERIOD_VARIABLE, self.period.map(|period| period.as_str().to_owned())).or(
                matches,
                settings.period.as_ref().map(|set| set.map(|period| period.as_str().to_owned())),
                Period::default().as_str().to_owned(),
            ),
            given("months", "months", "PAYBAND_MONTHS", self.months.map(|months| months.normalize().to_string())).or(
                matches,
                settings.months.as_ref().map(|set| set.map(|months| months.normalize().to_string())),
                "12".to_owned(),
            ),
            given("reading", "reading", "PAYBAND_READING", self.reading.map(|how| how.as_str().to_owned())).or(
                matches,
                settings.reading.as_ref().map(|set| set.map(|how| how.as_str().to_owned())),
                Reading::default().as_str().to_owned(),
            ),
            given("pack", "pack", "PAYBAND_PACK", packs).or(
                matches,
                settings.pack.as_ref().map(|set| set.map(|pack| pack.display().to_string())),
                pack.descriptor()?.name.clone(),
            ),
            given("overlays", "overlay", "", overlays).or(
                matches,
                settings.overlays.as_ref().map(|set| set.map(|folders| joined(folders))),
                String::new(),
            ),
            given("color", "color", "NO_COLOR", color).or(
                matches,
                settings.color.as_ref().map(|set| set.map(|color| color.as_str().to_owned())),
                ColorChoice::Auto.as_str().to_owned(),
            ),
        ])
    }
}

/// Folders in one text.
fn joined<'p>(folders: impl IntoIterator<Item = &'p PathBuf>) -> String {
    folders.into_iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join("; ")
}

impl Given<'_> {
    /// The value in use: this one, or that of the file, or the default.
    fn or(self, matches: &ArgMatches, set: Option<Setting<String>>, default: String) -> InUse {
        let (value, from, place) = match (self.value, set) {
            (Some(value), _) if matches.value_source(self.argument) == Some(ValueSource::EnvVariable) => {
                (value, "environment", self.variable.to_owned())
            }
            (Some(value), _) => (value, "flag", format!("--{}", self.argument)),
            (None, Some(set)) => (set.value, "file", set.place),
            (None, None) => (default, "default", String::new()),
        };
        InUse { name: self.name, value, from, place }
    }
}

fn about_file(settings: &Settings) -> Note {
    match &settings.file {
        Some(path) => Note::fact(format!("configuration file: {}", path.display())),
        None => Note::fact("no configuration file is read").advising("`payband config --init` writes one"),
    }
}

/// Writes the file, with its folder.
fn init(context: &Context) -> Result<(), Failure> {
    let path = settings::path().ok_or_else(|| {
        Failure::usage("the system names no folder for configuration files")
            .hint(format!("name a file with {}", settings::VARIABLE))
    })?;
    if fs::symlink_metadata(&path).is_ok() {
        return Err(Failure::usage(format!("{} is there already", path.display()))
            .hint("edit it, or remove it first; `payband config` prints the settings in use"));
    }
    if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::failed(error)
                .context(format!("cannot make {}", folder.display()))
                .hint(format!("name another file with {}", settings::VARIABLE))
        })?;
    }
    write_file(&context.pack, &path, settings::TEMPLATE.as_bytes())?;
    context.console.message(&format!("written to {}", path.display()));
    Ok(())
}
