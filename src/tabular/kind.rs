//! Recognises what a file is by its first bytes.

use std::io::{self, Cursor, Read};

use super::limits::{MAX_COMPOUND_LEN, READ_SIZE};
use super::unpack::{Packing, unpack};

/// The bytes by which a file is recognised.
pub(super) const SIGNATURE_SAMPLE: usize = 4096;

/// The bytes by which text is told from JSON and markup.
const TEXT_SAMPLE: usize = 1024;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// Text: delimited rows, or whatever else is read as such.
    Text,
    /// JSON objects, one in each line.
    JsonLines,
    /// A JSON array of objects.
    JsonArray,
    /// A ZIP archive, which may be a workbook.
    Zip,
    /// A file that is not read.
    Unsupported(UnsupportedKind),
}

/// A kind of file that is recognised and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedKind {
    /// A ZIP archive that holds no known document.
    Zip,
    /// xz.
    Xz,
    /// bzip2.
    Bzip2,
    /// LZ4.
    Lz4,
    /// `compress`.
    Compress,
    /// gzip or Zstandard in one of them.
    PackedTwice,
    /// 7-Zip.
    SevenZip,
    /// RAR.
    Rar,
    /// A tar archive.
    Tar,
    /// A workbook of Excel 97 to 2003.
    Xls,
    /// A workbook with a password, which Excel stores encrypted.
    EncryptedWorkbook,
    /// A binary workbook of Excel.
    Xlsb,
    /// A spreadsheet of LibreOffice.
    Ods,
    /// A spreadsheet of Apple Numbers.
    Numbers,
    /// A text document or a presentation of an office suite.
    OfficeDocument,
    /// A document of Microsoft Office 97 to 2003.
    Ole,
    /// HTML, which some programs save as `.xls`.
    Html,
    /// XML, such as Excel's "XML Spreadsheet 2003".
    Xml,
    /// A web archive.
    Mhtml,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// Parquet.
    Parquet,
    /// Arrow or Feather.
    Arrow,
    /// ORC.
    Orc,
    /// Avro.
    Avro,
    /// An SQLite database.
    Sqlite,
    /// HDF5.
    Hdf5,
    /// A data set of SPSS or Stata.
    StatisticalData,
    /// An image.
    Image,
    /// A program.
    Program,
    /// Bytes that are no text in any encoding.
    Binary,
}

