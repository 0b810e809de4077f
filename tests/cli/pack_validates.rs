//! The bundled packs are checked by an independent validator: `frictionless validate`, offline.
//!
//! Would catch: a descriptor or table that payband reads and the standard forbids, and an error that payband's own check
//! misses. Without the validator the tests report that they were skipped; under `CI` they fail. To install it: `pip install
//! frictionless`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The commands that may run the validator, in the order in which they are tried.
const COMMANDS: [&[&str]; 2] = [&["frictionless"], &["python3", "-m", "frictionless"]];

/// A command that cannot reach the network: its proxy is a port without a server.
fn offline(way: &[&str]) -> Command {
    let (program, arguments) = way.split_first().unwrap();
    let mut command = Command::new(program);
    command.args(arguments);
    for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    for name in ["no_proxy", "NO_PROXY"] {
        command.env_remove(name);
    }
    command
}

/// The command that runs the validator; `None`, reported on standard error, when it is not installed.
///
/// Each is run, because a version manager may leave a `frictionless` on `PATH` that only reports an error.
fn validator() -> Option<&'static [&'static str]> {
    let answers = |way: &&[&str]| offline(way).arg("--version").output().is_ok_and(|output| output.status.success());
    let found = COMMANDS.into_iter().find(answers);
    if found.is_none() {
        let missing = "no frictionless command and no Python module of that name; pip install frictionless";
        crate::skipped::skip("the pack was not validated independently", missing);
    }
    found
}

/// The validator's report on the pack in a folder.
fn validate(way: &[&str], folder: &Path) -> Value {
    let Output { stdout, stderr, .. } =
        offline(way).args(["validate", "--json", "datapackage.json"]).current_dir(folder).output().unwrap();
    serde_json::from_slice(&stdout)
        .unwrap_or_else(|error| panic!("no report ({error}): {}", String::from_utf8_lossy(&stderr)))
}

#[test]
fn an_independent_validator_accepts_the_packs() {
    let Some(way) = validator() else { return };
    for name in payband::pack::Pack::bundled_names() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs").join(name);
        let report = validate(way, &data);
        assert_eq!(report.get("valid"), Some(&Value::Bool(true)), "{report:#}");
        let tasks = report["tasks"].as_array().unwrap();
        let mut seen: Vec<&str> = tasks.iter().map(|task| task["name"].as_str().unwrap()).collect();
        let pack = payband::pack::Pack::open(Some(Path::new(name)), &[] as &[&Path]).unwrap();
        let mut wanted: Vec<&str> = pack.own_tables().collect();
        seen.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(seen, wanted, "not every table of {name} was validated");
    }
}

/// Would catch a table of shared words that the standard forbids.
#[test]
fn an_independent_validator_accepts_the_words_that_every_pack_shares() {
    let Some(way) = validator() else { return };
    let language = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/language");
    let report = validate(way, &language);
    assert_eq!(report.get("valid"), Some(&Value::Bool(true)), "{report:#}");
    let tables = std::fs::read_dir(&language)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "csv"));
    assert_eq!(report["tasks"].as_array().unwrap().len(), tables.count(), "not every table was validated");
}

#[test]
fn the_validator_is_not_blind() {
    let Some(way) = validator() else { return };
    for (table, good, bad) in [
        ("city_market.csv", "beijing,45000", "beijing,many"),
        ("city_roles.csv", "beijing,product-manager", "beijing,no-such-role"),
        ("employers.csv", "jd-health,JD Health", "tencent-health,JD Health"),
        ("caveats.csv", "usd-without-rate,salary", "usd-without-rate,nowhere"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in payband::pack::Pack::bundled().files().unwrap() {
            let text = if name == table { text.replacen(good, bad, 1) } else { text };
            assert!(name != table || text.contains(bad), "{table} no longer has {good:?}");
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let report = validate(way, folder.path());
        assert_eq!(report.get("valid"), Some(&Value::Bool(false)), "{bad:?} in {table} was accepted");
    }
}

/// Would catch a pack or a table of `pack new` and `pack add` that the standard forbids.
#[test]
fn an_independent_validator_accepts_a_new_pack() {
    let Some(way) = validator() else { return };
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<&str> = payband::pack::Pack::table_names().collect();
    for (name, text) in payband::pack::skeleton("ours", "Ours, \"quoted\"").unwrap() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    assert_eq!(validate(way, folder.path()).get("valid"), Some(&Value::Bool(true)));
    let descriptor = std::fs::read_to_string(folder.path().join("datapackage.json")).unwrap();
    let sources = std::fs::read_to_string(folder.path().join("sources.csv")).unwrap();
    for (name, text) in payband::pack::with_tables(&descriptor, &all).unwrap() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    std::fs::write(folder.path().join("sources.csv"), sources).unwrap();
    let report = validate(way, folder.path());
    assert_eq!(report.get("valid"), Some(&Value::Bool(true)), "{report:#}");
    assert_eq!(report["tasks"].as_array().unwrap().len(), all.len());
}

/// Would catch a survey whose pack the standard forbids.
#[test]
fn an_independent_validator_accepts_the_pack_of_a_survey() {
    let Some(way) = validator() else { return };
    let folder = tempfile::tempdir().unwrap();
    let row = |at: usize| {
        let (city, segment) = [("Beijing", "民营, \"A\""), ("上海", "public")][at % 2];
        format!("Org{},Senior EHR Engineer,{city},{}000,\"{}\"\n", at / 2, 300 + at, segment.replace('"', "\"\""))
    };
    let rows: String = (0..24).map(row).collect();
    std::fs::write(folder.path().join("pay.csv"), format!("company,title,city,pay CNY,segment\n{rows}")).unwrap();
    for (by, tables) in [("role", 11), ("role,city,level,segment", 13)] {
        let made = Command::new(env!("CARGO_BIN_EXE_payband"))
            .args([
                "--no-config",
                "-q",
                "survey",
                "pay.csv",
                "--by",
                by,
                "--effective",
                "2025-07-01",
                "--to-pack",
                "ours",
            ])
            .arg("--force")
            .current_dir(folder.path())
            .env_clear()
            .env("PAYBAND_TODAY", "2025-12-01")
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let report = validate(way, &folder.path().join("ours"));
        assert_eq!(report.get("valid"), Some(&Value::Bool(true)), "{report:#}");
        assert_eq!(report["tasks"].as_array().unwrap().len(), tables, "{by}");
    }
}
