//! Why a file could not be priced to its end, and what to do.

use std::io;
use std::path::Path;

use crate::cli::destination::{TOO_MANY_OPEN_FILES, is_lack_of_descriptors, write_failure};
use crate::cli::failure::{Exit, Failure};
use crate::payroll::Error;
use crate::tabular;

/// Why a run did not come to its end; `target` is the file that it wrote to.
pub(super) fn of_run(name: &str, target: Option<&Path>, error: Error) -> Failure {
    match (error, target) {
        (Error::Rows(tabular::Error::Write(error)), Some(path)) => write_failure(path, error),
        (Error::Rows(tabular::Error::Write(error)), None) => {
            Failure::failed(error).context("cannot write to standard output")
        }
        (error, _) => of_file(name, error),
    }
}

/// Why a file could not be opened.
pub(super) fn unreadable(name: &str, error: io::Error) -> Failure {
    let hint = match is_lack_of_descriptors(&error) {
        true => TOO_MANY_OPEN_FILES,
        false => "check the path, and that you may read it",
    };
    Failure::failed(error).context(format!("cannot read {name}")).hint(hint)
}

/// A failure about the file itself, with what to do.
pub(super) fn of_file(name: &str, error: Error) -> Failure {
    let error = match error {
        Error::Rows(error) => error,
        Error::Pricing(error) => return (*error).into(),
    };
    let hint = match &error {
        tabular::Error::Encoding { .. } => "name the encoding with --encoding, or mend the file",
        tabular::Error::NoHeader => "give a file whose first row names its columns",
        tabular::Error::RowTooLong { open: true, .. } | tabular::Error::OpenQuote { .. } => {
            "close the quote that is open there"
        }
        tabular::Error::RowTooLong { .. } => {
            "see whether the file is what it should be; --row-limit allows longer rows"
        }
        tabular::Error::Ragged { .. } => "mend the row, or keep such rows as they are with --ragged keep",
        tabular::Error::Truncated(_) | tabular::Error::Damaged { .. } => "fetch the file anew",
        tabular::Error::WindowTooLarge { .. } => "recompress it without --long: at most 128 MiB are kept",
        _ => "see whether the file can be read",
    };
    let failure = if matches!(error, tabular::Error::Stopped) {
        Failure::stopped(Exit::Interrupted)
    } else {
        Failure::failed(error)
    };
    failure.context(name.to_owned()).hint(hint)
}