impl UnsupportedKind {
    /// What the file is, with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            UnsupportedKind::Zip => "a ZIP archive",
            UnsupportedKind::Xz => "compressed with xz",
            UnsupportedKind::Bzip2 => "compressed with bzip2",
            UnsupportedKind::Lz4 => "compressed with LZ4",
            UnsupportedKind::Compress => "compressed with compress (.Z)",
            UnsupportedKind::PackedTwice => "compressed twice",
            UnsupportedKind::SevenZip => "a 7-Zip archive",
            UnsupportedKind::Rar => "a RAR archive",
            UnsupportedKind::Tar => "a tar archive",
            UnsupportedKind::Xls => "a workbook of Excel 97 to 2003 (.xls)",
            UnsupportedKind::EncryptedWorkbook => "a workbook with a password",
            UnsupportedKind::Xlsb => "a binary workbook (.xlsb)",
            UnsupportedKind::Ods => "an OpenDocument spreadsheet (.ods)",
            UnsupportedKind::Numbers => "an Apple Numbers or Pages document",
            UnsupportedKind::OfficeDocument => "a text document or a presentation",
            UnsupportedKind::Ole => "a document of Microsoft Office 97 to 2003",
            UnsupportedKind::Html => "an HTML page",
            UnsupportedKind::Xml => "an XML document",
            UnsupportedKind::Mhtml => "a web archive",
            UnsupportedKind::Rtf => "a rich text document",
            UnsupportedKind::Pdf => "a PDF document",
            UnsupportedKind::Parquet => "a Parquet file",
            UnsupportedKind::Arrow => "an Arrow or Feather file",
            UnsupportedKind::Orc => "an ORC file",
            UnsupportedKind::Avro => "an Avro file",
            UnsupportedKind::Sqlite => "an SQLite database",
            UnsupportedKind::Hdf5 => "an HDF5 file",
            UnsupportedKind::StatisticalData => "a data set of SPSS or Stata",
            UnsupportedKind::Image => "an image",
            UnsupportedKind::Program => "a program",
            UnsupportedKind::Binary => "binary data",
        }
    }

    /// What to do with such a file.
    #[must_use]
    pub fn remedy(self) -> &'static str {
        match self {
            UnsupportedKind::Zip | UnsupportedKind::SevenZip | UnsupportedKind::Rar | UnsupportedKind::Tar => {
                "unpack it, and name the file in it"
            }
            UnsupportedKind::Xz => "unpack it: xz -dc FILE | payband price -; .gz and .zst are read as they are",
            UnsupportedKind::Bzip2 => "unpack it: bzip2 -dc FILE | payband price -; .gz and .zst are read as they are",
            UnsupportedKind::Lz4 => "unpack it: lz4 -dc FILE | payband price -; .gz and .zst are read as they are",
            UnsupportedKind::Compress => {
                "unpack it: uncompress -c FILE | payband price -; .gz and .zst are read as they are"
            }
            UnsupportedKind::PackedTwice => "unpack it once, such as with gzip -dc FILE | payband price -",
            UnsupportedKind::Xls
            | UnsupportedKind::Xlsb
            | UnsupportedKind::Ods
            | UnsupportedKind::Html
            | UnsupportedKind::Xml
            | UnsupportedKind::Mhtml => "open it in a spreadsheet program, and save it as .xlsx or CSV",
            UnsupportedKind::Numbers => "export it from Numbers as .xlsx or CSV",
            UnsupportedKind::EncryptedWorkbook => "open it in Excel, remove the password, and save it as .xlsx or CSV",
            UnsupportedKind::Pdf
            | UnsupportedKind::OfficeDocument
            | UnsupportedKind::Ole
            | UnsupportedKind::Rtf
            | UnsupportedKind::Image => "put its table into a spreadsheet, and save that as .xlsx or CSV",
            UnsupportedKind::Parquet
            | UnsupportedKind::Arrow
            | UnsupportedKind::Orc
            | UnsupportedKind::Avro
            | UnsupportedKind::Sqlite
            | UnsupportedKind::Hdf5 => {
                "export it as CSV or JSON lines, such as with DuckDB: COPY (FROM 'FILE') TO 'file.csv'"
            }
            UnsupportedKind::StatisticalData => "export it as CSV from the program that wrote it",
            UnsupportedKind::Program | UnsupportedKind::Binary => "name a CSV, TSV, XLSX or JSON lines file",
        }
    }
}

/// The first bytes of a source, and the source with them put back.
pub(super) fn peek<'s>(mut source: impl Read + Send + 's) -> io::Result<(Vec<u8>, impl Read + Send + 's)> {
    let mut first = Vec::with_capacity(SIGNATURE_SAMPLE);
    source.by_ref().take(SIGNATURE_SAMPLE as u64).read_to_end(&mut first)?;
    Ok((first.clone(), Cursor::new(first).chain(source)))
}

impl ContentKind {
    /// What the file with these first bytes holds, and how it is packed. Where the caller gives an encoding, text is not
    /// taken for binary data.
    pub(super) fn of(first: &[u8], has_encoding: bool) -> (Self, Option<Packing>) {
        let Ok((mut source, packing)) = unpack(first) else { return (ContentKind::Text, None) };
        if packing.is_none() {
            return (ContentKind::of_unpacked(first, has_encoding), None);
        }
        let mut inner = vec![0; SIGNATURE_SAMPLE];
        let mut filled = 0;
        // The sample cuts the archive off, so the last read fails.
        while let Some(free) = inner.get_mut(filled..).filter(|free| !free.is_empty()) {
            match source.read(free) {
                Ok(read) if read > 0 => filled += read,
                _ => break,
            }
        }
        inner.truncate(filled);
        (ContentKind::of_unpacked(&inner, has_encoding), packing)
    }

    fn of_unpacked(first: &[u8], has_encoding: bool) -> Self {
        if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
            return ContentKind::Zip;
        }
        if let Some(foreign) = by_signature(first) {
            return ContentKind::Unsupported(foreign);
        }
        let sample = first;
        let text = visible_text(first.get(..TEXT_SAMPLE).unwrap_or(first));
        if let Some(foreign) = by_markup(&text) {
            return ContentKind::Unsupported(foreign);
        }
        if let Some(kind) = json(&text) {
            return kind;
        }
        if !has_encoding && is_binary(sample) {
            ContentKind::Unsupported(UnsupportedKind::Binary)
        } else {
            ContentKind::Text
        }
    }
}

