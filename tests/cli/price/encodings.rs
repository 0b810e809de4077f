//! Files in other encodings, and packed ones.

use std::io::Write;

use encoding_rs::{Encoding, GB18030, GBK};

use super::{Ended, price, price_in};
use crate::sandbox::Sandbox;

const FILE: &str = "姓名,岗位,城市,级别,月薪(元)\r\n张三丰,医疗云架构师,上海,高级,55000\r\n李四光,医疗数据科学家,北京-昌平区,中级,3-4万\r\n";

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn priced(ended: &Ended) {
    assert_eq!(ended.column("market_role"), ["Healthcare Cloud Architect", "Healthcare Data Scientist"]);
    assert_eq!(ended.column("market_city"), ["Shanghai", "Beijing"]);
    assert_eq!(ended.column("market_ratio"), ["0.9881", "0.8074"]);
    assert!(ended.text().trim_start_matches('\u{feff}').starts_with("姓名,岗位,城市,级别,月薪(元),market_role,"));
    assert!(ended.text().contains("\r\n张三丰,医疗云架构师,上海,高级,55000,"));
    for private in ["55000", "3-4万", "张三丰", "李四光"] {
        assert!(!ended.said.contains(private), "{}", ended.said);
    }
}

/// Catches an encoding that is not detected or not reported, and output that is not UTF-8.
#[test]
fn each_encoding_comes_out_as_utf8() {
    for (file, said) in [
        (FILE.as_bytes().to_vec(), None),
        (format!("\u{feff}{FILE}").into_bytes(), None),
        (
            encoded(FILE, GBK),
            Some("note: the file is read as gb18030, which its bytes suggest; --encoding names another\n"),
        ),
        (utf16(FILE, false), Some("note: the file is in UTF-16LE\n")),
        (utf16(FILE, true), Some("note: the file is in UTF-16BE\n")),
    ] {
        let ended = price(&file, "").well();
        priced(&ended);
        assert_eq!(
            ended.out.starts_with(b"\xef\xbb\xbf"),
            file.starts_with(b"\xef\xbb\xbf"),
            "a mark is kept, none made"
        );
        match said {
            Some(said) => assert!(ended.said.contains(said), "{}", ended.said),
            None => assert!(!ended.said.contains("the file is"), "{}", ended.said),
        }
    }
    let rare = FILE.replace("张三丰", "张三丰𠂇");
    let ended = price(encoded(&rare, GB18030), "").well();
    assert!(ended.text().contains("\r\n张三丰𠂇,"));
}

/// Catches an encoding option that is not used.
#[test]
fn the_encoding_can_be_named() {
    for name in ["gbk", "GB2312", "gb18030"] {
        priced(&price(encoded(FILE, GBK), &format!("--encoding {name}")).well());
    }
    priced(&price(utf16(FILE, true), "--encoding utf-16").well());
    let plain: Vec<u8> = FILE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    priced(&price(plain, "--encoding utf-16le").well());
    let unknown = price(FILE, "--encoding klingon");
    assert_eq!(unknown.code, Some(2));
    assert_eq!(
        unknown.said,
        "error: no encoding is called \"klingon\"\nhint: such as utf-8, gbk, gb18030, utf-16le or big5\n"
    );
}

/// Catches bytes that are invalid in the encoding and are read as something else.
#[test]
fn a_wrong_encoding_names_line_and_byte() {
    let ended = price(encoded(FILE, GBK), "--encoding utf-8");
    assert_eq!((ended.code, ended.out.len()), (Some(1), 0));
    assert_eq!(
        ended.said,
        "error: in.csv\n  caused by: line 1: the bytes at offset 0 are not UTF-8\n\
         hint: name the encoding with --encoding, or mend the file\n"
    );
    // Beyond the first MiB, on which the encoding is decided.
    let mut file = b"title,level\n".to_vec();
    file.extend(b"Cloud Architect,mid\n".repeat(60_000));
    let (at, line) = (file.len() + 1, 60_002);
    file.extend(b"x\xff,mid\n");
    let ended = price(&file, "--columns mid");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains(&format!("line {line}: the bytes at offset {at} are not UTF-8\n")), "{}", ended.said);
    assert_eq!(ended.out.iter().filter(|byte| **byte == b'\n').count(), line - 1, "whole rows before it");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// `title,level\nCloud Architect,mid\n`, packed by zstd 1.5.
