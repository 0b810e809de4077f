//! Titles and city strings as people write them, and the id that each must resolve to, or `none` (`tests/names.csv`).
//!
//! Would catch: a title that begins or ceases to match, and an alias that collides with another name.

use crate::title_requests::request;
use payband::names::{
    Lexicon, MatchKind, NameWords, PlaceIndex, Places, TitleIndex, TitleLevel, TitleScratch, Titles, UnresolvedReason,
};
use payband::pack::{Pack, Role};
use payband::pricing::has_price;

struct Case {
    kind: String,
    text: String,
    expected: String,
    level: String,
    why: String,
}

fn cases() -> Vec<Case> {
    let case = |row: Vec<String>| {
        let [kind, text, expected, level, why] = row.try_into().unwrap();
        Case { kind, text, expected, level, why }
    };
    crate::case_list::rows("names.csv").into_iter().map(case).collect()
}

#[test]
fn every_name_resolves_to_what_the_table_says() {
    let pack = Pack::bundled();
    let words = NameWords::default();
    let places = Places::new(&pack, &words).unwrap();
    let (mut right, mut wrong, mut missed, mut refused) = (0, 0, 0, 0);
    let mut failures = Vec::new();
    for case in cases() {
        let (found, level, nearest) = match case.kind.as_str() {
            "role" => match request(&case.text) {
                Ok(found) => {
                    let level = match found.level {
                        TitleLevel::One(level) => level,
                        TitleLevel::Unstated | TitleLevel::Several(_) | TitleLevel::PackHasNone(_) => String::new(),
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
        // A typo is answered with the name that was meant, before any other.
        if let Some(meant) = case.why.split_once("typo of ").map(|(_, meant)| meant)
            && nearest.first().is_none_or(|near| near.id != meant)
        {
            failures.push(format!("{} {:?}: {meant} is not suggested first, but {nearest:?}", case.kind, case.text));
        }
        // A part of a name is answered with the rows that have it, if those are few.
        if let Some(meant) = case.why.strip_prefix("a part of the name of ")
            && !nearest.iter().any(|near| near.id == meant)
        {
            failures.push(format!("{} {:?}: {meant} is not suggested, but {nearest:?}", case.kind, case.text));
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
    let words = NameWords::default();
    let places = Places::new(&pack, &words).unwrap();
    for role in pack.roles().unwrap() {
        for name in [&role.id, &role.title, &role.title_zh] {
            assert_eq!(request(name).map(|found| found.role), Ok(role.id.owned()), "{name}");
        }
    }
    for alias in pack.role_aliases().unwrap() {
        let rows = pack.role_aliases().unwrap().iter().filter(|row| row.alias == alias.alias);
        let ids: Vec<String> = rows.map(|row| row.id.owned()).collect();
        let found = request(&alias.alias);
        match ids.as_slice() {
            [id] => assert_eq!(found.map(|found| found.role).as_ref(), Ok(id), "{}", alias.alias),
            _ => assert_eq!(found.unwrap_err().reason, UnresolvedReason::Ambiguous(ids), "{}", alias.alias),
        }
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

/// The message for a title that could mean several roles names those with a price.
#[test]
fn an_ambiguous_name_lists_what_it_could_mean() {
    let pack = Pack::bundled();
    let words = NameWords::default();
    let priced = |pack: &Pack, role: &Role| has_price(pack, role, None);
    let titles = Titles::new(&pack, &words).suggesting(priced);
    let index = TitleIndex::new(&pack).unwrap();
    for (text, message) in [
        ("PM", "\"PM\" could mean Product Manager, Clinical Product Manager or Project Manager"),
        ("高级PM", "\"高级PM\" could mean Product Manager, Clinical Product Manager or Project Manager"),
        ("EMR", "\"EMR\" could mean EHR Systems Engineer, Clinical Product Manager or Clinical Analyst"),
        (
            "Data Scientist / Product Manager",
            "\"Data Scientist / Product Manager\" could mean Healthcare Data Scientist or Product Manager",
        ),
        // No role has a price, so that all are named.
        (
            "AI Governance Officer / ICT Specialist",
            "\"AI Governance Officer / ICT Specialist\" could mean AI Governance Officer or ICT Specialist",
        ),
    ] {
        let error = titles.resolve(text).unwrap().unwrap_err();
        assert_eq!((error.to_string().as_str(), error.hint()), (message, None));
        let read = index.read(text, &mut TitleScratch::default());
        assert_eq!(read.role, Err(payband::names::NoRole::Ambiguous), "{text}");
    }
    // Other words of the title decide.
    for text in ["PM (Product Manager)", "产品经理/PM", "PM, Clinical Product Manager"] {
        let wanted = if text.contains("Clinical") { "clinical-product-manager" } else { "product-manager" };
        assert_eq!(titles.resolve(text).unwrap().unwrap().role, wanted, "{text}");
        assert_eq!(index.read(text, &mut TitleScratch::default()).role.unwrap().role, wanted, "{text}");
    }
    let places = Places::new(&pack, &words).unwrap();
    let error = places.resolve("北京 上海").unwrap().unwrap_err();
    assert_eq!(error.to_string(), "\"北京 上海\" could mean Beijing or Shanghai");
}

/// An alias of an overlay replaces every meaning of the name in the pack, and may be ambiguous itself.
#[test]
fn an_alias_of_an_overlay_replaces_all_meanings_of_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "alias,id\nPM,product-manager\nSWE,software-engineer\nSWE,backend-developer\n";
    std::fs::write(folder.path().join("role_aliases.csv"), rows).unwrap();
    let pack = Pack::open(None, &[folder.path()]).unwrap();
    let words = NameWords::default();
    let titles = Titles::new(&pack, &words);
    assert_eq!(titles.resolve("PM").unwrap().unwrap().role, "product-manager");
    let error = titles.resolve("SWE").unwrap().unwrap_err();
    assert_eq!(error.to_string(), "\"SWE\" could mean Software Engineer or Backend Developer");
    // The table as text has the same rows.
    let shown = pack.raw_rows("role_aliases").unwrap();
    let of =
        |name: &str| shown.rows.iter().filter(|row| row.cells[0] == name).map(|row| row.cells[1].as_str()).collect();
    let (pm, swe): (Vec<&str>, Vec<&str>) = (of("PM"), of("SWE"));
    assert_eq!((pm, swe), (vec!["product-manager"], vec!["software-engineer", "backend-developer"]));
    assert!(payband::names::collisions(&pack).unwrap().is_empty());
}

/// Would catch an alias of an overlay that loses to a name of the pack, in a single request or in a file.
#[test]
fn an_exact_alias_of_an_overlay_wins_over_every_other_match() {
    let folder = tempfile::tempdir().unwrap();
    let write = |overlay: &str, table: &str, text: &str| {
        std::fs::create_dir_all(folder.path().join(overlay)).unwrap();
        std::fs::write(folder.path().join(overlay).join(table), text).unwrap();
    };
    // The pack has these names as words of a title, as a title, as an alias written otherwise, and as an alias of a lower
    // overlay.
    let rows = "alias,id\nCloud Architect,ehr-systems-engineer\nBackend Developer,software-engineer\n\
                product manager,clinical-product-manager\nWidget Wrangler,software-engineer\n";
    write("one", "role_aliases.csv", rows);
    write("two", "role_aliases.csv", "alias,id\nwidget-wrangler,backend-developer\n");
    write("two", "city_aliases.csv", "alias,id\nShanghai,suzhou\n");
    write("two", "level_aliases.csv", "alias,id\nsenior,mid\n");
    let overlays = [folder.path().join("one"), folder.path().join("two")];
    let pack = Pack::open(None, &overlays).unwrap();
    let words = NameWords::default();
    let (titles, index) = (Titles::new(&pack, &words), TitleIndex::new(&pack).unwrap());
    for (text, role, kind, level) in [
        ("Cloud Architect", "ehr-systems-engineer", MatchKind::Alias, None),
        ("cloud ARCHITECT", "ehr-systems-engineer", MatchKind::Alias, None),
        ("Senior Cloud Architect", "ehr-systems-engineer", MatchKind::Alias, Some("mid")),
        ("Cloud Architect / Cloud Architect", "ehr-systems-engineer", MatchKind::Tokens, None),
        ("Backend Developer", "software-engineer", MatchKind::Alias, None),
        ("Product Manager", "clinical-product-manager", MatchKind::Alias, None),
        ("Widget Wrangler", "backend-developer", MatchKind::Alias, None),
        // Names that the overlays do not have keep their meaning.
        ("云架构师", "healthcare-cloud-architect", MatchKind::Tokens, None),
        ("Healthcare Cloud Architect", "healthcare-cloud-architect", MatchKind::Exact, None),
    ] {
        let single = titles.resolve(text).unwrap().unwrap();
        assert_eq!((single.role.as_str(), single.kind), (role, kind), "{text}");
        let level_of_one = match &single.level {
            TitleLevel::One(level) => Some(level.as_str()),
            _ => None,
        };
        assert_eq!(level_of_one, level, "{text}");
        let found = index.read(text, &mut TitleScratch::default()).role.unwrap();
        assert_eq!((found.role, found.kind), (role, kind), "{text} in a file");
    }
    let places = Places::new(&pack, &words).unwrap();
    assert_eq!(places.resolve("Shanghai").unwrap().unwrap().0, "suzhou");
    assert_eq!(PlaceIndex::new(&pack).unwrap().read("Shanghai").unwrap().0, "suzhou");
    assert_eq!(Lexicon::levels(&pack).unwrap().resolve("Senior").unwrap().0, "mid");
    // A name of two rows is reported.
    let clashes: Vec<String> = payband::names::collisions(&pack).unwrap().iter().map(ToString::to_string).collect();
    assert!(
        clashes.iter().any(|clash| clash.contains("one/role_aliases.csv:3: column alias, value \"Backend Developer\""))
    );
    assert!(clashes.iter().any(|clash| clash.contains("two/city_aliases.csv:2: column alias, value \"Shanghai\"")));
}

/// Would catch two aliases that fold to the same name and mean different rows.
#[test]
fn names_that_are_only_folded_alike_are_a_collision() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "alias,id\nWidget Maker,software-engineer\nwidget-maker,backend-developer\nProduct  Manager,tester\n";
    std::fs::write(folder.path().join("role_aliases.csv"), rows).unwrap();
    let pack = Pack::open(None, &[folder.path()]).unwrap();
    let found: Vec<String> = payband::names::collisions(&pack)
        .unwrap()
        .iter()
        .map(|error| error.value.clone().unwrap_or_default())
        .collect();
    assert_eq!(found, ["widget-maker", "Product  Manager"]);
}
