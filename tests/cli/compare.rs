//! `payband compare`: what is compared along, with what, and the gaps.

use crate::expected::{LITERAL, NOT_PERCENTILES, notes};
use crate::sandbox::payband;

const HEADER: &str = "role_id,role,city,level,currency,period,base_low,base_mid,base_high,base_gap,base_gap_pct,total_mid,\
                      total_gap,total_gap_pct,rank,baseline,effective,reading,geo_basis,basis,match_grade,source\n";
const CLOUD: &str = "healthcare-cloud-architect,Healthcare Cloud Architect";
const DATA: &str = "healthcare-data-scientist,Healthcare Data Scientist";
/// How a row of published figures ends, after the baseline.
const PUBLISHED: &str = "2025-11-05,literal,published,published,A,talenbrium-2025";

fn table(rows: &[String]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

#[test]
fn cities_are_compared_and_one_without_a_differential_has_no_rank() {
    let rows = table(&[
        format!(
            "{CLOUD},Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Shanghai,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Beijing,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Shanghai,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Shenzhen,Senior,USD,year,62400.00,65000.00,67600.00,-29250.00,-31.03,76375.00,-34368.75,-31.03,,Shanghai,\
             2025-11-05,literal,none published,editorial,A,talenbrium-2025"
        ),
    ]);
    let beside = notes()
        .note("gaps are mid to mid, against the first row or --baseline")
        .note("a city without a published premium has no rank by pay")
        .note("Shanghai: 2,400 vacancies, 2.3 candidates per vacancy, 48 days to fill")
        .note("Beijing: 2,800 vacancies, 2.8 candidates per vacancy, 52 days to fill")
        .note("Shenzhen: 1,600 vacancies, 2.1 candidates per vacancy, 45 days to fill")
        .note(LITERAL)
        .note(NOT_PERCENTILES)
        .warning("no city premium is published for Shenzhen: priced at the reference rate; --city-premium gives one")
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines fintech-both-ways")
        .caveats("senior-figure-covers-two-roles city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("figure-without-distribution vacancy-duration supply-ratio-direction shortfall-against-vacancies")
        .caveats("tight-but-fast city-table-unsourced")
        .source("talenbrium-2025");
    payband("compare --role 'Cloud Architect' --city Shanghai --city Beijing --city Shenzhen --level senior").ends(
        0,
        &rows,
        beside.text(),
    );
}

#[test]
fn a_baseline_without_a_row_says_what_it_rests_on() {
    let row = format!(
        "{CLOUD},Shanghai,Mid,USD,year,80080.00,84825.00,89700.00,26325.00,45,99669.38,30931.88,45,1,Shenzhen,{PUBLISHED}"
    );
    let beside = notes()
        .note("gaps are mid to mid, against the first row or --baseline")
        .note("Shanghai: 2,400 vacancies, 2.3 candidates per vacancy, 48 days to fill")
        .note("Shenzhen: 1,600 vacancies, 2.1 candidates per vacancy, 45 days to fill")
        .note(LITERAL)
        .note(NOT_PERCENTILES)
        .warning("no city premium is published for Shenzhen: priced at the reference rate; --city-premium gives one")
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines")
        .caveats("city-premium-reference remote-work-gap bonus-recurrence")
        .caveats("figure-without-distribution vacancy-duration supply-ratio-direction shortfall-against-vacancies")
        .caveats("tight-but-fast city-table-unsourced")
        .source("talenbrium-2025");
    payband("compare -r 'Cloud Architect' -c Shanghai --by city --baseline Shenzhen -l mid").ends(
        0,
        &table(&[row]),
        beside.text(),
    );
}

#[test]
fn roles_are_compared_level_by_level_against_the_baseline_named() {
    let rows = table(&[
        format!(
            "{DATA},Beijing,Entry,USD,year,63000.00,65250.00,67500.00,-10150.00,-13.46,65250.00,-10150.00,-13.46,2,\
             Healthcare Cloud Architect,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Beijing,Entry,USD,year,72800.00,75400.00,78000.00,0.00,0,75400.00,0.00,0,1,Healthcare Cloud Architect,\
             {PUBLISHED}"
        ),
        format!(
            "{DATA},Beijing,Senior,USD,year,75600.00,81562.50,87750.00,-12687.50,-13.46,95835.94,-14907.81,-13.46,2,\
             Healthcare Cloud Architect,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Beijing,Senior,USD,year,87360.00,94250.00,101400.00,0.00,0,110743.75,0.00,0,1,Healthcare Cloud Architect,\
             {PUBLISHED}"
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
            "{CLOUD},Shanghai,Entry,USD,year,72800.00,75400.00,78000.00,0.00,0,75400.00,0.00,0,3,Entry,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Shanghai,Mid,USD,year,80080.00,84825.00,89700.00,9425.00,12.5,99669.38,24269.38,32.19,2,Entry,{PUBLISHED}"
        ),
        format!(
            "{CLOUD},Shanghai,Senior,USD,year,87360.00,94250.00,101400.00,18850.00,25,110743.75,35343.75,46.88,1,Entry,\
             {PUBLISHED}"
        ),
    ]);
    payband("-q compare -r 'Cloud Architect' -c Shanghai").prints(&rows);
    // A baseline that is not among the rows, in the other direction.
    payband("-q compare -r 'Cloud Architect' -c Shanghai -l entry --by level --baseline senior").prints(&table(&[format!(
        "{CLOUD},Shanghai,Entry,USD,year,72800.00,75400.00,78000.00,-18850.00,-20,75400.00,-35343.75,-31.91,1,Senior,{PUBLISHED}"
    )]));
}

#[test]
fn a_median_stands_against_general_it() {
    let header = "role_id,role,currency,period,median,against,sector_low,sector_mid,sector_high,gap_low,gap_mid,gap_high,\
                  premium_low_pct,premium_high_pct,effective,match_grade,source\n";
    // 52,000 ÷ 1.25, ÷ 1.20, ÷ 1.15.
    let row = format!(
        "{CLOUD},USD,year,52000.00,general-it,41600.00,43333.33,45217.39,6782.61,8666.67,10400.00,15,25,2025-11-05,A,\
         talenbrium-2025\n"
    );
    let beside = notes()
        .note(
            "the other sector's pay is the median without the premium of 15 to 25% over it; the low gap goes with the low \
             premium",
        )
        .note(NOT_PERCENTILES)
        .caveats("medians-undefined usd-without-rate ranges-without-samples level-baselines figure-without-distribution")
        .source("talenbrium-2025");
    for sector in ["general-it", "'General IT'"] {
        payband(&format!("compare -r 'Cloud Architect' --against {sector}")).ends(
            0,
            &format!("{header}{row}"),
            beside.text(),
        );
    }
    let yuan = format!(
        "{CLOUD},CNY,month,30709.03,general-it,24567.23,25590.86,26703.51,4005.53,5118.17,6141.81,15,25,2025-11-05,A,\
         talenbrium-2025;pboc-2025-11-03\n"
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
             Usage: payband compare --role <NAME> --against <SECTOR>\n\n\
             For more information, try '--help'.\n"
        ));
    }
}

#[test]
fn what_to_compare_along_has_to_be_clear() {
    payband("compare -r 'Cloud Architect' -c Shanghai -l senior").misuses(
        "error: there is only one cell, and nothing to compare it with\n\
         hint: repeat --role, --city or --level, or name a --baseline with --by\n",
    );
    payband("compare -r 'Cloud Architect' -r 'Data Scientist' -c Shanghai -c Beijing").misuses(
        "error: more than one of role, city and level is repeated\n\
         hint: say what to compare along with --by role, --by city or --by level\n",
    );
    payband("compare -r 'Cloud Architect' -c Shanghai --by city --baseline Shangai").fails(
        "error: no city is called \"Shangai\"\nhint: did you mean \"Shanghai\"?\n\
         hint: `payband city` lists the cities; without --city the reference rate is used\n",
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