/// The signatures, each with the offset where it stands.
const SIGNATURES: [(usize, &[u8], UnsupportedKind); 39] = [
    (0, b"\xfd7zXZ\0", UnsupportedKind::Xz),
    (0, b"BZh", UnsupportedKind::Bzip2),
    (0, b"\x04\x22\x4d\x18", UnsupportedKind::Lz4),
    (0, b"\x1f\x9d", UnsupportedKind::Compress),
    // What is packed once is unpacked before.
    (0, b"\x1f\x8b", UnsupportedKind::PackedTwice),
    (0, b"\x28\xb5\x2f\xfd", UnsupportedKind::PackedTwice),
    (0, b"7z\xbc\xaf\x27\x1c", UnsupportedKind::SevenZip),
    (0, b"Rar!\x1a\x07", UnsupportedKind::Rar),
    (257, b"ustar", UnsupportedKind::Tar),
    (0, b"%PDF-", UnsupportedKind::Pdf),
    (0, b"{\\rtf", UnsupportedKind::Rtf),
    (0, b"PAR1", UnsupportedKind::Parquet),
    (0, b"PARE", UnsupportedKind::Parquet),
    (0, b"ARROW1", UnsupportedKind::Arrow),
    (0, b"FEA1", UnsupportedKind::Arrow),
    (0, b"ORC\x0a", UnsupportedKind::Orc),
    (0, b"ORC\x08", UnsupportedKind::Orc),
    (0, b"Obj\x01", UnsupportedKind::Avro),
    (0, b"SQLite format 3\0", UnsupportedKind::Sqlite),
    (0, b"\x89HDF\r\n\x1a\n", UnsupportedKind::Hdf5),
    (0, b"$FL2@(#)", UnsupportedKind::StatisticalData),
    (0, b"$FL3@(#)", UnsupportedKind::StatisticalData),
    (0, b"<stata_dta>", UnsupportedKind::StatisticalData),
    (0, b"\x89PNG\r\n\x1a\n", UnsupportedKind::Image),
    (0, b"\xff\xd8\xff", UnsupportedKind::Image),
    (0, b"GIF87a", UnsupportedKind::Image),
    (0, b"GIF89a", UnsupportedKind::Image),
    (0, b"II*\0", UnsupportedKind::Image),
    (0, b"MM\0*", UnsupportedKind::Image),
    (8, b"WEBPVP8", UnsupportedKind::Image),
    (4, b"ftypheic", UnsupportedKind::Image),
    (4, b"ftypmif1", UnsupportedKind::Image),
    (0, b"\x7fELF", UnsupportedKind::Program),
    (0, b"MZ\x90\0", UnsupportedKind::Program),
    (0, b"\xcf\xfa\xed\xfe", UnsupportedKind::Program),
    // BIFF2 to BIFF4: Excel before version 5, without an OLE container.
    (0, b"\x09\x00\x04\x00", UnsupportedKind::Xls),
    (0, b"\x09\x02\x06\x00", UnsupportedKind::Xls),
    (0, b"\x09\x04\x06\x00", UnsupportedKind::Xls),
    (0, b"\x09\x08\x10\x00", UnsupportedKind::Xls),
];

/// The bytes among which those must be that no text has, if a signature is of letters.
const SIGNATURE_REACH: usize = 64;

fn by_signature(first: &[u8]) -> Option<UnsupportedKind> {
    if first.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(UnsupportedKind::Ole);
    }
    let (_, signature, foreign) = SIGNATURES
        .iter()
        .find(|(at, signature, _)| first.get(*at..).is_some_and(|rest| rest.starts_with(signature)))?;
    // Letters alone may begin a text, such as the header "PARENT": bytes that no text has must follow them.
    let is_plain = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    let is_document = matches!(foreign, UnsupportedKind::Pdf | UnsupportedKind::Rtf | UnsupportedKind::StatisticalData);
    let is_certain = is_document
        || !signature.iter().all(is_plain)
        || first.iter().take(SIGNATURE_REACH).any(|byte| *byte < 0x20 && !byte.is_ascii_whitespace());
    is_certain.then_some(*foreign)
}

