//! Workbooks, read back with another library.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use jiff::civil::date;
use payband::answer::{Answer, Column, Kind, Note, Source, Table, Value};
use payband::money::Decimal;
use payband::render::{Format, Properties, RenderError, RenderOptions, Sheet, render, workbook};
use proptest::prelude::*;

use super::properties::answer;
use super::sample::{NUMBER_KINDS, benchmark, catalogue, city};

/// The sheets of a workbook, by name.
fn read(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    for (name, _) in book.worksheets() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert_eq!(formulas.used_cells().count(), 0, "{name} has formulas");
    }
    book.worksheets()
}

fn written(sheets: &[(&str, &Answer)]) -> Result<Vec<u8>, RenderError> {
    let sheets: Vec<Sheet<'_>> = sheets.iter().map(|(name, answer)| Sheet { name, answer }).collect();
    workbook(&sheets, &Properties { created: date(2025, 12, 1), ..Properties::default() })
}

/// The rows of a sheet as texts, numbers marked with `#` and days with `@`.
fn texts(range: &Range<Data>) -> Vec<Vec<String>> {
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(words) => words.clone(),
        Data::Float(number) => format!("#{number}"),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("@{year:04}-{month:02}-{day:02}")
        }
        other => format!("{other:?}"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

/// A table of one column.
fn single(kind: Kind, values: Vec<Value>) -> Answer {
    let rows = values.into_iter().map(|value| vec![value]).collect();
    Answer { table: Table { columns: vec![Column::new("x", "X", kind)], rows }, ..Answer::default() }
}

#[test]
fn a_sheet_a_table_then_what_a_reader_must_know_each_once_and_the_documents() {
    let mut other = catalogue();
    other.notes = vec![benchmark().notes[4].clone(), Note::new("only here")];
    other.sources = benchmark().sources;
    let bytes = written(&[("benchmark", &benchmark()), ("Roles: 岗位", &other), ("city", &city())]).unwrap();
    let sheets = read(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["benchmark", "Roles 岗位", "city", "Notes", "Sources"]);

    let table = texts(&sheets[0].1);
    let header = "Level|Base salary low|Base salary mid|Base salary high|Retention low|Retention mid|Retention high|\
                  Base + retention low|Base + retention mid|Base + retention high|Year on year|Skills|Role ID|Role";
    assert_eq!(table[0].join("|"), header, "the headings of people, then ids");
    assert_eq!(
        table[1][1..12],
        ["#72800", "#75400", "#78000", "", "", "", "#72800", "#75400", "#78000", "#0.15", "FHIR; 等保 2.0"]
    );
    assert_eq!(table[2][5], "#14844.38", "rounded as in CSV");

    let notes = texts(&sheets[3].1);
    assert_eq!(notes[0], ["Kind", "Text", "Sheets", "Effect", "ID"]);
    assert_eq!(notes.len(), 1 + 7 + 2, "{notes:#?}");
    let shared = notes.iter().find(|row| row[4] == "no-sample-size").unwrap();
    assert_eq!((shared[0].as_str(), shared[2].as_str()), ("caveat", "benchmark; Roles 岗位"));
    assert_eq!(shared[3], "high");
    assert_eq!(notes[4], ["warning", "the data is 16 months old; --on ages it to a date", "benchmark", "", ""]);

    let sources = texts(&sheets[4].1);
    assert_eq!(sources[0], ["ID", "Title", "Publisher", "Published", "URL"]);
    let report = [
        "china-hit-2025",
        "China Healthcare IT Talent Report",
        "HealthTech Research",
        "@2025-07-01",
        "https://example.com/report",
    ];
    assert_eq!(sources[1..], [report]);
}

#[test]
fn nothing_to_say_has_no_sheet_and_no_answer_is_a_workbook_all_the_same() {
    let silent = Answer { notes: Vec::new(), sources: Vec::new(), ..benchmark() };
    assert_eq!(read(&written(&[("benchmark", &silent)]).unwrap()).len(), 1);
    assert_eq!(read(&written(&[("benchmark", &Answer::default())]).unwrap()).len(), 1);
    assert_eq!(read(&written(&[]).unwrap()).len(), 1);
    let empty = single(Kind::Money, Vec::new());
    assert_eq!(texts(&read(&written(&[("roles", &empty)]).unwrap())[0].1), [["X"]]);
}

#[test]
fn a_text_is_a_text_whatever_it_looks_like() {
    let words = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "'quoted",
        "\tx",
        "2030",
        "1e5",
        "_x0041_",
        "a\nb",
        "c\rd",
        " blanks ",
        "\u{1}\u{1b}[2J",
        "医疗 👩‍⚕️",
    ];
    for kind in [Kind::Text, Kind::Money, Kind::Date] {
        let answer = single(kind, words.map(|text| Value::Text(text.into())).into());
        let cells = texts(&read(&written(&[("x", &answer)]).unwrap())[0].1);
        assert_eq!(cells[1..].concat(), words, "{kind:?}");
    }
    let list = single(Kind::List, vec![Value::List(vec!["=1".into(), "b".into()])]);
    assert_eq!(texts(&read(&written(&[("x", &list)]).unwrap())[0].1)[1], ["=1; b"]);
}

