//! Packs of percentiles: places of the US, and occupations of the UK with amounts a month (`tests/fixtures`).
//!
//! Would catch a percentile that is invented, scaled by another factor than the median, or called an end of a premium.

use std::path::Path;

use crate::sandbox::{Run, Sandbox};

/// A run on the pack of US areas.
fn us<'s>(sandbox: &'s Sandbox, line: &str) -> Run<'s> {
    on(sandbox, "us-areas", line)
}

/// A run on the pack of UK occupations.
fn uk<'s>(sandbox: &'s Sandbox, line: &str) -> Run<'s> {
    on(sandbox, "uk-ashe-2024", line)
}

fn on<'s>(sandbox: &'s Sandbox, pack: &str, line: &str) -> Run<'s> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(pack);
    sandbox.payband(&format!("--pack '{}' {line}", folder.display()))
}

/// A command of a hint on a pack of the fixtures. Its folder needs quotes in a shell only where the checkout lies in an odd place.
fn command(pack: &str, name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(pack);
    format!("`payband --pack {} {name}`", folder.display())
}

/// The cells of some columns of each row.
fn cells(run: Run<'_>, columns: &str) -> Vec<String> {
    let (out, _) = run.streams();
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let at: Vec<usize> =
        columns.split(',').map(|name| headers.iter().position(|known| known == name).unwrap()).collect();
    reader
        .records()
        .map(|row| at.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect::<Vec<_>>().join(","))
        .collect()
}

#[test]
fn low_mid_and_high_are_the_percentiles_of_the_place() {
    let sandbox = Sandbox::new();
    us(&sandbox, "-q benchmark 'Data Scientist' Seattle -f csv").prints(
        "role_id,role,city,level,currency,period,base_low,base_mid,base_high,retention_low,retention_mid,retention_high,total_low,\
         total_mid,total_high,yoy_pct,effective,reading,geo_basis,basis,match_grade,source,alt_reading,alt_base_low,alt_base_mid,\
         alt_base_high,p10,p90,n,employment,organisations,mean_rse_pct,segment,population,element,certainty\n\
         data-scientist,Data Scientist,Seattle,,USD,year,108740.00,164740.00,210370.00,,,,108740.00,164740.00,210370.00,,2025-05-01,,\
         published,percentiles,A,bls-oews-2025,,,,,81130.00,230980.00,,8370,,2.0,,incumbents,wages,\n",
    );
    us(&sandbox, "benchmark 'Data Scientist' Seattle -f table").prints(
        "\
Data Scientist, Seattle · USD a year

───────────────── Wages ──────────────────
   P10      P25      P50      P75      P90  Employment
──────────────────────────────────────────────────────
81,130  108,740  164,740  210,370  230,980       8,370

Source: US Bureau of Labor Statistics, 2026-05-15, figures of 2025-05-01, 7 months old · notes: --caveats
",
    );
    let (_, notes) = us(&sandbox, "benchmark 'Data Scientist' Seattle -f csv --caveats").streams();
    assert_eq!(
        notes,
        "note: low, mid and high are P25, P50 and P75: the published percentiles of wages of people in the job\n\
         source: US Bureau of Labor Statistics, Occupational Employment and Wage Statistics, May 2025, 2026-05-15\n"
    );
}

#[test]
fn without_a_place_the_nation_is_priced_and_a_segment_has_figures_of_its_own() {
    let sandbox = Sandbox::new();
    let columns = "city,base_mid,geo_basis,segment";
    assert_eq!(cells(us(&sandbox, "-q benchmark 'Data Scientist' -f csv"), columns), [",120230.00,United States,"]);
    let hospitals = "-q benchmark 'Data Scientist' --segment HOSPITALS -f csv";
    assert_eq!(cells(us(&sandbox, hospitals), columns), [",101520.00,United States,Hospitals"]);
    us(&sandbox, "benchmark 'Data Scientist' Seattle --segment hospitals").fails(
        "error: no pay of Data Scientist is published for Seattle, Hospitals\nhint: there is a figure without --city\n",
    );
    us(&sandbox, "benchmark 'Health Information Technologist' Abilene").fails(
        "error: no pay of Health Information Technologist is published for Abilene\nhint: there is a figure without --city\n",
    );
    us(&sandbox, "benchmark 'Data Scientist' --segment banks")
        .fails("error: no segment is called \"banks\"\nhint: the segments are Hospitals\n");
    sandbox
        .payband("benchmark 'Cloud Architect' --segment banks")
        .fails("error: the pack has no segments\nhint: leave --segment out\n");
}

