//! `payband roles --budget`: the roles and levels that a budget can pay.

use std::collections::HashMap;

use serde_json::Value;

use crate::sandbox::{Sandbox, payband};

/// The rows of an answer in JSON.
fn rows(line: &str) -> Vec<Value> {
    payband(&format!("-q roles {line} --format json")).json()["rows"].as_array().unwrap().clone()
}

fn number(row: &Value, column: &str) -> f64 {
    row[column].as_f64().unwrap_or_else(|| panic!("no {column} in {row}"))
}

#[test]
fn the_columns_are_a_contract() {
    let (csv, _) = payband("-q roles --budget '¥40k/month' --city Shanghai").streams();
    let mut lines = csv.lines();
    assert_eq!(
        lines.next().unwrap(),
        "role_id,role,city,level,currency,period,budget,base_low,base_mid,base_high,market_ratio,range_penetration,position,\
         geo_basis,basis,match_grade,reading,effective,source,alt_reading,alt_base_low,alt_base_mid,alt_base_high,\
         alt_market_ratio,p10,p90,n,employment,organisations,mean_rse_pct,segment,population,element,certainty,percentile"
    );
    // (39,497.28 = 84,825 × 7.0867 ÷ 12 × 41,000 ÷ 52,000): of the roles with a median of their own, the nearest below the budget.
    assert_eq!(
        lines.find(|line| line.contains(",A,literal,")).unwrap(),
        "medical-device-software-developer,Medical Device Software Developer,Shanghai,Mid,CNY,month,40000.00,37287.85,39497.28,\
         41767.24,1.0127,0.6055,within,published,editorial,A,literal,2025-11-05,\
         talenbrium-2025;pboc-2025-11-03;payband-editorial,calibrated,27324.36,27630.45,27922.39,1.4477,,,,,,,,,,,"
    );
}

#[test]
fn only_what_is_reached_is_listed_and_the_rest_is_counted_with_its_cheapest() {
    for budget in ["'¥40k/month'", "60000", "'CNY 600k'"] {
        let cells = "-c Shanghai -c Suzhou";
        let listed = rows(&format!("--budget {budget} {cells}"));
        let answer = payband(&format!("roles --budget {budget} {cells} --format json")).json();
        let (currency, period) =
            (listed[0]["currency"].as_str().unwrap(), listed[0]["period"].as_str().unwrap().to_owned());
        let (all, _) =
            payband(&format!("-q benchmark -r all {cells} --currency {currency} --period {period} --format json"))
                .streams();
        let all: Value = serde_json::from_str(&all).unwrap();
        let all = all["rows"].as_array().unwrap();
        let amount = number(&listed[0], "budget");
        let (reached, beyond): (Vec<&Value>, Vec<&Value>) =
            all.iter().partition(|row| number(row, "base_low") <= amount);
        assert_eq!(listed.len(), reached.len(), "{budget}");
        let cheapest = beyond.iter().min_by(|a, b| number(a, "base_low").total_cmp(&number(b, "base_low")));
        let notes = answer["notes"].to_string();
        if let Some(cheapest) = cheapest {
            assert!(notes.contains(&format!("{} out of reach, the cheapest ", beyond.len())), "{budget}: {notes}");
            assert!(notes.contains(cheapest["role"].as_str().unwrap()), "{budget}: {notes}");
        } else {
            assert!(!notes.contains("out of reach"), "{budget}: {notes}");
        }
    }
}

#[test]
fn what_is_nearest_below_the_budget_comes_first() {
    let listed = rows("--budget '¥40k/month' --city Shanghai");
    // A badly fitting role is never ranked.
    let key = |row: &Value| {
        let gap = number(row, "base_mid") - number(row, "budget");
        (row["match_grade"] == "D", gap > 0.0, gap.abs())
    };
    assert!(listed.is_sorted_by(|one, next| key(one) <= key(next)));
    for row in &listed {
        let (budget, low, mid, high) =
            (number(row, "budget"), number(row, "base_low"), number(row, "base_mid"), number(row, "base_high"));
        assert_eq!(row["position"], if budget > high { "above" } else { "within" }, "{row}");
        assert!((number(row, "market_ratio") - budget / mid).abs() < 1e-4, "{row}");
        assert!((number(row, "range_penetration") - (budget - low) / (high - low)).abs() < 1e-3, "{row}");
    }
}

