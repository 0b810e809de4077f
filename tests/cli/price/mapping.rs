//! Files of one column: mappings to join on. The page about files is run, with DuckDB where there is one.

use std::path::Path;
use std::process::Command;

use super::{cells, price, price_in};
use crate::sandbox::Sandbox;

/// Catches a file of places or pay that is refused because it has no titles, or is read otherwise than beside titles.
#[test]
fn a_column_alone_is_a_mapping() {
    let places = price("location\n上海\n\"Shanghai, China\"\nAtlantis\n\"\"\n合计\n", "").well();
    assert_eq!(
        places.text(),
        "location,market_city_id,market_city,market_status\n上海,shanghai,Shanghai,matched\n\
         \"Shanghai, China\",shanghai,Shanghai,matched\nAtlantis,,,unknown-city\n\"\",,,blank-row\n合计,,,total-row\n"
    );
    assert!(places.said.ends_with("note: 4 of 5 rows understood\n"), "{}", places.said);
    let refused = price("location\n上海\n", "--bonus-unit percent");
    assert!(refused.said.contains("error: --bonus-unit goes with pay, and only places are read\n"), "{}", refused.said);
    let pay =
        price("salary\n\"$60k - $80k\"\n15-25K·14薪\n面议\nlots\n15k以上\n\"5,000\"\n", "--pay-period month").well();
    let names = "pay_low,pay_high,pay_currency,pay_period,pay_months,pay_annual,market_status";
    for (row, expected) in [
        (0, "60000,80000,USD,month,,840000,read"),
        (1, "15000,25000,CNY,month,14,240000,read"),
        (2, ",,,,,,pay-not-stated"),
        (3, ",,,,,,unreadable-pay"),
        (4, "15000,,CNY,month,,,open-ended-pay"),
        // Two of four amounts are in yuan, so the one without a currency is too.
        (5, "5000,5000,CNY,month,,60000,read"),
    ] {
        assert_eq!(pay.cells(row, names), cells(expected), "row {row}");
    }
    let titles = price("title\nSr Cloud Architect\nData Scientist\nGardener\n", "").well();
    let names = "market_role_id,market_level_id,market_match,market_mid,market_status";
    for (row, expected) in [
        (0, "healthcare-cloud-architect,senior,tokens,65000.00,priced"),
        (1, "healthcare-data-scientist,,tokens,,level-not-stated"),
        (2, ",,none,,no-role-match"),
    ] {
        assert_eq!(titles.cells(row, names), cells(expected), "row {row}");
    }
}

/// Catches a mapping that does not say in which encoding and with which delimiter it is read.
#[test]
fn a_mapping_says_how_its_file_is_read() {
    let city = "# cities\ncity^n\n上海^1\n北京^2\n广州^3\n";
    let ended = price(encoding_rs::GBK.encode(city).0, "--city-column city").well();
    for says in ["the file is read as gb18030", "1 line before the header left out", "cells are separated by \"^\""] {
        assert!(ended.said.contains(says), "{says}\n{}", ended.said);
    }
}

/// Catches a mapping where the user may have wanted prices, and one that options cannot ask for.
#[test]
fn among_other_columns_the_column_is_named() {
    let file = "id,location,note\n1,上海,a\n2,Atlantis,b\n3,,c\n";
    let ended = price(file, "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("no column with job titles"), "{}", ended.said);
    let named = price(file, "--city-column location --columns city_id,status").well();
    assert_eq!(named.column("market_city_id"), ["shanghai", "", ""]);
    assert_eq!(named.column("market_status"), ["matched", "unknown-city", "unknown-city"]);
    let unnamed = price("x\n$60k\n", "--salary-column 1 --pay-element guaranteed --columns pay_annual,status").well();
    assert_eq!(unnamed.text(), "x,pay_annual,market_status\n$60k,60000,read\n");
    // Titles come first, where there are some.
    assert!(price("title,location\nCloud Architect,上海\n", "").well().said.contains("role from \"title\""));
    let summary = price("city\n上海\n", "--summary-by city");
    assert_eq!(summary.code, Some(2), "{}", summary.said);
}

/// Catches a mapping that drops rows that were not understood, ends with 0 with `--strict`, or writes a formula.
#[test]
fn what_a_mapping_does_not_understand_is_told() {
    let sandbox = Sandbox::new();
    let file = "city\nAtlantis\n=A1\nAtlantis\n上海\n";
    sandbox.write("in.csv", file);
    let ended = price_in(&sandbox, file, "price in.csv --strict --unmatched left --excel -o out.csv");
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("3 of 4 rows were not understood"), "{}", ended.said);
    assert!(sandbox.read("left/city_aliases.csv").contains("\nAtlantis,,,2,"));
    assert!(
        sandbox
            .read("out.csv")
            .starts_with("\u{feff}city,market_city_id,market_city,market_status\nAtlantis,,,unknown-city\n'=A1,")
    );
}

