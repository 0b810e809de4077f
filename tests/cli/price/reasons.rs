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

/// Catches a status that is not counted, a reason that is not given, has no option that helps, or is not among the last lines, and
/// more lines than a reader takes in.
#[test]
fn each_reason_is_said_last_with_what_helps() {
    let ended = price(FILE, "").well();
    let counts = "note: 3 of 8 rows priced, 1 compared; not compared: 2 unreadable-pay, 1 no-role-match, 1 unknown-city, \
                  1 unknown-level, 1 total-row, 1 blank-row\n";
    let at = ended.said.find(counts).unwrap_or_else(|| panic!("{}", ended.said));
    let last: Vec<&str> = ended.said[at..].lines().skip(1).collect();
    let texts = "note: --unmatched FOLDER lists the texts of these rows: unreadable-pay: the pay cell cannot be read without \
                 doubt. no-role-match: no role matches the title. unknown-city: the city cell is blank, or names no city of the \
                 pack; --city-column none prices all rows at the reference rate; --overlay FOLDER applies the names whose `id` is \
                 filled in";
    let levels = "note: unknown-level: no level is stated, or none that is known; --default-level LEVEL prices rows that state \
                  none, --level-column none goes by titles and years";
    assert_eq!(last, [texts, levels]);
    assert!(ended.said.lines().count() <= 6, "{}", ended.said);
    // All of them where all notes are asked for.
    let all = price(FILE, "--caveats").well().said;
    assert!(all.contains("note: total-row: ") && all.contains("note: blank-row: no cell"), "{all}");
    let without = price("title\nCloud Architect\n", "").well();
    assert!(without.said.contains("--default-level") && !without.said.contains("--level-column"), "{}", without.said);
    assert_eq!(price(FILE, "-q").well().said, "");
}

