//! Unlikely requests: refused if no answer would make sense, otherwise answered with a warning.

use crate::sandbox::payband;

const CELL: &str = "benchmark -r 'Cloud Architect' -c Shanghai -l senior";

/// Standard error of a run that succeeds.
fn said(line: &str) -> String {
    let (_, said) = payband(line).streams();
    said
}

#[test]
fn a_year_or_day_more_than_ten_years_ahead_is_refused_with_the_last_one() {
    for line in ["city --year", "city Beijing --year", "market --year", "market location --year"] {
        payband(&format!("{line} 2036")).misuses(
            "error: --year 2036 is more than 10 years after the figures, which hold from 2025\nhint: give a year up to 2035\n",
        );
        payband(&format!("{line} 9999")).misuses(
            "error: --year 9999 is more than 10 years after the figures, which hold from 2025\nhint: give a year up to 2035\n",
        );
        payband(&format!("{line} 2024")).misuses(
            "error: --year 2024 is before the figures, which hold from 2025\nhint: give a later year: the past is not \
             projected\n",
        );
        assert_eq!(said(&format!("-q {line} 2035")), "");
    }
    for command in ["benchmark", "chart ladder", "report"] {
        payband(&format!("{command} -r 'Cloud Architect' -c Shanghai --on 2035-11-06")).misuses(
            "error: --on 2035-11-06 is more than 10 years after the figures, which hold from 2025-11-05\nhint: give a date \
             up to 2035-11-05\n",
        );
    }
    assert_eq!(said(&format!("{CELL} --on 2035-11-05")), "");
}

#[test]
fn the_limit_follows_the_data() {
    let sandbox = crate::sandbox::Sandbox::new();
    sandbox.write(
        "ours/salaries.csv",
        "role,median,currency,effective\nhealthcare-cloud-architect,60000,USD,2028-01-01\n",
    );
    let (code, _, said) = sandbox.payband("--overlay ours benchmark -r 'Cloud Architect' --on 2038-01-02").fallible();
    assert_eq!(code, Some(2));
    assert!(said.ends_with("hint: give a date up to 2038-01-01\n"), "{said}");
}

#[test]
fn an_unlikely_exchange_rate_is_used_with_a_warning() {
    let cny = format!("{CELL} --currency CNY --fx");
    assert_eq!(said(&format!("{cny} 0.14")), "warning: --fx 0.14 looks inverted: the pack has 7.0867 CNY for 1 USD\n");
    assert_eq!(said(&format!("{cny} 70")), "warning: --fx 70 is more than 3 times the pack's 7.0867 CNY for 1 USD\n");
    assert_eq!(said(&format!("{cny} 2")), "warning: --fx 2 is less than a third of the pack's 7.0867 CNY for 1 USD\n");
    for near in ["7.10", "2.5", "21"] {
        assert_eq!(said(&format!("{cny} {near}")), "", "{near}");
    }
    // The pack has no rate to compare with.
    assert_eq!(said(&format!("{CELL} --currency EUR --fx 0.0001")), "");
    let (csv, _) = payband(&format!("{cny} 0.14")).streams();
    assert!(csv.contains(",13195.00,"), "94,250 × 0.14: {csv}");
}

#[test]
fn a_percentage_that_looks_like_a_fraction_is_used_with_a_warning() {
    for (option, expected) in [
        ("--retention 0.15", "--retention 0.15 is read as 0.15%; 15% is written 15%"),
        ("--city-premium 0.2", "--city-premium 0.2 is read as 0.2%; 20% is written 20%"),
        ("--city-premium 0.2-0.3", "--city-premium 0.2-0.3 is read as 0.2-0.3%; 20-30% is written 20-30%"),
        ("--on 2026-01-01 --ageing-rate 0.08", "--ageing-rate 0.08 is read as 0.08%; 8% is written 8%"),
    ] {
        for command in [CELL, "compare -r 'Cloud Architect' -c Shanghai -l mid -l senior"] {
            let said = said(&format!("{command} {option}"));
            assert!(said.lines().any(|line| line == format!("warning: {expected}")), "{command} {option}: {said}");
        }
    }
    for option in ["--retention 15", "--retention none", "--retention 0", "--retention 0.5%"] {
        assert_eq!(said(&format!("{CELL} {option}")), "", "{option}");
    }
    // A note names the replaced premium whatever the percentage is.
    let replaced = "warning: --city-premium replaces the published premium of Shanghai\n";
    assert_eq!(said(&format!("{CELL} --city-premium 0")), replaced);
    let shown = payband(&format!("{CELL} --retention 0.15 --format table")).streams().0;
    assert!(shown.contains("--retention 0.15 is read as 0.15%"), "a table says it too: {shown}");
}