/// Would catch a table of several screens in which each role stands with every level, and a level that is left out in silence.
#[test]
fn people_see_the_level_of_each_role_that_is_nearest_to_the_budget() {
    let line = "roles --budget '¥40k/month' --city Shanghai";
    let (table, _) = payband(&format!("{line} -f table")).env("COLUMNS", "100").streams();
    let of_role = |role: &str| -> Vec<&str> {
        table.lines().filter(|line| line.strip_prefix(role).is_some_and(|rest| rest.starts_with("  "))).collect()
    };
    let all = rows("--budget '¥40k/month' --city Shanghai");
    let mut nearest: HashMap<&str, &Value> = HashMap::new();
    for row in &all {
        let distance = |row: &Value| (row["position"] != "within", (number(row, "base_mid") - 40_000.0).abs());
        let known = nearest.entry(row["role"].as_str().unwrap()).or_insert(row);
        if distance(row) < distance(known) {
            *known = row;
        }
    }
    assert!(nearest.len() > 10, "{nearest:?}");
    for (role, row) in &nearest {
        let level = row["level"].as_str().unwrap();
        assert!(matches!(of_role(role).as_slice(), [shown] if shown.contains(level)), "{role}, {level}: {table}");
    }
    // Mid is 3,393 below the budget, which is above its range; senior is 675 above, and the budget is in its range.
    assert_eq!(nearest["EHR Systems Engineer"]["level"], "Senior");
    assert!(
        table.contains("\nthe level nearest to the budget is shown for each role; -f csv has every level\n"),
        "{table}"
    );
    assert!(!table.contains("bonus"), "base salary is compared: {table}");
    let levels =
        rows("--budget '¥40k/month' --city Shanghai").iter().filter(|row| row["role"] == "Software Engineer").count();
    assert_eq!(levels, 3);
    let one = payband(&format!("{line} --level senior -f table")).streams().0;
    assert!(!one.contains("nearest to the budget"), "{one}");
}

#[test]
fn the_answer_is_in_the_unit_of_the_budget_unless_another_is_asked_for() {
    let unit = |line: &str| {
        let row = rows(&format!("--budget {line} -c Shanghai -r 'Cloud Architect' -l entry")).remove(0);
        format!("{} {} {}", row["currency"].as_str().unwrap(), row["period"].as_str().unwrap(), row["budget"])
    };
    assert_eq!(unit("'¥50k/month'"), "CNY month 50000.00");
    assert_eq!(unit("'CNY 600,000'"), "CNY year 600000.00");
    assert_eq!(unit("90000"), "USD year 90000.00");
    assert_eq!(unit("'¥50k/month' --period year"), "CNY year 600000.00");
    assert_eq!(unit("'CNY 708,670' --currency USD"), "USD year 100000.00");
    assert_eq!(unit("'30-50k/month' --currency CNY"), "CNY month 50000.00", "the high end of a range");
    assert_eq!(unit("'up to CNY 50k/month'"), "CNY month 50000.00");
    assert_eq!(unit("'50k*14'"), "CNY month 50000.00", "months of the local currency");
    assert_eq!(unit("'$45/hour'"), "USD hour 45.00");
    // A warning names what was assumed about the budget.
    let said = payband("roles --budget 90000 -c Shanghai").streams().1;
    assert!(said.contains("warning: --budget is read as USD a year\n"), "{said}");
    let said = payband("roles --budget '30-50k/month' --currency CNY").streams().1;
    assert!(said.contains("warning: --budget is a range: its high end counts\n"), "{said}");
}

#[test]
fn marks_stay_at_every_width_and_the_sentence_leads() {
    for width in ["40", "60", "80", "120"] {
        let run = payband("roles data --budget 60000 -c Suzhou -l mid --format table").env("COLUMNS", width);
        let shown = run.streams().0;
        let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = payband("-q benchmark -r all -c Suzhou -l mid").streams().0;
        let data = payband("-q roles data --priced").streams().0;
        let ids: Vec<&str> = data.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let count = all.lines().filter(|line| ids.iter().any(|id| line.starts_with(&format!("{id},")))).count();
        let above = count - 2;
        let lead = format!("USD 60,000 a year reaches {count} of {count} ranges: within 2, above {above}");
        assert!(plain.contains(&lead), "{width}: {shown}");
        for words in ["50,625*", "42,750*~", "above range", "* second-tier reference rate: Suzhou"] {
            assert!(plain.contains(words), "{width}: no {words}\n{shown}");
        }
    }
    let shown = payband("roles data --budget '¥40k/month' -c all -l senior --format table").streams().0;
    assert!(shown.contains(" cities*"), "cities at the reference rate share a row: {shown}");
}

