//! Names that found nothing, to be filled in by hand and laid over the pack.

use super::{price, price_in};
use crate::sandbox::Sandbox;

const FILE: &str = "title,city,level,pay\nClinical Gardener,Shanghai,mid,71001\nCloud Architekt,Shanghai,mid,71002\n\
     Clinical Gardener,Shanghai,mid,71003\nCloud Architect,Atlantis,mid,71004\n,Shanghai,mid,71005\n\
     Cloud Architect,,mid,71006\n\"Gardener, \"\"Chief\"\"\",Beijing,mid,71007\n园丁,Beijing,mid,71008\n";

/// Catches names without their count, in another order, or pay among them.
#[test]
fn names_with_counts_and_nearest_names_in_one_file() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    price_in(&sandbox, FILE, "price in.csv --unmatched names.csv").well();
    let written = sandbox.read("names.csv");
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","), "alias,id,lang,rows,nearest,table");
    let rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let brief: Vec<String> =
        rows.iter().map(|row| format!("{}|{}|{}|{}|{}", row[0], row[1], row[2], row[3], row[5])).collect();
    assert_eq!(
        brief,
        [
            "Clinical Gardener||en|2|role_aliases",
            "Cloud Architekt||en|1|role_aliases",
            "Gardener, \"Chief\"||en|1|role_aliases",
            "园丁||zh|1|role_aliases",
            "Atlantis||en|1|city_aliases",
        ]
    );
    assert!(rows[1][4].starts_with("healthcare-cloud-architect"), "{written}");
    assert!(!written.contains("7100"), "{written}");
}

/// Catches a folder that the pack's reader refuses, filled in or not, and names that then still find nothing.
#[test]
fn a_folder_is_filled_in_by_hand_and_used() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE);
    let before = price_in(&sandbox, FILE, "price in.csv --unmatched names").well();
    let mut left = vec!["no-role-match"; 3];
    left.extend(["unknown-city", "no-role-match", "unknown-city", "no-role-match", "no-role-match"]);
    assert_eq!(before.column("market_status"), left);
    let titles = sandbox.read("names/role_aliases.csv");
    assert!(titles.starts_with("\u{feff}alias,id,lang,rows,nearest\nClinical Gardener,,en,2,"), "{titles}");
    // Nothing filled in yet: it says nothing.
    assert_eq!(price_in(&sandbox, FILE, "price in.csv --overlay names").well().out, before.out);
    let filled = titles
        .replace("Clinical Gardener,,", "Clinical Gardener,clinical-analyst,")
        .replace("\"Gardener, \"\"Chief\"\"\",,", "\"Gardener, \"\"Chief\"\"\",sales-engineer,")
        .replace("园丁,,", "园丁,product-manager,");
    let cities = sandbox.read("names/city_aliases.csv").replace("Atlantis,,", "Atlantis,shanghai,");
    sandbox.write("names/role_aliases.csv", filled).write("names/city_aliases.csv", cities);
    let after = price_in(&sandbox, FILE, "price in.csv --overlay names --unmatched left").well();
    let roles = [
        "Clinical Analyst",
        "",
        "Clinical Analyst",
        "Healthcare Cloud Architect",
        "",
        "Healthcare Cloud Architect",
        "Sales Engineer",
        "Product Manager",
    ];
    assert_eq!(after.column("market_role"), roles);
    assert_eq!(after.cells(3, "market_city,market_mid,market_status"), ["Shanghai", "84825.00", "priced"]);
    assert_eq!(after.column("market_match")[0], "alias");
    assert_eq!(sandbox.read("left/role_aliases.csv").lines().count(), 2, "only the misspelling is left");
    let (code, out, said) = sandbox.payband("pack check --overlay names").fallible();
    assert_eq!(code, Some(0), "{out}{said}");
    let (shown, _) = sandbox.payband("pack show role_aliases --overlay names -f csv").streams();
    assert!(shown.contains("\n园丁,product-manager,zh") && !shown.contains("Architekt"), "{shown}");
}

/// Catches an id that is none, and columns that only the notes of an alias table may be.
#[test]
fn what_is_filled_in_wrongly_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", FILE).write("a/role_aliases.csv", "alias,id,rows\nClinical Gardener,gardener,2\n");
    let (code, out, said) = sandbox.payband("pack check --overlay a").fallible();
    assert_eq!(code, Some(1), "{out}{said}");
    assert!(
        format!("{out}{said}")
            .contains("a/role_aliases.csv:2: column id, value \"gardener\": roles.id has no such value"),
        "{out}{said}"
    );
    for (table, text) in [
        ("role_aliases", "alias,id,near\nClinical Gardener,clinical-analyst,2\n"),
        ("geo_differentials", "city,low_pct,high_pct,rows\nsuzhou,1,2,3\n"),
    ] {
        sandbox.write("b/role_aliases.csv", "alias,id\n").write(&format!("b/{table}.csv"), text);
        let ended = price_in(&sandbox, FILE, "price in.csv --overlay b");
        assert_eq!(ended.code, Some(1), "{}", ended.said);
        assert!(ended.said.contains("no such column in this table"), "{}", ended.said);
    }
}

/// Catches a file or folder where there is nothing to tell, beyond its header.
#[test]
fn nothing_unmatched_is_an_empty_table() {
    let sandbox = Sandbox::new();
    let file = "title,level\nCloud Architect,mid\n";
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "price in.csv --unmatched names.csv --unmatched names.csv").code.unwrap();
    price_in(&sandbox, file, "price in.csv --unmatched names.csv").well();
    assert_eq!(sandbox.read("names.csv"), "\u{feff}alias,id,lang,rows,nearest,table\n");
    let ended = price_in(&sandbox, file, "price in.csv --unmatched no/such/folder/names.csv");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("cannot write no/such/folder/names.csv"), "{}", ended.said);
}

/// Catches memory that grows with the number of titles, and names that are dropped without a word.
#[test]
fn names_for_which_there_is_no_room_are_told() {
    let sandbox = Sandbox::new();
    let rows: String = (0..70_000).map(|at| format!("Gardener of the {at}th kind\n")).collect();
    sandbox.write("in.csv", format!("title\n{rows}"));
    let ended = price_in(&sandbox, "", "price in.csv --unmatched names.csv --columns status --threads 1").well();
    let kept = sandbox.read("names.csv").lines().count() - 1;
    assert!((20_000..69_000).contains(&kept), "{kept}");
    let said = format!(
        "warning: names.csv has no room for all that was not understood: the texts of {} rows are not there\n",
        70_000 - kept
    );
    assert!(ended.said.contains(&said), "{}", ended.said);
    assert_eq!(ended.text().lines().count(), 70_001);
    // Without being asked for, names are not kept, and nothing is said.
    assert!(!price("title\nGardener\n", "").well().said.contains("no room"));
}
