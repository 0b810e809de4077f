//! `payband skills`: frameworks, the skills of a role, and those that a candidate lacks.

use crate::expected::notes;
use crate::sandbox::{Sandbox, payband};

const CLOUD: [&str; 10] = [
    "core-technical,core technical,hybrid-cloud-deployment,Hybrid cloud deployment,混合云部署,published,talenbrium-2025",
    "core-technical,core technical,cloud-architecture,Cloud architecture,云架构,editorial,payband-editorial",
    "core-technical,core technical,kubernetes,Kubernetes,Kubernetes容器编排,editorial,payband-editorial",
    "core-technical,core technical,data-sovereignty,Data sovereignty,数据主权,editorial,payband-editorial",
    "core-technical,core technical,multi-vendor-cloud,Multi-vendor cloud platforms,多云平台,editorial,payband-editorial",
    "core-technical,core technical,security-frameworks,Security frameworks,安全框架,editorial,payband-editorial",
    "core-technical,core technical,integration-protocols,Integration protocols,集成协议,editorial,payband-editorial",
    "core-technical,core technical,network-security,Network security,网络安全,editorial,payband-editorial",
    "core-technical,core technical,access-management,Access management,访问管理,editorial,payband-editorial",
    "business-compliance,business and compliance,classified-protection-level-3,\"Classified protection, level 3\",等保三级,editorial,payband-editorial",
];
const ROLE: &str = "healthcare-cloud-architect,Healthcare Cloud Architect";

#[test]
fn the_skills_of_a_role_say_what_is_editorial() {
    let mut rows = "role_id,role,framework_id,framework,skill_id,skill,skill_zh,basis,source\n".to_owned();
    for skill in CLOUD {
        rows.push_str(&format!("{ROLE},{skill}\n"));
    }
    let beside = notes()
        .note("which skills a role asks for is editorial, except where the basis is published")
        .source("talenbrium-2025")
        .source("payband-editorial");
    payband("skills --role 云架构师 --caveats").ends(0, &rows, &beside.text());
}

#[test]
fn a_gap_is_missing_then_has_then_not_asked_for() {
    let mut rows = "role_id,role,framework_id,framework,skill_id,skill,skill_zh,basis,source,status\n".to_owned();
    let has = |skill: &str| skill.contains("network-security") || skill.contains("cloud-architecture");
    // In the order in which they are screened for, whatever their framework.
    let [hybrid, _, kubernetes, sovereignty, vendors, security, protocols, _, access, protection] = CLOUD;
    for skill in [hybrid, kubernetes, protection, sovereignty, vendors, security, protocols, access] {
        rows.push_str(&format!("{ROLE},{skill},missing\n"));
    }
    for skill in CLOUD.iter().filter(|skill| has(skill)) {
        rows.push_str(&format!("{ROLE},{skill},has\n"));
    }
    rows.push_str(&format!(
        "{ROLE},core-technical,core technical,hl7-fhir,HL7 FHIR,HL7 FHIR标准,given,,not asked for\n"
    ));
    // By name, Chinese name and id, one of them twice.
    payband("-q skills --role 'Cloud Architect' --have '网络安全, cloud-architecture,HL7 FHIR,,network security'")
        .prints(&rows);
    payband("skills -r 'Cloud Architect' -r 'Data Scientist' --have python")
        .misuses("error: --have goes with one --role\nhint: ask for one role at a time\n");
}

#[test]
fn the_caveat_about_a_skill_stands_where_the_skill_does() {
    let with_caveat =
        |line: &str| payband(&format!("{line} --caveats")).streams().1.contains("caveat (low): a US law, HIPAA");
    assert!(with_caveat("skills") && with_caveat("skills --framework business-compliance"));
    assert!(with_caveat("skills -r 'Cloud Architect' --have HIPAA"));
    assert!(!with_caveat("skills --framework emerging") && !with_caveat("skills -r 'Cloud Architect' --have SQL"));
}

#[test]
fn a_framework_alone() {
    let header = "framework_id,framework,skill_id,skill,skill_zh,basis,source";
    for framework in ["core-technical", "business-compliance", "emerging", "cluster-2030"] {
        let (table, beside) = payband(&format!("-q skills --framework {framework}")).streams();
        let mut lines = table.lines();
        assert_eq!((lines.next(), beside.as_str()), (Some(header), ""));
        let rows: Vec<&str> = lines.collect();
        assert!(rows.len() >= 5, "{framework} has {}", rows.len());
        assert!(rows.iter().all(|row| row.starts_with(&format!("{framework},"))), "{table}");
    }
    // All four together are the whole list, each once.
    let (all, _) = payband("-q skills").streams();
    assert_eq!(all.lines().count(), 1 + 123);
}

#[test]
fn a_skill_of_an_overlay_says_so() {
    let sandbox = Sandbox::new();
    sandbox.write("ours/role_skills.csv", "role,skill\nhealthcare-cloud-architect,hl7-fhir\n");
    let (table, _) = sandbox.payband("-q --overlay ours skills -r 'Cloud Architect'").streams();
    let row = table.lines().find(|line| line.contains(",hl7-fhir,")).unwrap();
    assert_eq!(
        row,
        format!("{ROLE},core-technical,core technical,hl7-fhir,HL7 FHIR,HL7 FHIR标准,overlay,overlay:ours")
    );
}

/// Would catch: a misspelt skill that changes the result for the others, or that is ignored without a warning.
#[test]
fn unknown_skills_are_named_and_the_rest_is_answered() {
    let (known, _) = payband("-q skills -r 'Cloud Architect' --have 'cloud architecture'").streams();
    let (table, said) =
        payband("skills -r 'Cloud Architect' --have 'netwrk security,cloud architecture,juggling'").streams();
    assert_eq!(table, known);
    let warning = "warning: no skills are called \"netwrk security\" (did you mean \"Network security\"?), \"juggling\"; \
                   `payband skills` lists the skills\n";
    assert!(said.starts_with(warning), "{said}");

    let (table, said) = payband("skills -r 'Cloud Architect' --have juggling").streams();
    assert_eq!(table.lines().filter(|line| line.ends_with(",missing")).count(), CLOUD.len());
    let warning = "warning: no skill is called \"juggling\"; no other skill is given, and all of the role's are missing; \
                   `payband skills` lists the skills\n";
    assert!(said.starts_with(warning), "{said}");
}

#[test]
fn all_means_the_roles_with_skills() {
    let (table, _) = payband("-q skills -r all").streams();
    for role in ["ai-governance-officer,", "software-engineer,"] {
        assert!(table.lines().any(|line| line.starts_with(role)), "{role}");
    }
    payband("skills -r 'AI Governence Officer'").fails(
        "error: no role is called \"AI Governence Officer\"\nhint: did you mean \"AI Governance Officer\"?\n\
         hint: `payband roles` lists the roles\n",
    );
}
