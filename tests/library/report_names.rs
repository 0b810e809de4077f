//! Every role, skill, employer, university, place and authority that the report names, with the row of the pack that it means
//! (`tests/report_names.csv`, written by hand; roles in the singular).
//!
//! Would catch: a name of the report that the pack lacks or reads as something else, and a row that cites the report without
//! being named in it. Words for groups of people that no employer prices are left out: "senior engineers", "health tech
//! specialists", "AI-based roles".

use std::collections::BTreeSet;

use payband::names::{Lexicon, NameWords, Places, Titles};
use payband::pack::Pack;

struct Name {
    section: String,
    kind: String,
    text: String,
    id: String,
}

fn names() -> Vec<Name> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/report_names.csv");
    let mut out = Vec::new();
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let cell = |at: usize| record.get(at).unwrap().to_owned();
        out.push(Name { section: cell(0), kind: cell(1), text: cell(2), id: cell(3) });
    }
    out
}

#[test]
fn every_name_in_the_report_means_a_row_of_the_pack() {
    let pack = Pack::bundled();
    let words = NameWords::default();
    let titles = Titles::new(&pack, &words);
    let places = Places::new(&pack, &words).unwrap();
    let skills = Lexicon::skills(&pack).unwrap();
    let mut failures = Vec::new();
    for Name { section, kind, text, id } in names() {
        let found = match kind.as_str() {
            "role" => titles.resolve(&text).unwrap().map(|found| found.role).ok(),
            "skill" => skills.resolve(&text).map(|(id, _)| id.to_owned()).ok(),
            "place" => places.resolve(&text).unwrap().map(|(id, _)| id.to_owned()).ok(),
            "employer" => {
                let mut rows = pack.employers().unwrap().iter();
                rows.find(|row| row.name.eq_ignore_ascii_case(&text)).map(|row| row.id.owned())
            }
            "university" => {
                let mut rows = pack.universities().unwrap().iter();
                rows.find(|row| row.name == text).map(|row| row.id.owned())
            }
            "territory" => {
                let mut rows = pack.facts().unwrap().iter();
                rows.find(|row| row.section == section && row.geography == id).map(|row| row.geography.owned())
            }
            "authority" => {
                let facts = pack.facts().unwrap().iter().map(|row| (&row.section, &row.attributed_to));
                let findings = pack.findings().unwrap().iter().map(|row| (&row.section, &row.attributed_to));
                let universities = pack.universities().unwrap().iter().map(|row| (&row.section, &row.attributed_to));
                facts
                    .chain(findings)
                    .chain(universities)
                    .filter(|(own, _)| **own == section)
                    .flat_map(|(_, attributed)| attributed.split("; "))
                    .find(|known| *known == id)
                    .map(str::to_owned)
            }
            // A body that acts, and is credited with nothing: a statement names it.
            "actor" => {
                let mut rows = pack.findings().unwrap().iter();
                rows.find(|row| row.section == section && row.statement.contains(&*id)).map(|_| id.clone())
            }
            other => panic!("unknown kind {other}"),
        };
        if found.as_deref() != Some(id.as_str()) {
            failures.push(format!("{section}, {kind} {text:?}: {id} expected, {found:?} found"));
        }
    }
    assert!(failures.is_empty(), "{} names are not in the pack:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_row_that_rests_on_the_report_is_named_in_it() {
    const REPORT: &str = "talenbrium-2025";
    let pack = Pack::bundled();
    let names = names();
    let named: BTreeSet<(&str, &str, &str)> =
        names.iter().map(|name| (name.kind.as_str(), name.id.as_str(), name.section.as_str())).collect();
    let mut rows: Vec<(&str, &str, &str)> = Vec::new();
    rows.extend(
        pack.roles()
            .unwrap()
            .iter()
            .filter(|row| row.source == REPORT)
            .map(|row| ("role", row.id.as_str(), row.section.as_str())),
    );
    rows.extend(
        pack.skills()
            .unwrap()
            .iter()
            .filter(|row| row.source == REPORT)
            .map(|row| ("skill", row.id.as_str(), row.section.as_str())),
    );
    rows.extend(
        pack.cities()
            .unwrap()
            .iter()
            .filter(|row| row.source == REPORT)
            .map(|row| ("place", row.id.as_str(), row.section.as_str())),
    );
    rows.extend(pack.employers().unwrap().iter().map(|row| ("employer", row.id.as_str(), row.section.as_str())));
    rows.extend(pack.universities().unwrap().iter().map(|row| ("university", row.id.as_str(), row.section.as_str())));
    let unnamed: Vec<_> = rows.into_iter().filter(|row| !named.contains(row)).collect();
    assert!(unnamed.is_empty(), "rows that the report does not name in their section: {unnamed:#?}");
}
