//! The `payband` binary. It passes its arguments to the library and returns the exit code.

use std::process::ExitCode;

// Links the unwinder, which the standard library needs, into the binary. Otherwise the loader reads `libgcc_s.so` at every start,
// which takes an empty program from 0.72 ms to 0.86 ms.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code, reason = "the block declares no function and only names a library to link")]
#[link(name = "gcc_eh", kind = "static", modifiers = "-bundle")]
unsafe extern "C" {}

fn main() -> ExitCode {
    payband::cli::run(std::env::args_os())
}
