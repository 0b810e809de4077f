//! Files that were priced before: the columns of the earlier run are not read, and are replaced.

use super::{Ended, price, price_in};
use crate::sandbox::Sandbox;

/// Catches results of an earlier run that are read as the pay, the currency, the period or the level of a row.
#[test]
fn a_file_that_was_priced_is_priced_again_as_before() {
    let file = "职位,工作地点,薪资\n高级医疗数据科学家,北京-昌平区,30-50k·14薪\n";
    for arguments in ["", "--explain-pay"] {
        let first = price(file, arguments).well();
        // Messages name the currency of the pay, which is a cell of such a file.
        let sandbox = Sandbox::new();
        sandbox.write("priced.csv", &first.out);
        let (code, out, said) = sandbox.payband("price priced.csv --columns alt_ratio,n,certainty,pay_annual").raw();
        let again = Ended { code, out, said }.well();
        let note = "note: role from \"职位\", city from \"工作地点\", salary from \"薪资\"; ";
        assert!(again.said.contains(note), "{arguments}: {}", again.said);
        assert_eq!(again.column("pay_annual"), ["480000"], "{arguments}");
    }
    let named = price("title,pay,market_currency\nCloud Architect,60000,CNY\n", "--explain-pay").well();
    assert_eq!(named.column("pay_currency"), ["USD"]);
    let named = "--default-level mid --explain-pay --currency-column market_currency";
    let named = price("title,pay,market_currency\nCloud Architect,60000,CNY\n", named).well();
    assert_eq!(named.column("pay_currency"), ["CNY"]);
    let own = "title,pay_low,pay_high\nCloud Architect,60000,70000\n";
    let own = price(own, "--default-level mid").well();
    assert!(own.said.contains("salary from \"pay_low\", salary-high from \"pay_high\"; "), "{}", own.said);
}

const FILE: &str =
    "Title,City,Pay,Note\n\"Data Scientist\",Shanghai,60000,\"a,b\"\nCloud Architect,Beijing,,\nNobody,Here,1,x\n";

/// Prices a file, and its result again; the results, and what the second run said.
fn twice(file: &[u8], name: &str, arguments: &str) -> (Vec<u8>, Ended) {
    let sandbox = Sandbox::new();
    sandbox.write(name, file);
    let (_, first, _) = sandbox.payband(&format!("price {name} {arguments}")).raw();
    sandbox.write(&format!("priced-{name}"), &first);
    (first.clone(), price_in(&sandbox, [], &format!("price priced-{name} {arguments}")).well())
}

/// Catches a second set of the same columns, and a row that changes when it is priced again.
#[test]
fn pricing_a_priced_file_changes_nothing() {
    let json =
        "{\"title\": \"Data Scientist\", \"pay\": 6e4,\"x\":{\"y\":[1]}}\n{\"title\": \"Nobody\",\"pay\":null}\n";
    for (file, name, arguments) in [
        (FILE, "a.csv", ""),
        (FILE, "a.csv", "--default-level mid"),
        (FILE, "a.csv", "--explain-pay --default-level mid"),
        (FILE, "a.csv", "--columns low,mid,high,ratio --default-level mid"),
        (FILE, "a.csv", "--columns ratio,pay_annual,status --default-level mid"),
        (FILE, "a.csv", "--excel"),
        (FILE, "a.csv", "--threads 3"),
        (FILE, "a.csv", "-f tsv"),
        (FILE, "a.csv", "-f json"),
        ("city\nShanghai\nNowhere\n", "c.csv", ""),
        ("salary\n$45/hr\n面议\n", "s.csv", ""),
        ("title\nData Scientist\nNobody\n", "t.csv", ""),
        (json, "a.jsonl", "--default-level mid"),
        ("Title;Pay\r\n\r\nData Scientist;60000\r\n", "a.csv", "--default-level mid"),
    ] {
        let (first, again) = twice(file.as_bytes(), name, arguments);
        let (first, second) = (String::from_utf8_lossy(&first), String::from_utf8_lossy(&again.out));
        assert_eq!(first, second, "{name} {arguments}");
        assert!(again.said.contains(" columns of an earlier run, "), "{name} {arguments}: {}", again.said);
    }
}

/// Catches a set of columns that is left because the second run appends others, and one of the user's that is lost with it.
#[test]
fn a_run_replaces_the_columns_of_another() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "title,market_mid,pay_low\nData Scientist,5,60000\n");
    let (_, first, _) = sandbox.payband("price a.csv --default-level mid --explain-pay").raw();
    sandbox.write("b.csv", &first);
    let again = price_in(&sandbox, [], "price b.csv --default-level mid --columns high,status").well();
    assert_eq!(again.records()[0], ["title", "market_mid", "pay_low", "market_high", "market_status"]);
    assert_eq!(again.records()[1][..3], ["Data Scientist", "5", "60000"]);
    let note = "note: 23 columns of an earlier run, market_role to pay_annual, are replaced by those of this one\n";
    assert!(again.said.contains(note), "{}", again.said);
    assert!(!again.said.contains("there will be two"), "{}", again.said);
}

/// Catches a cell of an earlier run that stays in a row with more cells than the header.
#[test]
fn ragged_rows_lose_the_cells_of_the_earlier_run_too() {
    let file = "title,city\nData Scientist,Shanghai,1,2\n";
    let (first, again) = twice(file.as_bytes(), "a.csv", "--ragged keep");
    assert_eq!(again.out, first);
}

