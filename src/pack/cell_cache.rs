//! Percentiles in the binary, read role by role.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::bundled::{BundledCells, CellBlock};
use super::cell_columns::Block;
use super::error::DataError;
use super::file::SourceFile;
use super::layer::Layer;
use super::record::Record;
use super::records::MarketCell;
use super::typed_rows::typed_rows;
use crate::once_lock::get_or_try_init;

/// The rows of a block, which are read once.
type RowsOfBlock = OnceLock<Vec<Record<MarketCell>>>;

/// The percentiles of a bundled pack that have been read.
#[derive(Debug, Default)]
pub(super) struct CellCache {
    /// The rows of each block of the pack.
    roles: OnceLock<Box<[RowsOfBlock]>>,
    first: OnceLock<Option<Record<MarketCell>>>,
    /// A row for each combination of terms.
    terms: OnceLock<Vec<Record<MarketCell>>>,
}

impl CellCache {
    /// The percentiles of a role.
    pub(super) fn of_role(
        &self,
        layer: &Layer,
        cells: &'static BundledCells,
        role: &str,
    ) -> Result<&[Record<MarketCell>], DataError> {
        let Some((at, block)) = cells.block(role) else { return Ok(&[]) };
        let roles = self.roles.get_or_init(|| cells.blocks.iter().map(|_| OnceLock::new()).collect());
        let Some(of_role) = roles.get(at) else { return Ok(&[]) };
        get_or_try_init(of_role, || rows(layer, cells.table(block)?.into())).map(Vec::as_slice)
    }

    /// The rows of a role, and the row of each combination of terms.
    pub(super) fn columns(
        &self,
        layer: &Layer,
        cells: &'static BundledCells,
        of_role: &'static CellBlock,
    ) -> Result<(Block<'static>, &[Record<MarketCell>]), DataError> {
        let read = || rows(layer, cells.layout()?.terms_table().into());
        Ok((cells.rows(of_role)?, get_or_try_init(&self.terms, read)?))
    }

    /// The first row of the pack.
    pub(super) fn first(
        &self,
        layer: &Layer,
        cells: &'static BundledCells,
    ) -> Result<Option<&Record<MarketCell>>, DataError> {
        let read = || Ok(rows(layer, cells.first.into())?.into_iter().next());
        get_or_try_init(&self.first, read).map(Option::as_ref)
    }
}

fn rows(layer: &Layer, text: Cow<'static, str>) -> Result<Vec<Record<MarketCell>>, DataError> {
    typed_rows(layer, &SourceFile::new(layer.display_path("market_cells.csv"), text))
}
