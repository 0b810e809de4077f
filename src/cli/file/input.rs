//! The file that a command reads: its arguments, and opening it.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{ValueEnum, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failures;
use super::separators::check_separators;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::file_id::FileId;
use crate::cli::output::unfinished::bar_is_shown;
use crate::people::is_header_with_role;
use crate::tabular::{
    self, Charset, Delimiter, FileKind, KeptRows, OpenOptions, OpenedFile, Quoting, ReadOptions, enlarge_pipe,
};

/// The file, and how to read it.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The file")]
pub(in crate::cli) struct FileArgs {
    /// CSV, TSV, XLSX or JSON lines file, also as .gz or .zst; `-` means standard input [default: standard input, if it is a pipe].
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = None)]
    file: Option<PathBuf>,
    /// Encoding of the file: utf-8, gbk, utf-16le, big5 … [default: detected].
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Character between two cells: `,`, `;`, `tab` or another [default: detected].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
    /// Quotes of cells, and how a cell holds a quote [default: detected].
    #[arg(long, value_name = "QUOTES")]
    quote: Option<QuoteArg>,
    /// Number of lines before the header, such as the title of a report. They are not written to the output [default: found].
    #[arg(long, value_name = "LINES")]
    skip: Option<u64>,
    /// Sheet of a workbook: its name, or its number from 1 [default: the first visible sheet with rows].
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// What to do with rows that have more or fewer cells than the header.
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    ragged: RaggedArg,
    /// Most bytes of a row. A row of that length takes up to 8 times as much memory in each of --threads.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20, value_parser = clap::value_parser!(u32).range(1..=1 << 30))]
    row_limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuoteArg {
    /// Double quotes, as in CSV.
    Double,
    /// Single quotes.
    Single,
    /// Double quotes, with backslashes before quotes and delimiters within a cell.
    DoubleBackslash,
    /// Single quotes with such backslashes.
    SingleBackslash,
}

impl QuoteArg {
    fn quoting(self) -> Quoting {
        match self {
            QuoteArg::Double => Quoting::DOUBLE,
            QuoteArg::Single => Quoting::SINGLE,
            QuoteArg::DoubleBackslash => Quoting::DOUBLE_BACKSLASH,
            QuoteArg::SingleBackslash => Quoting::SINGLE_BACKSLASH,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RaggedArg {
    /// End with an error that names the line.
    Refuse,
    /// Keep them without a price, with the status ragged-row.
    Keep,
}

fn delimiter(text: &str) -> Result<Delimiter, String> {
    let mut letters = text.chars();
    let found = match (text.to_ascii_lowercase().as_str(), letters.next(), letters.next()) {
        ("tab" | "\\t", ..) => Some(Delimiter::TAB),
        ("comma", ..) => Some(Delimiter::COMMA),
        ("semicolon", ..) => Some(Delimiter::SEMICOLON),
        (_, Some(letter), None) => Delimiter::new(letter),
        _ => None,
    };
    found.ok_or_else(|| "give one character, or tab".to_owned())
}

/// What a command does with a file, for messages.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct Purpose {
    /// The command, as it is typed: `chart position`.
    pub(in crate::cli) command: &'static str,
    /// The verb: `price`.
    pub(in crate::cli) verb: &'static str,
    /// An example of the command line.
    pub(in crate::cli) example: &'static str,
}

/// An input that has been opened.
pub(in crate::cli) struct OpenedInput {
    /// What messages call it.
    pub(in crate::cli) name: String,
    pub(in crate::cli) reader: Box<dyn Read + Send>,
    /// The same file for reading from any position, if it has a name.
    pub(in crate::cli) seekable: Option<File>,
    pub(in crate::cli) progress: Progress,
    /// The id of the input, if it is a regular file.
    pub(in crate::cli) id: Option<FileId>,
    purpose: Purpose,
}

/// A progress bar, which is shown on a terminal when a file takes long.
pub(in crate::cli) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Clears the bar.
    pub(in crate::cli) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
            bar_is_shown(false);
        }
    }
}

