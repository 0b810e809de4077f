//! Any bytes as a file: cells, rows and lines agree with the `csv` crate's, and the output is the file with a cell appended
//! to each row, for any block size, row limit and number of workers.
//!
//! The first four bytes of an input are settings, the rest is the file:
//! - the delimiter; a byte that cannot be one leaves it to detection
//! - the block size minus one
//! - the row limit: `~` for the default, else 1 + *b*² ÷ 16
//! - workers minus one (bits 0–1), whether ragged rows are refused (bit 2), the encoding (bits 3–5; `0`–`7` detect it),
//!   whether other quotes than those of CSV are detected (bit 6), and titles before the header (bit 7)

#![no_main]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, SeekFrom};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Mutex;

use encoding_rs::{DecoderResult, Encoding, UTF_8};
use libfuzzer_sys::fuzz_target;
use payband::tabular::{Charset, Delimiter, Error, Input, ProcessOptions, Quoting, Ragged, ReadOptions, Row, quoted};

type Cells = Vec<Vec<u8>>;

fuzz_target!(|input: &[u8]| {
    let Some((&[delimiter, block, limit, rest], file)) = input.split_first_chunk() else { return };
    let delimiter = Delimiter::new(char::from(delimiter));
    let names = ["gb18030", "utf-16le", "big5", "shift_jis", "windows-1252", "iso-2022-jp"];
    let charset = match usize::from(rest >> 3 & 7) {
        7 => Some(Charset::UTF8),
        at => names.get(at).map(|name| Charset::named(name).unwrap()),
    };
    // Inputs fit in one block of this size; larger blocks would cost time for their memory.
    let quoting = if rest & 0x40 == 0 { Some(Quoting::DOUBLE) } else { None };
    let names_columns: Option<fn(&[String]) -> bool> = if rest & 0x80 == 0 { None } else { Some(names_columns) };
    let usual = ReadOptions { charset, delimiter, quoting, names_columns, block: 16 << 10, ..ReadOptions::default() };
    let row_limit = if limit == b'~' { usual.row_limit } else { 1 + usize::from(limit) * usize::from(limit) / 16 };
    let pieces = ReadOptions { block: 1 + usize::from(block), row_limit, ..usual };
    let process = ProcessOptions {
        workers: NonZeroUsize::new(1 + usize::from(rest & 3)).unwrap(),
        ragged: if rest & 4 == 0 { Ragged::Keep } else { Ragged::Refuse },
    };

    match Whole::read(file, &usual) {
        Ok(Some(whole)) => {
            whole.agrees_in_pieces(file, &ReadOptions { delimiter: Some(whole.delimiter), ..pieces }, &process)
        }
        // The unpacked text is not compared.
        Ok(None) => {}
        Err(error) => {
            has_no_header(file, &usual, &error);
            let same = Input::open(file, &ReadOptions { row_limit: usual.row_limit, ..pieces }).err().unwrap();
            assert_eq!(same.to_string(), error.to_string());
        }
    }
});

/// Whether cells are taken for known names of columns.
fn names_columns(cells: &[String]) -> bool {
    cells.iter().any(|cell| cell.starts_with('t'))
}

/// The records that the `csv` crate reads. It removes a byte order mark, so one is added.
fn theirs(text: &[u8], delimiter: u8) -> Vec<Cells> {
    // Making a reader takes ten times as long as reading a few rows, so readers are reused.
    thread_local! {
        static READERS: RefCell<HashMap<u8, csv::Reader<Cursor<Vec<u8>>>>> = RefCell::default();
    }
    READERS.with_borrow_mut(|readers| {
        let reader = readers.entry(delimiter).or_insert_with(|| {
            let mut builder = csv::ReaderBuilder::new();
            builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(Cursor::default())
        });
        *reader.get_mut() = Cursor::new([b"\xef\xbb\xbf", text].concat());
        reader.seek_raw(SeekFrom::Start(0), csv::Position::new()).unwrap();
        let records = reader.byte_records().map(|record| record.unwrap());
        records.map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect()
    })
}

/// Whether a text ends inside of quotes: whether one more cell would be appended to the last one.
fn ends_open(text: &[u8], delimiter: u8) -> bool {
    let more = [text, &[delimiter, b'x']].concat();
    theirs(&more, delimiter).last().is_some_and(|row| row.last().unwrap() != b"x")
}

