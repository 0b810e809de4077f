//! Where the files of a pack are: in the binary, or in a folder; and how their rows are read.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::StringRecord;
use serde::de::{DeserializeOwned, Deserializer, Visitor};

use super::bundled;
use super::error::DataError;
use super::rows::Resource;
use super::table::{Origin, Record};

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

    /// The names of the CSVs in a folder, without the extension, sorted.
    fn csv_names(&self) -> Result<Vec<String>, DataError> {
        let Place::Folder(folder) = &self.place else {
            return Ok(bundled::TABLES.iter().map(|(table, _)| (*table).to_owned()).collect());
        };
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
                && let Some(stem) = path.file_stem()
            {
                names.push(stem.to_string_lossy().into_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
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
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&path, &error)),
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
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// The rows of this file.
    pub(super) fn rows<R: Resource>(&self, layer: &Layer) -> Result<Vec<Record<R>>, DataError> {
        let mut reader = csv::ReaderBuilder::new().from_reader(self.body().as_bytes());
        let headers = reader.headers().map_err(|error| self.malformed(&error))?.clone();
        let columns = columns_of::<R>();
        for (at, header) in headers.iter().enumerate() {
            if !columns.contains(&header) {
                return Err(DataError::file(
                    &self.name,
                    "no such column in this table",
                    format!("rename or remove it; the columns are {}", columns.join(", ")),
                )
                .at(1)
                .in_column(header));
            }
            if headers.iter().take(at).any(|earlier| earlier == header) {
                return Err(DataError::file(&self.name, "the column stands twice", "remove one of the two")
                    .at(1)
                    .in_column(header));
            }
        }
        let mut rows = Vec::new();
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| self.malformed(&error))? {
            let line = record.position().map_or(0, csv::Position::line);
            let row = record.deserialize(Some(&headers)).map_err(|error| self.bad_cell(&error, &headers, &record))?;
            rows.push(Record { row, origin: Origin { overlay: layer.overlay.clone(), line } });
        }
        Ok(rows)
    }

    /// A file that is not a CSV table.
    pub(super) fn malformed(&self, error: &csv::Error) -> DataError {
        let (problem, line) = match error.kind() {
            csv::ErrorKind::UnequalLengths { pos, expected_len, len } => (
                format!("the row has {len} cells and the header {expected_len}"),
                pos.as_ref().map(csv::Position::line),
            ),
            _ => (error.to_string(), error.position().map(csv::Position::line)),
        };
        let out = DataError::file(
            &self.name,
            problem,
            "every row needs as many cells as the header; a cell with a comma in it stands in double quotes",
        );
        match line {
            Some(line) => out.at(line),
            None => out,
        }
    }

    fn bad_cell(&self, error: &csv::Error, headers: &StringRecord, record: &StringRecord) -> DataError {
        let line = record.position().map_or(0, csv::Position::line);
        let csv::ErrorKind::Deserialize { err, .. } = error.kind() else {
            return self.malformed(error);
        };
        let problem = match err.kind() {
            csv::DeserializeErrorKind::Message(text) => text.clone(),
            other => other.to_string(),
        };
        let mut out = DataError::file(
            &self.name,
            problem,
            "correct the cell; `payband pack show TABLE` shows good rows, `payband pack check` finds every bad one",
        )
        .at(line);
        if let Some(at) = err.field().and_then(|at| usize::try_from(at).ok()) {
            out = out.in_column(headers.get(at).unwrap_or_default()).with_value(record.get(at).unwrap_or_default());
        }
        out
    }
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

/// The column names of a row type, taken from its `Deserialize`, so that they are written down once.
pub(super) fn columns_of<R: DeserializeOwned>() -> &'static [&'static str] {
    struct Names<'a>(&'a mut &'static [&'static str]);

    impl<'de> Deserializer<'de> for Names<'_> {
        type Error = serde::de::value::Error;

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _name: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            *self.0 = fields;
            self.deserialize_any(visitor)
        }

        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Self::Error> {
            Err(serde::de::Error::custom("only the names are wanted"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    let mut names: &'static [&'static str] = &[];
    // The error is the one made above: only the side effect matters.
    let _ = R::deserialize(Names(&mut names));
    names
}
