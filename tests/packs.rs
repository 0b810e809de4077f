//! Packs of other markets: with few tables, and without a word of the bundled one. And `docs/tables.md`, which the schemas make.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use payband::pack::{Pack, documentation};
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
    ("city_roles", "city,role,rank\nberlin,it-manager,1\n"),
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
        let refused = ["--foreign-hire", "--against"].iter().any(|flag| line.contains(flag));
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

/// Would catch a page that no longer says what the schemas say. Set `PAYBAND_BLESS` to write it anew.
#[test]
fn the_page_of_tables_is_made_from_the_schemas() {
    let mut wanted = "# Tables of a pack\n\nThis page is made from the schemas in `data/schemas/`. [packs.md](packs.md) shows how to \
                      write a pack.\nA column that is not needed may be missing or have empty cells.\n"
        .to_owned();
    for table in Pack::table_names() {
        wanted.push('\n');
        wanted.push_str(&documentation(table).unwrap());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    if std::env::var_os("PAYBAND_BLESS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == wanted, "docs/tables.md is not up to date");
}