/// Amounts of the source are a twelfth of a year's: 2,280 and 2,844 and 3,411 a month.
#[test]
fn monthly_amounts_are_a_year_and_what_is_not_published_stays_missing() {
    let sandbox = Sandbox::new();
    let columns = "currency,base_low,base_mid,base_high,total_low,total_high,p10,p90,employment";
    assert_eq!(
        cells(uk(&sandbox, "-q benchmark 'Data analysts' -f csv"), columns),
        ["GBP,27360.00,34128.00,40932.00,27360.00,40932.00,,,58000"]
    );
    let without_p75 = "-q benchmark 'IT quality and testing professionals'";
    assert_eq!(
        cells(uk(&sandbox, &format!("{without_p75} -f csv")), columns),
        ["GBP,33936.00,40176.00,,33936.00,,,,18000"]
    );
    let median_alone = "-q benchmark 'Health associate professionals n.e.c.'";
    assert_eq!(
        cells(
            uk(&sandbox, &format!("{median_alone} -f csv --current 20000")),
            &format!("{columns},uplift_low,uplift_mid,uplift_high")
        ),
        ["GBP,,26112.00,,,,,,,,0.3056,"]
    );
    let row = uk(&sandbox, &format!("{median_alone} -f json --salary 30000")).json()["rows"][0].clone();
    for missing in ["base_low", "base_high", "total_low", "p10", "n", "position", "range_penetration"] {
        assert!(row[missing].is_null(), "{missing}: {row}");
    }
    assert_eq!((row["trace"][0]["low"].is_null(), row["trace"][0]["mid"].as_f64()), (true, Some(26112.0)));
    assert_eq!(row["percentile"], ">50");
    let (line, _) = uk(&sandbox, &format!("{median_alone} --brief-line")).streams();
    assert!(line.contains(": GBP P50 26,112/year"), "{line}");
    uk(&sandbox, "benchmark 'Environmental health professionals'").fails(&format!(
        "error: no pay of Environmental health professionals is published\nhint: {} lists the roles with a price\n",
        command("uk-ashe-2024", "roles")
    ));
    // An end that is not published is drawn open, and no number stands for it.
    let (chart, _) =
        uk(&sandbox, "-q chart ranges -r 'IT quality and testing professionals' -r 'Data analysts'").streams();
    assert!(chart.contains("≥ 40,176"), "{chart}");
    let words = chart.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("P25, P50 and P75 of wages"), "{chart}");
}

#[test]
fn every_percentile_takes_the_same_steps() {
    let sandbox = Sandbox::new();
    // 4% for a year, 0.88 EUR for a dollar, 12 months: 81,130 × 1.04 × 0.88 ÷ 12 = 6,187.51…
    let options = "--on 2026-05-01 --ageing-rate 4 --currency EUR --period month";
    assert_eq!(
        cells(
            us(&sandbox, &format!("-q benchmark 'Data Scientist' Seattle {options} -f csv")),
            "p10,base_low,base_mid,base_high,p90,basis"
        ),
        ["6187.51,8293.24,12564.17,16044.22,17616.07,editorial"]
    );
    let (steps, _) =
        us(&sandbox, &format!("-q benchmark 'Data Scientist' Seattle {options} --explain -f csv")).streams();
    let kinds: Vec<&str> = steps.lines().skip(1).map(|line| line.split(',').nth(4).unwrap()).collect();
    assert_eq!(kinds, ["cell", "ageing", "currency", "period"]);
    us(&sandbox, "benchmark 'Data Scientist' --on 2026-05-01").fails(
        "error: the pack does not say how fast pay grows, so it cannot be aged to a date\n\
         hint: give the rate in percent a year, such as --ageing-rate 3%\n",
    );
}

