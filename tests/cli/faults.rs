//! Links, pipes, limits, broken files and hostile data: each run ends with a clear line, and loses nothing.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::{Sandbox, payband};

const FILE: &str = "title,city,level,pay\nCloud Architect,Shanghai,mid,71001\nGardener,Atlantis,wizard,71002\n";

/// A grid that is printed piece by piece, as those of more than 1,024 prices are: 62 roles in 18 cities.
const GRID: &str = "-q --overlay ov benchmark -r all -c all -l senior";

fn with_grid() -> Sandbox {
    let sandbox = Sandbox::new();
    let cities = (0..11).fold("id,name\n".to_owned(), |text, at| text + &format!("c{at},City {at}\n"));
    sandbox.write("ov/cities.csv", cities);
    sandbox
}

fn fifo(sandbox: &Sandbox, name: &str) {
    fs::create_dir_all(sandbox.path(name).parent().unwrap()).unwrap();
    let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
    rustix::fs::mknodat(rustix::fs::CWD, sandbox.path(name), kind, mode, 0).unwrap();
}

/// Would catch an input that is overwritten through a link in a linked folder, an open descriptor, or by appending to it.
#[test]
fn the_input_by_another_name_is_not_written() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE).write("deep/keep", "");
    fs::hard_link(sandbox.path("in.csv"), sandbox.path("deep/hard.csv")).unwrap();
    symlink("deep", sandbox.path("folder")).unwrap();
    symlink("deep/../folder/hard.csv", sandbox.path("soft.csv")).unwrap();
    for (line, name) in [
        ("payband -q price in.csv -o folder/hard.csv", "folder/hard.csv"),
        ("payband -q price deep/../in.csv -o soft.csv", "soft.csv"),
        ("payband -q price - -o /proc/self/fd/0 < in.csv", "/proc/self/fd/0"),
        ("payband -q price - -o /dev/stdin <> deep/hard.csv", "/dev/stdin"),
        ("payband -q price soft.csv >> in.csv", "standard output"),
        ("payband -q price - < in.csv 1<> folder/hard.csv", "standard output"),
        ("payband -q price in.csv -o out.csv --unmatched folder/hard.csv", "folder/hard.csv"),
    ] {
        let (code, out, said) = sandbox.shell(line);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{line}: {said}");
        assert!(said.starts_with(&format!("error: {name} is the input itself\nhint: ")), "{line}: {said}");
        assert_eq!(sandbox.read("in.csv"), FILE, "{line}");
    }
}

/// Would catch a run that waits for the other end of a pipe where a file belongs, and a pipe that is replaced by a file.
#[test]
fn a_pipe_in_place_of_a_file_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    for pipe in ["ov/cities.csv", "un/role_aliases.csv", "un2/level_aliases.csv", "un3/pay_texts.csv"] {
        fifo(&sandbox, pipe);
    }
    fs::create_dir_all(sandbox.path("un4/city_aliases.csv")).unwrap();
    for table in ["un/role_aliases.csv", "un2/level_aliases.csv", "un3/pay_texts.csv", "un4/city_aliases.csv"] {
        let folder = table.split('/').next().unwrap();
        sandbox.payband(&format!("-q price in.csv -o out.csv --unmatched {folder}")).misuses(&format!(
            "error: {table} is not an ordinary file\nhint: remove it, or name another place with --unmatched\n"
        ));
    }
    let no_file =
        "not an ordinary file\nhint: a pack holds plain CSV files: no folders, pipes or devices under their names\n";
    for line in ["benchmark -r 'Cloud Architect' -c Shanghai", "price in.csv", "city"] {
        sandbox.payband(&format!("-q --overlay ov {line}")).fails(&format!("error: ov/cities.csv: {no_file}"));
    }
    symlink("loop", sandbox.path("loop")).unwrap();
    let (code, _, said) = sandbox.payband("-q price in.csv -o out.csv --unmatched loop").fallible();
    assert_eq!((code, said.lines().count()), (Some(2), 2), "{said}");
    assert!(!sandbox.path("out.csv").exists());
}

