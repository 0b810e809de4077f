//! Runs that a signal ends: at once, with 130 or 143 or by the signal itself, and without a file left over.

#![cfg(unix)]

use std::io::{Read as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::Sandbox;

fn started(sandbox: &Sandbox, line: &str) -> Child {
    let mut process = sandbox.process(line);
    process.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until something is true.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The promise is 0.2 s. Tests run on a machine under load.
const AT_ONCE: Duration = Duration::from_secs(1);

/// Sends a signal, and checks the exit code, the silence and the speed of the end.
fn ends(mut child: Child, signal: Signal, code: i32) {
    let sent = Instant::now();
    kill_process(Pid::from_child(&child), signal).unwrap();
    until("it does not end", || child.try_wait().unwrap().is_some());
    assert!(sent.elapsed() < AT_ONCE, "{:?}", sent.elapsed());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    // As in a shell: the exit code, or 128 plus the number of the signal.
    let ended = output.status.code().or_else(|| output.status.signal().map(|signal| 128 + signal));
    assert_eq!(ended, Some(code), "{said}");
    assert!(!said.contains("error") && !said.contains("hint"), "{said}");
}

const SIGNALS: [(Signal, i32); 4] = [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129), (Signal::QUIT, 131)];

/// Catches a run that cannot be ended while it waits for a slow pipe, before its first byte and after many, and the
/// unfinished file that it leaves.
#[test]
fn while_it_waits_for_a_pipe() {
    for (signal, code) in SIGNALS {
        for line in
            ["price -o out.csv", "price /dev/stdin -o out.csv --threads 2", "price --summary-by role -o out.csv"]
        {
            for bytes in [0, 60, 3 << 20] {
                let sandbox = Sandbox::new();
                sandbox.write("out.csv", "kept");
                let mut child = started(&sandbox, line);
                let mut stdin = child.stdin.take().unwrap();
                let rows = "Cloud Architect,mid,84825\n".repeat(bytes / 26);
                stdin.write_all(&format!("title,level,pay\n{rows}").as_bytes()[..bytes]).unwrap();
                if line.contains("summary") {
                    // Its progress cannot be seen from outside.
                    std::thread::sleep(Duration::from_millis(200));
                } else {
                    until("no file is begun", || sandbox.begun_file(&child).is_some());
                    let mode = sandbox.begun_file(&child).unwrap().permissions().mode() & 0o777;
                    assert_eq!(mode, 0o600, "others can read the unfinished file");
                }
                ends(child, signal, code);
                assert_eq!((sandbox.files(), sandbox.read("out.csv").as_str()), (vec!["out.csv".to_owned()], "kept"));
                drop(stdin);
            }
        }
    }
}

/// Catches a run that continues to its end, or leaves its file, after a signal.
#[test]
fn while_it_works() {
    for (signal, code) in SIGNALS {
        let sandbox = Sandbox::new();
        let mut child = started(&sandbox, "price -o out.csv");
        let mut stdin = child.stdin.take().unwrap();
        let feeder = std::thread::spawn(move || {
            let rows = "Cloud Architect,mid,84825\n".repeat(10_000);
            // Until the reader has gone.
            stdin.write_all(b"title,level,pay\n").and_then(|()| {
                loop {
                    stdin.write_all(rows.as_bytes())?
                }
            })
        });
        let grown = || sandbox.begun_file(&child).is_some_and(|found| found.len() > 1 << 20);
        until("nothing is written", grown);
        ends(child, signal, code);
        assert!(sandbox.files().is_empty(), "{:?}", sandbox.files());
        let ended: std::io::Result<()> = feeder.join().unwrap();
        assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::BrokenPipe);
    }
}

