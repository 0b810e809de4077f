//! `payband market`: every section, with every row of the pack once; the search, projections and caveats.
//!
//! Would catch: a row of the pack that no section shows or that two show, a figure changed on its way, a projection that
//! compounds another number of years, a caveat that is not printed where it belongs.

use std::collections::BTreeMap;
use std::path::Path;

use crate::expected::notes;
use crate::sandbox::{Sandbox, payband};

const SECTIONS: [&str; 13] = [
    "demand",
    "salary",
    "challenges",
    "emerging",
    "automation",
    "outlook",
    "skillsets",
    "migration",
    "pipeline",
    "employers",
    "location",
    "pressure",
    "coverage",
];
const HEADER: &str = "section,subject,subject_zh,metric,statement,qualifier,low,high,unit,geography,period,attributed_to,basis,\
                      source,table,key";

type Row = BTreeMap<String, String>;

fn rows_of(csv: &str) -> Vec<Row> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn market(arguments: &str) -> Vec<Row> {
    let (stdout, _) = payband(&format!("market {arguments}")).streams();
    assert_eq!(stdout.lines().next(), Some(HEADER));
    rows_of(&stdout)
}

fn pack_table(name: &str) -> Vec<Row> {
    rows_of(
        &std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/packs/china-healthcare-it-2025/{name}.csv")),
        )
        .unwrap(),
    )
}

/// All rows of all sections.
fn everything() -> Vec<Row> {
    SECTIONS.iter().flat_map(|section| market(section)).collect()
}

#[test]
fn every_section_answers_and_holds_its_own_rows_only() {
    for section in SECTIONS {
        let rows = market(section);
        assert!(rows.len() >= 5, "{section}");
        assert!(rows.iter().all(|row| row["section"] == section && !row["source"].is_empty()), "{section}");
        assert!(rows.iter().all(|row| ["published", "editorial"].contains(&row["basis"].as_str())), "{section}");
    }
}

#[test]
fn every_row_of_the_pack_with_a_section_stands_in_exactly_one() {
    let shown = everything();
    // The number of figures in a row of the pack; each is a row of `market`.
    for (table, key, figures) in [
        ("facts", &["id"][..], 1),
        ("findings", &["id"], 1),
        ("salaries", &["role", "effective"], 2),
        ("geo_differentials", &["city"], 1),
        ("premiums", &["id"], 1),
        ("bonuses", &["id"], 1),
        ("city_market", &["city"], 5),
        ("city_roles", &["city", "role"], 1),
        ("universities", &["id"], 1),
        ("employers", &["id"], 1),
        ("skills", &["id"], 1),
        ("roles", &["id"], 1),
        ("cities", &["id"], 1),
        ("levels", &["id"], 1),
        ("conventions", &["id"], 1),
    ] {
        for row in pack_table(table) {
            let key = key.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join("/");
            let wanted = if row["section"].is_empty() { 0 } else { figures };
            let found: Vec<&Row> = shown
                .iter()
                .filter(|shown| shown["table"] == table && shown["key"].split('.').next() == Some(key.as_str()))
                .collect();
            assert_eq!(found.len(), wanted, "{table} {key}");
            assert!(found.iter().all(|found| found["section"] == row["section"]), "{table} {key}");
        }
    }
}

#[test]
fn facts_keep_every_cell() {
    let shown = everything();
    for fact in pack_table("facts") {
        let found = shown.iter().find(|row| row["table"] == "facts" && row["key"] == fact["id"]).unwrap();
        for (column, value) in fact.iter().filter(|(column, _)| *column != "id") {
            assert_eq!(&found[column], value, "{} {column}", fact["id"]);
        }
    }
}

#[test]
fn without_a_section_there_is_a_headline_of_each_in_the_report_s_order() {
    let rows = market("");
    assert_eq!(rows.iter().map(|row| row["section"].as_str()).collect::<Vec<_>>(), SECTIONS);
    for row in rows {
        let has_figures = market(&row["section"]).iter().any(|row| !row["low"].is_empty());
        assert_eq!(!row["low"].is_empty(), has_figures, "{}", row["section"]);
    }
}