/// Would catch a limit, a full disk or a closed stream that a grid printed piece by piece reports as success, and parts of a
/// file that are left behind.
#[test]
fn a_large_grid_meets_limits_like_any_output() {
    let sandbox = with_grid();
    let closed = "error: cannot write to standard output\n  caused by: it is closed\n\
                  hint: run it without `>&-`, or write to a file with -o\n";
    for format in ["csv", "tsv", "json", "jsonl"] {
        let line = format!("{GRID} -f {format}");
        let ended = sandbox.shell(&format!("payband {line} >&-"));
        assert_eq!(ended, (Some(1), String::new(), closed.to_owned()), "{format}");
        // The reader takes one line and closes the pipe.
        let piped = sandbox.shell(&format!("( payband {line}; echo $? >&2 ) | head -n 1"));
        assert_eq!((piped.0, piped.1.lines().count(), piped.2.as_str()), (Some(0), 1, "0\n"), "{format}");
        for (line, target) in [
            (format!("ulimit -f 20; payband {line} -o out"), "out"),
            (format!("ulimit -f 20; payband {line} > limited"), "to standard output"),
            (format!("payband {line} -o /dev/full"), "/dev/full"),
            (format!("payband {line} > /dev/full"), "to standard output"),
        ] {
            let (code, out, said) = sandbox.shell(&line);
            assert_eq!((code, out.as_str()), (Some(1), ""), "{line}: {said}");
            assert!(said.starts_with(&format!("error: cannot write {target}\n  caused by: ")), "{line}: {said}");
        }
        fs::remove_file(sandbox.path("limited")).unwrap();
        assert_eq!(sandbox.files(), ["ov"], "{format}");
    }
    // An error in a cell shows before the first row.
    let (code, out, said) = sandbox.payband(&format!("{GRID} -f csv --currency JPY")).fallible();
    assert_eq!((code, out.as_str()), (Some(1), ""), "{said}");
    // A file that is there stays as it is when the run fails.
    sandbox.write("out.csv", "precious\n");
    let (code, ..) = sandbox.shell(&format!("ulimit -f 20; payband {GRID} -o out.csv"));
    assert_eq!((code, sandbox.read("out.csv").as_str()), (Some(1), "precious\n"));
    // The file is a table of the overlay in use.
    let (code, _, said) = sandbox.payband(&format!("{GRID} -o ov/cities.csv")).fallible();
    assert_eq!(code, Some(2), "{said}");
}

/// Would catch a signal that has no effect while the reader of a grid stalls, and a temporary file that stays.
#[test]
fn a_signal_ends_a_large_grid() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let sandbox = with_grid();
        for target in ["", "-o out.csv"] {
            let mut process = sandbox.process(&format!("{GRID} -f jsonl {target}"));
            let mut child = process.stdout(std::process::Stdio::piped()).spawn().unwrap();
            if target.is_empty() {
                // It writes, and then waits because nobody reads on.
                child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
            } else {
                let begun = Instant::now();
                while sandbox.begun_file(&child).is_none() && begun.elapsed() < Duration::from_secs(20) {
                    std::thread::sleep(Duration::from_millis(1));
                }
            }
            kill_process(Pid::from_child(&child), signal).unwrap();
            let begun = Instant::now();
            let ended = child.wait().unwrap();
            let by_signal = std::os::unix::process::ExitStatusExt::signal(&ended);
            assert!(ended.code() == Some(code) || by_signal == Some(signal.as_raw()), "{target}: {ended:?}");
            assert!(begun.elapsed() < Duration::from_secs(2), "{target}: {:?}", begun.elapsed());
            assert_eq!(sandbox.files(), ["ov"], "{target}");
        }
    }
}

/// Would catch a packed file that is taken for a whole one although its end or its checksum is wrong.
#[test]
fn broken_packed_files_are_errors() {
    let sandbox = Sandbox::new();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(FILE.as_bytes()).unwrap();
    let whole = packer.finish().unwrap();
    let changed = |from_end: usize| {
        let mut bytes = whole.clone();
        let at = bytes.len() - from_end;
        bytes[at] ^= 0xff;
        bytes
    };
    for (name, bytes) in [
        ("checksum.csv.gz", changed(6)),
        ("length.csv.gz", changed(2)),
        ("cut.csv.gz", whole[..whole.len() - 9].to_vec()),
        ("header.csv.gz", whole[..7].to_vec()),
        ("junk.csv.gz", [&whole[..], b"junk"].concat()),
        ("cut.csv.zst", b"\x28\xb5\x2f\xfd\x04".to_vec()),
        ("skipped.csv.zst", b"\x50\x2a\x4d\x18\xff\xff\xff\x7f".to_vec()),
    ] {
        sandbox.write(name, bytes);
        for target in ["", "-o out.csv"] {
            let (code, _, said) = sandbox.payband(&format!("-q price {name} {target}")).fallible();
            assert_eq!(code, Some(1), "{name}: {said}");
            assert!(said.starts_with(&format!("error: {name}\n  caused by: the ")), "{name}: {said}");
            assert!(!said.contains("7100") && !sandbox.path("out.csv").exists(), "{name}: {said}");
        }
    }
}

