//! The files of `data/` that are compiled into the binary: bundled packs and overlays, the words that every pack
//! shares, and schemas.

use std::borrow::Cow;
use std::io::Read as _;
use std::sync::OnceLock;

use super::error::DataError;
use super::records::{MarketCell, TableName as _};
use crate::once_lock::get_or_try_init;

/// The name of the bundled pack that is used where the caller names none.
pub(super) const DEFAULT_PACK: &str = "china-healthcare-it-2025";

/// The file name of the descriptor.
pub(super) const DESCRIPTOR: &str = "datapackage.json";

/// A folder of `data/`.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The name of the folder; for a pack or an overlay, its name.
    pub(super) name: &'static str,
    /// The percentiles of the pack, which are not among `files`.
    pub(super) cells: Option<BundledCells>,
    /// The name and the text of each file, sorted by name.
    files: &'static [(&'static str, &'static str)],
    /// The name and the text of each long file.
    packed: &'static [(&'static str, PackedText)],
}

/// A compressed table of percentiles.
#[derive(Debug)]
pub(super) struct BundledCells {
    /// The header and the first row.
    pub(super) first: &'static str,
    /// The rows of each role.
    pub(super) blocks: &'static [CellBlock],
}

/// The percentiles of one role.
#[derive(Debug)]
pub(super) struct CellBlock {
    /// The id of the role.
    pub(super) role: &'static str,
    /// A CSV file with a header.
    pub(super) text: PackedText,
}

/// A text that is compressed in the binary.
#[derive(Debug)]
pub(super) struct PackedText {
    bytes: &'static [u8],
    /// The length of the text, in bytes.
    len: usize,
    text: OnceLock<String>,
}

// `SCHEMAS`, the schema of each table by its name; `SHARED`, the tables that lie under every pack; `PACKS` and
// `OVERLAYS`, by name.
include!(concat!(env!("OUT_DIR"), "/bundles.rs"));

impl Bundle {
    /// The text of a file.
    pub(super) fn file(&'static self, file_name: &str) -> Result<Option<Cow<'static, str>>, DataError> {
        if let Some((_, text)) = self.files.iter().find(|(name, _)| *name == file_name) {
            return Ok(Some(Cow::Borrowed(text)));
        }
        if let Some((_, packed)) = self.packed.iter().find(|(name, _)| *name == file_name) {
            return packed.get().map(|text| Some(Cow::Borrowed(text)));
        }
        match &self.cells {
            Some(cells) if file_name.strip_suffix(".csv") == Some(MarketCell::NAME) => cells.text().map(Some),
            _ => Ok(None),
        }
    }

    /// Whether there is a file of this name.
    pub(super) fn has_file(&self, file_name: &str) -> bool {
        self.files.iter().any(|(name, _)| *name == file_name)
            || self.packed.iter().any(|(name, _)| *name == file_name)
            || self.cells.is_some() && file_name.strip_suffix(".csv") == Some(MarketCell::NAME)
    }
}

impl BundledCells {
    /// The whole table.
    fn text(&self) -> Result<Cow<'static, str>, DataError> {
        let mut whole = String::new();
        for block in self.blocks {
            let text = block.text.get()?;
            let rows = text.split_once('\n').map_or("", |(_, rows)| rows);
            whole.push_str(if whole.is_empty() { text } else { rows });
        }
        Ok(Cow::Owned(whole))
    }
}

impl PackedText {
    #[cfg_attr(not(test), allow(dead_code, reason = "used only where a bundled pack has long tables"))]
    const fn new(bytes: &'static [u8], len: usize) -> Self {
        PackedText { bytes, len, text: OnceLock::new() }
    }

    /// The text, which is decompressed once.
    ///
    /// # Errors
    /// [`DataError`] when the bytes in the binary are damaged.
    pub(super) fn get(&'static self) -> Result<&'static str, DataError> {
        let text = get_or_try_init(&self.text, || {
            let mut text = String::with_capacity(self.len);
            match flate2::read::DeflateDecoder::new(self.bytes).read_to_string(&mut text) {
                Ok(_) => Ok(text),
                Err(error) => Err(DataError::file(
                    "the bundled packs",
                    format!("a table in the program is damaged: {error}"),
                    "install payband again",
                )),
            }
        })?;
        Ok(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Would catch a block that cannot be decompressed, and a length that makes the text grow.
    #[test]
    fn every_compressed_text_is_read_whole() {
        for block in PACKS.iter().filter_map(|pack| pack.cells.as_ref()).flat_map(|cells| cells.blocks) {
            assert_eq!(block.text.get().unwrap().len(), block.text.len, "{}", block.role);
        }
        for (name, packed) in PACKS.iter().flat_map(|pack| pack.packed) {
            assert_eq!(packed.get().unwrap().len(), packed.len, "{name}");
        }
        static DAMAGED: PackedText = PackedText::new(&[0xff, 0xff], 2);
        assert!(DAMAGED.get().unwrap_err().problem.contains("damaged"));
    }
}
