//! `payband pack`, packs and overlays in folders, and the errors for broken ones: file, line, column, value, remedy.

use crate::expected::{cloud, csv};
use crate::sandbox::{Sandbox, payband};

const TABLES: &str = "sources, sections, roles, role_aliases, city_aliases, level_aliases, skill_aliases, name_words, abbreviations, context_words, grade_map, gazetteer, conventions, salaries, market_cells, segments, \
                      cities, city_market, city_roles, geo_differentials, levels, premiums, bonuses, skills, role_skills, \
                      employers, universities, facts, findings, caveats, fx, wording, search_terms";
const SOUND: &str = "china-healthcare-it-2025 2025.12.1: 27 tables are sound\n";

#[test]
fn the_bundled_pack_is_sound_and_lists_its_tables() {
    payband("pack check").prints(SOUND);
    payband("pack list").prints(
        "pack,title,version,market,currency,effective,medians,roles,cities,levels,in_use,kind,roles_with_percentiles\n\
         china-healthcare-it-2025,\"China, healthcare IT, 2025\",2025.12.1,CN,USD,2025-11-05,5,74,7,6,yes,pack,0\n\
         us-oews-2025,\"United States, IT and health information, 2025\",2025.5.0,United States,USD,2025-05-01,0,29,583,0,,pack,29\n\
         city-evidence,\"Mean wages of twelve Chinese cities over those of second-tier cities, 2024\",,,,,0,0,12,0,,overlay,0\n",
    );
    // A pack with medians of two places, of which none is the only one.
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    let salaries = sandbox.read("mine/salaries.csv").replacen(",CN,", ",DE,", 1);
    sandbox.write("mine/salaries.csv", salaries);
    let (list, _) = sandbox.payband("--pack mine pack list").streams();
    let rows: Vec<&str> = list.lines().collect();
    assert!(
        rows[1].ends_with(",7,6,,pack,0") && rows[3].contains(",DE;CN,USD,") && rows[3].ends_with(",7,6,yes,pack,0"),
        "{list}"
    );
    let (list, beside) = payband("pack show").streams();
    assert_eq!(beside, "");
    let names: Vec<&str> = list.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    // No grades mean the same to every employer.
    assert_eq!(names.join(", "), TABLES.replace("grade_map, ", "").replace("market_cells, segments, ", ""));
    assert!(list.starts_with("table,rows,overlay_rows,description\nsources,15,,"), "{list}");
    assert!(list.contains("\nsalaries,5,,Published median pay of the benchmark roles.\n"), "{list}");
    payband("--version")
        .prints(&format!("payband {} (pack china-healthcare-it-2025 2025.12.1)\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_table_is_shown_as_it_stands() {
    payband("pack show levels senior").prints(
        "id,name,name_zh,min_years,low_pct,high_pct,qualifier,relative_to,relative_to_basis,priced_as,basis,source,section,overlay\n\
         senior,Senior,高级,7,20,30,,e-commerce or fintech at senior level,published,,published,talenbrium-2025,salary,\n",
    );
    let (shown, _) = payband("pack show city_market").streams();
    let rows: Vec<&str> = shown.lines().map(|line| line.strip_suffix(',').unwrap_or(line)).collect();
    let stored = include_str!("../../data/packs/china-healthcare-it-2025/city_market.csv");
    assert_eq!(rows[1..].join("\n"), stored.split_once('\n').unwrap().1.trim_end());
    payband("pack show wages").fails(&format!("error: no table is called \"wages\"\nhint: the tables are {TABLES}\n"));
    payband("pack show levels boss")
        .fails("error: levels has no row \"boss\"\nhint: `payband pack show levels` lists them\n");
}

#[test]
fn an_exported_pack_is_the_same_pack_and_is_not_overwritten() {
    let sandbox = Sandbox::new();
    sandbox.payband("pack export copy").ends(0, "", "28 files written to copy\n");
    for name in ["datapackage.json", "roles.csv", "fx.csv"] {
        let bundled =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/packs/china-healthcare-it-2025").join(name);
        assert_eq!(sandbox.read(&format!("copy/{name}")), std::fs::read_to_string(bundled).unwrap(), "{name}");
    }
    sandbox.payband("--pack copy pack check").prints(SOUND);
    sandbox.payband("pack check copy").prints(SOUND);
    let line = "benchmark -r all -c all -l all";
    assert!(sandbox.payband(&format!("--pack copy {line}")).streams() == payband(line).streams());
    sandbox.payband("pack export copy").fails(
        "error: copy/datapackage.json is there already\nhint: choose another folder, or add --force to overwrite\n",
    );
    sandbox.write("copy/fx.csv", "broken").payband("-q pack export copy --force").prints("");
    sandbox.payband("pack check copy").prints(SOUND);
}

#[test]
fn overlays_add_and_replace_rows_and_the_last_one_wins() {
    let sandbox = Sandbox::new();
    sandbox
        .write("first/geo_differentials.csv", "city,low_pct,high_pct\nshanghai,10,10\nsuzhou,20,20\n")
        .write("second/geo_differentials.csv", "city,low_pct,high_pct,source\nshanghai,30,30,hr-survey\n")
        .write("second/sources.csv", "id,title,publisher,published\nhr-survey,Our own survey,Acme,2025-10-01\n");
    let line =
        "--overlay first --overlay second benchmark -r 'Cloud Architect' -c Beijing -c Shanghai -c Suzhou -l entry";
    let rows = [
        cloud("Beijing", "Entry").base("72800.00 75400.00 78000.00"),
        cloud("Shanghai", "Entry")
            .with("geo_basis", "overlay:second")
            .with("basis", "overlay")
            .with("source", "talenbrium-2025;overlay:second;hr-survey")
            .base("67600.00 67600.00 67600.00"),
        cloud("Suzhou", "Entry")
            .with("geo_basis", "overlay:first")
            .with("basis", "overlay")
            .with("source", "talenbrium-2025;overlay:first")
            .base("62400.00 62400.00 62400.00"),
    ];
    sandbox.payband(&format!("-q {line}")).prints(&csv(&rows));
    let (_, beside) = sandbox.payband(&format!("{line} --caveats")).streams();
    assert!(
        beside.ends_with("source: overlay:second\nsource: Acme, Our own survey, 2025-10-01\nsource: overlay:first\n"),
        "{beside}"
    );
    sandbox.payband("--overlay first --overlay second pack check").prints(SOUND);
    sandbox.payband("--overlay first --overlay second pack show geo_differentials").prints(
        "city,relative_to,low_pct,high_pct,source,section,overlay\n\
         beijing,second-tier cities,40,50,talenbrium-2025,salary,\nshanghai,,30,30,hr-survey,,second\nsuzhou,,20,20,,,first\n",
    );
    let (list, _) = sandbox.payband("--overlay first --overlay second pack show").streams();
    assert!(list.contains("\ngeo_differentials,3,2,"), "{list}");
    sandbox.payband("--overlay first --version").prints(&format!(
        "payband {} (pack china-healthcare-it-2025 2025.12.1, with overlays)\n",
        env!("CARGO_PKG_VERSION")
    ));
    sandbox.payband("--overlay first pack export copy").ends(
        0,
        "",
        "note: the pack itself is copied, without its overlays\n28 files written to copy\n",
    );
}

/// A way to break a pack.
struct Broken {
    file: &'static str,
    /// A text of the file, and its replacement.
    change: (&'static str, &'static str),
    /// The output of `pack check`; `PATH` stands for the folder.
    found: &'static [(&'static str, &'static str)],
    /// The output of a price that needs the table: an error and a hint.
    price: Option<(&'static str, &'static str)>,
}

const SALARY_COLUMNS: &str = "rename or remove it; the columns are role, effective, geography, currency, median, yoy_pct, element, \
                              period, terms_basis, comment, source, section";
const EVERY_ROW: &str =
    "every row needs as many cells as the header; put a cell that contains a comma in double quotes";
const PLAIN: &str = "write plain digits with a decimal point: 8.2, 45000";

const THOUSANDS: &str = "write 52000, or 52 if the point is a decimal one";
const SEMICOLONS: &str = "write 20.5, or save the file with semicolons between the cells";
const NEEDED: &str = "give the median: Median pay, in whole units of the currency, for one period";

const BROKEN: &[Broken] = &[
    Broken {
        file: "salaries.csv",
        change: (",52000,", ",52k,"),
        found: &[("mine/salaries.csv:4: column median, value \"52k\": not a number", PLAIN)],
        price: Some(("mine/salaries.csv:4: column median, value \"52k\": not a number", PLAIN)),
    },
    Broken {
        file: "salaries.csv",
        change: (",52000,", ",,"),
        found: &[("mine/salaries.csv:4: column median: the cell is empty", NEEDED)],
        price: Some(("mine/salaries.csv:4: column median: the cell is empty", NEEDED)),
    },
    Broken {
        file: "salaries.csv",
        change: ("cloud-architect,2025-11-05", "cloud-architect,5.11.2025"),
        found: &[(
            "mine/salaries.csv:4: column effective, value \"5.11.2025\": not a date",
            "write it like 2025-11-05",
        )],
        price: Some((
            "mine/salaries.csv:4: column effective, value \"5.11.2025\": not a date",
            "write it like 2025-11-05",
        )),
    },
    Broken {
        file: "fx.csv",
        change: ("USD,CNY", "USD,yuan"),
        found: &[(
            "mine/fx.csv:2: column quote, value \"yuan\": not a currency code",
            "write the three capitals of ISO 4217: USD, CNY",
        )],
        price: Some((
            "mine/fx.csv:2: column quote, value \"yuan\": not a currency code",
            "write the three capitals of ISO 4217: USD, CNY",
        )),
    },
    Broken {
        file: "salaries.csv",
        change: ("median,yoy_pct", "medium,yoy_pct"),
        found: &[(
            "mine/salaries.csv:1: column medium: no such column in this table",
            "did you mean median? rename it",
        )],
        price: Some((
            "mine/salaries.csv:1: column medium: no such column in this table",
            "did you mean median? rename it",
        )),
    },
    Broken {
        file: "salaries.csv",
        change: ("comment,source", "reason_for_it,source"),
        found: &[("mine/salaries.csv:1: column reason_for_it: no such column in this table", SALARY_COLUMNS)],
        price: Some(("mine/salaries.csv:1: column reason_for_it: no such column in this table", SALARY_COLUMNS)),
    },
    Broken {
        file: "salaries.csv",
        change: (",52000,", ",52.000,"),
        found: &[(
            "mine/salaries.csv:4: column median, value \"52.000\": the point may separate thousands or decimals",
            THOUSANDS,
        )],
        price: Some((
            "mine/salaries.csv:4: column median, value \"52.000\": the point may separate thousands or decimals",
            THOUSANDS,
        )),
    },
    Broken {
        file: "salaries.csv",
        change: (",52000,", ",52,000,"),
        found: &[(
            "mine/salaries.csv:4: the row has 13 cells and the header 12",
            "write 52000, or 52 if the comma is a decimal one",
        )],
        price: Some((
            "mine/salaries.csv:4: the row has 13 cells and the header 12",
            "write 52000, or 52 if the comma is a decimal one",
        )),
    },
    Broken {
        file: "levels.csv",
        change: (",7,20,30,", ",7,\"20,5\",30,"),
        found: &[("mine/levels.csv:5: column low_pct, value \"20,5\": not a number", SEMICOLONS)],
        price: Some(("mine/levels.csv:5: column low_pct, value \"20,5\": not a number", SEMICOLONS)),
    },
    Broken {
        file: "levels.csv",
        change: (",7,20,30,", ",7,20,5,30,"),
        found: &[("mine/levels.csv:5: the row has 14 cells and the header 13", SEMICOLONS)],
        price: Some(("mine/levels.csv:5: the row has 14 cells and the header 13", SEMICOLONS)),
    },
    Broken {
        file: "city_market.csv",
        change: ("beijing,45000", "beijing,45.000"),
        found: &[(
            "mine/city_market.csv:2: column workforce, value \"45.000\": not a whole number",
            "give the workforce: People who work in the sector, in persons",
        )],
        price: Some((
            "mine/city_market.csv:2: column workforce, value \"45.000\": not a whole number",
            "give the workforce: People who work in the sector, in persons",
        )),
    },
    Broken {
        file: "conventions.csv",
        change: ("paid-days-per-month", "payed-days-per-month"),
        found: &[(
            "mine/conventions.csv:5: column id, value \"payed-days-per-month\": no convention has this id, so its value \
             would not be used",
            "write \"paid-days-per-month\"",
        )],
        price: Some((
            "mine/conventions.csv:5: column id, value \"payed-days-per-month\": no convention has this id, so its value \
             would not be used",
            "write \"paid-days-per-month\"",
        )),
    },
    Broken {
        file: "wording.csv",
        change: ("literal-reading", "literal-readin"),
        found: &[(
            "mine/wording.csv:2: column id, value \"literal-readin\": no words of a pack have this id",
            "write \"literal-reading\"",
        )],
        price: None,
    },
    Broken {
        file: "wording.csv",
        change: ("framework-emerging", "framework-soft-skills"),
        found: &[(
            "mine/wording.csv:7: column id, value \"framework-soft-skills\": no words of a pack have this id",
            "the ids are literal-reading, calibrated-reading, market, framework-core-technical, framework-business-compliance, \
             framework-emerging, framework-cluster-2030, area-data, area-engineering, area-cybersecurity, area-ai, area-product, reference-rate-tier-one, \
             reference-rate-secondary",
        )],
        price: None,
    },
    Broken {
        file: "roles.csv",
        change: (",published,talenbrium-2025,", ",published,talenbrium,"),
        found: &[(
            "mine/roles.csv:2: column source, value \"talenbrium\": sources.id has no such value",
            "write \"talenbrium-2025\", or add a row to sources.csv",
        )],
        price: Some((
            "mine/roles.csv:2: column source, value \"talenbrium\": sources.id has no such value",
            "write \"talenbrium-2025\", or add a row to sources.csv",
        )),
    },
    Broken {
        file: "geo_differentials.csv",
        change: ("shanghai,second-tier cities,40", "shanghai,second-tier, cities,40"),
        found: &[("mine/geo_differentials.csv:3: the row has 7 cells and the header 6", EVERY_ROW)],
        price: Some(("mine/geo_differentials.csv:3: the row has 7 cells and the header 6", EVERY_ROW)),
    },
    Broken {
        file: "salaries.csv",
        change: ("ehr-systems-engineer", "healthcare-data-scientist"),
        found: &[(
            "mine/salaries.csv:3: column role+effective, value \"healthcare-data-scientist+2025-11-05\": line 2 has the same key",
            "remove one of the two, or tell them apart",
        )],
        price: Some((
            "mine/salaries.csv:3: column role+effective, value \"healthcare-data-scientist+2025-11-05\": line 2 has the same key",
            "remove one of the two, or tell them apart",
        )),
    },
    Broken {
        file: "geo_differentials.csv",
        change: ("shanghai,", "shangai,"),
        found: &[(
            "mine/geo_differentials.csv:3: column city, value \"shangai\": cities.id has no such value",
            "write \"shanghai\", or add a row to cities.csv",
        )],
        price: Some((
            "mine/geo_differentials.csv:3: column city, value \"shangai\": cities.id has no such value",
            "write \"shanghai\", or add a row to cities.csv",
        )),
    },
    Broken {
        file: "geo_differentials.csv",
        change: ("cities,40,50,talenbrium-2025,salary\nshanghai", "cities,50,40,talenbrium-2025,salary\nshanghai"),
        found: &[(
            "mine/geo_differentials.csv:2: column low_pct, value \"50\": more than high_pct, 40",
            "put the lower end first",
        )],
        price: Some((
            "mine/geo_differentials.csv:2: column low_pct, value \"50\": more than high_pct, 40",
            "put the lower end first",
        )),
    },
    Broken {
        file: "cities.csv",
        change: ("chengdu,Chengdu,成都", "chengdu,Chengdu,北京"),
        found: &[(
            "cities.csv:8: column name_zh, value \"北京\": beijing has this name too, and chengdu cannot be told from it",
            "remove one of the two names",
        )],
        price: None,
    },
    Broken {
        file: "datapackage.json",
        change: ("\"version\": \"2025.12.1\"", "\"version\": 7"),
        found: &[(
            "mine/datapackage.json:6: not a data package: invalid type: integer `7`, expected a string at line 6 column 14",
            "correct the JSON",
        )],
        price: None,
    },
];

#[test]
fn a_faulty_pack_is_reported_with_file_line_column_value_and_remedy() {
    for Broken { file, change: (from, to), found, price } in BROKEN {
        let sandbox = Sandbox::new();
        sandbox.with_pack("mine");
        let path = format!("mine/{file}");
        let text = sandbox.read(&path);
        assert!(text.contains(from), "{file} has no {from}");
        sandbox.write(&path, text.replacen(from, to, 1));

        let problems: String = found.iter().map(|(what, remedy)| format!("{what}\n  {remedy}\n")).collect();
        let noun = if found.len() == 1 { "problem" } else { "problems" };
        sandbox.payband("--pack mine pack check").ends(
            1,
            &problems,
            &format!("error: the pack has {} {noun}\n", found.len()),
        );
        let run = sandbox.payband("-q --pack mine benchmark -r 'Cloud Architect' -c Beijing -l entry");
        match price {
            Some((what, remedy)) => run.fails(&format!("error: {what}\nhint: {remedy}\n")),
            // A violation on which no price depends changes no price.
            None => run.prints(&csv(&[cloud("Beijing", "Entry").base("72800.00 75400.00 78000.00")])),
        }
    }
}

/// Would catch a slip of a factor of 1,000 that passes, and a warning about sound medians.
#[test]
fn a_median_that_is_no_pay_for_a_year_or_far_from_the_others_is_warned_of() {
    let remedy = "  give pay for a year in whole units, without separators of thousands: 45000\n";
    for (median, warned) in [
        ("62", "\"62\": read as USD 62 a year, which is no year's pay"),
        ("62.5", "\"62.5\": read as USD 62.5 a year, which is no year's pay"),
        ("62000000", "\"62000000\": read as USD 62000000 a year, while the middle of the other medians is 41000"),
        ("12000.500", ""),
        ("950", ""),
    ] {
        let sandbox = Sandbox::new();
        sandbox.with_pack("mine");
        let salaries = sandbox.read("mine/salaries.csv").replace(",52000,", &format!(",{median},"));
        sandbox.write("mine/salaries.csv", salaries);
        let said = match warned {
            "" => String::new(),
            text => format!("warning: mine/salaries.csv:4: column median, value {text}\n{remedy}"),
        };
        sandbox.payband("--pack mine pack check").ends(0, SOUND, &said);
    }
}

/// Would catch one missing row that is reported for each of the rows that refer to it.
#[test]
fn a_missing_row_is_reported_once_with_the_number_of_cells() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    let complete = sandbox.read("mine/sources.csv");
    sandbox.write("mine/sources.csv", complete.replacen("payband-editorial,", "our-choice,", 1));
    let (code, out, _) = sandbox.payband("--pack mine pack check").fallible();
    assert_eq!((code, out.lines().count()), (Some(1), 2), "{out}");
    // Few enough documents to be listed.
    sandbox.write("mine/sources.csv", complete.lines().take(10).map(|line| format!("{line}\n")).collect::<String>());
    assert!(out.contains("value \"payband-editorial\": sources.id has no such value ("), "{out}");
    assert!(out.contains(" cells)\n  correct it, or add a row to sources.csv\n"), "{out}");
    // A cell that is empty: the ids to choose from.
    let salaries = sandbox.read("mine/salaries.csv").replace(",talenbrium-2025,", ",,");
    sandbox
        .write("mine/salaries.csv", salaries)
        .payband("--pack mine benchmark -r 'Cloud Architect'")
        .fails(
            "error: mine/salaries.csv:2: column source: the cell is empty\n\
             hint: give the source: Document that the row rests on; sources.csv has talenbrium-2025, payband-editorial, pboc-2025-11-03, mohrss-2025-2, \
             us-oews-2025, uk-ashe-2024, china-wage-guidance-2024, mohrss-pay-2025, mohrss-ads-2026\n",
        );
}

/// Would catch the name of a Rust field in an error, and a remedy that corrects a cell that is not there.
#[test]
fn a_column_that_an_overlay_lacks_is_named_with_what_it_holds() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/salaries.csv", "role,effective,median\nhealthcare-cloud-architect,2025-11-05,60000\n");
    sandbox.payband("--overlay ours benchmark -r 'Cloud Architect'").fails(
        "error: ours/salaries.csv:1: column currency: the column is missing\n\
         hint: add it; it holds: Currency of the median: EUR\n",
    );
}