const ZSTD: &[u8] = &[
    0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x20, 0x01, 0x01, 0x00, 0x74, 0x69, 0x74, 0x6c, 0x65, 0x2c, 0x6c, 0x65, 0x76, 0x65,
    0x6c, 0x0a, 0x43, 0x6c, 0x6f, 0x75, 0x64, 0x20, 0x41, 0x72, 0x63, 0x68, 0x69, 0x74, 0x65, 0x63, 0x74, 0x2c, 0x6d,
    0x69, 0x64, 0x0a,
];

/// Catches archives that are not unpacked, from a file of any name or through a pipe.
#[test]
fn packed_files_are_unpacked() {
    let plain = price(FILE, "").well();
    assert_eq!(price(gzip(FILE.as_bytes()), "").well().out, plain.out);
    priced(&price(gzip(&encoded(FILE, GBK)), "").well());
    let two = [gzip(&FILE.as_bytes()[..40]), gzip(&FILE.as_bytes()[40..])].concat();
    assert_eq!(price(two, "").well().out, plain.out);
    let sandbox = Sandbox::new();
    let (code, out, _) = sandbox.payband("price -").stdin(gzip(FILE.as_bytes())).raw();
    assert_eq!((code, out), (Some(0), plain.out));
    sandbox.write("t.csv.zst", ZSTD);
    let ended = price_in(&sandbox, "", "price t.csv.zst --columns mid").well();
    assert_eq!(ended.text(), "title,level,market_mid\nCloud Architect,mid,58500.00\n");
}

