//! The files of a pack, of an overlay, or of the words that every pack shares. They are in the binary or in a folder.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bundled::{self, Bundle, BundledCells};
use super::descriptor::{self, Descriptor};
use super::error::DataError;
use super::file::SourceFile;
use super::near_bundle::near_bundle;
use super::records::{MarketCell, PAY_TEXTS, Role, Salary, Source, TableName as _};
use super::semicolons;
use super::spelling::{LETTERS_PER_MISTAKE, nearest};
use super::table_list::TABLES;

/// The tables that every pack must have. A table that a pack lacks is empty.
pub(super) const REQUIRED_TABLES: [&str; 2] = [Source::NAME, Role::NAME];

/// The tables of pay, of which a pack must have one.
pub(super) const PAY_TABLES: [&str; 2] = [Salary::NAME, MarketCell::NAME];

/// A pack, an overlay, or the words that every pack shares.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    kind: LayerKind,
    location: Location,
}

#[derive(Debug, Clone)]
enum LayerKind {
    /// The words that every pack shares.
    Shared,
    /// The pack itself.
    Pack,
    /// An overlay, by its name.
    Overlay(Arc<str>),
}

#[derive(Debug, Clone)]
enum Location {
    Bundled(&'static Bundle),
    Folder(PathBuf),
}

/// A file of a pack or an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// Its path, which begins with the folder as it was given.
    pub path: PathBuf,
    /// Whether it belongs to an overlay.
    pub is_overlay: bool,
}

impl Layer {
    /// The words that every pack shares.
    pub(super) fn shared() -> Self {
        Layer { kind: LayerKind::Shared, location: Location::Bundled(&bundled::SHARED) }
    }

    /// A pack in the binary.
    pub(super) fn bundled(pack: &'static Bundle) -> Self {
        Layer { kind: LayerKind::Pack, location: Location::Bundled(pack) }
    }

    /// The pack in a folder. Every CSV in it has to be a table: a wrong name would leave the table empty.
    pub(super) fn pack(folder: &Path) -> Result<Self, DataError> {
        require_folder(folder)?;
        let layer = Layer { kind: LayerKind::Pack, location: Location::Folder(folder.to_owned()) };
        layer.require_table_names(folder)?;
        Ok(layer)
    }

    /// The bundled overlay of a name, or else the overlay in a folder, named after the folder. Every CSV in it has to be a table.
    pub(super) fn overlay(name_or_folder: &Path) -> Result<Self, DataError> {
        if let Some(overlay) = name_or_folder.to_str().and_then(bundled::overlay) {
            if name_or_folder.is_dir() {
                return Err(DataError::file(
                    name_or_folder.display().to_string(),
                    "both a bundled overlay and a folder",
                    format!(
                        "write ./{} for the folder, or choose the bundled overlay from another folder",
                        overlay.name
                    ),
                ));
            }
            return Ok(Layer { kind: LayerKind::Overlay(overlay.name.into()), location: Location::Bundled(overlay) });
        }
        let folder = name_or_folder;
        require_overlay_folder(folder)?;
        let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = canonical.file_name().map_or_else(|| "overlay".into(), |name| name.to_string_lossy().into_owned());
        let layer = Layer { kind: LayerKind::Overlay(name.into()), location: Location::Folder(folder.to_owned()) };
        if layer.require_table_names(folder)? == 0 {
            return Err(DataError::file(
                folder.display().to_string(),
                "the folder holds no table",
                format!(
                    "put a CSV named after a table in it, such as geo_differentials.csv; the tables are {}",
                    TABLES.join(", ")
                ),
            ));
        }
        Ok(layer)
    }

    /// The number of CSV files in the folder.
    ///
    /// # Errors
    /// [`DataError`] for a CSV that is not named after a table.
    fn require_table_names(&self, folder: &Path) -> Result<usize, DataError> {
        let names = self.csv_names()?;
        for name in &names {
            if !TABLES.contains(&name.as_str()) {
                let remedy = match nearest(name, TABLES.iter().copied(), LETTERS_PER_MISTAKE) {
                    Some(table) => format!("rename it to {table}.csv"),
                    None => format!("rename or remove the file; the tables are {}", TABLES.join(", ")),
                };
                return Err(DataError::file(
                    folder.join(format!("{name}.csv")).display().to_string(),
                    "no table of a pack has this name",
                    remedy,
                ));
            }
        }
        Ok(names.len())
    }