impl FileArgs {
    /// The file, where one is named.
    pub(in crate::cli) fn path(&self) -> Option<&Path> {
        self.file.as_deref().filter(|path| *path != Path::new("-"))
    }

    pub(in crate::cli) fn keeps_ragged(&self) -> bool {
        self.ragged == RaggedArg::Keep
    }

    /// Whether the name of the file, without the extension of its packing, ends in that of JSON.
    fn is_named_json(&self) -> bool {
        let Some(path) = &self.file else { return false };
        let ends_in = |path: &Path, extensions: &[&str]| {
            path.extension()
                .is_some_and(|found| extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension)))
        };
        let unpacked = if ends_in(path, &["gz", "zst"]) { path.with_extension("") } else { path.clone() };
        ends_in(&unpacked, &["jsonl", "ndjson", "json"])
    }

    /// Whether a sheet is named.
    pub(in crate::cli) fn names_sheet(&self) -> bool {
        self.sheet.is_some()
    }

    /// How to read the file.
    ///
    /// # Errors
    /// A wrong usage when the encoding is not known.
    pub(in crate::cli) fn read_options(&self) -> Result<ReadOptions, Failure> {
        let charset = match &self.encoding {
            None => None,
            Some(name) => Some(Charset::named(name).ok_or_else(|| {
                Failure::usage(format!("no encoding is called \"{name}\""))
                    .hint("such as utf-8, gbk, gb18030, utf-16le or big5")
            })?),
        };
        let row_limit = self.row_limit as usize;
        Ok(ReadOptions {
            charset,
            delimiter: self.delimiter,
            quoting: self.quote.map(QuoteArg::quoting),
            skipped_lines: self.skip,
            names_columns: Some(is_header_with_role),
            row_limit,
            ..ReadOptions::default()
        })
    }

    /// Opens the table in an input: its text, its JSON objects, or a sheet of its workbook. `kept` says what is kept of the rows of
    /// JSON and of workbooks, for the output.
    ///
    /// # Errors
    /// A failure for a file that is not read, or whose cells no delimiter separates, and a wrong usage where an option does not go with
    /// the kind of file.
    pub(in crate::cli) fn open_table<'s>(
        &self,
        input: OpenedInput,
        kept: &dyn Fn(FileKind) -> KeptRows,
    ) -> Result<(OpenedFile<'s>, Progress), Failure> {
        let OpenedInput { name, reader, seekable, progress, purpose, .. } = input;
        let options = OpenOptions {
            read: self.read_options()?,
            sheet: self.sheet.as_deref(),
            is_named_json: self.is_named_json(),
            kept,
        };
        let file = tabular::open(reader, seekable, &options).map_err(|error| failures::read_failure(&name, error))?;
        if file.kind == FileKind::Workbook {
            // It is read from other positions, so the bar would stand still.
            progress.finish();
        }
        let kind = match file.kind {
            FileKind::Delimited => None,
            FileKind::JsonLines | FileKind::JsonArray => Some("JSON"),
            FileKind::Workbook => Some("a workbook"),
        };
        let misfit = match (file.kind, kind) {
            (FileKind::Workbook, _) => {
                self.encoding.as_ref().map(|_| "--encoding").or(self.delimiter.map(|_| "--delimiter"))
            }
            (_, Some(_)) => self.delimiter.map(|_| "--delimiter").or(self.sheet.as_ref().map(|_| "--sheet")),
            _ => self.sheet.as_ref().map(|_| "--sheet"),
        };
        let misfit = misfit.or(self.quote.filter(|_| kind.is_some()).map(|_| "--quote"));
        if let Some(option) = misfit {
            return Err(Failure::usage(format!("{name}: {option} does not go with {}", kind.unwrap_or("a text file")))
                .hint(format!("leave out {option}")));
        }
        check_separators(&name, purpose.command, file.input.header().names())?;
        Ok((file, progress))
    }

    /// Opens the input.
    ///
    /// # Errors
    /// When there is no input, or it cannot be opened.
    pub(in crate::cli) fn open(&self, context: &Context, purpose: Purpose) -> Result<OpenedInput, Failure> {
        let Some(path) = self.path() else {
            if io::stdin().is_terminal() {
                return Err(Failure::usage(format!("there is no file to {}", purpose.verb))
                    .hint(format!("name one, or pipe it in: {}", purpose.example)));
            }
            enlarge_pipe(io::stdin());
            let name = "standard input".to_owned();
            let (reader, id) = stdin().map_err(|error| failures::unreadable(&name, error))?;
            return Ok(OpenedInput { name, reader, seekable: None, progress: Progress(None), id, purpose });
        };
        let name = path.display().to_string();
        let unreadable = |error: io::Error| failures::unreadable(&name, error);
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(Failure::usage(format!("{name} is a folder")).hint("name a file in it"));
        }
        let id = FileId::of_metadata(&metadata, path);
        let seekable = metadata.is_file().then(|| file.try_clone()).transpose().map_err(unreadable)?;
        let file = UntruncatedFile::new(file, &metadata);
        let (reader, progress): (Box<dyn Read + Send>, _) = if metadata.is_file() && context.console.is_watched() {
            let bar = ProgressBar::with_draw_target(Some(metadata.len()), ProgressDrawTarget::hidden());
            (Box::new(WatchedFile::new(file, bar.clone())), Progress(Some(bar)))
        } else {
            (Box::new(file), Progress(None))
        };
        Ok(OpenedInput { name, reader, seekable, progress, id, purpose })
    }
}

