//! XLSX workbooks, in and out.

use std::io::{Cursor, Write as _};

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::{Ended, price, price_in};
use crate::sandbox::Sandbox;

pub(super) fn priced(book: impl AsRef<[u8]>, arguments: &str) -> Ended {
    let sandbox = Sandbox::new();
    sandbox.write("in.xlsx", book);
    price_in(&sandbox, "", &format!("price in.xlsx {arguments}"))
}

/// Writes the cells of a sheet.
type Fill<'f> = &'f dyn Fn(&mut Worksheet);

/// A workbook with one sheet for each function.
fn book(sheets: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, fill) in sheets {
        fill(book.add_worksheet().set_name(*name).unwrap());
    }
    book.save_to_buffer().unwrap()
}

fn strings(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

/// A workbook of parts as they are written here.
pub(super) fn parts(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let rows = format!("<worksheet>{sheet}</worksheet>");
    let fixed = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A &amp; B\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", rows.as_str()),
    ];
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in fixed.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more) {
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(super) fn header_and(rows: &str) -> String {
    format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>x</t></is></c></row>{rows}</sheetData>"
    )
}

/// Catches a value that is not as the sheet shows it, and a digit that is lost.
#[test]
fn cells_are_read_as_the_sheet_shows_them() {
    let file = book(&[("Payroll", &|sheet| {
        let header = ["ID", "Job Title", "Pay", "FTE", "Hired", "At", "OK", "Sum", "Text", "Code", "Euro", "Long"];
        strings(sheet, 0, &header);
        let format = |code: &str| Format::new().set_num_format(code);
        strings(sheet, 1, &["007", "Data Scientist"]);
        sheet.write_number_with_format(1, 2, 1234.5, &format("#,##0.00")).unwrap();
        sheet.write_number_with_format(1, 3, 0.8, &format("0%")).unwrap();
        let day = ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
        sheet.write_datetime_with_format(1, 4, &day, &format("dd/mm/yy")).unwrap();
        let time = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(9, 30, 0).unwrap();
        sheet.write_datetime_with_format(1, 5, &time, &format("d-mmm-yy h:mm")).unwrap();
        sheet.write_boolean(1, 6, true).unwrap();
        sheet.write_formula(1, 7, Formula::new("=1+2").set_result("3")).unwrap();
        sheet.write_string(1, 8, " a, \"b\"\n<c> & 中文 _x0041_ ").unwrap();
        sheet.write_number_with_format(1, 9, 42, &format("00000")).unwrap();
        sheet.write_number_with_format(1, 10, 60_000, &format("#,##0 [$€-407]")).unwrap();
        sheet.write_number(1, 11, 0.1 + 0.2).unwrap();
        sheet.write_formula(2, 7, Formula::new("=A1").set_result("text")).unwrap();
        sheet.write_formula(2, 8, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_number(2, 11, 123_456_789_012_345_f64).unwrap();
        sheet.write_number(3, 11, 1e-7).unwrap();
    })]);
    let ended = priced(&file, "--columns status --default-level mid").well();
    let records = ended.records();
    assert_eq!(
        records[1][..12],
        [
            "007",
            "Data Scientist",
            "1,234.50",
            "80%",
            "2024-02-29",
            "2024-02-29 09:30:00",
            "TRUE",
            "3",
            " a, \"b\"\n<c> & 中文 _x0041_ ",
            "00042",
            "60,000€",
            "0.3"
        ]
    );
    assert_eq!(records[2][7..12], ["text", "#N/A", "", "", "123456789012345"]);
    assert_eq!(records[3][11], "0.0000001");
    assert!(ended.said.contains("fte from \"FTE\""), "{}", ended.said);
    // JSON has the values of the cells, not how they are shown.
    let json = priced(&file, "-f jsonl --columns status --default-level mid").well();
    assert!(
        json.text().starts_with(
            "{\"ID\":\"007\",\"Job Title\":\"Data Scientist\",\"Pay\":1234.5,\"FTE\":0.8,\"Hired\":\"2024-02-29\",\
             \"At\":\"2024-02-29 09:30:00\",\"OK\":true,\"Sum\":3,"
        ),
        "{}",
        json.text()
    );
}

/// Catches the wrong sheet, a hidden one, and a choice that is not said.
#[test]
fn the_sheet_is_the_first_visible_one_with_rows_or_the_one_that_is_named() {
    let people = |title: &'static str| {
        move |sheet: &mut Worksheet| {
            strings(sheet, 0, &["title"]);
            strings(sheet, 1, &[title]);
        }
    };
    let hidden = |sheet: &mut Worksheet| {
        people("Nurse")(sheet);
        sheet.set_hidden(true);
    };
    let file = book(&[
        ("Empty", &|_| {}),
        ("Hidden", &hidden),
        ("Pay 2025", &people("Data Scientist")),
        ("2", &people("Cloud Architect")),
    ]);
    let role = |arguments: &str| priced(&file, &format!("{arguments} --columns role")).well().column("market_role");
    assert_eq!(role(""), ["Healthcare Data Scientist"]);
    assert_eq!(role("--sheet 'pay 2025'"), ["Healthcare Data Scientist"]);
    assert_eq!(role("--sheet 2"), ["Healthcare Cloud Architect"], "a name comes before a number");
    assert_eq!(role("--sheet 3"), ["Healthcare Data Scientist"]);
    assert_eq!(role("--sheet Hidden"), [""]);
    let said = priced(&file, "").well().said;
    assert!(said.contains("note: the sheet \"Pay 2025\" is read; there are 2 others, see --sheet\n"), "{said}");
    assert!(!priced(&file, "--sheet 3").well().said.contains("--sheet"));
    for (sheet, says) in [
        ("Pay", "the workbook has no sheet \"Pay\"; it has \"Empty\", \"Hidden\", \"Pay 2025\", \"2\""),
        ("9", "the workbook has no sheet \"9\""),
        ("Empty", "the sheet \"Empty\" has no rows"),
    ] {
        let ended = priced(&file, &format!("--sheet {sheet}"));
        assert!(ended.code == Some(1) && ended.said.contains(says), "{}", ended.said);
    }
    let empty = priced(book(&[("A", &|_| {}), ("B", &|_| {})]), "");
    assert!(empty.code == Some(1) && empty.said.contains("the workbook has no rows"), "{}", empty.said);
    for (arguments, says) in [("--encoding gbk", "--encoding"), ("--delimiter ;", "--delimiter")] {
        let ended = priced(&file, arguments);
        assert!(ended.code == Some(2) && ended.said.contains(&format!("{says} does not go with a workbook")));
    }
    let text = price("title\nNurse\n", "--sheet 1");
    assert!(text.code == Some(2) && text.said.contains("--sheet does not go with a text file"), "{}", text.said);
}