/// Would catch a price that rests on a figure that no pack may have.
#[test]
fn overlays_with_impossible_figures_give_no_price() {
    let salary = "role,effective,currency,median\nhealthcare-cloud-architect";
    for (table, text, flags, problem) in [
        ("levels", "id,name,low_pct,high_pct\nsenior,Senior,-100,-100\n", "", "takes away all of the pay"),
        ("levels", "id,name,low_pct,high_pct\nsenior,Senior,30,20\n", "", "more than high_pct, 20"),
        ("levels", "id,name,low_pct,high_pct\nsenior,Senior,1e400,2\n", "", "not a number"),
        ("salaries", &format!("{salary},2025-11-05,USD,0\n"), "", "not above zero"),
        (
            "salaries",
            &format!("{salary},2025-11-05,USD,{}\n", rust_decimal::Decimal::MAX),
            "",
            "too large to calculate",
        ),
        ("salaries", &format!("{salary},2025-11-31,USD,5\n"), "", "not a date"),
        ("geo_differentials", "city,low_pct,high_pct\nshanghai,1,2\nshanghai,3,4\n", "", "line 2 has the same key"),
        ("geo_differentials", "city,city,low_pct,high_pct\nsuzhou,shanghai,1,2\n", "", "the column occurs twice"),
        ("bonuses", "id,kind,low_pct,high_pct,over_years\nzz,retention,-120,5,3\n", "", "less than 0"),
        ("fx", "base,quote,date,rate\nUSD,USD,2025-11-03,2\n", "--currency CNY", "the same as base"),
        ("fx", "base,quote,date,rate\nUSD,CNY,2025-11-03,-7\n", "--currency CNY", "less than 0"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(&format!("ov/{table}.csv"), text);
        let line = "-q --overlay ov benchmark -r healthcare-cloud-architect -c shanghai -l senior -f csv";
        let (code, out, said) = sandbox.payband(&format!("{line} {flags}")).fallible();
        assert_eq!((code, out.as_str()), (Some(1), ""), "{text}: {said}");
        assert!(said.contains(problem), "{text}: {said}");
    }
}

/// Would catch a rate that an overlay gives in the other direction and that is passed over for an older one.
#[test]
fn the_latest_rate_of_either_direction_is_used() {
    let line = "benchmark -r 'Cloud Architect' -c shanghai -l senior -f csv --currency CNY";
    let mid = |rows: String| rows.lines().nth(1).unwrap().split(',').nth(7).unwrap().to_owned();
    let price = |rate: &str| {
        let sandbox = Sandbox::new();
        sandbox.write("ov/fx.csv", format!("base,quote,date,rate\n{rate}\n"));
        mid(sandbox.payband(&format!("-q --overlay ov {line}")).streams().0)
    };
    // 94,250 ÷ 0.125.
    assert_eq!(price("CNY,USD,2025-11-20,0.125"), "754000.00");
    assert_eq!(price("USD,CNY,2025-11-20,8"), "754000.00");
    // An older one is not used, nor one of the same day in the other direction.
    let published = mid(payband(&format!("-q {line}")).streams().0);
    for other in ["CNY,USD,2024-11-20,0.125", "CNY,USD,2025-11-03,0.125"] {
        assert_eq!(price(other), published, "{other}");
    }
}

/// Would catch years that are read as a level although they are no years of a person.
#[test]
fn impossible_years_are_unknown() {
    let cells = [
        "1e5",
        "99999999999999999999999999999999",
        "-3",
        "2015",
        "0x10",
        "NaN",
        "inf",
        "1 000",
        "150",
        "3;4",
        "2024-01-01",
        "∞",
        "3 weeks",
        "3.5e0",
        "3/4",
        "٣",
    ];
    let file = cells.iter().fold("title,years\n".to_owned(), |file, cell| file + &format!("Cloud Architect,{cell}\n"));
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", file);
    let (out, _) = sandbox.payband("-q price in.csv --columns level,status").streams();
    for (cell, line) in cells.iter().zip(out.lines().skip(1)) {
        assert!(line.ends_with(",,unknown-level"), "{cell}: {line}");
        let (code, ..) = payband(&format!("-q benchmark -r 'Cloud Architect' '--years={cell}'")).fallible();
        assert_eq!(code, Some(2), "{cell}");
    }
}

/// Would catch names with control characters that break a document, and formulas behind invisible characters.
#[test]
fn hostile_names_stay_text() {
    let sandbox = Sandbox::new();
    let name = "x\u{1b}[2J\u{0}\u{fffe}\u{202e}]]>&<y";
    sandbox.write("ov/cities.csv", format!("id,name\nevil,\"{name}\"\n"));
    let line = "-q --overlay ov benchmark -r 'Cloud Architect' -c evil -l mid";
    let (json, _) = sandbox.payband(&format!("{line} -f json")).streams();
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["rows"][0]["city"], name);
    for file in ["brief.xlsx", "brief.html"] {
        sandbox.payband(&format!("-q --overlay ov report -r 'Cloud Architect' -c evil -l mid -o {file}")).prints("");
    }
    assert!(!sandbox.read("brief.html").contains(['\u{1b}', '\u{0}', '\u{fffe}']));
    let titles = ["\u{200b}=1+1", "\u{202e}=1", "\u{ad}＝1", "\u{2060}@x", "\u{200f}\u{feff}+1"];
    sandbox.write("in.csv", titles.iter().fold("job title\n".to_owned(), |file, title| file + title + "\n"));
    sandbox.payband("-q price in.csv --excel -o out.csv --unmatched un").prints("");
    for name in ["out.csv", "un/role_aliases.csv"] {
        let text = sandbox.read(name);
        for title in titles {
            assert!(text.contains(&format!("'{title}")), "{name}, {title:?}: {text:?}");
        }
    }
}
