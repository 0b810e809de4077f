//! Files of every kind, read whole and in small blocks, by one worker and by several.

mod agreement;
mod batches;
mod encodings;
mod failures;
mod files;
mod originals;
mod requoted;
mod sample;
mod stray_quotes;
mod threads;

use std::num::NonZeroUsize;

use super::{Error, Input, ProcessOptions, Ragged, ReadOptions};

/// The result of reading a file: the header, the cells and the line of each row, and the error that ended the reading.
#[derive(Debug, Default, PartialEq)]
struct Read {
    names: Vec<String>,
    rows: Vec<Vec<Vec<u8>>>,
    lines: Vec<u64>,
    error: Option<String>,
}

fn reading(block: usize) -> ReadOptions {
    ReadOptions { block, ..ReadOptions::default() }
}

fn process(workers: usize, ragged: Ragged) -> ProcessOptions {
    ProcessOptions { workers: NonZeroUsize::new(workers).unwrap(), ragged }
}

/// Reads everything with one worker, ragged rows too.
fn read(file: &[u8], reading: &ReadOptions) -> Result<Read, Error> {
    let input = Input::open(file, reading)?;
    let mut read = Read { names: input.header().names().to_vec(), ..Read::default() };
    let rows = std::sync::Mutex::new((Vec::new(), Vec::new()));
    let done = input.fold(
        &process(1, Ragged::Keep),
        || (),
        |(), all| {
            let mut rows = rows.lock().unwrap();
            for row in all {
                let row = row?;
                rows.0.push((0..row.len()).map(|column| row.value(column).unwrap().into_owned()).collect());
                rows.1.push(row.line());
                assert_eq!(row.value(row.len()), None);
            }
            Ok::<(), Error>(())
        },
    );
    (read.rows, read.lines) = rows.into_inner().unwrap();
    read.error = done.err().map(|error| error.to_string());
    Ok(read)
}

/// The file written back with `,+` after each row and the name `more` in the header, and the result of that.
fn written(file: &[u8], reading: &ReadOptions, process: &ProcessOptions) -> (Vec<u8>, Result<usize, Error>) {
    let input = match Input::open(file, reading) {
        Ok(input) => input,
        Err(error) => return (Vec::new(), Err(error)),
    };
    let delimiter = input.delimiter();
    let mut out = input.header().with(["more"], delimiter);
    let more = [delimiter.byte(), b'+'];
    let done = input.transform(
        process,
        &mut out,
        || 0,
        |count, rows, out| {
            rows.each(|row| {
                out.append(row, &more);
                *count += 1;
                Ok::<(), Error>(())
            })
        },
    );
    (out, done.map(|counts| counts.into_iter().sum()))
}
