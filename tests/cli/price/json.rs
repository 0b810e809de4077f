//! JSON lines and JSON arrays, in and out.

use std::io::Write as _;

use serde_json::Value;

use super::{Ended, price, price_in};
use crate::sandbox::Sandbox;

const LINES: &str = "{\"title\":\"Data Scientist\",\"salary\":60000,\"city\":\"Beijing\",\"level\":\"mid\"}\n\
                     {\"title\":\"Software Engineer\",\"salary\":52000,\"city\":\"Shanghai\",\"level\":\"senior\"}\n";

/// Prices a file that is no CSV.
fn priced(name: &str, file: impl AsRef<[u8]>, arguments: &str) -> Ended {
    let sandbox = Sandbox::new();
    sandbox.write(name, file);
    price_in(&sandbox, "", &format!("price {name} {arguments}"))
}

fn objects(ended: &Ended) -> Vec<Value> {
    ended.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Catches a first object that is lost as a header, and a file that is known only by its name.
#[test]
fn lines_come_out_as_lines_with_market_keys_at_their_ends() {
    for name in ["ads.jsonl", "ads.ndjson", "ads.txt", "ads"] {
        let ended = priced(name, LINES, "").well();
        let lines: Vec<&str> = ended.text().lines().collect();
        assert_eq!(lines.len(), 2);
        for (line, before) in lines.iter().zip(LINES.lines()) {
            let members = format!("{},\"market_role\":\"", before.strip_suffix('}').unwrap());
            assert!(line.starts_with(&members), "{line}");
        }
        let rows = objects(&ended);
        assert_eq!(rows[1]["market_role"], "Software Engineer");
        assert_eq!(rows[1]["market_low"].to_string(), "61924.80");
        assert_eq!(rows[1]["market_status"], "priced");
        assert!(
            ended
                .said
                .contains("role from \"title\", city from \"city\", level from \"level\", salary from \"salary\"")
        );
    }
}

/// Catches a number, a string or a nested value that is written in another way than the file has it.
#[test]
fn members_stay_as_they_are_written() {
    let members = [
        r#""title":"Data Scientist""#,
        r#""a":1.0"#,
        r#""b":12345678901234567890"#,
        r#""c":1e400"#,
        r#""d":-0.10"#,
        r#""e":"tab\t \"quote\" \u4e2d \ud83d\ude00 / \/""#,
        r#""f":{"x":[1, 2.50,{"y":null}], "z":"中"}"#,
        r#""g":[]"#,
        r#""h":null"#,
        r#""i":true"#,
        r#""title":"Nurse""#,
    ];
    let object = format!("{{ {} }}", members.join(" , "));
    let file = format!("\u{feff}\n  {object} \r\n\n{{}}\n");
    let ended = priced("in.jsonl", &file, "--columns status").well();
    let expected = format!(
        "{},\"market_status\":\"no-role-match\"}}\n{{\"market_status\":\"blank-row\"}}\n",
        object.strip_suffix(" }").unwrap()
    );
    assert_eq!(ended.text(), expected);
    // Of two members with one key the last counts, as in most readers.
    let csv = priced("in.jsonl", &file, "-f csv --columns status").well();
    let record = &csv.records()[1];
    assert_eq!(
        record[..10],
        [
            "Nurse",
            "1.0",
            "12345678901234567890",
            "1e400",
            "-0.10",
            "tab\t \"quote\" 中 😀 / /",
            "{\"x\":[1, 2.50,{\"y\":null}], \"z\":\"中\"}",
            "[]",
            "",
            "true"
        ]
    );
}

/// Catches columns that are found by the first object alone, and values under another key.
#[test]
fn keys_may_be_missing_and_in_any_order() {
    let file = "{\"title\":\"Data Scientist\",\"salary\":60000}\n{\"city\":\"Beijing\",\"title\":\"Software Engineer\"}\n{\"x\":1}\n";
    let ended = priced("in.jsonl", file, "-f csv --columns city --default-level mid").well();
    let records = ended.records();
    assert_eq!(records[0], ["title", "salary", "city", "x", "market_city"]);
    assert_eq!(records[1], ["Data Scientist", "60000", "", "", ""]);
    assert_eq!(records[2], ["Software Engineer", "", "Beijing", "", "Beijing"]);
    assert_eq!(records[3], ["", "", "", "1", ""]);
}

/// Catches a value that is lost because its key was met late, and objects that need no column being refused.
#[test]
fn a_key_that_comes_after_the_first_mebibyte_is_kept_or_refused() {
    let filler = "x".repeat(1000);
    let mut file: String =
        (0..1100).map(|_| format!("{{\"title\":\"Data Scientist\",\"text\":\"{filler}\"}}\n")).collect();
    file.push_str("{\"title\":\"Data Scientist\",\"late\":7}\n");
    let lines = priced("in.jsonl", &file, "--columns status").well();
    assert!(
        lines.text().lines().last().unwrap().starts_with("{\"title\":\"Data Scientist\",\"late\":7,\"market_status\":")
    );
    let csv = priced("in.jsonl", &file, "-f csv");
    assert_eq!(csv.code, Some(1));
    assert!(
        csv.said.contains("line 1101: no object of the first MiB has the key \"late\", so it has no column"),
        "{}",
        csv.said
    );
    assert!(csv.said.contains("hint: write JSON lines, which keep every key: -f jsonl"));
    assert_eq!(csv.records().len(), 1101, "the rows before it are written");
    priced("in.jsonl", &file, "--summary-by role").well();
}

/// Catches a wrong line number, a row that is lost before the error, and a value in the message.
#[test]
fn a_line_that_is_no_object_is_named() {
    for (line, says) in [
        ("[60001]", "line 4: this is no JSON object"),
        ("\"60001\"", "line 4: this is no JSON object"),
        ("60001", "line 4: this is no JSON object"),
        ("{\"salary\":60001,}", "line 4: this is no JSON object"),
        ("{\"salary\":60001} x", "line 4: this is no JSON object"),
        ("{\"salary\":06001}", "line 4: this is no JSON object"),
        ("{\"salary\":60001", "line 4: the JSON object does not end in its line"),
        ("{\"salary\":\"60001\\ud800\"}", "line 4: a JSON string holds half of a surrogate pair"),
    ] {
        let ended =
            priced("in.jsonl", format!("{}\n{line}\n{LINES}", LINES.replacen('\n', "\n\n", 1).trim_end()), "-q");
        assert_eq!(ended.code, Some(1), "{line}");
        assert!(ended.said.contains(says) && ended.said.contains("hint: "), "{line}\n{}", ended.said);
        assert!(!ended.said.contains("6001"), "{}", ended.said);
        assert_eq!(objects(&ended).len(), 2, "{line}");
    }
    // The name of the file says that it is JSON.
    for name in ["in.jsonl", "in.NDJSON", "in.json"] {
        let ended = priced(name, format!("title,salary\n{LINES}"), "");
        assert!(
            ended.code == Some(1) && ended.said.contains("line 1: this is no JSON object"),
            "{name}: {}",
            ended.said
        );
    }
    let bytes = [LINES.as_bytes(), b"{\"title\":\"\xff\"}\n"].concat();
    let ended = priced("in.jsonl", bytes, "-q --encoding utf-8");
    assert!(ended.code == Some(1) && ended.said.contains("line 3: the bytes at offset"), "{}", ended.said);
}

/// Catches an array that is read as one row, and one whose objects are not separated.
#[test]
fn an_array_of_objects_is_read_and_written() {
    let array = format!(" [\n{}\n]\n", LINES.trim_end().replace('\n', ",\n").replace("{\"", "{\n  \""));
    let ended = priced("in.json", &array, "--columns status").well();
    let rows: Vec<Value> = serde_json::from_str(ended.text()).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["salary"].to_string(), &rows[1]["market_status"]), (&"60000".to_owned(), &"priced".into()));
    assert_eq!(ended.text().lines().count(), 4, "one object in each line:\n{}", ended.text());
    let lines = priced("in.json", &array, "-f jsonl --columns status").well();
    assert_eq!(objects(&lines), rows);
    assert_eq!(priced("in.json", "[]", "").code, Some(1));
    for (file, says) in [
        (array.replace("},", "}"), "line 4: this is no JSON object"),
        (array.replace(']', ""), "the JSON text ends before it is complete"),
        (format!("{array}x"), "line 7: something follows the JSON array"),
        ("[{\"title\":\"Nurse\"},5]".to_owned(), "line 1: this is no JSON object"),
        ("[{\"title\":\"Nurse\"},]".to_owned(), "line 1: this is no JSON object"),
    ] {
        let ended = priced("in.json", &file, "-q");
        assert!(ended.code == Some(1) && ended.said.contains(says), "{file}\n{}", ended.said);
    }
}