    /// The name of the overlay; `None` for the pack itself and the shared words.
    pub(super) fn overlay_name(&self) -> Option<Arc<str>> {
        match &self.kind {
            LayerKind::Overlay(name) => Some(Arc::clone(name)),
            LayerKind::Shared | LayerKind::Pack => None,
        }
    }

    pub(super) fn is_overlay(&self) -> bool {
        matches!(self.kind, LayerKind::Overlay(_))
    }

    /// Whether it is the pack itself.
    pub(super) fn is_pack(&self) -> bool {
        matches!(self.kind, LayerKind::Pack)
    }

    /// Whether it has the words that every pack shares.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.kind, LayerKind::Shared)
    }

    /// Whether its files are in this folder, or it is the bundled one of this name.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        match &self.location {
            Location::Folder(own) => own.canonicalize().ok() == folder.canonicalize().ok(),
            Location::Bundled(own) => folder.to_str() == Some(own.name),
        }
    }

    /// Its folder; `None` where its files are in the binary.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.location {
            Location::Folder(folder) => Some(folder),
            Location::Bundled(_) => None,
        }
    }

    /// Whether its files are in the binary. Those are checked by a test.
    pub(super) fn is_bundled(&self) -> bool {
        matches!(self.location, Location::Bundled(_))
    }

    /// The names of the CSV files in the folder without the extension, sorted.
    fn csv_names(&self) -> Result<Vec<String>, DataError> {
        let Location::Folder(folder) = &self.location else { return Ok(Vec::new()) };
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut names = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| unreadable(folder, &error))?.path();
            if let (Some(extension), Some(stem)) = (path.extension(), path.file_stem())
                && extension.eq_ignore_ascii_case("csv")
                && stem != PAY_TEXTS
            {
                if extension != "csv" {
                    let remedy = "write the extension in lower case: .csv";
                    return Err(DataError::file(path.display().to_string(), "the file would not be read", remedy));
                }
                names.push(stem.to_string_lossy().into_owned());
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// The files that exist, symbolic links included; none for the bundled pack.
    pub(super) fn existing_files(&self) -> Vec<PackFile> {
        let Location::Folder(folder) = &self.location else { return Vec::new() };
        let names = TABLES.iter().map(|table| format!("{table}.csv"));
        let paths = names.chain([bundled::DESCRIPTOR.to_owned()]).map(|name| folder.join(name));
        let is_there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
        paths.filter(is_there).map(|path| PackFile { path, is_overlay: self.is_overlay() }).collect()
    }

    /// The path of a file for messages, whether or not it exists.
    pub(super) fn display_path(&self, file_name: &str) -> String {
        match &self.location {
            Location::Bundled(bundle) => format!("{}/{file_name}", bundle.name),
            Location::Folder(folder) => folder.join(file_name).display().to_string(),
        }
    }

    /// Reads a file; `None` when it does not exist.
    pub(super) fn read_file(&self, file_name: &str) -> Result<Option<SourceFile>, DataError> {
        let folder = match &self.location {
            Location::Bundled(bundle) => {
                let file = |text| SourceFile::new(self.display_path(file_name), text);
                return Ok(bundle.file(file_name)?.map(file));
            }
            Location::Folder(folder) => folder,
        };
        let path = folder.join(file_name);
        let bytes = match read_regular(&path) {
            // A symbolic link without a target is an error: its target is missing.
            Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(&path, &error)),
            Ok(Some(bytes)) => bytes,
            Ok(None) if fs::metadata(&path).is_ok_and(|found| found.is_file()) => {
                let problem = format!("larger than {} MiB", MAX_FILE_LEN >> 20);
                let remedy = "split it over several overlays";
                return Err(DataError::file(path.display().to_string(), problem, remedy));
            }
            Ok(None) => {
                let problem = "not an ordinary file";
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
        Ok(Some(SourceFile::new(name, Cow::Owned(text))))
    }

    /// Whether there is a file of a table.
    pub(super) fn has_table(&self, table: &str) -> bool {
        let file_name = format!("{table}.csv");
        match &self.location {
            Location::Bundled(bundle) => bundle.has_file(&file_name),
            Location::Folder(folder) => fs::symlink_metadata(folder.join(file_name)).is_ok(),
        }
    }

    /// Reads the descriptor.
    pub(super) fn descriptor(&self) -> Result<Descriptor, DataError> {
        let file = self.read_file(bundled::DESCRIPTOR)?.ok_or_else(|| {
            DataError::file(
                self.display_path(bundled::DESCRIPTOR),
                "the file is missing",
                "a pack describes itself in datapackage.json; `payband pack new DIR` writes one",
            )
        })?;
        descriptor::parse(&file.name, file.body())
    }

    /// Whether the pack must have a file of a table: it has no other table of pay.
    fn must_have(&self, table: &str) -> bool {
        let has_pay = || PAY_TABLES.iter().any(|pay| self.has_table(pay));
        REQUIRED_TABLES.contains(&table) || table == Salary::NAME && !has_pay()
    }

    /// Whether there are percentiles, without a search among the names of files in the binary.
    pub(super) fn has_cells(&self) -> bool {
        match &self.location {
            Location::Bundled(bundle) => bundle.cells.is_some(),
            Location::Folder(_) => self.has_table(MarketCell::NAME),
        }
    }

    /// The compressed percentiles of a pack in the binary.
    pub(super) fn bundled_cells(&self) -> Option<&'static BundledCells> {
        match &self.location {
            Location::Bundled(bundle) => bundle.cells,
            Location::Folder(_) => None,
        }
    }

    /// Reads a table; `None` when there is no file of it.
    ///
    /// # Errors
    /// [`DataError`] when the file cannot be read, or is missing although every pack must have it.
    pub(super) fn read_table(&self, table: &str) -> Result<Option<SourceFile>, DataError> {
        let file_name = format!("{table}.csv");
        match self.read_file(&file_name)? {
            None if self.is_pack() && self.must_have(table) => Err(DataError::file(
                self.display_path(&file_name),
                "the file is missing",
                format!(
                    "a pack has at least the tables {}, and one of {}; `payband pack new DIR` writes them (and --overlay \
                     takes a folder with some tables only)",
                    REQUIRED_TABLES.join(", "),
                    PAY_TABLES.join(", ")
                ),
            )),
            Some(file) if !self.is_bundled() => semicolons::with_commas(table, file).map(Some),
            file => Ok(file),
        }
    }
}

