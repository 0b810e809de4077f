//! Where an answer goes and in which format: standard output, or a file that appears whole or not at all.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{ValueEnum, ValueHint};

use super::Context;
use super::console::Console;
use super::failure::Failure;
use crate::answer::{Answer, NoteKind};
use crate::render::{Detail, Format, Meta, Options, render};

/// How to print a result.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output options")]
pub(super) struct OutputArgs {
    /// Format of the result [env: PAYBAND_FORMAT=] [default: table on a terminal, csv in a pipe].
    // clap's own `env` would make the variable win over a file's extension and clash with --brief-line.
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<FormatArg>,
    /// Write to this file instead of standard output; its extension chooses the format.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Print every note, caveat and source, the caveats by how far they can move a figure.
    #[arg(long)]
    caveats: bool,
    /// Write CSV for Excel: with a byte order mark, and no cell that it would run as a formula.
    #[arg(long)]
    excel: bool,
}

/// The formats by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// Columns for people.
    Table,
    /// Comma-separated values, with raw numbers.
    Csv,
    /// Tab-separated values, with raw numbers.
    Tsv,
    /// One JSON document, with the trace of every figure.
    Json,
    /// One JSON object a row.
    Jsonl,
    /// A table for GitHub and chat.
    Markdown,
    /// A workbook for Excel and other spreadsheets, with sheets for notes and sources.
    Xlsx,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Table => Format::Table,
            FormatArg::Csv => Format::Csv,
            FormatArg::Tsv => Format::Tsv,
            FormatArg::Json => Format::Json,
            FormatArg::Jsonl => Format::Jsonl,
            FormatArg::Markdown => Format::Markdown,
            FormatArg::Xlsx => Format::Xlsx,
        }
    }
}

impl OutputArgs {
    /// The format asked for by name.
    pub(super) fn format(&self) -> Option<FormatArg> {
        self.format
    }

    /// The file to write to; `None` for standard output.
    pub(super) fn path(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// How much is said beside the result.
    pub(super) fn detail(&self) -> Detail {
        if self.caveats { Detail::Full } else { Detail::Short }
    }

    /// Whether the result is for a spreadsheet.
    pub(super) fn is_for_excel(&self) -> bool {
        self.excel
    }

    /// Prints an answer of a command.
    pub(super) fn print(&self, context: &Context, command: &str, mut answer: Answer) -> Result<(), Failure> {
        let to_stdout = self.output.as_deref().is_none_or(|path| path == Path::new("-"));
        let format = self.chosen(context.console, to_stdout)?;
        if self.excel && !matches!(format, Format::Csv | Format::Tsv) {
            return Err(Failure::usage(format!("--excel goes with csv or tsv, and the format is {}", format.as_str()))
                .hint("add --format csv, or leave out --excel"));
        }
        if format == Format::Xlsx && to_stdout && context.console.stdout_is_terminal() {
            return Err(not_for_a_terminal());
        }
        let screen = if to_stdout { context.console.screen() } else { Console::file_screen() };
        if context.console.is_quiet() && matches!(format, Format::Table | Format::Markdown) {
            // A mark is a part of the figure that it stands behind, and so is its meaning.
            answer.notes.retain(|note| matches!(note.kind, NoteKind::Mark(_)));
            answer.sources.clear();
        }
        let mut options = Options { screen, excel: self.excel, detail: self.detail(), ..Options::new(format) };
        if matches!(format, Format::Json | Format::Xlsx) {
            let pack = context.pack.descriptor()?;
            options.meta = Meta { command: command.to_owned(), pack_name: pack.name, pack_version: pack.version };
        }
        if format == Format::Xlsx {
            options.created = context.console.today()?;
        }
        let bytes = render(&answer, &options)?;
        if !format.carries_notes() {
            context.console.write_notes(&answer, self.detail());
        }
        match &self.output {
            Some(path) if !to_stdout => write_file(path, &bytes),
            _ => write_stdout(&bytes),
        }
    }

    /// The flag, then the extension of a file, then the environment, then what suits the stream.
    fn chosen(&self, console: Console, to_stdout: bool) -> Result<Format, Failure> {
        if let Some(format) = self.format {
            return Ok(format.into());
        }
        let path = self.output.as_deref().filter(|_| !to_stdout);
        let by_extension =
            path.and_then(Path::extension).and_then(|extension| Format::from_extension(&extension.to_string_lossy()));
        if let Some(format) = by_extension {
            return Ok(format);
        }
        if let Some(format) = preferred()? {
            return Ok(format);
        }
        match path {
            Some(path) => {
                let names: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
                Err(Failure::usage(format!("{}: no format goes with this name", path.display())).hint(format!(
                    "end it in .csv, .tsv, .json, .jsonl, .md, .xlsx or .txt, or add --format with one of {}",
                    names.join(", ")
                )))
            }
            None => Ok(if console.stdout_is_terminal() { Format::Table } else { Format::Csv }),
        }
    }
}

/// Nobody can read a workbook in a terminal.
pub(super) fn not_for_a_terminal() -> Failure {
    Failure::usage("a workbook is not for a terminal")
        .hint("write it to a file, such as -o market.xlsx, or choose another --format")
}

/// The format that `PAYBAND_FORMAT` asks for.
fn preferred() -> Result<Option<Format>, Failure> {
    match env::var("PAYBAND_FORMAT") {
        Ok(name) if !name.is_empty() => {
            name.parse().map(Some).map_err(|error| Failure::from(error).context("PAYBAND_FORMAT cannot be used"))
        }
        _ => Ok(None),
    }
}

/// Writes to standard output. A reader that has gone away has what it wants: that is no failure.
pub(super) fn write_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write to standard output").map_err(Failure::failed),
    }
}

