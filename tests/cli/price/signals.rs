//! Runs that are ended from outside: 130 and 143, and no file.

#![cfg(unix)]

use std::io::Write;
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

/// Sends a signal, and holds the ending to its code, its silence and its speed.
fn ends(mut child: Child, signal: Signal, code: i32) {
    kill_process(Pid::from_child(&child), signal).unwrap();
    until("it does not end", || child.try_wait().unwrap().is_some());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(!said.contains("error") && !said.contains("hint"), "{said}");
}

const SIGNALS: [(Signal, i32); 2] = [(Signal::INT, 130), (Signal::TERM, 143)];

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
                    // Nothing of it is to be seen from outside.
                    std::thread::sleep(Duration::from_millis(200));
                } else {
                    until("no file is begun", || sandbox.files().len() == 2);
                }
                ends(child, signal, code);
                assert_eq!((sandbox.files(), sandbox.read("out.csv").as_str()), (vec!["out.csv".to_owned()], "kept"));
                drop(stdin);
            }
        }
    }
}

/// Catches a run that goes on to its end, or leaves its file, although it is told to stop while it works.
#[test]
fn while_it_works() {
    for (signal, code) in SIGNALS {
        let sandbox = Sandbox::new();
        let mut child = started(&sandbox, "price -o out.csv");
        let mut stdin = child.stdin.take().unwrap();
        let feeder = std::thread::spawn(move || {
            let rows = "Cloud Architect,mid,84825\n".repeat(10_000);
            // Until nobody reads any more.
            stdin.write_all(b"title,level,pay\n").and_then(|()| {
                loop {
                    stdin.write_all(rows.as_bytes())?
                }
            })
        });
        let grown = || {
            let temporary = sandbox.files().into_iter().next();
            temporary
                .and_then(|name| std::fs::metadata(sandbox.path(&name)).ok())
                .is_some_and(|found| found.len() > 1 << 20)
        };
        until("nothing is written", grown);
        ends(child, signal, code);
        assert!(sandbox.files().is_empty(), "{:?}", sandbox.files());
        let ended: std::io::Result<()> = feeder.join().unwrap();
        assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::BrokenPipe);
    }
}
