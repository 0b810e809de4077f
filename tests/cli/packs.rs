//! Packs of other markets: with few tables, and without a word of the bundled one.
//! The commands are run by a shell.

use std::fs;
use std::path::Path;
use std::process::Command;

use payband::pack::Pack;
use proptest::prelude::*;
use tempfile::TempDir;

/// The tables of a small pack that has every table of which a figure can depend.
const TABLES: [(&str, &str); 18] = [
    ("sources", "id,title,publisher,published\nsurvey,Clinic Pay Survey 2025,Example Institute,2025-09-15\n"),
    ("sections", "id,title\npay,Pay\n"),
    (
        "roles",
        "id,title,kind,slotted_to,match_grade\nnurse-informaticist,Nurse Informaticist,benchmark,,\nit-manager,IT \
         Manager,benchmark,,\napplication-specialist,Application Specialist,covered,nurse-informaticist,B\n",
    ),
    ("role_aliases", "alias,id\nHead of IT,it-manager\n"),
    ("city_aliases", "alias,id\nMünchen,munich\n"),
    ("name_words", "word,part\nclinic,domain\nbank,other_domain\n"),
    ("conventions", "id,value,unit\nsector-ageing-rate,3,percent a year\nlocal-currency,1,EUR\n"),
    (
        "salaries",
        "role,effective,geography,currency,median,yoy_pct,source\nnurse-informaticist,2025-07-01,DE,EUR,54000,3,survey\n\
         it-manager,2025-07-01,DE,EUR,78000,2,survey\n",
    ),
    ("cities", "id,name\nberlin,Berlin\nmunich,Munich\n"),
    (
        "city_market",
        "city,workforce,vacancies,supply_ratio,vacancy_days,cagr_pct,effective,source\n\
         berlin,4000,200,1.5,40,3,2025-07-01,survey\nmunich,3000,150,1.2,50,4,2025-07-01,survey\n",
    ),
    ("city_roles", "city,role,position\nberlin,it-manager,1\n"),
    ("geo_differentials", "city,relative_to,low_pct,high_pct,source\nmunich,the national median,8,12,survey\n"),
    (
        "levels",
        "id,name,min_years,low_pct,high_pct,source\nmid,Professional,0,0,0,survey\nsenior,Senior,6,10,20,survey\n",
    ),
    (
        "bonuses",
        "id,kind,low_pct,high_pct,of,over_years,years_of,source\nstay,retention,5,10,base salary,3,experience,survey\n",
    ),
    ("skills", "id,name,framework\nsql,SQL,core\n"),
    ("role_skills", "role,skill\nit-manager,sql\n"),
    ("fx", "base,quote,date,rate,source\nEUR,USD,2025-11-28,1.08,survey\n"),
    ("caveats", "id,section,affects,summary,statement\nsmall,pay,salaries,the sample is small,The sample is small\n"),
];

/// The tables that every pack must have.
const REQUIRED: [&str; 3] = ["sources", "roles", "salaries"];

/// Commands that ask for everything that a pack may have.
const COMMANDS: [&str; 30] = [
    "benchmark -r all",
    "benchmark -r all -f table --caveats",
    "benchmark -r 'IT Manager' -c Munich -l senior --explain",
    "benchmark -r 'IT Manager' -c all --reading calibrated",
    "benchmark -r 'IT Manager' --salary '40 EUR/hour' --current 60000 -f table",
    "benchmark -r 'IT Manager' --on 2026-01-01 --currency USD -f json",
    "benchmark -r 'IT Manager' --foreign-hire --period month --months 13",
    "compare -r all -l senior -f table",
    "compare -r 'IT Manager' -c Berlin -c Munich -f markdown",
    "compare -r all --against industry",
    "city -f table",
    "city Munich --year 2030",
    "skills -f table",
    "skills -r 'IT Manager' --have SQL",
    "roles -f table",
    "roles --budget 60000 -f table",
    "market",
    "market caveats",
    "market --find growth",
    "chart salary",
    "chart growth",
    "chart ranges -f svg",
    "chart workforce",
    "chart ladder -r 'IT Manager'",
    "chart automation",
    "report -r 'IT Manager' -o brief.html",
    "report -o market.md",
    "pack list",
    "pack show",
    "price staff.csv",
];

