//! Tests that need a program, a module or fonts that may not be installed.

use std::io::Write as _;

/// Reports on standard error what is not tested, and what is missing. With `CI` set the test fails instead.
///
/// The text is written directly, because the test harness captures the output of the print macros.
#[track_caller]
pub(crate) fn skip(what: &str, missing: &str) {
    assert!(std::env::var_os("CI").is_none_or(|value| value.is_empty()), "{what}: {missing}");
    std::io::stderr().write_all(format!("SKIPPED: {what}: {missing}\n").as_bytes()).unwrap();
}