/// Catches a file of which no pay was read and that is reported as compared.
#[test]
fn priced_and_compared_are_told_apart() {
    let said = |file: &str| price(file, "").well().said;
    let unread = said("title,level,pay\nCloud Architect,mid,lots\nCloud Architect,mid,plenty\n");
    assert!(unread.contains("note: 2 of 2 rows priced, none compared; not compared: 2 unreadable-pay\n"), "{unread}");
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

/// Catches advice to give a default level that is given already, and advice that would replace the premium of every city.
#[test]
fn advice_fits_the_command_line() {
    let file =
        "title,level,city\nData Scientist,wizard,Shenzhen\nData Scientist,mid,Shenzhen\nData Scientist,,Shenzhen\n";
    let said = |arguments: &str| price(file, arguments).well().said;
    let none = said("");
    assert!(
        none.contains("note: unknown-level: no level is stated, or none that is known; --default-level LEVEL prices "),
        "{none}"
    );
    let given = said("--default-level mid");
    assert!(
        given.ends_with(
            "note: unknown-level: the level that is stated is not known, or is not one level; --level-column none \
             goes by titles and years\n"
        ),
        "{given}"
    );
    let several = price("title\nSenior/Intern Data Scientist\n", "--default-level mid").well().said;
    assert!(
        several.ends_with("unknown-level: the level that is stated is not known, or is not one level\n"),
        "{several}"
    );
    assert!(
        given.contains("warning: reference rate (tier one, likely too low): Shenzhen; market pay is 30% lower"),
        "{given}"
    );
    let grades = format!("title,level\nData Scientist,mid\n{}", "Data Scientist,P6\n".repeat(10));
    let blocked = price(&grades, "").well().said;
    assert!(
        blocked.contains("note: unknown-level: the column of levels blocks most rows: --level-column none"),
        "{blocked}"
    );
}

/// Catches a status for which a column that blocks most rows is not named, or named on two lines, or named for few rows.
#[test]
fn the_column_that_blocks_most_rows_is_named_once() {
    let said = |row: &str, other: &str, others: usize| {
        let rest = format!("{other}\n").repeat(others);
        price(format!("title,level,city\n{}{rest}", format!("{row}\n").repeat(12 - others)), "").well().said
    };
    let priced = "Data Scientist,mid,Shanghai";
    for (row, status, told) in [
        ("Gardener,mid,Shanghai", "no-role-match", "titles blocks most rows: --role-column NAME reads another; "),
        (
            "Cloud Architect / Data Scientist,mid,Shanghai",
            "ambiguous-role",
            "titles blocks most rows: --role-column NAME reads another; ",
        ),
        ("Data Scientist,mid,Atlantis", "unknown-city", "cities blocks most rows: --city-column none leaves it out; "),
        ("Data Scientist,mid,北京/上海", "two-cities", "cities blocks most rows: --city-column none leaves it out; "),
        ("Data Scientist,P6,Shanghai", "unknown-level", "levels blocks most rows: --level-column none leaves it out"),
    ] {
        let line = format!("note: {status}: the column of {told}");
        let blocked = said(row, priced, 5);
        assert!(blocked.contains(&line), "{blocked}");
        assert_eq!(blocked.matches("blocks most rows").count(), 1, "{blocked}");
        assert!(!said(row, priced, 6).contains("blocks most rows"), "half is not most: {row}");
    }
    let mixed = said("Data Scientist,mid,Atlantis", "Data Scientist,mid,北京/上海", 6);
    assert_eq!(mixed.matches("blocks most rows").count(), 1, "{mixed}");
    assert!(mixed.contains("unknown-city: the column of cities blocks"), "{mixed}");
}

/// Catches options of other commands that are refused without a word about what `price` has for them.
#[test]
fn options_of_other_commands_are_refused_with_those_of_price() {
    for (arguments, told) in [
        ("--city 上海", "hint: did you mean \"--city-column\"?\nhint: the city of each row is read from a column"),
        ("--level mid", "hint: did you mean \"--default-level\"?\n"),
    ] {
        let ended = price("title\nData Scientist\n", arguments);
        assert_eq!(ended.code, Some(2));
        assert!(ended.said.contains(told), "{}", ended.said);
    }
    let (help, _) = crate::sandbox::payband("price --help").streams();
    assert!(!help.contains("--city <") && !help.contains("--level <"), "{help}");
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("--city-premium <PERCENT> Geographic differential (25%, 20-30%) of every city in the file"));
    assert!(
        help.contains("Format of the rows [default: that of the file; csv for a workbook]. The totals of --summary-by can also be table"),
        "{help}"
    );
    // Formats that rows cannot have are not offered.
    assert!(!help.contains("- table:") && !help.contains("- markdown:"), "{help}");
    for format in ["csv", "tsv", "json", "jsonl", "xlsx"] {
        assert!(help.contains(&format!("- {format}:")), "{help}");
    }
}

/// Catches a remedy that does not help: names of places that are told apart by their states, and cities beside figures that have none.
#[test]
fn remedies_for_places_fit_the_pack() {
    let ended = price("title,location,pay\nDBA,Portland,100000\n", "--pack us-oews-2025").well();
    assert!(ended.said.contains("with its state (Springfield, IL) it is one"), "{}", ended.said);
    let sandbox = Sandbox::new();
    let people: String = (0..12).map(|at| format!("Org{at},Cloud Architect,{}\n", 400_000 + at * 1_000)).collect();
    sandbox.write("pay.csv", format!("company,title,base salary\n{people}"));
    sandbox.payband("-q survey pay.csv --by role --effective 2026-11-01 --to-pack ours").streams();
    let file = "title,city,pay\nCloud Architect,Shanghai,400000\n";
    sandbox.write("in.csv", file);
    let ended = price_in(&sandbox, "", "--pack ours price in.csv");
    assert!(ended.said.contains("--city-column none prices rows by these"), "{}", ended.said);
    let ended = price_in(&sandbox, "", "--pack ours -q price in.csv --city-column none").well();
    assert_eq!(ended.column("market_status"), ["priced"]);
}