/// A file that returns an error if it becomes shorter while it is read, because rows would be missing from the output.
struct UntruncatedFile {
    file: File,
    /// The length of a regular file when it was opened.
    length: Option<u64>,
}

impl UntruncatedFile {
    fn new(file: File, metadata: &fs::Metadata) -> Self {
        UntruncatedFile { file, length: metadata.is_file().then_some(metadata.len()) }
    }
}

impl Read for UntruncatedFile {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        if read == 0
            && !into.is_empty()
            && let Some(length) = self.length
            && self.file.metadata()?.len() < length
        {
            return Err(io::Error::other("the file became shorter while it was read"));
        }
        Ok(read)
    }
}

/// Standard input without a buffer, because blocks are large; and its id, if it is a regular file.
#[cfg(unix)]
fn stdin() -> io::Result<(Box<dyn Read + Send>, Option<FileId>)> {
    use std::os::fd::AsFd as _;
    let file = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let metadata = file.metadata()?;
    let id = FileId::of_metadata(&metadata, Path::new(""));
    Ok((Box::new(UntruncatedFile::new(file, &metadata)), id))
}

#[cfg(not(unix))]
fn stdin() -> io::Result<(Box<dyn Read + Send>, Option<FileId>)> {
    Ok((Box::new(io::stdin()), None))
}

/// The time after which a progress bar is shown.
const TIME_WITHOUT_BAR: Duration = Duration::from_secs(2);

/// A file that shows a progress bar when reading it takes long.
struct WatchedFile {
    file: UntruncatedFile,
    bar: ProgressBar,
    begun: Instant,
    is_shown: bool,
}

impl WatchedFile {
    /// `bar` is hidden.
    fn new(file: UntruncatedFile, bar: ProgressBar) -> Self {
        WatchedFile { file, bar, begun: Instant::now(), is_shown: false }
    }

    fn show(&mut self) {
        self.is_shown = true;
        bar_is_shown(true);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}") {
            self.bar.set_style(style);
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    }
}

impl Read for WatchedFile {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        if !self.is_shown && !self.bar.is_finished() && self.begun.elapsed() >= TIME_WITHOUT_BAR {
            self.show();
        }
        self.bar.inc(read as u64);
        Ok(read)
    }
}
