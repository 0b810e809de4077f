//! The sample of a file's first rows.

use proptest::prelude::*;

use super::{read, reading};
use crate::tabular::{Input, Quoting, ReadOptions};

/// The cells of the sample's rows.
fn sampled(file: &[u8], reading: &ReadOptions) -> Vec<Vec<Vec<u8>>> {
    let mut rows = Vec::new();
    let Ok(input) = Input::open(file, reading) else { return rows };
    input.sample(|row| rows.push((0..row.len()).map(|column| row.value(column).unwrap().into_owned()).collect()));
    rows
}

/// Catches a sample that holds all of a long file, ends in the middle of a row, or takes rows away.
#[test]
fn a_sample_is_whole_rows_of_the_first_mebibyte() {
    let row = format!("{},5\n", "x".repeat(1000));
    let file = format!("name,pay\n{}", row.repeat(2_000));
    let rows = sampled(file.as_bytes(), &reading(128 << 10));
    let bytes = 1 << 20;
    assert!((bytes / row.len() - 2..=bytes / row.len()).contains(&rows.len()), "{}", rows.len());
    assert!(rows.iter().all(|cells| cells.len() == 2 && cells[1] == b"5"));
    assert_eq!(read(file.as_bytes(), &reading(128 << 10)).unwrap().rows.len(), 2_000);
}

proptest! {
    /// Catches a sample that leaves out rows of a small file. A sample has quoted cells that hold rows, which are an error of the file.
    #[test]
    fn the_sample_of_a_small_file_is_the_file(file in "(a|,|\"|\n|\r\n|é|1){0,60}", block in 1_usize..40) {
        let given = ReadOptions { quoting: Some(Quoting::DOUBLE), ..reading(block) };
        let Ok(all) = read(file.as_bytes(), &given) else { return Ok(()) };
        let sampled = sampled(file.as_bytes(), &given);
        prop_assert_eq!(&sampled, &all.rows);
    }
}