/// Catches a truncated or damaged archive that ends without an error.
#[test]
fn a_broken_archive_is_an_error() {
    let mut state = 1_u32;
    let rows: String = (0..5_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            format!("Cloud Architect {state},mid\n")
        })
        .collect();
    let whole = gzip(format!("title,level\n{rows}").as_bytes());
    let sandbox = Sandbox::new();
    sandbox.write("in.csv.gz", &whole[..whole.len() / 2]);
    let ended = price_in(&sandbox, "", "price in.csv.gz -o out.csv");
    assert_eq!(ended.code, Some(1));
    assert!(
        ended.said.ends_with(
            "error: in.csv.gz\n  caused by: the gzip input is cut off: it ends before its data does\nhint: fetch the file anew\n"
        ),
        "{}",
        ended.said
    );
    assert_eq!(sandbox.files(), ["in.csv.gz"]);
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xff);
    let ended = price(damaged, "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("the gzip input is damaged"), "{}", ended.said);
    let ended = price(&ZSTD[..ZSTD.len() - 4], "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.said.contains("the zstd input is cut off"), "{}", ended.said);
}

/// `role,level\n` and fifty times `Cloud Architect,mid\n`, packed by zstd 1.5 with `--long=31`.
const LONG_WINDOW: &[u8] = &[
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0xa8, 0x35, 0x01, 0x00, 0xf0, 0x72, 0x6f, 0x6c, 0x65, 0x2c, 0x6c, 0x65, 0x76, 0x65,
    0x6c, 0x0a, 0x43, 0x6c, 0x6f, 0x75, 0x64, 0x20, 0x41, 0x72, 0x63, 0x68, 0x69, 0x74, 0x65, 0x63, 0x74, 0x2c, 0x6d,
    0x69, 0x64, 0x01, 0x00, 0x4a, 0xbf, 0x6a, 0x3a, 0x01, 0x28, 0xe5, 0x52, 0x5b,
];

/// Catches a window above the limit that is reported as damage, and one within it that is refused.
#[test]
fn a_window_that_is_too_large_is_called_that() {
    let ended = price(LONG_WINDOW, "");
    assert_eq!(ended.code, Some(1));
    let said = "error: in.csv\n  caused by: the zstd input needs a window of 2 GiB\n\
                hint: recompress it without --long: at most 128 MiB are kept\n";
    assert!(ended.said.ends_with(said), "{}", ended.said);
    // The sixth byte holds the window: 2^(10 + 17) bytes is what `zstd --long` asks for.
    let mut usual = LONG_WINDOW.to_vec();
    usual[5] = 17 << 3;
    let ended = price(usual, "--columns mid").well();
    let rows = "Cloud Architect,mid,58500.00\n".repeat(50);
    assert_eq!(ended.text(), format!("role,level,market_mid\n{rows}"));
}

/// Catches a currency sign in windows-1252 that is written out as a letter, and pay that is then unreadable.
#[test]
fn a_currency_sign_of_windows_1252_is_kept() {
    let text = "Job Title,City,Salary\nData Scientist,Beijing,£60000\nSoftware Engineer,Shanghai,£52000\n";
    let ended = price(encoded(text, encoding_rs::WINDOWS_1252), "--default-level mid --columns mid,status").well();
    assert!(
        ended.text().starts_with("Job Title,City,Salary,market_mid,market_status\nData Scientist,Beijing,£60000,"),
        "{}",
        ended.text()
    );
    assert_eq!(ended.column("market_status"), ["currency-without-rate"; 2]);
}

/// Catches one stray byte that makes every `José` of the file `JosÃ©`, and text that was so before and is changed.
#[test]
fn a_stray_byte_ends_the_run_and_mojibake_is_kept() {
    let rows = "José,Cloud Architect,mid\n".repeat(50);
    let good = format!("name,role,level\n{rows}");
    let ended = price([good.as_bytes(), b"Jos\xe9,Cloud Architect,mid\n"].concat(), "--columns mid");
    assert_eq!(ended.code, Some(1));
    let said = format!(
        "error: in.csv\n  caused by: line 52: the bytes at offset {} are not UTF-8\n\
         hint: name the encoding with --encoding, or mend the file\n",
        good.len() + 3
    );
    assert!(ended.said.ends_with(&said), "{}", ended.said);
    assert!(!ended.text().contains('Ã'));

    let ended = price("name,role,level\nAna,Cloud Architect,mid\nJosÃ©,Cloud Architect,mid\n", "--columns mid").well();
    assert!(ended.text().contains("\nJosÃ©,Cloud Architect,mid,"));
    assert!(ended.said.contains("warning: text in line 3 was decoded with a wrong encoding"), "{}", ended.said);
}

/// Catches UTF-16 without a mark that comes out half as UTF-16.
#[test]
fn utf16_without_a_mark_is_read() {
    for big in [false, true] {
        let ended = price(utf16(FILE, big).split_off(2), "").well();
        priced(&ended);
        let name = if big { "UTF-16BE" } else { "UTF-16LE" };
        assert!(ended.said.contains(&format!("note: the file is read as {name}, by its zero bytes")), "{}", ended.said);
    }
}

/// Catches `sep=;` or a comment that is taken for the header, and a delimiter that is not found.
#[test]
fn lines_for_spreadsheets_and_comments_are_left_out() {
    for (before, said) in [("sep=|\n", true), ("# payroll, 2025\n# of us\n", true), ("", false)] {
        let file = format!("{before}Job Title|City\nData Scientist|Beijing\n");
        let ended = price(&file, "--default-level mid --columns mid").well();
        assert_eq!(ended.text(), "Job Title|City|market_mid\nData Scientist|Beijing|73406.25\n");
        assert_eq!(ended.said.contains("before the header left out; --skip 0"), said, "{}", ended.said);
        assert!(ended.said.contains("note: cells are separated by \"|\""), "{}", ended.said);
    }
}

/// Catches quotes and backslashes that become part of titles, and a form of quotes that is not said.
#[test]
fn other_quotes_are_found_or_named() {
    let row = "Data Scientist,\"Beijing, \"\"x\"\"\"";
    for (file, said) in [
        ("'Job Title','City'\n'Data Scientist','Beijing, \"x\"'\n", "cells are in single quotes;"),
        ("Job Title,City\nData Scientist,\"Beijing, \\\"x\\\"\"\n", "backslashes stand before quotes in cells;"),
        ("'Job Title','City'\n'Data Scientist','Beijing, \"x\"'\n'\\'','y'\n", "with backslashes before quotes;"),
    ] {
        let ended = price(file, "--default-level mid --columns role").well();
        let text = ended.text();
        assert!(text.starts_with(&format!("Job Title,City,market_role\n{row},")), "{text}");
        assert!(ended.said.contains(said) && ended.said.contains("--quote double"), "{}", ended.said);
        let ended = price(file, "--role-column 1 --ragged keep --columns role --quote double").well();
        assert!(ended.text().contains(file.lines().next().unwrap()), "{}", ended.text());
        assert!(!ended.said.contains("--quote"), "{}", ended.said);
    }
}