/// A folder with a pack of some tables, `pack`, and a file of people, `staff.csv`.
fn folder_with(wanted: impl Fn(&str) -> bool) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    for (name, text) in payband::pack::skeleton("clinics", "Clinics in Germany").unwrap() {
        fs::write(pack.join(name), text).unwrap();
    }
    for (table, text) in TABLES.iter().filter(|(table, _)| REQUIRED.contains(table) || wanted(table)) {
        fs::write(pack.join(format!("{table}.csv")), text).unwrap();
    }
    let staff =
        "title,city,level,pay\nSr. IT Manager,München,,95.000 €\nHead of IT (m/w/d),Berlin,Senior,8.000 €/month\n,,,\n";
    fs::write(folder.path().join("staff.csv"), staff).unwrap();
    folder
}

/// Runs a command on the pack of a folder: exit code, standard output and standard error.
fn run(folder: &Path, line: &str) -> (Option<i32>, String, String) {
    let program = env!("CARGO_BIN_EXE_payband");
    let output = Command::new("sh")
        .args(["-c", &format!("'{program}' --pack pack {line}")])
        .current_dir(folder)
        .env_clear()
        .envs([("PAYBAND_TODAY", "2025-12-01"), ("COLUMNS", "100")])
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Would catch a panic, an empty table and an error without a remedy, whichever tables a pack has.
    #[test]
    fn any_tables_give_answers_or_clear_errors(kept in proptest::collection::vec(any::<bool>(), TABLES.len())) {
        // A table may refer to another one only if that is there.
        let has = |table: &str| TABLES.iter().position(|(name, _)| *name == table).is_some_and(|at| kept[at]);
        let needs = |table: &str| match table {
            "city_aliases" | "city_market" | "city_roles" | "geo_differentials" => has("cities"),
            "role_skills" => has("skills"),
            "caveats" => has("sections"),
            _ => true,
        };
        let folder = folder_with(|table| has(table) && needs(table));
        for line in COMMANDS {
            let (code, printed, said) = run(folder.path(), line);
            prop_assert!(matches!(code, Some(0 | 1)), "{line}: {code:?} {said}");
            prop_assert!(!said.contains("panicked"), "{line}: {said}");
            prop_assert!(!printed.contains("no rows"), "{line}: {printed}");
            if code == Some(1) {
                prop_assert!(said.starts_with("error: ") || said.contains("\nerror: "), "{line}: {said}");
                prop_assert!(said.contains("hint: "), "{line}: {said}");
                prop_assert!(printed.is_empty(), "{line}: {printed}");
            }
        }
    }
}

/// Would catch words of the bundled pack that stand in code.
#[test]
fn a_pack_of_another_market_has_no_word_of_the_bundled_one() {
    let folder = folder_with(|_| true);
    for line in COMMANDS {
        let (code, printed, said) = run(folder.path(), line);
        // The pack has no premiums, facts or growth of a sector by section.
        let refused = ["--foreign-hire", "--against", "chart automation"].iter().any(|flag| line.contains(flag));
        assert_eq!(code, Some(i32::from(refused)), "{line}: {said}");
        let mut all = printed + &said;
        for file in ["brief.html", "market.md"] {
            let path = folder.path().join(file);
            if line.ends_with(file) {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
        // The list of packs names the bundled one.
        if line != "pack list" {
            let lower = all.to_lowercase();
            for word in [
                "china",
                "chinese",
                "healthcare",
                "second-tier",
                "tier-one",
                "talenbrium",
                "cny",
                "shanghai",
                "2030 cluster",
            ] {
                assert!(!lower.contains(word), "{line}: \"{word}\" in\n{all}");
            }
        }
        assert!(!all.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)), "{line}: {all}");
    }
    assert_eq!(run(folder.path(), "pack check").0, Some(1), "the descriptor names three tables only");
    let tables: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    assert_eq!(run(folder.path(), &format!("pack add pack {}", tables.join(" "))).0, Some(0));
    let (code, printed, said) = run(folder.path(), "pack check");
    assert_eq!((code, said.as_str()), (Some(0), ""), "{printed}");
}