#[test]
fn months_without_effect_give_a_warning() {
    let warning = "warning: --months 14 changes nothing without --period month\n";
    assert_eq!(said(&format!("{CELL} --months 14")), warning);
    for option in ["--months 14 --period month", "--months 14 --brief-line"] {
        assert_eq!(said(&format!("{CELL} {option}")), "", "{option}");
    }
    assert_eq!(said(&format!("{CELL} --months 14 --salary '$5k/month'")), "", "the months of an offer");
    assert_eq!(said(&format!("{CELL} --months 14 --salary '$70k/year'")), warning);
    // A variable applies to every command and need not matter to this one.
    assert_eq!(payband(CELL).env("PAYBAND_MONTHS", "14").streams().1, "");
    assert_eq!(said("report -r 'Cloud Architect' -c Shanghai --months 14"), "", "a brief prints pay by the month");
}

#[test]
fn currencies_are_known_by_sign_and_word() {
    let (expected, _) = payband(&format!("{CELL} --currency CNY")).streams();
    for name in ["¥", "￥", "元", "RMB", "rmb", "人民币", "yuan"] {
        assert_eq!(
            payband(&format!("{CELL} --currency {name}")).streams(),
            (expected.clone(), String::new()),
            "{name}"
        );
    }
    let (expected, _) = payband(CELL).streams();
    for name in ["$", "US$", "usd", "美元"] {
        assert_eq!(
            payband(&format!("{CELL} --currency {name}")).streams(),
            (expected.clone(), String::new()),
            "{name}"
        );
    }
    payband(&format!("{CELL} --currency €")).fails(
        "error: there is no rate from USD to EUR\nhint: USD amounts can be shown in USD, CNY; or give the rate with --fx\n",
    );
    payband(&format!("{CELL} --currency gold"))
        .misuses("error: --currency: \"gold\" names no currency\nhint: the pack has rates for USD, CNY\n");
    assert!(payband(CELL).env("PAYBAND_CURRENCY", "元").streams().0.contains(",CNY,"));
}

#[test]
fn a_range_of_years_and_a_month_are_read_with_a_warning() {
    let levels = |options: &str| {
        let (csv, said) = payband(&format!("benchmark -r 'Cloud Architect' {options}")).streams();
        let levels: Vec<String> = csv.lines().skip(1).map(|row| row.split(',').nth(3).unwrap().to_owned()).collect();
        (levels.join(" "), said)
    };
    let mid = |said: &str| ("Mid".to_owned(), said.to_owned());
    assert_eq!(levels("--years 3-5"), mid("warning: --years \"3-5\" is read as 3 or more: mid\n"));
    assert_eq!(levels("--years 3"), mid(""));
    assert_eq!(levels("--years '3 – 5 years'"), mid("warning: --years \"3 – 5 years\" is read as 3 or more: mid\n"));
    assert_eq!(levels("--years 3-5年").0, "Mid");
    // The bonus asks for more than three years, which an ad for three to five does not.
    let bonus = |years: &str| payband(&format!("benchmark -r 'Cloud Architect' --years {years} --format json")).json();
    assert!(bonus("3-5")["rows"][0]["retention_mid"].is_null() && bonus("4-5")["rows"][0]["retention_mid"].is_number());

    let said_of = |years: &str| said(&format!("{CELL} --domain-years {years}"));
    assert_eq!(said_of("3-5"), "warning: --domain-years \"3-5\" is read as 3 or more\n");
    assert_eq!(said_of("4"), "");

    let (month, said) = payband(&format!("{CELL} --on 2026-06")).streams();
    assert_eq!(said, "warning: --on \"2026-06\" is read as 2026-06-01\n");
    assert_eq!(month, payband(&format!("{CELL} --on 2026-06-01")).streams().0);
    for wrong in ["2026-13", "2026", "06-2026", "2026-0", "June"] {
        payband(&format!("{CELL} --on {wrong}")).misuses(&format!(
            "error: --on: \"{wrong}\" is not a date\nhint: write it like 2026-06-30, 2026-06, or `today`\n"
        ));
    }
}

#[test]
fn help_and_steps_state_how_time_is_counted() {
    let (help, _) = payband("benchmark --help").streams();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("whole months, and the remaining days ÷ 30.4375"), "{help}");
    assert!(help.contains("`compound`, (1 + rate)^(months ÷ 12), or `simple`, linear between full years"), "{help}");
    for (method, word) in [("", "compound"), ("--ageing simple", "simple")] {
        let (trace, _) = payband(&format!("{CELL} --on 2026-06-20 {method} --explain")).streams();
        let step = trace.lines().find(|line| line.contains(",ageing,")).unwrap();
        assert!(step.contains(word) && step.ends_with("7 months + 15 days ÷ 30.4375 = 7.4928 months"), "{step}");
    }
}
