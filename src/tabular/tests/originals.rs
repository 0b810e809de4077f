//! The original rows that are kept beside the CSV that is made of them.

use std::fmt::Write as _;
use std::io::empty;

use super::super::limits::MAX_ORIGINALS_LEN;
use super::process;
use crate::tabular::{Error, KeptRows, NotSeekable, OpenOptions, OriginalRow, Ragged, ReadOptions, open};

/// Would catch JSON objects that are held by the thousand because their long members have no column, so that little CSV is made of
/// them; a row that is lost or repeated where a block ends early; and a file that ends there.
#[test]
fn few_bytes_of_objects_are_held() {
    let long = "x".repeat(100_000);
    let mut text = (0..50_000).fold(String::new(), |mut text, at| {
        let _ = writeln!(text, "{{\"title\":\"nurse\",\"n\":{at}}}");
        text
    });
    for at in 50_000..50_300 {
        let _ = writeln!(text, "{{\"title\":\"nurse\",\"n\":{at},\"about\":\"{long}\"}}");
    }
    for workers in [1, 3] {
        let options =
            OpenOptions { read: ReadOptions::default(), sheet: None, is_named_json: true, kept: &|_| KeptRows::Json };
        let file = open(text.as_bytes(), None::<NotSeekable>, &options).unwrap();
        let (rows, most) = (file.rows.clone(), 2 * MAX_ORIGINALS_LEN * (workers + 1));
        let taken = std::sync::Mutex::new(0_u64);
        let written = file.input.transform(
            &process(workers, Ragged::Refuse),
            std::io::sink(),
            || (),
            |(), block, _| {
                assert!(rows.byte_len() < most, "{} bytes are held", rows.byte_len());
                block.each(|_| {
                    let mut taken = taken.lock().unwrap();
                    let Some(OriginalRow::Json { text, other_keys }) = rows.next_from(0) else {
                        panic!("no row {taken}")
                    };
                    assert!(text.starts_with(format!("{{\"title\":\"nurse\",\"n\":{taken}").as_bytes()));
                    assert_eq!(
                        other_keys.iter().map(|key| &**key).collect::<Vec<_>>(),
                        match *taken {
                            0..50_000 => vec![],
                            _ => vec!["about"],
                        }
                    );
                    *taken += 1;
                    Ok::<(), Error>(())
                })
            },
        );
        written.unwrap();
        assert_eq!((*taken.lock().unwrap(), rows.next_from(0)), (50_300, None));
    }
    let none = open(
        empty(),
        None::<NotSeekable>,
        &OpenOptions { read: ReadOptions::default(), sheet: None, is_named_json: true, kept: &|_| KeptRows::Json },
    );
    assert!(matches!(none, Err(Error::NoHeader)));
}