fn line_ends(text: &[u8], before: usize) -> u64 {
    let ends = text[..before].iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => text.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.count() as u64
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The decoded text up to the first invalid byte, and the offset of that byte.
fn decoded(bytes: &[u8], encoding: &'static Encoding) -> (Vec<u8>, Option<usize>) {
    if encoding == UTF_8 {
        let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        return (bytes[..good].to_vec(), Some(good).filter(|good| *good < bytes.len()));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap());
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let wrong = match result {
        DecoderResult::InputEmpty => None,
        DecoderResult::Malformed(wrong, after) => Some(read - usize::from(wrong) - usize::from(after)),
        DecoderResult::OutputFull => unreachable!("there is room"),
    };
    (text.into_bytes(), wrong)
}

/// Asserts that a file which was not opened has no complete header.
fn has_no_header(file: &[u8], reading: &ReadOptions, error: &Error) {
    let is_utf8 = std::str::from_utf8(file).is_ok() && reading.charset.is_none_or(|charset| charset == Charset::UTF8);
    if let (true, Some(delimiter)) = (is_utf8, reading.delimiter) {
        let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let mut left = Some(text);
        let holds = std::iter::from_fn(|| {
            let text = left?;
            left = without_line_before_header(text, reading.names_columns.is_some());
            Some(text)
        })
        .take(64)
        .any(|text| {
            let rows = theirs(text, delimiter.byte());
            match error {
                Error::NoHeader => rows.is_empty(),
                Error::OpenQuote { row_within: None, .. } => rows.len() == 1 && ends_open(text, delimiter.byte()),
                Error::OpenQuote { row_within: Some(within), line } => within > line,
                // A text may begin like a packed file.
                Error::Truncated(_) | Error::Damaged { .. } | Error::TrailingBytes(_) => true,
                _ => panic!("{error}"),
            }
        });
        // The quotes of a text that is read as CSV of other quotes are others.
        assert!(holds || reading.quoting.is_none(), "{error}");
    }
}

/// The text after a first line that may be left out.
fn without_line_before_header(text: &[u8], has_titles: bool) -> Option<&[u8]> {
    let line = text.to_ascii_lowercase();
    let is_known = [&b"#"[..], b"sep=", b"\"sep="].iter().any(|start| line.starts_with(start));
    let end = text.iter().position(|byte| is_line_end(*byte)).filter(|_| is_known || has_titles)?;
    Some(text[end..].strip_prefix(b"\r\n").unwrap_or(&text[end + 1..]))
}

/// Asserts that a file in single quotes has the cells that the `csv` crate reads with them. Others are only read.
fn agrees_with_other_quotes(input: Input<'_>, file: &[u8]) {
    let (quoting, delimiter, before) = (input.quoting(), input.delimiter().byte(), input.preamble_lines());
    let is_plain = std::str::from_utf8(file).is_ok() && input.charset().0 == Charset::UTF8 && before == 0;
    let mut found = vec![input.header().names().iter().map(|name| name.clone().into_bytes()).collect::<Cells>()];
    let rows = Mutex::new(Vec::new());
    let keep = ProcessOptions { ragged: Ragged::Keep, ..ProcessOptions::default() };
    let done = input.fold(
        &keep,
        || (),
        |(), all| {
            for row in all {
                rows.lock().unwrap().push(cells(&row?));
            }
            Ok::<(), Error>(())
        },
    );
    found.append(&mut rows.into_inner().unwrap());
    if done.is_ok() && is_plain && quoting == Quoting::SINGLE {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).quote(b'\'');
        let theirs: Vec<Cells> = builder
            .from_reader(file)
            .byte_records()
            .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect();
        assert_eq!(found, theirs);
    }
}

fn cells(row: &Row<'_>) -> Cells {
    (0..row.len()).map(|column| row.value(column).unwrap().into_owned()).collect()
}

/// A file read in one block by one worker, compared with the `csv` crate.
struct Whole {
    /// The text without the lines before the header that are left out.
    text: Vec<u8>,
    skipped: u64,
    delimiter: Delimiter,
    /// The bytes of the header without its line ending.
    header: Range<usize>,
    columns: usize,
    rows: Vec<(Range<usize>, u64, Cells)>,
    error: Option<String>,
}

