//! Where the files of a pack are: in the binary, or in a folder; and how their rows are read.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bundled;
use super::cells;
use super::delimited::{Malformed, Rows};
use super::error::DataError;
use super::records::{ALIAS_NOTES, PAY_TEXTS, Resource, is_alias_table};
use super::table::{Origin, Record};
use crate::tabular::BYTE_ORDER_MARK;

/// A pack, or something laid over it.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    /// The overlay's name; `None` for the pack itself.
    overlay: Option<Arc<str>>,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Bundled,
    Folder(PathBuf),
}

/// A file that a pack or an overlay is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Where it is, below the folder as it was given.
    pub path: PathBuf,
    /// Whether it belongs to an overlay.
    pub is_overlay: bool,
}

/// The text of one file and the name to call it by.
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
}

impl Layer {
    pub(super) fn bundled() -> Self {
        Layer { overlay: None, place: Place::Bundled }
    }

    pub(super) fn pack(folder: &Path) -> Result<Self, DataError> {
        require_folder(folder)?;
        Ok(Layer { overlay: None, place: Place::Folder(folder.to_owned()) })
    }

    /// A folder of tables to lay over a pack, named after the folder. Every CSV in it has to be a table.
    pub(super) fn overlay(folder: &Path) -> Result<Self, DataError> {
        require_folder(folder)?;
        let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = canonical.file_name().map_or_else(|| "overlay".into(), |name| name.to_string_lossy().into_owned());
        let layer = Layer { overlay: Some(name.into()), place: Place::Folder(folder.to_owned()) };
        let tables = layer.csv_names()?;
        let all = bundled::TABLES.iter().map(|(table, _)| *table).collect::<Vec<_>>().join(", ");
        if tables.is_empty() {
            return Err(DataError::file(
                folder.display().to_string(),
                "the folder holds no table",
                format!("put a CSV named after a table in it, such as geo_differentials.csv; the tables are {all}"),
            ));
        }
        for table in tables {
            if !bundled::TABLES.iter().any(|(name, _)| *name == table) {
                return Err(DataError::file(
                    folder.join(format!("{table}.csv")).display().to_string(),
                    "no table of a pack has this name",
                    format!("rename or remove the file; the tables are {all}"),
                ));
            }
        }
        Ok(layer)
    }

    /// The overlay's name; `None` for the pack itself.
    pub(super) fn name(&self) -> Option<Arc<str>> {
        self.overlay.clone()
    }

    pub(super) fn is_overlay(&self) -> bool {
        self.overlay.is_some()
    }

    /// Whether its files are in the binary, where a test has checked them.
    pub(super) fn is_bundled(&self) -> bool {
        matches!(self.place, Place::Bundled)
    }

