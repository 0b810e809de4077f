//! Sends random signals at random times, and compares random files with an independent CSV reader.
//!
//! Would catch: a file that is torn, lost or mixed of old and new; a temporary file that a catchable signal leaves; a row or a
//! cell of somebody's file that is lost, moved or changed. That a signal ends a run is for `tests/cli/price/signals.rs`.
//!
//! `cargo test --test cli -- --nocapture stress` prints seeds and counts. `STRESS_SEED` repeats a run, `STRESS_ROUNDS` and
//! `STRESS_SECONDS` make it longer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use rustix::process::{Pid, Signal, kill_process};

/// A pseudo-random generator (a linear congruential one with Knuth's MMIX constants).
struct Random(u64);

impl Random {
    /// Seeded by `STRESS_SEED`, or else by the clock. The seed is printed, so that a failure can be repeated.
    fn seeded(test: &str) -> Self {
        let clock = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos().into();
        let seed = number("STRESS_SEED").unwrap_or_else(clock);
        eprintln!("{test}: STRESS_SEED={seed}");
        Random(seed)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn payband(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_payband"));
    command.env_clear().env("PAYBAND_TODAY", "2025-12-01").current_dir(folder).args(line.split_whitespace());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// QUIT would leave a core in the folder, where cores are written to the working directory. Children inherit the limit.
fn without_cores() {
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    rustix::process::setrlimit(rustix::process::Resource::Core, none).unwrap();
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, below: &str, all: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                all.insert(format!("{name}/"), Vec::new());
                collect(&entry.path(), &format!("{name}/"), all);
            } else {
                all.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    collect(folder, "", &mut all);
    all
}

/// A command line with the files before and after it runs.
struct Case {
    line: &'static str,
    old: BTreeMap<String, Vec<u8>>,
    new: BTreeMap<String, Vec<u8>>,
    /// How long it takes without a signal.
    takes: Duration,
}

/// Puts a folder into the state that a map of its files describes.
fn restore(folder: &Path, state: &BTreeMap<String, Vec<u8>>) {
    fs::remove_dir_all(folder).unwrap();
    fs::create_dir(folder).unwrap();
    for (name, bytes) in state {
        match name.strip_suffix('/') {
            Some(name) => fs::create_dir(folder.join(name)).unwrap(),
            None => fs::write(folder.join(name), bytes).unwrap(),
        }
    }
}

const LINES: [&str; 6] = [
    "-q price in.csv -o out.csv",
    "-q price in.csv -o out.csv --threads 2 --unmatched un",
    "-q --overlay un price in.csv -o out.csv --unmatched un.csv",
    "-q pack export fresh/copy",
    "-q pack export copy --force",
    "-q report -o report.html",
];

fn start() -> BTreeMap<String, Vec<u8>> {
    let mut rows = "title,level,pay\n".to_owned();
    // Several blocks of 128 KiB, so that some are written while others are read.
    for at in 0..15_000 {
        let title = if at % 50 == 0 { format!("Gardener {}", at % 997) } else { "Cloud Architect".to_owned() };
        rows.push_str(&format!("{title},mid,{}\n", 50_000 + at));
    }
    let filled = "alias,id,lang\nGardener 0,data-analyst,en\nWidget Maker,ehr-systems-engineer,en\n";
    let old = "old\n".repeat(1_000);
    let texts = [
        ("in.csv", rows.as_str()),
        ("out.csv", &old),
        ("report.html", &old),
        ("copy/roles.csv", &old),
        ("copy/mine.txt", &old),
        ("un/role_aliases.csv", filled),
    ];
    let mut all: BTreeMap<_, _> =
        texts.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    all.insert("copy/".to_owned(), Vec::new());
    all.insert("un/".to_owned(), Vec::new());
    all
}

/// Would catch, after a signal at any time: a file that is neither the old nor the new one, a file that is left, and a run that
/// does not end.
#[test]
fn signals_at_any_time_leave_whole_files() {
    without_cores();
    let mut random = Random::seeded("signals");
    let rounds = number("STRESS_ROUNDS").unwrap_or(12);
    let temporary = tempfile::TempDir::new().unwrap();
    let folder = temporary.path().join("work");
    fs::create_dir(&folder).unwrap();
    let old = start();
    let case = |line: &'static str| {
        // The faster of two runs, because the first reads files that are not cached.
        let takes = [(); 2].map(|()| {
            restore(&folder, &old);
            let begun = Instant::now();
            let output = payband(&folder, line).output().unwrap();
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
            begun.elapsed()
        });
        Case { line, old: old.clone(), new: files(&folder), takes: takes[0].min(takes[1]) }
    };
    let cases = LINES.map(case);
    let (mut ended, mut through, mut slowest) = (0, 0, Duration::ZERO);
    for round in 0..rounds {
        let case = &cases[usize::try_from(round).unwrap() % cases.len()];
        let signal = *random.one_of(&[Signal::INT, Signal::TERM, Signal::HUP, Signal::QUIT, Signal::KILL]);
        let pause = case.takes.mul_f64(random.below(1_100) as f64 / 1_000.0);
        restore(&folder, &case.old);
        let mut child = payband(&folder, case.line).spawn().unwrap();
        std::thread::sleep(pause);
        let sent = Instant::now();
        // The child may have ended already; until it is waited for, its id stays valid.
        kill_process(Pid::from_child(&child), signal).unwrap();
        let status = child.wait().unwrap();
        slowest = slowest.max(sent.elapsed());
        let what = format!("{} with {signal:?} after {pause:?} ended with {status}", case.line);
        match status.success() {
            true => through += 1,
            false => ended += 1,
        }
        assert!(sent.elapsed() < Duration::from_secs(2), "{what} after {:?}", sent.elapsed());
        let mut found = files(&folder);
        if signal == Signal::KILL {
            // A KILL may leave a temporary file.
            found.retain(|name, _| !name.contains(".payband-"));
        }
        for (name, bytes) in &found {
            let is_whole = case.old.get(name) == Some(bytes) || case.new.get(name) == Some(bytes);
            assert!(is_whole, "{name} is neither the old one nor the new one: {what}");
        }
        for name in case.old.keys() {
            assert!(found.contains_key(name), "{name} is lost: {what}");
        }
        // An export is complete or absent, unless a KILL comes while it replaces files.
        if signal != Signal::KILL && case.line.contains("export") {
            assert!(found == case.old || found == case.new, "only some files are new: {what}");
        }
    }
    eprintln!(
        "signals: {rounds} rounds, {ended} ended by the signal, {through} through before; slowest end {slowest:?}"
    );
}

/// A random cell, before it is quoted.
fn cell(random: &mut Random) -> String {
    const PIECES: [&str; 22] = [
        "Cloud Architect",
        "senior",
        "Shanghai",
        "北京",
        "84825",
        "15-30K·14薪",
        "",
        " ",
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "=1+1",
        "é",
        "👩‍⚕️",
        "a",
        "0",
        "'",
    ];
    let pieces = random.below(4);
    (0..pieces).map(|_| *random.one_of(&PIECES)).collect()
}

/// A random file and its delimiter.
fn file(random: &mut Random) -> (Vec<u8>, u8) {
    let delimiter = *random.one_of(b",;\t");
    let ending = *random.one_of(&["\n", "\r\n", "\r"]);
    let mut header = vec!["title", "level", "city", "pay", "note"];
    header.truncate(1 + random.below(5));
    let always = random.below(3) == 0;
    let mut text = if random.below(6) == 0 { "\u{feff}".to_owned() } else { String::new() };
    let line = |cells: &[String], text: &mut String| {
        let quoted = cells.iter().map(|cell| {
            let must = cell.contains(['"', '\n', '\r', char::from(delimiter)]);
            if must || always { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        });
        text.push_str(&quoted.collect::<Vec<_>>().join(&char::from(delimiter).to_string()));
    };
    line(&header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), &mut text);
    let most = if random.below(20) == 0 { 5_000 } else { 40 };
    let rows = random.below(most);
    for _ in 0..rows {
        text.push_str(ending);
        let cells: Vec<String> = header.iter().map(|_| cell(random)).collect();
        // The other reader skips empty lines.
        if cells.iter().all(String::is_empty) && header.len() == 1 && !always {
            text.push_str("\"\"");
        } else {
            line(&cells, &mut text);
        }
    }
    if random.below(2) == 0 {
        text.push_str(ending);
    }
    (text.into_bytes(), delimiter)
}

fn records(bytes: &[u8], delimiter: u8) -> Vec<csv::ByteRecord> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).flexible(true).from_reader(bytes);
    reader.byte_records().map(Result::unwrap).collect()
}

