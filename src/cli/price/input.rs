//! Where the rows come from.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::{ValueEnum, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::failures;
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::file_id::FileId;
use crate::cli::unfinished::bar_is_shown;
use crate::tabular::{Charset, Delimiter, ReadOptions, enlarge_pipe};

/// Where the rows come from, and how they are written there.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The file")]
pub(super) struct InputArgs {
    /// CSV or TSV file to price, also as .gz or .zst; `-` means standard input [default: standard input, if it is a pipe].
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = None)]
    file: Option<PathBuf>,
    /// Encoding of the file: utf-8, gbk, utf-16le, big5 … [default: detected].
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Character between two cells: `,`, `;`, `tab` or another [default: detected].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
    /// What to do with rows that have more or fewer cells than the header.
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    ragged: RaggedArg,
    /// Most bytes of a row. A row of that length takes up to 8 times as much memory in each of --threads.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20, value_parser = clap::value_parser!(u32).range(1..=1 << 30))]
    row_limit: u32,
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

/// An input that has been opened.
pub(super) struct Source {
    /// What messages call it.
    pub(super) name: String,
    pub(super) reader: Box<dyn Read + Send>,
    pub(super) progress: Progress,
    /// The regular file that it is, if it is one.
    pub(super) file: Option<FileId>,
}

/// How far the reading has come; shown on a terminal, when it takes long.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Takes it off the screen.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
            bar_is_shown(false);
        }
    }
}

impl InputArgs {
    pub(super) fn keeps_ragged(&self) -> bool {
        self.ragged == RaggedArg::Keep
    }

    pub(super) fn reading(&self) -> Result<ReadOptions, Failure> {
        let charset = match &self.encoding {
            None => None,
            Some(name) => Some(Charset::named(name).ok_or_else(|| {
                Failure::usage(format!("no encoding is called \"{name}\""))
                    .hint("such as utf-8, gbk, gb18030, utf-16le or big5")
            })?),
        };
        let row_limit = self.row_limit as usize;
        Ok(ReadOptions { charset, delimiter: self.delimiter, row_limit, ..ReadOptions::default() })
    }

    /// Opens the input. A signal ends the run also while it waits for what comes through a pipe.
    pub(super) fn open(&self, context: &Context) -> Result<Source, Failure> {
        let path = self.file.as_deref().filter(|path| *path != Path::new("-"));
        let Some(path) = path else {
            if io::stdin().is_terminal() {
                return Err(Failure::usage("there is no file to price")
                    .hint("name one, or pipe it in: payband price payroll.csv"));
            }
            enlarge_pipe(io::stdin());
            let name = "standard input".to_owned();
            let (reader, file) = stdin().map_err(|error| failures::unreadable(&name, error))?;
            return Ok(Source { name, reader, progress: Progress(None), file });
        };
        let name = path.display().to_string();
        let unreadable = |error: io::Error| failures::unreadable(&name, error);
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(Failure::usage(format!("{name} is a folder")).hint("name a file in it"));
        }
        let id = FileId::of_metadata(&metadata, path);
        let file = WholeFile::new(file, &metadata);
        let (reader, progress): (Box<dyn Read + Send>, _) = match bar(context, &metadata) {
            Some(bar) => (Box::new(bar.wrap_read(file)), Progress(Some(bar))),
            None => (Box::new(file), Progress(None)),
        };
        Ok(Source { name, reader, progress, file: id })
    }
}

/// A file that was opened. One that becomes shorter while it is read is an error: rows would be lost without a word.
struct WholeFile {
    file: File,
    /// The length of a regular file when it was opened.
    length: Option<u64>,
}

impl WholeFile {
    fn new(file: File, metadata: &fs::Metadata) -> Self {
        WholeFile { file, length: metadata.is_file().then_some(metadata.len()) }
    }
}

impl Read for WholeFile {
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

/// Standard input without a buffer of its own (blocks are read in one piece), and the regular file that it is.
#[cfg(unix)]
fn stdin() -> io::Result<(Box<dyn Read + Send>, Option<FileId>)> {
    use std::os::fd::AsFd as _;
    let file = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let metadata = file.metadata()?;
    let id = FileId::of_metadata(&metadata, Path::new(""));
    Ok((Box::new(WholeFile::new(file, &metadata)), id))
}

#[cfg(not(unix))]
fn stdin() -> io::Result<(Box<dyn Read + Send>, Option<FileId>)> {
    Ok((Box::new(io::stdin()), None))
}

/// Files from this size on take long enough to be watched.
const WATCHED: u64 = 64 << 20;

/// A bar for a long file, where somebody looks.
fn bar(context: &Context, metadata: &fs::Metadata) -> Option<ProgressBar> {
    if metadata.len() < WATCHED || !context.console.is_watched() {
        return None;
    }
    let bar = ProgressBar::with_draw_target(Some(metadata.len()), ProgressDrawTarget::stderr_with_hz(5));
    bar_is_shown(true);
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}").ok();
    Some(match style {
        Some(style) => bar.with_style(style),
        None => bar,
    })
}