/// A file with nearly every fault that a row can have.
const STRANGE: &str = "title,city,level,pay,note\nData Scientist,Shenzhen,mid,60000,1\nData Scientist,Wuhan,mid,61000,1\n\
     Data Scientist,Chengdu,mid,62000,1\nData Scientist,Tianjin,lead,62000,1\nData Scientist,Nanjing,mid,$70,1\n\
     Data Scientist,Ningbo,mid,\"$4,000/month\",1\nClinical Analyst,Beijing,mid,1200000,1\nGardener,Beijing,mid,64000,1\n\
     Cloud Architect / Data Scientist,Beijing,mid,64000,1\nData Scientist,Atlantis,mid,64000,1\n\
     Data Scientist,北京/上海,mid,64000,1\nData Scientist,Beijing,P6,64000,1\nData Scientist,Beijing,,64000,1\n\
     Data Scientist,Beijing,mid,lots of it,1\nData Scientist,Beijing,mid,60k net,1\nData Scientist,Beijing,mid,€64000,1\n\
     Data Scientist,Beijing,mid\nTotal,,,900000,\n,,,,\n";

/// Catches an answer that is buried under notes, what is misread behind what is assumed, and a note that is on no list at all.
#[test]
fn a_strange_file_is_told_in_few_lines() {
    let said = price(STRANGE, "--ragged keep").well().said;
    let begins = [
        "note: role from ",
        "warning: 1 of ",
        "warning: 1 of ",
        "warning: ",
        "note: pay without a unit",
        "note: 10 of 19",
    ];
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), begins.len() + 2, "{said}");
    for (line, begin) in lines.iter().zip(begins) {
        assert!(line.starts_with(begin), "{begin}: {said}");
    }
    let of_prices = "warning: second-tier reference rate: Chengdu; reference rate (no premium): 4 cities; reference rate (tier one, \
                     likely too low): Shenzhen; 1 role is slotted: priced from the median of ";
    assert!(lines[3].starts_with(of_prices), "{said}");
    assert!(lines[5].ends_with("; --caveats explains all"), "{said}");
    let all = price(STRANGE, "--ragged keep --caveats").well().said;
    for status in ["net-pay: ", "currency-without-rate: ", "ragged-row: ", "implausible-pay: ", "total-row: "] {
        assert!(all.contains(&format!("note: {status}")), "{status}: {all}");
    }
    assert!(all.contains("reference rate (no premium): Nanjing, Ningbo, Tianjin, Wuhan"), "{all}");
}

/// Catches an amount that is not compared without a word about what helps, and one whose remedy is said twice.
#[test]
fn what_helps_amounts_that_are_not_compared_is_said_once() {
    let remedy = "note: implausible-pay: no cell of the row states the period, ";
    let said = |rows: usize, pay: &str, arguments: &str| {
        let rows = "Data Scientist,60000\n".repeat(rows);
        let arguments = format!("--default-level mid {arguments}");
        price(format!("title,pay\n{rows}Data Scientist,{pay}\n"), &arguments).well().said
    };
    let few = said(20, "$70", "");
    assert!(few.contains(remedy) && few.contains("--pay-period compares all amounts as they are\n"), "{few}");
    // The warning says what helps.
    let many = said(3, "5000", "");
    assert!(many.contains("; state the period row by row") && !many.contains(remedy), "{many}");
    assert!(many.contains("not compared: 1 implausible-pay; --caveats explains all\n"), "{many}");
    let all = said(3, "5000", "--caveats");
    assert!(all.contains(remedy), "{all}");
}

/// Catches warnings about prices that only were evidence for the unit of pay.
#[test]
fn prices_of_no_row_are_not_told() {
    let said = price("职位,城市,级别,薪资\n数据科学家,武汉,,300000\n", "").well().said;
    assert!(said.contains("0 of 1 rows priced; not priced: 1 unknown-level\n"), "{said}");
    assert!(!said.contains("reference rate"), "{said}");
}
