//! `payband survey`: in which currency the figures are.

use crate::sandbox::Sandbox;

/// Six organisations, with pay in the unit of the header.
fn sandbox(header: &str, pay: [&str; 6]) -> Sandbox {
    let sandbox = Sandbox::new();
    let row = |(at, pay): (usize, &str)| format!("Org{at},Data Engineer,{pay}\n");
    let rows: String = pay.into_iter().enumerate().map(row).collect();
    sandbox.write("pay.csv", format!("company,title,{header}\n{rows}"));
    sandbox
}

const MONTHLY: [&str; 6] = ["30000", "31000", "32000", "33000", "34000", "35000"];

/// Catches figures in a currency that is not said, or converted at a rate that is not said.
#[test]
fn a_conversion_is_said_with_its_rate_and_how_to_have_none() {
    let sandbox = sandbox("monthly pay (CNY)", MONTHLY);
    let survey =
        |options: &str| sandbox.payband(&format!("survey pay.csv -f table {options}")).env("COLUMNS", "80").streams().0;
    let converted = survey("");
    assert!(converted.starts_with("Pay of incumbents, base salary · USD a year\n"), "{converted}");
    let note = "converted: CNY to USD at USD/CNY 7.0867 of 2025-11-03; --currency CNY avoids it\n";
    assert!(converted.contains(note), "{converted}");
    let stated = survey("--currency CNY");
    assert!(stated.starts_with("Pay of incumbents, base salary · CNY a year\n"), "{stated}");
    assert!(stated.contains("390,000") && !stated.contains("converted"), "{stated}");
    // Tables of counts have their currency: `--merge` refuses another.
    sandbox.payband("-q survey pay.csv --partial pay.counts").streams();
    let (merged, _) = sandbox.payband("survey --merge pay.counts -f table --caveats").streams();
    assert!(merged.contains("converted: CNY to USD at") && !merged.contains("--currency"), "{merged}");
    // Steps say it themselves.
    let explained = survey("--explain");
    assert_eq!(explained.matches("7.0867").count(), 1, "{explained}");
}

/// Catches advice that would convert the other half, and a rate that tells of pay that is not shown.
#[test]
fn pay_in_several_currencies_has_no_currency_of_the_file() {
    let mixed = ["360000 CNY", "50000 USD", "52000 USD", "380000 CNY", "54000 USD", "390000 CNY"];
    let sandbox = sandbox("base salary", mixed);
    let survey = |options: &str| sandbox.payband(&format!("survey pay.csv -f table {options}")).streams().0;
    for (currency, note) in [("USD", "converted: CNY to USD at"), ("CNY", "converted: USD to CNY at")] {
        let found = survey(&format!("--currency {currency}"));
        assert!(found.contains(note) && !found.contains("avoids it"), "{found}");
    }
    let hidden = survey("--currency CNY --rule 10/10/25");
    assert!(!hidden.contains("converted"), "{hidden}");
}

/// Catches a period that is not said, one that the pack takes over, and a ratio or grade that changes with it.
#[test]
fn amounts_a_month_are_those_a_year_divided_by_the_months_paid() {
    let sandbox = sandbox("base salary (CNY)", ["360000", "372000", "384000", "396000", "408000", "420000"]);
    let line = "-q survey pay.csv --currency CNY --effective 2026-07-01";
    let survey = |options: &str| sandbox.payband(&format!("{line} {options}")).streams().0;
    let shown = survey("--period month -f table");
    assert!(shown.starts_with("Pay of incumbents, base salary · CNY a month, 12 paid a year\n"), "{shown}");
    assert!(shown.contains("31,250  32,500  33,750") && !shown.contains("390,000"), "{shown}");
    assert!(survey("--period month -f csv").contains(",base,CNY,month,2026-07-01,6,"));
    assert!(survey("--period month --round 2 -f csv").contains(",31000.00,33000.00,34000.00,"));
    let explained = survey("--period month --explain -f csv");
    assert!(explained.contains(",period,amounts a month: a year divided by 12,"), "{explained}");
    assert!(explained.contains(",P50 by r7,,,32500.00,,CNY,"), "{explained}");
    survey("--period month --to-pack ours -f csv");
    assert!(sandbox.read("ours/market_cells.csv").contains(",390000,"));
    // Variables choose the unit too, and rule out nothing.
    let by_variables = |line: &str| {
        let run = sandbox.payband(line).env("PAYBAND_PERIOD", "monthly").env("PAYBAND_CURRENCY", "RMB");
        run.streams().0
    };
    assert_eq!(by_variables("-q survey pay.csv --effective 2026-07-01 -f csv"), survey("--period month -f csv"));
    by_variables("-q survey pay.csv --partial pay.counts");
    assert!(by_variables("-q survey --merge pay.counts -f csv").contains(",CNY,month,"));
    assert!(by_variables("-q survey pay.csv --sql duckdb").contains("'year'"));
    // A wrong one is found before anything is written.
    let line = "survey pay.csv --effective 2026-07-01 --to-pack early";
    let (code, _, error) = sandbox.payband(line).env("PAYBAND_PERIOD", "week").fallible();
    assert_eq!(code, Some(2));
    assert!(error.contains("PAYBAND_PERIOD: \"week\" is no period"), "{error}");
    assert!(!sandbox.path("early").exists());
}

/// Catches a variable that is left out because it cannot be read.
#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let sandbox = sandbox("base salary (CNY)", MONTHLY);
    for variable in ["PAYBAND_PERIOD", "PAYBAND_CURRENCY"] {
        let value = std::ffi::OsStr::from_bytes(b"m\xffnth");
        let ended = sandbox.process("survey pay.csv").env(variable, value).output().unwrap();
        let error = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{error}");
        assert!(error.contains(&format!("{variable}: \"m\u{fffd}nth\" ")), "{error}");
    }
}

/// Catches base salary, which has 12 months, that is divided by the months of the contract.
#[test]
fn only_pay_of_all_months_is_divided_by_the_months_of_the_pack() {
    let sandbox = sandbox("base salary (CNY)", ["390000"; 6]);
    sandbox.write("ours/conventions.csv", "id,value,unit\nmonths-per-year,13,months\n");
    for (element, unit, amount) in
        [("base", "a month, 12 paid a year", "32,500"), ("guaranteed", "a month, 13 paid a year", "30,000")]
    {
        let line = format!(
            "-q --overlay ours survey pay.csv --currency CNY --pay-element {element} --pay-period year --period month -f table"
        );
        let (shown, _) = sandbox.payband(&line).streams();
        assert!(shown.contains(unit) && shown.contains(amount), "{shown}");
    }
}
