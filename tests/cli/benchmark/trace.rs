//! The steps of a price: `--explain` and JSON.

use crate::sandbox::payband;

#[test]
fn each_step_names_its_own_unit() {
    let line = "benchmark -r 'Cloud Architect' -c Shanghai -l mid --explain --currency CNY --period month -f markdown";
    let (table, _) = payband(line).streams();
    let units: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.split('|').nth(2).unwrap().trim())
        .collect();
    let (us, year, month) = ("USD a year", "CNY a year", "CNY a month");
    assert_eq!(units, [us, us, us, year, month, month, month], "{table}");
    assert!(table.lines().next().unwrap().ends_with(": how it is made**"), "no unit of all of them: {table}");
}

#[test]
fn json_has_the_same_columns_as_numbers_and_the_trace_of_every_figure() {
    let line = "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --salary 90000 --current 80000";
    let document = payband(&format!("{line} --format json")).json();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["command"], "benchmark");
    assert_eq!(document["pack"]["name"], "china-healthcare-it-2025");
    assert_eq!(document["unit"], "USD a year");
    let row = document["rows"][0].as_object().unwrap();
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let (table, _) = payband(&format!("{line} --format csv")).streams();
    let (header, cells) = table.trim_end().split_once('\n').unwrap();
    let columns: Vec<&str> = names.iter().copied().filter(|name| *name != "trace").collect();
    assert_eq!(columns.join(","), header);
    for (name, cell) in header.split(',').zip(cells.split(',')) {
        let value = &row[name];
        // The same digits as in CSV, as a number.
        let numeric = cell.parse::<f64>().is_ok();
        let text = if value.is_null() { String::new() } else { value.to_string() };
        assert_eq!((value.is_number(), text.trim_matches('"')), (numeric, cell), "{name}");
    }
    let steps: Vec<String> = row["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let text = |name: &str| step[name].as_str().unwrap_or("-").to_owned();
            let range = ["low", "mid", "high"].map(|end| step[end].to_string()).join(" ");
            format!("{} | {range} | {} | {} | {}", text("kind"), text("basis"), text("source"), text("section"))
        })
        .collect();
    assert_eq!(
        steps,
        [
            "median | 52000.00 52000.00 52000.00 | published | talenbrium-2025 | salary",
            "city | 72800.00 75400.00 78000.00 | published | talenbrium-2025 | salary",
            "level | 87360.00 94250.00 101400.00 | published | talenbrium-2025 | salary",
            "retention | 13104.00 16493.75 20280.00 | editorial | talenbrium-2025 | salary",
            "total | 100464.00 110743.75 121680.00 | editorial | - | -",
        ]
    );
    let bare = payband("benchmark -r 'Cloud Architect' -f json").json();
    assert_eq!(bare["rows"][0]["city"], serde_json::Value::Null, "what is missing is null");
    assert_eq!(bare["rows"][0]["retention_low"], serde_json::Value::Null);
    let notes = bare["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note["kind"] == "caveat" && note["id"] == "medians-undefined"));
    assert_eq!(bare["sources"][0]["id"], "talenbrium-2025");
}

#[test]
fn explain_is_the_waterfall_of_every_step() {
    let step = |kind: &str, rest: &str| {
        format!("healthcare-cloud-architect,Healthcare Cloud Architect,Shanghai,Senior,{kind},{rest}\n")
    };
    let header = "role_id,role,city,level,kind,step,factor_low,factor_mid,factor_high,low,mid,high,currency,basis,source,\
                  section,note\n";
    let all = [
        header.to_owned(),
        step(
            "median",
            "published median,,,,52000.00,52000.00,52000.00,USD,published,talenbrium-2025,salary,\"taken as base salary a \
             year, holding from 2025-11-05 (editorial)\"",
        ),
        step(
            "ageing",
            "\"aged to 2026-11-05 at 8.2% a year (the sector's growth, National Bureau of Statistics of China), compound\",1.082,1.082,1.082,56264.00,56264.00,\
             56264.00,USD,published,talenbrium-2025,salary,12 months",
        ),
        step(
            "city",
            "Shanghai 40–50% over second-tier cities,1.4,1.45,1.5,78769.60,81582.80,84396.00,USD,published,talenbrium-2025,\
             salary,",
        ),
        step(
            "level",
            "Senior 20–30% over e-commerce or fintech at senior level,1.2,1.25,1.3,94523.52,101978.50,109714.80,USD,\
             published,talenbrium-2025,salary,",
        ),
        step(
            "foreign_hire",
            "specialist from abroad often 40–60% over the local market rate,1.4,1.5,1.6,132332.93,152967.75,175543.68,\
             USD,published,talenbrium-2025,migration,whole packages of veterans of Silicon Valley and of specialists of \
             European health technology",
        ),
        step(
            "currency",
            "\"USD/CNY 7, given\",7,7,7,926330.50,1070774.25,1228805.76,CNY,given,,,",
        ),
        step(
            "period",
            "\"a month, of 12 paid a year\",0.08333333,0.08333333,0.08333333,77194.21,89231.19,102400.48,CNY,editorial,payband-editorial,,",
        ),
        step(
            "retention",
            "\"retention bonus 10% of base, given\",0.1,0.1,0.1,7719.42,8923.12,10240.05,CNY,given,,,",
        ),
        step("total", "base + retention,,,,84913.63,98154.31,112640.53,CNY,editorial,,,"),
    ]
    .concat();
    payband(
        "-q benchmark -r 'Cloud Architect' -c Shanghai -l senior --explain --on 2026-11-05 --foreign-hire --currency CNY \
         --fx 7 --period month --retention 10%",
    )
    .prints(&all);
}

/// Would catch a trace that calls the second-tier rate of the report unpublished, or says nothing of a tier-one city.
#[test]
fn the_step_of_a_city_without_a_differential_names_its_reference_rate() {
    for (city, step) in [
        ("Chengdu", "Chengdu: second-tier reference rate"),
        ("Hangzhou", "Hangzhou: second-tier reference rate"),
        ("Shenzhen", "Shenzhen: reference rate (tier one, likely too low)"),
        ("Wuhan", "Wuhan: reference rate"),
    ] {
        let (trace, _) = payband(&format!("-q benchmark -r 'Cloud Architect' -c {city} -l senior --explain")).streams();
        let row = trace.lines().find(|line| line.contains(city) && line.contains("reference rate")).unwrap();
        assert!(row.contains(step) && row.contains(",1,1,1,"), "{row}");
        assert!(row.ends_with(",no differential of its own is published"), "{row}");
    }
}
