//! Headers, dialects, line endings and archives.

use std::io::Write;

use super::{process, read, reading, written};
use crate::tabular::{Delimiter, Error, Input, Packing, Ragged, ReadOptions};

fn delimiter(file: &str) -> u8 {
    Input::open(file.as_bytes(), &ReadOptions::default()).unwrap().delimiter().byte()
}

#[test]
fn delimiters_are_found_outside_of_quotes() {
    assert_eq!(delimiter("a,b\n1,2\n"), b',');
    assert_eq!(delimiter("a;b\n1,5;2,5\n1,5;3\n"), b';');
    assert_eq!(delimiter("a\tb\n1,2\t3;4\n"), b'\t');
    assert_eq!(delimiter("\"a,b,c\";d\n\"x,y\";2\n"), b';');
    assert_eq!(delimiter("title, local;pay;city\nx;1;2\ny;3;4\n"), b';');
    assert_eq!(delimiter("a|b\n1,2|3\n"), b'|');
    assert_eq!(delimiter("a:b:c\n1:2:3\n4:\"5:6\":7\n"), b':');
    for others in [
        "a:b\n1:2\n",
        "a:b:c\n",
        "a:b:c\n1:2\n",
        "a:b:c\n1:2:3\n4\n",
        "a:b:c|d\n1:2:3|4\n",
        "from: to: on,b\n1:2:3,4\n",
    ] {
        assert_ne!(delimiter(others), b':', "{others}");
    }
    assert_eq!(delimiter("a^b\n1,2^3\n"), b'^');
    assert_eq!(delimiter("a, b~c\n1~3\n1~4\n"), b'~');
    // A consistent sign within the cells of a ragged file.
    assert_eq!(delimiter("a|b,c\n1|2,3\n1|2,3\n1|2,3,4\n"), b',');
    assert_eq!(delimiter("alone\nx\n"), b',');
    assert_eq!(delimiter("a\n1,2\n"), b',');
    // The last row of the sample may be cut off, so it does not count.
    assert_eq!(delimiter(&format!("a;b\n{}", "1;2\n".repeat(30_000))), b';');
    for refused in ['"', '\n', '\r', '\0', '，'] {
        assert_eq!(Delimiter::new(refused), None);
    }
}

#[test]
fn headers_may_repeat_names_and_leave_them_empty() {
    let input = Input::open(&b"\xef\xbb\xbf\n\"a,\"\"1\",,b,b\r\nx\n"[..], &ReadOptions::default()).unwrap();
    assert!(input.has_byte_order_mark());
    assert_eq!(input.header().names(), ["a,\"1", "", "b", "b"]);
    assert_eq!(input.header().ending(), "\r\n");
    let more = input.header().with(["c", "d,e"], input.delimiter());
    assert_eq!(more, b"\n\"a,\"\"1\",,b,b,c,\"d,e\"\r\n");
}

/// Catches `sep=;` or a comment that is taken for the header, and wrong numbers of lines after it.
#[test]
fn lines_that_are_known_by_their_form_are_left_out() {
    for ending in ["\n", "\r\n"] {
        for (before, count) in [("sep=;", 1), ("# by \"us", 1), ("", 0)] {
            let before = if before.is_empty() { String::new() } else { format!("{before}{ending}") };
            let file = format!("{before}a;b{ending}1,5;2{ending}\"3\";4{ending}");
            for block in [1, 5, 100] {
                let input = Input::open(file.as_bytes(), &reading(block)).unwrap();
                assert_eq!((input.delimiter(), input.preamble_lines()), (Delimiter::SEMICOLON, count));
                let found = read(file.as_bytes(), &reading(block)).unwrap();
                assert_eq!(
                    (found.names, found.lines),
                    (vec!["a".to_owned(), "b".to_owned()], vec![count + 2, count + 3])
                );
                let (out, _) = written(file.as_bytes(), &reading(block), &process(1, Ragged::Refuse));
                assert_eq!(out, format!("a;b;more{ending}1,5;2;+{ending}\"3\";4;+{ending}").into_bytes());
            }
        }
    }
}