/// Would catch a page or a table with a part that has no figures, and a step or a note about a bonus that the pack does not have.
#[test]
fn a_pack_with_few_tables_shows_nothing_empty() {
    let kept = ["levels", "cities", "geo_differentials"];
    let folder = folder_with(|table| kept.contains(&table));
    let headings = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect()
    };
    let (_, brief, _) = run(folder.path(), "report -r 'IT Manager' -c Munich");
    assert_eq!(headings(&brief), ["Market range", "How the range is computed", "Offer check", "Sources"]);
    let (_, market, _) = run(folder.path(), "report");
    assert_eq!(headings(&market), ["Market ranges", "Catalogue of roles", "Sources"]);
    assert!(market.contains("- 1 role without a median is left out; the catalogue names the role that prices each"));
    let (_, steps, _) = run(folder.path(), "benchmark -r 'IT Manager' --explain");
    for text in [brief, market, steps] {
        assert!(!text.contains("no rows") && !text.contains("retention"), "{text}");
    }
    let (_, chart, _) = run(folder.path(), "chart ranges -l senior");
    assert!(chart.contains("1 role without a median is left out; --role all adds them"), "{chart}");
    let kept = ["levels", "cities", "geo_differentials", "city_market"];
    let (_, market, _) = run(folder_with(|table| kept.contains(&table)).path(), "report");
    assert_eq!(market.matches("if the median includes premiums").count(), 1, "{market}");
}

/// Would catch an area that is printed as an id, although the pack names it.
#[test]
fn a_brief_names_the_functional_area_in_the_words_of_the_pack() {
    let folder = folder_with(|_| false);
    let pack = folder.path().join("pack");
    let roles = "id,title,area,kind\nit-manager,IT Manager,leiding,benchmark\nchief,AI Chief,leiding,emerging\n";
    fs::write(pack.join("roles.csv"), roles).unwrap();
    fs::write(
        pack.join("salaries.csv"),
        TABLES[7].1.replace("nurse-informaticist", "it-manager").replacen("2025-07", "2024-07", 1),
    )
    .unwrap();
    assert!(run(folder.path(), "report -r 'IT Manager'").1.contains("## What changes in leiding\n"));
    fs::write(pack.join("wording.csv"), "id,text\narea-leiding,Leadership\n").unwrap();
    assert!(run(folder.path(), "report -r 'IT Manager'").1.contains("## What changes in Leadership\n"));
}

/// Would catch a hint that names an option which does not work for the pack.
#[test]
fn hints_name_what_works_for_the_pack_in_use() {
    let folder = folder_with(|table| table == "cities");
    for (line, said) in [
        (
            "benchmark 'IT Manager' --currency USD",
            "error: there is no rate from EUR to USD\nhint: the pack has no rate for USD; give one with --currency USD --fx RATE\n",
        ),
        (
            "benchmark 'IT Manager' --salary '50000 USD'",
            "error: there is no rate from USD to EUR\nhint: the pack has no rate for USD; give one with --currency USD --fx RATE\n",
        ),
        (
            "benchmark 'IT Manager' --on today --ageing-rate role",
            "error: IT Manager has no published growth of its own to age by\nhint: give a percentage, as in --ageing-rate 3\n",
        ),
        (
            "benchmark 'IT Manager' --foreign-hire",
            "error: the pack has no premium for foreign hires\nhint: it is the row of premiums.csv with the kind hire; leave out \
             --foreign-hire for a price without it\n",
        ),
        (
            "pack show fx",
            "error: the pack has no rows of fx\nhint: `payband --pack pack pack show` lists the tables that have rows\n",
        ),
    ] {
        let pack = folder.path().join("pack");
        fs::write(pack.join("salaries.csv"), TABLES[7].1.replace(",2,", ",,")).unwrap();
        assert_eq!(run(folder.path(), line), (Some(1), String::new(), said.to_owned()), "{line}");
    }
    for line in [
        "benchmark 'IT Manager' --currency USD --fx 1.1",
        "benchmark 'IT Manager' --salary '50000 USD' --currency USD --fx 1.1",
        "benchmark 'IT Manager' --on today --ageing-rate 3",
    ] {
        assert_eq!(run(folder.path(), line).0, Some(0), "{line}");
    }
    let old = TABLES[7].1.replace("2025-07-01", "2024-07-01");
    fs::write(folder.path().join("pack/salaries.csv"), &old).unwrap();
    let age = "warning: the figures hold from 2024-07-01, more than 17 months ago; --on today";
    let (_, _, said) = run(folder.path(), "benchmark 'IT Manager'");
    assert_eq!(said, format!("{age} with a rate ages them, such as --ageing-rate 3%\n"));
    let (_, shown, _) = run(folder.path(), "benchmark 'IT Manager' -f table");
    assert!(shown.contains("Source: Example Institute, 2025-09-15, figures of 2024-07-01, 17 months old"), "{shown}");
    fs::write(folder.path().join("pack/conventions.csv"), TABLES[6].1).unwrap();
    assert_eq!(run(folder.path(), "benchmark 'IT Manager'").2, format!("{age} ages them\n"));
    // A table that is placed by hand, and a folder with a space.
    let (_, found, _) = run(folder.path(), "pack check");
    assert!(found.contains("add it with `payband pack add pack conventions`"), "{found}");
    let (_, _, said) = run(folder.path(), "pack new 'Zorg IT'");
    assert_eq!(
        said,
        "Zorg IT (its name is zorg-it): fill in roles.csv and salaries.csv, then `payband pack check \"Zorg IT\"`\n"
    );
}