#[test]
fn what_reaches_nothing_or_is_far_off_says_so() {
    let (csv, said) = payband("roles --budget 1000 -c Shanghai").streams();
    let cells = payband("-q benchmark -r all -c Shanghai").streams().0.lines().count() - 1;
    assert_eq!(csv.lines().count(), 1, "{csv}");
    assert!(
        said.contains(&format!(
            "warning: {cells} out of reach, the cheapest Technical Support Specialist, entry, from USD 30,856\n"
        )),
        "{said}"
    );
    let said = payband("roles --budget 40k/month -c Beijing").streams().1;
    assert!(said.contains("warning: --budget is 5"), "USD 40,000 a month: {said}");
    let said = payband("roles plumber --budget 90000").streams().1;
    assert!(said.ends_with("warning: no role with a price matches; `payband roles` lists them\n"), "{said}");
    payband("roles --budget 'from 40k'")
        .misuses("error: --budget has no upper end\nhint: give the most that can be paid, like 90000 or ¥40k/month\n");
    let (code, _, said) = payband("roles --budget=-54321").fallible();
    assert_eq!((code, said.contains("54321")), (Some(2), false), "an amount is not repeated: {said}");
}

/// Would catch a table that hides the role or the level of the only range that is reached, which the title does not name.
#[test]
fn a_table_names_role_and_level_even_where_one_range_alone_is_reached() {
    let one = "-q roles --budget '¥40k/month' --city Shanghai --level senior --published-only --format table";
    let (table, _) = payband(one).streams();
    assert!(table.contains("EHR Systems Engineer"), "{table}");
    let (table, _) =
        payband("-q roles --budget '¥32k/month' --city Shanghai --published-only --format table").streams();
    assert!(table.contains("EHR Systems Engineer") && table.contains("Entry"), "{table}");
}

#[test]
fn options_of_pricing_go_with_a_budget_only_unless_the_environment_sets_them() {
    for option in ["--city Shanghai", "--level mid", "--retention 10%", "--on today", "--years 3", "--foreign-hire"] {
        let (code, _, said) = payband(&format!("roles {option}")).fallible();
        assert_eq!(code, Some(2), "{option}");
        assert!(said.contains("--budget <PAY>"), "{option}: {said}");
    }
    for option in ["--currency CNY", "--period month", "--reading calibrated", "--months 13"] {
        let name = option.split(' ').next().unwrap();
        payband(&format!("roles {option}")).misuses(&format!(
            "error: {name} goes with --budget\nhint: the catalogue lists medians as they are published; `payband benchmark` \
             prices them\n"
        ));
    }
    let plain = payband("roles").streams().0;
    let run =
        payband("roles").env("PAYBAND_CURRENCY", "CNY").env("PAYBAND_PERIOD", "month").env("PAYBAND_MONTHS", "13");
    assert_eq!(run.env("PAYBAND_READING", "calibrated").streams().0, plain);
}

#[test]
fn a_pack_without_a_rate_for_the_budget_says_so() {
    let sandbox = Sandbox::new();
    sandbox.payband("roles --budget '€50k'").fails(
        "error: there is no rate from USD to EUR\nhint: USD amounts can be shown in USD, CNY; or give the rate with --fx\n",
    );
    let (csv, _) =
        sandbox.payband("-q roles --budget '€50k' --currency EUR --fx 0.9 -r 'Cloud Architect' -l entry").streams();
    assert!(csv.contains(",EUR,year,50000.00,46800.00,"), "52,000 × 0.9: {csv}");
}

/// Would catch match grades that a narrow screen drops in silence, of rows that are marked as slotted.
#[test]
fn match_grades_that_are_not_shown_are_named() {
    let run = payband("-q roles --budget 90000 --city Shanghai --format table").env("COLUMNS", "80");
    let (text, _) = run.streams();
    assert!(text.contains("~") && text.contains(", match_grade;\n  --format csv has all\n"), "{text}");
}