/// What the compound file (MS-CFB) that a source holds is, by the names in its directory, which may stand anywhere.
pub(super) fn compound_file(mut source: impl Read) -> UnsupportedKind {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let names = [
        (wide("EncryptedPackage"), UnsupportedKind::EncryptedWorkbook),
        (wide("WordDocument"), UnsupportedKind::Ole),
        (wide("PowerPoint Document"), UnsupportedKind::Ole),
    ];
    // A name in the directory ends with a zero.
    let books = [wide("Workbook\0"), wide("Book\0")];
    let mut kind = UnsupportedKind::Ole;
    let (mut buffer, mut kept, mut searched) = (vec![0; READ_SIZE], 0, 0);
    while searched < MAX_COMPOUND_LEN {
        let read = source.read(buffer.get_mut(kept..).unwrap_or_default()).unwrap_or(0);
        let filled = kept + read;
        let piece = buffer.get(..filled).unwrap_or_default();
        if let Some((_, found)) = names.iter().find(|(name, _)| memchr::memmem::find(piece, name).is_some()) {
            return *found;
        }
        if books.iter().any(|name| memchr::memmem::find(piece, name).is_some()) {
            kind = UnsupportedKind::Xls;
        }
        if read == 0 {
            break;
        }
        // A name may be cut in two.
        let from = filled.saturating_sub(LONGEST_NAME);
        buffer.copy_within(from..filled, 0);
        (kept, searched) = (filled - from, searched + read);
    }
    kind
}

/// The bytes of the longest name in the directory of a compound file.
const LONGEST_NAME: usize = 64;

/// The beginning of a text in ASCII, without marks and blanks before it: wide encodings lose their zeros, and other characters
/// become `?`.
fn visible_text(first: &[u8]) -> String {
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first);
    let first = match first {
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => rest,
        _ => first,
    };
    let wide = matches!(first, [0, letter, ..] | [letter, 0, ..] if *letter != 0);
    let letters = first.iter().filter(|byte| !wide || **byte != 0);
    let text: String = letters.map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect();
    text.trim_start_matches([' ', '\t', '\r', '\n']).to_owned()
}

fn by_markup(text: &str) -> Option<UnsupportedKind> {
    let start = text.get(..text.len().min(64)).unwrap_or(text).to_ascii_lowercase();
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        return Some(if text.to_ascii_lowercase().contains("<html") {
            UnsupportedKind::Html
        } else {
            UnsupportedKind::Xml
        });
    }
    const TAGS: [&str; 9] =
        ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<!--[if", "<!-- "];
    if TAGS.iter().any(|tag| start.starts_with(tag)) {
        return Some(UnsupportedKind::Html);
    }
    start.starts_with("mime-version: 1.0").then_some(UnsupportedKind::Mhtml)
}

/// Whether a text begins like JSON: a brace before a key, or a bracket before an object.
fn json(text: &str) -> Option<ContentKind> {
    let mut letters = text.chars().filter(|letter| !letter.is_ascii_whitespace());
    match (letters.next()?, letters.next()) {
        ('{', Some('"' | '}')) => Some(ContentKind::JsonLines),
        ('[', Some('{')) => Some(ContentKind::JsonArray),
        ('[', Some(']')) if letters.next().is_none() => Some(ContentKind::JsonArray),
        _ => None,
    }
}

