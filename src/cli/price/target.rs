//! Where the rows go.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;

use super::conversion::RowConversion;
use super::delimiters::DelimiterChanger;
use crate::answer::{Answer, Note};
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::cli::output::destination::{Destination, write_failure};
use crate::cli::terminal::sanitise::SanitisingWriter;
use crate::render::{JsonRows, SplitRows, WorkbookRows};
use crate::tabular::enlarge_pipe;

/// Where the rows go.
pub(super) enum Target {
    Stdout,
    File(Destination),
}

/// A workbook whose rows are written, and whose notes are not known yet.
pub(super) struct UnfinishedWorkbook {
    rows: Box<WorkbookRows>,
    target: Target,
}

impl UnfinishedWorkbook {
    /// Writes the workbook, with what was said and the notes and sources of an answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(self, context: &Context, about: Answer, path: Option<&Path>) -> Result<(), Failure> {
        let mut notes: Vec<Note> = context.console.recorded_messages().iter().map(|text| note(text)).collect();
        notes.extend(about.notes);
        let about = Answer { notes, sources: about.sources, ..Answer::default() };
        let failure = |error: io::Error| match path {
            Some(path) => write_failure(path, error),
            None => Failure::failed(error).context("cannot write to standard output"),
        };
        // The writer of the archive goes back to complete its headers, which a pipe does not allow.
        let mut whole = tempfile::tempfile().map_err(failure)?;
        self.rows.finish(&about, &mut whole)?;
        self.target.copy(whole).map_err(failure)?
    }
}

/// A message as a note.
fn note(text: &str) -> Note {
    match text.split_once(": ") {
        Some(("warning", text)) => Note::warning(text),
        Some(("note", text)) => Note::new(text),
        _ => Note::new(text),
    }
}

/// Rows that have been written.
pub(super) struct Written<T, E> {
    /// What the run returned.
    pub(super) ended: Result<T, E>,
    /// A workbook that lacks its notes.
    pub(super) unfinished: Option<UnfinishedWorkbook>,
}

impl Target {
    /// Writes the rows. A file appears when all of them are written.
    ///
    /// # Errors
    /// When the file cannot be completed; the inner error is that of `run`.
    pub(super) fn write<T, E>(
        self,
        context: &Context,
        conversion: Option<RowConversion>,
        run: impl FnOnce(RowSink<'_>) -> Result<T, E>,
    ) -> Result<Written<T, E>, Failure> {
        if let Some(RowConversion::Workbook { shape, mut rows }) = conversion {
            let ended = run(RowSink::Workbook(Box::new(SplitRows::new(shape, rows.as_mut()))));
            return Ok(Written { ended, unfinished: Some(UnfinishedWorkbook { rows, target: self }) });
        }
        let ended = match self {
            Target::Stdout => {
                let stdout = io::stdout();
                enlarge_pipe(&stdout);
                let to = UnbufferedStdout(stdout);
                let sink = match context.console.stdout_is_terminal() {
                    true => RowSink::Sanitised(SanitisingWriter::new(to)),
                    false => RowSink::Exact(to),
                };
                run(sink.with(conversion))
            }
            Target::File(mut destination) => match run(RowSink::File(&mut destination).with(conversion)) {
                Ok(done) => {
                    destination.finish()?;
                    Ok(done)
                }
                Err(error) => Err(error),
            },
        };
        Ok(Written { ended, unfinished: None })
    }

    /// Copies a whole file to the target. The inner error is that of completing it.
    pub(super) fn copy(self, mut whole: File) -> io::Result<Result<(), Failure>> {
        whole.rewind()?;
        match self {
            Target::Stdout => {
                let mut to = UnbufferedStdout(io::stdout());
                match io::copy(&mut whole, &mut to).and_then(|_| to.flush()) {
                    // The reader needs no more.
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Ok(())),
                    done => done.map(Ok),
                }
            }
            Target::File(mut destination) => {
                io::copy(&mut whole, &mut destination)?;
                destination.flush()?;
                Ok(destination.finish())
            }
        }
    }
}

/// The rows on their way. It is one type, because a run that was compiled for two types was 7% slower.
pub(super) enum RowSink<'a> {
    /// Standard output, every byte as it is.
    Exact(UnbufferedStdout),
    /// A terminal, with control characters made visible.
    Sanitised(SanitisingWriter<UnbufferedStdout>),
    File(&'a mut Destination),
    /// Any of these with another delimiter than that of the file.
    Changed(Box<DelimiterChanger<RowSink<'a>>>),
    /// Any of these with JSON instead of CSV.
    Json(Box<SplitRows<JsonRows<RowSink<'a>>>>),
    Workbook(Box<SplitRows<&'a mut WorkbookRows>>),
}

impl RowSink<'_> {
    fn with(self, conversion: Option<RowConversion>) -> Self {
        match conversion {
            Some(RowConversion::Delimiter(change)) => RowSink::Changed(Box::new(DelimiterChanger::new(self, change))),
            Some(RowConversion::Json { shape, is_array }) => {
                let rows = JsonRows::new(self, &shape, is_array);
                RowSink::Json(Box::new(SplitRows::new(shape, rows)))
            }
            // A workbook is written when its rows are complete.
            Some(RowConversion::Workbook { .. }) | None => self,
        }
    }
}

impl Write for RowSink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            RowSink::Exact(to) => to.write(bytes),
            RowSink::Sanitised(to) => to.write(bytes),
            RowSink::File(to) => to.write(bytes),
            RowSink::Changed(to) => to.write(bytes),
            RowSink::Json(to) => to.write(bytes),
            RowSink::Workbook(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            RowSink::Exact(to) => to.flush(),
            RowSink::Sanitised(to) => to.flush(),
            RowSink::File(to) => to.flush(),
            RowSink::Changed(to) => to.flush(),
            RowSink::Json(to) => to.flush(),
            RowSink::Workbook(to) => to.flush(),
        }
    }
}

/// Standard output without its line buffer, because blocks are large.
pub(super) struct UnbufferedStdout(io::Stdout);

impl Write for UnbufferedStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        #[cfg(unix)]
        return rustix::io::write(&self.0, bytes).map_err(io::Error::from);
        #[cfg(not(unix))]
        return self.0.write(bytes);
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
