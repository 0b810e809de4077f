//! Places and job titles of the United States as payrolls and job boards write them, and what each must be
//! (`tests/us_places.csv`, `tests/us_titles.csv`, written without knowledge of the pack).
//!
//! Would catch: a rule for places or titles that finds less, or wrong ones.

use std::collections::{BTreeMap, HashMap};
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

/// The first three cells of each row of a list.
fn rows(file: &str) -> impl Iterator<Item = [String; 3]> {
    crate::case_list::rows(file).into_iter().map(|row| [0, 1, 2].map(|at| row[at].clone()))
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
        Err(NoCity::TwoCities) => "two-cities".to_owned(),
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
    let cases = rows("us_places.csv").map(|row| {
        let answer = place_code(&pack, &places, &row[0]);
        (row, answer)
    });
    check(&cases.collect::<Vec<_>>());
}

/// The least number of titles of the pack that an official file has in the same occupation.
const MIN_OFFICIAL: usize = 920;

/// The job titles of the pack that official files have, with the occupations in which they have them (`tests/us_official_titles.csv`):
/// `dmtf` is the Direct Match Title File of the 2018 SOC (bls.gov/soc/2018), `onet` the Alternate Titles and the Sample of Reported
/// Titles of O*NET 29.3 (onetcenter.org, CC BY 4.0). The first decides where both have a title. The other titles of the pack are in
/// neither.
///
/// Would catch a title that is priced as another occupation than the files say, without a reason, and a reason that is no longer needed.
#[test]
fn titles_are_in_the_occupations_of_the_official_files() {
    let pack = us_pack();
    let code = |id: &str| pack.roles().unwrap().get(id).unwrap().code.owned();
    let mut own: HashMap<String, Vec<String>> = HashMap::new();
    for role in pack.roles().unwrap().iter() {
        own.entry(role.title.owned()).or_default().push(role.code.owned());
    }
    for alias in pack.role_aliases().unwrap().iter() {
        own.entry(alias.alias.owned()).or_default().push(code(&alias.id));
    }
    let mut official: BTreeMap<String, (String, String, String)> = BTreeMap::new();
    let path = format!("{}/tests/us_official_titles.csv", env!("CARGO_MANIFEST_DIR"));
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let [title, file, codes, reason] = [0, 1, 2, 3].map(|at| record[at].to_owned());
        assert!(["dmtf", "onet"].contains(&file.as_str()), "{title}: {file}");
        // The rows of a title follow each other, that of the direct match file first.
        official.entry(title).or_insert((file, codes, reason));
    }
    let mut agree = 0;
    for (title, (file, codes, reason)) in &official {
        let own = own.get(title).unwrap_or_else(|| panic!("{title} is no title of the pack"));
        let is_there = codes.split(';').any(|code| own.iter().any(|own| own == code));
        agree += usize::from(is_there);
        assert_eq!(is_there, reason.is_empty(), "{title}: {own:?}, in {file} {codes}; reason {reason:?}");
    }
    assert!(agree >= MIN_OFFICIAL, "{agree} of {}", official.len());
}

/// The least number of titles of the Direct Match Title File in occupations of the pack that are found.
const MIN_DIRECT_MATCHES: usize = 190;

/// The title of the Direct Match Title File that is found in another occupation: the file has programmers there, and a level in a
/// title does not change the role.
const OTHER_BY_LEVEL: &str = "Junior Software Developer";

/// Every title of the Direct Match Title File (`tests/soc_direct_match_titles.csv`; bls.gov/soc/2018, public domain).
///
/// Would catch a title that is priced as an occupation in which the file does not have it, above all one that the pack lacks.
#[test]
fn no_title_of_another_occupation_is_priced() {
    let pack = us_pack();
    let index = TitleIndex::new(&pack).unwrap();
    let mut scratch = TitleScratch::default();
    let path = format!("{}/tests/soc_direct_match_titles.csv", env!("CARGO_MANIFEST_DIR"));
    let (mut right, mut wrong) = (0, Vec::new());
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let (title, codes) = (&record[0], &record[1]);
        let answer = role_code(&pack, &index, title, &mut scratch);
        if codes.split(';').any(|code| code == answer) {
            right += 1;
        } else if answer != "none" && answer != "ambiguous" {
            wrong.push(title.to_owned());
        }
    }
    assert_eq!(wrong, [OTHER_BY_LEVEL]);
    assert!(right >= MIN_DIRECT_MATCHES, "{right}");
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
            (Err(one), Err(NoCity::Ambiguous | NoCity::TwoCities)) => {
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
    let cases = rows("us_titles.csv").map(|row| {
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