#[test]
fn a_missing_file_and_a_missing_folder() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    std::fs::remove_file(sandbox.path("mine/salaries.csv")).unwrap();
    let remedy = "a pack has at least the tables sources, roles, and one of salaries, market_cells; `payband pack new DIR` writes them (and --overlay \
                  takes a folder with some tables only)";
    sandbox.payband("--pack mine pack check").ends(
        1,
        &format!("mine/salaries.csv: the file is missing\n  {remedy}\n"),
        "error: the pack has 1 problem\n",
    );
    sandbox
        .payband("--pack mine benchmark -r 'Cloud Architect'")
        .fails(&format!("error: mine/salaries.csv: the file is missing\nhint: {remedy}\n"));
    sandbox.write("mine/salaries.csv", include_str!("../../data/packs/china-healthcare-it-2025/salaries.csv"));
    std::fs::remove_file(sandbox.path("mine/datapackage.json")).unwrap();
    sandbox.payband("--pack mine pack check").ends(
        1,
        "mine/datapackage.json: the file is missing\n  a pack describes itself in datapackage.json; `payband pack new \
         DIR` writes one\n",
        "error: the pack has 1 problem\n",
    );
    let neither = "error: gone: neither a bundled pack nor a folder\n\
                   hint: the bundled packs are china-healthcare-it-2025, us-oews-2025; or check the path of the folder\n";
    sandbox.payband("--pack gone city").fails(neither);
    sandbox.payband("--overlay gone city").fails(
        "error: gone: neither a bundled overlay nor a folder\n\
         hint: the bundled overlay is city-evidence; or check the path of the folder\n",
    );
    sandbox.payband("pack check gone").fails(neither);
    sandbox
        .write("file", "")
        .payband("--pack file city")
        .fails("error: file: not a folder\nhint: name the folder that holds the tables, not a file in it\n");
}