/// Catches numbers that become texts, codes that lose their zeros, and keys that readers would drop.
#[test]
fn csv_comes_out_as_json() {
    let file = "id,title,salary,,title,x\n007,Data Scientist,60000.50,a,,1\n123,\"Nurse \"\"x\"\"\",,b,c,n/a\n\n";
    let ended = price(file, "-f jsonl --columns role,low --default-level mid --role-column 2").well();
    let lines: Vec<&str> = ended.text().lines().collect();
    assert_eq!(lines.len(), 2);
    let start = "{\"id\":\"007\",\"title\":\"Data Scientist\",\"salary\":60000.50,\"column_4\":\"a\",\"title_2\":null,\"x\":\"1\",\
                 \"market_role\":\"Healthcare Data Scientist\",\"market_low\":49500.00}";
    assert_eq!(lines[0], start);
    assert_eq!(
        lines[1],
        "{\"id\":\"123\",\"title\":\"Nurse \\\"x\\\"\",\"salary\":null,\"column_4\":\"b\",\"title_2\":\"c\",\"x\":\"n/a\",\
         \"market_role\":null,\"market_low\":null}"
    );
    let kept = price("title,x\nNurse\nNurse,1,2,3\n", "-f jsonl --columns status --ragged keep").well();
    assert_eq!(
        kept.text(),
        "{\"title\":\"Nurse\",\"x\":null,\"market_status\":\"ragged-row\"}\n\
         {\"title\":\"Nurse\",\"x\":1,\"surplus_cells\":[\"2\",\"3\"],\"market_status\":\"ragged-row\"}\n"
    );
}