/// Whether a folder looks like an overlay: it has tables, but no descriptor, and not all tables that every pack has.
#[must_use]
pub fn is_overlay_folder(folder: &Path) -> bool {
    let has = |name: &str| fs::symlink_metadata(folder.join(name)).is_ok();
    let has_table = |table: &str| has(&format!("{table}.csv"));
    let is_whole = REQUIRED_TABLES.into_iter().all(has_table) && PAY_TABLES.into_iter().any(has_table);
    !has(bundled::DESCRIPTOR) && !is_whole && TABLES.iter().any(|table| has_table(table))
}

/// The largest file that is read, in bytes.
const MAX_FILE_LEN: u64 = 256 << 20;

/// The bytes of a regular file; `None` for anything else and for a file that is too large. A pipe is not opened, which would
/// wait for a writer.
fn read_regular(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = fs::metadata(path)?;
    if !found.is_file() || found.len() > MAX_FILE_LEN {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    // Files of the system may state a length of 0, and a file may grow while it is read.
    fs::File::open(path)?.take(MAX_FILE_LEN + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_FILE_LEN).then_some(bytes))
}

/// Fails where there is no folder. The remedy names the bundled overlays, because the caller may have meant one.
fn require_overlay_folder(folder: &Path) -> Result<(), DataError> {
    if folder.exists() || bundled::OVERLAYS.is_empty() {
        return require_folder(folder);
    }
    let names: Vec<&str> = bundled::OVERLAYS.iter().map(|overlay| overlay.name).collect();
    let text = folder.display().to_string();
    let remedy = match near_bundle(&text, &names) {
        Some(near) => format!("did you mean the bundled overlay {near}?"),
        None => format!("the bundled overlay is {}; or check the path of the folder", names.join(", ")),
    };
    Err(DataError::file(text, "neither a bundled overlay nor a folder", remedy))
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
