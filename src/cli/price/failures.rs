//! Why a file could not be priced to its end, and what to do.

use std::path::Path;

use crate::cli::destination::write_failure;
use crate::cli::failure::Failure;
use crate::cli::file::failures::read_failure;
use crate::payroll::Error;
use crate::tabular;

/// The failure of a run. `name` is what messages call the input, `target` the file that the run wrote to.
pub(super) fn of_run(name: &str, target: Option<&Path>, error: Error) -> Failure {
    match (error, target) {
        (Error::Rows(tabular::Error::Write(error)), Some(path)) => write_failure(path, error),
        (Error::Rows(tabular::Error::Write(error)), None) => {
            Failure::failed(error).context("cannot write to standard output")
        }
        (Error::Rows(error), _) => read_failure(name, error),
        (Error::Pricing(error), _) => (*error).into(),
    }
}
