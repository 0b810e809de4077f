//! Runs the commands of README.md and of the guides, and compares what they print.
//!
//! Would catch: an example that no longer works, and output that a page shows and payband does not print.

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

#[test]
#[cfg(unix)]
fn every_example_does_what_the_page_on_prices_shows() {
    check("docs/pricing.md", 6);
}

#[test]
#[cfg(unix)]
fn every_example_does_what_the_page_on_output_shows() {
    check("docs/output.md", 10);
}

#[test]
#[cfg(unix)]
fn every_example_does_what_the_page_on_surveys_shows() {
    check("docs/survey.md", 8);
}

/// The lists of columns in a section of `docs/columns.md`, in their order.
fn lists_of_columns(page: &str, section: &str) -> Vec<String> {
    let (_, text) = page.split_once(&format!("\n## {section}\n")).unwrap();
    let text = text.split("\n## ").next().unwrap();
    let spans = text.split('`').skip(1).step_by(2).filter(|span| span.contains(','));
    spans.map(|span| span.split_whitespace().collect::<Vec<_>>().concat()).collect()
}

/// Would catch a page that lists other columns than the commands print, or in another order.
#[test]
fn the_columns_of_each_command_are_those_of_the_page() {
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/columns.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("staff.csv"), "title,pay\nCloud Architect,60000\n").unwrap();
    let cell = ["-r", "Cloud Architect", "-c", "Shanghai"];
    // A section, the command, what stands before its columns, the lists on the page that make them, and what follows.
    type Case<'a> = (&'a str, Vec<&'a str>, &'a str, &'a [usize], &'a str);
    let cases: [Case<'_>; 16] = [
        ("benchmark", cell.to_vec(), "", &[0, 1], ""),
        ("benchmark", [&cell[..], &["--salary", "90000"]].concat(), "", &[0, 1, 2], ""),
        ("benchmark", [&cell[..], &["--current", "80000"]].concat(), "", &[0, 1, 3], ""),
        ("benchmark", [&cell[..], &["--salary", "90000", "--current", "80000"]].concat(), "", &[0, 1, 2, 3], ""),
        ("compare", [&cell[..], &["-c", "Beijing"]].concat(), "", &[0], ""),
        ("compare", vec!["-r", "all", "--against", "general-it"], "", &[1], ""),
        ("city", vec![], "", &[0], ""),
        ("city", vec!["--year", "2030"], "", &[0, 1], ""),
        ("skills", vec![], "", &[0], ""),
        ("skills", vec!["-r", "Cloud Architect"], "role_id,role,", &[0], ""),
        ("skills", vec!["-r", "Cloud Architect", "--have", "SQL"], "role_id,role,", &[0], ",status"),
        ("roles", vec!["--all"], "", &[0], ""),
        ("roles", vec!["--budget", "90000"], "", &[1], ""),
        ("market", vec!["--find", "cloud"], "", &[0], ""),
        ("price", vec!["staff.csv"], "title,pay,", &[0], ""),
        ("survey", vec!["staff.csv", "--by", "pay"], "pay,", &[3], ""),
    ];
    for (command, arguments, before, lists, after) in cases {
        let run = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args(["--no-config", "-q", command])
            .args(&arguments)
            .current_dir(folder.path())
            .env_clear()
            .env("PAYBAND_TODAY", "2025-12-01")
            .output()
            .unwrap();
        assert!(run.status.success(), "{command} {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
        let printed = String::from_utf8(run.stdout).unwrap();
        let on_page = lists_of_columns(&page, command);
        let wanted: Vec<&str> = lists.iter().map(|at| on_page[*at].as_str()).collect();
        let wanted = format!("{before}{}{after}", wanted.join(","));
        assert_eq!(printed.lines().next().unwrap(), wanted, "{command} {arguments:?}");
    }
}

/// The folder of the repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Would catch a picture in README.md that no longer shows what the command draws. `PAYBAND_BLESS=1` writes it anew.
#[test]
fn the_picture_is_what_chart_draws() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = folder.path().join("ranges.svg");
    let run = Command::new(env!("CARGO_BIN_EXE_payband"))
        .args(["chart", "ranges", "--city", "Shanghai", "--level", "senior", "-o"])
        .arg(&drawn)
        .env_clear()
        .env("PAYBAND_TODAY", "2025-12-01")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let (drawn, kept) = (std::fs::read(drawn).unwrap(), Path::new(ROOT).join("docs/ranges.svg"));
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        std::fs::write(&kept, &drawn).unwrap();
    }
    let is_same = std::fs::read(&kept).is_ok_and(|kept| kept == drawn);
    assert!(is_same, "docs/ranges.svg is stale: PAYBAND_BLESS=1 cargo test --test cli readme writes it anew");
    assert!(std::fs::read_to_string(Path::new(ROOT).join("README.md")).unwrap().contains("(docs/ranges.svg)"));
}

/// Would catch a first screen without picture and commands, a README that grows into a manual, another command for the tests than
/// the one that `.ci/run` runs, and a link to a page that is not there.
#[test]
fn the_first_screen_of_readme_holds_what_a_newcomer_needs() {
    let root = Path::new(ROOT);
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let lines: Vec<&str> = readme.lines().collect();
    assert!(lines.len() < 200, "{} lines", lines.len());
    let first_screen = lines[..25].join("\n");
    for part in ["five median", "![", "cargo run -- benchmark --role", "cargo test", "cargo install --path . --locked"]
    {
        assert!(first_screen.contains(part), "no {part} in\n{first_screen}");
    }
    let tests = lines.iter().find(|line| line.starts_with("cargo test")).unwrap().split('#').next().unwrap().trim();
    let ci = std::fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == tests), ".ci/run does not run `{tests}`");
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(root.join(link).exists(), "there is no {link}");
    }
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
