//! `payband compare`: the axis, the baseline, and the gaps.

use crate::expected::{NOT_PERCENTILES, notes};
use crate::sandbox::{COVERED, payband};

const HEADER: &str = "role_id,role,city,level,currency,period,base_low,base_mid,base_high,base_gap,base_gap_pct,total_mid,\
                      total_gap,total_gap_pct,rank,baseline,effective,reading,geo_basis,basis,match_grade,source,alt_reading,alt_base_low,alt_base_mid,alt_base_high,\
                      p10,p90,n,employment,organisations,mean_rse_pct,segment,population,element,certainty\n";
const CLOUD: &str = "healthcare-cloud-architect,Healthcare Cloud Architect";
const DATA: &str = "healthcare-data-scientist,Healthcare Data Scientist";
/// The last cells of a row of published figures, after the baseline.
const PUBLISHED: &str = "2025-11-05,literal,published,published,A,talenbrium-2025,calibrated";
/// The Healthcare Cloud Architect with a premium, in the calibrated reading.
const ENTRY: &str = "51028.04,52746.32,54515.07";
const MID: &str = "58682.24,59339.61,59966.57";
const SENIOR: &str = "61233.64,65932.90,70869.59";

fn table(rows: &[String]) -> String {
    // A pack without percentiles leaves the last ten columns empty.
    let rows: Vec<String> = rows.iter().map(|row| format!("{row},,,,,,,,,,\n")).collect();
    format!("{HEADER}{}", rows.concat())
}

#[test]
fn cities_are_compared_and_one_without_a_differential_has_no_rank() {
    let rows = table(&[
        format!(
            "{CLOUD},Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Shanghai,{PUBLISHED},{SENIOR}"
        ),
        format!(
            "{CLOUD},Beijing,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Shanghai,{PUBLISHED},{SENIOR}"
        ),
        format!(
            "{CLOUD},Shenzhen,Senior,USD,year,62400.00,65000.00,67600.00,,,76375.00,,,,Shanghai,\
             2025-11-05,literal,none published,editorial,A,talenbrium-2025,calibrated,41715.88,45470.96,49536.96"
        ),
    ]);
    let beside = notes()
        .note("gaps are mid to mid, against the first row or --baseline")
        .note("cities without a published premium have no gap to others and no rank by pay")
        .warning("reference rate (tier one, likely too low): Shenzhen; --overlay city-evidence")
        .bonus()
        .literal("30")
        .caveats_of_differentials()
        .caveats("fintech-both-ways senior-figure-covers-two-roles")
        .source("talenbrium-2025");
    payband("compare --role 'Cloud Architect' --city Shanghai --city Beijing --city Shenzhen --level senior --caveats")
        .ends(0, &rows, &beside.text());
}

/// Would catch a gap that the data does not support, in every format.
#[test]
fn in_a_table_cities_without_a_premium_share_a_row_and_no_gap_is_shown() {
    payband("-q compare -r 'Cloud Architect' -c all -l senior -f table").env("COLUMNS", "80").prints(
        "\
Comparison by city: Healthcare Cloud Architect, senior · USD a year

           ────── Base salary ───────  Calibrated  Gap in base
City           low      mid      high         mid    mid     %  Rank
────────────────────────────────────────────────────────────────────
Beijing    87,360   94,250   101,400      65,933       0    0%     1
Shanghai   87,360   94,250   101,400      65,933       0    0%     1
5 cities*  62,400*  65,000*   67,600*     45,471*      –     –     –

* reference rate (tier one, likely too low): Shenzhen, Guangzhou
* second-tier reference rate: Hangzhou, Suzhou, Chengdu; --overlay city-evidence
",
    );
    // Only the baseline has a gap: that with itself.
    let line = "-q compare -r 'Cloud Architect' -c Suzhou -c Chengdu -c Shenzhen -c Shanghai -l senior -f table";
    let (table, _) = payband(line).env("COLUMNS", "80").streams();
    assert!(table.contains("\nSuzhou ") && table.contains("\n2 cities* ") && !table.contains("3 cities"), "{table}");
    // Levels and roles within one such city do have gaps.
    let (table, _) = payband("-q compare -r 'Cloud Architect' -c Shenzhen").streams();
    let gaps: Vec<&str> = table.lines().skip(1).map(|line| line.split(',').nth(10).unwrap()).collect();
    assert_eq!(gaps, ["0", "12.5", "25"]);
}