/// Catches output whose rows are in another order, or with the members of another row, where several threads share the file.
#[test]
fn many_objects_keep_their_order_whatever_the_threads() {
    let file: String = (0..30_000)
        .map(|number| format!("{{\"n\":{number},\"title\":\"Data Scientist\",\"text\":\"line\\nbreak, {number}\"}}\n"))
        .collect();
    // Beyond the first 128 KiB pay is too small to be that of a year.
    let beginning: String = (0..3_000)
        .map(|number| {
            let salary = if number < 2_500 { 60_000 } else { number };
            format!("{{\"salary\":{salary},\"title\":\"Data Scientist\",\"text\":\"line\\nbreak, {number}\"}}\n")
        })
        .collect();
    for threads in [1, 4] {
        let ended =
            priced("in.jsonl", &file, &format!("--columns level --default-level mid --threads {threads}")).well();
        let mut lines = 0;
        for (number, (line, before)) in ended.text().lines().zip(file.lines()).enumerate() {
            assert!(line.starts_with(before.strip_suffix('}').unwrap()), "{number}: {line}");
            lines += 1;
        }
        assert_eq!(lines, 30_000);
        // The text has a line break, and messages count lines of the file all the same.
        let far = priced("in.jsonl", &beginning, &format!("--default-level mid --threads {threads}"));
        assert!(far.said.contains("(lines 2501, 2502, 2503"), "{}", far.said);
    }
}

