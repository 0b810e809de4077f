//! Output: formats, atomic files, closed pipes, full disks, spreadsheets.

use std::fs;

use crate::expected::{cloud, csv};
use crate::sandbox::{COVERED, Sandbox, payband};

const LINE: &str = "-q benchmark -r 'Cloud Architect' -c Shanghai -l entry";
/// The text formats; `workbook` tests the others.
const FORMATS: [&str; 6] = ["table", "csv", "tsv", "json", "jsonl", "markdown"];

fn entry() -> String {
    csv(&[cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00")])
}

#[test]
fn a_files_extension_chooses_the_format() {
    let sandbox = Sandbox::new();
    for (name, format) in [
        ("a.csv", "csv"),
        ("a.CSV", "csv"),
        ("a.tsv", "tsv"),
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.md", "markdown"),
        ("a.txt", "table"),
    ] {
        sandbox.payband(&format!("{LINE} -o {name}")).prints("");
        let (piped, _) = sandbox.payband(&format!("{LINE} --format {format}")).streams();
        assert_eq!(sandbox.read(name), piped, "{name}");
    }
    sandbox.payband(&format!("{LINE} -o a.csv --format tsv")).prints("");
    assert_eq!(sandbox.read("a.csv"), entry().replace(',', "\t"), "--format wins");
    let before = sandbox.files();
    for name in ["a.xyz", "a", "csv"] {
        sandbox.payband(&format!("{LINE} -o {name}")).misuses(&format!(
            "error: {name}: no format has this extension\nhint: end it in .csv, .tsv, .json, .jsonl, .md, .xlsx or .txt, or \
             add --format with one of table, csv, tsv, json, jsonl, markdown, xlsx\n"
        ));
    }
    assert_eq!(sandbox.files(), before);
    sandbox.payband(&format!("{LINE} -o -")).prints(&entry());
    sandbox.payband(&format!("{LINE} -o - -f csv")).prints(&entry());
    assert_eq!(sandbox.files(), before);
}

#[test]
fn a_pipe_gets_csv_and_quiet_silences_all_but_the_result() {
    payband(LINE).prints(&entry());
    // With --quiet a table has no notes either.
    payband(&format!("{LINE} --format markdown")).prints(
        "**Healthcare Cloud Architect, Shanghai, entry** · USD a year\n\n\
         | Base salary low | Base salary mid | Base salary high | Calibrated mid | Base + retention low | Base + retention mid \
         | Base + retention high | Year on year |\n\
         | --------------: | --------------: | ---------------: | -------------: | -------------------: | -------------------: \
         | --------------------: | -----------: |\n\
         |          72,800 |          75,400 |           78,000 |         52,746 |               72,800 |               75,400 \
         |                78,000 |         +15% |\n",
    );
    // Errors are printed with --quiet too.
    payband("-q benchmark -r ''").fails("error: the role is empty\nhint: `payband roles` lists the roles\n");
}

#[test]
fn excel_gets_a_mark_and_no_formulas() {
    let sandbox = Sandbox::new();
    sandbox.payband(&format!("{LINE} --excel")).prints(&format!("\u{feff}{}", entry().replace('\n', "\r\n")));
    // Text that a spreadsheet would run is escaped; negative numbers stay numbers.
    sandbox
        .write("ours/roles.csv", "id,title,area,kind,slotted_to,match_grade\nevil,\"=HYPERLINK(\"\"x\"\")\",ai,covered,healthcare-data-scientist,C\n");
    let line = "-q --overlay ours compare -r 'Cloud Architect' -r evil -l entry --excel";
    let (table, _) = sandbox.payband(line).streams();
    let row = table.lines().find(|line| line.starts_with("evil,")).unwrap();
    assert!(row.starts_with("evil,\"'=HYPERLINK(\"\"x\"\")\",,Entry,USD,year,45000.00,"), "{row}");
    assert!(row.contains(",-7000.00,-13.46,"), "{row}");
    sandbox.payband(&format!("{LINE} --excel --format json")).misuses(
        "error: --excel goes with csv or tsv, and the format is json\nhint: add --format csv, or leave out --excel\n",
    );
}

#[test]
fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
    let sandbox = Sandbox::new();
    sandbox.write("out.csv", "x".repeat(100_000));
    sandbox.payband(&format!("{LINE} -o out.csv")).prints("");
    assert_eq!(sandbox.read("out.csv"), entry());
    assert_eq!(sandbox.files(), ["out.csv"]);
}

#[test]
fn a_failure_leaves_the_file_that_was_there() {
    let sandbox = Sandbox::new();
    sandbox.write("out.csv", "precious\n");
    sandbox
        .payband("benchmark -r plumber -o out.csv")
        .fails(&format!("error: no role is called \"plumber\"\n{COVERED}"));
    sandbox.payband(&format!("{LINE} --currency EUR -o out.csv")).fails(
        "error: there is no rate from USD to EUR\nhint: USD amounts can be shown in USD, CNY; or give the rate with --fx\n",
    );
    assert_eq!(sandbox.read("out.csv"), "precious\n");
    assert_eq!(sandbox.files(), ["out.csv"]);
}

#[test]
fn a_file_that_cannot_be_written_says_so() {
    let sandbox = Sandbox::new();
    sandbox.payband(&format!("{LINE} -o gone/out.csv")).fails(
        "error: cannot write gone/out.csv\n  caused by: No such file or directory (os error 2)\n\
         hint: make the folder first, or name another\n",
    );
    sandbox.write("folder.csv/x", "");
    sandbox
        .payband(&format!("{LINE} -o folder.csv"))
        .misuses("error: folder.csv is a folder\nhint: name a file in it\n");
    assert_eq!(sandbox.files(), ["folder.csv"]);
}

#[test]
fn every_command_writes_every_format() {
    for line in [
        "benchmark -r all -c all",
        "benchmark -r 'Cloud Architect' --explain",
        "compare -r all -l mid",
        "compare -r all --against general-it",
        "city",
        "skills",
        "skills -r 'Cloud Architect' --have SQL",
        "roles",
        "pack list",
        "pack show",
        "pack show caveats",
    ] {
        for format in FORMATS {
            let (text, beside) = payband(&format!("-q {line} --format {format}")).streams();
            assert!(text.ends_with('\n') && beside.is_empty(), "{line} as {format}: {beside}");
            match format {
                "json" => {
                    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
                    let command = document["command"].as_str().unwrap();
                    assert!(line.starts_with(command), "{line} calls itself {command}");
                    assert_eq!(document["schema_version"], 1, "{line}");
                }
                "jsonl" => {
                    for row in text.lines() {
                        assert!(serde_json::from_str::<serde_json::Value>(row).unwrap().is_object(), "{line}: {row}");
                    }
                }
                "csv" | "tsv" => {
                    let delimiter = if format == "csv" { b',' } else { b'\t' };
                    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
                    assert!(reader.records().all(|record| record.is_ok()), "{line} as {format}");
                }
                _ => {}
            }
        }
    }
}

/// For Unix only: links, permissions, devices, pipes that a reader closes.
#[cfg(unix)]
mod unix {
    use std::io::Read;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    use super::*;
    use crate::sandbox::TODAY;

    fn mode(sandbox: &Sandbox, name: &str) -> u32 {
        fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_link_is_followed_also_to_a_file_that_does_not_exist_yet() {
        let sandbox = Sandbox::new();
        sandbox.write("there/real.csv", "old");
        symlink("there/real.csv", sandbox.path("link.csv")).unwrap();
        symlink("link.csv", sandbox.path("second.csv")).unwrap();
        symlink("there/new.csv", sandbox.path("dangling.csv")).unwrap();
        symlink("loop.csv", sandbox.path("loop.csv")).unwrap();
        for (link, real) in [("second.csv", "there/real.csv"), ("dangling.csv", "there/new.csv")] {
            sandbox.payband(&format!("{LINE} -o {link}")).prints("");
            assert!(fs::symlink_metadata(sandbox.path(link)).unwrap().is_symlink(), "{link}");
            assert_eq!(sandbox.read(real), entry(), "{link}");
        }
        assert!(fs::symlink_metadata(sandbox.path("link.csv")).unwrap().is_symlink());
        sandbox.payband(&format!("{LINE} -o loop.csv")).fails(
            "error: cannot write loop.csv\n  caused by: Too many levels of symbolic links (os error 40)\n\
             hint: check the path and the disk\n",
        );
        assert_eq!(sandbox.files(), ["dangling.csv", "link.csv", "loop.csv", "second.csv", "there"]);
    }

    #[test]
    fn permissions_follow_the_umask_or_the_file_that_was_there() {
        let sandbox = Sandbox::new();
        for (umask, expected) in [("022", 0o644), ("077", 0o600), ("002", 0o664)] {
            let (code, ..) = sandbox.shell(&format!("umask {umask}; payband {LINE} -o {umask}.csv"));
            assert_eq!((code, mode(&sandbox, &format!("{umask}.csv"))), (Some(0), expected), "umask {umask}");
        }
        sandbox.write("private.csv", "");
        fs::set_permissions(sandbox.path("private.csv"), fs::Permissions::from_mode(0o600)).unwrap();
        sandbox.payband(&format!("{LINE} -o private.csv")).prints("");
        assert_eq!(mode(&sandbox, "private.csv"), 0o600, "a private file is not opened up");
    }

    #[test]
    fn a_read_only_folder_is_an_error_and_leaves_no_file() {
        let sandbox = Sandbox::new();
        sandbox.write("locked/out.csv", "precious\n");
        let lock = |bits| fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(bits)).unwrap();
        lock(0o555);
        if fs::write(sandbox.path("locked/probe"), "").is_ok() {
            lock(0o755);
            eprintln!("skipped: this user (root?) writes into read-only folders");
            return;
        }
        for name in ["out.csv", "new.csv"] {
            sandbox.payband(&format!("{LINE} -o locked/{name}")).fails(&format!(
                "error: cannot write locked/{name}\n  caused by: Permission denied (os error 13)\n\
                 hint: choose a folder that you may write to\n"
            ));
        }
        sandbox.payband("pack export locked/copy").fails(
            "error: cannot make locked/copy\n  caused by: Permission denied (os error 13)\n\
             hint: choose a folder that you may write to\n",
        );
        lock(0o755);
        assert_eq!(sandbox.read("locked/out.csv"), "precious\n");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_an_error_on_every_way_out() {
        let sandbox = Sandbox::new();
        let full = "caused by: No space left on device (os error 28)\n";
        let stdout = format!("error: cannot write to standard output\n  {full}");
        let others =
            ["-q pack list", "pack check", "completions bash", "man", "--version", "--help", "benchmark --help"];
        let brief = format!("{LINE} --brief-line");
        let mut formats = FORMATS.map(|format| format!("{LINE} --format {format}")).to_vec();
        formats.push(format!("{LINE} --format xlsx"));
        for line in formats.iter().map(String::as_str).chain(others).chain([brief.as_str()]) {
            let ending = sandbox.shell(&format!("payband {line} > /dev/full"));
            assert_eq!(ending, (Some(1), String::new(), stdout.clone()), "{line}");
        }
        sandbox
            .payband(&format!("{LINE} --format csv -o /dev/full"))
            .fails(&format!("error: cannot write /dev/full\n  {full}hint: make room on the disk, or choose another\n"));
        // The warning cannot be printed, but the result is, so the run succeeds.
        let (code, table, _) =
            sandbox.shell("payband benchmark -r 'Cloud Architect' -c Shanghai -l entry 2> /dev/full");
        assert_eq!((code, table), (Some(0), entry()));
    }

    /// Runs payband with a pipe that the test closes after the first bytes. Returns exit code and standard error.
    fn cut_off(line: &str) -> (Option<i32>, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args(line.split_whitespace())
            .env_clear()
            .env("PAYBAND_TODAY", TODAY)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 16];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    #[test]
    fn a_closed_pipe_ends_every_format_quietly() {
        // More than the 64 KiB that a pipe holds, so that payband is still writing when its reader goes.
        for format in FORMATS {
            let line = format!("-q benchmark -r all -c Shanghai -l all --explain --format {format}");
            let (text, _) = payband(&line).streams();
            assert!(text.len() > 2 * 65_536, "{format} is {} bytes", text.len());
            assert_eq!(cut_off(&line), (Some(0), String::new()), "{format}");
        }
        let line = "benchmark -r all -c all -l all --format xlsx";
        assert!(payband(line).bytes().len() > 65_536 + 16_384);
        assert_eq!(cut_off(line), (Some(0), String::new()), "xlsx");
        let (text, _) = payband("benchmark -r all -c all -l all --brief-line").streams();
        assert!(text.len() > 2 * 65_536);
        assert_eq!(cut_off("benchmark -r all -c all -l all --brief-line"), (Some(0), String::new()));
        // Given by name, it is the same pipe.
        assert_eq!(cut_off("-q benchmark -r all -c all -l all -f csv -o /dev/stdout"), (Some(0), String::new()));
    }

    #[test]
    fn a_reader_that_was_never_there_is_no_failure_either() {
        let sandbox = Sandbox::new();
        for line in [LINE, "pack check", "completions zsh", "man benchmark", "--version", "--help"] {
            let (_, _, stderr) = sandbox.shell(&format!("{{ payband {line}; echo $? >&2; }} | true"));
            assert_eq!(stderr, "0\n", "{line}");
        }
    }
}