#[test]
fn a_baseline_without_a_row_says_what_it_rests_on() {
    let row =
        format!("{CLOUD},Shanghai,Mid,USD,year,80080.00,84825.00,89700.00,,,99669.38,,,1,Shenzhen,{PUBLISHED},{MID}");
    let beside = notes()
        .note("gaps are mid to mid, against the first row or --baseline")
        .note("cities without a published premium have no gap to others and no rank by pay")
        .warning("reference rate (tier one, likely too low): Shenzhen; --overlay city-evidence")
        .bonus()
        .literal("30")
        .caveats_of_differentials()
        .source("talenbrium-2025");
    payband("compare -r 'Cloud Architect' -c Shanghai --by city --baseline Shenzhen -l mid --caveats").ends(
        0,
        &table(&[row]),
        &beside.text(),
    );
}

#[test]
fn roles_are_compared_level_by_level_against_the_baseline_named() {
    let rows = table(&[
        format!(
            "{DATA},Beijing,Entry,USD,year,63000.00,65250.00,67500.00,-10150.00,-13.46,65250.00,-10150.00,-13.46,2,\
             Healthcare Cloud Architect,{PUBLISHED},44158.88,45645.85,47176.50"
        ),
        format!(
            "{CLOUD},Beijing,Entry,USD,year,72800.00,75400.00,78000.00,0.00,0,75400.00,0.00,0,1,Healthcare Cloud Architect,\
             {PUBLISHED},{ENTRY}"
        ),
        format!(
            "{DATA},Beijing,Senior,USD,year,75600.00,81562.50,87750.00,-12687.50,-13.46,95835.94,-14907.81,-13.46,2,\
             Healthcare Cloud Architect,{PUBLISHED},52990.65,57057.31,61329.45"
        ),
        format!(
            "{CLOUD},Beijing,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Healthcare Cloud Architect,\
             {PUBLISHED},{SENIOR}"
        ),
    ]);
    payband(
        "-q compare -r 'Data Scientist' -r 'Cloud Architect' -c Beijing -l entry -l senior --by role --baseline \
         'Cloud Architect'",
    )
    .prints(&rows);
}

#[test]
fn levels_are_compared_when_nothing_is_repeated() {
    let rows = table(&[
        format!(
            "{CLOUD},Shanghai,Entry,USD,year,72800.00,75400.00,78000.00,0.00,0,75400.00,0.00,0,3,Entry,{PUBLISHED},{ENTRY}"
        ),
        format!(
            "{CLOUD},Shanghai,Mid,USD,year,80080.00,84825.00,89700.00,9425.00,12.5,99669.38,24269.38,32.19,2,Entry,{PUBLISHED},{MID}"
        ),
        format!(
            "{CLOUD},Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,18850.00,25,110743.75,35343.75,46.88,1,Entry,\
             {PUBLISHED},{SENIOR}"
        ),
    ]);
    payband("-q compare -r 'Cloud Architect' -c Shanghai").prints(&rows);
    // A baseline that is not among the rows.
    payband("-q compare -r 'Cloud Architect' -c Shanghai -l entry --by level --baseline senior").prints(&table(&[format!(
        "{CLOUD},Shanghai,Entry,USD,year,72800.00,75400.00,78000.00,-18850.00,-20,75400.00,-35343.75,-31.91,1,Senior,{PUBLISHED},{ENTRY}"
    )]));
}