#[test]
fn pay_reaches_a_percentile_between_the_published_ones() {
    let sandbox = Sandbox::new();
    let reached = |salary: &str| {
        let line = format!("-q benchmark 'Data Scientist' Seattle --salary {salary} -f csv");
        cells(us(&sandbox, &line), "market_ratio,gap,position,percentile").concat()
    };
    // 25 + (150,000 − 108,740) ÷ (164,740 − 108,740) × 25 = 43.4
    assert_eq!(reached("150000"), "0.9105,-14740.00,within,43");
    assert_eq!(reached("164740"), "1.0000,0.00,within,50");
    assert_eq!(reached("81129"), "0.4925,-83611.00,below,<10");
    assert_eq!(reached("230981"), "1.4021,66241.00,above,>90");
    let (table, _) = us(&sandbox, "-q benchmark 'Data Scientist' Seattle --salary 150000 -f table").streams();
    let lead = "Offer 150000 = USD 150,000 a year: 91% of P50, at P43, interpolated, 14,740 below P50";
    assert_eq!(table.lines().nth(1), Some(lead), "{table}");
    assert!(table.contains("Gap to") && !table.contains("mid"), "{table}");
    let (table, _) = us(&sandbox, "-q benchmark 'Data Scientist' Seattle --salary 70000 -f table").streams();
    assert!(table.contains("42% of P50, below P10, 94,740 below P50"), "{table}");
}

#[test]
fn options_for_medians_are_refused_with_the_reason() {
    let sandbox = Sandbox::new();
    for option in
        ["--reading calibrated", "--retention 10%", "--city-premium 20%", "--foreign-hire", "--domain-years 4"]
    {
        let name = option.split(' ').next().unwrap();
        let run = us(&sandbox, &format!("benchmark 'Data Scientist' Seattle {option}"));
        let says = format!(
            "error: {name} does not apply: the pack publishes percentiles of pay, to which nothing is added\nhint: leave {name} out\n"
        );
        run.ends(2, "", &says);
    }
    us(&sandbox, "benchmark 'Data Scientist' --level senior")
        .fails("error: the pack has no levels\nhint: leave --level out: the figures are of all levels together\n");
    // A variable applies to every command.
    let run = us(&sandbox, "-q benchmark 'Data Scientist' -f csv").env("PAYBAND_READING", "calibrated");
    assert_eq!(cells(run, "base_mid,reading"), ["120230.00,"]);
}

#[test]
fn a_role_is_slotted_to_the_percentiles_of_another() {
    let sandbox = Sandbox::new();
    let line = "benchmark 'Machine Learning Engineer' Austin -f csv";
    assert_eq!(
        cells(us(&sandbox, line), "base_low,base_mid,base_high,basis,match_grade,p10,p90,employment"),
        ["85780.00,127360.00,161560.00,slotted,B,,,"]
    );
    us(&sandbox, "benchmark 'Machine Learning Engineer' --published-only").fails(
        "error: Machine Learning Engineer has no published median: it would be priced from Data Scientist, match grade B\n\
         hint: leave out --published-only to accept a slotted price\n",
    );
}

#[test]
fn places_are_compared_charted_and_all_of_them_priced() {
    let sandbox = Sandbox::new();
    let all = us(&sandbox, "-q benchmark -r 'Health Information Technologist' -c all -f csv");
    assert_eq!(cells(all, "city"), ["Austin", "California", "Seattle", "United States"]);
    let (_, notes) = us(&sandbox, "benchmark -r 'Health Information Technologist' -c all -f csv").streams();
    assert!(
        notes.contains("warning: left out: no pay of Health Information Technologist is published for Abilene\n"),
        "{notes}"
    );
    us(&sandbox, "-q compare -r 'Data Scientist' -c Seattle -c Austin -f table").prints(
        "\
Comparison by city: Data Scientist · USD a year

         ───────── Wages ─────────  ──── Gap in ─────
City         P25      P50      P75      P50  P50 in %  Rank  Employment
───────────────────────────────────────────────────────────────────────
Seattle  108,740  164,740  210,370        0        0%     1       8,370
Austin    85,780  127,360  161,560  -37,380   -22.69%     2       3,730
",
    );
    let (ladder, _) = us(&sandbox, "-q chart ladder -r 'Data Scientist' -c all").streams();
    assert!(ladder.starts_with("Data Scientist, Seattle: USD 109–210k (P25–P75), P50 "), "{ladder}");
    let words = ladder.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("P25, P50 and P75 of wages") && words.contains("P10 to P90"), "{ladder}");
    let (page, _) = us(&sandbox, "report").streams();
    assert!(
        page.contains("| Data Scientist ") && page.contains("120,230") && !page.contains("not percentiles"),
        "{page}"
    );
    let (brief, _) = us(&sandbox, "report -r 'Data Scientist' -c Seattle").streams();
    assert!(brief.contains("164,740") && !brief.contains("not percentiles") && !brief.contains("reading"), "{brief}");
    let budget = cells(us(&sandbox, "-q roles --budget 100000 -f csv"), "role,base_mid,position,percentile");
    assert_eq!(
        budget,
        [
            "Health Information Technologist,68020.00,above,78",
            "Data Scientist,120230.00,within,35",
            "Machine Learning Engineer,120230.00,within,35"
        ]
    );
    assert_eq!(
        cells(us(&sandbox, "-q roles data -f csv"), "role,median,effective"),
        ["Data Scientist,120230.00,2025-05-01"]
    );
}