#[test]
fn the_headlines_fit_one_screen() {
    let (table, _) = payband("-q market --format table").env("COLUMNS", "80").streams();
    assert!(table.lines().count() <= 36, "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
}

#[test]
fn people_read_figures_in_words() {
    let table = "\
Demand pressure, US: 2 figures

What                      Figure      Where, when       According to
────────────────────────────────────────────────────────────────────────────────
cloud architecture        13% a year  US, through 2032  US Bureau of Labor
positions: growth                                       Statistics
all occupations: growth   3% a year   US, through 2032  US Bureau of Labor
                                                        Statistics
";
    payband("-q market pressure --geography us --format table").env("COLUMNS", "80").prints(table);
}

#[test]
fn the_home_country_holds_its_cities_and_not_the_world() {
    assert!(!market("--find 'ICT openings'").is_empty());
    let rows = market("--find 'ICT openings' --geography CN");
    assert!(rows.is_empty());
    let rows = market("location --geography CN");
    assert_eq!(rows.iter().filter(|row| !row["low"].is_empty()).count(), 25);
    let rows = market("location --geography 北京");
    assert!(rows.len() > 5 && rows.iter().all(|row| row["geography"] == "beijing"));
    payband("market --geography Mars").fails(
        "error: no geography is called \"Mars\"\nhint: the figures are about CN, beijing, shanghai, guangdong, jiangsu, \
         zhejiang, hangzhou, suzhou, chengdu, shenzhen, guangzhou, developed-economies, US, EU, technology-hubs\n",
    );
}

/// Would catch a word of the trade that finds nothing, and the figure that is credited to the wrong authority.
#[test]
fn find_knows_the_words_of_the_trade() {
    for (words, key) in [
        ("流失", "specialist-attrition"),
        ("离职率", "specialist-attrition"),
        ("turnover", "specialist-attrition"),
        ("奖金", "retention"),
        ("投资", "provincial-investment"),
        ("shortage", "talent-shortfall"),
        ("CAGR", "vacancy-growth"),
        ("certification", "supply"),
        ("35%", "specialist-attrition"),
        ("45,000", "beijing.workforce"),
        ("'Q3 2024'", "eu-ict-vacancies"),
        ("涨薪", "technology-wage-growth"),
        ("通胀", "consumer-price-inflation"),
        ("一线城市", "demand-secondary-cities-short"),
        ("竞争", "demand-narrow-supply"),
        // Words of the report for which the pack has others.
        ("'supply ratio'", "beijing.supply_ratio"),
        ("供需比", "beijing.supply_ratio"),
        ("conservative", "employment-growth-2025"),
        ("保守", "employment-growth-2025"),
        ("aging", "coverage-assumptions"),
        ("ageing", "coverage-assumptions"),
        ("老龄化", "coverage-assumptions"),
        ("imbalances", "talent-shortfall"),
        ("informatization", "demand-drivers"),
        ("digitisation", "demand-drivers"),
        ("pharmaceutical", "migration-cross-industry"),
        ("conglomerates", "employers-concentrated"),
        ("subsidies", "migration-incentives"),
        ("displacement", "automation-augmented-or-shrunk"),
    ] {
        let rows = market(&format!("--find {words}"));
        assert!(!rows.is_empty(), "{words}");
        if !["投资", "certification"].contains(&words) {
            assert!(rows.iter().any(|row| row["key"] == key), "{words}: {rows:?}");
        }
    }
    // Not "system", which many rows contain.
    let stem: Vec<String> = market("--find STEM").iter().map(|row| row["statement"].to_lowercase()).collect();
    assert!(!stem.is_empty() && stem.iter().all(|text| text.contains("science and engineering")), "{stem:?}");
    assert_eq!(market("--find '8.2%' ")[0]["attributed_to"], "National Bureau of Statistics of China");
}

#[test]
fn find_searches_every_section_for_all_words_in_both_languages() {
    let rows = market("--find 'CLOUD growth'");
    let keys: Vec<&str> = rows.iter().map(|row| row["key"].as_str()).collect();
    assert_eq!(
        keys,
        [
            "cloud-infrastructure-growth",
            "healthcare-cloud-architect/2025-11-05.yoy_pct",
            "us-cloud-growth",
            "us-all-occupations-growth",
        ]
    );
    let named = |text: &str, table: &str| market(&format!("--find {text}")).iter().any(|row| row["table"] == table);
    assert!(named("清华", "universities") && named("阿里", "employers") && named("医疗云", "salaries"));
    // A province is the place of a fact, not its subject.
    assert!(named("广东", "facts"));
    assert!(market("--find Eurostat").iter().all(|row| row["attributed_to"] == "Eurostat"));
    assert_eq!(market("outlook --find GDP").len(), 1);
    payband("market --find zebra").ends(
        0,
        &format!("{HEADER}\n"),
        "warning: nothing matches; `payband market` alone lists the sections\n",
    );
    payband("market --find ' '")
        .misuses("error: --find has no words\nhint: name what to look for, such as --find cloud\n");
}

#[test]
fn projections_compound_yearly_and_are_marked() {
    let projected = |arguments: &str| -> Vec<Row> {
        market(arguments).into_iter().filter(|row| row["basis"] == "computed").collect()
    };
    let location = projected("location --year 2030");
    let workforces: Vec<(&str, &str)> =
        location.iter().map(|row| (row["geography"].as_str(), row["low"].as_str())).collect();
    // For example 45,000 × 1.21^5 = 116,718.41.
    assert_eq!(
        workforces,
        [
            ("beijing", "116718"),
            ("shanghai", "102703"),
            ("shenzhen", "64496"),
            ("hangzhou", "37325"),
            ("guangzhou", "42954"),
        ]
    );
    assert_eq!(location[0]["statement"], "45,000 × (1 + 21%)^5, from 2025");
    assert_eq!((location[0]["period"].as_str(), location[0]["unit"].as_str()), ("2030", "persons"));
    // The same as those of `payband city`.
    let (csv, _) = payband("-q city --year 2030").streams();
    let cities = rows_of(&csv);
    for (city, workforce) in &workforces {
        assert_eq!(cities.iter().find(|row| row["city_id"] == **city).unwrap()["workforce_projected"], **workforce);
    }
    let salary = projected("salary --year 2030");
    let medians: Vec<&str> = salary.iter().map(|row| row["high"].as_str()).collect();
    assert_eq!(medians, ["79305.38", "58467.71", "104590.57", "69087.38", "82792.83"]);
    assert!(salary.iter().all(|row| row["qualifier"].is_empty() && row["attributed_to"].is_empty()));
    // Without a section, only the projections.
    assert_eq!(market("--year 2030").len(), 10);
    payband("market demand --year 2030").misuses(
        "error: nothing in demand can be projected\nhint: --year goes with salary or location, or with no section\n",
    );
}

#[test]
fn the_compounding_is_stated_beside_the_projections() {
    let beside = notes()
        .note(
            "projections are computed, not published: value × (1 + growth)^years, compounded yearly from the year for which \
             the value holds",
        )
        .warning("pay is projected by repeating the growth of one past year: this is neither a budget nor a forecast")
        .caveats("medians-undefined usd-without-rate figure-without-distribution city-table-unsourced cagr-undefined")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("balanced-growth-is-lowest")
        .caveats("cities-against-national-growth")
        .source("talenbrium-2025");
    let (_, stderr) = payband("market --year 2030 --caveats").streams();
    assert_eq!(stderr, beside.text());
}

#[test]
fn caveats_stand_beside_what_they_affect_and_nowhere_else() {
    let beside = notes()
        .note("3 caveats contain these words too; `payband market caveats --find \"reporting\"`")
        .caveats("qa-not-most-automated")
        .caveats("automation-mixes-measures")
        .source("talenbrium-2025");
    let (_, stderr) = payband("market automation --find reporting --caveats").streams();
    assert_eq!(stderr, beside.text());
    let beside = notes().source("talenbrium-2025");
    let (_, stderr) = payband("market automation --find rural --caveats").streams();
    assert_eq!(stderr, beside.text());
}

/// Would catch a functional area that is shown as published although the report puts the role in none: it names the areas of 15.
#[test]
fn the_areas_of_the_pack_s_authors_are_marked() {
    let roles = pack_table("roles");
    let published = roles.iter().filter(|role| role["area_basis"] == "published");
    assert_eq!(published.count(), 15);
    let shown = everything();
    for role in roles.iter().filter(|role| !role["section"].is_empty()) {
        let row = shown.iter().find(|row| row["table"] == "roles" && row["key"] == role["id"]).unwrap();
        let mark = if role["area_basis"] == "editorial" { " (editorial)" } else { "" };
        assert_eq!(row["statement"], format!("{}, {}{mark}", role["kind"], role["area"]), "{}", role["id"]);
    }
}

/// Would catch a figure with a place that the report does not name, and a hedge of the report that is lost.
#[test]
fn figures_have_no_place_or_hedge_of_our_own() {
    let rows = market("pressure");
    for key in ["ml-engineer-growth", "cloud-skill-years"] {
        assert!(rows.iter().any(|row| row["key"] == key && row["geography"].is_empty()), "{key}");
    }
    let rows = market("migration");
    assert!(rows.iter().any(|row| row["key"] == "foreign-hire" && row["qualifier"] == "often"), "{rows:?}");
    let (shown, _) = payband("market migration -f markdown").streams();
    assert!(shown.contains("often 40–60%"), "{shown}");
}

#[test]
fn all_caveats_are_listed_in_full() {
    let (stdout, stderr) = payband("market caveats --caveats").streams();
    let about = notes().note("each is printed wherever the figures that it affects are printed").text();
    assert!(stderr.starts_with(&about), "{stderr}");
    let listed = rows_of(&stdout);
    let caveats = pack_table("caveats");
    assert_eq!(listed.len(), caveats.len());
    for (listed, caveat) in listed.iter().zip(&caveats) {
        assert_eq!(listed["caveat_id"], caveat["id"]);
        assert_eq!(listed["statement"], caveat["statement"]);
        assert_eq!(listed["affects"].replace("; ", ";"), caveat["affects"]);
        assert_eq!(listed["source"], caveat["source"]);
    }
    let (stdout, _) = payband("market caveats --find epic").streams();
    assert_eq!(rows_of(&stdout).len(), 1);
    payband("market caveats --year 2030").misuses(
        "error: --year does not go with caveats\nhint: caveats have no figures of their own; --find searches them\n",
    );
}

#[test]
fn an_unknown_section_suggests_the_nearest_and_lists_all() {
    payband("market demnd").fails(&format!(
        "error: no section is called \"demnd\"\nhint: did you mean \"demand\"?\nhint: the sections are {}, caveats\n",
        SECTIONS.join(", ")
    ));
    assert_eq!(market("DEMAND"), market("demand"));
}

#[test]
fn a_row_of_an_overlay_comes_into_its_section_and_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/geo_differentials.csv", "city,low_pct,high_pct\nshenzhen,25,35\n");
    sandbox.write(
        "ours/conventions.csv",
        "id,value,unit\nsector-ageing-rate,5,percent a year\nmonths-per-year,13,months\n",
    );
    let (stdout, _) = sandbox.payband("--overlay ours market salary").streams();
    let ours: Vec<Row> = rows_of(&stdout).into_iter().filter(|row| row["basis"] == "overlay").collect();
    let seen: Vec<[&str; 4]> =
        ours.iter().map(|row| ["subject", "low", "high", "source"].map(|column| row[column].as_str())).collect();
    // Months of pay are not a statement of the report, even if an overlay sets them.
    assert_eq!(seen, [["Shenzhen", "25", "35", "overlay:ours"], ["sector ageing rate", "5", "5", "overlay:ours"]]);
}

#[test]
fn json_has_numbers_and_nulls() {
    let json = payband("market challenges --find attrition --format json").json();
    let row = &json["rows"][0];
    assert_eq!(row["low"].to_string(), "35");
    assert!(row["high"].is_null());
    assert_eq!(row["qualifier"], "at least");
}

#[test]
fn sections_and_places_complete() {
    let completed = |line: &str, at: &str| {
        let run = payband(&format!("-- payband market {line}")).env("PAYBAND_COMPLETE", "bash");
        run.env("_CLAP_COMPLETE_INDEX", at).streams().0
    };
    assert_eq!(completed("e", "2"), "emerging\nemployers");
    assert_eq!(completed("cav", "2"), "caveats");
    assert_eq!(completed("--geography sh", "3"), "shanghai\nshenzhen");
}
