//! Titles and city strings as people write them, and what each must resolve to, `none` included (`tests/names.csv`).
//!
//! Would catch: a matcher that grows more generous or more timid than the table, and an alias that begins to collide.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use payband::names::{Places, TitleLevel, Titles, Words};
use payband::pack::Pack;

struct Case {
    kind: String,
    text: String,
    expected: String,
    level: String,
    why: String,
}

fn cases() -> Vec<Case> {
    let mut reader = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/names.csv")).unwrap();
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let cell = |at: usize| record.get(at).unwrap().to_owned();
        out.push(Case { kind: cell(0), text: cell(1), expected: cell(2), level: cell(3), why: cell(4) });
    }
    out
}

#[test]
fn every_name_resolves_to_what_the_table_says() {
    let pack = Pack::bundled();
    let words = Words::default();
    let titles = Titles::new(&pack, &words);
    let places = Places::new(&pack, &words).unwrap();
    let (mut right, mut wrong, mut missed, mut refused) = (0, 0, 0, 0);
    let mut failures = Vec::new();
    for case in cases() {
        let (found, level, nearest) = match case.kind.as_str() {
            "role" => match titles.resolve(&case.text).unwrap() {
                Ok(found) => {
                    let level = match found.level {
                        TitleLevel::One(level) => level,
                        TitleLevel::Unstated | TitleLevel::Several(_) => String::new(),
                    };
                    (found.role, level, Vec::new())
                }
                Err(error) => ("none".to_owned(), String::new(), error.nearest),
            },
            "city" => match places.resolve(&case.text).unwrap() {
                Ok((found, _)) => (found.to_owned(), String::new(), Vec::new()),
                Err(error) => ("none".to_owned(), String::new(), error.nearest),
            },
            other => panic!("unknown kind {other}"),
        };
        match (case.expected == found, case.expected.as_str(), found.as_str()) {
            (true, "none", _) => refused += 1,
            (true, ..) => right += 1,
            (false, _, "none") => missed += 1,
            (false, ..) => wrong += 1,
        }
        if found != case.expected || level != case.level {
            failures.push(format!(
                "{} {:?}: expected {} {}, found {found} {level} ({})",
                case.kind, case.text, case.expected, case.level, case.why
            ));
        }
        // A typo is answered by the name that was meant, before any other.
        if let Some(meant) = case.why.split_once("typo of ").map(|(_, meant)| meant)
            && nearest.first().is_none_or(|near| near.id != meant)
        {
            failures.push(format!("{} {:?}: {meant} is not suggested first, but {nearest:?}", case.kind, case.text));
        }
        if case.why == "nothing near" && !nearest.is_empty() {
            failures.push(format!("{} {:?}: {nearest:?} are suggested", case.kind, case.text));
        }
    }
    assert!(
        failures.is_empty(),
        "found {right}, wrongly found {wrong}, missed {missed}, rightly refused {refused}; {} rows differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_name_of_the_pack_resolves_to_its_own_row() {
    let pack = Pack::bundled();
    let words = Words::default();
    let titles = Titles::new(&pack, &words);
    let places = Places::new(&pack, &words).unwrap();
    for role in pack.roles().unwrap() {
        for name in [&role.id, &role.title, &role.title_zh] {
            assert_eq!(titles.resolve(name).unwrap().map(|found| found.role), Ok(role.id.owned()), "{name}");
        }
    }
    for alias in pack.role_aliases().unwrap() {
        assert_eq!(
            titles.resolve(&alias.alias).unwrap().map(|found| found.role),
            Ok(alias.id.owned()),
            "{}",
            alias.alias
        );
    }
    for city in pack.cities().unwrap() {
        for name in [&city.id, &city.name, &city.name_zh] {
            assert_eq!(places.resolve(name).unwrap().map(|(id, _)| id), Ok(city.id.as_str()), "{name}");
        }
    }
    for alias in pack.city_aliases().unwrap() {
        assert_eq!(places.resolve(&alias.alias).unwrap().map(|(id, _)| id), Ok(alias.id.as_str()), "{}", alias.alias);
    }
}
