//! Cells, rows and lines agree with the `csv` crate's, for any bytes, in blocks of any size.

use proptest::prelude::*;

use super::{process, read, reading, written};
use crate::tabular::preamble::comment_lines;
use crate::tabular::{Delimiter, Quoting, Ragged, ReadOptions, quoted};

/// The records that the `csv` crate reads.
fn theirs(file: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(file);
    let records = reader.byte_records().map(|record| record.unwrap());
    records.map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect()
}

/// Whether a file ends inside of quotes: whether one more cell would be appended to the last one.
fn ends_open(file: &[u8], delimiter: u8) -> bool {
    let mut more = file.to_vec();
    more.extend([delimiter, b'x']);
    theirs(&more, delimiter).last().is_some_and(|row| row.last().unwrap() != b"x")
}

fn agrees(file: &str, block: usize) -> Result<(), TestCaseError> {
    let quoting = Some(Quoting::DOUBLE);
    let reading = ReadOptions { delimiter: Some(Delimiter::COMMA), quoting, ..reading(block) };
    // Comments before the header are left out.
    let comments = comment_lines(file.as_bytes(), true, reading.delimiter);
    let whole_file = file.as_bytes();
    let mut file = whole_file;
    for _ in 0..comments {
        let end = file.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap();
        file = file[end..].strip_prefix(b"\r\n").unwrap_or(&file[end + 1..]);
    }
    let theirs = theirs(file, b',');
    let open = ends_open(file, b',');
    let ours = match read(whole_file, &reading) {
        Ok(ours) => ours,
        Err(error) => {
            let expected = if theirs.is_empty() { "no header" } else { "does not close" };
            prop_assert!(theirs.is_empty() || theirs.len() == 1 && open, "{theirs:?}");
            prop_assert!(error.to_string().contains(expected));
            return Ok(());
        }
    };
    prop_assert_eq!(ours.error.is_some(), open);
    let mut rows = vec![ours.names.iter().map(|name| name.as_bytes().to_vec()).collect()];
    rows.extend(ours.rows);
    let whole = theirs.len() - usize::from(open);
    prop_assert_eq!(&rows, &theirs[..whole]);
    // The line of a row is one more than the number of line ends before its first byte.
    for (line, row) in ours.lines.iter().zip(super::super::dialect::RowScanner::new(file, b',').skip(1)) {
        let before = &file[..row.start];
        let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => file.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        prop_assert_eq!(*line, comments + 1 + ends.count() as u64);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn short_files_of_little_but_quotes(file in "([a\",\n\r]|\r\n|\"\"|,\"|\",){0,30}", block in 1_usize..40) {
        agrees(&file, block)?;
    }

    #[test]
    fn whatever_text_there_is(file in "\\PC{0,40}([\",\n]\\PC{0,10}){0,20}", block in 1_usize..200) {
        agrees(&file, block)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn longer_files_of_cells(
        file in "((\"([ab,\n\r]|\"\"){0,50}\"|[ab]{0,30}|a\"b|\"a\"b\"c)(,|\n|\r\n|\r|\n\n)){0,60}",
        block in 1_usize..400,
    ) {
        agrees(&file, block)?;
    }

    #[test]
    fn blocks_and_workers_change_nothing(
        rows in "(([ab]{0,9}|\"([ab,\n]|\"\"){0,90}\"),([ab]{0,80}|a\"\")(\n|\r\n|\r|\n\r\n)){0,30}(x,y)?",
        block in 1_usize..300,
        workers in 1_usize..5,
    ) {
        let file = format!("\nk,l\r\n{rows}");
        let mut expected = String::from("\nk,l,more\r\n");
        let mut done = 6;
        let all: Vec<_> = super::super::dialect::RowScanner::new(file.as_bytes(), b',').skip(1).collect();
        for row in &all {
            expected.push_str(&file[done..row.end()]);
            expected.push_str(",+");
            done = row.end();
        }
        expected.push_str(&file[done..]);
        let (written, ended) = written(file.as_bytes(), &reading(block), &process(workers, Ragged::Keep));
        prop_assert_eq!(String::from_utf8(written).unwrap(), expected);
        prop_assert_eq!(ended.unwrap(), all.len());
    }

    #[test]
    fn what_goes_wrong_goes_wrong_at_the_same_place(
        rows in "([ab]{0,9},[ab]{0,80}\n|\"a\r\n\",b\r\n){0,30}",
        wrong in "(a|a,b,c|\"\",,,)",
        more in "([ab]{0,9},[ab]{0,80}(\n|\r\n)){0,30}",
        block in 1_usize..300,
        workers in 1_usize..5,
    ) {
        let file = format!("k,l\n{rows}{wrong}\n{more}");
        let (expected, first) = written(file.as_bytes(), &reading(60_000), &process(1, Ragged::Refuse));
        let (written, second) = written(file.as_bytes(), &reading(block), &process(workers, Ragged::Refuse));
        prop_assert_eq!(String::from_utf8(written).unwrap(), String::from_utf8(expected).unwrap());
        let lines = 2 + rows.matches('\n').count() as u64;
        let (first, second) = (first.unwrap_err(), second.unwrap_err());
        prop_assert_eq!((first.line(), second.line()), (Some(lines), Some(lines)));
        prop_assert_eq!(first.to_string(), second.to_string());
    }

    #[test]
    fn what_is_quoted_reads_back(cells in proptest::collection::vec("[a,;\t\"\n\r é]{0,9}", 1..5), delimiter in "[,;\t|]") {
        let delimiter = Delimiter::new(delimiter.chars().next().unwrap()).unwrap();
        let mut file = b"x".to_vec();
        for cell in &cells {
            file.push(delimiter.byte());
            file.extend_from_slice(&quoted(cell.as_bytes(), delimiter));
        }
        let row = theirs(&file, delimiter.byte()).remove(0);
        let cells: Vec<_> = std::iter::once("x").chain(cells.iter().map(String::as_str)).map(str::as_bytes).collect();
        prop_assert_eq!(row, cells);
    }
}

#[test]
fn quotes_at_every_position_of_a_chunk() {
    for at in 0..140 {
        for cell in ["\"a,\n\"", "\"a\"\"b\"", "5\" disk", "\"\"", "\"a\"b\"c", "\"\n"] {
            let file = format!("k\n{},{cell},z\nlast\n", "x".repeat(at));
            for block in [1, 7, 64, 65, 1000] {
                agrees(&file, block).unwrap();
            }
        }
    }
}
