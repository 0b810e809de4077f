//! `payband survey --to-pack`: what may not become a pack, and what to do instead.
//!
//! Would catch a pack of pay that may not be passed on, and a remedy that is not one.

use crate::survey_pack::{TEN, market, rows, sandbox};

#[test]
fn what_may_not_be_passed_on_is_refused_with_what_to_do() {
    let sandbox = sandbox(&market());
    let refused = |options: &str| {
        let (code, printed, error) =
            sandbox.payband(&format!("-q survey market.csv --to-pack ours {options}")).fallible();
        assert_eq!(printed, "", "{options}");
        assert!(!sandbox.path("ours").exists(), "{options}");
        assert!(error.lines().last().unwrap().starts_with("hint: "), "{options}: {error}");
        (code.unwrap(), error)
    };
    let day = "--effective 2026-07-01";
    let segment =
        "leave it out of --by; a column that is a part of the market, such as an industry, must be called segment";
    for (options, code, says, hint) in [
        (
            format!("--rule own {day}"),
            2,
            "not to leave the company",
            "leave --rule out; pay of one employer alone does not make a pack",
        ),
        (
            format!("--organisation-column none {day}"),
            1,
            "no column names the organisation",
            "name the column with --organisation-column",
        ),
        (format!("--by city {day}"), 2, "not grouped by role", "add role to --by"),
        (format!("--by role,company {day}"), 2, "not by company", segment),
        (format!("--by role,column:title {day}"), 2, "not by title", segment),
        (
            String::new(),
            2,
            "none is known",
            "give it with --effective DATE; or bring each row to one with --on DATE and --date-column COLUMN",
        ),
        ("--date-column day".to_owned(), 2, "dates of their own", "--on DATE brings them to one day"),
        ("--date-column day --on 2027-01-01 --max-age 25".to_owned(), 2, "--max-age is 25", "leave --max-age out"),
        (
            format!("--by role,city,level --pack-name Our_Pack {day}"),
            2,
            "no name of a pack",
            "give lower-case letters and digits, with single hyphens between",
        ),
    ] {
        let (exit, error) = refused(&options);
        assert_eq!(exit, code, "{options}: {error}");
        assert!(error.contains(says), "{options}: {error}");
        assert_eq!(error.lines().last(), Some(format!("hint: {hint}").as_str()), "{options}");
    }
    // The help says what the option needs.
    let (help, _) = sandbox.payband("survey --help").streams();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("needs --effective, or --on with --date-column"), "{help}");
    assert!(help.contains("A: 30 people of 10 organisations within 5 %"), "{help}");
}

const HEADER: &str = "company,title,city,base salary (CNY),day\n";
const DAY: &str = "--effective 2026-07-01";

/// Six organisations with a person each, and three more people of another in the places.
fn with_large_organisation(places: &[&str]) -> String {
    let one = |place: &&str| {
        format!("Big,Data Engineer,{place},300000,\n").repeat(3) + &rows("Data Engineer", place, &TEN[..6])
    };
    HEADER.to_owned() + &places.iter().map(one).collect::<String>()
}

/// Would catch a refusal that does not name the groups, one that tells a hidden share, and a remedy that does not help.
#[test]
fn groups_with_a_large_organisation_are_named() {
    let sandbox = sandbox("");
    let refused = |options: &str| {
        let line = format!("-q survey market.csv {DAY} --to-pack ours {options}");
        let (code, printed, error) = sandbox.payband(&line).fallible();
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{error}");
        error
    };
    sandbox.write("market.csv", with_large_organisation(&["Beijing", "上海"]));
    let error = refused("--by role,city");
    assert!(
        error.contains(
            "in 2 groups one organisation has more than 25% of the people: Data Engineer, Beijing; \
             Data Engineer, Shanghai\n"
        ),
        "{error}"
    );
    assert!(!error.contains("33") && !error.contains("Big"), "{error}");
    assert!(
        error.ends_with(
            "hint: --weight organisation counts each organisation the same; or take their rows out of the file, or give fewer \
             dimensions to --by\n"
        ),
        "{error}"
    );
    // No weight makes five organisations smaller than a tenth.
    let error = refused("--by role,city --weight organisation --rule 5/5/10");
    assert!(error.contains("has more than 10% of the people"), "{error}");
    assert!(error.ends_with("hint: take their rows out of the file, or give fewer dimensions to --by\n"), "{error}");
    let places = ["Beijing", "Shanghai", "Shenzhen", "Hangzhou", "Chengdu", "Guangzhou", "Wuhan"];
    sandbox.write("market.csv", with_large_organisation(&places));
    let error = refused("--by role,city");
    assert!(error.contains("in 7 groups") && error.contains("; and 2 more\n"), "{error}");
}