/// Would catch a check of a file with semicolons that stops at the first wrong number, and one that shows a number as it was
/// rewritten.
#[test]
fn all_wrong_numbers_of_a_file_with_semicolons_are_shown_as_they_are_written() {
    let folder = folder_with(|_| false);
    let salaries = "role;effective;geography;currency;median;yoy_pct;source\n\
        nurse-informaticist;2025-07-01;DE;EUR;45.000;3;survey\n\
        it-manager;2025-07-01;DE;EUR;-5,5;8,2x;survey\n\
        it-manager;2024-07-01;DE;EUR;1.234,5;3;survey\n";
    fs::write(folder.path().join("pack/salaries.csv"), salaries).unwrap();
    let (code, found, _) = run(folder.path(), "pack check");
    assert_eq!(code, Some(1));
    for (line, value) in [(2, "45.000"), (3, "-5,5"), (3, "8,2x"), (4, "1.234,5")] {
        let shown = found.lines().filter(|text| {
            text.starts_with(&format!("pack/salaries.csv:{line}: ")) && text.contains(&format!("value \"{value}\""))
        });
        assert_eq!(shown.count(), 1, "{value} on line {line}:\n{found}");
    }
}

/// Would catch cities that are hidden without a word.
#[test]
fn cities_without_market_figures_are_counted() {
    let folder = folder_with(|table| ["cities", "city_market"].contains(&table));
    let market = TABLES[9].1.lines().take(2).collect::<Vec<_>>().join("\n");
    fs::write(folder.path().join("pack/city_market.csv"), market + "\n").unwrap();
    let (_, shown, _) = run(folder.path(), "city -f table");
    assert!(shown.contains("1 city has no market figures; `payband --pack pack city all` shows them"), "{shown}");
    assert!(run(folder.path(), "city all -f csv").1.contains("\nmunich,Munich,"));
}

/// Would catch an overlay whose source is only counted, and words of the pack that a replaced row loses.
#[test]
fn an_overlay_is_shown_with_its_source_and_the_words_of_the_pack() {
    let folder = folder_with(|table| ["cities", "geo_differentials", "levels"].contains(&table));
    let ours = folder.path().join("ours");
    fs::create_dir(&ours).unwrap();
    fs::write(
        ours.join("salaries.csv"),
        "role,effective,currency,median,source\nit-manager,2025-07-01,EUR,80000,survey\n",
    )
    .unwrap();
    fs::write(ours.join("geo_differentials.csv"), "city,low_pct,high_pct\nmunich,5,5\n").unwrap();
    let (_, shown, said) = run(folder.path(), "--overlay ours benchmark 'IT Manager' -c Munich --explain -f table");
    assert!(shown.contains("Munich 5% over the"), "{shown}{said}");
    assert!(shown.contains("Source: overlay:ours, Example Institute, 2025-09-15, figures of"), "{shown}");
}