/// Writes a file that appears whole or not at all, with the permissions of an ordinary new file, or those it had.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut destination = Destination::open(path)?;
    match destination.write_all(bytes) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| refused(path, error)).and_then(|()| destination.finish()),
    }
}

/// A file being written. It appears whole when it is finished, and not at all when it is dropped before.
#[derive(Debug)]
pub(super) struct Destination {
    path: PathBuf,
    to: To,
}

#[derive(Debug)]
enum To {
    /// A device or a pipe, which cannot be replaced.
    Stream(fs::File),
    /// A file beside the one that it will be.
    File { temporary: tempfile::NamedTempFile, target: PathBuf },
}

impl Destination {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let refused = |error| refused(path, error);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(Failure::usage(format!("{} is a folder", path.display())).hint("name a file in it"));
            }
            Ok(found) if !found.is_file() => {
                let stream = fs::OpenOptions::new().write(true).open(path).map_err(refused)?;
                return Ok(Destination { path: path.to_owned(), to: To::Stream(stream) });
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(refused(error)),
            _ => {}
        }
        // A link is followed, so that it stays one.
        let target = followed(path);
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::metadata(folder).map_err(refused)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".payband-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // The process's umask takes away from this, as from any new file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let temporary = builder.tempfile_in(folder).map_err(refused)?;
        Ok(Destination { path: path.to_owned(), to: To::File { temporary, target } })
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let refused = |error| refused(&self.path, error);
        let To::File { temporary, target } = self.to else { return Ok(()) };
        temporary.as_file().sync_all().map_err(refused)?;
        if let Ok(found) = fs::metadata(&target) {
            temporary.as_file().set_permissions(found.permissions()).map_err(refused)?;
        }
        temporary.persist(&target).map_err(|error| refused(error.error))?;
        Ok(())
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stream(stream) => stream.write(bytes),
            To::File { temporary, .. } => temporary.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stream(stream) => stream.flush(),
            To::File { temporary, .. } => temporary.flush(),
        }
    }
}

/// Why a file could not be written, and what to do.
pub(super) fn refused(path: &Path, error: io::Error) -> Failure {
    let hint = match error.kind() {
        io::ErrorKind::NotFound => "make the folder first, or name another",
        io::ErrorKind::PermissionDenied => "choose a folder that you may write to",
        io::ErrorKind::StorageFull => "make room on the disk, or choose another",
        _ => "check the path and the disk",
    };
    Failure::failed(without_path(error)).context(format!("cannot write {}", path.display())).hint(hint)
}

/// How many links may lead to each other, as in most systems.
const MOST_LINKS: usize = 40;

/// Where a path leads when every link is followed, also one to a file that is not there yet.
fn followed(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        if let Ok(found) = fs::canonicalize(&target) {
            return found;
        }
        let Ok(next) = fs::read_link(&target) else { break };
        target = match target.parent() {
            Some(folder) => folder.join(next),
            None => next,
        };
    }
    target
}

/// What kind of error it is, without the name of the temporary file that tempfile adds.
fn without_path(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() { error } else { error.kind().into() }
}
