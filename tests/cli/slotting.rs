//! Slotted roles: the adjustment over the benchmark role, match grades, and the rules of a pack about both.

use serde_json::Value;

use crate::sandbox::{Sandbox, payband};

const ANALYST: &str = "clinical-data-analyst,";

/// The steps of the only price of a request.
fn trace(line: &str) -> Vec<Value> {
    let json = payband(&format!("-q benchmark {line} --format json")).json();
    json["rows"][0]["trace"].as_array().unwrap().clone()
}

fn kinds(trace: &[Value]) -> Vec<&str> {
    trace.iter().map(|step| step["kind"].as_str().unwrap()).collect()
}

/// Would catch an adjustment that is part of another step, in the wrong place, or left out in one of the readings.
#[test]
fn the_adjustment_is_a_step_behind_the_median_in_both_readings() {
    let literal = trace("-r 'Clinical Data Analyst' -c Shanghai -l senior --on 2026-11-05");
    assert_eq!(kinds(&literal), ["median", "ageing", "slotting", "city", "level", "retention", "total"]);
    let step = &literal[2];
    let factors = ["factor_low", "factor_mid", "factor_high"].map(|end| step[end].to_string());
    assert_eq!(factors, ["0.62", "0.77", "0.92"]);
    assert_eq!(
        (&step["basis"], &step["source"]),
        (&"editorial".into(), &"uk-ashe-2024;china-wage-guidance-2024".into())
    );
    assert_eq!(step["step"], "Clinical Data Analyst -38 to -8% over EHR Systems Engineer");
    // 38,000 × 1.082 × 0.62, 0.77 and 0.92.
    assert_eq!(["low", "mid", "high"].map(|end| step[end].to_string()), ["25491.92", "31659.32", "37826.72"]);
    // 38,000 × 0.62, 0.77 and 0.92: the national median at mid level.
    let calibrated = trace("-r 'Clinical Data Analyst' -l mid --reading calibrated");
    assert_eq!(kinds(&calibrated), ["median", "slotting", "level", "retention", "total"]);
    assert_eq!(["low", "mid", "high"].map(|end| calibrated[2][end].to_string()), ["23560.00", "29260.00", "34960.00"]);
    // A benchmark role has no such step.
    assert!(!kinds(&trace("-r 'EHR Systems Engineer' -l mid")).contains(&"slotting"));
}

/// Would catch a sum over another sector that leaves the adjustment out.
#[test]
fn the_pay_of_another_sector_is_that_of_the_adjusted_median() {
    let json = payband("-q compare -r 'Clinical Data Analyst' --against general-it --format json").json();
    assert_eq!(json["rows"][0]["median"].to_string(), "29260.00", "{json}");
}

/// Would catch a pack without adjustments that is refused or priced otherwise than at par.
#[test]
fn a_role_without_an_adjustment_is_at_par() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,kind,slotted_to,match_grade\npacs,PACS Nurse,covered,ehr-systems-engineer,C\n",
    );
    sandbox.payband("--overlay ours pack check").prints("china-healthcare-it-2025 2025.12.1: 27 tables are sound\n");
    let (rows, _) = sandbox.payband("-q --overlay ours benchmark -r 'PACS Nurse' -l entry").streams();
    assert!(rows.contains(",38000.00,38000.00,38000.00,"), "{rows}");
    // With one it needs no source: the overlay is one.
    sandbox.write(
        "ours/roles.csv",
        "id,title,kind,slotted_to,slot_low_pct,slot_high_pct,match_grade\npacs,PACS Nurse,adjacent,ehr-systems-engineer,-10,5,C\n",
    );
    sandbox.payband("--overlay ours pack check").prints("china-healthcare-it-2025 2025.12.1: 27 tables are sound\n");
    let (rows, _) = sandbox.payband("-q --overlay ours benchmark -r 'PACS Nurse' -l entry").streams();
    assert!(rows.contains(",34200.00,37050.00,39900.00,") && rows.contains("overlay:ours"), "{rows}");
}