#[test]
fn days_are_days_where_spreadsheets_count_them_and_texts_elsewhere() {
    // 1900-02-29 is a day to Excel: from March on every count is one higher than the calendar's.
    let days =
        ["1899-12-31", "1900-01-01", "1900-02-28", "1900-03-01", "2025-11-05", "9999-12-31", "2025", "2025-02-30"];
    let answer = single(Kind::Date, days.map(Value::from).into());
    let sheets = read(&written(&[("x", &answer)]).unwrap());
    let serial = |at: usize| match &sheets[0].1[(at + 1, 0)] {
        Data::DateTime(day) => Some(day.as_f64()),
        Data::String(text) if text == days[at] => None,
        other => panic!("{other:?}"),
    };
    let serials: Vec<Option<f64>> = (0..days.len()).map(serial).collect();
    let expected = [None, Some(1.0), Some(59.0), Some(61.0), Some(45_966.0), Some(2_958_465.0), None, None];
    assert_eq!(serials, expected);
}

#[test]
fn what_no_cell_can_hold_is_an_error_that_says_where() {
    let longest = "医".repeat(32_767);
    let answer = single(Kind::Text, vec!["x".into(), Value::Text(longest.clone())]);
    assert_eq!(texts(&read(&written(&[("a/b", &answer)]).unwrap())[0].1)[2], std::slice::from_ref(&longest));
    let answer = single(Kind::Text, vec!["x".into(), Value::Text(longest + "x")]);
    let error = written(&[("a/b", &answer)]).unwrap_err();
    let said = "row 2, column x of the sheet \"a b\" has more than the 32,767 characters that a cell can hold";
    assert_eq!(error.to_string(), said);
    let wide = Table { columns: vec![Column::data("x", Kind::Text); 16_385], rows: Vec::new() };
    let error = written(&[("wide", &Answer { table: wide, ..Answer::default() })]).unwrap_err();
    assert!(matches!(error, RenderError::SheetTooLarge { sheet } if sheet == "wide"));
}

#[test]
fn the_same_answer_on_the_same_day_is_the_same_file() {
    let twice = [(); 2].map(|()| written(&[("benchmark", &benchmark()), ("city", &city())]).unwrap());
    assert!(twice[0] == twice[1]);
    let first = RenderOptions::new(Format::Xlsx);
    let later = RenderOptions { created: date(2026, 6, 30), ..first.clone() };
    assert!(render(&benchmark(), &first).unwrap() != render(&benchmark(), &later).unwrap());
    // A day that no ZIP archive and no spreadsheet knows is no reason to fail.
    for created in [jiff::civil::Date::MIN, jiff::civil::Date::MAX] {
        render(&benchmark(), &RenderOptions { created, ..first.clone() }).unwrap();
    }
}

#[test]
fn the_widest_numbers_are_as_near_as_a_spreadsheet_comes() {
    let numbers = [Decimal::MAX, Decimal::MIN, "0.0000000000000000000000000001".parse().unwrap(), Decimal::ZERO];
    for kind in NUMBER_KINDS {
        let answer = single(kind, numbers.map(Value::from).into());
        let sheets = read(&written(&[("x", &answer)]).unwrap());
        // Percentage points are percentages.
        let is_in_points = matches!(kind, Kind::Percent | Kind::Change);
        let largest = if is_in_points {
            792_281_625_142_643_375_935_439_503.35
        } else {
            79_228_162_514_264_337_593_543_950_335.0
        };
        assert_eq!(sheets[0].1[(1, 0)], Data::Float(largest), "{kind:?}");
        assert!(matches!(sheets[0].1[(3, 0)], Data::Float(small) if small < 1e-27), "{kind:?}");
    }
}

#[test]
fn a_source_without_a_date_or_an_address_has_empty_cells() {
    let source = Source { id: "own".into(), title: "Own ranges".into(), ..Source::default() };
    let answer = Answer { sources: vec![source.clone(), source], ..Answer::default() };
    let sheets = read(&written(&[("x", &answer)]).unwrap());
    assert_eq!(texts(&sheets[1].1)[1..], [["own", "Own ranges", "", "", ""]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_cell_of_csv_is_in_the_workbook(answer in answer()) {
        let csv = render(&answer, &RenderOptions::new(Format::Csv)).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_slice());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let bytes = render(&answer, &RenderOptions::new(Format::Xlsx)).unwrap();
        let sheet = &read(&bytes)[0].1;
        let same = |cell: &Data, field: &str| match cell {
            Data::Empty => field.is_empty(),
            Data::Float(number) => field.parse::<f64>().is_ok_and(|exact| {
                *number == exact || (*number * 100.0 - exact).abs() <= exact.abs() * 1e-12
            }),
            Data::String(words) => words == field,
            _ => false,
        };
        let Some((header, rows)) = records.split_first() else { return Ok(()) };
        let mut used = vec![false; sheet.width()];
        for at in 0..header.len() {
            let holds = |place: usize| {
                let cell = |row: usize| sheet.get((row + 1, place)).unwrap_or(&Data::Empty);
                rows.iter().enumerate().all(|(row, record)| same(cell(row), &record[at]))
            };
            let place = (0..sheet.width()).find(|place| !used[*place] && holds(*place));
            prop_assert!(place.is_some(), "{} is not in {:?}", &header[at], sheet);
            used[place.unwrap_or_default()] = true;
        }
    }
}
