//! What cannot be answered and what is wrong usage: the error says what, and what to do, and never repeats pay.

use crate::sandbox::payband;

const ROLES: &str = "hint: `payband roles` lists the roles\n";
const CITIES: &str = "hint: `payband city` lists the cities; without --city the reference rate is used\n";
const MORE: &str = "\n\nFor more information, try '--help'.\n";

#[test]
fn a_name_that_nobody_has_is_answered_by_the_nearest() {
    for (role, near) in [
        ("Cloud Architct", "\"Healthcare Cloud Architect\""),
        ("data scintist", "\"Healthcare Data Scientist\""),
        ("sofware enginer", "\"Software Engineer\""),
        ("could architect", "\"Healthcare Cloud Architect\""),
    ] {
        payband(&format!("benchmark --role '{role}'"))
            .fails(&format!("error: no role is called \"{role}\"\nhint: did you mean {near}?\n{ROLES}"));
    }
    payband("benchmark -r plumber").fails(&format!("error: no role is called \"plumber\"\n{ROLES}"));
    payband("benchmark -r ''").fails(&format!("error: the role is empty\n{ROLES}"));
    payband("benchmark -r 'Cloud Architect, Fintech'").fails(&format!(
        "error: \"Cloud Architect, Fintech\" is outside this pack: \"fintech\" is another domain's word\n{ROLES}"
    ));
    payband("benchmark -r 'Cloud Architect' -c Shangai")
        .fails(&format!("error: no city is called \"Shangai\"\nhint: did you mean \"Shanghai\"?\n{CITIES}"));
    payband("benchmark -r 'Cloud Architect' -c '北京 上海'")
        .fails(&format!("error: \"北京 上海\" could mean Beijing or Shanghai\n{CITIES}"));
    payband("benchmark -r 'Cloud Architect' -l boss")
        .fails("error: no level is called \"boss\"\nhint: `payband pack show levels` lists the levels\n");
}

#[test]
fn a_role_without_a_price_says_why() {
    let hint =
        "hint: `payband roles --priced` lists the roles with a price; an --overlay with a salaries.csv can add one\n";
    payband("benchmark -r 'AI Governance Officer'").fails(&format!(
        "error: AI Governance Officer has no price: it is an emerging role, and nothing is published about its pay\n{hint}"
    ));
    payband("benchmark -r 'Cybersecurity Architect'").fails(&format!(
        "error: Cybersecurity Architect has no price: the source only mentions it, and publishes nothing about its pay\n{hint}"
    ));
}

#[test]
fn a_currency_without_a_rate_is_never_one_to_one() {
    payband("benchmark -r 'Cloud Architect' --currency EUR").fails(
        "error: there is no rate from USD to EUR\nhint: USD amounts can be shown in USD, CNY; or give the rate with --fx\n",
    );
    payband("benchmark -r 'Cloud Architect' --salary 'EUR 90000'").fails(
        "error: there is no rate from EUR to USD\n\
         hint: the pack has no rate for EUR; give one with --currency EUR --fx RATE\n",
    );
    payband("benchmark -r 'Cloud Architect' --currency EURO").misuses(&format!(
        "error: invalid value 'EURO' for '--currency <CODE>': \"EURO\" is not a currency code of three letters, like USD or \
         CNY{MORE}"
    ));
}

#[test]
fn wrong_usage_is_exit_code_2() {
    payband("benchmark").misuses(&format!(
        "error: the following required arguments were not provided:\n  --role <NAME>\n\n\
         Usage: payband benchmark --role <NAME>{MORE}"
    ));
    payband("bench").misuses(&format!(
        "error: unrecognized subcommand 'bench'\n\n  tip: a similar subcommand exists: 'benchmark'\n\n\
         Usage: payband [OPTIONS] [COMMAND]{MORE}"
    ));
    payband("benchmark -r x --reading exact").misuses(&format!(
        "error: invalid value 'exact' for '--reading <HOW>'\n  [possible values: literal, calibrated]{MORE}"
    ));
    payband("benchmark -r x --fx 7").misuses(&format!(
        "error: the following required arguments were not provided:\n  --currency <CODE>\n\n\
         Usage: payband benchmark --role <NAME> --currency <CODE> --fx <RATE>{MORE}"
    ));
    for (flag, shown, problem) in [
        ("--city-premium 10..20", "--city-premium <PERCENT>", "\"10..20\" is not a percentage like 25% or 20-30%"),
        (
            "--city-premium -100%",
            "--city-premium <PERCENT>",
            "\"-100%\" takes away all of the pay: a percentage must be above -100%",
        ),
        ("--retention some", "--retention <PERCENT>", "\"some\" is not a percentage like 25% or 20-30%, nor `none`"),
        ("--years 101", "--years <N>", "give a number of years from 0 to 100"),
        ("--months 25", "--months <N>", "give a number of months from 1 to 24"),
        ("--currency CNY --fx 0", "--fx <RATE>", "give a rate above zero, like 7.10"),
        ("--on today --ageing-rate 2-3%", "--ageing-rate <RATE>", "give one percentage, not a range"),
    ] {
        let value = flag.rsplit(' ').next().unwrap();
        payband(&format!("benchmark -r x {flag}"))
            .misuses(&format!("error: invalid value '{value}' for '{shown}': {problem}{MORE}"));
    }
    payband("benchmark -r 'Cloud Architect' --on yesterday")
        .misuses("error: --on: \"yesterday\" is not a date\nhint: write it like 2026-06-30, or `today`\n");
    payband("man bench").misuses(
        "error: there is no such command\nhint: pages: benchmark, compare, city, skills, roles, market, price, chart, chart-salary, chart-growth, \
         chart-ranges, chart-workforce, chart-ladder, chart-automation, report, pack, pack-list, pack-show, \
         pack-check, pack-export, completions, man\n",
    );
}

#[test]
fn without_arguments_and_a_terminal_the_help_goes_to_standard_error() {
    let (help, _) = payband("--help").streams();
    assert!(
        help.starts_with("What the market pays for a role, in a city, at a level, and where every figure comes from\n")
    );
    let (short, _) = payband("-h").streams();
    payband("").misuses(&format!(
        "{short}error: no command was given\nhint: on a terminal, `payband` alone asks for role, city and level\n"
    ));
}

#[test]
fn no_error_repeats_pay() {
    let hint = "hint: write one amount or one range with its currency and span of time, like USD 90000/year or 15-30K·14薪, or \
                leave it blank\n";
    let cannot =
        |flag: &str, why: &str, hint: &str| format!("error: {flag} cannot be read\n  caused by: {why}\n{hint}");
    for (pay, why, hint) in [
        ("81234 or so", "the pay has a word or sign in it that is not about pay", hint),
        ("81234 net", "the pay is after tax, and the market's is before tax", "hint: write the pay before tax\n"),
        ("-81234", "the pay is negative", "hint: write the pay without a minus sign or parentheses, like 52000\n"),
        (
            "81234-71234",
            "the high end of the pay is below its low end",
            "hint: write the lower end first, each end with its unit, like 8千-1.2万\n",
        ),
        (
            "8.1234E+04",
            "the pay is in scientific notation, which may have lost digits",
            "hint: format the column as a number and export it again, so that it reads like 52000\n",
        ),
    ] {
        for flag in ["--salary", "--current"] {
            payband(&format!("benchmark -r 'Cloud Architect' {flag} '{pay}'")).misuses(&cannot(flag, why, hint));
        }
    }
    payband("benchmark -r 'Cloud Architect' --salary 面议")
        .misuses("error: --salary states no pay\nhint: give an amount like 52000, ¥430,000 or 35k/month x14\n");
}
