//! `payband roles`: the catalogue and the search in it.

use crate::expected::notes;
use crate::sandbox::{Sandbox, payband};

const HEADER: &str = "role_id,role,role_zh,area,kind,currency,median,yoy_pct,effective,slotted_to,slotted_to_title,match_grade,\
                      basis,source,section,slot_low_pct,slot_high_pct,slot_source,role_basis,area_basis,covers,certainty\n";
const CLOUD: &str = "healthcare-cloud-architect,Healthcare Cloud Architect,医疗云架构师,engineering,benchmark,USD,52000.00,15,\
                     2025-11-05,,,A,published,talenbrium-2025,salary,,,,published,editorial,,\n";
const ABOUT: &str = "benchmark roles have a published median; the other prices are that of the role named with an adjustment, \
                     match grade A (the role itself) to D (a stretch); emerging roles, and those only mentioned, have none";
const CAVEATS: &str = "medians-undefined usd-without-rate figure-without-distribution thirty-roles-not-listed \
                       medians-above-official-pay ranges-narrower-than-readings near-duplicate-roles areas-are-editorial";

#[test]
fn every_word_of_a_search_has_to_be_there_in_some_name() {
    // A role with a median of its own needs no words on the prices of others.
    let beside = notes().caveats(CAVEATS).source("talenbrium-2025");
    payband("roles cloud 架构师 --caveats").ends(0, &format!("{HEADER}{CLOUD}"), &beside.text());
    payband("-q roles 'CLOUD ARCHITECT'").prints(&format!("{HEADER}{CLOUD}"));
    let (_, said) = payband("roles data --caveats").streams();
    assert!(said.contains(ABOUT), "{said}");
    let none = notes().warning("no role matches; `payband roles --all` lists them all");
    payband("roles plumber --caveats").ends(0, HEADER, &none.text());
}

/// Would catch a caveat on one role that stands beside other roles, and one on slotted roles beside a benchmark role.
#[test]
fn caveats_stand_beside_the_roles_that_they_affect_and_no_others() {
    for (words, caveat, expected) in [
        ("ict", "demand-pressure-is-abroad", true),
        ("'cloud architect'", "demand-pressure-is-abroad", false),
        ("'software engineer'", "demand-pressure-is-abroad", false),
        ("'software engineer'", "slotting-is-editorial", true),
        ("'cloud architect'", "slotting-is-editorial", false),
        // Coverage names the area of one role, and not that of the other.
        ("'privacy officer'", "areas-are-editorial", false),
        ("'ehr systems engineer'", "areas-are-editorial", true),
    ] {
        let (json, _) = payband(&format!("roles --all {words} -f json")).streams();
        assert_eq!(json.contains(&format!("\"{caveat}\"")), expected, "{words}: {json}");
    }
}

/// The ids of the roles that a search finds.
fn found(words: &str) -> Vec<String> {
    let (table, _) = payband(&format!("-q roles {words}")).streams();
    table.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
}

/// Would catch: a word found in the middle of another, as `PM` is in "develo-pm-ent".
#[test]
fn a_search_word_matches_words_beginnings_and_aliases() {
    assert_eq!(
        found("PM"),
        ["clinical-product-manager", "product-manager", "project-manager", "digital-therapeutics-product-manager"]
    );
    assert_eq!(found("QA"), ["quality-assurance-engineer"]);
    assert_eq!(found("ciso"), Vec::<String>::new());
    assert_eq!(found("pre-sales"), ["sales-engineer", "solution-architect"]);
    assert_eq!(found("java"), ["systems-architect", "backend-developer", "software-architect"]);
    assert_eq!(found("healthcare-cloud-architect"), ["healthcare-cloud-architect"]);
    assert_eq!(found("雲架構"), ["healthcare-cloud-architect"]);
    let architects = found("架构师");
    assert!(
        architects.contains(&"systems-architect".to_owned()) && architects.contains(&"software-architect".to_owned())
    );
    let data = found("data");
    for role in ["healthcare-data-scientist", "clinical-data-analyst", "data-entry-clerk", "privacy-officer"] {
        assert!(data.contains(&role.to_owned()), "{role} is not in {data:?}");
    }
    // Titles with the word come before aliases and areas that have it.
    let engineers = found("engineer");
    let place = |role: &str| engineers.iter().position(|found| found == role);
    assert!(place("machine-learning-engineer") < place("healthcare-cloud-architect"), "{engineers:?}");
    // An area.
    assert!(found("cybersecurity").contains(&"privacy-officer".to_owned()));
    let (_, said) = payband("roles architct").streams();
    let near = "warning: no role matches; did you mean ";
    assert!(said.contains(near), "{said}");
}