/// Would catch rows, cells and bytes that `price` changes, compared by the csv crate.
#[test]
fn price_keeps_the_rows_and_cells_of_random_files() {
    let mut random = Random::seeded("files");
    let time = Duration::from_secs(number("STRESS_SECONDS").unwrap_or(5));
    let temporary = tempfile::TempDir::new().unwrap();
    let folder = temporary.path();
    let (begun, mut count, mut rows) = (Instant::now(), 0, 0);
    while begun.elapsed() < time {
        let (bytes, delimiter) = file(&mut random);
        fs::write(folder.join("in.csv"), &bytes).unwrap();
        let name = match delimiter {
            b'\t' => "tab".to_owned(),
            other => char::from(other).to_string(),
        };
        let threads = 1 + random.below(3);
        // The column of titles is named, because random cells may be taken for any column.
        let line = format!(
            "-q price in.csv -o out --role-column title --columns status --threads {threads} --delimiter {name}"
        );
        let output = payband(folder, &line).output().unwrap();
        let keep = || {
            let kept = std::env::temp_dir().join("payband-stress-in.csv");
            fs::write(&kept, &bytes).unwrap();
            format!("{line} on a copy of {}", kept.display())
        };
        assert!(output.status.success(), "{}: {}", keep(), String::from_utf8_lossy(&output.stderr));
        let out = fs::read(folder.join("out")).unwrap();
        let (before, after) = (records(&bytes, delimiter), records(&out, delimiter));
        assert_eq!(before.len(), after.len(), "rows: {}", keep());
        for (at, (before, after)) in before.iter().zip(&after).enumerate() {
            let cells: Vec<&[u8]> = after.iter().take(before.len()).collect();
            assert_eq!(before.iter().collect::<Vec<_>>(), cells, "row {at}: {}", keep());
            assert_eq!(after.len(), before.len() + 1, "row {at}: {}", keep());
        }
        // Without the appended cells the output is the input, byte for byte.
        let mut rest = out.as_slice();
        for byte in &bytes {
            let found = rest.iter().position(|other| other == byte);
            assert!(found.is_some(), "bytes: {}", keep());
            rest = &rest[found.unwrap() + 1..];
        }
        let appended: usize = after.iter().map(|record| record[record.len() - 1].len() + 1).sum();
        assert_eq!(out.len(), bytes.len() + appended, "bytes: {}", keep());
        // With another delimiter the cells are the same.
        let (extension, other) = if delimiter == b'\t' { ("csv", b',') } else { ("tsv", b'\t') };
        let line = line.replace("-o out", &format!("-o out.{extension}"));
        let output = payband(folder, &line).output().unwrap();
        assert!(output.status.success(), "{}: {}", keep(), String::from_utf8_lossy(&output.stderr));
        let changed = records(&fs::read(folder.join(format!("out.{extension}"))).unwrap(), other);
        assert_eq!(after, changed, "as .{extension}: {}", keep());
        (count, rows) = (count + 1, rows + before.len());
    }
    eprintln!("files: {count} files with {rows} rows in {:?}", begun.elapsed());
}
