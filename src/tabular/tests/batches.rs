//! Rows that are handed over several at a time.

use super::{process, reading};
use crate::tabular::{Error, Input, Ragged};

/// Rows up to the error that ended them.
type Taken = (Vec<Vec<u8>>, Option<String>);

/// The rows of a file, taken one by one, or four at a time where `sizes` are asked for. A row of `stop` fails.
fn taken(file: &str, block: usize, sizes: Option<&mut Vec<Vec<usize>>>) -> Taken {
    let input = Input::open(file.as_bytes(), &reading(block)).unwrap();
    let state = std::sync::Mutex::new((Vec::new(), sizes));
    let take = |rows: &mut Vec<Vec<u8>>, row: &[u8]| {
        if row.starts_with(b"stop") {
            return Err(Error::Write(std::io::Error::other("stopped")));
        }
        rows.push(row.to_vec());
        Ok(())
    };
    let done = input.fold(
        &process(1, Ragged::Refuse),
        || (),
        |(), all| {
            let (rows, sizes) = &mut *state.lock().unwrap();
            let Some(sizes) = sizes else { return all.each(|row| take(rows, row.bytes())) };
            sizes.push(Vec::new());
            all.each_batch::<4, Error>(|batch| {
                sizes.last_mut().unwrap().push(batch.len());
                batch.iter().try_for_each(|row| take(rows, row.bytes()))
            })
        },
    );
    (state.into_inner().unwrap().0, done.err().map(|error| error.to_string()))
}

/// Would catch rows out of order, a last batch that is lost, rows before an error that are not handed over, and another error than
/// the first.
#[test]
fn batches_have_the_rows_and_the_error_of_single_rows() {
    let row = |number: usize| format!("{number},x");
    for rows in 0..=13 {
        let plain: Vec<String> = (0..rows).map(row).collect();
        let mut files = vec![plain.clone()];
        for at in 0..=rows {
            for wrong in [&["ragged"][..], &["stop,x"], &["stop,x", "ragged"], &["ragged", "stop,x"]] {
                let wrong = wrong.iter().map(|row| (*row).to_owned());
                files.push([&plain[..at], &wrong.collect::<Vec<_>>(), &plain[at..]].concat());
            }
        }
        for rows in files {
            let file = format!("k,l\n{}\n", rows.join("\n"));
            for block in [1 << 10, 24] {
                let mut sizes = Vec::new();
                let batches = taken(&file, block, Some(&mut sizes));
                assert_eq!(batches, taken(&file, block, None), "{file:?}");
                for sizes in sizes {
                    let (last, whole) = sizes.split_last().unwrap();
                    assert!(whole.iter().all(|size| *size == 4) && *last <= 4, "{file:?}: {sizes:?}");
                }
            }
        }
    }
    let (rows, error) = taken("k,l\n1,x\n2,x\nragged\n", 1 << 10, Some(&mut Vec::new()));
    assert!(rows == [b"1,x", b"2,x"] && error.is_some_and(|error| error != "stopped"));
}