    /// The names of the CSVs in a folder, without the extension, sorted.
    fn csv_names(&self) -> Result<Vec<String>, DataError> {
        let Place::Folder(folder) = &self.place else {
            return Ok(bundled::TABLES.iter().map(|(table, _)| (*table).to_owned()).collect());
        };
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if let (Some(extension), Some(stem)) = (path.extension(), path.file_stem())
                && extension.eq_ignore_ascii_case("csv")
                && stem != PAY_TEXTS
            {
                if extension != "csv" {
                    let remedy = "write the extension in small letters: .csv";
                    return Err(DataError::file(path.display().to_string(), "the file would not be read", remedy));
                }
                names.push(stem.to_string_lossy().into_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// The files of a folder that are there, links among them; none for the bundled pack.
    pub(super) fn paths(&self) -> Vec<PackFile> {
        let Place::Folder(folder) = &self.place else { return Vec::new() };
        let names = bundled::TABLES.iter().map(|(table, _)| format!("{table}.csv"));
        let paths = names.chain([bundled::DESCRIPTOR.to_owned()]).map(|name| folder.join(name));
        let is_there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
        paths.filter(is_there).map(|path| PackFile { path, is_overlay: self.is_overlay() }).collect()
    }

    /// What to call a file of this layer, there or not.
    pub(super) fn name_of(&self, file_name: &str) -> String {
        match &self.place {
            Place::Bundled => format!("data/{file_name}"),
            Place::Folder(folder) => folder.join(file_name).display().to_string(),
        }
    }

    /// A file of this layer by its whole name; `None` when it is not there.
    pub(super) fn raw(&self, file_name: &str) -> Result<Option<File>, DataError> {
        let folder = match &self.place {
            Place::Bundled => {
                return Ok(bundled::file(file_name)
                    .map(|text| File { name: format!("data/{file_name}"), text: Cow::Borrowed(text) }));
            }
            Place::Folder(folder) => folder,
        };
        let path = folder.join(file_name);
        let bytes = match read_regular(&path) {
            // A link that leads nowhere is there, and what it should lead to is missing.
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(&path, &error)),
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let problem = format!("not an ordinary file of at most {} MiB", LARGEST_FILE >> 20);
                let remedy = "a pack holds plain CSV files: no folders, pipes or devices under their names";
                return Err(DataError::file(path.display().to_string(), problem, remedy));
            }
        };
        let name = path.display().to_string();
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
            DataError::file(&name, "not UTF-8 text", "save the file as CSV in UTF-8").at(line)
        })?;
        Ok(Some(File { name, text: Cow::Owned(text) }))
    }

    /// A table of this layer. A pack must have each table; an overlay has those that it changes.
    pub(super) fn file(&self, table: &str) -> Result<Option<File>, DataError> {
        let file_name = format!("{table}.csv");
        match self.raw(&file_name)? {
            None if self.overlay.is_none() => Err(DataError::file(
                self.name_of(&file_name),
                "the file is missing",
                "a pack has every table; where there is nothing to say, a header line is enough (`payband pack export` \
                     writes a whole pack to start from, and --overlay takes a folder with some tables only)",
            )),
            file => Ok(file),
        }
    }
}

impl File {
    /// The text without a byte order mark, which Excel writes.
    pub(super) fn body(&self) -> &str {
        self.text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&self.text)
    }

    /// The text, for as long as the program runs where it is part of the program.
    fn into_body(self) -> Cow<'static, str> {
        match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)),
            Cow::Owned(text) => {
                Cow::Owned(text.strip_prefix(BYTE_ORDER_MARK).map_or_else(|| text.clone(), str::to_owned))
            }
        }
    }

    /// The rows of this file.
    pub(super) fn rows<R: Resource>(self, layer: &Layer) -> Result<Vec<Record<R>>, DataError> {
        let name = self.name.clone();
        let at = Located(&name);
        match self.into_body() {
            Cow::Borrowed(text) => at.rows(text, layer, Cow::clone),
            Cow::Owned(text) => at.rows(&text, layer, |cell| Cow::Owned(cell.to_string())),
        }
    }

    /// A file that is not a CSV table.
    pub(super) fn malformed(&self, error: Malformed) -> DataError {
        Located(&self.name).malformed(error)
    }

    /// A row that does not have a cell for each column.
    pub(super) fn ragged(&self, line: u64, cells: usize, columns: usize) -> DataError {
        Located(&self.name).ragged(line, cells, columns)
    }
}

/// Says what is wrong in a file of this name.
struct Located<'a>(&'a str);

