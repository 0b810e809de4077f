//! The output options: the format of an answer, and the file or stream that it is written to.

use std::env;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::destination::{Destination, require_no_table, write_failure, write_file};
use super::stdout::{require_open, stdout_failure, write_rendered};
use crate::answer::{Answer, NoteKind, Table};
use crate::cli::args::value_list::ValueList;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::terminal::console::Console;
use crate::render::{Detail, Format, Meta, RenderOptions, StreamError, render, write_pieces};

/// How to print a result.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(in crate::cli) struct OutputArgs {
    /// Format of the result [env: PAYBAND_FORMAT] [default: table on a terminal, csv in a pipe].
    // With clap's `env` the variable would win over the extension of a file, and conflict with --brief-line.
    #[arg(short, long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// File to write to; its extension chooses the format [default: standard output].
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Print every note, caveat and source; caveats come in the order of how far they can change a figure.
    #[arg(long)]
    caveats: bool,
    /// Write CSV for Excel: with a byte order mark, and with no cell that Excel would run as a formula.
    #[arg(long)]
    excel: bool,
}

/// The values of `--format`.
pub(in crate::cli) fn formats() -> ValueList<Format> {
    ValueList::new(&Format::ALL, Format::as_str).with_help(format_help)
}

/// The help text of a format.
fn format_help(format: Format) -> &'static str {
    match format {
        Format::Table => "Aligned columns, to read",
        Format::Csv => "Comma-separated values, with raw numbers",
        Format::Tsv => "Tab-separated values, with raw numbers",
        Format::Json => "One JSON document, with the steps of every figure",
        Format::Jsonl => "One JSON object for each row",
        Format::Markdown => "A table for GitHub and chat",
        Format::Xlsx => "A workbook for Excel and other spreadsheets, with sheets for notes and sources",
    }
}

impl OutputArgs {
    /// The format asked for by name.
    pub(in crate::cli) fn format(&self) -> Option<Format> {
        self.format
    }

    /// The file to write to; `None` for standard output.
    pub(in crate::cli) fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// How many notes are printed beside the result.
    pub(in crate::cli) fn detail(&self) -> Detail {
        if self.caveats { Detail::Full } else { Detail::Short }
    }

    /// Whether `--excel` is given.
    pub(in crate::cli) fn is_for_excel(&self) -> bool {
        self.excel
    }

    /// Whether the format holds the steps by which each price is computed.
    pub(in crate::cli) fn holds_traces(&self, context: &Context) -> Result<bool, Failure> {
        let format = self.chosen_format(context.console, self.path().is_none())?;
        Ok(matches!(format, Format::Json | Format::Jsonl))
    }

    /// Whether caveats and sources are printed with the result, or on standard error.
    pub(in crate::cli) fn prints_footnotes(&self, context: &Context) -> Result<bool, Failure> {
        let format = self.chosen_format(context.console, self.path().is_none())?;
        Ok(self.caveats || format.carries_notes())
    }

    /// Whether the chosen format and stream take rows piece by piece. A terminal does not: its text is escaped as a whole.
    pub(in crate::cli) fn is_streamed(&self, context: &Context) -> Result<bool, Failure> {
        let to_stdout = self.path().is_none();
        let to_terminal = to_stdout && context.console.stdout_is_terminal();
        Ok(!to_terminal && self.chosen_format(context.console, to_stdout)?.is_streamed())
    }

    /// Prints an answer of a command.
    pub(in crate::cli) fn print(&self, context: &Context, command: &str, mut answer: Answer) -> Result<(), Failure> {
        let options = self.render_options(context, command)?;
        context.pack_options.add_to(&mut answer.notes);
        if context.console.is_quiet() && matches!(options.format, Format::Table | Format::Markdown) {
            // Marks stand beside figures in the table, so their meaning has to stay.
            answer.notes.retain(|note| matches!(note.kind, NoteKind::Mark(_)));
            answer.sources.clear();
        }
        let bytes = render(&answer, &options)?;
        if !options.format.carries_notes() {
            context.console.write_notes(&answer, self.detail());
        }
        match self.path() {
            Some(path) => write_file(&context.pack, path, &bytes),
            None => write_rendered(&bytes),
        }
    }

