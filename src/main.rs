//! The `payband` binary: arguments in, exit code out. Everything else is the library's.

use std::process::ExitCode;

fn main() -> ExitCode {
    payband::cli::run(std::env::args_os())
}