impl Located<'_> {
    /// Reads rows; `keep` makes a cell outlive the text.
    fn rows<'t, R: Resource>(
        &self,
        text: &'t str,
        layer: &Layer,
        keep: impl Fn(&Cow<'t, str>) -> Cow<'static, str>,
    ) -> Result<Vec<Record<R>>, DataError> {
        let mut reader = Rows::new(text);
        let mut cells = Vec::new();
        reader.next_into(&mut cells).map_err(|error| self.malformed(error))?;
        let headers: Vec<String> = cells.iter().map(|cell| cell.to_string()).collect();
        let takes_notes = layer.is_overlay() && is_alias_table(R::NAME);
        let (columns, fields) = self.fields::<R>(&headers, takes_notes)?;
        let id = headers.iter().position(|header| takes_notes && header == "id");
        // One line a row, but for quoted line breaks: growing row by row would copy what was read again and again.
        let mut rows = Vec::with_capacity(text.bytes().filter(|byte| *byte == b'\n').count());
        let mut kept: Vec<Cow<'static, str>> = Vec::new();
        while let Some(line) = reader.next_into(&mut cells).map_err(|error| self.malformed(error))? {
            if cells.len() != headers.len() {
                return Err(self.ragged(line, cells.len(), headers.len()));
            }
            if id.and_then(|id| cells.get(id)).is_some_and(|id| id.is_empty()) {
                continue;
            }
            kept.clear();
            kept.extend(columns.iter().filter_map(|at| cells.get(*at)).map(&keep));
            let row = cells::row(&mut kept, &fields).map_err(|error| {
                let at = error.at.and_then(|at| columns.get(at)).copied().unwrap_or(usize::MAX);
                let mut out = DataError::file(
                    self.0,
                    error.problem,
                    "correct the cell; `payband pack check` finds every bad one",
                )
                .at(line);
                if let (Some(column), Some(value)) = (headers.get(at), cells.get(at)) {
                    out = out.in_column(column).with_value(value.to_string());
                }
                out
            })?;
            rows.push(Record { row, origin: Origin { overlay: layer.overlay.clone(), line } });
        }
        Ok(rows)
    }

    /// The columns that are read, and which field of the row type each of them is.
    fn fields<R: Resource>(
        &self,
        headers: &[String],
        takes_notes: bool,
    ) -> Result<(Vec<usize>, Vec<usize>), DataError> {
        let columns = cells::columns_of::<R>();
        let (mut read, mut fields) = (Vec::with_capacity(headers.len()), Vec::with_capacity(headers.len()));
        for (at, header) in headers.iter().enumerate() {
            if takes_notes && ALIAS_NOTES.contains(&header.as_str()) {
                continue;
            }
            let Some(field) = columns.iter().position(|column| column == header) else {
                let remedy = format!("rename or remove it; the columns are {}", columns.join(", "));
                return Err(DataError::file(self.0, "no such column in this table", remedy).at(1).in_column(header));
            };
            if fields.contains(&field) {
                return Err(DataError::file(self.0, "the column stands twice", "remove one of the two")
                    .at(1)
                    .in_column(header));
            }
            read.push(at);
            fields.push(field);
        }
        Ok((read, fields))
    }

    fn malformed(&self, error: Malformed) -> DataError {
        let remedy =
            "a cell with a comma, a quote or a line break in it stands in double quotes, and a quote in it is doubled";
        match error {
            Malformed::OpenQuote(line) => {
                DataError::file(self.0, "a quote is opened and never closed", remedy).at(line)
            }
            Malformed::AfterQuote(line) => {
                DataError::file(self.0, "text stands behind a closing quote", remedy).at(line)
            }
        }
    }

    fn ragged(&self, line: u64, cells: usize, columns: usize) -> DataError {
        let remedy = "every row needs as many cells as the header; a cell with a comma in it stands in double quotes";
        DataError::file(self.0, format!("the row has {cells} cells and the header {columns}"), remedy).at(line)
    }
}

/// The most bytes that are read of a file of a pack. A file that never ends is no table.
const LARGEST_FILE: u64 = 256 << 20;

/// The bytes of an ordinary file; `None` for anything else, and for a file that is too large. A pipe is never opened: that
/// would wait for somebody to write to it.
fn read_regular(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = fs::metadata(path)?;
    if !found.is_file() || found.len() > LARGEST_FILE {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    // Some files of the system state no length, and one may grow while it is read.
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST_FILE).then_some(bytes))
}

fn require_folder(folder: &Path) -> Result<(), DataError> {
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(DataError::file(
            folder.display().to_string(),
            "not a folder",
            "name the folder that holds the tables, not a file in it",
        )),
        Err(error) => Err(unreadable(folder, &error)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> DataError {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "give yourself the right to read it",
        _ => "check the path and the disk",
    };
    DataError::file(path.display().to_string(), format!("cannot be read: {error}"), remedy)
}