/// Catches a header that is not found, lines that do not agree with the rows of the sheet, and rows without a value that shift
/// others.
#[test]
fn rows_before_the_header_are_found_or_skipped() {
    let file = book(&[("Report", &|sheet| {
        sheet.write_string(1, 0, "Payroll\nof 2025").unwrap();
        strings(sheet, 3, &["Name", "Job Title", "Salary"]);
        strings(sheet, 4, &["A\nB", "Data Scientist", "60000"]);
        strings(sheet, 6, &["C", "Cloud Architect", "7"]);
    })]);
    for skip in ["", "--skip 3 "] {
        let arguments = format!("{skip}--default-level mid --columns role");
        let ended = priced(&file, &arguments).well();
        assert_eq!(ended.column("market_role"), ["Healthcare Data Scientist", "Healthcare Cloud Architect"]);
        assert!(ended.said.contains("(line 7; "), "{}", ended.said);
        let workbook = priced_to_workbook(&file, &arguments);
        assert_eq!(column(&workbook, 3), ["market_role", "Healthcare Data Scientist", "Healthcare Cloud Architect"]);
    }
}

/// Catches rows of a merged cell that are priced without its value, and blanks that are filled without a merge.
#[test]
fn the_value_of_merged_rows_stands_in_each_of_them() {
    let file = book(&[("A", &|sheet| {
        strings(sheet, 0, &["title", "city", "note"]);
        for row in 1..6 {
            sheet.write_string(row, 0, "Cloud Architect").unwrap();
        }
        sheet.merge_range(1, 1, 3, 1, "Shanghai", &Format::new()).unwrap();
        sheet.merge_range(5, 1, 5, 2, "Beijing", &Format::new()).unwrap();
    })]);
    let ended = priced(&file, "--columns city").well();
    assert_eq!(ended.column("city"), ["Shanghai", "Shanghai", "Shanghai", "", "Beijing"]);
    assert_eq!(ended.column("market_city"), ["Shanghai", "Shanghai", "Shanghai", "", "Beijing"]);
    assert_eq!(ended.column("note"), [""; 5]);
    assert!(ended.said.contains("note: the value of cells that are merged stands in each of their rows\n"));
}

