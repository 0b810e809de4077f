//! Sheets with rows that are too long, merged cells, and numbers of every length.

use super::price_in;
use super::workbooks::{column, header_and, parts, priced, priced_to_workbook};
use crate::sandbox::Sandbox;

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// The name of a column by its number from 0.
fn letters(at: u32) -> String {
    let letter = |digit: u32| char::from(b'A' + u8::try_from(digit).unwrap());
    match at.checked_div(26).unwrap() {
        0 => letter(at).to_string(),
        more => format!("{}{}", letters(more - 1), letter(at % 26)),
    }
}

/// Catches a small file whose row, or whose merged cells, fill the memory.
#[test]
fn a_row_longer_than_the_limit_ends_the_run() {
    let text = "x".repeat(1 << 20);
    let shared = format!("<sst><si><t>{text}</t></si></sst>");
    let of_strings: String = (0..16_000).map(|at| format!("<c r=\"{}2\" t=\"s\"><v>0</v></c>", letters(at))).collect();
    let of_texts: String = (0..600).map(|at| text_cell(&format!("{}2", letters(at)), &text[..2000])).collect();
    let merged: String = (0..9)
        .map(|at| format!("<row r=\"{0}\"><c r=\"{1}{0}\" t=\"s\"><v>0</v></c></row>", at + 2, letters(at)))
        .collect();
    let merges: String = (0..9).map(|at| format!("<mergeCell ref=\"{1}{0}:{1}99\"/>", at + 2, letters(at))).collect();
    for (sheet, line) in [
        (header_and(&format!("<row r=\"2\">{of_strings}</row>")), 2),
        (header_and(&format!("<row r=\"2\">{of_texts}</row>")), 2),
        (header_and(&format!("{merged}<row r=\"12\"><c r=\"A12\"/></row>")) + &merges, 3),
    ] {
        let file = parts(&sheet, &[("xl/sharedStrings.xml", &shared)]);
        let arguments = if line == 2 { "" } else { "--row-limit 1100000" };
        let ended = priced(&file, &format!("-q {arguments}"));
        let says = format!("line {line}: the row that begins here is longer than 1");
        assert!(ended.code == Some(1) && ended.said.contains(&says), "{says}\n{}", ended.said);
        assert!(ended.said.contains("--row-limit allows longer rows"), "{}", ended.said);
    }
    let file = parts(&header_and(&format!("<row r=\"2\">{of_texts}</row>")), &[]);
    priced(&file, "-q --row-limit 2000000 --ragged keep").well();
}

/// Catches a header of two rows that loses the names which are merged, and rows of a merged cell that are taken for blank lines.
#[test]
fn merged_cells_count_in_skipped_rows_and_in_rows_without_other_values() {
    let sheet = format!(
        "<sheetData><row r=\"1\">{}{}{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}{}</row><row r=\"4\"/><row r=\"6\">{}</row><row r=\"7\"/><row r=\"9\"/></sheetData>\
         <mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"D1:D2\"/><mergeCell ref=\"A3:A4\"/><mergeCell ref=\"A6:A999\"/></mergeCells>",
        text_cell("A1", "title"),
        text_cell("B1", "Pay\ngroup"),
        text_cell("D1", "note"),
        text_cell("B2", "salary"),
        text_cell("C2", "city"),
        text_cell("A3", "Cloud Architect"),
        text_cell("C3", "Beijing"),
        text_cell("A6", "Data Scientist"),
    );
    let ended = priced(parts(&sheet, &[]), "--skip 1 --columns role").well();
    assert_eq!(ended.records()[0], ["title", "salary", "city", "note", "market_role"]);
    let titles =
        ["Cloud Architect", "Cloud Architect", "Data Scientist", "Data Scientist", "Data Scientist", "Data Scientist"];
    assert_eq!(ended.column("title"), titles);
    assert_eq!(ended.column("city"), ["Beijing", "", "", "", "", ""]);
    assert!(ended.text().contains("Architect\n\nData"), "row 5 is blank: {}", ended.text());
    let rows = priced_to_workbook(&parts(&sheet, &[]), "--skip 1 --columns role");
    assert_eq!(column(&rows, 0)[1..], titles);
}

/// Catches a message that counts rows of the output where the user looks for a line of the file.
#[test]
fn a_cell_that_is_too_long_is_named_by_the_line_of_the_file() {
    let long = "x".repeat(32_768);
    let csv = format!("A report\ntitle,\"no\nte\"\r\nNurse,\"a\nb\"\r\n\r\nNurse,\"a\n{long}\"\r\n");
    let json = format!("{{\"title\":\"a\\nb\"}}\n\n{{\"title\":\"a\\nb\",\"note\":\"{long}\"}}\n");
    let sheet = format!("<row r=\"2\">{}</row><row r=\"7\">{}</row>", text_cell("A2", "a\nb"), text_cell("B7", &long));
    for (name, file, line, arguments) in [
        ("in.csv", csv.into_bytes(), 7, "--skip 1"),
        ("in.jsonl", json.into_bytes(), 3, ""),
        ("in.xlsx", parts(&header_and(&sheet), &[]), 7, ""),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(name, file);
        let ended = price_in(&sandbox, "", &format!("price {name} -q -o out.xlsx {arguments}"));
        assert_eq!(ended.code, Some(1), "{name}");
        assert!(ended.said.contains(&format!("line {line}: the cell of column")), "{name}: {}", ended.said);
        assert!(ended.said.contains("hint: write CSV instead"), "{}", ended.said);
    }
}