/// Whether bytes are no text in any encoding: more than a tenth are control characters that no text has, or more than one in 64
/// and of several kinds. A text may have a few, or have one of them as its delimiter.
fn is_binary(first: &[u8]) -> bool {
    let is_control = |unit: &u16| *unit < 0x20 && !matches!(unit, 0x09..=0x0d | 0x1b);
    let zeros = |from: usize| first.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // UTF-16 has zeros in one half of its places: its commas, digits and line ends have them.
    let has_mark = first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff");
    let is_wide = has_mark || even.max(odd) > 4 * even.min(odd) && even.max(odd) * 50 > first.len();
    let unit = |pair: [u8; 2]| if even > odd { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
    let controls: Vec<u16> = match is_wide {
        true => first.as_chunks().0.iter().map(|pair| unit(*pair)).filter(is_control).collect(),
        false => first.iter().map(|byte| u16::from(*byte)).filter(is_control).collect(),
    };
    let kinds = controls.iter().fold(0_u32, |kinds, control| kinds | 1 << control).count_ones();
    first.len() >= 16 && (controls.len() * 10 > first.len() || kinds > 3 && controls.len() * 64 > first.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(first: &[u8]) -> ContentKind {
        ContentKind::of(first, false).0
    }

    /// Catches text that is refused, and JSON that is taken for CSV.
    #[test]
    fn text_is_told_from_json() {
        for text in [
            "title,city\n",
            "{x},b\n",
            "[a];b\n",
            "",
            "PAR,b\n",
            "<5 years,a\n",
            "BZh,1\n",
            "PARENT,b\n",
            "PAR1,b\n",
            "ORC\nb\n",
            "ARROW1\n",
            "GIF89a\n",
            "\u{7}a,b\n",
            "MZ,a\n",
        ] {
            assert_eq!(kind(text.as_bytes()), ContentKind::Text, "{text}");
        }
        for text in ["{\"a\":1}\n", " \n{ \"a\" : 1 }", "\u{feff}{\"a\":1}", "{}"] {
            assert_eq!(kind(text.as_bytes()), ContentKind::JsonLines, "{text}");
        }
        for text in ["[{\"a\":1}]", "\n[\n {\"a\":1}]", "[]"] {
            assert_eq!(kind(text.as_bytes()), ContentKind::JsonArray, "{text}");
        }
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(kind(&wide("{\"a\":1}\n")), ContentKind::JsonLines);
        assert_eq!(kind(&wide("职位,城市,薪资\n护士,北京,10000\n")), ContentKind::Text);
        assert_eq!(kind(&wide("title,city,salary\nNurse,Boston,10000\n")), ContentKind::Text);
    }

    /// Catches a kind of file that would be read as text.
    #[test]
    fn other_files_are_told_by_their_first_bytes() {
        for (first, expected) in [
            (&b"\xfd7zXZ\0\0\x04"[..], UnsupportedKind::Xz),
            (b"BZh91AY&SY\x00", UnsupportedKind::Bzip2),
            (b"%PDF-1.7\n", UnsupportedKind::Pdf),
            (b"PAR1\x15\x04\0", UnsupportedKind::Parquet),
            (b"ARROW1\0\0", UnsupportedKind::Arrow),
            (b"<html xmlns:x=\"urn:schemas\"><table>", UnsupportedKind::Html),
            (b"\xef\xbb\xbf\r\n<TABLE border=1>", UnsupportedKind::Html),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", UnsupportedKind::Xml),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedKind::Ole),
            (b"\x89PNG\r\n\x1a\n", UnsupportedKind::Image),
            (b"Rar!\x1a\x07\x01\0", UnsupportedKind::Rar),
            (b"\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04\x05\x06\x07\x08", UnsupportedKind::Binary),
        ] {
            assert_eq!(kind(first), ContentKind::Unsupported(expected));
        }
        assert_eq!(kind(b"PK\x03\x04\x14\0"), ContentKind::Zip);
    }

    /// Catches random bytes that are read as text, and text of any encoding, or with control characters, that is refused.
    #[test]
    fn bytes_are_told_from_text_by_their_control_characters() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        };
        for length in [256, 1024, 4096] {
            let bytes: Vec<u8> = (0..length).map(|_| random()).collect();
            assert_eq!(kind(&bytes), ContentKind::Unsupported(UnsupportedKind::Binary), "{length}");
            // A twentieth of them is enough, among letters.
            let some: Vec<u8> =
                bytes.iter().enumerate().map(|(at, byte)| if at % 3 > 0 { b'x' } else { *byte }).collect();
            assert_eq!(kind(&some), ContentKind::Unsupported(UnsupportedKind::Binary), "{length}");
        }
        let text = "职位,城市,薪资\n高级软件工程师,上海,30000\n一丁七万丈三上下,北京,20000\n".repeat(60);
        let wide = |swap: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let encoded = |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
        let western = "Stelle;Straße;Gehalt €\nKöchin;Ärzteweg;3.500\n".repeat(80);
        for bytes in [
            wide(false),
            wide(true),
            encoded(encoding_rs::GBK, &text),
            encoded(encoding_rs::SHIFT_JIS, "職種,都市,給与\n看護師,東京,30万円\n"),
            encoded(encoding_rs::ISO_2022_JP, "職種,都市,給与\n看護師,東京,30万円\n"),
            encoded(encoding_rs::WINDOWS_1252, &western),
            encoded(encoding_rs::WINDOWS_1251, "Должность;Город\n"),
            b"title,city\nNurse,Boston\n\x1a".to_vec(),
            b"title\x01city of work\x01salary a year\n".repeat(40),
            b"title,ci\0ty\nNu\x02rse,Bos\x03ton\n".to_vec(),
        ] {
            assert_eq!(kind(&bytes[..bytes.len().min(SIGNATURE_SAMPLE)]), ContentKind::Text, "{bytes:x?}");
        }
    }
}