/// Catches several workers that map otherwise than one, and texts that are read otherwise after the cache was emptied.
#[test]
fn any_number_of_threads_maps_the_same() {
    let rows: String = (1..=30_000).map(|at| format!("{at}k a year\n")).collect();
    let file = format!("salary\n{rows}");
    let one = price(&file, "--threads 1").well();
    assert_eq!(price(&file, "--threads 3").well().out, one.out);
    assert_eq!(one.cells(29_999, "pay_annual,market_status"), ["30000000", "read"]);
}

/// The fenced blocks of a page, each with its language.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language.to_owned(), body.join("\n")));
        }
    }
    blocks
}

/// Catches a page whose commands or joins no longer work.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped part is told")]
fn the_page_about_files_runs() {
    const ADS: &str = "id,title,city,pay\n1,Sr Cloud Architect,上海,$94250\n2,医疗数据科学家,北京-昌平区,15-25K·14薪\n\
                       3,Gardener,Atlantis,面议\n";
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/files.md");
    let blocks = blocks(&std::fs::read_to_string(page).unwrap());
    let languages: Vec<&str> = blocks.iter().map(|(language, _)| language.as_str()).collect();
    assert_eq!(languages, ["sql", "sh", "sql"]);
    let sandbox = Sandbox::new();
    sandbox.write("ads.csv", ADS);
    let duckdb =
        |sql: &str| Command::new("duckdb").args(["-csv", "-c", sql]).current_dir(sandbox.path("")).output().ok();
    let has_duckdb = duckdb(&blocks[0].1).map(|ended| assert!(ended.status.success(), "{ended:?}")).is_some();
    if !has_duckdb {
        eprintln!("skipped: there is no duckdb to run the joins of docs/files.md with");
        let column = |at: usize, name: &str| {
            let cells: Vec<&str> = ADS.lines().skip(1).filter_map(|line| line.split(',').nth(at)).collect();
            sandbox.write(
                &format!("{name}.csv"),
                format!("{}\n{}\n", ADS.lines().next().unwrap().split(',').nth(at).unwrap(), cells.join("\n")),
            );
        };
        [(1, "titles"), (2, "places"), (3, "pay")].into_iter().for_each(|(at, name)| column(at, name));
    }
    for line in blocks[1].1.lines() {
        let line = line.strip_prefix("payband ").unwrap_or_else(|| panic!("{line}"));
        let (code, _, said) = sandbox.payband(line).raw();
        assert_eq!(code, Some(0), "{said}");
    }
    assert_eq!(sandbox.read("mapped-pay.csv").lines().count(), 4);
    assert!(sandbox.read("mapped-places.csv").contains("北京-昌平区,beijing,Beijing,matched\n"));
    if has_duckdb {
        let ended = duckdb(&blocks[2].1).unwrap();
        assert_eq!(
            String::from_utf8(ended.stdout).unwrap().replace('\r', ""),
            "id,role,city,level,annual,currency\n1,healthcare-cloud-architect,shanghai,senior,94250,USD\n\
             2,healthcare-data-scientist,beijing,mid,240000,CNY\n3,NULL,NULL,NULL,NULL,NULL\n"
        );
    }
}

/// Catches a file of places that is written with every place unknown, because the pack has no cities.
#[test]
fn places_need_a_pack_with_cities() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "city\nShanghai\n");
    let made = sandbox.shell("payband -q pack export p && cd p && rm cit*.csv geo_differentials.csv gazetteer.csv");
    assert_eq!(made.0, Some(0), "{made:?}");
    sandbox
        .payband("-q --pack p price in.csv -o out.csv")
        .fails("error: the pack has no cities: no place can be understood\nhint: choose another pack with --pack\n");
    assert!(!sandbox.path("out.csv").exists());
}
