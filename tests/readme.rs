//! Runs the commands of README.md and of the guides, and compares what they print.
//!
//! Would catch: an example that no longer works, and output that a page shows and payband does not print.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

/// A command and the lines that follow it; a line of three dots means any further lines.
struct Example {
    line: usize,
    command: String,
    expected: Vec<String>,
}

impl Example {
    /// Whether the command is a here document whose end has not been read.
    fn is_open(&self) -> bool {
        self.command.lines().next().is_some_and(|line| line.ends_with("<<'END'")) && !self.command.ends_with("\nEND")
    }
}

fn examples(readme: &str) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    let mut inside = false;
    for (at, line) in readme.lines().enumerate() {
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, _) => match (line.strip_prefix("$ "), out.last_mut()) {
                // The lines of a here document belong to its command.
                (_, Some(last)) if last.is_open() => {
                    last.command.push('\n');
                    last.command.push_str(line);
                }
                (Some(command), _) => {
                    out.push(Example { line: at + 1, command: command.to_owned(), expected: Vec::new() });
                }
                (None, last) => last.expect("output before a command").expected.push(line.to_owned()),
            },
            (false, _) => {}
        }
    }
    out
}

#[test]
#[cfg(unix)]
fn every_example_does_what_readme_shows() {
    check("README.md", 10);
}

#[test]
#[cfg(unix)]
fn every_example_does_what_the_guide_to_packs_shows() {
    check("docs/packs.md", 20);
}

/// Runs the examples of a page, one after the other in one folder. The page has at least so many.
#[cfg(unix)]
fn check(page: &str, least: usize) {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let examples = examples(&text);
    assert!(examples.len() >= least, "{page} has {} examples only", examples.len());
    let folder = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_payband")).parent().unwrap();
    let path = std::env::join_paths([programs, Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let mut failures = Vec::new();
    for Example { line, command, expected } in examples {
        let shows_table = expected.iter().any(|line| line.contains('─'));
        let command =
            if shows_table && !command.contains("--format") { format!("{command} --format table") } else { command };
        let run = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env_clear()
            .envs([("PATH", path.as_os_str()), ("COLUMNS", "80".as_ref()), ("PAYBAND_TODAY", "2025-12-01".as_ref())])
            .output()
            .unwrap();
        let printed = String::from_utf8(run.stdout).unwrap();
        let printed: Vec<&str> = printed.lines().collect();
        let open_ended = expected.last().is_some_and(|last| last == "...");
        let wanted = if open_ended { &expected[..expected.len() - 1] } else { &expected[..] };
        let seen = if open_ended { printed.get(..wanted.len()).unwrap_or(&printed) } else { &printed };
        if !run.status.success() || seen != wanted {
            let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
            failures.push(format!("{page}:{line}: $ {command}\n{}\n{stderr}", printed.join("\n")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