#[test]
fn every_line_ending_comes_out_as_it_went_in() {
    for (file, expected) in [
        ("a,b\n1,2\n3,4", "a,b,more\n1,2,+\n3,4,+"),
        ("a,b\r\n1,2\r\n3,4\r\n", "a,b,more\r\n1,2,+\r\n3,4,+\r\n"),
        ("a,b\r1,2\r3,4\r", "a,b,more\r1,2,+\r3,4,+\r"),
        ("a,b\n1,2\r\n\n\n3,4\r\r\n", "a,b,more\n1,2,+\r\n\n\n3,4,+\r\r\n"),
        ("\r\n\na,b\n\n1,2\n", "\r\n\na,b,more\n\n1,2,+\n"),
        ("a,b", "a,b,more"),
        ("a,b\n", "a,b,more\n"),
        ("a,b\n\n\n", "a,b,more\n\n\n"),
    ] {
        for block in 1..12 {
            let (written, ended) = written(file.as_bytes(), &reading(block), &process(1, Ragged::Refuse));
            ended.unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
    assert_eq!(read(b"a,b\r\r\n1,2\n\n\n\"3\n\n\",4\r5,6", &reading(3)).unwrap().lines, [3, 6, 9]);
}

#[test]
fn no_header_is_an_error() {
    for file in [&b""[..], b"\n\r\n", b"\xef\xbb\xbf"] {
        assert!(matches!(read(file, &ReadOptions::default()), Err(Error::NoHeader)));
    }
}

/// Catches lines that a quote joins, a line ending of two bytes that is cut between reads, and wrong numbers of lines.
#[test]
fn lines_before_the_header_are_skipped() {
    let long = "x".repeat(65_535);
    for ending in ["\n", "\r\n", "\r"] {
        for before in ["", "Report \"of 2025", "a;b;\"c", "报告,,", &long] {
            let rest = ["\"a\nb\",c", "1,2", "3,4"].map(|line| format!("{line}{ending}")).concat();
            let file = format!("{before}{ending}{ending}{rest}");
            let skipping = |lines| ReadOptions { skipped_lines: Some(lines), ..reading(5) };
            let found = read(file.as_bytes(), &skipping(2)).unwrap();
            let expected = read(rest.as_bytes(), &reading(5)).unwrap();
            assert_eq!((&found.names, &found.rows), (&expected.names, &expected.rows), "{ending:?} {before}");
            assert_eq!(found.lines, [5, 6], "{ending:?} {before}");
            let (out, _) = written(file.as_bytes(), &skipping(2), &process(2, Ragged::Refuse));
            assert_eq!(out, written(rest.as_bytes(), &reading(5), &process(1, Ragged::Refuse)).0);
            assert!(matches!(read(file.as_bytes(), &skipping(9)), Err(Error::NothingAfterSkipped(9))));
        }
    }
    // A header longer than the limit of a row is too long, whatever was skipped before it.
    let header = format!("{}\n1\n", "h".repeat(60));
    let limited = |lines| ReadOptions { skipped_lines: Some(lines), row_limit: 40, ..reading(5) };
    let expected = read(header.as_bytes(), &limited(0)).err().map(|error| error.to_string());
    let found = read(format!("x\n{header}").as_bytes(), &limited(1)).err().map(|error| error.to_string());
    assert!(expected.is_some() && found.map(|text| text.replace("line 2", "line 1")) == expected, "{expected:?}");
    // The encoding and the packing are found before lines are skipped.
    let utf16: Vec<u8> = "\u{feff}报告\n职位\n护士\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&utf16).unwrap();
    for file in [utf16.clone(), packed.finish().unwrap()] {
        let found = read(&file, &ReadOptions { skipped_lines: Some(1), ..reading(64) }).unwrap();
        assert_eq!((found.names, found.lines), (vec!["职位".to_owned()], vec![3]));
    }
    let bad = [b"Report\ntitle\nx\xffy\n".as_slice(), &b"z\n".repeat(9)].concat();
    let options =
        ReadOptions { skipped_lines: Some(1), charset: crate::tabular::Charset::named("utf-8"), ..reading(64) };
    let error = read(&bad, &options).unwrap().error.unwrap();
    assert!(error.starts_with("line 3: "), "{error}");
}

/// Catches first rows that are not those after the header, or are more than the first bytes.
#[test]
fn the_first_rows_are_handed_over_without_reading_on() {
    let file = format!("a,b\n{}", "1,2,3\n".repeat(10_000));
    let input = Input::open(file.as_bytes(), &ReadOptions::default()).unwrap();
    let mut lines = Vec::new();
    input.first_rows(|row| {
        assert!(row.is_ragged() && row.raw(1) == Some(b"2"));
        lines.push(row.line());
    });
    assert_eq!(lines, (2..2 + 16 * 1024 / 6).collect::<Vec<u64>>());
}

#[test]
fn headers_longer_than_what_is_looked_at() {
    let names: Vec<String> = (0..30_000).map(|at| format!("column {at}")).collect();
    let file = names.join(";") + "\n" + &";".repeat(29_999) + "\n";
    let read = read(file.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((read.names, read.rows.len(), read.error), (names, 1, None));
}

#[test]
fn workers_hand_back_what_they_found() {
    let file = "k\n".to_owned() + &"1\n".repeat(5000);
    for workers in [1, 2, 5] {
        let input = Input::open(file.as_bytes(), &reading(77)).unwrap();
        let sums = input.fold(
            &process(workers, Ragged::Refuse),
            || 0,
            |sum, rows| {
                *sum += rows.count();
                Ok::<(), Error>(())
            },
        );
        let sums = sums.unwrap();
        assert_eq!((sums.len(), sums.into_iter().sum()), (workers, 5000));
    }
}

#[test]
fn neighbouring_cells_are_one_piece_of_the_file() {
    let input = Input::open(&b"a,b,c\n1,\"x, y\",3\n"[..], &ReadOptions::default()).unwrap();
    let spans = input.fold(&process(1, Ragged::Refuse), Vec::new, |spans, rows| {
        for row in rows {
            let row = row?;
            spans.extend([(0, 1), (1, 2), (0, 2), (2, 3)].map(|(a, b)| row.span(a, b).map(<[u8]>::to_vec)));
            assert_eq!(row.span(2, 1), None);
        }
        Ok::<(), Error>(())
    });
    let expected = [Some("1,\"x, y\""), Some("\"x, y\",3"), Some("1,\"x, y\",3"), None];
    assert_eq!(spans.unwrap(), [expected.map(|span| span.map(|text| text.as_bytes().to_vec()))]);
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text).unwrap();
    packed.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A file long enough for several packed blocks, so that missing packed bytes are noticed.
fn long() -> Vec<u8> {
    let mut state = 1_u64;
    let mut file = b"k,l\n".to_vec();
    for _ in 0..40_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        writeln!(file, "{},{:x}", state >> 40, state).unwrap();
    }
    file
}

#[test]
fn archives_of_one_part_and_of_several() {
    let file = long();
    let (first, second) = file.split_at(file.len() / 3);
    let skipped = [b"\x51\x2a\x4d\x18\x03\0\0\0xyz".to_vec(), zstd(&file)].concat();
    for (packed, packing) in [
        (gzip(&file), Packing::Gzip),
        ([gzip(first), gzip(second)].concat(), Packing::Gzip),
        (zstd(&file), Packing::Zstd),
        ([zstd(first), zstd(second)].concat(), Packing::Zstd),
        (skipped, Packing::Zstd),
        ([gzip(&file), vec![0; 700]].concat(), Packing::Gzip),
    ] {
        let input = Input::open(&packed[..], &ReadOptions::default()).unwrap();
        assert_eq!(input.packing(), Some(packing));
        let mut out = input.header().with([], Delimiter::COMMA);
        input.transform(&process(2, Ragged::Refuse), &mut out, || (), |(), _, _| Ok::<(), Error>(())).unwrap();
        assert!(out == file);
    }
}

/// Would catch an error in the bytes behind a row that hides that the row is too long.
#[test]
fn the_first_error_in_the_order_of_bytes_counts() {
    let charset = crate::tabular::Charset::named("gb18030");
    let file = b"k\n,1c(bd,\xb5\n";
    for (row_limit, is_too_long) in [(5, true), (6, true), (16, false)] {
        let options = ReadOptions { charset, row_limit, ..ReadOptions::default() };
        let ended = written(file, &options, &process(1, Ragged::Keep)).1;
        let found = match ended {
            Err(Error::RowTooLong { line: 2, .. }) => true,
            Err(Error::Encoding { line: 2, byte: 9, .. }) => false,
            other => panic!("{row_limit}: {other:?}"),
        };
        assert_eq!(found, is_too_long, "{row_limit}");
    }
}

/// Would catch a whole archive that is called cut off or damaged because of what stands behind it.
#[test]
fn bytes_behind_an_archive_are_called_that() {
    let file = long();
    for (packed, packing) in [(gzip(&file), Packing::Gzip), (zstd(&file), Packing::Zstd)] {
        for behind in [&b"junk"[..], b"\x28more than a number", b"\x00\x00\x00\x00x"] {
            let packed = [&packed[..], behind].concat();
            let (rows, ended) = written(&packed, &ReadOptions::default(), &process(1, Ragged::Refuse));
            assert!(matches!(ended, Err(Error::TrailingBytes(p)) if p == packing), "{packing} {behind:?}: {ended:?}");
            let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(lines(rows.as_ref()), lines(&file), "{packing}");
        }
    }
}

#[test]
fn archives_that_are_cut_off_or_damaged_say_so() {
    let file = long();
    for (packed, packing) in [(gzip(&file), Packing::Gzip), (zstd(&file), Packing::Zstd)] {
        for end in [packed.len() - 1, packed.len() - 6, packed.len() / 2, 9] {
            let ended = written(&packed[..end], &ReadOptions::default(), &process(1, Ragged::Refuse)).1;
            assert!(matches!(ended, Err(Error::Truncated(p)) if p == packing), "{packing} {end}: {ended:?}");
        }
        let mut damaged = packed;
        let middle = damaged.len() / 2;
        damaged[middle..middle + 40].fill(0x55);
        let ended = written(&damaged, &ReadOptions::default(), &process(1, Ragged::Refuse)).1;
        assert!(matches!(ended, Err(Error::Damaged { packing: p, .. }) if p == packing), "{packing}: {ended:?}");
    }
}
