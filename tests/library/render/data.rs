//! The formats for other programs: CSV, TSV and JSON.

use payband::answer::{Answer, Column, Kind, Source, Table, Value, Visibility};
use payband::render::{Format, RenderOptions, SCHEMA_VERSION, neutralised, render};
use payband::screen::Screen;

use super::sample::{benchmark, number, text};

/// A table of text cells, as read from a payroll.
fn cells(texts: &[&str]) -> Answer {
    let columns = vec![Column::new("text", "Text", Kind::Text), Column::new("amount", "Amount", Kind::Money)];
    let rows = texts.iter().map(|text| vec![Value::Text((*text).into()), number("-12.5")]).collect();
    Answer { table: Table { columns, rows }, ..Answer::default() }
}

#[test]
fn excel_gets_a_mark_crlf_and_no_formula_while_numbers_stay_numbers() {
    let answer = cells(&["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "a=1", "医疗"]);
    let excel = text(&answer, &RenderOptions { excel: true, ..RenderOptions::new(Format::Csv) });
    let expected = "\u{feff}text,amount\r\n'=1+1,-12.50\r\n'+1,-12.50\r\n'-1,-12.50\r\n'@SUM(A1),-12.50\r\n'\tx,-12.50\r\n\
                    \"'\rx\",-12.50\r\na=1,-12.50\r\n医疗,-12.50\r\n";
    assert_eq!(excel, expected);
    let plain = text(&cells(&["=1+1"]), &RenderOptions::new(Format::Csv));
    assert_eq!(plain, "text,amount\n=1+1,-12.50\n", "without --excel the bytes are exact");
}

#[test]
fn a_formula_in_a_list_or_in_a_number_column_is_text_too() {
    let columns = vec![Column::new("list", "List", Kind::List), Column::new("pay", "Pay", Kind::Money)];
    let row = vec![Value::List(vec!["=1".into(), "b".into()]), Value::Text("=cmd".into())];
    let answer = Answer { table: Table { columns, rows: vec![row] }, ..Answer::default() };
    let excel = text(&answer, &RenderOptions { excel: true, ..RenderOptions::new(Format::Csv) });
    assert_eq!(excel, "\u{feff}list,pay\r\n'=1; b,'=cmd\r\n");
    assert_eq!(neutralised(""), "");
}

#[test]
fn a_tab_or_a_line_break_in_a_text_does_not_break_a_tsv_row() {
    let tsv = text(&cells(&["a\tb", "c\nd", "e\"f"]), &RenderOptions::new(Format::Tsv));
    assert_eq!(tsv, "text\tamount\n\"a\tb\"\t-12.50\n\"c\nd\"\t-12.50\n\"e\"\"f\"\t-12.50\n");
}

#[test]
fn an_answer_without_data_columns_is_an_empty_file() {
    let table = Table {
        columns: vec![
            Column::new("band", "Band", Kind::Text).only(Visibility::People),
            Column::new("trace", "Trace", Kind::Nested),
        ],
        rows: vec![vec!["x".into(), Value::nested(Table::default())]],
    };
    let answer = Answer { table, ..Answer::default() };
    assert_eq!(text(&answer, &RenderOptions::new(Format::Csv)), "");
    assert_eq!(text(&answer, &RenderOptions::new(Format::Jsonl)), "{\"trace\":[]}\n");
}

#[test]
fn json_reads_back_with_the_digits_of_csv_and_null_for_what_is_not_known() {
    let answer = benchmark();
    let json: serde_json::Value =
        serde_json::from_slice(&render(&answer, &RenderOptions::new(Format::Json)).unwrap()).unwrap();
    assert_eq!(json["schema_version"], SCHEMA_VERSION);
    assert_eq!(json["columns"][14]["columns"][1]["type"], "money");

    let csv = text(&answer, &RenderOptions::new(Format::Csv));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names = reader.headers().unwrap().clone();
    for (at, record) in reader.records().enumerate() {
        for (name, field) in names.iter().zip(&record.unwrap()) {
            let value = &json["rows"][at][name];
            match value {
                serde_json::Value::Null => assert_eq!(field, ""),
                serde_json::Value::Number(digits) => assert_eq!(digits.to_string(), field, "{name}"),
                serde_json::Value::String(words) => assert_eq!(words, field),
                _ => assert_eq!(name, "skills"),
            }
        }
    }
    assert_eq!(json["rows"][2]["total_mid"].to_string(), "110743.75");
}

#[test]
fn json_keeps_more_digits_than_a_float_can() {
    let columns = vec![Column::new("n", "N", Kind::Number), Column::new("m", "M", Kind::Money)];
    let row = vec![number("0.1234567890123456789012345678"), number("12345678901234567890123.455")];
    let answer = Answer { table: Table { columns, rows: vec![row] }, ..Answer::default() };
    let line = text(&answer, &RenderOptions::new(Format::Jsonl));
    assert_eq!(line, "{\"n\":0.1234567890123456789012345678,\"m\":12345678901234567890123.46}\n");
}

#[test]
fn what_a_source_does_not_say_is_null() {
    let source = Source { id: "own".into(), title: "Own ranges".into(), ..Source::default() };
    let answer = Answer { sources: vec![source], ..Answer::default() };
    let json: serde_json::Value =
        serde_json::from_slice(&render(&answer, &RenderOptions::new(Format::Json)).unwrap()).unwrap();
    assert!(json["sources"][0]["published"].is_null() && json["unit"].is_null());
    assert_eq!(text(&answer, &RenderOptions::new(Format::Table)), "Source: Own ranges\n");
}

#[test]
fn on_a_terminal_json_escapes_what_acts_and_says_the_same() {
    let answer = cells(&["\u{1b}[2J\u{9b}1m\u{202e}evil\u{200f}", "医疗 é 👩‍⚕️"]);
    let screen = Screen { sanitise: true, ..Screen::default() };
    for format in [Format::Json, Format::Jsonl] {
        let exact = text(&answer, &RenderOptions::new(format));
        let shown = text(&answer, &RenderOptions { screen, ..RenderOptions::new(format) });
        assert!(exact.contains('\u{202e}') && exact.contains('\u{9b}'));
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()) && !shown.contains(['\u{202e}', '\u{200f}']));
        if format == Format::Json {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(read(&exact), read(&shown));
        }
    }
}