#[test]
fn text_that_is_not_utf_8_is_refused_and_a_byte_order_mark_is_not() {
    let sandbox = Sandbox::new();
    sandbox.with_pack("mine");
    let cities = sandbox.read("mine/cities.csv");
    // 北京 in GBK.
    let gbk: Vec<u8> = cities.replace("北京", "??").bytes().collect();
    let at = gbk.windows(2).position(|pair| pair == b"??").unwrap();
    let gbk = [&gbk[..at], &b"\xb1\xb1\xbe\xa9"[..], &gbk[at + 2..]].concat();
    sandbox.write("mine/cities.csv", gbk);
    // References to its rows cannot be checked, and are not reported.
    sandbox.payband("--pack mine pack check").ends(
        1,
        "mine/cities.csv:2: not UTF-8 text\n  save the file as CSV in UTF-8\n",
        "error: the pack has 1 problem\n",
    );
    sandbox
        .payband("--pack mine benchmark -r 'Cloud Architect' -c Beijing")
        .fails("error: mine/cities.csv:2: not UTF-8 text\nhint: save the file as CSV in UTF-8\n");

    sandbox.write("mine/cities.csv", format!("\u{feff}{cities}"));
    sandbox.payband("--pack mine pack check").prints(SOUND);
    sandbox
        .payband("-q --pack mine benchmark -r 'Cloud Architect' -c 北京 -l entry")
        .prints(&csv(&[cloud("Beijing", "Entry").base("72800.00 75400.00 78000.00")]));
}