impl Whole {
    /// Reads a file; `None` for a packed one.
    fn read(file: &[u8], reading: &ReadOptions) -> Result<Option<Self>, Error> {
        let input = Input::open(file, reading)?;
        if input.packing().is_none() && input.quoting() != Quoting::DOUBLE {
            agrees_with_other_quotes(input, file);
            return Ok(None);
        }
        if input.packing().is_some() {
            let _ = input.fold(
                &ProcessOptions::default(),
                || (),
                |(), rows| rows.into_iter().try_for_each(|row| row.map(drop)),
            );
            return Ok(None);
        }
        let encoding = Encoding::for_label(input.charset().0.name().as_bytes()).unwrap();
        let mark = if input.has_byte_order_mark() { Encoding::for_bom(file).unwrap().1 } else { 0 };
        let (mut text, wrong) = decoded(&file[mark..], encoding);
        // `sep=;` and comments before the header are in no row, but count as lines.
        let skipped = input.preamble_lines();
        for _ in 0..skipped {
            let end = text.iter().position(|byte| is_line_end(*byte)).map_or(text.len(), |end| end + 1);
            let crlf = text[..end].ends_with(b"\r") && text.get(end) == Some(&b'\n');
            text.drain(..end + usize::from(crlf));
        }
        let delimiter = input.delimiter();
        let open = wrong.is_none() && ends_open(&text, delimiter.byte());
        let theirs = theirs(&text, delimiter.byte());

        let names: Cells = input.header().names().iter().map(|name| name.clone().into_bytes()).collect();
        assert_eq!(names, theirs[0]);
        let with_one_more = self::theirs(&input.header().with(["more"], delimiter), delimiter.byte());
        assert_eq!(with_one_more, [[names.as_slice(), &[b"more".to_vec()]].concat()]);
        let header = input.header().with([], delimiter);
        assert!(text.starts_with(&header));
        let mut at = header.len();
        let start = header.iter().take_while(|byte| is_line_end(**byte)).count();
        let header = start..at - input.header().ending().len();

        let found = Mutex::new(Vec::new());
        let keep = ProcessOptions { ragged: Ragged::Keep, ..ProcessOptions::default() };
        let done = input.fold(
            &keep,
            || (),
            |(), rows| {
                for row in rows {
                    let row = row?;
                    assert_eq!(row.span(0, row.len() - 1), Some(row.bytes()));
                    assert_eq!((row.raw(row.len()), row.is_ragged()), (None, row.len() != names.len()));
                    found.lock().unwrap().push((row.bytes().to_vec(), row.line(), cells(&row)));
                }
                Ok::<(), Error>(())
            },
        );
        // The text consists of the rows and the line endings between them.
        let mut rows = Vec::new();
        for (number, (bytes, line, cells)) in found.into_inner().unwrap().into_iter().enumerate() {
            at += text[at..].iter().take_while(|byte| is_line_end(**byte)).count();
            assert!(text[at..].starts_with(&bytes));
            assert_eq!(line, skipped + 1 + line_ends(&text, at));
            assert_eq!(cells, theirs[number + 1]);
            rows.push((at..at + bytes.len(), line, cells));
            at += bytes.len();
        }
        reads_back(&rows, delimiter);
        let error = match done {
            Ok(_) => {
                assert!(wrong.is_none() && !open);
                assert_eq!(rows.len() + 1, theirs.len());
                assert!(text[at..].iter().all(|byte| is_line_end(*byte)));
                None
            }
            Err(error) => {
                match error {
                    // A row with a quoted cell that holds others: it has line endings, and is not handed out.
                    Error::OpenQuote { line, row_within: Some(within) } => {
                        at += text[at..].iter().take_while(|byte| is_line_end(**byte)).count();
                        assert_eq!(line, skipped + 1 + line_ends(&text, at));
                        assert!(within > line && reading.quoting.is_none());
                        assert!(theirs[rows.len() + 1].iter().any(|cell| cell.iter().any(|byte| is_line_end(*byte))));
                    }
                    Error::OpenQuote { line, row_within: None } => {
                        assert!(open);
                        at += text[at..].iter().take_while(|byte| is_line_end(**byte)).count();
                        assert_eq!((rows.len() + 2, line), (theirs.len(), skipped + 1 + line_ends(&text, at)));
                    }
                    Error::Encoding { byte, line, .. } => {
                        assert_eq!(wrong.map(|at| mark + at), usize::try_from(byte).ok());
                        assert_eq!(line, skipped + 1 + line_ends(&text, text.len()));
                        // The row with the invalid byte is not handed out, nor the one before, which the byte might continue.
                        assert!(rows.len() + 2 >= theirs.len());
                    }
                    ref other => panic!("{other}"),
                }
                Some(error.to_string())
            }
        };
        Ok(Some(Whole { text, skipped, delimiter, header, columns: names.len(), rows, error }))
    }

