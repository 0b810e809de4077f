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
    // Three of five rows are of one organisation.
    let one = "Big,Data Engineer,Beijing,300000,\n".repeat(3) + &rows("Data Engineer", "Beijing", &TEN[..6]);
    sandbox.write("market.csv", format!("company,title,city,base salary (CNY),day\n{}{one}", market()));
    let (_, error) = refused(day);
    assert!(error.contains("in 1 of the groups one organisation has more than 25% of the people"), "{error}");
    assert!(
        error.ends_with(
            "hint: --weight organisation counts each organisation the same; or take the rows of these groups out of the file\n"
        ),
        "{error}"
    );
    sandbox.write(
        "market.csv",
        format!("company,title,city,base salary (CNY),day\n{}", rows("EHR Engineer", "", &[300; 4])),
    );
    let (_, error) = refused(day);
    assert!(error.contains("no group may be shown"), "{error}");
    assert!(error.ends_with("hint: fewer dimensions in --by make larger groups\n"), "{error}");
    // The help says what the option needs.
    let (help, _) = sandbox.payband("survey --help").streams();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("needs --effective, or --on with --date-column"), "{help}");
    assert!(help.contains("A: 30 people of 10 organisations within 5 %"), "{help}");
}