/// Catches what other programs write: cells without places, rich text, phonetic readings, days from 1904, escapes, ISO dates.
#[test]
fn workbooks_of_other_programs_are_read() {
    let styles =
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    let shared = (
        "xl/sharedStrings.xml",
        "<x:sst xmlns:x=\"y\"><x:si><x:r><x:rPr/><x:t>Cloud </x:t></x:r><x:r><x:t>Architect</x:t></x:r><x:rPh sb=\"0\"><x:t>no</x:t></x:rPh></x:si><x:si/></x:sst>",
    );
    let workbook = (
        "xl/workbook.xml",
        "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
    );
    let sheet = header_and(
        "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>44196</v></c></row>\
         <row r=\"3\" spans=\"1:2\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" t=\"str\"><f>A1</f><v>a_x000A_b&lt;</v></c></row>\
         <row r=\"4\"><c r=\"A4\" s=\"9\"/><c r=\"B4\" t=\"e\"><v>#SPILL!</v></c></row>\
         <row r=\"5\"><c r=\"B5\" t=\"d\"><v>2025-01-31T00:00:00</v></c></row>\
         <row r=\"6\"><c r=\"B6\"><v>1.5E3</v></c></row>\
         <row r=\"9\"/>",
    );
    let ended = priced(parts(&sheet, &[styles, shared, workbook]), "--columns role").well();
    assert_eq!(ended.column("title"), ["Cloud Architect", "", "", "", ""]);
    assert_eq!(ended.column("x"), ["2025-01-01", "a\nb<", "#SPILL!", "2025-01-31", "1500"]);
    assert_eq!(ended.column("market_role")[0], "Healthcare Cloud Architect");
}

