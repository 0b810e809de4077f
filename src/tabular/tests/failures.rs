//! Sources, sinks and workers that fail, and runs that are stopped.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{process, read, reading, written};
use crate::tabular::{Error, Input, Ragged, ReadOptions};

fn numbers(rows: usize) -> String {
    (0..rows).fold("k,l\n".to_owned(), |mut file, row| {
        writeln!(file, "{row},x").unwrap();
        file
    })
}

/// A sink that accepts some bytes and then closes.
struct Closes(usize);

impl Write for Closes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_closes_ends_the_run() {
    let file = numbers(2000);
    for workers in [1, 3] {
        let input = Input::open(file.as_bytes(), &reading(100)).unwrap();
        let blocks = AtomicUsize::new(0);
        let ended = input.transform(
            &process(workers, Ragged::Refuse),
            Closes(500),
            || (),
            |(), _, _| {
                blocks.fetch_add(1, Ordering::Relaxed);
                Ok::<(), Error>(())
            },
        );
        assert!(matches!(ended, Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe));
        assert!(blocks.into_inner() < 12);
    }
}

#[test]
fn a_worker_that_fails_ends_the_run_at_its_row() {
    #[derive(Debug)]
    enum Mine {
        Rows(#[expect(dead_code)] Error),
        Bad(u64),
    }
    impl From<Error> for Mine {
        fn from(error: Error) -> Self {
            Mine::Rows(error)
        }
    }
    let file = numbers(300);
    for workers in [1, 4] {
        let mut out = Vec::new();
        let input = Input::open(file.as_bytes(), &reading(64)).unwrap();
        let ended = input.transform(
            &process(workers, Ragged::Refuse),
            &mut out,
            || (),
            |(), rows, out| {
                for row in rows {
                    let row = row?;
                    if row.raw(0).is_some_and(|cell| cell.ends_with(b"77")) {
                        return Err(Mine::Bad(row.line()));
                    }
                    out.append(&row, b"");
                }
                Ok(())
            },
        );
        assert!(matches!(ended, Err(Mine::Bad(79))));
        assert_eq!(out, numbers(77).as_bytes()[4..]);
        let input = Input::open(file.as_bytes(), &reading(64)).unwrap();
        let ended = input.fold(
            &process(workers, Ragged::Refuse),
            || (),
            |(), rows| {
                for row in rows {
                    let row = row?;
                    if row.raw(0).is_some_and(|cell| cell.ends_with(b"77")) {
                        return Err(Mine::Bad(row.line()));
                    }
                }
                Ok(())
            },
        );
        assert!(matches!(ended, Err(Mine::Bad(79))));
    }
}

#[test]
#[should_panic(expected = "a worker's own mistake")]
fn a_worker_that_panics_leaves_nobody_waiting() {
    let file = numbers(300);
    let input = Input::open(file.as_bytes(), &reading(64)).unwrap();
    let _ = input.transform(
        &process(4, Ragged::Refuse),
        io::sink(),
        || (),
        |(), mut rows, _| {
            let first = rows.next().unwrap()?;
            assert!(first.line() < 100, "a worker's own mistake");
            Ok::<(), Error>(())
        },
    );
}

#[test]
fn a_source_that_fails_hands_out_what_came_before() {
    struct Fails;
    impl io::Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let source = io::Read::chain(&b"k,l\na,b\nc,d"[..], Fails);
    let mut out = Vec::new();
    let input = Input::open(source, &ReadOptions::default()).unwrap();
    let ended = input.transform(&process(1, Ragged::Refuse), &mut out, || (), |(), _, _| Ok::<(), Error>(()));
    assert!(matches!(ended, Err(Error::Read(error)) if error.to_string() == "the disk is gone"));
    assert_eq!(out, b"a,b\n");
}

#[test]
fn rows_beyond_the_limit_are_told_whatever_the_block() {
    let file = format!("k,l\na,b\n{},y\nc,d\n", "x".repeat(97));
    for block in [1, 10, 99, 100] {
        let fits = ReadOptions { row_limit: 100, ..reading(block) };
        assert_eq!(written(file.as_bytes(), &fits, &process(1, Ragged::Refuse)).1.unwrap(), 3);
        let short = ReadOptions { row_limit: 99, ..reading(block) };
        let (written, ended) = written(file.as_bytes(), &short, &process(2, Ragged::Refuse));
        assert!(matches!(ended, Err(Error::RowTooLong { line: 3, limit: 99, open: false })), "{ended:?}");
        assert_eq!(written, b"k,l,more\na,b,+\n");
    }
    let file = format!("k,l\n{}", "a,\"b\nc\"\n".repeat(3)) + "a,\"b\n" + &"c,d\n".repeat(50);
    let short = ReadOptions { row_limit: 99, ..ReadOptions::default() };
    let (_, ended) = written(file.as_bytes(), &short, &process(1, Ragged::Refuse));
    assert!(matches!(ended, Err(Error::RowTooLong { line: 8, limit: 99, open: true })), "{ended:?}");
    assert!(ended.unwrap_err().to_string().ends_with("because a quote in it does not close"));
}

#[test]
fn the_last_row_may_be_as_long_as_the_limit_without_a_line_ending() {
    for block in [1, 3, 9, 10] {
        let limit = |row_limit| ReadOptions { row_limit, ..reading(block) };
        for file in ["k,l\n01234,6789", "0123456,89", "k,l\na,b\n\n01234,6789\n"] {
            let (written, ended) =
                written(file.as_bytes(), &limit(10 + file.ends_with('\n') as usize), &process(1, Ragged::Refuse));
            assert!(ended.is_ok(), "{file:?} {ended:?}");
            assert_eq!(written.iter().filter(|byte| **byte == b'9').count(), 1, "{file:?}");
        }
        let (_, ended) = written(b"k,l\n01234,6789", &limit(9), &process(1, Ragged::Refuse));
        assert!(matches!(ended, Err(Error::RowTooLong { line: 2, .. })), "{ended:?}");
        // No byte is lost after a header as long as the limit.
        assert_eq!(written(b"012345,78\na,b\n", &limit(10), &process(1, Ragged::Refuse)).0, b"012345,78,more\na,b,+\n");
    }
}

#[test]
fn a_quote_that_never_closes_is_told() {
    for block in [1, 8, 1000] {
        let (written, ended) =
            written(b"k,l\r\na,b\r\n\r\nc,\"d\r\ne,f\r\n", &reading(block), &process(1, Ragged::Keep));
        assert!(matches!(ended, Err(Error::OpenQuote { line: 4, row_within: None })), "{ended:?}");
        assert_eq!(written, b"k,l,more\r\na,b,+\r\n\r\n");
    }
}

#[test]
fn ragged_rows_are_refused_or_kept_and_say_so() {
    let file = b"k,l\n1\n1,2\n1,2,3\n,\n";
    let (_, ended) = written(file, &ReadOptions::default(), &process(1, Ragged::Refuse));
    assert!(matches!(ended, Err(Error::Ragged { line: 2, expected: 2, found: 1, splits_number: false })));
    let input = Input::open(&file[..], &ReadOptions::default()).unwrap();
    let ragged = input.fold(&process(1, Ragged::Keep), Vec::new, |ragged, rows| {
        for row in rows {
            let row = row?;
            ragged.push((row.len(), row.is_ragged(), row.raw(1)).0);
            assert_eq!(row.is_ragged(), row.len() != 2);
        }
        Ok::<(), Error>(())
    });
    assert_eq!(ragged.unwrap(), [[1, 2, 3, 2]]);
    assert_eq!(read(file, &ReadOptions::default()).unwrap().rows[0], [b"1"]);
}