#[test]
fn a_median_stands_against_general_it() {
    let header = "role_id,role,currency,period,median,against,sector_low,sector_mid,sector_high,gap_low,gap_mid,gap_high,\
                  premium_low_pct,premium_high_pct,effective,basis,match_grade,source\n";
    // 52,000 ÷ 1.25, ÷ 1.20, ÷ 1.15.
    let row = format!(
        "{CLOUD},USD,year,52000.00,general-it,41600.00,43333.33,45217.39,6782.61,8666.67,10400.00,15,25,2025-11-05,published,A,\
         talenbrium-2025\n"
    );
    let beside = notes()
        .note(
            "the other sector's pay is the median without the premium of 15 to 25% over it; the low gap goes with the low \
             premium",
        )
        .note(NOT_PERCENTILES)
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines figure-without-distribution")
        .caveats("medians-above-official-pay ranges-narrower-than-readings")
        .caveats("hospitals-pay-less-in-the-us")
        .source("talenbrium-2025");
    for sector in ["general-it", "'General IT'"] {
        payband(&format!("compare -r 'Cloud Architect' --against {sector} --caveats")).ends(
            0,
            &format!("{header}{row}"),
            &beside.text(),
        );
    }
    let yuan = format!(
        "{CLOUD},CNY,month,30709.03,general-it,24567.23,25590.86,26703.51,4005.53,5118.17,6141.81,15,25,2025-11-05,editorial,A,\
         talenbrium-2025;pboc-2025-11-03;payband-editorial\n"
    );
    payband("-q compare -r 'Cloud Architect' --against general-it --currency CNY --period month")
        .prints(&format!("{header}{yuan}"));
    payband("compare -r 'Cloud Architect' --against fintech")
        .fails("error: no premium over a sector \"fintech\" is published\nhint: sectors with one: general-it\n");
}

#[test]
fn what_a_sector_comparison_would_ignore_is_refused() {
    for (flag, shown) in [
        ("--level senior", "--level <NAME>"),
        ("--city Shanghai", "--city <NAME>"),
        ("--foreign-hire", "--foreign-hire"),
        ("--city-premium 10%", "--city-premium <PERCENT>"),
        ("--retention none", "--retention <PERCENT>"),
    ] {
        payband(&format!("compare -r 'Cloud Architect' --against general-it {flag}")).misuses(&format!(
            "error: the argument '--against <SECTOR>' cannot be used with '{shown}'\n\n\
             Usage: payband compare --role <NAME> --against <SECTOR> [ROLE|CITY]...\n\n\
             For more information, try '--help'.\n"
        ));
    }
}

#[test]
fn what_to_compare_along_has_to_be_clear() {
    payband("compare -r 'Cloud Architect' -c Shanghai -l senior").misuses(
        "error: there is nothing to compare: only one role, city and level is given\n\
         hint: name another role or city, repeat --level, or name a --baseline with --by\n",
    );
    payband("compare -r 'Cloud Architect' -r 'Data Scientist' -c Shanghai -c Beijing").misuses(
        "error: more than one of role, city and level is repeated\n\
         hint: say what to compare along with --by role, --by city or --by level\n",
    );
    payband("compare -r 'Cloud Architect' -c Shanghai --by city --baseline Shangai").fails(
        "error: no city is called \"Shangai\"\nhint: did you mean \"Shanghai\"?\n\
         hint: `payband city` lists the cities; --city-premium prices a city that is not listed, and without --city the reference rate is used\n",
    );
}

#[test]
fn json_has_the_trace_of_each_row() {
    let document = payband("compare -r 'Cloud Architect' -c Shanghai --format json").json();
    assert_eq!((&document["schema_version"], &document["command"]), (&1.into(), &"compare".into()));
    let rows = document["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let trace = row["trace"].as_array().unwrap();
        assert_eq!(trace.last().unwrap()["mid"], row["total_mid"], "{row}");
    }
}

#[test]
fn titles_of_different_levels_are_not_compared_with_each_other() {
    payband("compare -r 'Sr Cloud Architect' -r 'Jr Cloud Architect' -c Shanghai").misuses(
        "error: the titles name different levels, so their pay cannot be compared\n\
         hint: say at which level with --level, or leave the levels out of the titles\n",
    );
}

