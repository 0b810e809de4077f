//! The files of `data/` that are compiled into the binary: bundled packs and overlays, the words that every pack
//! shares, and schemas.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::Read as _;
use std::sync::OnceLock;

use super::cell_columns::{Block, Layout};
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
    pub(super) cells: Option<&'static BundledCells>,
    /// The name and the text of each file, sorted by name.
    files: &'static [(&'static str, &'static str)],
    /// The name and the text of each long file.
    packed: &'static [(&'static str, PackedText)],
}

/// A table of percentiles.
#[derive(Debug)]
pub(super) struct BundledCells {
    /// The header and the first row.
    pub(super) first: &'static str,
    /// The rows of each role.
    pub(super) blocks: &'static [CellBlock],
    layout_text: &'static str,
    layout: OnceLock<Layout<'static>>,
    /// The whole table, as CSV.
    text: OnceLock<String>,
}

/// The percentiles of one role.
#[derive(Debug)]
pub(super) struct CellBlock {
    /// The id of the role.
    pub(super) role: &'static str,
    columns: PackedBytes,
    /// A CSV file with a header.
    table: OnceLock<String>,
}

/// A text that is compressed in the binary.
#[derive(Debug)]
pub(super) struct PackedText {
    packed: PackedBytes,
    text: OnceLock<&'static str>,
}

/// Bytes that are compressed in the binary.
#[derive(Debug)]
struct PackedBytes {
    packed: &'static [u8],
    /// The number of bytes when they are decompressed.
    len: usize,
    bytes: OnceLock<Vec<u8>>,
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
        match self.cells {
            Some(cells) if file_name.strip_suffix(".csv") == Some(MarketCell::NAME) => {
                cells.text().map(|text| Some(Cow::Borrowed(text)))
            }
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
    #[cfg_attr(not(test), allow(dead_code, reason = "used only where a bundled pack has percentiles"))]
    const fn new(first: &'static str, layout_text: &'static str, blocks: &'static [CellBlock]) -> Self {
        BundledCells { first, blocks, layout_text, layout: OnceLock::new(), text: OnceLock::new() }
    }

    /// The block of a role, with its index; `None` where the role has no percentiles.
    pub(super) fn block(&'static self, role: &str) -> Option<(usize, &'static CellBlock)> {
        self.blocks.iter().enumerate().find(|(_, block)| block.role == role)
    }

    /// The layout of the blocks.
    pub(super) fn layout(&'static self) -> Result<&'static Layout<'static>, DataError> {
        get_or_try_init(&self.layout, || Layout::parse(self.layout_text).ok_or_else(|| damaged("its layout")))
    }

    /// The rows of one of the roles.
    pub(super) fn rows(&'static self, of_role: &'static CellBlock) -> Result<Block<'static>, DataError> {
        Ok(Block::new(self.layout()?, of_role.columns.get()?))
    }

    /// A CSV file with the header and the rows of one of the roles.
    pub(super) fn table(&'static self, of_role: &'static CellBlock) -> Result<&'static str, DataError> {
        get_or_try_init(&of_role.table, || Ok(self.rows(of_role)?.to_table())).map(String::as_str)
    }

    /// The whole table. Its checks read it several times.
    fn text(&'static self) -> Result<&'static str, DataError> {
        let write = || {
            let mut whole = String::new();
            for block in self.blocks {
                let rows = self.rows(block)?;
                whole.push_str(&if whole.is_empty() { rows.to_table() } else { rows.to_csv() });
            }
            Ok(whole)
        };
        get_or_try_init(&self.text, write).map(String::as_str)
    }
}

impl CellBlock {
    #[cfg_attr(not(test), allow(dead_code, reason = "used only where a bundled pack has percentiles"))]
    const fn new(role: &'static str, columns: PackedBytes) -> Self {
        CellBlock { role, columns, table: OnceLock::new() }
    }
}

impl PackedText {
    #[cfg_attr(not(test), allow(dead_code, reason = "used only where a bundled pack has long tables"))]
    const fn new(packed: &'static [u8], len: usize) -> Self {
        PackedText { packed: PackedBytes::new(packed, len), text: OnceLock::new() }
    }

    /// The text, which is decompressed once.
    ///
    /// # Errors
    /// [`DataError`] when the bytes in the binary are damaged.
    fn get(&'static self) -> Result<&'static str, DataError> {
        let text = get_or_try_init(&self.text, || str::from_utf8(self.packed.get()?).map_err(damaged))?;
        Ok(text)
    }
}

impl PackedBytes {
    const fn new(packed: &'static [u8], len: usize) -> Self {
        PackedBytes { packed, len, bytes: OnceLock::new() }
    }

    /// The bytes, which are decompressed once.
    ///
    /// # Errors
    /// [`DataError`] when the bytes in the binary are damaged.
    fn get(&'static self) -> Result<&'static [u8], DataError> {
        let bytes = get_or_try_init(&self.bytes, || {
            let mut bytes = Vec::with_capacity(self.len);
            flate2::read::DeflateDecoder::new(self.packed).read_to_end(&mut bytes).map_err(damaged)?;
            Ok(bytes)
        })?;
        Ok(bytes)
    }
}

/// The error for data in the binary that cannot be read, with the reason.
fn damaged(reason: impl Display) -> DataError {
    DataError::file(
        "the bundled packs",
        format!("a table in the program is damaged: {reason}"),
        "install payband again",
    )
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

    /// Would catch a block that cannot be decompressed, and a stored length that differs from the decompressed one.
    #[test]
    fn everything_compressed_is_read_whole() {
        for cells in PACKS.iter().filter_map(|pack| pack.cells) {
            for CellBlock { role, columns, .. } in cells.blocks {
                assert_eq!(columns.get().unwrap().len(), columns.len, "{role}");
            }
            assert!(cells.text().unwrap().starts_with(cells.first));
        }
        for (name, packed) in PACKS.iter().flat_map(|pack| pack.packed) {
            assert_eq!(packed.get().unwrap().len(), packed.packed.len, "{name}");
        }
        static DAMAGED: PackedBytes = PackedBytes::new(&[0xff, 0xff], 2);
        assert!(DAMAGED.get().unwrap_err().problem.contains("damaged"));
    }
}