#[test]
fn rows_of_a_file_get_percentiles_and_a_place_without_figures_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "staff.csv",
        "title,city,pay\nData Scientist,Seattle,150000\nData Scientist,Abilene,\"35,000\"\n\
         Health Information Technologist,Abilene,60000\nSoftware Developer,Austin,$90/hour\n\
         Machine Learning Engineer,Austin,200k\n",
    );
    let columns = "low,mid,high,p10,p90,ratio,position,percentile,basis,status";
    us(&sandbox, &format!("-q price staff.csv --columns {columns}")).prints(
        "title,city,pay,market_low,market_mid,market_high,market_p10,market_p90,market_ratio,market_position,market_percentile,\
         market_basis,market_status\n\
         Data Scientist,Seattle,150000,108740.00,164740.00,210370.00,81130.00,230980.00,0.9105,within,43,percentiles,priced\n\
         Data Scientist,Abilene,\"35,000\",52000.00,83600.00,124890.00,38490.00,149140.00,0.4187,below,<10,percentiles,priced\n\
         Health Information Technologist,Abilene,60000,,,,,,,,,,unpriced-city\n\
         Software Developer,Austin,$90/hour,104000.00,134120.00,168730.00,96110.00,209890.00,1.3958,above,82,percentiles,priced\n\
         Machine Learning Engineer,Austin,200k,85780.00,127360.00,161560.00,,,1.5704,above,>75,slotted,priced\n",
    );
    us(&sandbox, "price staff.csv --with-retention").ends(
        2,
        "",
        "error: --with-retention does not apply: the pack publishes percentiles of pay, to which nothing is added\n\
         hint: leave --with-retention out\n",
    );
    // Whole numbers are compared in integers, except with a range that lacks an end.
    sandbox.write(
        "uk.csv",
        "title,pay\nIT quality and testing professionals,30000\nIT quality and testing professionals,90000\n",
    );
    let line = "-q price uk.csv --columns low,mid,high,ratio,position,percentile,status";
    uk(&sandbox, line).prints(
        "title,pay,market_low,market_mid,market_high,market_ratio,market_position,market_percentile,market_status\n\
         IT quality and testing professionals,30000,33936.00,40176.00,,0.7467,below,<25,priced\n\
         IT quality and testing professionals,90000,33936.00,40176.00,,2.2401,,>50,priced\n",
    );
    let (summary, _) = uk(&sandbox, "-q price uk.csv --summary-by role -f csv").streams();
    assert!(summary.ends_with(",2,2,1.4935,0.5000,0.0000,0.0000,3936.00,10176.00,GBP,year\n"), "{summary}");
}

