//! Runs payband in a folder, with a fixed date and no other variable.

use std::path::Path;
use std::process::Command;

/// Standard output of a run that succeeds.
#[track_caller]
pub(crate) fn payband(folder: &Path, args: &[&str]) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_payband"))
        .env_clear()
        .env("PAYBAND_TODAY", "2025-12-01")
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}