/// Catches a key that is taken for a line which names the delimiter, and one that an object has twice.
#[test]
fn keys_are_no_preamble_and_stand_once() {
    let ended = priced(
        "in.jsonl",
        "{\"sep=;\":1,\"title\":\"Data Scientist\"}\n{\"title\":\"Nurse\"}\n",
        "-f csv --columns status",
    )
    .well();
    assert!(ended.text().starts_with("sep=;,title,market_status\n1,Data Scientist,"), "{}", ended.text());
    assert_eq!(ended.text().lines().count(), 3);
    let again = |name: &str, file: &str, arguments: &str| {
        let ended = priced(name, file, &format!("--default-level mid {arguments}")).well();
        ended.text().to_owned()
    };
    let mut file = LINES.lines().next().unwrap().to_owned() + "\n";
    for number in ["", "_2", "_3"] {
        file = again("in.jsonl", &file, "--columns low");
        assert!(file.ends_with(&format!("\"market_low{number}\":69300.00}}\n")), "{file}");
    }
    let kept =
        again("in.csv", "title,surplus_cells,market_low\nNurse,1,2,3\n", "-f jsonl --ragged keep --columns low,status");
    assert_eq!(
        kept,
        "{\"title\":\"Nurse\",\"surplus_cells\":1,\"market_low\":2,\"surplus_cells_2\":[\"3\"],\"market_low_2\":null,\"market_status\":\"ragged-row\"}\n"
    );
}

/// Catches an array that is complete by its looks though the run failed, and a hint that does not help with printed objects.
#[test]
fn a_failed_run_leaves_its_array_open() {
    let file = format!("{LINES}x\n");
    let ended = priced("in.jsonl", &file, "-q -f json --columns status");
    assert_eq!(ended.code, Some(1));
    assert!(ended.text().starts_with("[\n{") && ended.text().ends_with('}'), "{}", ended.text());
    let printed = priced("in.jsonl", LINES.replace(',', ",\n  "), "");
    assert!(printed.said.contains("line 1: the JSON object does not end in its line"), "{}", printed.said);
    assert!(
        printed.said.contains("hint: write one object in each line, or one array of objects: jq -c ."),
        "{}",
        printed.said
    );
    let cut = priced("in.jsonl", LINES.strip_suffix("}\n").unwrap(), "-q");
    assert!(cut.said.contains("line 2: the JSON text ends before it is complete"), "{}", cut.said);
}

/// Catches a line of the CSV that was made of the file in a message.
#[test]
fn a_warning_about_damaged_text_names_the_line_of_the_file() {
    let ended = priced("in.jsonl", "{\"title\":\"a\\nb\"}\n\n{\"title\":\"JosÃ©\"}\n", "").well();
    assert!(ended.said.contains("text in line 3 was decoded"), "{}", ended.said);
}

/// Catches an object with one key twice: its own, which is first seen after the keys of the columns were chosen, and the appended
/// one.
#[test]
fn a_late_key_that_is_appended_already_is_an_error() {
    // The keys of the columns are chosen from the first MiB.
    let text = "x".repeat(600);
    let many = LINES.replace("\"level\"", &format!("\"text\":\"{text}\",\"level\"")).repeat(1_000);
    assert!(many.len() > 1 << 20, "{}", many.len());
    for (key, is_taken) in [("market_low", true), ("market\\u005flow", true), ("market_low_2", false), ("bonus", false)]
    {
        for format in ["jsonl", "json"] {
            let file = format!("{many}{{\"title\":\"Data Scientist\",\"{key}\":7}}\n");
            let ended = priced("in.jsonl", &file, &format!("-q -f {format}"));
            assert_eq!(ended.code, Some(i32::from(is_taken)), "{key}: {}", ended.said);
            assert_eq!(
                ended.said.contains(
                    "line 2001: the object has the key \"market_low\", which the objects before it got from payband\n\
                     hint: move the object to the beginning of the file"
                ),
                is_taken,
                "{}",
                ended.said
            );
        }
    }
    // At the beginning of the file it is a column, and the appended key gets another name.
    let file = format!("{{\"title\":\"Data Scientist\",\"market_low\":7}}\n{LINES}");
    let rows = objects(&priced("in.jsonl", &file, "-q").well());
    assert_eq!(rows[0]["market_low"], 7);
}

/// Catches packed JSON lines that are taken for CSV, and JSON in another encoding.
#[test]
fn packed_and_encoded_lines_are_read() {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(LINES.as_bytes()).unwrap();
    let plain = priced("in.jsonl", LINES, "").well();
    for (file, name) in [(gz.finish().unwrap(), "in.jsonl.gz"), (wide(LINES), "in.jsonl")] {
        let ended = priced(name, file, "").well();
        assert_eq!(ended.text(), plain.text());
    }
    let sandbox = Sandbox::new();
    sandbox.write("in", LINES);
    #[cfg(unix)]
    assert_eq!(sandbox.shell("cat in | payband price - -q").1, plain.text());
}