/// Catches a workbook that is read in part without an error, and one that fills the memory or never ends.
#[test]
fn damaged_and_hostile_workbooks_end_with_an_error() {
    let good = parts(&header_and("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"), &[]);
    priced(&good, "-q --role-column 1").well();
    let many = |text: &str, count: usize| text.repeat(count);
    let shared = |text: String| parts(&header_and(""), &[("xl/sharedStrings.xml", &text)]);
    for (file, says) in [
        (good[..good.len() / 2].to_vec(), "the workbook is damaged"),
        (parts("<sheetData><row r=\"1\"><c r=\"A1\"><v>1", &[]), "its XML"),
        (parts(&header_and("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>"), &[]), "a text is missing"),
        (parts(&header_and("<row r=\"1048577\"><c r=\"A1\"><v>1</v></c></row>"), &[]), "at most 1,048,576 rows"),
        (parts(&header_and("<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>"), &[]), "at most 16,384 columns"),
        (parts(&header_and("<row r=\"2\"><c r=\"ZZZZZZZZZZ2\"><v>1</v></c></row>"), &[]), "a cell has no place"),
        (parts(&header_and("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), &[]), "not in order"),
        (
            parts(&header_and(&format!("<row r=\"2\"><c><v>{}</v></c></row>", many("1", 5 << 20))), &[]),
            "longer than 4 MiB",
        ),
        (
            parts(&header_and(&format!("<row r=\"2\"><c><v>{}</v></c></row>", many("&amp;", 5 << 20))), &[]),
            "longer than 4 MiB",
        ),
        (parts(&format!("<!--{}-->", many("x", 5 << 20)), &[]), "longer than 4 MiB"),
        (parts(&header_and(&many("<x/>", 200_000)), &[]), "something else than cells"),
        // 70 MiB of equal letters are 70 kB in the archive.
        (
            shared(format!("<sst>{}</sst>", many(&format!("<si><t>{}</t></si>", many("a", 1 << 20)), 70))),
            "200 times its size",
        ),
    ] {
        let ended = priced(&file, "-q --role-column 1");
        assert!(ended.code == Some(1) && ended.said.contains(says), "{says}\n{}", ended.said);
        assert!(ended.said.contains("hint: "), "{}", ended.said);
    }
}

/// Catches a wrong row in the error about a row with more cells than columns.
#[test]
fn a_row_with_more_cells_than_the_first_ones_is_ragged() {
    let file = book(&[("A", &|sheet| {
        strings(sheet, 0, &["title", "x\ny"]);
        for row in 1..1500 {
            strings(sheet, row, &["Nurse", "a\nb"]);
        }
        strings(sheet, 1500, &["Nurse", "b", "c"]);
    })]);
    let ended = priced(&file, "-q");
    assert!(
        ended.code == Some(1) && ended.said.contains("line 1501: the row has 3 cells, but the header has 2"),
        "{}",
        ended.said
    );
    assert_eq!(ended.records().len(), 1500, "the rows before it are written");
    let kept = priced(&file, "-q --ragged keep --columns status").well();
    assert_eq!(kept.records()[1500], ["Nurse", "b", "c", "ragged-row"]);
}

/// Catches a workbook that is read only from a named file.
#[cfg(unix)]
#[test]
fn workbooks_are_read_from_pipes_and_archives() {
    let file = book(&[("A", &|sheet| {
        strings(sheet, 0, &["title"]);
        strings(sheet, 1, &["Data Scientist"]);
    })]);
    let sandbox = Sandbox::new();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(&file).unwrap();
    sandbox.write("in.xlsx", &file).write("in.xlsx.gz", gz.finish().unwrap());
    let named = sandbox.shell("payband -q price in.xlsx");
    assert_eq!(named.0, Some(0));
    for line in ["cat in.xlsx | payband -q price", "payband -q price - < in.xlsx", "payband -q price in.xlsx.gz"] {
        assert_eq!(sandbox.shell(line), named, "{line}");
    }
}

/// Prices a workbook to `out.xlsx`, and returns its first sheet.
pub(super) fn priced_to_workbook(file: &[u8], arguments: &str) -> Vec<Vec<Data>> {
    let sandbox = Sandbox::new();
    sandbox.write("in.xlsx", file);
    let ended = price_in(&sandbox, "", &format!("price in.xlsx -o out.xlsx {arguments}")).well();
    assert!(ended.out.is_empty());
    sheet(&std::fs::read(sandbox.path("out.xlsx")).unwrap(), 0)
}

fn sheet(book: &[u8], at: usize) -> Vec<Vec<Data>> {
    let mut book = Xlsx::new(Cursor::new(book)).unwrap();
    let range = book.worksheet_range_at(at).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

pub(super) fn column(rows: &[Vec<Data>], at: usize) -> Vec<String> {
    rows.iter().map(|row| row[at].to_string()).collect()
}

/// Catches a number that becomes a text, a code that loses its zeros, a text that becomes a formula, and a note that is lost.
#[test]
fn rows_come_out_as_a_workbook() {
    let sandbox = Sandbox::new();
    let file = "id,title,city,level,salary,hired,n,note\n\
                007,Cloud Architect,Shanghai,senior,90000,2024-02-29,1.50,=1+1\n\
                12,Nurse,Paris,senior,,2025-01-31,-2,\"a\nb\"\n\n";
    sandbox.write("in.csv", file);
    let ended = price_in(&sandbox, file, "price in.csv -q -o out.xlsx").well();
    assert!(ended.out.is_empty() && ended.said.is_empty(), "{}", ended.said);
    let bytes = std::fs::read(sandbox.path("out.xlsx")).unwrap();
    let rows = sheet(&bytes, 0);
    assert_eq!(rows.len(), 3);
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows[0][..9], ["id", "title", "city", "level", "salary", "hired", "n", "note", "market_role"].map(text));
    assert_eq!(
        rows[1][..5],
        [text("007"), text("Cloud Architect"), text("Shanghai"), text("senior"), Data::Float(90_000.0)]
    );
    assert!(matches!(&rows[1][5], Data::DateTime(day) if day.as_f64() == 45_351.0), "{:?}", rows[1][5]);
    assert_eq!(rows[1][6..9], [Data::Float(1.5), text("=1+1"), text("Healthcare Cloud Architect")]);
    assert_eq!(rows[2][4..8], [Data::Empty, rows[2][5].clone(), Data::Float(-2.0), text("a\nb")]);
    let at = |name: &str| rows[0].iter().position(|cell| *cell == text(name)).unwrap();
    assert_eq!(
        rows[1][at("market_low")..=at("market_ratio")],
        [87_360.0, 94_250.0, 101_400.0, 0.9549].map(Data::Float)
    );
    assert_eq!(rows[2][at("market_status")], text("no-role-match"));
    let notes = column(&sheet(&bytes, 1), 1);
    for part in
        ["role from \"title\", city from", "pay is compared with base salary", "1 of 2 rows priced", "published ends"]
    {
        assert!(notes.iter().any(|note| note.contains(part)), "{part}\n{notes:#?}");
    }
    assert!(column(&sheet(&bytes, 2), 0).contains(&"talenbrium-2025".to_owned()));
    let xml = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
    };
    let first = xml("xl/worksheets/sheet1.xml");
    assert!(first.contains("<pane ySplit=\"1\"") && first.contains("<autoFilter ref=\"A1:W3\"/>"), "{first}");
    assert!(xml("xl/styles.xml").contains("quotePrefix=\"1\""));
}

/// Catches a type or a number format that is lost between two workbooks.
#[test]
fn cells_of_a_workbook_keep_their_types_and_formats() {
    let file = book(&[("Pay & more", &|sheet| {
        strings(sheet, 0, &["title", "code", "pay", "day", "ok", "long"]);
        strings(sheet, 1, &["Data Scientist", "007"]);
        let format = |code: &str| Format::new().set_num_format(code);
        sheet.write_number_with_format(1, 2, 1234.5, &format("#,##0.00 [$€-407]")).unwrap();
        let day = ExcelDateTime::from_ymd(2024, 2, 29).unwrap();
        sheet.write_datetime_with_format(1, 3, &day, &format("dd/mm/yyyy")).unwrap();
        sheet.write_boolean(1, 4, false).unwrap();
        sheet.write_string(1, 5, "12345678901234567890").unwrap();
    })]);
    let rows = priced_to_workbook(&file, "--columns status");
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows[1][..3], [text("Data Scientist"), text("007"), Data::Float(1234.5)]);
    assert!(matches!(&rows[1][3], Data::DateTime(day) if day.as_f64() == 45_351.0));
    assert_eq!(rows[1][4..], [Data::Bool(false), text("12345678901234567890"), text("unknown-level")]);
    // What was written is read again with the same texts.
    let sandbox = Sandbox::new();
    sandbox.write("in.xlsx", &file);
    price_in(&sandbox, "", "price in.xlsx -q -o out.xlsx --columns status").well();
    let again = price_in(&sandbox, "", "price out.xlsx -q --columns city").well();
    assert_eq!(
        again.records()[1][..7],
        ["Data Scientist", "007", "1,234.50€", "2024-02-29", "FALSE", "12345678901234567890", "unknown-level"]
    );
    // Objects of JSON have types too.
    sandbox.write("in.jsonl", "{\"title\":\"Nurse\",\"a\":\"1\",\"b\":1.50,\"c\":true,\"d\":12345678901234567890}\n");
    price_in(&sandbox, "", "price in.jsonl -q -o out.xlsx --columns status").well();
    let rows = sheet(&std::fs::read(sandbox.path("out.xlsx")).unwrap(), 0);
    assert_eq!(rows[1][1..5], [text("1"), Data::Float(1.5), Data::Bool(true), text("12345678901234567890")]);
}

/// Catches a file that is replaced by a workbook which lacks rows.
#[test]
fn more_rows_than_a_sheet_holds_are_an_error_before_anything_is_written() {
    let sandbox = Sandbox::new();
    // Rows count, not cells: those of the file are empty, and so are those that are appended.
    let file = format!("title,note\n{}", ",\n".repeat(1_048_576));
    sandbox.write("in.csv", &file).write("out.xlsx", "before");
    let ended = price_in(&sandbox, "", "price in.csv -q -o out.xlsx --columns mid");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("1,048,575 rows") && ended.said.contains("hint: write CSV instead"), "{}", ended.said);
    assert_eq!((sandbox.read("out.xlsx"), sandbox.files().len()), ("before".to_owned(), 2));
    #[cfg(unix)]
    {
        let (code, _, said) = sandbox.shell("TMPDIR=/nowhere payband -q price in.csv -o new.xlsx");
        assert!(code == Some(1) && said.contains("hint: name a folder for temporary files"), "{said}");
    }
    let long = format!("title,x\nNurse,{}\n", "y".repeat(40_000));
    let ended = price(long, "-f xlsx -q");
    assert!(
        ended.code == Some(1) && ended.said.contains("line 2: the cell of column \"x\" has more than"),
        "{}",
        ended.said
    );
}

