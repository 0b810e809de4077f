//! Opens a file of any kind that is read: delimited text, JSON, or a workbook.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use super::charset::Charset;
use super::dialect::Delimiter;
use super::error::Error;
use super::input::Input;
use super::json::{Arrangement, JsonReader};
use super::kind::{ContentKind, UnsupportedKind, compound_file, peek};
use super::limits::MAX_BUFFERED_WORKBOOK;
use super::options::ReadOptions;
use super::original_rows::{KeptRows, OriginalRows};
use super::quoting::Quoting;
use super::unpack::unpack;
use super::workbook::{Package, Seekable, SheetReader, SheetSummary, WorkbookError};

/// What kind of file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Delimited text.
    Delimited,
    /// JSON objects, one in each line.
    JsonLines,
    /// A JSON array of objects.
    JsonArray,
    /// A sheet of an XLSX workbook.
    Workbook,
}

/// How to open a file.
#[derive(Clone, Copy)]
pub struct OpenOptions<'o> {
    /// How to read its text. The delimiter does not count for other kinds of files than delimited text.
    pub read: ReadOptions,
    /// The sheet of a workbook, by its name or its number from 1; without it, the first visible sheet with rows.
    pub sheet: Option<&'o str>,
    /// Whether the name of the file says that it is JSON. Then text that does not look like JSON is an error, and not CSV.
    pub is_named_json: bool,
    /// What is kept of the rows of other kinds of files than delimited text.
    pub kept: &'o dyn Fn(FileKind) -> KeptRows,
}

/// A file that has been opened.
pub struct OpenedFile<'s> {
    /// Its header and rows. Those of JSON and workbooks are CSV with commas that is made of them.
    pub input: Input<'s>,
    /// What kind of file it is.
    pub kind: FileKind,
    /// The rows that are kept beside the CSV.
    pub rows: OriginalRows,
    /// The sheet of a workbook.
    pub sheet: Option<SheetSummary>,
}

/// Detects the kind of a file by its first bytes, and opens it. A workbook is read in place where the source is `seekable`: the
/// same file as the source.
///
/// JSON without a key for a column gives an empty cell, and so does null. Nested values are cells with their JSON text.
///
/// # Errors
/// [`Error::Unsupported`] for files that are not read; and the errors of [`Input::open`], for rows of the first MiB also.
pub fn open<'s>(
    source: impl Read + Send + 's,
    seekable: Option<impl Read + Seek + Send + 's>,
    options: &OpenOptions<'_>,
) -> Result<OpenedFile<'s>, Error> {
    let (first, source) = peek(source).map_err(Error::Read)?;
    let (kind, packing) = ContentKind::of(&first, options.read.charset.is_some());
    match kind {
        ContentKind::Unsupported(UnsupportedKind::Ole) => {
            let unpacked = unpack(source).map_err(Error::Read)?.0;
            Err(Error::Unsupported(compound_file(unpacked)))
        }
        ContentKind::Unsupported(foreign) => Err(Error::Unsupported(foreign)),
        ContentKind::Text if !options.is_named_json => {
            let input = Input::open(source, &options.read)?;
            Ok(OpenedFile { input, kind: FileKind::Delimited, rows: OriginalRows::default(), sheet: None })
        }
        ContentKind::JsonLines | ContentKind::Text => {
            open_json(source, FileKind::JsonLines, Arrangement::Lines, options)
        }
        ContentKind::JsonArray => open_json(source, FileKind::JsonArray, Arrangement::Array, options),
        ContentKind::Zip => {
            let seekable: Box<dyn Seekable> = match seekable.filter(|_| packing.is_none()) {
                Some(mut file) => {
                    file.seek(SeekFrom::Start(0)).map_err(Error::Read)?;
                    Box::new(file)
                }
                None => Box::new(Cursor::new(read_whole(unpack(source).map_err(Error::Read)?.0)?)),
            };
            open_workbook(seekable, options)
        }
    }
}

/// The bytes of a workbook that is read from a pipe or an archive.
fn read_whole(source: impl Read) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    source.take(MAX_BUFFERED_WORKBOOK + 1).read_to_end(&mut bytes).map_err(Error::Read)?;
    if bytes.len() as u64 > MAX_BUFFERED_WORKBOOK {
        return Err(WorkbookError::TooLarge("from a pipe or an archive, it may have 512 MiB").into());
    }
    Ok(bytes)
}

/// How the CSV that is made of another kind of file is read.
fn csv_options(options: &ReadOptions, row_limit: usize) -> ReadOptions {
    ReadOptions {
        charset: Some(Charset::UTF8),
        delimiter: Some(Delimiter::COMMA),
        quoting: Some(Quoting::DOUBLE),
        row_limit,
        ..*options
    }
}

fn open_json<'s>(
    source: impl Read + Send + 's,
    kind: FileKind,
    arrangement: Arrangement,
    options: &OpenOptions<'_>,
) -> Result<OpenedFile<'s>, Error> {
    let json = JsonReader::open(source, arrangement, &options.read, (options.kept)(kind))?;
    let (rows, lines, charset) = (json.rows(), json.lines(), json.charset());
    // Quotes are doubled in CSV, and each key has a cell in every row.
    let row_limit = options.read.row_limit.saturating_mul(2).saturating_add(1 << 16);
    let csv = ReadOptions { skipped_lines: Some(0), ..csv_options(&options.read, row_limit) };
    let input = Input::open(json, &csv).map_err(|error| error.at_source_line(&lines))?;
    let input = input.with_charset_of_file(charset).with_source_lines(lines);
    Ok(OpenedFile { input, kind, rows, sheet: None })
}

fn open_workbook<'s>(source: Box<dyn Seekable + 's>, options: &OpenOptions<'_>) -> Result<OpenedFile<'s>, Error> {
    let package = Package::open(source)?.map_err(Error::Unsupported)?;
    let kept = (options.kept)(FileKind::Workbook);
    let (reader, summary) = SheetReader::open(package, options.sheet, &options.read, kept)?;
    let (rows, lines) = (reader.originals(), reader.lines());
    // The reader has skipped the rows that were asked for.
    let skipped_lines = options.read.skipped_lines.map(|_| 0);
    let csv = ReadOptions { skipped_lines, ..csv_options(&options.read, options.read.row_limit) };
    let input = Input::open(reader, &csv);
    let input = input.map_err(|error| error.at_source_line(&lines))?.with_source_lines(lines);
    Ok(OpenedFile { input, kind: FileKind::Workbook, rows, sheet: Some(summary) })
}

/// A source that cannot be read from any position.
pub type NotSeekable = io::Empty;