/// Would catch a pack without figures, and a reason that is not that of the file.
#[test]
fn a_survey_that_shows_nothing_says_why() {
    let sandbox = sandbox("");
    for (by, rows, says, hint) in [
        (
            "role,city",
            rows("EHR Engineer", "Beijing", &[300; 4]) + "A,Data Engineer,Beijing,,\n",
            "no group may be shown, so a pack would be empty: 1 few-rows, 1 no-usable-pay",
            "fewer dimensions in --by make larger groups",
        ),
        (
            "role",
            rows("EHR Engineer", "Beijing", &[300; 4]),
            "no group may be shown, so a pack would be empty: 1 few-rows",
            "add rows: a group needs 5 people of 5 organisations",
        ),
        (
            "role",
            "A,Astronaut,,1,\nB,Data Engineer,,x,\nC,Data Engineer,,,\n".to_owned(),
            "no row can be used, so a pack would be empty: 1 pay-not-stated, 1 unreadable-pay, 1 no-role-match",
            "--unmatched DIR writes the titles, places and pay that were not understood",
        ),
        (
            "role",
            "A,Data Engineer,,,\nB,Data Engineer,,negotiable,\n".to_owned(),
            "no row can be used, so a pack would be empty: 2 pay-not-stated",
            "a row needs pay that can be used, and what it is grouped by",
        ),
        (
            "role",
            String::new(),
            "no row can be used, so a pack would be empty: there are none",
            "the file has no rows: name another",
        ),
    ] {
        sandbox.write("market.csv", format!("{HEADER}{rows}"));
        let (code, printed, error) =
            sandbox.payband(&format!("-q survey market.csv {DAY} --by {by} --to-pack ours")).fallible();
        assert_eq!((code, printed.as_str()), (Some(1), ""), "{error}");
        assert!(error.contains(&format!("{says}\n")), "{error}");
        assert!(error.ends_with(&format!("hint: {hint}\n")), "{error}");
    }
}

/// Would catch a remedy that the tables of counts rule out.
#[test]
fn what_tables_of_counts_decide_is_said() {
    let sandbox = sandbox("");
    let beijing = |pay: &[u32]| rows("EHR Engineer", "Beijing", pay);
    for (rows, by, options, says, hint) in [
        (
            beijing(&TEN),
            "city",
            DAY,
            "not grouped by role",
            "the tables of --merge decide that: make them again with --partial",
        ),
        (beijing(&TEN), "role", "", "none is known", "give it with --effective DATE"),
        (
            beijing(&TEN),
            "role --organisation-column none",
            "--weight organisation",
            "needs a column of organisations",
            "make the tables again with --partial and --organisation-column",
        ),
        (
            beijing(&TEN[..4]),
            "role,city",
            DAY,
            "1 few-rows",
            "make the tables again with --partial and fewer dimensions in --by, for larger groups",
        ),
        (
            beijing(&TEN[..6]) + &"Big,EHR Engineer,Beijing,300000,\n".repeat(3),
            "role",
            DAY,
            "has more than 25% of the people: EHR Systems Engineer",
            "--weight organisation counts each organisation the same; or make the tables again with --partial, without \
             their rows or with fewer dimensions in --by",
        ),
        (
            "A,Astronaut,,1,\n".to_owned(),
            "role",
            DAY,
            "1 no-role-match",
            "--unmatched DIR beside --partial writes the titles, places and pay that were not understood",
        ),
    ] {
        sandbox.write("market.csv", format!("{HEADER}{rows}"));
        sandbox.payband(&format!("-q survey market.csv --by {by} --partial pay.counts")).streams();
        let line = format!("-q survey --merge pay.counts {options} --to-pack ours");
        let (code, printed, error) = sandbox.payband(&line).fallible();
        assert!(code != Some(0) && printed.is_empty(), "{options}: {error}");
        assert!(error.contains(says), "{options}: {error}");
        assert!(error.ends_with(&format!("\nhint: {hint}\n")) && error.matches("hint: ").count() == 1, "{error}");
    }
}
