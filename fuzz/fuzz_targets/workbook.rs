//! Any bytes as a workbook, or as the parts of one.
//!
//! The first byte: whether the rest is the archive, or the XML of a sheet, of shared strings and of styles, divided by zeros.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use payband::tabular::{Error, KeptRows, OpenOptions, OriginalRow, ProcessOptions, Ragged, ReadOptions, open};
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONSHIPS: &str =
    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";

fuzz_target!(|data: &[u8]| {
    let Some((&settings, rest)) = data.split_first() else { return };
    let archive = if settings & 1 == 0 { rest.to_vec() } else { archive(rest) };
    let read = ReadOptions { block: 256, row_limit: 1 << 16, ..ReadOptions::default() };
    let options = OpenOptions { read, sheet: None, is_named_json: false, kept: &|_| KeptRows::Cells };
    let Ok(file) = open(archive.as_slice(), Some(Cursor::new(&archive)), &options) else { return };
    let (rows, names) = (file.rows.clone(), file.input.header().names().len());
    let _ = file.input.fold(
        &ProcessOptions { ragged: Ragged::Keep, ..ProcessOptions::default() },
        || (),
        |(), all| {
            for row in all {
                let row = row?;
                let Some(OriginalRow::Cells(cells)) = rows.next_from(row.line()) else { continue };
                // Every row of the sheet is as wide as the header, or has cells of its own beyond it.
                assert!(names <= cells.len() && cells.len() == row.len(), "{names} {} {}", cells.len(), row.len());
            }
            Ok::<(), Error>(())
        },
    );
});

fn archive(parts: &[u8]) -> Vec<u8> {
    let mut parts = parts.split(|byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = [b"<worksheet><sheetData>".as_slice(), next(), b"</sheetData></worksheet>"].concat();
    for (name, text) in [
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("xl/_rels/workbook.xml.rels", RELATIONSHIPS.as_bytes()),
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", next()),
        ("xl/styles.xml", next()),
    ] {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, options).unwrap();
        archive.write_all(text).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
