//! Files of kinds that are not read.

use super::price_in;
use crate::sandbox::Sandbox;

/// Catches a file that is read as text, and its bytes in a message or in the output.
#[test]
fn other_kinds_of_files_are_named_with_the_way_out() {
    let ole = |name: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(70_000 - 8, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(80_000, 0);
        bytes
    };
    for (bytes, is, hint) in [
        (b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4F".to_vec(), "this is compressed with xz", "xz -dc FILE | payband price -"),
        (b"BZh91AY&SY\x17\x42".to_vec(), "this is compressed with bzip2", "bzip2 -dc FILE"),
        (b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "this is a 7-Zip archive", "unpack it"),
        (b"Rar!\x1a\x07\x01\0".to_vec(), "this is a RAR archive", "unpack it"),
        (ole("Workbook"), "this is a workbook of Excel 97 to 2003 (.xls)", "save it as .xlsx or CSV"),
        (ole("Book"), "this is a workbook of Excel 97 to 2003 (.xls)", "save it as .xlsx or CSV"),
        (ole("__properties_version1.0"), "this is a document of Microsoft Office 97 to 2003", "put its table"),
        (ole("WordDocument"), "this is a document of Microsoft Office 97 to 2003", "put its table"),
        (gz(&gz(b"title\nNurse\n")), "this is compressed twice", "unpack it once"),
        (gz(b"\x28\xb5\x2f\xfd\x04\x00"), "this is compressed twice", "unpack it once"),
        (ole("EncryptedPackage"), "this is a workbook with a password", "remove the password"),
        (b"<html xmlns:o=\"urn:x\">\n<table><tr><td>Title".to_vec(), "this is an HTML page", "save it as .xlsx or CSV"),
        (
            b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>".to_vec(),
            "this is an XML document",
            "save",
        ),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "this is a PDF document", "put its table into a spreadsheet"),
        (b"PAR1\x15\x04\x15\x10".to_vec(), "this is a Parquet file", "DuckDB"),
        (b"ARROW1\0\0\xff\xff".to_vec(), "this is an Arrow or Feather file", "DuckDB"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "this is an image", "put its table"),
        (b"SQLite format 3\0\x10".to_vec(), "this is an SQLite database", "export it"),
        (vec![1, 2, 3, 0, 0, 5, 6, 7, 8, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0], "this is binary data", "name a CSV"),
        (zip(&[("a.csv", "title\nNurse\n")]), "this is a ZIP archive", "unpack it, and name the file in it"),
        (
            zip(&[("mimetype", "x"), ("content.xml", "x")]),
            "this is an OpenDocument spreadsheet (.ods)",
            "save it as .xlsx",
        ),
        (
            zip(&[("[Content_Types].xml", "x"), ("xl/workbook.bin", "x")]),
            "this is a binary workbook (.xlsb)",
            "save it",
        ),
        (zip(&[("[Content_Types].xml", "x"), ("word/document.xml", "x")]), "this is a text document", "put its table"),
        (zip(&[("Index/Document.iwa", "x")]), "this is an Apple Numbers or Pages document", "export it from Numbers"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write("in.csv", &bytes);
        let ended = price_in(&sandbox, "", "price in.csv");
        assert_eq!((ended.code, ended.out.as_slice()), (Some(1), b"".as_slice()), "{is}\n{}", ended.said);
        assert!(ended.said.contains(&format!("in.csv\n  caused by: {is}")), "{is}\n{}", ended.said);
        assert!(ended.said.contains(hint) && ended.said.is_ascii(), "{is}\n{}", ended.said);
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

/// A ZIP archive of these files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
