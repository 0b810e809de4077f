//! The files of `data/` that are compiled into the binary: bundled packs and overlays, the words that every pack
//! shares, and schemas.

/// The name of the bundled pack that is used where the caller names none.
pub(super) const DEFAULT_PACK: &str = "china-healthcare-it-2025";

/// The file name of the descriptor.
pub(super) const DESCRIPTOR: &str = "datapackage.json";

/// A folder of `data/`.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The name of the folder; for a pack or an overlay, its name.
    pub(super) name: &'static str,
    /// The name and the text of each file, sorted by name.
    files: &'static [(&'static str, &'static str)],
}

// `SCHEMAS`, the schema of each table by its name; `SHARED`, the tables that lie under every pack; `PACKS` and
// `OVERLAYS`, by name.
include!(concat!(env!("OUT_DIR"), "/bundles.rs"));

impl Bundle {
    /// The text of a file.
    pub(super) fn file(&self, file_name: &str) -> Option<&'static str> {
        self.files.iter().find(|(name, _)| *name == file_name).map(|(_, text)| *text)
    }
}

/// The bundled overlay of a name.
pub(super) fn overlay(name: &str) -> Option<&'static Bundle> {
    OVERLAYS.iter().find(|overlay| overlay.name == name)
}

/// The bundled pack of a name.
pub(super) fn pack(name: &str) -> Option<&'static Bundle> {
    PACKS.iter().find(|pack| pack.name == name)
}
