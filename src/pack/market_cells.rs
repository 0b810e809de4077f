//! The percentiles of a pack: which roles have them, and those of a role.

use super::bundled::BundledCells;
use super::cell_columns::{Block, KeyCodes};
use super::error::DataError;
use super::layer::Layer;
use super::package::Pack;
use super::published_cell::PublishedCell;
use super::record::Record;
use super::records::{City, MarketCell, PlaceKind};
use super::table::PackTable;

/// A place, a level and a segment, by which the percentiles of roles are found. An empty text means all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellKey<'k> {
    place: &'k str,
    level: &'k str,
    segment: &'k str,
    /// Their codes in the binary, if they have some.
    codes: Option<KeyCodes>,
}

/// The percentiles of one role.
#[derive(Debug, Clone, Copy)]
pub struct RoleCells<'p> {
    role: &'p str,
    rows: RoleRows<'p>,
}

#[derive(Debug, Clone, Copy)]
enum RoleRows<'p> {
    /// The role has none.
    Nowhere,
    /// The rows of the role in the binary, and a row for each combination of terms.
    Binary(Block<'static>, &'p [Record<MarketCell>]),
    /// A table that holds the rows of this role, and perhaps of others.
    Table(&'p PackTable<MarketCell>),
}

impl<'p> RoleCells<'p> {
    /// The id of the role.
    #[must_use]
    pub fn role(&self) -> &'p str {
        self.role
    }

    /// The percentiles in a place, at a level and in a segment. An empty text means all.
    #[must_use]
    pub fn get(&self, place: &str, level: &str, segment: &str) -> Option<PublishedCell<'p>> {
        self.find(&self.key(place, level, segment))
    }

    /// A place, a level and a segment as a key, with which they are found faster. It serves all roles of the pack that have
    /// percentiles.
    pub(crate) fn key<'k>(&self, place: &'k str, level: &'k str, segment: &'k str) -> CellKey<'k> {
        let codes = match self.rows {
            RoleRows::Binary(rows, _) => rows.codes(place, level, segment),
            RoleRows::Nowhere | RoleRows::Table(_) => None,
        };
        CellKey { place, level, segment, codes }
    }

    /// The percentiles with a key.
    pub(crate) fn find(&self, key: &CellKey<'_>) -> Option<PublishedCell<'p>> {
        match self.rows {
            RoleRows::Nowhere => None,
            RoleRows::Binary(rows, terms) => PublishedCell::in_binary(rows.find(key.codes?)?, terms),
            RoleRows::Table(table) => {
                table.with_key([self.role, key.place, key.level, key.segment]).map(PublishedCell::of_table)
            }
        }
    }
}

/// Where the percentiles of a pack are read from.
enum CellStore<'p> {
    /// The pack has none.
    Nowhere,
    /// The binary: no layer in a folder has the table.
    Binary(&'p Layer, &'static BundledCells),
    /// The whole table.
    Table(&'p PackTable<MarketCell>),
}

impl Pack {
    /// Whether the pack or an overlay has percentiles.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn has_market_cells(&self) -> Result<bool, DataError> {
        Ok(match self.cell_store()? {
            CellStore::Nowhere => false,
            CellStore::Binary(_, cells) => !cells.blocks.is_empty(),
            CellStore::Table(table) => !table.is_empty(),
        })
    }

    /// Whether a role has percentiles, in any place.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn has_cells_of(&self, role: &str) -> Result<bool, DataError> {
        Ok(match self.cell_store()? {
            CellStore::Nowhere => false,
            CellStore::Binary(_, cells) => cells.block(role).is_some(),
            CellStore::Table(table) => table.with_first_key(role).next().is_some(),
        })
    }

    /// The percentiles of a role. In a bundled pack, those of other roles are not read.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn cells_of<'p>(&'p self, role: &str) -> Result<Vec<&'p Record<MarketCell>>, DataError> {
        Ok(match self.cell_store()? {
            CellStore::Nowhere => Vec::new(),
            CellStore::Binary(layer, cells) => self.cell_cache().of_role(layer, cells, role)?.iter().collect(),
            CellStore::Table(table) => table.with_first_key(role).collect(),
        })
    }

    /// The percentiles of a role, for prices. In a bundled pack they are not parsed.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn role_cells<'p>(&'p self, role: &'p str) -> Result<RoleCells<'p>, DataError> {
        let rows = match self.cell_store()? {
            CellStore::Nowhere => RoleRows::Nowhere,
            CellStore::Binary(layer, cells) => match cells.block(role) {
                Some((_, block)) => {
                    let (rows, terms) = self.cell_cache().columns(layer, cells, block)?;
                    RoleRows::Binary(rows, terms)
                }
                None => RoleRows::Nowhere,
            },
            CellStore::Table(table) => RoleRows::Table(table),
        };
        Ok(RoleCells { role, rows })
    }

    /// One of the percentiles: the first row of the pack itself, or else of an overlay.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn first_cell(&self) -> Result<Option<&Record<MarketCell>>, DataError> {
        match self.cell_store()? {
            CellStore::Nowhere => Ok(None),
            CellStore::Binary(layer, cells) => self.cell_cache().first(layer, cells),
            CellStore::Table(table) => Ok(table.without_overlays().next().or_else(|| table.iter().next())),
        }
    }

    /// The place that is the whole market; `None` where the pack has none, or several.
    ///
    /// # Errors
    /// [`DataError`] when the table cannot be read.
    pub fn nation(&self) -> Result<Option<&Record<City>>, DataError> {
        let mut nations = self.cities()?.iter().filter(|place| place.kind == PlaceKind::Nation);
        Ok(nations.next().filter(|_| nations.next().is_none()))
    }

    fn cell_store(&self) -> Result<CellStore<'_>, DataError> {
        let mut having = self.layers().iter().filter(|layer| layer.has_cells());
        match (having.next(), having.next()) {
            (None, _) => Ok(CellStore::Nowhere),
            (Some(layer), None) => match layer.bundled_cells() {
                Some(cells) => Ok(CellStore::Binary(layer, cells)),
                None => Ok(CellStore::Table(self.market_cells()?)),
            },
            _ => Ok(CellStore::Table(self.market_cells()?)),
        }
    }
}
