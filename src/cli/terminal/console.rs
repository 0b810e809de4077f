//! The standard streams as screens (terminal, width, colour), messages on standard error, and today's date.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

use clap::ValueEnum;
use jiff::civil::Date;

use super::sanitise;
use crate::answer::Answer;
use crate::cli::failure::{Exit, Failure};
use crate::cli::output::stdout;
use crate::cli::usage::clap_error;
use crate::render::{Detail, notes};
use crate::screen::{Screen, sanitised};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// The word on the command line and in the configuration file.
    pub(in crate::cli) fn as_str(self) -> &'static str {
        match self {
            ColorChoice::Auto => "auto",
            ColorChoice::Always => "always",
            ColorChoice::Never => "never",
        }
    }
}

/// The standard streams and the options that decide how they are written to.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Console {
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
    /// `--color`.
    colour: Option<ColorChoice>,
    /// The setting of the configuration file.
    colour_setting: Option<ColorChoice>,
    quiet: bool,
}

/// The messages that are kept. One process has one standard error.
static RECORDED: Mutex<Option<Vec<String>>> = Mutex::new(None);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Width for a terminal that reports none, such as a pseudo-terminal of 0 columns.
const DEFAULT_WIDTH: usize = 80;

impl Console {
    pub(in crate::cli) fn new(colour: Option<ColorChoice>, quiet: bool) -> Self {
        Console {
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            colour,
            colour_setting: None,
            quiet,
        }
    }

    /// With the setting of the configuration file, which decides where `--color` and the environment do not.
    pub(in crate::cli) fn with_setting(self, colour: Option<ColorChoice>) -> Self {
        Console { colour_setting: colour, ..self }
    }

    /// With the default options, for errors before the arguments are parsed.
    pub(in crate::cli) fn with_defaults() -> Self {
        Console::new(None, false)
    }

    /// Whether all three streams are terminals, so that questions can be asked.
    pub(in crate::cli) fn is_interactive(self) -> bool {
        self.stdout_is_terminal && self.stderr_is_terminal && io::stdin().is_terminal()
    }

    pub(in crate::cli) fn is_quiet(self) -> bool {
        self.quiet
    }

    pub(in crate::cli) fn stdout_is_terminal(self) -> bool {
        self.stdout_is_terminal
    }

    /// Decides by `--color`, then NO_COLOR, then TERM=dumb, then the configuration file, then whether the stream is a terminal.
    fn uses_colour(self, is_terminal: bool) -> bool {
        match self.colour {
            Some(ColorChoice::Always) => true,
            Some(ColorChoice::Never) => false,
            Some(ColorChoice::Auto) | None => {
                let is_set_off = self.colour.is_none() && self.colour_setting == Some(ColorChoice::Never);
                let is_refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
                    || env::var_os("TERM").is_some_and(|value| value == "dumb");
                is_terminal && !is_refused && !is_set_off
            }
        }
    }

