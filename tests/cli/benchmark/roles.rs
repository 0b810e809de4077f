//! Roles that are slotted, and what is said of medians and of growth.

use super::SHANGHAI;
use crate::expected::{cloud, csv, notes, row};
use crate::sandbox::{Sandbox, payband};

#[test]
fn a_role_without_a_median_is_slotted_says_so_and_can_be_refused() {
    let slotted = row("machine-learning-engineer", "Machine Learning Engineer", "Shanghai", "Senior")
        .with("yoy_pct", "")
        .with("basis", "slotted")
        .with("match_grade", "B")
        .with("source", "talenbrium-2025;us-oews-2025;china-wage-guidance-2024")
        .pays("75600.00 84417.19 93892.50", "11340.00 14773.01 18778.50", "86940.00 99190.20 112671.00");
    let beside = notes()
        .note(SHANGHAI)
        .warning("priced from the median of Healthcare Data Scientist, 0–7%, match grade B")
        .bonus()
        .slotted("30")
        .caveats_of_differentials()
        .caveats("fintech-both-ways senior-figure-covers-two-roles slotting-is-editorial")
        .source("talenbrium-2025")
        .source("us-oews-2025")
        .source("china-wage-guidance-2024");
    payband("benchmark -r 'ML Engineer' -c Shanghai -l senior --caveats").ends(0, &csv(&[slotted]), &beside.text());
    payband("benchmark -r 'ML Engineer' --published-only").fails(
        "error: Machine Learning Engineer has no published median: it would be priced from Healthcare Data Scientist, \
         match grade B\nhint: leave out --published-only to accept a slotted price\n",
    );
    payband("benchmark -r 'Privacy Officer' --min-grade C").fails(
        "error: Privacy Officer has no published median: it would be priced from EHR Systems Engineer, match grade D\n\
         hint: --min-grade D accepts it\n",
    );
    let (accepted, _) = payband("-q benchmark -r 'ML Engineer' -l mid --min-grade b").streams();
    assert_eq!(accepted, payband("-q benchmark -r 'ML Engineer' -l mid").streams().0);
    payband("benchmark -r 'ML Engineer' --min-grade A").fails(
        "error: Machine Learning Engineer has no published median: it would be priced from Healthcare Data Scientist, \
         match grade B\nhint: leave out --published-only to accept a slotted price\n",
    );
}

/// Would catch a line for each role without a growth of its own.
#[test]
fn roles_without_a_growth_are_counted_in_one_line() {
    let (_, said) = payband("benchmark -r all --on 2027-01-01 --ageing-rate role -f csv").streams();
    let left_out: Vec<&str> = said.lines().filter(|line| line.contains("left out")).collect();
    assert_eq!(
        left_out,
        ["warning: left out: 57 roles have no published growth of their own to age by; --caveats names them"]
    );
}

/// Would catch ids in place of titles, a date that is that of one figure only, and an empty table where nothing has a price.
#[test]
fn roles_with_later_figures_are_counted_in_one_line() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/salaries.csv",
        "role,median,currency,effective\nhealthcare-cloud-architect,52000,USD,2026-06-01\n\
         healthcare-data-scientist,45000,USD,2026-07-01\n",
    );
    let line = "--overlay ours benchmark -r all -l entry --on 2026-01-01 --caveats -f csv";
    let (csv, said) = sandbox.payband(line).streams();
    assert!(!csv.contains("healthcare-cloud-architect,") && csv.contains("software-engineer,"), "{csv}");
    let left_out: Vec<&str> = said.lines().filter(|line| line.contains(": left out: ")).collect();
    let [counted, named] = left_out.as_slice() else { panic!("{said}") };
    assert!(counted.ends_with(" hold only from a later date than 2026-01-01; --caveats names them"), "{counted}");
    assert!(named.contains("Healthcare Cloud Architect, ") && named.contains("Healthcare Data Scientist"), "{named}");
    for command in ["benchmark -r all", "compare -r all", "roles --budget 90000", "chart ranges -r all", "report"] {
        payband(&format!("{command} --on 2020-01-01")).fails(
            "error: 2020-01-01 is before 2025-11-05, the date from which the figures hold\n\
             hint: give a later date, or leave out --on\n",
        );
    }
}

#[test]
fn a_median_of_another_country_or_for_another_span_of_time_is_not_taken_for_one_of_ours() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "abroad/salaries.csv",
        "role,effective,geography,currency,median\nhealthcare-cloud-architect,2026-01-01,US,USD,180000\n",
    );
    let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l entry";
    sandbox
        .payband(&format!("--overlay abroad {line}"))
        .prints(&csv(&[cloud("Shanghai", "Entry").base("72800.00 75400.00 78000.00")]));
    sandbox.write(
        "monthly/salaries.csv",
        "role,effective,currency,median,period\nhealthcare-cloud-architect,2026-01-01,CNY,30000,month\n",
    );
    sandbox.payband(&format!("--overlay monthly {line}")).fails(
        "error: monthly/salaries.csv:2: column period, value \"month\": not one of the values allowed\n\
         hint: use one of year\n",
    );
}