/// A cell wins over a median, a median over nothing, and an overlay brings cells into a pack of medians.
#[test]
fn a_cell_comes_before_the_median_of_a_role() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/market_cells.csv",
        "role,place,level,segment,population,element,currency,effective,p25,p50,p75,source\n\
         healthcare-cloud-architect,shanghai,senior,,incumbents,base,USD,2025-11-05,80000,90000,99000,\n",
    );
    let columns = "city,level,base_low,base_mid,base_high,basis,reading,alt_base_mid";
    assert_eq!(
        cells(
            sandbox.payband("-q --overlay ours benchmark 'Cloud Architect' -c Shanghai -c Beijing -l senior -f csv"),
            columns
        ),
        [
            "Shanghai,Senior,80000.00,90000.00,99000.00,overlay,,",
            "Beijing,Senior,87360.00,94250.00,101400.00,published,literal,65932.90"
        ]
    );
    let (_, notes) = sandbox
        .payband("--overlay ours benchmark 'Cloud Architect' -c Shanghai -l senior --reading literal -f csv")
        .streams();
    assert!(notes.contains("warning: --reading changes no price that is made of published percentiles\n"), "{notes}");
    // Only the levels with cells are listed for a role with cells.
    let levels = sandbox.payband("-q --overlay ours benchmark 'Cloud Architect' -c Shanghai -f csv");
    assert_eq!(cells(levels, "level,base_mid"), ["Senior,90000.00"]);
}

#[test]
fn pack_check_holds_what_percentiles_must_be() {
    let sandbox = Sandbox::new();
    sandbox.payband("-q pack new mine --title Mine").prints("");
    sandbox.payband("-q pack add mine market_cells segments").prints("");
    sandbox.write("mine/roles.csv", "id,title,kind,source\nnurse,Nurse,benchmark,author\n");
    let header =
        "role,place,level,segment,population,element,currency,effective,p10,p25,p50,p75,p90,ci_low,ci_high,source\n";
    let check = |rows: &str| {
        sandbox.write("mine/market_cells.csv", format!("{header}{rows}"));
        let output = sandbox.process("pack check mine").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let sound = "nurse,,,,incumbents,wages,EUR,2025-01-01,,30000,40000,,,39000,41000,author\n";
    assert_eq!(check(sound), "mine 0.1.0: 5 tables are sound\n");
    for (row, says) in [
        (
            "nurse,,,,incumbents,wages,EUR,2025-01-01,,50000,40000,,,,,author\n",
            "column p50, value \"40000\": less than p25, 50000",
        ),
        (
            "nurse,,,,incumbents,wages,EUR,2025-01-01,,,40000,,,41000,,author\n",
            "column p50, value \"40000\": less than ci_low, 41000",
        ),
        ("nurse,,,,incumbents,wages,EUR,2025-01-01,0,,40000,,,,,author\n", "column p10, value \"0\": not above zero"),
        ("nurse,,,,staff,wages,EUR,2025-01-01,,,40000,,,,,author\n", "column population, value \"staff\": not one of"),
        (
            "nurse,berlin,,,incumbents,wages,EUR,2025-01-01,,,40000,,,,,author\n",
            "column place, value \"berlin\": cities.id has no such value",
        ),
        (&sound.repeat(2), "line 2 has the same key"),
    ] {
        assert!(check(row).contains(says), "{row}: {}", check(row));
    }
    sandbox.write("mine/segments.csv", "id,name,source\nhospitals,Hospitals,author\n");
    let other = "nurse,,,hospitals,posted,wages,EUR,2025-01-01,,,40000,,,,,author\n";
    assert!(check(&format!("{sound}{other}")).contains("a pack has one population"));
    let other = "nurse,,,hospitals,incumbents,base,EUR,2025-01-01,,,40000,,,,,author\n";
    assert!(check(&format!("{sound}{other}")).contains("a pack has one pay element"));
}

#[test]
fn a_hint_names_the_bundled_pack_that_knows_a_name() {
    let sandbox = Sandbox::new();
    let elsewhere = "china-healthcare-it-2025: --pack china-healthcare-it-2025\n";
    us(&sandbox, "benchmark 'Data Scientist' Shanghai").fails(&format!(
        "error: no city is called \"Shanghai\"\nhint: Shanghai is in {elsewhere}hint: {} lists the places; without \
         --city the whole market is priced\n",
        command("us-areas", "city")
    ));
    us(&sandbox, "benchmark 'EHR Systems Engineer'").fails(&format!(
        "error: no role is called \"EHR Systems Engineer\"\nhint: us-areas has 4 roles with a price (Pay by area in the \
         United States, 2025); {} lists them\nhint: EHR Systems Engineer is in {elsewhere}",
        command("us-areas", "roles")
    ));
}