    /// Prints an answer of a command with the rows of `tables`, in a format that [is streamed](OutputArgs::is_streamed).
    pub(in crate::cli) fn print_pieces(
        &self,
        context: &Context,
        command: &str,
        mut answer: Answer,
        tables: impl Iterator<Item = Result<Table, Failure>>,
    ) -> Result<(), Failure> {
        let options = self.render_options(context, command)?;
        context.pack_options.add_to(&mut answer.notes);
        if !options.format.carries_notes() {
            context.console.write_notes(&answer, self.detail());
        }
        let path = self.path();
        let cannot_write = |error: io::Error| match path {
            Some(path) => write_failure(path, error),
            None => stdout_failure(error),
        };
        let mut file = match path {
            Some(path) => {
                require_no_table(&context.pack, path)?;
                Some(Destination::open(path)?)
            }
            None => {
                require_open()?;
                None
            }
        };
        let ended = match &mut file {
            Some(file) => write_pieces(&answer, tables, &options, BufWriter::new(file)),
            None => write_pieces(&answer, tables, &options, BufWriter::new(io::stdout().lock())),
        };
        match ended {
            Ok(()) => file.map_or(Ok(()), Destination::finish),
            // The reader needs no more.
            Err(StreamError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(StreamError::Write(error)) => Err(cannot_write(error)),
            Err(StreamError::Render(error)) => Err(error.into()),
            Err(StreamError::Rows(failure)) => Err(failure),
        }
    }

    /// How to render an answer. Fails where the options contradict each other.
    fn render_options(&self, context: &Context, command: &str) -> Result<RenderOptions, Failure> {
        let to_stdout = self.path().is_none();
        let format = self.chosen_format(context.console, to_stdout)?;
        if self.excel && !matches!(format, Format::Csv | Format::Tsv) {
            return Err(Failure::usage(format!("--excel goes with csv or tsv, and the format is {}", format.as_str()))
                .hint("add --format csv, or leave out --excel"));
        }
        if format == Format::Xlsx && to_stdout && context.console.stdout_is_terminal() {
            return Err(not_for_a_terminal());
        }
        let screen = if to_stdout { context.console.screen() } else { Console::file_screen() };
        let mut options =
            RenderOptions { screen, excel: self.excel, detail: self.detail(), ..RenderOptions::new(format) };
        if matches!(format, Format::Json | Format::Xlsx) {
            let pack = context.pack.descriptor()?;
            options.meta =
                Meta { command: command.to_owned(), pack_name: pack.name.clone(), pack_version: pack.version.clone() };
        }
        if format == Format::Xlsx {
            options.created = context.console.today()?;
        }
        Ok(options)
    }

    /// Decides by `--format`, then the extension of the file, then `PAYBAND_FORMAT`, then the kind of stream.
    fn chosen_format(&self, console: Console, to_stdout: bool) -> Result<Format, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let path = self.output.as_deref().filter(|_| !to_stdout);
        let by_extension =
            path.and_then(Path::extension).and_then(|extension| Format::from_extension(&extension.to_string_lossy()));
        if let Some(format) = by_extension {
            return Ok(format);
        }
        if let Some(format) = format_from_environment()? {
            return Ok(format);
        }
        match path {
            Some(path) => {
                let names: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
                Err(Failure::usage(format!("{}: no format has this extension", path.display())).hint(format!(
                    "end it in .csv, .tsv, .json, .jsonl, .md, .xlsx or .txt, or add --format with one of {}",
                    names.join(", ")
                )))
            }
            None => Ok(if console.stdout_is_terminal() { Format::Table } else { Format::Csv }),
        }
    }
}

/// The error for a workbook that would be written to a terminal.
pub(in crate::cli) fn not_for_a_terminal() -> Failure {
    Failure::usage("a workbook cannot be shown in a terminal")
        .hint("write it to a file, such as -o market.xlsx, or choose another --format")
}

/// The format in `PAYBAND_FORMAT`, if it is set.
fn format_from_environment() -> Result<Option<Format>, Failure> {
    match env::var("PAYBAND_FORMAT") {
        Ok(name) if !name.is_empty() => {
            name.parse().map(Some).map_err(|error| Failure::from(error).context("PAYBAND_FORMAT cannot be used"))
        }
        _ => Ok(None),
    }
}
