//! Why a file could not be priced to its end, and what to do.

use std::io;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::file::failures::read_failure;
use crate::cli::output::destination::write_failure;
use crate::payroll::Error;
use crate::render::RenderError;
use crate::tabular::{self, SourceLines};

/// The counts of a run. `None` where the reader of standard output has closed it and wants no more rows. `name` is what messages
/// call the input, `lines` are its lines, and `target` is the file that the run wrote to.
pub(super) fn counts_of_run<T>(
    ended: Result<T, Error>,
    name: &str,
    lines: &SourceLines,
    target: Option<&Path>,
) -> Result<Option<T>, Failure> {
    match ended {
        Ok(counts) => Ok(Some(counts)),
        Err(Error::Rows(tabular::Error::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => Ok(None),
        Err(Error::Rows(error)) => Err(of_run(name, target, Error::Rows(error.at_source_line(lines)), lines)),
        Err(error) => Err(of_run(name, target, error, lines)),
    }
}

/// The failure of a run.
fn of_run(name: &str, target: Option<&Path>, error: Error, lines: &SourceLines) -> Failure {
    if let Error::Rows(tabular::Error::Write(error)) = &error
        && let Some(failure) = error.get_ref().and_then(|error| of_rendering(error.downcast_ref()?, lines))
    {
        return failure;
    }
    match (error, target) {
        (Error::Rows(tabular::Error::Write(error)), Some(path)) => write_failure(path, error),
        (Error::Rows(tabular::Error::Write(error)), None) => {
            Failure::failed(error).context("cannot write to standard output")
        }
        (Error::Rows(error), _) => read_failure(name, error),
        (Error::Pricing(error), _) => (*error).into(),
    }
}

/// The failure of a row that the format of the output cannot hold.
fn of_rendering(error: &RenderError, lines: &SourceLines) -> Option<Failure> {
    const WRITE_CSV: &str = "write CSV instead, which has no such limit: -o FILE.csv";
    let (error, hint) = match error {
        RenderError::CellOfLineTooLong { line, column } => {
            (RenderError::CellOfLineTooLong { line: lines.of(*line), column: column.clone() }, WRITE_CSV)
        }
        RenderError::SheetTooLarge { sheet } => (RenderError::SheetTooLarge { sheet: sheet.clone() }, WRITE_CSV),
        RenderError::KeyOfLineTaken { line, key } => (
            RenderError::KeyOfLineTaken { line: lines.of(*line), key: key.clone() },
            "move the object to the beginning of the file, and the key of payband gets another name",
        ),
        _ => return None,
    };
    Some(Failure::failed(error).hint(hint))
}
