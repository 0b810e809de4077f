//! `payband survey --unmatched`: what was not understood, as `price --unmatched` writes it.

use crate::sandbox::Sandbox;

const FILE: &str = "company,title,city,level,base salary\n\
    A,EHR Systems Engineer,Beijing,senior,300000 CNY\nA,Clinical Gardener,Atlantis,wizard,310000 CNY\n\
    B,Clinical Gardener,Beijing,senior,lots\nC,EHR Systems Engineer,Atlantis,mid,320000\n\
    D,EHR Systems Engineer,Beijing,wizard,a lot\nE,EHR Systems Engineer,Beijing,senior,lots\n\
    company,title,city,level,base salary\n合计,,Nowhere,,\n,,,,\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("pay.csv", FILE);
    sandbox
}

/// Alias, rows and table of each row.
fn listed(written: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(written.trim_start_matches('\u{feff}').as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            format!("{}|{}|{}", &row[0], &row[3], &row[5])
        })
        .collect()
}

/// Catches a list that differs from that of `price`, names by which nothing is grouped, and totals and headers among the names.
#[test]
fn names_and_pay_are_listed_as_by_price() {
    let sandbox = sandbox();
    sandbox.payband("-q price pay.csv --unmatched priced.csv -o out.csv").streams();
    let survey = |by: &str, more: &str| {
        sandbox.payband(&format!("-q survey pay.csv --by {by} --rule own --unmatched {by}.csv {more}")).streams();
        sandbox.read(&format!("{by}.csv"))
    };
    let all = survey("role,city,level", "");
    assert_eq!(all, sandbox.read("priced.csv"));
    assert_eq!(
        listed(&all),
        [
            "Clinical Gardener|2|role_aliases",
            "Atlantis|2|city_aliases",
            "wizard|2|level_aliases",
            "lots|2|pay_texts",
            "a lot|1|pay_texts",
        ]
    );
    let pay = ["lots|2|pay_texts", "a lot|1|pay_texts"];
    assert_eq!(listed(&survey("role", "")), [&["Clinical Gardener|2|role_aliases"][..], &pay].concat());
    assert_eq!(listed(&survey("company", "")), pay);
    assert_eq!(listed(&survey("level", "--threads 1")), [&["wizard|2|level_aliases"][..], &pay].concat());
    // Counts of a file have none; they are listed when the file is counted.
    sandbox.payband("-q survey pay.csv --by role,city,level --partial pay.counts --unmatched counted.csv").streams();
    assert_eq!(sandbox.read("counted.csv"), all);
}

/// Catches a folder that is no overlay, and names that stay unknown although they are filled in.
#[test]
fn the_names_are_filled_in_and_used() {
    let sandbox = sandbox();
    let line = "survey pay.csv --by role,city --rule own --currency CNY --caveats";
    let (_, before) = sandbox.payband(&format!("{line} --unmatched names")).streams();
    assert!(before.contains("2 no-role-match, 1 unknown-city"), "{before}");
    for (table, name) in [("role_aliases", "Clinical Gardener,clinical-analyst"), ("city_aliases", "Atlantis,shanghai")]
    {
        let path = format!("names/{table}.csv");
        let alias = name.split(',').next().unwrap();
        sandbox.write(&path, sandbox.read(&path).replace(&format!("{alias},,"), &format!("{name},")));
    }
    let (_, after) = sandbox.payband(&format!("{line} --overlay names")).streams();
    assert!(!after.contains("no-role-match") && !after.contains("unknown-city"), "{after}");
}

/// Catches a list that is written over another result, and an option that does nothing.
#[test]
fn the_place_of_the_list_is_checked() {
    let sandbox = sandbox();
    let day = "--effective 2026-07-01";
    let market: String = (300..305).map(|pay| format!("Org{pay},Data Engineer,{pay}000\n")).collect();
    sandbox.write("market.csv", format!("company,title,base salary (CNY)\n{market}"));
    sandbox.payband(&format!("-q survey market.csv --to-pack earlier {day}")).streams();
    let aliases = sandbox.read("earlier/role_aliases.csv");
    sandbox.write("there/pay_texts.csv", "text,rows,reason\n");
    for (options, says) in [
        ("--unmatched pay.csv".to_owned(), "pay.csv is the input itself"),
        ("--unmatched a.csv -o a.csv".to_owned(), "would go into the same file"),
        ("--unmatched a.csv --partial a.csv".to_owned(), "two results would go into a.csv"),
        ("--unmatched names --partial names/pay_texts.csv".to_owned(), "would go into names/pay_texts.csv"),
        ("--unmatched there --partial ./there/pay_texts.csv".to_owned(), "would go into ./there/pay_texts.csv"),
        (format!("--unmatched ours --to-pack ours {day}"), "two results would go into ours"),
        (format!("--unmatched ours/ --to-pack ./ours {day}"), "two results would go into ./ours"),
        (format!("--unmatched ./earlier --to-pack earlier --force {day}"), "two results would go into earlier"),
        (
            format!("--unmatched earlier/role_aliases.csv --to-pack there/../earlier --force {day}"),
            "two results would go into there/../earlier",
        ),
        ("--unmatched a.csv --sql duckdb".to_owned(), "cannot be used with"),
    ] {
        let (code, printed, error) = sandbox.payband(&format!("survey pay.csv {options}")).fallible();
        assert_eq!((code, printed.as_str()), (Some(2), ""), "{options}: {error}");
        assert!(error.contains(says), "{options}: {error}");
        assert_eq!(sandbox.read("pay.csv"), FILE);
        assert!(!sandbox.path("names").exists() && !sandbox.path("ours").exists(), "{options}");
    }
    assert_eq!(sandbox.read("earlier/role_aliases.csv"), aliases);
    // A folder beside the pack is another place.
    sandbox
        .payband(&format!("-q survey market.csv --unmatched earlier-names --to-pack earlier --force {day}"))
        .streams();
    sandbox.payband("-q survey pay.csv --partial pay.counts").streams();
    let (code, _, error) = sandbox.payband("survey --merge pay.counts --unmatched a.csv").fallible();
    assert_eq!(code, Some(2), "{error}");
}
