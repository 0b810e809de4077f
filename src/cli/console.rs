//! The terminal: whether there is one, how wide it is, whether it has colour; what goes to standard error; the clock.

use std::env;
use std::io::{self, IsTerminal, Write};

use jiff::civil::Date;

use super::failure::{Exit, Failure};
use super::{ColorChoice, visible};
use crate::answer::Answer;
use crate::render::{Detail, notes};
use crate::screen::{Screen, sanitised};

/// What is known of the streams.
#[derive(Debug, Clone, Copy)]
pub(super) struct Console {
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
    colour: ColorChoice,
    quiet: bool,
}

/// The width of a terminal that does not tell, as a pseudo-terminal of 0 columns does not.
const USUAL_WIDTH: usize = 80;

impl Console {
    pub(super) fn new(colour: ColorChoice, quiet: bool) -> Self {
        Console {
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            colour,
            quiet,
        }
    }

    /// Before the arguments are known.
    pub(super) fn plain() -> Self {
        Console::new(ColorChoice::Auto, false)
    }

    /// Whether somebody sits there to be asked.
    pub(super) fn is_interactive(self) -> bool {
        self.stdout_is_terminal && self.stderr_is_terminal && io::stdin().is_terminal()
    }

    pub(super) fn is_quiet(self) -> bool {
        self.quiet
    }

    pub(super) fn stdout_is_terminal(self) -> bool {
        self.stdout_is_terminal
    }

    /// `--color`, then NO_COLOR, then TERM=dumb, then whether it is a terminal.
    fn coloured(self, terminal: bool) -> bool {
        match self.colour {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
                    || env::var_os("TERM").is_some_and(|value| value == "dumb");
                terminal && !refused
            }
        }
    }

    /// The screen that results are shown on: `COLUMNS`, then the terminal itself. A pipe has no width.
    pub(super) fn screen(self) -> Screen {
        let asked =
            env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok()).filter(|columns| *columns > 0);
        let own = || {
            terminal_size::terminal_size()
                .map(|(terminal_size::Width(width), _)| usize::from(width))
                .filter(|width| *width > 0)
                .unwrap_or(USUAL_WIDTH)
        };
        let width = asked.or_else(|| self.stdout_is_terminal.then(own));
        Screen { width, colour: self.coloured(self.stdout_is_terminal), sanitise: self.stdout_is_terminal }
    }

    /// A file has no width, no colour, and takes every byte as it is.
    pub(super) fn file_screen() -> Screen {
        Screen { width: None, colour: false, sanitise: false }
    }

    /// Whether somebody sees what goes to standard error, and wants to.
    pub(super) fn is_watched(self) -> bool {
        self.stderr_is_terminal && !self.quiet
    }

    /// Standard error as a screen: never wrapped, since its width may not be that of standard output.
    pub(super) fn error_screen(self) -> Screen {
        Screen { width: None, colour: self.coloured(self.stderr_is_terminal), sanitise: self.stderr_is_terminal }
    }

    /// Notes of an answer whose format cannot carry them.
    pub(super) fn write_notes(self, answer: &Answer, detail: Detail) {
        if !self.quiet {
            self.write_rendered_error(&notes(answer, &self.error_screen(), detail));
        }
    }

    /// Something for the person at the terminal that is no result.
    pub(super) fn remark(self, text: &str) {
        if !self.quiet {
            self.write_error(&format!("{text}\n"));
        }
    }

    /// Prints text without colours to standard error; on a terminal nothing in it acts.
    pub(super) fn write_error(self, text: &str) {
        self.write_rendered_error(&visible::lines(text, self.stderr_is_terminal));
    }

    /// Prints to standard error what was rendered for [`Console::error_screen`]. When that fails there is nobody left to tell.
    pub(super) fn write_rendered_error(self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Tells of a failure, and says how to end.
    pub(super) fn report(self, failure: &Failure) -> Exit {
        if matches!(failure.exit, Exit::Done | Exit::Interrupted | Exit::Terminated) {
            return failure.exit;
        }
        let colour = self.coloured(self.stderr_is_terminal);
        let paint = |text: &str, style: anstyle::Style| {
            if colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
        };
        let red = anstyle::AnsiColor::Red.on_default().bold();
        let cyan = anstyle::AnsiColor::Cyan.on_default();
        // One line for each part, in a pipe too: what is wrong may be a file that is no text.
        let mut text = format!("{} {}\n", paint("error:", red), sanitised(&failure.error.to_string()));
        for cause in failure.error.chain().skip(1) {
            text.push_str(&format!("  caused by: {}\n", sanitised(&cause.to_string())));
        }
        for hint in &failure.hints {
            text.push_str(&format!("{} {}\n", paint("hint:", cyan), sanitised(hint)));
        }
        self.write_rendered_error(&text);
        failure.exit
    }

    /// Prints what clap has to say: help to standard output, wrong usage to standard error.
    pub(super) fn usage(self, error: clap::Error) -> Exit {
        let to_stdout = !error.use_stderr();
        let is_terminal = if to_stdout { self.stdout_is_terminal } else { self.stderr_is_terminal };
        let colour = self.coloured(is_terminal);
        let text = match (is_terminal, colour) {
            (true, _) => visible::usage(error, colour),
            (false, true) => error.render().ansi().to_string(),
            (false, false) => error.render().to_string(),
        };
        if to_stdout {
            match super::stdout::write_rendered(text.as_bytes()) {
                Ok(()) => Exit::Done,
                Err(failure) => self.report(&failure),
            }
        } else {
            self.write_rendered_error(&text);
            Exit::Usage
        }
    }

    /// The day of today where the user is; `PAYBAND_TODAY` sets another one, so that output can be reproduced.
    pub(super) fn today(self) -> Result<Date, Failure> {
        match env::var("PAYBAND_TODAY") {
            Ok(day) if !day.is_empty() => day.parse().map_err(|_| {
                Failure::usage(format!("PAYBAND_TODAY is \"{day}\", which is not a date"))
                    .hint("write it like 2025-11-05")
            }),
            _ => Ok(jiff::Zoned::now().date()),
        }
    }

    /// About today: the day in UTC, which is known without reading the time zone of the machine. Good enough to say that data
    /// is more than a year old.
    pub(super) fn about_today(self) -> Result<Date, Failure> {
        match env::var_os("PAYBAND_TODAY") {
            Some(_) => self.today(),
            None => Ok(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()),
        }
    }
}
