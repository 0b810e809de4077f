//! Where the rows come from.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
#[cfg(unix)]
use std::sync::atomic::Ordering;

use clap::{ValueEnum, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::rows::{Charset, Delimiter, Reading, enlarge_pipe};

/// Where the rows come from, and how they are written there.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The file")]
pub(super) struct InputArgs {
    /// CSV or TSV to price, also as .gz or .zst; `-` for standard input [default: standard input in a pipe].
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = None)]
    file: Option<PathBuf>,
    /// Encoding of the file: utf-8, gbk, utf-16le, big5 … [default: found out].
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What stands between two cells: `,`, `;`, `tab` or another character [default: found out].
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
    /// What to do with rows that have more or fewer cells than the header.
    #[arg(long, value_name = "WHAT", default_value = "refuse")]
    ragged: RaggedArg,
    /// The longest row allowed, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 20, value_parser = clap::value_parser!(u32).range(1..=1 << 30))]
    row_limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RaggedArg {
    /// End with an error that names the line.
    Refuse,
    /// Pass them through unpriced, with the status ragged-row.
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
    identity: Option<Identity>,
}

/// How far the reading has come; shown on a terminal, when it takes long.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Takes it off the screen.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// What tells one file of the system from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(metadata: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        metadata.is_file().then(|| Identity(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Option<Self> {
        None
    }
}

impl InputArgs {
    pub(super) fn keeps_ragged(&self) -> bool {
        self.ragged == RaggedArg::Keep
    }

    pub(super) fn reading(&self) -> Result<Reading, Failure> {
        let charset = match &self.encoding {
            None => None,
            Some(name) => Some(Charset::named(name).ok_or_else(|| {
                Failure::usage(format!("no encoding is called \"{name}\""))
                    .hint("such as utf-8, gbk, gb18030, utf-16le or big5")
            })?),
        };
        let row_limit = self.row_limit as usize;
        Ok(Reading { charset, delimiter: self.delimiter, row_limit, ..Reading::default() })
    }

    /// Opens the input. Waiting for what comes through a pipe ends once `stop` is raised.
    pub(super) fn open(&self, context: &Context, stop: &Arc<AtomicBool>) -> Result<Source, Failure> {
        let path = self.file.as_deref().filter(|path| *path != Path::new("-"));
        let Some(path) = path else {
            if io::stdin().is_terminal() {
                return Err(Failure::usage("there is no file to price")
                    .hint("name one, or pipe it in: payband price payroll.csv"));
            }
            enlarge_pipe(io::stdin());
            let stdin = stdin()?;
            let identity = identity_of_stdin(&stdin);
            let name = "standard input".to_owned();
            return Ok(Source { name, reader: patient(stdin, stop), progress: Progress(None), identity });
        };
        let name = path.display().to_string();
        let unreadable = |error: io::Error| {
            Failure::failed(error)
                .context(format!("cannot read {name}"))
                .hint("check the path, and that you may read it")
        };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(Failure::usage(format!("{name} is a folder")).hint("name a file in it"));
        }
        let identity = Identity::of(&metadata);
        let (reader, progress): (Box<dyn Read + Send>, _) = match bar(context, &metadata) {
            Some(bar) => (Box::new(bar.wrap_read(file)), Progress(Some(bar))),
            None if metadata.is_file() => (Box::new(file), Progress(None)),
            None => (patient(file, stop), Progress(None)),
        };
        Ok(Source { name, reader, progress, identity })
    }
}

/// Standard input without a buffer of its own: blocks are read in one piece.
#[cfg(unix)]
fn stdin() -> Result<File, Failure> {
    use std::os::fd::AsFd as _;
    let owned = io::stdin().as_fd().try_clone_to_owned();
    owned.map(File::from).map_err(|error| Failure::failed(error).context("cannot read standard input"))
}

#[cfg(not(unix))]
fn stdin() -> Result<io::Stdin, Failure> {
    Ok(io::stdin())
}

#[cfg(unix)]
fn identity_of_stdin(stdin: &File) -> Option<Identity> {
    stdin.metadata().ok().and_then(|metadata| Identity::of(&metadata))
}

#[cfg(not(unix))]
fn identity_of_stdin(_: &io::Stdin) -> Option<Identity> {
    None
}

/// Reads what may be long in coming, and stops waiting for it once the flag is raised: a signal does not break off a read
/// that has begun.
#[cfg(unix)]
struct Patient {
    source: File,
    stop: Arc<AtomicBool>,
}

#[cfg(unix)]
impl Read for Patient {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        /// How long a signal that came just before the wait is not noticed.
        const LOOK: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(io::Error::other("stopped"));
            }
            match poll(&mut [PollFd::new(&self.source, PollFlags::IN)], Some(&LOOK)) {
                Ok(0) | Err(rustix::io::Errno::INTR) => {}
                // What cannot be waited for is read as it is.
                Ok(_) | Err(_) => return self.source.read(into),
            }
        }
    }
}

#[cfg(unix)]
fn patient(source: File, stop: &Arc<AtomicBool>) -> Box<dyn Read + Send> {
    Box::new(Patient { source, stop: Arc::clone(stop) })
}

#[cfg(not(unix))]
fn patient(source: impl Read + Send + 'static, _: &Arc<AtomicBool>) -> Box<dyn Read + Send> {
    Box::new(source)
}

/// Files from this size on take long enough to be watched.
const WATCHED: u64 = 64 << 20;

/// A bar for a long file, where somebody looks.
fn bar(context: &Context, metadata: &fs::Metadata) -> Option<ProgressBar> {
    if metadata.len() < WATCHED || !context.console.is_watched() {
        return None;
    }
    let bar = ProgressBar::with_draw_target(Some(metadata.len()), ProgressDrawTarget::stderr_with_hz(5));
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {eta}").ok();
    Some(match style {
        Some(style) => bar.with_style(style),
        None => bar,
    })
}

impl Source {
    /// Refuses to write a file onto itself: it would be gone before it was read.
    pub(super) fn is_not(&self, target: &Path) -> Result<(), Failure> {
        let same = fs::metadata(target).ok().and_then(|found| Identity::of(&found));
        if same.is_some() && same == self.identity {
            return Err(Failure::usage(format!("{} is the input itself", target.display()))
                .hint("name another file to write to"));
        }
        Ok(())
    }

    /// The same for a redirected standard output.
    pub(super) fn is_not_stdout(&self) -> Result<(), Failure> {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd as _;
            let stdout = io::stdout().as_fd().try_clone_to_owned().map(File::from).and_then(|file| file.metadata());
            let same = stdout.ok().and_then(|found| Identity::of(&found));
            if same.is_some() && same == self.identity {
                return Err(
                    Failure::usage("standard output is the input itself").hint("write to another file, or use -o")
                );
            }
        }
        Ok(())
    }
}