/// Would catch a role without a flag that `compare` refuses although `benchmark` takes it, and a city that is taken for a role.
#[test]
fn roles_and_cities_need_no_flags() {
    for (line, with_flags) in [
        ("'Cloud Architect' 'Data Scientist'", "-r 'Cloud Architect' -r 'Data Scientist'"),
        ("'Cloud Architect' 'Data Scientist' Shanghai", "-r 'Cloud Architect' -r 'Data Scientist' -c Shanghai"),
        ("Shanghai 'Cloud Architect' 数据科学家", "-r 'Cloud Architect' -r 'Data Scientist' -c Shanghai"),
        ("'Cloud Architect' Shanghai", "-r 'Cloud Architect' -c Shanghai"),
        ("'Cloud Architect' 上海 北京", "-r 'Cloud Architect' -c Shanghai -c Beijing"),
        ("'Cloud Architect' 'Shanghai, Beijing'", "-r 'Cloud Architect' -c Shanghai -c Beijing"),
        ("'Cloud Architect, SWE' Shanghai", "-r 'Cloud Architect' -r SWE -c Shanghai"),
        ("-r 'Cloud Architect' Shanghai Beijing", "-r 'Cloud Architect' -c Shanghai -c Beijing"),
        ("'Cloud Architect' --city Shanghai,Beijing", "-r 'Cloud Architect' -c Shanghai -c Beijing"),
        ("-c Shanghai 'Cloud Architect' SWE", "-r 'Cloud Architect' -r SWE -c Shanghai"),
        ("all Shanghai -l senior", "-r all -c Shanghai -l senior"),
        ("SWE all -l senior", "-r SWE -c all -l senior"),
        ("all --against general-it", "-r all --against general-it"),
        ("SWE Taipei 大连 --city-premium 10%", "-r SWE -c Taipei -c 大连 --city-premium 10%"),
        ("SWE 'Cloud Architect' Taipei --city-premium 10%", "-r SWE -r 'Cloud Architect' -c Taipei --city-premium 10%"),
        ("SWE Shanghai Beijing --baseline Beijing", "-r SWE -c Shanghai -c Beijing --baseline Beijing"),
    ] {
        let (expected, _) = payband(&format!("-q compare {with_flags} -f csv")).streams();
        payband(&format!("-q compare {line} -f csv")).prints(&expected);
    }
}

/// Would catch an error that names one kind only, or a hint at a flag that does not help.
#[test]
fn a_name_that_is_neither_role_nor_city_is_an_error_about_both() {
    let list = "hint: `payband roles` lists the roles, `payband city` the cities\n";
    payband("compare SWE Shanghia")
        .fails(&format!("error: no role or city is called \"Shanghia\"\nhint: did you mean \"Shanghai\"?\n{list}"));
    payband("compare SWE 'Shanghai, Bejing'")
        .fails(&format!("error: no role or city is called \"Bejing\"\nhint: did you mean \"Beijing\"?\n{list}"));
    payband("compare SWE 'Data Scientst'").fails(&format!(
        "error: no role or city is called \"Data Scientst\"\nhint: did you mean \"Healthcare Data Scientist\"?\n{list}"
    ));
    payband("compare SWE plumber").fails(&format!("error: no role or city is called \"plumber\"\n{list}"));
    payband("compare SWE London").fails(&format!("error: no role or city is called \"London\"\n{list}"));
    payband("compare SWE Shanghai senior").fails(&format!(
        "error: no role or city is called \"senior\"\nhint: a level has a flag: --level \"senior\"\n{list}"
    ));
    payband("compare plumber SWE").fails(&format!("error: no role is called \"plumber\"\n{COVERED}"));
    payband("compare SWE PM").fails(
        "error: \"PM\" could mean Product Manager, Clinical Product Manager or Project Manager\n\
         hint: name one of them, such as \"Product Manager\"\n",
    );
    payband("compare SWE '北京 上海'").fails(
        "error: \"北京 上海\" could mean Beijing or Shanghai\n\
         hint: name one of them: --city \"Beijing\"\n",
    );
    payband("compare SWE Guangdong").fails(
        "error: Guangdong is a province, and has no price\nhint: name a city, or leave --city out for the reference rate\n",
    );
    payband("compare Shanghai Beijing").misuses(
        "error: cities are named, and no role\nhint: name a role too, as in `payband compare ROLE CITY CITY`\n",
    );
    payband("compare SWE -r 'Cloud Architect' -c Shanghai").misuses(
        "error: \"SWE\" is one name too many: --role and --city are given\n\
         hint: write roles and cities without flags, or each with its flag; a flag may be repeated\n",
    );
    payband("compare SWE Shanghai --against general-it").misuses(
        "error: --against compares medians, which are of no city, and \"Shanghai\" is one\nhint: leave the city out\n",
    );
}
