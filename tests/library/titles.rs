//! Titles as payrolls and job ads write them, read by the index for files (`tests/titles.csv`), and the agreement of that index
//! with the reader for single requests.
//!
//! Would catch: a title of a file that resolves to another role or level than the table says, or than the same title in a
//! request.

use std::sync::OnceLock;

use crate::case_list::rows;
use crate::title_requests::request;
use payband::names::{LevelWord, NameWords, NoCity, NoRole, PlaceIndex, Places, TitleIndex, TitleLevel, TitleScratch};
use payband::pack::Pack;
use proptest::prelude::*;

struct Readers {
    places: Places<'static>,
    index: TitleIndex<'static>,
}

fn readers() -> &'static Readers {
    static READERS: OnceLock<Readers> = OnceLock::new();
    READERS.get_or_init(|| {
        let pack: &'static Pack = Box::leak(Box::new(Pack::bundled()));
        let words: &'static NameWords = Box::leak(Box::new(NameWords::default()));
        Readers { places: Places::new(pack, words).unwrap(), index: TitleIndex::new(pack).unwrap() }
    })
}

#[test]
fn titles_of_files_mean_what_the_table_says() {
    let index = &readers().index;
    let mut scratch = TitleScratch::default();
    let (mut right, mut wrong, mut missed, mut refused) = (0, 0, 0, 0);
    let mut failures = Vec::new();
    for row in rows("titles.csv") {
        let [title, expected, level, why] = row.as_slice() else { panic!("{row:?}") };
        let reading = index.read(title, &mut scratch);
        let found = match reading.role {
            Ok(found) => found.role,
            Err(NoRole::Ambiguous) => "ambiguous",
            // A misspelling has a score but is no match.
            Err(NoRole::Unknown(Some(near))) if expected == "typo" && near.score > 0.7 => "typo",
            Err(_) => "none",
        };
        match (expected == found, reading.role.is_ok()) {
            (true, true) => right += 1,
            (true, false) => refused += 1,
            (false, true) => wrong += 1,
            (false, false) => missed += 1,
        }
        let found_level = match reading.level {
            LevelWord::One(level) if reading.role.is_ok() => level,
            _ => "",
        };
        if found != expected || found_level != level {
            failures.push(format!("{title:?}: expected {expected} {level}, read {reading:?} ({why})"));
        }
    }
    assert!(
        failures.is_empty(),
        "found {right}, wrongly found {wrong}, missed {missed}, rightly refused {refused}; {} rows differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Checks that the index finds what the reader for requests finds.
fn agree(text: &str, scratch: &mut TitleScratch) -> Result<(), String> {
    let readers = readers();
    let found = request(text);
    let reading = readers.index.read(text, scratch);
    match (&found, reading.role) {
        (Ok(one), Ok(other)) => {
            let level = match (&one.level, reading.level) {
                (TitleLevel::Unstated, LevelWord::Unstated | LevelWord::SetAside)
                | (TitleLevel::Several(_), LevelWord::Several) => true,
                (TitleLevel::One(one), LevelWord::One(other)) => one == other,
                _ => false,
            };
            if one.role == other.role && one.kind == other.kind && level && (0.8..=1.0).contains(&other.score) {
                return Ok(());
            }
        }
        (Err(_), _) => return Ok(()),
        (Ok(_), Err(_)) => {}
    }
    Err(format!("{text:?}: {found:?}, but in files {reading:?}"))
}

#[test]
fn every_name_is_read_in_files_as_in_requests() {
    let pack = Pack::bundled();
    let mut scratch = TitleScratch::default();
    let mut failures = Vec::new();
    for row in rows("names.csv") {
        let [kind, text, expected, ..] = row.as_slice() else { panic!("{row:?}") };
        if kind == "role" {
            failures.extend(agree(text, &mut scratch).err());
            let found = readers().index.read(text, &mut scratch).role.map_or("none", |found| found.role);
            if found != expected {
                failures.push(format!("{text:?}: expected {expected}, found {found}"));
            }
        } else {
            let (one, other) = (readers().places.resolve(text).unwrap(), readers().index.places().read(text));
            let same = match (&one, other) {
                (Ok(one), Ok(other)) => *one == other,
                (Ok((one, _)), Err(NoCity::Province(other))) => *one == other,
                (Err(_), Err(_)) => true,
                _ => false,
            };
            if !same {
                failures.push(format!("{text:?}: {one:?}, but in files {other:?}"));
            }
        }
    }
    for role in pack.roles().unwrap() {
        for name in [&role.id, &role.title, &role.title_zh] {
            failures.extend(agree(name, &mut scratch).err());
        }
    }
    for alias in pack.role_aliases().unwrap() {
        failures.extend(agree(&alias.alias, &mut scratch).err());
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn names_without_spaces_are_read_in_files_as_in_requests() {
    // `mobileapplicationdeveloper` is the title without its domain word, which is tried before the aliases.
    let pack = Pack::bundled();
    let mut scratch = TitleScratch::default();
    let titles = pack.roles().unwrap().iter().map(|role| role.title.as_str());
    let aliases = pack.role_aliases().unwrap().iter().map(|alias| alias.alias.as_str());
    let mut failures = Vec::new();
    for name in titles.chain(aliases) {
        let text = name.replace(' ', "");
        if text != name && readers().index.read(&text, &mut scratch).role.is_ok() {
            failures.extend(agree(&text, &mut scratch).err());
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Would catch a word beside titles, which only files know, that hides a code or a word with a function in titles; and a control
/// character that is read otherwise than a space.
#[test]
fn words_beside_titles_and_control_characters_make_no_difference() {
    let pack = Pack::bundled();
    let mut scratch = TitleScratch::default();
    let mut failures = Vec::new();
    let words = pack.context_words().unwrap();
    // Short words may be letters of a code. Of the others, which take long, every thirteenth is tried.
    let is_tried = |at: usize, word: &str| word.len() <= 3 || at.is_multiple_of(13);
    for (at, word) in words.iter().enumerate().filter(|(at, word)| is_tried(*at, &word.word)) {
        let title = ["Data Scientist", "数据分析师"][at % 2];
        let word = &word.word;
        for text in [format!("{title}-{word} 2017"), format!("{word}-0045821 {title}"), format!("{word} {title}")] {
            failures.extend(agree(&text, &mut scratch).err());
            let mut read = |text: &str| {
                let reading = readers().index.read(text, &mut scratch);
                (reading.role.map_err(|_| "none"), reading.level)
            };
            let spaced = read(&text);
            for control in ["\u{16}", "\0", "\u{7f}", "\u{16}\u{16}"] {
                let other = text.replace(' ', control);
                let controlled = read(&other);
                if spaced != controlled {
                    failures.push(format!("{text:?} with {control:?}: {spaced:?}, {controlled:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_index_is_shared_between_threads() {
    fn shared<T: Sync + Send>(_: &T) {}
    shared(&readers().index);
    shared(readers().index.places());
}

#[test]
fn a_level_cell_means_what_the_aliases_say() {
    let levels = readers().index.levels();
    for (text, level) in [
        ("Junior", Some("entry")),
        ("Mid", Some("mid")),
        ("SENIOR", Some("senior")),
        ("高级", Some("senior")),
        ("EN", Some("entry")),
        ("MI", Some("mid")),
        ("SE", Some("senior")),
        // The pack has no executive level, and a grade is an employer's own.
        ("EX", None),
        ("P6", None),
        ("L5", None),
        ("", None),
    ] {
        assert_eq!(levels.find(text).map(|(id, _)| id), level, "{text}");
    }
}

#[test]
fn a_city_cell_is_looked_up_by_its_city_part() {
    let pack = Pack::bundled();
    let places = PlaceIndex::new(&pack).unwrap();
    for (text, part, read) in [
        ("重庆·沙坪坝区", "重庆", Ok("chongqing")),
        ("武汉-洪山区", "武汉", Ok("wuhan")),
        ("武汉－东湖新技...", "武汉", Ok("wuhan")),
        ("湖北省武汉市洪山区", "武汉市", Ok("wuhan")),
        ("London, UK", "London", Err(NoCity::Unknown)),
        ("Stratford-upon-Avon", "Stratford-upon-Avon", Err(NoCity::Unknown)),
        ("北京-昌平区", "北京", Ok("beijing")),
        ("深圳-福田区", "深圳", Ok("shenzhen")),
        ("Shanghai, China", "Shanghai", Ok("shanghai")),
        ("江苏省", "江苏省", Err(NoCity::Province("jiangsu"))),
        ("Zhejiang", "Zhejiang", Err(NoCity::Province("zhejiang"))),
        ("异地招聘", "异地招聘", Err(NoCity::Unknown)),
        ("remote", "remote", Ok("remote")),
        ("北京、上海", "北京", Err(NoCity::TwoCities)),
        ("", "", Err(NoCity::Empty)),
        (" - ", "-", Err(NoCity::Unknown)),
    ] {
        assert_eq!(places.city_part(text), part, "{text}");
        assert_eq!(places.read(text).map(|(id, _)| id), read, "{text}");
    }
    assert_eq!(places.nearest("Shangai - Pudong").first().map(|near| near.id.as_str()), Some("shanghai"));
}

#[test]
fn near_titles_are_suggested() {
    let index = &readers().index;
    let mut scratch = TitleScratch::default();
    for row in rows("names.csv") {
        let [_, text, _, _, why] = row.as_slice() else { panic!("{row:?}") };
        // The index looks up words one by one, so that two words written as one and misspelt are not found.
        if let Some(meant) = why.strip_prefix("typo of ").filter(|_| row.first().is_some_and(|kind| kind == "role")) {
            let nearest = index.nearest(text, &mut scratch);
            assert!(nearest.iter().any(|near| near.id == meant), "{text}: {nearest:?}");
        }
    }
    assert!(index.nearest("Zookeeper", &mut scratch).is_empty());
    assert!(index.nearest(&"cloud architect ".repeat(1000), &mut scratch).is_empty());
}

#[test]
fn a_lower_threshold_lets_more_through() {
    let pack = Pack::bundled();
    let index = TitleIndex::new(&pack).unwrap().with_min_score(0.6);
    let mut scratch = TitleScratch::default();
    for (title, role) in [
        ("Sofware Engineer", Ok("software-engineer")),
        ("Java开发工程师（东莞南城）", Ok("backend-developer")),
        ("Cloud Architect, Fintech", Err(NoRole::OtherDomain)),
        ("Data Scientist / DevOps Engineer", Err(NoRole::Ambiguous)),
    ] {
        assert_eq!(index.read(title, &mut scratch).role.map(|found| found.role), role, "{title}");
    }
}

/// Catches an ambiguous title that is answered with every job in it.
#[test]
fn an_ambiguous_title_has_three_candidates_at_most() {
    let title = "Healthcare Data Scientist, EHR Systems Engineer, Healthcare Cloud Architect, SaMD";
    let index = &readers().index;
    let mut scratch = TitleScratch::default();
    assert_eq!(index.read(title, &mut scratch).role.map(|found| found.role), Err(NoRole::Ambiguous));
    let ids: Vec<String> = index.nearest(title, &mut scratch).into_iter().map(|role| role.id).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
}

/// Texts made of parts of titles, so that the rules are reached.
fn title() -> impl Strategy<Value = String> {
    let pack = Pack::bundled();
    let mut pieces: Vec<String> = pack.roles().unwrap().iter().map(|role| role.title.owned()).collect();
    pieces.extend(pack.roles().unwrap().iter().map(|role| role.title_zh.owned()));
    pieces.extend(pack.role_aliases().unwrap().iter().map(|alias| alias.alias.owned()));
    pieces.extend(pack.name_words().unwrap().iter().map(|word| word.word.owned()));
    pieces.extend(pieces.clone().iter().flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()));
    let piece = prop_oneof![
        6 => prop::sample::select(pieces),
        1 => any::<String>(),
        1 => "[A-Z]{1,3}[0-9]{2,6}",
        1 => prop::sample::select(vec!["东莞市", "Wuhan", "研发部", "Example Ltd.", "team", "İ", "ﬁ", "\u{301}", "工程师"]).prop_map(str::to_owned),
    ];
    let joint = prop::sample::select(vec!["", " ", " ", "-", " - ", ", ", "/", "（", ")", "、", "_"]);
    prop::collection::vec((piece, joint), 0..6)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_request_finds_a_file_finds_too(text in title()) {
        let mut scratch = TitleScratch::default();
        // The buffers are not empty before the title is read.
        let _ = readers().index.read("高级医疗数据科学家 (Cloud, Shanghai)", &mut scratch);
        prop_assert_eq!(agree(&text, &mut scratch), Ok(()));
        prop_assert!(readers().index.nearest(&text, &mut scratch).len() <= 3);
        let places = readers().index.places();
        let _ = (places.read(&text), places.nearest(&text));
        prop_assert!(text.contains(places.city_part(&text)));
    }
}

/// Catches a score or rule that differs from the table of docs/files.md.
#[test]
fn scores_are_those_of_the_guide_to_files() {
    let pack = Pack::bundled();
    let index = TitleIndex::new(&pack).unwrap().with_min_score(0.1);
    let mut scratch = TitleScratch::default();
    let page = std::fs::read_to_string(format!("{}/docs/files.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let table = page.split("| title | role | `market_match` | score |\n| --- | --- | --- | --- |\n").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 10);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let found = index.read(cells[0], &mut scratch).role.unwrap();
        let role = pack.role_title(found.role).unwrap();
        assert_eq!([role, found.kind.as_str(), &format!("{:.4}", found.score)], cells[1..], "{}", cells[0]);
    }
}
