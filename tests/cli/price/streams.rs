//! The input and the output of rows: files that appear whole or not at all, pipes that close, full disks.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::process::Stdio;

use super::{price, price_in};
use crate::sandbox::Sandbox;

const FILE: &str = "title,level,pay\nCloud Architect,mid,84825\nGardener,mid,70001\n";

fn large(rows: usize) -> String {
    format!("title,level,pay\n{}", "Cloud Architect,mid,84825\n".repeat(rows))
}

/// Catches a file that differs from standard output, files left beside it, and wrong permissions.
#[test]
fn a_file_is_what_standard_output_would_be() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let expected = price_in(&sandbox, FILE, "price in.csv").well();
    let written = price_in(&sandbox, FILE, "price in.csv -o out.csv").well();
    assert_eq!((written.out.len(), sandbox.read("out.csv").as_str()), (0, expected.text()));
    assert_eq!(written.said, expected.said);
    assert_eq!(sandbox.files(), ["in.csv", "out.csv"]);
    let mode = |name: &str| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode("out.csv"), mode("in.csv"));
    let (code, out, _) = sandbox.payband("price").stdin(FILE).raw();
    assert_eq!((code, &out), (Some(0), &expected.out));
    let (code, out, _) = sandbox.payband("price - -o -").stdin(FILE).raw();
    assert_eq!((code, &out), (Some(0), &expected.out));
}

/// Catches a target that a failed run changes.
#[test]
fn a_failed_run_leaves_the_target_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("out.csv", "kept").write("in.csv", large(40_000) + "ragged\n");
    let ended = price_in(&sandbox, "", "price in.csv -o out.csv");
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        (sandbox.read("out.csv").as_str(), sandbox.files()),
        ("kept", vec!["in.csv".to_owned(), "out.csv".to_owned()])
    );
    for (line, said) in
        [("price in.csv -o no/such/out.csv", "cannot write no/such/out.csv"), ("price in.csv -o .", ". is a folder")]
    {
        let ended = price_in(&sandbox, "", line);
        assert!(ended.code == Some(1) || ended.code == Some(2), "{line}");
        assert!(ended.said.contains(said) && ended.said.contains("hint: "), "{}", ended.said);
    }
}

/// Catches an input that is overwritten, under any name.
#[test]
fn the_input_is_not_written_over() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE).write("folder/x", "");
    fs::hard_link(sandbox.path("in.csv"), sandbox.path("hard.csv")).unwrap();
    std::os::unix::fs::symlink(sandbox.path("in.csv"), sandbox.path("soft.csv")).unwrap();
    for target in ["in.csv", "./in.csv", "folder/../in.csv", "hard.csv", "soft.csv"] {
        for (line, from_stdin) in [
            (format!("price in.csv -o {target}"), false),
            (format!("price in.csv --summary-by role -o {target}"), false),
            (format!("price in.csv --unmatched {target}"), false),
            (format!("price -o {target}"), true),
        ] {
            let mut process = sandbox.process(&line);
            let stdin = if from_stdin { File::open(sandbox.path("in.csv")).unwrap().into() } else { Stdio::null() };
            let output = process.stdin(stdin).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{line}: {said}");
            assert_eq!(
                said,
                format!("error: {target} is the input itself\nhint: name another file to write to\n"),
                "{line}"
            );
            assert_eq!(sandbox.read("in.csv"), FILE, "{line}");
        }
    }
    // A redirected standard output, which would never end.
    for line in ["price in.csv", "price in.csv --summary-by role", "price"] {
        let onto = OpenOptions::new().append(true).open(sandbox.path("in.csv")).unwrap();
        let from = File::open(sandbox.path("in.csv")).unwrap();
        let output = sandbox.process(line).stdin(from).stdout(onto).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "error: standard output is the input itself\nhint: write to another file, or use -o\n"
        );
        assert_eq!(sandbox.read("in.csv"), FILE);
    }
    let both = price_in(&sandbox, FILE, "price in.csv -o out.csv --unmatched out.csv");
    assert_eq!(both.code, Some(2), "{}", both.said);
    assert_eq!(sandbox.files(), ["folder", "hard.csv", "in.csv", "soft.csv"]);
}

/// Catches an error because the reader has gone, and incomplete rows before that.
#[test]
fn a_closed_pipe_ends_quietly() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", large(400_000));
    for threads in [1, 3] {
        let mut process = sandbox.process(&format!("price in.csv --threads {threads}"));
        let mut child = process.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut begin = [0; 1000];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut begin).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(begin.starts_with(b"title,level,pay,market_role"));
        assert!(!said.contains("error") && !said.contains("rows priced"), "{said}");
    }
    // With groups as well, which are written when all rows are read.
    sandbox.write("fewer.csv", large(40_000));
    let mut process = sandbox.process("price fewer.csv --summary-by role");
    let mut child = process.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
}

/// Catches a full disk that is not noticed.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for line in ["price in.csv", "price in.csv --summary-by role"] {
        let output = sandbox.process(line).stdout(full()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}: {said}");
        assert!(said.contains("error: cannot write to standard output\n  caused by: No space left"), "{said}");
    }
    let ended = price_in(&sandbox, FILE, "price in.csv -o /dev/full");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("error: cannot write /dev/full\n  caused by: No space left"), "{}", ended.said);
    assert!(ended.said.ends_with("hint: make room on the disk, or choose another\n"), "{}", ended.said);
}

/// Catches output that is written only at the end of a long input.
#[test]
fn rows_come_before_the_input_ends() {
    let sandbox = Sandbox::new();
    let mut process = sandbox.process("price --columns status --threads 1");
    let mut child = process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || {
        stdin.write_all(large(80_000).as_bytes()).unwrap();
        stdin
    });
    let mut begin = vec![0; 1_000_000];
    child.stdout.as_mut().unwrap().read_exact(&mut begin).unwrap();
    assert!(begin.starts_with(b"title,level,pay,market_status\nCloud Architect,mid,84825,priced\n"));
    drop(child.stdout.take());
    drop(feeder.join().unwrap());
    child.wait().unwrap();
}

/// Catches an error that does not name the input.
#[test]
fn messages_name_the_input() {
    let sandbox = Sandbox::new();
    let (code, _, said) = sandbox.payband("price").stdin("title,level\nCloud Architect\n").raw();
    assert_eq!(code, Some(1));
    assert!(said.contains("error: standard input\n  caused by: line 2: "), "{said}");
    assert!(price("title,level\nCloud Architect\n", "").said.contains("error: in.csv\n  caused by: line 2: "));
}

/// Catches a redirected standard output that is replaced by another file, so that later writes to it are lost.
#[test]
fn standard_output_by_its_name_is_the_stream() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "name,role,level,salary\nA,Cloud Architect,mid,1\n");
    for target in ["/dev/stdout", "/dev/fd/1", "both.csv"] {
        let line = format!("( payband -q price in.csv -o {target} --columns mid; echo SECOND ) > both.csv");
        assert_eq!(sandbox.shell(&line), (Some(0), String::new(), String::new()), "{target}");
        assert_eq!(
            sandbox.read("both.csv"),
            "name,role,level,salary,market_mid\nA,Cloud Architect,mid,1,58500.00\nSECOND\n",
            "{target}"
        );
    }
}