/// Would catch a guide that leaves out a column which a row of an overlay needs, and one that asks for too many.
#[test]
fn the_guide_lists_the_columns_that_an_overlay_needs() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/packs.md")).unwrap();
    let (_, list) = guide.split_once("| table of an overlay | columns |\n| --- | --- |\n").unwrap();
    let names = |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let mut checked = 0;
    for line in list.lines().take_while(|line| line.starts_with('|')) {
        let mut cells = line.trim_matches('|').split('|');
        let (tables, columns) = (names(cells.next().unwrap()), names(cells.next().unwrap()));
        for table in tables {
            let folder = folder_with(|_| true);
            let all: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
            assert_eq!(run(folder.path(), &format!("pack add pack {}", all.join(" "))).0, Some(0));
            let value = |column: &str| match column {
                "role" | "alias" | "word" | "title" | "name" | "text" => "it-manager",
                "id" if table.ends_with("_aliases") => ["it-manager", "munich", "senior", "sql"]
                    [["role", "city", "level", "skill"].iter().position(|kind| table.starts_with(kind)).unwrap()],
                "id" if table == "conventions" => "days-per-month",
                "id" if table == "wording" => "literal-reading",
                "id" => "new",
                "city" | "place" => "munich",
                "level" if table == "market_cells" => "senior",
                "segment" => "",
                "population" => "incumbents",
                "element" => "wages",
                "effective" | "date" => "2025-07-01",
                "currency" | "base" => "EUR",
                "quote" => "CHF",
                "kind" if table == "premiums" => "hire",
                "kind" if table == "bonuses" => "retention",
                "kind" => "mentioned",
                "part" if table == "context_words" => "place",
                "part" => "noise",
                _ => "7",
            };
            let ours = folder.path().join("ours");
            fs::create_dir(&ours).unwrap();
            let write = |columns: &[&str]| {
                let row: Vec<&str> = columns.iter().map(|column| value(column)).collect();
                fs::write(ours.join(format!("{table}.csv")), format!("{}\n{}\n", columns.join(","), row.join(",")))
                    .unwrap();
                let pack = Pack::open(Some(&folder.path().join("pack")), &[ours.as_path()]).unwrap();
                payband::pack::check(&pack)
                    .iter()
                    .map(ToString::to_string)
                    .filter(|text| text.contains("column is missing"))
                    .count()
            };
            let all: Vec<&str> = columns.iter().map(String::as_str).collect();
            assert_eq!(write(&all), 0, "{table}");
            for at in 0..all.len() {
                let mut some = all.clone();
                some.remove(at);
                if !some.is_empty() {
                    assert!(write(&some) > 0, "{table} without {}", all[at]);
                }
            }
            checked += 1;
        }
    }
    assert!(checked >= 15, "{checked}");
}

/// Would catch a claim of a caveat without the document that it rests on.
#[test]
fn every_caveat_of_a_bundled_pack_names_its_documents() {
    for name in ["china-healthcare-it-2025", "us-oews-2025"] {
        let pack = Pack::open(Some(Path::new(name)), &[] as &[&Path]).unwrap();
        for caveat in pack.caveats().unwrap() {
            let ids: Vec<&str> = caveat.source.split(';').collect();
            assert!(ids.iter().all(|id| pack.sources().unwrap().get(id).is_some()), "{}: {ids:?}", caveat.id.as_str());
        }
    }
}

/// Would catch a wrong selector or document of a caveat that `pack check` lets pass, and a right one that it reports.
#[test]
fn selectors_and_documents_of_caveats_are_checked() {
    let folder = folder_with(|table| ["sections", "caveats"].contains(&table));
    assert_eq!(run(folder.path(), "pack add pack sections caveats").0, Some(0));
    let check = |affects: &str, source: &str| {
        let row = format!("id,section,affects,summary,statement,source\nsmall,pay,{affects},few,Few,{source}\n");
        fs::write(folder.path().join("pack/caveats.csv"), row).unwrap();
        let (_, found, said) = run(folder.path(), "pack check");
        found + &said
    };
    for affects in ["salaries", "salaries.median", "salaries:it-manager", "salaries.median:it-manager;roles.kind"] {
        let found = check(affects, "survey");
        assert!(!found.contains("caveats.csv"), "{affects}: {found}");
    }
    for (affects, source, problem) in [
        ("salary", "survey", "names no table or column"),
        ("salaries.middle", "survey", "names no table or column"),
        ("salaries.middle:it-manager", "survey", "names no table or column"),
        ("salaries.median:plumber", "survey", "names no row"),
        ("salaries", "survey;poll", "sources.csv has no such id"),
    ] {
        let found = check(affects, source);
        assert!(found.contains(problem), "{affects} {source}: {found}");
    }
}
