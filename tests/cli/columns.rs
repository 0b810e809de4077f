//! The order of the columns of every command.
//!
//! Would catch: a column that an option puts among the others, which moves those behind it, so that `cut -f` reads other figures.

use crate::sandbox::Sandbox;

/// A command, its columns (empty where another test states them), and what each of its options adds behind them.
type Columns = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const COMMANDS: [Columns; 10] = [
    (
        "benchmark -r 'Cloud Architect' -c Shanghai",
        "role_id,role,city,level,currency,period,base_low,base_mid,base_high,retention_low,retention_mid,retention_high,\
         total_low,total_mid,total_high,yoy_pct,effective,reading,geo_basis,basis,match_grade,source,alt_reading,alt_base_low,\
         alt_base_mid,alt_base_high,p10,p90,n,employment,organisations,mean_rse_pct,segment,population,element,certainty",
        &[
            ("-c all -l all --period month --currency CNY", ""),
            ("--reading calibrated --retention none", ""),
            ("--on 2026-06-30 --foreign-hire", ""),
        ],
    ),
    (
        "compare -r 'Cloud Architect' -c Shanghai -c Beijing",
        "",
        &[
            ("-l senior", ""),
            ("--by city --baseline Beijing", ""),
            ("--period month --currency CNY", ""),
            ("--reading calibrated", ""),
        ],
    ),
    ("compare -r 'Cloud Architect' --against general-it", "", &[("-r 'Data Scientist'", ""), ("--currency CNY", "")]),
    (
        "city",
        "city_id,city,city_zh,tier,workforce,vacancies,candidates,vacancy_rate,supply_ratio,vacancy_days,cagr_pct,\
         premium_low_pct,premium_high_pct,dominant_roles,effective,basis,source,section",
        &[
            ("--sort premium", ""),
            ("beijing", ""),
            ("--year 2030", "workforce_projected,projected_to"),
            ("beijing --year 2030", "workforce_projected,projected_to"),
        ],
    ),
    ("skills", "", &[("--framework emerging", "")]),
    ("roles", "", &[("data", ""), ("--priced", ""), ("--area data", "")]),
    ("roles --budget 90000", "", &[("-c Shanghai -l senior", ""), ("--currency CNY --period month", "")]),
    (
        "market",
        "section,subject,subject_zh,metric,statement,qualifier,low,high,unit,geography,period,attributed_to,basis,source,table,key",
        &[("demand", ""), ("--find growth", ""), ("--geography US", ""), ("--year 2030", "")],
    ),
    // With a role it is another table: skills that roles ask for.
    ("skills -r 'Cloud Architect'", "", &[("-r 'Data Scientist'", ""), ("--have python", "status")]),
    (
        "price in.csv",
        "title,city,market_role,market_city,market_level,market_match,market_match_score,market_grade,market_basis,\
         market_currency,market_period,market_low,market_mid,market_high,market_ratio,market_position,market_status",
        &[
            ("--default-level mid --currency CNY --with-retention", ""),
            (
                "--explain-pay",
                "pay_low,pay_high,pay_currency,pay_period,pay_months,pay_currency_from,pay_period_from,pay_annual",
            ),
        ],
    ),
];

fn columns(sandbox: &Sandbox, line: &str) -> String {
    let (out, _) = sandbox.payband(&format!("-q {line} --format csv")).streams();
    out.lines().next().unwrap().to_owned()
}

#[test]
fn options_add_columns_at_the_end() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "title,city\nCloud Architect,Shanghai\n");
    for (command, expected, options) in COMMANDS {
        let plain = columns(&sandbox, command);
        assert!(expected.is_empty() || plain == expected, "{command}: {plain}");
        for (option, added) in options {
            let comma = if added.is_empty() { "" } else { "," };
            assert_eq!(
                columns(&sandbox, &format!("{command} {option}")),
                format!("{plain}{comma}{added}"),
                "{command} {option}"
            );
        }
    }
    // Each option of pay adds its columns behind all others.
    let plain = columns(&sandbox, "benchmark -r 'Cloud Architect'");
    for (option, added) in [
        ("--salary 90000", "salary,market_ratio,gap,range_penetration,position,alt_market_ratio,percentile"),
        ("--current 90000", "current,uplift_low,uplift_mid,uplift_high"),
    ] {
        let with = columns(&sandbox, &format!("benchmark -r 'Cloud Architect' {option}"));
        assert_eq!(with, format!("{plain},{added}"), "{option}");
    }
}
