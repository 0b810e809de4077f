//! Files with single quotes and backslashes, and titles before the header.

use std::fmt::Write as _;

use super::{process, read, reading, written};
use crate::tabular::{Delimiter, Input, Quoting, Ragged, ReadOptions};

/// Catches a cell with a wrong value, a changed line end, and a wrong line.
#[test]
fn other_quotes_come_out_as_csv() {
    for (file, csv) in [
        ("'a';'b'\r\n'it''s; so';'x\"y'\r\n\r\n'';'2\n3'", "a;b\r\n\"it's; so\";\"x\"\"y\"\r\n\r\n\"\";\"2\n3\""),
        ("a,b\n1,\"x \\\"y\\\", z\\\\\"\n\"2\",c\\d\n", "a,b\n1,\"x \"\"y\"\", z\\\"\n\"2\",c\\d\n"),
        ("a,b\n1,x\\, y\n2,c\n", "a,b\n1,\"x, y\"\n2,c\n"),
        ("'a','b'\n'it\\'s','2'\n'x, y','3'\n", "a,b\nit's,2\n\"x, y\",3\n"),
    ] {
        for block in [1, 3, 100] {
            let found = read(file.as_bytes(), &reading(block)).unwrap();
            let plain = ReadOptions { quoting: Some(Quoting::DOUBLE), ..reading(block) };
            assert_eq!(found, read(csv.as_bytes(), &plain).unwrap(), "{file}");
            let out = written(file.as_bytes(), &reading(block), &process(1, Ragged::Refuse)).0;
            assert_eq!(out, written(csv.as_bytes(), &plain, &process(1, Ragged::Refuse)).0, "{file}");
        }
    }
}

/// Catches a character that is cut between two reads, and quotes that are found in bytes of GBK.
#[test]
fn other_quotes_are_read_in_any_encoding() {
    let mut file = String::from("'职位','城市'\n");
    for row in 0..6_000 {
        let _ = writeln!(file, "'工程师, {row}','北''京'");
    }
    let plain = read(file.as_bytes(), &reading(100_000)).unwrap();
    assert_eq!(plain.rows.len(), 6_000);
    assert_eq!(plain.rows[7], ["工程师, 7".as_bytes().to_vec(), "北'京".as_bytes().to_vec()]);
    let gbk = encoding_rs::GB18030.encode(&file).0.into_owned();
    let utf16: Vec<u8> = format!("\u{feff}{file}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [gbk, utf16] {
        assert_eq!(read(&bytes, &reading(100_000)).unwrap(), plain);
    }
    // The second byte of 誠 is a backslash in GBK.
    let text = "name,city\n\"誠\",北京\n\"誠\",北京\n".repeat(3);
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    assert_eq!(Input::open(&gbk[..], &reading(100)).unwrap().quoting(), Quoting::DOUBLE);
}

#[test]
fn quotes_that_do_not_close_and_long_cells_are_errors() {
    let file = format!("'a','b'\n{}'open,1\n", "'1','2'\n".repeat(150_000));
    let error = read(file.as_bytes(), &reading(1000)).unwrap().error.unwrap();
    assert_eq!(error, "line 150002: a quote in the row that begins here does not close");
    let limited = ReadOptions { row_limit: 50, ..reading(10) };
    for cell in ["'".to_owned() + &"x".repeat(99) + "'", "x".repeat(99)] {
        let file = format!("'a','b'\n'1','2'\n{cell},2\n");
        let error = read(file.as_bytes(), &limited).unwrap().error.unwrap();
        assert!(error.starts_with("line 3: the row that begins here is longer than 50 bytes"), "{error}");
    }
}

#[test]
fn quotes_that_are_given_are_not_detected() {
    let file = "'a','b'\n'1','x, y'\n'2','z'\n";
    let given = |quoting| ReadOptions { quoting: Some(quoting), ..reading(9) };
    assert_eq!(read(file.as_bytes(), &given(Quoting::DOUBLE)).unwrap().names, ["'a'", "'b'"]);
    assert_eq!(read(b"a;'b'\n1;'2'\n", &given(Quoting::SINGLE)).unwrap().names, ["a", "b"]);
}

/// Catches a wrong number of lines, and titles in the output.
#[test]
fn titles_before_the_header_are_left_out() {
    let names_columns: fn(&[String]) -> bool = |cells| cells.iter().any(|cell| cell == "title");
    let finding = |block| ReadOptions { names_columns: Some(names_columns), ..reading(block) };
    for ending in ["\n", "\r\n", "\r"] {
        let file =
            ["Report, \"2025", "", "title;city", "x;1,5", "\"y\";2"].map(|line| format!("{line}{ending}")).concat();
        for block in [1, 4, 100] {
            let input = Input::open(file.as_bytes(), &finding(block)).unwrap();
            assert_eq!((input.preamble_lines(), input.header_line()), (2, 3));
            assert_eq!(input.delimiter(), Delimiter::SEMICOLON);
            assert_eq!(read(file.as_bytes(), &finding(block)).unwrap().lines, [4, 5]);
            let out = written(file.as_bytes(), &finding(block), &process(1, Ragged::Refuse)).0;
            assert_eq!(out, format!("title;city;more{ending}x;1,5;+{ending}\"y\";2;+{ending}").into_bytes());
        }
        let kept = ReadOptions { skipped_lines: Some(0), ..finding(9) };
        let input = Input::open(&b"Report\ntitle,city\nx,1\n"[..], &kept).unwrap();
        assert_eq!((input.preamble_lines(), input.header().names().len()), (0, 1));
    }
}