#[test]
fn an_overlay_without_a_table_in_it_or_with_a_file_that_is_none() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    sandbox.payband("--overlay empty pack check").fails(&format!(
        "error: empty: the folder holds no table\n\
         hint: put a CSV named after a table in it, such as geo_differentials.csv; the tables are {TABLES}\n"
    ));
    sandbox.write("typo/geo_differential.csv", "city,low_pct,high_pct\n").payband("--overlay typo pack check").fails(
        "error: typo/geo_differential.csv: no table of a pack has this name\nhint: rename it to geo_differentials.csv\n",
    );
    sandbox.write("other/payroll.csv", "name,pay\n").payband("--overlay other pack check").fails(&format!(
        "error: other/payroll.csv: no table of a pack has this name\n\
         hint: rename or remove the file; the tables are {TABLES}\n"
    ));
    // In a pack too: a table under a wrong name would be empty.
    sandbox
        .with_pack("mine")
        .write("mine/level.csv", "id,name\n")
        .payband("--pack mine city")
        .fails("error: mine/level.csv: no table of a pack has this name\nhint: rename it to levels.csv\n");
    // Only the key columns are required.
    sandbox.write("keyless/geo_differentials.csv", "low_pct,high_pct\n10,20\n");
    for line in ["benchmark -r 'Cloud Architect'", "city"] {
        sandbox.payband(&format!("--overlay keyless {line}")).fails(
            "error: keyless/geo_differentials.csv:1: column city: the column is missing\n\
             hint: add it; it holds: City\n",
        );
    }
}

