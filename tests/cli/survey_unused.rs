//! `payband survey`: how many rows are not used, why, and what helps.
//!
//! Would catch an empty result without a reason in a pipe, and a reason that is said twice.

use crate::sandbox::Sandbox;

const COUNTS: &str = "not used: 3 unknown-level, 1 no-role-match";
const LEVEL: &str =
    "unknown-level: no level is stated, or none that is known; --default-level LEVEL counts such rows at that level";
const ROLE: &str = "no-role-match: no role matches the title; --unmatched FOLDER lists the texts";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let rows = "Data Scientist,300000 CNY\nData Scientist,310000 CNY\nCloud Architect,320000 CNY\nBaker,330000 CNY\n";
    sandbox.write("pay.csv", format!("title,base salary\n{rows}"));
    sandbox
}

#[test]
fn every_format_tells_it_once() {
    let sandbox = sandbox();
    let line = "survey pay.csv --by role,level --rule own --currency CNY";
    for output in [
        "",
        "-f csv",
        "-f tsv",
        "-f json",
        "-f jsonl",
        "-o out.csv",
        "-f markdown",
        "-o out.xlsx",
        "-o out.md",
        "--explain -f csv",
    ] {
        let (_, said) = sandbox.payband(&format!("{line} {output}")).streams();
        assert!(said.contains(&format!("note: 0 of 4 rows are in 0 groups, 0 shown; {COUNTS}\n")), "{output}: {said}");
        assert!(said.contains(LEVEL) && said.contains(ROLE), "{output}: {said}");
        let (_, quiet) = sandbox.payband(&format!("-q {line} {output}")).streams();
        assert!(!quiet.contains("not used"), "{output}: {quiet}");
    }
    for output in ["-f table", "-f csv --caveats"] {
        let (printed, said) = sandbox.payband(&format!("{line} {output}")).env("COLUMNS", "200").streams();
        let all = printed + &said;
        let all = all.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in ["3 unknown-level", LEVEL, ROLE] {
            assert_eq!(all.matches(text).count(), 1, "{output}, {text}: {all}");
        }
    }
}

#[test]
fn what_helps_depends_on_what_is_given() {
    let sandbox = sandbox();
    let line = "survey pay.csv --by role,level --rule own --currency CNY -f csv";
    let (_, said) = sandbox.payband(&format!("{line} --default-level mid")).streams();
    assert!(said.contains("3 of 4 rows") && said.contains("not used: 1 no-role-match\n"), "{said}");
    assert!(!said.contains("--default-level"), "{said}");
    // Nothing is said where all rows are used.
    sandbox.write("pay.csv", "title,base salary\nData Scientist,300000 CNY\n");
    let (_, said) = sandbox.payband("survey pay.csv --rule own --currency CNY -f csv").streams();
    assert!(!said.contains("not used"), "{said}");
    // Tables of counts refuse options for rows.
    sandbox.write("pay.csv", "title,base salary\nData Scientist,300000 CNY\nBaker,300000 CNY\n");
    sandbox.payband("survey pay.csv --currency CNY --partial all.counts").streams();
    let (_, said) = sandbox.payband("survey --merge all.counts --rule own -f csv").streams();
    assert!(said.contains("not used: 1 no-role-match\n") && !said.contains("--unmatched"), "{said}");
}