/// Catches a workbook of openpyxl, which writes no shared strings in order and other formats than rust_xlsxwriter.
#[test]
fn a_workbook_of_openpyxl_is_read() {
    let file = include_bytes!("openpyxl.xlsx");
    let ended = priced(file, "--skip 3 --default-level mid --columns status,currency").well();
    assert_eq!(
        ended.records(),
        [
            vec![
                "",
                "ID",
                "Job Title",
                "City",
                "Salary",
                "FTE",
                "Hired",
                "OK",
                "Calc",
                "Err",
                "Note",
                "market_status",
                "market_currency"
            ],
            vec![
                "",
                "007",
                "Data Scientist",
                "Shanghai",
                "¥430,000",
                "80%",
                "2020-02-29",
                "TRUE",
                "",
                "#N/A",
                "a,\"b\"\nc",
                "priced",
                "USD"
            ],
            vec![
                "",
                "00042",
                "Cloud Architect",
                "Shanghai",
                "1,234.50",
                "1",
                "2021-03-04 09:30:00",
                "FALSE",
                "",
                "#SPILL!",
                " sp ",
                "implausible-pay",
                "USD"
            ],
            vec![
                "",
                "00043",
                "Cloud Architect",
                "Shanghai",
                "60,000.1€",
                "1",
                "12:05:00",
                "",
                "",
                "",
                "& <b>",
                "currency-without-rate",
                "USD"
            ],
            vec!["", "00044", "Product Manager", "Beijing", "0.3", "1", "", "", "", "", "", "implausible-pay", "USD"],
        ]
    );
}