/// Would catch an overlay folder, such as one that `price --unmatched` wrote, that is called a broken pack.
#[test]
fn a_folder_with_some_tables_is_checked_as_an_overlay() {
    let sandbox = Sandbox::new();
    let file = "title,city,level\nGardener,Atlantis,wizard\n";
    sandbox.write("in.csv", file).payband("-q price in.csv -o out.csv --unmatched un").prints("");
    let note = "note: un looks like an overlay and is checked as one (`payband --overlay un pack check`)\n";
    sandbox.payband("pack check un").ends(0, SOUND, note);
    // As an overlay in use it is not checked twice.
    sandbox.payband("--overlay ./un pack check un").ends(0, SOUND, note);
    // Faults are those that `--overlay` reports.
    let table = sandbox.read("un/city_aliases.csv").replace("Atlantis,,", "Atlantis,atlantis,");
    sandbox.write("un/city_aliases.csv", table);
    let found = "un/city_aliases.csv:2: column id, value \"atlantis\": cities.id has no such value\n  \
                 correct it, or add a row to cities.csv of the overlay with id, name\n";
    let problem = "error: the pack has 1 problem\n";
    sandbox.payband("--overlay un pack check").ends(1, found, problem);
    sandbox.payband("pack check un").ends(1, found, &format!("{note}{problem}"));
    sandbox.payband("--overlay un pack check un").ends(1, found, &format!("{note}{problem}"));
    // A pack without its descriptor is a broken pack, and a folder without tables neither.
    sandbox.with_pack("p");
    std::fs::remove_file(sandbox.path("p/datapackage.json")).unwrap();
    let (code, out, said) = sandbox.payband("pack check p").fallible();
    assert_eq!((code, said.as_str()), (Some(1), problem));
    assert!(out.starts_with("p/datapackage.json: the file is missing"), "{out}");
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    let (code, out, _) = sandbox.payband("pack check empty").fallible();
    assert!(code == Some(1) && out.starts_with("empty/datapackage.json: the file is missing"), "{out}");
}
