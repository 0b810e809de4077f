//! Places and job titles of the United States as payrolls and job boards write them, and what each must be
//! (`tests/us_places.csv`, `tests/us_titles.csv`, written without knowledge of the pack).
//!
//! Would catch: a rule for places or titles that finds less, or wrong ones.

use std::path::Path;

use payband::names::{NameWords, NoCity, NoRole, PlaceIndex, Places, TitleIndex, TitleScratch, UnresolvedReason};
use payband::pack::Pack;

/// The least share of the texts found that are found rightly.
const MIN_PRECISION: f64 = 0.98;

/// The least share of the texts with a code that are found.
const MIN_RECALL: f64 = 0.9;

fn us_pack() -> Pack {
    Pack::open(Some(Path::new("us-oews-2025")), &[] as &[&Path]).unwrap()
}

fn rows(file: &str) -> Vec<[String; 3]> {
    let path = format!("{}/tests/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|record| record.unwrap()).map(|record| [0, 1, 2].map(|at| record[at].to_owned())).collect()
}

/// Compares what was found with what must be: a code, or the reason why there is none.
fn check(cases: &[([String; 3], String)]) {
    let (mut found, mut right, mut wanted) = (0, 0, 0);
    let mut differ = String::new();
    for ([text, code, what], answer) in cases {
        let is_code = |text: &str| text.bytes().next().is_some_and(|letter| letter.is_ascii_digit());
        let expected = if code.is_empty() { what } else { code };
        wanted += u32::from(is_code(expected));
        found += u32::from(is_code(answer));
        right += u32::from(is_code(answer) && answer == expected);
        if answer != expected {
            differ.push_str(&format!("{text:?}: {expected} ({what}), read as {answer}\n"));
        }
    }
    let (precision, recall) = (f64::from(right) / f64::from(found), f64::from(right) / f64::from(wanted));
    assert!(precision >= MIN_PRECISION && recall >= MIN_RECALL, "precision {precision}, recall {recall}:\n{differ}");
}

/// The code of the place that a text means, or why there is none.
fn place_code(pack: &Pack, places: &PlaceIndex<'_>, text: &str) -> String {
    match places.read(text) {
        Ok((id, _)) => pack.cities().unwrap().get(id).unwrap().code.owned(),
        Err(NoCity::Ambiguous) => "ambiguous".to_owned(),
        Err(_) => "none".to_owned(),
    }
}

/// The code of the occupation that a title means, or why there is none.
fn role_code(pack: &Pack, index: &TitleIndex<'_>, text: &str, scratch: &mut TitleScratch) -> String {
    match index.read(text, scratch).role {
        Ok(found) => pack.roles().unwrap().get(found.role).unwrap().code.owned(),
        Err(NoRole::Ambiguous) => "ambiguous".to_owned(),
        Err(_) => "none".to_owned(),
    }
}

#[test]
fn places_are_what_their_writers_mean() {
    let pack = us_pack();
    let places = PlaceIndex::new(&pack).unwrap();
    let cases = rows("us_places.csv").into_iter().map(|mut row| {
        // Two cities are ambiguous.
        row[2] = row[2].replace("two-cities", "ambiguous");
        let answer = place_code(&pack, &places, &row[0]);
        (row, answer)
    });
    check(&cases.collect::<Vec<_>>());
}

/// Would catch a request that means another place than the same text in a file.
#[test]
fn a_place_means_the_same_in_a_request_as_in_a_file() {
    let pack = us_pack();
    let words = NameWords::default();
    let (places, index) = (Places::new(&pack, &words).unwrap(), PlaceIndex::new(&pack).unwrap());
    for [text, ..] in rows("us_places.csv") {
        let request = places.resolve(&text).unwrap();
        match (&request, index.read(&text)) {
            (Ok(one), Ok(other)) => assert_eq!(*one, other, "{text}"),
            (Err(one), Err(NoCity::Ambiguous)) => {
                assert!(matches!(one.reason, UnresolvedReason::Ambiguous(_)), "{text}: {one:?}");
            }
            (Err(_), Err(_)) => {}
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn titles_are_what_their_writers_mean() {
    let pack = us_pack();
    let index = TitleIndex::new(&pack).unwrap();
    let mut scratch = TitleScratch::default();
    let cases = rows("us_titles.csv").into_iter().map(|row| {
        let answer = role_code(&pack, &index, &row[0], &mut scratch);
        (row, answer)
    });
    check(&cases.collect::<Vec<_>>());
}

/// Cases of the rules, each with its exact answer (`tests/us_more_names.csv`).
///
/// Would catch a rule that is lost: a code is no word, a state is no town, a county is no city, a title has one occupation.
#[test]
fn each_further_name_is_read_as_stated() {
    let pack = us_pack();
    let (index, places) = (TitleIndex::new(&pack).unwrap(), PlaceIndex::new(&pack).unwrap());
    let mut scratch = TitleScratch::default();
    let mut differ = String::new();
    for [kind, text, expected] in rows("us_more_names.csv") {
        let answer = match kind.as_str() {
            "place" => place_code(&pack, &places, &text),
            _ => role_code(&pack, &index, &text, &mut scratch),
        };
        if answer != expected {
            differ.push_str(&format!("{text:?}: {expected}, read as {answer}\n"));
        }
    }
    assert!(differ.is_empty(), "{differ}");
}

/// Would catch an alias of `--unmatched` that means the towns of one name in all states.
#[test]
fn an_unknown_town_is_listed_with_its_state() {
    let pack = us_pack();
    let places = PlaceIndex::new(&pack).unwrap();
    for (text, part) in [
        ("Plano, TX 75024", "Plano, TX"),
        (" Plano, TX 75024-1234 (Hybrid)", "Plano, TX"),
        ("Mountain View, CA", "Mountain View, CA"),
        ("Plano", "Plano"),
        ("75024", "75024"),
        ("(Plano)", "(Plano)"),
    ] {
        assert_eq!(places.city_part(text), part);
    }
    let folder = tempfile::tempdir().unwrap();
    let aliases = "alias,id\n\"Plano, TX\",dallas-fort-worth-arlington-tx\n";
    std::fs::write(folder.path().join("city_aliases.csv"), aliases).unwrap();
    let pack = Pack::open(Some(Path::new("us-oews-2025")), &[folder.path()]).unwrap();
    let places = PlaceIndex::new(&pack).unwrap();
    for text in ["Plano, TX 75024", "Plano, Texas", "Plano", "Plano, TX (Hybrid)"] {
        assert_eq!(places.read(text).map(|(id, _)| id), Ok("dallas-fort-worth-arlington-tx"), "{text}");
    }
    assert_eq!(places.read("Plano, IL").map(|(id, _)| id), Err(NoCity::Unknown));
}
