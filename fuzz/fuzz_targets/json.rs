//! Any bytes as JSON lines or a JSON array, compared with what `serde_json` reads.
//!
//! The first byte: whether the rows of one worker or of three share the file, and how large blocks are.

#![no_main]

use std::num::NonZeroUsize;
use std::sync::Mutex;

use libfuzzer_sys::fuzz_target;
use payband::tabular::{
    Error, FileKind, KeptRows, NotSeekable, OpenOptions, OriginalRow, ProcessOptions, Ragged, ReadOptions, open,
};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Some((&settings, text)) = data.split_first() else { return };
    let read = ReadOptions { block: 1 + usize::from(settings >> 2) * 8, row_limit: 1 << 16, ..ReadOptions::default() };
    let options = OpenOptions { read, sheet: None, is_named_json: false, kept: &|_| KeptRows::Json };
    let Ok(file) = open(text, None::<NotSeekable>, &options) else { return };
    if file.kind == FileKind::Delimited {
        return;
    }
    let (rows, lines) = (file.rows.clone(), file.input.source_lines().clone());
    let names = file.input.header().names().to_vec();
    let workers = if settings & 1 == 0 { NonZeroUsize::MIN } else { NonZeroUsize::new(3).unwrap() };
    let cells = Mutex::new(Vec::new());
    let ended = file.input.fold(
        &ProcessOptions { workers, ragged: Ragged::Refuse },
        || (),
        |(), rows| {
            for row in rows {
                let row = row?;
                let values: Vec<Vec<u8>> = (0..row.len()).map(|at| row.value(at).unwrap().into_owned()).collect();
                cells.lock().unwrap().push((row.line(), values));
            }
            Ok::<(), Error>(())
        },
    );
    let mut cells = cells.into_inner().unwrap();
    cells.sort();
    let (mut last, mut count) = (0, 0);
    for (line, values) in &cells {
        let Some(OriginalRow::Json { text: original, .. }) = rows.next_from(*line) else {
            panic!("a row without its object")
        };
        let object: Value = serde_json::from_slice(&original).unwrap();
        let object = object.as_object().unwrap();
        assert_eq!(values.len(), names.len());
        for (name, cell) in names.iter().zip(values) {
            let cell = std::str::from_utf8(cell).unwrap();
            match object.get(name) {
                None | Some(Value::Null) => assert_eq!(cell, ""),
                Some(Value::String(text)) => assert_eq!(cell, text),
                Some(Value::Bool(value)) => assert_eq!(cell, value.to_string()),
                Some(value) => assert_eq!(&serde_json::from_str::<Value>(cell).unwrap(), value),
            }
        }
        let source = lines.of(*line);
        assert!(source >= last);
        (last, count) = (source, count + 1);
    }
    if ended.is_ok() && file.kind == FileKind::JsonLines && text.is_ascii() {
        let objects = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        assert_eq!(count, objects);
    }
});