/// Catches a column of the user's own that is lost because it stands beside those of an earlier run.
#[test]
fn a_column_beside_those_of_another_run_is_kept() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", "title,market_mid\nData Scientist,5\n");
    let (_, first, _) = sandbox.payband("price a.csv --default-level mid --columns ratio,status").raw();
    sandbox.write("b.csv", &first);
    let again = price_in(&sandbox, [], "price b.csv --default-level mid").well();
    let records = again.records();
    assert_eq!(
        (&records[0][..3], &records[1][..2]),
        (
            &["title", "market_mid", "market_role"].map(str::to_owned)[..],
            &["Data Scientist", "5"].map(str::to_owned)[..]
        )
    );
}

/// Catches a column that is read by an option, and then deleted.
#[test]
fn a_set_with_a_column_that_an_option_names_is_kept() {
    let file = "title,market_role,market_mid,market_ratio,market_status\nNobody,Data Scientist,60000,1,priced\n";
    for (option, column) in [("--salary-column market_mid", "market_mid"), ("--role-column market_role", "market_role")]
    {
        let priced = price(file, &format!("{option} --default-level mid --columns role,mid,ratio,status")).well();
        let names = &priced.records()[0];
        assert!(names.iter().any(|name| name == column), "{option}: {names:?}");
        assert!(!priced.said.contains("columns of an earlier run"), "{option}: {}", priced.said);
    }
}

/// Catches a note beside a priced row that is deleted in place of a cell of the earlier run.
#[test]
fn a_cell_that_was_added_to_a_priced_row_is_kept() {
    let file = "title,market_ratio,market_status\nx,4,priced\ny,4,priced,note\nz,,4,priced\nw,1,2,3\n";
    let priced = price(file, "--ragged keep --columns status").well();
    assert!(!priced.said.contains("columns of an earlier run"), "{}", priced.said);
    let file = file.replace("w,1,2,3\n", "");
    let priced = price(&file, "--ragged keep --columns status").well();
    let rows: Vec<String> = priced.records().iter().map(|row| row.join(",")).collect();
    assert_eq!(rows[2..], ["y,note,ragged-row", "z,,ragged-row"]);
}

/// Catches columns of an earlier run in a workbook that is priced again.
#[test]
fn a_workbook_that_was_priced_is_priced_again() {
    let sandbox = Sandbox::new();
    sandbox.write("a.csv", FILE);
    for line in ["price a.csv -o b.xlsx", "price b.xlsx -o c.xlsx"] {
        assert_eq!(sandbox.payband(&format!("{line} --default-level mid")).raw().0, Some(0), "{line}");
    }
    let rows = |name: &str| sandbox.payband(&format!("price {name} --default-level mid")).raw().1;
    assert_eq!(String::from_utf8(rows("b.xlsx")).unwrap(), String::from_utf8(rows("c.xlsx")).unwrap());
    assert_eq!(rows("b.xlsx").iter().filter(|byte| **byte == b'\n').count(), 4);
}

/// Catches figures of an earlier run that are taken for pay by the other commands that read such a file.
#[test]
fn other_commands_read_the_pay_of_a_priced_file() {
    let sandbox = Sandbox::new();
    let rows: String = (0..24).map(|at| format!("Data Scientist,Shanghai,{},c{at}\n", 60_000 + at * 100)).collect();
    sandbox.write("a.csv", format!("title,city,pay,company\n{rows}"));
    let (_, first, _) = sandbox.payband("price a.csv --default-level mid --explain-pay").raw();
    sandbox.write("b.csv", &first);
    for line in ["survey FILE", "chart position FILE --default-level mid -f svg"] {
        let run = |name: &str| sandbox.payband(&line.replace("FILE", name)).raw().1;
        let [own, priced] =
            ["a.csv", "b.csv"].map(|name| String::from_utf8(run(name)).unwrap().replace("b.csv", "a.csv"));
        assert!(!own.is_empty(), "{line}");
        assert_eq!(own, priced, "{line}");
    }
}

/// Catches rows that keep cells of an earlier run, or get cells that stand under no header, of which nothing is said.
#[test]
fn what_becomes_of_ragged_rows_is_counted() {
    let file = "title,market_ratio,market_position\nCloud Architect,,\nCloud Architect,note,,\n";
    let ended = price(file, "--ragged keep --columns ratio,position").well();
    let kept = "note: ragged-row: more or fewer cells than the header has; 1 row keeps the cells of an earlier run, which could not be \
                told apart\n";
    assert!(!ended.said.contains("keeps the cells"), "{}", ended.said);
    let ended = price(file.replace(",note,,", ",note,4,5"), "--ragged keep --columns ratio,position").well();
    assert!(ended.said.contains(kept), "{}", ended.said);
    let sandbox = Sandbox::new();
    sandbox.write("in.csv", "title,level\nCloud Architect,mid\nCloud Architect,mid,x\nCloud Architect\n");
    let ended = price_in(&sandbox, "", "price in.csv --ragged keep -o out.xlsx").well();
    let surplus = "note: ragged-row: more or fewer cells than the header has; in 1 row the surplus cells stand as text behind the appended cells\n";
    assert!(ended.said.contains(surplus), "{}", ended.said);
    let ended = price_in(&sandbox, "", "price in.csv --ragged keep").well();
    let behind = "; in 1 row the appended cells stand behind the surplus ones, not under their headers\n";
    assert!(ended.said.contains(behind), "{}", ended.said);
}