fn wide(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Catches options that are ignored, or a table in place of rows.
#[test]
fn options_that_do_not_go_with_json_are_refused() {
    for (arguments, says) in [
        ("--delimiter ;", "--delimiter does not go with JSON"),
        ("--sheet 1", "--sheet does not go with JSON"),
        ("--excel -f jsonl", "--excel goes with csv or tsv, and the format is jsonl"),
    ] {
        let ended = priced("in.jsonl", LINES, arguments);
        assert!(ended.code == Some(2) && ended.said.contains(says), "{arguments}: {}", ended.said);
    }
}

/// Catches an object around the rows, as many services return it, that is taken for one row.
#[test]
fn an_object_that_holds_the_rows_is_refused() {
    let rows = LINES.trim_end().replace('\n', ",");
    let ended = priced("in.json", format!("{{\"total\":2,\"jobs\":[{rows}]}}\n"), "");
    assert_eq!(ended.code, Some(1));
    assert_eq!(
        ended.said,
        "error: in.json\n  caused by: the file is one JSON object, and its rows are in the list \"jobs\" of it\n\
         hint: give the list itself: jq -c .jobs FILE | payband price -\n"
    );
    let spaced = priced("in.json", format!("{{\"job ads\":[{rows}]}}\n"), "");
    assert!(spaced.said.contains("jq -c \".[\\\"job ads\\\"]\" FILE"), "{}", spaced.said);
    // A list of something else is a cell.
    let ended =
        priced("in.jsonl", "{\"title\":\"Data Scientist\",\"tags\":[{\"name\":\"x\"}]}\n", "--default-level mid")
            .well();
    assert_eq!(objects(&ended)[0]["market_status"], "priced");
}

/// Catches the columns of an object, as pandas writes them, that are taken for one row.
#[test]
fn an_object_of_columns_is_refused() {
    for file in [
        r#"{"title":{"0":"Data Scientist","1":"Data Engineer"},"city":{"0":"Beijing","1":"Beijing"}}"#,
        r#"{"title":["Data Scientist","Data Engineer"],"city":["Beijing","Beijing"]}"#,
    ] {
        let ended = priced("in.json", format!("{file}\n"), "");
        assert_eq!(ended.code, Some(1));
        assert_eq!(
            ended.said,
            "error: in.json\n  caused by: the file is one JSON object of columns, not of rows\n\
             hint: write it by rows: an array of objects, as pandas does with to_json(orient=\"records\")\n"
        );
    }
}

/// Catches pay in an object of which the period, the currency or an end is lost.
#[test]
fn objects_with_pay_are_read() {
    let file = r#"[
{"title":"Data Scientist","jobLocation":{"address":{"addressLocality":"Beijing"}},"baseSalary":{"@type":"MonetaryAmount","currency":"CNY","value":{"@type":"QuantitativeValue","minValue":25000,"maxValue":35000,"unitText":"MONTH"}}},
{"title":"Data Scientist","jobLocation":{"address":{"addressLocality":"Beijing"}},"baseSalary":{"@type":"MonetaryAmount","currency":"CNY","value":{"@type":"QuantitativeValue","value":420000,"unitText":"YEAR"}}},
{"title":"Data Scientist","jobLocation":{"address":{"addressLocality":"Beijing"}},"baseSalary":{"min_cents":2500000}}
]
"#;
    let ended = priced(
        "in.json",
        file,
        "-f jsonl --default-level mid --columns city,status,pay_annual,pay_currency,pay_period",
    )
    .well();
    let rows = objects(&ended);
    let read = |key: &str| rows.iter().map(|row| row[key].to_string()).collect::<Vec<_>>();
    assert_eq!(read("market_city"), ["\"Beijing\"", "\"Beijing\"", "\"Beijing\""]);
    assert_eq!(read("market_status"), ["\"priced\"", "\"priced\"", "\"unreadable-pay\""]);
    assert_eq!(read("pay_annual"), ["360000", "420000", "null"]);
    assert_eq!(read("pay_period"), ["\"month\"", "\"year\"", "null"]);
}
