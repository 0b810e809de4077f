//! Every way to print a survey, over two files that differ only in groups that are hidden: all bytes are the same.
//!
//! Would catch pay, days, currencies, months, shares of full time or numbers of people of a hidden group in any format, sentence,
//! step, chart, workbook or table of a pack. `tests/survey_attack` does the same for random files, without the command line.

use std::fs;
use std::path::Path;

use crate::sandbox::Sandbox;

/// What each of the hidden people states: the place, the pay, the day, the months and the share of full time.
type Hidden = [(&'static str, &'static str, &'static str, &'static str, &'static str); 5];

const ONE: Hidden = [
    ("Chengdu", "USD 2741", "2025-03-09", "12", "1"),
    ("Chengdu", "USD 2742", "2025-03-10", "12", "1"),
    ("Shenzhen", "19743", "2026-02-11", "", "0.95"),
    ("Shenzhen", "19744", "2026-02-11", "", ""),
    ("Shenzhen", "19745", "2026-02-11", "", ""),
];

const OTHER: Hidden = [
    ("Chengdu", "19846", "2025-12-12", "", "0.95"),
    ("Chengdu", "19847", "2025-12-13", "", "0.9"),
    ("Chengdu", "19848", "2026-03-14", "12", "1"),
    ("Shenzhen", "19849", "2026-06-15", "12", "1"),
    ("Shenzhen", "19841", "2026-06-16", "12", "0.95"),
];

/// Ten people in Beijing and six in Shanghai, each of another organisation, and the hidden ones, of one.
fn sandbox(hidden: &Hidden) -> Sandbox {
    let mut text = "company,title,city,monthly pay,day,months,fte\n".to_owned();
    for (place, people) in [("Beijing", 10), ("Shanghai", 6)] {
        for at in 0..people {
            let months = if at % 2 == 0 { "12" } else { "" };
            let share = if at == 0 { "0.9" } else { "1" };
            text += &format!(
                "Org{at},Senior EHR Engineer,{place},{},2026-0{}-01,{months},{share}\n",
                17_000 + at * 700,
                at % 6 + 1
            );
        }
    }
    for (place, pay, day, months, share) in hidden {
        text += &format!("Big,Senior EHR Engineer,{place},{pay},{day},{months},{share}\n");
    }
    let sandbox = Sandbox::new();
    sandbox.write("market.csv", text);
    sandbox
}

const SURVEY: &str = "survey market.csv --currency CNY --pay-currency CNY --pay-element guaranteed --by role,city \
                      --date-column day --on 2026-07-01 --caveats";

/// What is printed, and the files that are written.
const LINES: [&str; 13] = [
    "-f table",
    "-f csv",
    "-f json",
    "-f markdown",
    "-o out.xlsx",
    "--explain -f json",
    "--explain -o steps.xlsx",
    "--explain --group Chengdu -f csv",
    "--weight organisation --explain -f csv",
    "--outliers drop --explain -f csv",
    "--outliers winsorise -f csv",
    "--round 3 -f csv",
    "--to-pack ours -f csv",
];

/// All files in a folder and those below it, in the order of their names, without the file that is surveyed.
fn written(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(written(&path));
        } else if !path.ends_with("market.csv") {
            files.push((path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()));
        }
    }
    files
}

/// The text without the hash of the file, which is that of all its bytes.
fn without_hash(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    match text.split_once("SHA-256 ") {
        Some((before, after)) if after.len() > 64 => format!("{before}{}", &after[64..]).into_bytes(),
        _ => bytes.to_vec(),
    }
}

#[test]
fn files_that_differ_in_hidden_groups_are_printed_alike() {
    let sandboxes = [&ONE, &OTHER].map(sandbox);
    let charts = ["-o chart.svg", "-o chart.png --width 400"].map(|output| format!("chart {SURVEY} {output}"));
    let lines = LINES.iter().map(|options| format!("{SURVEY} {options}")).chain(charts);
    for line in lines {
        // A chart has notes of its own.
        let line = if line.starts_with("chart") { line.replace(" --caveats", "") } else { line };
        let [one, other] = sandboxes.each_ref().map(|sandbox| sandbox.payband(&line).fallible());
        assert_eq!(one.0, Some(0), "{line}: {}", one.2);
        assert_eq!(one, other, "{line}");
        assert!(!one.1.contains("USD") && !one.2.contains("USD"), "{line}: {one:?}");
    }
    let [one, other] = sandboxes.each_ref().map(|sandbox| written(&sandbox.path("")));
    assert!(one.len() > 10, "{one:?}");
    for ((name, bytes), (other_name, other_bytes)) in one.iter().zip(&other) {
        assert!(
            name == other_name && without_hash(bytes) == without_hash(other_bytes),
            "{name}:\n{}\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(other_bytes)
        );
    }
    assert_eq!(one.len(), other.len());
}
