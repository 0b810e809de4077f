//! Runs for which the system gives fewer threads than asked for.

use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Scope, ScopedJoinHandle};

use super::{process, reading};
use crate::tabular::ordered::{Spawn, SystemThreads};
use crate::tabular::{Error, Input, Ragged};

/// Threads of which only the first `given` start.
struct FewThreads<'c> {
    given: usize,
    /// How many threads were asked for.
    asked: &'c AtomicUsize,
}

impl Spawn for FewThreads<'_> {
    fn spawn<'scope, T: Send + 'scope>(
        &self,
        scope: &'scope Scope<'scope, '_>,
        work: impl FnOnce() -> T + Send + 'scope,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        if self.asked.fetch_add(1, Ordering::Relaxed) < self.given {
            SystemThreads.spawn(scope, work)
        } else {
            Err(io::ErrorKind::WouldBlock.into())
        }
    }
}

/// The rows with their lengths, the rows of each worker, and how many threads were asked for.
fn lengths(file: &str, threads: usize, given: usize) -> (Vec<u8>, Vec<u64>, usize) {
    let input = Input::open(file.as_bytes(), &reading(64)).unwrap();
    let (mut out, asked) = (Vec::new(), AtomicUsize::new(0));
    let run = process(threads, Ragged::Refuse);
    let counts = input.parallel(&run, FewThreads { given, asked: &asked }).transform(
        &mut out,
        || 0,
        |count, rows, out| {
            rows.each(|row| {
                out.append(row, format!(",{}", row.value(1).map_or(0, |cell| cell.len())).as_bytes());
                *count += 1;
                Ok::<(), Error>(())
            })
        },
    );
    (out, counts.unwrap(), asked.into_inner())
}

/// Would catch a run that fails, waits for a worker that never started, or loses rows, when threads are refused.
#[test]
fn refused_threads_leave_the_work_to_the_others() {
    let file = (0..3_000).fold("k,l\n".to_owned(), |mut file, row| {
        writeln!(file, "{row},{}", "x".repeat(row % 40)).unwrap();
        file
    });
    let (expected, ..) = lengths(&file, 4, 3);
    for (threads, given, workers, asked) in
        [(4, 3, 4, 3), (4, 0, 1, 1), (4, 1, 2, 2), (4, 2, 3, 3), (2, 0, 1, 1), (1, 0, 1, 0)]
    {
        let (out, counts, asks) = lengths(&file, threads, given);
        let told = format!("{given} of {threads} threads");
        assert!(out == expected, "{told}: the output differs");
        assert_eq!((counts.len(), counts.iter().sum::<u64>(), asks), (workers, 3_000, asked), "{told}");
    }
}

/// Would catch a fold that misses rows when threads are refused.
#[test]
fn a_fold_reads_all_rows_with_the_threads_there_are() {
    let file = (0..2_000).fold("k\n".to_owned(), |mut file, row| {
        writeln!(file, "{row}").unwrap();
        file
    });
    for given in 0..3 {
        let input = Input::open(file.as_bytes(), &reading(64)).unwrap();
        let (run, asked) = (process(4, Ragged::Refuse), AtomicUsize::new(0));
        let sums = input.parallel(&run, FewThreads { given, asked: &asked }).fold(
            || 0,
            |sum: &mut usize, rows| {
                rows.each(|row| {
                    *sum += String::from_utf8_lossy(&row.value(0).unwrap()).parse::<usize>().unwrap();
                    Ok::<(), Error>(())
                })
            },
        );
        let sums = sums.unwrap();
        assert_eq!((sums.len(), sums.iter().sum::<usize>()), (given + 1, 1_999 * 1_000), "{given} threads given");
    }
}