    /// Standard output as a screen. The width is that of `COLUMNS`, then that of the terminal; a pipe has none.
    pub(in crate::cli) fn screen(self) -> Screen {
        let asked =
            env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok()).filter(|columns| *columns > 0);
        let own = || {
            terminal_size::terminal_size()
                .map(|(terminal_size::Width(width), _)| usize::from(width))
                .filter(|width| *width > 0)
                .unwrap_or(DEFAULT_WIDTH)
        };
        let width = asked.or_else(|| self.stdout_is_terminal.then(own));
        Screen { width, colour: self.uses_colour(self.stdout_is_terminal), sanitise: self.stdout_is_terminal }
    }

    /// The screen for a file: no width, no colour, and no character is escaped.
    pub(in crate::cli) fn file_screen() -> Screen {
        Screen { width: None, colour: false, sanitise: false }
    }

    /// Whether standard error is a terminal and `--quiet` is not given.
    pub(in crate::cli) fn is_watched(self) -> bool {
        self.stderr_is_terminal && !self.quiet
    }

    /// Standard error as a screen. It has no width, because it may be another terminal than standard output.
    pub(in crate::cli) fn error_screen(self) -> Screen {
        Screen { width: None, colour: self.uses_colour(self.stderr_is_terminal), sanitise: self.stderr_is_terminal }
    }

    /// Writes the notes of an answer to standard error, for formats that cannot hold them.
    pub(in crate::cli) fn write_notes(self, answer: &Answer, detail: Detail) {
        if !self.quiet {
            self.write_rendered_error(&notes(answer, &self.error_screen(), detail));
        }
    }

    /// Prints a line to standard error that is not part of the result, unless `--quiet` is given.
    pub(in crate::cli) fn message(self, text: &str) {
        self.record(text);
        if !self.quiet {
            self.write_error(&format!("{text}\n"));
        }
    }

    /// Keeps a line for a document that holds the messages, without printing it.
    pub(in crate::cli) fn record(self, text: &str) {
        if let Some(messages) = lock(&RECORDED).as_mut() {
            messages.push(text.to_owned());
        }
    }

    /// Keeps the messages from here on for a document that holds them, also where `--quiet` is given.
    pub(in crate::cli) fn record_messages(self) {
        *lock(&RECORDED) = Some(Vec::new());
    }

    /// The messages that were kept.
    pub(in crate::cli) fn recorded_messages(self) -> Vec<String> {
        lock(&RECORDED).clone().unwrap_or_default()
    }

    /// Prints text without colours to standard error; on a terminal control characters are escaped.
    pub(in crate::cli) fn write_error(self, text: &str) {
        self.write_rendered_error(&sanitise::for_stream(text, self.stderr_is_terminal));
    }

    /// Prints text that was rendered for [`Console::error_screen`]. An error of the write is ignored: it could not be reported.
    pub(in crate::cli) fn write_rendered_error(self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints a failure and returns its exit code.
    pub(in crate::cli) fn report(self, failure: &Failure) -> Exit {
        if matches!(failure.exit, Exit::Done | Exit::Interrupted | Exit::Terminated) {
            return failure.exit;
        }
        let colour = self.uses_colour(self.stderr_is_terminal);
        let paint = |text: &str, style: anstyle::Style| {
            if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
        };
        let red = anstyle::AnsiColor::Red.on_default().bold();
        // Escaped in a pipe too, so that a part with line breaks (of a binary file, for instance) stays on one line.
        let mut text = format!("{} {}\n", paint("error:", red), sanitised(&failure.error.to_string()));
        for cause in failure.error.chain().skip(1) {
            text.push_str(&format!("  caused by: {}\n", sanitised(&cause.to_string())));
        }
        for hint in &failure.hints {
            text.push_str(&clap_error::hint_line(hint, colour));
        }
        self.write_rendered_error(&text);
        failure.exit
    }

    /// Prints help to standard output, or a usage error to standard error.
    pub(in crate::cli) fn usage(self, error: clap::Error) -> Exit {
        let to_stdout = !error.use_stderr();
        let is_terminal = if to_stdout { self.stdout_is_terminal } else { self.stderr_is_terminal };
        let colour = self.uses_colour(is_terminal);
        let text = clap_error::rendered(error, is_terminal, colour);
        if to_stdout {
            match stdout::write_rendered(text.as_bytes()) {
                Ok(()) => Exit::Done,
                Err(failure) => self.report(&failure),
            }
        } else {
            self.write_rendered_error(&text);
            Exit::Usage
        }
    }

    /// Today's date in the local time zone, or the date of `PAYBAND_TODAY`, by which output can be reproduced.
    pub(in crate::cli) fn today(self) -> Result<Date, Failure> {
        match env::var("PAYBAND_TODAY") {
            Ok(day) if !day.is_empty() => day.parse().map_err(|_| {
                Failure::usage(format!("PAYBAND_TODAY is \"{day}\", which is not a date"))
                    .hint("write it like 2025-11-05")
            }),
            _ => Ok(jiff::Zoned::now().date()),
        }
    }

    /// Today's date in UTC, which needs no time zone data to be read. Exact enough to tell that data is more than a year old.
    pub(in crate::cli) fn about_today(self) -> Result<Date, Failure> {
        match env::var_os("PAYBAND_TODAY") {
            Some(_) => self.today(),
            None => Ok(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()),
        }
    }
}