/// Catches a run that cannot be ended while the reader of its output stalls, with rows or with one large answer.
#[test]
fn while_its_reader_stalls() {
    let rows = "Cloud Architect,mid,84825\n".repeat(100_000);
    for (signal, code) in SIGNALS {
        for line in [
            "-q price in.csv",
            "-q price in.csv --threads 1",
            "-q price in.csv -o /dev/stdout",
            "-q benchmark -r all -c all -l all --format json",
        ] {
            let sandbox = Sandbox::new();
            sandbox.write("in.csv", format!("title,level,pay\n{rows}"));
            let mut process = sandbox.process(line);
            let mut child = process.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            // The first rows show that it writes. Then the pipe fills, because nothing reads it.
            let mut stdout = child.stdout.take().unwrap();
            stdout.read_exact(&mut [0; 1000]).unwrap();
            std::thread::sleep(Duration::from_millis(100));
            assert!(child.try_wait().unwrap().is_none(), "{line} is through already");
            ends(child, signal, code);
            drop(stdout);
        }
    }
}

/// Catches a run that cannot be ended while it waits for the other end of a named pipe to be opened.
#[test]
fn while_a_pipe_is_not_open() {
    for line in ["price pipe -o out.csv", "price in.csv -o pipe", "-q market -f csv -o pipe"] {
        let sandbox = Sandbox::new();
        sandbox.write("in.csv", "title\nCloud Architect\n");
        assert_eq!(sandbox.shell("mkfifo pipe").0, Some(0));
        let child = started(&sandbox, line);
        std::thread::sleep(Duration::from_millis(200));
        ends(child, Signal::TERM, 143);
        assert_eq!(sandbox.files(), ["in.csv", "pipe"]);
    }
}

/// Catches a run under `nohup` that a hangup ends.
#[test]
fn an_ignored_signal_stays_ignored() {
    let sandbox = Sandbox::new();
    let line = format!("trap '' HUP; exec '{}' -q price -o out.csv", env!("CARGO_BIN_EXE_payband"));
    let mut shell = std::process::Command::new("sh");
    let mut child = shell.args(["-c", &line]).current_dir(sandbox.path("")).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"title,level\nCloud Architect,mid\n").unwrap();
    until("no file is begun", || sandbox.begun_file(&child).is_some());
    kill_process(Pid::from_child(&child), Signal::HUP).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_eq!(sandbox.files(), ["out.csv"]);
}

/// Catches a file that is left by a run that nothing can clean up after: one that is killed, or that gets no more memory.
#[test]
#[cfg(target_os = "linux")]
fn nothing_is_left_by_a_run_that_is_killed() {
    let sandbox = Sandbox::new();
    sandbox.write("out.csv", "kept");
    let mut child = started(&sandbox, "price -o out.csv --unmatched un");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"title,level,pay\nCloud Architect,mid,84825\n").unwrap();
    until("no file is begun", || sandbox.begun_file(&child).is_some());
    kill_process(Pid::from_child(&child), Signal::KILL).unwrap();
    child.wait().unwrap();
    assert_eq!((sandbox.files(), sandbox.read("out.csv").as_str()), (vec!["out.csv".to_owned()], "kept"));

    let titles: String = (0..60_000).map(|at| format!("Zzyx{at} qq{},mid,1\n", at % 977)).collect();
    sandbox.write("in.csv", format!("title,level,pay\n{titles}"));
    let mut aborted = 0;
    // The program itself takes from 15 to 45 MB, by how it was built.
    for limit in (20_000..=80_000).step_by(10_000) {
        let line = format!("ulimit -c 0; ulimit -v {limit}; payband -q price in.csv -o out.csv --unmatched un");
        let (code, _, said) = sandbox.shell(&line);
        if code != Some(0) {
            assert_eq!(sandbox.files(), ["in.csv", "out.csv"], "{limit}: {said}");
            assert_eq!(sandbox.read("out.csv"), "kept");
            aborted += u32::from(said.contains("memory allocation of"));
            continue;
        }
        sandbox.write("out.csv", "kept");
        std::fs::remove_dir_all(sandbox.path("un")).unwrap();
    }
    assert!(aborted > 0, "no run lacked memory");
}