/// Would catch an adjustment that cannot be right and that a pack keeps.
#[test]
fn a_wrong_adjustment_is_a_fault_of_the_pack() {
    let whole = "-38,-8,uk-ashe-2024;china-wage-guidance-2024,C,editorial";
    for (change, fault) in [
        ("-8,-38,uk-ashe-2024,C,editorial", "column slot_low_pct, value \"-8\": more than slot_high_pct, -38\n"),
        ("-100,-8,uk-ashe-2024,C,editorial", "column slot_low_pct, value \"-100\": takes away all of the pay\n"),
        ("-38,,uk-ashe-2024,C,editorial", "column slot_high_pct, value \"\": only one end of the range\n"),
        ("-38,-8,,C,editorial", "column slot_source, value \"\": an adjustment without a source\n"),
        ("-38,-8,uk-ashe-2024;gone,C,editorial", "column slot_source, value \"gone\": sources.csv has no such id\n"),
        ("-38,-8,uk-ashe-2024,C,published", "column basis, value \"published\": a slotted price is not published\n"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.with_pack("mine");
        let roles = sandbox.read("mine/roles.csv");
        let row = roles.lines().find(|line| line.starts_with(ANALYST)).unwrap();
        assert!(row.contains(whole), "{row}");
        sandbox.write("mine/roles.csv", roles.replace(row, &row.replace(whole, change)));
        let (code, printed, _) = sandbox.payband("--pack mine pack check").fallible();
        assert!(code == Some(1) && printed.contains(fault), "{change}: {printed}");
    }
    let sandbox = Sandbox::new();
    sandbox.write(
        "ours/roles.csv",
        "id,title,kind,slotted_to,slot_low_pct,slot_high_pct\nclerk,Ward Clerk,mentioned,,-5,5\nghost,Ghost,emerging,ehr-systems-engineer,,\n",
    );
    let (code, printed, _) = sandbox.payband("--overlay ours pack check").fallible();
    assert_eq!(code, Some(1));
    for fault in [
        "ours/roles.csv:2: column slot_low_pct, value \"-5\": an adjustment of a role that is not slotted\n",
        "ours/roles.csv:3: column slotted_to, value \"ehr-systems-engineer\": a role of the kind emerging is not slotted\n",
    ] {
        assert!(printed.contains(fault), "{printed}");
    }
}

/// Would catch a badly fitting role with a rank, and one that a file prices although its grade is refused.
#[test]
fn a_stretch_has_no_rank_and_can_be_refused_everywhere() {
    let roles = "-r 'Privacy Officer' -r 'Clinical Analyst' -r 'EHR Systems Engineer' -l mid";
    let json = payband(&format!("-q compare {roles} --format json")).json();
    let ranks: Vec<String> = json["rows"].as_array().unwrap().iter().map(|row| row["rank"].to_string()).collect();
    assert_eq!(ranks, ["null", "1", "1"]);
    assert!(json["notes"].to_string().contains("roles of match grade D have no rank by pay"), "{json}");
    let grades = |options: &str| {
        let json = payband(&format!("-q benchmark -r all -l mid {options} --format json")).json();
        let mut grades: Vec<String> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["match_grade"].as_str().unwrap().to_owned())
            .collect();
        grades.sort();
        grades.dedup();
        grades.concat()
    };
    assert_eq!([grades(""), grades("--min-grade D")], ["ABCD", "ABCD"]);
    assert_eq!([grades("--min-grade C"), grades("--min-grade B"), grades("--min-grade A")], ["ABC", "AB", "A"]);
    assert_eq!(grades("--published-only"), "A");
    let budget = payband("-q roles --budget 90000 --min-grade C --format json").json();
    assert!(budget["rows"].as_array().unwrap().iter().all(|row| row["match_grade"] != "D"), "{budget}");
    let sandbox = Sandbox::new();
    sandbox.write("staff.csv", "title,city,level\nPrivacy Officer,Shanghai,mid\nClinical Analyst,Shanghai,mid\n");
    let (rows, _) = sandbox.payband("-q price staff.csv --min-grade C --columns grade,status").streams();
    assert!(
        rows.contains("Privacy Officer,Shanghai,mid,,unpriced-role\nClinical Analyst,Shanghai,mid,C,priced\n"),
        "{rows}"
    );
    let (code, _, _) = payband("benchmark -r 'Cloud Architect' --min-grade B --published-only").fallible();
    assert_eq!(code, Some(2));
}