#[test]
fn the_catalogue_has_every_kind() {
    let (table, _) = payband("-q roles --all").streams();
    let kinds = |kind: &str| table.lines().filter(|line| line.contains(&format!(",{kind},"))).count();
    assert_eq!((kinds("benchmark"), kinds("covered"), kinds("emerging")), (5, 25, 6));
    // Alone it lists what has a price, and says how many more there are. A search finds every role.
    let (priced, said) = payband("roles").streams();
    let count = priced.lines().count() - 1;
    assert!(count >= 35 && said.is_empty(), "{count}: {said}");
    assert_eq!(payband("-q roles --priced").streams().0, priced);
    let (shown, _) = payband("roles --format table").streams();
    assert!(
        shown.starts_with(&format!("{count} roles with a price\n"))
            && shown
                .contains(&format!("{} more roles have no price; --all lists them", table.lines().count() - 1 - count)),
        "{shown}"
    );
    assert!(payband("-q roles governance").streams().0.contains("ai-governance-officer"));
    assert!(table.contains(
        "ai-governance-officer,AI Governance Officer,人工智能治理官,ai,emerging,,,,,,,,,talenbrium-2025,emerging,,,,published,editorial,,\n"
    ));
    assert!(table.contains(
        "devops-engineer,DevOps Engineer,运维开发工程师,engineering,covered,,,,,medical-device-software-developer,Medical \
         Device Software Developer,C,editorial,talenbrium-2025;us-oews-2025;uk-ashe-2024,location,-8,0,us-oews-2025;uk-ashe-2024,\
         editorial,editorial,,\n"
    ));
}

#[test]
fn an_unknown_area_lists_the_areas() {
    let (table, _) = payband("-q roles --area AI --priced").streams();
    let ids: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(
        ids,
        ["machine-learning-engineer", "ai-researcher", "clinical-ai-specialist", "ai-engineer", "mlops-engineer"]
    );
    payband("roles --area plumbing").fails(
        "error: no area is called \"plumbing\"\nhint: the areas are ai, cybersecurity, data, engineering, product\n",
    );
}

#[test]
fn a_median_of_an_overlay_says_so_and_gives_an_emerging_role_a_price() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/salaries.csv", "role,effective,currency,median\nai-governance-officer,2025-11-01,CNY,400000\n");
    sandbox.payband("-q --overlay ours roles 'ai governance' --priced").prints(&format!(
        "{HEADER}ai-governance-officer,AI Governance Officer,人工智能治理官,ai,emerging,CNY,400000.00,,2025-11-01,,,A,overlay,\
         talenbrium-2025;overlay:ours,emerging,,,,published,editorial,,\n"
    ));
    let (all, _) = sandbox.payband("-q --overlay ours benchmark -r all -l mid").streams();
    let own = all.lines().find(|line| line.starts_with("ai-governance-officer,")).unwrap();
    // Converted to dollars: 400,000 ÷ 7.0867, and 10 to 15 % for the level.
    assert!(own.contains(",Mid,USD,year,62088.14,63499.23,64910.32,"), "{own}");
    let from = ",,2025-11-01,literal,reference rate,overlay,A,overlay:ours;talenbrium-2025;pboc-2025-11-03";
    assert!(own.contains(&format!("{from},calibrated,")), "{own}");
}
