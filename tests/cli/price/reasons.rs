//! Messages about rows without a price or a comparison.

use super::{cells, price, price_in};
use crate::sandbox::Sandbox;

const FILE: &str = "title,city,level,pay\n\
     Cloud Architect,Shanghai,mid,84825\n\
     Gardener,Shanghai,mid,84825\n\
     Cloud Architect,Atlantis,mid,84825\n\
     Data Scientist,Shanghai,,84825\n\
     Data Scientist,Shanghai,mid,lots of it\n\
     Data Scientist,Shanghai,mid,plenty\n\
     Total,,,339300\n\
     ,,,\n";

/// Catches a reason that is not given, has no option that helps, or is not among the last lines.
#[test]
fn each_reason_is_said_last_with_what_helps() {
    let ended = price(FILE, "").well();
    let at = ended.said.find("note: 3 of 8 rows priced, 1 compared\n").unwrap_or_else(|| panic!("{}", ended.said));
    let last: Vec<&str> = ended.said[at..].lines().skip(1).collect();
    let begins = [
        ("note: 2 rows are unreadable-pay: ", "--unmatched FOLDER lists the texts"),
        ("note: 1 row is no-role-match: ", "--unmatched FOLDER lists the titles"),
        ("note: 1 row is unknown-city: ", "--city-column none"),
        ("note: 1 row is unknown-level: ", "--default-level"),
        ("note: 1 row is total-row: ", "total"),
        ("note: 1 row is blank-row: ", "no cell"),
    ];
    assert_eq!(last.len(), begins.len(), "{}", ended.said);
    for (line, (begin, helps)) in last.iter().zip(begins) {
        assert!(line.starts_with(begin) && line.contains(helps), "{line}");
    }
    assert!(last[3].contains("--level-column none"), "{}", last[3]);
    let without = price("title\nCloud Architect\n", "").well();
    assert!(without.said.contains("--default-level") && !without.said.contains("--level-column"), "{}", without.said);
    assert_eq!(price(FILE, "-q").well().said, "");
}

/// Catches a file of which no pay was read and that is reported as compared.
#[test]
fn priced_and_compared_are_told_apart() {
    let said = |file: &str| price(file, "").well().said;
    let unread = said("title,level,pay\nCloud Architect,mid,lots\nCloud Architect,mid,plenty\n");
    assert!(unread.contains("note: 2 of 2 rows priced, none compared\n"), "{unread}");
    let no_column = said("title,level\nCloud Architect,mid\n");
    assert!(no_column.contains("note: 1 of 1 rows priced\n"), "{no_column}");
}

/// Catches parts of a row that were identified and are not written because another part was not.
#[test]
fn what_was_found_is_filled_in_on_rows_without_a_price() {
    let ended = price(FILE, "--columns role,city,level,role_id,city_id,level_id,status").well();
    let names = "market_role,market_city,market_level,market_role_id,market_city_id,market_level_id,market_status";
    for (row, expected) in [
        (1, ",Shanghai,Mid,,shanghai,mid,no-role-match"),
        (2, "Healthcare Cloud Architect,,Mid,healthcare-cloud-architect,,mid,unknown-city"),
        (3, "Healthcare Data Scientist,Shanghai,,healthcare-data-scientist,shanghai,,unknown-level"),
        (6, ",,,,,,total-row"),
        (7, ",,,,,,blank-row"),
    ] {
        assert_eq!(ended.cells(row, names), cells(expected), "row {row}");
    }
}

/// Catches market cells under another heading because the row is short, with and without escaped formulas.
#[test]
fn short_rows_are_padded() {
    let file = "title,level,note\nCloud Architect\nCloud Architect,mid\nCloud Architect,mid,x\n";
    for arguments in ["", "--excel"] {
        let ended = price(file, &format!("--ragged keep --columns mid,status {arguments}")).well();
        assert!(ended.records().iter().all(|record| record.len() == 5), "{}", ended.text());
        assert_eq!(ended.column("market_status"), ["ragged-row", "ragged-row", "priced"]);
    }
}

/// Catches pay texts that are not listed, and a folder of unmatched texts that is no valid overlay.
#[test]
fn texts_of_pay_that_cannot_be_read_are_listed_with_the_reason() {
    let sandbox = Sandbox::new();
    let file = "title,level,pay\nCloud Architect,mid,lots\nCloud Architect,mid,60k net\nGardener,mid,lots\n";
    sandbox.write("in.csv", file);
    price_in(&sandbox, file, "price in.csv --unmatched left").well();
    assert_eq!(
        sandbox.read("left/pay_texts.csv"),
        "\u{feff}text,rows,reason\nlots,2,the pay has a word or sign in it that is not about pay\n\
         60k net,1,\"the pay is after tax, and the market's is before tax\"\n"
    );
    price_in(&sandbox, file, "price in.csv --overlay left").well();
}