    /// Asserts that small blocks and several workers give the same rows, up to the first row that is too long.
    fn agrees_in_pieces(&self, file: &[u8], reading: &ReadOptions, process: &ProcessOptions) {
        let Whole { text, delimiter, header, columns, .. } = self;
        let fits = |row: &Range<usize>| row.len() + usize::from(row.end < text.len()) <= reading.row_limit;
        let input = match Input::open(file, reading) {
            Ok(input) => input,
            Err(error) => {
                assert!(matches!(error, Error::RowTooLong { .. }), "{error}");
                // Blank lines before the header count.
                assert!(!fits(&(0..header.end)));
                return;
            }
        };
        // A delimiter that is given may tell comments that the detected one did not.
        if input.preamble_lines() != self.skipped {
            return;
        }
        assert!(fits(&(0..header.end)));
        let by_line: BTreeMap<u64, &Cells> = self.rows.iter().map(|(_, line, cells)| (*line, cells)).collect();
        let (mut written, seen) = (text[..header.end + input.header().ending().len()].to_vec(), Mutex::new(0));
        let done = input.transform(
            process,
            &mut written,
            || (),
            |(), rows, out| {
                for row in rows {
                    let row = row?;
                    assert_eq!(by_line.get(&row.line()), Some(&&cells(&row)));
                    out.append(&row, &[delimiter.byte(), b'+']);
                    *seen.lock().unwrap() += 1;
                }
                Ok::<(), Error>(())
            },
        );

        let (mut expected, mut copied) = (Vec::new(), 0);
        let mut wrong = None;
        for (row, line, cells) in &self.rows {
            if !fits(row) {
                wrong = Some((row.start, format!("line {line}: the row that begins here is longer than")));
            } else if process.ragged == Ragged::Refuse && cells.len() != *columns {
                let found = cells.len();
                let noun = if found == 1 { "cell" } else { "cells" };
                let says = format!("line {line}: the row has {found} {noun}, but the header has {columns}");
                wrong = Some((row.start, says));
            }
            if wrong.is_some() {
                break;
            }
            expected.extend_from_slice(&text[copied..row.end]);
            expected.extend_from_slice(&[delimiter.byte(), b'+']);
            copied = row.end;
        }
        let (end, errors) = match (wrong, &self.error) {
            (Some((start, error)), _) => (start, vec![error]),
            (None, None) => (text.len(), vec![]),
            (None, Some(error)) => {
                // The rest is no whole row, unless the error of the file is right after it.
                let from = copied.max(header.end);
                let start = from + text[from..].iter().take_while(|byte| is_line_end(**byte)).count();
                let (left, long) = (text.len() - start, "the row that begins here is longer than".to_owned());
                // Up to three bytes of an invalid character count as well.
                let near = reading.row_limit.saturating_sub(3)..=reading.row_limit;
                let errors = if left > reading.row_limit {
                    vec![long]
                } else if near.contains(&left) && error.contains("UTF-8") {
                    vec![long, error.clone()]
                } else {
                    vec![error.clone()]
                };
                (start, errors)
            }
        };
        expected.extend_from_slice(&text[copied..end]);
        assert_eq!(written.escape_ascii().to_string(), expected.escape_ascii().to_string());
        match done {
            Ok(_) => assert!(errors.is_empty() && seen.into_inner().unwrap() == self.rows.len()),
            Err(error) => {
                let is = |expected: &String| error.to_string().contains(expected);
                assert!(errors.iter().any(is), "{error}, not {errors:?}");
            }
        }
    }
}

/// Asserts that the `csv` crate reads back cells that are quoted by [`quoted`].
fn reads_back(rows: &[(Range<usize>, u64, Cells)], delimiter: Delimiter) {
    let mut text = Vec::new();
    for (_, _, cells) in rows {
        // A row of one empty cell would be a blank line.
        text.push(b'+');
        for cell in cells {
            text.push(delimiter.byte());
            text.extend_from_slice(&quoted(cell, delimiter));
        }
        text.push(b'\n');
    }
    let read = theirs(&text, delimiter.byte());
    assert_eq!(read.len(), rows.len());
    // A delimiter may be `+`, and make two cells of the first.
    assert!(read.iter().zip(rows).all(|(read, (_, _, cells))| read.ends_with(cells)));
}
